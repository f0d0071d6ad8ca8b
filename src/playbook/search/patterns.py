"""What is searched for: a regular expression, and a quick way to tell where it cannot be."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from playbook.errors import PlaybookError

_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+")
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_WORDS = re.compile(r"[\w ,;:'\"!@#%&/<>=~-]+", re.ASCII)
_REPEATED = ("*", "?", "{")
# Characters beyond ASCII that are the same as one of ASCII where case does not matter: the long s, the sign
# of the kelvin, and the dotless and the dotted i of Turkish.
_ALIKE = (b"\xc5\xbf", b"\xe2\x84\xaa", b"\xc4\xb0", b"\xc4\xb1")
_LETTERS_ALIKE = frozenset(b"iks")
_DASH = "\u2014".encode()
"""What stands between a choice's slug and its label."""


class BadPattern(PlaybookError):
    """A regular expression cannot be read."""

    status = 2


class Pattern(NamedTuple):
    """A regular expression that is searched for line by line.

    Attributes:
        regex: What is searched for, folded if lines are.
        fold: Whether accents make no difference.
        literal: Letters in ASCII that every match has; empty if none can be told.
        any_case: Whether case makes no difference.
    """

    regex: re.Pattern[str]
    fold: bool
    literal: bytes
    any_case: bool

    @classmethod
    def parse(cls, text: str, *, any_case: bool = False, fold: bool = False) -> Pattern:
        """Read a regular expression; one without a capital letter finds capitals too.

        Args:
            text: As Python's `re` has it.
            any_case: Whether case makes no difference even if there is a capital letter.
            fold: Whether accents make no difference.

        Raises:
            BadPattern: It is none.
        """
        any_case = any_case or not any(character.isupper() for character in _ESCAPED.sub("", text))
        words = folded(text) if fold else text
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                regex = re.compile(words, re.IGNORECASE if any_case else 0)
        except re.error as error:
            where = "" if error.pos is None else f", at character {error.pos + 1}"
            raise BadPattern(
                f"{text} is not a regular expression: {error.msg}{where}.",
                "To search for a sign as it stands, put a backslash before it, such as \\( or \\*",
            ) from None
        except (OverflowError, RecursionError):
            raise BadPattern(f"{text} is too large a regular expression.", "A smaller one will do.") from None
        literal = _literal(words)
        return cls(regex, fold, (literal.lower() if any_case else literal).encode(), any_case)

    def may(self) -> Callable[[bytes], bool] | None:
        """Give what tells from the bytes of a file whether it may hold a match; None if nothing can."""
        literal, lowered = self.literal, self.any_case
        if not literal:
            return None
        if not (self.fold or self._alike):
            return (lambda raw: literal in raw.lower()) if lowered else (lambda raw: literal in raw)
        return lambda raw: (
            literal in (raw.lower() if lowered else raw) or (not raw.isascii() and self._may_unlike(raw))
        )

    @property
    def _alike(self) -> bool:
        """Whether a letter of the literal may be meant by one beyond ASCII."""
        return self.any_case and not _LETTERS_ALIKE.isdisjoint(self.literal)

    def _may_unlike(self, raw: bytes) -> bool:
        """Tell roughly whether there may be a match that holds other letters than the literal's own."""
        if not self.fold:
            return any(sign in raw for sign in _ALIKE)
        # Nearly every file holds dashes, and many hold nothing else beyond ASCII.
        return not raw.replace(_DASH, b"").isascii()

    def _unlike(self, raw: bytes, body: int) -> list[tuple[int, int]]:
        """Give the lines beyond ASCII that hold the literal when they are folded."""
        lines = raw[body:].split(b"\n")
        others = [line for line in lines if not line.isascii()]
        # Most of them hold a dash and nothing else beyond ASCII; those are found as they stand.
        undashed = b"\n".join(others).replace(_DASH, b"-").split(b"\n")
        others = [line for line, bare in zip(others, undashed, strict=False) if not bare.isascii()]
        plain = b"\n".join(others).decode("utf-8", "surrogateescape")
        plain = folded(plain) if self.fold else plain
        plain = plain.lower() if self.any_case else plain
        literal = self.literal.decode()
        signs = _ALIKE if self._alike and any(sign in raw for sign in _ALIKE) else ()
        if literal not in plain and not signs:
            return []
        holding = {
            line
            for line, text in zip(others, plain.split("\n"), strict=True)
            if literal in text or any(sign in line for sign in signs)
        }
        ends = [end + number for number, end in enumerate(accumulate(map(len, lines), initial=body))]
        return [(ends[at], ends[at + 1] - 1) for at, line in enumerate(lines) if line in holding]

    def candidates(self, raw: bytes, body: int) -> list[tuple[int, int]]:
        """Give where the lines begin and end that may hold a match, in their order.

        Args:
            raw: The bytes of an entry.
            body: The offset behind its front matter.
        """
        if not self.literal:
            return self._searched(raw, body)
        found = set(_lines_with(self.literal, raw.lower() if self.any_case else raw, body))
        if (self.fold or self._alike) and not raw.isascii() and self._may_unlike(raw):
            found |= set(self._unlike(raw, body))
        return sorted(found)

    def _searched(self, raw: bytes, body: int) -> list[tuple[int, int]]:
        """Search every line without its id or its indentation, and whole too if it has an id."""
        search, found = self.regex.search, []
        for start, end in _spans(raw, body):
            line = raw[start:end].decode("utf-8", "surrogateescape").rstrip(" \t\r")
            bare = line.lstrip(" \t")
            if bare and (search(self.in_line(bare)) or self._in_head(bare)):
                found.append((start, end))
        return found

    def _in_head(self, line: str) -> bool:
        if not line.startswith("- "):
            return False
        head = line.partition(":")[2].lstrip(" \t")
        return self.regex.search(self.in_line(head)) is not None

    def in_line(self, line: str) -> str:
        """Give a line as it is searched."""
        return folded(line) if self.fold and not line.isascii() else line

    def spans(self, line: str) -> list[tuple[int, int]]:
        """Give where in a line the matches are that are not empty."""
        if not self.fold or line.isascii():
            return [found.span() for found in self.regex.finditer(line) if found[0]]
        # Folding changes lengths, so each character of the folded line remembers where it came from.
        origins = [number for number, character in enumerate(line) for _ in folded(character)]
        origins.append(len(line))
        plain = "".join(map(folded, line))
        return [
            (origins[found.start()], origins[found.end() - 1] + 1)
            for found in self.regex.finditer(plain)
            if found[0]
        ]


def folded(text: str) -> str:
    """Give a text without accents; letters of other scripts stay what they are."""
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFKD", text))


def _lines_with(literal: bytes, raw: bytes, body: int) -> Iterator[tuple[int, int]]:
    at = raw.find(literal, body)
    while at >= 0:
        start, end = raw.rfind(b"\n", 0, at) + 1, raw.find(b"\n", at)
        end = end if end >= 0 else len(raw)
        yield start, end
        at = raw.find(literal, end)


def _spans(raw: bytes, body: int) -> Iterator[tuple[int, int]]:
    start = body
    for line in raw[body:].split(b"\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _literal(words: str) -> str:
    """Give the longest run of letters that every match has to hold, as far as that is easy to tell."""
    if re.search(r"[|(\[\\\r\n]|[^\x00-\x7f]", words):
        # Letters in a group, in a choice or behind a backslash need not be there as they stand.
        return ""
    runs = []
    for found in _WORDS.finditer(words):
        repeated = words[found.end() : found.end() + 1] in _REPEATED
        runs.append(found[0][:-1] if repeated else found[0])
    return max((run for run in runs), key=len, default="")
