"""The journal: a folder of entries, one markdown file a walk.

The folder is the only state there is. An entry belongs to whom its front matter says, whatever its file
is called; whatever else lies in the folder is left alone.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from playbook import durable
from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.written import on_one_line

LONGEST_NAME = 200
"""Characters of a client's name."""

_LONGEST_SLUG = 60
_HEAD = 4096
"""Bytes of a file within which its front matter nearly always ends."""
_LONGEST_HEAD = 1024 * 1024
"""Bytes of a file within which it has to end."""
_LARGEST = 64 * 1024 * 1024
"""Bytes; nobody has written a walk of that size."""


class Unreadable(PlaybookError):
    """An entry is there but cannot be read."""


class Head(NamedTuple):
    """What the front matter of an entry says.

    Attributes:
        path: The entry's file.
        playbook: The name of the playbook that was walked.
        client: The client; empty in a walk about none.
        status: `open`, `done` or `closed`.
        started: The moment it began, as it is written there.
        waiting_until: The day it waits for, as it is written there; empty if it does not.
    """

    path: Path
    playbook: str
    client: str
    status: str
    started: str
    waiting_until: str

    @property
    def started_on(self) -> date | None:
        """The day it began, if that can be read."""
        return day_of(self.started)


def day_of(moment: str) -> date | None:
    """Give the day of a moment or a day as a front matter has it; None if it is none."""
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return None


def client_key(name: str) -> str:
    """Give what tells one client from another: case, accents and blanks do not."""
    plain = unicodedata.normalize("NFKD", on_one_line(name)).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def decoded(content: bytes) -> str:
    """Decode a file so that every byte survives, whatever its encoding."""
    return content.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Encode what `decoded` gave."""
    return text.encode("utf-8", "surrogateescape")


class Journal:
    """The folder of the entries.

    Args:
        folder: Where they are; it is made when first written to.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def heads(self) -> Iterator[Head]:
        """Give the head of every entry, in the order of their files' names.

        Files that cannot be read, and files that are no entry, are passed over.
        """
        for name in self._names():
            head = _head(self.folder / name)
            if head:
                yield head

    def of_client(self, playbook: str, client: str) -> list[Head]:
        """Give the entries of a playbook for a client, the one that was begun last at the end."""
        wanted = client_key(client)
        found = [h for h in self.heads() if h.playbook == playbook and client_key(h.client) == wanted]
        return sorted(found, key=lambda head: (head.started, head.path.name))

    def clients(self) -> list[str]:
        """Give the name of every client, each once, as it was written last."""
        names: dict[str, str] = {}
        for head in sorted(self.heads(), key=lambda head: head.started):
            if head.client:
                names.pop(client_key(head.client), None)
                names[client_key(head.client)] = head.client
        return list(names.values())

    def begin(self, entry: Entry) -> KeptEntry:
        """Give a new entry that will be a file once something is saved to it."""
        return KeptEntry(self, None, entry, frozenset(self._names()))

    def open(self, path: Path) -> KeptEntry:
        """Open the entry of a file.

        Raises:
            Unreadable: It cannot be read.
        """
        try:
            return KeptEntry(self, path, Entry.parse(decoded(_read(path))))
        except FileNotFoundError:
            raise Unreadable(f"{path} is gone.", "Look for it with: playbook") from None

    def path_for(self, entry: Entry) -> Path:
        """Give the path that a new entry would have if it were saved now."""
        return _free(self.folder, _stem(entry))

    def _names(self) -> list[str]:
        try:
            names = os.listdir(self.folder)  # noqa: PTH208 - names are all that is needed, ten times as fast
        except OSError:
            return []
        return sorted(name for name in names if name.endswith(".md") and not name.startswith("."))

    def open_beside(self, entry: Entry, names: frozenset[str]) -> Path | None:
        """Give an open entry for the same client and playbook whose file is none of these names."""
        playbook, client = entry.front.get("playbook"), client_key(entry.front.get("client", ""))
        for name in self._names():
            head = _head(self.folder / name) if name not in names else None
            if head and (head.playbook, client_key(head.client), head.status) == (
                playbook,
                client,
                "open",
            ):
                return head.path
        return None


class UnsavedEntry:
    """An entry that is walked without being written: for trying a playbook, and for rehearsing answers.

    Attributes:
        path: None; there is no file.
        entry: The entry as it would be.
        remarks: What the person should know; see `KeptEntry`.
    """

    path: Path | None = None

    def __init__(self, entry: Entry, shown_path: Path) -> None:
        self.entry = entry
        self.remarks: list[str] = []
        self.shown_path = shown_path

    def save(self, change: Callable[[Entry], Entry]) -> None:
        """Change the entry; see `KeptEntry.save`."""
        self.entry = change(self.entry)


class KeptEntry:
    """An entry with its file: read again and merged at every save.

    Attributes:
        path: The file; None until the first save.
        entry: The entry as it was last read or saved.
        remarks: What happened to the file meanwhile that the person should know, in sentences.
    """

    def __init__(
        self,
        journal: Journal,
        path: Path | None,
        entry: Entry,
        there_before: frozenset[str] = frozenset(),
    ) -> None:
        self.path = path
        self.entry = entry
        self.remarks: list[str] = []
        self._journal = journal
        self._there_before = there_before

    @property
    def shown_path(self) -> Path:
        """The file, or the one that the first save will make."""
        return self.path or self._journal.path_for(self.entry)

    def save(self, change: Callable[[Entry], Entry]) -> None:
        """Change the entry as it is now in its file, and save it durably.

        Args:
            change: Gives the changed entry for the one that stands in the file. It is called with the
                file locked, and once only.

        Raises:
            PlaybookError: It could not be saved; the file is as it was.
        """
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
            self._remark(f"{self.path.name} is now {moved.name}. It goes on there.")
            self.path = moved
        with durable.locked(self.path):
            current, is_there = self._current(self.path)
            self.entry = _replaced(self.path, current, change, always=not is_there)

    def _current(self, path: Path) -> tuple[Entry, bool]:
        """Give the entry as it is in its file, and whether it is there."""
        try:
            return Entry.parse(decoded(_read(path))), True
        except FileNotFoundError:
            self._remark(f"{path.name} was gone. It is written again, whole.")
            return self.entry, False

    def _remark(self, words: str) -> None:
        """Keep something to say; a save that is tried again says it once."""
        if words not in self.remarks:
            self.remarks.append(words)

    def _moved(self) -> Path | None:
        """Look for the entry under another name: the same playbook, client and beginning."""
        front = self.entry.front
        wanted = front.get("playbook"), client_key(front.get("client", "")), front.get("started", "")
        for head in self._journal.heads():
            if (head.playbook, client_key(head.client), head.started) == wanted:
                return head.path
        return None


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


def _free(folder: Path, stem: str) -> Path:
    """Give a file name that is not taken: the stem, or with -2, -3 and so on."""
    path, number = folder / f"{stem}.md", 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{stem}-{number}.md"
    return path


def _stem(entry: Entry) -> str:
    """Give the name of a new entry's file: so a line of `grep` says when, who and what."""
    front = entry.front
    day = (day_of(front.get("started", "")) or date.min).isoformat()
    client = [_slug(front["client"])] if front.get("client") else []
    return "_".join([day, *client, front.get("playbook", "entry")])


def _slug(name: str) -> str:
    """Give a client's name as a part of a file name, in ASCII where it has any, else in its own letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    for text in (plain, unicodedata.normalize("NFC", name).lower()):
        slug = re.sub(r"[\W_]+", "-", text).strip("-")
        if slug:
            # A file name holds 255 bytes, and a letter takes up to four of them.
            return slug[:_LONGEST_SLUG].encode()[:160].decode(errors="ignore").strip("-")
    return "client"


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Unreadable(
            f"{path} cannot be read: {error.strerror}.", "Check who may read it, then carry on."
        ) from error
    if len(content) > _LARGEST:
        raise Unreadable(f"{path} is larger than an entry can be.", "Move it out of the journal.")
    return content


def _head(path: Path) -> Head | None:
    """Read the head of an entry; None for a file that is none, or cannot be read."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            start = file.read(_HEAD)
            if len(start) == _HEAD and start.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
                # Somebody may have filled the front matter with notes of their own.
                start += file.read(_LONGEST_HEAD) if "playbook" not in Entry(decoded(start)).front else b""
    except OSError:
        return None
    front = Entry.parse(decoded(start)).front
    if "playbook" not in front:
        return None
    return Head(
        path=path,
        playbook=front["playbook"],
        client=on_one_line(front.get("client", "")),
        status=front.get("status", "open"),
        started=front.get("started", ""),
        waiting_until=front.get("waiting_until", ""),
    )
