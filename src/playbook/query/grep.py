"""A search among the lines of an entry that are somebody's words, each with the question it answers."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from playbook.entry import Answer, Entry
from playbook.errors import PlaybookError
from playbook.language import _
from playbook.text import unaccented

_BLANKS = " \t\r"
_ESCAPED = r"(?s:\\.)"
# What may match differently in the midst of a text than in a line of its own: anchors, and what looks around.
_LOOKS_AROUND = r"[\^$]|\\[AZBb]|\(\?(?!:)"


class BadPattern(PlaybookError):
    """A regular expression cannot be read."""

    status = 2


class Line(NamedTuple):
    """A line that stands in an entry.

    Attributes:
        question: The id of the question it answers, with `~` before it if that answer is set aside; empty
            for a note of the person's.
        text: The line without the id, and without blanks before and behind it.
    """

    question: str
    text: str


class Pattern(NamedTuple):
    """A regular expression that is searched for line by line.

    Attributes:
        regex: What is searched for, folded if lines are.
        fold: Whether accents make no difference.
        is_local: Whether it finds the same in the midst of a text as in a line of its own.
    """

    regex: re.Pattern[str]
    fold: bool
    is_local: bool

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
        words = unaccented(text) if fold else text
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                regex = re.compile(words, re.IGNORECASE if any_case else 0)
        except re.error as error:
            why = error.msg
            if error.pos is not None:
                why = _("{why}, at character {number}", why=why, number=error.pos + 1)
            raise BadPattern(
                _("{pattern} is not a regular expression: {why}.", pattern=text, why=why),
                _("To search for a sign as it stands, put a backslash before it, such as \\( or \\*"),
            ) from None
        except ValueError as error:  # Flags that do not go together.
            raise BadPattern(
                _("{pattern} is not a regular expression: {why}.", pattern=text, why=error)
            ) from None
        except (OverflowError, RecursionError):
            raise BadPattern(
                _("{pattern} is too large a regular expression.", pattern=text), _("Try a shorter one.")
            ) from None
        return cls(regex, fold, not re.search(_LOOKS_AROUND, words))

    def matches(self, line: str) -> bool:
        """Tell whether there is a match in a line."""
        return self.regex.search(unaccented(line) if self.fold else line) is not None

    def places(self, text: str, at: int) -> Iterator[tuple[int, int]]:
        """Yield where the lines begin and end that may match, of those from `at` on."""
        if not self.is_local or self.fold:
            yield from self._places_line_by_line(text, at)
            return
        while at <= len(text) and (found := self.regex.search(text, at)):
            start = max(at, text.rfind("\n", at, found.start()) + 1)
            end = text.find("\n", found.start())
            at = (end if end >= 0 else len(text)) + 1
            yield start, at - 1

    def _places_line_by_line(self, text: str, at: int) -> Iterator[tuple[int, int]]:
        plain = unaccented(text[at:]) if self.fold else text[at:]
        if self.is_local and not self.regex.search(plain):
            return
        for line, sought in zip(text[at:].split("\n"), plain.split("\n"), strict=True):
            if not self.is_local or self.regex.search(sought):
                yield at, at + len(line)
            at += len(line) + 1

    def spans(self, line: str) -> list[tuple[int, int]]:
        """Return where in a line the matches are that are not empty."""
        if not self.fold or line.isascii():
            return [found.span() for found in self.regex.finditer(line) if found[0]]
        # Folding changes lengths, so each character of the folded line remembers where it came from.
        origins = [number for number, character in enumerate(line) for _ in unaccented(character)]
        origins.append(len(line))
        plain = "".join(map(unaccented, line))
        return [
            (origins[found.start()], origins[found.end() - 1] + 1)
            for found in self.regex.finditer(plain)
            if found[0]
        ]


def matching(
    entry: Entry, pattern: Pattern, *, question: str | None = None, aside: bool = False
) -> list[Line]:
    """Return the lines of an entry that match.

    Args:
        entry: The entry.
        pattern: What is searched for.
        question: Only lines that answer this question; None for all.
        aside: Whether to look into answers that are set aside too.
    """
    places = list(pattern.places(entry.bare, entry.body))
    if not places:
        return []
    lines, matches = _Lines(entry), list[Line]()
    for start, end in places:
        line = lines.said(start, end)
        if line is None or (line.question[:1] == "~" and not aside):
            continue
        if question in (None, line.question.lstrip("~")) and pattern.matches(line.text):
            matches.append(line)
    return matches


class _Lines:
    """The lines of an entry, looked up from the first to the last."""

    def __init__(self, entry: Entry) -> None:
        self.text = entry.bare
        self._counts = entry.counts
        self._coming = [*reversed(entry.lines)]
        self._owner: Answer | None = None
        self._after = 0

    def said(self, start: int, end: int) -> Line | None:
        """Return the line that stands there; None for one that nobody said, or that is blank."""
        while self._coming and self._coming[-1].start <= start:
            self._owner = self._coming.pop()
            self._after = self._owner.after
        owner = self._owner if start < self._after else None
        if owner is None or not (owner.aside or self._counts(owner)):
            # A second line of an id, and what stands beneath it, is the person's own.
            line = self.text[start:end]
            words = line.strip(_BLANKS)
            is_said = words and (owner or not self._is_ours(line, end))
            return Line("", words) if is_said else None
        is_head = start == owner.start
        words = self.text[owner.head_start if is_head else start : end].strip(_BLANKS)
        # An answer may be blank, and be sought.
        return Line(f"~{owner.id}" if owner.aside else owner.id, words) if words or is_head else None

    def _is_ours(self, line: str, end: int) -> bool:
        """Tell whether a line is a heading, or a question as it was asked: in italics, above its answer."""
        if line.startswith(("# ", "## ")):
            return True
        is_italic = line[:1] == "*" == line.rstrip(_BLANKS)[-1:]
        if not is_italic or not self._coming:
            return False
        return not self.text[end : self._coming[-1].start].strip(_BLANKS + "\n")
