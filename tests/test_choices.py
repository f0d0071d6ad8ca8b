"""`choice`, `choices`, `confirm`, `text` and `draft`: how they are kept, and what they refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import KNOWN, SAMPLE, SUNDAY, known, question, read, sample

from playbook.invalid import InvalidAnswer
from playbook.model.context import Context
from playbook.model.types import Question
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted, DraftQuestion
from playbook.model.validation import read_part
from playbook.written import Written, cleaned, on_one_line

REASON = sample("reason")
OFFER = sample("offer")
FEELINGS = sample("feelings")
ANGRY = sample("angry")
REPLY = sample("holding_reply")

KEPT: dict[str, tuple[Question, Any, Written]] = {
    "choice": (REASON, Chosen("budget_cut"), Written("budget_cut — Money was cut")),
    "choice with a detail": (
        REASON,
        Chosen("price", "rate_rise"),
        Written("price.rate_rise — Price: After I raised it"),
    ),
    "choice whose detail was skipped": (REASON, Chosen("price"), Written("price — Price")),
    "choices": (FEELINGS, ("hurt", "worried"), Written("hurt, worried — Hurt, Worried")),
    "yes": (ANGRY, True, Written("yes")),
    "no": (ANGRY, False, Written("no")),
    "scale": (sample("sting"), 7, Written("7")),
    "date": (question("date"), date(2026, 11, 24), Written("2026-11-24")),
    "draft sent": (
        REPLY,
        Drafted("Thank you.\n\nAda", date(2026, 11, 22)),
        Written("sent 2026-11-22", "\nThank you.\n\nAda"),
    ),
    "draft for later": (REPLY, Drafted("Thank you."), Written("later", "\nThank you.")),
    "pause": (sample("pause"), "done", Written("done")),
    "text": (
        question("text"),
        "We love it, but\nthe board froze it.",
        Written("We love it, but", "the board froze it."),
    ),
    "text like a list": (question("text"), "- one\n- two", Written("", "- one\n- two")),
    "text like our own words": (question("text"), "(skipped)", Written("", "(skipped)")),
    "text like a heading": (question("text"), "Plainly\n===", Written("", "Plainly\n===")),
}


@pytest.mark.parametrize(("asked", "value", "expected"), KEPT.values(), ids=KEPT)
def test_an_answer_stands_in_the_journal(asked: Question, value: object, expected: Written) -> None:
    assert expected == asked.written(value)
    assert value == asked.read(expected)


BY_HAND: dict[str, tuple[Question, str, Any]] = {
    "a slug alone": (REASON, "price", Chosen("price")),
    "a slug with its detail alone": (REASON, "price.terms", Chosen("price", "terms")),
    "another label": (REASON, "price — Too dear", Chosen("price")),
    "several in another order": (FEELINGS, "worried, hurt", ("hurt", "worried")),
    "several without blanks": (FEELINGS, "hurt,worried — both", ("hurt", "worried")),
    "more than at most, chosen before there was a most": (
        FEELINGS,
        "hurt, worried, relieved",
        ("hurt", "worried", "relieved"),
    ),
}


@pytest.mark.parametrize(("asked", "head", "expected"), BY_HAND.values(), ids=BY_HAND)
def test_an_answer_written_by_hand_is_read(asked: Question, head: str, expected: object) -> None:
    assert expected == asked.read(Written(head))


UNREADABLE: dict[str, tuple[Question, Written, str]] = {
    "choice: none of them": (REASON, Written("prize — Price"), "did you mean `price`?"),
    "choice: nothing": (REASON, Written(""), "one of its choices"),
    "choice: none of its details": (REASON, Written("price.term — Price"), "did you mean `terms`?"),
    "choice: two details": (REASON, Written("price.terms.more"), "has no detail"),
    "choices: one that is none": (FEELINGS, Written("hurt, angry"), "not one of its choices"),
    "choices: nothing": (FEELINGS, Written(""), "one of its choices"),
    "confirm": (ANGRY, Written("perhaps"), "yes or no"),
    "scale": (sample("sting"), Written("11"), "from 0 to 10"),
    "date": (question("date"), Written("tomorrow"), "2026-12-01"),
    "draft: another state": (REPLY, Written("posted 2026-11-22", "Hm."), "`later`, or `sent`"),
    "draft: no day": (REPLY, Written("sent", "Hm."), "2026-12-01"),
    "draft: no such day": (REPLY, Written("sent 2026-02-30", "Hm."), "2026-12-01"),
    "pause": (sample("pause"), Written("yes"), "`done`"),
    "text": (question("text"), Written("", " \n\t"), "no words"),
}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (Written("sent 2026-11-22", "Thank you.\n\nAda"), Drafted("Thank you.\n\nAda", date(2026, 11, 22))),
        (Written("sent 2026-11-22 Thank you."), Drafted("Thank you.", date(2026, 11, 22))),
        (Written("sent 2026-11-22 Thank you.", "\nAda"), Drafted("Thank you.\n\nAda", date(2026, 11, 22))),
        (Written("later Thank you.", "Ada"), Drafted("Thank you.\nAda")),
    ],
)
def test_a_draft_reads_the_same_however_its_lines_were_joined(written: Written, value: Drafted) -> None:
    assert value == REPLY.read(written)


@pytest.mark.parametrize(("asked", "written", "says"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_answer_is_unreadable(asked: Question, written: Written, says: str) -> None:
    with pytest.raises(InvalidAnswer) as unreadable:
        asked.read(written)

    assert says in str(unreadable.value)


def refusal(asked: Question, value: object, **answers: Any) -> str:  # noqa: ANN401 - as its question has it
    try:
        asked.check(value, known(**answers))
    except InvalidAnswer as unreadable:
        return str(unreadable)
    return ""


def test_a_choice_is_offered_where_its_condition_holds() -> None:
    assert "" == refusal(OFFER, Chosen("guarantee"), angry=False)
    assert "`guarantee` is not offered here" in refusal(OFFER, Chosen("guarantee"), angry=True)
    assert "`guarantee` is not offered here" in refusal(OFFER, Chosen("guarantee"))
    assert "" == refusal(OFFER, Chosen("repair"))


def test_of_several_choices_each_has_to_be_offered() -> None:
    asked = read(
        SAMPLE
        + '\n[[step.question]]\nid = "it"\ntype = "choices"\nprompt = "?"\n'
        + 'choices = { a = "A", b = { label = "B", when = { angry = true } } }\n'
    ).by_id["it"]

    assert asked is not None
    assert "" == refusal(asked, ("a", "b"), angry=True)
    assert "`b` is not offered here" in refusal(asked, ("a", "b"), angry=False)


def test_several_choices_are_as_many_as_they_may_be() -> None:
    asked = question("choices", 'min = 2\nmax = 2\nchoices = { a = "A", b = "B", c = "C" }')

    assert "Choose at least 2." == refusal(asked, ("a",))
    assert "" == refusal(asked, ("a", "b"))
    assert "Choose 2 at most." == refusal(asked, ("a", "b", "c"))


def test_an_exclusive_choice_stands_alone_and_is_as_many_as_are_wanted() -> None:
    keys = 'min = 2\nchoices = { a = "A", b = "B", none = { label = "None", exclusive = true } }'
    asked = question("choices", keys)

    assert "“None” goes with no other" in refusal(asked, ("a", "none"))
    assert "" == refusal(asked, ("none",))
    assert "" == refusal(asked, ("a", "b"))


def test_words_have_as_much_room_as_they_may_have() -> None:
    asked = question("text", "max_length = 3")

    assert "" == refusal(asked, "a\nb")
    assert "That is 4 characters; there is room for 3." in refusal(asked, "four")
    assert "" == refusal(asked, "👋👋👋")


SHOWN: dict[str, tuple[Question, Any, str]] = {
    "choice": (REASON, Chosen("budget_cut"), "Money was cut"),
    "choice with a detail": (REASON, Chosen("price", "terms"), "Price: Terms"),
    "choices": (FEELINGS, ("hurt", "worried"), "Hurt, Worried"),
    "confirm": (ANGRY, True, "yes"),
    "date": (question("date"), date(2027, 1, 4), "Monday 4 January 2027"),
    "draft sent": (REPLY, Drafted("Thanks.", SUNDAY), "Sent, Sunday 22 November"),
    "draft for later": (REPLY, Drafted("Thanks."), "Kept for later"),
    "text": (question("text"), "a\nb", "a\nb"),
}


@pytest.mark.parametrize(("asked", "value", "expected"), SHOWN.values(), ids=SHOWN)
def test_an_answer_is_said_as_a_person_would_read_it(asked: Question, value: object, expected: str) -> None:
    assert expected == asked.shown(value, KNOWN)


def test_a_label_of_many_lines_stays_on_the_line_of_the_answer() -> None:
    asked = question("choice", 'choices = { a = """\nOne\n- b: two""" }')

    assert Written("a — One - b: two") == asked.written(Chosen("a"))
    assert Chosen("a") == asked.read(asked.written(Chosen("a")))


LABELS = st.text(max_size=20).filter(on_one_line)


@given(LABELS, LABELS)
def test_a_label_never_changes_what_is_read_back(label: str, detail: str) -> None:
    choices = {"a": {"label": label, "detail": {"b": detail}}, "c": {"label": detail}}
    asked = read_part(type(REASON), {"id": "it", "type": "choice", "prompt": "?", "choices": choices})
    several = read_part(
        type(FEELINGS), {"id": "it", "type": "choices", "prompt": "?", "choices": {"a": label, "c": detail}}
    )

    for value in (Chosen("a"), Chosen("a", "b"), Chosen("c")):
        assert value == asked.read(asked.written(value))
    assert ("a", "c") == several.read(several.written(("a", "c")))


def letter(asked: Question | None, now: Context = KNOWN) -> str:
    """Return the message of a draft."""
    if not isinstance(asked, DraftQuestion):
        raise TypeError(asked)
    return asked.letter(now)


def test_a_letter_is_filled_and_its_blanks_stay() -> None:
    made = letter(REPLY, known(callback_on=date(2026, 11, 24)))

    assert (
        "Subject: Thank you\n\nThank you for telling me.\nMay I call on Tuesday 24 November?\n"
        "Meanwhile [what is under way] goes on. Ada"
    ) == made


def test_a_letter_without_a_subject_has_no_line_for_one() -> None:
    asked = question("draft", 'template = """\n\nHello {client},\n\n  thanks.\n\n"""')

    assert "Hello Acme Studio,\n\n  thanks." == letter(asked)


def test_the_subject_of_a_letter_is_one_line() -> None:
    asked = read(
        f'{SAMPLE}\n[[step.question]]\nid = "it"\ntype = "draft"\nprompt = "?"\n'
        'subject = "On {promise|it}"\ntemplate = "{promise|it}"\n'
    ).by_id["it"]

    assert "Subject: On a b\n\na\nb" == letter(asked, known(promise="a\nb"))


def test_a_letter_kept_with_nothing_in_it_reads_back_as_it_was() -> None:
    assert Drafted("") == REPLY.read(REPLY.written(Drafted("")))


@given(st.text(max_size=60))
def test_a_letter_is_kept_cleaned(text: str) -> None:
    assert Drafted(cleaned(text)) == REPLY.read(REPLY.written(Drafted(text)))


def test_a_name_that_is_not_configured_is_a_blank_of_the_letter() -> None:
    asked = question("draft", 'template = "Yours, {me}"')

    assert "Yours, [your name]" == letter(asked, KNOWN._replace(me=""))
