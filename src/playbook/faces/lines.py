"""Lines read from a person or a pipe, and what ends them."""

from __future__ import annotations

import io
import os
import select
import signal
from codecs import BOM_UTF8
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import takewhile
from typing import NoReturn, TextIO, cast

from playbook.faces.sequences import without_sequences
from playbook.faces.signals import Signals, is_gone
from playbook.model.leaving import Left, Why
from playbook.text import as_typed, visible

_LEAVE = b"\x03"
"""Ctrl-C."""

_AT_ONCE = 65536
"""Bytes that are read at a time."""

_LONGEST = 4_000_000
"""Bytes of a line from a pipe; one that goes on is handed on in pieces, since it may never end."""


_LOOK = 0.5
"""Seconds after which it is seen at the latest that a signal has come."""


class LineReader:
    """Reads lines; where the input ends or a signal comes, somebody has left.

    It reads bytes as they come, so that a signal in the middle of a line loses none of them.

    Args:
        reads: Where the lines come from.
        speaks: Where somebody who types them sees them.
    """

    def __init__(self, reads: TextIO, speaks: TextIO) -> None:
        self._reads = reads
        self._speaks = speaks
        self._was_terminal = self.is_terminal()
        self._signals = Signals()
        self._whole: deque[bytes] = deque()
        self._begun = b""
        self._is_first = True

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
            if piece and self._was_terminal and _LEAVE in piece:
                self._begun += piece[: piece.index(_LEAVE)]
                leave(Why.FOR_LATER)
            if piece:
                *whole, self._begun = (self._begun + piece).split(b"\n")
                self._whole.extend(whole)
            elif self._was_terminal or not self._begun:
                # A terminal that goes away is found gone before its signal is there.
                leave(Why.HUNG_UP if self._was_terminal and self._is_gone(piece) else Why.INPUT_ENDED)
            if self._begun and not self._was_terminal and (not piece or len(self._begun) > _LONGEST):
                self._whole.append(self._begun)
                self._begun = b""

    def _is_gone(self, piece: bytes | None) -> bool:
        return piece is None or is_gone(self._reads)

    def _piece(self) -> bytes | None:
        """Read what is there, as soon as something is; None if that fails."""
        try:
            # Otherwise a terminal throws away what was typed of a line when a key sends a signal. Ctrl-C
            # sends none here: it ends a line, so that whoever leaves for later is not ended by a signal.
            with _settings(self._reads, wanted="NOFLSH", ends_line=_LEAVE), self._stopping():
                # A signal that comes just before a read begins does not end it, and would wait with it.
                while os.name == "posix" and not is_ready(self._reads, within=_LOOK):
                    pass
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

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """Keep half a line from the shell when somebody stops the process; show it when they go on."""
        number = getattr(signal, "SIGTSTP", None)
        if number is None or not self._was_terminal or signal.getsignal(number) is not signal.SIG_DFL:
            yield
            return

        def stop(*_: object) -> None:
            self._begun += self._not_handed_on()
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            signal.signal(number, stop)
            self._speaks.write(visible(self._decoded(self._begun)))
            self._speaks.flush()

        signal.signal(number, stop)
        try:
            yield
        finally:
            signal.signal(number, signal.SIG_DFL)

    def _decoded(self, line: bytes) -> str:
        encoding = self._reads.encoding
        text = as_typed(line.decode(encoding, "surrogateescape"), encoding)
        return without_sequences(text) if self._was_terminal else text


@contextmanager
def _settings(
    stream: TextIO, *, wanted: str = "", without: str = "", ends_line: bytes = b""
) -> Iterator[None]:
    """Have one of a terminal's local modes on or off for a while.

    Args:
        stream: The terminal.
        wanted: A mode to have on.
        without: A mode to have off.
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
        modes = before[3] & ~getattr(termios, without, 0) | getattr(termios, wanted, 0)
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


def is_ready(stream: TextIO, *, within: float = 0) -> bool:
    """Tell whether something can be read from a stream at once, or within some seconds."""
    if os.name != "posix":  # Windows can ask this of sockets only.
        return False
    try:
        return bool(select.select([stream.fileno()], [], [], within)[0])
    except io.UnsupportedOperation:  # It is no file: all that it has is there.
        return True
