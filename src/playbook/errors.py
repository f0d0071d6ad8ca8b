"""What can go wrong, in words for the person at the keyboard.

Every error says what happened and, in its hint, what to do next.
None of them prints: one place, the command line, turns an error into words and an exit status.
"""

from __future__ import annotations

from typing import ClassVar


class PlaybookError(Exception):
    """Something that a person can be told in a sentence.

    Args:
        message: What happened, and where.
        hint: What to do next; empty if the message already says it.
    """

    status: ClassVar[int] = 1
    """The exit status of the command that this error ends: 1 where something outside failed."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PlaybookError):
    """What somebody typed names nothing that is there, or does not go together."""

    status: ClassVar[int] = 2
