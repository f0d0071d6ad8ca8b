"""The kinds of numbers that figures are made of. Each is counted up entry by entry, and shows itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from playbook.model.types.choice import Chosen
from playbook.stats.answers import UNKNOWN
from playbook.stats.panel import FEWEST, NOT_GIVEN, Cell, Number, Row, in_percent, missing, money, part

_MOST_ROWS = 15


@dataclass
class Share:
    """So many of so many."""

    part: int = 0
    n: int = 0

    def add(self, holds: bool) -> None:
        """Count one more, and whether it is a part."""
        self.n += 1
        self.part += holds

    def number(self, key: str, label: str) -> Number:
        """Return it to be shown; under five it has no bar, which would be a percentage too."""
        size = self.part / self.n if self.n >= FEWEST else None
        row = Row(label, f"{self.part} of {self.n}", in_percent(self.part, self.n), size, of_all=True)
        return Number(row if self.n else None, part(key, self.part, self.n))


class Median(list[int | Decimal]):
    """Values, for the one in the middle: half of them lie below it, half above."""

    @property
    def value(self) -> Decimal | None:
        """The median, of an even number what lies halfway between the two in the middle; None of none."""
        if not self:
            return None
        ordered, n = sorted(self), len(self)
        # The same one twice where their number is odd.
        return (Decimal(ordered[(n - 1) // 2]) + Decimal(ordered[n // 2])) / 2

    def number(self, key: str, label: str, words: Callable[[Decimal], str]) -> Number:
        """Return it to be shown."""
        value, n = self.value, len(self)
        row = None if value is None else Row(label, words(value), f"from {n}")
        return Number(row, Cell(key, value, n))


@dataclass
class Sum:
    """Money of one currency added up; currencies are never added to each other."""

    amount: Decimal = Decimal(0)
    n: int = 0

    def add(self, amount: Decimal) -> None:
        """Add one amount."""
        self.amount += amount
        self.n += 1

    def row(self, label: str, currency: str) -> Row:
        """Return its row."""
        return Row(label, money(self.amount, currency), f"from {self.n}")


@dataclass
class Tally:
    """How often each answer to a choice was given.

    Attributes:
        counts: The entries of each answer that says something.
        unknown: How many said that they do not know.
        not_given: How many said nothing, or nothing that can be read.
        ranked: Whether the most frequent stand first; else they keep the order that they were put in.
    """

    counts: Counter[Chosen] = field(default_factory=Counter)
    unknown: int = 0
    not_given: int = 0
    ranked: bool = True

    def add(self, chosen: Chosen | None) -> None:
        """Count one answer."""
        if chosen is None:
            self.not_given += 1
        elif chosen.slug == UNKNOWN:
            self.unknown += 1
        else:
            self.counts[chosen] += 1

    @property
    def n(self) -> int:
        """How many entries have an answer that says something."""
        return self.counts.total()

    @property
    def of_all(self) -> int:
        """How many entries there are."""
        return self.n + self.unknown + self.not_given

    @property
    def known(self) -> str:
        """On how many entries it rests, in words."""
        return f"{self.n} of {self.of_all} known"

    def answers(self, called: Callable[[str], str]) -> Iterator[Number]:
        """Yield the answers to be shown, the finer choices beneath theirs.

        Args:
            called: What to call an answer with this key.
        """
        slugs, details = Counter[str](), defaultdict[str, dict[str, int]](dict)
        for chosen, entries in self.counts.items():
            slugs[chosen.slug] += entries
            if chosen.detail:
                details[chosen.slug][str(chosen)] = entries
        n, whole = self.n, whole_bar(slugs.values())
        counts = in_order(slugs) if self.ranked else list(slugs.items())
        for place, (key, entries) in enumerate(counts):
            row = bar(called(key), entries, whole)._replace(more=in_percent(entries, n))
            yield Number(row if place < _MOST_ROWS else None, part(key, entries, n, called(key)))
            for detail, times in in_order(details[key]):
                yield Number(cell=part(detail, times, n, called(detail)))
        if others := counts[_MOST_ROWS:]:
            rest = sum(entries for _, entries in others)
            yield Number(Row(f"{len(others)} others", str(rest), in_percent(rest, n)))

    def rest(self, unknown: str) -> Iterator[Number]:
        """Yield those that say nothing; `unknown` says what is not known."""
        yield missing("unknown", unknown, self.unknown, self.of_all)
        yield missing(NOT_GIVEN, "Not answered", self.not_given, self.of_all)


def in_order(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Put the most frequent first, and equals in the order of their keys, so that it is always the same."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def whole_bar(entries: Iterable[int]) -> int:
    """Return how many entries make a whole bar: as many as the largest has, but five at least.

    One loss or two should not look like all there is.
    """
    return max([FEWEST, *entries])


def bar(label: str, entries: int, whole: int) -> Row:
    """Return a row with a bar; `whole` entries make a whole one."""
    return Row(label, str(entries), size=entries / whole)
