"""Reading what should be a file of a person's: no open waits, whatever stands there instead."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from playbook.language import _

# The open of a pipe waits for somebody to write, and swallows signals meanwhile; that of a terminal takes it.
NOT_WAITING = sum(getattr(os, flag, 0) for flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
"""The flags with which an open waits for nobody, and takes no terminal."""


class NoFile(OSError):
    """A pipe, a folder or something else stands where a file should be."""


def read_regular(path: str | Path, most: int = -1) -> bytes:
    """Read a file; of a larger one no more than so many bytes.

    Raises:
        NoFile: It is none.
        OSError: It cannot be read.
        ValueError: No file can have that name.
    """
    descriptor = os.open(path, os.O_RDONLY | NOT_WAITING)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise NoFile(errno.EINVAL, _("it is not a file"))
        with open(descriptor, "rb", buffering=0, closefd=False) as file:
            # Asked for a number of bytes, it would make room for all of them, whatever the file has.
            return file.read(most) if 0 <= most < found.st_size else file.read()
    finally:
        os.close(descriptor)
