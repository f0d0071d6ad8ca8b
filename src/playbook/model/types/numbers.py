"""Numbers: as people type them, as TOML has them, and the limits that they keep."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from annotated_types import Gt, Lt

from playbook.model.invalid import InvalidAnswer
from playbook.model.part import LARGEST
from playbook.model.types.question import Problem

Bound = Annotated[int | float, Gt(-LARGEST), Lt(LARGEST)]
"""A whole number or one with a decimal point."""

Whole = Annotated[int, Gt(-LARGEST), Lt(LARGEST)]
"""A whole number."""


_MOST_DECIMALS = 12

TOO_LARGE = "That is a larger number than I can keep."


class NotANumber(InvalidAnswer):
    """No number at all, rather than one that does not fit."""


def as_cell(number: Decimal) -> int | float:
    """Return a number for a table or for TOML; a whole one stays exact, however large."""
    return int(number) if number == number.to_integral_value() else float(number)


def decimal(number: float | Decimal) -> Decimal:
    """Give a number of TOML as the decimal that was written there."""
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
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text.strip()):
        whole_part, _, rest = text.strip().partition(",")
        raise InvalidAnswer(
            f"That could be {whole_part}{rest} or {whole_part}.{rest}. Type it in one of these ways."
        )
    return decimal_from(with_point(text))


def with_point(text: str) -> str:
    """Give a typed number with a point before its decimals and nothing between its thousands.

    What is no number is given back as it is.
    """
    typed = text.strip()
    for thousands, point in (("[ \u00a0\u202f'_]", "[.,]"), (",", r"\."), (r"\.", ",")):
        grouped = re.fullmatch(
            rf"([+-]?[1-9]\d{{0,2}}(?:{thousands}\d{{3}})+)(?:{point}(\d+))?", typed, re.ASCII
        )
        # One group of thousands behind a point is a number with three decimals, unless decimals follow.
        if grouped and (thousands != r"\." or grouped[2] or typed.count(".") > 1):
            return re.sub(thousands, "", grouped[1]) + (f".{grouped[2]}" if grouped[2] else "")
    return typed.replace(",", ".") if typed.count(",") == 1 and "." not in typed else typed


def decimal_from(compact: str) -> Decimal:
    """Read a number that has a point before its decimals and nothing else.

    Raises:
        InvalidAnswer: It is none, or larger or finer than can be kept.
    """
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", compact, re.ASCII):
        raise NotANumber("Type a number, such as 12 or 12.5.")
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
    """Give a number, or the end of a range nearest to it."""
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
