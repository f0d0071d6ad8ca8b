"""`money`: an amount in a currency."""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import isfinite
from typing import Annotated, Literal, NamedTuple

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
    plain,
    spelt_out,
    with_point,
)
from playbook.model.types.question import BY_KIND, FromAnswer, Problem, Typed
from playbook.written import Written

_CURRENCY = re.compile(r"[A-Za-z]{3}")
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}


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
            raise InvalidAnswer("An amount needs its currency, such as 1200.00 EUR.")
        return self._amount(decimal_from(number), currency.upper())

    def _amount(self, number: Decimal, currency: str) -> Amount:
        cents = number.quantize(Decimal("0.01"))
        if cents != number:
            raise InvalidAnswer(f"Money has two decimals: did you mean {cents}?")
        return Amount(cents, currency)

    def native(self, raw: object, context: Context) -> Amount:
        """See `Question.native`."""
        if isinstance(raw, str):
            value = self.from_typed(raw, context)
        elif isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            raise InvalidAnswer('Write an amount, such as 1200 or "1200 USD".')
        else:
            value = self._amount(decimal_from(spelt_out(raw)), context.currency)
        self.check(value, context)
        return value

    def check(self, value: Amount, context: Context) -> None:
        """See `Question.check`."""
        check_within(value.number, self.min, self.max, f" {value.currency}")

    def from_typed(self, text: str, context: Context) -> Amount:
        """See `Typed.from_typed`: `1200`, `1,200.50`, `1.200 USD`, `€ 900`."""
        typed, currency = text.strip(), context.currency
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
            raise InvalidAnswer("Type an amount, such as 1200 or 1200 USD.") from None

    def hint(self, context: Context) -> str:
        """See `Typed.hint`."""
        return ", ".join(part for part in (context.currency, range_in_words(self.min, self.max)) if part)

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

    def example(self, context: Context) -> object:
        """See `Question.example`."""
        return f"{plain(decimal(nearest(1200, self.min, self.max)))} {context.currency}"

    def slips(self) -> Iterator[Problem]:
        """See `Question.slips`."""
        yield from bounds_slips(self.min, self.max)
