"""What is counted, figure by figure."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from playbook.stats.kinds import Change, Count, Middle, Share, Sum, Tally

NAMES = (
    "reasons",
    "quarters",
    "control",
    "revenue",
    "income",
    "heard",
    "guess",
    "promises",
    "referrals",
    "recovery",
    "fit",
    "days",
    "sting",
    "changes",
)
"""Every figure by its name, in the order in which they are told."""


class Quarters(NamedTuple):
    """Losses by the quarter in which their walk was begun.

    Attributes:
        rows: The quarters that have any, such as `2026-Q4`, in order.
        undated: How many have no date that can be read.
    """

    rows: tuple[Count, ...]
    undated: int


class Control(NamedTuple):
    """Whose hands it was in.

    Attributes:
        hands: `mine`, `shared` and `theirs`, in this order; unknown are those whose reason is unknown.
        mine: Those mostly in one's own hands, of those where it is known.
        partly_mine: The same with those shared.
    """

    hands: Tally
    mine: Share
    partly_mine: Share


class Band(NamedTuple):
    """What was lost with the clients of one band of the fit, or with those that have none."""

    key: str
    label: str
    sums: tuple[Sum, ...]


class Revenue(NamedTuple):
    """What was lost in a month.

    Attributes:
        sums: The sum of what they paid in a month, by currency.
        bands: The same by band of the fit, the best first; the band without a key is of those without.
        not_given: How many losses have no amount.
    """

    sums: tuple[Sum, ...]
    bands: tuple[Band, ...]
    not_given: int


class Income(NamedTuple):
    """What was lost against what is earned in a month.

    Attributes:
        currency: The currency that the income is configured in; others are left out.
        income: The income as it is configured.
        lost: What was lost in a month, added up.
        middle: The median of what one loss took, as a percentage of the income.
    """

    currency: str
    income: Decimal
    lost: Sum
    middle: Middle


class Recovery(NamedTuple):
    """What came back.

    Attributes:
        came_back: Clients who returned, or some of whose work did, of all past their 90 days.
        not_given: How many past their 90 days do not say how it ended.
    """

    came_back: Share
    not_given: int


class Referrals(NamedTuple):
    """Favours asked.

    Attributes:
        asked: Referrals sent, of those that the walk offers.
        introductions: How many introductions came of them.
        answered: For how many of those asked it is known.
    """

    asked: Share
    introductions: Decimal
    answered: int


class Promises(NamedTuple):
    """Promises broken, said or unsaid: entries that say what the client had a right to expect.

    Attributes:
        repaired: Those whose offer is to put it right, of them.
        n: How many losses there are.
    """

    repaired: Share
    n: int


class Guess(NamedTuple):
    """How often the guess before the call was the reason.

    Attributes:
        right: Guesses that name the reason, whatever the detail, of those where both are known.
        wrong: The others: each guess with the reason it was, such as `price>value`.
        unknown: How many do not know the one or the other.
        not_given: How many lack the one or the other.
    """

    right: Share
    wrong: tuple[Count, ...]
    unknown: int
    not_given: int


class Figures(NamedTuple):
    """All figures of some entries; each is described with the function that counts it."""

    losses: int
    reasons: Tally
    quarters: Quarters
    control: Control
    revenue: Revenue
    income: Income | None
    recovery: Recovery
    referrals: Referrals
    promises: Promises
    fit: Middle
    guess: Guess
    heard: Share
    days_to_call: Middle
    days_to_closing: Middle
    sting: Middle
    changes: tuple[Change, ...]
