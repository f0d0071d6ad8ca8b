"""What a playbook can be called, and which one is meant by a name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from playbook.errors import UsageError
from playbook.language import _
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
    said = _("There is no playbook `{name}`{near}", name=short, near=near)
    hint = _("See: {command}", command="playbook --help")
    if not refusal(name, shelf):
        hint = _("To begin one of that name: playbook new {name}", name=name)
    raise UsageError(said if said.endswith("?") else f"{said}.", hint)


def none_named(shelf: Iterable[str], edit: str) -> UsageError:
    """Return the error for a playbook that is to be edited and was not named.

    Args:
        shelf: The names of the playbooks.
        edit: What to type to edit one, but for its name.
    """
    names = list(shelf)
    if not names:
        return UsageError(_("Which playbook? There is none yet."), _("To begin one: playbook new NAME"))
    said = _("Which playbook would you like to edit? There are {names}.", names=", ".join(names))
    return UsageError(said, _("Name it, such as: {command}", command=f"{edit} {names[0]}"))


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
        said = _("There is a playbook `{name}` already, one that comes with the tool.", name=name)
        if shelf[name].own:
            said = _("There is a playbook `{name}` already, one of yours.", name=name)
        raise UsageError(said, _("To change it: playbook edit {name}", name=name))
    if why := refusal(name, shelf):
        like = _like(name, shelf) or "after-project"
        raise UsageError(why, _("Choose another name, such as: playbook new {name}", name=like))
    path = folder / f"{name}.toml"
    if os.path.lexists(path):
        said = _("What is at {path} is not a file.", path=path)
        raise UsageError(said, _("Move it away, or choose another name."))


def refusal(name: str, shelf: Iterable[str]) -> str:
    """Say why a new playbook cannot have a name; empty if it can."""
    if not name.strip():
        return _("The name is empty.")
    if file_key(name) in COMMANDS:
        return _("`{name}` is a command of its own, so no playbook can be called that.", name=name)
    if name.startswith("-"):
        return _("A name cannot begin with a dash: it would be taken for an option.")
    if not NAME.fullmatch(name):
        return _misspelt(name)
    if len(name.encode("utf-8", "replace")) > LONGEST:
        return _("The name is too long; {most} letters are the most.", most=LONGEST)
    if file_key(name) in _DEVICES:
        return _(
            "`{name}` is the name of a device on some machines, and no file there can have it.", name=name
        )
    for other in shelf:
        if file_key(other) == file_key(name):
            return _(
                "There is a playbook `{name}`, and on some disks both names would be the same file.",
                name=other,
            )
    return ""


def _like(name: str, shelf: Iterable[str]) -> str:
    """Return a name that a playbook can have and that is like another one; empty if there is none."""
    plain = unaccented(name).encode("ascii", "ignore").decode().lower()
    like = "-".join(re.findall(r"[a-z0-9]+", plain.removesuffix(".toml")))
    return "" if refusal(like, shelf) or like in shelf else like


def _misspelt(name: str) -> str:
    """Say what in a name no playbook can have."""
    if "/" in name or "\\" in name:
        return _("A name is not a path: it cannot hold / or \\.")
    if "." in name:
        return _("A name cannot hold a dot; the .toml is added by itself.")
    if set(name) & set(" \t"):
        return _("A name is one word; write a dash where a blank would be.")
    if not name[0].isascii() or not name[0].isalnum():
        return _("A name begins with a letter from a to z, or a digit.")
    return _("A name is made of letters, digits, dashes and _.")
