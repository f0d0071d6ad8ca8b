"""What comes in where lines are read: half of one, far too many, and what is no line."""

from __future__ import annotations

import io
import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import every
import pytest
from every import STOPS
from homes import PATIENCE, PLAYBOOK, Home, changed, run
from terminal import WAYS, terminals

from playbook.faces.lines import LineReader
from playbook.model.leaving import Left, Why


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


@contextmanager
def piped(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start `playbook` from nothing, with a pipe to write to."""
    with subprocess.Popen(  # noqa: S603 - our own command
        [*PLAYBOOK, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=changed(None),
    ) as process:
        yield process
        process.kill()


def fed(client: str, shell: Sequence[str]) -> tuple[int, str]:
    """Let a command that never ends feed a walk, and return how that ended."""
    with (
        subprocess.Popen(shell, stdout=subprocess.PIPE) as endless,  # noqa: S603 - a command of the tests
        subprocess.Popen(  # noqa: S603 - our own command
            [*PLAYBOOK, "every", client],
            stdin=endless.stdout,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=changed(None),
        ) as process,
    ):
        try:
            _, said = process.communicate(timeout=3 * PATIENCE)
        finally:
            process.kill()
            endless.kill()
    return process.returncode, said.decode()


@pytest.mark.parametrize(
    ("upto", "shell"),
    [
        ("fruit", ["yes"]),
        ("fruit", ["yes", "<"]),
        ("depth", ["yes", "abc"]),
        ("letter", ["yes", "copy"]),
        ("letter", ["yes", "sent\nno"]),
        ("story", ["yes", "a line of twenty-one."]),
        ("words", ["sh", "-c", "yes | tr -d '\\n'"]),
    ],
)
def test_input_that_never_ends_is_left_after_a_while_with_every_answer_saved(
    upto: str, shell: list[str], home: Home
) -> None:
    home.begin("every", "Acme", every.lines(every.up_to(upto)))

    status, said = fed("Acme", shell)

    assert 3 == status
    assert "It stops here" in said
    assert every.up_to(upto).items() <= home.answers("Acme").items()


def test_a_byte_order_mark_is_no_part_of_the_first_line(home: Home) -> None:
    assert 3 == run("every", "Acme", typed="\ufeffhello there\n").returncode
    assert {"words": "hello there"} == home.answers("Acme")


def test_a_last_line_without_an_end_is_an_answer_of_a_pipe(home: Home) -> None:
    assert 3 == run("every", "Acme", typed="hello there").returncode
    assert {"words": "hello there"} == home.answers("Acme")


def test_half_a_line_in_a_pipe_is_kept_when_a_signal_comes(home: Home) -> None:
    with piped("every", "Acme") as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"hello there\none\ntw")
        process.stdin.flush()
        while b"Question: What happened?" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGTERM)

        assert 143 == process.wait(PATIENCE)
    assert {"words": "hello there", "story": "(unfinished)\none\ntw"} == home.answers("Acme")


@pytest.mark.skipif(os.name != "posix", reason="signals are sent")
def test_a_signal_does_not_wait_for_lines_that_came_in_at_once_and_takes_none_of_the_answer() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    end, begin = os.pipe()
    os.write(begin, b"hello there\none\ntwo\n.\npear\nha")
    try:
        with os.fdopen(end, encoding="utf-8") as reads:
            lines = LineReader(reads, io.StringIO())
            assert "hello there" == lines.line([])
            assert "one" == lines.line([], ends=".")
            signal.raise_signal(signal.SIGTERM)

            for typed, ends, half in ((["one"], ".", "one\ntwo"), ([], "", "two"), (None, "", None)):
                with pytest.raises(Left) as left:
                    lines.line(typed, ends=ends)
                assert (Why.TERMINATED, half) == (left.value.why, left.value.half)
    finally:
        os.close(begin)
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


@pytest.mark.parametrize("name", ["story", "depth", "fit"])
def test_half_a_line_in_a_terminal_is_kept_however_it_is_left(name: str, home: Home) -> None:
    statuses = {"ctrl-c": 0, "ctrl-d": 3, "terminate": 143, "interrupt": 130}
    for way in statuses:
        home.begin("every", way, every.lines(every.up_to(name)))
    ask = next(stop.asks[0] for stop in STOPS if stop.name == name)
    with terminals(*(["every", way, "--plain"] for way in statuses)) as opened:
        for terminal, way in zip(opened, statuses, strict=True):
            terminal.expect(f"Question: {ask.asked}")
            terminal.expect("To go back: <")
            terminal.send("17")
            terminal.expect("17")
            terminal.settle()
            WAYS[way](terminal)
            if way == "ctrl-d":
                terminal.settle()
                WAYS[way](terminal)

            assert statuses[way] == terminal.status()
            half = "- width: 17" if name == "fit" else "17"
            assert f"(unfinished)\n{half}" == home.answers(way)[name]
            assert every.up_to(name).items() <= home.answers(way).items()
            assert terminal.settings_before == terminal.settings
