# ruff: noqa: SIM300 - what is expected stands first in every assertion, constant or not.
from __future__ import annotations

import signal
from collections.abc import Sequence
from dataclasses import dataclass

import every
import pytest
from every import LINES, STOPS, Stop
from homes import PLAYBOOK, Home, answers
from terminal import DOWN, SUSPEND, WAYS, Ask, Terminal, terminals


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

IN_ORDER = ("ctrl-c", "terminate", "hang-up", "ctrl-d", "interrupt")


@dataclass(frozen=True)
class Course:
    """A walk that is left at every question in turn, and carried on each time.

    Attributes:
        client: Whom it is about.
        ways: How it is left, at the first question, the second and so on, and again from the first.
        late: Whether a question that asks several things is left at the last of them.
    """

    client: str
    ways: Sequence[str]
    late: bool = True

    def way(self, number: int) -> str:
        return self.ways[number % len(self.ways)]

    def at(self, stop: Stop) -> int:
        return len(stop.asks) - 1 if self.late else 0

    def half(self, number: int) -> str:
        """Give what should stand in the entry for a question once it was left half-answered.

        What was chosen or marked before is kept even if nobody could leave in good order.
        """
        stop = STOPS[number]
        words = "" if self.way(number) == "kill" else stop.asks[0].half
        if len(stop.asks) > 1:
            words = {"fruit": "pear", "fit": f"- width: {stop.asks[0].words}"}[stop.name] if self.late else ""
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
        if ask.how == "pick":
            assert ask.words == terminal.pointed
        else:
            terminal.clear(words.split(": ")[-1])
        terminal.put(ask)
    terminal.put(*stop.asks[len(half.split("\n")[1:]) :])


def carry_on(terminal: Terminal, course: Course, number: int) -> int:
    """Finish the question at which a walk was left, go on to the next, and leave it there.

    Returns:
        The exit status.
    """
    stop = STOPS[number]
    if number:
        before = STOPS[number - 1]
        if before.name == "air":
            terminal.put(*LINES.asks)
        finish(terminal, before, course.half(number - 1))
    terminal.put(*stop.asks[: course.at(stop)])
    begin_to_answer(terminal, stop.asks[course.at(stop)])
    return leave(terminal, course.way(number))


def test_a_walk_left_or_killed_at_any_question_goes_on_there_with_every_answer_and_what_was_half_typed(
    home: Home,
) -> None:
    courses = [
        Course("Killed", ["kill"]),
        Course("Late", IN_ORDER),
        Course("Early", [*IN_ORDER[2:], *IN_ORDER[:2]], late=False),
    ]
    expected: list[object] = []
    actual: list[object] = []
    for number, stop in enumerate(STOPS):
        with terminals(*(["every", course.client] for course in courses)) as opened:
            for terminal, course in zip(opened, courses, strict=True):
                status = carry_on(terminal, course, number)
                half, way = course.half(number), course.way(number)
                given = every.up_to(stop.name) | ({stop.name: half} if half else {})
                expected.append((stop.name, way, STATUSES[way], given))
                actual.append((stop.name, way, status, home.answers(course.client)))

    assert expected == actual


@pytest.mark.parametrize(
    ("name", "ways"),
    [("moods", {"terminate", "hang-up", "interrupt"}), ("air", {"ctrl-c", "terminate", "ctrl-d"})],
)
def test_a_list_to_mark_and_a_pause_can_be_left_in_the_other_ways_too(
    home: Home, name: str, ways: set[str]
) -> None:
    stop = next(stop for stop in STOPS if stop.name == name)
    for way in ways:
        home.begin("every", way, every.lines(every.up_to(name)))
    with terminals(*(["every", way] for way in ways)) as opened:
        for terminal, way in zip(opened, ways, strict=True):
            if name == "air":
                terminal.put(*LINES.asks)
            begin_to_answer(terminal, stop.asks[0])

            assert STATUSES[way] == leave(terminal, way)
            assert every.up_to(name) == home.answers(way)


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
