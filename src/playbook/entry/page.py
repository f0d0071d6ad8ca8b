"""The text of an entry, and where its answers stand in it.

Nothing here changes anything. Two rules of the journal are kept in this one place: lines end at a line
feed, with or without a carriage return before it, and nowhere else; and blanks are space and tab. So a
form feed, a lone carriage return or a line separator is an ordinary character of its line, and
`str.splitlines` and `str.strip` without arguments are of no use.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from playbook.entry.front import end_of_front
from playbook.written import Written

BLANKS = " \t"

ID = r"[a-z][a-z0-9_]*"
"""An id in snake_case, as a regular expression."""

# The lines that belong to the line above: blank ones and those indented by two spaces, up to the last
# that is not blank. Runs of blanks are matched possessively, so that each is walked once.
_BLOCK = r"(?:(?:[ \t]*+\r?\n)*  [ \t]*+(?!\r?\n|\Z)[^\n]*(?:\n|\Z))*"
# The look back says "in column 0". Said by `^`, it would keep the search from jumping ahead.
_KEY_LINE = re.compile(rf"- (?<![^\n]- )(~?)({ID}):([^\n]*)(?:\n({_BLOCK}))?")
_BLOCK_HERE = re.compile(_BLOCK)
_BLANK_LINE = re.compile(r"[ \t]*+(?:\r?\n|\Z)")


class Span(NamedTuple):
    """Where an answer stands: offsets into the text of its page."""

    start: int
    """The hyphen in column 0."""
    head: int
    """Behind the colon."""
    head_end: int
    """The end of that line, without what ends it."""
    end: int
    """The end of the block, or of the line if there is none, without what ends it."""
    after: int
    """The beginning of the next line, or the end of the text."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A line of an id, and the block beneath it.

    Attributes:
        id: The question's id.
        aside: Whether it is set aside (`- ~id:`).
        written: What stands behind the id without blanks at its ends; and the block without its
            indentation and trailing blank lines, its line ends made line feeds, its blank lines empty.
        span: Where it stands; for this room only, and no part of what makes two answers equal.
    """

    id: str
    aside: bool
    written: Written
    span: Span = field(repr=False, compare=False)


class Page:
    """The text of an entry without its byte-order mark."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def body(self) -> int:
        """The offset at which the front matter has ended."""
        return end_of_front(self.text)

    @cached_property
    def newline(self) -> str:
        """What ends the first line, and so every line that is added: a line feed if there is none."""
        first = self.text.find("\n")
        return "\r\n" if first > 0 and self.text[first - 1] == "\r" else "\n"

    @cached_property
    def _lines(self) -> Mapping[str, list[re.Match[str]]]:
        lines: dict[str, list[re.Match[str]]] = {}
        for found in _KEY_LINE.finditer(self.text, self.body):
            lines.setdefault(found[2], []).append(found)
        return lines

    @property
    def ids(self) -> Collection[str]:
        """Every id that stands on the page, set aside or not, in the order of their first lines."""
        return self._lines.keys()

    def raw(self, question: str) -> list[str]:
        """Give the lines of that id with their blocks, and with what ends them, as they stand."""
        return [found[0] for found in self._lines.get(question, ())]

    def every(self, question: str) -> list[Answer]:
        """Give the answers of that id as they stand, set aside or not, the later ones among them."""
        return [_answer(self.text, found) for found in self._lines.get(question, ())]

    def counting(self, question: str) -> Answer | None:
        """Give the answer of that id that counts: the first that is not set aside."""
        lines = self._lines.get(question, ())
        return next((_answer(self.text, found) for found in lines if not found[1]), None)

    def asides(self, question: str) -> tuple[Answer, ...]:
        """Give the answers of that id that are set aside, as they stand."""
        return tuple(answer for answer in self.every(question) if answer.aside)


def end_of_block(text: str, at: int) -> int:
    """Give the offset behind the lines that belong to the line before `at`, the beginning of a line."""
    found = _BLOCK_HERE.match(text, at)
    return found.end() if found else at


def is_blank_line(text: str, at: int) -> bool:
    """Tell whether the line that begins at `at` is blank; the end of the text is."""
    return _BLANK_LINE.match(text, at) is not None


def end_of_line(text: str, end: int) -> int:
    """Take what ends a line, if anything, off the offset at which the next line begins."""
    if not text.endswith("\n", 0, end):
        return end
    return end - 2 if text.endswith("\r\n", 0, end) else end - 1


def behind_the_words(text: str, start: int, end: int) -> int:
    """Give the offset behind the last line of `text[start:end]` that is not blank; `start` if all are.

    Both must be beginnings of lines, or the end of the text.
    """
    while end > start:
        line = text.rfind("\n", start, end - 1) + 1 or start
        if text[line:end].strip(BLANKS) not in ("", "\n", "\r\n"):
            return end
        end = line
    return start


def _answer(text: str, found: re.Match[str]) -> Answer:
    mark, question, rest, block = found.groups()
    head_end = found.end(3)
    if block is not None and rest.endswith("\r"):
        head_end -= 1
        rest = rest[:-1]
    end = end_of_line(text, found.end()) if block else head_end
    body = _dedented(text[found.start(4) : end]) if block else ""
    return Answer(
        question,
        mark == "~",
        Written(rest.strip(BLANKS), body),
        Span(found.start(), found.start(3), head_end, end, found.end()),
    )


def _dedented(block: str) -> str:
    *lines, last = block.split("\n")
    lines = [line.removesuffix("\r") for line in lines]
    return "\n".join(line[2:] if line.strip(BLANKS) else "" for line in (*lines, last))
