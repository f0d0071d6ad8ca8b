"""The record of an entry: what its front matter says of whom, which playbook and how far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from playbook.written import on_one_line

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


class Record(NamedTuple):
    """The head of an entry. Moments and days are as they are written there; empty if they are not.

    Attributes:
        file: The path of the entry's file, as text: to make a `Path` of it takes as long as to read it.
        playbook: The name of the playbook that is walked.
        client: The client, on one line; empty in a walk about none.
        status: `open`, `done` or `closed`.
        started: The moment the walk began.
        updated: The moment it was saved last.
        waiting_until: The day it waits for.
    """

    file: str
    playbook: str
    client: str
    status: str
    started: str
    updated: str
    waiting_until: str

    @classmethod
    def of(cls, file: str, front: Mapping[str, str]) -> Record | None:
        """Return the record of a file with this front matter; None if it is no entry."""
        if "playbook" not in front:
            return None
        return cls(
            file,
            front["playbook"],
            on_one_line(front.get("client", "")),
            front.get("status", "open"),
            _started_in(front),
            front.get("updated", ""),
            front.get("waiting_until", ""),
        )

    @property
    def path(self) -> Path:
        """The entry's file."""
        return Path(self.file)

    @property
    def name(self) -> str:
        """The name of the entry's file."""
        return self.path.name

    @property
    def started_at(self) -> datetime:
        """The moment the walk began, for sorting."""
        return moment_of(self.started)

    @property
    def began(self) -> datetime | str:
        """The moment the walk began, to tell it from any other; see `began`."""
        return began(self.started)

    @property
    def started_on(self) -> date | None:
        """The day the walk began, if that can be read."""
        return day_of(self.started)

    @property
    def waits_until(self) -> date | None:
        """The day that an open walk waits for.

        The answer that it came from decides; what the front matter says of it is for reading, as here.
        """
        return day_of(self.waiting_until) if self.status == "open" else None


def by_start(records: Iterable[Record]) -> list[Record]:
    """Sort records by when their walks began, then by the names of their files."""
    return sorted(records, key=lambda record: (record.started_at, record.file))


def _started_in(front: Mapping[str, str]) -> str:
    """Return the moment a walk began as it was written first: YAML's writers make a space of its `T`."""
    started = front.get("started", "")
    return f"{started[:10]}T{started[11:]}" if started[10:11] == " " else started


def began(started: str) -> datetime | str:
    """Return the moment a walk began, in whichever zone it is written now; what is none as it stands."""
    moment = moment_of(started)
    return started if moment == _BEFORE_ALL else moment


def day_of(moment: str) -> date | None:
    """Parse the day of a moment, or a day, as a front matter has it; None if it is none."""
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return None


def moment_of(text: str) -> datetime:
    """Parse a moment as UTC, for sorting: who travels begins walks in several zones.

    One without a zone, or a mere day, counts as UTC, so that the order is the same on every machine; what is
    none comes before all.
    """
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return _BEFORE_ALL


def day_shown(text: str) -> str:
    """Return the day of a moment for people and programs, as `day_of` has it; what is none as it stands."""
    day = day_of(text)
    return day.isoformat() if day else text[:10]
