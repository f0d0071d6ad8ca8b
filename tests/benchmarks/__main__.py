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

import asking
import growth
import pexpect

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import journals

IMPORT_TYPER = [sys.executable, "-c", "import typer"]
PLAYBOOK = [sys.executable, "-m", "playbook"]
AS_TYPED = [str(Path(sys.executable).with_name("playbook"))]
IMPORTS = "import typer, questionary; from pydantic import BaseModel\n"
BARE_LIST = f"{IMPORTS}questionary.select('How did the news reach you?', list('ABCDEF')).unsafe_ask()"
"""What the first question of the walk is: a list of six."""


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
THOUSAND, LARGE, LARGER = 1_000, 10_000, 50_000
"""Entries of about two kilobytes."""
ON_THE_JOURNAL: dict[str, tuple[list[str], float]] = {
    "journal": (["journal"], 5),
    "journal --where reason=price": (["journal", "--where", "reason=price"], 5),
    "due": (["due"], 5),
    "stats": (["stats"], 5),
    "grep, a rare word": (["grep", "xylophone"], 6),
    "grep, a word in most entries": (["grep", "work"], 6),
    "grep zoë": (["grep", "zoë"], 6),
    "grep 'frozen|froze'": (["grep", "frozen|froze"], 6),
    "grep ., every line": (["grep", "."], 15),
    "export --format json": (["export"], 12),
    "export --format csv": (["export", "--format", "csv"], 12),
}
"""Commands on ten thousand entries, each with how many times a search with `grep` it may take beyond what a
command takes that does nothing: the one for `^- reason:`, or for a search of ours the same one."""
ON_A_THOUSAND: dict[str, tuple[list[str], float]] = {
    "playbook": ([], 2),
    **{name: ([name], 2) for name in ("journal", "due", "stats", "export", "show")},
    "grep work": (["grep", "work"], 2),
    "check": (["check"], 8),
}
"""Commands on a thousand entries, each with how many times a command that does nothing it may take."""
ON_TWENTY: dict[str, list[str]] = {"journal": ["journal"], "due": ["due"]}
ON_MORE: dict[str, list[str]] = {name: [name] for name in ("journal", "due", "stats", "export")}
"""Commands whose time on a larger journal is set beside that on a large one."""


def seconds_into_a_file(command: list[str], environment: dict[str, str]) -> float:
    """Run a command to its end; its output goes into a file.

    Not into nowhere: GNU grep sees that, and stops at a file's first line.
    """
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        ended = subprocess.run(  # noqa: S603 - our own words
            command, env=environment, stdout=output, stderr=subprocess.DEVNULL, check=False
        )
        took = time.perf_counter() - started
    # A search that finds nothing ends with 1.
    if ended.returncode not in (0, 1):
        raise subprocess.CalledProcessError(ended.returncode, command)
    return took


def room_of(command: list[str], environment: dict[str, str]) -> float:
    """Run a command, and return the most memory that it took, in megabytes."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.DEVNULL)  # noqa: S603 - our own words
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def journal_of(home: Path, count: int) -> dict[str, str]:
    """Make a folder with a journal of that many entries, and give what says where it is."""
    journals.fill(home / str(count) / "journal", count)
    return {"PLAYBOOK_HOME": str(home / str(count))}


def on_the_journal(home: Path, rounds: int) -> None:
    """Measure the commands on the whole journal, all of them in turn in each round, and print a table."""
    environment = surroundings(home)
    small, thousand, large, larger = (
        environment | journal_of(home, count) for count in (20, THOUSAND, LARGE, LARGER)
    )
    runs = {
        "grep": (["grep", "-rn", "^- reason:", str(home / str(LARGE) / "journal")], environment),
        **{
            f"the same as {name}": (
                ["grep", "-rniE", words[-1], str(home / str(LARGE) / "journal")],
                environment,
            )
            for name, (words, _) in ON_THE_JOURNAL.items()
            if words[0] == "grep"
        },
        "nothing": ([sys.executable, "-c", DO_NOTHING], environment),
        "typer": (IMPORT_TYPER, environment),
        **{name: ([*PLAYBOOK, *words], large) for name, (words, _) in ON_THE_JOURNAL.items()},
        **{f"{name} of 20": ([*PLAYBOOK, *words], small) for name, words in ON_TWENTY.items()},
        **{f"{name} of 1000": ([*PLAYBOOK, *words], thousand) for name, (words, _) in ON_A_THOUSAND.items()},
        **{f"{name} of {LARGE}": ([*PLAYBOOK, *words], large) for name, words in ON_MORE.items()},
        **{f"{name} of {LARGER}": ([*PLAYBOOK, *words], larger) for name, words in ON_MORE.items()},
    }
    took: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds + 1):
        for name, (command, where) in runs.items():
            seconds = seconds_into_a_file(command, where)
            if number:  # The first round warms up.
                took[name].append(seconds)
    median = {name: statistics.median(every) for name, every in took.items()}
    for name, (_, most) in ON_THE_JOURNAL.items():
        # A search of ours is set beside the same one: what finds more takes longer by itself.
        floor = median.get(f"the same as {name}", median["grep"])
        say(
            f"{name}, {LARGE} entries, beyond nothing / grep -rn",
            median[name] - median["nothing"],
            floor,
            most,
        )
        say_room(name, room_of(*runs[name]), 60)
    say_room("playbook alone", room_of(PLAYBOOK, large), 60)
    for name, (_, most) in ON_A_THOUSAND.items():
        say(f"{name}, 1000 entries / nothing", median[f"{name} of 1000"], median["nothing"], most)
    for name in ON_TWENTY:
        say(f"{name}, 20 entries / import typer", median[f"{name} of 20"], median["typer"], 1.35)
    for name in ON_MORE:
        ahead, behind = median[f"{name} of {LARGER}"], median[f"{name} of {LARGE}"]
        say(f"{name}, {LARGER} entries / {LARGE}", ahead, behind, 5.2)


def say(what: str, ours: float, floor: float, most: float, unit: str = "ms") -> None:
    """Print a line of the table."""
    shown = [f"{figure * (1000 if unit == 'ms' else 1):6.4g} {unit}" for figure in (ours, floor)]
    print(f"{what:<66} {' / '.join(shown)} = {ours / floor:.2f}  (at most {most})")  # noqa: T201 - a table


def say_room(what: str, megabytes: float, most: int) -> None:
    """Print a line of the table that is about room."""
    print(f"{what:<66} {megabytes:6.1f} MB  (at most {most})")  # noqa: T201 - likewise


def surroundings(home: Path) -> dict[str, str]:
    """Return the environment that everything is measured in."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PLAYBOOK_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm-256color",
    }


def ratios(home: Path) -> list[Ratio]:
    """Return the lines of the table that are about how soon something is there."""
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
            "first question / imports and the same list",
            lambda: seconds_to(question, [*AS_TYPED, "lost", "Acme Studio"], environment),
            lambda: seconds_to(question, [sys.executable, "-c", BARE_LIST], environment),
            1.35,
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
        for line in asking.measured(Path(folder), surroundings(Path(folder))):
            say(*line)
        for line in growth.measured(Path(folder), surroundings(Path(folder))):
            say(*line)
        on_the_journal(Path(folder), min(rounds, 5))
    if hasattr(os, "getloadavg"):
        print("load", *(f"{load:.2f}" for load in os.getloadavg()))  # noqa: T201 - part of the table


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
