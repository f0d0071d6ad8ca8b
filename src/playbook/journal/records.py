"""The whole journal, read quickly: every entry in short, or its text.

Ten thousand entries have to be listed while somebody waits. What costs is the opening of so many files, so
each is read in one call where it fits, relative to its folder, and as bytes; nothing is kept between runs
that could be out of date.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from playbook.journal.files import entry_names
from playbook.journal.scan import FrontOf, front_of

_BUFFER = 16 * 1024
"""Bytes read at first: nearly every entry fits, and a larger buffer is slower."""
_START = 1024
"""Bytes within which a front matter nearly always ends."""
_LARGEST = 64 * 1024 * 1024
"""Bytes of an entry, at most; see `playbook.journal.files`."""
_OPENINGS = (b"---", b"\xef\xbb\xbf---")
# A named pipe must not hold everything up, and a terminal must not become ours.
_FLAGS = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _FLAGS |= getattr(os, _flag, 0)


class Record(NamedTuple):
    """An entry without its answers.

    Attributes:
        name: Its file's name.
        front: The values of its front matter, by key; there is a `playbook` among them.
    """

    name: str
    front: Mapping[str, str]


class Content(NamedTuple):
    """An entry with all that stands in it.

    Attributes:
        name: Its file's name.
        front: The values of its front matter, by key; there is a `playbook` among them.
        body: The offset into its bytes behind the front matter.
        raw: The bytes of its file.
    """

    name: str
    front: Mapping[str, str]
    body: int
    raw: bytes


class Reading:
    """Reads a journal's folder from end to end, in the order of the files' names.

    Args:
        folder: The folder of the entries; it may not be there. One that is there and cannot be read is
            `Unreadable` to whatever goes through it.
        names: The names of the files that are wanted; None for all.

    Attributes:
        passed_over: How many markdown files, of those gone through so far, were no entries or could not
            be read. Hidden files, folders of other files and files of other kinds are no concern of ours.
    """

    def __init__(self, folder: Path, names: Sequence[str] | None = None) -> None:
        self.folder = folder
        self._names = names
        self.passed_over = 0

    def names(self) -> Sequence[str]:
        """Give the names of the files, in order."""
        return entry_names(self.folder) if self._names is None else self._names

    def fronts(self) -> Iterator[Record]:
        """Give every entry without its answers; no more of a file is read than that takes."""
        for name, start in self._read(_START):
            front, body = front_of(start)
            if len(start) == _START and body in (0, _START):
                # It does not end in there, or seems to where it was cut off.
                front, body = front_of(self._whole(name))
            if "playbook" in front:
                yield Record(name, front)
            else:
                self.passed_over += 1

    def entries(self, front_of: FrontOf = front_of) -> Iterator[Content]:
        """Give every entry with all that stands in it.

        Args:
            front_of: What reads the front matters: `brief_front_of` if `playbook` and `started` will do.
        """
        for name, raw in self.contents():
            front, body = front_of(raw)
            if "playbook" in front:
                yield Content(name, front, body, raw)
            else:
                self.passed_over += 1

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Give the name and the bytes of every file that begins as an entry does.

        It is for a search that passes most of them by unread. Whether one is an entry is for the caller to
        see with `front_of`, and to count in `passed_over` if it is none.
        """
        for name, start in self._read(_BUFFER):
            raw = start if len(start) < _BUFFER else self._whole(name)
            if raw:
                yield name, raw
            else:
                self.passed_over += 1

    def _read(self, most: int) -> Iterator[tuple[str, bytes]]:
        """Give the beginning of every file that begins as an entry does."""
        names = self.names()
        if not names:
            return
        opened, close = _opener(self.folder)
        read, end = os.read, os.close
        try:
            for name in names:
                try:
                    descriptor = opened(name)
                except OSError:
                    self.passed_over += 1
                    continue
                try:
                    content = read(descriptor, most)
                except OSError:
                    content = b""
                finally:
                    end(descriptor)
                if content.startswith(_OPENINGS):
                    yield name, content
                else:
                    self.passed_over += 1
        finally:
            close()

    def _whole(self, name: str) -> bytes:
        """Read a file that is longer than usual; nothing if it cannot be read, or is far too large."""
        try:
            with (self.folder / name).open("rb") as file:
                content = file.read(_LARGEST + 1)
        except OSError:
            return b""
        return content if len(content) <= _LARGEST else b""


def _opener(folder: Path) -> tuple[Callable[[str], int], Callable[[], None]]:
    """Give what opens a file of a folder by its name, and what to call when all are read.

    Relative to the open folder, where the system can do that: so the way to it is gone only once.
    """
    if os.open in os.supports_dir_fd:
        folder_descriptor = os.open(folder, os.O_RDONLY)
        return (
            partial(os.open, flags=_FLAGS, dir_fd=folder_descriptor),
            partial(os.close, folder_descriptor),
        )
    prefix = os.path.join(folder, "")  # noqa: PTH118 - ends in a separator, which no Path does
    return lambda name: os.open(prefix + name, _FLAGS), lambda: None
