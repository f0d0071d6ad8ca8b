"""A pipe or a folder where a file should be: nothing waits for it, and what is said names it."""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from homes import PATIENCE, PLAYBOOK, Home, run

KINDS: dict[str, Callable[[Path], object]] = {"pipe": os.mkfifo, "folder": Path.mkdir}
COMMANDS = [
    ("config.toml", "lost Acme --plain", "config.toml"),
    ("config.toml", "due", ""),
    ("config.toml", "check", "config.toml"),
    ("playbooks/lost.toml", "lost Acme", "lost.toml"),
    ("playbooks/lost.toml", "answers lost", "lost.toml"),
    ("playbooks/lost.toml", "edit lost", "lost.toml"),
    ("playbooks/lost.toml", "check", "lost.toml"),
    ("playbooks/lost.toml", "check {place}", "lost.toml"),
    ("playbooks/lost.toml", "stats", ""),
    ("playbooks/lost.toml", "export", ""),
    ("playbooks/lost.toml", "journal --where reason=price", ""),
    ("playbooks/lost.toml", "--help", ""),
    ("playbooks/mine.toml", "mine", "mine.toml"),
    ("playbooks/mine.toml", "new mine", "mine"),
    ("playbooks/playbook.schema.json", "edit at-risk", "playbook.schema.json"),
    ("playbooks/playbook.schema.json", "new mine", "playbook.schema.json"),
    ("playbooks/.lost.toml.before", "edit lost", ".lost.toml.before"),
    ("answers.toml", "lost Acme --answers {place}", "answers.toml"),
    ("due.ics", "due --ics {place}", "due.ics"),
]
"""What is not a file, the command, and what has to be named."""


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("place", "command", "named"), COMMANDS)
def test_it_is_named(home: Home, kind: str, place: str, command: str, named: str) -> None:
    home.begin("lost", "Acme", "- reason: price\n")
    path = home.folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    KINDS[kind](path)
    ended = run(*command.format(place=path).split(), extra={"VISUAL": "true"})

    assert ended.returncode in (0, 1, 2, 3)
    assert named in ended.stdout + ended.stderr
    assert path.is_fifo() if kind == "pipe" and ".tmp" not in place else True


@pytest.mark.parametrize("place", ["journal/.{name}.tmp", "playbooks/.playbook.schema.json.tmp"])
def test_a_folder_at_the_name_of_a_temporary_file_is_named(home: Home, place: str) -> None:
    entry = home.begin("lost", "Acme")
    path = home.folder / place.format(name=entry.name)
    path.mkdir(parents=True)
    saved = run("lost", "Acme", "--plain", typed="1\n") if "journal" in place else run("new", "mine")

    assert saved.returncode == 1
    assert f"the folder {path}" in " ".join(saved.stderr.split())


@pytest.mark.parametrize("given", ["--answers <(printf 'sting = 7')", "--answers /dev/stdin <<< 'sting = 7'"])
def test_a_pipe_that_is_meant_is_read(home: Home, given: str) -> None:
    command = f"{shlex.join(PLAYBOOK)} lost Acme {given}"
    subprocess.run(["bash", "-c", command], timeout=PATIENCE, check=False, capture_output=True)  # noqa: S603, S607 - ours

    assert "- sting: 7\n" in home.entry.read_text(encoding="utf-8")


def test_a_socket_as_standard_input_is_read(home: Home) -> None:
    ours, its = socket.socketpair()
    with ours, its:
        ours.sendall(b"sting = 7\n")
        ours.shutdown(socket.SHUT_WR)
        subprocess.run(  # noqa: S603 - ours
            [*PLAYBOOK, "lost", "Acme", "--answers", "-"], stdin=its.fileno(), timeout=PATIENCE, check=False
        )

    assert "- sting: 7\n" in home.entry.read_text(encoding="utf-8")
