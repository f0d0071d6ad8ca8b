"""Files that nobody meant to have: copies of entries, and what an interrupted save left behind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from playbook.entry import Entry
from playbook.journal.copies import copies, only_in, original_name
from playbook.journal.files import Unreadable, decoded, read
from playbook.journal.record import Record
from playbook.reading.findings import Finding, about_file
from playbook.settings import Settings

_LEFTOVER = re.compile(r"\.(?!syncthing\.)(?P<of>.+\.(?:md|toml)|(?P<cut>.+)\.[0-9a-f]{32})\.tmp")


def copied(name: str) -> Iterator[Finding]:
    """Find an entry whose file has the name of a copy."""
    if (original := original_name(name)) != name:
        message = (
            f"this looks like a copy that a sync program or a file manager made of {original}; "
            "keep what is missing there, then delete this one"
        )
        yield about_file(message, warning=True)


def doubled(records: Iterable[Record]) -> Iterator[tuple[Path, Finding]]:
    """Find the copies among entries, with the answers that only they hold."""
    for file, original in copies(records).items():
        try:
            copy, kept = (Entry(decoded(read(one))) for one in (file, original.file))
        except (FileNotFoundError, Unreadable):
            continue
        only = ", ".join(f"`{name}`" for name in only_in(copy, kept))
        keep = f"only it has an answer to {only}; bring that over, then" if only else "you can"
        message = f"this is a copy of {original.name} and counts nowhere; {keep} delete it"
        yield Path(file), about_file(message, warning=True)


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
