"""The face where nobody is there to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from playbook.language import _
from playbook.messages import Note, Said
from playbook.model.asking import Face, Keep
from playbook.model.context import Context
from playbook.model.leaving import Left, Why
from playbook.model.types import Question
from playbook.model.types.codec import Value


class Unattended(Face):
    """Takes defaults, skips what may be skipped, and leaves at the first required question without either.

    Args:
        speaks: The face that says what is said; without one, nothing is.
    """

    keys: Sequence[str] = ()

    def __init__(self, speaks: Face | None = None) -> None:
        self.said: list[Said] = []
        self._speaks = speaks

    @override
    def say(self, *said: Said) -> None:
        self.said += said
        if self._speaks:
            self._speaks.say(*said)

    @override
    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        if start is None and question.required:
            prompt = context.filled(question.prompt)
            stops = _(
                "It stops at “{question}” (`{id}`), which cannot be skipped.", question=prompt, id=question.id
            )
            self.say(Note(stops))
            raise Left(Why.INPUT_ENDED)
        return start

    def _nobody(self, form: Any) -> Any:  # noqa: ANN401 - as every form is put
        raise Left(Why.INPUT_ENDED)

    line = pick = pick_several = reading = pause = _nobody

    @override
    def has_terminal(self) -> bool:
        return False

    @override
    def edit(self, text: str) -> str:
        return text

    @override
    def copy(self, text: str) -> None:
        pass

    @override
    def mail(self, subject: str, text: str) -> bool:
        return False
