"""An entry while it is walked: read again, merged and saved with every answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playbook import durable
from playbook.entry import Entry
from playbook.journal.files import Unreadable, decoded, encoded, read
from playbook.journal.folder import Journal
from playbook.journal.naming import client_key, only_in
from playbook.journal.record import began
from playbook.language import N_, _

_TAKEN = N_("{file} holds another walk now. This one goes on in {other}.")


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
        self._is_unsaved = path is None
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
                    self._made(change)
                    return
            # Another walk for this client began while this one was thinking: the two become one entry, that
            # of the other, which may have begun at another moment.
            self.path = beside
            with suppress(FileNotFoundError):
                self.entry = Entry(decoded(read(beside)))
        if _is_gone(self.path) and (moved := self._moved()):
            self.remark(_("{file} is now {other}. It goes on there.", file=self.path.name, other=moved.name))
            self.path = moved
        with durable.locked(self.path):
            current = self._current(self.path)
            if current is not None:
                self.entry = self._replaced(self.path, current, change)
                return
        # The file is another walk's now and stays as it is.
        with durable.locked(self._journal.folder):
            taken, self._is_unsaved = self.path.name, True
            self._made(change)
            self.remark(_(_TAKEN, file=taken, other=self.path.name))

    def _made(self, change: Callable[[Entry], Entry]) -> None:
        """Save to a new file, whose name is free while the folder is locked."""
        path = self._journal.path_for(self.entry)
        self.entry = self._replaced(path, self.entry, change)
        self.path = path

    def _current(self, path: Path) -> Entry | None:
        """Return the entry as it is in its file now; None where the file is another entry's."""
        try:
            text = decoded(read(path))
        except FileNotFoundError:
            self.remark(_("{file} was gone. It is written again, whole.", file=path.name))
            self._is_unsaved = True
            return self.entry
        if text == self.entry.text:
            return self.entry  # What was read from it is known.
        current = Entry(text)
        if "playbook" not in current.front:
            remark = _(
                "{file} was emptied or overwritten. Everything you answered is back in it.", file=path.name
            )
            self.remark(remark)
            self._is_unsaved = True
            return Entry(self.entry.text + (f"\n{text}" if text.strip() else ""))
        return current if _is_same(current, self.entry) else None

    def _replaced(self, path: Path, current: Entry, change: Callable[[Entry], Entry]) -> Entry:
        after = change(current)
        # What a save that failed may have left on the disk is not known to be flushed.
        if self._is_unsaved or after.text != current.text:
            self._is_unsaved = True
            durable.replace(path, encoded(after.text))
            self._is_unsaved = False
        return after

    def remark(self, words: str) -> None:
        """Keep something to say; a save that is tried again says it once."""
        if words not in self.remarks:
            self.remarks.append(words)

    def _moved(self) -> Path | None:
        """Look for the entry under another name: the same playbook, client and moment of its start."""
        front = self.entry.front
        wanted = front.get("playbook"), client_key(front.get("client", "")), began(front.get("started", ""))
        for record in self._journal.records():
            if (record.playbook, client_key(record.client), record.began) == wanted:
                return record.path
        return None


def open_entry(journal: Journal, path: Path) -> EntryFile:
    """Open the entry of a file.

    Raises:
        Unreadable: It cannot be read.
    """
    try:
        file = EntryFile(journal, Entry(decoded(read(path))), path)
    except FileNotFoundError:
        raise Unreadable(_("{path} is gone.", path=path), _("Look for it with: playbook")) from None
    for copy in (copy for copy, original in journal.copies.items() if original.path == path):
        file.remark(_about_copy(Path(copy), file.entry))
    return file


def _about_copy(copy: Path, entry: Entry) -> str:
    try:
        only = only_in(Entry(decoded(read(copy))), entry)
    except (FileNotFoundError, Unreadable):
        only = []
    said = _("{file} is a copy of this entry and is left alone.", file=copy.name)
    if only:
        said += " " + _("Only the copy has an answer to {questions}.", questions=", ".join(only))
    return said


def _is_same(now: Entry, ours: Entry) -> bool:
    """Tell whether a file still holds our entry, by when it began; where that is not said, by its client."""
    fronts = now.front, ours.front
    if fronts[0].get("playbook") != fronts[1].get("playbook"):
        return False
    if all("started" in front for front in fronts):
        return began(fronts[0]["started"]) == began(fronts[1]["started"])
    return len({client_key(front.get("client", "")) for front in fronts}) == 1


def _is_gone(path: Path) -> bool:
    """Tell whether nothing is there; what cannot be looked at may be."""
    try:
        path.stat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False
