"""`playbook show`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from homes import Home, run
from terminal import Terminal


@pytest.fixture(autouse=True)
def entries(home: Home) -> None:
    home.begin("lost", "Acme", "- sting: 7\n")
    home.begin("lost", "Acorn", "- sting: 8\n")
    path = home.begin("other", "Acme", "- room: older\n")
    path.write_text(path.read_text("utf-8").replace("started: 2026", "started: 2020"), encoding="utf-8")


def test_into_a_pipe_the_newest_entry_stands_as_it_is(home: Home) -> None:
    newest = next(path for path in home.entries if "acme_lost" in path.name)

    for name in ("Acme", "ÁCME", " acme "):
        assert newest.read_text("utf-8") == run("show", name).stdout
    assert "older" in run("show", "Acme", "--playbook", "other").stdout


def test_where_a_client_has_no_entry_of_a_playbook_that_is_said() -> None:
    ended = run("show", "Acorn", "--playbook", "other")

    assert (1, "") == (ended.returncode, ended.stdout)
    assert "There is no entry of other about Acorn." in ended.stderr


def test_in_a_terminal_it_is_drawn_without_its_front_matter() -> None:
    with Terminal("show", "Acme", columns=40) as terminal:
        assert 0 == terminal.status()

        assert "sting: 7" in terminal.text
        assert "playbook:" not in terminal.text


def test_it_opens_in_the_editor(home: Home, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import sys; open(sys.argv[1], 'a').write('- room: more\\n')", encoding="utf-8")

    assert 0 == run("show", "Acme", "--edit", extra={"EDITOR": f"{sys.executable} {editor}"}).returncode
    assert {"sting": "7", "room": "more"} == home_answers(home)
    assert 1 == run("show", "Acme", "--edit", extra={"EDITOR": "no-such-editor"}).returncode


def home_answers(home: Home) -> dict[str, str]:
    from homes import answers

    return answers(next(path for path in home.entries if "acme_lost" in path.name))
