"""A figure: one object that says what it is called, what it looks at, how it is counted and what it shows.

A new figure is one class, and its place in the list of `playbook.stats.count`. Every figure says on how many
entries it rests. Answers of somebody who does not know, and answers not given, are counted apart and never
guessed.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from playbook.stats.answers import Answers
from playbook.stats.panel import Heading, Number


class Labels:
    """What choices and bands are called, by the ids of their questions.

    Args:
        names: Labels by key, by question: those of a playbook, or none where entries are to tell them.
    """

    def __init__(self, names: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._names = defaultdict[str, dict[str, str]](dict)
        for question, labels in (names or {}).items():
            self._names[question] = dict(labels)
        self._cut = defaultdict[str, dict[str, str]](dict)

    def read(self, question: str, key: str, words: str) -> None:
        """Take a label as it stands in an entry; of several the last that was read counts.

        Args:
            question: The id of its question.
            key: The slug of a choice, its `slug.detail`, or the id of a band.
            words: What stands there for people; for a detail, behind the label of its choice.
        """
        slug, _, detail = key.partition(".")
        if detail:
            label, _, words = words.partition(": ")
            self._cut[question][slug] = label or slug
        self._names[question][key] = words or detail or slug

    def of(self, question: str, key: str, otherwise: str = "") -> str:
        """Return a label.

        A choice's own label says more than one that was cut off before a detail's.

        Args:
            question: The id of its question.
            key: As `read` has it.
            otherwise: The words for where nobody has any; the key if left out.
        """
        return self._names[question].get(key) or self._cut[question].get(key) or otherwise or key


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
