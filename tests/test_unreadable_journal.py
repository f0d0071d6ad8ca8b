"""A journal that is there and cannot be read is not an empty one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from homes import Home, run

COMMANDS = (
    (),
    ("journal",),
    ("due",),
    ("due", "--json"),
    ("done",),
    ("show",),
    ("show", "Acme"),
    ("grep", "price"),
    ("stats",),
    ("export",),
    ("answers", "lost", "Acme"),
    ("lost", "Acme"),
    ("review",),
)


def a_file(journal: Path) -> None:
    journal.write_text("Notes of mine.\n", encoding="utf-8")


def a_circle(journal: Path) -> None:
    journal.symlink_to(journal)


def said(command: tuple[str, ...]) -> tuple[int, str, str]:
    ended = run(*command)
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_is_said_with_where_it_is_and_what_to_do(command: tuple[str, ...], home: Home) -> None:
    home.folder.mkdir()
    a_file(home.journal)

    status, out, err = said(command)
    assert (1, "") == (status, out)
    assert [
        f"The journal in {home.journal} cannot be read: there is a file where a folder should be.",
        "hint: See where it is looked for: playbook path",
    ] == err.splitlines()


def test_a_circle_of_links_is_one_too(home: Home) -> None:
    home.folder.mkdir()
    a_circle(home.journal)

    status, out, err = said(("journal",))
    assert (1, "") == (status, out)
    assert "its links lead in a circle" in err


def test_no_folder_yet_is_an_empty_journal() -> None:
    ended = run("journal")

    assert (0, "") == (ended.returncode, ended.stdout)
    assert "The journal is empty." in ended.stderr


@pytest.mark.parametrize("made", [a_file, a_circle])
def test_check_finds_it(made: Callable[[Path], None], home: Home) -> None:
    home.folder.mkdir()
    made(home.journal)

    status, out, err = said(("check",))
    assert (1, "1 finding in 1 file.\n") == (status, err)
    assert "journal:1:1: The journal in " in out


def test_the_tab_key_stays_quiet(home: Home) -> None:
    home.folder.mkdir()
    a_file(home.journal)

    line = {"COMP_WORDS": "playbook\ndone\nAc", "COMP_CWORD": "2", "_PLAYBOOK_COMPLETE": "complete_bash"}
    ended = run(extra=line)
    assert (0, "", "") == (ended.returncode, ended.stdout, ended.stderr)
