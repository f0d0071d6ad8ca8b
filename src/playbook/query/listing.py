"""The entries of a journal in a list: one row each, the newest last."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from playbook.journal.record import Record, by_start, day_shown
from playbook.language import N_, _
from playbook.text import field, shortened, width_of

_GAP = "  "
_STATUSES = N_("open"), N_("done"), N_("closed")
"""What stands in the files, in English, is shown in the language that is spoken."""
_NARROW = 60
"""Columns below which an entry takes two lines."""


as_json = json.JSONEncoder(ensure_ascii=False).encode
"""Returns a value as JSON on one line; `json.dumps` makes such an encoder for each."""


def listed(records: Iterable[Record]) -> list[Record]:
    """Return the records as they can be shown, by when their walks began, then by their files' names."""
    return [Record(record.file, *map(field, record[1:])) for record in by_start(records)]


def tabbed(rows: Iterable[Record]) -> Iterator[str]:
    """Yield a line for each row, for programs: date, client, playbook, status and path, a tab between two."""
    for row in rows:
        yield f"{day_shown(row.started)}\t{row.client}\t{row.playbook}\t{row.status}\t{field(row.file)}"


def as_array(rows: Iterable[object]) -> Iterator[str]:
    """Yield the lines of a JSON array, a row a line."""
    yield "["
    before = ""
    for row in rows:
        if before:
            yield f"{before},"
        before = as_json(row)
    if before:
        yield before
    yield "]"


def table(rows: Sequence[Record], columns: int) -> Iterator[str]:
    """Yield the lines of a table, for eyes.

    Args:
        rows: What it holds.
        columns: Those of the terminal. In a narrow one a row takes two lines.
    """
    if columns < _NARROW:
        for row in rows:
            yield shortened(f"{day_shown(row.started)}{_GAP}{row.client or row.playbook}", columns)
            yield shortened(f"{' ' * 10}{_GAP}{', '.join((row.playbook, _state(row)))}", columns)
        return
    playbooks = max((width_of(row.playbook) for row in rows), default=0)
    states = max((width_of(_state(row)) for row in rows), default=0)
    playbooks = min(playbooks, columns // 4)
    room = max(columns - 10 - 3 * len(_GAP) - playbooks - states, columns // 4)
    clients = min(room, max((width_of(row.client) for row in rows), default=0))
    for row in rows:
        client, playbook = _padded(row.client, clients), _padded(row.playbook, playbooks)
        yield shortened(_GAP.join((day_shown(row.started), client, playbook, _state(row))).rstrip(), columns)


def _state(row: Record) -> str:
    status = _(row.status)
    if row.status == "open" and row.waiting_until:
        return _("{status}, waits for {day}", status=status, day=row.waiting_until)
    return status


def _padded(text: str, columns: int) -> str:
    text = shortened(text, columns)
    return text + " " * (columns - width_of(text))
