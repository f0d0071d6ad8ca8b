"""`playbook` in a real pseudo-terminal, its screen read back as a person would see it."""

from __future__ import annotations

import os
import select
import signal
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

PLAYBOOK = (sys.executable, "-m", "playbook")
"""The command, in the interpreter and with the package that the tests themselves run with."""

BACK, LEAVE, END, SUSPEND = "\x02", "\x03", "\x04", "\x1a"
ENTER, NEW_LINE, SHIFT_TAB, UP, DOWN, SPACE = "\r", "\x1b\r", "\x1b[Z", "\x1b[A", "\x1b[B", " "
EDITOR, CLEAR = "\x18\x05", "\x15"
PASTE = "\x1b[200~{}\x1b[201~"
"""What a terminal sends for a paste, where the program has asked for brackets around it."""

PATIENCE = 15.0
"""Seconds after which something that did not appear will not; a loaded machine may be slow."""

_open: list[Terminal] = []


class Terminal:
    """A pseudo-terminal with a command in it.

    It answers what a real terminal answers, such as where its cursor is. A traceback on its screen is a
    failure whatever the test is about.

    Args:
        arguments: What stands behind `playbook` on the command line.
        columns: The width.
        rows: The height.
        command: Another command than `playbook`.
        environment: Instead of this process's own.
    """

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        command: Sequence[str] = PLAYBOOK,
        environment: Mapping[str, str] | None = None,
        before: Callable[[], None] | None = None,
    ) -> None:
        program, *rest = *command, *arguments
        self._child = pexpect.spawn(
            program,
            rest,
            env=dict(os.environ if environment is None else environment),
            dimensions=(rows, columns),
            preexec_fn=before,
        )
        self._child.delaybeforesend = None
        self._child.ptyproc.delayafterclose = self._child.ptyproc.delayafterterminate = 0.01
        self.settings_before = termios.tcgetattr(self._child.child_fd)
        self.raw = b""
        self._screen = pyte.Screen(columns, rows)
        self._screen.write_process_input = self._answer
        self._stream = pyte.ByteStream(self._screen)
        self._ended: int | None = None
        _open.append(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ended is None and self._child.isalive():
            os.kill(self.pid, signal.SIGKILL)
            self._child.wait()
        self._drain()
        if self in _open:
            _open.remove(self)
        self._child.close()
        if kind is None:
            self._no_traceback()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return int(self._child.pid)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without the blanks at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """The screen as one line, so that it does not matter where a sentence is wrapped."""
        return " ".join(" ".join(self.lines).split())

    @property
    def question(self) -> str:
        """What is asked now: the screen from the mark of the last question on; empty if none is asked."""
        starts = [number for number, line in enumerate(self.lines) if line.startswith("? ")]
        return " ".join(" ".join(self.lines[starts[-1] :]).split()) if starts else ""

    @property
    def settings(self) -> list[Any]:
        """How the terminal is set, as termios has it."""
        return termios.tcgetattr(self._child.child_fd)

    def expect(self, text: str, patience: float = PATIENCE) -> None:
        """Wait until a text is on the screen, however it is wrapped."""
        wanted = " ".join(text.split())
        self._until(lambda: wanted in self.text, f"on the screen: {wanted}", patience)

    def expect_question(self, text: str, patience: float = PATIENCE) -> None:
        """Wait until a question is asked that begins with a text."""
        wanted = f"? {text}"
        self._until(lambda: self.question.startswith(wanted), f"asked: {wanted}", patience)

    def expect_gone(self, text: str, patience: float = PATIENCE) -> None:
        """Wait until a text is not on the screen any more."""
        self._until(lambda: text not in self.text, f"gone: {text}", patience)

    def send(self, keys: str) -> None:
        """Press keys, all at once."""
        self._child.send(keys.encode())

    def type(self, words: str) -> None:
        """Type words and wait until they stand on the screen."""
        self.send(words)
        self.expect(words)

    def answer(self, question: str, words: str = "") -> None:
        """Wait for a question, type words and press Enter, as a person would: not in one burst."""
        self.expect_question(question)
        if words:
            self.type(words)
        self.send(ENTER)

    def choose(self, question: str, option: str) -> None:
        """Wait for a list, go down to the line that begins with some words, and press Enter."""
        self.expect_question(question)
        self.point_at(option)
        self.send(ENTER)

    def point_at(self, option: str) -> None:
        """Go down a list to the line that begins with some words."""
        while not self._pointed().startswith(option):
            before = self._pointed()
            self.send(DOWN)
            self._until(lambda before=before: self._pointed() != before, f"pointed at: {option}", PATIENCE)

    def _pointed(self) -> str:
        line = next((line for line in self.lines if line.lstrip().startswith("›")), "")
        return line.strip(" ›○●")

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send the process a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> int:
        """Close the terminal's window, and give the status with which the process ends."""
        _open.remove(self)
        os.close(self._child.child_fd)
        self._child.ptyproc.fileobj.close = lambda: None
        return self._status_within(PATIENCE)

    def status(self) -> int:
        """Wait until the process ends, and give its status; minus the signal if one ended it."""
        return self._status_within(PATIENCE)

    def _status_within(self, patience: float) -> int:
        until = time.monotonic() + patience
        while self._child.isalive():
            assert time.monotonic() < until, f"still running, with this on its screen:\n{self._shown()}"
            if self in _open:
                _pump(0.02)
            else:
                time.sleep(0.01)
        if self in _open:
            self._drain()
        self._ended = -self._child.signalstatus if self._child.signalstatus else self._child.exitstatus
        self._no_traceback()
        return self._ended

    def _until(self, holds: Callable[[], bool], wanted: str, patience: float) -> None:
        until = time.monotonic() + patience
        while not holds():
            assert self in _open, f"The terminal was closed. Not {wanted}\n{self._shown()}"
            assert time.monotonic() < until, f"Not {wanted}\n{self._shown()}"
            if not _pump(0.05) and not self._child.isalive():
                self._drain()
                assert holds(), f"It has ended. Not {wanted}\n{self._shown()}"

    def _shown(self) -> str:
        return "\n".join(f"| {line}" for line in self.lines if line)

    def _answer(self, text: str) -> None:
        self._child.send(text.encode())

    def _drain(self) -> None:
        """Read what is still there once the process has ended."""
        while self in _open and select.select([self._child.child_fd], [], [], 0)[0] and self.read():
            pass

    def read(self) -> bool:
        """Take in what the process has written; False if it will write no more."""
        try:
            written = os.read(self._child.child_fd, 65536)
        except OSError:  # On Linux, the end of a terminal is an error.
            written = b""
        if not written:
            _open.remove(self)
            return False
        self.raw += written
        self._stream.feed(written)
        return True

    def _no_traceback(self) -> None:
        assert b"Traceback" not in self.raw, self.raw.decode(errors="replace")

    @property
    def fd(self) -> int:
        """The descriptor of our end."""
        return int(self._child.child_fd)


def _pump(seconds: float) -> bool:
    """Let every open terminal take in what was written to it; tell whether there was anything."""
    by_fd = {terminal.fd: terminal for terminal in _open}
    ready = select.select(list(by_fd), [], [], seconds)[0]
    for fd in ready:
        by_fd[fd].read()
    return bool(ready)
