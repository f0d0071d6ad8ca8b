"""What a client and an entry's file are called, and which names mean the same client."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.journal.record import day_of
from playbook.written import on_one_line

if TYPE_CHECKING:
    from playbook.entry import Entry

LONGEST_NAME = 200
"""Characters of a client's name."""

_LONGEST_SLUG = 60


def client_key(name: str) -> str:
    """Give what tells one client from another: case, accents and blanks do not."""
    plain = unicodedata.normalize("NFKD", on_one_line(name)).casefold()
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


def free_path(folder: Path, entry: Entry) -> Path:
    """Give the file of a new entry: a name that is not taken, with -2, -3 and so on if need be."""
    stem = _stem(entry)
    path, number = folder / f"{stem}.md", 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{stem}-{number}.md"
    return path


def _stem(entry: Entry) -> str:
    """Give the name of a new entry's file: so a line of `grep` says when, who and what."""
    front = entry.front
    day = (day_of(front.get("started", "")) or date.min).isoformat()
    client = [slug(front["client"])] if front.get("client") else []
    return "_".join([day, *client, front.get("playbook", "entry")])


def slug(name: str) -> str:
    """Give a client's name as a part of a file name, in ASCII where it has any, else in its own letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    for text in (plain, unicodedata.normalize("NFC", name).lower()):
        slug = re.sub(r"[\W_]+", "-", text).strip("-")
        if slug:
            # A file name holds 255 bytes, and a letter takes up to four of them.
            return slug[:_LONGEST_SLUG].encode()[:160].decode(errors="ignore").strip("-")
    return "client"
