from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import every
import pytest
from homes import Home, answers, run
from terminal import BACK, ENTER, LEAVE, Terminal, terminals

from playbook import __version__
from playbook.cli.commands.overview import show
from playbook.cli.context import context_of_process
from playbook.model.playbook import Playbook
from playbook.shelf import Shelved


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


def test_looking_makes_nothing_and_ends_well(own_folder: Path) -> None:
    before = sorted(own_folder.rglob("*"))
    alone, version, helped = run(), run("--version"), run("--help")

    assert (0, f"playbook {__version__}\n", "") == (version.returncode, version.stdout, version.stderr)
    assert [0, 0] == [alone.returncode, helped.returncode]
    assert "No walk is open." in alone.stdout
    assert "playbook lost" in alone.stdout
    assert "every" in helped.stdout
    assert "One question of every type." in helped.stdout
    assert before == sorted(own_folder.rglob("*"))


def test_a_broken_copy_leads_to_the_editor_and_not_back_to_itself(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("fit")))
    home.add_playbook("every", every.TOML.replace("title = ", "titel = ", 1))
    alone, walked, answers = run(), run("every", "Acme"), run("answers", "every")
    named = run("--home", str(home.folder), "every", "Acme")

    assert "every; its playbook has a problem: playbook edit every" in " ".join(alone.stdout.split())
    assert "Go on with" not in alone.stdout
    assert [2, 2] == [walked.returncode, answers.returncode]
    assert walked.stderr.endswith("\nhint: Nothing was changed. To fix it: playbook edit every\n")
    assert answers.stderr.endswith("playbook edit every\n")
    assert f"To fix it: playbook --home {home.folder} edit every\n" in named.stderr


def test_alone_it_says_what_is_due_what_is_open_and_how_to_go_on(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("fit")) + "\n- [ ] 2031-03-04 Call Acme\n")
    home.begin("gone", "Nordwind")
    alone = run()

    assert 0 == alone.returncode
    for words in ("Due", "Call Acme", "Open", "Every type, 2 of 2: The second step", 'playbook every "Acme"'):
        assert words in alone.stdout
    assert "Nordwind" in alone.stdout


@pytest.mark.parametrize("columns", [40, 80])
def test_alone_it_stays_on_one_screen_the_most_urgent_first(home: Home, columns: int) -> None:
    today = datetime.now().astimezone().date()
    for number in range(1, 31):
        due = f"- [ ] {today - timedelta(number)} Call them\n" if number > 9 else ""
        path = home.begin("every", f"Client {number}", due)
        wait = f"waiting_until: {today + timedelta(number)}\n---\n\n#"
        path.write_text(path.read_text(encoding="utf-8").replace("---\n\n#", wait), encoding="utf-8")
    with Terminal(columns=columns, rows=24) as terminal:
        assert 0 == terminal.status()
        lines, raw = terminal.lines, terminal.raw

    told = " ".join(" ".join(lines).split())
    assert told.startswith("Due 30 days overdue Call them (Client 30) 29 days overdue")
    assert re.search(r"and \d+ more: playbook due Open Client 30 Every type", told)
    assert re.search(
        r'and \d+ more: playbook journal --status open Go on with: playbook every "Client 30"$', told
    )
    # As much as there is room for, and the line on which something is typed next.
    assert 20 < len([line for line in lines if line.strip()]) < 24
    assert b"\x1b[1m  30 days overdue" in raw


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40), (40, 44)])
def test_alone_with_no_walk_open_it_stays_on_one_screen_too(home: Home, columns: int, rows: int) -> None:
    today = datetime.now().astimezone().date()
    for number in range(1, 31):
        due = f"- [ ] {today - timedelta(number)} Call them, and ask what became of the money they owe\n"
        path = home.begin("lost", f"Client {number}", due)
        path.write_text(path.read_text(encoding="utf-8").replace('"open"', '"done"'), encoding="utf-8")
    with Terminal(columns=columns, rows=rows) as terminal:
        assert 0 == terminal.status()
        lines = terminal.lines

    told = " ".join(" ".join(lines).split())
    assert told.startswith("Due 30 days overdue Call them")
    assert re.search(r"and \d+ more: playbook due No walk is open\.", told)
    assert told.endswith("For everything else: playbook --help")
    # As above; what is wrapped may leave a line or two.
    assert rows - 5 < max(number for number, line in enumerate(lines, 1) if line) < rows


def test_alone_in_a_small_window_what_is_due_first_is_there(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.begin("every", "Acme", f"- letter: later\n\n  {every.LETTER}\n\n- [ ] 2026-11-01 Call them\n")
    monkeypatch.setenv("LINES", "9")
    show(context_of_process())

    assert "Call them (Acme)" in capsys.readouterr().out


def test_alone_it_reads_each_playbook_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    home.add_playbook("broken", "title = ")
    for number in range(1, 9):
        home.begin("every" if number % 2 else "broken", f"Client {number}")
    reading = Shelved.read

    def counted(shelved: Shelved, shown: str) -> Playbook:
        read.append(shelved.name)
        return reading(shelved, shown)

    monkeypatch.setattr(Shelved, "read", counted)
    show(context_of_process())

    assert ["broken", "every"] == sorted(read)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("evry",), "every"),
        (("lsot", "Acme"), "lost"),
        (("every", "Acme", "--nwe"), "--new"),
        (("every", " \x1b\t"), "name is empty"),
        (("every", "A" * 10_000), "characters"),
        (("every", "Acme", "Studio"), "Studio"),
        (("every", "Acme", "--answers", "nowhere.toml"), "nowhere.toml"),
    ],
)
def test_a_wrong_command_line_is_told_with_what_was_meant_and_ends_with_2(
    home: Home, arguments: tuple[str, ...], said: str
) -> None:
    ended = run(*arguments)

    assert (2, "") == (ended.returncode, ended.stdout)
    assert said in ended.stderr
    assert not home.journal.exists()


def test_a_broken_playbook_breaks_only_its_own_command(home: Home) -> None:
    home.add_playbook("broken", every.TOML.replace("prompt = ", "promt = ", 1))
    home.begin("broken", "Acme")
    broken = run("broken", "Acme")

    assert 2 == broken.returncode
    assert "playbooks/broken.toml:" in broken.stderr
    assert "did you mean `prompt`?" in broken.stderr
    assert [0, 0] == [run().returncode, run("--help").returncode]
    assert 3 == run("every", "Nordwind", typed="hello there\n").returncode
    assert {"words": "hello there"} == home.answers("Nordwind")


def test_strange_names_of_clients_are_names_like_any_other(home: Home) -> None:
    names = ["../../etc/passwd", "-rf", "CON", "a/b\\c:d*? %s {client}", "日本語の会社", "Zoë"]
    for name in names:
        dashes = ["--"] if name.startswith("-") else []
        ended = run("every", *dashes, name, typed="hello there\n")

        assert 3 == ended.returncode, ended.stderr
        assert f"playbook every {'-- ' if dashes else ''}" in ended.stderr
    assert len(names) == len(home.entries)
    assert all(path.parent == home.journal and path.suffix == ".md" for path in home.entries)
    assert 3 == run("every", "ZOE", typed="it began\n.\n").returncode
    assert len(names) == len(home.entries)


def test_it_asks_who_it_is_about_and_offers_those_it_knows(home: Home) -> None:
    with Terminal("every") as terminal:
        terminal.answer("What is the client called?", "Acme Studio")
        terminal.answer("What did they say?", "hello there")
        terminal.expect_question("What happened?")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    with Terminal("every") as terminal:
        terminal.choose("Who is it about?", "Acme Studio")
        terminal.expect_question("What happened?")
    with Terminal("every", "acme") as terminal:
        terminal.expect_question("Do you mean Acme Studio?")
        terminal.send(ENTER)
        terminal.expect_question("What happened?")
    assert [home.entry] == home.entries


def test_left_before_the_first_answer_there_is_no_entry(home: Home) -> None:
    with terminals(["every"], ["every"], ["every", "Acme"]) as (left, gone_back, at_the_first):
        for terminal, asked, key in (
            (left, "What is the client called?", LEAVE),
            (gone_back, "What is the client called?", BACK),
            (at_the_first, "What did they say?", LEAVE),
        ):
            terminal.expect_question(asked)
            terminal.send(key)

            assert 0 == terminal.status()
    assert [] == home.entries


def test_a_finished_walk_can_be_walked_again_and_an_open_one_begun_anew(home: Home) -> None:
    path = home.begin("every", "Acme", every.lines(every.ALL))

    assert 0 == run("every", "Acme").returncode
    assert 'status: "done"' in path.read_text(encoding="utf-8")
    assert 3 == run("every", "Acme", typed="new\nagain\n").returncode
    assert 2 == len(home.entries)
    assert 3 == run("every", "Acme", "--new", typed="anew\n").returncode
    assert 3 == len(home.entries)


def test_after_a_finished_walk_it_is_looked_at_changed_or_walked_again(home: Home) -> None:
    path = home.begin("every", "Acme Studio", every.lines(every.ALL))
    assert 0 == run("every", "Acme Studio").returncode
    wanted = ("Look at it", "Change an answer in it", "Begin another one")

    with Terminal("every", "Acme Studio") as terminal:
        terminal.expect("has ended. What would you like to do?")
        for line in wanted:
            terminal.expect(line)
        terminal.choose("Every", wanted[0])
        terminal.expect("fruit: A pear: A brown one")

        assert 0 == terminal.status()
    with Terminal("show", "ac") as terminal:
        terminal.expect("fruit: A pear: A brown one")
    with Terminal("every", "acme studio") as terminal:
        terminal.choose("Every", wanted[1])
        terminal.expect_question("Which answer would you like to go to?")
        terminal.type("what did")
        terminal.send(ENTER)
        terminal.expect_question("What did they say?")
        terminal.type(" again")
        terminal.send(ENTER)

        assert 0 == terminal.status()
    assert f"{every.ALL['words']} again" == answers(path)["words"]

    with Terminal("every", "Acme Studio") as terminal:
        terminal.choose("Every", wanted[2])
        terminal.answer("What did they say?", "another")
        terminal.expect_question("What happened?")
    assert 2 == len(home.entries)


def test_a_home_that_is_a_file_is_told_and_nothing_is_lost(own_folder: Path) -> None:
    in_the_way = own_folder / "file"
    in_the_way.write_text("mine", encoding="utf-8")
    ended = run("--home", str(in_the_way), "lost", "Acme", typed="1\nleave\n")

    assert 1 == ended.returncode
    assert "there is a file where a folder should be" in ended.stderr
    assert "mine" == in_the_way.read_text(encoding="utf-8")
