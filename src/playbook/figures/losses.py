"""Which entries are losses, and what is read of them more than once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from playbook.figures.answers import UNKNOWN, Chosen, chosen, day, marked, sent_on, slug
from playbook.figures.kinds import Count, Tally

PLAYBOOK = "lost"
LOOK_BACK_DAYS = 90
"""After how many days from the call the walk asks how it ended."""

HEARD = ("talked", "wrote")
"""Outcomes of a call in which the client said why."""


class Record(Protocol):
    """An entry as far as figures look at it."""

    @property
    def front(self) -> Mapping[str, str]:
        """Its front matter."""

    @property
    def answers(self) -> Mapping[str, str]:
        """The answers that count, by question id, each as it stands on its line."""


class Loss(NamedTuple):
    """An entry about a client who left.

    Attributes:
        begun: The day its walk was begun, which is taken for the day of the news; None if unreadable.
        answers: As in `Record`.
    """

    begun: date | None
    answers: Mapping[str, str]

    @property
    def heard_why(self) -> bool:
        """Whether the client said why, at the first try or at the second."""
        return slug(self.answers, "call_outcome") in HEARD or slug(self.answers, "second_outcome") in HEARD

    @property
    def may_ask_a_favour(self) -> bool:
        """Whether the walk offers a referral: parted well enough, nothing unpaid, and they said why."""
        return (
            slug(self.answers, "terms") in ("good", "mixed")
            and "invoice" not in marked(self.answers.get("loose_ends", ""))
            and self.heard_why
        )

    @property
    def asked_a_favour(self) -> bool:
        """Whether a referral was asked for where the walk offers it."""
        return self.may_ask_a_favour and sent_on(self.answers.get("referral", "")) is not None

    def is_past(self, today: date) -> bool:
        """Tell whether its 90 days are over; they count from the call, or without one from the news."""
        start = day(self.answers.get("callback_on", "")) or self.begun
        return start is not None and (today - start).days >= LOOK_BACK_DAYS

    def days_to(self, end: date | None) -> int | None:
        """Give the days from the news to another day; None if one is not known or they run backwards."""
        days = (end - self.begun).days if end and self.begun else -1
        return days if days >= 0 else None


def losses(records: Iterable[Record], others: Collection[str] = ()) -> list[Loss]:
    """Give the losses: the entries of `lost`, however far they are.

    A reason alone makes no loss: another playbook may well ask for the reason of something else.

    Args:
        records: Entries of any playbook.
        others: Names of other playbooks whose entries are losses too, where they hold a reason.
    """
    return [
        Loss(day(record.front.get("started", "")), record.answers)
        for record in records
        if record.front.get("playbook") == PLAYBOOK
        or (record.front.get("playbook") in others and slug(record.answers, "reason"))
    ]


def tally(found: Iterable[Loss], name: str) -> Tally:
    """Count the answers to a choice, the most frequent first, with the labels that were read last."""
    counts: dict[str, int] = {}
    labels: dict[str, Chosen] = {}
    not_given = 0
    for loss in found:
        answer = chosen(loss.answers.get(name, ""))
        if answer is None:
            not_given += 1
            continue
        key = f"{answer.slug}.{answer.detail}" if answer.detail else answer.slug
        counts[key] = counts.get(key, 0) + 1
        labels[key] = answer
    rows = _rows(counts, labels)
    unknown = sum(row.entries for row in rows if row.key == UNKNOWN)
    return Tally(tuple(row for row in rows if row.key != UNKNOWN), unknown, not_given)


def _rows(counts: Mapping[str, int], labels: Mapping[str, Chosen]) -> list[Count]:
    """Gather the finer choices under theirs."""
    details: dict[str, list[Count]] = {}
    totals: dict[str, int] = {}
    names: dict[str, str] = {}
    for key, count in counts.items():
        answer = labels[key]
        totals[answer.slug] = totals.get(answer.slug, 0) + count
        # A label of its own says more than one that was cut off before a detail's.
        if not answer.detail or answer.slug not in names:
            names[answer.slug] = answer.label
        if answer.detail:
            details.setdefault(answer.slug, []).append(Count(key, answer.detail_label, count))
    return in_order(
        Count(key, names[key], count, tuple(in_order(details.get(key, ())))) for key, count in totals.items()
    )


def in_order(counts: Iterable[Count]) -> list[Count]:
    """Put the most frequent first, and equals in the order of their keys, so that it is always the same."""
    return sorted(counts, key=lambda row: (-row.entries, row.key))
