"""From the journal to figures, for the command and for a walk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from playbook.journal.alike import answers_alike
from playbook.journal.head import day_of
from playbook.journal.records import Reading
from playbook.journal.scan import brief_front_of
from playbook.settings import Settings
from playbook.stats.count import count
from playbook.stats.figures import Figures
from playbook.stats.losses import COUNTED, TEXTS, WISHES, Gathered, Record, gathered
from playbook.stats.panels import panels
from playbook.stats.rows import in_lines

_MONTHS = {"quarter": 3, "year": 12}
_SPANS = {"quarter": "in the last three months", "year": "in the last twelve months", "all": "so far"}


def counted(shares: Iterable[Gathered], settings: Settings) -> Figures:
    """Count entries, as of today.

    Args:
        shares: What was gathered of them, share by share.
        settings: What is earned in a month, and in which currency.
    """
    today = datetime.now().astimezone().date()
    return count(shares, today, currency=settings.currency, income=settings.monthly_income)


def figures_in_words(settings: Settings, show: Sequence[str], over: str) -> str:
    """Give the words for figures that a walk shows.

    Args:
        settings: Where the journal is.
        show: The names of the figures.
        over: How far back: `quarter`, `year` or `all`.
    """
    ids = COUNTED + WISHES if "changes" in show else COUNTED
    records: Iterable[Record] = answers_alike(Reading(settings.journal).entries(brief_front_of), ids, TEXTS)
    if over in _MONTHS:
        since = months_before(datetime.now().astimezone().date(), _MONTHS[over])
        records = [
            (front, answers)
            for front, answers in records
            if (begun := day_of(front.get("started", ""))) is not None and begun > since
        ]
    figures = counted([gathered(records)], settings)
    told = panels(figures, show)
    if list(show) == ["changes"]:
        return in_lines(told) or "None were written down."
    clients = "1 client" if figures.losses == 1 else f"{figures.losses} clients"
    head = f"{clients if figures.losses else 'No client'} lost {_SPANS[over]}."
    if not figures.losses:
        return head
    return f"{head}\n\n{in_lines(told) or 'There is nothing more to show yet.'}"


def months_before(today: date, months: int) -> date:
    """Give the same day some months earlier, or the last of that month where it is shorter."""
    month = today.year * 12 + today.month - 1 - months
    first = date(max(month // 12, 1), month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(last, first + timedelta(days=today.day - 1))
