"""A playbook that a command was given, read; where it has slips, with the way to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.cli.going_on import command_for
from playbook.cli.output import with_tilde
from playbook.reading.findings import BrokenFile
from playbook.shelf import Shelved

if TYPE_CHECKING:
    from playbook.model.playbook import Playbook


def opened(shelved: Shelved, home: str | None) -> Playbook:
    """Read a playbook.

    Args:
        shelved: The playbook.
        home: The folder as named on the command line; None if it was not.

    Raises:
        BrokenFile: Something in it cannot be right; one of the person's own can be edited.
        Unopened: Its file cannot be read at all.
    """
    shown = str(with_tilde(shelved.path))
    try:
        return shelved.read(shown)
    except BrokenFile as error:
        if not shelved.own:
            raise
        hint = f"Nothing was changed. To mend it: {mending(shelved, home)}"
        raise BrokenFile(shown, error.findings, hint) from None


def mending(shelved: Shelved, home: str | None) -> str:
    """Give what to type to mend a playbook: to edit one's own; a shipped one says itself what is wrong."""
    if shelved.own:
        return f"{command_for('edit', None, home)} {shelved.name}"
    return command_for(shelved.name, None, home)
