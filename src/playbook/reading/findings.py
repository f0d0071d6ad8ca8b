"""What is wrong with a file, where, and what would be right."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar, NamedTuple

from playbook.errors import PlaybookError

MOST_OF_A_KIND = 1000
"""Findings of one kind in one file; nobody mends a file with more of them by hand."""

_MOST_SHOWN = 40
_LONGEST = 1000
"""Characters of a message; only a name that fills pages makes a longer one."""

# One sign for each, so that the mark beneath the line stays where it belongs.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


class Finding(NamedTuple):
    """One thing that is wrong in a file.

    Attributes:
        line: Counted from 1.
        column: Counted from 1, in characters.
        where: The part of the file, such as "question `promise`"; empty for the file as a whole.
        message: What is wrong and what would be right.
        source: The line itself, without its line end; empty where it would say nothing.
        length: How many characters of it are meant; at least 1.
        warning: Whether it can be used as it is, and is only likely not to be what was meant.
    """

    line: int
    column: int
    where: str
    message: str
    source: str = ""
    length: int = 1
    warning: bool = False

    def said(self, file: str) -> str:
        """Say it as `file:line:column: where: what`, with the line and a mark beneath it."""
        where = f"{self.where}: " if self.where else ""
        where = f"warning: {where}" if self.warning else where
        said = f"{file}:{self.line}:{self.column}: {where}{self.message}"
        if not self.source.strip():
            return said
        shown, mark = _excerpt(self.source, self.column, self.length)
        return f"{said}\n    {shown}\n    {mark}"


def about_file(message: str, *, where: str = "", warning: bool = False) -> Finding:
    """Return a finding about a file as a whole."""
    return Finding(1, 1, where, message, warning=warning)


class Lines:
    """The lines of a text. They end at a line feed and nowhere else.

    Args:
        text: The text of a file, without its byte-order mark.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._taken: dict[int, str] = {}

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [0, *(end.end() for end in re.finditer("\n", self.text))]

    def number(self, at: int) -> int:
        """Return the number of the line, from 1, that an offset is on."""
        return bisect_right(self._starts, at)

    def offset(self, number: int, column: int) -> int:
        """Return the offset of a line and a column, both from 1."""
        return self._starts[number - 1] + column - 1

    def line(self, number: int) -> str:
        """Return the line of that number, from 1, without its end; all that stands on it shares it."""
        if number not in self._taken:
            end = self._starts[number] - 1 if number < len(self._starts) else len(self.text)
            self._taken[number] = self.text[self._starts[number - 1] : end].rstrip("\r")
        return self._taken[number]

    def finding(
        self, at: int, message: str, *, where: str = "", length: int = 1, warning: bool = False
    ) -> Finding:
        """Return a finding about what stands at an offset, up to its end on that line."""
        number = self.number(at)
        start, source = self._starts[number - 1], self.line(number)
        length = max(min(length, start + len(source) - at), 1)
        return Finding(number, at - start + 1, shortened(where), shortened(message), source, length, warning)


def shortened(words: str, most: int = _LONGEST) -> str:
    """Return words, or their beginning if they are many."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _excerpt(source: str, column: int, length: int) -> tuple[str, str]:
    """Cut a line to what fits a screen, with a mark beneath what is meant."""
    first = max(0, column - 1 - 24) if len(source) > 72 else 0
    shown = _UNSEEN.sub("\ufffd", source[first : first + 68].replace("\t", " "))
    start = column - 1 - first
    return shown, " " * start + "^" * max(1, min(length, len(shown) - start))


class BrokenFile(PlaybookError):
    """A file that somebody wrote cannot be used as it is.

    Args:
        file: The file as it is named to the person.
        findings: What is wrong with it, at least one.
        hint: What to do next.
    """

    status: ClassVar[int] = 2

    def __init__(self, file: str, findings: Sequence[Finding], hint: str) -> None:
        self.findings = sorted(findings)
        said = [finding.said(file) for finding in self.findings[:_MOST_SHOWN]]
        if len(findings) > _MOST_SHOWN:
            said.append(f"… and {len(findings) - _MOST_SHOWN} more.")
        super().__init__("\n".join(said), hint)


class Unopened(PlaybookError):
    """A file that somebody named cannot be read at all."""

    status: ClassVar[int] = 2
