"""The figures as a table: for programs, and the same in every language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from playbook.stats.figures import Figures
from playbook.stats.kinds import FEWEST, Count, Middle, Share, Tally

NOT_GIVEN = "(not given)"
"""The key of answers that were not given; no choice can be called so."""

_LARGEST = 10**9
"""A percentage from which on decimals are no matter."""


class Cell(NamedTuple):
    """One number of a figure.

    Attributes:
        figure: The name of the figure.
        key: Which number of it.
        value: The number; None where nothing can be said.
        n: On how many entries it rests, or of how many it is a part.
        label: What a person reads for the key, where an entry has words for it.
        is_part: Whether it is a number of entries out of `n`, so that it makes a percentage.
    """

    figure: str
    key: str
    value: int | Decimal | None
    n: int
    label: str = ""
    is_part: bool = False

    @property
    def percent(self) -> int | None:
        """The share as a whole percentage; None under five entries, and where it is no share."""
        return Share(int(self.value or 0), self.n).percent if self.is_part else None


def table(figures: Figures) -> Iterator[Cell]:
    """Give every number, in an order that stays."""
    n = figures.losses
    yield Cell("losses", "all", n, n)
    yield from _tally("reasons", figures.reasons, n)
    for row in figures.quarters.rows:
        yield _part("quarters", row, n)
    yield Cell("quarters", "(no date)", figures.quarters.undated, n, is_part=True)
    yield from _tally("control", figures.control.hands, n)
    yield _share("control", "mine_or_shared", figures.control.partly_mine)
    yield from _revenue(figures)
    if income := figures.income:
        yield Cell("income", "income", income.income, income.lost.n, income.currency)
        yield Cell("income", "lost", income.lost.amount, income.lost.n, income.currency)
        yield Cell("income", "median_percent", _rounded(income.middle), income.middle.n)
    yield _share("heard", "why", figures.heard)
    guess, broken = figures.guess, figures.promises.repaired
    yield _share("guess", "right", guess.right)
    for row in guess.wrong:
        yield _part("guess", row, guess.right.n)
    yield Cell("guess", "unknown", guess.unknown, n, is_part=True)
    yield Cell("guess", NOT_GIVEN, guess.not_given, n, is_part=True)
    yield Cell("promises", "broken", broken.n, n, is_part=True)
    yield _share("promises", "repaired", broken)
    asked = figures.referrals.asked
    yield _share("referrals", "asked", asked)
    yield Cell("referrals", "introductions", figures.referrals.introductions, figures.referrals.answered)
    yield Cell("referrals", NOT_GIVEN, asked.part - figures.referrals.answered, asked.part, is_part=True)
    past = figures.recovery.came_back
    yield _share("recovery", "came_back", past)
    yield Cell("recovery", NOT_GIVEN, figures.recovery.not_given, past.n, is_part=True)
    yield Cell("fit", "median", *figures.fit)
    yield Cell("days", "call", *figures.days_to_call)
    yield Cell("days", "closing", *figures.days_to_closing)
    yield Cell("sting", "change", *figures.sting)


def _revenue(figures: Figures) -> Iterator[Cell]:
    revenue = figures.revenue
    for one in revenue.sums:
        yield Cell("revenue", one.currency, one.amount, one.n)
    for band in revenue.bands:
        for one in band.sums:
            key = f"{one.currency}.{band.key or NOT_GIVEN}"
            yield Cell("revenue", key, one.amount, one.n, band.label)
    yield Cell("revenue", NOT_GIVEN, revenue.not_given, figures.losses, is_part=True)


def _tally(name: str, tally: Tally, n: int) -> Iterator[Cell]:
    for row in tally.rows:
        yield _part(name, row, tally.n)
        for detail in row.details:
            yield _part(name, detail, tally.n)
    yield Cell(name, "unknown", tally.unknown, n, is_part=True)
    yield Cell(name, NOT_GIVEN, tally.not_given, n, is_part=True)


def _part(name: str, row: Count, n: int) -> Cell:
    return Cell(name, row.key, row.entries, n, row.label, is_part=True)


def _share(name: str, key: str, share: Share) -> Cell:
    return Cell(name, key, share.part, share.n, is_part=True)


def _rounded(middle: Middle) -> Decimal | None:
    """Give a percentage with one decimal, since more would only look exact; None under five entries."""
    value = middle.value if middle.n >= FEWEST else None
    # What is larger comes of an income that is next to nothing, and has no decimals worth rounding.
    return value if value is None or abs(value) >= _LARGEST else value.quantize(Decimal("0.1"))


def plainly(value: int | Decimal | None) -> str:
    """Write a number without an exponent, and without the half of a median where it is whole."""
    if value is None:
        return ""
    text = f"{Decimal(value):f}"
    return text[:-2] if text.endswith(".0") else text
