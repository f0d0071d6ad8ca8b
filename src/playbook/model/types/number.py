"""`number`: a number of something."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.language import numeral
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.part import Examples, part
from playbook.model.types.default import From, default_of
from playbook.model.types.numbers import (
    Bound,
    Limited,
    as_cell,
    decimal,
    decimal_from,
    is_number,
    number_from,
    plain,
    spelt_out,
)
from playbook.model.types.question import why_not
from playbook.written import Written


@part
class NumberQuestion(Limited):
    """A number of something."""

    type: Literal["number"]
    unit: Annotated[str, Examples("hours")] = ""
    """What is counted, such as hours."""
    default: Annotated[Bound | From | None, default_of(Bound), Examples(3)] = None
    """What is in the field at first."""

    also_called: ClassVar = ("int", "integer", "float", "decimal")

    @override
    def written(self, value: Decimal) -> Written:
        return Written(plain(value))

    @override
    def parse(self, written: Written) -> Decimal:
        return decimal_from(written.head)

    @override
    def shown(self, value: Decimal, context: Context) -> str:
        return f"{numeral(plain(value))} {self.unit}".rstrip()

    @override
    def native(self, raw: object, context: Context) -> Decimal:
        if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            raise InvalidAnswer("Write a number, without quotation marks.")
        value = decimal_from(spelt_out(raw))
        self.check(value, context)
        return value

    @override
    def as_native(self, value: Decimal) -> object:
        return as_cell(value)

    @override
    def example(self, context: Context) -> object:
        return self.nearest(10)

    @override
    def check(self, value: Decimal, context: Context) -> None:
        self.check_within(value)

    @override
    def from_typed(self, text: str, context: Context) -> Decimal:
        typed = text.strip()
        if self.unit:  # It may be typed along.
            typed = typed.removesuffix(self.unit).rstrip()
        return number_from(typed)

    @override
    def hint(self, context: Context) -> str:
        return self.expected(self.unit)

    @override
    def matches(self, value: Decimal, wanted: Scalar) -> bool:
        return isinstance(wanted, int | float) and value == decimal(wanted)

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        if not is_number(wanted):
            return "it is a number"
        return why_not(lambda: self.check_within(decimal_from(spelt_out(wanted)))).rstrip(".")

    @override
    def measure(self, value: Decimal) -> Decimal:
        return value
