"""What can be said to somebody besides a question; each face says it in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias


class Title(NamedTuple):
    """What is walked, and for whom."""

    text: str


class StepBegins(NamedTuple):
    """A step: which of how many, its title and what to do in it."""

    number: int
    total: int
    title: str
    guide: str


class Note(NamedTuple):
    """A sentence or a few.

    `trouble` is something that did not work; `path` and `finding`, which points at a line, are never wrapped.
    """

    text: str
    tone: Literal["plain", "quiet", "trouble", "path", "finding"] = "plain"


class Row(NamedTuple):
    """A question in short with its answer, or any other label with its value.

    `stands_out` tells whether it should be seen before the others of its listing.
    """

    label: str
    value: str
    stands_out: bool = False


class Rows(NamedTuple):
    """Rows that are read together; with a title, as the listings of other commands have them."""

    rows: Sequence[Row]
    title: str = ""


class Command(NamedTuple):
    """What to type next; `why` says when."""

    why: str
    command: str


class Keys(NamedTuple):
    """What can be pressed or typed at any question, each key in a few words."""

    phrases: Sequence[str]


class Draft(NamedTuple):
    """A draft as it stands: its text, the blanks still to fill in, and the one that it is `at`."""

    prompt: str
    help: str
    text: str
    blanks: Sequence[str]
    at: str = ""


class Script(NamedTuple):
    """Words to have at hand."""

    prompt: str
    help: str
    text: str


Said: TypeAlias = Title | StepBegins | Note | Row | Rows | Command | Keys | Draft | Script
