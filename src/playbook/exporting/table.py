"""The table: its columns, and a row for each entry.

Which columns there are is known when all entries are read. Until then their rows are kept as the text they
will be, so that a large journal takes little more room than its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from playbook.exporting.columns import BETWEEN, HEAD, Columns, Form
from playbook.journal.head import moment_of
from playbook.journal.records import Content
from playbook.visible import visible
from playbook.written import on_one_line

_QUESTION = "\1"
"""What stands between the cells of two questions there, likewise."""


class _Row(NamedTuple):
    """A row as it is kept: as one text, without the cells of questions that have no answer.

    That takes a sixth of the room that a list of all cells does.
    """

    started: datetime
    name: str
    playbook: str
    cells: str
    extra: Mapping[str, str] | None


class Table:
    """All entries as rows with the same columns.

    Args:
        entries: What it holds.
        folder: The folder of the journal, ending in a separator.
        paths: The files of the playbooks, by name.
        form: How rows are written.

    Attributes:
        columns: The names of the columns: those of `HEAD`, those of the playbooks' questions in their
            order, and those of questions that no playbook has any more, by name.
        unfit: How many answers are none of their question's type; their cells are empty.
    """

    def __init__(
        self, entries: Iterable[Content], folder: str, paths: Mapping[str, Path], form: Form
    ) -> None:
        self._form = form
        self._folder = folder
        self._keys, self._nothing = tuple(map(form.key, HEAD)), form.cell(None)
        self._whom = lru_cache(maxsize=4096)(self._about)
        self._playbooks: dict[str, Columns] = {}
        rows, extras = [], set[str]()
        for content in entries:
            playbook = content.front["playbook"]
            columns = self._playbooks.get(playbook)
            if columns is None:
                columns = self._playbooks[playbook] = Columns(paths.get(playbook), form)
            cells, extra = columns.filled(content)
            if extra:
                extras.update(extra)
            kept = _QUESTION.join([self._head(content), *cells])
            started = moment_of(content.front.get("started", ""))
            rows.append(_Row(started, content.name, playbook, kept, extra or None))
        rows.sort(key=itemgetter(0, 1))
        self._rows = rows
        asked = [name for playbook in sorted(self._playbooks) for name in self._playbooks[playbook].names]
        # A question of one playbook may be one that another does not have any more. What would be called
        # like a column of the head has something behind its name.
        mine = sorted(extras, key=lambda name: (name.removesuffix("_") in HEAD, name))
        self.columns = list(dict.fromkeys([*HEAD, *asked, *mine]))
        self.unfit = sum(columns.unfit for columns in self._playbooks.values())

    def _head(self, content: Content) -> str:
        """Give the cells before those of the questions."""
        front, (path, *_, started, updated) = content.front, self._keys
        return BETWEEN.join(
            (
                path + self._form.text(self._folder + _shown(content.name)),
                self._whom(front["playbook"], front.get("client", ""), front.get("status", "open")),
                self._cell(started, front.get("started", "")),
                self._cell(updated, front.get("updated", "")),
            )
        )

    def _about(self, *whom: str) -> str:
        return BETWEEN.join(map(self._cell, self._keys[1:4], whom))

    def _cell(self, key: str, text: str) -> str:
        shown = _shown(text)
        return key + (self._form.text(shown) if shown else self._nothing)

    def __len__(self) -> int:
        """Give how many rows it has."""
        return len(self._rows)

    def rows(self) -> Iterator[str]:
        """Give the rows as they are written, by when the walks began, then by path."""
        key, nothing, between = self._form.key, self._form.cell(None), self._form.between
        empty = [key(name) + nothing for name in self.columns]
        number = {name: at for at, name in enumerate(self.columns)}
        places = {
            name: [*range(len(HEAD)), *(number[column] for column in columns.names)]
            for name, columns in self._playbooks.items()
        }
        for row in self._rows:
            columns, places_here = self._playbooks[row.playbook], places[row.playbook]
            head, *given = row.cells.split(_QUESTION)
            given = [one or nothing for one, nothing in zip(given, columns.nothing, strict=True)]
            cells = BETWEEN.join([head, *given])
            if len(places_here) == len(self.columns):
                yield cells.replace(BETWEEN, between)
                continue
            full = empty.copy()
            for at, cell in zip(places_here, cells.split(BETWEEN), strict=True):
                full[at] = cell
            for name, cell in (row.extra or {}).items():
                full[number[name]] = cell
            yield between.join(full)


def _shown(text: str) -> str:
    # What has no blanks is on one line already, and printable text is shown as it is.
    return text if text.isprintable() and " " not in text else on_one_line(visible(text))
