"""The keys of the full face, and the signals: what ends a prompt, and what Enter means in it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.keys import Keys
from questionary.prompts.common import InquirerControl

from playbook.faces.lines import is_ready
from playbook.faces.signals import Signals
from playbook.model.asking import Back, Left, Why

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

_AT_ONCE = 0.05
"""Seconds within which keys are one paste; nobody types that fast."""

SKIP = "(skip)"
"""What the last line of a list stands for; no slug has brackets."""


class Leaving:
    """The keys and the signals that end a prompt without an answer, with what was typed until then."""

    def __init__(self, application: Application[Any], start: str | None, signals: Signals) -> None:
        self._application = application
        self._start = start
        self._signals = signals
        self.left: Back | Left | None = None

    def half(self) -> str | None:
        """Return what stands in the field, if it is a field and somebody changed it."""
        if self._start is None:
            return None
        text = self._application.current_buffer.text
        return None if text.strip() == self._start.strip() else text

    def on_signal(self, why: Why) -> None:
        """Leave as soon as the prompt can; before it runs, and after, there is `Signals.came`."""
        if self._application.loop:
            self._application.loop.call_soon_threadsafe(self._leave, why)

    def begin(self) -> None:
        """Begin with the prompt, and leave at once if a signal came on the way to it."""
        if self._signals.came:
            self._leave(self._signals.came)

    def _end(self, left: Back | Left) -> None:
        if self.left is None:
            self.left = left
            self._application.exit(result=left)

    def _leave(self, why: Why) -> None:
        # Where there is an answer already, it is saved first.
        if self._application.is_running and not self._application.is_done:
            self._end(Left(why, self.half()))

    def bindings(self) -> KeyBindings:
        """Return the keys that end the prompt."""
        keys = KeyBindings()

        @keys.add("c-b", eager=True)
        @keys.add("s-tab", eager=True)
        def _back(_: KeyPressEvent) -> None:
            self._end(Back(self.half()))

        @keys.add("c-c", eager=True)
        @keys.add("c-q", eager=True)
        def _for_later(_: KeyPressEvent) -> None:
            self._leave(Why.FOR_LATER)

        @keys.add("c-d", eager=True)
        def _end_input(_: KeyPressEvent) -> None:
            self._leave(Why.INPUT_ENDED)

        @keys.add("c-z", eager=True)
        def _suspend(event: KeyPressEvent) -> None:
            event.app.suspend_to_background()

        return keys


def add_keys(application: Application[Any], *more: KeyBindings) -> None:
    """Add keys to those of a prompt, before which they go."""
    application.key_bindings = merge_key_bindings([application.key_bindings or KeyBindings(), *more])


class ToEdit(NamedTuple):
    """What ends a prompt so that its text is edited; it is asked again with what that becomes."""

    text: str


class Resized(NamedTuple):
    """What ends a prompt whose window has another width now; it is asked again with what stands there.

    Attributes:
        text: What was typed.
        pointed: The value of the line of a list that is pointed at; None where there is no list.
        marked: The values of the lines of a list that are marked.
    """

    text: str
    pointed: str | None = None
    marked: Sequence[str] = ()


def end_when_resized(application: Application[Any]) -> None:
    """End a prompt with `Resized` once its window has another width than its lines are wrapped for."""
    columns = application.output.get_size().columns

    def look(_: object) -> None:
        if application.output.get_size().columns == columns or application.is_done:
            return
        text, choices = application.current_buffer.text, _list_of(application)
        pointed = choices.get_pointed_at().value if choices else None
        application.exit(result=Resized(text, pointed, choices.selected_options if choices else ()))

    application.before_render += look


def _list_of(application: Application[Any]) -> InquirerControl | None:
    controls = application.layout.find_all_controls()
    return next((control for control in controls if isinstance(control, InquirerControl)), None)


def typing_keys() -> KeyBindings:
    """Return what Enter does in a field, and the way to the editor."""
    keys = KeyBindings()

    @keys.add("enter", eager=True)
    def _accept(event: KeyPressEvent) -> None:
        # A long paste comes in pieces, and one may end with this key.
        if _more_behind() or is_ready(sys.stdin):
            event.current_buffer.newline(copy_margin=False)
        else:
            event.current_buffer.validate_and_handle()

    @keys.add("c-x", "c-e", eager=True)
    def _edit(event: KeyPressEvent) -> None:
        event.app.exit(result=ToEdit(event.current_buffer.text))

    @keys.add("escape", "enter", eager=True)
    @keys.add("c-j", eager=True)
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)

    return keys


def list_keys() -> KeyBindings:
    """Return what keeps a paste from answering a list, its last line too."""
    keys = KeyBindings()
    pasting = False

    def over() -> None:
        nonlocal pasting
        pasting = False

    def pasted() -> bool:
        nonlocal pasting
        if _more_behind():
            pasting = True
            # A timer cannot end before the keys that came in together are through, however slowly they go.
            asyncio.get_running_loop().call_later(_AT_ONCE, over)
        return pasting

    @keys.add("enter", eager=True, filter=Condition(pasted))
    def _ignore(_: KeyPressEvent) -> None:
        """Leave it: lines of a paste are no answer to a list."""

    @keys.add(Keys.BracketedPaste, eager=True)
    def _leave_out(_: KeyPressEvent) -> None:
        """Leave it out: Questionary would show it beside the question."""

    return keys


def enter_skips(application: Application[Any], *, can_skip: bool) -> KeyBindings:
    """Make Enter skip on the last line, and where nothing is marked."""
    choices, keys = _list_of(application), KeyBindings()

    def skips() -> bool:
        return choices is not None and (
            not choices.selected_options or choices.get_pointed_at().value == SKIP
        )

    @keys.add("a", eager=True)
    @keys.add("i", eager=True)
    def _nothing(_: KeyPressEvent) -> None:
        """Questionary marks or turns over everything here, the line that skips too."""

    @keys.add("enter", eager=True, filter=Condition(lambda: can_skip and skips()))
    def _skip(event: KeyPressEvent) -> None:
        event.app.exit(result=[SKIP])

    return keys


def marks_alone(application: Application[Any], alone: Collection[str]) -> KeyBindings:
    """Make Space unmark whatever cannot stand beside the line that it marks.

    Args:
        application: The prompt, a list of several.
        alone: The values of the lines beside which no other can be marked.
    """
    choices, keys = _list_of(application), KeyBindings()

    @keys.add("space", eager=True, filter=Condition(lambda: choices is not None and bool(alone)))
    def _mark(_: KeyPressEvent) -> None:
        if choices is None:
            return
        pointed, marked = choices.get_pointed_at().value, choices.selected_options
        if pointed in marked:
            marked.remove(pointed)
        else:
            stay = () if pointed in alone else (one for one in marked if one not in alone)
            marked[:] = [*stay, pointed]
        choices.error_message = None

    return keys


def _more_behind() -> bool:
    """Tell whether keys came in together with this one: a paste, which must never answer two questions."""
    return bool(get_app().key_processor.input_queue)
