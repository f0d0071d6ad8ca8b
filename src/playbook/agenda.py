"""What is due: the follow-ups that are not ticked and the days that walks wait for, by date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from playbook.entry.follow_ups import FollowUp, follow_ups_in
from playbook.journal.files import decoded
from playbook.journal.head import Head, day_of, head_of
from playbook.journal.records import Reading
from playbook.journal.scan import front_of

_UNTICKED, _BOX, _WAITING = b"- [ ]", b"- [", b"waiting_until"
"""What stands in every file that has something due, or a box at all."""


class Due(NamedTuple):
    """A follow-up that is not ticked, or the day that an open walk waits for.

    Attributes:
        day: When it is due.
        words: What is due.
        head: The entry it stands in.
        nth: How many follow-ups of the same words stand above it in its entry, ticked or not.
        is_wait: Whether it is the walk that waits.
    """

    day: date
    words: str
    head: Head
    nth: int = 0
    is_wait: bool = False


class Agenda(NamedTuple):
    """What is due in a journal.

    Attributes:
        due: What is due, the earliest first.
        closed: How many follow-ups are left out since their walk was closed by choice.
    """

    due: Sequence[Due]
    closed: int = 0


class Box(NamedTuple):
    """A follow-up, ticked or not, and the entry it stands in."""

    what: FollowUp
    head: Head


def _all(_: Head) -> bool:
    return True


def agenda(reading: Reading, wanted: Callable[[Head], bool] = _all) -> Agenda:
    """Go through a journal once and give what is due in it.

    Whoever closed a walk has put an end to it, so its follow-ups are counted and no more.

    Args:
        reading: Reads the journal.
        wanted: Tells of which entries.
    """
    found: list[Due] = []
    closed = 0
    for name, content in reading.contents():
        unticked = _UNTICKED in content
        if not unticked and _WAITING not in content:
            continue
        front, body = front_of(content)
        if "playbook" not in front:
            continue
        head = head_of(reading.folder / name, front)
        if not wanted(head):
            continue
        due = due_in(head, follow_ups_in(decoded(content[body:])) if unticked else ())
        if head.status == "closed":
            closed += len(due)
        else:
            found += due
    return Agenda(in_order(found), closed)


def in_order(dues: Iterable[Due]) -> list[Due]:
    """Give the earliest first, and those of a day by their words."""
    return sorted(dues, key=lambda one: (one.day, one.words, one.head.path))


def due_in(head: Head, follow_ups: Iterable[FollowUp]) -> list[Due]:
    """Give what is due in one entry; a wait is no second line beside its follow-up of the same day."""
    found: list[Due] = []
    seen: dict[str, int] = {}
    for follow_up in follow_ups:
        nth = seen.get(follow_up.words, 0)
        seen[follow_up.words] = nth + 1
        if follow_up.day and not follow_up.done:
            found.append(Due(follow_up.day, follow_up.words, head, nth))
    # The answer that it came from decides; what the front matter says of it is for reading, as here.
    until = day_of(head.waiting_until) if head.waiting_until and head.status == "open" else None
    if until and all(one.day != until for one in found):
        found.append(Due(until, f"The next step of {head.playbook}", head, is_wait=True))
    return found


def boxes(reading: Reading, wanted: Callable[[Head], bool] = _all) -> list[Box]:
    """Give every follow-up of a journal, ticked or not, with a day or without, as they stand."""
    found: list[Box] = []
    for name, content in reading.contents():
        if _BOX not in content:
            continue
        front, body = front_of(content)
        if "playbook" in front and wanted(head := head_of(reading.folder / name, front)):
            found += [Box(what, head) for what in follow_ups_in(decoded(content[body:]))]
    return found


OVERDUE, TODAY, THIS_WEEK, LATER = "Overdue", "Today", "This week", "Later"


def grouped(dues: Iterable[Due], today: date) -> dict[str, list[Due]]:
    """Give what is due by how soon: what is overdue, for today, for this week up to its Sunday, or later."""
    groups: dict[str, list[Due]] = {OVERDUE: [], TODAY: [], THIS_WEEK: [], LATER: []}
    sunday = today + min(timedelta(days=6 - today.weekday()), date.max - today)
    for one in dues:
        if one.day < today:
            groups[OVERDUE].append(one)
        elif one.day == today:
            groups[TODAY].append(one)
        else:
            groups[THIS_WEEK if one.day <= sunday else LATER].append(one)
    return {title: group for title, group in groups.items() if group}


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
