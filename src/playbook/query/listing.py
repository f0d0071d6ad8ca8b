"""The entries of a journal in a list: one row each, the one that began last at the end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from playbook.journal.head import day_shown, moment_of
from playbook.journal.records import Record
from playbook.text import visible
from playbook.written import on_one_line

_GAP = "  "
_NARROW = 60
"""Columns below which an entry takes two lines."""


class Listed(NamedTuple):
    """An entry in a list.

    Attributes:
        started: The moment it began, as it is written there.
        name: Its file's name.
        client: The client; empty in a walk about none.
        playbook: The name of its playbook.
        status: `open`, `done` or `closed`.
        updated: The moment it was saved last, as it is written there.
        waiting_until: The day that an open walk waits for; empty if it does not.
    """

    started: str
    name: str
    client: str
    playbook: str
    status: str
    updated: str
    waiting_until: str

    @property
    def day(self) -> str:
        """The day it began."""
        return day_shown(self.started)


def listed(records: Iterable[Record]) -> list[Listed]:
    """Give the entries as rows, ordered by when they began, then by their files' names."""
    return sorted(map(_listed, records), key=lambda row: (moment_of(row.started), row.name))


def _listed(record: Record) -> Listed:
    front = record.front
    return Listed(
        shown(front.get("started", "")),
        record.name,
        _cleaned(front.get("client", "")),
        _cleaned(front["playbook"]),
        _cleaned(front.get("status", "open")),
        shown(front.get("updated", "")),
        shown(front.get("waiting_until", "")),
    )


def shown(text: str) -> str:
    """Give a value of a front matter as it can be shown: on one line, and driving no terminal."""
    # A day or a moment; other texts are few and come again.
    return text if " " not in text and text.isprintable() else _cleaned(text)


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> str:
    return on_one_line(visible(text))


def tabbed(rows: Iterable[Listed], folder: str) -> Iterator[str]:
    """Give a line for each row, for programs: date, client, playbook, status and path, a tab between two."""
    for row in rows:
        name = row.name if row.name.isprintable() else _cleaned(row.name)
        yield f"{day_shown(row.started)}\t{row.client}\t{row.playbook}\t{row.status}\t{folder}{name}"


def table(rows: Sequence[Listed], width: int) -> Iterator[str]:
    """Give the lines of a table, for eyes.

    Args:
        rows: What it holds.
        width: The columns of the terminal. In a narrow one a row takes two lines.
    """
    if width < _NARROW:
        for row in rows:
            yield _fitted(f"{row.day}{_GAP}{row.client or row.playbook}", width)
            yield _fitted(f"{' ' * 10}{_GAP}{', '.join((row.playbook, _state(row)))}", width)
        return
    playbooks = max((cells(row.playbook) for row in rows), default=0)
    states = max((cells(_state(row)) for row in rows), default=0)
    playbooks = min(playbooks, width // 4)
    room = max(width - 10 - 3 * len(_GAP) - playbooks - states, width // 4)
    clients = min(room, max((cells(row.client) for row in rows), default=0))
    for row in rows:
        client, playbook = _padded(row.client, clients), _padded(row.playbook, playbooks)
        yield _fitted(_GAP.join((row.day, client, playbook, _state(row))).rstrip(), width)


def _state(row: Listed) -> str:
    waits = row.waiting_until if row.status == "open" else ""
    return f"{row.status}, waits for {waits}" if waits else row.status


def _padded(text: str, columns: int) -> str:
    text = _fitted(text, columns)
    return text + " " * (columns - cells(text))


def _fitted(text: str, columns: int) -> str:
    """Give a text cut to a number of columns, with an ellipsis where something is missing."""
    if cells(text) <= columns:
        return text
    taken, left = "", columns - 1
    for character in text:
        left -= cells(character)
        if left < 0:
            break
        taken += character
    return taken.rstrip() + "…"


def cells(text: str) -> int:
    """Give how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
