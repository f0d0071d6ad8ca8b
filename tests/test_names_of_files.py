"""Names of files and folders: they drive no terminal, and go into a pipe byte for byte."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from homes import Home, run
from terminal import Terminal

ODD = "odd\x1b]52;c;AAAA\x07\x1b[31m\u202e"

COMMANDS = [
    "path",
    "path journal",
    "new mine",
    "due",
    "due --json",
    "due --ics -",
    "due --ics {folder}/due.ics",
    "due --ics {folder}/journal",
    "journal",
    "journal --json",
    "show",
    "show --edit",
    "grep . -l",
    "grep .",
    "grep . -c",
    "stats",
    "stats --svg {folder}/a.svg",
    "export",
    "check",
    "check {folder}/playbooks/broken.toml",
    "check {folder}/nothing",
    "edit broken",
    "edit lost",
    "answers broken",
    "answers lost Acme",
    "broken",
    "tiny Acme --answers {folder}/answers.toml",
    "tiny Acme --answers {folder}/wrong.toml",
    "tiny Acme --answers {folder}/nothing.toml",
    "tiny Acme --plain --answers {folder}/answers.toml",
    "",
]
TINY = """title = "Tiny"
summary = "Small."
[[step]]
id = "one"
title = "One"
[[step.question]]
id = "sting"
type = "text"
prompt = "Where?"
"""


@pytest.fixture
def odd(tmp_path: Path) -> Home:
    home = Home(tmp_path / ODD)
    path = home.begin("lost", "Acme", "- sting: 7\n\n## Follow-ups\n\n- [ ] 2026-11-24 Call them\n")
    path.rename(path.with_name(f"{ODD}.md"))
    (home.journal / f"{ODD}_broken.md").write_text("- a: b\n", encoding="utf-8")
    home.add_playbook("broken", "no = toml = at all")
    home.add_playbook("tiny", TINY)
    (home.folder / "config.toml").write_text("nothing = 1\n", encoding="utf-8")
    (home.folder / "answers.toml").write_text('sting = "here"\n', encoding="utf-8")
    (home.folder / "wrong.toml").write_text("sting = 1\n", encoding="utf-8")
    return home


@pytest.mark.parametrize("command", COMMANDS)
def test_they_do_not_drive_a_terminal(odd: Home, command: str) -> None:
    words = [word.format(folder=odd.folder) for word in command.split()]
    extra = {"PLAYBOOK_HOME": str(odd.folder), "VISUAL": "true", "PAGER": "cat"}
    with Terminal(*words, extra=extra) as terminal:
        if command.startswith("edit"):
            terminal.expect("didn't wait")
            terminal.send("\x03")
        terminal.status()

    for driving in (b"\x1b]52", b"\x07", "\u202e".encode()):
        assert driving not in terminal.raw


def test_they_go_into_a_pipe_byte_for_byte(tmp_path: Path) -> None:
    home = Home(tmp_path / "caf\udce9 \x1b[1m")
    home.begin("lost", "Acme", "- sting: 7\n")
    extra = {"PLAYBOOK_HOME": str(home.folder)}

    def output(*words: str) -> bytes:
        return os.fsencode(run(*words, extra=extra).stdout)

    assert output("path", "journal") == os.fsencode(f"{home.journal}\n")
    assert output("grep", "-l", "7") == os.fsencode(f"{home.entry}\n")
    assert output("new", "mine") == os.fsencode(f"{home.folder / 'playbooks' / 'mine.toml'}\n")
