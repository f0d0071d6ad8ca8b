"""A search among the lines of an entry that are somebody's words, each with the question it answers."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from playbook.entry import Answer, Entry
from playbook.errors import PlaybookError
from playbook.language import _

_BLANKS = " \t\r"
_ESCAPED = r"(?s:\\.)"
# What may match in a line of its own and nowhere in the midst of a text: anchors, and what looks around.
_LOOKS_AROUND = re.compile(r"[\^$]|\\[AZBb]|\(\?(?!:)")


class BadPattern(PlaybookError):
    """A regular expression cannot be read."""

    status = 2


class Match(NamedTuple):
    """A line of an entry that matches.

    Attributes:
        question: The id of the question it answers, with `~` before it if that answer is set aside; empty
            for a note of the person's.
        text: The line without the id, and without blanks before and behind it.
    """

    question: str
    text: str


def parse(text: str, *, any_case: bool = False) -> re.Pattern[str]:
    """Read a regular expression; one without a capital letter finds capitals too.

    Args:
        text: As Python's `re` has it.
        any_case: Whether case makes no difference even if there is a capital letter.

    Raises:
        BadPattern: It is none.
    """
    any_case = any_case or not any(character.isupper() for character in re.sub(_ESCAPED, "", text))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(text, re.IGNORECASE if any_case else 0)
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


def can_match(entry: Entry, pattern: re.Pattern[str]) -> bool:
    """Tell whether a line of an entry can match; most entries have none."""
    return any(True for _ in _candidates(entry.bare, entry.body, pattern))


def matching(
    entry: Entry, pattern: re.Pattern[str], *, question: str | None = None, aside: bool = False
) -> list[Match]:
    """Return the lines of an entry that match.

    Args:
        entry: The entry.
        pattern: What is searched for.
        question: Only lines that answer this question; None for all.
        aside: Whether to look into answers that are set aside too.
    """
    return [
        line
        for line in _said(entry, _candidates(entry.bare, entry.body, pattern))
        if pattern.search(line.text)
        and (aside or not line.question.startswith("~"))
        and question in (None, line.question.lstrip("~"))
    ]


def _candidates(text: str, at: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield where lines begin and end that can match.

    A line that matches lies in a match in the whole text too, unless the pattern looks around.
    """
    is_whole = not _LOOKS_AROUND.search(pattern.pattern)
    while at <= len(text):
        last = len(text)
        if is_whole:
            if not (found := pattern.search(text, at)):
                return
            at, last = text.rfind("\n", at, found.start()) + 1 or at, found.end()
        while at <= last:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            yield at, end
            at = end + 1


def _said(entry: Entry, lines: Iterable[tuple[int, int]]) -> Iterator[Match]:
    """Yield those of some lines that somebody said: no headings, no questions as they were asked."""
    text, coming = entry.bare, [*reversed(entry.lines)]
    above: Answer | None = None
    after = 0
    for start, end in lines:
        if coming and coming[-1].start <= start:
            while coming and coming[-1].start <= start:
                above = coming.pop()
            after = above.after if above else 0
        owner = above if start < after else None
        if owner and (owner.aside or entry.counts(owner)):
            is_head = start == owner.start
            words = text[owner.head_start if is_head else start : end].strip(_BLANKS)
            if words or is_head:  # An answer may be blank, and be sought.
                yield Match(f"~{owner.id}" if owner.aside else owner.id, words)
            continue
        # A second line of an id, and what stands beneath it, is the person's own.
        words = text[start:end].strip(_BLANKS)
        is_italic = text.startswith("*", start) and words.endswith("*")
        is_asked = is_italic and coming and not text[end : coming[-1].start].strip(_BLANKS + "\n")
        if words and (owner or not (is_asked or text.startswith(("# ", "## "), start))):
            yield Match("", words)
