"""How much went with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from typing_extensions import override

from playbook.language import N_, _
from playbook.money import Amount
from playbook.stats.figure import Basis, Entries, Figure
from playbook.stats.kinds import Sum, median
from playbook.stats.panel import FEWEST, NOT_GIVEN, Cell, Heading, Number, PanelRow, missing, under

_LARGEST = 10**9
"""A percentage from which on decimals are no matter."""


class Revenue(Figure):
    """What was lost in a month, and with clients of which fit; a panel for each currency."""

    name, title = "revenue", N_("What they paid a month")
    questions = ("monthly_value", "fit")

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        paid = defaultdict[str, list[Decimal]](list)
        bands = _bands(entries)
        for one in entries:
            if amount := one.amount("monthly_value"):
                paid[amount.currency].append(amount.number)
        heading, n = Heading(_(self.title)), len(entries)
        for currency, amounts in sorted(paid.items()):
            total = Sum.of(amounts, currency)
            heading = Heading(
                _("What they paid a month, in {currency}", currency=currency),
                _("{part} of {n}", part=total.n, n=n),
            )
            rows = _bars([band for band in bands if band.paid.amount.currency == currency], entries.basis)
            yield from (Number(row, heading=heading) for row in rows)
            yield Number(total.row(_("Together"), entries.basis), total.cell(currency), heading)
        for band in bands:
            key = f"{band.paid.amount.currency}.{band.key or NOT_GIVEN}"
            yield Number(cell=band.paid.cell(key, band.label))
        without = missing(NOT_GIVEN, _("No amount given"), n - sum(map(len, paid.values())), n)
        yield from under(heading, [without], are_seen=bool(paid))


class _Band(NamedTuple):
    """What was lost in one currency with the clients of one band of the fit, or, without a key, of none."""

    key: str
    label: str
    paid: Sum


def _bands(entries: Entries) -> list[_Band]:
    """Return the bands, the best first and those without a fit last."""
    paid = defaultdict[tuple[str, str], list[Decimal]](list)
    best = {"": -1}
    for one in entries:
        if amount := one.amount("monthly_value"):
            card = one.scored("fit")
            band = card.band if card else ""
            paid[band, amount.currency].append(amount.number)
            best[band] = max(card.points if card else -1, best.get(band, -1))
    return [
        _Band(key, entries.label("fit", key) if key else "", Sum.of(amounts, currency))
        for (key, currency), amounts in sorted(paid.items(), key=lambda one: (-best[one[0][0]], one[0]))
    ]


def _bars(bands: Sequence[_Band], basis: Basis) -> Iterator[PanelRow]:
    """Yield a bar for each band, unless no fit is known at all."""
    if [band.key for band in bands] == [""]:
        return
    most = max(band.paid.amount.number for band in bands)
    for band in bands:
        size = max(0.0, float(band.paid.amount.number / most)) if most > 0 else 0
        row = band.paid.row(band.label or _("Fit not answered"), basis)
        yield row._replace(size=size, apart=not band.key)


class Income(Figure):
    """What was lost beside what is earned in a month, in the currency of the income only."""

    name, title = "income", N_("Next to what you earn in a month")
    questions = ("monthly_value",)
    # It says what somebody earns.
    can_be_shared = False

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        income, currency = entries.basis.income, entries.basis.currency
        if not income:
            return
        amounts = (one.amount("monthly_value") for one in entries)
        paid = [amount.number for amount in amounts if amount and amount.currency == currency]
        lost, middle = Sum.of(paid, currency), median(paid)
        # As with every share: under five there are no percentages.
        percent = None if middle is None or lost.n < FEWEST else 100 * middle / income
        rows = [
            PanelRow(_("What you earn"), entries.basis.written(Amount(income, currency))),
            lost.row(_("What they paid, together"), entries.basis),
            PanelRow(
                _("One of them, as a share of what you earn"), f"{percent:.0f}%", _("from {n}", n=lost.n)
            )
            if percent is not None
            else None,
        ]
        cells = (
            Cell("income", income, lost.n, currency),
            lost.cell("lost", currency),
            Cell("median_percent", _rounded(percent), lost.n),
        )
        yield from map(Number, rows if lost.n else (None, None, None), cells)


def _rounded(percent: Decimal | None) -> Decimal | None:
    """Round to one decimal, since more would only look exact."""
    # What is larger comes of an income that is next to nothing, and has no decimals worth rounding.
    return percent if percent is None or abs(percent) >= _LARGEST else percent.quantize(Decimal("0.1"))
