"""`text`: somebody's own words."""

from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import _
from playbook.model.asking import Face, Line
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import Examples, Limits, part
from playbook.model.types.question import From, Question, default_of, why_not
from playbook.written import Written, as_text, as_written, cleaned


@part
class TextQuestion(Question):
    """Words, on one line or many; whatever is typed or pasted stays one answer."""

    type: Literal["text"]
    multiline: Annotated[bool, Examples(True)] = False
    """Whether several lines are likely."""
    max_length: Annotated[Annotated[int, Limits(ge=1)] | None, Examples(200)] = None
    """The most characters it can hold."""
    default: Annotated[str | From | None, default_of(str), Examples("Nothing yet")] = None
    """What is in the field at first."""

    also_called: ClassVar = ("string", "textarea", "input", "longtext", "words")
    owns_body: ClassVar[bool] = True

    @override
    def written(self, value: str) -> Written:
        return as_written(value)

    @override
    def parse(self, written: Written) -> str:
        text = cleaned(as_text(written))
        if not text:
            raise InvalidAnswer(_("There are no words here."))
        return text

    @override
    def native(self, raw: object, context: Context) -> str:
        if not isinstance(raw, str):
            raise InvalidAnswer('Write words in quotation marks: "…".')
        self.check(cleaned(raw), context)
        return cleaned(raw)

    @override
    def as_native(self, value: str) -> object:
        return value

    @override
    def example(self, context: Context) -> object:
        return ""  # It is refused, so that it is not taken for an answer.

    @override
    def check(self, value: str, context: Context) -> None:
        if not value:
            raise InvalidAnswer(_("There are no words here."))
        if self.max_length is not None and len(value) > self.max_length:
            raise InvalidAnswer(
                _(
                    "That is {length} characters; there is room for {most}. Nothing is lost: "
                    "shorten it here.",
                    length=len(value),
                    most=self.max_length,
                )
            )

    @override
    def shown(self, value: str, context: Context) -> str:
        return value

    @override
    def in_lines(self, value: str, context: Context) -> list[str]:
        return value.split("\n")

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return "" if isinstance(wanted, str) else "it is answered in words; write them in quotation marks"

    @override
    def names(self, value: str) -> list[str]:
        return [value]

    @override
    def ask(self, face: Face, context: Context, start: str | None, half: str | None) -> str | None:
        form = Line(
            **self.form(context),
            start=half if half is not None else start or "",
            multiline=self.multiline,
            words=True,
            refuse=lambda text: why_not(lambda: self.check(cleaned(text), context)),
        )
        typed = face.line(form)
        return None if typed is None else cleaned(typed)
