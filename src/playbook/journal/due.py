"""What is due: the follow-ups that are not ticked and the days that walks wait for, by date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from playbook.entry.boxes import FollowUp, follow_ups_in
from playbook.journal.files import decoded
from playbook.journal.head import day_of
from playbook.journal.naming import client_key
from playbook.journal.records import Reading
from playbook.journal.scan import front_of
from playbook.written import on_one_line

_UNTICKED, _BOX, _WAITING = b"\n- [ ]", b"\n- [", b"\nwaiting_until"
"""What stands in every file that has something due, or a box at all; an entry begins with another line."""


class Owner(NamedTuple):
    """The entry that something stands in. What it says is worked out when asked for.

    Attributes:
        folder: The folder of the journal.
        name: The name of its file there.
        front: Its front matter, in which there is a `playbook`.
    """

    folder: Path
    name: str
    front: Mapping[str, str]

    @property
    def path(self) -> Path:
        """Its file."""
        return self.folder / self.name

    @property
    def playbook(self) -> str:
        """The name of the playbook that is walked."""
        return self.front["playbook"]

    @property
    def client(self) -> str:
        """The client; empty in a walk about none."""
        client = self.front.get("client", "")
        # Nearly every name is on one line, and to see that takes a tenth of the time.
        return client if client.isprintable() and client.strip() == client else on_one_line(client)

    @property
    def status(self) -> str:
        """`open`, `done` or `closed`."""
        return self.front.get("status", "open")

    @property
    def started(self) -> str:
        """The moment it began, as it is written there; empty if that is not."""
        return self.front.get("started", "")

    @property
    def waits_until(self) -> date | None:
        """The day that an open walk waits for.

        The answer that it came from decides; what the front matter says of it is for reading, as here.
        """
        until = self.front.get("waiting_until")
        return day_of(until) if until and self.status == "open" else None


class Due(NamedTuple):
    """A follow-up that is not ticked, or the day that an open walk waits for.

    Attributes:
        day: When it is due.
        words: What is due.
        owner: The entry it stands in.
        nth: How many follow-ups of the same words stand above it in its entry, ticked or not.
        is_wait: Whether it is the walk that waits.
    """

    day: date
    words: str
    owner: Owner
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
    owner: Owner


def _all(_: Owner) -> bool:
    return True


def agenda(reading: Reading, wanted: Callable[[Owner], bool] = _all) -> Agenda:
    """Go through a journal once and give what is due in it.

    Whoever closed a walk has put an end to it, so its follow-ups are counted and no more.

    Args:
        reading: Reads the journal.
        wanted: Tells of which entries.
    """
    found: list[Due] = []
    closed = 0
    for name, content in reading.contents():
        unticked = _first_box(content, _UNTICKED) >= 0
        if not unticked and not _waits(content):
            continue
        front, body = front_of(content)
        owner = Owner(reading.folder, name, front)
        if "playbook" not in front or not wanted(owner):
            continue
        due = due_in(owner, listed(content, body) if unticked else ())
        if owner.status == "closed":
            closed += len(due)
        else:
            found += due
    return Agenda(in_order(found), closed)


def listed(content: bytes, body: int) -> list[FollowUp]:
    """Give the follow-ups of an entry's bytes, as `Entry.follow_ups` does.

    Args:
        content: The bytes of its file.
        body: The offset behind its front matter.
    """
    first = _first_box(content, _BOX, max(0, body - 1))
    # From the beginning of a line on; most of an entry stands before it.
    return follow_ups_in(decoded(content[first + 1 :])) if first >= 0 else []


def _first_box(content: bytes, box: bytes, start: int = 0) -> int:
    # To find a single byte is many times as fast as to find several.
    bracket = content.find(b"[", start)
    return content.find(box, max(start, bracket - len(_BOX) + 1)) if bracket >= 0 else -1


def _waits(content: bytes) -> bool:
    """Tell whether an entry may wait for a day; to look behind its front matter takes longer."""
    closing = content.find(b"\n---\n", 3)
    return content.find(_WAITING, 0, len(content) if closing < 0 else closing) >= 0


def in_order(dues: Iterable[Due]) -> list[Due]:
    """Give the earliest first, and those of a day by their words."""
    return sorted(dues, key=lambda one: (one.day, one.words, one.owner.name))


def due_in(owner: Owner, follow_ups: Iterable[FollowUp]) -> list[Due]:
    """Give what is due in one entry; a wait is no second line beside its follow-up of the same day."""
    found: list[Due] = []
    above: dict[str, int] = {}
    for one in follow_ups:
        nth = above.get(one.words, 0)
        above[one.words] = nth + 1
        if one.day and not one.done:
            found.append(Due(one.day, one.words, owner, nth))
    until = owner.waits_until
    if until and all(one.day != until for one in found):
        found.append(Due(until, f"The next step of {owner.playbook}", owner, is_wait=True))
    return found


def boxes(reading: Reading, wanted: Callable[[Owner], bool] = _all) -> list[Box]:
    """Give every follow-up of a journal, ticked or not, with a day or without, as they stand."""
    found: list[Box] = []
    for name, content in reading.contents():
        if _first_box(content, _BOX) >= 0:
            front, body = front_of(content)
            owner = Owner(reading.folder, name, front)
            if "playbook" in front and wanted(owner):
                found += [Box(what, owner) for what in listed(content, body)]
    return found


OVERDUE, TODAY, WITHIN_A_WEEK, LATER = "Overdue", "Today", "Within a week", "Later"


def grouped(dues: Iterable[Due], today: date) -> dict[str, list[Due]]:
    """Give what is due by how soon: what is overdue, for today, for the seven days that follow, or later."""
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


def with_client(words: str, client: str) -> str:
    """Return the words of what is due with the client behind them, unless they name the client already."""
    named = not client or client_key(client) in client_key(words)
    return words if named else f"{words} ({client})"
