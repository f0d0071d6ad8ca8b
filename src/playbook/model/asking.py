"""The few ways in which a question can be put to somebody.

Every question type asks itself in these forms (a line, one of a list, …), and every face knows how to
put each form; so a new type needs no change in any face, and a new face none in any type.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import NamedTuple, Protocol, TypeAlias


def _accepts(_: str) -> str:
    return ""


def _accepts_all(_: Sequence[str]) -> str:
    return ""


class Line(NamedTuple):
    """Something typed.

    Attributes:
        prompt: The question, filled in, on one line. So it is in every form.
        help: A sentence or two more; empty if there are none.
        required: Whether it cannot be passed.
        hint: What is expected, such as `0 to 10`; empty for free words.
        start: What stands in the field to begin with.
        multiline: Whether several lines are likely.
        words: Whether the answer is free words, so that several lines are one answer.
        refuse: Says why a text is no answer, in a sentence; empty if it is one.
    """

    prompt: str
    help: str = ""
    required: bool = False
    hint: str = ""
    start: str = ""
    multiline: bool = False
    words: bool = False
    refuse: Callable[[str], str] = _accepts


class Option(NamedTuple):
    """One line of a list: its value, its label and, perhaps, a sentence more."""

    value: str
    label: str
    help: str = ""


class Pick(NamedTuple):
    """One of a list; `start` is the value that is offered first."""

    prompt: str
    help: str = ""
    required: bool = False
    options: Sequence[Option] = ()
    start: str | None = None


class PickSeveral(NamedTuple):
    """Any number of a list."""

    prompt: str
    help: str = ""
    required: bool = False
    options: Sequence[Option] = ()
    start: Sequence[str] = ()
    refuse: Callable[[Sequence[str]], str] = _accepts_all


class Reading(NamedTuple):
    """Words to have at hand; nothing is asked."""

    prompt: str
    help: str = ""
    required: bool = False
    text: str = ""


class Pause(NamedTuple):
    """A paced pause: breathe in, top up, breathe out, each in seconds, some rounds of it."""

    prompt: str
    help: str = ""
    required: bool = False
    inhale: float = 4
    top_up: float = 1
    exhale: float = 8
    rounds: int = 5


Form: TypeAlias = Line | Pick | PickSeveral | Reading | Pause
"""What a question can be put as."""


class Letter(NamedTuple):
    """A draft as it is shown: its text, with blanks that are still to fill."""

    prompt: str
    help: str
    text: str
    blanks: Sequence[str]


class Why(Enum):
    """Why somebody leaves a walk before its end, with the exit status that tells it."""

    FOR_LATER = 0
    INPUT_ENDED = 3
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class Back(Exception):
    """Somebody goes back to the question before.

    Args:
        half: What they had typed until then; None if the form takes no typing or nothing was changed.
    """

    def __init__(self, half: str | None = None) -> None:
        super().__init__(half)
        self.half = half


class Left(Exception):
    """Somebody leaves the walk, or is made to.

    Args:
        why: What ended it.
        half: As in `Back`.
    """

    def __init__(self, why: Why, half: str | None = None) -> None:
        super().__init__(why, half)
        self.why = why
        self.half = half


class Asker(Protocol):
    """Puts a form to somebody; None as an answer means that it was passed.

    Each raises `Back` or `Left` where somebody goes back or leaves.
    """

    def line(self, form: Line) -> str | None:
        """Ask for something typed."""

    def pick(self, form: Pick) -> str | None:
        """Ask for one of a list: its value."""

    def pick_several(self, form: PickSeveral) -> Sequence[str] | None:
        """Ask for any number of a list: their values, in the list's order."""

    def reading(self, form: Reading) -> None:
        """Show words, until somebody has read them."""

    def pause(self, form: Pause) -> bool:
        """Pause; False if it was passed over."""

    def letter(self, letter: Letter) -> None:
        """Show a draft."""

    def keep(self, half: str) -> None:
        """Keep what was made so far of an answer that takes more than one form, at once and durably."""

    def can_edit(self) -> bool:
        """Tell whether there is a terminal for an editor."""

    def edit(self, text: str) -> str:
        """Open a text in the editor and give what it became."""

    def copy(self, text: str) -> None:
        """Put a text on the clipboard."""
