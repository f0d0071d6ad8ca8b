"""Which entries are losses, and their answers question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from playbook.figures.answers import SKIPPED, slug

PLAYBOOK = "lost"

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
    """

    def __init__(self, records: Iterable[Record], others: Collection[str] = ()) -> None:
        found = [
            record
            for record in records
            if (playbook := record.front.get("playbook")) == PLAYBOOK
            or (playbook in others and slug(record.answers.get("reason", "")))
        ]
        self._answers = [record.answers for record in found]
        self._columns: dict[str, Sequence[str]] = {
            BEGUN: [record.front.get("started", "")[:10] for record in found]
        }

    def __len__(self) -> int:
        return len(self._answers)

    def lines(self, name: str) -> Sequence[str]:
        """Give the answer of every loss to a question, as it stands on its line."""
        if name not in self._columns:
            self._columns[name] = [answers.get(name, SKIPPED) for answers in self._answers]
        return self._columns[name]

    def alike(self, *names: str) -> Iterable[tuple[tuple[str, ...], int]]:
        """Give every different set of answers to some questions, and how many losses have it.

        Thousands of entries have few different answers, so what is made of them is made a few times.
        """
        return Counter(zip(*map(self.lines, names), strict=True)).items()
