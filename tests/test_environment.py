"""Variables of the environment that are odd, or that contradict each other."""

from __future__ import annotations

import os
import pwd

import pytest
from homes import Home, run

FROM_NOTHING = {"PYTHONHASHSEED": "0"}
"""The interpreter reads the time zone as it starts."""


@pytest.mark.parametrize("command", [[], ["due"], ["stats"], ["show"], ["edit"]])
def test_no_colour_is_stronger_than_forced_colour(home: Home, command: list[str]) -> None:
    home.begin("lost", "Acme", "- sting: 7\n")
    forced = run(*command, extra={"NO_COLOR": "1", "FORCE_COLOR": "1"})

    assert "\x1b" not in forced.stdout + forced.stderr
    assert forced.stdout == run(*command, extra={"NO_COLOR": "1"}).stdout


def test_an_empty_home_is_none() -> None:
    ended = run("path", "journal", extra={"HOME": "", "PLAYBOOK_HOME": None})

    known = pwd.getpwuid(os.geteuid()).pw_dir
    assert ended.stdout == f"{known}/playbook/journal\n"
