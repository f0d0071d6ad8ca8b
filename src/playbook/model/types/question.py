"""What every question type can do.

A type is one class in a file of its own, and everything about it stands there: its keys, how its answers
stand in an entry, are typed, shown, exported and found, what conditions can ask of them, how it is asked.
None of it needs pydantic, which only checks the keys where a playbook is read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, ClassVar, NamedTuple, Self, TypeAlias

from playbook.model.asking import Face
from playbook.model.conditions import Scalar, When
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.part import Id, Key, Part, Words, part
from playbook.model.problem import Path, Problem
from playbook.model.types.default import From
from playbook.written import SKIPPED, UNFINISHED, Written

# Each type narrows this to its own kind of answer.
Value: TypeAlias = Any
"""An answer, of the kind that the question's type has."""

Cell: TypeAlias = str | int | float | bool | list[str] | None
"""A value in a table."""


class Text(NamedTuple):
    """A text of a playbook in which answers are filled."""

    path: Path
    words: str


@part
class Question(Part):
    """A question of a playbook."""

    id: Annotated[Id, Key("Its name in entries and conditions; unique in the whole playbook.", ("closing",))]
    prompt: Annotated[
        Words, Key("What is asked. {id} fills in an earlier answer.", ("What will you tell {client}?",))
    ]
    help: Annotated[
        str, Key("A sentence or two more, shown beneath the prompt.", ("A few words will do.",))
    ] = ""
    when: Annotated[When | None, Key("Ask only if this holds.", ({"control": ["mine", "shared"]},))] = None
    required: Annotated[bool, Key("Whether it cannot be skipped.", (True,))] = False
    type: str

    also_called: ClassVar[tuple[str, ...]] = ()
    """What such a type is called elsewhere, for somebody who looks for it by that name."""

    owns_body: ClassVar[bool] = False
    """Whether the indented lines beneath its key line are its answer rather than somebody's notes."""

    kept: ClassVar[bool] = True
    """Whether it leaves an answer in the journal."""

    fills: ClassVar[bool] = True
    """Whether a text can fill in its answer."""

    carries: ClassVar[bool] = True
    """Whether an answer given in another playbook can be the one to begin with in this one."""

    outlives_skipping: ClassVar[bool] = False
    """Whether its words stay, set aside, where it is skipped after all: skipping takes none of them back."""

    maps: ClassVar[bool] = True
    """Whether a default's map can go by its answer: whether there is one answer at a time."""

    is_pause: ClassVar[bool] = False
    """Whether it only pauses, so that somebody who wants no pauses skips it."""

    measured: ClassVar[bool] = False
    """Whether an answer has a number that `min` and `max` of a condition can look at."""

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

    @property
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

    # In an entry.

    def written(self, value: Value) -> Written:
        """Return an answer as the journal holds it."""
        raise NotImplementedError

    def parse(self, written: Written) -> Value:
        """Read an answer from the journal as its type has it, whatever its playbook says today.

        Raises:
            InvalidAnswer: What stands there is no answer of this type.
        """
        raise NotImplementedError

    def read(self, written: Written) -> Value:
        """Read an answer from the journal.

        Raises:
            InvalidAnswer: What stands there is no answer to this question.
        """
        return self.parse(written)

    def shown(self, value: Value, context: Context) -> str:
        """Return an answer as a person would read it."""
        return self.written(value).head

    def worked_out(self, context: Context, standing: Value) -> Value:
        """Return the answer that its sources give, where all of them are known.

        Args:
            context: What is known by now.
            standing: The answer that stands in the entry, which stays as it is for as long as it is right.

        Raises:
            InvalidAnswer: They give none.
        """
        raise NotImplementedError

    def told(self, value: Value, context: Context) -> str:
        """Return an answer as it is told once it is there."""
        return self.shown(value, context)

    def remarks(self, value: Value) -> list[str]:
        """Return sentences to say once it is answered; none for most types."""
        return []

    def given(self, written: Written) -> Written | None:
        """Return what was answered as it stands; None where the question was skipped or left half-typed.

        Words that somebody wrote by hand beneath a text that was skipped are the answer.
        """
        if written.head == SKIPPED:
            return Written("", written.body) if written.body and self.owns_body else None
        return None if written.head == UNFINISHED else written

    def is_half(self, words: str) -> bool:
        """Tell whether words can be half of an answer to it; other lines beneath `(unfinished)` are notes."""
        return False

    def misplaced(self, written: Written) -> str:
        """Say what of an answer that is read should stand elsewhere; empty for most."""
        return ""

    def without_notes(self, written: Written) -> Written:
        """Return what of an answer is the program's; beneath most types' lines are the person's notes."""
        return written if self.owns_body or written.head == UNFINISHED else Written(written.head)

    def with_notes(self, written: Written, standing: Written) -> Written:
        """Return an answer with what is the person's in the block of the one whose place it takes.

        Only a type whose block holds both has something to bring over.
        """
        return written

    # In a table, in figures, and as what a filter names.

    @property
    def labels(self) -> Mapping[str, str]:
        """What people read for the choices and bands that its answers name, by their ids."""
        return {}

    @property
    def columns(self) -> tuple[str, ...]:
        """What the names of the columns of a table that its answers fill have behind its id."""
        return ("",)

    def cells(self, value: Value) -> tuple[Cell, ...]:
        """Return an answer, as `parse` reads it, as a value for each column."""
        return (self.as_native(value),)

    def is_meant(self, written: Written, words: str) -> bool:
        """Tell whether an answer is the one that a filter names.

        Args:
            written: The answer as it stands.
            words: What was asked for, folded and with single spaces.
        """
        if words == " ".join(written.head.casefold().split()):
            return True
        if not words or written.head in (SKIPPED, UNFINISHED):
            return False
        try:
            return self.is_called(self.parse(written), words)
        except InvalidAnswer:
            return False

    def is_called(self, value: Value, words: str) -> bool:
        """Tell whether words, folded, are one of the names of an answer, or the number that it has."""
        number = self.measure(value)
        names = [name.casefold() for name in self.names(value)]
        return words in names or (number is not None and _is_number(words, number))

    def names(self, value: Value) -> list[str]:
        """Return what an answer is called in conditions, maps and filters, the most specific name first."""
        return [self.written(value).head]

    # In an answers file, or as a default.

    def native(self, raw: object, context: Context) -> Value:
        """Read an answer from TOML: an answers file, or a default.

        Raises:
            InvalidAnswer: The value is no answer to this question.
        """
        raise NotImplementedError

    def as_native(self, value: Value) -> Any:  # noqa: ANN401 - any value of TOML
        """Return an answer as an answers file holds it."""
        return self.written(value).head

    def example(self, context: Context) -> object:
        """Return an answer as an answers file could hold it, to show how one is written there."""
        raise NotImplementedError

    def written_as(self, context: Context) -> str:
        """Say in a few words what an answers file can hold; empty if its example says enough."""
        return ""

    def legend(self) -> list[tuple[str, str]]:
        """Return the names that an answer in an answers file is made of, with what each means."""
        return []

    # In a condition, and as what a default is taken from.

    def matches(self, value: Value, wanted: Scalar) -> bool:
        """Tell whether an answer is what a condition names."""
        return str(wanted) in self.names(value)

    def cannot_match(self, wanted: Scalar) -> str:
        """Say why no answer can be what a condition names; empty if one can."""
        return ""

    def measure(self, value: Value) -> Decimal | None:
        """Return an answer as the number that `min` and `max` of a condition look at."""
        return None

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

    def texts(self) -> Iterator[Text]:
        """Yield the texts in which answers are filled."""
        yield Text(("prompt",), self.prompt)
        yield Text(("help",), self.help)

    # As it is asked.

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

    def form(self, context: Context) -> dict[str, Any]:
        """Return what every form of this question shows."""
        return {
            "prompt": context.filled(self.prompt),
            "help": context.filled(self.help),
            "required": self.required,
        }


def _is_number(words: str, number: Decimal) -> bool:
    try:
        return Decimal(words) == number
    except InvalidOperation:
        return False


def why_not(check: Callable[[], object]) -> str:
    """Say why something is no answer; empty if it is one."""
    try:
        check()
    except InvalidAnswer as invalid:
        return str(invalid)
    return ""
