"""How each type of question reads its answer from TOML: an answers file, or a default."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest
from samples import KNOWN, SUNDAY, question, sample

from playbook.invalid import InvalidAnswer
from playbook.model.types import Question
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.money import Amount

NATIVE: dict[str, tuple[Question, object, object]] = {
    "text": (question("text"), " We love it. \r\n\r\n", " We love it."),
    "choice": (sample("reason"), "price", Chosen("price")),
    "choice with a detail": (sample("reason"), "price.rate_rise", Chosen("price", "rate_rise")),
    "borrowed choice": (sample("told"), "replaced.rival", Chosen("replaced", "rival")),
    "choices": (sample("feelings"), ["relieved", "hurt"], ("hurt", "relieved")),
    "choices there twice": (sample("feelings"), ["hurt", "hurt"], ("hurt",)),
    "confirm": (sample("angry"), True, True),
    "confirm in words": (sample("angry"), "no", False),
    "scale": (sample("sting"), 10, 10),
    "number": (sample("hours"), 2, Decimal(2)),
    "number with decimals": (sample("hours"), 0.1, Decimal("0.1")),
    "money": (sample("monthly_value"), 1200, Amount(Decimal("1200.00"), "EUR")),
    "money with cents": (sample("monthly_value"), 1200.5, Amount(Decimal("1200.50"), "EUR")),
    "money with its currency": (sample("monthly_value"), "1200 USD", Amount(Decimal("1200.00"), "USD")),
    "date": (question("date"), date(2026, 11, 24), date(2026, 11, 24)),
    "date in words": (question("date"), "in 3 weeks", date(2026, 12, 13)),
    "date in quotation marks": (question("date"), "2026-12-01", date(2026, 12, 1)),
    "draft sent today": (
        sample("holding_reply"),
        {"state": "sent", "text": "Thank you.\n"},
        Drafted("Thank you.", SUNDAY),
    ),
    "draft sent before": (
        sample("holding_reply"),
        {"state": "sent", "on": date(2026, 11, 20), "text": "Thank you."},
        Drafted("Thank you.", date(2026, 11, 20)),
    ),
    "draft for later": (sample("holding_reply"), {"state": "later", "text": "Hm."}, Drafted("Hm.")),
    "breathe": (sample("pause"), "done", "done"),
}


@pytest.mark.parametrize(("asked", "raw", "expected"), NATIVE.values(), ids=NATIVE)
def test_an_answers_file_holds_native_types(asked: Question, raw: object, expected: object) -> None:
    assert expected == asked.native(raw, KNOWN)


REFUSED: dict[str, tuple[Question, object, str]] = {
    "text: a number": (question("text"), 5, "quotation marks"),
    "text: only blanks": (question("text"), " \n ", "no words"),
    "text: too long": (question("text", "max_length = 3"), "four", "room for 3"),
    "choice: a number": (sample("reason"), 1, '"budget_cut"'),
    "choice: a list": (sample("reason"), ["price"], '"budget_cut"'),
    "choice: none of its choices": (sample("reason"), "prize", "did you mean `price`?"),
    "choice: none of its details": (sample("reason"), "price.term", "did you mean `terms`?"),
    "choice: half a detail": (sample("reason"), "price.", "has no detail"),
    "choice: a label": (sample("reason"), "Price", "did you mean `price`?"),
    "choices: words": (sample("feelings"), "hurt", '["hurt"]'),
    "choices: none of its choices": (sample("feelings"), ["hurt", "angry"], "not one of its choices"),
    "choices: a number": (sample("feelings"), [1], '["hurt"]'),
    "choices: too many": (sample("feelings"), ["hurt", "worried", "relieved"], "2 at most"),
    "choices: too few": (question("choices", 'min = 2\nchoices = { a = "A", b = "B" }'), ["a"], "at least 2"),
    "confirm: a number": (sample("angry"), 1, "true or false"),
    "confirm: a word": (sample("angry"), "maybe", "true or false"),
    "scale: beyond its end": (sample("sting"), 11, "from 0 to 10"),
    "scale: half a step": (sample("sting"), 7.0, "from 0 to 10"),
    "scale: true": (sample("sting"), True, "from 0 to 10"),
    "scale: words": (sample("sting"), "7", "without quotation marks"),
    "number: words": (sample("hours"), "7", "without quotation marks"),
    "number: true": (sample("hours"), True, "a number"),
    "number: beyond its end": (sample("hours"), 99.6, "more than 99.5"),
    "number: below its end": (sample("hours"), -0.1, "less than 0"),
    "number: no number": (sample("hours"), float("nan"), "a number"),
    "number: too large": (question("number"), 10**15, "larger"),
    "money: true": (sample("monthly_value"), True, '"1200 USD"'),
    "money: three decimals": (sample("monthly_value"), 1.005, "two decimals"),
    "money: words": (sample("monthly_value"), "a lot", "1200 USD"),
    "date: a number": (question("date"), 5, "2026-12-01"),
    "date: no day": (question("date"), "someday", "2026-12-01"),
    "scorecard: a number": (sample("fit"), 62, "{ target = 4 }"),
    "scorecard: nothing": (sample("fit"), {}, "{ target = 4 }"),
    "scorecard: none of its items": (sample("fit"), {"tarket": 3}, "did you mean `target`?"),
    "scorecard: beyond the highest mark": (sample("fit"), {"target": 5}, "from 0 to 4"),
    "scorecard: half a mark": (sample("fit"), {"target": 0.5}, "a whole number"),
    "scorecard: true": (sample("fit"), {"target": True}, "a whole number"),
    "draft: another state": (sample("holding_reply"), {"state": "posted"}, '"sent"'),
    "draft: an unknown key": (sample("holding_reply"), {"state": "sent", "to": "x"}, "there is no `to`"),
    "draft: no day": (sample("holding_reply"), {"state": "sent", "on": "today"}, "2026-12-01"),
    "draft: no text": (sample("holding_reply"), {"state": "sent", "text": 5}, "words"),
    "breathe: another word": (sample("pause"), "yes", '"done"'),
    "script": (sample("words"), "x", "take this line out"),
    "figures": (sample("so_far"), "x", "take this line out"),
}


@pytest.mark.parametrize(("asked", "raw", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_answer_is_refused_with_what_would_be(asked: Question, raw: object, says: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        asked.native(raw, KNOWN)

    assert says in str(refused.value)


def test_a_draft_without_a_text_is_the_message_that_the_answers_make() -> None:
    drafted = sample("holding_reply").native({"state": "later"}, KNOWN._replace(me="Ada"))

    assert (
        "Subject: Thank you\n\nThank you for telling me.\nMay I call on a day that suits you?\n"
        "Meanwhile [what is under way] goes on. Ada"
    ) == drafted.text


def test_a_day_may_carry_a_time() -> None:
    raw = tomllib.loads("a = 2026-11-24T23:30:00+02:00")["a"]

    assert date(2026, 11, 24) == question("date").native(raw, KNOWN)


def test_a_draft_sent_at_some_time_was_sent_on_that_day() -> None:
    raw = tomllib.loads('a = { state = "sent", on = 2026-11-24T23:30:00, text = "Thanks" }')["a"]

    assert Drafted("Thanks", date(2026, 11, 24)) == sample("holding_reply").native(raw, KNOWN)


@pytest.mark.parametrize(
    "asked",
    [
        sample("holding_reply"),
        sample("reason"),
        sample("feelings"),
        sample("angry"),
        sample("fit"),
        sample("pause"),
        question("money"),
        question("date"),
    ],
    ids=lambda asked: asked.type,
)
def test_what_a_refusal_offers_in_quotation_marks_or_brackets_would_be_taken(asked: Question) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        asked.native([5], KNOWN)
    offered = re.findall(
        r"(?:such as|as|or|Write|:) (\{.*?\}|\[.*?\]|\"[^\"]*\"|true|false)", str(refused.value)
    )

    assert offered
    for toml in offered:
        asked.native(tomllib.loads(f"a = {toml}")["a"], KNOWN)
