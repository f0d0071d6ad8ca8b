"""The few kinds of figures. Each knows how many entries it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

FEWEST = 5
"""Entries below which a percentage would say more than is known; then there are counts only."""


class Count(NamedTuple):
    """How many entries have one answer.

    Attributes:
        key: What it is counted by, in every language.
        label: What the person reads.
        entries: How many.
        details: The same of the finer choices beneath it.
    """

    key: str
    label: str
    entries: int
    details: tuple[Count, ...] = ()


class Tally(NamedTuple):
    """How often each answer was given.

    Attributes:
        rows: The answers.
        unknown: How many said that they do not know.
        not_given: How many said nothing, or nothing that can be read.
    """

    rows: tuple[Count, ...]
    unknown: int
    not_given: int

    @property
    def n(self) -> int:
        """How many entries have an answer that says something."""
        return sum(row.entries for row in self.rows)


class Share(NamedTuple):
    """So many of so many.

    Attributes:
        part: How many.
        n: Of how many.
    """

    part: int
    n: int

    @property
    def percent(self) -> int | None:
        """The share as a whole percentage; None under five."""
        return (200 * self.part + self.n) // (2 * self.n) if self.n >= FEWEST else None


class Middle(NamedTuple):
    """The median: half of the values lie below it, half above.

    Attributes:
        value: None where there is no value at all.
        n: How many values there are.
    """

    value: Decimal | None
    n: int


class Sum(NamedTuple):
    """Money of one currency added up.

    Attributes:
        currency: Its three letters. Currencies are never added to each other.
        amount: The sum.
        n: How many amounts were added.
    """

    currency: str
    amount: Decimal
    n: int


class Change(NamedTuple):
    """A change that somebody wanted to make, in their words, and the day their entry was begun."""

    day: date | None
    words: str


def middle(values: Iterable[int | Decimal]) -> Middle:
    """Give the median; of an even number of values, what lies halfway between the two in the middle."""
    ordered = sorted(values)
    n = len(ordered)
    if not n:
        return Middle(None, 0)
    # The same one twice where their number is odd.
    return Middle((Decimal(ordered[(n - 1) // 2]) + Decimal(ordered[n // 2])) / 2, n)
