"""The lines of an entry that are somebody's words, each with the question it answers."""

from __future__ import annotations

import re
from typing import NamedTuple

from playbook.journal.files import decoded
from playbook.journal.records import Content
from playbook.journal.scan import ID
from playbook.search.patterns import Pattern

_KEY = re.compile(rf"- (~?)({ID}):[ \t]*+([^\n]*)")
_BLANKS = " \t"
_HEADING = re.compile(r"##? ")


class Line(NamedTuple):
    """A line that stands in an entry.

    Attributes:
        question: The id of the question it answers, with `~` before it if that answer is set aside; empty
            for a note of the person's.
        text: The line without the id or the indentation.
    """

    question: str
    text: str


class Lines:
    """The lines of an entry, looked up in the order they stand in.

    The lines beneath an answer belong to its question, whatever the question's type.

    Args:
        content: The entry.
    """

    def __init__(self, content: Content) -> None:
        self._raw = content.raw
        self._body = content.body
        self._known = (content.body, "")
        """The beginning of a line that was looked at before, and whose the indented lines beneath are."""

    def at(self, start: int, end: int) -> Line | None:
        """Give a line; None if nobody said it.

        Blank lines are that, the headings of the entry and of its steps, and a question as it was asked:
        they stand in every entry.

        Args:
            start: The offset at which it begins; not before that of the line looked up last.
            end: The offset of what ends it.
        """
        text = decoded(self._raw[start:end]).removesuffix("\r")
        bare = text.strip(_BLANKS)
        if not bare:
            return None
        question = self._question(start)
        self._known = start, question
        if question and (found := _KEY.match(text)):
            return Line(question, found[3].rstrip(_BLANKS))
        if not text.startswith("  ") and (_HEADING.match(text) or self._is_asked(bare, end)):
            return None
        return Line(question, bare)

    def _question(self, start: int) -> str:
        """Give whose a line is that is not blank: its own, or the one above that it is indented beneath."""
        raw, (known, question) = self._raw, self._known
        while start > known:
            if raw.startswith(b"- ", start):
                return self._counted(start)
            end = raw.find(b"\n", start)
            if not raw.startswith(b"  ", start) and raw[start : end if end >= 0 else None].strip(b" \t\r"):
                return ""
            start = raw.rfind(b"\n", 0, start - 1) + 1
        if start == self._body and raw.startswith(b"- ", start):
            return self._counted(start)
        return question if start == known else ""

    def _counted(self, start: int) -> str:
        """Give the question of a line of an id, unless it is one of the person's."""
        raw = self._raw
        end = raw.find(b"\n", start)
        found = _KEY.match(decoded(raw[start : end if end >= 0 else None]))
        if not found:
            return ""
        if found[1]:
            return f"~{found[2]}"
        # The first line of an id counts; later ones are the person's own.
        return found[2] if raw.find(f"\n- {found[2]}:".encode(), self._body - 1) + 1 == start else ""

    def _is_asked(self, bare: str, end: int) -> bool:
        """Tell whether a line is a question as it was asked: in italics, right above its answer."""
        if not (bare.startswith("*") and bare.endswith("*")):
            return False
        following = _NEXT.match(self._raw, end)
        return following is not None


_NEXT = re.compile(rb"(?:\n[ \t]*+\r?(?=\n))*+\n- ~?[a-z][a-z0-9_]*:")


def matching(
    content: Content, pattern: Pattern, *, question: str | None = None, aside: bool = False
) -> list[Line]:
    """Give the lines of an entry that match.

    Args:
        content: The entry.
        pattern: What is searched for.
        question: Only lines that answer this question; None for all.
        aside: Whether to look into answers that are set aside too.
    """
    lines, search = Lines(content), pattern.regex.search
    found = []
    for start, end in pattern.candidates(content.raw, content.body):
        line = lines.at(start, end)
        if line is None or not search(pattern.in_line(line.text)):
            continue
        if line.question.startswith("~") and not aside:
            continue
        if question is None or line.question.removeprefix("~") == question:
            found.append(line)
    return found
