"""The playbooks beside `lost`: at-risk, let-go and check-in, on every way through them.

What holds for every shipped playbook is shown in `test_shipped`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import MONDAY, question_of, walked
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import read
from ways import Way, every_way, replies_to, whatever

from playbook.invalid import InvalidAnswer
from playbook.model.context import Context
from playbook.model.texts import blanks, slots
from playbook.walk import Asking, Done, Resting, Skipped

FOLDER = Path(__file__).parents[1] / "playbooks" / "en"
NAMES = ("at-risk", "let-go", "check-in")
PLAYBOOKS = {name: read((FOLDER / f"{name}.toml").read_text(encoding="utf-8")) for name in (*NAMES, "lost")}

each = pytest.mark.parametrize("name", NAMES)


def asked(name: str, question: str) -> Any:  # noqa: ANN401 - each type of question has keys of its own
    return question_of(PLAYBOOKS[name], question)


def look_at_risk(way: Way) -> None:
    asks, said = way.walk.asked.keys(), way.said
    replied = "answered" in (said("since"), said("first_reply"), said("second_reply"))

    # Each message needs the silence after the one before.
    assert ("warm_question" in asks) == (said("since") != "answered")
    assert ("deadline_note" in asks) == (said("first_reply") == "silent")
    assert ("closing_note" in asks) == (said("second_reply") == "silent")
    assert ("look_on" in asks) == ("since" in asks) == (said("fact_or_fear") == "fear")
    assert ("lost_next" in asks) == (said("ended") == "lost")
    assert ("start_again_on" in asks) == (said("ended") == "paused")
    assert ("their_words" in asks) == replied


def look_let_go(way: Way) -> None:
    asks, said = way.walk.asked.keys(), way.said
    ends = said("decision") == "end" or said("talk_outcome") == "not_mended"

    assert ["fit", "sleep_until"] == [*asks][:2]
    assert {ends} == {name in asks for name in ("last_day", "letter", "handed_over", "closing", "outcome")}
    assert not (ends and "revisit_on" in asks)
    assert not (said("mend") == "neither" and said("decision") == "talk")


def look_check_in(way: Way) -> None:
    asks, said = way.walk.asked.keys(), way.said
    written = said("check_in") or said("repair_note")

    assert len({"check_in", "repair_note", "second_note"} & asks) <= 2
    assert ("not_yet" in asks) == (said("occasion") == "neither")
    assert ("second_note" in asks) == (said("first_reply") == "silent")
    assert bool(written) == ("look_on" in asks) == ("came_of_it" in asks)
    assert ("rest" in asks) == (said("came_of_it") == "silence")


LOOKS: dict[str, tuple[Callable[[Way], None], set[str]]] = {
    "at-risk": (look_at_risk, {"lost_next", "then_and_now"}),
    "let-go": (look_let_go, {"for_now", "then_and_now"}),
    "check-in": (look_check_in, {"not_yet", "rest", "then_and_now", "repair_note", "check_in", "came_of_it"}),
}
"""What is true at every point of every way, and the questions that a way can end with."""


@each
def test_every_way_comes_to_its_end_in_short_sittings(name: str) -> None:
    (look, last), seen = LOOKS[name], set[str]()

    def look_on(way: Way) -> None:
        look(way)
        assert way.sitting <= 9
        stand = way.walk.stand
        seen.update({stand.question.id} if isinstance(stand, Asking) else ())

    ends = list(every_way(PLAYBOOKS[name], replies_to, look_on))

    assert last == {next(reversed(way.walk.asked)) for way in ends}
    assert set(PLAYBOOKS[name].by_id) == seen


@each
@settings(max_examples=15)
@given(data=st.data())
def test_whatever_is_skipped_the_walk_comes_to_its_end(name: str, data: st.DataObject) -> None:
    way = whatever(PLAYBOOKS[name], data, LOOKS[name][0])

    assert Done() == way.walk.stand


def test_a_last_answer_lies_in_the_past() -> None:
    known, question = Context(today=MONDAY), asked("at-risk", "last_reply")
    with pytest.raises(InvalidAnswer):
        question.check(question.from_typed("in 3 days", known), known)

    for words in ("12 days ago", "friday"):
        question.check(question.from_typed(words, known), known)


def test_a_night_passes_before_anything_is_decided() -> None:
    walk = walked(PLAYBOOKS["let-go"], {"fit": Skipped(), "sleep_until": MONDAY + timedelta(1)})

    stand = walk.stand

    assert isinstance(stand, Resting)
    assert ("mend", MONDAY + timedelta(1)) == (stand.step.id, stand.until)


def test_three_messages_to_a_client_gone_quiet_are_the_most() -> None:
    drafts = [q.id for _, q in PLAYBOOKS["at-risk"].questions() if q.type == "draft"]

    assert ["warm_question", "deadline_note", "closing_note"] == drafts


def test_where_it_ended_as_lost_the_walk_of_that_name_is_named() -> None:
    script = asked("at-risk", "lost_next")

    assert 'playbook lost "Acme Studio"' == Context(MONDAY, "Acme Studio").filled(script.text).split("\n")[0]


def test_the_letter_that_ends_it_says_the_decision_the_day_the_rest_and_who_could_help() -> None:
    letter = asked("let-go", "letter").template

    assert {"contact", "last_day", "finish", "me"} == {slot.name for slot in slots(letter)}
    assert "I have decided" in letter
    assert "[A name]" in blanks(letter)
    assert not re.search(r"because|disappoint|sorry|unpaid|late\b|rate\b", letter)


def test_the_walk_for_a_loss_that_is_only_feared_names_the_one_made_for_it() -> None:
    assert "playbook at-risk" in asked("lost", "certainty").choices["suspect"].help


HANDED_ON = {
    "at-risk": {"contact", "loose_ends", "promise", "monthly_value", "other_income", "costs", "cushion"},
    "check-in": {"contact"},
}


@pytest.mark.parametrize("earlier", HANDED_ON)
def test_what_was_said_in_one_stands_ready_in_the_next(earlier: str) -> None:
    lost = PLAYBOOKS["lost"]

    assert earlier in lost.carry_from
    assert HANDED_ON[earlier] <= lost.by_id.keys() & PLAYBOOKS[earlier].by_id.keys()
