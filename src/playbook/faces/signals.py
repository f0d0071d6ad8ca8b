"""Signals that ask to end: they leave at a prompt, and never between an answer and its being saved."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from playbook.model.leaving import Why

_REASONS = {"SIGINT": Why.INTERRUPTED, "SIGTERM": Why.TERMINATED, "SIGHUP": Why.HUNG_UP}
"""Ctrl-C too: whoever started this process may have left it ignored."""


class Signals:
    """What signals ask for, from the first prompt of a face on.

    A terminal that goes away is read as gone before its signal comes, and a shell may send another one:
    were they taken only while a prompt waits, the second would end the process before what was half-typed
    is saved.

    Attributes:
        came: Why to leave, once a signal has asked for it.
    """

    def __init__(self) -> None:
        self.came: Why | None = None
        self._leave: Callable[[Why], None] | None = None
        self._are_taken = False

    @contextmanager
    def leaving(self, leave: Callable[[Why], None]) -> Iterator[None]:
        """While a prompt waits, let the first signal end it. Signals stay ours from then on.

        Args:
            leave: Ends the prompt; it is called within the signal's handler, or at once if a signal has come
                before, and may raise.
        """
        self._take_signals()
        self._leave = leave
        try:
            if self.came:
                leave(self.came)
            yield
        finally:
            self._leave = None

    def _take_signals(self) -> None:
        if not self._are_taken:
            self._are_taken = True
            for name in _REASONS:
                if hasattr(signal, name):  # Windows knows no hang-up.
                    signal.signal(getattr(signal, name), self._on_signal)

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        self.came = self.came or _REASONS[signal.Signals(number).name]
        leave, self._leave = self._leave, None
        if leave:
            leave(self.came)


@contextmanager
def interrupts_are_theirs() -> Iterator[None]:
    """Let keys that interrupt mean what they mean to a program that we wait for, and not end us.

    They reach both. They are handled rather than ignored: what is ignored stays so in the other program.
    """
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            # None is a handler that Python did not set and cannot set again.
            if handler is not None:
                signal.signal(number, handler)


def is_gone(terminal: TextIO) -> bool:
    """Tell whether a terminal that was there is gone."""
    try:
        return terminal.closed or not os.isatty(terminal.fileno())
    except (OSError, ValueError):
        return True
