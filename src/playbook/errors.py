"""What can go wrong, in words for the person at the keyboard.

Every error says what happened and, in its hint, what to do next.
None of them prints: one place, the command line, turns an error into words and an exit status.
"""

from __future__ import annotations

import errno
from typing import ClassVar

from playbook.language import N_, _

_REASONS = {
    errno.ENOENT: N_("it is not there"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("your share of the disk is used up"),
    errno.EFBIG: N_("it is larger than a file may be here"),
    errno.EROFS: N_("the disk can only be read"),
    errno.EACCES: N_("you have no permission there"),
    errno.EPERM: N_("you have no permission there"),
    errno.ENOTDIR: N_("there is a file where a folder should be"),
    errno.EISDIR: N_("what is there is not a file"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.EIO: N_("the disk reports a fault"),
}
"""Why the system refuses something, by its number for it."""


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused something; where that is rare, as the system says it."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return _(known) if known else getattr(error, "strerror", None) or str(error)


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
