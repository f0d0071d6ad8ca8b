"""`confirm`: yes or no."""

from typing import Annotated, Literal

from pydantic import Field, Tag

from playbook.model.asking import Asker, Option, Pick
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.types.question import BY_KIND, FromAnswer, Question
from playbook.written import Written


class ConfirmQuestion(Question):
    """Yes or no."""

    type: Literal["confirm"]
    default: Annotated[Annotated[bool, Tag("value")] | FromAnswer, BY_KIND] | None = Field(
        default=None, description="What is offered first.", examples=[False]
    )

    def written(self, value: bool) -> Written:
        """See `Question.written`."""
        return Written("yes" if value else "no")

    def read(self, written: Written) -> bool:
        """See `Question.read`."""
        answers = {"yes": True, "no": False}
        if written.head not in answers:
            raise InvalidAnswer("Write yes or no.")
        return answers[written.head]

    def native(self, raw: object, context: Context) -> bool:
        """See `Question.native`; a default's map may say `"yes"` too."""
        if isinstance(raw, bool):
            return raw
        if raw in ("yes", "no"):
            return raw == "yes"
        raise InvalidAnswer("Write true or false, without quotation marks.")

    def matches(self, value: bool, wanted: Scalar) -> bool:
        """See `Question.matches`."""
        return (
            wanted in ("yes", "no") and value == (wanted == "yes")
            if isinstance(wanted, str)
            else value is wanted
        )

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        return (
            "" if isinstance(wanted, bool) or wanted in ("yes", "no") else "it is answered with true or false"
        )

    def as_native(self, value: bool) -> object:
        """See `Question.as_native`."""
        return value

    def example(self, context: Context) -> object:
        """See `Question.example`."""
        return True

    def ask(self, asker: Asker, context: Context, start: bool | None, half: str | None) -> bool | None:
        """See `Question.ask`."""
        picked = asker.pick(
            Pick(
                **self.form(context),
                options=[Option("yes", "Yes"), Option("no", "No")],
                start=None if start is None else self.written(start).head,
            )
        )
        return None if picked is None else picked == "yes"
