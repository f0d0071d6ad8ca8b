"""What is due: the follow-ups that are not ticked and the days that walks wait for, by date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from playbook import durable
from playbook.entry import Entry, FollowUp
from playbook.entry.follow_ups import UNTICKED
from playbook.errors import PlaybookError
from playbook.journal.files import decoded, encoded, read
from playbook.journal.naming import client_key
from playbook.journal.record import Record
from playbook.language import N_, _, ngettext

_NEXT_STEP = N_("The next step of {playbook}")


class Due(NamedTuple):
    """A follow-up that is not ticked, or the day that an open walk waits for.

    Attributes:
        day: When it is due.
        words: What is due; of a wait, in English, as programs are told it.
        record: The entry it stands in.
        nth: How many follow-ups of the same words stand above it in its entry, ticked or not.
        is_wait: Whether it is the walk that waits.
    """

    day: date
    words: str
    record: Record
    nth: int = 0
    is_wait: bool = False

    @property
    def shown(self) -> str:
        """What is due, as people are told it."""
        return _(_NEXT_STEP, playbook=self.record.playbook) if self.is_wait else self.words


class Agenda(NamedTuple):
    """What is due in a journal.

    Attributes:
        due: What is due, the earliest first.
        closed: How many follow-ups are left out since their walk was closed by choice.
    """

    due: Sequence[Due]
    closed: int = 0

    def up_to(self, last: date) -> Agenda:
        """Return only what is due on a day or before it."""
        return Agenda([one for one in self.due if one.day <= last])


class Box(NamedTuple):
    """A follow-up, ticked or not, and the entry it stands in."""

    what: FollowUp
    record: Record


def agenda(entries: Iterable[tuple[Record, Sequence[Due]]]) -> Agenda:
    """Put together what is due in entries.

    Whoever closed a walk has put an end to it, so its follow-ups are counted and no more.
    """
    found: list[Due] = []
    closed = 0
    for record, due in entries:
        if record.status == "closed":
            closed += len(due)
        else:
            found += due
    return Agenda(in_order(found), closed)


def in_order(dues: Iterable[Due]) -> list[Due]:
    """Return the earliest first, and those of a day by their words."""
    return sorted(dues, key=lambda one: (one.day, one.words, one.record.file))


def due_in(record: Record, entry: Entry) -> list[Due]:
    """Return what is due in one entry; a wait is no second line beside the follow-up that it waits for."""
    found: list[Due] = []
    above: dict[str, int] = {}
    # Most entries have nothing left to tick.
    for one in entry.follow_ups if UNTICKED in entry.bare else ():
        nth = above.get(one.words, 0)
        above[one.words] = nth + 1
        if one.day and not one.done:
            found.append(Due(one.day, one.words, record, nth))
    until = record.waits_until
    # One of that day is what is waited for where the day is an answer, and not so many days after another.
    has_follow_up = any(one.day == until for one in found)
    if until and not (has_follow_up and any(line.head == str(until) for line in entry.lines)):
        found.append(Due(until, _NEXT_STEP.format(playbook=record.playbook), record, is_wait=True))
    return found


def boxes_in(record: Record, entry: Entry) -> list[Box]:
    """Return every follow-up of one entry, ticked or not, with a day or without, as they stand."""
    return [Box(what, record) for what in entry.follow_ups]


OVERDUE, TODAY, WITHIN_A_WEEK, LATER = N_("Overdue"), N_("Today"), N_("Within a week"), N_("Later")


def grouped(dues: Iterable[Due], today: date) -> dict[str, list[Due]]:
    """Group what is due by how soon: overdue, today, within the seven days that follow, or later."""
    groups: dict[str, list[Due]] = {OVERDUE: [], TODAY: [], WITHIN_A_WEEK: [], LATER: []}
    week = timedelta(days=7)
    for one in dues:
        if one.day < today:
            groups[OVERDUE].append(one)
        elif one.day == today:
            groups[TODAY].append(one)
        else:
            groups[WITHIN_A_WEEK if one.day - today <= week else LATER].append(one)
    return {title: group for title, group in groups.items() if group}


def in_words(day: date, today: date) -> str:
    """Say how far off a day is on which something is due: `today`, `in 4 days`, `2 days overdue`."""
    days = (day - today).days
    match days:
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days)
    return ngettext("{n} day overdue", "{n} days overdue", -days)


def with_client(words: str, client: str) -> str:
    """Return the words of what is due with the client behind them, unless they name the client already."""
    return words if is_named(client, words) else f"{words} ({client})"


def is_named(client: str, words: str) -> bool:
    """Tell whether words name a client already; there may be none to name."""
    return not client or client_key(client) in client_key(words)


class Elsewhere(PlaybookError):
    """What was to be ticked does not stand there any more."""


def tick(path: Path, what: FollowUp, *, done: bool) -> None:
    """Tick a follow-up, or untick it, in the entry as it is in its file now.

    Nothing else changes, not the moment of the last change at the top either: so it is the same as
    ticking it in an editor.

    Args:
        path: The file of the entry.
        what: The follow-up as it was read; of several that read the same, the first is meant.
        done: Whether it is to be ticked.

    Raises:
        Elsewhere: It is not there any more, or it is already as it should be; the file was changed
            meanwhile.
        PlaybookError: The file cannot be read or written; it is as it was.
    """
    with durable.locked(path):
        try:
            entry = Entry(decoded(read(path)))
        except FileNotFoundError:
            raise Elsewhere(_("{path} is gone.", path=path), _("See what is due: playbook due")) from None
        after = entry.tick(what.day, what.words) if done else entry.untick(what.day, what.words)
        if after.text == entry.text:
            raise Elsewhere(
                _(
                    "“{words}” was changed in {path} meanwhile; it stays as it is.",
                    words=what.words,
                    path=path,
                ),
                _("See what is due: playbook due"),
            )
        durable.replace(path, encoded(after.text))
