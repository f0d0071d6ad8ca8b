"""From the journal to figures: for `playbook stats`, and for a walk that shows some."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from playbook.entry import Entry
from playbook.journal.folder import Journal
from playbook.journal.record import Record, day_of
from playbook.query.currencies import currencies
from playbook.settings import Settings
from playbook.stats.answers import Answers
from playbook.stats.count import questions_of
from playbook.stats.figure import Basis
from playbook.stats.question import in_words


def basis(settings: Settings, today: date, language: str) -> Basis:
    """Return what figures are counted against: the day, and the income that is configured.

    Args:
        settings: Where the journal is, and the income.
        today: The day.
        language: The language in which amounts are written.
    """
    income, currency = settings.monthly_income, settings.currency
    if income and not currency:
        currency = next(currencies(Journal(settings.journal)), "")
    return Basis(today, currency, income, language=language)


def answers(entries: Iterable[tuple[Record, Entry]], show: Collection[str]) -> Iterator[Answers]:
    """Yield of each entry what figures with these names look at."""
    questions = questions_of(show)
    for record, entry in entries:
        heads, saved = entry.heads(questions), day_of(record.updated)
        boxes = [(box.day, box.done) for box in entry.follow_ups]
        yield Answers(record.playbook, record.started_on, heads, saved, boxes)


def figures_in_words(settings: Settings, today: date, language: str, show: Sequence[str], over: str) -> str:
    """Return the words for figures that a walk shows.

    Args:
        settings: Where the journal is.
        today: The day of the walk.
        language: Its language.
        show: The names of the figures.
        over: How far back: `quarter`, `year` or `all`.
    """
    entries = answers(Journal(settings.journal).entries(), show)
    return in_words(entries, basis(settings, today, language), show, over)
