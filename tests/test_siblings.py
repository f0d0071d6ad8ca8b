"""The playbooks beside `lost`: at-risk, let-go and check-in, walked from every branch to the end.

That each is right, without a finding, is shown with every other shipped playbook in `test_lost`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import MONDAY, question_of, walked
from hypothesis import given
from hypothesis import strategies as st
from samples import read, said_in

from playbook.model.conditions import tables
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.playbook import Playbook, Wait
from playbook.model.texts import blanks, slots
from playbook.model.types import Question
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.money import Amount
from playbook.walk import Answered, Asking, Done, Reply, Resting, Skipped, Walk
from playbook.written import cleaned

FOLDER = Path(__file__).parents[1] / "playbooks" / "en"
NAMES = ("at-risk", "let-go", "check-in")
TEXTS = {name: (FOLDER / f"{name}.toml").read_text(encoding="utf-8") for name in (*NAMES, "lost")}
PLAYBOOKS = {name: read(text) for name, text in TEXTS.items()}
LOST = PLAYBOOKS["lost"]
QUESTIONS = [(name, question) for name in NAMES for _, question in PLAYBOOKS[name].questions()]

each = pytest.mark.parametrize("name", NAMES)


def asked(name: str, question: str) -> Any:  # noqa: ANN401 - each type of question has keys of its own
    return question_of(PLAYBOOKS[name], question)


@each
def test_a_sibling_begins_with_its_schema_and_says_what_it_is(name: str) -> None:
    first, blank, note = TEXTS[name].split("\n")[:3]

    assert ("#:schema ./playbook.schema.json", "") == (first, blank)
    assert note.startswith(f"# This file is the walk that `playbook {name}` takes you through")


# What is shared with `lost`: an answer is carried from one walk to the other by its id.

SHARED = {
    "at-risk": ["contact", "loose_ends", "promise", "their_words", "change"],
    "let-go": ["fit", "contact", "monthly_value", "loose_ends", "closing", "outcome", "room", "change"],
    "check-in": ["contact", "check_in"],
}


@each
def test_what_lost_asks_too_has_its_id(name: str) -> None:
    assert SHARED[name] == [q.id for _, q in PLAYBOOKS[name].questions() if LOST.question(q.id)]


def form(question: Question) -> dict[str, object]:
    """Give all that decides how an answer is written and read, and no words."""
    choices = getattr(question, "choices", None) or {}
    return {
        "type": question.type,
        "choices": {slug: list(choice.detail) for slug, choice in choices.items()},
        "items": [(item.id, item.weight) for item in getattr(question, "items", ())],
        "bands": [(band.id, band.from_) for band in getattr(question, "bands", ())],
        "ends": [getattr(question, end, None) for end in ("min", "max", "unit", "max_length")],
    }


def in_two() -> Iterator[tuple[str, str, str]]:
    """Give every id that stands in two of the playbooks, with their names."""
    for number, (name, question) in enumerate(QUESTIONS):
        others = [*QUESTIONS[number + 1 :], *(("lost", q) for _, q in LOST.questions())]
        yield from ((question.id, name, other) for other, q in others if q.id == question.id)


@pytest.mark.parametrize(("question", "one", "other"), list(in_two()))
def test_the_same_id_is_the_same_kind_of_answer_in_every_playbook(
    question: str, one: str, other: str
) -> None:
    assert form(asked(other, question)) == form(asked(one, question))


# What may not change, since a journal is searched for it.

CHOICES = {
    "at-risk": {
        "signs": [
            "slower_replies",
            "cancelled_meetings",
            "new_in_copy",
            "cost_questions",
            "next_phase",
            "other_priorities",
            "other",
        ],
        "fact_or_fear": ["fact", "fear"],
        "since": ["answered", "silent"],
        "first_reply": ["answered", "silent"],
        "unpaid_work": ["pause", "finish", "none"],
        "second_reply": ["answered", "silent"],
        "ended": ["recovered", "paused", "lost"],
    },
    "let-go": {
        "them_or_terms": ["terms", "them", "me"],
        "told": ["said", "hinted", "unsaid"],
        "mend": ["scope", "rate", "payment", "manner", "neither"],
        "decision": ["end", "talk", "stay"],
        "talk_outcome": ["mended", "not_mended"],
        "handed_over": ["work", "files", "access", "notes", "successor", "last_invoice"],
        "again": ["same", "sooner", "later", "otherwise", "no"],
    },
    "check-in": {
        "occasion": ["news", "repaired", "neither"],
        "first_reply": ["answered", "silent"],
        "came_of_it": ["reply", "work", "referral", "silence"],
    },
}
REQUIRED = {"at-risk": ["ended"], "let-go": ["decision", "talk_outcome"], "check-in": ["occasion"]}
WAITS = {
    "at-risk": {
        "ask": Wait(until="look_on"),
        "deadline": Wait(until="answer_by"),
        "close": Wait(until="deadline_on"),
        "ended": Wait(until="settle_on"),
    },
    "let-go": {
        "mend": Wait(until="sleep_until"),
        "try": Wait(until="talk_on"),
        "handover": Wait(until="last_day"),
        "look_back": Wait(days=90, after="last_day"),
    },
    "check-in": {"second": Wait(until="look_on"), "came_of_it": Wait(until="look_again_on")},
}


@each
def test_choices_of_its_own_keep_their_slugs(name: str) -> None:
    assert CHOICES[name] == {
        q.id: list(choices)
        for _, q in PLAYBOOKS[name].questions()
        if q.id not in SHARED[name] and (choices := getattr(q, "choices", None))
    }


@each
def test_only_what_a_branch_hangs_on_is_required(name: str) -> None:
    assert REQUIRED[name] == [q.id for _, q in PLAYBOOKS[name].questions() if q.required]


@each
def test_steps_wait_for_the_days_that_were_named(name: str) -> None:
    waits = {step.id: vars(step.wait) for step in PLAYBOOKS[name].steps if step.wait}

    assert {step: vars(wait) for step, wait in WAITS[name].items()} == waits


@each
def test_every_day_to_come_is_a_follow_up_and_is_suggested(name: str) -> None:
    days = {q.id: q for _, q in PLAYBOOKS[name].questions() if q.type == "date"}
    past = {day for day, q in days.items() if getattr(q, "earliest", None) or getattr(q, "latest", None)}

    assert ({"last_reply"} if name == "at-risk" else set()) == past
    assert [] == [day for day, q in days.items() if day not in past and not getattr(q, "follow_up", "")]
    assert [] == [day for day, q in days.items() if day not in past and not getattr(q, "default", None)]


def test_a_last_answer_lies_in_the_past() -> None:
    known, question = Context(today=MONDAY), asked("at-risk", "last_reply")
    with pytest.raises(InvalidAnswer):
        question.check(question.from_typed("in 3 days", known), known)

    for words in ("12 days ago", "friday"):
        question.check(question.from_typed(words, known), known)


# Walking them.


def branches(question: Any, decides: set[str], known: Context) -> list[Reply]:  # noqa: ANN401 - any type
    """Give the replies that a walk can tell apart, one of each."""
    if question.id not in decides:
        return [Answered(value_of(question, known)) if question.required else Skipped()]
    replies: list[Reply] = [] if question.required else [Skipped()]
    if question.type == "choice":
        return replies + [Answered(Chosen(o.value)) for o in question.offered(known)]
    if question.type == "draft":
        return [*replies, Answered(Drafted("Hello")), Answered(Drafted("Hello", MONDAY))]
    return [*replies, Answered(value_of(question, known))]


def value_of(question: Any, known: Context) -> object:  # noqa: ANN401 - each type has keys of its own
    """Give an answer that its question takes."""
    match question.type:
        case "choice":
            return Chosen(question.offered(known)[0].value)
        case "choices":
            return (question.offered(known)[0].value,)
        case "draft":
            return Drafted("Hello", known.today)
        case "date":
            return known.today - timedelta(9) if question.latest else known.today + timedelta(9)
        case "scorecard":
            return question.scored({item.id: 2 for item in question.items})
        case "number":
            return Decimal(3)
        case "money":
            return Amount(Decimal(1200), "EUR")
        case "breathe":
            return "done"
    return "the report by Friday"


def deciding(playbook: Playbook) -> set[str]:
    """Give the ids of the questions that any condition names."""
    whens = [step.when for step in playbook.steps] + [question.when for _, question in playbook.questions()]
    for _, question in playbook.questions():
        whens += [choice.when for choice in (getattr(question, "choices", None) or {}).values()]
    return {name for when in whens for table in tables(when) for name in table}


def gone_on(walk: Walk, stop: Asking | Resting, reply: Reply | None = None) -> Walk:
    """Give the walk after a wait, or after one more reply; None is a script that was read."""
    replies, begun, heard = walk.replies, walk.begun, walk.heard
    if isinstance(stop, Resting):
        begun |= {stop.step.id}
    elif reply is None:
        heard |= {stop.question.id}
    else:
        replies = {**replies, stop.question.id: reply}
    return Walk(walk.playbook, replies, walk.context, walk.started, begun, heard)


def every_path(
    walk: Walk, decides: set[str], path: tuple[str, ...] = ()
) -> Iterator[tuple[Walk, tuple[str, ...]]]:
    """Walk from here to the end in every way that conditions tell apart."""
    stand = walk.stand
    match stand:
        case Done():
            yield walk, path
        case Resting():
            yield from every_path(gone_on(walk, stand), decides, path)
        case Asking():
            replies = branches(stand.question, decides, walk.informed) if stand.question.kept else [None]
            for reply in replies:
                after = gone_on(walk, stand, reply)
                yield from every_path(after, decides, (*path, stand.question.id))


@cache
def paths(name: str) -> list[tuple[dict[str, str], tuple[str, ...]]]:
    """Give every path of a playbook: the choices and drafts made on it, and the questions it asks."""
    found = []
    for walk, path in every_path(walked(PLAYBOOKS[name]), deciding(PLAYBOOKS[name])):
        made = {
            key: reply.value.slug
            if isinstance(reply.value, Chosen)
            else getattr(reply.value, "state", "said")
            for key, reply in walk.replies.items()
            if isinstance(reply, Answered)
        }
        found.append((made, path))
    return found


def test_a_night_passes_before_anything_is_decided() -> None:
    walk = walked(PLAYBOOKS["let-go"], {"fit": Skipped(), "sleep_until": MONDAY + timedelta(1)})

    stand = walk.stand

    assert isinstance(stand, Resting)
    assert ("mend", MONDAY + timedelta(1)) == (stand.step.id, stand.until)


@each
def test_every_question_is_asked_on_some_path(name: str) -> None:
    assert {q.id for _, q in PLAYBOOKS[name].questions()} == {q for _, path in paths(name) for q in path}


@pytest.mark.parametrize(
    ("name", "shortest", "longest"), [("at-risk", 12, 23), ("let-go", 7, 22), ("check-in", 2, 10)]
)
def test_no_walk_is_longer_than_a_bad_day_bears(name: str, shortest: int, longest: int) -> None:
    lengths = [len(path) for _, path in paths(name)]

    assert (shortest, longest) == (min(lengths), max(lengths))


@each
def test_a_sitting_is_short(name: str) -> None:
    playbook = PLAYBOOKS[name]

    assert 3 <= len(playbook.steps) <= 6
    assert max(len(step.questions) for step in playbook.steps) <= 8


class TestAtRisk:
    def test_each_message_needs_the_silence_after_the_one_before(self) -> None:
        for made, path in paths("at-risk"):
            assert ("warm_question" in path) == (made.get("since") != "answered")
            assert ("deadline_note" in path) == (made.get("first_reply") == "silent")
            assert ("closing_note" in path) == (made.get("second_reply") == "silent")

    def test_three_messages_are_the_most(self) -> None:
        drafts = [q.id for _, q in PLAYBOOKS["at-risk"].questions() if q.type == "draft"]

        assert ["warm_question", "deadline_note", "closing_note"] == drafts

    def test_a_fear_looks_again_before_it_asks(self) -> None:
        for made, path in paths("at-risk"):
            assert ("look_on" in path) == ("since" in path) == (made.get("fact_or_fear") == "fear")

    def test_where_it_ended_as_lost_the_walk_of_that_name_is_named(self) -> None:
        for made, path in paths("at-risk"):
            assert ("lost_next" in path) == (made["ended"] == "lost")
        script = asked("at-risk", "lost_next")

        assert (
            'playbook lost "Acme Studio"' == Context(MONDAY, "Acme Studio").filled(script.text).split("\n")[0]
        )

    def test_a_pause_has_a_day_and_what_was_said_is_noted(self) -> None:
        for made, path in paths("at-risk"):
            replied = "answered" in (made.get("since"), made.get("first_reply"), made.get("second_reply"))
            assert ("start_again_on" in path) == (made["ended"] == "paused")
            assert ("their_words" in path) == replied


class TestLetGo:
    def test_the_fit_and_a_nights_sleep_come_before_everything(self) -> None:
        assert {("fit", "sleep_until")} == {path[:2] for _, path in paths("let-go")}

    def test_the_letter_is_written_only_where_it_ends(self) -> None:
        for made, path in paths("let-go"):
            ends = made["decision"] == "end" or made.get("talk_outcome") == "not_mended"
            assert {ends} == {q in path for q in ("last_day", "letter", "handed_over", "closing", "outcome")}
            assert ends != ("revisit_on" in path)

    def test_there_is_nothing_to_say_first_where_nothing_would_mend_it(self) -> None:
        assert {"end", "stay"} == {
            made["decision"] for made, _ in paths("let-go") if made.get("mend") == "neither"
        }

    def test_the_letter_says_the_decision_the_day_the_rest_and_who_could_help(self) -> None:
        letter = asked("let-go", "letter").template

        assert {"contact", "last_day", "finish", "me"} == {slot.name for slot in slots(letter)}
        assert "I have decided" in letter
        assert "[A name]" in blanks(letter)
        assert not re.search(r"because|disappoint|sorry|unpaid|late\b|rate\b", letter)


class TestCheckIn:
    def test_without_an_occasion_it_ends_after_its_first_question(self) -> None:
        assert {("occasion", "not_yet")} == {
            path for made, path in paths("check-in") if made["occasion"] == "neither"
        }

    def test_two_notes_are_the_most_and_the_second_only_without_an_answer(self) -> None:
        for made, path in paths("check-in"):
            notes = {"check_in", "repair_note", "second_note"} & set(path)
            assert len(notes) <= 2
            assert ("second_note" in path) == (made.get("first_reply") == "silent")

    def test_a_note_that_was_passed_ends_it(self) -> None:
        for made, path in paths("check-in"):
            written = "check_in" in made or "repair_note" in made
            assert written == ("look_on" in path) == ("came_of_it" in path)

    def test_two_without_an_answer_are_let_rest(self) -> None:
        for made, path in paths("check-in"):
            assert ("rest" in path) == (made.get("came_of_it") == "silence")


def answers_to(question: Any, known: Context) -> st.SearchStrategy[object]:  # noqa: ANN401 - as `value_of`
    """Draw an answer that its question takes, of every kind there is."""
    days = st.integers(1, 400).map(timedelta)
    match question.type:
        case "choice":
            offered = question.offered(known)
            return st.sampled_from(
                [
                    Chosen(option.value, detail)
                    for option in offered
                    for detail in (list(question.listed[option.value].detail) or [None])
                ]
            )
        case "choices":
            slugs = [option.value for option in question.offered(known)]
            return st.lists(st.sampled_from(slugs), min_size=1, unique=True).map(tuple)
        case "draft":
            return st.builds(
                Drafted, st.text(max_size=30), st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1))
            )
        case "date":
            return days.map(lambda gap: known.today - gap if question.latest else known.today + gap)
        case "scorecard":
            return (
                st.fixed_dictionaries(
                    {}, optional={item.id: st.integers(0, question.max) for item in question.items}
                )
                .filter(bool)
                .map(question.scored)
            )
        case "number" | "money" as kind:
            amount = st.decimals(0, 99999, places=2)
            return amount if kind == "number" else amount.map(lambda value: Amount(value, "EUR"))
        case "text":
            return st.text(max_size=30).map(lambda words: cleaned(f"so {words}"))
    return st.just("done")


@each
@given(data=st.data())
def test_whatever_is_answered_the_walk_comes_to_its_end(name: str, data: st.DataObject) -> None:
    playbook = PLAYBOOKS[name]
    walk, most = walked(playbook), len(list(playbook.questions())) + len(playbook.steps)
    for _ in range(most):
        stand = walk.stand
        if isinstance(stand, Done):
            break
        reply: Reply | None = None
        if isinstance(stand, Asking) and stand.question.kept:
            known, question = walk.informed, stand.question
            reply = Skipped()
            if question.required or data.draw(st.integers(0, 3)):
                value = data.draw(answers_to(question, known))
                question.check(value, known)
                reply = Answered(question.read(question.written(value)))
        walk = gone_on(walk, stand, reply)

    assert Done() == walk.stand


# How they speak.


@each
def test_a_summary_is_short_enough_for_a_line_of_the_list(name: str) -> None:
    assert len(PLAYBOOKS[name].summary) <= 64


@each
@pytest.mark.parametrize("word", ["!", "great", "don't worry", "unfortunately", "discount", "awesome"])
def test_the_manner_is_calm(name: str, word: str) -> None:
    said = said_in(PLAYBOOKS[name])

    assert [] == [words for words in said if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words.lower())]


GUIDES = {f"{name}-{step.id}": step for name in NAMES for step in PLAYBOOKS[name].steps}


@pytest.mark.parametrize("step", GUIDES.values(), ids=GUIDES)
def test_a_guide_is_at_most_four_lines_of_72(step: Any) -> None:  # noqa: ANN401 - a step
    lines = step.guide.strip("\n").split("\n")

    assert 1 <= len(lines) <= 4
    assert max(map(len, lines)) <= 72
    assert len(step.title) <= 30


DRAFTS = {f"{name}-{question.id}": question for name, question in QUESTIONS if question.type == "draft"}


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_a_draft_offers_nothing_cheaper_and_has_blanks_and_a_name(draft: Any) -> None:  # noqa: ANN401 - a draft
    letter = f"{draft.subject}\n{draft.template}"

    assert not re.search(
        r"discount|cheap|lower|reduc|special|% |\bfree\b|\boffer|\bprice", letter, re.IGNORECASE
    )
    assert blanks(letter)
    assert {"contact", "me"} <= {slot.name for slot in slots(letter)}


def test_the_walk_for_a_loss_that_is_only_feared_names_the_one_made_for_it() -> None:
    assert "playbook at-risk" in asked("lost", "certainty").choices["suspect"].help


SOURCES = {
    "Gneezy & Epley 2014",
    "Liu 2023",
    "Gollwitzer & Sheeran 2006",
    "Alaybek 2022",
    "Halperin 2022",
}


def test_what_is_claimed_names_one_of_the_sources_and_no_folklore() -> None:
    said = " ".join(words for name in NAMES for words in said_in(PLAYBOOKS[name])).replace("\n", " ")

    assert set(re.findall(r"\(([^()]*\d{4})\)", said)) == SOURCES
    assert not re.search(r"\d ?%|five times|4-7-8", said)
