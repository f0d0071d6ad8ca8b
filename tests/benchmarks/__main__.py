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


def ratios(home: Path) -> list[Ratio]:
    """Give every line of the table."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "PLAYBOOK_HOME": str(home),
        "PYTHONPYCACHEPREFIX": str(home / "compiled"),
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TERM": "xterm-256color",
    }
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
            print(  # noqa: T201 - a table is what this is for
                f"{ratio.what:<44} {ahead * 1000:6.0f} ms / {behind * 1000:6.0f} ms"
                f" = {ahead / behind:.2f}  (at most {ratio.most})"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
