"""Going back past what answers itself, and what is said where a walk stops by itself or leaves nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import Home, answers, run
from terminal import BACK, LEAVE, Terminal

THREE = """
title = "Three"
summary = "A question, a pause, and two questions."

[[step]]
id = "one"
title = "One"

[[step.question]]
id = "first"
type = "text"
prompt = "What was first?"

[[step.question]]
id = "pause"
type = "breathe"
prompt = "A minute"

[[step.question]]
id = "second"
type = "scale"
prompt = "How much?"
required = true

[[step.question]]
id = "third"
type = "text"
prompt = "What was third?"
"""


@pytest.fixture(autouse=True)
def three(home: Home) -> None:
    home.add_playbook("three", THREE)


def test_back_steps_over_a_pause_that_is_not_wanted(home: Home) -> None:
    with Terminal("three", "Acme", "--no-breathe") as terminal:
        terminal.answer("What was first?", "A call")
        terminal.expect_question("How much?")
        terminal.send(BACK)
        terminal.answer("What was first?", " on Monday")
        terminal.expect_question("How much?")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert {"first": "A call on Monday", "pause": "(skipped)"} == answers(home.entry)


def test_back_to_what_a_file_said_asks_it(home: Home, tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('first = "A call"\npause = { skipped = true }', encoding="utf-8")
    with Terminal("three", "Acme", "--no-breathe", "--answers", str(tmp_path / "a.toml")) as terminal:
        terminal.expect_question("How much?")
        terminal.send(BACK)
        terminal.answer("What was first?", " on Monday")
        terminal.expect_question("How much?")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert "A call on Monday" == answers(home.entry)["first"]


def test_where_nobody_can_answer_it_says_at_what_it_stops_and_how_to_go_on(tmp_path: Path) -> None:
    path = tmp_path / "my answers.toml"
    path.write_text('third = "Then"', encoding="utf-8")
    ended = run("three", "Acme", "--answers", str(path))

    assert 3 == ended.returncode
    assert "It stops at “How much?” (`second`), which cannot be skipped." in ended.stderr
    assert f"playbook three \"Acme\" --answers '{path}'" in ended.stderr


@pytest.mark.parametrize("typed", ["A call\n", "A call\n\n7\nThen\n"])
def test_a_dry_run_says_that_nothing_was_written_and_offers_nothing_to_go_on_with(
    home: Home, typed: str
) -> None:
    ended = run("three", "Acme", "--dry-run", typed=typed)

    assert "Nothing was written." in ended.stderr
    assert "When you are back" not in ended.stderr
    assert not home.folder.joinpath("journal").exists()
