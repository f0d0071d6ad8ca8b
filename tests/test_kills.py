from __future__ import annotations

import signal
import time

import every
import pytest
from every import LINES, STOPS, Stop
from homes import PLAYBOOK, Home, answers
from terminal import DOWN, ENTER, SPACE, SUSPEND, WAYS, Ask, Terminal, terminals


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


STATUSES = {
    "ctrl-c": 0,
    "terminate": 143,
    "hang-up": 129,
    "ctrl-d": 3,
    "interrupt": 130,
    "kill": -signal.SIGKILL,
}
"""The exit status by the way in which a walk was left."""

IN_TURN = ("ctrl-c", "terminate", "hang-up", "ctrl-d", "interrupt")


def half_of(stop: Stop, way: str) -> str:
    """Return what should stand in the entry for a question that was left at the last thing it asks.

    What was chosen or marked before is kept even if nobody could leave in good order.
    """
    made = {"fruit": "pear", "fit": f"- width: {stop.asks[0].words}"}
    if stop.name == "fit" and way != "kill":
        made["fit"] += f"\n- height: {stop.asks[1].half}"
    words = made.get(stop.name) or ("" if way == "kill" else stop.asks[0].half)
    return f"(unfinished)\n{words}" if words else ""


def begin_to_answer(terminal: Terminal, ask: Ask) -> None:
    """Type half of an answer or go down the list, and wait until that is on the screen."""
    terminal.expect_asked(ask)
    if ask.half:
        terminal.type(ask.half)
    elif ask.how in ("pick", "mark") and ask.words != "Go on":
        terminal.move(DOWN)


def leave(terminal: Terminal, way: str) -> int:
    """Leave a walk, look whether the terminal is as it was before, and give the exit status."""
    WAYS[way](terminal)
    status = terminal.status()
    if way not in ("hang-up", "kill"):
        assert 'When you are back: playbook every "' in terminal.text
        assert terminal.settings_before == terminal.settings
    return status


def finish(terminal: Terminal, stop: Stop, half: str) -> None:
    """Answer a question that was left, after a look whether what was half-typed stands there again."""
    terminal.expect_asked(stop.asks[0])
    for ask, words in zip(stop.asks, half.split("\n")[1:], strict=False):
        terminal.expect_asked(ask)
        if stop.name == "fit":
            terminal.expect(f"{stop.asks.index(ask) + 1} of {len(stop.asks)}")
        if ask.how == "pick":
            terminal.until(lambda: bool(terminal.pointed), "a list")
            assert ask.words == terminal.pointed
        else:
            terminal.clear(words.split(": ")[-1])
        terminal.put(ask)
    terminal.put(*stop.asks[len(half.split("\n")[1:]) :])


def carry_on(terminal: Terminal, number: int, before: str, now: str) -> int:
    """Finish the question at which a walk was left, go on to the next, and leave it there.

    Args:
        terminal: Where the walk is carried on.
        number: Which question is the next.
        before: How the walk was left before.
        now: How it is left now.

    Returns:
        The exit status.
    """
    if number:
        stop = STOPS[number - 1]
        if stop.name == "air":
            terminal.put(*LINES.asks)
        finish(terminal, stop, half_of(stop, before))
    *first, last = STOPS[number].asks
    terminal.put(*first)
    begin_to_answer(terminal, last)
    return leave(terminal, now)


def test_a_walk_left_or_killed_at_any_question_goes_on_there_with_every_answer_and_what_was_half_typed(
    home: Home,
) -> None:
    expected: list[object] = []
    actual: list[object] = []
    before = {"Killed": "kill", "Left": ""}
    for number, stop in enumerate(STOPS):
        now = {"Killed": "kill", "Left": IN_TURN[number % len(IN_TURN)]}
        with terminals(*(["every", client] for client in now)) as opened:
            for terminal, (client, way) in zip(opened, now.items(), strict=True):
                status = carry_on(terminal, number, before[client], way)
                half = half_of(stop, way)
                given = every.up_to(stop.name) | ({stop.name: half} if half else {})
                expected.append((stop.name, way, STATUSES[way], given))
                actual.append((stop.name, way, status, home.answers(client)))
        before = now

    assert expected == actual


@pytest.mark.parametrize("name", ["words", "sure", "moods", "air"])
def test_a_field_a_list_marks_and_a_pause_can_each_be_left_in_every_way(home: Home, name: str) -> None:
    stop = next(stop for stop in STOPS if stop.name == name)
    left_before = IN_TURN[STOPS.index(stop) % len(IN_TURN)]
    ways = [way for way in IN_TURN if way != left_before]
    for way in ways:
        home.begin("every", way, every.lines(every.up_to(name)))
    with terminals(*(["every", way] for way in ways)) as opened:
        for terminal, way in zip(opened, ways, strict=True):
            if name == "air":
                terminal.put(*LINES.asks)
            begin_to_answer(terminal, stop.asks[0])
            half = {name: f"(unfinished)\n{stop.asks[0].half}"} if stop.asks[0].half else {}

            assert STATUSES[way] == leave(terminal, way)
            assert every.up_to(name) | half == home.answers(way)


def test_stopped_at_any_question_it_gives_the_terminal_back_and_goes_on_where_it_was(home: Home) -> None:
    shell = ["bash", "--norc", "--noprofile", "--noediting", "-i"]
    with Terminal(command=shell, extra={"PS1": "$ "}) as terminal:
        terminal.expect("$")
        terminal.send("bind 'set enable-bracketed-paste off' 2>/dev/null; cd; stty -a > before\n")
        terminal.send(f"{' '.join(PLAYBOOK)} every Acme\n")
        for stop in STOPS:
            for ask in stop.asks:
                begin_to_answer(terminal, ask)
                terminal.send(SUSPEND)
                terminal.expect("Stopped")
                terminal.send("stty -a > after; cmp before after && echo as' 'before\n")
                terminal.expect("as before")
                terminal.send("clear; fg\n")
                terminal.expect_gone("Stopped")
                terminal.expect_asked(ask)
                if ask.half:
                    terminal.clear(ask.half)
                terminal.put(ask)
        terminal.expect("That was the last question.")
        terminal.send("exit\n")

        assert 0 == terminal.status()
    assert every.ALL == answers(home.entry)


def test_killed_while_a_choice_is_saved_it_stands_with_its_box_or_neither_does(home: Home) -> None:
    extras = every.OF_CHOICES[0].question.replace('"call_on"', '"in 2 weeks"')
    home.add_playbook("every", every.playbook(extras))
    with terminals(*(["every", f"Acme{number}"] for number in range(4))) as opened:
        for number, terminal in enumerate(opened):
            terminal.expect_question("Which extras?")
            terminal.point_at("Something else")
            terminal.send(SPACE)
            terminal.expect("● Something else")
            terminal.send(ENTER)
            if terminal is opened[-1]:
                terminal.expect_question("What else?")
            time.sleep(0.01 * number)
            terminal.kill()
            terminal.status()
    texts = [path.read_text(encoding="utf-8") for path in home.entries if path.suffix == ".md"]
    stand = {("- extras: other" in text, "Buy it" in text) for text in texts}

    assert (True, True) in stand
    assert stand <= {(True, True), (False, False)}
