"""`skipped`: a step says, once, why it is not asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import TEXT, Script, Table, asked, entry_file, playbook, sit, step
from homes import Home, run

from playbook.journal.entry_file import EntryFile, open_entry
from playbook.journal.folder import Journal
from playbook.model.leaving import Back, Left, Why

WHY = "At 1 of 10 there is nothing to rest from."
REST: Table = step(
    "rest",
    asked("rest", TEXT),
    when={"sting": {"min": 5}},
    skipped="At {sting|none} of 10 there is nothing to rest from.",
)
LAST = step("end", asked("last", TEXT))
WALK = playbook(step("one", asked("sting")), REST, LAST)


@pytest.fixture
def kept(tmp_path: Path) -> EntryFile:
    return entry_file(tmp_path)


def notes(face: Script) -> list[str]:
    return [note for note in face.notes if "rest from" in note]


def test_it_is_said_once_however_often_somebody_goes_past_it(kept: EntryFile) -> None:
    going_back = [("sting", 1), ("last", Back())] * 2
    _, face = sit(WALK, kept, *going_back, ("sting", 1), ("last", Left(Why.FOR_LATER)))

    assert [WHY] == notes(face)


def test_it_is_not_said_where_it_is_asked_nor_in_the_next_sitting(kept: EntryFile) -> None:
    _, face = sit(WALK, kept, ("sting", 7), ("rest", "Yes"), ("last", Left(Why.FOR_LATER)))
    assert [] == notes(face)

    assert kept.path is not None
    kept.path.write_text(kept.path.read_text("utf-8").replace("sting: 7", "sting: 1"), "utf-8")
    _, face = sit(WALK, open_entry(Journal(kept.path.parent), kept.path), ("last", "No"))

    assert [] == notes(face)


@pytest.mark.parametrize("last", [{}, {"wait": {"days": 3}}])
def test_it_is_said_before_a_wait_and_before_the_end(kept: EntryFile, last: Table) -> None:
    steps = [{**LAST, **last}] if last else []
    _, face = sit(playbook(step("one", asked("sting")), REST, *steps), kept, ("sting", 1))
    ends = next(n for n, note in enumerate(face.notes) if note.startswith("That"))

    assert WHY in face.notes[:ends]


def test_the_plain_face_says_it_too(home: Home) -> None:
    home.add_playbook(
        "rest",
        'title = "T"\nsummary = "S"\n[[step]]\nid = "one"\ntitle = "One"\n[[step.question]]\nid = "sure"\n'
        'type = "confirm"\nprompt = "Sure?"\n[[step]]\nid = "two"\ntitle = "Two"\nwhen = { sure = false }\n'
        'skipped = "You are sure, so there is no second step."\n',
    )

    ended = run("rest", "Acme", "--plain", typed="yes\n")

    assert 1 == ended.stderr.count("You are sure, so there is no second step.\n")
