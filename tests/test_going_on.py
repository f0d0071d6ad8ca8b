"""What is to be typed next, as a shell takes it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from homes import PLAYBOOK, Home, changed, run

INSTALLED = Path(sys.executable).parent / "playbook"


@pytest.fixture
def without(home: Home) -> Mapping[str, str]:
    """The environment of a shell that finds no `playbook`."""
    home.begin("lost", "Acme", "- sting: 7\n")
    return changed({"PATH": os.defpath})


def go_on_with(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    """Run a command that says how to go on from a folder."""
    told = subprocess.run(  # noqa: S603 - our own command
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    return told.stdout.partition("Go on with:")[2].strip()


def test_found_by_a_shell_it_has_its_name(without: Mapping[str, str], tmp_path: Path) -> None:
    found = {**without, "PATH": f"{INSTALLED.parent}:{os.defpath}"}

    for command in (["playbook"], [str(INSTALLED)], PLAYBOOK):
        assert 'playbook lost "Acme"' == go_on_with(command, tmp_path, found)


def test_found_by_no_shell_it_is_what_was_started(without: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "my tools").mkdir()
    (tmp_path / "my tools" / "playbook").symlink_to(INSTALLED)

    assert f'{INSTALLED} lost "Acme"' == go_on_with([str(INSTALLED)], tmp_path, without)
    typed = go_on_with(["my tools/playbook"], tmp_path, without)
    walked = subprocess.run(  # noqa: S602 - what a person would paste
        typed, shell=True, cwd=tmp_path, env=without, capture_output=True, encoding="utf-8", check=False
    )

    here = go_on_with(["./playbook"], tmp_path / "my tools", without)

    assert './playbook lost "Acme"' == here
    assert "'my tools/playbook' lost \"Acme\"" == typed
    assert f"When you are back: {typed}" in walked.stderr
    assert f'{sys.executable} -m playbook lost "Acme"' == go_on_with(PLAYBOOK, tmp_path, without)


def test_where_a_shell_finds_another_one_it_is_what_was_started(
    without: Mapping[str, str], tmp_path: Path
) -> None:
    (other := tmp_path / "playbook").write_text("#!/bin/sh\n", encoding="utf-8")
    other.chmod(0o755)
    found = {**without, "PATH": f"{tmp_path}:{os.defpath}"}

    assert f'{INSTALLED} lost "Acme"' == go_on_with([str(INSTALLED)], tmp_path, found)
    assert f'{sys.executable} -m playbook lost "Acme"' == go_on_with(PLAYBOOK, tmp_path, found)


@pytest.mark.parametrize(
    "arguments",
    [
        "show Nobody",
        "journal",
        "due --client Nobody --ics -",
        "answers lsot",
        "",
    ],
)
def test_what_is_to_be_typed_is_for_the_folder_that_was_named(home: Home, arguments: str) -> None:
    named = f"playbook --home '{home.folder}/my own' "
    told = run("--home", f"{home.folder}/my own", *shlex.split(arguments))
    commands = re.findall(r":\s+(playbook.*)", told.stdout + told.stderr)

    assert commands
    assert [] == [one for one in commands if not one.startswith(named)]
