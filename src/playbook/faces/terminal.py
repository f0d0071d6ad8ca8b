"""The full face: Rich around Questionary, in a real terminal."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style
from typing_extensions import override

from playbook.faces import screen
from playbook.faces.breathing import breathing
from playbook.faces.editor import edited
from playbook.faces.keys import (
    SKIP,
    Leaving,
    Resized,
    ToEdit,
    add_keys,
    end_when_resized,
    enter_skips,
    list_keys,
    marks_alone,
    typing_keys,
)
from playbook.faces.signals import Signals, is_gone
from playbook.messages import Note, Said
from playbook.model.asking import (
    NEEDED,
    Back,
    Face,
    Form,
    Left,
    Line,
    Option,
    Pause,
    Pick,
    PickSeveral,
    Reading,
    Why,
)
from playbook.text import reflowed, visible, wrapped

if TYPE_CHECKING:
    from prompt_toolkit.formatted_text import StyleAndTextTuples


_STYLE = Style(
    [
        ("qmark", "fg:ansicyan"),
        ("question", "bold"),
        ("answer", "noinherit"),
        ("pointer", "fg:ansicyan"),
        ("highlighted", "fg:ansicyan"),
        ("selected", "fg:ansicyan"),
        ("instruction", "fg:ansibrightblack"),
        ("help", "fg:ansibrightblack"),
        ("validation-toolbar", "bold"),
    ]
)


class Terminal(Face):
    """Asks with prompts that redraw themselves; what was answered stays above, short.

    Args:
        environment: Tells the person's editor, and whether colour is wanted.
    """

    keys = (
        "Enter goes on",
        "Ctrl-B goes back",
        "Ctrl-C leaves it for later",
        "Alt-Enter begins a new line",
        "Ctrl-X Ctrl-E opens your editor",
    )

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._screen = screen.console()
        self._signals = Signals()
        keyboard, display = _ends(environment)
        self._asking: dict[str, Any] = {
            "input": keyboard,
            "output": display,
            "style": _STYLE,
            "color_depth": ColorDepth.MONOCHROME if environment.get("NO_COLOR") else None,
        }

    @override
    def say(self, *said: Said) -> None:
        for one in said:
            screen.draw(self._screen, one)

    @override
    def line(self, form: Line) -> str | None:
        def verdict(text: str) -> bool | str:
            if not text.strip():
                return NEEDED if form.required else True
            return form.refuse(text) or True

        start = field = visible(form.start)
        while True:
            prompt = questionary.text(
                self._message(form.prompt, form.hint),
                default=field,
                validate=verdict,
                instruction=self._beneath(form),
                # A refusal is for Enter; while somebody is still typing it would only be in the way.
                validate_while_typing=False,
                # The second line of an answer begins where the first does.
                prompt_continuation="  ",
                **self._asking,
            )
            typed = self._run(prompt.application, form, start=start)
            match typed:
                case Resized(text):
                    field = text
                case ToEdit(text):
                    field = self._edited(text, start)
                case _:
                    break
        # What was left as it stood is what it was, tabs and all.
        typed = form.start if typed == start else typed
        return typed if typed.strip() else None

    def _edited(self, text: str, start: str) -> str:
        try:
            return self.edit(text).strip("\n")
        except Left as left:
            raise Left(left.why, None if text == start else text) from None

    @override
    def pick(self, form: Pick) -> str | None:
        values = [option.value for option in form.options]
        start = form.start if form.start in values else None
        while True:
            prompt = self._list(questionary.select, form, self._message(form.prompt), default=start)
            picked = self._run(prompt, form)
            if not isinstance(picked, Resized):
                return None if picked == SKIP else picked
            start = picked.pointed

    @override
    def pick_several(self, form: PickSeveral) -> Sequence[str] | None:
        refuse, pointed = form.refuse, None
        while True:
            prompt = self._list(
                questionary.checkbox,
                form,
                self._message(form.prompt, "Space marks, Enter goes on"),
                validate=lambda values: refuse(values) or bool(values) or "Mark at least one with Space.",
                initial_choice=pointed,
            )
            alone = {option.value for option in form.options if option.alone}
            add_keys(prompt, enter_skips(prompt, can_skip=not form.required), marks_alone(prompt, alone))
            picked = self._run(prompt, form)
            if not isinstance(picked, Resized):
                return None if SKIP in picked else picked
            form, pointed = form._replace(start=picked.marked), picked.pointed

    def _list(
        self,
        kind: Callable[..., questionary.Question],
        form: Pick | PickSeveral,
        message: str,
        **more: object,
    ) -> Application[Any]:
        return kind(
            message,
            choices=self._choices(form),
            instruction=self._beneath(form) or " ",
            pointer="›",
            use_jk_keys=False,
            **self._asking,
            **more,
        ).application

    @override
    def reading(self, form: Reading) -> None:
        screen.script(self._screen, form)
        self.pick(Pick("When you have read it", required=True, options=[Option("on", "Go on")]))

    @override
    def pause(self, form: Pause) -> bool:
        words: StyleAndTextTuples = [
            ("class:question", self._message(form.prompt)),
            ("class:help", self._beneath(form) or ""),
        ]
        self._run(breathing(form, words, **self._asking), form)
        return True

    @override
    def can_edit(self) -> bool:
        return True

    @override
    def edit(self, text: str) -> str:
        return edited(text, self._environment, self)

    @override
    def copy(self, text: str) -> None:
        # OSC 52, which a terminal passes on even over SSH.
        packed = base64.b64encode(text.encode()).decode("ascii")
        sys.stdout.write(f"\x1b]52;c;{packed}\x07")
        sys.stdout.flush()
        self.say(Note("Copied, if your terminal lets me. If not, it stands above to be selected.", "quiet"))

    def _message(self, prompt: str, hint: str = "") -> str:
        text = visible(f"{prompt} ({hint})" if hint else prompt)
        return wrapped(text, screen.text_width(self._screen) - 2, indent=2)

    def _beneath(self, form: Form) -> str | None:
        """Return the help as dim lines beneath the prompt."""
        if not form.help:
            return None
        lines = wrapped(reflowed(form.help), screen.text_width(self._screen) - 2, indent=2)
        return f"\n  {lines}\n " if isinstance(form, Line) else f"\n  {lines}"

    def _choices(self, form: Pick | PickSeveral) -> list[questionary.Choice]:
        """Return the lines of a list, wrapped rather than cut; the last one skips."""
        indent = 5 if isinstance(form, PickSeveral) else 3
        columns = min(screen.text_width(self._screen), self._screen.width - 1) - indent
        marked = form.start if isinstance(form, PickSeveral) else ()
        choices = [
            questionary.Choice(
                wrapped(f"{visible(option.label)}\n{reflowed(option.help)}".strip(), columns, indent=indent),
                value=option.value,
                checked=option.value in marked,
            )
            for option in form.options
        ]
        return choices if form.required else [*choices, questionary.Choice("Skip", value=SKIP)]

    def _run(self, application: Application[Any], form: Form, start: str | None = None) -> Any:  # noqa: ANN401 - as its form has it
        """Run a prompt until it has an answer; it is gone from the screen afterwards.

        Raises:
            Back: Somebody goes back.
            Left: Somebody leaves, or the terminal does.
        """
        leaving = Leaving(application, start, self._signals)
        add_keys(
            application,
            typing_keys() if isinstance(form, Line) else list_keys(),
            leaving.bindings(),
        )
        if not isinstance(form, Pause):
            end_when_resized(application)
        application.erase_when_done = True
        try:
            with self._signals.leaving(leaving.on_signal):
                # Our own handler has SIGINT; prompt_toolkit's way to take it would load ctypes first.
                answer = application.run(pre_run=leaving.begin, handle_sigint=False)
        except (EOFError, OSError, AttributeError) as error:
            # A terminal that is gone raises any of these, from deep inside; an error of ours has not
            # closed the input.
            gone = is_gone(sys.stdin)
            if leaving.left is None and isinstance(error, AttributeError) and not gone:
                raise
            why = self._signals.came or (Why.HUNG_UP if gone else Why.INPUT_ENDED)
            answer = leaving.left or Left(why, leaving.half())
        if isinstance(answer, Back | Left):
            raise answer
        return answer


def _ends(environment: Mapping[str, str]) -> tuple[Input, Output]:
    """Return where keys come from and where prompts are drawn."""
    if sys.platform == "win32":
        return create_input(), create_output()
    from playbook.faces.tty import Display, Keyboard

    return Keyboard(sys.stdin), Display.from_pty(sys.stdout, environment.get("TERM", ""))
