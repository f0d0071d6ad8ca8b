"""The table: its columns, and a row for each entry.

Rows are kept as the text they will be, so that a large journal takes little more room than its table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from playbook.exporting.answers import answers_of
from playbook.exporting.kinds import WORDS, Kind, Unfit, Value, kind_of, values_of
from playbook.exporting.questions import questions_of
from playbook.journal.records import Content
from playbook.visible import visible
from playbook.written import Written, on_one_line

HEAD = ("path", "playbook", "client", "status", "started", "updated")
"""The columns before those of the questions."""

_MOST_KEPT = 10_000


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    return on_one_line(visible(text))


class _Row(NamedTuple):
    started: str
    path: str
    playbook: str
    cells: list[str]
    extra: Mapping[str, str] | None


class _Columns:
    """The columns of a playbook's questions, and how they are filled."""

    def __init__(self, path: Path | None, write: Callable[[Value], str]) -> None:
        self.names: list[str] = []
        self._at: dict[str, tuple[int, Kind, dict[str, list[str]]]] = {}
        self._write = write
        taken = set(HEAD)
        for question in questions_of(path) if path else ():
            kind = kind_of(question)
            if kind.behind:
                self._at[question.id] = len(self.names), kind, {}
            for behind in kind.behind:
                name = question.id + behind
                while name in taken:
                    name += "_"
                taken.add(name)
                self.names.append(name)
            if not kind.behind:
                self._at[question.id] = 0, kind, {}
        self.unfit = 0

    def filled(self, answers: Mapping[str, Written]) -> tuple[list[str], dict[str, str] | None]:
        """Give the cells of an entry, and those of questions that the playbook does not have."""
        cells = [self._write(None)] * len(self.names)
        extra: dict[str, str] | None = None
        for name, written in answers.items():
            column = self._at.get(name)
            if column is None:
                if (value := values_of(WORDS, written)[0]) is not None:
                    extra = {**(extra or {}), name: self._write(value)}
                continue
            at, kind, kept = column
            if (
                kind is WORDS
                and not written.body
                and written.head.isprintable()
                and written.head[:1] not in "("
            ):
                cells[at] = self._write(written.head)
                continue
            made = kept.get(written.head) if kind.head_only else None
            if made is None:
                made = self._made(kind, written)
                if kind.head_only and len(kept) < _MOST_KEPT:
                    kept[written.head] = made
            cells[at : at + len(made)] = made
        return cells, extra

    def _made(self, kind: Kind, written: Written) -> list[str]:
        try:
            return [self._write(value) for value in values_of(kind, written)]
        except Unfit:
            self.unfit += 1
            return [self._write(None)] * len(kind.behind)


class Table:
    """All entries as rows with the same columns.

    Args:
        entries: What it holds.
        folder: The folder of the journal, ending in a separator.
        paths: The files of the playbooks, by name.
        write: Writes a value out.

    Attributes:
        columns: The names of the columns: those of `HEAD`, those of the playbooks' questions in their
            order, and those of questions that no playbook has any more, by name.
        unfit: How many answers are none of their question's type; their cells are empty.
    """

    def __init__(
        self,
        entries: Iterable[Content],
        folder: str,
        paths: Mapping[str, Path],
        write: Callable[[Value], str],
    ) -> None:
        self._write = write
        self._playbooks: dict[str, _Columns] = {}
        rows, extras = [], set[str]()
        for content in entries:
            playbook = content.front["playbook"]
            columns = self._playbooks.get(playbook)
            if columns is None:
                columns = self._playbooks[playbook] = _Columns(paths.get(playbook), write)
            row = self._row(content, columns, folder)
            extras.update(row.extra or ())
            rows.append(row)
        rows.sort(key=lambda row: (row.started, row.path))
        self._rows = rows
        asked = dict.fromkeys(
            name for name in sorted(self._playbooks) for name in self._playbooks[name].names
        )
        # A question of one playbook may be one that another does not have any more.
        gone = sorted(extras - asked.keys() - set(HEAD))
        self._renamed = {name: f"{name}_" for name in extras & set(HEAD)}
        self.columns = [*HEAD, *asked, *gone, *sorted(self._renamed.values())]
        self.unfit = sum(columns.unfit for columns in self._playbooks.values())

    def _row(self, content: Content, columns: _Columns, folder: str) -> _Row:
        front, path = content.front, folder + content.name
        cells, extra = columns.filled(answers_of(content))
        head: Sequence[str | None] = (
            path,
            _shown(front["playbook"]),
            _shown(front.get("client", "")) or None,
            front.get("status", "open"),
            front.get("started") or None,
            front.get("updated") or None,
        )
        return _Row(
            front.get("started", ""), path, front["playbook"], [*map(self._write, head), *cells], extra
        )

    def __len__(self) -> int:
        """Give how many rows it has."""
        return len(self._rows)

    def rows(self) -> Iterator[list[str]]:
        """Give the rows, by when the walks began, then by path: a cell written out for each column."""
        nothing = self._write(None)
        number = {name: at for at, name in enumerate(self.columns)}
        places = {
            name: [*range(len(HEAD)), *(number[column] for column in columns.names)]
            for name, columns in self._playbooks.items()
        }
        for row in self._rows:
            cells, places_here = row.cells, places[row.playbook]
            if len(places_here) == len(self.columns) and not row.extra:
                yield cells
                continue
            full = [nothing] * len(self.columns)
            for at, cell in zip(places_here, cells, strict=True):
                full[at] = cell
            for name, cell in (row.extra or {}).items():
                full[number[self._renamed.get(name, name)]] = cell
            yield full
