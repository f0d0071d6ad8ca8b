"""What every way of showing figures knows of them: rows for people, cells for programs.

The terminal draws panels as bars, a screen reader hears them line by line, a walk reads them out and a
picture file holds them; the words are the same everywhere. Nothing that shows them knows any one figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from playbook.language import numeral

FEWEST = 5
"""Entries below which a percentage would say more than is known; then there are counts only."""

NOT_GIVEN = "(not given)"
"""The key of answers that were not given; no choice can be called so."""


class PanelRow(NamedTuple):
    """One line of a panel.

    Attributes:
        label: What is counted.
        value: The number, in words: `9`, `2 of 7`, `1,200 EUR`.
        more: What else is to be said of it, such as the percentage; empty if nothing is.
        size: The length of its bar, from 0 to 1; None if it has none.
        of_all: Whether a whole bar means all there are, rather than the largest of the panel.
        apart: Whether it stands apart from the others: not known, not answered.
    """

    label: str
    value: str
    more: str = ""
    size: float | None = None
    of_all: bool = False
    apart: bool = False


class Cell(NamedTuple):
    """One number for programs; the same in every language.

    Attributes:
        key: Which number of the figure.
        value: The number; None where nothing can be said.
        n: On how many entries it rests, or of how many it is a part.
        label: What a person reads for the key, where an entry has words for it.
        is_part: Whether it is a number of entries out of `n`, so that it makes a percentage.
    """

    key: str
    value: int | Decimal | None
    n: int
    label: str = ""
    is_part: bool = False

    @property
    def percent(self) -> int | None:
        """The share as a whole percentage; None under five entries, and where it is no share."""
        return percent(int(self.value or 0), self.n) if self.is_part else None


class Heading(NamedTuple):
    """What stands above rows: a few words, and on what they rest; empty where each row says so itself."""

    title: str
    n: str = ""


class Number(NamedTuple):
    """One number of a figure.

    Attributes:
        row: What people see of it; None if nothing.
        cell: What programs get of it; None if nothing.
        heading: What its row stands under; None for the title of the figure.
        sentence: What a walk says, in place of the figure's rows.
    """

    row: PanelRow | None = None
    cell: Cell | None = None
    heading: Heading | None = None
    sentence: str = ""


class Panel(NamedTuple):
    """A heading with its rows."""

    heading: Heading
    rows: list[PanelRow]


def part(key: str, entries: int, n: int, label: str = "") -> Cell:
    """Return the cell of so many entries out of `n`."""
    return Cell(key, entries, n, label, is_part=True)


def missing(key: str, label: str, entries: int, n: int) -> Number:
    """Return the number of entries that say nothing, out of `n`; people see it if there are any."""
    row = PanelRow(label, str(entries), apart=True) if entries else None
    return Number(row, part(key, entries, n))


def under(heading: Heading, numbers: Iterable[Number], *, are_seen: bool = True) -> Iterator[Number]:
    """Put numbers under a heading; those that people do not see lose their rows."""
    return (one._replace(heading=heading, row=one.row if are_seen else None) for one in numbers)


def percent(entries: int, n: int) -> int | None:
    """Return a share as a whole percentage, halves rounded up; None under five."""
    return (200 * entries + n) // (2 * n) if n >= FEWEST else None


def in_percent(entries: int, n: int) -> str:
    """Write a share as a percentage; nothing under five."""
    return "" if n < FEWEST else f"{percent(entries, n)}%"


def plainly(value: int | Decimal | None) -> str:
    """Write a number without an exponent, and without the half of a median where it is whole."""
    if value is None:
        return ""
    text = f"{Decimal(value):f}"
    return text[:-2] if text.endswith(".0") else text


def in_figures(value: int | Decimal) -> str:
    """Write a number as `plainly` does, in the language that is spoken."""
    return numeral(plainly(value))


def in_lines(panels: Iterable[Panel]) -> str:
    """Write panels as lines of text, with nothing drawn: `label: number`."""
    blocks = []
    for (title, n), rows in panels:
        lines = [f"  {row.label}: {row.value}{f', {row.more}' if row.more else ''}" for row in rows]
        blocks.append("\n".join([f"{title} ({n}):" if n else f"{title}:", *lines]))
    return "\n\n".join(blocks)
