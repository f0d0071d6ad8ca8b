# ruff: noqa: SIM300 - what is expected stands first in every assertion, constant or not.
from __future__ import annotations

import re
import signal
from pathlib import Path

import every
import pytest
from every import LETTER, STOPS
from terminal import END, LEAVE, SUSPEND, Home, Terminal, answers, run

PROMPTS = [stop.asks[0].asked for stop in STOPS]


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


def typed(upto: str | None = None) -> str:
    """Give the lines that answer everything before a question."""
    lines: list[str] = []
    for stop in STOPS:
        if stop.name == upto:
            break
        lines += stop.typed
    return "".join(f"{line}\n" for line in lines)


def without_moments(path: Path) -> str:
    return re.sub(r"(started|updated): .*", r"\1: then", path.read_text(encoding="utf-8"))


def test_every_face_leaves_the_same_entry_for_the_same_answers(home: Home, own_folder: Path) -> None:
    with Terminal("every", "Acme") as terminal:
        for stop in STOPS:
            terminal.put(*stop.asks)

        assert 0 == terminal.status()
    full = home.entry.rename(own_folder / "full.md")
    plain = run("every", "Acme", typed=typed())

    assert (0, f"{home.entry}\n") == (plain.returncode, plain.stdout)

    lines = home.entry.rename(own_folder / "plain.md")
    file = own_folder / "answers.toml"
    given = [f"{stop.name} = {stop.native}\n" for stop in STOPS if stop.native]
    file.write_text("".join(given), encoding="utf-8")
    scripted = run("every", "Acme", "--answers", str(file))

    assert (0, f"{home.entry}\n") == (scripted.returncode, scripted.stdout)
    assert without_moments(full) == without_moments(lines) == without_moments(home.entry)
    assert every.ALL == answers(home.entry)


def test_an_answers_file_that_holds_some_is_asked_for_the_rest_in_a_terminal(
    home: Home, own_folder: Path
) -> None:
    file = own_folder / "answers.toml"
    given = [f"{stop.name} = {stop.native}\n" for stop in STOPS if stop.native and stop.name != "depth"]
    file.write_text("".join(given), encoding="utf-8")
    with Terminal("every", "Acme", "--answers", str(file)) as terminal:
        terminal.answer("How deep?", "17")
        terminal.choose("When you have read it", "Go on")

        assert 0 == terminal.status()
    assert every.ALL == answers(home.entry)


def test_numbers_slugs_passes_and_refusals(home: Home) -> None:
    lines = [
        *("", "<", "\\-", "x", "\\.", "  \\<", "."),
        *("9", "Pear", "pear", "3", "<", "2", "2"),
        *("1 4", "calm,3", "<", "", "-"),
        *("maybe", "1", "<", "", "abc", "21", "", "<", "-", "12 h", "1,234", "-"),
        *("2031-02-30", "tomorow!", "tomorrow", "<", "2031-03-04"),
    ]
    ended = run("every", "Acme", typed="".join(f"{line}\n" for line in lines))

    assert 3 == ended.returncode
    assert "Question: The width" not in ended.stderr.split("The width")[0]


def test_input_that_ends_anywhere_keeps_what_came_and_ends_with_3(home: Home) -> None:
    for stop in STOPS:
        ended = run("every", stop.name, typed=typed(stop.name))

        assert (3, "") == (ended.returncode, ended.stdout)
        assert f'playbook every "{stop.name}"' in ended.stderr
        assert every.up_to(stop.name) == home.answers(stop.name)


def test_input_that_ends_within_an_answer_keeps_its_half(home: Home) -> None:
    for name, lines, half in (
        ("Story", "one\ntwo\n", {"story": "(unfinished)\none\ntwo"}),
        ("Fruit", "\npear\n", {"story": "(skipped)", "fruit": "(unfinished)\npear"}),
    ):
        ended = run("every", name, typed=f"hello there\n{lines}")

        assert 3 == ended.returncode
        assert {"words": "hello there"} | half == home.answers(name)
    again = run("every", "Story", typed=".\n")

    assert "Now: one" in again.stderr
    assert {"words": "hello there", "story": "one\ntwo"} == home.answers("Story")
