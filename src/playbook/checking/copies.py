"""Files that nobody meant to have: copies of entries, and what an interrupted save left behind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from playbook.journal.naming import client_key
from playbook.journal.record import Record
from playbook.reading.findings import Finding, about_file
from playbook.settings import Settings

# What sync programs, and people's own file managers, put into the name of a copy.
_COPY = re.compile(
    r"""\ ?\([^)]*\b(?:conflicted\ copy|case\ conflict|conflict)\b[^)]*\)  # Dropbox, Nextcloud, Box
      | [._-]sync-conflict-\d{8}-\d{6}(?:-\w+)?                             # Syncthing
      | _conflict-\d{8}-\d{6}                                               # ownCloud
      | \ ?\(\d+\)(?=\.md\Z)                                                # browsers, Google Drive, OneDrive
      | \ \d+(?=\.md\Z)                                                     # iCloud
      | (?:\ -\ |\ )copy(?:\ \(?\d+\)?)?(?=\.md\Z)                                # file managers
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEFTOVER = re.compile(r"\.(?!syncthing\.)(?P<of>.+\.(?:md|toml)|(?P<cut>.+)\.[0-9a-f]{32})\.tmp")


def original_name(name: str) -> str:
    """Return the name that a copy's file was copied from; of any other, its own."""
    return _COPY.sub("", name)


def copied(name: str) -> Iterator[Finding]:
    """Find an entry whose file has the name of a copy."""
    if (original := original_name(name)) != name:
        message = (
            f"this looks like a copy that a sync program or a file manager made of {original}; "
            "keep what is missing there, then delete this one"
        )
        yield about_file(message, warning=True)


def doubled(records: Iterable[Record]) -> Iterator[tuple[Path, Finding]]:
    """Find entries of one and the same walk, but those whose name says already that they are copies."""
    first: dict[tuple[str, ...], Record] = {}
    originals = [record for record in records if record.started and original_name(record.name) == record.name]
    for record in sorted(originals, key=lambda record: record.name):
        before = first.setdefault((record.playbook, client_key(record.client), record.started), record)
        if before is not record:
            message = (
                f"this has the playbook, the client and the beginning of {before.name}; one of the two is a "
                "copy: keep what is missing in the other, then delete it"
            )
            yield record.path, about_file(message, warning=True)


def leftovers(settings: Settings) -> Iterator[tuple[Path, Finding]]:
    """Find what saves that were killed left behind."""
    for folder in dict.fromkeys((settings.home, settings.playbooks, settings.journal)):
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is needed, ten times as fast
        except OSError:
            continue
        for name in names:
            if found := _LEFTOVER.fullmatch(name):
                of = f"{found['cut']}…" if found["cut"] else found["of"]
                message = (
                    f"a save of {of} was interrupted and left this; that file is whole. Open this one in "
                    "your editor if you miss something; it goes with the next save, or delete it"
                )
                yield folder / name, about_file(message, warning=True)
