"""Variables of the environment that are odd, or that contradict each other."""

from __future__ import annotations

import os
import pwd

import pytest
from homes import Home, run

FROM_NOTHING = {"PYTHONHASHSEED": "0"}
"""The interpreter reads the time zone as it starts."""


@pytest.mark.parametrize(
    ("zone", "command"),
    [
        *((zone, "due") for zone in ("XXX-24", "XXX+24", "XXX-99", "nowhere/at all", ":", "\udcff")),
        ("XXX-99", "lost Acme --dry-run"),
        ("XXX-99", "check"),
    ],
)
def test_a_time_zone_that_cannot_be(zone: str, command: str) -> None:
    ended = run(*command.split(), extra={"TZ": zone, **FROM_NOTHING})

    assert ended.returncode in (0, 3), ended.stderr


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


@pytest.mark.parametrize(
    "command",
    [
        ["lost", "Acme", "--answers"],
        ["check"],
        ["new", "mine", "--from"],
        ["due", "--ics"],
        ["stats", "--svg"],
    ],
)
def test_a_variable_without_a_value_is_no_file(command: list[str]) -> None:
    ended = run(*command, "")

    assert ended.returncode == 2
    assert ended.stderr.startswith("The name of the file is empty.")
