from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from builders import (
    CHOICE,
    DATE,
    DRAFT,
    FRIDAY,
    MONDAY,
    NOW,
    SCALE,
    SCORECARD,
    SCRIPT,
    TEXT,
    TUESDAY,
    WEDNESDAY,
    Page,
    Table,
    as_reply,
    asked,
    exactly,
    front,
    playbook,
    question_of,
    step,
)

from playbook.entry import Entry
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.model.types.scorecard import Scored
from playbook.money import Amount
from playbook.session.record import is_conflict, settle
from playbook.session.replies import replies_from, reply_from
from playbook.walk import Answered, Reply, Skipped, Unfinished
from playbook.written import SKIPPED, UNFINISHED, Written

LOST = playbook(
    step(
        "breathe",
        asked("sting"),
        asked("words", TEXT),
        asked("call_on", DATE, follow_up="Call {client} back"),
    ),
    step(
        "why",
        asked("reason", CHOICE),
        asked("paid", TEXT, when={"reason": "price"}),
        asked("ask_on", DATE, when={"paid": {"answered": True}}, follow_up="Ask about {paid|it}"),
        wait={"until": "call_on"},
    ),
    step("fits", asked("fit", SCORECARD), asked("letter", DRAFT)),
)
PRICE, RISE, NO_FIT = Chosen("price"), Chosen("price", "rise"), Chosen("fit")
HIGH = Scored(75, "high", {"target": 3, "pay": 3})


def replacing(old: str, new: str) -> Callable[[str], str]:
    """Return an edit by hand; what it replaces has to be there."""

    def edited(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edited


def page(*replies: tuple[str, object]) -> Page:
    """Return a page with replies recorded one after the other."""
    made = Page(LOST)
    for name, reply in replies:
        made.reply(name, reply)
    return made


def one_question(kind: Table, text: str = "", **keys: object) -> Page:
    """Return a page of one question `a`, as it stands in a file, and another `b` behind it."""
    made = Page(playbook(step("only", asked("a", kind, **keys), asked("b"))))
    made.edit(lambda begun: f"{begun}\n{text}")
    return made


class TestReading:
    def read(self, kind: Table, head: str, body: str = "") -> object:
        question = question_of(playbook(step("only", asked("a", kind))), "a")
        return reply_from(question, Written(head, body))

    def test_an_answer_reads_as_its_value(self) -> None:
        assert Answered(7) == self.read(SCALE, "7")
        assert Answered(RISE) == self.read(CHOICE, "price.rise — Price: After I raised it")
        assert exactly(Answered("one\n\ntwo")) == exactly(self.read(TEXT, "one", "\ntwo"))

    @pytest.mark.parametrize("kind", [SCALE, TEXT, CHOICE, DATE, DRAFT, SCORECARD])
    def test_one_that_was_passed_reads_so_whatever_its_type(self, kind: Table) -> None:
        assert Skipped() == self.read(kind, SKIPPED)

    @pytest.mark.parametrize("kind", [SCALE, TEXT, CHOICE, DATE, DRAFT])
    def test_one_left_half_typed_reads_so_whatever_its_type(self, kind: Table) -> None:
        assert exactly(Unfinished("half\n  of it")) == exactly(self.read(kind, UNFINISHED, "half\n  of it"))

    def test_half_a_scorecard_is_what_was_typed_for_its_items(self) -> None:
        half = "- target: 3\n  she pays late\n\t- pay: so so\n- mood: 3"

        assert Unfinished("- target: 3\n- pay: so so") == self.read(SCORECARD, UNFINISHED, half)

    def test_words_put_by_hand_beneath_a_passed_text_are_its_answer(self) -> None:
        expected = exactly(Answered("Because.\nI say so."))

        assert expected == exactly(self.read(TEXT, SKIPPED, "Because.\nI say so."))

    @pytest.mark.parametrize("kind", [SCALE, CHOICE, DATE, DRAFT, SCORECARD])
    def test_words_put_by_hand_beneath_another_that_was_passed_are_notes(self, kind: Table) -> None:
        assert Skipped() == self.read(kind, SKIPPED, "I could not say.")

    @pytest.mark.parametrize(
        ("kind", "head"), [(SCALE, "a lot"), (SCALE, ""), (TEXT, ""), (DATE, "soon"), (CHOICE, "gone — Gone")]
    )
    def test_what_its_type_cannot_read_is_no_reply(self, kind: Table, head: str) -> None:
        assert self.read(kind, head) is None

    @pytest.mark.parametrize("kind", [SCALE, CHOICE, DATE, SCORECARD, DRAFT])
    def test_words_wholly_beneath_their_id_are_no_reply_to_another_type(self, kind: Table) -> None:
        assert self.read(kind, "", "# What they said") is None

    def test_what_stands_at_a_question_that_became_a_script_is_no_reply(self) -> None:
        assert self.read(SCRIPT, "7") is None

    def test_an_answer_that_is_set_aside_is_read_too(self) -> None:
        assert {"sting": Answered(7)} == replies_from(Entry("- ~sting: 7\n"), LOST)

    def test_what_counts_goes_before_what_is_set_aside_wherever_they_stand(self) -> None:
        entry = Entry("- ~sting: 1\n- sting: 7\n- ~sting: 2\n- sting: 3\n")

        assert {"sting": Answered(7)} == replies_from(entry, LOST)

    def test_what_cannot_be_read_is_not_made_up_for_by_what_lost_to_it(self) -> None:
        assert {} == replies_from(Entry("- sting: a lot\n- ~sting: 2\n"), LOST)

    def test_an_id_that_the_playbook_has_not_is_nobodys_reply(self) -> None:
        assert {} == replies_from(Entry("- mine: 7\n"), LOST)


class TestRecording:
    def test_an_entry_reads_like_the_walk_that_made_it(self) -> None:
        made = page(("sting", 7), ("words", "We love it.\n---\n- sting: 3"), ("call_on", TUESDAY))
        made.reply("reason", RISE)

        assert (
            """\
---
playbook: "lost"
client: "Acme Studio"
language: "en"
status: "open"
started: 2026-11-23T09:14:03+01:00
updated: 2026-11-23T09:14:03+01:00
---

# Acme Studio: Losing a client

## Breathe

*What of sting?*

- sting: 7

*What of words?*

- words:
  We love it.
  ---
  - sting: 3

*What of call_on?*

- call_on: 2026-11-24

## Why

*What of reason?*

- reason: price.rise — Price: After I raised it

## Follow-ups

- [ ] 2026-11-24 Call Acme Studio back
"""
            == made.entry.text
        )

    @pytest.mark.parametrize("reply", [3, Skipped()])
    def test_another_reply_takes_the_place_of_the_one_before(self, reply: object) -> None:
        made = page(("sting", 7), ("words", "Why?"))
        before = made.entry.text

        after = made.reply("sting", reply)

        head = "3" if reply == 3 else "(skipped)"
        assert before.replace("- sting: 7\n", f"- sting: {head}\n") == after

    def test_an_answer_of_several_lines_is_replaced_whole(self) -> None:
        made = page(("words", "one\n\ntwo"), ("sting", 7))

        made.reply("words", "three")

        assert "two" not in made.entry.text
        assert Answered("three") == made.walk.replies["words"]

    @pytest.mark.parametrize("reply", [("sting", 7), ("words", "# One\n\ntwo"), ("letter", Drafted("Dear"))])
    def test_the_same_reply_again_changes_no_byte(self, reply: tuple[str, object]) -> None:
        made = page(reply)
        before = made.entry.text

        assert before == made.reply(*reply)

    def test_notes_beneath_a_number_stay_beneath_it(self) -> None:
        made = page(("sting", 7))
        made.edit(replacing("- sting: 7\n", "- sting: 7\n  It was a Monday.\n\n  And it rained.\n"))

        made.reply("sting", 3)
        made.reply("sting", Skipped())

        assert "- sting: (skipped)\n  It was a Monday.\n\n  And it rained.\n" in made.entry.text

    def test_a_passed_draft_with_words_of_the_person_keeps_them_when_it_is_answered(self) -> None:
        made = one_question(DRAFT, "- a: (skipped)\n  I wrote it on paper.\n")

        made.reply("a", Drafted("Dear Maria"))

        assert "- a: later\n\n  Dear Maria\n- ~a: (skipped)\n  I wrote it on paper.\n" in made.entry.text

    def test_words_beneath_a_passed_text_are_revised_as_the_answer_they_are(self) -> None:
        made = one_question(TEXT, "- a: (skipped)\n  It was the price.\n")

        made.reply("a", "It was the price, they say.")

        assert ["- a: It was the price, they say."] == made.lines


class TestConditions:
    def test_an_answer_whose_condition_stops_is_set_aside_by_one_character(self) -> None:
        made = page(("reason", PRICE), ("paid", "Too much\n\n  for them"))
        before = made.entry.text

        after = made.reply("reason", NO_FIT)

        expected = before.replace("- paid:", "- ~paid:")
        assert expected.replace("- reason: price — Price", "- reason: fit — No fit") == after

    def test_it_returns_verbatim_when_its_condition_holds_again(self) -> None:
        made = page(("reason", PRICE), ("paid", "Too much\n\n  for them"), ("sting", 7))
        made.edit(replacing("- paid: Too much\n", "- paid:  Too much  \n \n"))
        before = made.entry.text

        made.reply("reason", NO_FIT)
        made.reply("reason", PRICE)

        assert before == made.entry.text

    def test_what_hangs_on_an_answer_that_is_set_aside_is_set_aside_with_it(self) -> None:
        made = page(("reason", PRICE), ("paid", "Much"), ("ask_on", FRIDAY))
        follow_up = "- [ ] 2026-11-27 Ask about Much"
        assert follow_up in made.lines

        made.reply("reason", Skipped())

        assert ["- reason: (skipped)", "- ~paid: Much", "- ~ask_on: 2026-11-27"] == made.lines
        made.reply("reason", RISE)
        assert ["- paid: Much", "- ask_on: 2026-11-27", follow_up] == made.lines[1:]

    def test_half_an_answer_sets_aside_what_hung_on_the_whole(self) -> None:
        made = page(("reason", PRICE), ("paid", "Much"))

        made.reply("reason", Unfinished("pri"))

        assert ["- reason: (unfinished)", "- ~reason: price — Price", "- ~paid: Much"] == made.lines

    @pytest.mark.parametrize("reply", [Skipped(), Unfinished("ha")])
    def test_one_that_was_passed_or_half_typed_is_set_aside_and_taken_back_as_such(
        self, reply: object
    ) -> None:
        made = page(("reason", PRICE), ("paid", reply))
        before = made.entry.text

        made.reply("reason", NO_FIT)
        assert "paid" not in made.entry.answers
        made.reply("reason", PRICE)

        assert before == made.entry.text

    def test_of_several_that_are_set_aside_the_one_that_counted_returns(self) -> None:
        made = page(("reason", PRICE), ("paid", "Much"))
        made.reply("paid", "Too much", replacing("- paid: Much", "- paid: Enough"))
        assert ["- paid: Too much", "- ~paid: Enough"] == made.lines[1:]

        made.reply("reason", NO_FIT)
        assert ["- ~paid: Too much", "- ~paid: Enough"] == made.lines[1:]
        made.reply("reason", PRICE)

        assert ["- paid: Too much", "- ~paid: Enough"] == made.lines[1:]

    def test_a_second_line_of_the_person_does_not_come_to_count_where_the_condition_stops(self) -> None:
        made = page(("reason", PRICE), ("paid", "Much"))
        mine = "- paid: a line of mine\n- paid: another\n- paid: and one more\n"
        made.edit(replacing("- paid: Much\n", f"- paid: Much\n{mine}"))

        made.reply("reason", NO_FIT)
        assert "paid" not in made.entry.answers
        made.reply("reason", PRICE)

        assert Answered("Much") == made.walk.replies["paid"]
        assert f"- paid: Much\n{mine}" in made.entry.text.replace("~", "")

    def test_every_question_that_the_walk_takes_as_answered_counts_in_the_file(self) -> None:
        """Such as one whose first line set aside cannot be read, and whose second can."""
        made = one_question(SCALE, "- ~a: a lot\n- ~a: 3\n")

        made.reply("b", 1)

        counting = {name for name in made.walk.replies if name in made.walk.asked}
        assert counting == set(made.entry.answers)


class TestPassing:
    @pytest.mark.parametrize(
        ("reply", "standing"),
        [
            (Unfinished("Dear Maria"), "- ~letter: (unfinished)\n  Dear Maria\n"),
            (Answered(Drafted("Dear", MONDAY)), "- ~letter: sent 2026-11-23\n\n  Dear\n"),
        ],
    )
    def test_a_draft_that_is_passed_after_all_keeps_its_words_set_aside(
        self, reply: Reply, standing: str
    ) -> None:
        made = page(("letter", reply), ("letter", Skipped()))

        assert f"- letter: (skipped)\n{standing}" in made.entry.text
        assert Skipped() == made.walk.replies["letter"]


class TestHalfTyped:
    @pytest.mark.parametrize(("name", "half"), [("sting", "1"), ("words", "We\n\n  lo"), ("letter", "Dear")])
    def test_half_typed_words_stand_beneath_their_id_and_are_no_answer(self, name: str, half: str) -> None:
        made = page((name, Unfinished(half)))

        assert [f"- {name}: (unfinished)"] == made.lines
        assert exactly(Unfinished(half)) == exactly(made.walk.replies[name])
        assert {} == made.walk.informed.answers

    @pytest.mark.parametrize(
        ("name", "value", "standing"),
        [
            ("sting", 7, "- ~sting: 7\n"),
            ("words", "one\ntwo", "- ~words: one\n  two\n"),
            ("reason", PRICE, "- ~reason: price — Price\n"),
            ("letter", Drafted("Dear", MONDAY), "- ~letter: sent 2026-11-23\n\n  Dear\n"),
            ("fit", HIGH, "- ~fit: 75 high — Keep\n  - target: 3\n  - pay: 3\n"),
        ],
    )
    def test_half_typed_over_an_answer_the_old_one_is_kept_set_aside(
        self, name: str, value: object, standing: str
    ) -> None:
        made = page((name, value))

        made.reply(name, Unfinished("ha"))

        assert f"- {name}: (unfinished)\n  ha\n{standing}" in made.entry.text

    def test_the_answer_takes_the_place_of_what_was_half_typed_and_the_old_one_stays(self) -> None:
        made = page(("sting", 7), ("sting", Unfinished("1")))

        made.reply("sting", 10)

        assert ["- sting: 10", "- ~sting: 7"] == made.lines
        assert UNFINISHED not in made.entry.text

    def test_more_half_typed_words_take_the_place_of_fewer(self) -> None:
        made = page(("words", Unfinished("We")), ("words", Unfinished("We\nlove")))

        assert "- words: (unfinished)\n  We\n  love\n" in made.entry.text
        assert 1 == made.entry.text.count("We")

    def test_notes_beneath_a_number_stay_with_the_number_that_is_set_aside(self) -> None:
        made = page(("sting", 7))
        made.edit(replacing("- sting: 7\n", "- sting: 7\n  It was a Monday.\n"))

        made.reply("sting", Unfinished("1"))
        made.reply("sting", 1)

        assert "- sting: 1\n- ~sting: 7\n  It was a Monday.\n" in made.entry.text

    def test_notes_beneath_a_number_that_was_passed_stay_too(self) -> None:
        made = page(("sting", Skipped()))
        made.edit(replacing("(skipped)\n", "(skipped)\n  It was a Monday.\n"))

        made.reply("sting", Unfinished("1"))
        made.reply("sting", 1)

        assert "- sting: 1\n- ~sting: (skipped)\n  It was a Monday.\n" in made.entry.text

    @pytest.mark.parametrize("reply", [10, Skipped(), Unfinished("10")])
    def test_a_note_put_beneath_half_a_number_while_it_is_typed_is_not_lost(self, reply: object) -> None:
        made = page(("sting", Unfinished("1")))

        made.reply("sting", reply, replacing("  1\n", "  1\n  It was a Monday.\n"))

        assert "  It was a Monday.\n" in made.entry.text

    @pytest.mark.parametrize("reply", ["We left", Skipped(), Unfinished("We le")])
    def test_words_put_beneath_half_a_text_while_it_is_typed_are_not_lost(self, reply: object) -> None:
        made = page(("words", Unfinished("We")))

        made.reply("words", reply, replacing("  We\n", "  We\n  were told.\n"))

        assert "  were told.\n" in made.entry.text


class TestConflict:
    @pytest.mark.parametrize(
        ("name", "known", "by_hand", "ours", "expected"),
        [
            ("sting", 7, "- sting: 3", 9, "- sting: 9\n- ~sting: 3\n"),
            ("words", "one", "- words: two\n\n  three", "four", "- words: four\n- ~words: two\n\n  three\n"),
            ("words", "one", "- words: two", Skipped(), "- words: (skipped)\n- ~words: two\n"),
            ("words", "one", "- words: two", Unfinished("f"), "- words: (unfinished)\n  f\n- ~words: two\n"),
            (
                "reason",
                PRICE,
                "- reason: fit",
                RISE,
                "- reason: price.rise — Price: After I raised it\n- ~rea",
            ),
            ("call_on", MONDAY, "- call_on: soon", TUESDAY, "- call_on: 2026-11-24\n- ~call_on: soon\n"),
            (
                "letter",
                Drafted("x"),
                "- letter: later\n  y",
                Drafted("z"),
                "later\n\n  z\n- ~letter: later\n  y\n",
            ),
            (
                "fit",
                HIGH,
                "- fit: 20 low",
                HIGH.__class__(0, "low", {"pay": 0}),
                "- pay: 0\n- ~fit: 20 low\n",
            ),
        ],
    )
    def test_ours_counts_and_the_hands_version_stands_directly_beneath(
        self, name: str, known: object, by_hand: str, ours: object, expected: str
    ) -> None:
        made = page((name, known))
        answer = made.entry.answer(name)
        assert answer is not None
        standing = made.entry.text[answer.start : answer.end]

        made.reply(name, ours, replacing(standing, by_hand))

        assert expected in made.entry.text
        assert exactly(as_reply(ours)) == exactly(made.walk.replies[name])

    def test_an_answer_given_by_hand_to_the_very_question_that_is_asked_is_kept(self) -> None:
        made = page(("sting", 7))

        made.reply("words", "ours", lambda text: f"{text}\n- words: theirs\n")

        assert ["- words: ours", "- ~words: theirs"] == made.lines[1:]

    def test_notes_beneath_the_hands_version_stay_with_it(self) -> None:
        made = page(("sting", 7))

        made.reply("sting", 9, replacing("- sting: 7\n", "- sting: 3\n  It was a Monday.\n"))

        assert "- sting: 9\n- ~sting: 3\n  It was a Monday.\n" in made.entry.text

    def is_conflict(self, made: Page, name: str, ours: object, by_hand: Callable[[str], str]) -> bool:
        question, fresh = question_of(made.playbook, name), Entry(by_hand(made.entry.text))
        return is_conflict(made.entry, fresh, question, as_reply(ours))

    def test_another_value_by_hand_is_a_conflict(self) -> None:
        assert self.is_conflict(page(("sting", 7)), "sting", 9, replacing("sting: 7", "sting: 3"))
        assert self.is_conflict(page(("words", "a")), "words", "b", replacing("words: a", "words: a\n  c"))
        assert self.is_conflict(page(), "sting", 9, lambda text: f"{text}- sting: 3\n")

    def test_half_the_answer_by_hand_is_a_conflict_with_the_whole_of_it(self) -> None:
        half = replacing("words: one", "words: (unfinished)\n  two")

        assert self.is_conflict(page(("words", "one")), "words", "two", half)

    @pytest.mark.parametrize(
        ("name", "known", "ours", "by_hand"),
        [
            ("sting", 7, 9, replacing("sting: 7", "sting:   9  ")),
            ("words", "one", "two\nthree", replacing("words: one", "words: two\n  three")),
            ("sting", 7, 7, replacing("sting: 7", "sting: 7\n  It was a Monday.")),
            ("sting", 7, 9, replacing("sting: 7", "sting: 7\n  It was a Monday.")),
            ("sting", 7, 9, replacing("- sting: 7\n", "")),
            ("sting", 7, 9, replacing("- sting: 7\n", "- ~sting: 7\n")),
            ("sting", 7, 9, replacing("- sting: 7\n", "- sting: 7\n- sting: 3\n")),
            ("words", "one", "two", replacing("# Acme", "# ACME")),
        ],
        ids=["same", "same lines", "note", "note, other", "gone", "set aside", "second line", "elsewhere"],
    )
    def test_what_is_no_conflict(
        self, name: str, known: object, ours: object, by_hand: Callable[[str], str]
    ) -> None:
        assert not self.is_conflict(page((name, known)), name, ours, by_hand)

    @pytest.mark.parametrize(
        ("kind", "known", "ours", "by_hand"),
        [
            (CHOICE, NO_FIT, PRICE, "price"),
            (CHOICE, NO_FIT, RISE, "price.rise — After I raised it"),
            ({"type": "number"}, Decimal(3), Decimal(7), "7.0"),
            ({"type": "money"}, Amount(Decimal("3.00"), "EUR"), Amount(Decimal("7.00"), "EUR"), "7 eur"),
            (TEXT, "one", "two\nthree", "\n  two\n  three"),
        ],
    )
    def test_the_same_value_written_another_way_is_no_conflict(
        self, kind: Table, known: object, ours: object, by_hand: str
    ) -> None:
        made = one_question(kind)
        made.reply("a", known)
        standing = made.lines[0]

        assert not self.is_conflict(
            made, "a", ours, replacing(standing, f"- a: {by_hand}".replace(": \n", ":\n"))
        )

    def test_an_answer_taken_out_by_hand_is_given_anew(self) -> None:
        made = page(("sting", 7))

        made.reply("sting", 9, replacing("- sting: 7\n", ""))

        assert ["- sting: 9"] == made.lines

    def test_a_line_set_aside_by_hand_stays_beneath_the_new_answer(self) -> None:
        made = page(("sting", 7))

        made.reply("sting", 9, replacing("- sting: 7\n", "- ~sting: 7\n"))

        assert ["- sting: 9", "- ~sting: 7"] == made.lines


class TestNotesBeneathHalf:
    """What is half-typed is replaced; what somebody wrote beneath it is not."""

    @pytest.mark.parametrize(
        ("kind", "standing", "reply"),
        [
            (CHOICE, " a note", PRICE),
            (CHOICE, "  a note", PRICE),
            (CHOICE, "  fit\n\ta note", Unfinished("price")),
            (SCALE, "  1\n  a note", 7),
            (SCALE, "  1\n a note", Skipped()),
            ({"type": "confirm"}, "  a note", True),
        ],
    )
    def test_it_stays_set_aside(self, kind: Table, standing: str, reply: object) -> None:
        made = one_question(kind, f"- a: (unfinished)\n{standing}\n")

        made.reply("a", reply)

        assert f"\n- ~a: (unfinished)\n{standing}\n" in made.entry.text
        assert reply in (made.walk.replies["a"], getattr(made.walk.replies["a"], "value", None))

    @pytest.mark.parametrize(("kind", "half", "reply"), [(CHOICE, "fit", PRICE), (SCALE, "so so", 7)])
    def test_half_of_ours_goes(self, kind: Table, half: str, reply: object) -> None:
        made = one_question(kind, f"- a: (unfinished)\n  {half}\n")

        made.reply("a", reply)

        assert half not in made.entry.text


class TestNotesAmongMarks:
    """Whoever writes between the marks of a scorecard keeps it."""

    NOTED = (
        "- a: 25 low — Let go\n  a note above\n\n    - target: 4\n  she pays late\n  - pay: 0\n  - mood: 3\n"
    )

    @pytest.mark.parametrize(
        ("reply", "beneath"),
        [
            (
                Scored(0, "low", {"target": 1, "pay": 2}),
                ["- target: 1", "she pays late", "- pay: 2", "- mood: 3"],
            ),
            (Scored(0, "low", {"pay": 2}), ["she pays late", "- pay: 2", "- mood: 3"]),
            (Skipped(), ["she pays late", "- mood: 3"]),
        ],
    )
    def test_they_stay_where_they_stand(self, reply: object, beneath: list[str]) -> None:
        made = one_question(SCORECARD, self.NOTED)

        made.reply("a", reply)

        answer = made.entry.answer("a")
        assert answer
        assert ["a note above", "", *beneath] == answer.written.body.split("\n")
        assert not made.entry.asides("a")

    def test_they_keep_their_own_indentation(self) -> None:
        made = one_question(SCORECARD, "- a: 25 low — Let go\n\ta tab\n\t- target: 4\n one space\n")

        made.reply("a", Scored(0, "low", {"target": 1}))

        assert "\n\ta tab\n  - target: 1\n one space\n" in made.entry.text

    def test_beneath_half_a_scorecard_they_stay_and_what_was_half_typed_goes(self) -> None:
        made = one_question(SCORECARD, "- a: (unfinished)\n  - target: so so\n  she pays late\n  - pay: 1\n")

        made.reply("a", Unfinished("- target: 3"))
        assert "- a: (unfinished)\n  - target: 3\n  she pays late\n" in made.entry.text
        made.reply("a", Scored(75, "high", {"target": 3}))

        assert "- a: 75 high — Keep\n  - target: 3\n  she pays late\n" in made.entry.text
        assert ["- a: 75 high — Keep"] == made.lines

    def test_after_skipping_they_stay_beneath_the_new_answer(self) -> None:
        made = one_question(SCORECARD, self.NOTED)
        made.reply("a", Skipped())

        made.reply("a", Scored(0, "low", {"pay": 2}))

        answer = made.entry.answer("a")
        assert answer
        assert ["- pay: 2", "a note above", "", "she pays late", "- mood: 3"] == answer.written.body.split(
            "\n"
        )
        assert not made.entry.asides("a")

    def test_a_note_written_meanwhile_is_no_conflict(self) -> None:
        made = one_question(SCORECARD, self.NOTED)

        made.reply("a", Scored(0, "low", {"pay": 2}), replacing("she pays late", "she pays late\n  mostly"))

        assert "  she pays late\n  mostly\n  - pay: 2\n" in made.entry.text
        assert not made.entry.asides("a")


class TestHandEdits:
    """What somebody changes in the file while another question is asked."""

    def test_another_answer_changed_by_hand_is_adopted(self) -> None:
        made = page(("sting", 7))

        made.reply("words", "Why?", replacing("- sting: 7", "- sting: 3"))

        assert ["- sting: 3", "- words: Why?"] == made.lines
        assert Answered(3) == made.walk.replies["sting"]

    def test_conditions_follow_an_answer_changed_by_hand(self) -> None:
        made = page(("reason", PRICE), ("paid", "Much"))

        made.reply("fit", HIGH, replacing("- reason: price — Price", "- reason: fit"))
        assert ["- reason: fit", "- ~paid: Much"] == made.lines[:2]
        made.reply("sting", 7, replacing("- reason: fit", "- reason: price.rise"))

        assert ["- reason: price.rise", "- paid: Much"] == made.lines[1:3]

    @pytest.mark.parametrize("reply", ["Much", Skipped(), Unfinished("Mu")])
    def test_a_reply_whose_condition_was_ended_by_hand_while_it_was_asked_is_set_aside(
        self, reply: object
    ) -> None:
        made = page(("reason", PRICE))

        made.reply("paid", reply, replacing("- reason: price — Price", "- reason: fit"))

        assert "paid" not in made.entry.answers
        assert 1 == len(made.entry.asides("paid"))
        made.reply("reason", PRICE)
        assert exactly(as_reply(reply)) == exactly(made.walk.replies["paid"])
        assert "paid" in made.entry.answers

    @pytest.mark.parametrize("reply", ["Much", Skipped(), Unfinished("Mu")])
    def test_so_is_another_one_to_a_question_that_had_an_answer(self, reply: object) -> None:
        made = page(("reason", PRICE), ("paid", "Little"))

        made.reply("paid", reply, replacing("- reason: price — Price", "- reason: fit"))

        assert "paid" not in made.entry.answers
        first = made.entry.asides("paid")[0]
        assert exactly(as_reply(reply)) == exactly(reply_from(question_of(LOST, "paid"), first.written))

    def test_an_answer_that_its_type_cannot_read_stays_as_it_is_when_another_is_saved(self) -> None:
        made = page(("sting", 7))

        made.reply("words", "Why?", replacing("- sting: 7", "- sting: a lot"))

        assert ["- sting: a lot", "- words: Why?"] == made.lines

    def test_what_somebody_wrote_to_a_question_not_asked_yet_stays_as_it_is(self) -> None:
        made = page(("sting", 7))
        by_hand = "- fit: rather good\n  they pay\n- reason: not sure\n"

        made.reply("words", "Why?", lambda text: text + by_hand)

        assert by_hand in made.entry.text

    def test_one_that_cannot_be_read_is_not_overwritten_by_the_answer_to_its_question(self) -> None:
        made = one_question(SCALE, "- a: a lot\n  and more\n")

        made.reply("a", 7)

        assert "- a: 7\n- ~a: a lot\n  and more\n" in made.entry.text


class TestAnotherType:
    """The playbook was edited, and a question is of another type than when it was answered."""

    @pytest.mark.parametrize("kind", [SCALE, CHOICE, DATE, SCORECARD, DRAFT])
    @pytest.mark.parametrize("standing", ["- a: words\n  more", "- a:\n  # words", "- a:\n  - words\n  more"])
    def test_words_that_a_type_cannot_read_stay_and_are_asked_anew(self, kind: Table, standing: str) -> None:
        made = one_question(kind, f"{standing}\n")

        assert "a" not in made.walk.replies
        made.reply("b", 1)

        assert f"{standing}\n" in made.entry.text
        made.reply("a", Skipped())
        assert standing.replace("- a:", "- ~a:") in made.entry.text
        assert SKIPPED == made.entry.answers["a"].head

    def test_a_question_that_became_a_script_leaves_its_answer_where_it_is(self) -> None:
        made = one_question(SCRIPT, "- a: words\n  more\n")

        made.reply("b", 1)

        assert "words\n  more\n" in made.entry.text

    def test_what_was_set_aside_counts_again_once_its_type_can_read_it(self) -> None:
        made = one_question(SCALE, "- ~a: words\n")
        made.reply("b", 1)
        assert ["- ~a: words", "- b: 1"] == made.lines

        again = Page(playbook(step("only", asked("a", TEXT), asked("b"))), made.entry)
        again.reply("b", 2)

        assert ["- a: words", "- b: 2"] == again.lines

    def test_an_older_answer_that_lost_does_not_come_to_count_for_one_that_cannot_be_read(self) -> None:
        made = one_question(SCALE, "- a: a lot\n- ~a: 3\n")

        made.reply("b", 1)

        assert "a" not in made.walk.replies
        assert {"- a: a lot", "- ~a: 3", "- b: 1"} == set(made.lines)


class TestFollowUps:
    CALL = "- [ ] 2026-11-24 Call Acme Studio back"

    def follow_ups(self, made: Page) -> list[str]:
        return [line for line in made.lines if line.startswith("- [")]

    def test_a_date_makes_its_follow_up(self) -> None:
        made = page(("call_on", TUESDAY))

        assert made.entry.text.endswith(f"\n\n## Follow-ups\n\n{self.CALL}\n")

    def test_another_date_changes_the_line(self) -> None:
        made = page(("call_on", TUESDAY))
        before = made.entry.text

        after = made.reply("call_on", FRIDAY)

        assert before.replace("2026-11-24", "2026-11-27").splitlines()[8:] == after.splitlines()[8:]

    def test_other_words_change_the_line_too(self) -> None:
        made = page(("reason", PRICE), ("paid", "Much"), ("ask_on", FRIDAY))

        made.reply("paid", "Little\nenough")

        assert ["- [ ] 2026-11-27 Ask about Little enough"] == self.follow_ups(made)

    @pytest.mark.parametrize("reply", [Skipped(), Unfinished("next")])
    def test_a_date_that_is_passed_or_half_typed_has_none(self, reply: object) -> None:
        made = page(("call_on", TUESDAY))

        made.reply("call_on", reply)
        assert [] == self.follow_ups(made)
        made.reply("call_on", TUESDAY)

        assert [self.CALL] == self.follow_ups(made)

    def test_it_goes_with_a_date_that_is_set_aside_and_comes_back_with_it(self) -> None:
        made = page(("reason", PRICE), ("paid", "Much"), ("ask_on", FRIDAY))
        before = made.entry.text

        made.reply("reason", NO_FIT)
        assert [] == self.follow_ups(made)
        made.reply("reason", PRICE)

        assert before == made.entry.text

    @pytest.mark.parametrize("other", [("call_on", TUESDAY), ("sting", 7)])
    def test_to_and_fro_leaves_no_trace(self, other: tuple[str, object]) -> None:
        made = page(other, ("reason", PRICE), ("paid", "Much"), ("ask_on", FRIDAY))
        before = made.entry.text

        for _ in range(3):
            made.reply("reason", NO_FIT)
            made.reply("reason", PRICE)

        assert before == made.entry.text

    @pytest.mark.parametrize("behind", ["\n## Mine\n\nA note.\n", "A note.\n", "\n  \n", "\nA note."])
    def test_to_and_fro_does_not_push_away_what_the_person_wrote_behind(self, behind: str) -> None:
        made = page(("reason", PRICE), ("paid", "Much"), ("ask_on", FRIDAY))
        made.edit(lambda text: text + behind)
        made.reply("reason", NO_FIT)
        made.reply("reason", PRICE)
        before = made.entry.text
        assert behind.strip() in before

        for _ in range(3):
            made.reply("reason", NO_FIT)
            made.reply("reason", PRICE)

        assert before == made.entry.text

    @pytest.mark.parametrize("days", [0, 1, 40])
    def test_it_is_ticked_with_the_last_reply_of_the_step_that_waited(self, days: int) -> None:
        made = page(("call_on", TUESDAY))
        made.today = TUESDAY + timedelta(days)

        made.reply("reason", PRICE)
        assert [self.CALL] == self.follow_ups(made)
        made.reply("paid", Unfinished("Mu"))
        assert [self.CALL] == self.follow_ups(made)
        made.reply("paid", Skipped())

        assert [self.CALL.replace("[ ]", "[x]")] == self.follow_ups(made)

    def test_before_its_day_only_the_person_ticks_it(self) -> None:
        made = page(("call_on", TUESDAY), ("reason", NO_FIT))

        assert [self.CALL] == self.follow_ups(made)

    def test_it_is_ticked_once_and_no_more(self) -> None:
        made = page(("call_on", TUESDAY))
        made.today = TUESDAY
        made.reply("reason", NO_FIT)
        made.edit(replacing("- [x]", "- [ ]"))

        made.reply("reason", NO_FIT)
        made.reply("reason", Chosen("fit"))

        assert [self.CALL] == self.follow_ups(made)

    def test_one_ticked_by_hand_stays_and_another_date_makes_another(self) -> None:
        made = page(("call_on", TUESDAY))
        ticked = self.CALL.replace("[ ]", "[x]")
        made.edit(replacing(self.CALL, ticked))

        made.reply("call_on", FRIDAY)
        assert [ticked, self.CALL.replace("24", "27")] == self.follow_ups(made)
        made.reply("call_on", Skipped())

        assert [ticked] == self.follow_ups(made)

    def test_one_edited_by_hand_is_the_persons(self) -> None:
        made = page(("call_on", TUESDAY))
        edited = f"{self.CALL}, and be kind"
        made.edit(replacing(self.CALL, edited))

        made.reply("call_on", FRIDAY)
        assert [edited, self.CALL.replace("24", "27")] == self.follow_ups(made)
        made.reply("call_on", Skipped())

        assert [edited] == self.follow_ups(made)

    def test_one_taken_out_by_hand_stays_out(self) -> None:
        made = page(("call_on", TUESDAY))
        made.edit(replacing(f"{self.CALL}\n", ""))

        made.reply("sting", 7)
        made.reply("call_on", Skipped())

        assert [] == self.follow_ups(made)

    def test_lines_of_the_person_are_left_alone(self) -> None:
        made = page(("call_on", TUESDAY))
        theirs = "- [ ] 2026-11-24 Buy flowers\n- [x] 2026-11-20 Call Acme Studio back"
        made.edit(replacing(self.CALL, f"{theirs}\n{self.CALL}\n- [ ] some day"))

        made.reply("call_on", FRIDAY)
        made.reply("call_on", Skipped())

        assert [*theirs.split("\n"), "- [ ] some day"] == self.follow_ups(made)

    def test_a_date_changed_by_hand_while_another_question_is_asked_changes_it(self) -> None:
        made = page(("call_on", TUESDAY))

        made.reply("sting", 7, replacing("- call_on: 2026-11-24", "- call_on: 2026-11-27"))

        assert [self.CALL.replace("24", "27")] == self.follow_ups(made)

    def test_two_dates_with_the_same_day_and_words_keep_a_line_each_that_is_due(self) -> None:
        twice = {"follow_up": "Call"}
        made = Page(playbook(step("only", asked("a", DATE, **twice), asked("b", DATE, **twice))))
        made.reply("a", TUESDAY)
        made.reply("b", TUESDAY)

        made.reply("a", FRIDAY)

        assert {"- [ ] 2026-11-24 Call", "- [ ] 2026-11-27 Call"} == set(self.follow_ups(made))

    def test_words_that_hang_on_the_day_do_not_leave_an_old_line_behind(self) -> None:
        """In another year a day is said with its year, and so the line reads otherwise than it stands."""
        made = Page(
            playbook(step("only", asked("a", DATE), asked("b", DATE, follow_up="Ask whether {a|it} suits")))
        )
        made.reply("a", TUESDAY)
        made.reply("b", WEDNESDAY)
        made.today = date(2027, 1, 4)

        made.reply("b", date(2027, 1, 8))

        assert 1 == len(self.follow_ups(made))


class TestFrontMatter:
    def state(self, made: Page) -> tuple[str | None, str | None]:
        return made.entry.front.get("status"), made.entry.front.get("waiting_until")

    def test_it_tells_where_the_walk_stands_through_the_whole_of_it(self) -> None:
        made = Page(LOST)
        stands = []
        for name, reply in [
            ("sting", 7),
            ("words", Skipped()),
            ("call_on", FRIDAY),
            ("call_on", TUESDAY),
            ("reason", NO_FIT),
            ("fit", HIGH),
            ("letter", Drafted("Dear")),
            ("letter", Unfinished("De")),
            ("letter", Drafted("Dear", MONDAY)),
        ]:
            made.reply(name, reply)
            stands.append(self.state(made))

        waits = [("open", None)] * 2 + [("open", "2026-11-27"), ("open", "2026-11-24")]
        ends = [("open", None), ("open", None), ("done", None), ("open", None), ("done", None)]
        assert waits + ends == stands

    def test_a_change_that_opens_a_question_again_opens_the_walk_again(self) -> None:
        made = page(("sting", 7), ("words", "x"), ("call_on", Skipped()), ("reason", NO_FIT))
        made.reply("fit", HIGH)
        made.reply("letter", Skipped())
        assert ("done", None) == self.state(made)

        made.reply("reason", PRICE)

        assert ("open", None) == self.state(made)

    def test_closing_says_so_and_waits_no_more(self) -> None:
        made = page(("sting", 7), ("words", "x"), ("call_on", FRIDAY))
        assert ("open", "2026-11-27") == self.state(made)

        closed = settle(made.known, made.entry, NOW, closed=True)

        assert ("closed", None) == (closed.front["status"], closed.front.get("waiting_until"))
        assert made.entry.text.partition("# Acme")[2] == closed.text.partition("# Acme")[2]

    def test_what_is_not_ours_in_it_stays(self) -> None:
        made = page(("sting", 7))
        made.edit(replacing('status: "open"', "tags: [sad, rain]  # mine\nstatus: open # still\nowner: 'me'"))

        made.reply("sting", 3)

        assert "tags: [sad, rain]  # mine\nstatus: open # still\nowner: 'me'\n" in made.entry.text

    def test_an_entry_without_a_start_is_read_as_begun_today(self) -> None:
        made = Page(LOST, Entry.begin({**front(), "started": None}, "Acme"))

        made.reply("sting", 7)

        assert Answered(7) == made.walk.replies["sting"]


class TestDefaultTakenOver:
    """A default taken over from an earlier answer is asked again where it is another one now."""

    HANDS = playbook(
        step(
            "why",
            asked("reason", CHOICE),
            asked(
                "control",
                {"type": "choice", "choices": {"mine": "Mine", "theirs": "Theirs", "shared": "Both"}},
                default={"from": "reason", "map": {"price": "theirs", "fit": "mine"}},
            ),
            asked(
                "again",
                {**CHOICE, "choices": {"mine": "Mine", "theirs": "Theirs"}},
                default={"from": "control"},
            ),
        )
    )

    def made(self, *replies: tuple[str, object]) -> Page:
        made = Page(self.HANDS)
        for name, reply in replies:
            made.reply(name, reply)
        return made

    def test_it_is_open_and_has_the_new_one_ready(self) -> None:
        made = self.made(("reason", PRICE), ("control", Chosen("theirs")))

        made.reply("reason", NO_FIT)

        assert ["- reason: fit — No fit", "- control: (unfinished)"] == [*made.lines][:2]
        assert Unfinished("") == made.walk.replies["control"]
        question = self.HANDS.by_id["control"]
        assert Chosen("mine") == question.default_for(made.walk.informed)

    def test_one_chosen_against_it_stays(self) -> None:
        made = self.made(("reason", PRICE), ("control", Chosen("shared")))

        made.reply("reason", NO_FIT)

        assert Answered(Chosen("shared")) == made.walk.replies["control"]

    @pytest.mark.parametrize("reply", [RISE, Unfinished("no"), PRICE])
    def test_nothing_is_opened_where_it_is_the_same(self, reply: object) -> None:
        made = self.made(("reason", PRICE), ("control", Chosen("theirs")))

        made.reply("reason", reply)

        assert Answered(Chosen("theirs")) == made.walk.replies["control"]

    def test_where_there_is_none_now_it_is_simply_open(self) -> None:
        made = self.made(("reason", PRICE), ("control", Chosen("theirs")))

        made.reply("reason", Skipped())

        assert Unfinished("") == made.walk.replies["control"]

    def test_what_hangs_on_it_in_turn_is_opened_too(self) -> None:
        made = self.made(("reason", PRICE), ("control", Chosen("theirs")), ("again", Chosen("theirs")))

        made.reply("reason", NO_FIT)

        assert ["- control: (unfinished)", "- again: (unfinished)"] == [*made.lines][1:]

    def test_notes_beneath_it_stay_with_it_set_aside(self) -> None:
        made = self.made(("reason", PRICE), ("control", Chosen("theirs")))
        made.edit(replacing("- control: theirs — Theirs\n", "- control: theirs — Theirs\n  A note.\n"))

        made.reply("reason", NO_FIT)

        assert "- control: (unfinished)\n- ~control: theirs — Theirs\n  A note.\n" in made.entry.text

    def test_a_source_changed_by_hand_asks_nothing(self) -> None:
        made = self.made(("reason", PRICE), ("control", Chosen("theirs")))
        made.edit(replacing("- reason: price — Price", "- reason: fit — No fit"))

        made.reply("again", Chosen("mine"))

        assert Answered(Chosen("theirs")) == made.walk.replies["control"]

    def test_one_changed_by_hand_meanwhile_stays(self) -> None:
        made = self.made(("reason", PRICE), ("control", Chosen("theirs")))

        made.reply("reason", NO_FIT, replacing("- control: theirs", "- control: shared"))

        assert Answered(Chosen("shared")) == made.walk.replies["control"]
