"""From entries to figures: the list of them all, and how they are counted and shown together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from playbook.dates import months_later
from playbook.language import _, ngettext, speaking
from playbook.stats.answers import LOSS_QUESTIONS, EntryAnswers, is_loss
from playbook.stats.figure import Basis, Entries, Figure
from playbook.stats.outcomes import (
    Changes,
    Days,
    Fit,
    Heard,
    KeptChanges,
    Promises,
    Recovery,
    Referrals,
    Runway,
    Stayed,
    Sting,
)
from playbook.stats.panel import Cell, Heading, Number, Panel, in_lines
from playbook.stats.reasons import Control, Guess, Hindsight, Quarters, Reasons
from playbook.stats.revenue import Income, Revenue

FIGURES: tuple[Figure, ...] = (
    *(Reasons(), Quarters(), Control(), Revenue(), Income()),
    *(Heard(), Guess(), Hindsight(), Promises(), Referrals(), Stayed(), Recovery(), KeptChanges()),
    *(Fit(), Runway(), Days(), Sting(), Changes()),
)
"""Every figure, in the order in which they are shown."""

NUMBERS = tuple(figure.name for figure in FIGURES if figure.is_numbers)
"""The names of those that `playbook stats` shows."""

_MONTHS = {"quarter": 3, "year": 12}


@dataclass(frozen=True)
class Counted:
    """Figures of some entries.

    Attributes:
        figures: The figures, in their order.
        losses: The entries about clients who left.
        entries: All of them.
    """

    figures: tuple[Figure, ...]
    losses: Entries
    entries: Entries

    @property
    def title(self) -> str:
        """How many clients left, and from when to when."""
        n = len(self.losses)
        if not n:
            return _("No clients lost")
        years = [f"{loss.begun.year:04}" for loss in self.losses if loss.begun]
        if not years:
            return ngettext("{n} client lost", "{n} clients lost", n)
        first, last = min(years), max(years)
        if first == last:
            return ngettext("{n} client lost, {year}", "{n} clients lost, {year}", n, year=first)
        return ngettext(
            "{n} client lost, {first} to {last}",
            "{n} clients lost, {first} to {last}",
            n,
            first=first,
            last=last,
        )

    def panels(self) -> list[Panel]:
        """Return what people see, rows under the same title together; what rests on nothing has none."""
        panels: dict[str, Panel] = {}
        for figure, number in self._numbers():
            if number.row:
                heading = number.heading or Heading(_(figure.title))
                panels.setdefault(heading.title, Panel(heading, [])).rows.append(number.row)
        return list(panels.values())

    def sentences(self) -> list[tuple[Figure, str]]:
        """Return what a walk says in place of rows, each with its figure."""
        return [(figure, number.sentence) for figure, number in self._numbers() if number.sentence]

    def cells(self) -> Iterator[tuple[str, Cell]]:
        """Yield every number for programs behind the name of its figure, alike in every language."""
        yield "losses", Cell("all", len(self.losses), len(self.losses))
        basis = self.losses.basis
        plain = self._against(Basis(basis.today, basis.currency, basis.income, language=""))
        with speaking("en"):
            numbers = list(plain._numbers())
        yield from ((figure.name, number.cell) for figure, number in numbers if number.cell)

    def _numbers(self) -> Iterator[tuple[Figure, Number]]:
        for figure in self.figures:
            for number in figure.numbers(self.losses if figure.of_losses else self.entries):
                yield figure, number

    def to_share(self) -> Counted:
        """Return what a picture may hold that is shown around, in the words of a playbook.

        Behind a choice in an entry stands what was read when it was made; but anybody may have added to it by
        hand, a client's name as well. What the playbook has no words for is called by its id.
        """
        shared = self._against(replace(self.losses.basis, is_shared=True))
        return replace(shared, figures=tuple(figure for figure in self.figures if figure.can_be_shared))

    def _against(self, basis: Basis) -> Counted:
        return Counted(self.figures, self.losses.against(basis), self.entries.against(basis))


def questions_of(show: Collection[str]) -> set[str]:
    """Return the questions whose answers figures with these names look at."""
    asked = (question for figure in FIGURES if figure.name in show for question in figure.questions)
    return {*LOSS_QUESTIONS, *asked}


def count(
    entries: Iterable[EntryAnswers],
    basis: Basis,
    show: Collection[str] = NUMBERS,
    others: Collection[str] = (),
) -> Counted:
    """Count figures over entries.

    Args:
        entries: Entries of any playbook, with their answers to `questions_of(show)`.
        basis: What they are counted against.
        show: The names of the figures.
        others: Names of playbooks besides `lost` whose entries are losses too, where they hold a reason.
    """
    every = list(entries)
    losses = [answers for answers in every if is_loss(answers, others)]
    figures = tuple(figure for figure in FIGURES if figure.name in show)
    return Counted(figures, Entries(losses, basis), Entries(every, basis))


def in_words(
    entries: Iterable[EntryAnswers], basis: Basis, show: Sequence[str], over: str, least: int = 0
) -> str:
    """Count figures over a span, and say them; nothing where there is nothing to show.

    Args:
        entries: Entries of any playbook.
        basis: What they are counted against.
        show: The names of the figures.
        over: How far back: `quarter`, `year` or `all`.
        least: The fewest walks of which something is known; of fewer nothing is said.
    """
    if over in _MONTHS:
        since = months_later(basis.today, -_MONTHS[over])
        entries = (answers for answers in entries if answers.begun and answers.begun > since)
    counted = count(entries, basis, show)
    sentences = counted.sentences()
    told = {figure for figure, _ in sentences}
    rows = replace(counted, figures=tuple(figure for figure in counted.figures if figure not in told))
    panels, said = in_lines(rows.panels()), "\n\n".join(sentence for _, sentence in sentences)
    words = "\n\n".join(filter(None, (panels, said)))
    of_losses = any(figure.of_losses for figure in counted.figures)
    counting = (
        any(figure.is_known(answers) for figure in counted.figures)
        for answers in (counted.losses if of_losses else counted.entries)
    )
    if not words or sum(counting) < least:
        return ""
    if not panels or not of_losses:
        return words
    return f"{_lost(len(counted.losses), over)}\n\n{words}"


def _lost(n: int, over: str) -> str:
    if over == "quarter":
        return ngettext(
            "{n} client lost in the last three months.", "{n} clients lost in the last three months.", n
        )
    if over == "year":
        return ngettext(
            "{n} client lost in the last twelve months.", "{n} clients lost in the last twelve months.", n
        )
    return ngettext("{n} client lost so far.", "{n} clients lost so far.", n)
