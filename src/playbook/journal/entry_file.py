"""An entry while it is walked: read again, merged and saved with every answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playbook import durable
from playbook.entry import Entry
from playbook.journal.files import Unreadable, decoded, encoded, read
from playbook.journal.folder import Journal
from playbook.journal.naming import client_key


class EntryFile:
    """An entry with its file: read again and merged at every save.

    Args:
        journal: Where the file is, or will be.
        entry: The entry.
        path: The file; None for a new entry, which becomes a file once something is saved to it.
        dry_run: Whether nothing is ever written: to try a playbook, or to rehearse answers.

    Attributes:
        path: The file; None until the first save.
        entry: The entry as it was last read or saved.
        dry_run: Whether nothing is ever written.
        remarks: What happened to the file meanwhile that the person should know, in sentences.
    """

    def __init__(
        self, journal: Journal, entry: Entry, path: Path | None = None, *, dry_run: bool = False
    ) -> None:
        self.path = path
        self.entry = entry
        self.dry_run = dry_run
        self.remarks: list[str] = []
        self._journal = journal
        self._there_before = frozenset(journal.names() if path is None else ())

    def rehearsal(self) -> EntryFile:
        """Return the same entry, never to be written."""
        return EntryFile(self._journal, self.entry, self.path, dry_run=True)

    @property
    def shown_path(self) -> Path:
        """The file, or the one that the first save will make."""
        return self.path or self._journal.path_for(self.entry)

    def save(self, change: Callable[[Entry], Entry]) -> None:
        """Change the entry as it is now in its file, and save it durably; in a dry run nothing is changed.

        Args:
            change: Returns the changed entry for the one that stands in the file. It is called with the
                file locked, and once only.

        Raises:
            PlaybookError: It could not be saved; the file is as it was.
        """
        if self.dry_run:
            return
        durable.make_folder(self._journal.folder)
        if self.path is None:
            with durable.locked(self._journal.folder):
                beside = self._journal.open_beside(self.entry, self._there_before)
                if beside is None:
                    path = self.shown_path
                    self.entry = _replaced(path, self.entry, change, always=True)
                    self.path = path
                    return
            # Another walk for this client began while this one was thinking: the two become one entry.
            self.path = beside
        if _is_gone(self.path) and (moved := self._moved()):
            self.remark(f"{self.path.name} is now {moved.name}. It goes on there.")
            self.path = moved
        with durable.locked(self.path):
            current, is_there = self._current(self.path)
            self.entry = _replaced(self.path, current, change, always=not is_there)

    def _current(self, path: Path) -> tuple[Entry, bool]:
        """Return the entry as it is in its file, and whether it is there."""
        try:
            text = decoded(read(path))
            # What was read from it is known, where it is as it was left.
            return self.entry if text == self.entry.text else Entry.parse(text), True
        except FileNotFoundError:
            self.remark(f"{path.name} was gone. It is written again, whole.")
            return self.entry, False

    def remark(self, words: str) -> None:
        """Keep something to say; a save that is tried again says it once."""
        if words not in self.remarks:
            self.remarks.append(words)

    def _moved(self) -> Path | None:
        """Look for the entry under another name: the same playbook, client and moment of its start."""
        front = self.entry.front
        wanted = front.get("playbook"), client_key(front.get("client", "")), front.get("started", "")
        for record in self._journal.records():
            if (record.playbook, client_key(record.client), record.started) == wanted:
                return record.path
        return None


def open_entry(journal: Journal, path: Path) -> EntryFile:
    """Open the entry of a file.

    Raises:
        Unreadable: It cannot be read.
    """
    try:
        return EntryFile(journal, Entry.parse(decoded(read(path))), path)
    except FileNotFoundError:
        raise Unreadable(f"{path} is gone.", "Look for it with: playbook") from None


def _replaced(path: Path, current: Entry, change: Callable[[Entry], Entry], *, always: bool) -> Entry:
    after = change(current)
    if always or after.text != current.text:
        durable.replace(path, encoded(after.text))
    return after


def _is_gone(path: Path) -> bool:
    """Tell whether nothing is there; what cannot be looked at may be."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False
