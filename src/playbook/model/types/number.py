"""`number`: a number of something."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, Tag

from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.types.limits import bounds_slips, check_within, nearest, range_in_words
from playbook.model.types.numbers import (
    Bound,
    NotANumber,
    decimal,
    decimal_from,
    number_from,
    plain,
    spelt_out,
)
from playbook.model.types.question import BY_KIND, FromAnswer, Problem, Typed
from playbook.written import Written


class NumberQuestion(Typed):
    """A number of something."""

    type: Literal["number"]
    min: Bound | None = Field(default=None, description="The least it can be.", examples=[0])
    max: Bound | None = Field(default=None, description="The most it can be.", examples=[5000])
    unit: str = Field(default="", description="What is counted, such as hours.", examples=["hours"])
    default: Annotated[Annotated[Bound, Tag("value")] | FromAnswer, BY_KIND] | None = Field(
        default=None, description="What stands in the field at first.", examples=[3]
    )

    def written(self, value: Decimal) -> Written:
        """See `Question.written`."""
        return Written(plain(value))

    def read(self, written: Written) -> Decimal:
        """See `Question.read`."""
        return decimal_from(written.head)

    def native(self, raw: object, context: Context) -> Decimal:
        """See `Question.native`."""
        if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            raise InvalidAnswer("Write a number, without quotation marks.")
        value = decimal_from(spelt_out(raw))
        self.check(value, context)
        return value

    def check(self, value: Decimal, context: Context) -> None:
        """See `Question.check`."""
        check_within(value, self.min, self.max)

    def from_typed(self, text: str, context: Context) -> Decimal:
        """See `Typed.from_typed`; the unit may be typed along."""
        typed = text.strip()
        if self.unit:
            typed = typed.removesuffix(self.unit).rstrip()
        return number_from(typed)

    def hint(self, context: Context) -> str:
        """See `Typed.hint`."""
        return ", ".join(part for part in (self.unit, range_in_words(self.min, self.max)) if part)

    def shown(self, value: Decimal, context: Context) -> str:
        """See `Question.shown`."""
        return f"{plain(value)} {self.unit}".rstrip()

    def matches(self, value: Decimal, wanted: Scalar) -> bool:
        """See `Question.matches`."""
        return isinstance(wanted, int | float) and value == decimal(wanted)

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        if isinstance(wanted, bool) or not isinstance(wanted, int | float):
            return "it is a number"
        try:
            check_within(decimal_from(spelt_out(wanted)), self.min, self.max)
        except NotANumber:
            return "it is a number"
        except InvalidAnswer as unreadable:
            return str(unreadable).rstrip(".")
        return ""

    def measure(self, value: Decimal) -> Decimal:
        """See `Question.measure`."""
        return value

    def as_native(self, value: Decimal) -> object:
        """See `Question.as_native`."""
        return int(value) if value == value.to_integral_value() else float(value)

    def example(self, context: Context) -> object:
        """See `Question.example`."""
        return nearest(10, self.min, self.max)

    def slips(self) -> Iterator[Problem]:
        """See `Question.slips`."""
        yield from bounds_slips(self.min, self.max)
