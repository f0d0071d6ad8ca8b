"""What is due as a calendar file (RFC 5545), which any calendar can import, again and again.

A calendar knows an event by its UID, so the same follow-up must keep its own: whatever becomes of its
day, its file's name and the other lines of the entry. An imported event stays where it is until a file
says that it is cancelled, so what an earlier export held and is due no more is kept in the file as that.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from playbook.journal.due import Due, is_named
from playbook.journal.naming import client_key
from playbook.journal.record import Record
from playbook.text import visible
from playbook.written import on_one_line

if TYPE_CHECKING:
    from icalendar import Calendar, Component

PRODUCT = "-//churn-playbook//playbook due//EN"
"""The PRODID, which tells a file of ours from any other."""

_REMINDER = timedelta(hours=9)
"""From the beginning of the day, so in the morning wherever the calendar is."""
_REMEMBERED = timedelta(days=60)
"""How long a cancelled event stays in the file: by then every calendar that follows it has seen it."""
_LAST_NUMBER = 2**31 - 1
"""The greatest number that a calendar can hold; a clock may have been set far ahead."""
_BEFORE_ALL = datetime(2026, 1, 1, tzinfo=UTC)
"""Sequences are the seconds since then: whatever is exported later has the larger one."""
_OURS = "@playbook"


class Kept(NamedTuple):
    """An event as an earlier export has it.

    Attributes:
        day: Its day.
        summary: Its words.
        cancelled: Whether it was cancelled there.
        sequence: A number that grows with every change.
        stamp: When it changed last.
    """

    day: date
    summary: str
    cancelled: bool
    sequence: int
    stamp: datetime


class Names:
    """Gives every follow-up the UID that it keeps.

    An entry is told by its playbook and the moment it began, for its file may be renamed and its client's
    name corrected; and a follow-up of it by its words, for its day may be moved. The client is taken along
    only where two walks for different ones began in the same second.

    Args:
        records: Every entry of the journal, whatever is to be exported.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        clients: dict[tuple[str, datetime | str], set[str]] = {}
        for record in records:
            clients.setdefault((record.playbook, record.began), set()).add(client_key(record.client))
        self._shared = {began for began, names in clients.items() if len(names) > 1}

    def uid(self, due: Due) -> str:
        """Return the UID of something that is due."""
        record = due.record
        entry = [record.playbook, str(record.began) or record.name]
        if not record.started or (record.playbook, record.began) in self._shared:
            entry.append(client_key(record.client))
        what = ["wait"] if due.is_wait else ["follow-up", due.words, str(due.nth)]
        identity = "\0".join([*entry, *what]).encode("utf-8", "surrogatepass")
        return hashlib.sha256(identity).hexdigest()[:32] + _OURS


def is_ours(content: bytes) -> bool:
    """Tell whether a file is a calendar that was written here."""
    made = re.search(rb"^PRODID:(.*?)\r?$", content, re.MULTILINE)
    if not content.startswith(b"BEGIN:VCALENDAR") or made is None or made[1] != PRODUCT.encode():
        return False
    # An event that somebody added would be lost by writing over it.
    uids = re.findall(rb"^UID:(.*?)\r?\n", content, re.MULTILINE)
    return all(uid.endswith(_OURS.encode()) for uid in uids)


def earlier(content: bytes) -> dict[str, Kept]:
    """Read the events of an earlier export, by their UIDs.

    Args:
        content: What the file holds that is to be written over: a calendar of ours, or nothing.
    """
    from icalendar import Calendar

    if not content.strip():
        return {}
    try:
        events = Calendar.from_ical(content).walk("VEVENT")
    except (ValueError, IndexError, KeyError):  # Ours, and damaged since: there is nothing to remember.
        return {}
    found = ((str(event.get("uid", "")), _kept(event)) for event in events)
    return {uid: kept for uid, kept in found if kept and uid.endswith(_OURS)}


def calendar(
    dues: Mapping[str, Due],
    before: Mapping[str, Kept],
    elsewhere: Collection[str],
    now: datetime,
    hint: Callable[[Due], str],
) -> bytes:
    """Return a calendar file.

    Args:
        dues: What is to be in it, by UID.
        before: The events of the export that it takes the place of.
        elsewhere: The UIDs of what is due too but not wanted in this file; it is not cancelled.
        now: The moment of the export.
        hint: Says what to do about something that is due.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    now = now.astimezone(UTC).replace(microsecond=0)
    sequence = int((now - _BEFORE_ALL).total_seconds())
    for uid, due in dues.items():
        event = Kept(due.day, _summary(due), cancelled=False, sequence=sequence, stamp=now)
        _add(made, uid, _since(event, before.get(uid, event)), hint(due))
    for uid, kept in before.items():
        gone = uid not in dues and uid not in elsewhere
        if gone and not (kept.cancelled and now - kept.stamp > _REMEMBERED):
            event = kept._replace(cancelled=True, sequence=sequence, stamp=now)
            _add(made, uid, _since(event, kept), "")
    return bytes(made.to_ical())


def _since(event: Kept, before: Kept) -> Kept:
    """Return an event with the number and the moment of its last change."""
    if event[:3] == before[:3]:
        return before
    return event._replace(sequence=max(event.sequence, before.sequence + 1))


def _summary(due: Due) -> str:
    words, client = _clean(due.shown), _clean(due.record.client)
    return words if is_named(client, words) else f"{client}: {words}"


def _clean(text: str) -> str:
    # `icalendar` writes a line end for `\N` wherever it stands.
    return on_one_line(visible(text)).replace("\\N", "\\n")


def _add(made: Calendar, uid: str, event: Kept, hint: str) -> None:
    from icalendar import Alarm, Event

    one = Event()
    one.add("uid", uid)
    one.add("dtstamp", event.stamp)
    one.add("sequence", min(event.sequence, _LAST_NUMBER))
    one.add("dtstart", event.day)
    if event.day < date.max:
        # Without an end it would last the one day as well, but some calendars refuse it then.
        one.add("dtend", event.day + timedelta(days=1))
    one.add("summary", event.summary)
    one.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    one.add("transp", "TRANSPARENT")
    if hint:
        one.add("description", _clean(hint))
    if not event.cancelled:
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", event.summary)
        reminder.add("trigger", _REMINDER)
        one.add_component(reminder)
    made.add_component(one)


def _kept(event: Component) -> Kept | None:
    try:
        start, stamp = event.decoded("dtstart"), event.decoded("dtstamp")
        if type(start) is not date or not isinstance(stamp, datetime):
            return None
        return Kept(
            day=start,
            summary=str(event.get("summary", "")),
            cancelled=str(event.get("status", "")) == "CANCELLED",
            sequence=int(event.get("sequence", 0)),
            stamp=stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC),
        )
    except (KeyError, ValueError, TypeError, AttributeError):  # Somebody has made something else of it.
        return None
