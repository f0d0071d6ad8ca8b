"""`scale`: a whole number between two ends."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, Tag

from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.types.numbers import (
    Whole,
    whole,
)
from playbook.model.types.question import BY_KIND, FromAnswer, Problem, Typed
from playbook.written import Written


class ScaleQuestion(Typed):
    """A whole number between two ends that may have names."""

    type: Literal["scale"]
    min: Whole = Field(default=0, description="The low end.", examples=[1])
    max: Whole = Field(default=10, description="The high end.", examples=[5])
    low: str = Field(default="", description="What the low end means.", examples=["not at all"])
    high: str = Field(default="", description="What the high end means.", examples=["very much"])
    default: Annotated[Annotated[int, Tag("value")] | FromAnswer, BY_KIND] | None = Field(
        default=None, description="What stands in the field at first.", examples=[3]
    )

    def written(self, value: int) -> Written:
        """See `Question.written`."""
        return Written(str(value))

    def read(self, written: Written) -> int:
        """See `Question.read`."""
        return self._within(whole(written.head))

    def _within(self, value: int) -> int:
        if not self.min <= value <= self.max:
            raise InvalidAnswer(f"Type a whole number from {self.min} to {self.max}.")
        return value

    def native(self, raw: object, context: Context) -> int:
        """See `Question.native`."""
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise InvalidAnswer(
                f"Write a whole number from {self.min} to {self.max}, without quotation marks."
            )
        return self._within(raw)

    def from_typed(self, text: str, context: Context) -> int:
        """See `Typed.from_typed`."""
        try:
            return self._within(whole(text.strip()))
        except InvalidAnswer:
            raise InvalidAnswer(f"Type a whole number from {self.min} to {self.max}.") from None

    def hint(self, context: Context) -> str:
        """See `Typed.hint`."""
        low = f"{self.min}, {self.low}," if self.low else str(self.min)
        high = f"{self.max}, {self.high}" if self.high else str(self.max)
        return f"{low} to {high}"

    def matches(self, value: int, wanted: Scalar) -> bool:
        """See `Question.matches`."""
        return value == wanted

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        if isinstance(wanted, bool) or not isinstance(wanted, int) or not self.min <= wanted <= self.max:
            return f"it is a whole number from {self.min} to {self.max}"
        return ""

    def measure(self, value: int) -> Decimal:
        """See `Question.measure`."""
        return Decimal(value)

    def as_native(self, value: int) -> object:
        """See `Question.as_native`."""
        return value

    def example(self, context: Context) -> object:
        """See `Question.example`."""
        return self.max

    def slips(self) -> Iterator[Problem]:
        """See `Question.slips`."""
        if self.min >= self.max:
            yield Problem(("min",), f"`min` {self.min} should be below `max` {self.max}")
