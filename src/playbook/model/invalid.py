"""An answer that a question cannot take."""

from __future__ import annotations


class InvalidAnswer(ValueError):
    """What was typed, filed or written is no answer to this question.

    Its message is a sentence for the person who gave the answer: what would be right.
    """
