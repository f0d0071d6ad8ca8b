"""Follow-ups: what somebody means to do by a day, as lines with a box to tick.

    - [ ] 2026-11-24 Call Acme Studio back

Only a line with a day and words that we gave it ourselves is ours to change; every other is the
person's.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from playbook.entry.place import FOLLOW_UPS, ended, inserted, section_of
from playbook.entry.text import EntryText, behind_the_words, end_of_block, is_blank_line
from playbook.language import in_files
from playbook.written import on_one_line

_BLANKS = " \t\r"
"""What no follow-up begins or ends with; a carriage return ends a line, or is left over from one that did."""
# The look back says "in column 0", as with the lines of answers.
LINE = re.compile(r"- \[(?<![^\n]- \[)([ xX])\][ \t]++([^\n]*)(?:\n|\Z)")
UNTICKED = "- [ ]"
"""What stands before the words of one that is still to be done."""
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?=[ \t]|\Z)")


class FollowUp(NamedTuple):
    """Something to do.

    Attributes:
        done: Whether its box is ticked.
        day: The day it is due; None if the line does not begin with one that exists.
        words: What there is to do.
    """

    done: bool
    day: date | None
    words: str


class _Standing(NamedTuple):
    """A follow-up, and the offsets of its line, its mark, its words and the next line."""

    what: FollowUp
    start: int
    box: int
    words: int
    end: int
    after: int


def follow_ups(entry: EntryText) -> tuple[FollowUp, ...]:
    """Return every follow-up, as they stand."""
    found = ((mark, words.strip(_BLANKS)) for mark, words in LINE.findall(entry.bare, entry.body))
    return tuple(follow_up(mark != " ", words) for mark, words in found if words)


def with_follow_up(entry: EntryText, day: date, words: str) -> str:
    """Return the text with one more follow-up at the end of its section's list.

    The section is made at the end if there is none. Nothing changes if the same follow-up is there
    already, ticked or not.
    """
    line = f"{UNTICKED} {_words(day, words)}"
    standing = _standing(entry)
    if any((one.what.day, one.what.words) == (day, on_one_line(words)) for one in standing):
        return entry.bare
    section = section_of(entry, *FOLLOW_UPS.values())
    if not section:
        at = behind_the_words(entry.bare, entry.body, len(entry.bare))
        heading = in_files(FOLLOW_UPS, entry.front.get("language", "en"))
        return inserted(entry, at, [f"## {heading}", "", line])
    under, end = section
    listed = [one for one in standing if under <= one.start < end]
    if not listed and (place := _emptied(entry.bare, under)):
        return entry.bare[:place] + line + entry.newline + entry.bare[place:]
    if not listed:
        return inserted(entry, behind_the_words(entry.bare, under, end), [line])
    # Notes beneath the last one stay with it.
    at = end_of_block(entry.bare, listed[-1].after)
    return ended(entry, at) + line + entry.newline + entry.bare[at:]


_HEADING = re.compile(r"^##? ", re.MULTILINE)


def _emptied(text: str, under: int) -> int | None:
    """Return the place of a list whose last line was taken out: between two blank lines, or at the end."""
    blank = re.compile(r"[ \t]*\r?\n").match(text, under)
    # Somebody's indented lines would become notes beneath the new one.
    if blank and is_blank_line(text, blank.end()) and end_of_block(text, blank.end()) == blank.end():
        return blank.end()
    return (
        len(text)
        if re.search(r"\n[ \t]*\r?\n\Z", text[under:]) and not _HEADING.search(text, under)
        else None
    )


def changed(entry: EntryText, old: tuple[date | None, str], new: tuple[date, str] | None) -> str:
    """Return the text with the first unticked follow-up of that day and words changed, or taken out.

    It is taken out, too, where the new one stands already.
    Where its line cannot go without changing how the next ones read, it only loses its box. If there is
    none of that day and words, the new one, if any, is added.
    """
    found = _first(entry, *old, done=False)
    if found is None:
        return with_follow_up(entry, *new) if new else entry.bare
    if new == old:
        return entry.bare
    if new and not _first(entry, *new, done=False):
        return entry.bare[: found.words] + _words(*new) + entry.bare[found.end :]
    # Notes beneath would fall to the answer above, and a next line that came to be the file's first
    # could open a front matter.
    if found.start == 0 or end_of_block(entry.bare, found.after) > found.after:
        return entry.bare[: found.start + len("- ")] + entry.bare[found.words :]
    return entry.bare[: found.start] + entry.bare[found.after :]


def ticked(entry: EntryText, day: date | None, words: str, *, done: bool) -> str:
    """Return the text with the first follow-up of that day and words ticked, or no longer ticked."""
    found = _first(entry, day, words, done=not done)
    if found is None:
        return entry.bare
    return entry.bare[: found.box] + ("x" if done else " ") + entry.bare[found.box + 1 :]


def _standing(entry: EntryText) -> list[_Standing]:
    standing = []
    for line in LINE.finditer(entry.bare, entry.body):
        if words := line[2].strip(_BLANKS):
            what = follow_up(line[1] != " ", words)
            end = line.start(2) + len(line[2].rstrip(_BLANKS))
            standing.append(_Standing(what, line.start(), line.start(1), line.start(2), end, line.end()))
    return standing


def _first(entry: EntryText, day: date | None, words: str, *, done: bool) -> _Standing | None:
    # As they stand in a file, or as we would have put them there.
    sought = (FollowUp(done, day, words), FollowUp(done, day, on_one_line(words)))
    return next((one for one in _standing(entry) if one.what in sought), None)


def _words(day: date, words: str) -> str:
    return f"{day.isoformat()} {on_one_line(words)}".rstrip(_BLANKS)


def follow_up(done: bool, words: str) -> FollowUp:
    """Return what words behind a box say."""
    if found := _DAY.match(words):
        try:
            return FollowUp(done, date.fromisoformat(found[1]), words[found.end() :].strip(_BLANKS))
        except ValueError:  # No such day: the words are the person's as they stand.
            pass
    return FollowUp(done, None, words)
