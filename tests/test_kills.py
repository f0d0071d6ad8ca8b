# ruff: noqa: SIM300 - what is expected stands first in every assertion, constant or not.
from __future__ import annotations

import signal
from collections.abc import Callable
from itertools import pairwise

import every
import pytest
from every import STOPS, Stop
from terminal import (
    BACK,
    CLEAR,
    DOWN,
    END,
    ENTER,
    LEAVE,
    SUSPEND,
    Ask,
    Home,
    Terminal,
    answers,
    on_one_line,
    terminals,
)


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


WAYS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "ctrl-c": (lambda terminal: terminal.send(LEAVE), 0),
    "terminate": (lambda terminal: terminal.kill(signal.SIGTERM), 143),
    "hang-up": (lambda terminal: terminal.hang_up(), 129),
    "ctrl-d": (lambda terminal: terminal.send(END), 3),
    "interrupt": (lambda terminal: terminal.kill(signal.SIGINT), 130),
}
"""How a walk can be left before its end, and the exit status that tells it."""

NO_SECOND_QUESTION = {"fruit", "fit"}


def begin_to_answer(terminal: Terminal, ask: Ask) -> None:
    """Type half of an answer or go down the list, and wait until that is on the screen."""
    terminal.expect_asked(ask)
    if ask.half:
        terminal.type(ask.half)
    elif ask.how in ("pick", "mark") and ask.words != "Go on":
        before = terminal.pointed
        terminal.send(DOWN)
        terminal.until(lambda: terminal.pointed != before, "moved on")


def leave(terminal: Terminal, way: str) -> None:
    """Leave a walk, and look whether it ends as it should."""
    leave_it, status = WAYS[way]
    leave_it(terminal)

    assert status == terminal.status()
    if way != "hang-up":
        terminal.expect('When you are back: playbook every "')
        assert terminal.settings_before == terminal.settings


def test_killed_at_any_question_keeps_every_answer_before_it_and_the_next_run_asks_that_question(
    home: Home,
) -> None:
    second_half = STOPS[7:]
    entry = home.begin("every", "Half", every.lines(every.up_to(second_half[0].name)))
    for first, second in zip(pairwise(STOPS[:8]), pairwise(second_half), strict=False):
        with terminals(["every", "Acme"], ["every", "Half"]) as both:
            for terminal, (stop, following) in zip(both, (first, second), strict=True):
                terminal.put(*stop.asks)
                begin_to_answer(terminal, following.asks[0])
                terminal.kill()

                assert -signal.SIGKILL == terminal.status()
        acme = next(path for path in home.entries if path != entry)

        assert every.up_to(first[1].name) == answers(acme)
        assert every.up_to(second[1].name) == answers(entry)
