"""How much went with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from typing_extensions import override

from playbook.model.types.choice import Chosen
from playbook.stats.answers import Answers
from playbook.stats.figure import Figure
from playbook.stats.kinds import Median, Sum
from playbook.stats.panel import FEWEST, NOT_GIVEN, Cell, Heading, Number, Row, missing, money

_LARGEST = 10**9
"""A percentage from which on decimals are no matter."""


@dataclass
class Revenue(Figure):
    """What was lost in a month, and with clients of which fit; a panel for each currency.

    Attributes:
        sums: What they paid in a month, by currency.
        bands: The same by currency and band of the fit; the band without an id is of those without a fit.
        best: The most points that were counted, by band.
        not_given: How many losses have no amount.
    """

    name, title = "revenue", "What they paid a month"
    questions = ("monthly_value", "fit")
    sums: dict[str, Sum] = field(default_factory=lambda: defaultdict(Sum))
    bands: dict[tuple[str, str], Sum] = field(default_factory=lambda: defaultdict(Sum))
    best: dict[str, int] = field(default_factory=dict)
    not_given: int = 0

    @override
    def add(self, answers: Answers) -> None:
        paid, card = answers.amount("monthly_value"), answers.scored("fit")
        if not paid:
            self.not_given += 1
            return
        band = card.band if card else ""
        self.sums[paid.currency].add(paid.number)
        self.bands[paid.currency, band].add(paid.number)
        if card:
            self.best[band] = max(card.points, self.best.get(band, 0))
            self.basis.labels.read("fit", Chosen(band), answers.label("fit"))

    @override
    def numbers(self) -> Iterator[Number]:
        n = sum(total.n for total in self.sums.values()) + self.not_given
        without, not_given, _ = missing(NOT_GIVEN, "No amount given", self.not_given, n)
        heading = self.heading
        for currency, total in sorted(self.sums.items()):
            heading = Heading(f"{self.title}, in {currency}", f"{total.n} of {n}")
            yield from (Number(row, heading=heading) for row in self._bars(currency))
            row = total.row("Together", currency)
            yield Number(row, Cell(currency, total.amount, total.n), heading)
        for currency, band, one in self._in_order():
            key = f"{currency}.{band or NOT_GIVEN}"
            yield Number(cell=Cell(key, one.amount, one.n, self._called(band)))
        yield Number(without if self.sums else None, not_given, heading)

    def _bars(self, currency: str) -> Iterator[Row]:
        bands = [(band, one) for code, band, one in self._in_order() if code == currency]
        if [band for band, _ in bands] == [""]:
            return
        most = max(one.amount for _, one in bands)
        for band, one in bands:
            size = max(0.0, float(one.amount / most)) if most > 0 else 0
            label = self._called(band) or "Fit not answered"
            yield one.row(label, currency)._replace(size=size, apart=not band)

    def _in_order(self) -> list[tuple[str, str, Sum]]:
        """Return each currency and band with its sum, the best band first and those without a fit last."""
        found = [(currency, band, one) for (currency, band), one in self.bands.items()]
        return sorted(found, key=lambda one: (-self.best.get(one[1], -1), one[1], one[0]))

    def _called(self, band: str) -> str:
        return self.basis.labels.of("fit", band) if band else ""


@dataclass
class Income(Figure):
    """What was lost beside what is earned in a month, in the currency of the income only.

    Attributes:
        lost: What they paid in a month, added up.
        each: What each of them paid.
    """

    name, title = "income", "Beside what you earn in a month"
    questions = ("monthly_value",)
    # It says what somebody earns.
    can_be_shared = False
    lost: Sum = field(default_factory=Sum)
    each: Median = field(default_factory=Median)

    @override
    def add(self, answers: Answers) -> None:
        paid = answers.amount("monthly_value")
        if paid and paid.currency == self.basis.currency:
            self.lost.add(paid.number)
            self.each.append(paid.number)

    @override
    def numbers(self) -> Iterator[Number]:
        income, currency, lost = self.basis.income, self.basis.currency, self.lost
        if not income:
            return
        cell = Cell("income", income, lost.n, currency)
        yield Number(Row("What you earn", money(income, currency)) if lost.n else None, cell)
        cell = Cell("lost", lost.amount, lost.n, currency)
        yield Number(lost.row("What they paid, together", currency) if lost.n else None, cell)
        middle, n = self.each.value, len(self.each)
        # As with every share: under five there are no percentages.
        percent = None if middle is None or n < FEWEST else 100 * middle / income
        words = "" if percent is None else f"{percent:.0f}%"
        row = Row("One of them, of what you earn", words, f"from {n}") if words else None
        yield Number(row, Cell("median_percent", _rounded(percent), n))


def _rounded(percent: Decimal | None) -> Decimal | None:
    """Round to one decimal, since more would only look exact."""
    # What is larger comes of an income that is next to nothing, and has no decimals worth rounding.
    return percent if percent is None or abs(percent) >= _LARGEST else percent.quantize(Decimal("0.1"))
