from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from builders import (
    DATE,
    FRIDAY,
    MONDAY,
    SCRIPT,
    TEXT,
    TUESDAY,
    Table,
    asked,
    playbook,
    step,
    walked,
)
from hypothesis import given
from hypothesis import strategies as st

from playbook.model.playbook import Playbook
from playbook.walk import Asking, Done, Resting, Skipped, Stand, Unfinished, Walk

THREE = playbook(
    step("first", asked("sting"), asked("words", TEXT)), step("second", asked("door", TEXT), asked("fit"))
)
ASKS_MORE = playbook(
    step("first", asked("sting"), asked("words", TEXT, when={"sting": {"min": 5}})),
    step("angry", asked("at_whom", TEXT), when={"words": {"answered": True}}),
    step("last", asked("rest", TEXT, when=[{"at_whom": {"answered": False}}, {"sting": 10}])),
)


def at(stand: Stand) -> str:
    """Return the id of the question at which a walk stands."""
    assert isinstance(stand, Asking)
    return stand.question.id


def names(walk: Walk) -> list[str]:
    return list(walk.asked)


def name_before(walk: Walk, name: str) -> str | None:
    before = walk.before(name)
    return before.question.id if before else None


class TestNextQuestion:
    def test_a_walk_begins_at_its_first_question(self) -> None:
        stand = walked(THREE).stand

        assert isinstance(stand, Asking)
        assert (1, "First", "sting") == (stand.number, stand.step.title, stand.question.id)

    def test_the_first_question_without_a_reply_is_next(self) -> None:
        assert "door" == at(walked(THREE, {"sting": 7, "words": "Why", "fit": 3}).stand)

    def test_a_question_that_was_passed_is_not_asked_again(self) -> None:
        assert "words" == at(walked(THREE, {"sting": Skipped()}).stand)

    def test_a_question_left_half_typed_is_asked_again(self) -> None:
        assert "sting" == at(walked(THREE, {"sting": Unfinished("1"), "words": "Why"}).stand)

    def test_a_walk_is_done_when_all_have_a_reply(self) -> None:
        replies = {"sting": 7, "words": Skipped(), "door": "Open", "fit": Skipped()}

        assert Done() == walked(THREE, replies).stand

    def test_a_walk_without_questions_is_done(self) -> None:
        assert Done() == walked(playbook(step("empty"))).stand

    def test_a_reply_to_no_question_of_the_playbook_changes_nothing(self) -> None:
        assert walked(THREE, {"sting": 7}).stand == walked(THREE, {"sting": 7, "gone": "x"}).stand

    def test_the_number_of_a_step_counts_those_that_are_passed_over(self) -> None:
        stand = walked(ASKS_MORE, {"sting": 1}).stand

        assert isinstance(stand, Asking)
        assert (3, "rest") == (stand.number, stand.question.id)


class TestConditions:
    def test_a_question_belongs_to_the_walk_while_its_condition_holds(self) -> None:
        assert ["sting", "words", "rest"] == names(walked(ASKS_MORE, {"sting": 5}))
        assert ["sting", "rest"] == names(walked(ASKS_MORE, {"sting": 4}))

    def test_what_was_passed_or_half_typed_holds_no_value(self) -> None:
        assert ["sting", "rest"] == names(walked(ASKS_MORE, {"sting": Skipped()}))
        assert ["sting", "rest"] == names(walked(ASKS_MORE, {"sting": Unfinished("7")}))

    def test_the_condition_of_a_step_holds_for_all_its_questions(self) -> None:
        assert ["sting", "words", "at_whom", "rest"] == names(walked(ASKS_MORE, {"sting": 5, "words": "Why"}))

    def test_an_answer_that_is_set_aside_decides_nothing_behind_it(self) -> None:
        replies = {"sting": 1, "words": "Why", "at_whom": "Them"}

        walk = walked(ASKS_MORE, replies)

        assert {"sting", "rest"} == walk.asked.keys()
        assert {"sting"} == set(walk.informed.answers)
        assert "rest" == at(walk.stand)

    def test_an_answer_that_was_set_aside_returns_with_all_that_hung_on_it(self) -> None:
        replies = {"sting": 7, "words": "Why", "at_whom": "Them"}

        walk = walked(ASKS_MORE, replies)

        assert {"sting", "words", "at_whom"} == walk.asked.keys()
        assert replies == {name: given.value for name, given in walk.informed.answers.items()}
        assert Done() == walk.stand

    def test_any_one_of_several_tables_is_enough(self) -> None:
        replies = {"sting": 10, "words": "Why", "at_whom": "Them"}

        assert "rest" == at(walked(ASKS_MORE, replies).stand)


class TestBack:
    @pytest.mark.parametrize(
        ("name", "before"), [("sting", None), ("words", "sting"), ("door", "words"), ("fit", "door")]
    )
    def test_back_leads_to_the_question_before_over_steps(self, name: str, before: str | None) -> None:
        assert before == name_before(walked(THREE, {"sting": 7, "words": "Why"}), name)

    def test_back_passes_over_what_a_condition_passes_over(self) -> None:
        assert "sting" == name_before(walked(ASKS_MORE, {"sting": 4}), "rest")

    def test_back_leads_there_from_a_question_whose_condition_ended_while_it_was_asked(self) -> None:
        walk = walked(ASKS_MORE, {"sting": 4, "rest": "Slept"})

        assert ["sting", "sting"] == [name_before(walk, name) for name in ("words", "at_whom")]

    def test_back_leads_to_questions_that_were_passed_or_half_typed(self) -> None:
        replies = {"sting": Skipped(), "words": Unfinished("Wh")}

        walk = walked(THREE, replies)

        assert ["words", "sting"] == [name_before(walk, name) for name in ("door", "words")]

    def test_back_leads_over_a_wait_to_the_day_that_was_waited_for(self) -> None:
        waits = playbook(
            step("first", asked("call_on", DATE)),
            step("second", asked("why", TEXT), wait={"until": "call_on"}),
        )

        assert "call_on" == name_before(walked(waits, {"call_on": FRIDAY}), "why")

    def test_back_leads_to_a_script_too(self) -> None:
        speaks = playbook(step("first", asked("speech", SCRIPT), asked("why", TEXT)))

        assert "speech" == name_before(walked(speaks), "why")


UNTIL = playbook(
    step("first", asked("call_on", DATE), asked("sting")),
    step("second", asked("why", TEXT), asked("door", TEXT), wait={"until": "call_on"}),
    step("third", asked("fit")),
)


def waiting(**wait: object) -> Playbook:
    return playbook(step("first", asked("call_on", DATE)), step("second", asked("why", TEXT), wait=wait))


class TestWaits:
    def test_a_step_waits_until_its_day(self) -> None:
        stand = walked(UNTIL, {"call_on": TUESDAY, "sting": 7}).stand

        assert isinstance(stand, Resting)
        assert (2, "second", TUESDAY) == (stand.number, stand.step.id, stand.until)
        assert stand.question is UNTIL.by_id.get("call_on")

    @pytest.mark.parametrize("today", [TUESDAY, FRIDAY])
    def test_it_begins_on_that_day_and_after(self, today: date) -> None:
        assert "why" == at(walked(UNTIL, {"call_on": TUESDAY, "sting": 7}, today=today).stand)

    def test_what_comes_before_the_wait_is_asked_first(self) -> None:
        assert "sting" == at(walked(UNTIL, {"call_on": TUESDAY}).stand)

    @pytest.mark.parametrize("reply", [Skipped(), Unfinished("next we")])
    def test_a_date_that_was_not_answered_makes_no_wait(self, reply: Skipped | Unfinished) -> None:
        stands = walked(UNTIL, {"call_on": reply, "sting": 7}).stand

        assert ("call_on" if isinstance(reply, Unfinished) else "why") == at(stands)

    def test_a_date_that_is_set_aside_makes_no_wait(self) -> None:
        aside = playbook(
            step("first", asked("sting"), asked("call_on", DATE, when={"sting": 7})),
            step("second", asked("why", TEXT), wait={"until": "call_on"}),
        )

        assert "why" == at(walked(aside, {"sting": 1, "call_on": FRIDAY}).stand)
        assert isinstance(walked(aside, {"sting": 7, "call_on": FRIDAY}).stand, Resting)

    def test_a_step_waits_some_days_after_a_date(self) -> None:
        called = {"call_on": MONDAY - timedelta(2)}

        resting = walked(waiting(days=3, after="call_on"), called).stand

        assert isinstance(resting, Resting)
        assert (TUESDAY, None) == (resting.until, resting.question)
        assert "why" == at(walked(waiting(days=3, after="call_on"), called, today=TUESDAY).stand)

    def test_some_days_after_several_dates_count_from_the_last_that_was_answered(self) -> None:
        twice = playbook(
            step("first", *(asked(name, DATE) for name in ("call_on", "again_on", "third_on"))),
            step(
                "second", asked("why", TEXT), wait={"days": 3, "after": ["call_on", "again_on", "third_on"]}
            ),
        )
        replies = {"call_on": MONDAY, "again_on": FRIDAY, "third_on": Skipped()}

        assert FRIDAY + timedelta(3) == walked(twice, replies).stand.until  # type: ignore[union-attr]  # rests
        replies["again_on"] = Skipped()
        assert MONDAY + timedelta(3) == walked(twice, replies).stand.until  # type: ignore[union-attr]  # rests

    def test_some_days_after_a_date_that_was_skipped_count_from_the_start(self) -> None:
        resting = walked(waiting(days=3, after="call_on"), {"call_on": Skipped()}).stand

        assert isinstance(resting, Resting)
        assert MONDAY + timedelta(3) == resting.until

    def test_a_wait_of_days_without_a_date_counts_from_the_start(self) -> None:
        since_start = waiting(days=90)
        end = MONDAY + timedelta(90)

        resting = walked(since_start, {"call_on": MONDAY}, today=end - timedelta(1)).stand

        assert isinstance(resting, Resting)
        assert (end, None) == (resting.until, resting.question)
        assert "why" == at(walked(since_start, {"call_on": MONDAY}, today=end).stand)

    @pytest.mark.parametrize("reply", ["Because", Skipped(), Unfinished("Bec")])
    def test_a_step_that_has_begun_does_not_wait(self, reply: object) -> None:
        replies = {"call_on": FRIDAY, "sting": 7, "why": reply}

        assert ("why" if isinstance(reply, Unfinished) else "door") == at(walked(UNTIL, replies).stand)

    def test_a_step_that_is_told_to_begin_does_not_wait(self) -> None:
        assert "why" == at(walked(UNTIL, {"call_on": FRIDAY, "sting": 7}, begun=["second"]).stand)

    def test_a_clock_that_jumps_back_lets_what_has_begun_go_on_and_the_rest_wait_again(self) -> None:
        answered = {"call_on": TUESDAY, "sting": 7}

        assert "why" == at(walked(UNTIL, answered, today=TUESDAY).stand)
        assert isinstance(walked(UNTIL, answered, today=MONDAY - timedelta(400)).stand, Resting)
        begun = walked(UNTIL, {**answered, "why": "Because"}, today=MONDAY - timedelta(400))
        assert "door" == at(begun.stand)

    def test_a_reply_that_is_set_aside_does_not_begin_its_step(self) -> None:
        aside = playbook(
            step("first", asked("sting"), asked("call_on", DATE)),
            step(
                "second",
                asked("why", TEXT, when={"sting": 7}),
                asked("door", TEXT),
                wait={"until": "call_on"},
            ),
        )

        replies = {"sting": 1, "call_on": FRIDAY, "why": "Because"}

        assert isinstance(walked(aside, replies).stand, Resting)

    def test_a_step_waits_though_a_later_one_has_replies(self) -> None:
        replies = {"call_on": FRIDAY, "sting": 7, "fit": 3}

        assert isinstance(walked(UNTIL, replies).stand, Resting)

    def test_a_step_that_is_passed_over_waits_for_nothing(self) -> None:
        passed = playbook(
            step("first", asked("sting"), asked("call_on", DATE)),
            step("second", asked("why", TEXT), wait={"until": "call_on"}, when={"sting": 7}),
            step("third", asked("fit")),
        )

        assert "fit" == at(walked(passed, {"sting": 1, "call_on": FRIDAY}).stand)

    @pytest.mark.parametrize("days", [1, 3650])
    def test_a_wait_that_ends_after_the_last_of_all_days_is_still_a_wait(self, days: int) -> None:
        walk = walked(waiting(days=days, after="call_on"), {"call_on": date.max})

        assert isinstance(walk.stand, Resting)

    def test_a_walk_that_began_on_the_last_of_all_days_still_waits(self) -> None:
        walk = walked(waiting(days=90), {"call_on": MONDAY}, started=date.max)

        assert isinstance(walk.stand, Resting)


SPEAKS = playbook(
    step("first", asked("sting"), asked("speech", SCRIPT), asked("why", TEXT)),
    step("second", asked("farewell", SCRIPT)),
)


class TestScripts:
    def test_a_script_is_shown_when_its_turn_comes(self) -> None:
        assert "speech" == at(walked(SPEAKS, {"sting": 7}).stand)

    def test_once_shown_it_is_not_shown_again_in_this_sitting(self) -> None:
        assert "why" == at(walked(SPEAKS, {"sting": 7}, heard=["speech"]).stand)

    @pytest.mark.parametrize("reply", ["Because", Skipped(), Unfinished("Bec")])
    def test_it_is_not_shown_again_once_something_behind_it_has_a_reply(self, reply: object) -> None:
        replies = {"sting": 7, "why": reply}

        assert ("why" if isinstance(reply, Unfinished) else "farewell") == at(walked(SPEAKS, replies).stand)

    def test_a_reply_behind_it_that_is_set_aside_does_not_tell_that_it_was_shown(self) -> None:
        aside = playbook(
            step("first", asked("sting"), asked("speech", SCRIPT), asked("why", TEXT, when={"sting": 7}))
        )

        assert "speech" == at(walked(aside, {"sting": 1, "why": "Because"}).stand)

    def test_the_last_one_is_shown_before_the_walk_is_done(self) -> None:
        replies = {"sting": 7, "why": "Because"}

        assert "farewell" == at(walked(SPEAKS, replies).stand)
        assert Done() == walked(SPEAKS, replies, heard=["farewell"]).stand

    def test_a_script_waits_with_its_step(self) -> None:
        waits = playbook(
            step("first", asked("call_on", DATE)),
            step("second", asked("speech", SCRIPT), asked("why", TEXT), wait={"until": "call_on"}),
        )

        assert isinstance(walked(waits, {"call_on": FRIDAY}).stand, Resting)
        assert "speech" == at(walked(waits, {"call_on": FRIDAY}, today=FRIDAY).stand)


@st.composite
def plain_walks(draw: st.DrawFn) -> tuple[list[Table], dict[str, object]]:
    """Steps of scales, each perhaps asked only after an answer of 5 or more, and replies to some."""
    steps, replies, earlier = list[Table](), dict[str, object](), list[str]()
    for number in range(draw(st.integers(1, 3))):
        questions = []
        for letter in "abc"[: draw(st.integers(0, 3))]:
            name = f"q{number}{letter}"
            named = draw(st.lists(st.sampled_from(earlier), max_size=2)) if earlier else []
            when = {other: {"min": 5} for other in named}
            questions.append(asked(name, **({"when": when} if when else {})))
            earlier.append(name)
            reply = draw(st.sampled_from([None, 1, 9, Skipped(), Unfinished("1")]))
            replies |= {} if reply is None else {name: reply}
        steps.append(step(f"s{number}", *questions))
    return steps, replies


@given(plain_walks())
def test_a_walk_stands_at_the_first_open_question_and_back_leads_through_all_before_it(
    drawn: tuple[list[Table], dict[str, object]],
) -> None:
    steps, replies = drawn
    counting, belongs = set[str](), list[str]()
    for question in (question for one in steps for question in one["question"]):
        if all(name in counting for name in question.get("when", {})):
            belongs.append(question["id"])
            counting |= {question["id"]} if replies.get(question["id"]) == 9 else set()

    walk = walked(playbook(*steps), replies)

    still_open = [n for n in belongs if isinstance(replies.get(n), Unfinished | None)]
    assert belongs == names(walk)
    assert still_open[:1] == ([at(walk.stand)] if isinstance(walk.stand, Asking) else [])
    assert [(None, name) for name in belongs[:1]] + list(pairwise(belongs)) == [
        (name_before(walk, name), name) for name in belongs
    ]
