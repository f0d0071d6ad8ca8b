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

TYPED = [stop for stop in STOPS if stop.asks[0].half]


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


def half_answer(terminal: Terminal, ask: Ask) -> None:
    """Begin to answer, and wait until that is on the screen."""
    terminal.expect_asked(ask)
    if ask.half:
        terminal.type(ask.half)
    elif ask.how != "pause" and ask.words != "Go on":
        before = terminal.pointed
        terminal.send(DOWN)
        terminal.until(lambda: terminal.pointed != before, "moved on")


def test_killed_at_any_question_keeps_every_answer_before_it_and_the_next_run_asks_that_question(
    home: Home,
) -> None:
    heard: tuple[Ask, ...] = ()
    for stop, following in pairwise(STOPS):
        with Terminal("every", "Acme") as terminal:
            terminal.put(*heard, *stop.asks)
            half_answer(terminal, following.asks[0])
            terminal.kill()

            assert -signal.SIGKILL == terminal.status()
            assert every.up_to(following.name) == answers(home.entry)

        heard = () if stop.written else stop.asks

    with Terminal("every", "Acme") as terminal:
        terminal.put(*STOPS[-1].asks)

        assert 0 == terminal.status()
        assert every.ALL == answers(home.entry)
