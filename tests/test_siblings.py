"""The playbooks beside `lost`: at-risk, let-go and check-in, walked from every branch to the end.

What holds for every shipped playbook is shown in `test_shipped`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import MONDAY, question_of, walked
from hypothesis import given
from hypothesis import strategies as st
from samples import read

from playbook.model.conditions import tables
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.playbook import Playbook
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


def test_a_last_answer_lies_in_the_past() -> None:
    known, question = Context(today=MONDAY), asked("at-risk", "last_reply")
    with pytest.raises(InvalidAnswer):
        question.check(question.from_typed("in 3 days", known), known)

    for words in ("12 days ago", "friday"):
        question.check(question.from_typed(words, known), known)


def branches(question: Any, decides: set[str], known: Context) -> list[Reply]:  # noqa: ANN401 - any type
    """Return the replies that a walk can tell apart, one of each."""
    if question.id not in decides:
        return [Answered(value_of(question, known)) if question.required else Skipped()]
    replies: list[Reply] = [] if question.required else [Skipped()]
    if question.type == "choice":
        return replies + [Answered(Chosen(o.value)) for o in question.offered(known)]
    if question.type == "draft":
        return [*replies, Answered(Drafted("Hello")), Answered(Drafted("Hello", MONDAY))]
    return [*replies, Answered(value_of(question, known))]


def value_of(question: Question, known: Context) -> object:
    """Return an answer that its question takes."""
    if question.type == "text":
        return "the report by Friday"
    return question.native(question.example(known), known)


def deciding(playbook: Playbook) -> set[str]:
    """Return the ids of the questions that any condition names."""
    whens = [step.when for step in playbook.steps] + [question.when for _, question in playbook.questions()]
    for _, question in playbook.questions():
        whens += [choice.when for choice in (getattr(question, "choices", None) or {}).values()]
    return {name for when in whens for table in tables(when) for name in table}


def gone_on(walk: Walk, stop: Asking | Resting, reply: Reply | None = None) -> Walk:
    """Return the walk after a wait, or after one more reply; None is a script that was read."""
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
    """Return every path of a playbook: the choices and drafts made on it, and the questions it asks."""
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


def test_the_walk_for_a_loss_that_is_only_feared_names_the_one_made_for_it() -> None:
    assert "playbook at-risk" in asked("lost", "certainty").choices["suspect"].help
