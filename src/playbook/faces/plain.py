"""The plain face: line by line, for screen readers, pipes and terminals that can do no more."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from playbook.errors import PlaybookError
from playbook.faces import Keep
from playbook.faces.editor import edited
from playbook.faces.lines import Lines
from playbook.messages import Command, Keys, Note, Row, Rows, Said, StepBegins, Title
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
)
from playbook.model.context import Context
from playbook.model.types import Question
from playbook.model.types.question import Value
from playbook.text import visible

KEYS = (
    "Enter takes what is offered, or passes.",
    "- passes over what is offered.",
    "< goes back.",
    "Ctrl-C leaves it for later.",
    "A line that begins with \\ is taken as it stands behind it.",
)
_BACK, _PASS, _END = "<", "-", "."
_PASSED = object()
_OFFERED = object()


class Plain:
    """Speaks on one stream and reads lines from another.

    Args:
        reads: Where answers come from.
        speaks: Where everything is said.
        environment: Tells the person's editor.
    """

    def __init__(self, reads: TextIO, speaks: TextIO, environment: Mapping[str, str]) -> None:
        self._lines = Lines(reads)
        self._speaks = speaks
        self._environment = environment
        self._keep: Keep = lambda _: None

    @property
    def keys(self) -> Sequence[str]:
        """See `Face.keys`."""
        return KEYS

    def say(self, *said: Said) -> None:
        """See `Face.say`."""
        for one in said:
            match one:
                case Title(text) | Note(text):
                    self._write(text)
                case StepBegins(number, total, title, guide):
                    self._write(f"\nStep {number} of {total}: {title}")
                    if guide:
                        self._write(_paragraphs(guide))
                case Row(label, value):
                    self._write(f"{label}: {value}")
                case Rows(rows):
                    self.say(*rows)
                case Command(why, command):
                    self._write(f"{why} {command}")
                case Keys(phrases):
                    self._write("\n".join(phrases))

    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        """See `Face.ask`."""
        self._keep = keep
        return question.ask(self, context, start, half)

    def keep(self, half: str) -> None:
        """See `Asker.keep`."""
        self._keep(half)

    def line(self, form: Line) -> str | None:
        """See `Asker.line`."""
        self._question(form)
        if form.start:
            self._write(f"Now: {form.start}")
        while True:
            many = form.words and form.multiline
            self._write(self._how(form, many=many))
            typed = self._several(form) if many else self._one(form)
            if typed is _OFFERED:
                typed = form.start or _PASSED
            if typed is _PASSED:
                if not form.required:
                    return None
                self._write("This one needs an answer. Ctrl-C leaves it for later.")
                continue
            text = str(typed)
            if why := form.refuse(text):
                self._write(why)
            else:
                return text

    def pick(self, form: Pick) -> str | None:
        """See `Asker.pick`."""
        self._question(form)
        self._options(form.options, [form.start] if form.start else [])
        while True:
            self._write(self._how(form, ask="Answer with a number", offered=form.start))
            typed = self._one(form)
            if typed is _OFFERED:
                typed = form.start or _PASSED
            if typed is _PASSED and not form.required:
                return None
            if typed is _PASSED:
                self._write("This one needs an answer. Ctrl-C leaves it for later.")
            elif (value := _chosen(str(typed), form.options)) is not None:
                return value
            else:
                self._write(f"Type a number from 1 to {len(form.options)}.")

    def pick_several(self, form: PickSeveral) -> Sequence[str] | None:
        """See `Asker.pick_several`."""
        self._question(form)
        self._options(form.options, form.start)
        while True:
            offered = ", ".join(form.start)
            self._write(self._how(form, ask="Answer with numbers, such as 1 3", offered=offered))
            typed = self._one(form)
            if typed is _OFFERED:
                typed = offered or _PASSED
            if typed is _PASSED and not form.required:
                return None
            if typed is _PASSED:
                self._write("This one needs an answer. Ctrl-C leaves it for later.")
                continue
            chosen = [_chosen(word, form.options) for word in str(typed).replace(",", " ").split()]
            if None in chosen or not chosen:
                self._write(f"Type numbers from 1 to {len(form.options)}, with blanks between them.")
                continue
            values = [option.value for option in form.options if option.value in chosen]
            if why := form.refuse(values):
                self._write(why)
            else:
                return values

    def reading(self, form: Reading) -> None:
        """See `Asker.reading`."""
        self._question(form, head="")
        self._write(form.text)
        self._write("Enter goes on, < goes back:")
        self._one(form)

    def pause(self, form: Pause) -> bool:
        """See `Asker.pause`: one line, with nothing that moves."""
        self._question(form, head="")
        breath = f"in for {form.inhale:g} seconds, a little more for {form.top_up:g}, out for {form.exhale:g}"
        self._write(f"Breathe {breath}. {form.rounds} times, as slowly as you like.")
        self._write("Enter when you are ready, - to pass, < goes back:")
        return self._one(form) is not _PASSED

    def letter(self, letter: Letter) -> None:
        """See `Asker.letter`."""
        self._write(f"\n{letter.prompt}")
        if letter.help:
            self._write(_paragraphs(letter.help))
        self._write(f"\n{letter.text}\n")
        if letter.blanks:
            self._write(f"Blanks to fill, {len(letter.blanks)}: {', '.join(letter.blanks)}")

    def can_edit(self) -> bool:
        """See `Asker.can_edit`."""
        return self._lines.is_terminal()

    def edit(self, text: str) -> str:
        """See `Asker.edit`."""
        try:
            return edited(text, self._environment)
        except PlaybookError as error:
            self._write(f"{error.message} {error.hint}".rstrip())
            return text

    def copy(self, text: str) -> None:
        """See `Asker.copy`: there is no clipboard here that could be told of."""
        self._write("It stands above, to be selected and copied.")

    def _write(self, text: str) -> None:
        self._speaks.write(visible(text) + "\n")
        self._speaks.flush()

    def _question(self, form: Form, head: str = "Question: ") -> None:
        self._write(f"\n{head}{form.prompt}")
        if form.help:
            self._write(_paragraphs(form.help))

    def _options(self, options: Sequence[Option], start: Sequence[str]) -> None:
        for number, option in enumerate(options, 1):
            more = f" ({option.help})" if option.help else ""
            now = ", now" if option.value in start else ""
            self._write(f"{number:>3}  {option.label}{more}{now}")

    def _how(self, form: Form, *, ask: str = "", offered: str | None = "", many: bool = False) -> str:
        """Say what can be typed."""
        if isinstance(form, Line):
            offered = form.start
            ask = f"Type your answer ({form.hint})" if form.hint else "Type your answer"
        if many:
            ask += ", and a single . on a line of its own to end it"
        enter = "Enter to keep it, - to pass" if offered else "Enter to pass"
        if form.required:
            enter = "Enter to keep it" if offered else ""
        return ", ".join(part for part in (ask, enter, "< to go back") if part) + ":"

    def _one(self, form: Form) -> Any:  # noqa: ANN401 - words, or one of the two marks
        lines = self._lines.burst()
        if len(lines) > 1:
            if isinstance(form, Line) and form.words:
                return "\n".join(_literal(line) for line in lines)
            # A paste of several lines must never answer the questions that follow.
            self._write(f"{len(lines)} lines came in at once and this takes one. Type it again:")
            return self._one(form)
        match lines[0].strip():
            case "":
                return _OFFERED
            case "<":
                raise Back
            case "-":
                return _PASSED
        return _literal(lines[0])

    def _several(self, form: Line) -> Any:  # noqa: ANN401 - words, or one of the two marks
        """Read lines up to a single `.`; what was typed when somebody leaves is kept."""
        lines: list[str] = []
        try:
            while True:
                line = self._lines.line()
                if self._lines.has_more():
                    lines.append(line)  # Within a paste no line means anything but itself.
                    continue
                if not lines and line.strip() in ("", _PASS):
                    return _PASSED if line.strip() else _OFFERED
                if line.strip() == _BACK:
                    raise Back
                if line.strip() == _END:
                    return "\n".join(lines) if lines else _OFFERED
                lines.append(_literal(line))
        except Back:
            raise Back("\n".join(lines) or None) from None
        except Left as left:
            raise Left(left.why, "\n".join(lines) or None) from None


def _chosen(word: str, options: Sequence[Option]) -> str | None:
    """Give the value of an option by its number or its slug."""
    if word.isascii() and word.isdigit() and 1 <= int(word[:6]) <= len(options):
        return options[int(word[:6]) - 1].value
    return next((option.value for option in options if option.value == word.strip()), None)


def _literal(line: str) -> str:
    """Give a line as it is meant: a leading backslash only says that it means nothing else."""
    return line.removeprefix("\\")


def _paragraphs(text: str) -> str:
    joined = (" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))
    return "\n\n".join(textwrap.fill(paragraph, 72) for paragraph in joined)
