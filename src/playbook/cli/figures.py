"""From the journal to figures: for `playbook stats`, and for a walk that shows some."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from playbook.entry import Entry
from playbook.journal.folder import Journal
from playbook.journal.record import Record, day_of
from playbook.model.context import Given
from playbook.model.types.figures import FiguresQuestion, is_same
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


def answers(
    entries: Iterable[tuple[Record, Entry]], show: Collection[str], *others: str
) -> Iterator[Answers]:
    """Yield of each entry what figures with these names look at, and the answers to other questions."""
    questions = questions_of(show) | {*others}
    for record, entry in entries:
        heads, saved = entry.heads(questions), day_of(record.updated)
        boxes = [(box.day, box.done) for box in entry.follow_ups]
        yield Answers(record.playbook, record.started_on, heads, saved, boxes)


def figures_in_words(
    settings: Settings, today: date, language: str, question: FiguresQuestion, same: Given | None
) -> str:
    """Return the words for figures that a walk shows.

    Args:
        settings: Where the journal is.
        today: The day of the walk.
        language: Its language.
        question: Which figures, over which span, of how many walks at least.
        same: The answer that the walks have in common with this one; None for any.
    """
    name = same.question.id if same else ""
    entries = answers(Journal(settings.journal).entries(), question.show, name)
    alike = (one for one in entries if same is None or is_same(same, one.head(name)))
    least = question.least or 1
    return in_words(alike, basis(settings, today, language), question.show, question.over, least)
