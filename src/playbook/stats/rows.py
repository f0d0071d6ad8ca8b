"""A heading with its rows, in words: the same whether it is drawn, heard or read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from playbook.stats.kinds import FEWEST, Count, Middle, Share, Tally

_MOST_ROWS = 15
_NOT_GIVEN = "Not answered"


class Row(NamedTuple):
    """One line of a panel.

    Attributes:
        label: What is counted.
        value: The number, in words: `9`, `2 of 7`, `1,200 EUR`.
        more: What else is to be said of it, such as the percentage; empty if nothing is.
        size: How long its bar is, from 0 to 1; None if it has none.
        of_all: Whether a whole bar means all there are, rather than the largest of the panel.
        apart: Whether it stands apart from the others: not known, not answered.
    """

    label: str
    value: str
    more: str = ""
    size: float | None = None
    of_all: bool = False
    apart: bool = False


class Panel(NamedTuple):
    """A heading with its rows.

    Attributes:
        title: A few words.
        n: On what it rests, in words; empty where each row says so itself.
        rows: The rows.
    """

    title: str
    n: str
    rows: tuple[Row, ...]


def in_lines(told: Collection[Panel]) -> str:
    """Give panels as lines of text, with nothing drawn: `label: number`."""
    return "\n\n".join(
        "\n".join([f"{panel.title} ({panel.n}):" if panel.n else f"{panel.title}:", *map(_line, panel.rows)])
        for panel in told
    )


def _line(row: Row) -> str:
    more = f", {row.more}" if row.more else ""
    return f"  {row.label}: {row.value}{more}"


def money(number: Decimal, currency: str) -> str:
    """Write an amount: `12,400 EUR`; cents only where there are some."""
    text = f"{number:,.2f}".removesuffix(".00")
    return f"{text} {currency}"


def percent(share: Share) -> str:
    """Say a share as a percentage; nothing under five entries."""
    return "" if share.percent is None else f"{share.percent}%"


def bars(tally: Tally, unknown: str) -> tuple[Row, ...]:
    """Give a bar for each answer, and behind them those that say nothing."""
    most = most_of(tally.rows)
    rows = [bar(row, most, Share(row.entries, tally.n)) for row in tally.rows[:_MOST_ROWS]]
    if others := tally.rows[_MOST_ROWS:]:
        rest = sum(row.entries for row in others)
        rows.append(Row(f"{len(others)} others", str(rest), percent(Share(rest, tally.n))))
    for label, entries in ((unknown, tally.unknown), (_NOT_GIVEN, tally.not_given)):
        if entries:
            rows.append(Row(label, str(entries), apart=True))
    return tuple(rows)


def most_of(rows: Iterable[Count]) -> int:
    """Give how many entries make a whole bar: as many as the largest has, but five at least.

    One loss or two should not look like all there is.
    """
    return max([FEWEST, *(row.entries for row in rows)])


def bar(row: Count, most: int, part: Share | None = None) -> Row:
    """Give the row of one answer.

    Args:
        row: The answer.
        most: How many entries make a whole bar.
        part: What share of all it is, if that is to be said.
    """
    return Row(row.label, str(row.entries), percent(part) if part else "", row.entries / most)


def share(label: str, share: Share) -> Iterator[Row]:
    """Give a share; under five entries it has no bar, which would be a percentage too."""
    if share.n:
        size = None if share.percent is None else share.part / share.n
        yield Row(label, f"{share.part} of {share.n}", percent(share), size, of_all=True)


def apart(label: str, entries: int) -> Iterator[Row]:
    """Give a row for entries that say nothing, if there are any."""
    if entries:
        yield Row(label, str(entries), apart=True)


def median(label: str, middle: Middle, words: Callable[[Decimal], str]) -> Iterator[Row]:
    """Give a row for a median, if there is one."""
    if middle.value is not None:
        yield Row(label, words(middle.value), f"from {middle.n}")
