"""The kinds of numbers that figures are made of, and how each is shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from playbook.language import _, ngettext
from playbook.model.types.choice import Chosen
from playbook.money import Amount
from playbook.stats.answers import UNKNOWN
from playbook.stats.figure import Basis
from playbook.stats.panel import (
    FEWEST,
    NOT_GIVEN,
    Cell,
    Heading,
    Number,
    PanelRow,
    in_figures,
    in_percent,
    missing,
    part,
)

_MOST_ROWS = 15


class Share(NamedTuple):
    """So many of so many."""

    part: int
    n: int

    @classmethod
    def of(cls, holds: Iterable[bool]) -> Share:
        """Count how many of all hold."""
        every = list(holds)
        return cls(sum(every), len(every))

    def number(self, key: str, label: str) -> Number:
        """Return it to be shown; under five it has no bar, which would be a percentage too."""
        size = self.part / self.n if self.n >= FEWEST else None
        share = _("{part} of {n}", part=self.part, n=self.n)
        row = PanelRow(label, share, in_percent(self.part, self.n), size, of_all=True)
        return Number(row if self.n else None, part(key, self.part, self.n))


class Sum(NamedTuple):
    """Money of one currency added up; currencies are never added to each other."""

    amount: Amount
    n: int

    @classmethod
    def of(cls, amounts: Sequence[Decimal], currency: str) -> Sum:
        """Add up amounts."""
        return cls(Amount(sum(amounts, Decimal(0)), currency), len(amounts))

    def row(self, label: str, basis: Basis) -> PanelRow:
        """Return its row."""
        return PanelRow(label, basis.written(self.amount), _("from {n}", n=self.n))

    def cell(self, key: str, label: str = "") -> Cell:
        """Return its cell."""
        return Cell(key, self.amount.number, self.n, label)


def median(values: Iterable[int | Decimal]) -> Decimal | None:
    """Return the value that half of them lie below, and half above; None of none.

    Of an even number it is what lies halfway between the two in the middle.
    """
    ordered = sorted(values)
    if not ordered:
        return None
    # The same one twice where their number is odd.
    return (Decimal(ordered[(len(ordered) - 1) // 2]) + Decimal(ordered[len(ordered) // 2])) / 2


def median_number(
    key: str, label: str, values: Sequence[int | Decimal], words: Callable[[Decimal], str] = in_figures
) -> Number:
    """Return the median of values to be shown, as `words` says it."""
    middle, n = median(values), len(values)
    row = None if middle is None else PanelRow(label, words(middle), _("from {n}", n=n))
    return Number(row, Cell(key, middle, n))


class Tally:
    """How often each answer to a choice was given.

    Args:
        answers: What was chosen, entry by entry; None where nothing was that can be read.
        slugs: Those that are shown in any case, and in this order; without them the most frequent come first.

    Attributes:
        counts: The entries of each slug.
        details: Those of the finer choices beneath it, by `slug.detail`.
        unknown: How many said that they do not know.
        not_given: How many said nothing.
    """

    def __init__(self, answers: Iterable[Chosen | None], slugs: Sequence[str] = ()) -> None:
        given = Counter(answers)
        self.not_given = given.pop(None, 0)
        self.counts = Counter(dict.fromkeys(slugs, 0))
        self.details = defaultdict[str, Counter[str]](Counter)
        for chosen, entries in given.items():
            if chosen:
                self.counts[chosen.slug] += entries
                if chosen.detail:
                    self.details[chosen.slug][str(chosen)] = entries
        self.unknown = self.counts.pop(UNKNOWN, 0)
        self.n = self.counts.total()
        self.of_all = self.n + self.unknown + self.not_given
        self._in_order = list(self.counts.items()) if slugs else in_order(self.counts)

    def heading(self, title: str) -> Heading:
        """Return a heading that says how many are known."""
        return Heading(title, _("{n} of {all} known", n=self.n, all=self.of_all))

    def answers(self, called: Callable[[str], str]) -> Iterator[Number]:
        """Yield the answers that say something, the finer choices beneath theirs.

        Args:
            called: What to call an answer with this key.
        """
        whole = whole_bar(self.counts.values())
        for place, (key, entries) in enumerate(self._in_order):
            row = bar(called(key), entries, whole, in_percent(entries, self.n))
            yield Number(row if place < _MOST_ROWS else None, part(key, entries, self.n, called(key)))
            for detail, times in in_order(self.details[key]):
                yield Number(cell=part(detail, times, self.n, called(detail)))
        if others := self._in_order[_MOST_ROWS:]:
            rest = sum(entries for _, entries in others)
            label = ngettext("{n} other", "{n} others", len(others))
            yield Number(PanelRow(label, str(rest), in_percent(rest, self.n)))

    def rest(self, unknown: str) -> Iterator[Number]:
        """Yield those that say nothing; `unknown` says what is not known."""
        yield missing("unknown", unknown, self.unknown, self.of_all)
        yield missing(NOT_GIVEN, _("Not answered"), self.not_given, self.of_all)


def in_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Put the most frequent first, and equals in the order of their keys, so that it is always the same."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def whole_bar(entries: Iterable[int]) -> int:
    """Return how many entries make a whole bar: as many as the largest has, but five at least.

    One loss or two should not look like all there is.
    """
    return max([FEWEST, *entries])


def bar(label: str, entries: int, whole: int, more: str = "") -> PanelRow:
    """Return a row with a bar; `whole` entries make a whole one."""
    return PanelRow(label, str(entries), more, entries / whole)
