"""How a walk is put to somebody: one Protocol, and the faces that keep it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeAlias

from playbook.messages import Said
from playbook.model.asking import Line, Pick
from playbook.model.context import Context
from playbook.model.types import Question
from playbook.model.types.question import Value

Keep: TypeAlias = Callable[[str], None]


class Face(Protocol):
    """Puts a walk to somebody.

    Whatever asks raises `Back` or `Left` (see `playbook.model.asking`) where somebody goes back or
    leaves, with what was half-typed.
    """

    @property
    def keys(self) -> Sequence[str]:
        """What can be pressed or typed at any question; see `Keys`."""

    def say(self, *said: Said) -> None:
        """Say something."""

    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        """Ask a question of the playbook; see `Question.ask`. Answers are of the question's kind.

        `keep` keeps what was made so far of an answer that takes more than one form.
        """

    def pick(self, form: Pick) -> str | None:
        """Ask something of our own, with a list."""

    def line(self, form: Line) -> str | None:
        """Ask something of our own, to be typed."""
