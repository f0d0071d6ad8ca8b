"""`text`: somebody's own words."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, Tag

from playbook.model.asking import Asker, Line
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.types.question import BY_KIND, FromAnswer, Question
from playbook.written import Written, as_text, as_written, cleaned


class TextQuestion(Question):
    """Words, on one line or many; whatever is typed or pasted stays one answer."""

    type: Literal["text"]
    multiline: bool = Field(default=False, description="Whether several lines are likely.", examples=[True])
    max_length: int | None = Field(
        default=None, ge=1, description="The most characters it can hold.", examples=[200]
    )
    default: Annotated[Annotated[str, Tag("value")] | FromAnswer, BY_KIND] | None = Field(
        default=None, description="What stands in the field at first.", examples=["Nothing yet"]
    )

    owns_body: ClassVar[bool] = True

    def written(self, value: str) -> Written:
        """See `Question.written`."""
        return as_written(value)

    def read(self, written: Written) -> str:
        """See `Question.read`."""
        text = cleaned(as_text(written))
        if not text:
            raise InvalidAnswer("There are no words here.")
        return text

    def native(self, raw: object, context: Context) -> str:
        """See `Question.native`."""
        if not isinstance(raw, str):
            raise InvalidAnswer('Write words in quotation marks: "…".')
        self.check(cleaned(raw), context)
        return cleaned(raw)

    def check(self, value: str, context: Context) -> None:
        """See `Question.check`."""
        if not value:
            raise InvalidAnswer("There are no words here.")
        if self.max_length is not None and len(value) > self.max_length:
            raise InvalidAnswer(
                f"That is {len(value)} characters; there is room for {self.max_length}. Nothing is lost: "
                "shorten it here."
            )

    def shown(self, value: str, context: Context) -> str:
        """See `Question.shown`."""
        return value

    def matches(self, value: str, wanted: Scalar) -> bool:
        """See `Question.matches`."""
        return value == wanted

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        return "" if isinstance(wanted, str) else "it is answered in words; write them in quotation marks"

    def map_keys(self, value: str) -> list[str]:
        """See `Question.map_keys`."""
        return [value]

    def as_native(self, value: str) -> object:
        """See `Question.as_native`."""
        return value

    def example(self, context: Context) -> object:
        """See `Question.example`: one that is refused, so that it is not taken for an answer."""
        return ""

    def ask(self, asker: Asker, context: Context, start: str | None, half: str | None) -> str | None:
        """See `Question.ask`."""

        def refuse(text: str) -> str:
            try:
                self.check(cleaned(text), context)
            except InvalidAnswer as unreadable:
                return str(unreadable)
            return ""

        form = Line(
            **self.form(context),
            start=half if half is not None else start or "",
            multiline=self.multiline,
            words=True,
            refuse=refuse,
        )
        typed = asker.line(form)
        return None if typed is None else cleaned(typed)
