"""The full face: a page that grows, drawn with Rich, and a question beneath it, drawn with prompt_toolkit."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import ColorDepth, Output, create_output
from typing_extensions import override

from playbook.faces import screen
from playbook.faces.breathing import Breathing
from playbook.faces.choosing import Choosing
from playbook.faces.editor import edited
from playbook.faces.field import AnswerField, ToEdit
from playbook.faces.page import ScreenPage
from playbook.faces.programs import copy, mail
from playbook.faces.prompt import Window
from playbook.faces.signals import Signals
from playbook.language import N_, _
from playbook.messages import Said, Script, StepBegins
from playbook.model.asking import Face, Keep, Line, Option, Pause, Pick, PickSeveral, Reading
from playbook.model.leaving import Back, Left
from playbook.text import visible

if TYPE_CHECKING:
    from playbook.model.context import Context
    from playbook.model.types import Question
    from playbook.model.types.codec import Value


_ROWS_TO_GO_ON = 2


class Terminal(Face):
    """Asks with prompts that redraw themselves; what was answered stays above, short.

    Args:
        environment: Tells the person's editor, and whether colour is wanted.
    """

    keys = (
        N_("Enter goes on"),
        N_("Ctrl-B goes back"),
        N_("Ctrl-C leaves it for later"),
        N_("F1 shows all keys"),
    )

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        console = screen.console()
        keyboard, display = _ends(environment)
        self._page = ScreenPage(console, display)
        self._window = Window(
            keyboard,
            display,
            ColorDepth.MONOCHROME if environment.get("NO_COLOR") else None,
            self._page,
            lambda: screen.text_width(console),
            Signals(),
        )
        self.said = self._page.said
        self._asks = False

    @override
    def sitting(self) -> AbstractContextManager[object]:
        # Given back between two questions, the terminal would show a key that comes then, or make another
        # of it: a Ctrl-C would end all, an Enter become a new line.
        return self._window.keyboard.raw_mode()

    @override
    def say(self, *said: Said) -> None:
        self._page.add(*said)

    @override
    def turn(self, page: Sequence[Said]) -> None:
        # What has scrolled off is left alone, as long as the rest does not depend on it.
        gone = self._page.scrolled_off()
        if _outline(self.said[:gone]) == _outline(page[:gone]):
            page = [*self.said[:gone], *page[gone:]]
        super().turn(page)

    @override
    def take_back(self, kept: int) -> None:
        self._page.take_back(kept)

    @override
    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        self._asks = True
        try:
            return super().ask(question, context, start, half, keep)
        finally:
            self._asks = False

    @override
    def line(self, form: Line) -> str | None:
        field = AnswerField(form, self._window, can_go_far=self._asks or form.leads_far)
        while isinstance(typed := field.ask(), ToEdit):
            field.put(self._edited(typed.text, visible(form.start)))
        # What was left as it stood is what it was, tabs and all.
        typed = form.start if typed == visible(form.start) else typed
        return typed if typed.strip() else None

    def _edited(self, text: str, start: str) -> str:
        try:
            return self.edit(text).strip("\n")
        except Left as left:
            raise Left(left.why, None if text == start else text) from None

    @override
    def pick(self, form: Pick) -> str | None:
        picked: str | None = Choosing(form, self._window, can_go_far=self._asks or form.leads_far).ask()
        return picked

    @override
    def pick_several(self, form: PickSeveral) -> Sequence[str] | None:
        can_go_far = self._asks or form.leads_far
        picked: Sequence[str] | None = Choosing(form, self._window, can_go_far=can_go_far).ask()
        return picked

    @override
    def reading(self, form: Reading) -> None:
        above, pages, number = list(self.said), self._pages(form), 0
        read = Pick(_("Ready?"), required=True, options=[Option("on", _("Go on"))])
        while number < len(pages):
            self.turn([*above, pages[number]])
            try:
                self.pick(read)
                number += 1
            except Back:
                if number == 0:
                    raise
                number -= 1
        self.turn([*above, Script(form.prompt, form.help, form.text)])

    def _pages(self, form: Reading) -> list[Script]:
        """Return words to read in as many pages as they need in this window; no paragraph is torn."""
        pages: list[list[str]] = [[]]
        for paragraph in form.text.split("\n\n"):
            longer = Script(form.prompt, form.help, "\n\n".join([*pages[-1], paragraph]))
            if pages[-1] and not self._page.has_room_for(longer, beneath=_ROWS_TO_GO_ON):
                pages.append([])
            pages[-1].append(paragraph)
        titles = [form.prompt]
        if (total := len(pages)) > 1:
            named = {"title": form.prompt, "total": total}
            titles = [_("{title}, {number} of {total}", number=one + 1, **named) for one in range(total)]
        return [
            Script(title, form.help, "\n\n".join(page)) for title, page in zip(titles, pages, strict=True)
        ]

    @override
    def pause(self, form: Pause) -> bool:
        Breathing(form, self._window, can_go_far=self._asks).ask()
        return True

    @override
    def has_terminal(self) -> bool:
        return True

    @override
    def edit(self, text: str) -> str:
        with self._window.keyboard.cooked_mode():
            after = edited(text, self._environment, self)
        self._page.redraw()
        return after

    @override
    def copy(self, text: str) -> None:
        copy(text, self._environment, sys.stdout, self)

    @override
    def mail(self, subject: str, text: str) -> bool:
        with self._window.keyboard.cooked_mode():
            return mail(subject, text, self._environment, self)


def _outline(page: Sequence[Said]) -> list[object]:
    """Return what of a page the rest depends on: the steps that it is of, and what stands where."""
    return [one if isinstance(one, StepBegins) else type(one) for one in page]


def _ends(environment: Mapping[str, str]) -> tuple[Input, Output]:
    """Return where keys come from and where prompts are drawn."""
    if sys.platform == "win32":
        return create_input(), create_output()
    from playbook.faces.tty import Display, Keyboard

    return Keyboard(sys.stdin), Display.from_pty(sys.stdout, environment.get("TERM", ""))
