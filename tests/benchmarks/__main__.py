"""How fast is it? Every figure is a ratio to something that does no less than has to be done.

    python tests/benchmarks [ROUNDS]

The two sides of a ratio are run in turn, with the same interpreter, and their medians are divided, so that
a machine that is slow or busy slows both. Nothing here fails on a time.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pexpect

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import journals

IMPORT_TYPER = [sys.executable, "-c", "import typer"]
PLAYBOOK = [sys.executable, "-m", "playbook"]
BARE_QUESTION = """
import typer, questionary
from pydantic import BaseModel
questionary.text("How did the news reach you?").unsafe_ask()
"""


@dataclass(frozen=True)
class Ratio:
    """One line of the table.

    Attributes:
        what: What is measured.
        ours: Runs it once and gives the seconds it took.
        floor: Likewise for what it is compared with.
        most: The ratio that is good enough.
    """

    what: str
    ours: Callable[[], float]
    floor: Callable[[], float]
    most: float


def seconds_of(command: list[str], environment: dict[str, str]) -> float:
    """Run a command to its end."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603 - our own words
    return time.perf_counter() - started


def seconds_to(text: str, command: list[str], environment: dict[str, str]) -> float:
    """Run a command in a terminal until a text is on its screen."""
    started = time.perf_counter()
    child = pexpect.spawn(
        command[0], command[1:], env=environment, encoding="utf-8", timeout=60, dimensions=(40, 80)
    )
    child.expect_exact(text)
    took = time.perf_counter() - started
    child.close(force=True)
    return took


DO_NOTHING = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None)
app.command()(lambda: None)
app()
"""
LARGE, LARGER = 10_000, 50_000
"""Entries of about two kilobytes."""
ON_THE_JOURNAL: dict[str, tuple[list[str], float]] = {
    "journal": (["journal"], 3),
    "journal --where reason=price": (["journal", "--where", "reason=price"], 3),
    "grep --fold zoe": (["grep", "--fold", "zoe"], 5),
    "export": (["export"], 8),
}
"""Commands on the whole journal, each with how many times a search with `grep` it may take."""


def journal_of(home: Path, count: int) -> dict[str, str]:
    """Make a folder with a journal of that many entries, and give what says where it is."""
    journals.fill(home / str(count) / "journal", count)
    return {"PLAYBOOK_HOME": str(home / str(count))}


def on_the_journal(home: Path, rounds: int) -> None:
    """Measure the commands on the whole journal, all of them in turn in each round, and print a table."""
    environment = surroundings(home)
    small, large, larger = (environment | journal_of(home, count) for count in (20, LARGE, LARGER))
    grep = ["grep", "-rn", "^- reason:", str(home / str(LARGE) / "journal")]
    took: dict[str, list[float]] = {}
    for number in range(rounds + 1):
        one = {name: seconds_of([*PLAYBOOK, *words], large) for name, (words, _) in ON_THE_JOURNAL.items()}
        one["nothing"] = seconds_of([sys.executable, "-c", DO_NOTHING], environment)
        one["grep"] = seconds_of(grep, environment)
        one["twenty"] = seconds_of([*PLAYBOOK, "journal"], small)
        one["larger"] = seconds_of([*PLAYBOOK, "journal"], larger)
        one["typer"] = seconds_of(IMPORT_TYPER, environment)
        for name, seconds in one.items() if number else ():
            took.setdefault(name, []).append(seconds)
    median = {name: statistics.median(seconds) for name, seconds in took.items()}
    for name, (_, most) in ON_THE_JOURNAL.items():
        beyond = median[name] - median["nothing"]
        say(f"{name}, beyond nothing / grep -rn", beyond, median["grep"], most)
    say("journal, 20 entries / import typer", median["twenty"], median["typer"], 1.35)
    say(f"journal, {LARGER} entries / {LARGE}", median["larger"], median["journal"], 5.2)
    for count, where, megabytes in ((LARGE, large, 45), (LARGER, larger, 120)):
        peak = peak_of([*PLAYBOOK, "journal"], where)
        print(f"journal, {count} entries: {peak} MB  (at most {megabytes})")  # noqa: T201 - part of the table


def peak_of(command: list[str], environment: dict[str, str]) -> int:
    """Run a command and give the most memory it took, in megabytes."""
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    return used.ru_maxrss // 1024


def say(what: str, ours: float, floor: float, most: float) -> None:
    """Print a line of the table."""
    print(  # noqa: T201 - a table is what this is for
        f"{what:<54} {ours * 1000:6.0f} ms / {floor * 1000:6.0f} ms = {ours / floor:.2f}  (at most {most})"
    )


def surroundings(home: Path) -> dict[str, str]:
    """Give the environment that everything is measured in."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PLAYBOOK_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm-256color",
    }


def ratios(home: Path) -> list[Ratio]:
    """Give every line of the table."""
    environment = surroundings(home)
    question = "How did the news reach you?"
    return [
        Ratio(
            "playbook --version / import typer",
            lambda: seconds_of([*PLAYBOOK, "--version"], environment),
            lambda: seconds_of(IMPORT_TYPER, environment),
            1.2,
        ),
        Ratio(
            "playbook --help / import typer",
            lambda: seconds_of([*PLAYBOOK, "--help"], environment),
            lambda: seconds_of(IMPORT_TYPER, environment),
            2.5,
        ),
        Ratio(
            "first question / imports and one question",
            lambda: seconds_to(question, [*PLAYBOOK, "lost", "Acme Studio"], environment),
            lambda: seconds_to(question, [sys.executable, "-c", BARE_QUESTION], environment),
            1.3,
        ),
    ]


def main(rounds: int) -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        for ratio in ratios(Path(folder)):
            ours, floor = [], []
            for number in range(rounds + 1):
                pair = ratio.ours(), ratio.floor()
                if number:  # The first pair warms up.
                    ours.append(pair[0])
                    floor.append(pair[1])
            ahead, behind = statistics.median(ours), statistics.median(floor)
            say(ratio.what, ahead, behind, ratio.most)
        on_the_journal(Path(folder), rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
