"""What every command has at hand."""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import NamedTuple

from playbook.cli.going_on import command_for
from playbook.settings import Settings
from playbook.shelf import Shelved, shelf

JOURNAL = "Journal"
AUTHORING = "Making playbooks"
PLAYBOOKS = "Playbooks"
"""The groups of the help page."""


class CommandContext(NamedTuple):
    """The settings, the playbooks, the time, and how this program is called.

    Attributes:
        settings: The folders and the configuration.
        home: The folder as named on the command line; None if it was not.
        now: When the command was started.
    """

    settings: Settings
    home: str | None
    now: datetime

    @property
    def today(self) -> date:
        """The day on which the command was started."""
        return self.now.date()

    @property
    def journal_prefix(self) -> str:
        """What stands before an entry's name in its path: a Path for each of ten thousand takes too long."""
        return os.path.join(self.settings.journal, "")  # noqa: PTH118 - ends in a separator, as no Path does

    def playbooks(self) -> dict[str, Shelved]:
        """Return every playbook by its name, in alphabetical order."""
        return shelf(self.settings)

    def command(self, name: str, client: str = "") -> str:
        """Return what to type to run a command, quoted for a shell, on the same folder as this one."""
        return command_for(name, client or None, self.home)
