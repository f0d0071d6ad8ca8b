"""Half of the work on a large journal is done by a second process: it gives the same, and leaves nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import journals
import pytest
from homes import PATIENCE, PLAYBOOK, changed

from playbook.exporting.table import Table, share_of
from playbook.exporting.written_out import FORMATS
from playbook.journal.records import Reading
from playbook.journal.shares import in_shares
from playbook.search.filters import Filters
from playbook.search.selection import LookedAt, Selection

NAMES = [f"{number:05}.md" for number in range(5000)]


def pids(names: Sequence[str]) -> Iterator[int]:
    return (os.getpid() for _ in names)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def is_gone(group: int) -> bool:
    """Tell whether no process of a group is left, which the system may take a moment to see."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_the_results_come_in_the_order_of_the_names() -> None:
    assert [name.upper() for name in NAMES] == list(in_shares(NAMES, lambda some: map(str.upper, some)))


def test_two_processes_have_about_half_of_many_names_each() -> None:
    worked = list(in_shares(NAMES, pids))

    assert [os.getpid()] * 2550 == worked[:2550]
    (other,) = set(worked[2550:])
    assert other != os.getpid()
    assert not is_there(other)


def test_one_process_is_enough_for_few() -> None:
    assert {os.getpid()} == set(in_shares(NAMES[:100], pids))


class Deadly(str):
    """A result that kills the process that wants to send it."""

    def __reduce__(self) -> str | tuple[Any, ...]:
        os.kill(os.getpid(), signal.SIGKILL)
        return super().__reduce__()


@pytest.mark.parametrize("how", ["it is killed", "it is killed while it sends", "it has an error of its own"])
def test_what_the_other_process_does_not_do_is_done_here(how: str) -> None:
    here = os.getpid()

    def work(names: Sequence[str]) -> Iterator[str]:
        if os.getpid() != here and how == "it is killed":
            os.kill(os.getpid(), signal.SIGKILL)
        if os.getpid() != here and how == "it has an error of its own":
            raise OSError
        yield from names
        if how == "it is killed while it sends":
            yield "x" * 1_000_000
            yield Deadly("x")

    results = list(in_shares(NAMES, work))

    assert NAMES == [one for one in results if not one.startswith("x")]
    assert ("sends" in how) == (len(results) == len(NAMES) + 4)


def test_where_there_can_be_no_other_process_all_is_done_here() -> None:
    code = (
        "import os, pickle, resource; from playbook.journal.shares import in_shares\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))\n"
        "worked = list(in_shares(['x'] * 5000, lambda names: [os.getpid()] * len(names)))\n"
        "print(len(worked), set(worked) == {os.getpid()})"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own words

    assert ("5000 True\n", "") == (ended.stdout, ended.stderr)


def test_whoever_began_this_process_may_ignore_what_becomes_of_children() -> None:
    code = (
        "import signal; from playbook.journal.shares import in_shares\n"
        "signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        "print(len(list(in_shares(['x'] * 5000, lambda names: names))))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - our own words

    assert ("5000\n", "") == (ended.stdout, ended.stderr)


def test_an_error_comes_out_here_and_is_said_once(capfd: pytest.CaptureFixture[str]) -> None:
    def work(names: Sequence[str]) -> Iterator[str]:
        if NAMES[4000] in names:
            raise ValueError(NAMES[4000])
        return iter(names)

    with pytest.raises(ValueError, match="04000"):
        list(in_shares(NAMES, work))
    assert ("", "") == capfd.readouterr()


def test_nothing_is_left_running_where_nobody_wants_the_rest(tmp_path: Path) -> None:
    here, noted = os.getpid(), tmp_path / "pid"

    def work(names: Sequence[str]) -> Iterator[str]:
        if os.getpid() != here:
            noted.write_text(str(os.getpid()), encoding="ascii")
            time.sleep(PATIENCE)
        yield from names

    results = in_shares(NAMES, work)
    assert NAMES[0] == next(results)
    patience = time.monotonic() + PATIENCE
    while not (noted.exists() and noted.read_text(encoding="ascii")) and time.monotonic() < patience:
        time.sleep(0.01)
    results.close()  # type: ignore[attr-defined]  # as any generator can be

    assert not is_there(int(noted.read_text(encoding="ascii")))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    journals.fill(folder / "journal", 2050)
    strange = next(iter((folder / "journal").iterdir()))
    strange.write_bytes(strange.read_bytes() + b"- mine: \xff\n")
    (folder / "journal" / "2026-12-31_none.md").write_text("no entry\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["json", "csv"])
def test_a_table_is_the_same_in_one_go(name: str, large: Path) -> None:
    form, lines = FORMATS[name]
    paths = {"lost": journals.LOST}

    def written(*, shared: bool) -> tuple[list[bytes], int]:
        selection = Selection(Reading(large / "journal"), Filters(), list, list)

        def work(entries: Iterator[LookedAt]) -> Iterator[Any]:
            yield share_of((content for content, _ in entries), "", paths, form)

        table = Table(selection.worked_through(work, shared=shared), form)
        return list(lines(table)), selection.reading.passed_over

    alone, shared = written(shared=False), written(shared=True)

    assert alone == shared
    assert 1 == shared[1]


@pytest.mark.parametrize("command", ["export", "stats", "grep work"])
def test_ctrl_c_ends_both_without_a_word(command: str, large: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    for _ in range(3):
        process = subprocess.Popen(  # noqa: S603 - our own command
            [*PLAYBOOK, *command.split()],
            env=changed({"PLAYBOOK_HOME": str(large)}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.1, 0.5))
        os.killpg(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=PATIENCE)

        assert process.returncode in (0, 130, -signal.SIGINT)
        # Whoever was done by then has said that one file is no entry.
        assert b"" == errors or errors.startswith(b"1 file in")
        assert is_gone(process.pid)
