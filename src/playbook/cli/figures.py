"""From the journal to figures: for `playbook stats`, and for a walk that shows some."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from playbook.journal.alike import answers_alike
from playbook.journal.head import day_of
from playbook.journal.records import Content, Reading
from playbook.journal.scan import brief_front_of
from playbook.settings import Settings
from playbook.stats.answers import Answers
from playbook.stats.count import questions_of
from playbook.stats.figure import Basis
from playbook.stats.question import in_words


def basis(settings: Settings, today: date) -> Basis:
    """Return what figures are counted against: the day, and the income that is configured."""
    return Basis(today, settings.currency, settings.monthly_income)


def answers(contents: Iterable[Content], show: Collection[str]) -> Iterator[Answers]:
    """Yield of each entry what figures with these names look at."""
    for front, heads in answers_alike(contents, questions_of(show)):
        yield Answers(front["playbook"], day_of(front.get("started", "")), dict(heads))


def figures_in_words(settings: Settings, today: date, show: Sequence[str], over: str) -> str:
    """Return the words for figures that a walk shows.

    Args:
        settings: Where the journal is.
        today: The day of the walk.
        show: The names of the figures.
        over: How far back: `quarter`, `year` or `all`.
    """
    entries = answers(Reading(settings.journal).entries(brief_front_of), show)
    return in_words(entries, basis(settings, today), show, over)
