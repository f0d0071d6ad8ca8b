"""`scale`, `number` and `money`: answers that are numbers."""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, Tag

from playbook.model.conditions import Scalar
from playbook.model.known import Known
from playbook.model.questions.numbers import (
    Bound,
    NotANumber,
    Whole,
    decimal,
    decimal_from,
    number_from,
    plain,
    spelt_out,
    whole,
    with_point,
)
from playbook.model.questions.question import BY_KIND, FromAnswer, Slip, Typed
from playbook.model.unreadable import Unreadable
from playbook.written import Written

_CURRENCY = re.compile(r"[A-Za-z]{3}")
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}


def _check_within(number: Decimal, low: float | None, high: float | None, unit: str = "") -> None:
    if low is not None and number < decimal(low):
        raise Unreadable(f"That is less than {plain(decimal(low))}{unit}, the least it can be.")
    if high is not None and number > decimal(high):
        raise Unreadable(f"That is more than {plain(decimal(high))}{unit}, the most it can be.")


def _bounds_slips(low: float | None, high: float | None) -> Iterator[Slip]:
    if low is not None and high is not None and low > high:
        yield Slip(("min",), f"`min` {low} is above `max` {high}")


def _nearest(number: int, low: float | None, high: float | None) -> float:
    """Give a number, or the end of a range nearest to it."""
    if low is not None and number < low:
        return low
    return high if high is not None and number > high else number


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{plain(decimal(low))} to {plain(decimal(high))}"
    if low is not None and low != 0:
        return f"{plain(decimal(low))} or more"
    return f"up to {plain(decimal(high))}" if high is not None else ""


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
            raise Unreadable(f"Type a whole number from {self.min} to {self.max}.")
        return value

    def native(self, raw: object, known: Known) -> int:
        """See `Question.native`."""
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise Unreadable(f"Write a whole number from {self.min} to {self.max}, without quotation marks.")
        return self._within(raw)

    def from_typed(self, text: str, known: Known) -> int:
        """See `Typed.from_typed`."""
        try:
            return self._within(whole(text.strip()))
        except Unreadable:
            raise Unreadable(f"Type a whole number from {self.min} to {self.max}.") from None

    def hint(self, known: Known) -> str:
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

    def example(self, known: Known) -> object:
        """See `Question.example`."""
        return self.max

    def slips(self) -> Iterator[Slip]:
        """See `Question.slips`."""
        if self.min >= self.max:
            yield Slip(("min",), f"`min` {self.min} should be below `max` {self.max}")


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

    def native(self, raw: object, known: Known) -> Decimal:
        """See `Question.native`."""
        if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            raise Unreadable("Write a number, without quotation marks.")
        value = decimal_from(spelt_out(raw))
        self.check(value, known)
        return value

    def check(self, value: Decimal, known: Known) -> None:
        """See `Question.check`."""
        _check_within(value, self.min, self.max)

    def from_typed(self, text: str, known: Known) -> Decimal:
        """See `Typed.from_typed`; the unit may be typed along."""
        typed = text.strip()
        if self.unit:
            typed = typed.removesuffix(self.unit).rstrip()
        return number_from(typed)

    def hint(self, known: Known) -> str:
        """See `Typed.hint`."""
        return ", ".join(part for part in (self.unit, _range(self.min, self.max)) if part)

    def shown(self, value: Decimal, known: Known) -> str:
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
            _check_within(decimal_from(spelt_out(wanted)), self.min, self.max)
        except NotANumber:
            return "it is a number"
        except Unreadable as unreadable:
            return str(unreadable).rstrip(".")
        return ""

    def measure(self, value: Decimal) -> Decimal:
        """See `Question.measure`."""
        return value

    def as_native(self, value: Decimal) -> object:
        """See `Question.as_native`."""
        return int(value) if value == value.to_integral_value() else float(value)

    def example(self, known: Known) -> object:
        """See `Question.example`."""
        return _nearest(10, self.min, self.max)

    def slips(self) -> Iterator[Slip]:
        """See `Question.slips`."""
        yield from _bounds_slips(self.min, self.max)


class Amount(NamedTuple):
    """An amount of money: exact to the cent, with its currency as three letters."""

    number: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.number:.2f} {self.currency}"


class MoneyQuestion(Typed):
    """An amount of money, in the configured currency unless another is typed."""

    type: Literal["money"]
    min: Bound | None = Field(default=None, description="The least it can be.", examples=[0])
    max: Bound | None = Field(default=None, description="The most it can be.", examples=[5000])
    default: Annotated[Annotated[Bound | str, Tag("value")] | FromAnswer, BY_KIND] | None = Field(
        default=None,
        description='What stands in the field at first, such as 1200 or "1200 USD".',
        examples=[1200, "1200 USD"],
    )

    def written(self, value: Amount) -> Written:
        """See `Question.written`."""
        return Written(str(value))

    def read(self, written: Written) -> Amount:
        """See `Question.read`."""
        number, _, currency = written.head.partition(" ")
        if not _CURRENCY.fullmatch(currency):
            raise Unreadable("An amount needs its currency, such as 1200.00 EUR.")
        return self._amount(decimal_from(number), currency.upper())

    def _amount(self, number: Decimal, currency: str) -> Amount:
        cents = number.quantize(Decimal("0.01"))
        if cents != number:
            raise Unreadable(f"Money has two decimals: did you mean {cents}?")
        return Amount(cents, currency)

    def native(self, raw: object, known: Known) -> Amount:
        """See `Question.native`."""
        if isinstance(raw, str):
            value = self.from_typed(raw, known)
        elif isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            raise Unreadable('Write an amount, such as 1200 or "1200 USD".')
        else:
            value = self._amount(decimal_from(spelt_out(raw)), known.currency)
        self.check(value, known)
        return value

    def check(self, value: Amount, known: Known) -> None:
        """See `Question.check`."""
        _check_within(value.number, self.min, self.max, f" {value.currency}")

    def from_typed(self, text: str, known: Known) -> Amount:
        """See `Typed.from_typed`: `1200`, `1,200.50`, `1.200 USD`, `€ 900`."""
        typed, currency = text.strip(), known.currency
        for sign, code in _SIGNS.items():
            if typed.startswith(sign) or typed.endswith(sign):
                typed, currency = typed.strip(sign).strip(), code
        named = re.fullmatch(r"(.*?)\s*([A-Za-z]{3})|([A-Za-z]{3})\s*(.*)", typed)
        if named:
            typed, currency = (named[1] or named[4] or "").strip(), (named[2] or named[3]).upper()
        if re.fullmatch(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", typed):
            typed = re.sub(r"[.,]", "", typed)  # Money has no three decimals: these are thousands.
        try:
            return self._amount(decimal_from(with_point(typed)), currency)
        except NotANumber:
            raise Unreadable("Type an amount, such as 1200 or 1200 USD.") from None

    def hint(self, known: Known) -> str:
        """See `Typed.hint`."""
        return ", ".join(part for part in (known.currency, _range(self.min, self.max)) if part)

    def matches(self, value: Amount, wanted: Scalar) -> bool:
        """See `Question.matches`: by the number alone, or by number and currency."""
        if isinstance(wanted, int | float):
            return value.number == decimal(wanted)
        return str(value) == str(wanted)

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        is_number = isinstance(wanted, int | float) and not isinstance(wanted, bool) and isfinite(wanted)
        is_amount = isinstance(wanted, str) and re.fullmatch(r"-?\d+\.\d\d [A-Z]{3}", wanted)
        return "" if is_number or is_amount else 'it is an amount, such as 1200 or "1200.00 EUR"'

    def measure(self, value: Amount) -> Decimal:
        """See `Question.measure`."""
        return value.number

    def map_keys(self, value: Amount) -> list[str]:
        """See `Question.map_keys`: with the currency, and without."""
        return [str(value), plain(value.number)]

    def as_native(self, value: Amount) -> object:
        """See `Question.as_native`."""
        return str(value)

    def example(self, known: Known) -> object:
        """See `Question.example`."""
        return f"{plain(decimal(_nearest(1200, self.min, self.max)))} {known.currency}"

    def slips(self) -> Iterator[Slip]:
        """See `Question.slips`."""
        yield from _bounds_slips(self.min, self.max)
