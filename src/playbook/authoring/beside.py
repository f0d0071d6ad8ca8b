"""The schema beside the person's playbooks, which their editor checks them by while they type."""

from __future__ import annotations

from pathlib import Path

from playbook import durable

NAME = "playbook.schema.json"
"""The name that the first line of a playbook gives: `#:schema ./playbook.schema.json`."""


def put_schema(folder: Path, text: str) -> None:
    """Write the schema into the folder of the playbooks, unless it stands there already.

    Raises:
        PlaybookError: It cannot be saved.
    """
    path = folder / NAME
    content = text.encode()
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        pass  # It is not there, or replacing it will say what is wrong.
    durable.make_folder(folder)
    with durable.locked(path):
        durable.replace(path, content)
