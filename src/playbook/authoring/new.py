"""A new playbook: a small one with a note at everything that it shows, or one that somebody gave you."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from playbook import durable
from playbook.errors import UsageError
from playbook.language import _
from playbook.reading.findings import BrokenFile
from playbook.reading.playbooks import read_with_text
from playbook.reading.toml import STANDARD_INPUT
from playbook.shelf import Shelved

if TYPE_CHECKING:
    from playbook.model.playbook import Playbook

_EXAMPLE = Path(__file__).with_name("example.toml")
_TITLE = 'title = "A new playbook"\n'


def new_playbook(name: str) -> str:
    """Return the text of a new playbook.

    Args:
        name: The name of its file; its title is made of it.
    """
    import tomli_w

    title = " ".join(name.replace("-", " ").replace("_", " ").split()) or name
    example = _EXAMPLE.read_text(encoding="utf-8")
    return example.replace(_TITLE, tomli_w.dumps({"title": title[0].upper() + title[1:]}), 1)


def given(name: str, shelf: Mapping[str, Shelved], shown: Callable[[Path], str]) -> tuple[Playbook, str]:
    """Read a playbook that is to be taken in, and check it.

    Args:
        name: A file, `-` for standard input, or the name of a shipped playbook.
        shelf: The shipped playbooks.
        shown: Returns a file as it is named to the person.

    Returns:
        The playbook and its text.

    Raises:
        PlaybookError: There is none, or something in it cannot be right.
    """
    path = STANDARD_INPUT if name == "-" else Path(name)
    if name in shelf and not os.path.lexists(path):
        path = shelf[name].path
    try:
        return read_with_text(path, _("standard input") if name == "-" else shown(path))
    except BrokenFile as error:
        error.hint = _("Fix it, then try again. Nothing was added.")
        raise


def write_new(folder: Path, name: str, text: str) -> Path:
    """Write a new playbook, which nothing of that name may stand in the way of.

    Args:
        folder: Where the person's playbooks are; it is made if need be.
        name: Its name, already checked.
        text: What it holds.

    Returns:
        Its file.

    Raises:
        PlaybookError: It cannot be saved, or something has just been put there.
    """
    path = folder / f"{name}.toml"
    durable.make_folder(folder)
    with durable.locked(path):
        if os.path.lexists(path):
            raise UsageError(
                _("Something has just been put at {path}.", path=path), _("Look at it, then try again.")
            )
        durable.replace(path, text.encode())
    return path
