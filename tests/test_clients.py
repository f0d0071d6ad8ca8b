"""Which client and which playbook are meant: every command has the same answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from homes import Home, run

from playbook.query.clients import Nobody, meant_client

COMMANDS = (
    ("due", "--client"),
    ("due", "--json", "--client"),
    ("due", "--ics", "-", "--client"),
    ("done",),
    ("done", "--undo"),
    ("answers", "lost"),
    ("show",),
    ("journal", "--client"),
    ("journal", "--json", "--client"),
    ("journal", "--where", "reason=price", "--client"),
    ("stats", "--client"),
    ("stats", "--json", "--client"),
    ("export", "--client"),
    ("grep", "price", "--client"),
)
OF_A_PLAYBOOK = ("due", "done", "show", "journal", "stats", "export", "grep price")


@pytest.fixture
def journal(home: Home) -> Path:
    home.begin("lost", "Acme Studio", "- reason: price — Price\n\n- [ ] 2026-11-24 Call\n")
    home.begin("lost", "Nordwind", "- reason: fit — Fit\n\n- [x] 2026-11-24 Call\n")
    home.begin("gone", "Old Co")
    return home.journal


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("typed", ["Acm\u00e9 S.", "acme studoi"])
def test_a_client_that_nobody_knows_is_a_mistake_and_who_is_near_is_named(
    command: tuple[str, ...], typed: str
) -> None:
    ended = run(*command, typed)

    assert (2, "") == (ended.returncode, ended.stdout)
    assert [
        f"No entry is about a client called `{typed}`; did you mean `Acme Studio`?",
        "hint: All entries: playbook journal",
    ] == ended.stderr.splitlines()[:2]


def test_a_name_is_known_whatever_was_pasted_with_it_that_nobody_sees(home: Home) -> None:
    home.begin("lost", "Acme", "- sting: 7\n")
    for pasted in ("\u202eAcme\u202c", "Ac\rme", "Ac\u200bme", "\ufeffAcme", "Ac\u00adme"):
        assert '"sting": 7' in run("show", "--json", pasted).stdout, pasted


def test_the_beginning_of_a_name_is_enough_for_looking_where_one_client_has_it(home: Home) -> None:
    home.begin("lost", "Nordwind", "- reason: price — Price\n\n- [ ] 2026-11-24 Call\n")
    home.begin("lost", "Acme Studio", "- reason: price — Price\n")
    looking = [command for command in COMMANDS if command[0] != "done"]
    for command in looking:
        begun, whole = run(*command, "nörd"), run(*command, "Nordwind")
        # A calendar says when it was written.
        outputs = {re.sub("DTSTAMP:.*", "", ended.stdout) for ended in (begun, whole)}

        assert "did you mean" not in begun.stderr, command
        assert (whole.returncode, 1) == (begun.returncode, len(outputs)), command

    assert "did you mean `Nordwind`?" in run("done", "Nord").stderr
    home.begin("lost", "Nordlicht")
    assert "did you mean `Nordlicht` or `Nordwind`?" in run("show", "Nord").stderr
    home.begin("lost", "Nord")
    assert "# Nord\n" in run("show", "nord").stdout


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize("command", OF_A_PLAYBOOK)
def test_a_playbook_that_there_is_none_of_is_a_mistake_too(command: str) -> None:
    ended = run(*command.split(), "--playbook", "lots")

    assert (2, "") == (ended.returncode, ended.stdout)
    assert "There is no playbook `lots`; did you mean `lost`?" in ended.stderr


@pytest.mark.usefixtures("journal")
@pytest.mark.parametrize(("command", "status"), [("due", 0), ("journal", 0), ("show", 1), ("grep price", 1)])
def test_one_that_nobody_walked_and_one_that_is_only_in_entries_are_known(command: str, status: int) -> None:
    assert status == run(*command.split(), "--playbook", "at-risk").returncode
    assert run(*command.split(), "--playbook", "gone").returncode in (0, status)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_an_empty_name_is_nobodys(command: tuple[str, ...], home: Home) -> None:
    about_none = home.begin("review", "")
    about_none.write_text(about_none.read_text("utf-8") + "\n- [ ] 2026-11-24 Look back\n", encoding="utf-8")

    ended = run(*command, "")

    assert (2, "") == (ended.returncode, ended.stdout)


def test_several_that_begin_alike_are_all_named(journal: Path, home: Home) -> None:
    home.begin("lost", "Acme West")

    with pytest.raises(Nobody, match="did you mean `Acme Studio` or `Acme West`"):
        meant_client(journal, "ACMÉ", None, list)
