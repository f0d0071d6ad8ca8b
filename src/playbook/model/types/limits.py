"""The limits of a number: `min` and `max`."""

from collections.abc import Iterator
from decimal import Decimal

from playbook.model.invalid import InvalidAnswer
from playbook.model.types.numbers import (
    decimal,
    plain,
)
from playbook.model.types.question import Problem


def check_within(number: Decimal, low: float | None, high: float | None, unit: str = "") -> None:
    """Check that a number is within its limits, both included.

    Raises:
        InvalidAnswer: It is not.
    """
    if low is not None and number < decimal(low):
        raise InvalidAnswer(f"That is less than {plain(decimal(low))}{unit}, the least it can be.")
    if high is not None and number > decimal(high):
        raise InvalidAnswer(f"That is more than {plain(decimal(high))}{unit}, the most it can be.")


def bounds_slips(low: float | None, high: float | None) -> Iterator[Problem]:
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
