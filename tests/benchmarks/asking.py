"""What somebody at the keyboard waits for: the echo of a key, the next question, and a save."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pexpect

from playbook import durable

QUESTIONS = 40
PLAYBOOK_OF_TEXTS = 'title = "Asking"\nsummary = "Texts."\n[[step]]\nid = "ask"\ntitle = "Ask"\n' + "".join(
    f'[[step.question]]\nid = "q{number}"\ntype = "text"\nprompt = "This is question {number}?"\n'
    for number in range(1, QUESTIONS + 1)
)
BARE_QUESTIONS = f"""
import questionary
for number in range(1, {QUESTIONS + 1}):
    questionary.text(f"This is question {{number}}?").unsafe_ask()
"""
BARE_FIELD = """
from prompt_toolkit import PromptSession
PromptSession().prompt("This is question 1? ")
"""
LINES = "".join(f"{number} and some words more.\n" for number in range(700)).encode()
"""An entry of about 20 kilobytes, as far as a disk is concerned."""


@contextmanager
def asking(command: list[str], environment: Mapping[str, str]) -> Iterator[pexpect.spawn[str]]:
    """Run what asks in a terminal, up to its first question."""
    child = pexpect.spawn(
        command[0], command[1:], env=environment, encoding="utf-8", timeout=60, dimensions=(40, 80)
    )
    child.delaybeforesend = None
    try:
        child.expect_exact("This is question 1?")
        time.sleep(0.3)
        yield child
    finally:
        child.close(force=True)


def echo(command: list[str], environment: Mapping[str, str]) -> float:
    """Return how long it takes until a key is on the screen: the median of many keys, in seconds."""
    took = []
    with asking(command, environment) as child:
        for key in "abcdefghijklmnopqrstuvwxyz":
            started = time.perf_counter()
            child.send(key)
            child.expect_exact(key)
            took.append(time.perf_counter() - started)
            time.sleep(0.02)
    return statistics.median(took)


def next_question(command: list[str], environment: Mapping[str, str]) -> float:
    """Return how long it takes from Enter to the next question: the median of many, in seconds."""
    took = []
    with asking(command, environment) as child:
        for number in range(2, QUESTIONS + 1):
            child.send("words")
            child.expect_exact("words")
            time.sleep(0.02)
            started = time.perf_counter()
            child.send("\r")
            child.expect_exact(f"This is question {number}?")
            took.append(time.perf_counter() - started)
            time.sleep(0.05)
    return statistics.median(took)


def save(replace: Callable[[Path, bytes], None], count: int = 200) -> float:
    """Return how long a save takes: the median of many, in seconds."""
    took = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "entry.md")
        path.write_bytes(LINES)
        for number in range(count):
            started = time.perf_counter()
            replace(path, LINES + str(number).encode())
            took.append(time.perf_counter() - started)
    return statistics.median(took)


def our_save(path: Path, content: bytes) -> None:
    """Save as an entry is saved: with its lock."""
    with durable.locked(path):
        durable.replace(path, content)


def bare_save(path: Path, content: bytes) -> None:
    """Save durably with nothing beside it: no lock, no mode, no link, nothing to tidy up."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


class Measured(NamedTuple):
    """A line of the table: two figures in seconds, and the ratio that is good enough."""

    what: str
    ours: float
    floor: float
    most: float


def measured(home: Path, environment: Mapping[str, str]) -> Iterator[Measured]:
    """Measure everything, in a folder of its own."""
    playbooks = home / "asking" / "playbooks"
    playbooks.mkdir(parents=True)
    (playbooks / "asking.toml").write_text(PLAYBOOK_OF_TEXTS, encoding="utf-8")
    environment = {**environment, "PLAYBOOK_HOME": str(home / "asking")}
    walk = [sys.executable, "-m", "playbook", "asking"]
    field, questions = ([sys.executable, "-c", code] for code in (BARE_FIELD, BARE_QUESTIONS))
    yield Measured(
        "echo of a key / prompt_toolkit", echo([*walk, "A"], environment), echo(field, environment), 1.2
    )
    yield Measured(
        "Enter to the next question / questionary, which saves nothing",
        next_question([*walk, "B"], environment),
        next_question(questions, environment),
        1.4,
    )
    yield Measured("a save with its lock / a bare one", save(our_save), save(bare_save), 1.7)
