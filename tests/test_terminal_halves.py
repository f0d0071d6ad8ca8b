"""What is half-typed is kept as it is, and what is taken back is not."""

from __future__ import annotations

import every
import pytest
from every import STOPS
from homes import Home, answers
from terminal import BACK, ENTER, LEAVE, SPACE, WAYS, Terminal, terminals
from test_terminal_waits import OFFER, WAITING, begin

FIT = next(stop for stop in STOPS if stop.name == "fit")
WIDTH, HEIGHT = (ask.asked for ask in FIT.asks)


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)
    home.add_playbook("waiting", WAITING)


@pytest.mark.parametrize("number", [0, 1])
def test_a_mark_typed_without_enter_is_kept_however_it_is_left(number: int, home: Home) -> None:
    ways = [way for way in WAYS if way != "kill"]
    for way in ways:
        home.begin("every", way, every.lines(every.up_to("fit")))
    with terminals(*(["every", way] for way in ways)) as opened:
        for terminal, way in zip(opened, ways, strict=True):
            for ask in FIT.asks[:number]:
                terminal.put(ask)
            terminal.expect_question(FIT.asks[number].asked)
            terminal.type("7")
            WAYS[way](terminal)
            terminal.status()
            half = {0: "(unfinished)\n- width: 7", 1: "(unfinished)\n- width: 45\n- height: 7"}[number]

            assert half == home.answers(way)["fit"]
    with Terminal("every", "terminate") as terminal:
        for ask in FIT.asks[:number]:
            terminal.expect_question(ask.asked)
            terminal.expect_field("45")
            terminal.send(ENTER)
        terminal.expect_question(FIT.asks[number].asked)
        terminal.expect_field("7")


def test_a_mark_typed_without_enter_is_there_after_going_back_and_one_taken_back_is_not(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("fit")))
    with Terminal("every", "Acme") as terminal:
        terminal.answer(WIDTH, "45")
        terminal.expect_question(HEIGHT)
        terminal.type("about 3")
        terminal.send(BACK)
        terminal.expect_question(WIDTH)
        terminal.clear("45")
        terminal.send(ENTER)
        terminal.expect_question(HEIGHT)
        terminal.expect_field("about 3")

        assert "(unfinished)\n- height: about 3" == answers(home.entry)["fit"]

        terminal.clear("about 3")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
        assert "(unfinished)" == answers(home.entry)["fit"]
    with Terminal("every", "Acme") as terminal:
        terminal.answer(WIDTH, "45")
        terminal.answer(HEIGHT, "30")
        terminal.expect_question("What would you like to do with it?")

        assert every.up_to("letter") == answers(home.entry)


def test_marks_of_a_list_that_was_not_gone_on_from_stand_there_again(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("moods")))
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("Which moods?")
        for mood in ("Calm", "Glad"):
            terminal.point_at(mood)
            terminal.send(SPACE)
            terminal.expect(f"● {mood}")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert "(unfinished)\ncalm, glad" == answers(home.entry)["moods"]

    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("Which moods? (Space marks, Enter goes on) › ● Calm ○ Cross ● Glad")
        terminal.send(SPACE)
        terminal.expect("○ Calm")
        terminal.send("\x07")
        terminal.expect_question("Which answer would you like to go to?")
        terminal.send("\x1b")
        terminal.expect_question("Which moods? (Space marks, Enter goes on) › ○ Calm ○ Cross ● Glad")
        terminal.send(ENTER)
        terminal.expect_question("Are you sure?")

        assert "glad — Glad" == answers(home.entry)["moods"]


def test_half_typed_words_that_are_taken_back_are_not_kept_and_an_answer_is(home: Home) -> None:
    home.begin("every", "Acme", f"{every.lines(every.up_to('story'))}- story: (unfinished)\n\n  it be\n")
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("What happened?")
        terminal.clear("it be")
        terminal.send(BACK)
        terminal.expect_question("What did they say?")
        terminal.clear("hello there")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert every.up_to("story") | {"story": "(unfinished)"} == answers(home.entry)


@pytest.mark.parametrize("way", ["ctrl-c", "terminate", "hang-up"])
def test_half_of_another_day_at_a_rest_is_kept(way: str, home: Home) -> None:
    path = begin(home, "Acme")
    with Terminal("waiting", "Acme") as terminal:
        terminal.choose(OFFER, "Choose another date")
        terminal.clear("2031-03-04")
        terminal.type("2031-0")
        terminal.send(BACK)
        terminal.expect_question(OFFER)

        assert {"call_on": "2031-03-04"} == answers(path)

        terminal.choose(OFFER, "Choose another date")
        terminal.expect_field("2031-0")
        terminal.type("5-")
        WAYS[way](terminal)
        terminal.status()
    assert {"call_on": "(unfinished)\n2031-05-", "~call_on": "2031-03-04"} == answers(path)
