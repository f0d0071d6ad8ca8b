"""What goes out: data to standard output or a file, messages to standard error."""

from __future__ import annotations

import errno
import io
import os
import sys
import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from playbook.errors import PlaybookError, reason
from playbook.language import _
from playbook.regular import read_regular
from playbook.text import terminal_columns, visible

STANDARD_OUTPUT = "-"
"""What is typed in the place of a file's name where standard output is meant."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What another name would not help with."""


def settle_streams() -> None:
    """Make the standard streams take any text, and be there at all: a caller may have closed them."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, io.TextIOWrapper):
            if name == "stdout" and isinstance(stream.buffer, io.RawIOBase):
                # With PYTHONUNBUFFERED nothing stands between us and a disk that takes half of a text.
                named, raw = stream.encoding, stream.detach()
                stream = io.TextIOWrapper(io.BufferedWriter(raw), named, line_buffering=raw.isatty())
                setattr(sys, name, stream)
            # Names and answers may hold what the terminal's encoding does not; a mark beats an end. What
            # goes into a pipe or a file is UTF-8 everywhere, as the entries are, and what comes in keeps
            # every byte.
            encoding = "utf-8" if name == "stdout" and not stream.isatty() else None
            errors = "surrogateescape" if name == "stdin" else "replace"
            stream.reconfigure(encoding=encoding, errors=errors)


def settle_environment() -> None:
    """Take out what contradicts, for us and for every library that reads the environment."""
    if os.environ.get("NO_COLOR"):
        os.environ.pop("FORCE_COLOR", None)
    if os.environ.get("HOME") == "":
        del os.environ["HOME"]  # Without it, the home folder of the user is looked up.


def close_outputs() -> None:
    """Send what is still to be written to /dev/null: flushing at the end of the process cannot fail then."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


def is_drawn(*, plain: bool = False) -> bool:
    """Tell whether what is shown is drawn: into a terminal that can do more than put line below line.

    Args:
        plain: Whether it is wanted line by line in any case.
    """
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not plain


def put(lines: Iterable[str], *, is_coloured: bool = False) -> None:
    """Write lines to standard output.

    Args:
        lines: Without what ends them.
        is_coloured: Whether they were made visible already, and only colours in them drive a terminal.
    """
    # Into a pipe it is data, and goes out as it stands; on a terminal it could drive it.
    shown = visible if sys.stdout.isatty() and not is_coloured else str
    sys.stdout.writelines(f"{shown(line)}\n" for line in lines)
    # The reader may have closed the pipe, which has to come out here rather than while the process ends.
    sys.stdout.flush()


def put_json(told: object) -> None:
    """Write a value to standard output as JSON."""
    import json

    put([json.dumps(told, ensure_ascii=False, indent=2)])


def put_path(path: Path) -> None:
    """Write a path to standard output, byte for byte."""
    put_bytes([os.fsencode(path)])


def put_bytes(lines: Iterable[bytes]) -> None:
    """Write lines to standard output that are bytes already: UTF-8, or what a path is made of.

    Args:
        lines: Without what ends them.
    """
    if sys.stdout.isatty():
        put(line.decode("utf-8", "replace") for line in lines)
    else:
        sys.stdout.buffer.writelines(line + b"\n" for line in lines)
        sys.stdout.buffer.flush()


def tell(text: str) -> None:
    """Say something to the person, on standard error: data goes elsewhere.

    Args:
        text: Without what ends its last line. What could drive the terminal is left out.
    """
    shown = visible(text)
    sys.stderr.write(f"{_wrapped(shown) if sys.stderr.isatty() else shown}\n")


def _wrapped(text: str) -> str:
    """Wrap sentences between their words; a line of a file stays whole, with the mark beneath it."""
    columns = max(20, terminal_columns() - 1)
    return "\n".join(
        line
        if line.startswith("    ")
        else textwrap.fill(line, columns, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def with_tilde(path: Path) -> Path:
    """Return a path with the home folder as `~`, as people write it."""
    try:
        return Path("~") / path.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return path


class NotWritten(PlaybookError):
    """The file could not be written where it should be."""


class OutFile(NamedTuple):
    """A file that a command writes where somebody says: a new one, or in the place of an earlier one of ours.

    Attributes:
        name: As it was typed; `-` for standard output.
        refusal: What is said where something else stands there, which is `{path}`.
        is_ours: Tells from its bytes whether a file is one; nothing else is written over.
    """

    name: str
    refusal: str
    is_ours: Callable[[bytes], bool]

    def is_there(self) -> bool:
        """Tell whether there is such a file already."""
        # The way of a shell here too: where nobody may look, nothing is there.
        return self.name != STANDARD_OUTPUT and os.path.exists(self._path())  # noqa: PTH110 - a Path's own raises

    def write(self, made: Callable[[bytes], bytes]) -> Path | None:
        """Write the file.

        Args:
            made: Returns what is to be written, given what stands there: nothing, or an earlier one of ours.

        Returns:
            The file; None where it went to standard output.

        Raises:
            NotWritten: Something else stands there, or it cannot be written; what stood there still does.
        """
        if self.name == STANDARD_OUTPUT:
            content = made(b"")
            if sys.stdout.isatty():
                put(content.decode().splitlines())
            else:
                sys.stdout.buffer.write(content)
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
        # The way of a shell: somebody who is not known here stays as they stand.
        return Path(os.path.expanduser(self.name))  # noqa: PTH111 - a Path's own raises for those

    def _standing(self, path: Path) -> bytes:
        """Read the file that is to be written over; nothing if there is none."""
        try:
            content = read_regular(path)
        except FileNotFoundError:
            return b""
        except (OSError, ValueError) as error:
            said = _("{path} cannot be written over: {why}.", path=path, why=reason(error))
            raise NotWritten(said, _("Choose another name.")) from error
        if content.strip() and not self.is_ours(content):
            raise NotWritten(_(self.refusal, path=path), _("Choose another name."))
        return content

    def _hint(self, error: PlaybookError) -> str:
        number = getattr(error.__cause__, "errno", None)
        if number in _FULL:
            return error.hint
        first = [_("Make that folder first.")] if number == errno.ENOENT else []
        return " ".join([*first, _("Choose another name.")])
