"""The shipped playbook `lost`: what is true on every way through it, and five stories that it carries."""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import NOW, entry_file
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import read, said_in
from ways import Way, every_way, replies_to, whatever

from playbook.faces.unattended import Unattended
from playbook.model.context import Context
from playbook.model.texts import blanks, filled
from playbook.model.types import Question
from playbook.reading.answers import AnswersFile
from playbook.session.options import Ending, Options
from playbook.session.session import Session
from playbook.walk import Answered, Asking, Done, Reply

LOST = read((Path(__file__).parents[1] / "playbooks" / "en" / "lost.toml").read_text(encoding="utf-8"))

MOST = 9
"""Questions of a sitting."""

DECIDE = {
    *("certainty", "callback_on", "call_outcome", "second_outcome", "control", "door", "loose_ends", "offer"),
    *("door_now", "terms", "invoice_paid", "promise", "referral", "invoice_paid_later", "cushion"),
}
"""Answers that are tried one by one; all other questions have an answer, and one of a kind."""

TRIED: dict[str, list[Any]] = {
    "feeling": [["worried"]],
    "callback_on": ["today", "tomorrow", "in 10 days"],
    "call_again_on": ["in 12 days"],
    "loose_ends": [["invoice"], ["invoice", "people"], ["deliverables", "access"], ["nothing"]],
    "reason": ["price"],
    "outcome": ["warm"],
    "costs": ["3000 EUR"],
    "other_income": ["1000 EUR"],
}


def one_by_one(question: Question, known: Context) -> list[Reply]:
    """Return the replies to try where every way is walked."""
    replies = replies_to(question, known)
    if question.id in TRIED:
        skipped = [reply for reply in replies if not isinstance(reply, Answered)]
        replies = [*skipped, *(Answered(question.native(raw, known)) for raw in TRIED[question.id])]
    return replies if question.id in DECIDE else replies[-1:]


def look(way: Way) -> None:
    """Hold what is true on every way, at every point of it."""
    asked, said = way.walk.asked, way.said
    told = said("certainty") in ("told_final", "told_open")
    heard = {said("call_outcome"), said("second_outcome")} & {"talked", "wrote"} != set()
    settled = said("door") == "final" or said("door_now") == "settled"
    billed = "invoice" in (said("loose_ends") or ())
    friendly = settled and heard and said("terms") in ("good", "mixed")

    assert way.sitting <= MOST
    assert way.at_once <= MOST
    assert ("holding_reply" in asked) == told
    assert ("ask_words" in asked) == (said("certainty") == "suspect") != ("why_words" in asked)
    assert ("about_money" in asked) == (told and "worried" in (said("feeling") or ()))
    assert "second_outcome" not in asked or said("call_again_on")
    if "offer" in asked:
        assert heard or said("promise")
    if said("offer") in ("smaller_scope", "pause", "guarantee"):
        assert heard or said("promise")
        assert said("door") in ("conditional", "open")
    assert "closing" not in asked or settled
    assert "standing" not in asked or not settled
    assert "referral" not in asked or (friendly and (not billed or said("invoice_paid")))
    assert "referral_later" not in asked or (friendly and billed and said("invoice_paid_later"))
    if friendly and said("invoice_paid_later") and said("outcome"):
        assert "referral_later" in asked
    assert "check_in" not in asked or not billed or said("invoice_paid") or said("invoice_paid_later")
    assert ("reminder_on" in asked) == (said("invoice_paid_later") is False)
    assert said("outcome") != "open" or not settled
    if said("door_now") == "stays":
        assert "they_stay" in asked
        assert not {"closing", "standing", "referral", "sting_now"} & asked.keys()
    match way.walk.stand:
        case Asking(_, step):
            assert any(one.kept and one.id in asked for one in step.questions)
            if step.id == "look_back":
                begun = said("call_again_on") or said("callback_on") or way.walk.started
                assert way.walk.context.today >= begun + timedelta(days=90)


def test_every_way_holds_what_it_should_and_comes_to_an_end() -> None:
    asked = set[str]()

    def look_at(way: Way) -> None:
        asked.update({way.walk.stand.question.id} if isinstance(way.walk.stand, Asking) else ())
        look(way)

    ends = {next(reversed(way.walk.asked)) for way in every_way(LOST, one_by_one, look_at, "call_outcome")}

    assert {"then_and_now", "they_stay", "good_news", "good_news_after_all"} == ends
    assert set(LOST.by_id) - {"now"} == asked


@settings(max_examples=30)
@given(data=st.data())
def test_whoever_skips_whatever_they_like_comes_to_the_end(data: st.DataObject) -> None:
    way = whatever(LOST, data, look, "call_outcome")

    assert Done() == way.walk.stand


LEFT_BLANK = {
    "holding_reply": {"what's under way"},
    "amends_letter": {"what happened, in one sentence", "what it meant for them", "the repair"},
    "proposal": {"what you'd do, and what you'd leave out"},
    "invoice_note": {"number", "its day", "a day"},
    "referral": {"what you did together", "kind of person", "the problem", "result", "link"},
    "closing": {"what you handed over", "the time together"},
    "standing": {"What's finished", "What's under way", "what they have to decide"},
    "referral_later": {"what you did together", "kind of person", "the problem", "result", "link"},
    "testimonial": {"one or two sentences about what changed for them", "where", "their name, or without it"},
    "check_in": {"Something that happened", "something of theirs", "Something useful"},
}


def test_a_letter_leaves_blank_only_what_no_question_asks() -> None:
    letters: list[Any] = [question for _, question in LOST.questions() if question.type == "draft"]
    known = {one.id: {blank[1:-1] for blank in blanks(filled(one.template, lambda _: ""))} for one in letters}

    assert LEFT_BLANK == known


def test_whoever_was_told_reads_nothing_about_not_being_told() -> None:
    assert [] == [
        words for words in said_in(LOST) if re.search(r"(?i)if (they|nobody|no one) ha(ve|s)n?o?'?t? ", words)
    ]


STORIES: dict[str, tuple[str, str, str, tuple[str, ...]]] = {
    "a budget cut by email": (
        """
        heard_by = "email"
        certainty = "told_final"
        sting = 8
        contact = "Maria"
        holding_reply = { state = "sent" }
        my_guess = "price"
        call_outcome = "talked"
        their_words = "We love the work, but the board froze everything."
        reason = "budget_cut.cost_freeze"
        door = "final"
        other_income = "1500 EUR"
        costs = "2500 EUR"
        cushion = "7000 EUR"
        notice = "owed"
        loose_ends = ["access", "permission"]
        terms = "good"
        referral = { state = "sent" }
        room = "Two days a week."
        next_work = "past_clients"
        change = "When one client is a third of my income, I'll look for another."
        closing = { state = "sent" }
        sting_now = 3
        outcome = "warm"
        change_kept = "yes"
        introductions = 1
        testimonial = { state = "sent" }
        """,
        "last_day runway long_runway referral_check_on introductions change_kept then_and_now",
        "ask_words offer amends_letter standing invoice_paid no_referral referral_later",
        (
            "Send Acme Studio the final invoice",
            "Hand back access and passwords to Acme Studio",
            "- runway: 2027-06-23 7 — 7 months",
        ),
    ),
    "ghosted, no answer twice": (
        """
        heard_by = "silence"
        certainty = "suspect"
        call_outcome = "no_answer"
        call_again_on = "in 12 days"
        second_outcome = "no_answer"
        reason = "unknown"
        door = "final"
        loose_ends = ["nothing"]
        terms = "mixed"
        closing = { state = "later" }
        fit = { target = 1, price = 1 }
        outcome = "cold"
        """,
        "ask_words closing no_referral now",
        "holding_reply why_words their_words control condition offer referral testimonial check_in standing",
        ("Try Acme Studio once more",),
    ),
    "a mistake of my own, and they would stay on a condition": (
        """
        heard_by = "call"
        certainty = "told_open"
        contact = "Maria"
        call_outcome = "talked"
        their_words = "Three times the wrong figures."
        reason = "broken_promise.mistake"
        door = "conditional"
        condition = "two pairs of eyes on every figure"
        promise = "figures you can rely on"
        offer = "repair"
        amends_letter = { state = "sent" }
        door_now = "stays"
        change = "When I send figures, I'll have them checked."
        """,
        "control amends_by answer_by amends_letter change_on they_stay fit",
        "proposal last_day terms referral room next_work closing standing sting_now",
        (
            "You were right to expect figures you can rely on, and",
            "And from now on: two pairs of eyes on every figure.",
            "Has Acme Studio answered?",
        ),
    ),
    "price, with an invoice unpaid": (
        """
        heard_by = "letter"
        certainty = "told_final"
        call_outcome = "wrote"
        reason = "price.rate_rise"
        door = "final"
        loose_ends = ["invoice"]
        invoice_note = { state = "sent" }
        terms = "good"
        invoice_paid = false
        closing = { state = "sent" }
        outcome = "warm"
        invoice_paid_later = true
        referral_later = { state = "sent" }
        """,
        "invoice_note invoice_again_on referral_waits referral_later closing",
        "offer referral testimonial check_in standing",
        ("Ask Acme Studio about the unpaid invoice", "Ask Acme Studio about the invoice again"),
    ),
    "they were bought, and nobody knows yet": (
        """
        heard_by = "hearsay"
        certainty = "suspect"
        call_outcome = "talked"
        their_words = "We hear in January, like you."
        reason = "their_change.new_owner"
        control = "theirs"
        door = "open"
        offer = "pause"
        proposal = { state = "sent" }
        notice = "look"
        door_now = "open"
        standing = { state = "sent" }
        outcome = "open"
        """,
        "ask_words resume_on answer_by proposal answer_again_by standing room",
        "holding_reply why_words promise amends_letter last_day terms referral closing testimonial",
        (
            "A pause, with a day to start again.",
            "Look up the notice in your contract with Acme Studio",
            "Has Acme Studio decided?",
            "Ask Acme Studio once more where it stands",
        ),
    ),
}
"""Each with answers, questions that belong to it, those that would be out of place, and words of an entry."""


@pytest.mark.parametrize("call", ["today", "tomorrow", "in 10 days", None])
@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_walked_to_its_end(story: str, call: str | None, tmp_path: Path) -> None:
    toml, fitting, out_of_place, words = STORIES[story]
    raw = tomllib.loads(toml) | ({"callback_on": call} if call else {"callback_on": None})
    options = Options(
        lambda: NOW, "Ada", "EUR", lambda _: "playbook lost", answers=AnswersFile("a.toml", toml, raw)
    )
    session = Session(LOST, entry_file(tmp_path), Unattended(), options)

    outcome = session.run()

    assert Ending.DONE == outcome.ending
    assert set(fitting.split()) <= session.walk.asked.keys()
    assert set() == set(out_of_place.split()) & session.walk.asked.keys()
    assert [] == [one for one in words if one not in session.file.entry.text]
