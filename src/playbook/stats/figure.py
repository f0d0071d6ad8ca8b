"""A figure: one object that says what it is called, what it looks at, how it is counted and what it shows.

A new figure is one class, and its place in the list of `playbook.stats.count`. Every figure says on how many
entries it rests. Answers of somebody who does not know, and answers not given, are counted apart and never
guessed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from playbook.money import Amount, written
from playbook.stats.answers import EntryAnswers, labelled
from playbook.stats.panel import Number


@dataclass(frozen=True)
class Basis:
    """What figures are counted against.

    Attributes:
        today: The day to count from whether 90 days are over.
        currency: The currency that the income is in, as three letters.
        income: What the person earns in a month; None if it is not configured.
        labels: Returns the labels that the playbook has for a question, by key.
        language: The language in which amounts are written; empty where nobody reads them.
        is_shared: Whether nothing may be said in words that stand in entries only.
    """

    today: date
    currency: str = "EUR"
    income: Decimal | None = None
    labels: Callable[[str], Mapping[str, str]] = lambda _: {}
    language: str = "en"
    is_shared: bool = False

    def written(self, amount: Amount) -> str:
        """Write an amount as a person reads it; to do so takes a while."""
        return written(amount, self.language) if self.language else ""


@dataclass(frozen=True)
class Entries:
    """Entries to count, and what they are counted against.

    Attributes:
        every: The answers of each.
        basis: What they are counted against.
    """

    every: Sequence[EntryAnswers]
    basis: Basis
    _read: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def against(self, basis: Basis) -> Entries:
        """Return the same ones counted against something else."""
        return Entries(self.every, basis)

    def __iter__(self) -> Iterator[EntryAnswers]:
        return iter(self.every)

    def __len__(self) -> int:
        return len(self.every)

    def label(self, question: str, key: str, otherwise: str = "") -> str:
        """Return what a choice or a band is called: in the playbook, else in entries.

        Args:
            question: The id of its question.
            key: The slug of a choice, its `slug.detail`, or the id of a band.
            otherwise: The words for where nobody has any; the key if left out.
        """
        label = self.basis.labels(question).get(key)
        if not label and not self.basis.is_shared:
            if question not in self._read:
                self._read[question] = self._labels(question)
            label = self._read[question].get(key)
        return label or otherwise or key

    def _labels(self, question: str) -> Mapping[str, str]:
        """Read the labels that stand in entries; of several the last counts."""
        own: dict[str, str] = {}
        cut: dict[str, str] = {}
        for key, words in map(labelled, dict.fromkeys(one.head(question) for one in reversed(self.every))):
            slug, _, detail = key.partition(".")
            if detail:
                label, _, words = words.partition(": ")
                cut.setdefault(slug, label or slug)
            own.setdefault(key, words or detail or slug)
        # A label of its own says more than one that was cut off before a detail's.
        return {**cut, **own}


class Figure(ABC):
    """One figure.

    Attributes:
        name: Its name, for playbooks and programs.
        title: What stands above its rows; those of figures with the same title stand together.
        questions: The questions whose answers it looks at.
        of_losses: Whether it looks at losses only, rather than at every entry.
        is_numbers: Whether it is made of numbers rather than of somebody's words, so that `stats` shows it.
        can_be_shared: Whether a picture that is shown around may hold it.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    questions: ClassVar[tuple[str, ...]]
    of_losses: ClassVar[bool] = True
    is_numbers: ClassVar[bool] = True
    can_be_shared: ClassVar[bool] = True

    def is_known(self, answers: EntryAnswers) -> bool:
        """Tell whether an entry holds what it counts."""
        return not self.questions or any(map(answers.is_given, self.questions))

    @abstractmethod
    def numbers(self, entries: Entries) -> Iterator[Number]:
        """Count entries; yield what it shows of them, in an order that stays."""
