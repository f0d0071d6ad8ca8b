"""The table: its columns, and a row for each entry.

Which columns there are is known when all entries are read. Until then their rows are kept as the text they
will be, so that a large journal takes little more room than its table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from playbook.exporting.answers import answers_of, is_id, pieces_of, written_in
from playbook.exporting.kinds import WORDS, Kind, Unfit, Value, kind_of, values_of
from playbook.exporting.questions import questions_of
from playbook.journal.head import moment_of
from playbook.journal.records import Content
from playbook.visible import visible
from playbook.written import Written, on_one_line

HEAD = ("path", "playbook", "client", "status", "started", "updated")
"""The columns before those of the questions."""

_MOST_KEPT = 10_000
"""Lines whose cells are remembered, for each playbook."""
_NOWHERE: tuple[int | None, Kind] = None, WORDS
"""Where an answer goes whose question the playbook does not have."""
_BETWEEN, _FOR_BETWEEN = "\0", "\ud800"
"""What stands between two cells of a row that is kept, and what stands for that in one: no file holds it."""


@lru_cache(maxsize=4096)
def _shown(text: str) -> str:
    return on_one_line(visible(text))


class _Row(NamedTuple):
    """A row as it is kept: its cells as one text takes a third of the room that a list of them does."""

    started: str
    name: str
    playbook: str
    cells: str
    extra: Mapping[str, str] | None


# How an answer fills cells: its question; the first of the playbook's columns that it fills, None if the
# playbook has no such question; the cells, written out; and whether it is an answer of its question's type.
# A plain tuple, for there are 200,000 of them in 10,000 entries.
_Cells: TypeAlias = tuple[str, int | None, Sequence[str], bool]


class _Columns:
    """The columns of a playbook's questions, and how they are filled."""

    def __init__(self, path: Path | None, write: Callable[[Value], str]) -> None:
        self.names: list[str] = []
        self._at: dict[str, tuple[int | None, Kind]] = {}
        self._write = write
        taken = set(HEAD)
        for question in questions_of(path) if path else ():
            kind = kind_of(question)
            self._at[question.id] = len(self.names), kind
            for behind in kind.behind:
                name = question.id + behind
                while name in taken:
                    name += "_"
                taken.add(name)
                self.names.append(name)
        self._empty = [write(None)] * len(self.names)
        self._kept: dict[str, _Cells] = {}
        self._of_head = lru_cache(maxsize=_MOST_KEPT)(lambda kind, head: self._made(kind, Written(head)))
        self.unfit = 0

    def filled(self, content: Content) -> tuple[list[str], dict[str, str]]:
        """Give the cells of an entry, and those of questions that the playbook does not have."""
        if b"\r" in content.raw:
            every = answers_of(content).items()
            return self._filled(self._cells(name, written) for name, written in every)
        return self._filled(self._looked_up(pieces_of(content)))

    def _filled(self, answers: Iterable[_Cells]) -> tuple[list[str], dict[str, str]]:
        cells = self._empty.copy()
        extra: dict[str, str] = {}
        seen: set[str] = set()
        for question, at, made, is_fit in answers:
            if question in seen:
                continue
            seen.add(question)
            if at is None:
                if made:
                    extra[question] = made[0]
            elif len(made) == 1:
                cells[at] = made[0]
            else:
                cells[at : at + len(made)] = made
            if not is_fit:
                self.unfit += 1
        return cells, extra

    def _looked_up(self, pieces: Iterable[str]) -> Iterator[_Cells]:
        """Give the answers at the beginnings of pieces.

        Most answers are one of a few, so the cells of a line that was seen before are remembered: to look
        them up takes a fifth of the time that reading the line does.
        """
        kept, columns, write = self._kept, self._at, self._write
        for piece in pieces:
            end = piece.find("\n")
            line = piece[:end] if end >= 0 else piece
            cells = kept.get(line)
            if cells is None:
                question, colon, head = line.partition(":")
                if not colon or not is_id(question):
                    continue
                at, kind = columns.get(question, _NOWHERE)
                head = head.strip(" \t")
                # Half of the rest are words on one line, which need no more than being written out.
                if kind is WORDS and "\n  " not in piece and _is_plain(head):
                    cells = question, at, (write(head),), True
                elif kind.head_only:
                    # A day is new to a question more often than it is new at all.
                    made, is_fit = self._of_head(kind, head)
                    cells = question, at, made, is_fit
                    if len(kept) < _MOST_KEPT:
                        kept[line] = cells
                else:
                    cells = self._cells(question, written_in(piece, len(question)))
            yield cells

    def _cells(self, question: str, written: Written) -> _Cells:
        at, kind = self._at.get(question, _NOWHERE)
        made, is_fit = self._made(kind, written)
        if at is None and values_of(kind, written)[0] is None:
            return question, at, (), True
        return question, at, made, is_fit

    def _made(self, kind: Kind, written: Written) -> tuple[Sequence[str], bool]:
        """Give the cells for an answer, and whether it is of its question's type; empty ones if it is not."""
        write = self._write
        try:
            return [write(value) for value in values_of(kind, written)], True
        except Unfit:
            return [write(None)] * len(kind.behind), False


def _is_plain(head: str) -> bool:
    """Tell whether words are kept as they stand, and are none of our own."""
    return head != "" and head[0] != "(" and head.isprintable()


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
        self._folder = folder
        self._often = lru_cache(maxsize=4096)(lambda text: write(text or None))
        self._playbooks: dict[str, _Columns] = {}
        rows, extras = [], set[str]()
        for content in entries:
            playbook = content.front["playbook"]
            columns = self._playbooks.get(playbook)
            if columns is None:
                columns = self._playbooks[playbook] = _Columns(paths.get(playbook), write)
            row = self._row(content, columns)
            extras.update(row.extra or ())
            rows.append(row)
        rows.sort(key=lambda row: (moment_of(row.started), row.name))
        self._rows = rows
        asked = dict.fromkeys(
            name for name in sorted(self._playbooks) for name in self._playbooks[name].names
        )
        # A question of one playbook may be one that another does not have any more.
        gone = sorted(extras - asked.keys() - set(HEAD))
        self._renamed = {name: f"{name}_" for name in extras & set(HEAD)}
        self.columns = [*HEAD, *asked, *gone, *sorted(self._renamed.values())]
        self.unfit = sum(columns.unfit for columns in self._playbooks.values())

    def _row(self, content: Content, columns: _Columns) -> _Row:
        front, write, often = content.front, self._write, self._often
        filled, extra = columns.filled(content)
        started = front.get("started", "")
        cells = [
            write(self._folder + _shown(content.name)),
            often(_shown(front["playbook"])),
            often(_shown(front.get("client", ""))),
            often(_shown(front.get("status", "open"))),
            write(_shown(started) or None),
            write(_shown(front.get("updated", "")) or None),
            *filled,
        ]
        kept = _BETWEEN.join(cells)
        if kept.count(_BETWEEN) >= len(cells):
            kept = _BETWEEN.join([cell.replace(_BETWEEN, _FOR_BETWEEN) for cell in cells])
        return _Row(started, content.name, front["playbook"], kept, extra or None)

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
            cells, places_here = row.cells.split(_BETWEEN), places[row.playbook]
            if _FOR_BETWEEN in row.cells:
                cells = [cell.replace(_FOR_BETWEEN, _BETWEEN) for cell in cells]
            if len(places_here) == len(self.columns) and not row.extra:
                yield cells
                continue
            full = [nothing] * len(self.columns)
            for at, cell in zip(places_here, cells, strict=True):
                full[at] = cell
            for name, cell in (row.extra or {}).items():
                full[number[self._renamed.get(name, name)]] = cell
            yield full
