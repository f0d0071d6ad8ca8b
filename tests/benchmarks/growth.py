"""How what takes time grows with what it is about: twice the size, about twice the time."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from asking import Measured

from playbook.entry import Entry
from playbook.journal.entry_file import EntryFile, open_entry
from playbook.journal.folder import Journal
from playbook.model.context import Context
from playbook.model.playbook import Playbook
from playbook.reading.playbooks import read_playbook
from playbook.session.record import record
from playbook.session.recovery import Recorded
from playbook.session.replies import walk_from
from playbook.walk import Answered

KINDS = (
    'type = "text"',
    'type = "scale"',
    'type = "date"',
    'type = "choice"\nchoices = { a = "A", b = "B" }',
)
ANSWERS = ('"some words"', "7", "2026-12-01", '"a"')


def long_playbook(path: Path, questions: int, prompt: str = "Question {}?") -> Path:
    """Write a playbook of that many questions, ten in a step."""
    lines = ['title = "Long"\nsummary = "Many questions."\nsubject = "none"\n']
    for number in range(questions):
        if number % 10 == 0:
            lines.append(f'[[step]]\nid = "s{number}"\ntitle = "Step {number}"\n')
        asked = prompt.replace("{}", str(number))
        lines.append(f'[[step.question]]\nid = "q{number}"\nprompt = "{asked}"\n{KINDS[number % 4]}\n')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def walk(home: Path, questions: int, environment: Mapping[str, str]) -> float:
    """Return how long a walk of that many questions takes whose answers stand in a file, in seconds."""
    folder = home / f"walk{questions}"
    long_playbook(folder / "playbooks" / "long.toml", questions)
    answers = folder / "answers.toml"
    lines = (f"q{number} = {ANSWERS[number % 4]}\n" for number in range(questions))
    answers.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "playbook", "long", "--answers", str(answers)]
    return seconds_of(command, {**environment, "PLAYBOOK_HOME": str(folder)})


def seconds_of(command: list[str], environment: Mapping[str, str]) -> float:
    """Run a command to its end, whatever comes of it."""
    started = time.perf_counter()
    subprocess.run(  # noqa: S603 - our own words
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return time.perf_counter() - started


def save(home: Path, lines: int) -> float:
    """Return how long a save takes into an entry with that many lines of the person's own, in seconds."""
    playbook = read_playbook(long_playbook(home / "saved.toml", 20), "saved.toml")
    journal, now = Journal(home / f"saved{lines}"), datetime.now().astimezone()
    path = journal.folder / "entry.md"
    journal.folder.mkdir()
    entry = Entry.begin({"playbook": "saved", "status": "open", "started": now}, "Saved")
    path.write_text(f"{entry.text}\n" + "A line of my own, and not a short one.\n" * lines, encoding="utf-8")
    return statistics.median(one_save(open_entry(journal, path), playbook, number) for number in range(30))


def one_save(file: EntryFile, playbook: Playbook, number: int) -> float:
    """Save an answer, and return how long that takes, in seconds."""
    now = datetime.now().astimezone()
    known = Recorded.opened(file.entry, walk_from(file.entry, playbook, Context(today=now.date())))
    stop, reply = known.walk.stop("q1"), Answered(number % 10)
    started = time.perf_counter()
    file.save(lambda fresh: record(known, fresh, stop, reply, now).entry)
    return time.perf_counter() - started


def check(home: Path, questions: int, prompt: str, environment: Mapping[str, str]) -> float:
    """Return how long the check of a playbook takes, in seconds."""
    path = long_playbook(home / "checked.toml", questions, prompt)
    return seconds_of([sys.executable, "-m", "playbook", "check", str(path)], environment)


def measured(home: Path, environment: Mapping[str, str]) -> Iterator[Measured]:
    """Measure everything, in a folder of its own."""
    home = home / "growth"
    yield Measured(
        "a walk of 500 questions from a file / one of 250",
        walk(home, 500, environment),
        walk(home, 250, environment),
        2.5,
    )
    yield Measured(
        "a save into an entry with 4000 lines / with 2000", save(home, 4000), save(home, 2000), 2.2
    )
    yield Measured(
        "check of 10,000 questions / of 5000",
        check(home, 10_000, "Question {}?", environment),
        check(home, 5_000, "Question {}?", environment),
        2.2,
    )
    yield Measured(
        "check of a broken playbook with lines of 200 kB / of 100 kB",
        check(home, 10, "{gone}" * 33_000, environment),
        check(home, 10, "{gone}" * 16_500, environment),
        2.2,
    )
