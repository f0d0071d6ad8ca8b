"""From entries to figures.

Every figure says on how many entries it rests. Answers of somebody who does not know, and answers not
given, are counted apart and never guessed. Each function says how its figure is defined.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal

from playbook.figures.answers import UNKNOWN, amount, day, is_given, number, points, sent_on, slug
from playbook.figures.figures import (
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
from playbook.figures.kinds import Change, Count, Middle, Share, Sum, Tally, middle
from playbook.figures.losses import Loss, Record, losses, tally

QUESTIONS = frozenset(
    {
        *("sting", "callback_on", "monthly_value", "my_guess", "call_outcome", "second_outcome", "reason"),
        *("control", "promise", "loose_ends", "offer", "terms", "referral", "fit", "change", "closing"),
        *("sting_now", "outcome", "introductions", "rule"),
    }
)
"""The questions whose answers are counted; nobody need read any others."""

_HANDS = {"mine": "Mostly mine", "shared": "Some of each", "theirs": "Not mine"}
"""Whose hands it was in, with words for where no entry has any."""


def count(
    records: Iterable[Record],
    today: date,
    *,
    currency: str = "EUR",
    income: Decimal | None = None,
    others: Collection[str] = (),
) -> Figures:
    """Count everything.

    Args:
        records: Entries of any playbook; which of them are losses is told by `losses`.
        today: The day to count from whether 90 days are over.
        currency: The currency that the income is in, as three letters.
        income: What the person earns in a month; None if it is not configured.
        others: As in `losses`.
    """
    records = list(records)
    found = losses(records, others)
    return Figures(
        losses=len(found),
        reasons=tally(found, "reason"),
        quarters=_quarters(found),
        control=_control(found),
        revenue=_revenue(found),
        income=_income(found, currency, income) if income else None,
        recovery=_recovery(found, today),
        referrals=_referrals(found),
        promises=_promises(found),
        fit=middle(card.points for loss in found if (card := points(loss.answers.get("fit", "")))),
        guess=_guess(found),
        heard=Share(sum(loss.heard_why for loss in found), len(found)),
        days_to_call=_days(found, [day(loss.answers.get("callback_on", "")) for loss in found]),
        days_to_closing=_days(found, [sent_on(loss.answers.get("closing", "")) for loss in found]),
        sting=_sting(found),
        changes=_changes(records),
    )


def _quarters(found: Sequence[Loss]) -> Quarters:
    counts: dict[tuple[int, int], int] = {}
    for loss in found:
        if loss.begun:
            quarter = (loss.begun.year, (loss.begun.month + 2) // 3)
            counts[quarter] = counts.get(quarter, 0) + 1
    names = {quarter: f"{quarter[0]:04}-Q{quarter[1]}" for quarter in counts}
    rows = tuple(Count(names[key], names[key], counts[key]) for key in sorted(counts))
    return Quarters(rows, len(found) - sum(counts.values()))


def _control(found: Sequence[Loss]) -> Control:
    """Count whose hands it was in.

    The walk does not ask it where the reason is unknown; those stand apart from those who passed it.
    """
    given = {row.key: row for row in tally(found, "control").rows}
    rows = tuple(given.get(key, Count(key, label, 0)) for key, label in _HANDS.items())
    known = sum(row.entries for row in rows)
    unknown = sum(
        slug(loss.answers, "reason") == UNKNOWN and slug(loss.answers, "control") not in _HANDS
        for loss in found
    )
    mine, shared, _ = (row.entries for row in rows)
    hands = Tally(rows, unknown, len(found) - known - unknown)
    return Control(hands, Share(mine, known), Share(mine + shared, known))


def _revenue(found: Sequence[Loss]) -> Revenue:
    sums: dict[str, dict[str, list[Decimal]]] = {}
    labels: dict[str, str] = {}
    best: dict[str, int] = {}
    amounts: dict[str, list[Decimal]] = {}
    for loss in found:
        paid = amount(loss.answers.get("monthly_value", ""))
        if not paid:
            continue
        card = points(loss.answers.get("fit", ""))
        band = card.band if card else ""
        if card:
            labels[band] = card.label
            best[band] = max(card.points, best.get(band, 0))
        amounts.setdefault(paid.currency, []).append(paid.number)
        sums.setdefault(band, {}).setdefault(paid.currency, []).append(paid.number)
    order = sorted(sums, key=lambda band: (-best.get(band, -1), band))
    bands = tuple(Band(band, labels.get(band, ""), _sums(sums[band])) for band in order)
    return Revenue(_sums(amounts), bands, len(found) - sum(map(len, amounts.values())))


def _sums(amounts: dict[str, list[Decimal]]) -> tuple[Sum, ...]:
    return tuple(Sum(code, sum(amounts[code], Decimal(0)), len(amounts[code])) for code in sorted(amounts))


def _income(found: Sequence[Loss], currency: str, income: Decimal) -> Income:
    paid = [amount(loss.answers.get("monthly_value", "")) for loss in found]
    numbers = [one.number for one in paid if one and one.currency == currency]
    lost = Sum(currency, sum(numbers, Decimal(0)), len(numbers))
    return Income(currency, income, lost, middle(100 * one / income for one in numbers))


def _recovery(found: Sequence[Loss], today: date) -> Recovery:
    """Count what came back, of all losses past their 90 days, whether or not they say how it ended."""
    outcomes = [slug(loss.answers, "outcome") for loss in found if loss.is_past(today)]
    came_back = sum(outcome in ("returned", "partial") for outcome in outcomes)
    return Recovery(Share(came_back, len(outcomes)), outcomes.count(""))


def _referrals(found: Sequence[Loss]) -> Referrals:
    """Count referrals as the walk offers them: eligible is what its condition lets through."""
    eligible = [loss for loss in found if loss.may_ask_a_favour]
    asked = [loss for loss in eligible if loss.asked_a_favour]
    came = [number(loss.answers.get("introductions", "")) for loss in asked]
    known = [one for one in came if one is not None]
    return Referrals(Share(len(asked), len(eligible)), sum(known, Decimal(0)), len(known))


def _promises(found: Sequence[Loss]) -> Promises:
    broken = [loss for loss in found if is_given(loss.answers, "promise")]
    repaired = sum(slug(loss.answers, "offer") == "repair" for loss in broken)
    return Promises(Share(repaired, len(broken)), len(found))


def _guess(found: Sequence[Loss]) -> Guess:
    """Compare slugs; a guess or a reason of somebody who does not know is neither right nor wrong."""
    pairs = [(slug(loss.answers, "my_guess"), slug(loss.answers, "reason")) for loss in found]
    given = [pair for pair in pairs if all(pair)]
    known = [pair for pair in given if UNKNOWN not in pair]
    right = sum(guess == reason for guess, reason in known)
    return Guess(Share(right, len(known)), len(given) - len(known), len(found) - len(given))


def _days(found: Sequence[Loss], ends: Sequence[date | None]) -> Middle:
    """Give the median of the days from the news, which is when the walk was begun, to another day.

    For the call that is the day that was set for it (`callback_on`), for the closing the day on which
    it was sent. Days that run backwards are somebody's slip, and are left out.
    """
    days = [loss.days_to(end) for loss, end in zip(found, ends, strict=True)]
    return middle(one for one in days if one is not None)


def _sting(found: Sequence[Loss]) -> Middle:
    """Give the median of the change from the first sting to the one after 90 days; less is below zero."""
    pairs = [
        (number(loss.answers.get("sting", "")), number(loss.answers.get("sting_now", ""))) for loss in found
    ]
    return middle(now - then for then, now in pairs if now is not None and then is not None)


def _changes(records: Iterable[Record]) -> tuple[Change, ...]:
    """Give the changes that were wanted, the newest last: `change` of any walk, and a review's `rule`."""
    found = [
        Change(day(record.front.get("started", "")), record.answers[name])
        for record in records
        for name in ("change", "rule")
        if is_given(record.answers, name) and record.answers[name]
    ]
    return tuple(sorted(found, key=lambda change: change.day or date.min))
