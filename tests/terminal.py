"""`playbook` in a real pseudo-terminal, its screen read back as a person would see it.

with Terminal("lost", "Acme") as terminal:
    terminal.choose("How did the news reach you?", "On a call")
    terminal.send(LEAVE)

    assert terminal.status() == 0
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, Self

import pyte
from forked import start
from homes import PATIENCE, changed

BACK, LEAVE, END, SUSPEND = "\x02", "\x03", "\x04", "\x1a"
ENTER, NEW_LINE, SHIFT_TAB, UP, DOWN, SPACE = "\r", "\x1b\r", "\x1b[Z", "\x1b[A", "\x1b[B", " "
EDITOR, CLEAR, BACKSPACE = "\x18\x05", "\x15", "\x7f"

MOMENT = 0.3
"""Seconds within which what should not happen would have."""

_open: list[Terminal] = []


def pasted(text: str) -> str:
    """Return what a terminal sends for a paste where the program has asked for brackets around it."""
    return f"\x1b[200~{text}\x1b[201~"


@dataclass(frozen=True)
class Ask:
    """Something that is asked, and an answer to it.

    Attributes:
        asked: How it begins on the screen.
        words: What is typed, or how the line begins that is picked from a list; any key for a pause.
        how: The kind of thing to do.
        half: What is typed to leave it half-typed; empty where nothing can be typed.
    """

    asked: str
    words: str
    how: str = "type"
    half: str = ""


class _Screen(pyte.Screen):
    """A screen that gives answers, and takes no offence at what it does not know.

    Args:
        columns: The width.
        rows: The height.
        answers: Takes what the terminal answers, such as where its cursor is.
    """

    def __init__(self, columns: int, rows: int, answers: Callable[[str], None]) -> None:
        super().__init__(columns, rows)
        self._answers = answers

    def write_process_input(self, data: str) -> None:
        self._answers(data)

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        if not private:
            # It knows no faint letters, and we write no slanted ones. (Our colours are of the sixteen.)
            super().select_graphic_rendition(*(3 if one == 2 else one for one in attributes))


class Terminal:
    """A pseudo-terminal with a command in it.

    It answers what a real terminal answers, such as where its cursor is. A traceback on its screen is a
    failure whatever a test is about. All that are open at one time take in what is written to them
    while any of them waits.

    Args:
        arguments: What stands behind `playbook` on the command line.
        columns: The width.
        rows: The height.
        command: Another command than `playbook`; or that one, to start it from nothing, as where Python
            itself is to read its environment.
        extra: Changes to the environment; None takes a variable out.
    """

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        command: Sequence[str] = (),
        extra: Mapping[str, str | None] | None = None,
    ) -> None:
        self.fd, its_end = os.openpty()
        termios.tcsetwinsize(self.fd, (rows, columns))
        self.pid, self._ended_with = _started(arguments, command, changed(extra), its_end)
        self.settings_before = self.settings
        self.raw = b""
        self._screen = _Screen(columns, rows, self.send)
        self._stream = pyte.ByteStream(self._screen)
        self._read: tuple[int, list[str]] = (-1, [])
        _open.append(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ended_with() is None:
            self.kill()
            while self._ended_with() is None:
                _take_in(0.02)
        self._take_the_rest()
        if self.fd >= 0:
            self.hang_up()
        if kind is None:
            self._no_traceback()

    @property
    def settings(self) -> list[Any]:
        """How the terminal is set, as termios has it: whether it echoes, say."""
        return termios.tcgetattr(self.fd)

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, without the blanks at their ends."""
        if self._read[0] != len(self.raw):
            # Its own `display` measures every letter again; behind a wide one stands a cell without any.
            rows = (self._screen.buffer[number] for number in range(self._screen.lines))
            columns = range(self._screen.columns)
            self._read = len(self.raw), ["".join(row[x].data for x in columns).rstrip() for row in rows]
        return self._read[1]

    @property
    def cells(self) -> list[list[pyte.screens.Char]]:
        """The letters of the screen with their looks: faint ones slanted, a block as cursor while it runs."""
        rows = [
            [self._screen.buffer[y][x] for x in range(self._screen.columns)]
            for y in range(self._screen.lines)
        ]
        cursor = self._screen.cursor
        if not cursor.hidden and self._ended_with() is None:
            rows[cursor.y][cursor.x] = rows[cursor.y][cursor.x]._replace(data="█")
        return rows

    @property
    def text(self) -> str:
        """The screen as one line, so that it does not matter where a sentence is wrapped."""
        return on_one_line("\n".join(self.lines))

    @property
    def question(self) -> str:
        """What is asked now: the screen from the mark of a question on; empty if there is none."""
        marked = [number for number, line in enumerate(self.lines) if line.startswith("? ")]
        return on_one_line("\n".join(self.lines[marked[-1] :])[2:]) if marked else ""

    @property
    def pointed(self) -> str:
        """The line of a list that is pointed at; empty if there is no list."""
        line = next((line for line in self.lines if line.startswith(" ›")), "")
        return line.lstrip(" ›○●").rstrip()

    def until(self, holds: Callable[[], bool], wanted: str) -> None:
        """Wait until something holds.

        Args:
            holds: Tells whether it does.
            wanted: What is waited for, to be told if it never does.
        """
        end = time.monotonic() + PATIENCE
        while not holds():
            assert self in _open, f"It has ended, and never {wanted}\n{self._shown()}"
            assert time.monotonic() < end, f"Never {wanted}\n{self._shown()}"
            _take_in(0.05)

    def expect(self, text: str) -> None:
        """Wait until a text is on the screen, wherever its lines are broken."""
        wanted = on_one_line(text)
        self.until(lambda: wanted in self.text, f"on the screen: {wanted}")

    def expect_gone(self, text: str) -> None:
        """Wait until a text is not on the screen any more."""
        wanted = on_one_line(text)
        self.until(lambda: wanted not in self.text, f"gone: {wanted}")

    def expect_question(self, asked: str) -> None:
        """Wait until a question is asked that begins with these words."""
        self.until(lambda: self.question.startswith(asked), f"asked: {asked}")

    def expect_asked(self, ask: Ask) -> None:
        """Wait until something is asked, a pause as well."""
        if ask.how == "pause":
            self.expect(ask.asked)
            self.expect("● Breathe" if "● Breathe" in self.text else "Breathe in")
        else:
            self.expect_question(ask.asked)

    def settle(self) -> None:
        """Return it a moment to do what it should not."""
        end = time.monotonic() + MOMENT
        while time.monotonic() < end:
            _take_in(max(0, end - time.monotonic()))

    def expect_field(self, words: str) -> None:
        """Wait until words stand in the field."""
        wanted = f" {on_one_line(words)}"
        self.until(lambda: wanted in self.question, f"in the field:{wanted}")

    def clear(self, words: str) -> None:
        """Clear the field of words that stand there, however many lines they are."""
        self.expect_field(words)
        self.send(f"{CLEAR}{BACKSPACE}" * words.count("\n") + CLEAR)
        self.until(lambda: f" {on_one_line(words)}" not in self.question, f"cleared: {words}")

    def send(self, keys: str) -> None:
        """Press keys, all at once."""
        os.write(self.fd, keys.encode())

    def type(self, words: str) -> None:
        """Type words into a field, and wait until they stand there."""
        before, wanted = self.question, on_one_line(words)
        self.send(words)
        self.until(lambda: self.question != before and wanted in self.question, f"in the field: {wanted}")

    def answer(self, asked: str, words: str = "") -> None:
        """Wait for a question, type words and press Enter: not in one burst, as a paste would come."""
        self.expect_question(asked)
        if words:
            self.type(words)
        self.send(ENTER)

    def choose(self, asked: str, option: str) -> None:
        """Wait for a list, go to the line that begins with some words, and press Enter."""
        self.expect_question(asked)
        self.point_at(option)
        self.send(ENTER)

    def point_at(self, option: str) -> None:
        """Go down a list to the line that begins with some words."""
        self.until(lambda: bool(self.pointed), "a list")
        passed: list[str] = []
        while not self.pointed.startswith(option):
            before = self.pointed
            assert before not in passed, f"{option} is not in the list:\n{self._shown()}"
            passed.append(before)
            self.move(DOWN)

    def move(self, key: str) -> None:
        """Press a key that moves on in a list."""
        before = self.pointed
        self.send(key)
        self.until(lambda: self.pointed not in ("", before), f"moved on from {before}")

    def put(self, *asks: Ask) -> None:
        """Answer everything that is asked."""
        for ask in asks:
            self.expect_asked(ask)
            match ask.how:
                case "type":
                    self.answer(ask.asked, ask.words)
                case "pick":
                    self.choose(ask.asked, ask.words)
                case "mark":
                    self.point_at(ask.words)
                    self.send(SPACE)
                    self.expect(f"● {ask.words}")
                    self.send(ENTER)
                case _:
                    self.send(ask.words)

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Send the process a signal."""
        os.kill(self.pid, number)

    def resize(self, columns: int) -> None:
        """Make the window wider or narrower; unlike some, this terminal wraps no line anew."""
        self._screen.resize(columns=columns)
        termios.tcsetwinsize(self.fd, (self._screen.lines, columns))

    def write_over(self, written: str) -> None:
        """Let another program write to the screen."""
        self._stream.feed(written.encode())
        self._read = (-1, [])

    def hang_up(self) -> None:
        """Take the terminal away, as closing its window does."""
        if self in _open:
            _open.remove(self)
        os.close(self.fd)
        self.fd = -1

    def status(self) -> int:
        """Wait until the process has ended, and give its status; minus the signal if one killed it."""
        end = time.monotonic() + PATIENCE
        while (status := self._ended_with()) is None:
            assert time.monotonic() < end, f"It goes on, with this on its screen:\n{self._shown()}"
            _take_in(0.02)
        self._take_the_rest()
        self._no_traceback()
        return status

    def take_in(self) -> None:
        """Take in what was written to the terminal, or that there will be no more."""
        try:
            written = os.read(self.fd, 65536)
        except OSError:  # On Linux the end of a terminal is an error.
            written = b""
        if not written:
            _open.remove(self)
        self.raw += written
        self._stream.feed(written)

    def _take_the_rest(self) -> None:
        while self in _open and select.select([self.fd], [], [], 0)[0]:
            self.take_in()

    def _shown(self) -> str:
        return "\n".join(f"| {line}" for line in self.lines if line)

    def _no_traceback(self) -> None:
        assert b"Traceback" not in self.raw, self.raw.decode(errors="replace")


def _started(
    arguments: Sequence[str], command: Sequence[str], environment: Mapping[str, str], end: int
) -> tuple[int, Callable[[], int | None]]:
    """Start a command in a terminal of which this is its end.

    Returns:
        The number of the process, and what gives its exit status: minus the signal if one killed it, None
        while it goes on.
    """
    if not command:
        process = start(arguments, environment, Connection(end))
        assert process.pid is not None
        return process.pid, lambda: process.exitcode
    started = subprocess.Popen(  # noqa: S603 - a command of the tests
        [*command, *arguments], env=environment, preexec_fn=lambda: os.login_tty(end)
    )
    os.close(end)
    return started.pid, started.poll


def _take_in(seconds: float) -> None:
    """Let every open terminal take in what is written to it, after waiting for that at most so long."""
    by_fd = {terminal.fd: terminal for terminal in _open}
    for fd in select.select(list(by_fd), [], [], seconds)[0]:
        by_fd[fd].take_in()


@contextmanager
def terminals(*commands: Sequence[str]) -> Iterator[list[Terminal]]:
    """Open several terminals at once, each with its own arguments for `playbook`."""
    with ExitStack() as stack:
        yield [stack.enter_context(Terminal(*command)) for command in commands]


def on_one_line(text: str) -> str:
    """Return a text with every run of blanks and line ends as one blank."""
    return " ".join(text.split())


WAYS: Mapping[str, Callable[[Terminal], None]] = {
    "ctrl-c": lambda terminal: terminal.send(LEAVE),
    "terminate": lambda terminal: terminal.kill(signal.SIGTERM),
    "hang-up": Terminal.hang_up,
    "ctrl-d": lambda terminal: terminal.send(END),
    "interrupt": lambda terminal: terminal.kill(signal.SIGINT),
    "kill": Terminal.kill,
}
"""How a walk can end before its end."""
