"""The lines of an entry that are somebody's words, each with the question it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from playbook.journal.files import decoded
from playbook.journal.records import Content
from playbook.journal.scan import ID
from playbook.search.letters import Found
from playbook.search.patterns import Pattern

_BLANKS = " \t\r"
_BLANK = r"[ \t\r]*+"
# The line of an id, and the lines beneath that belong to it: all that are indented, whatever the question's
# type, and blank ones between them.
_ANSWER = rf"- (~?{ID}):([ \t]*+)([^\n]*+)((?:(?:\n{_BLANK}(?=\n))*+\n  [^\n]*+)*+)"
# What stands in every entry, and nobody said: the headings of the entry and of its steps; and a question as
# it was asked, in italics right above its answer.
_HEADING = r"##? [^\n]*+"
_ASKED = rf"(?!  ){_BLANK}\*(?:[^\n]*\*)?{_BLANK}(?=(?:\n{_BLANK}(?=\n))*+\n- ~?{ID}:)"
_PASSED = rf"(?:(?:{_HEADING}|{_ASKED}|{_BLANK})(?:\n|\Z))*+"

_Part: TypeAlias = tuple[str, str, str]
"""The id of a question, with `~` before it if its answer is set aside; the line of its answer without the id;
and the lines beneath. Of a note of the person's, nothing, a line, and nothing or the lines beneath."""


class Line(NamedTuple):
    """A line that stands in an entry.

    Attributes:
        question: The id of the question it answers, with `~` before it if that answer is set aside; empty
            for a note of the person's.
        text: The line without the id or the indentation.
    """

    question: str
    text: str


def matching(
    content: Content,
    pattern: Pattern,
    found: Found | None = None,
    *,
    question: str | None = None,
    aside: bool = False,
) -> list[Line]:
    """Give the lines of an entry that match.

    Args:
        content: The entry.
        pattern: What is searched for.
        found: The lines of its file that may match; None for all.
        question: Only lines that answer this question; None for all.
        aside: Whether to look into answers that are set aside too.
    """
    sought, matches = pattern.sought, list[Line]()
    for whose, head, beneath in _every_part(content) if found is None else _parts_with(content, found):
        if (whose[:1] == "~" and not aside) or (question is not None and whose.lstrip("~") != question):
            continue
        text = head.strip(_BLANKS)
        # An answer may be blank, and be sought; the other lines that are separate what is said.
        if (whose or text) and sought(text):
            matches.append(Line(whose, text))
        if beneath:
            for line in beneath.split("\n"):
                if (text := line.strip(_BLANKS)) and sought(text):
                    matches.append(Line(whose, text))
    return matches


def _every_part(content: Content) -> Iterator[_Part]:
    """Give all parts of an entry."""
    seen = set[str]()
    for name, blanks, head, beneath, note in _parts().findall(decoded(content.raw[content.body :])):
        if not name:
            yield "", note, ""
        elif name in seen:
            yield "", _whole(name, blanks, head), beneath
        else:
            # The first line of an id counts; later ones are the person's own.
            if name[0] != "~":
                seen.add(name)
            yield name, head, beneath


def _parts_with(content: Content, found: Found) -> Iterator[_Part]:
    """Give the parts of an entry that hold some of its lines."""
    raw, done = content.raw, content.body
    for start, end in found:
        if start < done:
            continue
        owner = raw.rfind(b"\n- ", content.body - 1, start + len(b"- ")) + 1
        answer = _answer().match(raw, owner) if owner else None
        if answer and answer.end() >= end:
            done = answer.end()
            counts = raw.find(b"\n- " + answer[1] + b":", content.body - 1) + 1 == owner
            name, blanks, head, beneath = map(decoded, answer.groups())
            if counts or name[0] == "~":
                yield name, head, beneath
            else:
                yield "", _whole(name, blanks, head), beneath
        elif not _nobody_s().match(raw, start):
            yield "", decoded(raw[start:end]), ""


def _whole(name: str, blanks: str, head: str) -> str:
    return f"- {name}:{blanks}{head}"


@cache
def _parts() -> re.Pattern[str]:
    # That there is a match at the end too spares looking for one behind every blank line before it.
    return re.compile(rf"^{_PASSED}(?:{_ANSWER}|([^\n]+)|\Z)", re.MULTILINE)


@cache
def _answer() -> re.Pattern[bytes]:
    return re.compile(_ANSWER.encode())


@cache
def _nobody_s() -> re.Pattern[bytes]:
    return re.compile(rf"{_HEADING}|{_ASKED}".encode())
