"""What is due: the follow-ups that are not ticked, by date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from playbook.entry import Entry
from playbook.journal.files import decoded
from playbook.journal.head import Head


class Due(NamedTuple):
    """A follow-up that is not ticked.

    Attributes:
        day: When it is due.
        words: What is due.
        head: The entry it stands in.
    """

    day: date
    words: str
    head: Head


def due(heads: Iterable[Head]) -> list[Due]:
    """Give what is due in these entries, the earliest first."""
    found = []
    for head in heads:
        entry = _entry(head.path)
        found += [
            Due(follow_up.day, follow_up.words, head)
            for follow_up in (entry.follow_ups if entry else ())
            if follow_up.day and not follow_up.done
        ]
    return sorted(found, key=lambda one: (one.day, one.words))


def in_words(day: date, today: date) -> str:
    """Say how far off a day is: `today`, `in 4 days`, `2 days ago`."""
    days = (day - today).days
    match days:
        case 0:
            return "today"
        case 1:
            return "tomorrow"
        case -1:
            return "yesterday"
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def _entry(path: Path) -> Entry | None:
    try:
        return Entry.parse(decoded(path.read_bytes()))
    except OSError:
        return None
