"""The plain face: line by line, for screen readers, pipes and terminals that can do no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TextIO, TypeVar

from typing_extensions import override

from playbook.faces.editor import edited
from playbook.faces.in_lines import WIDEST, answered_since, breaths, in_lines, paragraphs
from playbook.faces.lines import LineReader
from playbook.faces.programs import copy, mail
from playbook.invalid import InvalidAnswer
from playbook.language import N_, _, ngettext
from playbook.messages import Draft, Rows, Said, StepBegins
from playbook.model.asking import NEEDED, Face, Form, Line, Option, Pause, Pick, PickSeveral, Reading
from playbook.model.leaving import Back, Left, Why
from playbook.text import folded, packed, terminal_columns, visible, wrapped

Answer = TypeVar("Answer")

# A pipe can go on for ever; it has to end all the same.
_MOST_REFUSALS = 10
_MOST_TIMES = 200
_MOST_LETTERS = 1_000_000
_TOO_LONG = N_("It stops here: an answer has less than a million letters.")


class Plain(Face):
    """Speaks on one stream and reads lines from another.

    Args:
        reads: Where answers come from.
        speaks: Where everything is said.
        environment: Tells the person's editor.
    """

    keys = (
        N_("To take what is offered, or to skip where nothing is: Enter"),
        N_("To skip what is offered: -"),
        N_("To go back: <"),
        N_("To leave it for later: Ctrl-C"),
        N_("To begin an answer with one of these signs: \\ before it"),
    )

    def __init__(self, reads: TextIO, speaks: TextIO, environment: Mapping[str, str]) -> None:
        self._lines = LineReader(reads, speaks)
        self._speaks = speaks
        self._environment = environment
        self._asked: Counter[str] = Counter()
        self.said: list[Said] = []
        self._told: list[Said] = []

    @property
    def _columns(self) -> int:
        return min(WIDEST, max(20, terminal_columns()))

    @override
    def turn(self, page: Sequence[Said]) -> None:
        """Say what is new, and where another step is come to; what was said before is not said again."""
        step, now = _last_step(self.said), _last_step(page)
        far = [one for one in page[-1:] if isinstance(one, Draft) and answered_since(one, self._told)]
        new = [one for one in page if one not in self._told or (one is now and one != step) or one in far]
        self.said[:] = page
        self._tell(*new)

    @override
    def say(self, *said: Said) -> None:
        self.said += said
        self._tell(*said)

    def _tell(self, *said: Said) -> None:
        for one in said:
            self._told += [one, *(one.rows if isinstance(one, Rows) else ())]
            self._write(*in_lines(one, self._columns, wraps_letters=self.has_terminal()))

    @override
    def line(self, form: Line) -> str | None:
        self._question(form)
        if form.start:
            self._write(_("Offered: {answer}", answer=form.start))
        ask = [_("Type your answer ({hint})", hint=form.hint) if form.hint else _("Type your answer")]
        if form.multiline:
            ask.append(_("To end it: a dot alone on a line"))

        def taken(text: str) -> str:
            _refuse(form.refuse(text))
            return text

        return self._answer(form, ask, form.start, taken)

    @override
    def pick(self, form: Pick) -> str | None:
        self._question(form)
        self._options(form.options, [form.start] if form.start and not form.is_next else [])

        def taken(text: str) -> str:
            value = _chosen(text, form.options)
            if value is None:
                raise InvalidAnswer(_("Type a number from 1 to {n}.", n=len(form.options)))
            return value

        enter = next((one.label for one in form.options if form.is_next and one.value == form.start), "")
        return self._answer(form, [_("Answer with a number")], form.start or "", taken, enter)

    @override
    def pick_several(self, form: PickSeveral) -> Sequence[str] | None:
        self._question(form)
        self._options(form.options, form.start)

        def taken(text: str) -> Sequence[str]:
            chosen = [_chosen(word, form.options) for word in text.replace(",", " ").split()]
            if None in chosen or not chosen:
                last = len(form.options)
                raise InvalidAnswer(_("Type numbers from 1 to {n}, with spaces between them.", n=last))
            values = [option.value for option in form.options if option.value in chosen]
            _refuse(form.refuse(values))
            return values

        return self._answer(form, [_("Answer with numbers, such as 1 3")], ", ".join(form.start), taken)

    @override
    def reading(self, form: Reading) -> None:
        self._question(form, form.prompt)
        self._write_wrapped(f"\n{form.text}\n", _("To go on: Enter. To go back: <"))
        self._typed(form)

    @override
    def pause(self, form: Pause) -> bool:
        self._question(form, form.prompt)
        self._write_wrapped(breaths(form), _("When you are ready: Enter. To skip: -. To go back: <"))
        return self._typed(form) is not None

    @override
    def has_terminal(self) -> bool:
        return self._lines.is_terminal()

    @override
    def edit(self, text: str) -> str:
        return edited(text, self._environment, self)

    @override
    def copy(self, text: str) -> None:
        copy(text, self._environment, self._speaks, self)

    @override
    def mail(self, subject: str, text: str) -> bool:
        return mail(subject, text, self._environment, self)

    def _write(self, *texts: str) -> None:
        for text in texts:
            self._speaks.write(visible(text) + "\n")
        self._speaks.flush()

    def _write_wrapped(self, *texts: str) -> None:
        self._write(*(wrapped(text, self._columns) for text in texts))

    def _question(self, form: Form, head: str = "") -> None:
        self._asked[form.prompt] += 1
        again = _("It stops here: “{question}” was asked {n} times.", question=form.prompt, n=_MOST_TIMES)
        self._bounded(self._asked[form.prompt], _MOST_TIMES, again)
        self._write_wrapped("\n" + (head or _("Question: {question}", question=form.prompt)))
        self._write(*paragraphs(form.help, self._columns))

    def _options(self, options: Sequence[Option], start: Sequence[str]) -> None:
        for number, option in enumerate(options, 1):
            more = f" ({option.help})" if option.help else ""
            offered = _(" (offered)") if option.value in start else ""
            self._write(wrapped(f"{number}  {option.label}{offered}{more}", self._columns - 5, indent=5))

    def _answer(
        self, form: Form, ask: list[str], offered: str, taken: Callable[[str], Answer], takes: str = ""
    ) -> Answer | None:
        """Ask until there is an answer; None where it is skipped.

        Args:
            form: What is asked.
            ask: What can be typed, a sentence each.
            offered: What Enter takes; empty if nothing is offered.
            taken: Returns the answer for what was typed, or raises `InvalidAnswer`.
            takes: What Enter does where something is offered, if that is more than to keep it.
        """
        how = [*ask]
        if offered:
            how.append(_("{label}: Enter", label=takes) if takes else _("To take what is offered: Enter"))
        if not form.required:
            how.append(_("To skip: -") if offered else _("To skip: Enter"))
        keys = packed([*how, _("To go back: <")], ". ", self._columns)
        refusals = 0
        while True:
            self._write_wrapped(keys)
            typed = self._typed(form)
            text = offered if typed == "" else typed
            if not text and not form.required:
                return None
            try:
                _refuse("" if text else _(NEEDED))
                return taken(text or "")
            except InvalidAnswer as refused:
                self._write_wrapped(str(refused))
            refusals += 1
            none = _("It stops here: none of {n} lines in a row is an answer.", n=_MOST_REFUSALS)
            self._bounded(refusals, _MOST_REFUSALS, none)

    def _bounded(self, count: int, most: int, why: str, half: Sequence[str] = ()) -> None:
        """Stop where nobody types and the input would go on for ever.

        Raises:
            Left: There is more than there can be in earnest; with what there is of an answer.
        """
        if count >= most and not self._lines.is_terminal():
            self._write_wrapped(why)
            raise Left(Why.INPUT_ENDED, "\n".join(half) or None)

    def _typed(self, form: Form) -> str | None:
        """Read what is typed; empty for what is offered, None to skip."""
        if isinstance(form, Line) and form.multiline:
            return self._several()
        typing = isinstance(form, Line)
        lines = self._lines.burst([] if typing else None)
        self._bounded(len(lines[0]), _MOST_LETTERS, _(_TOO_LONG), lines if typing else ())
        if len(lines) > 1:
            if isinstance(form, Line) and form.words:
                return "\n".join(lines)
            # A paste of several lines must never answer the questions that follow.
            came = ngettext(
                "{n} line came in at once and this takes one. Type it again:",
                "{n} lines came in at once and this takes one. Type it again:",
                len(lines),
            )
            self._write_wrapped(came)
            return self._typed(form)
        match lines[0].strip():
            case "<":
                raise Back
            case "-":
                return None
            case "":
                return ""
        return _literal(lines[0])

    def _several(self) -> str | None:
        """Read lines up to a single `.`; what was typed when somebody leaves is kept."""
        lines: list[str] = []
        letters, is_pasted = 0, False
        while True:
            self._bounded(letters, _MOST_LETTERS, _(_TOO_LONG), lines)
            line = self._lines.line(lines, ends=".")
            letters += len(line) + 1
            is_last, is_pasted = is_pasted, self._lines.has_more()
            if is_pasted:
                lines.append(line)  # Within a paste no line means anything but itself.
                continue
            match line.strip():
                case "<":
                    raise Back("\n".join(lines) or None)
                case ".":
                    return "\n".join(lines)
                case "" if not lines:
                    return ""
                case "-" if not lines:
                    return None
            lines.append(line if is_last else _literal(line))


def _last_step(page: Sequence[Said]) -> Said | None:
    return next((one for one in reversed(page) if isinstance(one, StepBegins)), None)


def _refuse(why: str) -> None:
    """Raise an error that says why something is no answer, if there is a reason."""
    if why:
        raise InvalidAnswer(why)


def _chosen(word: str, options: Sequence[Option]) -> str | None:
    """Return the value of an option by its number or its slug; yes and no by their words and letters too."""
    if word.isascii() and word.isdigit() and 1 <= int(word[:6]) <= len(options):
        return options[int(word[:6]) - 1].value
    typed = folded(word.strip())
    for value, label in ((option.value, folded(option.label)) for option in options):
        if typed == folded(value) or (value in ("yes", "no") and typed in (label, label[0], value[0])):
            return value
    return None


def _literal(line: str) -> str:
    """Return a line as it is meant: a backslash before a sign that could mean something only says that."""
    return re.sub(r"^\\(?=[ \t]*[-<.\\])", "", line)
