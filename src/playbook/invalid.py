"""An answer that a question cannot take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class InvalidAnswer(ValueError):
    """What was typed, filed or written is no answer to this question.

    Its message is a sentence for the person who gave the answer: what would be right.
    """


class Ambiguous(InvalidAnswer):
    """What was typed could be several answers, so that somebody has to be asked which.

    Args:
        message: As for any other that cannot be taken, where nobody can be asked.
        values: Each of the answers.
    """

    def __init__(self, message: str, values: Sequence[Any]) -> None:
        super().__init__(message)
        self.values = tuple(values)
