"""Files that nobody meant to have: copies of entries, and what an interrupted save left behind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from playbook.checking.checked import Checked, about_the_file
from playbook.reading.findings import Finding
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
_LEFTOVER = re.compile(r"\.(.+)\.tmp")


class Named(NamedTuple):
    """What tells one walk from another: its playbook, its client, and when it began."""

    playbook: str
    client: str
    started: str


def original_name(name: str) -> str | None:
    """Give the name that a copy's file was copied from; None if the name is none of a copy."""
    original = _COPY.sub("", name)
    return original if original != name else None


def copied(name: str) -> Finding:
    """Give the finding about an entry whose file has the name of a copy."""
    original = original_name(name) or name
    message = (
        f"this looks like a copy that a sync program or a file manager made of {original}; "
        "keep what is missing there, then delete this one"
    )
    return about_the_file(message, warning=True)


def doubled(entries: Iterable[tuple[Path, Named]]) -> Iterator[tuple[Path, Finding]]:
    """Find entries of one and the same walk, but those whose name says already that they are copies."""
    first: dict[Named, Path] = {}
    for path, named in sorted(entries, key=lambda one: (bool(original_name(one[0].name)), one[0].name)):
        if not named.started:
            continue
        before = first.setdefault(named, path)
        if before != path and not original_name(path.name):
            message = (
                f"this has the playbook, the client and the beginning of {before.name}; one of the two is a "
                "copy: keep what is missing in the other, then delete it"
            )
            yield path, about_the_file(message, warning=True)


def leftovers(settings: Settings) -> Iterator[Checked]:
    """Find what saves that were killed left behind."""
    for folder in dict.fromkeys((settings.home, settings.playbooks, settings.journal)):
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is needed, ten times as fast
        except OSError:
            continue
        for name in names:
            found = _LEFTOVER.fullmatch(name)
            if found and (found[1].endswith((".md", ".toml")) or re.search(r"\.[0-9a-f]{32}\Z", found[1])):
                of = re.sub(r"\.[0-9a-f]{32}\Z", "…", found[1])
                message = (
                    f"a save of {of} was interrupted and left this; that file is whole. Open this one in "
                    "your editor if you miss something; it goes with the next save, or delete it"
                )
                yield Checked(folder / name, [about_the_file(message, warning=True)])
