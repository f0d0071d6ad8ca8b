"""Questions whose answer is typed on a line, and read from it."""

from collections.abc import Sequence
from functools import partial

from typing_extensions import override

from playbook.invalid import Ambiguous, InvalidAnswer
from playbook.language import _
from playbook.model.asking import Face, Line, Option, Pick
from playbook.model.context import Context
from playbook.model.leaving import Back
from playbook.model.types.codec import Value
from playbook.model.types.question import Question, why_not
from playbook.written import on_one_line


class Typed(Question):
    """A question whose answer is typed on a line and read from it."""

    def from_typed(self, text: str, context: Context) -> Value:
        """Read an answer as somebody types it.

        Raises:
            InvalidAnswer: It is none.
        """
        raise NotImplementedError

    def as_typed(self, value: Value) -> str:
        """Return an answer as somebody would type it."""
        return self.written(value).head

    def hint(self, context: Context) -> str:
        """Say in a few words what is expected."""
        return ""

    def refusal(self, text: str, context: Context) -> str:
        """Say why a text is no answer; empty if it is one, or could be several."""
        try:
            values: Sequence[Value] = [self.from_typed(text, context)]
        except Ambiguous as several:
            values = several.values
        except InvalidAnswer as invalid:
            return str(invalid)
        refusals = [why_not(partial(self.check, value, context)) for value in values]
        return refusals[-1] if all(refusals) else ""

    @override
    def is_half(self, words: str) -> bool:
        return "\n" not in words

    @override
    def ask(self, face: Face, context: Context, start: Value, half: str | None) -> Value:
        stands = "" if start is None else self.as_typed(start)
        field = stands if half is None else on_one_line(half)
        while True:
            typed = face.line(
                Line(
                    **self.form(context),
                    hint=self.hint(context),
                    start=field,
                    suggested=field == stands,
                    # An answer that was taken once may stay, though its day is over by now.
                    refuse=lambda text: "" if text == stands else self.refusal(text, context),
                )
            )
            if typed is None:
                return None
            if typed == stands:
                return start
            try:
                return self.from_typed(typed, context)
            except Ambiguous as several:
                face.keep(typed)
                value = self._one_of(face, context, several.values)
            if value is not None:
                return value
            field = typed

    def _one_of(self, face: Face, context: Context, values: Sequence[Value]) -> Value:
        """Ask which of several answers is meant; None if somebody would rather type it again."""
        able = {
            self.as_typed(value): value
            for value in values
            if not why_not(partial(self.check, value, context))
        }
        options = [Option(typed, f"{self.shown(value, context)} ({typed})") for typed, value in able.items()]
        try:
            again = Option("again", _("Something else: I'll type it again"))
            picked = face.pick(Pick(_("Which do you mean?"), required=True, options=[*options, again]))
        except Back:
            return None
        return able.get(picked or "")
