"""What is searched for: a regular expression, and a quick way to tell where it cannot be."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from playbook.errors import PlaybookError
from playbook.journal.files import decoded, encoded
from playbook.search.literals import literals_of

_MARKS = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+"
_ESCAPED = r"(?s:\\.)"
# Characters beyond ASCII that are the same as one of ASCII where case does not matter: the long s, the sign
# of the kelvin, and the dotless and the dotted i of Turkish.
_ALIKE = frozenset("\u017f\u212a\u0130\u0131")
_LETTERS_ALIKE = frozenset(b"iks")
_ASCII = bytes(range(128))
Folds: TypeAlias = tuple[tuple[bytes, bytes], ...]


class BadPattern(PlaybookError):
    """A regular expression cannot be read."""

    status = 2


class Pattern(NamedTuple):
    """A regular expression that is searched for line by line.

    Attributes:
        regex: What is searched for, folded if lines are.
        fold: Whether accents make no difference.
        any_case: Whether case makes no difference.
        literals: Letters of which every match holds one at least, in UTF-8, small where case makes no
            difference; empty if none can be told.
        alike: Whether a letter of them may be meant by one beyond ASCII.
    """

    regex: re.Pattern[str]
    fold: bool
    any_case: bool
    literals: tuple[bytes, ...]
    alike: bool

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
        any_case = any_case or not any(character.isupper() for character in re.sub(_ESCAPED, "", text))
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
        except ValueError as error:  # Flags that do not go together.
            raise BadPattern(f"{text} is not a regular expression: {error}.", "") from None
        except (OverflowError, RecursionError):
            raise BadPattern(f"{text} is too large a regular expression.", "A smaller one will do.") from None
        literals = _told(words, any_case=any_case)
        alike = any_case and not _LETTERS_ALIKE.isdisjoint(b"".join(literals))
        return cls(regex, fold, any_case, literals, alike)

    def may(self) -> Callable[[bytes], bool] | None:
        """Give what tells from the bytes of a file whether it may hold a match; None if nothing can."""
        literals, any_case = self.literals, self.any_case
        if not literals:
            return None

        def may(raw: bytes) -> bool:
            text = raw.lower() if any_case else raw
            # Told at once mostly: `any` would take longer than the looking does.
            for letters in literals:
                if letters in text:
                    return True
            if not (self.fold or self.alike) or raw.isascii():
                return False
            folded, _ = self._plain(raw)
            return folded is None or any(letters in folded for letters in literals)

        return may

    def candidates(self, raw: bytes, body: int) -> list[tuple[int, int]]:
        """Give where the lines begin and end that may hold a match, in their order.

        Args:
            raw: The bytes of an entry.
            body: The offset behind its front matter.
        """
        tail = raw[body:]
        text, is_folded = self._plain(tail) if self.literals else (None, False)
        if text is None:
            return self._searched(raw, body)
        if is_folded:
            unfolded = tail.lower() if self.any_case else tail
            if any(unfolded.count(letters) != text.count(letters) for letters in self.literals):
                return _same_lines(raw, body, _lines_with(self.literals, text), text)
            # All of them stand there unfolded, as they mostly do.
            text = unfolded
        return [(start + body, end + body) for start, end in _lines_with(self.literals, text)]

    def _plain(self, raw: bytes) -> tuple[bytes | None, bool]:
        """Give bytes as the literals are looked for in them, and whether letters of them were folded.

        Where a character may match that is none of the literal's, but the same to `re`, there are none.
        """
        text = raw.lower() if self.any_case else raw
        if not self.fold and not (self.alike and (b"\xc4" in raw or b"\xc5" in raw or b"\xaa" in raw)):
            # One of these bytes stands in each of those alike; to look for one takes next to no time.
            return text, False
        if raw.isascii():
            return text, False
        # What is left without ASCII is mostly a few dashes, and the same for many files.
        folds = _folds(raw.translate(None, _ASCII), self.fold, self.any_case)
        if folds is None:
            return None, False
        for letter, plain in folds:
            text = text.replace(letter, plain)
        return text, bool(folds)

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

    @property
    def sought(self) -> Callable[[str], object]:
        """What tells whether there is a match in a line."""
        return (lambda line: self.regex.search(self.in_line(line))) if self.fold else self.regex.search

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
    return re.sub(_MARKS, "", unicodedata.normalize("NFKD", text))


@lru_cache(maxsize=4096)
def _folds(beyond: bytes, fold: bool, any_case: bool) -> Folds | None:
    """Give how the characters beyond ASCII of a file are folded; None if that is not told one by one.

    Args:
        beyond: All bytes of the file that are not ASCII.
        fold: Whether accents make no difference; else nothing is folded.
        any_case: Whether case makes no difference.
    """
    letters = set(decoded(beyond))
    if not fold:
        return None if letters & _ALIKE else ()
    folds: list[tuple[bytes, bytes]] = []
    for letter in letters:
        plain = folded(letter)
        # Marks that stay may change places with others; and there are letters that are the same unfolded.
        if any(map(unicodedata.combining, plain)) or (plain == letter and any_case and letter in _ALIKE):
            return None
        if plain != letter:
            folds.append((encoded(letter), encoded(plain).lower() if any_case else encoded(plain)))
    return tuple(folds)


def _told(words: str, *, any_case: bool) -> tuple[bytes, ...]:
    """Give the letters that a file can be looked through for before any line is searched."""
    told: list[bytes] = []
    for letters in literals_of(words):
        if any_case:
            # A letter beyond ASCII that has two cases is not looked for.
            runs = "".join(one if one.isascii() or one.lower() == one.upper() else "\n" for one in letters)
            letters = max(runs.split("\n"), key=len)
        try:
            sought = encoded(letters)
        except UnicodeEncodeError:
            return ()
        if not sought:
            return ()
        told.append(sought.lower() if any_case else sought)
    return tuple(dict.fromkeys(told))


def _lines_with(literals: tuple[bytes, ...], text: bytes) -> list[tuple[int, int]]:
    """Give where the lines begin and end that hold one of these, in their order."""
    found: list[tuple[int, int]] = []
    for letters in literals:
        at = text.find(letters)
        while at >= 0:
            start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
            end = end if end >= 0 else len(text)
            found.append((start, end))
            at = text.find(letters, end)
    return found if len(literals) == 1 else sorted(set(found))


def _same_lines(raw: bytes, body: int, found: list[tuple[int, int]], text: bytes) -> list[tuple[int, int]]:
    """Give where lines stand unfolded that were found in the folded text."""
    lines, counted, at = [], 0, body
    for start, _ in found:
        number = text.count(b"\n", counted, start)
        counted = start
        # Nothing else finds the n-th line as quickly.
        at = len(raw) - len(raw[at:].split(b"\n", number)[number])
        end = raw.find(b"\n", at)
        lines.append((at, end if end >= 0 else len(raw)))
    return lines


def _spans(raw: bytes, body: int) -> Iterator[tuple[int, int]]:
    start = body
    for line in raw[body:].split(b"\n"):
        yield start, start + len(line)
        start += len(line) + 1
