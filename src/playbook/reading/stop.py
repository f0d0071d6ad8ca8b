"""Where tomllib stopped in a text that is no TOML, and what stands around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from playbook.reading.outline import opened, outlined

Meant: TypeAlias = Iterator[tuple[int, str]]
"""Offsets, each with what is wrong there and what would be right; the first is the likeliest."""


class Stop:
    """Where tomllib stopped.

    Args:
        said: What it said.
        text: The text.
        at: The offset where it stood.
    """

    def __init__(self, said: str, text: str, at: int) -> None:
        self.said, self.text, self.at = said, text, at
        self.outline, self.unended = outlined(text)
        self.opened = opened(self.outline, at)
        self.first = text.rfind("\n", 0, at) + 1
        end = at + len(text[at:].partition("\n")[0])
        self.before, self.rest = text[self.first : at], text[at:end]
        self.bare = self.outline[self.first : end]
        self.is_line_end = not self.outline[at:end].strip()
        self.previous = max(0, len(self.outline[:at].rstrip()) - 1)

    def says(self, *starts: str) -> bool:
        """Tell whether tomllib's complaint begins with one of some words."""
        return self.said.startswith(starts)
