"""From the journal to figures: for `playbook stats`, and for a walk that shows some."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from playbook.entry import Entry
from playbook.journal.folder import Journal
from playbook.journal.record import Record
from playbook.query.currencies import currencies
from playbook.settings import Settings
from playbook.stats.answers import Answers
from playbook.stats.count import questions_of
from playbook.stats.figure import Basis
from playbook.stats.question import in_words


def basis(settings: Settings, today: date) -> Basis:
    """Return what figures are counted against: the day, and the income that is configured."""
    income, currency = settings.monthly_income, settings.currency
    if income and not currency:
        currency = next(currencies(Journal(settings.journal)), "")
    return Basis(today, currency, income)


def answers(entries: Iterable[tuple[Record, Entry]], show: Collection[str]) -> Iterator[Answers]:
    """Yield of each entry what figures with these names look at."""
    questions = questions_of(show)
    for record, entry in entries:
        yield Answers(record.playbook, record.started_on, entry.heads(questions))


def figures_in_words(settings: Settings, today: date, show: Sequence[str], over: str) -> str:
    """Return the words for figures that a walk shows.

    Args:
        settings: Where the journal is.
        today: The day of the walk.
        show: The names of the figures.
        over: How far back: `quarter`, `year` or `all`.
    """
    entries = answers(Journal(settings.journal).entries(), show)
    return in_words(entries, basis(settings, today), show, over)
