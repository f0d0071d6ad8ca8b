"""The table: its columns, and a row for each entry.

Which columns there are is known when all entries are read. Until then their rows are kept as the text they
will be, so that a large journal takes little more room than its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from playbook.entry import Entry
from playbook.journal.record import Record
from playbook.query.columns import BETWEEN, HEAD, UNFIT, Cells, Columns, Form
from playbook.text import visible_line

_Names: TypeAlias = tuple[str, ...]
_Row: TypeAlias = tuple[float, _Names, bytes, Mapping[str, Cells] | None]
"""When the walk began, as a timestamp; the names of the columns of its playbook's questions; the cells of the
head and of these questions, in UTF-8; and those of other questions, by the names of their columns, if there
are any. No named tuple: half of all rows come from another process, and that takes twice as long with one."""


class _Head:
    """Writes the cells before those of the questions.

    Args:
        form: How rows are written.
    """

    def __init__(self, form: Form) -> None:
        self._text, self._nothing = form.text, form.cell(None)
        self._keys = tuple(map(form.key, HEAD))

    def of(self, record: Record) -> Cells:
        """Give those of an entry."""
        path = record.path.parent / visible_line(record.name)
        words = record.playbook, record.client, record.status, record.started, record.updated
        cells = self._text(str(path)), *map(self._cell, words)
        return BETWEEN.join(map(str.__add__, self._keys, cells))

    def _cell(self, value: str) -> Cells:
        shown = visible_line(value)
        return self._text(shown) if shown else self._nothing


class Table:
    """All entries as rows with the same columns.

    Args:
        entries: What the rows are made of, in the order of their files' names.
        paths: The files of the playbooks, by name.
        form: How rows are written.

    Attributes:
        columns: The names of the columns: those of `HEAD`, those of the playbooks' questions in their
            order, and those of questions that no playbook has any more, by name.
        unfit: How many answers are none of their question's type; their cells are empty.
        count: How many rows there are.
    """

    def __init__(
        self, entries: Iterable[tuple[Record, Entry]], paths: Mapping[str, Path], form: Form
    ) -> None:
        self._form = form
        self._rows: list[_Row] = []
        self.unfit = 0
        playbooks: dict[str, tuple[Columns, _Names]] = {}
        head, extras = _Head(form), set[str]()
        for record, entry in entries:
            if record.playbook not in playbooks:
                fresh = Columns(paths.get(record.playbook), form)
                playbooks[record.playbook] = fresh, tuple(fresh.names)
            columns, names = playbooks[record.playbook]
            given, extra = columns.filled(entry)
            extras.update(extra)
            cells = BETWEEN.join([head.of(record), *given])
            self.unfit += cells.count(UNFIT)
            written = cells.replace(UNFIT, "").encode("utf-8", "replace")
            self._rows.append((record.started_at.timestamp(), names, written, extra or None))
        self.count = len(self._rows)
        # Those that began at the same moment stay in the order of their files' names.
        self._rows.sort(key=itemgetter(0))
        known = [name for _, (_, names) in sorted(playbooks.items()) for name in names]
        # A question of one playbook may be one that another does not have any more. What would be called
        # like a column of the head has something behind its name.
        mine = sorted(extras, key=lambda name: (name.removesuffix("_") in HEAD, name))
        self.columns = list(dict.fromkeys([*HEAD, *known, *mine]))

    def rows(self) -> Iterator[bytes]:
        """Yield the rows as they are written, in UTF-8, by when the walks began, then by path."""
        key, nothing, between = self._form.key, self._form.cell(None), BETWEEN.encode()
        empty = [(key(name) + nothing).encode() for name in self.columns]
        number = {name: at for at, name in enumerate(self.columns)}
        for _, names, cells, extra in self._rows:
            full = empty.copy()
            for name, cell in zip((*HEAD, *names), cells.split(between), strict=True):
                full[number[name]] = cell
            for name, text in (extra or {}).items():
                full[number[name]] = text.encode("utf-8", "replace")
            yield self._form.between.join(full)
