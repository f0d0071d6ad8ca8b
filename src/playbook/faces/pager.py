"""Somebody's own pager, for what is longer than the screen."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Mapping

from playbook.faces.signals import interrupts_are_theirs

_USUAL = ("less", "more")


def page(text: str, environment: Mapping[str, str]) -> bool:
    """Show a text in the pager until somebody closes it; False where there is none, or it does not start.

    Args:
        text: May hold colours.
        environment: `PAGER` is in it; empty, or `cat`, is none.
    """
    command = _command(environment.get("PAGER"))
    if not command:
        return False
    # As git does: colours are shown, and what fits the screen is left on it.
    settings = {"LESS": "FRX", "LV": "-c", **environment}
    with interrupts_are_theirs():
        try:
            subprocess.run(command, input=text.encode("utf-8", "replace"), env=settings, check=False)  # noqa: S603 - no shell
        except OSError:
            return False
    return True


def _command(named: str | None) -> list[str]:
    if named is None:
        return next(([found] for name in _USUAL if (found := shutil.which(name))), [])
    try:
        command = shlex.split(named)
    except ValueError:
        return []
    return [] if command == ["cat"] else command
