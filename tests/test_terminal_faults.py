from __future__ import annotations

import resource
import shutil
import signal
from pathlib import Path

import every
import pytest
from every import STOPS
from homes import Home, answers
from terminal import LEAVE, Terminal, pasted, terminals

from playbook.durable import locked

BY_NAME = {stop.name: stop for stop in STOPS}


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


def answer(terminal: Terminal, name: str) -> None:
    terminal.put(*BY_NAME[name].asks)


def reached(terminal: Terminal, name: str) -> None:
    """Wait until a question is asked: then everything before it was saved."""
    terminal.expect_asked(BY_NAME[name].asks[0])


def test_an_entry_changed_moved_or_deleted_during_the_walk_keeps_what_the_hand_did_and_every_answer(
    home: Home,
) -> None:
    with Terminal("every", "Acme") as terminal:
        answer(terminal, "words")
        reached(terminal, "story")
        path = home.entry
        by_hand = path.read_text(encoding="utf-8").replace("hello there", "goodbye")
        path.write_text(f"{by_hand}\nMy own note.\n- fruit: apple — An apple\n", encoding="utf-8")
        answer(terminal, "story")
        # The hand has answered the next question as well.
        reached(terminal, "moods")

        expected = {"words": "goodbye", "story": "it began", "fruit": "apple — An apple"}
        assert expected == answers(path)
        assert "\nMy own note.\n" in path.read_text(encoding="utf-8")

        path.write_text(path.read_text(encoding="utf-8") + "- moods: glad — Glad\n", encoding="utf-8")
        answer(terminal, "moods")
        terminal.expect("was changed in the file meanwhile")
        reached(terminal, "sure")
        expected |= {"moods": "cross — Cross", "~moods": "glad — Glad"}

        assert expected == answers(path)

        moved = path.rename(path.with_name("about acme.md"))
        answer(terminal, "sure")
        terminal.expect("about acme.md")
        reached(terminal, "depth")
        expected |= {"sure": "no"}

        assert (False, expected) == (path.exists(), answers(moved))

        moved.unlink()
        answer(terminal, "depth")
        terminal.expect("was gone")
        reached(terminal, "hours")

        assert expected | {"depth": "17"} == answers(home.entry)
        assert "\nMy own note.\n" in home.entry.read_text(encoding="utf-8")


def spoil_entry(home: Home) -> Path:
    """Put a folder in the place of the entry."""
    path = home.entry
    path.rename(home.folder / "kept.md")
    path.mkdir()
    return path


def mend_entry(home: Home, path: Path) -> None:
    path.rmdir()
    (home.folder / "kept.md").rename(path)


def test_what_was_typed_is_shown_when_it_cannot_be_saved_and_is_saved_once_that_is_mended(
    home: Home,
) -> None:
    with Terminal("every", "Acme") as terminal:
        for name in ("words", "story", "fruit", "moods", "sure", "depth"):
            answer(terminal, name)
        reached(terminal, "hours")
        path = spoil_entry(home)
        answer(terminal, "hours")
        terminal.expect_question("It is not saved yet.")
        terminal.expect("What you typed: 7.5")
        terminal.choose("It is not saved yet.", "Try again")
        terminal.until(lambda: 2 == terminal.text.count("What you typed: 7.5"), "shown again")
        mend_entry(home, path)
        terminal.choose("It is not saved yet.", "Try again")
        reached(terminal, "fee")

        assert every.up_to("fee") == answers(home.entry)

        home.journal.rename(home.folder / "elsewhere")
        home.journal.write_text("in the way", encoding="utf-8")
        answer(terminal, "fee")
        terminal.expect("there is a file where a folder should be")
        terminal.expect("What you typed: 1200.00 EUR")
        home.journal.unlink()
        (home.folder / "elsewhere").rename(home.journal)
        terminal.choose("It is not saved yet.", "Try again")
        reached(terminal, "call_on")

        assert every.up_to("call_on") == answers(home.entry)


def test_leaving_without_saving_fails_with_the_words_on_the_screen_and_the_rest_in_the_entry(
    home: Home,
) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("fit")))
    home.begin("every", "Half", every.lines(every.up_to("fit")))
    with terminals(["every", "Acme"], ["every", "Half"]) as (acme, half):
        for terminal in (acme, half):
            reached(terminal, "fit")
        shutil.move(home.journal, home.folder / "elsewhere")
        home.journal.touch()
        acme.put(BY_NAME["fit"].asks[0])
        acme.expect("What you typed:")
        acme.expect("- width: 45")
        acme.choose("It is not saved yet.", "Leave without it")
        half.put(BY_NAME["fit"].asks[0])
        half.expect_question("It is not saved yet.")
        half.send(LEAVE)

        assert [1, 1] == [acme.status(), half.status()]
        assert every.up_to("fit") == answers(home.folder / "elsewhere" / "2026-11-20_acme_every.md")


def test_told_to_end_while_nothing_can_be_saved_it_shows_what_was_typed_and_ends(home: Home) -> None:
    with Terminal("every", "Acme") as terminal:
        answer(terminal, "words")
        reached(terminal, "story")
        terminal.type("half a story")
        home.journal.rename(home.folder / "elsewhere")
        home.journal.touch()
        terminal.kill(signal.SIGTERM)

        assert terminal.status() in (1, 143)
        assert "What you typed: half a story" in terminal.text


@pytest.mark.parametrize("face", [[], ["--plain"]])
@pytest.mark.parametrize("half", [True, False])
def test_signals_that_come_while_words_are_saved_wait_until_they_are(
    half: bool, face: list[str], home: Home
) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("story")))
    with Terminal("every", "Acme", *face) as terminal:
        terminal.expect("What happened?")
        with locked(home.entry):
            terminal.send("it began\n" if half and face else "it began")
            terminal.expect("it began")
            terminal.settle()
            if half:
                terminal.kill(signal.SIGTERM)
            else:
                terminal.send("\n.\n" if face else "\r")
                if not face:
                    terminal.until(lambda: not terminal.question, "answered")
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                terminal.settle()
                terminal.kill(number)
            terminal.settle()

        assert terminal.status() == 143
        assert every.up_to("story") | {"story": "(unfinished)\nit began" if half else "it began"} == answers(
            home.entry
        )


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="no limit of another process can be lifted")
def test_a_long_answer_outlives_a_limit_on_the_size_of_files(home: Home) -> None:
    words = " ".join(f"word{number}" for number in range(150))

    with Terminal("every", "Acme") as terminal:
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
        answer(terminal, "words")
        reached(terminal, "story")
        terminal.send(pasted(words))
        terminal.expect("word149")
        terminal.send("\r")
        terminal.expect_question("It is not saved yet.")
        terminal.expect(f"What you typed: {words}")

        assert every.up_to("story") == answers(home.entry)

        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        terminal.choose("It is not saved yet.", "Try again")
        reached(terminal, "fruit")

        assert every.up_to("story") | {"story": words} == answers(home.entry)
        assert [home.entry] == home.entries


def test_two_walks_about_one_client_at_once_become_one_entry_without_a_lost_answer(home: Home) -> None:
    with terminals(["every", "Acme"], ["every", "Acme"]) as both:
        for terminal in both:
            terminal.expect_question("What did they say?")
        for terminal, words in zip(both, ("from the first", "from the second"), strict=True):
            terminal.answer("What did they say?", words)
            terminal.expect_question("What happened?")
        both[1].expect("was changed in the file meanwhile")
        for terminal, words in zip(both, ("it began", "it began"), strict=True):
            terminal.answer("What happened?", words)
            terminal.expect_question("Which fruit?")
        both[0].choose("Which fruit?", "An apple")
        both[0].expect_question("Which moods?")
        for terminal in both:
            terminal.send(LEAVE)

            assert 0 == terminal.status()
    assert {
        "words": "from the second",
        "~words": "from the first",
        "story": "it began",
        "fruit": "apple — An apple",
    } == answers(home.entry)


def test_eight_walks_at_once_each_keep_to_their_own_entry(home: Home) -> None:
    clients = [f"Client{number}" for number in range(8)]
    with terminals(*(["every", client] for client in clients)) as eight:
        for terminal in eight:
            terminal.expect_question("What did they say?")
        for terminal, client in zip(eight, clients, strict=True):
            terminal.type(f"{client} is here")
        for terminal in eight:
            terminal.send("\r")
        for terminal in eight:
            terminal.answer("What happened?", "it began")
        for terminal in eight:
            terminal.expect_question("Which fruit?")
            terminal.send(LEAVE)
        for terminal in eight:
            assert 0 == terminal.status()
    for client in clients:
        assert {"words": f"{client} is here", "story": "it began"} == home.answers(client)
    assert 8 == len(home.entries)
