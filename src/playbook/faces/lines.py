"""Lines read from a person or a pipe, and what ends them."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, NoReturn, TextIO

from playbook.model.asking import Left, Why


class Lines:
    """Reads lines; where the input ends or a signal comes, somebody has left.

    Args:
        reads: Where the lines come from.
    """

    def __init__(self, reads: TextIO) -> None:
        self._reads = reads

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
        return self.is_terminal() and _is_ready(self._reads)

    def line(self) -> str:
        """Read a line, without its end.

        Raises:
            Left: The input has ended, or a signal came.
        """
        with _signals_leave():
            try:
                line = self._reads.readline()
            except (OSError, ValueError):
                line = ""
        if not line:
            raise Left(Why.INPUT_ENDED)
        return _read(line.rstrip("\n"), self._reads.encoding)


def _read(line: str, encoding: str | None) -> str:
    """Give a line whose bytes were not all of its encoding as the most common older one has them."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return line.encode(encoding or "utf-8", "surrogateescape").decode("cp1252", "replace")
    return line


def _is_ready(stream: TextIO) -> bool:
    # Windows can ask this of sockets only.
    return os.name == "posix" and bool(select.select([stream.fileno()], [], [], 0)[0])


@contextmanager
def _signals_leave() -> Iterator[None]:
    """While a line is waited for, a hang-up or a request to end leaves the walk in good order."""
    before: dict[int, Callable[[int, FrameType | None], Any] | int | None] = {}

    def leave(number: int, _: FrameType | None) -> NoReturn:
        raise Left(reasons[signal.Signals(number).name])

    # Ctrl-C too: whoever started this process may have left it ignored.
    reasons = {"SIGINT": Why.INTERRUPTED, "SIGTERM": Why.TERMINATED, "SIGHUP": Why.HUNG_UP}
    for name in reasons:
        number = getattr(signal, name, None)
        if number is not None:
            before[number] = signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
