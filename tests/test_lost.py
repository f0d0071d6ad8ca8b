"""The shipped playbook `lost`: what may not change, since figures are counted by it in every language."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from samples import findings_of, read, said_in

from playbook.model.texts import blanks, slots
from playbook.shelf import COMMANDS

FOLDER = Path(__file__).parents[1] / "playbooks"
SHIPPED = sorted(FOLDER.glob("*/*.toml"))
LOST = read((FOLDER / "en" / "lost.toml").read_text(encoding="utf-8"))

STEPS: dict[str, dict[str, str]] = {
    "breathe": {
        "heard_by": "choice",
        "certainty": "choice",
        "pause": "breathe",
        "feeling": "choices",
        "sting": "scale",
        "contact": "text",
        "callback_on": "date",
        "holding_reply": "draft",
        "monthly_value": "money",
    },
    "why": {"my_guess": "choice", "why_words": "script", "call_outcome": "choice", "call_again_on": "date"},
    "understand": {
        "second_outcome": "choice",
        "their_words": "text",
        "reason": "choice",
        "control": "choice",
        "door": "choice",
    },
    "amends": {
        "chosen_for": "text",
        "promise": "text",
        "loose_ends": "choices",
        "offer": "choice",
        "amends_by": "date",
        "amends_letter": "draft",
    },
    "referrals": {"terms": "choice", "referral": "draft", "referral_check_on": "date"},
    "fit": {"fit": "scorecard", "room": "text", "change": "text", "closing": "draft"},
    "look_back": {
        "sting_now": "scale",
        "outcome": "choice",
        "introductions": "number",
        "check_in": "draft",
        "progress": "text",
    },
}

REASONS = {
    "broken_promise": ["late", "below_agreed", "mistake", "poor_response", "implied"],
    "communication": ["too_little", "slow_replies", "surprises", "work_invisible"],
    "slight": ["left_out", "tone", "credit", "wrong_person"],
    "value": ["result_missed", "result_unclear", "nice_to_have", "need_changed"],
    "price": ["rate_rise", "cheaper_rival", "terms"],
    "replaced": ["rival", "in_house", "tool", "consolidation", "wanted_change"],
    "outgrown": ["i_moved", "they_moved", "demands", "working_style"],
    "budget_cut": ["funding", "cost_freeze", "downturn"],
    "their_change": ["contact_left", "new_owner", "new_direction", "closed", "finished"],
    "unknown": [],
}
OUTCOMES = ["talked", "wrote", "no_answer", "declined"]

CHOICES: dict[str, list[str]] = {
    "heard_by": ["call", "email", "letter", "in_person", "silence"],
    "certainty": ["told_final", "told_open", "suspect"],
    "feeling": ["angry", "hurt", "worried", "ashamed", "surprised", "relieved", "other"],
    "my_guess": list(REASONS),
    "call_outcome": OUTCOMES,
    "second_outcome": OUTCOMES,
    "reason": list(REASONS),
    "control": ["mine", "shared", "theirs"],
    "door": ["final", "conditional", "open"],
    "loose_ends": ["invoice", "deliverables", "access", "files", "permission", "nothing"],
    "offer": ["none", "repair", "smaller_scope", "pause", "guarantee"],
    "terms": ["good", "mixed", "bad"],
    "outcome": ["returned", "partial", "referred", "warm", "cold", "bad_terms"],
}


def asked(name: str) -> Any:  # noqa: ANN401 - each type of question has keys of its own
    found = LOST.question(name)
    if found is None:
        raise AssertionError(name)
    return found


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_shipped_playbook_is_right(path: Path) -> None:
    assert [] == findings_of(path.read_text(encoding="utf-8"))
    assert path.stem not in COMMANDS


def test_steps_and_questions_keep_their_ids_types_and_order() -> None:
    assert list(STEPS) == [step.id for step in LOST.steps]
    assert [list(questions.items()) for questions in STEPS.values()] == [
        [(question.id, question.type) for question in step.questions] for step in LOST.steps
    ]


def test_choices_keep_their_slugs_and_order() -> None:
    assert CHOICES == {
        question.id: list(choices)
        for _, question in LOST.questions()
        if (choices := getattr(question, "choices", None)) is not None
    }


@pytest.mark.parametrize("name", ["reason", "my_guess"])
def test_reasons_keep_their_details(name: str) -> None:
    details = {slug: list(choice.detail) for slug, choice in asked(name).choices.items()}

    assert REASONS == details


def test_only_reasons_have_details() -> None:
    detailed = {
        question.id
        for _, question in LOST.questions()
        for choice in (getattr(question, "choices", None) or {}).values()
        if choice.detail
    }

    assert {"reason", "my_guess"} == detailed


def test_only_what_happened_and_the_reason_are_required() -> None:
    assert ["call_outcome", "reason"] == [
        question.id for _, question in LOST.questions() if question.required
    ]


def test_the_scorecard_keeps_its_weights_and_bands() -> None:
    card = asked("fit")

    assert {"target": 7, "price": 6, "respect": 5, "needed": 4, "growth": 3} == {
        item.id: item.weight for item in card.items
    }
    assert {"core": 75, "mixed": 50, "drifting": 25, "release": 0} == {b.id: b.from_ for b in card.bands}
    assert 4 == card.max


def test_steps_wait_for_the_call_the_second_try_a_week_and_ninety_days() -> None:
    waits = {step.id: step.wait for step in LOST.steps if step.wait}

    assert {
        "why": ("callback_on", None, None),
        "understand": ("call_again_on", None, None),
        "referrals": (None, 7, "callback_on"),
        "look_back": (None, 90, "callback_on"),
    } == {name: (wait.until, wait.days, wait.after) for name, wait in waits.items()}


def test_defaults_and_follow_ups_are_as_they_are_meant() -> None:
    plain = {"callback_on", "call_again_on", "amends_by", "referral_check_on", "offer"}

    assert {
        "callback_on": "next working day",
        "call_again_on": "in 3 days",
        "amends_by": "in 1 week",
        "referral_check_on": "in 2 weeks",
        "offer": "none",
    } == {name: asked(name).default for name in plain}
    assert {"callback_on", "call_again_on", "amends_by", "referral_check_on"} == {
        question.id for _, question in LOST.questions() if getattr(question, "follow_up", "")
    }


def test_whose_hands_it_was_in_goes_by_the_reason() -> None:
    mapped = asked("control").default

    assert "reason" == mapped.from_
    assert {
        "broken_promise": "mine",
        "communication": "mine",
        "slight": "mine",
        "value": "shared",
        "price": "shared",
        "replaced": "shared",
        "replaced.in_house": "theirs",
        "replaced.consolidation": "theirs",
        "replaced.wanted_change": "theirs",
        "outgrown": "shared",
        "budget_cut": "theirs",
        "their_change": "theirs",
    } == mapped.map


def test_the_scales_run_from_0_to_10_and_the_pause_takes_65_seconds() -> None:
    pause = asked("pause")

    assert {(0, 10)} == {(asked(name).min, asked(name).max) for name in ("sting", "sting_now")}
    assert 65 == (pause.inhale + pause.top_up + pause.exhale) * pause.rounds


def test_an_offer_beyond_repair_needs_a_door_that_is_not_shut() -> None:
    conditional = {slug for slug, choice in asked("offer").choices.items() if choice.when}

    assert {"smaller_scope", "pause", "guarantee"} == conditional


SAID = said_in(LOST)


@pytest.mark.parametrize("word", ["!", "great", "don't worry", "unfortunately", "discount", "awesome"])
def test_the_manner_is_calm(word: str) -> None:
    assert [] == [words for words in SAID if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words.lower())]


# Fails until it is mended: the guide of `why` has a line of 73.
@pytest.mark.parametrize("step", LOST.steps, ids=lambda step: step.id)
def test_a_guide_is_at_most_four_lines_of_72(step: Any) -> None:  # noqa: ANN401 - a step of the playbook
    lines = step.guide.strip("\n").split("\n")

    assert 1 <= len(lines) <= 4
    assert max(map(len, lines)) <= 72


def test_every_question_ends_in_a_question_or_has_a_name() -> None:
    asking = {
        q.id for _, q in LOST.questions() if q.type in {"choice", "choices", "scale", "text", "date", "money"}
    }

    assert ["change"] == [
        name for _, q in LOST.questions() if (name := q.id) in asking and q.prompt[-1] != "?"
    ]


def test_every_letter_has_blanks_to_fill() -> None:
    letters = {q.id: getattr(q, "template", "") for _, q in LOST.questions() if q.type == "draft"}

    assert {"holding_reply", "amends_letter", "referral", "closing", "check_in"} == set(letters)
    assert [] == [name for name, template in letters.items() if not blanks(template)]


def test_letters_and_words_to_say_are_made_from_the_answers() -> None:
    named = {
        name: {slot.name for slot in slots(getattr(asked(name), "template", "") or asked(name).text)}
        for name in ("holding_reply", "amends_letter", "closing", "why_words")
    }

    assert {"callback_on", "me"} <= named["holding_reply"]
    assert {"promise", "amends_by"} <= named["amends_letter"]
    assert {"change"} <= named["closing"]
    assert {"my_guess"} == named["why_words"]


HEARD = ["talked", "wrote"]
PARTLY_MINE = {"control": ["mine", "shared"]}
NOT_SETTLED = {"door": ["conditional", "open"]}
FAVOUR = {"terms": ["good", "mixed"], "loose_ends": {"not": "invoice"}}


def test_questions_are_asked_where_they_belong() -> None:
    raw = tomllib.loads((FOLDER / "en" / "lost.toml").read_text(encoding="utf-8"))

    assert {
        "call_again_on": {"call_outcome": "no_answer"},
        "second_outcome": {"call_outcome": "no_answer"},
        "their_words": [{"call_outcome": HEARD}, {"second_outcome": HEARD}],
        "control": {"reason": {"not": "unknown"}},
        "chosen_for": PARTLY_MINE,
        "promise": PARTLY_MINE,
        "offer": [{"promise": {"answered": True}}, {**PARTLY_MINE, **NOT_SETTLED}],
        "amends_by": {"offer": "repair"},
        "amends_letter": {"offer": "repair"},
        "referral": [{**FAVOUR, "call_outcome": HEARD}, {**FAVOUR, "second_outcome": HEARD}],
        "referral_check_on": {"referral": "sent"},
        "introductions": {"referral": "sent"},
        "check_in": {"fit": ["core", "mixed"], "outcome": ["warm", "cold"]},
    } == {q["id"]: q["when"] for step in raw["step"] for q in step["question"] if "when" in q}
    assert [] == [step["id"] for step in raw["step"] if "when" in step]
