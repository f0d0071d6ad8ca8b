"""Follow-ups whose day is none, and lines that look like follow-ups and are not read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from playbook.checking.lines import Lines
from playbook.reading.findings import Finding

_FOLLOW_UP = re.compile(r"^- \[[ xX]\][ \t]+(\d{4}-\d{1,2}-\d{1,2})(?![^ \t\r\n])", re.MULTILINE | re.ASCII)
_NEARLY = re.compile(
    r"^(?![ \t]{2})[ \t]?[-*+][ \t]*+\[[ \t]*+[xX]?[ \t]*+\][ \t]*+(\d{4}-\d{1,2}-\d{1,2})(?![^ \t\r\n])",
    re.MULTILINE | re.ASCII,
)


def check_follow_ups(lines: Lines, body: int) -> Iterator[Finding]:
    """Find follow-ups that are due on no day.

    Args:
        lines: The entry.
        body: The offset behind its front matter.
    """
    right = set()
    for found in _FOLLOW_UP.finditer(lines.text, body):
        right.add(found.start())
        if message := _no_day(found[1]):
            yield lines.finding(found.start(1), message, where="follow-up", length=len(found[1]))
    for found in _NEARLY.finditer(lines.text, body):
        if found.start() not in right:
            message = f"this is not read as a follow-up; begin the line with `- [ ] {found[1]}`"
            yield lines.finding(found.start(), message, length=found.end() - found.start(), warning=True)


def _no_day(text: str) -> str:
    """Say why a text is no day as a journal has it; empty if it is one."""
    year, month, day = map(int, text.split("-"))
    try:
        right = date(year, month, day).isoformat()
    except ValueError:
        return f"there is no such day: {text}"
    return "" if right == text else f"write this day as {right}"
