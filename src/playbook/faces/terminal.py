"""The full face: Rich around Questionary, in a real terminal."""

from __future__ import annotations

import asyncio
import base64
import os
import select
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from playbook import screen
from playbook.errors import PlaybookError
from playbook.faces.breathing import breathing
from playbook.faces.editor import edited
from playbook.faces.wrapping import wrapped
from playbook.model.asking import (
    Back,
    Form,
    Left,
    Letter,
    Line,
    Option,
    Pause,
    Pick,
    PickSeveral,
    Reading,
    Why,
)
from playbook.said import Note, Said
from playbook.visible import visible

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyPressEvent

    from playbook.faces import Keep
    from playbook.model.known import Known
    from playbook.model.questions import Question

KEYS = (
    "Enter goes on",
    "Ctrl-B goes back",
    "Ctrl-C leaves it for later",
    "Alt-Enter begins a new line",
    "Ctrl-X Ctrl-E opens your editor",
)
PASS = "(pass)"  # noqa: S105 - no password: what the last line of a list stands for. No slug has brackets.

_STYLE = Style(
    [
        ("qmark", "fg:ansicyan"),
        ("question", "bold"),
        ("answer", ""),
        ("pointer", "fg:ansicyan"),
        ("highlighted", "fg:ansicyan"),
        ("selected", "fg:ansicyan"),
        ("instruction", "fg:ansibrightblack"),
        ("help", "fg:ansibrightblack"),
        ("validation-toolbar", "bold"),
    ]
)


class Terminal:
    """Asks with prompts that redraw themselves; what was answered stays above, short.

    Args:
        environment: Tells the person's editor, and whether colour is wanted.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._screen = screen.console()
        self._keep: Keep = lambda _: None
        self._depth = ColorDepth.MONOCHROME if environment.get("NO_COLOR") else None

    @property
    def keys(self) -> Sequence[str]:
        """See `Face.keys`."""
        return KEYS

    def say(self, *said: Said) -> None:
        """See `Face.say`."""
        for one in said:
            screen.draw(self._screen, one)

    def ask(self, question: Question, known: Known, start: Any, half: str | None, keep: Keep) -> Any:  # noqa: ANN401
        """See `Face.ask`."""
        self._keep = keep
        return question.ask(self, known, start, half)

    def keep(self, half: str) -> None:
        """See `Asker.keep`."""
        self._keep(half)

    def line(self, form: Line) -> str | None:
        """See `Asker.line`."""

        def verdict(text: str) -> bool | str:
            if not text.strip():
                return "This one needs an answer. Ctrl-C leaves it for later." if form.required else True
            return form.refuse(text) or True

        prompt = questionary.text(
            self._message(form.prompt, form.hint),
            default=visible(form.start),
            validate=verdict,
            instruction=self._beneath(form),
            style=_STYLE,
            # A refusal is for Enter; while somebody is still typing it would only be in the way.
            validate_while_typing=False,
            enable_open_in_editor=True,
            tempfile_suffix=".md",
            color_depth=self._depth,
        )
        typed = self._run(prompt.application, form, start=form.start)
        return typed if typed.strip() else None

    def pick(self, form: Pick) -> str | None:
        """See `Asker.pick`."""
        values = [option.value for option in form.options]
        prompt = questionary.select(
            self._message(form.prompt),
            choices=self._choices(form.options, form),
            default=form.start if form.start in values else None,
            instruction=self._beneath(form) or " ",
            pointer="›",
            use_jk_keys=False,
            style=_STYLE,
            color_depth=self._depth,
        )
        picked = self._run(prompt.application, form)
        return None if picked == PASS else picked

    def pick_several(self, form: PickSeveral) -> Sequence[str] | None:
        """See `Asker.pick_several`."""
        prompt = questionary.checkbox(
            self._message(form.prompt, "Space marks, Enter goes on"),
            choices=self._choices(form.options, form, marked=form.start),
            instruction=self._beneath(form) or " ",
            validate=lambda values: form.refuse(values) or True,
            pointer="›",
            use_jk_keys=False,
            style=_STYLE,
            color_depth=self._depth,
        )
        prompt.application.key_bindings = merge_key_bindings(
            [prompt.application.key_bindings or KeyBindings(), _enter_takes(prompt.application)]
        )
        picked = self._run(prompt.application, form)
        return None if PASS in picked else picked

    def reading(self, form: Reading) -> None:
        """See `Asker.reading`."""
        screen.script(self._screen, form.prompt, form.help, form.text)
        self.pick(Pick("When you have read it", required=True, options=[Option("on", "Go on")]))

    def pause(self, form: Pause) -> bool:
        """See `Asker.pause`."""
        words: StyleAndTextTuples = [
            ("class:question", self._message(form.prompt)),
            ("class:help", self._beneath(form) or ""),
        ]
        application = breathing(form, words, self._depth)
        application.style = _STYLE
        self._run(application, form)
        return True

    def letter(self, letter: Letter) -> None:
        """See `Asker.letter`."""
        screen.letter(self._screen, letter.prompt, letter.help, letter.text, list(letter.blanks))

    def can_edit(self) -> bool:
        """See `Asker.can_edit`."""
        return True

    def edit(self, text: str) -> str:
        """See `Asker.edit`."""
        try:
            return edited(text, self._environment)
        except PlaybookError as error:
            self.say(Note(f"{error.message} {error.hint}".rstrip(), "trouble"))
            return text

    def copy(self, text: str) -> None:
        """See `Asker.copy`: by OSC 52, which a terminal passes on even over SSH."""
        packed = base64.b64encode(text.encode()).decode("ascii")
        sys.stdout.write(f"\x1b]52;c;{packed}\x07")
        sys.stdout.flush()
        self.say(Note("Copied, if your terminal lets me. If not, it stands above to be selected.", "quiet"))

    def _message(self, prompt: str, hint: str = "") -> str:
        text = visible(f"{prompt} ({hint})" if hint else prompt)
        return wrapped(text, self._columns() - 2, indent=2)

    def _beneath(self, form: Form) -> str | None:
        """Give the help as dim lines beneath the prompt."""
        if not form.help:
            return None
        lines = wrapped(screen.reflowed(form.help), self._columns() - 2, indent=2)
        return f"\n  {lines}\n " if isinstance(form, Line) else f"\n  {lines}"

    def _columns(self) -> int:
        return screen.width(self._screen)

    def _choices(
        self, options: Sequence[Option], form: Form, marked: Sequence[str] = ()
    ) -> list[questionary.Choice]:
        """Give the lines of a list, wrapped rather than cut; the last one passes."""
        indent = 5 if isinstance(form, PickSeveral) else 3
        columns = min(self._columns(), self._screen.width - 1) - indent
        choices = [
            questionary.Choice(
                wrapped(visible(option.label), columns, indent=indent)
                + (
                    f"\n{' ' * indent}" + wrapped(screen.reflowed(option.help), columns, indent=indent)
                    if option.help
                    else ""
                ),
                value=option.value,
                checked=option.value in marked,
            )
            for option in options
        ]
        return choices if form.required else [*choices, questionary.Choice("Pass", value=PASS)]

    def _run(self, application: Application[Any], form: Form, start: str | None = None) -> Any:  # noqa: ANN401
        """Run a prompt until it has an answer; it is gone from the screen afterwards.

        Raises:
            Back: Somebody goes back.
            Left: Somebody leaves, or the terminal does.
        """
        leaving = _Leaving(application, start)
        own = leaving.bindings(words=isinstance(form, Line))
        application.key_bindings = merge_key_bindings([application.key_bindings or KeyBindings(), own])
        application.erase_when_done = True
        try:
            answer = application.run(pre_run=leaving.on_signals)
        except (EOFError, OSError, AttributeError) as error:
            # A terminal that is gone raises any of these, from deep inside; an error of ours has not
            # closed the input.
            if leaving.left is None and isinstance(error, AttributeError) and not _is_gone():
                raise
            answer = leaving.left or Left(Why.INPUT_ENDED, leaving.half())
        if isinstance(answer, Back | Left):
            raise answer
        return answer


class _Leaving:
    """The keys and the signals that end a prompt without an answer, with what was typed until then."""

    def __init__(self, application: Application[Any], start: str | None) -> None:
        self._application = application
        self._start = start
        self.left: Back | Left | None = None

    def half(self) -> str | None:
        """Give what stands in the field, if it is a field and somebody changed it."""
        if self._start is None:
            return None
        text = self._application.current_buffer.text
        return None if text.strip() in ("", self._start.strip()) else text

    def _end(self, left: Back | Left) -> None:
        if self.left is None:
            self.left = left
            self._application.exit(result=left)

    def on_signals(self) -> None:
        """While the prompt runs, let signals end it in good order."""
        loop = asyncio.get_running_loop()
        reasons = {"SIGTERM": Why.TERMINATED, "SIGHUP": Why.HUNG_UP, "SIGINT": Why.INTERRUPTED}
        for name, why in reasons.items():
            if os.name == "posix":  # Elsewhere a loop takes no signals; there the prompt just ends.
                loop.add_signal_handler(getattr(signal, name), self._leave, why)

    def _leave(self, why: Why) -> None:
        self._end(Left(why, self.half()))

    def bindings(self, *, words: bool) -> KeyBindings:
        """Give the keys; `words` if there is a field to type in."""
        keys = KeyBindings()

        def ends(*names: str) -> Callable[[Callable[[KeyPressEvent], None]], object]:
            def add(handler: Callable[[KeyPressEvent], None]) -> object:
                for name in names:
                    keys.add(name, eager=True)(handler)
                return handler

            return add

        @ends("c-b", "s-tab")
        def _back(_: KeyPressEvent) -> None:
            self._end(Back(self.half()))

        @ends("c-c", "c-q")
        def _for_later(_: KeyPressEvent) -> None:
            self._leave(Why.FOR_LATER)

        @ends("c-d")
        def _end_input(_: KeyPressEvent) -> None:
            self._leave(Why.INPUT_ENDED)

        @ends("c-z")
        def _suspend(event: KeyPressEvent) -> None:
            event.app.suspend_to_background()

        if words:
            _typing_keys(keys)
        else:
            _list_keys(keys)
        return keys


def _typing_keys(keys: KeyBindings) -> None:
    """Add what Enter does in a field."""

    @keys.add("enter", eager=True)
    def _accept(event: KeyPressEvent) -> None:
        if _more_behind(event):
            event.current_buffer.newline(copy_margin=False)
        else:
            event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter", eager=True)
    @keys.add("c-j", eager=True)
    def _new_line(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)


def _list_keys(keys: KeyBindings) -> None:
    """Add what keeps a paste from answering a list."""

    @keys.add("enter", eager=True, filter=_paste_filter())
    def _ignore(_: KeyPressEvent) -> None:
        """Leave it: lines of a paste are no answer to a list."""


def _paste_filter() -> Any:  # noqa: ANN401 - prompt_toolkit's own condition
    from prompt_toolkit.application.current import get_app
    from prompt_toolkit.filters import Condition

    return Condition(lambda: bool(get_app().key_processor.input_queue) or _is_readable())


def _enter_takes(application: Application[Any]) -> KeyBindings:
    """Make Enter take the line it stands on where nothing is marked, and pass on the last line."""
    control = next(c for c in application.layout.find_all_controls() if isinstance(c, InquirerControl))
    keys = KeyBindings()

    from prompt_toolkit.filters import Condition

    @keys.add(
        "enter",
        eager=True,
        filter=Condition(lambda: not control.selected_options or control.get_pointed_at().value == PASS),
    )
    def _take(event: KeyPressEvent) -> None:
        event.app.exit(result=[control.get_pointed_at().value])

    return keys


def _more_behind(event: KeyPressEvent) -> bool:
    """Tell whether keys came in together with this one: a paste, which must never answer two questions."""
    return bool(event.key_processor.input_queue) or _is_readable()


def _is_readable() -> bool:
    if os.name != "posix":  # Windows can ask this of sockets only.
        return False
    return bool(select.select([sys.stdin.fileno()], [], [], 0)[0])


def _is_gone() -> bool:
    """Tell whether the terminal is gone."""
    try:
        return sys.stdin.closed or not os.isatty(sys.stdin.fileno())
    except (OSError, ValueError):
        return True
