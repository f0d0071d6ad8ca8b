"""What goes to a terminal and what comes from it besides words."""

from __future__ import annotations

import sys

import every
import pytest
from every import STOPS
from homes import Home, answers
from terminal import ENTER, LEAVE, SPACE, Terminal, pasted

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
    with Terminal("--plain", "every", "Acme") as terminal:
        terminal.expect("Question: What did they say?")
        terminal.send(f"hello{NOISE} there\x1b[13;2u\x1b[A\n")
        terminal.expect("Question: What happened?")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert {"words": "hello there"} == answers(home.entry)


def test_a_pasted_tab_is_shown_as_space_and_kept(home: Home) -> None:
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("What did they say?")
        terminal.send(pasted("one\ttwo"))
        terminal.expect_field("one two")

        assert "^I" not in terminal.text

        terminal.send(ENTER)
        terminal.expect_question("What happened?")
    assert {"words": "one\ttwo"} == answers(home.entry)


def test_a_paste_into_a_list_is_left_out(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("fruit")))
    with Terminal("every", "Acme") as terminal:
        for name in ("fruit", "moods"):
            terminal.expect_asked(BY_NAME[name].asks[0])
            before = terminal.lines
            terminal.send(pasted(" one\rtwo\r\r3 a i\r"))
            terminal.settle()

            assert before == terminal.lines

            terminal.put(*BY_NAME[name].asks)
        terminal.expect_question("Are you sure?")
    assert every.up_to("sure") == answers(home.entry)


RESIZED = "A question that has rather many words, so that it takes several lines in a window that is narrow"


def test_a_question_is_drawn_anew_in_a_window_of_another_width_with_what_stands_there(home: Home) -> None:
    last = "The last of them, in many words that are wrapped"
    options = f'choices = {{ first = "The first of them", last = "{last}" }}'
    shared = f'prompt = "{RESIZED}?"\nhelp = "{RESIZED}, helped."\n'
    questions = {"words": "", "pick": options, "marks": options}
    types = {"words": "text", "pick": "choice", "marks": "choices"}
    home.add_playbook(
        "wide",
        'title = "Wide"\nsummary = "x"\n[[step]]\nid = "one"\ntitle = "One"\n'
        + "".join(
            f'[[step.question]]\nid = "{name}"\ntype = "{types[name]}"\n{shared}{more}\n'
            for name, more in questions.items()
        ),
    )

    def whole() -> bool:
        return terminal.question.startswith(f"{RESIZED}? ") and f"{RESIZED}, helped." in terminal.question

    def drawn_at_every_width(*stands: str) -> None:
        for columns in (40, 100, 34, 80):
            terminal.resize(columns)
            terminal.until(
                lambda: whole() and all(words in terminal.question for words in stands), str(stands)
            )

            assert 1 == sum(line.startswith("? ") for line in terminal.lines)
            assert 1 == terminal.text.count(stands[-1])

    with Terminal("wide", "Acme", rows=40) as terminal:
        terminal.expect_question(RESIZED)
        terminal.type("half of an answer")
        drawn_at_every_width("half of an answer")
        terminal.type(" and the rest")
        terminal.send(ENTER)
        terminal.until(lambda: bool(terminal.pointed), "a list")
        terminal.point_at("The last")
        drawn_at_every_width(f"› {last}")
        terminal.send(ENTER)
        terminal.expect("○ The first")
        terminal.send(SPACE)
        terminal.expect("● The first")
        terminal.point_at("The last")
        drawn_at_every_width("● The first", f"› ○ {last}")
        terminal.send(ENTER)

        assert 0 == terminal.status()
    assert {
        "words": "half of an answer and the rest",
        "pick": f"last — {last}",
        "marks": "first — The first of them",
    } == answers(home.entry)


def test_a_key_behind_escape_means_what_it_does_by_itself(home: Home) -> None:
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("What did they say?")
        terminal.type("one")
        terminal.send("\x1b")
        terminal.send("x")
        terminal.send("\x1b")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert {"words": "(unfinished)\none"} == answers(home.entry)


def test_a_number_has_one_line(home: Home) -> None:
    entry = home.begin("every", "Acme", every.lines(every.up_to("depth")))
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("How deep?")
        terminal.send("\x1bOP")
        terminal.expect("Ctrl-X Ctrl-E: your editor")

        assert "a new line" not in terminal.text

        terminal.type("3")
        terminal.send("\x1b\r")
        terminal.settle()
        terminal.clear("3")
        terminal.put(*BY_NAME["depth"].asks)
        # In the folder, the file that is being written may stand beside it.
        terminal.until(lambda: "depth" in answers(entry), "saved")
    assert every.up_to("depth") | {"depth": every.ALL["depth"]} == answers(home.entry)


def test_what_is_typed_behind_ctrl_space_is_taken(home: Home) -> None:
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("What did they say?")
        terminal.type("one")
        terminal.send("\x00")
        terminal.settle()
        terminal.type(" two")
        terminal.send(ENTER)
        terminal.expect_question("What happened?")

    assert {"words": "one two"} == answers(home.entry)


SLOWLY = """
import time
from playbook.__main__ import run
from playbook.faces.prompt import Prompt

asked = Prompt.ask

def slowly(prompt):
    try:
        return asked(prompt)
    finally:
        time.sleep(1)

Prompt.ask = slowly
run()
"""
"""`playbook` where everything takes a second that comes between two questions."""


def test_a_key_between_two_questions_is_neither_lost_nor_another_one(home: Home) -> None:
    with Terminal("every", "Acme", command=(sys.executable, "-c", SLOWLY)) as terminal:
        terminal.answer("What did they say?", "hello")
        terminal.until(lambda: not terminal.question, "gone")
        terminal.send("it began")
        terminal.expect_question("What happened? (Alt-Enter: a new line) it began")
        assert "it began" not in terminal.raw.decode().partition("What happened?")[0]
        terminal.send(ENTER)
        terminal.until(lambda: not terminal.question, "gone")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert "it began" == answers(home.entry)["story"]
