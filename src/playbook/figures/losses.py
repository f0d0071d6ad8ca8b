"""Which entries are losses, and their answers question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from playbook.figures.answers import SKIPPED, begun_on, slug

PLAYBOOK = "lost"

_ASKED = (
    *("sting", "callback_on", "monthly_value", "my_guess", "call_outcome", "second_outcome", "reason"),
    *("control", "promise", "loose_ends", "offer", "terms", "referral", "fit", "closing"),
    *("sting_now", "outcome", "introductions"),
)
_WISHES = frozenset({"change", "rule"})
"""What somebody wanted to change: after a loss or another walk, and in a review."""

QUESTIONS = frozenset(_ASKED) | _WISHES
"""The questions whose answers are counted; nobody need read any others."""

BEGUN = "started"
"""Stands for the day on which a walk was begun, which is taken for the day of the news."""


class Record(Protocol):
    """An entry as far as figures look at it."""

    @property
    def front(self) -> Mapping[str, str]:
        """Its front matter."""

    @property
    def answers(self) -> Mapping[str, str]:
        """The answers that count, by question id, each as it stands on its line."""


class Losses:
    """The entries about clients who left: those of `lost`, however far they are.

    A reason alone makes no loss: another playbook may well ask for the reason of something else.

    Args:
        records: Entries of any playbook.
        others: Names of other playbooks whose entries are losses too, where they hold a reason.

    Attributes:
        wishes: What somebody wanted to change, in any entry, each behind the day it was begun.
    """

    def __init__(self, records: Iterable[Record], others: Collection[str] = ()) -> None:
        rows: list[tuple[str, ...]] = []
        days: list[str] = []
        wishes: list[tuple[str, str]] = []
        nothing = dict.fromkeys(_ASKED, SKIPPED)
        # All of an entry is taken while it is at hand: going through thousands of them again, once for
        # every question, takes three times as long.
        for record in records:
            front, answers = record.front, record.answers
            begun = begun_on(front.get("started", ""))
            if not _WISHES.isdisjoint(answers):
                wishes += [(begun, answers[name]) for name in sorted(_WISHES.intersection(answers))]
            playbook = front.get("playbook")
            if playbook == PLAYBOOK or (playbook in others and slug(answers.get("reason", ""))):
                # In the order of the questions, whatever else there is behind them.
                rows.append(tuple({**nothing, **answers}.values())[: len(_ASKED)])
                days.append(begun)
        columns = list(zip(*rows, strict=True)) or [()] * len(_ASKED)
        self._columns: dict[str, Sequence[str]] = dict(zip(_ASKED, columns, strict=True))
        self._columns[BEGUN] = days
        self.wishes = wishes

    def __len__(self) -> int:
        return len(self._columns[BEGUN])

    def lines(self, name: str) -> Sequence[str]:
        """Give the answer of every loss to a question, as it stands on its line."""
        return self._columns[name]

    def alike(self, *names: str) -> Iterable[tuple[tuple[str, ...], int]]:
        """Give every different set of answers to some questions, and how many losses have it.

        Thousands of entries have few different answers, so what is made of them is made a few times.
        """
        return Counter(zip(*map(self.lines, names), strict=True)).items()
