"""From entries to figures.

Every figure says on how many entries it rests. Answers of somebody who does not know, and answers not
given, are counted apart and never guessed. Each function says how its figure is defined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import compress
from operator import or_

from playbook.stats.answers import (
    UNKNOWN,
    amount,
    chosen,
    day,
    is_given,
    marked,
    number,
    points,
    sent_on,
    slug,
)
from playbook.stats.figures import (
    Band,
    Control,
    Figures,
    Guess,
    Income,
    Promises,
    Quarters,
    Recovery,
    Referrals,
    Revenue,
)
from playbook.stats.kinds import Change, Count, Middle, Share, Sum, Tally, middle
from playbook.stats.losses import Gathered, Losses
from playbook.stats.tally import in_order, tally

HANDS = {"mine": "Mostly mine", "shared": "Some of each", "theirs": "Not mine"}
"""Whose hands it was in, with words for where no entry has any."""


LOOK_BACK_DAYS = 90
"""After how many days from the call the walk asks how it ended."""

_HEARD = ("talked", "wrote")
"""Outcomes of a call in which the client said why."""


def count(
    shares: Iterable[Gathered], today: date, *, currency: str = "EUR", income: Decimal | None = None
) -> Figures:
    """Count everything.

    Args:
        shares: What was gathered of entries, share by share.
        today: The day to count from whether 90 days are over.
        currency: The currency that the income is in, as three letters.
        income: What the person earns in a month; None if it is not configured.
    """
    found = Losses(shares)
    heard = _heard(found)
    return Figures(
        losses=len(found),
        reasons=tally(found, "reason"),
        quarters=_quarters(found),
        control=_control(found),
        revenue=_revenue(found),
        income=_income(found, currency, income) if income else None,
        recovery=_recovery(found, today),
        referrals=_referrals(found, heard),
        promises=_promises(found),
        fit=_fit(found),
        guess=_guess(found),
        heard=Share(sum(heard), len(found)),
        days_to_call=middle(_days_to_call(found)),
        days_to_closing=middle(_days_to_closing(found)),
        sting=_sting(found),
        changes=_changes(found),
    )


def _quarters(found: Losses) -> Quarters:
    months = Counter((begun.year, begun.month) for begun in found.begun if begun)
    counts: dict[str, int] = {}
    for (year, month), times in sorted(months.items()):
        quarter = f"{year:04}-Q{(month + 2) // 3}"
        counts[quarter] = counts.get(quarter, 0) + times
    rows = tuple(Count(quarter, quarter, times) for quarter, times in counts.items())
    return Quarters(rows, found.begun.count(None))


def _control(found: Losses) -> Control:
    """Count whose hands it was in.

    The walk does not ask it where the reason is unknown; those stand apart from those who passed it.
    """
    given = {row.key: row for row in tally(found, "control").rows}
    rows = tuple(given.get(key, Count(key, label, 0))._replace(details=()) for key, label in HANDS.items())
    mine, shared, theirs = (row.entries for row in rows)
    known = mine + shared + theirs
    unknown = sum(
        times
        for (reason, control), times in found.alike("reason", "control")
        if slug(reason) == UNKNOWN and slug(control) not in HANDS
    )
    hands = Tally(rows, unknown, len(found) - known - unknown)
    return Control(hands, Share(mine, known), Share(mine + shared, known))


def _revenue(found: Losses) -> Revenue:
    all_of_it: dict[str, list[Decimal]] = {}
    by_band: dict[str, dict[str, list[Decimal]]] = {}
    labels: dict[str, str] = {}
    best: dict[str, int] = {}
    for (value, fit), times in found.alike("monthly_value", "fit"):
        if not (paid := amount(value)):
            continue
        card = points(fit)
        band = card.band if card else ""
        if card:
            labels[band] = card.label
            best[band] = max(card.points, best.get(band, 0))
        for amounts in (all_of_it, by_band.setdefault(band, {})):
            amounts.setdefault(paid.currency, []).extend([paid.number] * times)
    order = sorted(by_band, key=lambda band: (-best.get(band, -1), band))
    bands = tuple(Band(band, labels.get(band, ""), _sums(by_band[band])) for band in order)
    return Revenue(_sums(all_of_it), bands, len(found) - sum(map(len, all_of_it.values())))


def _sums(amounts: dict[str, list[Decimal]]) -> tuple[Sum, ...]:
    return tuple(Sum(code, sum(amounts[code], Decimal(0)), len(amounts[code])) for code in sorted(amounts))


def _income(found: Losses, currency: str, income: Decimal) -> Income:
    """Set what was lost beside the income, in its currency only."""
    numbers: list[Decimal] = []
    for (value,), times in found.alike("monthly_value"):
        paid = amount(value)
        if paid and paid.currency == currency:
            numbers += [paid.number] * times
    lost = Sum(currency, sum(numbers, Decimal(0)), len(numbers))
    part = middle(numbers)
    percent = None if part.value is None else 100 * part.value / income
    return Income(currency, income, lost, Middle(percent, part.n))


def _recovery(found: Losses, today: date) -> Recovery:
    """Count what came back, of all losses past their 90 days, whether or not they say how it ended.

    The days count from the call, as in the walk, or from the news where no call was set.
    """
    losses = zip(found.begun, found.read("callback_on", day), found.read("outcome", slug), strict=True)
    latest = today - timedelta(LOOK_BACK_DAYS)
    past = Counter(
        outcome for begun, called, outcome in losses if (start := called or begun) and start <= latest
    )
    return Recovery(Share(past["returned"] + past["partial"], past.total()), past[""])


def _heard(found: Losses) -> list[bool]:
    """Tell of every loss whether the client said why, at the first try or at the second."""
    tries = (
        found.read(name, lambda line: slug(line) in _HEARD) for name in ("call_outcome", "second_outcome")
    )
    return list(map(or_, *tries))


def _referrals(found: Losses, heard: Sequence[bool]) -> Referrals:
    """Count referrals where the walk offers one: parted well enough, nothing unpaid, and they said why."""
    eligible = asked = answered = 0
    came = Decimal(0)
    columns = (
        found.read("terms", lambda line: slug(line) in ("good", "mixed")),
        found.read("loose_ends", lambda line: "invoice" not in marked(line)),
        heard,
        found.read("referral", lambda line: sent_on(line) is not None),
        found.lines("introductions"),
    )
    alike = Counter(zip(*columns, strict=True)).items()
    for (parted, paid, said_why, sent, introductions), times in alike:
        if not (parted and paid and said_why):
            continue
        eligible += times
        if not sent:
            continue
        asked += times
        names_given = number(introductions)
        if names_given is not None:
            answered += times
            came += names_given * times
    return Referrals(Share(asked, eligible), came, answered)


def _promises(found: Losses) -> Promises:
    """Count promises broken, said or unsaid: the losses that say what they had a right to expect."""
    offers = list(compress(found.read("offer", slug), found.read("promise", is_given)))
    return Promises(Share(offers.count("repair"), len(offers)), len(found))


def _fit(found: Losses) -> Middle:
    return middle(card.points for card in found.read("fit", points) if card)


def _guess(found: Losses) -> Guess:
    """Compare slugs; a guess or a reason of somebody who does not know is neither right nor wrong."""
    right = unknown = 0
    wrong: dict[str, int] = {}
    labels: dict[str, str] = {}
    for (guess, reason), times in found.alike("my_guess", "reason"):
        guessed, was = chosen(guess), chosen(reason)
        if guessed is None or was is None:
            continue
        if UNKNOWN in (guessed.slug, was.slug):
            unknown += times
        elif guessed.slug == was.slug:
            right += times
        else:
            pair = f"{guessed.slug}>{was.slug}"
            labels.setdefault(pair, f"{guessed.label}, then {was.label}")
            wrong[pair] = wrong.get(pair, 0) + times
    known = right + sum(wrong.values())
    misses = in_order(Count(pair, labels[pair], times) for pair, times in wrong.items())
    return Guess(Share(right, known), tuple(misses), unknown, len(found) - known - unknown)


def _days_to_call(found: Losses) -> Iterator[int]:
    """Give the days from the news to the day that was set for the call."""
    return _days(found.begun, found.read("callback_on", day))


def _days_to_closing(found: Losses) -> Iterator[int]:
    """Give the days from the news to the day on which the closing was sent."""
    return _days(found.begun, found.read("closing", sent_on))


def _days(starts: Iterable[date | None], ends: Iterable[date | None]) -> Iterator[int]:
    """Give the days between; none where one is not known, or where they run backwards by a slip."""
    between = zip(starts, ends, strict=True)
    return ((end - start).days for start, end in between if start and end and start <= end)


def _sting(found: Losses) -> Middle:
    """Give the median of the change from the first sting to the one after 90 days; less is below zero."""
    changes: list[Decimal] = []
    for (then, now), times in found.alike("sting", "sting_now"):
        before, after = number(then), number(now)
        if before is not None and after is not None:
            changes += [after - before] * times
    return middle(changes)


def _changes(found: Losses) -> tuple[Change, ...]:
    """Give the changes that were wanted, the newest last, whichever walk they were named in."""
    changes = [Change(begun, words) for begun, words in found.wishes if words and is_given(words)]
    return tuple(sorted(changes, key=lambda change: change.day or date.min))
