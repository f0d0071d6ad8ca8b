"""The files of the entries: their names, their bytes and their text."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from playbook.errors import PlaybookError, reason
from playbook.language import _
from playbook.regular import NoFile, read_regular

_LARGEST = 64 * 1024 * 1024
"""Bytes; nobody has written a walk of that size."""


class Unreadable(PlaybookError):
    """An entry, or the folder of all entries, is there but cannot be read."""


def entry_names(folder: Path) -> list[str]:
    """Return the names of the files that may be entries, in order; none where there is no folder yet.

    Only a folder that is not there is an empty journal: whoever cannot get at theirs should not be told
    that nothing is due.

    Raises:
        Unreadable: Something is there, and cannot be read as a folder.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names are all that is needed, ten times as fast
        if names and not os.access(folder, os.X_OK, effective_ids=os.access in os.supports_effective_ids):
            # Their names may be read, and none of the files.
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not _leads_nowhere(folder):
            return []
        raise Unreadable(
            _("The journal in {folder} cannot be read: {why}.", folder=folder, why=reason(error)),
            _("See where it is looked for: playbook path"),
        ) from error
    return sorted(name for name in names if name.endswith(".md") and not name.startswith("."))


def _leads_nowhere(folder: Path) -> bool:
    """Tell whether a folder is not there because a link is, to a disk that is gone, say."""
    # A Path's own raises where nobody may look.
    above = (folder, *folder.parents)
    return any(os.path.islink(one) and not os.path.exists(one) for one in above)  # noqa: PTH110, PTH114


def decoded(content: bytes) -> str:
    """Decode a file so that every byte survives, whatever its encoding."""
    return content.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Encode what `decoded` gave."""
    return text.encode("utf-8", "surrogateescape")


def read(path: str | Path) -> bytes:
    """Read the file of an entry.

    Raises:
        FileNotFoundError: It is gone.
        Unreadable: It cannot be read, is no file, or is far too large.
    """
    try:
        content = read_regular(path, _LARGEST + 1)
    except FileNotFoundError:
        raise
    except NoFile:
        raise Unreadable(
            _("{path} is not a file.", path=path), _("Move what is there out of the journal.")
        ) from None
    except OSError as error:
        raise Unreadable(
            _("{path} cannot be read: {why}.", path=path, why=reason(error)),
            _("Check who may read it, then carry on."),
        ) from error
    if len(content) > _LARGEST:
        raise Unreadable(
            _("{path} is larger than an entry can be.", path=path), _("Move it out of the journal.")
        )
    return content
