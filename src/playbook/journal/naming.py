"""What a client and an entry's file are called, and which names mean the same client."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.journal.record import day_of
from playbook.text import folded
from playbook.written import on_one_line

if TYPE_CHECKING:
    from playbook.entry import Entry

LONGEST_NAME = 200
"""Characters of a client's name."""

_LONGEST_SLUG = 60


def client_key(name: str) -> str:
    """Return what tells one client from another: case, accents and spaces do not."""
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
