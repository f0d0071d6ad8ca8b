"""What came of checking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from playbook.reading.findings import Finding


class Checked(NamedTuple):
    """A file that was looked at, and what was found in it, in the order of its lines."""

    path: Path
    findings: Sequence[Finding]


class Report(NamedTuple):
    """What came of checking.

    Attributes:
        files: The files in which something was found, in order.
        playbooks: How many playbooks were looked at.
        entries: How many entries were.
        configurations: How many configurations were: one or none.
    """

    files: Sequence[Checked]
    playbooks: int
    entries: int
    configurations: int

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(len(file.findings) for file in self.files)


def about_the_file(message: str, *, warning: bool = False) -> Finding:
    """Give a finding about a file as a whole."""
    return Finding(1, 1, "", message, warning=warning)
