"""The table: its columns, and a row for each entry.

Which columns there are is known when all entries are read. Until then their rows are kept as the text they
will be, so that a large journal takes little more room than its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import merge
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, TypeAlias

from playbook.journal.head import moment_of
from playbook.journal.records import Content
from playbook.query.columns import BETWEEN, HEAD, UNFIT, Cells, Columns, Form
from playbook.text import visible
from playbook.written import on_one_line

_Names: TypeAlias = tuple[str, ...]
_Row: TypeAlias = tuple[float, _Names, bytes, Mapping[str, Cells] | None]
"""When the walk began, as a timestamp; the names of the columns of its playbook's questions; the cells of the
head and of these questions, in UTF-8; and those of other questions, by the names of their columns, if there
are any. No named tuple: half of all rows come from another process, and that takes twice as long with one."""


_AT_ONCE = 20
"""Rows that are handed on together."""


class Heading(NamedTuple):
    """What is known of the rows of some entries, the rows of which come behind it.

    Attributes:
        names: The names of the columns of their questions, by the name of the playbook.
        extras: Those of questions that their playbook does not have, or not any more.
        unfit: How many answers are none of their question's type; their cells are empty.
    """

    names: Mapping[str, _Names]
    extras: set[str]
    unfit: int


def rows_of(
    entries: Iterable[Content], folder: str, paths: Mapping[str, Path], form: Form
) -> Iterator[Heading | list[_Row]]:
    """Give a heading, and behind it the rows of entries by when their walks began, a few at a time.

    Args:
        entries: What the rows are made of, in the order of their files' names.
        folder: The folder of the journal, ending in a separator.
        paths: The files of the playbooks, by name.
        form: How rows are written.
    """
    playbooks: dict[str, tuple[Columns, _Names]] = {}
    rows: list[_Row] = []
    extras, unfit, head = set[str](), 0, _Head(folder, form)
    for content in entries:
        playbook = content.front["playbook"]
        if playbook not in playbooks:
            fresh = Columns(paths.get(playbook), form)
            playbooks[playbook] = fresh, tuple(fresh.names)
        columns, names = playbooks[playbook]
        given, extra = columns.filled(content)
        if extra:
            extras.update(extra)
        cells = BETWEEN.join([head.of(content), *given])
        if UNFIT in cells:
            unfit += cells.count(UNFIT)
            cells = cells.replace(UNFIT, "")
        started = moment_of(content.front.get("started", "")).timestamp()
        rows.append((started, names, cells.encode("utf-8", "replace"), extra or None))
    yield Heading({name: names for name, (_, names) in playbooks.items()}, extras, unfit)
    # Those that began at the same moment stay in the order of their files' names.
    rows.sort(key=itemgetter(0))
    rows.reverse()
    while rows:
        yield rows[: -_AT_ONCE - 1 : -1]
        del rows[-_AT_ONCE:]


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
        self._again = lru_cache(maxsize=1024)(self._cell)

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
        shares: What `rows_of` gives of some of them, and then what it gives of the others.
        form: How they are written.

    Attributes:
        columns: The names of the columns: those of `HEAD`, those of the playbooks' questions in their
            order, and those of questions that no playbook has any more, by name.
        unfit: How many answers are none of their question's type; their cells are empty.
        count: How many rows were given, so far.
    """

    def __init__(self, shares: Iterable[Heading | list[_Row]], form: Form) -> None:
        self._form = form
        self._kept: list[_Row] = []
        self.count = 0
        headings: list[Heading] = []
        stream = iter(shares)
        for part in stream:
            if isinstance(part, list):
                self._kept += part
                continue
            headings.append(part)
            if len(headings) > 1:
                break
        # The rows of the second share are taken as they come, so that they need no room. The first of them
        # is there before anything is written, which tells whether there is anything to write.
        some = next(stream, [])
        self._later = chain([some], stream)
        self.unfit = sum(heading.unfit for heading in headings)
        # A playbook may be edited meanwhile, and have other questions in each share.
        asked = {named for heading in headings for named in heading.names.items()}
        known = [name for _, names in sorted(asked) for name in names]
        # A question of one playbook may be one that another does not have any more. What would be called
        # like a column of the head has something behind its name.
        extras = {name for heading in headings for name in heading.extras}
        mine = sorted(extras, key=lambda name: (name.removesuffix("_") in HEAD, name))
        self.columns = list(dict.fromkeys([*HEAD, *known, *mine]))

    def rows(self) -> Iterator[bytes]:
        """Give the rows as they are written, in UTF-8, by when the walks began, then by path; once."""
        key, nothing = self._form.key, self._form.cell(None)
        kept_between, between = BETWEEN.encode(), self._form.between
        empty = [(key(name) + nothing).encode() for name in self.columns]
        number = {name: at for at, name in enumerate(self.columns)}
        in_order = list(range(len(self.columns)))
        # Rows of one playbook have the very same names, so these need not be compared; they are kept, so
        # that no others can be taken for them.
        places: dict[int, tuple[list[int], _Names]] = {}
        later = (row for rows in self._later if isinstance(rows, list) for row in rows)
        for _, names, cells, extra in merge(self._kept, later, key=itemgetter(0)):
            self.count += 1
            found = places.get(id(names))
            if found is None:
                here = [*range(len(HEAD)), *(number[name] for name in names)]
                found = places[id(names)] = in_order if here == in_order else here, names
            if found[0] is in_order:
                yield cells.replace(kept_between, between)
                continue
            full = empty.copy()
            for at, cell in zip(found[0], cells.split(kept_between), strict=True):
                full[at] = cell
            for name, text in (extra or {}).items():
                full[number[name]] = text.encode("utf-8", "replace")
            yield between.join(full)


def _shown(text: str) -> str:
    return on_one_line(visible(text))
