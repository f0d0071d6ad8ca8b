"""The few ways in which a question can be put to somebody.

Every question type asks itself in these forms (a line, one of a list, …), and every face knows how to
put each form; so a new type needs no change in any face, and a new face none in any type.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from playbook.frozen import frozen
from playbook.language import N_

if TYPE_CHECKING:
    from playbook.messages import Said
    from playbook.model.context import Context
    from playbook.model.types import Question
    from playbook.model.types.codec import Value

Keep: TypeAlias = Callable[[str], None]
"""Keeps half of an answer."""


NEEDED = N_("This one needs an answer. Ctrl-C leaves it for later.")
"""What is said to somebody who skips a question that is required."""


def _accepts(_answer: object) -> str:
    return ""


@frozen
class _Form:
    """What every form has.

    Attributes:
        prompt: The question, filled in, on one line.
        help: A sentence or two more; empty if there are none.
        required: Whether it cannot be skipped.
        leads_far: Whether the answers so far can be gone to from here, as from a question of a playbook.
    """

    prompt: str
    help: str = ""
    required: bool = False
    leads_far: bool = False


@frozen
class Line(_Form):
    """Something typed.

    Attributes:
        hint: What is expected, such as `0 to 10`; empty for free words.
        start: What stands in the field to begin with.
        suggested: Whether that is an answer to be taken as it stands, or else replaced by what is typed.
        multiline: Whether several lines are likely.
        words: Whether the answer is free words, so that several lines are one answer.
        refuse: Says why a text is no answer, in a sentence; empty if it is one.
    """

    hint: str = ""
    start: str = ""
    suggested: bool = False
    multiline: bool = False
    words: bool = False
    refuse: Callable[[str], str] = _accepts


class Option(NamedTuple):
    """One line of a list: its value, its label and, perhaps, a sentence more.

    `alone` tells whether no other can be marked beside it, where several can be; `stays`, whether it is shown
    whatever is looked for, since it stands for what is not in the list.
    """

    value: str
    label: str
    help: str = ""
    alone: bool = False
    stays: bool = False


@frozen
class Pick(_Form):
    """One of a list; `start` is the value that is offered first.

    `is_next` tells whether `start` is what comes next, rather than what the answer is by now.
    `is_aside` tells whether it only leads elsewhere, so that Escape leads back from it.
    """

    options: Sequence[Option] = ()
    start: str | None = None
    is_aside: bool = False
    is_next: bool = False


@frozen
class PickSeveral(_Form):
    """Any number of a list."""

    options: Sequence[Option] = ()
    start: Sequence[str] = ()
    refuse: Callable[[Sequence[str]], str] = _accepts


@frozen
class Reading(_Form):
    """Words to have at hand; nothing is asked."""

    text: str = ""


@frozen
class Pause(_Form):
    """A paced pause: breathe in, top up, breathe out, each in seconds, some rounds of it."""

    inhale: float = 4
    top_up: float = 1
    exhale: float = 8
    rounds: int = 5


Form: TypeAlias = Line | Pick | PickSeveral | Reading | Pause
"""What a question can be put as."""


class Face(Protocol):
    """Puts a walk to somebody: says things, and asks a question in one of the few forms.

    An answer of None means that it was skipped. Whatever asks raises `Back` or `Left` where somebody goes
    back or leaves.

    Attributes:
        keys: What can be pressed or typed at any question, each key in a few words.
        keep: Keeps what was made so far of an answer that takes more than one form, at once and durably.
        said: What was said and still stands, in order.
    """

    keys: Sequence[str]
    keep: Keep
    said: list[Said]

    def sitting(self) -> AbstractContextManager[object]:
        """Return what holds while one question is asked after the other."""
        return nullcontext()

    def say(self, *said: Said) -> None:
        """Say something besides a question; it stands from then on."""

    def take_back(self, kept: int) -> None:
        """Take back what was said, but for the first so many."""
        del self.said[kept:]

    def turn(self, page: Sequence[Said]) -> None:
        """Make what was said read as this. As far as it stands like that already, it is left alone."""
        pairs = enumerate(zip(self.said, page, strict=False))
        alike = min(len(self.said), len(page))
        kept = next((number for number, (stands, wanted) in pairs if stands != wanted), alike)
        self.take_back(kept)
        self.say(*page[kept:])

    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        """Ask a question of the playbook, in the forms that its type takes; see `Question.ask`."""
        self.keep = keep
        return question.ask(self, context, start, half)

    def line(self, form: Line) -> str | None:
        """Ask for something typed."""

    def pick(self, form: Pick) -> str | None:
        """Ask for one of a list: its value."""

    def pick_several(self, form: PickSeveral) -> Sequence[str] | None:
        """Ask for any number of a list: their values, in the list's order."""

    def reading(self, form: Reading) -> None:
        """Show words, until somebody has read them."""

    def pause(self, form: Pause) -> bool:
        """Pause; False if it was skipped."""

    def has_terminal(self) -> bool:
        """Tell whether somebody sits at a terminal, who can be shown an editor."""

    def edit(self, text: str) -> str:
        """Open a text in the editor and return what it became."""

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, as far as that can be, and say so."""

    def mail(self, subject: str, text: str) -> bool:
        """Open a message in the mail program, say so, and tell whether there is one."""
