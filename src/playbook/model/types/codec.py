"""How answers stand in an entry, are shown, exported and found, and what conditions can ask of them."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, TypeAlias

from playbook.invalid import InvalidAnswer
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.written import SKIPPED, UNFINISHED, Written

# Each type narrows this to its own kind of answer.
Value: TypeAlias = Any
"""An answer, of the kind that the question's type has."""

Cell: TypeAlias = str | int | float | bool | list[str] | None
"""A value in a table."""


class Codec:
    """What is known of the answers of a type: every type says what differs."""

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

    measured: ClassVar[bool] = False
    """Whether an answer has a number that `min` and `max` of a condition can look at."""

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

    def in_lines(self, value: Value, context: Context) -> list[str]:
        """Return an answer as a person reads it in an entry, with all that is in it."""
        return [self.shown(value, context)]

    def half_in_lines(self, half: str, context: Context) -> list[str]:
        """Return what was half-typed as a person reads it in an entry."""
        return half.split("\n") if half else []

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

    def names_of(self, written: Written) -> list[str]:
        """Return what the answer that stands somewhere is called; nothing where there is none."""
        given = self.given(written)
        try:
            return self.names(self.parse(given)) if given else []
        except InvalidAnswer:
            return []

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


def _is_number(words: str, number: Decimal) -> bool:
    try:
        return Decimal(words) == number
    except InvalidOperation:
        return False
