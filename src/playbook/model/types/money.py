"""`money`: an amount in a currency."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.invalid import Ambiguous, InvalidAnswer
from playbook.language import _
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import Examples, part
from playbook.model.types.codec import Cell
from playbook.model.types.number import (
    Bound,
    Limited,
    as_cell,
    decimal,
    decimal_from,
    is_number,
    plain,
    spelt_out,
)
from playbook.model.types.question import From, default_of
from playbook.money import (
    IN_WHICH_CURRENCY,
    Amount,
    parse_amount,
    to_the_cent,
    written,
)
from playbook.written import Written

_CURRENCY = re.compile(r"[A-Za-z]{3}")


def parse(head: str) -> Amount:
    """Read an amount as an entry holds it: `1200.00 EUR`.

    Raises:
        InvalidAnswer: It is none.
    """
    number, _, currency = head.partition(" ")
    if not _CURRENCY.fullmatch(currency):
        raise InvalidAnswer("An amount needs its currency, such as 1200.00 EUR.")
    return Amount(to_the_cent(decimal_from(number)), currency.upper())


def _used(context: Context) -> Iterator[str]:
    """Yield the currencies used so far, in this walk and then in the journal, the one used last first."""
    for given in reversed(list(context.answers.values())):
        if isinstance(given.value, Amount):
            yield given.value.currency
    yield from context.currencies()


def _currency(context: Context) -> str:
    """Return the currency of an amount without one: the configured one, else the one used last."""
    return context.currency or next(_used(context), "")


@part
class MoneyQuestion(Limited):
    """An amount of money, in the configured currency unless another is typed."""

    type: Literal["money"]
    default: Annotated[Bound | str | From | None, default_of(Bound | str), Examples(1200, "1200 USD")] = None
    """What is in the field at first, such as 1200 or "1200 USD"."""

    also_called: ClassVar = ("amount", "currency", "price")

    @override
    def written(self, value: Amount) -> Written:
        return Written(str(value))

    @override
    def parse(self, written: Written) -> Amount:
        return parse(written.head)

    @override
    def shown(self, value: Amount, context: Context) -> str:
        return written(value, context.language)

    @property
    @override
    def columns(self) -> tuple[str, ...]:
        return ("", "_currency")

    @override
    def cells(self, value: Amount) -> tuple[Cell, ...]:
        return as_cell(value.number), value.currency

    @override
    def native(self, raw: object, context: Context) -> Amount:
        if isinstance(raw, str):
            value = self.from_typed(raw, context)
        elif isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            raise InvalidAnswer('Write an amount, such as 1200 or "1200 USD".')
        else:
            number = decimal_from(spelt_out(raw))
            if not (currency := _currency(context)):
                raise InvalidAnswer(_(IN_WHICH_CURRENCY, amount=raw))
            value = Amount(to_the_cent(number), currency)
        self.check(value, context)
        return value

    @override
    def example(self, context: Context) -> object:
        return f"{plain(decimal(self.nearest(1200)))} {_currency(context) or 'EUR'}"

    @override
    def check(self, value: Amount, context: Context) -> None:
        self.check_within(value.number, f" {value.currency}")

    @override
    def from_typed(self, text: str, context: Context) -> Amount:
        try:
            return parse_amount(text, context.currency, (), context.language)
        except Ambiguous:
            raise
        except InvalidAnswer:
            # An amount before it may tell its currency.
            used = tuple(dict.fromkeys(_used(context)))
            return parse_amount(text, context.currency, used, context.language)

    @override
    def hint(self, context: Context) -> str:
        return self.expected(_currency(context))

    @override
    def matches(self, value: Amount, wanted: Scalar) -> bool:
        if isinstance(wanted, int | float):
            return value.number == decimal(wanted)
        return str(value) == str(wanted)

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        is_amount = isinstance(wanted, str) and re.fullmatch(r"-?\d+\.\d\d [A-Z]{3}", wanted)
        return "" if is_amount or is_number(wanted) else 'it is an amount, such as 1200 or "1200.00 EUR"'

    @override
    def is_called(self, value: Amount, words: str) -> bool:
        # A filter may have the currency right behind the number.
        spaced = re.sub(r"(?<=\d)(?=[a-z]{3}\Z)", " ", words)
        return super().is_called(value, spaced)

    @override
    def measure(self, value: Amount) -> Decimal:
        return value.number

    @override
    def names(self, value: Amount) -> list[str]:
        return [str(value), f"{plain(value.number)} {value.currency}", plain(value.number)]
