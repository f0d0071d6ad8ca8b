"""Numbers: as people type them, as TOML has them, and the limits that they keep."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from annotated_types import Gt, Lt

from playbook.model.invalid import InvalidAnswer
from playbook.model.part import LARGEST
from playbook.model.problem import Problem
from playbook.money import numbers_in

Bound = Annotated[int | float, Gt(-LARGEST), Lt(LARGEST)]
"""A whole number or one with a decimal point."""

Whole = Annotated[int, Gt(-LARGEST), Lt(LARGEST)]
"""A whole number."""


_MOST_DECIMALS = 12

TOO_LARGE = "That is a larger number than I can keep."


def as_cell(number: Decimal) -> int | float:
    """Return a number for a table or for TOML; a whole one stays exact, however large."""
    return int(number) if number == number.to_integral_value() else float(number)


def decimal(number: float | Decimal) -> Decimal:
    """Return a number of TOML as the decimal that was written there."""
    return Decimal(str(number))


def plain(number: Decimal) -> str:
    """Write a number without an exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_from(text: str) -> Decimal:
    """Read a number that is typed with a point or a comma before its decimals.

    Raises:
        InvalidAnswer: It is none, or it could be two: `1,200` is 1200 to some and 1.2 to others.
    """
    typed = " ".join(text.replace("_", "'").split())
    digits = typed.removeprefix("-").removeprefix("+")
    found = numbers_in(digits)
    if len(found) > 1 and "," in digits:
        raise InvalidAnswer(f"That could be {found[0]} or {found[1]}. Type it in one of these ways.")
    return decimal_from(typed.removesuffix(digits) + found[-1] if found else typed)


def decimal_from(compact: str) -> Decimal:
    """Read a number that has a point before its decimals and nothing else.

    Raises:
        InvalidAnswer: It is none, or larger or finer than can be kept.
    """
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", compact, re.ASCII):
        raise InvalidAnswer("Type a number, such as 12 or 12.5.")
    if len(compact.partition(".")[2]) > _MOST_DECIMALS:
        raise InvalidAnswer(f"That has more than the {_MOST_DECIMALS} decimals that I can keep.")
    number = Decimal(compact)
    if abs(number) >= LARGEST:
        raise InvalidAnswer(TOO_LARGE)
    return number if number else Decimal(0)


def whole(text: str) -> int:
    """Read a whole number.

    Raises:
        InvalidAnswer: It is none.
    """
    if not re.fullmatch(r"[+-]?\d{1,15}", text, re.ASCII):
        raise InvalidAnswer("Type a whole number.")
    return int(text)


def spelt_out(number: float | Decimal) -> str:
    """Write a number without an exponent; infinity and the like stay words, which are no number.

    Raises:
        InvalidAnswer: It is larger than can be kept.
    """
    if isinstance(number, int) and abs(number) >= LARGEST:
        raise InvalidAnswer(TOO_LARGE)
    exact = decimal(number)
    return f"{exact:f}" if exact.is_finite() else str(exact)


def check_within(number: Decimal, low: float | None, high: float | None, unit: str = "") -> None:
    """Check that a number is within its limits, both included.

    Raises:
        InvalidAnswer: It is not.
    """
    if low is not None and number < decimal(low):
        raise InvalidAnswer(f"That is less than {plain(decimal(low))}{unit}, the least it can be.")
    if high is not None and number > decimal(high):
        raise InvalidAnswer(f"That is more than {plain(decimal(high))}{unit}, the most it can be.")


def bounds_problems(low: float | None, high: float | None) -> Iterator[Problem]:
    """Find limits that leave no number between them."""
    if low is not None and high is not None and low > high:
        yield Problem(("min",), f"`min` {low} is above `max` {high}")


def nearest(number: int, low: float | None, high: float | None) -> float:
    """Return a number, or the end of a range nearest to it."""
    if low is not None and number < low:
        return low
    return high if high is not None and number > high else number


def range_in_words(low: float | None, high: float | None) -> str:
    """Say what the limits are; empty where there are none worth saying."""
    if low is not None and high is not None:
        return f"{plain(decimal(low))} to {plain(decimal(high))}"
    if low is not None and low != 0:
        return f"{plain(decimal(low))} or more"
    return f"up to {plain(decimal(high))}" if high is not None else ""
