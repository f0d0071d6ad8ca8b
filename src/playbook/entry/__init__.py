"""One journal file as text by question id.

The journal is a markdown file that its owner reads, edits and greps. This room reads the answers in it,
puts in new ones, sets them aside and takes them back, and loses no byte of anything else. It knows no
types of questions, no files, no terminal and no clock.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.entry.boxes import FollowUp
    from playbook.entry.loyal import DisloyalSave, verify
    from playbook.entry.page import Answer
    from playbook.entry.parsed import Entry
    from playbook.entry.place import Place

__all__ = ["Answer", "DisloyalSave", "Entry", "FollowUp", "Place", "verify"]

_HOME = {
    "Answer": "page",
    "DisloyalSave": "loyal",
    "Entry": "parsed",
    "FollowUp": "boxes",
    "Place": "place",
    "verify": "loyal",
}


def __getattr__(name: str) -> object:
    """Import what is asked for: all of the room takes as long as reading a thousand entries."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found
