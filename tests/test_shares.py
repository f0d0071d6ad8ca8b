"""Half of the work on a large journal is done by a second process: it gives the same, and leaves nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import journals
import pytest
from homes import PATIENCE
from terminal import MOMENT

from playbook.journal import shares
from playbook.journal.records import Reading
from playbook.journal.shares import in_shares
from playbook.query.filters import Filters, Where
from playbook.query.lines import matching
from playbook.query.patterns import Pattern
from playbook.query.selection import LookedAt, Selection
from playbook.query.table import Table, rows_of
from playbook.query.written_out import FORMATS

NAMES = [f"{number:05}.md" for number in range(5000)]


def pids(names: Sequence[str]) -> Iterator[int]:
    return (os.getpid() for _ in names)


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def python(code: str, *, start_new_session: bool = False) -> subprocess.Popen[str]:
    """Run a few lines that may do to their process what they like."""
    lines = f"import os, signal, sys, time; from playbook.journal.shares import in_shares\n{code}"
    return subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-c", lines],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=start_new_session,
    )


def said(code: str) -> tuple[str, str]:
    with python(code) as process:
        return process.communicate(timeout=PATIENCE)


@pytest.mark.parametrize("in_turns", [False, True])
def test_the_results_come_in_the_order_of_the_names(in_turns: bool) -> None:
    results = in_shares(NAMES, lambda some: map(str.upper, some), in_turns=in_turns)

    assert [name.upper() for name in NAMES] == list(results)


def test_two_processes_have_about_half_of_many_names_each() -> None:
    worked = list(in_shares(NAMES, pids))

    assert [os.getpid()] * 2550 == worked[:2550]
    (other,) = set(worked[2550:])
    assert other != os.getpid()
    assert not is_there(other)


def test_they_take_turns_where_much_comes_of_each_file() -> None:
    worked = list(in_shares(NAMES[:2100], pids, in_turns=True))

    here, (other,) = os.getpid(), set(worked) - {os.getpid()}
    assert ([here] * 255 + [other] * 245) * 4 + [here] * 51 + [other] * 49 == worked


def test_it_does_not_wait_for_what_little_it_has_made_to_be_read(tmp_path: Path) -> None:
    here, done = os.getpid(), tmp_path / "done"

    def work(names: Sequence[str]) -> Iterator[tuple[int, str]]:
        # More than a pipe holds.
        yield from ((os.getpid(), name * 15) for name in names)
        if os.getpid() != here:
            done.touch()

    results = in_shares(NAMES, work)
    assert (here, NAMES[0] * 15) == next(results)
    patience = time.monotonic() + PATIENCE
    while not done.exists() and time.monotonic() < patience:
        time.sleep(0.01)

    assert done.exists()
    pid, last = list(results)[-1]
    assert (NAMES[-1] * 15, True) == (last, pid != here)


def test_it_waits_before_what_nobody_has_read_takes_much_room(tmp_path: Path) -> None:
    here, done = os.getpid(), tmp_path / "done"

    def work(names: Sequence[str]) -> Iterator[bytes]:
        for _ in names:
            yield os.urandom(1000)
            if os.getpid() != here:
                with done.open("ab") as file:
                    file.write(b".")

    results = in_shares(NAMES, work)
    next(results)
    patience = time.monotonic() + PATIENCE
    while not (done.exists() and done.stat().st_size > 500) and time.monotonic() < patience:
        time.sleep(0.01)
    time.sleep(MOMENT)

    # What a pipe holds comes on top, which is a megabyte at most.
    assert 500 < done.stat().st_size < 2000
    assert len(NAMES) - 1 == len(list(results))


def test_one_process_is_enough_for_few() -> None:
    assert {os.getpid()} == set(in_shares(NAMES[:100], pids))


@pytest.mark.parametrize("in_turns", [False, True])
@pytest.mark.parametrize("how", ["it is killed", "it has an error of its own"])
def test_what_the_other_process_does_not_do_is_done_here(how: str, in_turns: bool) -> None:
    here = os.getpid()

    def work(names: Sequence[str]) -> Iterator[str]:
        for name in names:
            if os.getpid() != here and name == NAMES[3400]:
                if how == "it is killed":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError
            yield name

    assert NAMES == list(in_shares(NAMES, work, in_turns=in_turns))


def test_what_it_sent_before_it_was_killed_is_not_done_again() -> None:
    here, done = os.getpid(), list[tuple[int, str]]()

    def work(names: Sequence[str]) -> Iterator[tuple[int, str, str]]:
        # More than any pipe holds, so that it is still sending.
        return ((os.getpid(), name, "x" * 10_000) for name in names)

    for pid, name, _ in in_shares(NAMES, work):
        if pid != here and done[-1][0] == here:
            os.kill(pid, signal.SIGKILL)
        done.append((pid, name))

    assert NAMES == [name for _, name in done]
    assert {here} < {pid for pid, _ in done[2550:]}
    assert here == done[-1][0]


def test_where_there_can_be_no_other_process_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refused)
    mask, free = signal.pthread_sigmask(signal.SIG_BLOCK, ()), os.dup(0)
    os.close(free)

    assert {os.getpid()} == set(in_shares(NAMES, pids))
    assert mask == signal.pthread_sigmask(signal.SIG_BLOCK, ())
    again = os.dup(0)
    os.close(again)
    assert free == again


@pytest.mark.parametrize("most", [3, 4, 5, 6])
def test_few_open_files_are_no_reason_to_pass_files_over(most: int, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a", encoding="ascii")
    ended = said(f"""
import pickle, resource
def work(names):
    folder = os.open({str(tmp_path)!r}, os.O_RDONLY)
    for name in names:
        os.close(os.open("a", os.O_RDONLY, dir_fd=folder))
        yield name
    os.close(folder)
resource.setrlimit(resource.RLIMIT_NOFILE, ({most} + 2, {most} + 2))
print(len(list(in_shares(["a"] * 3000, work))))
""")
    assert ("3000\n", "") == ended


@pytest.mark.parametrize("moment", ["before", "after_in_parent"])
def test_a_ctrl_c_while_it_forks_is_not_lost(moment: str) -> None:
    ended = said(f"""
os.register_at_fork({moment}=lambda: os.kill(os.getpid(), signal.SIGINT))
try:
    list(in_shares(["x"] * 5000, list))
except KeyboardInterrupt:
    print(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
""")
    assert ("set()\n", "") == ended


def test_ctrl_c_in_the_midst_of_it_ends_both_without_a_word(tmp_path: Path) -> None:
    code = f"""
def work(names):
    open(os.path.join({str(tmp_path)!r}, str(os.getpid())), "w").close()
    time.sleep({PATIENCE})
    yield from names
try:
    list(in_shares(["x"] * 5000, work))
except KeyboardInterrupt:
    sys.exit(130)
"""
    with python(code, start_new_session=True) as process:
        patience = time.monotonic() + PATIENCE
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < patience:
            time.sleep(0.01)
        began = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        ended = process.communicate(timeout=PATIENCE)

    assert (130, ("", "")) == (process.returncode, ended)
    assert time.monotonic() - began < PATIENCE / 2
    assert not any(is_there(int(path.name)) for path in tmp_path.iterdir())


def test_where_ctrl_c_is_ignored_the_other_process_ignores_it_too() -> None:
    ended = said("""
signal.signal(signal.SIGINT, signal.SIG_IGN)
def work(names):
    os.kill(os.getpid(), signal.SIGINT)
    return [os.getpid()] * len(names)
print(len(set(in_shares(["x"] * 5000, work))))
""")
    assert ("2\n", "") == ended


def test_whoever_began_this_process_may_ignore_what_becomes_of_children() -> None:
    ended = said("""
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
kill = os.kill
def slowly(pid, number):
    time.sleep(0.5)  # By now it has ended; its number has to be its own still.
    kill(pid, number)
os.kill = slowly
print(len(list(in_shares(["x"] * 5000, list))))
""")
    assert ("5000\n", "") == ended


def test_the_other_process_holds_no_output_open_and_writes_to_none() -> None:
    ended = said("""
here = os.getpid()
def work(names):
    if os.getpid() != here:
        print("lost", flush=True)
    return names
sys.stdout.write("left in the buffer\\n")
print(len(list(in_shares(["x"] * 5000, work))))
""")
    assert ("left in the buffer\n5000\n", "") == ended


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
    began = time.monotonic()
    results.close()  # type: ignore[attr-defined]  # as any generator can be

    assert time.monotonic() - began < PATIENCE / 2
    assert not is_there(int(noted.read_text(encoding="ascii")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of which each of two processes has a part, with a file in each that is no entry."""
    folder = tmp_path_factory.mktemp("two") / "journal"
    journals.fill(folder, 250)
    strange = next(iter(folder.iterdir()))
    strange.write_bytes(strange.read_bytes() + b"- mine: \xff\n")
    for name in ("2000-01-01_none.md", "2099-12-31_none.md"):
        (folder / name).write_text("no entry\n", encoding="utf-8")
    return folder


def exported(form: str, selection: Selection) -> object:
    row_form, lines = FORMATS[form]
    paths = {"lost": journals.LOST}
    return list(
        lines(
            Table(
                selection.worked_through(
                    lambda entries: rows_of((one for one, _ in entries), "", paths, row_form)
                ),
                row_form,
            )
        )
    )


def found(pattern: Pattern, selection: Selection) -> object:
    def work(entries: Iterator[LookedAt]) -> Iterator[object]:
        return ((content.name, matching(content, pattern, lines)) for content, lines in entries)

    return list(selection.worked_through(work, pattern.look, in_turns=True))


@pytest.mark.parametrize(
    "made",
    [
        partial(exported, "json"),
        partial(exported, "csv"),
        partial(found, Pattern.parse("work")),
        partial(found, Pattern.parse("zoe", fold=True)),
    ],
)
@pytest.mark.parametrize("where", [(), (Where.parse("reason=price"),)])
def test_two_processes_make_what_one_does(
    made: Callable[[Selection], object],
    where: tuple[Where, ...],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forks, fork = list[int](), os.fork

    def noted() -> int:
        forks.append(os.getpid())
        return fork()

    def once() -> tuple[object, int]:
        selection = Selection(Reading(folder), Filters(where=where), list, list)
        return made(selection), selection.reading.passed_over

    monkeypatch.setattr(os, "fork", noted)
    alone = once()
    assert not forks
    monkeypatch.setattr(shares, "_MANY", 2)
    monkeypatch.setattr(shares, "_TURN", 60)

    assert alone == once()
    assert [os.getpid()] == forks
    assert 2 == alone[1]
