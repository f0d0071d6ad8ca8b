"""Going back from a question, and leaving it: what is raised by whatever asks."""

from __future__ import annotations

from enum import Enum


class Why(Enum):
    """Why somebody leaves a walk before its end, with the exit status that tells it."""

    ELSEWHERE = -1
    """Only the question is left, to go to another answer; it tells no status."""

    FOR_LATER = 0
    INPUT_ENDED = 3
    HUNG_UP = 129
    INTERRUPTED = 130
    TERMINATED = 143


class Back(Exception):
    """Somebody goes back to the question before.

    Args:
        half: What they had typed until then, empty if they took back all that stood there; None if the form
            takes no typing or nothing was changed.
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
