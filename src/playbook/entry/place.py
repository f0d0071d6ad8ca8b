"""Where what is new goes: the sections of an entry, and how text is put between the person's lines.

Headings are for people and may be renamed or taken away; what is found here decides where something is
put, never what is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from playbook.entry.text import BLANKS, EntryText, behind_the_words, end_of_line, is_blank_line
from playbook.written import on_one_line

FOLLOW_UPS = {"en": "Follow-ups", "it": "Cose da fare", "pt": "Lembretes"}
"""The title of the section that follow-ups stand in, by the language of the entry; any of them is known."""

# The look back says "in column 0", as with the lines of answers.
_HEADING = re.compile(r"#(?<![^\n]#)(#?) [^\n]*(?:\n|\Z)")
# What would end the italics, or begin something else within them: an underscore does not within a word,
# nor an angle or an ampersand that begins no tag and no entity.
_ACTIVE = re.compile(r"[\\`*\[\]~]|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|&(?=#?\w+;)")


class Place(NamedTuple):
    """What the journal has to know of a question in order to put a new answer where it belongs.

    Attributes:
        prompt: The question as it was asked; it goes above the answer.
        step: The title of its step.
        steps: The titles of all steps of the playbook, in order.
        siblings: The ids of the step's questions.
    """

    prompt: str
    step: str
    steps: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()


class _Section(NamedTuple):
    """A heading and what stands under it, up to the next heading of the first or second level."""

    title: str
    start: int
    under: int
    end: int
    """The offset of the next heading, or the end of the text."""


def section_of(entry: EntryText, *titles: str) -> tuple[int, int] | None:
    """Return where the first section of one of these titles begins, under its heading, and where it ends."""
    return next(((s.under, s.end) for s in _sections(entry) if s.title in titles), None)


def placed(entry: EntryText, place: Place, lines: Sequence[str]) -> str:
    """Return the text of the entry with the lines of a new answer, and its prompt, where they belong.

    That is the end of its step's section; without one, behind the last answer of the same step; without
    that, under a heading that is made before the steps that come later, or at the end.
    """
    prompt = on_one_line(place.prompt)
    lines = [_italic(prompt), "", *lines] if prompt else lines
    step = on_one_line(place.step)
    if section := section_of(entry, step):
        return inserted(entry, behind_the_words(entry.bare, *section), lines)
    if (sibling := _behind_siblings(entry, place.siblings)) is not None:
        return inserted(entry, sibling, lines)
    later = {*(on_one_line(title) for title in _behind(place.steps, place.step)), *FOLLOW_UPS.values()}
    end = min((s.start for s in _sections(entry) if s.title in later), default=len(entry.bare))
    return inserted(entry, behind_the_words(entry.bare, entry.body, end), [f"## {step}", "", *lines])


def inserted(entry: EntryText, at: int, lines: Sequence[str]) -> str:
    """Return the text of the entry with these lines put in, a blank line above and beneath them.

    Args:
        entry: The entry.
        at: The beginning of a line, or the end of the text, such that the line before is not blank, and
            the first line behind that is not blank is not indented: it would become part of an answer
            put before it.
        lines: The lines, without what ends them.
    """
    above = entry.newline if at else ""
    beneath = "" if is_blank_line(entry.bare, at) else entry.newline
    block = "".join(f"{line}{entry.newline}" for line in lines)
    return ended(entry, at) + above + block + beneath + entry.bare[at:]


def ended(entry: EntryText, at: int) -> str:
    """Return the text before `at`, its last line ended if it was not."""
    before = entry.bare[:at]
    if not before or before.endswith("\n"):
        return before
    # A carriage return that ends nothing is a character of its line, and must not come to end it.
    return before + ("\r\n" if before.endswith("\r") else entry.newline)


def _sections(entry: EntryText) -> list[_Section]:
    headings = list(_HEADING.finditer(entry.bare, entry.body))
    ends = [*(heading.start() for heading in headings), len(entry.bare)][1:]
    sections = []
    for heading, end in zip(headings, ends, strict=True):
        if heading[1]:
            title = entry.bare[heading.end(1) : end_of_line(entry.bare, heading.end())].strip(BLANKS)
            sections.append(_Section(title, heading.start(), heading.end(), end))
    return sections


def _behind_siblings(entry: EntryText, siblings: tuple[str, ...]) -> int | None:
    counting = [answer for sibling in siblings if (answer := entry.answer(sibling))]
    asides = [answer for sibling in siblings for answer in entry.asides(sibling)]
    return max((answer.after for answer in counting or asides), default=None)


def _behind(steps: tuple[str, ...], step: str) -> tuple[str, ...]:
    return steps[steps.index(step) + 1 :] if step in steps else ()


def _italic(words: str) -> str:
    escaped = _ACTIVE.sub(r"\\\g<0>", words)
    return f"*{escaped}*"
