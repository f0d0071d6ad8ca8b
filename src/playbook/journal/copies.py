"""Copies of entries that sync programs and file managers made: which of two is the original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from playbook.entry import Entry
from playbook.journal.naming import client_key
from playbook.journal.record import Record

# What sync programs, and people's own file managers, put into the name of a copy.
_COPY = re.compile(
    r"""\ ?\([^)]*\b(?:conflicted\ copy|case\ conflict|conflict)\b[^)]*\)  # Dropbox, Nextcloud, Box
      | [._-]sync-conflict-\d{8}-\d{6}(?:-\w+)?                             # Syncthing
      | _conflict-\d{8}-\d{6}                                               # ownCloud
      | \ ?\(\d+\)(?=\.(?:md|toml)\Z)                                       # browsers, Google Drive, OneDrive
      | \ \d+(?=\.(?:md|toml)\Z)                                            # iCloud
      | (?:\ -\ |\ )copy(?:\ \(?\d+\)?)?(?=\.(?:md|toml)\Z)                       # file managers
    """,
    re.VERBOSE | re.IGNORECASE,
)


def original_name(name: str) -> str:
    """Return the name that a copy's file was copied from; of any other, its own."""
    return _COPY.sub("", name)


def copies(records: Iterable[Record]) -> Mapping[str, Record]:
    """Return the original of every copy, by the copy's file; a copy without its original is an entry.

    Two entries are a pair if they are of one playbook and began at the same moment, and either their client
    is the same too or the name of one is that of a copy of the other.
    """
    begun: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if record.started:
            begun.setdefault((record.playbook, record.started), []).append(record)
    found: dict[str, Record] = {}
    for together in begun.values():
        by_client, by_name = dict[str, Record](), dict[str, Record]()
        for record in sorted(together, key=_copied_last) if len(together) > 1 else ():
            client = client_key(record.client)
            if original := by_name.get(original_name(record.name)) or by_client.get(client):
                found[record.file] = original
            else:
                by_client[client] = by_name[record.name] = record
    return found


def only_in(copy: Entry, original: Entry) -> list[str]:
    """Return the ids of the answers that a copy holds and its original does not, or not so."""
    theirs = {(line.id, line.written) for line in original.lines}
    return [name for name, answer in copy.answers.items() if (name, answer.written) not in theirs]


def _copied_last(record: Record) -> tuple[bool, int, str]:
    return original_name(record.name) != record.name, len(record.name), record.name
