"""A file that a command writes where somebody says: a new one, or in the place of an earlier one of ours."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playbook.errors import PlaybookError

STANDARD_OUTPUT = "-"
"""What is typed in the place of a file's name where standard output is meant."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What another name would not help with."""


class NotWritten(PlaybookError):
    """The file could not be written where it should be."""


class Unclear(PlaybookError):
    """What was typed asks for two things at once."""

    status = 2


class OutFile(NamedTuple):
    """A file to write.

    Attributes:
        name: As it was typed; `-` for standard output.
        what: What is written by us, in words: `a calendar written by playbook`.
        is_ours: Tells from its bytes whether a file is one; nothing else is written over.
        example: A command that would do, for whoever has to name another file.
    """

    name: str
    what: str
    is_ours: Callable[[bytes], bool]
    example: str

    def write(self, made: Callable[[bytes], bytes]) -> Path | None:
        """Write the file.

        Args:
            made: Gives what is to be written, for what stands there: nothing, or an earlier one of ours.

        Returns:
            The file; None where it went to standard output.

        Raises:
            NotWritten: Something else stands there, or it cannot be written; what stood there still does.
        """
        if self.name == STANDARD_OUTPUT:
            sys.stdout.flush()
            sys.stdout.buffer.write(made(b""))
            sys.stdout.buffer.flush()
            return None
        from playbook import durable

        path = self._path()
        try:
            with durable.locked(path):
                durable.replace(path, made(self._standing(path)))
        except durable.SaveFailed as error:
            raise NotWritten(error.message, self._hint(error)) from error
        return path

    def _path(self) -> Path:
        if not self.name:
            raise NotWritten("The name of the file is empty.", self._another)
        # The way of a shell: somebody who is not known here stays as they stand.
        return Path(os.path.expanduser(self.name))  # noqa: PTH111 - a Path's own raises for those

    def _standing(self, path: Path) -> bytes:
        """Give what stands in the file that is to be written over; nothing if there is none."""
        try:
            if path.exists() and not path.is_file():
                raise NotWritten(f"{path} cannot be written over: it is no file.", self._another)
            content = path.read_bytes()
        except FileNotFoundError:
            return b""
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise NotWritten(f"{path} cannot be written over: {why}.", self._another) from error
        if content.strip() and not self.is_ours(content):
            raise NotWritten(
                f"{path} holds something else than {self.what}, so it stays as it is.", self._another
            )
        return content

    def _hint(self, error: PlaybookError) -> str:
        number = getattr(error.__cause__, "errno", None)
        if number in _FULL:
            return error.hint
        return f"Make that folder first. {self._another}" if number == errno.ENOENT else self._another

    @property
    def _another(self) -> str:
        return f"Name another file: {self.example}"
