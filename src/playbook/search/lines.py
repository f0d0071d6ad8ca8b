"""The lines of an entry that are somebody's words, each with the question it answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from playbook.journal.files import decoded
from playbook.journal.records import Content
from playbook.journal.scan import ID
from playbook.search.letters import Found
from playbook.search.patterns import Pattern

_KEY = re.compile(rf"- (~?)({ID}):[ \t]*+([^\n]*)".encode())
_BLANKS = " \t"
_HEADING = ("# ", "## ")
# Lines that are blank or indented, each with what ends the one above.
_BENEATH = r"(?:\n(?:  [^\n]*+|[ \t\r]*+(?=\n|\Z)))*+"
_NEXT = rf"(?:\n[ \t]*+\r?(?=\n))*+\n- ~?{ID}:"


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
        sought: Tells whether a line is wanted, from its text; to see whose it is takes longer.
    """

    def __init__(self, content: Content, sought: Callable[[str], object] = lambda _: True) -> None:
        self._sought = sought
        self._raw = content.raw
        self._body = content.body
        self._known = (content.body, "")
        """The beginning of a line that was looked at before, and whose the indented lines beneath are."""

    def at(self, start: int, end: int, match: int = -1) -> Line | None:
        """Give a line; None if nobody said it, or it is not wanted.

        Blank lines are that, the headings of the entry and of its steps, and a question as it was asked:
        they stand in every entry.

        Args:
            start: The offset at which it begins; not before that of the line looked up last.
            end: The offset of what ends it.
            match: The offset of something in it that makes a text a wanted one; -1 if none is known.
        """
        if found := _KEY.match(self._raw, start, end):
            return self._answer(found, match)
        text = decoded(self._raw[start:end]).removesuffix("\r")
        bare = text.strip(_BLANKS)
        if not bare or (match < 0 and not self._sought(bare)):
            return None
        question = self._above(start) if text.startswith("  ") else ""
        self._known = start, question
        if not text.startswith("  ") and (text.startswith(_HEADING) or self._is_asked(bare, end)):
            return None
        return Line(question, bare)

    def _answer(self, found: re.Match[bytes], match: int) -> Line | None:
        """Give the line of an id: without it, unless the line is one of the person's own."""
        mark, name, head = found.groups()
        start, text = found.start(), decoded(head).removesuffix("\r").rstrip(_BLANKS)
        wanted = match >= found.start(3) or self._sought(text)
        if wanted and (question := self._counted(mark, name, start)):
            self._known = start, question
            return Line(question, text)
        bare = decoded(found[0]).removesuffix("\r").rstrip(_BLANKS)
        if (match < 0 and not self._sought(bare)) or (not wanted and self._counted(mark, name, start)):
            return None
        self._known = start, ""
        return Line("", bare)

    def _above(self, start: int) -> str:
        """Give whose an indented line is: of the answer above, with nothing between but more of its kind."""
        raw, (known, question) = self._raw, self._known
        key = raw.rfind(b"\n- ", max(known - 1, 0), start) + 1
        if not key and not question:
            return ""
        owner = key or known
        end = raw.find(b"\n", owner)
        if not _beneath().fullmatch(raw, end, start - 1):
            return ""
        if not key:
            return question
        found = _KEY.match(raw, key, end)
        return self._counted(found[1], found[2], key) if found else ""

    def _counted(self, mark: bytes, name: bytes, start: int) -> str:
        """Give the question of a line of an id, unless it is one of the person's."""
        if mark:
            return f"~{name.decode()}"
        # The first line of an id counts; later ones are the person's own.
        first = self._raw.find(b"\n- " + name + b":", self._body - 1) + 1
        return name.decode() if first == start else ""

    def _is_asked(self, bare: str, end: int) -> bool:
        """Tell whether a line is a question as it was asked: in italics, right above its answer."""
        if not (bare.startswith("*") and bare.endswith("*")):
            return False
        return _next().match(self._raw, end) is not None


@cache
def _beneath() -> re.Pattern[bytes]:
    return re.compile(_BENEATH.encode())


@cache
def _next() -> re.Pattern[bytes]:
    return re.compile(_NEXT.encode())


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
    body, lines, matches = content.body, Lines(content, pattern.sought), []
    for start, match, end in _every_line(content) if found is None else found:
        if start < body or not (line := lines.at(start, end, match)):
            continue
        whose = line.question
        if whose.startswith("~"):
            if not aside:
                continue
            whose = whose[1:]
        if question is None or whose == question:
            matches.append(line)
    return matches


def _every_line(content: Content) -> Iterator[tuple[int, int, int]]:
    start = content.body
    for line in content.raw[start:].split(b"\n"):
        yield start, -1, start + len(line)
        start += len(line) + 1
