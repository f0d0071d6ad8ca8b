"""`runway`: how long the money that is set aside lasts, worked out from earlier amounts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.dates import months_later
from playbook.invalid import InvalidAnswer
from playbook.language import N_, _, ngettext, numeral
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import Examples, Id, part
from playbook.model.types.codec import Cell
from playbook.model.types.date import parse as parse_day
from playbook.model.types.number import as_cell, plain
from playbook.model.types.question import Question
from playbook.money import Amount
from playbook.written import BEHIND, Written, before_label

NONE = "none"
COVERS_ITSELF = N_("It covers itself")

_LONGEST = 50 * 12
"""Months. What lasts longer is as good as money that never ends."""

_UP_TO_TWELVE = N_("no, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve")


@dataclass(frozen=True)
class Runway:
    """How long money lasts. Two are equal if their lines have as many months.

    Attributes:
        tenths: The months as the line has them: tenths of one, cut; None if the money never ends.
        day: The day it ends.
        months: The months until then, not rounded.
    """

    tenths: int | None = None
    day: date | None = field(default=None, compare=False)
    months: Decimal = field(default=Decimal("Infinity"), compare=False)

    @property
    def cut(self) -> str:
        """The months as the line has them: `3.5`."""
        return plain(Decimal(self.tenths or 0) / 10)


def lasting(cushion: Amount, costs: Amount, income: Amount, today: date) -> Runway:
    """Return how long money lasts that is spent evenly over each month, counted from a day.

    Args:
        cushion: What is set aside.
        costs: What a month costs.
        income: What a month still brings.
        today: The day.

    Raises:
        InvalidAnswer: The amounts are in different currencies.
    """
    amounts = (cushion, costs, income)
    if len({amount.currency for amount in amounts}) > 1:
        raise InvalidAnswer(
            _(
                "These are in different currencies, so I can't tell how far they carry you: {amounts}.",
                amounts=", ".join(dict.fromkeys(numeral(str(amount)) for amount in amounts)),
            )
        )
    # In cents, as whole numbers, so that no day is lost to a rounding.
    saved, spent = (
        int(number * 100) for number in (max(cushion.number, Decimal(0)), costs.number - income.number)
    )
    if spent <= 0 or saved > _LONGEST * spent:
        return Runway()
    whole, rest = divmod(saved, spent)
    begins, ends = (months_later(today, months) for months in (whole, whole + 1))
    day = begins + timedelta(days=rest * (ends - begins).days // spent)
    return Runway(saved * 10 // spent, day, Decimal(saved) / Decimal(spent))


def parse(head: str) -> Runway:
    """Read how long money lasts as an entry holds it: `2027-03-14 3.5 — 3.5 months`.

    Raises:
        InvalidAnswer: It is none.
    """
    line = before_label(head)
    if line == NONE:
        return Runway()
    day, _space, months = line.partition(" ")
    if not (found := re.fullmatch(r"(\d{1,3})(?:\.(\d)\d*)?", months, re.ASCII)):
        raise InvalidAnswer(f"Write a day and the months until then, such as 2027-03-14 3.5, or {NONE}.")
    return Runway(int(found[1]) * 10 + int(found[2] or 0), parse_day(day), Decimal(months))


@part
class RunwayQuestion(Question):
    """How long the money that is set aside lasts. It is worked out and shown, never asked."""

    type: Literal["runway"]
    cushion: Annotated[Id, Examples("cushion")]
    """The money question that says what is set aside."""
    costs: Annotated[Id, Examples("costs")]
    """The money question that says what a month costs."""
    income: Annotated[Id, Examples("other_income")]
    """The money question that says what a month still brings."""

    carries: ClassVar[bool] = False
    measured: ClassVar[bool] = True

    @cached_property
    @override
    def sources(self) -> Mapping[str, str]:
        return {"cushion": self.cushion, "costs": self.costs, "income": self.income}

    @override
    def worked_out(self, context: Context, standing: Runway | None) -> Runway:
        cushion, costs, income = (context.answers[name].value for name in self.sources.values())
        runway = lasting(cushion, costs, income, context.today)
        return replace(runway, day=standing.day) if runway == standing else runway

    @override
    def written(self, value: Runway) -> Written:
        if value.day is None:
            return Written(f"{NONE}{BEHIND}{_(COVERS_ITSELF)}")
        return Written(f"{value.day} {value.cut}{BEHIND}{_months(value.cut, one=value.tenths == 10)}")

    @override
    def parse(self, written: Written) -> Runway:
        return parse(written.head)

    @override
    def shown(self, value: Runway, context: Context) -> str:
        return _(COVERS_ITSELF) if value.day is None else context.in_full(value.day)

    @override
    def told(self, value: Runway, context: Context) -> str:
        if value.day is None:
            return _("It covers itself: the money doesn't run out.")
        day, length = context.in_full(value.day), _in_words(value.tenths or 0)
        return _("That carries you to {day}, {length}.", day=day, length=length)

    @property
    @override
    def columns(self) -> tuple[str, ...]:
        return ("", "_months")

    @override
    def cells(self, value: Runway) -> tuple[Cell, ...]:
        if value.day is None:
            return NONE, None
        return value.day.isoformat(), as_cell(value.months)

    @override
    def native(self, raw: object, context: Context) -> Runway:
        raise InvalidAnswer("This is worked out from other answers; take this line out.")

    @override
    def as_native(self, value: Runway) -> str:
        return NONE if value.day is None else value.day.isoformat()

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return "" if wanted == NONE else 'it is "none", or looked at with `min` and `max`, in months'

    @override
    def measure(self, value: Runway) -> Decimal:
        return value.months

    @override
    def names(self, value: Runway) -> list[str]:
        return [self.as_native(value)]


def _in_words(tenths: int) -> str:
    """Say how many months that is."""
    whole, rest = divmod(tenths, 10)
    if not whole:
        return _("half a month") if rest == 5 else _("less than a month")
    if rest not in (0, 5):
        return _months(f"{whole}.{rest}", one=False)
    number = _(_UP_TO_TWELVE).split(", ")[whole] if whole <= 12 else str(whole)
    if not rest:
        return _months(number, one=whole == 1)
    return ngettext("{number} and a half months", "{number} and a half months", whole, number=number)


def _months(number: str, *, one: bool) -> str:
    return ngettext("{number} month", "{number} months", 1 if one else 2, number=numeral(number))
