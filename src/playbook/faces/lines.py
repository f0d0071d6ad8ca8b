"""Lines read from a person or a pipe, and what ends them."""

from __future__ import annotations

import io
import os
import select
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from typing import NoReturn, TextIO, cast

from playbook.faces.sequences import without_sequences
from playbook.faces.signals import Signals, is_gone
from playbook.model.asking import Left, Why

_LEAVE = b"\x03"
"""Ctrl-C."""

_AT_ONCE = 65536
"""Bytes that are read at a time."""

_MOST, _LONGEST = 5_000, 1_000_000
"""Lines that a pipe has, and bytes of one; behind those it counts as ended, since it may never end."""


class LineReader:
    """Reads lines; where the input ends or a signal comes, somebody has left.

    It reads bytes as they come, so that a signal in the middle of a line loses none of them.

    Args:
        reads: Where the lines come from.
    """

    def __init__(self, reads: TextIO) -> None:
        self._reads = reads
        self._was_terminal = self.is_terminal()
        self._signals = Signals()
        self._whole: deque[bytes] = deque()
        self._begun = b""
        self._is_first = True
        self._count = 0

    def is_terminal(self) -> bool:
        """Tell whether somebody types the lines."""
        return self._reads.isatty()

    def burst(self, typed: Sequence[str] | None) -> list[str]:
        """Read a line, and those that came in with it if they are typed or pasted into a terminal."""
        lines = [self.line(typed)]
        while self.has_more():
            try:
                lines.append(self.line(typed))
            except Left:
                break  # The end of the input is found again by the next one who reads.
        return lines

    def has_more(self) -> bool:
        """Tell whether more lines came in together with the last one: a paste, typed by nobody."""
        return self.is_terminal() and (bool(self._whole) or is_ready(self._reads))

    def line(self, typed: Sequence[str] | None = None, *, ends: str = "") -> str:
        """Read a line, without its end.

        Args:
            typed: The lines of the same answer that were typed before; None if half of it is worth nothing.
            ends: The line that ends an answer of several; empty if this line is the whole answer.

        Raises:
            Left: The input has ended, or a signal came; with what was typed, an unfinished line as well.
        """

        def leave(why: Why) -> NoReturn:
            self._begun += self._not_handed_on()
            came = [self._decoded(line) for line in (*self._whole, self._begun)]
            half = takewhile(lambda line: line.strip() != ends, came) if ends else came[:1]
            raise Left(why, None if typed is None else "\n".join([*typed, *half]).strip("\n") or None)

        while True:
            if self._was_terminal and self._signals.came is Why.INTERRUPTED:
                leave(Why.FOR_LATER)  # The key, pressed while nothing was read.
            with self._signals.leaving(leave):
                piece = b"" if self._whole else self._piece()
            if self._whole:
                return self._decoded(self._whole.popleft().removesuffix(b"\r"))
            if why := self._take(piece):
                leave(why)

    def _take(self, piece: bytes | None) -> Why | None:
        """Take in what was read, and return why somebody has left by it; None if they have not."""
        if piece and self._was_terminal and _LEAVE in piece:
            self._begun += piece[: piece.index(_LEAVE)]
            return Why.FOR_LATER
        if piece:
            *whole, self._begun = (self._begun + piece).split(b"\n")
            self._whole.extend(whole)
            self._count += len(whole)
            is_endless = self._count > _MOST or len(self._begun) > _LONGEST
            return Why.INPUT_ENDED if is_endless and not self._was_terminal else None
        if self._begun and not self._was_terminal:
            self._whole.append(self._begun)
            self._begun = b""
            return None
        # A terminal that goes away is found gone before its signal is there.
        return Why.HUNG_UP if self._was_terminal and self._is_gone(piece) else Why.INPUT_ENDED

    def _is_gone(self, piece: bytes | None) -> bool:
        return piece is None or is_gone(self._reads)

    def _piece(self) -> bytes | None:
        """Read what is there, as soon as something is; None if that fails."""
        try:
            # Ctrl-C sends no signal here, with which a terminal would throw away what was typed of a line:
            # it ends the line, so that whoever leaves for later is not ended by a signal.
            with _settings(self._reads, ends_line=_LEAVE):
                piece = cast("io.BufferedReader", self._reads.buffer).read1(_AT_ONCE)
        except (OSError, ValueError):
            return None
        if self._is_first:
            self._is_first = False
            return piece.removeprefix(BOM_UTF8) or (self._piece() if piece else piece)
        return piece

    def _not_handed_on(self) -> bytes:
        """Read what was typed of a line that has no end yet; a terminal keeps that to itself."""
        try:
            with _settings(self._reads, without="ICANON"):
                is_there = self._was_terminal and is_ready(self._reads)
                return os.read(self._reads.fileno(), _AT_ONCE) if is_there else b""
        except (OSError, ValueError):
            return b""  # The terminal is gone.

    def _decoded(self, line: bytes) -> str:
        text = line.decode(self._reads.encoding, "replace")
        return without_sequences(text) if self._was_terminal else text


@contextmanager
def _settings(stream: TextIO, *, without: str = "", ends_line: bytes = b"") -> Iterator[None]:
    """Have a terminal take lines in another way for a while.

    Args:
        stream: The terminal.
        without: A local mode to have off.
        ends_line: A key that ends a line, even where it sends a signal otherwise.

    Raises:
        OSError: The terminal is gone.
    """
    if os.name != "posix" or not stream.isatty():
        yield
        return
    import termios

    try:
        before = termios.tcgetattr(stream)
        modes = before[3] & ~getattr(termios, without, 0)
        keys = list(before[6])
        if ends_line and keys[termios.VINTR] == ends_line:
            keys[termios.VINTR], keys[termios.VEOL] = b"\0", ends_line
        termios.tcsetattr(stream, termios.TCSANOW, [*before[:3], modes, *before[4:6], keys])
        try:
            yield
        finally:
            termios.tcsetattr(stream, termios.TCSANOW, before)
    except termios.error as error:
        raise OSError(*error.args) from error


def is_ready(stream: TextIO) -> bool:
    """Tell whether something can be read from a stream at once."""
    # Windows can ask this of sockets only.
    return os.name == "posix" and bool(select.select([stream.fileno()], [], [], 0)[0])
