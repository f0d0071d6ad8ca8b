"""The lines of an entry that are somebody's words, each with the question it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple, TypeAlias

from playbook.journal.files import decoded
from playbook.journal.records import Content
from playbook.journal.scan import ID
from playbook.query.letters import Found
from playbook.query.patterns import Pattern

_BLANKS = " \t\r"
_BLANK = r"[ \t\r]*+"
# The line of an id, and the lines beneath that belong to it: all that are indented, whatever the question's
# type, and blank ones between them.
_ANSWER = rf"- (~?{ID}):([ \t]*+)([^\n]*+)((?:(?:\n{_BLANK}(?=\n))*+\n  [^\n]*+)*+)"
# What stands in every entry, and nobody said: the headings of the entry and of its steps; a question as it
# was asked, in italics right above its answer and never indented; and blank lines.
_HEADING = r"##? [^\n]*+"
_ASKED = rf"(?!  ){_BLANK}\*(?:[^\n]*\*)?{_BLANK}(?=(?:\n{_BLANK}(?=\n))*+\n- ~?{ID}:)"
_NOT_SAID = rf"(?:(?:{_HEADING}|{_ASKED}|{_BLANK})(?:\n|\Z))*+"

_Part: TypeAlias = tuple[str, str, str]
"""An answer, or a note of the person's:

- the id of the question, with `~` before it if the answer is set aside; empty for a note;
- the line of the answer without the id, or the line of the note;
- the lines beneath, that belong to it; empty for none.
"""


class Line(NamedTuple):
    """A line that stands in an entry.

    Attributes:
        question: The id of the question it answers, with `~` before it if that answer is set aside; empty
            for a note of the person's.
        text: The line without the id, and without blanks before and behind it.
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
        else:
            yield _part(name, blanks, head, beneath, counts=name not in seen)
            if name[0] != "~":
                seen.add(name)


def _parts_with(content: Content, found: Found) -> Iterator[_Part]:
    """Give the parts of an entry that hold some of its lines."""
    raw, done = content.raw, content.body
    for start, end in found:
        if start < done:
            continue
        # The last line with a dash before this one, or this one itself, the dash of which is looked at too.
        owner = raw.rfind(b"\n- ", content.body - 1, start + len(b"- ")) + 1
        answer = _answer().match(raw, owner) if owner else None
        if answer and answer.end() >= end:
            done = answer.end()
            name = answer[1]
            counts = name.startswith(b"~") or raw.find(b"\n- " + name + b":", content.body - 1) + 1 == owner
            yield _part(*map(decoded, answer.groups()), counts=counts)
        elif not _not_said().match(raw, start):
            yield "", decoded(raw[start:end]), ""


def _part(name: str, blanks: str, head: str, beneath: str, *, counts: bool) -> _Part:
    """Give what stands at an id; what does not count, since it is not the first line of its id, is a note."""
    return (name, head, beneath) if counts else ("", f"- {name}:{blanks}{head}", beneath)


@cache
def _parts() -> re.Pattern[str]:
    # `\Z`: else the blank lines at the end would be tried anew from each of them.
    return re.compile(rf"^{_NOT_SAID}(?:{_ANSWER}|([^\n]+)|\Z)", re.MULTILINE)


@cache
def _answer() -> re.Pattern[bytes]:
    return re.compile(_ANSWER.encode())


@cache
def _not_said() -> re.Pattern[bytes]:
    return re.compile(rf"{_HEADING}|{_ASKED}".encode())
