"""What a playbook can be called, and which one is meant by a name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from playbook.errors import UsageError
from playbook.model.spelling import did_you_mean
from playbook.shelf import COMMANDS, NAME, Shelved, file_key
from playbook.text import unaccented

LONGEST = 60
"""Bytes of a playbook's name: it is a part of the name of every entry, beside a day and a client's name."""

_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
"""Names that Windows gives to devices, whatever stands behind a dot: no file there can have them."""


def named(name: str, shelf: Mapping[str, Shelved]) -> Shelved:
    """Return the playbook of a name.

    Raises:
        UsageError: There is none.
    """
    if name in shelf:
        return shelf[name]
    short = name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
    near = did_you_mean(name[:LONGEST], shelf)
    said = f"There is no playbook `{short}`{near}"
    hint = "" if refusal(name, shelf) else f"To begin one of that name: playbook new {name}"
    raise UsageError(said if said.endswith("?") else f"{said}.", hint or "See: playbook --help")


def none_named(shelf: Iterable[str], edit: str) -> UsageError:
    """Return the error for a playbook that is to be edited and was not named.

    Args:
        shelf: The names of the playbooks.
        edit: What to type to edit one, but for its name.
    """
    names = list(shelf)
    if not names:
        return UsageError("Which playbook? There is none yet.", "To begin one: playbook new NAME")
    hint = f"Name it, such as: {edit} {names[0]}"
    return UsageError(f"Which playbook would you like to edit? There are {', '.join(names)}.", hint)


def check_new(name: str, shelf: Mapping[str, Shelved], folder: Path) -> None:
    """Check that a new playbook can have a name.

    Args:
        name: The name.
        shelf: The playbooks that are there.
        folder: Where the new one is to be.

    Raises:
        UsageError: It cannot.
    """
    if name in shelf:
        whose = "of yours" if shelf[name].own else "that comes with the tool"
        raise UsageError(
            f"There is a playbook `{name}` already, one {whose}.", f"To change it: playbook edit {name}"
        )
    if why := refusal(name, shelf):
        like = _like(name, shelf) or "after-project"
        raise UsageError(why, f"Choose another name, such as: playbook new {like}")
    path = folder / f"{name}.toml"
    if os.path.lexists(path):
        raise UsageError(f"What is at {path} is not a file.", "Move it away, or choose another name.")


def refusal(name: str, shelf: Iterable[str]) -> str:
    """Say why a new playbook cannot have a name; empty if it can."""
    if not name.strip():
        return "The name is empty."
    if file_key(name) in COMMANDS:
        return f"`{name}` is a command of its own, so no playbook can be called that."
    if name.startswith("-"):
        return "A name cannot begin with a dash: it would be taken for an option."
    if not NAME.fullmatch(name):
        return _misspelt(name)
    if len(name.encode("utf-8", "replace")) > LONGEST:
        return f"The name is too long; {LONGEST} letters are the most."
    if file_key(name) in _DEVICES:
        return f"`{name}` is the name of a device on some machines, and no file there can have it."
    for other in shelf:
        if file_key(other) == file_key(name):
            return f"There is a playbook `{other}`, and on some disks both names would be the same file."
    return ""


def _like(name: str, shelf: Iterable[str]) -> str:
    """Return a name that a playbook can have and that is like another one; empty if there is none."""
    plain = unaccented(name).encode("ascii", "ignore").decode().lower()
    like = "-".join(re.findall(r"[a-z0-9]+", plain.removesuffix(".toml")))
    return "" if refusal(like, shelf) or like in shelf else like


def _misspelt(name: str) -> str:
    """Say what in a name no playbook can have."""
    if "/" in name or "\\" in name:
        return "A name is not a path: it cannot hold / or \\."
    if "." in name:
        return "A name cannot hold a dot; the .toml is added by itself."
    if set(name) & set(" \t"):
        return "A name is one word; write a dash where a blank would be."
    if not name[0].isascii() or not name[0].isalnum():
        return "A name begins with a letter from a to z, or a digit."
    return "A name is made of letters, digits, dashes and _."
