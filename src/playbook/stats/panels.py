"""The figures in words: what every picture and every list of them says.

The terminal draws panels as bars, a screen reader hears them line by line, a walk reads them out and a
picture file holds them; the words are the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from decimal import Decimal

from playbook.stats.figures import NAMES, Figures, Quarters
from playbook.stats.kinds import Count, Share, Sum, Tally
from playbook.stats.rows import Panel, Row, apart, bar, bars, median, money, most_of, share
from playbook.stats.table import plainly

_MOST_CHANGES = 15
_MOST_MISSES = 5
_MOST_QUARTERS = 12
"""Three years: what is further back is one row."""

_WENT = "How it went"
_MIDDLE = "Half were above, half below"


def panels(figures: Figures, show: Collection[str] = NAMES) -> list[Panel]:
    """Put figures into words; what rests on nothing is left out.

    Args:
        figures: The figures.
        show: Which of `NAMES` to tell; they come in their own order.
    """
    told: dict[str, Panel] = {}
    for name in NAMES:
        for panel in _TOLD[name](figures) if name in show else ():
            if panel.rows:
                same = told.setdefault(panel.title, panel)
                told[panel.title] = same if same is panel else same._replace(rows=same.rows + panel.rows)
    return list(told.values())


def _known(tally: Tally) -> str:
    return f"{tally.n} of {tally.n + tally.unknown + tally.not_given} known"


def _reasons(figures: Figures) -> Iterator[Panel]:
    rows = bars(figures.reasons, "I do not know")
    yield Panel("Why they left", _known(figures.reasons), rows)


def _quarters(figures: Figures) -> Iterator[Panel]:
    quarters = figures.quarters
    drawn, earlier = _without_gaps(quarters)
    most = most_of(drawn)
    rows = [Row("Earlier", str(earlier))] if earlier else []
    rows += [bar(row, most) for row in drawn]
    undated = apart("Without a date", quarters.undated)
    yield Panel("When", f"{figures.losses} in all", (*rows, *undated))


def _without_gaps(quarters: Quarters) -> tuple[list[Count], int]:
    """Give the last quarters, those without a loss too, and how many losses are earlier."""
    if not quarters.rows:
        return [], 0
    counts = {row.key: row.entries for row in quarters.rows}
    last, first = (
        4 * int(key[:4]) + int(key[6]) - 1 for key in (quarters.rows[-1].key, quarters.rows[0].key)
    )
    drawn: list[Count] = []
    for number in range(max(first, last - _MOST_QUARTERS + 1), last + 1):
        key = f"{number // 4:04}-Q{number % 4 + 1}"
        if drawn or key in counts:
            drawn.append(Count(key, f"{key[:4]}, quarter {key[6]}", counts.get(key, 0)))
    return drawn, sum(counts.values()) - sum(row.entries for row in drawn)


def _control(figures: Figures) -> Iterator[Panel]:
    control = figures.control
    rows = bars(control.hands, "Reason not known")
    if control.partly_mine.n:
        both = share("Mostly or partly mine", control.partly_mine)
        rows = (*rows[:3], *(row._replace(size=None) for row in both), *rows[3:])
        yield Panel("Whose hands it was in", _known(control.hands), rows)


def _revenue(figures: Figures) -> Iterator[Panel]:
    """Give a panel for each currency; the bars are the bands of the fit."""
    revenue = figures.revenue
    for total in revenue.sums:
        bands = [(band, one) for band in revenue.bands for one in band.sums if one.currency == total.currency]
        most = max(one.amount for _, one in bands)
        rows = []
        if [band.key for band, _ in bands] != [""]:
            for band, one in bands:
                size = max(0.0, float(one.amount / most)) if most > 0 else 0
                label = band.label or "Fit not answered"
                rows.append(_amount(label, one)._replace(size=size, apart=not band.key))
        rows.append(_amount("Together", total))
        if total is revenue.sums[-1]:
            rows += apart("No amount given", revenue.not_given)
        title = f"What they paid a month, in {total.currency}"
        yield Panel(title, f"{total.n} of {figures.losses}", tuple(rows))


def _amount(label: str, one: Sum) -> Row:
    return Row(label, money(one.amount, one.currency), f"from {one.n}")


def _income(figures: Figures) -> Iterator[Panel]:
    income = figures.income
    if income and income.lost.n:
        earned = Row("What you earn", money(income.income, income.currency))
        rows = [earned, _amount("What they paid, together", income.lost)]
        # As with every share: under five there are no percentages.
        if Share(0, income.lost.n).percent is not None:
            rows += median("One of them, of what you earn", income.middle, _whole_percent)
        yield Panel("Beside what you earn in a month", "", tuple(rows))


def _whole_percent(value: Decimal) -> str:
    return f"{value:.0f}%"


def _went(*rows: Iterator[Row]) -> Iterator[Panel]:
    yield Panel(_WENT, "", tuple(row for some in rows for row in some))


def _heard(figures: Figures) -> Iterator[Panel]:
    return _went(share("They told you why", figures.heard))


def _guess(figures: Figures) -> Iterator[Panel]:
    """Tell how often the guess was right, and the most frequent ways in which it was not."""
    guess = figures.guess
    yield from _went(
        share("Your guess was the reason", guess.right),
        apart("Guess or reason not known", guess.unknown) if guess.right.n else iter(()),
        apart("Guess or reason not answered", guess.not_given) if guess.right.n else iter(()),
    )
    yield from _misses(figures)


def _misses(figures: Figures) -> Iterator[Panel]:
    wrong = figures.guess.wrong
    most = most_of(wrong)
    rows = tuple(bar(row, most) for row in wrong[:_MOST_MISSES])
    left = sum(row.entries for row in wrong[_MOST_MISSES:])
    rest = (Row("Others", str(left)),) if left else ()
    yield Panel("What you guessed, then what it was", f"{figures.guess.right.n} known", rows + rest)


def _promises(figures: Figures) -> Iterator[Panel]:
    promises = figures.promises
    return _went(
        share("A promise was broken", Share(promises.repaired.n, promises.n)),
        share("Of these, put right", promises.repaired),
    )


def _referrals(figures: Figures) -> Iterator[Panel]:
    referrals = figures.referrals
    introductions = f"{plainly(referrals.introductions)} from {referrals.answered}"
    came = Row("Introductions that came of it", introductions)
    return _went(
        share("You asked for an introduction", referrals.asked),
        iter([came] if referrals.answered else ()),
    )


def _recovery(figures: Figures) -> Iterator[Panel]:
    recovery = figures.recovery
    return _went(
        share("Came back, after 90 days", recovery.came_back),
        apart("After 90 days, not looked back on", recovery.not_given),
    )


def _middles(*rows: Iterator[Row]) -> Iterator[Panel]:
    yield Panel(_MIDDLE, "", tuple(row for some in rows for row in some))


def _fit(figures: Figures) -> Iterator[Panel]:
    return _middles(median("The fit, of 100", figures.fit, plainly))


def _days(figures: Figures) -> Iterator[Panel]:
    return _middles(
        median("Days from the news to the call", figures.days_to_call, plainly),
        median("Days from the news to the closing", figures.days_to_closing, plainly),
    )


def _sting(figures: Figures) -> Iterator[Panel]:
    return _middles(median("The sting, after 90 days", figures.sting, _against_then))


def _against_then(value: Decimal) -> str:
    if not value:
        return "the same"
    return f"{plainly(abs(value))} {'less' if value < 0 else 'more'}"


def _changes(figures: Figures) -> Iterator[Panel]:
    changes = figures.changes[-_MOST_CHANGES:]
    rows = [Row(str(one.day) if one.day else "No date", one.words) for one in changes]
    yield Panel("What you wanted to change", "", tuple(rows))


_TOLD: dict[str, Callable[[Figures], Iterator[Panel]]] = {
    "reasons": _reasons,
    "quarters": _quarters,
    "control": _control,
    "revenue": _revenue,
    "income": _income,
    "heard": _heard,
    "guess": _guess,
    "promises": _promises,
    "referrals": _referrals,
    "recovery": _recovery,
    "fit": _fit,
    "days": _days,
    "sting": _sting,
    "changes": _changes,
}
"""How each figure is told, by its name."""
