"""What stands on the screen above the question: drawn once, and taken back or drawn anew by its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from prompt_toolkit.output import Output
from rich.console import Console

from playbook.faces import screen
from playbook.messages import Said, StepBegins
from playbook.text import width_of

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


class ScreenPage:
    """What was said, and how many rows each of it takes.

    A terminal is never asked where its cursor is; but all that is drawn is ours, so its rows can be counted:
    the last row that was ever reached is at the foot of the window, or above it.

    Args:
        console: Where it is drawn.
        display: The window that this is, and its cursor.

    Attributes:
        said: What stands on the page, in order.
    """

    def __init__(self, console: Console, display: Output) -> None:
        self.said: list[Said] = []
        self._console = console
        self._display = display
        self._drawn: list[str] = []
        self._rows: list[int] = []
        self._gone = 0
        self._size = display.get_size()
        self._is_all_ours = False

    def add(self, *said: Said) -> None:
        """Draw what is said beneath the rest."""
        self.begin_line()
        for one in said:
            self._console.file.write(self._put(one))
            self.said.append(one)
        self._console.file.flush()
        self.reached(1)

    def begin_line(self) -> None:
        """Wipe away what was typed while nothing was asked: the terminal shows that by itself."""
        self._display.write_raw("\r")
        self._display.erase_end_of_line()
        self._display.flush()

    def reached(self, rows: int) -> None:
        """Note that so many rows beneath the page were drawn on."""
        self._gone = max(self._gone, sum(self._rows) + rows - self._size.rows)

    def take_back(self, kept: int) -> None:
        """Take back all but the first of what was said, with its rows.

        Where the beginning of the step has scrolled off by now, it is drawn again from there.
        """
        if kept == len(self.said):
            return
        end = sum(self._rows)
        del self.said[kept:], self._rows[kept:], self._drawn[kept:]
        begins = self._step_begins()
        if sum(self._rows[:begins]) < self._gone:
            self._up(end - self._gone)
            self._draw_from(begins)
        else:
            self._up(end - sum(self._rows))

    def scrolled_off(self) -> int:
        """Return how many of the first that were said cannot be seen any more."""
        return sum(end <= self._gone for end in accumulate(self._rows))

    def fits(self) -> bool:
        """Tell whether the window is as large as when the page was drawn."""
        return self._size == self._display.get_size()

    def has_room_for(self, said: Said, *, beneath: int) -> bool:
        """Tell whether something can be seen as a whole, with so many rows beneath it."""
        return self._rows_of(self._text_of(said)) + beneath <= self._display.get_size().rows

    def redraw(self) -> None:
        """Draw as much of the page as there is room for, in a window where nothing is as it was left."""
        self._size = self._display.get_size()
        rows = self._size.rows
        if not self._is_all_ours:
            # Other programs' words stand there too; they scroll off rather than being wiped away.
            self._display.cursor_goto(rows, 1)
            self._display.write_raw("\n" * rows)
        self._is_all_ours = True
        self._display.cursor_goto(2, 1)  # Some terminals keep a copy of a window that is erased as a whole.
        self._display.erase_down()
        self._display.cursor_goto(1, 1)
        self._display.erase_end_of_line()
        self._display.flush()
        self._draw_from(0)

    def give_away(self) -> None:
        """Let other programs write on the screen."""
        self._is_all_ours = False

    def _step_begins(self) -> int:
        """Return where the last step begins."""
        steps = [number for number, one in enumerate(self.said) if isinstance(one, StepBegins)]
        return steps[-1] if steps else 0

    def _draw_from(self, first: int) -> None:
        """Draw what was said from there on, at the top of the window, but for what there is no room for."""
        self._rows, self._drawn = [], []
        drawn = [self._put(one) for one in self.said]
        most = self._size.rows - 1
        while first < len(drawn) - 1 and sum(self._rows[first:]) > most:
            first += 1
        self._console.file.write("".join(drawn[first:]))
        self._console.file.flush()
        self._gone = sum(self._rows[:first])
        self.reached(1)

    def _up(self, rows: int) -> None:
        self._display.write_raw("\r")
        self._display.cursor_up(rows)
        self._display.erase_down()
        self._display.flush()

    def _put(self, said: Said) -> str:
        """Return something as it is drawn beneath the rest: an empty line is not doubled."""
        text, above = self._text_of(said), next(filter(None, reversed(self._drawn)), "")
        if above == "\n" or above.endswith("\n\n"):
            text = text.removeprefix("\n")
        self._drawn.append(text)
        self._rows.append(self._rows_of(text))
        return text

    def _text_of(self, said: Said) -> str:
        with self._console.capture() as capture:
            screen.draw(self._console, said)
        return capture.get()

    def _rows_of(self, text: str) -> int:
        columns = max(1, self._size.columns)
        lines: Sequence[str] = _STYLE.sub("", text).split("\n")[:-1]
        return sum(max(1, -(-width_of(line) // columns)) for line in lines)
