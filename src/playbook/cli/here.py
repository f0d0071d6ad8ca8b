"""What every command has at hand."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playbook.settings import Settings
from playbook.shelf import Shelved, shelf

JOURNAL = "Journal"
AUTHORING = "Making playbooks"
PLAYBOOKS = "Playbooks"
"""The groups of the help page."""


class Here(NamedTuple):
    """Where things are, and how they are wanted.

    Attributes:
        settings: The folders and the configuration.
        home: The folder as named on the command line; None if it was not.
    """

    settings: Settings
    home: str | None

    def playbooks(self) -> dict[str, Shelved]:
        """Give every playbook by its name, in alphabetical order."""
        return shelf(self.settings)


def with_tilde(path: Path) -> Path:
    """Give a path with the home folder as `~`, as people write it."""
    try:
        return Path("~") / path.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return path
