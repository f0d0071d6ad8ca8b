"""What goes to a terminal and what comes from it besides words."""

from __future__ import annotations

import every
import pytest
from every import STOPS
from homes import Home, answers
from terminal import ENTER, LEAVE, Terminal

NOISE = "\x1b[I\x1b[O\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c\x1b[<0;12;7M\x1b[97;1:3u\x1b[12;1R"
BY_NAME = {stop.name: stop for stop in STOPS}


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


def test_a_terminal_is_asked_nothing_and_what_is_no_key_answers_nothing(home: Home) -> None:
    with Terminal("every", "Acme") as terminal:
        for stop in STOPS:
            for ask in stop.asks:
                terminal.expect_asked(ask)
                terminal.send(NOISE)
                terminal.put(ask)

        assert 0 == terminal.status()
        assert b"\x1b[6n" not in terminal.raw
        assert b"CPR" not in terminal.raw
    assert every.ALL == answers(home.entry)


def test_a_refusal_stands_directly_beneath_its_question_in_a_tall_window(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("depth")))
    with Terminal("every", "Acme", rows=60) as terminal:
        terminal.answer("How deep?", "abc")
        terminal.expect("number from")
        lines = terminal.lines
        asked = next(number for number, line in enumerate(lines) if line.startswith("? How deep?"))
        refused = next(number for number, line in enumerate(lines) if "number from" in line)

        assert refused - asked <= 3


def test_keys_in_the_newer_ways_mean_what_they_mean(home: Home) -> None:
    enter, shift_enter, back, leave = "\x1b[13u", "\x1b[13;2u", "\x1b[98;5u", "\x1b[27;5;99~"
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("What did they say?")
        terminal.type("one")
        terminal.send(f"\x1b[I{shift_enter}")
        terminal.settle()
        terminal.type("two")
        terminal.send("\x1b[27;2;13~")
        terminal.settle()
        terminal.type("three")
        terminal.send(enter)
        terminal.expect_question("What happened?")

        assert {"words": "one\ntwo\nthree"} == answers(home.entry)

        terminal.send(back)
        terminal.expect_question("What did they say?")
        terminal.send(ENTER)
        terminal.answer("What happened?", "it began")
        terminal.expect_question("Which fruit?")
        terminal.send(f"{leave}")

        assert 0 == terminal.status()
        assert terminal.settings_before == terminal.settings


def test_what_is_no_key_in_a_typed_line_is_no_part_of_an_answer(home: Home) -> None:
    with Terminal("every", "Acme", "--plain") as terminal:
        terminal.expect("Question: What did they say?")
        terminal.send(f"hello{NOISE} there\x1b[13;2u\x1b[A\n")
        terminal.expect("Question: What happened?")
        terminal.send(LEAVE)

        assert 130 == terminal.status()
    assert {"words": "hello there"} == answers(home.entry)
