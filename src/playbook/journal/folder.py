"""The folder of the entries."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from playbook.entry import Entry
from playbook.journal.files import Unreadable, decoded, entry_names, read
from playbook.journal.naming import client_key, copies, free_path
from playbook.journal.record import Record, by_start, moment_of

_OPENINGS = (b"---", b"\xef\xbb\xbf---")
"""What the file of an entry begins with: a front matter, perhaps behind a byte-order mark."""

_DATED = re.compile(r"\d{4}-\d\d-\d\d_")
"""How the name of an entry's file begins."""

Found = TypeVar("Found")
"""What is wanted of an entry."""


class Journal:
    """The folder of the entries; nothing of it is kept that could be out of date.

    Args:
        folder: Where they are; it is made when first written to. One that is there and cannot be read is
            `Unreadable` to whatever goes through it.

    Attributes:
        passed_over: How many markdown files were no entries or could not be read, when the journal was gone
            through last. Hidden files, folders and files of other kinds are no concern of ours.
        unread: How many of them hold an entry, for all that can be told, and could not be read.
        copies: The originals of the copies that were left out then, by the copies' files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passed_over = self.unread = 0
        self.copies: Mapping[str, Record] = {}

    def names(self) -> list[str]:
        """Return the names of the files that may be entries, in order; see `entry_names`."""
        return entry_names(self.folder)

    def gathered(self, what: Callable[[Record, Entry], Found]) -> Iterator[tuple[Record, Found]]:
        """Yield the record of every entry but copies and what is wanted of it, in the order of their names.

        Each is read once. A copy may come before its original, so nothing is known of one till all are read:
        what is wanted of all of them is held at once.
        """
        self.passed_over, self.unread, found = 0, 0, list[tuple[Record, Found]]()
        for file in self._files(self.names()):
            try:
                entry = _read_entry(file)
            except (FileNotFoundError, Unreadable):
                entry = None
                self.unread += _may_be_entry(file)
            if entry and (record := Record.of(file, entry.front)):
                found.append((record, what(record, entry)))
            else:
                self.passed_over += 1
        self.copies = copies(record for record, _ in found)
        yield from (one for one in found if one[0].file not in self.copies)

    def records(self) -> Iterator[Record]:
        """Yield the record of every entry but copies, in the order of the files' names."""
        return (record for record, _ in self.gathered(lambda _record, _entry: None))

    def entries(
        self, wanted: Callable[[Record, Entry], bool] = lambda _record, _entry: True
    ) -> Iterator[tuple[Record, Entry]]:
        """Yield the record and the whole of every entry but copies that is wanted, in the order of names.

        Each is read again when it is its turn: of all of them, only the records are held at once. Where
        little of each is wanted, `gathered` reads them once.
        """
        for record, is_wanted in self.gathered(wanted):
            if not is_wanted:
                continue
            if entry := read_entry(record.file):
                yield record, entry
            else:
                self.passed_over += 1

    def latest_first(self) -> Iterator[Entry]:
        """Yield every entry, the one saved last first; each is read when it is its turn."""
        for record in sorted(self.records(), key=lambda one: moment_of(one.updated), reverse=True):
            if entry := read_entry(record.file):
                yield entry

    def _files(self, names: Iterable[str]) -> Iterator[str]:
        prefix = os.path.join(self.folder, "")  # noqa: PTH118 - a Path does not end in a separator
        return (prefix + name for name in names)

    def in_folders(self) -> list[Path]:
        """Return the entries in folders within the journal, where nothing else looks."""
        try:
            with os.scandir(self.folder) as there:
                folders = [one.path for one in there if one.is_dir() and not one.name.startswith(".")]
        except OSError:
            return []
        files = (path for folder in sorted(folders) for path in sorted(Path(folder).rglob("*.md")))
        return [path for path in files if read_record(str(path))]

    def of_client(self, client: str, *playbooks: str) -> list[Record]:
        """Return the entries of some playbooks for a client, the one that was begun last at the end."""
        wanted = client_key(client)
        return by_start(
            record
            for record in self.records()
            if record.playbook in playbooks and client_key(record.client) == wanted
        )

    def clients(self) -> list[str]:
        """Return the name of every client, each once, as it was written last."""
        names: dict[str, str] = {}
        for record in by_start(self.records()):
            if record.client:
                names.pop(client_key(record.client), None)
                names[client_key(record.client)] = record.client
        return list(names.values())

    def path_for(self, entry: Entry) -> Path:
        """Return the path that a new entry would have if it were saved now."""
        return free_path(self.folder, entry)

    def open_beside(self, entry: Entry, names: frozenset[str]) -> Path | None:
        """Return an open entry for the same client and playbook whose file is none of these names."""
        ours = entry.front.get("playbook"), client_key(entry.front.get("client", "")), "open"
        if names.issuperset(self.names()):
            return None
        for record in self.records():
            there = record.playbook, client_key(record.client), record.status
            if record.name not in names and there == ours:
                return record.path
        return None


def read_record(file: str) -> Record | None:
    """Read the record of an entry; None for a file that is none, or cannot be read."""
    entry = read_entry(file)
    return Record.of(file, entry.front) if entry else None


def read_entry(file: str) -> Entry | None:
    """Read an entry; None for a file that begins as none does, or cannot be read."""
    try:
        return _read_entry(file)
    except (FileNotFoundError, Unreadable):
        return None


def _read_entry(file: str) -> Entry | None:
    content = read(file)
    return Entry(decoded(content)) if content.startswith(_OPENINGS) else None


def _may_be_entry(file: str) -> bool:
    """Tell whether what cannot be read may be an entry: a file, or what has taken the place of one."""
    # A Path's own raise where nobody may look.
    is_there = os.path.lexists(file) and _DATED.match(os.path.basename(file))  # noqa: PTH119
    return bool(is_there) or os.path.isfile(file)  # noqa: PTH113
