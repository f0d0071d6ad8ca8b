"""What is wrong with a file, where, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from playbook.errors import PlaybookError

_MOST_SHOWN = 40


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


def _excerpt(source: str, column: int, length: int) -> tuple[str, str]:
    """Cut a line to what fits a screen, with a mark beneath what is meant."""
    first = max(0, column - 1 - 24) if len(source) > 72 else 0
    shown = source[first : first + 68].replace("\t", " ")
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
