"""What a `figures` question shows in a walk: some figures, over a span, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from playbook.stats.answers import Answers
from playbook.stats.count import count
from playbook.stats.figure import Basis
from playbook.stats.panel import in_lines

_MONTHS = {"quarter": 3, "year": 12}
_SPANS = {"quarter": "in the last three months", "year": "in the last twelve months", "all": "so far"}


def in_words(entries: Iterable[Answers], basis: Basis, show: Sequence[str], over: str) -> str:
    """Count figures over a span, and say them.

    Args:
        entries: Entries of any playbook.
        basis: What they are counted against.
        show: The names of the figures.
        over: How far back: `quarter`, `year` or `all`.
    """
    if over in _MONTHS:
        since = months_before(basis.today, _MONTHS[over])
        entries = (answers for answers in entries if answers.begun and answers.begun > since)
    counted = count(entries, basis, show)
    words = in_lines(counted.panels())
    if not any(figure.of_losses for figure in counted.figures):
        return words or "None were written down."
    n = len(counted.losses)
    clients = "1 client" if n == 1 else f"{n} clients" if n else "No client"
    head = f"{clients} lost {_SPANS[over]}."
    if n and not words:
        words = "There is nothing more to show yet."
    return f"{head}\n\n{words}" if words else head


def months_before(today: date, months: int) -> date:
    """Return the same day some months earlier, or the last of that month where it is shorter."""
    month = today.year * 12 + today.month - 1 - months
    first = date(max(month // 12, 1), month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(last, first + timedelta(days=today.day - 1))
