"""Data on its way out, quickly and whole; and what is said to the person about it."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import islice

from playbook.visible import visible

_AT_ONCE = 100
"""Lines; more of them take room and save nothing."""


def put(lines: Iterable[str]) -> int:
    """Write lines to standard output, many at a time.

    Args:
        lines: Without what ends them.

    Returns:
        How many there were.
    """
    # Into a pipe it is data, and goes out as it stands; on a terminal it could drive it.
    shown = visible if sys.stdout.isatty() else str
    left, count = iter(lines), 0
    while some := list(islice(left, _AT_ONCE)):
        sys.stdout.write(shown("\n".join(some)) + "\n")
        count += len(some)
    # Whoever reads may be gone by now, which has to come out here rather than while the process ends.
    sys.stdout.flush()
    return count


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
