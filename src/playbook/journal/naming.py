"""What a client and an entry's file are called: which names mean the same client, and which are of copies."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.journal.record import Record, day_of
from playbook.text import folded, visible_line
from playbook.written import on_one_line

if TYPE_CHECKING:
    from playbook.entry import Entry

LONGEST_NAME = 200
"""Characters of a client's name."""

_LONGEST_SLUG = 60


def client_key(name: str) -> str:
    """Return what tells one client from another: case, accents, spaces and what nobody sees do not."""
    if not name.isprintable():
        # As it is kept (see `session.clients.checked`), without what only joins or parts letters.
        name = "".join(one for one in visible_line(name) if unicodedata.category(one) != "Cf")
    return folded(on_one_line(name))


def free_path(folder: Path, entry: Entry) -> Path:
    """Return the file of a new entry: a name that is not taken, with -2, -3 and so on if need be."""
    stem = _stem(entry)
    path, number = folder / f"{stem}.md", 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{stem}-{number}.md"
    return path


def _stem(entry: Entry) -> str:
    """Return the name of a new entry's file: so a line of `grep` says when, who and what."""
    front = entry.front
    day = (day_of(front.get("started", "")) or date.min).isoformat()
    client = [slug(front["client"])] if front.get("client") else []
    return "_".join([day, *client, front.get("playbook", "entry")])


def slug(name: str) -> str:
    """Return a client's name as a part of a file name.

    It is in ASCII where every letter of it can be; else it stays whole, in small letters, with the marks that
    its script is written with.
    """
    plain = client_key(name)
    if not all(character.isascii() for character in plain if character.isalnum()):
        plain = unicodedata.normalize("NFC", name).lower()
    kept = (_in_a_file_name(character, unicodedata.category(character)) for character in plain)
    # A file name holds 255 bytes, and a letter takes up to four of them.
    short = re.sub("-+", "-", "".join(kept)).strip("-")[:_LONGEST_SLUG].encode()[:160]
    return short.decode(errors="ignore").strip("-") or "client"


def _in_a_file_name(character: str, category: str) -> str:
    if character.isalnum() or category.startswith("M"):
        return character
    # What only joins or parts letters, such as the zero-width non-joiner of Persian, is in the way.
    return "" if category == "Cf" else "-"


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
    begun: dict[tuple[str, datetime | str], list[Record]] = {}
    for record in records:
        if record.started:
            begun.setdefault((record.playbook, record.began), []).append(record)
    found: dict[str, Record] = {}
    for together in begun.values():
        by_client, by_name = dict[str, Record](), dict[str, Record]()
        for record in _copied_last(together) if len(together) > 1 else ():
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


def _copied_last(together: Collection[Record]) -> list[Record]:
    """Sort entries so that a copy comes behind its original, and a link behind the file that it leads to."""
    files = {os.path.realpath(one.file) for one in together if not os.path.islink(one.file)}  # noqa: PTH114 - a Path's own raises where nobody may look

    def order(record: Record) -> tuple[bool, bool, int, str]:
        is_link = os.path.islink(record.file) and os.path.realpath(record.file) in files  # noqa: PTH114 - likewise
        return is_link, original_name(record.name) != record.name, len(record.name), record.name

    return sorted(together, key=order)
