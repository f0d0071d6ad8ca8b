"""A figure: one object that says what it is called, what it looks at, how it is counted and what it shows.

A new figure is one class, and its place in the list of `playbook.stats.count`. Every figure says on how many
entries it rests. Answers of somebody who does not know, and answers not given, are counted apart and never
guessed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from playbook.model.types.choice import Chosen
from playbook.stats.answers import Answers
from playbook.stats.panel import Heading, Number


class Labels:
    """What choices and bands are called: as entries say it, or as a playbook does.

    Args:
        names: The labels of a playbook, by key, by the id of their question; None where entries tell them.
    """

    def __init__(self, names: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._names = names
        self._read: dict[tuple[str, Chosen], str] = {}
        self._of_details: dict[tuple[str, str], str] = {}

    def read(self, question: str, chosen: Chosen, words: str) -> None:
        """Take what people read of a choice, or of a band, in an entry; the last that is read counts."""
        self._read[question, chosen] = words or chosen.slug
        if chosen.detail:
            self._of_details[question, chosen.slug] = words or chosen.slug

    def of(self, question: str, key: str, otherwise: str = "") -> str:
        """Return a label.

        Args:
            question: The id of its question.
            key: The slug of a choice, its `slug.detail`, or the id of a band.
            otherwise: The words for where nobody has any; the key if left out.
        """
        if self._names is not None:
            return self._names.get(question, {}).get(key) or otherwise or key
        slug, _, detail = key.partition(".")
        words = self._read.get((question, Chosen(slug, detail or None)), "")
        if detail:
            return words.partition(": ")[2] or detail
        # A label of its own says more than one that was cut off before a detail's.
        return words or self._of_details.get((question, slug), "").partition(": ")[0] or otherwise or key


@dataclass(frozen=True)
class Basis:
    """What figures are counted against.

    Attributes:
        today: The day to count from whether 90 days are over.
        currency: The currency that the income is in, as three letters.
        income: What the person earns in a month; None if it is not configured.
        labels: What choices are called.
    """

    today: date
    currency: str = "EUR"
    income: Decimal | None = None
    labels: Labels = field(default_factory=Labels)


@dataclass
class Figure(ABC):
    """One figure, counted up entry by entry.

    Attributes:
        name: Its name, for playbooks and programs.
        title: What stands above its rows; those of figures with the same title stand together.
        questions: The questions whose answers it looks at.
        of_losses: Whether it looks at losses only, rather than at every entry.
        is_numbers: Whether it is made of numbers rather than of somebody's words, so that `stats` shows it.
        can_be_shared: Whether a picture that is shown around may hold it.
        basis: What it is counted against.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    questions: ClassVar[tuple[str, ...]]
    of_losses: ClassVar[bool] = True
    is_numbers: ClassVar[bool] = True
    can_be_shared: ClassVar[bool] = True

    basis: Basis

    @property
    def heading(self) -> Heading:
        """What stands above its rows, where a number has no heading of its own."""
        return Heading(self.title)

    @abstractmethod
    def add(self, answers: Answers) -> None:
        """Count one entry."""

    @abstractmethod
    def numbers(self) -> Iterator[Number]:
        """Yield what it shows, in an order that stays."""
