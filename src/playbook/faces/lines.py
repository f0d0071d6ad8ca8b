"""Lines read from a person or a pipe, and what ends them."""

from __future__ import annotations

import os
import select
from collections.abc import Sequence
from typing import NoReturn, TextIO

from playbook.faces.sequences import without_sequences
from playbook.faces.signals import Signals, is_gone
from playbook.model.asking import Left, Why
from playbook.text import as_typed


class Lines:
    """Reads lines; where the input ends or a signal comes, somebody has left.

    Args:
        reads: Where the lines come from.
    """

    def __init__(self, reads: TextIO) -> None:
        self._reads = reads
        self._was_terminal = self.is_terminal()
        self._signals = Signals()

    def is_terminal(self) -> bool:
        """Tell whether somebody types the lines."""
        return self._reads.isatty()

    def burst(self) -> list[str]:
        """Read a line, and those that came in with it if they are typed or pasted into a terminal."""
        lines = [self.line()]
        while self.has_more():
            try:
                lines.append(self.line())
            except Left:
                break  # The end of the input is found again by the next one who reads.
        return lines

    def has_more(self) -> bool:
        """Tell whether more lines came in together with the last one: a paste, typed by nobody."""
        return self.is_terminal() and is_ready(self._reads)

    def line(self, typed: Sequence[str] = ()) -> str:
        """Read a line, without its end.

        Args:
            typed: The lines of the same answer that were typed before.

        Raises:
            Left: The input has ended, or a signal came; with what was typed.
        """
        half = "\n".join(typed) or None

        def leave(why: Why) -> NoReturn:
            raise Left(why, half)

        failed = False
        with self._signals.leaving(leave, half):
            try:
                line = self._reads.readline()
            except (OSError, ValueError):
                line, failed = "", True
        if not line:
            # A terminal that goes away is found gone before its signal is there.
            gone = self._was_terminal and (failed or is_gone(self._reads))
            leave(Why.HUNG_UP if gone else Why.INPUT_ENDED)
        line = as_typed(line.rstrip("\n"), self._reads.encoding)
        return without_sequences(line) if self._was_terminal else line


def is_ready(stream: TextIO) -> bool:
    """Tell whether something can be read from a stream at once."""
    # Windows can ask this of sockets only.
    return os.name == "posix" and bool(select.select([stream.fileno()], [], [], 0)[0])
