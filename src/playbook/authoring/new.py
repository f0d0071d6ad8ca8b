"""A new playbook: small, whole, and with a note at everything that it shows."""

from __future__ import annotations

import os
from pathlib import Path

from playbook import durable
from playbook.authoring.names import BadPlaybookName

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


def write_new(folder: Path, name: str) -> Path:
    """Write a new playbook, which nothing of that name may stand in the way of.

    Args:
        folder: Where the person's playbooks are; it is made if need be.
        name: Its name, already checked.

    Returns:
        Its file.

    Raises:
        PlaybookError: It cannot be saved, or something has just been put there.
    """
    path = folder / f"{name}.toml"
    durable.make_folder(folder)
    with durable.locked(path):
        if os.path.lexists(path):
            raise BadPlaybookName(f"Something has just been put at {path}.", "Look at it, then try again.")
        durable.replace(path, new_playbook(name).encode())
    return path
