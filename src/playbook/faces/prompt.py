"""What every question of the full face has: its words, the keys that leave it, and how it is held."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyBindingsBase, merge_key_bindings
from prompt_toolkit.layout import AnyContainer, Layout
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style

from playbook.faces.page import ScreenPage
from playbook.faces.screen import ACCENT
from playbook.faces.signals import Signals, is_gone
from playbook.language import N_, _
from playbook.model.asking import Form
from playbook.model.leaving import Back, Left, Why
from playbook.text import reflowed, visible, width_of, wrapped

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

STYLE = Style(
    [
        ("qmark", f"fg:ansi{ACCENT}"),
        ("question", "bold"),
        ("pointer", f"fg:ansi{ACCENT}"),
        # Faint rather than grey: that is some themes' background, and NO_COLOR has none.
        ("dim", "dim"),
        ("note", "bold"),
    ]
)

_FAR = N_("Ctrl-G: the answers so far")
_EVERYWHERE = (
    N_("Ctrl-B or Shift-Tab: back"),
    N_("Ctrl-C: leave it for later"),
    N_("Ctrl-L: draw the page again"),
)


class Window(NamedTuple):
    """The terminal that questions are asked in.

    Attributes:
        keyboard: Where keys come from.
        display: Where questions are drawn.
        depth: How many colours there are; None where the terminal tells.
        page: What stands above the question.
        width: Returns how many columns text may take.
        signals: What asks to end.
    """

    keyboard: Input
    display: Output
    depth: ColorDepth | None
    page: ScreenPage
    width: Callable[[], int]
    signals: Signals


class _Again(Enum):
    """What interrupts a prompt that is then held again as it was, beneath a page that is drawn anew."""

    DRAWN = auto()
    SUSPENDED = auto()


class Prompt:
    """A question that is asked until it has an answer; it is gone from the screen afterwards.

    Args:
        form: What is asked.
        window: Where it is asked.
        can_go_far: Whether the answers so far can be gone to from here.
    """

    keys: tuple[str, ...] = ()
    """What can be pressed besides what every question takes."""

    def __init__(self, form: Form, window: Window, *, can_go_far: bool) -> None:
        self.form = form
        self.window = window
        self.refusal = ""
        self.shows_keys = False
        self._can_go_far = can_go_far
        self._left: Back | Left | None = None
        self._height = 0
        self.application: Application[Any] = Application(
            layout=Layout(self.container()),
            key_bindings=merge_key_bindings([self.bindings(), self._leaving()]),
            style=STYLE,
            input=window.keyboard,
            output=window.display,
            color_depth=window.depth,
            refresh_interval=self.refreshed_every(),
            erase_when_done=True,
        )
        self.application.before_render += self._look_at_size
        self.application.after_render += self._measure

    def container(self) -> AnyContainer:
        """Return what is drawn."""
        raise NotImplementedError

    def bindings(self) -> KeyBindingsBase:
        """Return what keys do, but for those that every question has."""
        raise NotImplementedError

    def half(self) -> str | None:
        """Return what stands in a field, if somebody changed it."""
        return None

    def refreshed_every(self) -> float | None:
        """Return the seconds after which it is drawn again although nothing was pressed."""
        return None

    def head(self, hint: str = "", typed: str = "") -> StyleAndTextTuples:
        """Return the question, what was typed to find a line of it, and its help beneath."""
        columns = self.window.width() - 2
        asked = visible(f"{self.form.prompt} ({hint})" if hint else self.form.prompt)
        asked = wrapped(asked, columns, indent=2)
        head: StyleAndTextTuples = [("class:qmark", "? "), ("class:question", asked)]
        if typed:
            last = asked.rpartition("\n")[2]
            fits = width_of(f"{last} {typed}") <= columns
            beside = f" {typed}" if fits else f"\n  {wrapped(typed, columns, indent=2)}"
            head.append(("class:pointer", beside))
        if self.form.help:
            head.append(("class:dim", f"\n  {wrapped(reflowed(self.form.help), columns, indent=2)}"))
        return head

    def foot(self) -> StyleAndTextTuples:
        """Return what stands beneath: why something is no answer, and the keys if somebody asked for them."""
        columns = self.window.width() - 2
        lines: StyleAndTextTuples = []
        if self.refusal:
            lines.append(("class:note", f"  {wrapped(visible(self.refusal), columns, indent=2)}"))
        if self.shows_keys:
            names = (*([_FAR] if self._can_go_far else []), *_EVERYWHERE)
            keys = [wrapped(key, columns, indent=4) for key in (*self.keys, *map(_, names))]
            lines.append(("class:dim", "\n" * bool(lines) + "\n".join(f"  {key}" for key in keys)))
        return lines

    def exit(self, answer: object) -> None:
        """End with an answer."""
        if self.application.is_running and not self.application.is_done:
            self.application.exit(result=answer)

    def ask(self) -> Any:  # noqa: ANN401 - as its form has it
        """Hold it until it has an answer.

        Raises:
            Back: Somebody goes back.
            Left: Somebody leaves, or the terminal does.
        """
        # Given back in between, the terminal would make another key of an Enter that comes meanwhile.
        with self.window.keyboard.raw_mode():
            while isinstance(answer := self._held(), _Again):
                self._height = 0
                if answer is _Again.SUSPENDED:
                    self.window.page.give_away()
                    with self.window.keyboard.cooked_mode():
                        os.kill(0, signal.SIGTSTP)
                self.window.page.redraw()
        self._height = 0
        if isinstance(answer, Back | Left):
            raise answer
        return answer

    def _held(self) -> Any:  # noqa: ANN401 - as its form has it
        try:
            with self.window.signals.leaving(self._on_signal):
                # Our own handler has SIGINT; prompt_toolkit's way to take it would load ctypes first.
                answer = self.application.run(pre_run=self._begin, handle_sigint=False)
        except (EOFError, OSError, AttributeError) as error:
            # A terminal that is gone raises any of these, from deep inside; an error of ours has not
            # closed the input.
            gone = is_gone(sys.stdin)
            if self._left is None and isinstance(error, AttributeError) and not gone:
                raise
            why = self.window.signals.came or (Why.HUNG_UP if gone else Why.INPUT_ENDED)
            answer = self._left or Left(why, self.half())
        self.window.page.reached(self._height)
        return answer

    def _begin(self) -> None:
        """Begin, and leave at once if a signal came on the way here."""
        self.window.page.begin_line()
        if self.window.signals.came:
            self._leave(self.window.signals.came)
        if self.application.loop and hasattr(signal, "SIGCONT"):  # Windows stops nothing.
            self.application.loop.add_signal_handler(signal.SIGCONT, self._go_on)

    def _go_on(self) -> None:
        self.window.page.give_away()
        self.exit(_Again.DRAWN)

    def _on_signal(self, why: Why) -> None:
        """Leave as soon as the prompt can; before it runs, and after, there is `Signals.came`."""
        if self.application.loop:
            self.application.loop.call_soon_threadsafe(self._leave, why)

    def _leave(self, why: Why) -> None:
        # Where there is an answer already, it is saved first.
        if self.application.is_running and not self.application.is_done:
            self._end(Left(why, self.half()))

    def _end(self, left: Back | Left) -> None:
        if self._left is None:
            self._left = left
            self.application.exit(result=left)

    def _look_at_size(self, _: object) -> None:
        # Its rows are counted, and its lines wrapped, for the window as it was.
        if not self.window.page.fits():
            self.exit(_Again.DRAWN)

    def _measure(self, application: Application[Any]) -> None:
        drawn = application.renderer.last_rendered_screen
        self._height = max(self._height, drawn.height if drawn else 0)

    def _leaving(self) -> KeyBindings:
        """Return the keys that every question has."""
        keys = KeyBindings()

        @keys.add("c-b", eager=True)
        @keys.add("s-tab", eager=True)
        def _back(_: KeyPressEvent) -> None:
            self._end(Back(self.half()))

        @keys.add("c-c", eager=True)
        def _for_later(_: KeyPressEvent) -> None:
            self._leave(Why.FOR_LATER)

        @keys.add("c-d", eager=True)
        def _end_input(_: KeyPressEvent) -> None:
            self._leave(Why.INPUT_ENDED)

        @keys.add("c-g", eager=True)
        def _far(_: KeyPressEvent) -> None:
            if self._can_go_far:
                self._leave(Why.ELSEWHERE)

        @keys.add("c-l", eager=True)
        def _draw(_: KeyPressEvent) -> None:
            self.exit(_Again.DRAWN)

        @keys.add("c-z", eager=True, filter=Condition(lambda: hasattr(signal, "SIGTSTP")))
        def _suspend(_: KeyPressEvent) -> None:
            self.exit(_Again.SUSPENDED)

        @keys.add("f1", eager=True)
        def _keys(_: KeyPressEvent) -> None:
            self.shows_keys = not self.shows_keys

        return keys


def more_behind() -> bool:
    """Tell whether keys came in together with this one: a paste, which must never answer two questions."""
    return bool(get_app().key_processor.input_queue)
