"""The table: its columns, and a row for each entry.

Which columns there are is known when all entries are read. Until then their rows are kept as the text they
will be, so that a large journal takes little more room than its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, TypeAlias

from playbook.exporting.columns import BETWEEN, HEAD, UNFIT, Cells, Columns, Form
from playbook.journal.head import moment_of
from playbook.journal.records import Content
from playbook.visible import visible
from playbook.written import on_one_line

_Names: TypeAlias = tuple[str, ...]
_Row: TypeAlias = tuple[float, _Names, bytes, Mapping[str, Cells] | None]
"""When the walk began, as a timestamp; the names of the columns of its playbook's questions; the cells of the
head and of these questions, in UTF-8; and those of other questions, by the names of their columns, if there
are any. No named tuple: half of all rows come from another process, and that takes twice as long with one."""


_AT_ONCE = 100
"""Entries; with more in a batch, a process that hands them on takes more room."""


class Batch(NamedTuple):
    """The rows of some entries, in the order of their files' names.

    Attributes:
        rows: The rows.
        names: The names of the columns of their questions, by the name of the playbook.
        extras: Those of questions that their playbook does not have, or not any more.
        unfit: How many answers are none of their question's type; their cells are empty.
    """

    rows: list[_Row]
    names: Mapping[str, _Names]
    extras: set[str]
    unfit: int


def batches_of(
    entries: Iterable[Content], folder: str, paths: Mapping[str, Path], form: Form
) -> Iterator[Batch]:
    """Give the rows of entries.

    Args:
        entries: What the rows are made of.
        folder: The folder of the journal, ending in a separator.
        paths: The files of the playbooks, by name.
        form: How rows are written.
    """
    playbooks: dict[str, tuple[Columns, _Names]] = {}
    head, left = _Head(folder, form), iter(entries)
    while some := list(islice(left, _AT_ONCE)):
        rows: list[_Row] = []
        extras, unfit = set[str](), 0
        for content in some:
            playbook = content.front["playbook"]
            if playbook not in playbooks:
                fresh = Columns(paths.get(playbook), form)
                playbooks[playbook] = fresh, tuple(fresh.names)
            columns, names = playbooks[playbook]
            given, extra = columns.filled(content)
            extras.update(extra)
            cells = BETWEEN.join([head.of(content), *given])
            if UNFIT in cells:
                unfit += cells.count(UNFIT)
                cells = cells.replace(UNFIT, "")
            started = moment_of(content.front.get("started", "")).timestamp()
            rows.append((started, names, cells.encode("utf-8", "replace"), extra or None))
        yield Batch(rows, {name: names for name, (_, names) in playbooks.items()}, extras, unfit)


class _Head:
    """Writes the cells before those of the questions.

    Args:
        folder: The folder of the journal, ending in a separator.
        form: How rows are written.
    """

    def __init__(self, folder: str, form: Form) -> None:
        self._folder = folder
        self._text, self._nothing = form.text, form.cell(None)
        self._keys = tuple(map(form.key, HEAD))
        self._again = lru_cache(maxsize=4096)(self._cell)

    def of(self, content: Content) -> Cells:
        """Give those of an entry."""
        name, front, again, text = content.name, content.front, self._again, self._text
        started, updated = front.get("started", ""), front.get("updated", "")
        # Nearly always all three can be shown as they are, which is seen at once.
        if not (plain := name + started + updated).isprintable() or " " in plain:
            name, started, updated = map(_shown, (name, started, updated))
        cells = (
            text(self._folder + name),
            again(front["playbook"]),
            again(front.get("client", "")),
            again(front.get("status", "open")),
            text(started) if started else self._nothing,
            text(updated) if updated else self._nothing,
        )
        return BETWEEN.join(map(str.__add__, self._keys, cells))

    def _cell(self, value: str) -> Cells:
        shown = _shown(value)
        return self._text(shown) if shown else self._nothing


class Table:
    """All entries as rows with the same columns.

    Args:
        batches: Their rows, batch by batch, in the order of the files' names.
        form: How they are written.

    Attributes:
        columns: The names of the columns: those of `HEAD`, those of the playbooks' questions in their
            order, and those of questions that no playbook has any more, by name.
        unfit: How many answers are none of their question's type; their cells are empty.
    """

    def __init__(self, batches: Iterable[Batch], form: Form) -> None:
        self._form = form
        self._rows: list[_Row] = []
        self.unfit = 0
        # A playbook may be edited meanwhile, and have other questions in each of two processes.
        asked = set[tuple[str, _Names]]()
        extras = set[str]()
        for batch in batches:
            self._rows += batch.rows
            asked.update(batch.names.items())
            self.unfit += batch.unfit
            extras |= batch.extras
        # They come in the order of their files' names, and stay in it where they began at the same moment.
        self._rows.sort(key=itemgetter(0))
        known = [name for _, names in sorted(asked) for name in names]
        # A question of one playbook may be one that another does not have any more. What would be called
        # like a column of the head has something behind its name.
        mine = sorted(extras, key=lambda name: (name.removesuffix("_") in HEAD, name))
        self.columns = list(dict.fromkeys([*HEAD, *known, *mine]))

    def __len__(self) -> int:
        """Give how many rows it has."""
        return len(self._rows)

    def rows(self) -> Iterator[bytes]:
        """Give the rows as they are written, in UTF-8, by when the walks began, then by path."""
        key, nothing = self._form.key, self._form.cell(None)
        kept_between, between = BETWEEN.encode(), self._form.between
        empty = [(key(name) + nothing).encode() for name in self.columns]
        number = {name: at for at, name in enumerate(self.columns)}
        in_order = list(range(len(self.columns)))
        # Rows of one playbook have the very same names, so these need not be compared.
        places: dict[int, list[int]] = {}
        for _, names, cells, extra in self._rows:
            here = places.get(id(names))
            if here is None:
                found = [*range(len(HEAD)), *(number[name] for name in names)]
                here = places[id(names)] = in_order if found == in_order else found
            if here is in_order:
                yield cells.replace(kept_between, between)
                continue
            full = empty.copy()
            for at, cell in zip(here, cells.split(kept_between), strict=True):
                full[at] = cell
            for name, text in (extra or {}).items():
                full[number[name]] = text.encode("utf-8", "replace")
            yield between.join(full)


def _shown(text: str) -> str:
    return on_one_line(visible(text))
