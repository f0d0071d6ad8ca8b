"""The journal as one table: a row an entry, a column a question, written as JSON, JSON Lines or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from playbook.entry import Entry
from playbook.invalid import InvalidAnswer
from playbook.journal.record import Record
from playbook.query.listing import as_array, as_json
from playbook.query.questions import Questions
from playbook.text import field
from playbook.written import Written

if TYPE_CHECKING:
    from playbook.model.types import Question
    from playbook.model.types.codec import Cell

HEAD = ("path", "playbook", "client", "status", "started", "updated")
"""The columns before those of the questions."""


class Row(NamedTuple):
    """What an entry fills of its row; its playbook tells which cells these are."""

    columns: _Columns
    cells: tuple[Cell, ...]
    others: Mapping[str, Cell]
    """The answers to questions that the playbook does not have, or not any more, by column."""
    unfit: int
    """How many of its answers are none of their question's type."""


class _Columns:
    """The columns of a playbook's questions.

    Args:
        questions: The questions, by id.

    Attributes:
        names: The names of the columns.
    """

    def __init__(self, questions: Mapping[str, Question]) -> None:
        self.names: list[str] = []
        self._empty: dict[str, tuple[Cell, ...]] = {}
        for name, question in questions.items():
            self.names += [self.free(name + behind) for behind in question.columns]
            self._empty[name] = (None,) * len(question.columns)
        self._with_bodies = {name: question for name, question in questions.items() if question.owns_body}
        self._on_a_line = questions.keys() - self._with_bodies.keys()
        # The same few lines stand in many entries, and the notes beneath them fill no cell.
        self._of_line = cache(lambda name, head: _cells(questions[name], Written(head)))

    def free(self, name: str) -> str:
        """Return the name for another column: what a column is called already gets something behind it."""
        while name in HEAD or name in self.names:
            name += "_"
        return name

    def filled(self, entry: Entry) -> tuple[tuple[Cell, ...], int]:
        """Return the cells of an entry, and how many of its answers are none of their question's type."""
        read = {name: self._of_line(name, head) for name, head in entry.heads(self._on_a_line).items()}
        for name, question in self._with_bodies.items():
            if answer := entry.answer(name):
                read[name] = _cells(question, answer.written)
        cells = chain.from_iterable([read.get(name) or empty for name, empty in self._empty.items()])
        return tuple(cells), [*read.values()].count(None)


def _cells(question: Question, written: Written) -> tuple[Cell, ...] | None:
    """Return the cells of an answer, none if there is none; None if it is not of the question's type."""
    given = question.given(written)
    if not given or not any(given):
        return ()
    try:
        return question.cells(question.parse(given))
    except InvalidAnswer:
        return None if given is written else ()


class Rows:
    """The rows of entries.

    Args:
        questions: The questions of the playbooks.
    """

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._playbooks: dict[str, _Columns] = {}

    def of(self, record: Record, entry: Entry) -> Row:
        """Return the row of an entry."""
        columns = self._playbooks.get(record.playbook)
        asked = self._questions.of(record.playbook)
        if columns is None:
            columns = self._playbooks[record.playbook] = _Columns(asked)
        cells, unfit = columns.filled(entry)
        others: dict[str, Cell] = {}
        for name in entry.counting - asked.keys():
            question = self._questions.one(record.playbook, name)
            read = _cells(question, entry.answers[name].written)
            unfit += read is None
            if read:
                others[columns.free(name)] = read[0]
        return Row(columns, cells, others, unfit)


class Table:
    """All entries as rows with the same columns.

    Args:
        rows: The row of each entry, in the order of their files' names.

    Attributes:
        columns: The names of the columns: those of `HEAD`, those of the playbooks' questions in their
            order, and those of questions that no playbook has any more, by name.
        count: How many rows there are.
        unfit: How many answers are none of their question's type; their cells are empty.
    """

    def __init__(self, rows: Iterable[tuple[Record, Row]]) -> None:
        # Those that began at the same moment stay in the order of their files' names.
        self._rows = sorted(rows, key=lambda one: one[0].started_at)
        playbooks = {record.playbook: row.columns for record, row in self._rows}
        known = [name for _, columns in sorted(playbooks.items()) for name in columns.names]
        # A question of one playbook may be one that another does not have any more. What would be called
        # like a column of the head has something behind its name.
        others = {name for _, row in self._rows for name in row.others}
        mine = sorted(others, key=lambda name: (name.removesuffix("_") in HEAD, name))
        self.columns = list(dict.fromkeys([*HEAD, *known, *mine]))
        self.count = len(self._rows)
        self.unfit = sum(row.unfit for _, row in self._rows)

    def rows(self) -> Iterator[dict[str, Cell]]:
        """Yield the cells of each row by the names of all columns, by when the walks began, then by path."""
        for record, (columns, cells, others, _) in self._rows:
            row: dict[str, Cell] = dict.fromkeys(self.columns)
            # A record has the same in the same order, and more.
            row.update(zip(HEAD, (field(text) or None for text in record), strict=False))
            row.update(zip(columns.names, cells, strict=True))
            row.update(others)
            yield row


def csv_text(value: Cell) -> str:
    """Return a value as a field of CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else ", ".join(value) if isinstance(value, list) else str(value)


def as_csv(table: Table) -> Iterator[str]:
    """Yield the records with their header, without what ends them."""
    return _records(table, csv_text)


def as_spreadsheet(table: Table) -> Iterator[str]:
    """Yield CSV for spreadsheets, which know UTF-8 by its mark and run what begins like a formula."""
    records = _records(table, _guarded)
    return chain([f"\ufeff{next(records)}"], records)


def _records(table: Table, written: Callable[[Cell], str]) -> Iterator[str]:
    record = io.StringIO()
    writer = csv.writer(record)
    for cells in chain([table.columns], (map(written, row.values()) for row in table.rows())):
        writer.writerow(cells)
        yield record.getvalue().removesuffix("\r\n")
        record.seek(0)
        record.truncate()


def _guarded(value: Cell) -> str:
    """Return a field with an apostrophe before what spreadsheets begin a formula with.

    The characters are those that OWASP names for CSV injection.
    """
    text = csv_text(value)
    return (
        f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
    )


SPREADSHEET = "spreadsheet"
"""The name of CSV as spreadsheets want it."""

FORMATS: Mapping[str, Callable[[Table], Iterator[str]]] = {
    "json": lambda table: as_array(table.rows()),
    "jsonl": lambda table: map(as_json, table.rows()),
    "csv": as_csv,
    SPREADSHEET: as_spreadsheet,
}
"""How a table is written, by the name of the format: lines without what ends them."""
