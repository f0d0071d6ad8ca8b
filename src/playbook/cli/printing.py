"""Data on its way out, quickly and whole; and what is said to the person about it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from playbook.text import visible

_Line = TypeVar("_Line")
_AT_ONCE = 32
"""Lines; more of them take room and save nothing."""


def put(lines: Iterable[str], *, is_visible: bool = False) -> int:
    """Write lines to standard output, many at a time.

    Args:
        lines: Without what ends them.
        is_visible: Whether they were made visible already, and nothing in them drives a terminal but colours.

    Returns:
        How many there were.
    """
    # Into a pipe it is data, and goes out as it stands; on a terminal it could drive it.
    shown = visible if sys.stdout.isatty() and not is_visible else str
    count = 0
    for some in _many_at_a_time(lines):
        sys.stdout.write(shown("\n".join(some)) + "\n")
        count += len(some)
    # Whoever reads may be gone by now, which has to come out here rather than while the process ends.
    sys.stdout.flush()
    return count


def put_utf8(lines: Iterable[bytes]) -> None:
    """Write lines to standard output that are UTF-8 already, as what goes into a pipe is.

    Args:
        lines: Without what ends them.
    """
    if sys.stdout.isatty():
        put(line.decode() for line in lines)
        return
    output = sys.stdout.buffer
    for some in _many_at_a_time(lines):
        output.write(b"\n".join(some) + b"\n")
    output.flush()


def _many_at_a_time(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    left = iter(lines)
    while some := list(islice(left, _AT_ONCE)):
        yield some


def tell(text: str) -> None:
    """Say something to the person, on standard error: data goes elsewhere.

    Args:
        text: Without what ends its last line. What could drive the terminal is left out.
    """
    shown = visible(text)
    sys.stderr.write(f"{_wrapped(shown) if sys.stderr.isatty() else shown}\n")


def _wrapped(text: str) -> str:
    """Wrap sentences between their words; a line of a file stays whole, with the mark beneath it."""
    import shutil
    import textwrap

    columns = max(20, shutil.get_terminal_size().columns - 1)
    return "\n".join(
        line
        if line.startswith("    ")
        else textwrap.fill(line, columns, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )
