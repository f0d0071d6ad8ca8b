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


@pytest.mark.parametrize("command", ["", "due", "done", "drafts", "lost Acme --plain"])
def test_an_entry_that_is_there_and_cannot_be_read_is_said_before_anything_is_done_without_it(
    command: str, home: Home
) -> None:
    home.begin("lost", "Beta", "- sting: 7\n")
    path = home.journal / "2026-11-20_acme_lost.md"
    path.symlink_to(path)
    (home.journal / "notes.md").mkdir()

    ended = run(*command.split())

    said = " ".join(ended.stderr.split())
    assert "1 file in " in said
    assert "journal cannot be read, and what is in it is missing here. See which: playbook check" in said
    assert "2026-11-20_acme_lost.md:1:1: " in run("check").stdout


@pytest.mark.parametrize("command", ["show Acme", "answers lost Acme", "done Acme", "journal --client Acme"])
def test_whose_entry_may_be_one_that_cannot_be_read_is_not_said_to_have_none(
    command: str, home: Home
) -> None:
    home.begin("lost", "Beta", "- sting: 7\n")
    assert "cannot be read" not in run(*command.split()).stderr
    path = home.journal / "2026-11-20_acme_lost.md"
    path.symlink_to(path)

    ended = run(*command.split())

    assert 2 == ended.returncode
    assert "It may be in a file that cannot be read. See which: playbook check\n" in ended.stderr


@pytest.mark.parametrize("command", ["", "journal", "due", "show", "grep x", "stats", "lost Acme --plain"])
@pytest.mark.parametrize(
    ("config", "why"),
    [
        ("journal = ~/notes", "it is not TOML"),
        ("journal = 7", "`journal` is not understood, and is left out."),
        (None, "the file cannot be read (its links lead in a circle), so all of it is left out."),
    ],
)
def test_a_configuration_that_may_name_another_journal_is_said_to_be_left_out(
    config: str | None, why: str, command: str, home: Home
) -> None:
    home.folder.mkdir()
    path = home.folder / "config.toml"
    path.symlink_to(path) if config is None else path.write_text(config, encoding="utf-8")

    said = " ".join(run(*command.split()).stderr.split())

    assert 1 == said.count(why), said


def test_a_slip_in_the_configuration_that_is_about_no_journal_is_for_walks_alone(home: Home) -> None:
    home.folder.mkdir()
    (home.folder / "config.toml").write_text("plain = 7\n", encoding="utf-8")

    assert "config.toml" not in run("journal").stderr


def test_a_quiet_look_at_what_is_due_says_no_word_of_it(home: Home) -> None:
    home.journal.mkdir(parents=True)
    path = home.journal / "2026-11-20_acme_lost.md"
    path.symlink_to(path)
    (home.folder / "config.toml").write_text("journal = 7\n", encoding="utf-8")

    ended = run("due", "--quiet")

    assert (1, "", "") == (ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.parametrize("command", ["lost Acme --plain", "mine", "--help", "check"])
def test_playbooks_of_ones_own_that_cannot_be_read_are_said(command: str, home: Home) -> None:
    home.folder.mkdir()
    (home.folder / "playbooks").symlink_to("playbooks")

    ended = run(*command.split())

    said = " ".join((ended.stdout + ended.stderr).split())
    assert "playbooks cannot be read, so they are left out: its links lead in a circle." in said


def test_a_folder_that_cannot_be_one_is_found_once(home: Home) -> None:
    home.folder.touch()

    assert run("check").stderr == "1 finding in 1 file.\n"


@pytest.mark.parametrize("link", ["playbook", "playbook/journal"])
@pytest.mark.parametrize("command", ["", "due", "lost Acme --plain", "check"])
def test_a_journal_on_a_disk_that_is_not_there_is_not_an_empty_one(
    link: str, command: str, home: Home
) -> None:
    place = home.folder.parent / link
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to("/nowhere/at/all")

    ended = run(*command.split())

    assert 1 == ended.returncode
    assert "playbook/journal cannot be read: it is not there." in ended.stdout + ended.stderr
