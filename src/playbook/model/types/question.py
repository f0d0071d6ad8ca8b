"""What every question type can do; a type is one class, and everything about it stands in it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, NamedTuple, TypeAlias

from pydantic import Discriminator, Field, Tag

from playbook.model.asking import Asker, Line
from playbook.model.base import Frozen, Id, Words
from playbook.model.conditions import Scalar, When
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.written import Written

Path: TypeAlias = tuple[str | int, ...]
"""Where in a playbook something stands: keys and positions, as in the parsed TOML."""

# Each type narrows this to its own kind of answer. A generic model would say so too, but pydantic builds a
# class for every parameter: a third of the time to the first question.
Value: TypeAlias = Any
"""An answer, of the kind that the question's type has."""

Scalars = str | bool | int | float | date


def _default_kind(raw: object) -> str:
    return "from" if isinstance(raw, dict) else "value"


class Problem(NamedTuple):
    """Something in a playbook that cannot be right.

    Attributes:
        path: Where it stands, from the part of the playbook that found it.
        message: What is wrong and what would be right, as the end of a sentence.
        span: Where in the text that stands there: the first character and how many; None for all of it.
    """

    path: Path
    message: str
    span: tuple[int, int] | None = None


class Text(NamedTuple):
    """A text of a playbook in which answers are filled."""

    path: Path
    words: str


class From(Frozen):
    """A default taken from an earlier answer, as it is or by a map."""

    from_: Id = Field(
        alias="from", description="The earlier question that the default comes from.", examples=["reason"]
    )
    map: dict[str, Scalars | list[str]] | None = Field(
        default=None,
        description="What each answer gives; the most specific key wins, and none means no default.",
    )


BY_KIND = Discriminator(_default_kind)
"""Tells a default that is a value from one that is taken from an answer, by its shape."""

FromAnswer: TypeAlias = Annotated[From, Tag("from")]


class Question(Frozen):
    """A question of a playbook.

    The methods tell how its answer stands in a journal and in an answers file, how it reads to a
    person, what a condition can ask of it, and how it is asked.
    """

    id: Id = Field(
        description="Its name in entries and conditions; unique in the whole playbook.", examples=["closing"]
    )
    prompt: Words = Field(
        description="What is asked. {id} fills in an earlier answer.",
        examples=["What will you tell {client}?"],
    )
    help: str = Field(
        default="",
        description="A sentence or two more, shown beneath the prompt.",
        examples=["A few words will do."],
    )
    when: When | None = Field(
        default=None, description="Ask only if this holds.", examples=[{"control": ["mine", "shared"]}]
    )
    required: bool = Field(default=False, description="Whether it cannot be passed.", examples=[True])

    type: str

    owns_body: ClassVar[bool] = False
    """Whether the indented lines beneath its key line are its answer rather than somebody's notes."""

    kept: ClassVar[bool] = True
    """Whether it leaves an answer in the journal."""

    fills: ClassVar[bool] = True
    """Whether a text can fill in its answer."""

    carries: ClassVar[bool] = True
    """Whether an answer given in another playbook can be the one to begin with in this one."""

    outlives_passing: ClassVar[bool] = False
    """Whether its words stay, set aside, where it is passed after all: passing takes none of them back."""

    maps: ClassVar[bool] = True
    """Whether a default's map can go by its answer: whether there is one answer at a time."""

    is_pause: ClassVar[bool] = False
    """Whether it only pauses, so that somebody who wants no pauses passes it."""

    def written(self, value: Value) -> Written:
        """Give an answer as the journal holds it."""
        raise NotImplementedError

    def read(self, written: Written) -> Value:
        """Read an answer from the journal.

        Raises:
            InvalidAnswer: What stands there is no answer to this question.
        """
        raise NotImplementedError

    def native(self, raw: object, context: Context) -> Value:
        """Read an answer from TOML: an answers file, or a default.

        Raises:
            InvalidAnswer: The value is no answer to this question.
        """
        raise NotImplementedError

    def check(self, value: Value, context: Context) -> None:
        """Check an answer against what is known by now: whether it is offered, and within its limits.

        Raises:
            InvalidAnswer: It is not.
        """

    def shown(self, value: Value, context: Context) -> str:
        """Say an answer as a person would read it."""
        return self.written(value).head

    def remarks(self, value: Value) -> list[str]:
        """Give sentences to say once it is answered; none for most types."""
        return []

    def matches(self, value: Value, wanted: Scalar) -> bool:
        """Tell whether an answer is what a condition names."""
        return self.written(value).head == str(wanted)

    def cannot_match(self, wanted: Scalar) -> str:
        """Say why no answer can be what a condition names; empty if one can."""
        return ""

    def measure(self, value: Value) -> Decimal | None:
        """Give an answer as the number that `min` and `max` of a condition look at."""
        return None

    @property
    def measured(self) -> bool:
        """Whether conditions can use `min` and `max`."""
        return type(self).measure is not Question.measure

    def map_keys(self, value: Value) -> list[str]:
        """Give the keys under which a default's map is looked up, the most specific first."""
        return [self.written(value).head]

    def slips(self) -> Iterator[Problem]:
        """Find what cannot be right within this question alone."""
        return iter(())

    def texts(self) -> Iterator[Text]:
        """Give the texts in which answers are filled."""
        yield Text(("prompt",), self.prompt)
        yield Text(("help",), self.help)

    def default_for(self, context: Context) -> Value:
        """Give the default as it is with what is context, if there is one that can be an answer now."""
        raw = getattr(self, "default", None)
        if isinstance(raw, From):
            given = context.answers.get(raw.from_)
            if given is None:
                return None
            if raw.map is None:
                raw = given.question.as_native(given.value)
            else:
                keys = given.question.map_keys(given.value)
                raw = next((raw.map[key] for key in keys if key in raw.map), None)
        if raw is None:
            return None
        try:
            value = self.native(raw, context)
            self.check(value, context)
        except InvalidAnswer:
            return None
        return value

    def as_native(self, value: Value) -> object:
        """Give an answer as an answers file holds it."""
        return self.written(value).head

    def example(self, context: Context) -> object:
        """Give an answer as an answers file could hold it, to show how one is written there."""
        raise NotImplementedError

    def written_as(self, context: Context) -> str:
        """Say in a few words what an answers file can hold; empty if its example says enough."""
        return ""

    def legend(self) -> list[tuple[str, str]]:
        """Give the names that an answer in an answers file is made of, each with what it means."""
        return []

    def ask(self, asker: Asker, context: Context, start: Value, half: str | None) -> Value:
        """Ask it.

        Args:
            asker: Puts the forms to somebody.
            context: What is known by now.
            start: The answer that stands there to begin with: the one given before, or the default.
            half: What was typed when it was left half-typed; goes before `start`.

        Returns:
            The answer, already checked; None if it was passed.

        Raises:
            Back: Somebody goes back.
            Left: Somebody leaves.
        """
        raise NotImplementedError

    def form(self, context: Context) -> dict[str, Any]:
        """Give what every form of this question shows."""
        return {
            "prompt": context.filled(self.prompt),
            "help": context.filled(self.help),
            "required": self.required,
        }


class Typed(Question):
    """A question whose answer is typed on a line and read from it."""

    def from_typed(self, text: str, context: Context) -> Value:
        """Read an answer as somebody types it.

        Raises:
            InvalidAnswer: It is none.
        """
        raise NotImplementedError

    def as_typed(self, value: Value) -> str:
        """Give an answer as somebody would type it."""
        return self.written(value).head

    def hint(self, context: Context) -> str:
        """Say in a few words what is expected."""
        return ""

    def refusal(self, text: str, context: Context) -> str:
        """Say why a text is no answer; empty if it is one."""
        try:
            self.check(self.from_typed(text, context), context)
        except InvalidAnswer as unreadable:
            return str(unreadable)
        return ""

    def ask(self, asker: Asker, context: Context, start: Value, half: str | None) -> Value:
        """Ask for a line. See `Question.ask`."""
        typed = asker.line(
            Line(
                **self.form(context),
                hint=self.hint(context),
                start=half if half is not None else "" if start is None else self.as_typed(start),
                refuse=lambda text: self.refusal(text, context),
            )
        )
        return None if typed is None else self.from_typed(typed, context)
