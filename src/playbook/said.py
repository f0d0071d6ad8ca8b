"""What can be said to somebody besides a question; each face says it in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True)
class Title:
    """What is walked, and for whom."""

    text: str


@dataclass(frozen=True)
class StepBegins:
    """A step: which of how many, its title and what to do in it."""

    number: int
    total: int
    title: str
    guide: str


@dataclass(frozen=True)
class Note:
    """A sentence or a few; `trouble` is something that did not work."""

    text: str
    tone: Literal["plain", "quiet", "trouble"] = "plain"


@dataclass(frozen=True)
class Row:
    """A question in short with its answer, or any other label with its value."""

    label: str
    value: str


@dataclass(frozen=True)
class Rows:
    """Rows that are read together."""

    rows: Sequence[Row]


@dataclass(frozen=True)
class Command:
    """What to type next; `why` says when."""

    why: str
    command: str


@dataclass(frozen=True)
class Keys:
    """What can be pressed or typed at any question, each key in a few words."""

    phrases: Sequence[str]


Said: TypeAlias = Title | StepBegins | Note | Row | Rows | Command | Keys
