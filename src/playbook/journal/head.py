"""The head of an entry: what its front matter says of whom, which playbook and how far."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from playbook.journal.files import decoded
from playbook.written import on_one_line

_HEAD = 4096
"""Bytes of a file within which its front matter nearly always ends."""
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_LONGEST_HEAD = 1024 * 1024
"""Bytes of a file within which it has to end."""


class Head(NamedTuple):
    """What the front matter of an entry says.

    Attributes:
        path: The entry's file.
        playbook: The name of the playbook that was walked.
        client: The client; empty in a walk about none.
        status: `open`, `done` or `closed`.
        started: The moment it began, as it is written there.
        waiting_until: The day it waits for, as it is written there; empty if it does not.
    """

    path: Path
    playbook: str
    client: str
    status: str
    started: str
    waiting_until: str

    @property
    def started_on(self) -> date | None:
        """The day it began, if that can be read."""
        return day_of(self.started)


def day_of(moment: str) -> date | None:
    """Give the day of a moment or a day as a front matter has it; None if it is none."""
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return None


def moment_of(text: str) -> datetime:
    """Give a moment as a front matter has it, so that it sorts: who travels begins walks in several zones.

    One without a zone, or a mere day, counts as UTC, so that the order is the same on every machine; what is
    none comes before all.
    """
    try:
        moment = datetime.fromisoformat(text)
        # In the same zone they are compared as they stand, which takes a fraction of the time.
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return _BEFORE_ALL


def day_shown(text: str) -> str:
    """Give the day of a moment for people and programs: as `day_of` has it; what is none as it stands."""
    if text[4:5] == "-" == text[7:8]:  # As walks write it.
        return text[:10]
    day = day_of(text)
    return day.isoformat() if day else text[:10]


def read_head(path: Path) -> Head | None:
    """Read the head of an entry; None for a file that is none, or cannot be read."""
    # A listing that needs no more than `day_of` should not wait for the whole of that room.
    from playbook.entry import Entry

    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            start = file.read(_HEAD)
            if len(start) == _HEAD and start.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
                # Somebody may have filled the front matter with notes of their own.
                start += file.read(_LONGEST_HEAD) if "playbook" not in Entry(decoded(start)).front else b""
    except OSError:
        return None
    front = Entry.parse(decoded(start)).front
    if "playbook" not in front:
        return None
    return Head(
        path=path,
        playbook=front["playbook"],
        client=on_one_line(front.get("client", "")),
        status=front.get("status", "open"),
        started=front.get("started", ""),
        waiting_until=front.get("waiting_until", ""),
    )
