"""The folder of the entries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playbook.entry import Entry
from playbook.journal.files import entry_names
from playbook.journal.head import Head, moment_of, read_head
from playbook.journal.naming import client_key, free_path


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
        for name in self.names():
            head = read_head(self.folder / name)
            if head:
                yield head

    def of_client(self, playbook: str, client: str) -> list[Head]:
        """Give the entries of a playbook for a client, the one that was begun last at the end."""
        wanted = client_key(client)
        found = [h for h in self.heads() if h.playbook == playbook and client_key(h.client) == wanted]
        return sorted(found, key=lambda head: (moment_of(head.started), head.path.name))

    def clients(self) -> list[str]:
        """Give the name of every client, each once, as it was written last."""
        names: dict[str, str] = {}
        for head in sorted(self.heads(), key=lambda head: moment_of(head.started)):
            if head.client:
                names.pop(client_key(head.client), None)
                names[client_key(head.client)] = head.client
        return list(names.values())

    def path_for(self, entry: Entry) -> Path:
        """Give the path that a new entry would have if it were saved now."""
        return free_path(self.folder, entry)

    def names(self) -> list[str]:
        """Give the names of the files that may be entries, in order; see `entry_names`."""
        return entry_names(self.folder)

    def open_beside(self, entry: Entry, names: frozenset[str]) -> Path | None:
        """Give an open entry for the same client and playbook whose file is none of these names."""
        playbook, client = entry.front.get("playbook"), client_key(entry.front.get("client", ""))
        for name in self.names():
            head = read_head(self.folder / name) if name not in names else None
            if head and (head.playbook, client_key(head.client), head.status) == (
                playbook,
                client,
                "open",
            ):
                return head.path
        return None
