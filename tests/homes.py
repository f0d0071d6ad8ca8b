"""A person's folder, and `playbook` run on it where there is no terminal."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from playbook.cli.app import main
from playbook.language import speak

PLAYBOOK = (sys.executable, "-m", "playbook")
"""The command, in the interpreter and with the package that the tests themselves run with."""

LOOKING = {
    "--text",
    "answers",
    "check",
    "drafts",
    "due",
    "export",
    "grep",
    "journal",
    "path",
    "schema",
    "show",
    "stats",
}
"""What asks nothing (`done` with `--text`, too): run in this process, unless a test is about processes."""

PATIENCE = 60.0
"""Seconds after which what did not happen never will; a machine with much to do is slow."""


def changed(extra: Mapping[str, str | None] | None) -> dict[str, str]:
    """Return this process's environment with some changes; None takes a variable out."""
    environment = {**os.environ, **(extra or {})}
    return {name: value for name, value in environment.items() if value is not None}


def run(
    *arguments: str,
    typed: str = "",
    extra: Mapping[str, str | None] | None = None,
    command: Sequence[str] = (),
) -> subprocess.CompletedProcess[str]:
    """Run `playbook` through pipes, where there is no terminal at all.

    Another command than `playbook`, and what Python itself reads from the environment as it starts, ask for
    a process that starts from nothing.
    """
    if command or any(name.startswith("PYTHON") for name in extra or ()):
        ended = subprocess.run(  # noqa: S603 - our own command, with arguments from the tests
            [*(command or PLAYBOOK), *arguments],
            input=typed,
            capture_output=True,
            encoding="utf-8",
            env=changed(extra),
            timeout=PATIENCE,
            check=False,
        )
    elif not typed and extra is None and (LOOKING & set(arguments[:3]) or arguments[-1:] == ("--help",)):
        ended = run_here(arguments)
    else:
        ended = _run_forked(arguments, typed, changed(extra))
    assert "Traceback" not in ended.stdout + ended.stderr, ended.stderr
    return ended


def run_here(arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a command that asks nothing in this process, in a tenth of the time, with pipes that are none."""
    before, environment = (sys.stdin, sys.stdout, sys.stderr, sys.argv), dict(os.environ)
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(3)]
    sys.stdin, sys.stdout, sys.stderr, sys.argv = *streams, ["playbook", *arguments]
    time.tzset()
    try:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
    finally:
        sys.stdin, sys.stdout, sys.stderr, sys.argv = before
        os.environ.clear()
        os.environ.update(environment)
        speak("en")
    for stream in streams:
        stream.flush()
    output, errors = (stream.buffer.getvalue().decode("utf-8") for stream in streams[1:])
    status = ended.value.code
    return subprocess.CompletedProcess(arguments, status if isinstance(status, int) else 0, output, errors)


def _run_forked(
    arguments: Sequence[str], typed: str, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    from forked import start  # Here, for Windows has no such processes, and runs what needs none.

    (its_input, our_input), (our_output, its_output), (our_errors, its_errors) = (
        Pipe(duplex=False) for _ in range(3)
    )
    process = start(arguments, environment, its_input, its_output, its_errors)
    with ThreadPoolExecutor() as at_once:
        at_once.submit(_write, our_input, typed)
        output, errors = at_once.submit(_read, our_output), at_once.submit(_read, our_errors)
        process.join(PATIENCE)
        process.kill()  # Where it has not ended, it never will; nothing is done to one that has.
        process.join()
    assert process.exitcode is not None
    return subprocess.CompletedProcess(arguments, process.exitcode, output.result(), errors.result())


def _write(end: Connection, text: str) -> None:
    with end, open(end.fileno(), "w", encoding="utf-8", closefd=False) as file:
        file.write(text)


def _read(end: Connection) -> str:
    with end, open(end.fileno(), encoding="utf-8", errors="surrogateescape", closefd=False) as file:
        return file.read()


class Home:
    """A person's folder, and what lies in it.

    Args:
        folder: It need not be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.journal = folder / "journal"

    def add_playbook(self, name: str, toml: str) -> None:
        """Write a playbook of the person's own."""
        path = self.folder / "playbooks" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(toml, encoding="utf-8")

    def begin(self, playbook: str, client: str, answers: str = "") -> Path:
        """Write the entry of a walk that was begun.

        Args:
            playbook: The name of the playbook.
            client: Whom it is about.
            answers: The lines of the answers, such as `- sting: 7`.
        """
        self.journal.mkdir(parents=True, exist_ok=True)
        path = self.journal / f"2026-11-20_{client.lower()}_{playbook}.md"
        front = f'playbook: "{playbook}"\nclient: "{client}"\nlanguage: "en"\nstatus: "open"'
        moment = "2026-11-20T09:00:00+00:00"
        head = f"---\n{front}\nstarted: {moment}\nupdated: {moment}\n---\n\n# {client}\n\n"
        path.write_text(head + answers, encoding="utf-8")
        return path

    @property
    def entries(self) -> list[Path]:
        """The files of the journal."""
        return sorted(self.journal.iterdir()) if self.journal.exists() else []

    def answers(self, client: str) -> dict[str, str]:
        """Return the answers of the one entry about a client with a name of one word; none if it has none."""
        found = [path for path in self.entries if f"_{client.lower()}_" in path.name]
        assert len(found) < 2, found
        return answers(found[0]) if found else {}

    def text(self, client: str) -> str:
        """Return the text of the one entry about a client with a name of one word."""
        (path,) = [path for path in self.entries if f"_{client.lower()}_" in path.name]
        return path.read_text(encoding="utf-8")

    @property
    def entry(self) -> Path:
        """The one entry of the journal."""
        (path,) = self.entries
        return path


_ANSWER = re.compile(r"^- (~?[a-z0-9_]+):[ \t]?(.*)((?:\n(?:  .*|(?=\n)))*)", re.MULTILINE)


def answers(path: Path) -> dict[str, str]:
    """Return the answers of an entry as they stand there, by id, with `~` before one that is set aside."""
    return {
        name: "\n".join([head, *(line[2:] for line in body.split("\n")[1:])]).strip()
        for name, head, body in _ANSWER.findall(path.read_text(encoding="utf-8"))
    }
