"""What every question type can do.

A type is one class in a file of its own, and everything about it stands there: its keys, how its answers
stand in an entry, are typed, shown, exported and found, what conditions can ask of them, how it is asked.
None of it needs pydantic, which only checks the keys where a playbook is read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeAlias

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.model.asking import Face
from playbook.model.conditions import Scalar, When
from playbook.model.context import Context
from playbook.model.part import Examples, Id, OneOfKinds, Part, Words, part
from playbook.model.problem import Path, Problem
from playbook.model.types.codec import Codec, Value
from playbook.written import Written

Scalars: TypeAlias = str | bool | int | float | date


@part
class From(Part):
    """A default taken from an earlier answer, as it is or by a map."""

    from_: Annotated[Id, Examples("reason")]
    """The earlier question that the default comes from."""
    map: dict[str, Scalars | list[str]] | None = None
    """What each answer gives; the most specific key wins, and none means no default."""


def default_of(kind: object) -> OneOfKinds:
    """Return what checks a default: a value of this kind, or a table that takes it from an answer."""
    return OneOfKinds(lambda raw: "from" if isinstance(raw, dict) else "value", {"value": kind, "from": From})


class Text(NamedTuple):
    """A text of a playbook in which answers are filled."""

    path: Path
    words: str


@part
class Question(Codec, Part):
    """A question of a playbook."""

    id: Annotated[Id, Examples("closing")]
    """Its name in entries and conditions; unique in the whole playbook."""
    prompt: Annotated[Words, Examples("What will you tell {client}?")]
    """What is asked. {id} fills in an earlier answer."""
    help: Annotated[str, Examples("A few words will do.")] = ""
    """A sentence or two more, shown beneath the prompt."""
    when: Annotated[When | None, Examples({"control": ["mine", "shared"]})] = None
    """Ask only if this holds."""
    required: Annotated[bool, Examples(True)] = False
    """Whether it cannot be skipped."""
    type: str

    also_called: ClassVar[tuple[str, ...]] = ()
    """What such a type is called elsewhere, for somebody who looks for it by that name."""

    is_pause: ClassVar[bool] = False
    """Whether it only pauses, so that somebody who wants no pauses skips it."""

    # In a file that nobody has checked.

    @classmethod
    def unchecked(cls, name: str, raw: Mapping[str, Any]) -> Self:
        """Read as much of a question as its journal needs from a table that nobody has checked."""
        blank = {field.name: "" for field in fields(cls) if field.default is MISSING}
        return cls(**{**blank, "id": name, "type": raw["type"], **cls.unchecked_keys(raw)})

    @classmethod
    def unchecked_keys(cls, raw: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ARG003 - for those that need some
        """Return the keys that reading its journal needs, as far as they are what they should be."""
        return {}

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The key and the id of each answer that it is worked out from; none for what is asked."""
        return {}

    def borrowing(self, questions: Mapping[str, "Question"]) -> Self:
        """Return the question with what it takes from another one of its playbook."""
        return self

    @property
    def subquestions(self) -> tuple["Question", ...]:
        """The questions that come with it, each asked right after it where its own condition holds."""
        return ()

    # As it is worked out, or begins.

    def worked_out(self, context: Context, standing: Value) -> Value:
        """Return the answer that its sources give, where all of them are known.

        Args:
            context: What is known by now.
            standing: The answer that stands in the entry, which stays as it is for as long as it is right.

        Raises:
            InvalidAnswer: They give none.
        """
        raise NotImplementedError

    def default_for(self, context: Context) -> Value:
        """Return the default as it is with what is known, if there is one that can be an answer now."""
        raw = getattr(self, "default", None)
        if isinstance(raw, From):
            given = context.answers.get(raw.from_)
            if given is None:
                return None
            if raw.map is None:
                raw = given.question.as_native(given.value)
            else:
                names = given.question.names(given.value)
                raw = next((raw.map[name] for name in names if name in raw.map), None)
        if raw is None:
            return None
        try:
            value = self.native(raw, context)
            self.check(value, context)
        except InvalidAnswer:
            return None
        return value

    # In its playbook.

    def problems(self) -> Iterator[Problem]:
        """Find what cannot be right within this question alone."""
        return iter(())

    def named_days(self) -> list[tuple[Path, str]]:
        """Return the key and the id of each date question that it names for a day."""
        return []

    def texts(self) -> Iterator[Text]:
        """Yield the texts in which answers are filled."""
        yield Text(("prompt",), self.prompt)
        yield Text(("help",), self.help)

    # As it is asked.

    @property
    def is_signed(self) -> bool:
        """Whether the person's name stands in what is made of it."""
        return False

    def is_empty(self, context: Context) -> bool:
        """Tell whether there is nothing to show, so that it is left out."""
        return False

    def check(self, value: Value, context: Context) -> None:
        """Check an answer against what is known by now: whether it is offered, and within its limits.

        Raises:
            InvalidAnswer: It is not.
        """

    def ask(self, face: Face, context: Context, start: Value, half: str | None) -> Value:
        """Ask it.

        Args:
            face: Puts the forms to somebody.
            context: What is known by now.
            start: The answer that stands there to begin with: the one given before, or the default.
            half: What was typed when it was left half-typed; goes before `start`.

        Returns:
            The answer, already checked; None if it was skipped.

        Raises:
            Back: Somebody goes back.
            Left: Somebody leaves.
        """
        raise NotImplementedError

    def amended(self, value: Value, half: str) -> Value:
        """Return the answer that a new text, left before it was clear what becomes of it, makes of another.

        Returns:
            None where it makes none, so that it is half of an answer only.
        """
        return None

    def form(self, context: Context) -> dict[str, Any]:
        """Return what every form of this question shows."""
        return {
            "prompt": context.filled(self.prompt),
            "help": context.filled(self.help),
            "required": self.required,
        }


def why_not(check: Callable[[], object]) -> str:
    """Say why something is no answer; empty if it is one."""
    try:
        check()
    except InvalidAnswer as invalid:
        return str(invalid)
    return ""


@part
class ReadOnly(Question):
    """A question that only shows something; it leaves no answer."""

    kept: ClassVar[bool] = False
    fills: ClassVar[bool] = False

    what: ClassVar[str]
    """What it shows, as the beginning of a sentence."""

    @override
    def parse(self, written: Written) -> Value:
        raise InvalidAnswer(f"{self.what} no answer.")

    @override
    def native(self, raw: object, context: Context) -> Value:
        raise InvalidAnswer(f"{self.what} no answer; take this line out.")

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return f"{self.what[0].lower()}{self.what[1:]} no answer"
