"""`number`: a number of something; numbers as people type them, as TOML has them, and their limits."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeGuard

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import N_, _, listed, numeral
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import LARGEST, Examples, Limits, OneOfKinds, part
from playbook.model.problem import Problem
from playbook.model.types.codec import Value
from playbook.model.types.question import From, default_of, why_not
from playbook.model.types.typed import Typed
from playbook.money import numbers_in
from playbook.written import Written

_KEPT = Limits(gt=-LARGEST, lt=LARGEST)

Whole = Annotated[int, _KEPT]
"""A whole number."""

Bound = Annotated[
    int | float,
    OneOfKinds(
        lambda raw: "whole" if type(raw) is int else "decimal",
        {"whole": Whole, "decimal": Annotated[float, _KEPT]},
    ),
]
"""A whole number or one with a decimal point."""


_MOST_DECIMALS = 12

TOO_LARGE = N_("That is a larger number than I can keep.")


def as_cell(number: Decimal) -> int | float:
    """Return a number for a table or for TOML; a whole one stays exact, however large."""
    return int(number) if number == number.to_integral_value() else float(number)


def decimal(number: float | Decimal) -> Decimal:
    """Return a number of TOML as the decimal that was written there."""
    return Decimal(str(number))


def is_number(wanted: object) -> TypeGuard[int | float]:
    """Tell whether something in TOML is a number, and one that ends."""
    return isinstance(wanted, int | float) and not isinstance(wanted, bool) and decimal(wanted).is_finite()


def plain(number: Decimal) -> str:
    """Write a number without an exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_from(text: str) -> Decimal:
    """Read a number that is typed with a point or a comma before its decimals.

    Raises:
        InvalidAnswer: It is none, or it could be two: `1,200` is 1200 to some and 1.2 to others; `1.200`
            where decimals stand behind a comma.
    """
    typed = " ".join(text.replace("_", "'").split())
    digits = typed.removeprefix("-").removeprefix("+")
    found = numbers_in(digits)
    if len(found) > 1 and numeral(".") not in digits:
        ways = listed([numeral(plain(Decimal(way))) for way in found], "or")
        raise InvalidAnswer(_("That could be {ways}. Type it in one of these ways.", ways=ways))
    return decimal_from(typed.removesuffix(digits) + found[-1] if found else typed)


def decimal_from(compact: str) -> Decimal:
    """Read a number that has a point before its decimals and nothing else.

    Raises:
        InvalidAnswer: It is none, or larger or finer than can be kept.
    """
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", compact, re.ASCII):
        raise InvalidAnswer(_("Type a number, such as 12 or 12.5."))
    if len(compact.partition(".")[2]) > _MOST_DECIMALS:
        raise InvalidAnswer(_("That has more than the {most} decimals that I can keep.", most=_MOST_DECIMALS))
    number = Decimal(compact)
    if abs(number) >= LARGEST:
        raise InvalidAnswer(_(TOO_LARGE))
    return number if number else Decimal(0)


def whole(text: str) -> int:
    """Read a whole number.

    Raises:
        InvalidAnswer: It is none.
    """
    if not re.fullmatch(r"[+-]?\d{1,15}", text, re.ASCII):
        raise InvalidAnswer(_("Type a whole number."))
    return int(text)


def spelt_out(number: float | Decimal) -> str:
    """Write a number without an exponent; infinity and the like stay words, which are no number.

    Raises:
        InvalidAnswer: It is larger than can be kept.
    """
    if isinstance(number, int) and abs(number) >= LARGEST:
        raise InvalidAnswer(_(TOO_LARGE))
    exact = decimal(number)
    return f"{exact:f}" if exact.is_finite() else str(exact)


@part
class Limited(Typed):
    """A question whose answer is a number, perhaps with limits, both included."""

    min: Annotated[Bound | None, Examples(0)] = None
    """The least it can be."""
    max: Annotated[Bound | None, Examples(5000)] = None
    """The most it can be."""

    measured: ClassVar[bool] = True

    @override
    def problems(self) -> Iterator[Problem]:
        if self.min is not None and self.max is not None and self.min > self.max:
            yield Problem(("min",), f"`min` {self.min} is above `max` {self.max}")

    def check_within(self, number: Decimal, unit: str = "") -> None:
        """Check that a number is within the limits.

        Raises:
            InvalidAnswer: It is not.
        """
        if self.min is not None and number < decimal(self.min):
            least = numeral(plain(decimal(self.min))) + unit
            raise InvalidAnswer(_("That is less than {least}, the least it can be.", least=least))
        if self.max is not None and number > decimal(self.max):
            most = numeral(plain(decimal(self.max))) + unit
            raise InvalidAnswer(_("That is more than {most}, the most it can be.", most=most))

    @override
    def as_typed(self, value: Value) -> str:
        return numeral(super().as_typed(value))

    def nearest(self, number: int) -> float:
        """Return a number, or the limit nearest to it."""
        if self.min is not None and number < self.min:
            return self.min
        return self.max if self.max is not None and number > self.max else number

    def expected(self, what: str) -> str:
        """Say what is counted, and the limits as far as they are worth saying."""
        low, high = (
            limit if limit is None else numeral(plain(decimal(limit))) for limit in (self.min, self.max)
        )
        if low and high:
            limits = _("{low} to {high}", low=low, high=high)
        elif high:
            limits = _("up to {high}", high=high)
        else:
            limits = _("{low} or more", low=low) if self.min else ""
        return ", ".join(part for part in (what, limits) if part)


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
        between = "" if self.unit == "%" else " "
        return f"{numeral(plain(value))}{between}{self.unit}".rstrip()

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
