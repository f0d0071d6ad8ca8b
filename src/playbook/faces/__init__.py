"""How a walk is put to somebody: one Protocol, and the faces that keep it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from playbook.model.asking import Line, Pick
from playbook.model.known import Known
from playbook.model.questions import Question
from playbook.said import Said


class Face(Protocol):
    """Puts a walk to somebody.

    Whatever asks raises `Back` or `Left` (see `playbook.model.asking`) where somebody goes back or
    leaves, with what was half-typed.
    """

    @property
    def keys(self) -> Sequence[str]:
        """What can be pressed or typed at any question, in a line or two."""

    def say(self, *said: Said) -> None:
        """Say something."""

    def ask(self, question: Question, known: Known, start: Any, half: str | None) -> Any:  # noqa: ANN401
        """Ask a question of the playbook; see `Question.ask`. Answers are of the question's kind."""

    def pick(self, form: Pick) -> str | None:
        """Ask something of our own, with a list."""

    def line(self, form: Line) -> str | None:
        """Ask something of our own, to be typed."""
