"""`script`, `figures` and `breathe`: nothing is asked; there is something to read, or a minute to breathe."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from playbook.model.asking import Asker, Pause, Reading
from playbook.model.base import Words
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.types.numbers import Bound
from playbook.model.types.question import Question, Text
from playbook.written import Written

DONE = "done"


class ScriptQuestion(Question):
    """Words to have at hand, for a call, say; it leaves no answer."""

    type: Literal["script"]
    text: Words = Field(
        description="The words. {id|words} fills in an earlier answer.",
        examples=["You were right to expect {promise|more}."],
    )

    kept: ClassVar[bool] = False
    fills: ClassVar[bool] = False

    def read(self, written: Written) -> None:
        """See `Question.read`."""
        raise InvalidAnswer("A script has no answer.")

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        return "a script has no answer"

    def texts(self) -> Iterator[Text]:
        """See `Question.texts`."""
        yield from super().texts()
        yield Text(("text",), self.text)

    def native(self, raw: object, context: Context) -> None:
        """See `Question.native`."""
        raise InvalidAnswer("A script has no answer; take this line out.")

    def ask(self, asker: Asker, context: Context, start: None, half: str | None) -> None:
        """See `Question.ask`."""
        asker.reading(Reading(**self.form(context), text=context.filled(self.text.strip("\n"))))


FigureName = Literal[
    "reasons",
    "quarters",
    "control",
    "revenue",
    "income",
    "heard",
    "guess",
    "promises",
    "referrals",
    "recovery",
    "fit",
    "days",
    "sting",
    "changes",
]
"""A figure of the journal, by its name."""


class FiguresQuestion(Question):
    """Figures of the journal, to look at; it leaves no answer."""

    type: Literal["figures"]
    show: Annotated[tuple[FigureName, ...], Field(strict=False, min_length=1)] = Field(
        description="Which figures; they come in their own order.", examples=[["reasons", "control"]]
    )
    over: Literal["quarter", "year", "all"] = Field(
        default="all",
        description="How far back: three months, twelve months, or all there is.",
        examples=["quarter"],
    )

    kept: ClassVar[bool] = False
    fills: ClassVar[bool] = False

    def read(self, written: Written) -> None:
        """See `Question.read`."""
        raise InvalidAnswer("Figures have no answer.")

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        return "figures have no answer"

    def native(self, raw: object, context: Context) -> None:
        """See `Question.native`."""
        raise InvalidAnswer("Figures have no answer; take this line out.")

    def ask(self, asker: Asker, context: Context, start: None, half: str | None) -> None:
        """See `Question.ask`."""
        asker.reading(Reading(**self.form(context), text=context.figures(self.show, self.over)))


Seconds = Annotated[Bound, Field(ge=0, le=60)]
"""A part of a breath, in seconds."""


class BreatheQuestion(Question):
    """A paced pause. Any key ends it, and ending it early is as good as not."""

    type: Literal["breathe"]
    inhale: Seconds = Field(default=4, description="Seconds to breathe in.", examples=[4])
    top_up: Seconds = Field(default=1, description="Seconds for a second, short breath in.", examples=[1])
    exhale: Seconds = Field(default=8, description="Seconds to breathe out.", examples=[8])
    rounds: int = Field(default=5, ge=1, le=100, description="How many times.", examples=[5])

    fills: ClassVar[bool] = False
    carries: ClassVar[bool] = False
    is_pause: ClassVar[bool] = True

    def written(self, value: str) -> Written:
        """See `Question.written`."""
        return Written(DONE)

    def read(self, written: Written) -> str:
        """See `Question.read`."""
        if written.head != DONE:
            raise InvalidAnswer("A pause is `done`.")
        return DONE

    def native(self, raw: object, context: Context) -> str:
        """See `Question.native`."""
        if raw != DONE:
            raise InvalidAnswer('Write "done".')
        return DONE

    def example(self, context: Context) -> object:
        """See `Question.example`."""
        return DONE

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        return "" if wanted == DONE else 'a pause is "done" or passed'

    def ask(self, asker: Asker, context: Context, start: str | None, half: str | None) -> str | None:
        """See `Question.ask`."""
        paused = asker.pause(
            Pause(
                **self.form(context),
                inhale=self.inhale,
                top_up=self.top_up,
                exhale=self.exhale,
                rounds=self.rounds,
            )
        )
        return DONE if paused else None
