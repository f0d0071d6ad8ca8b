"""What a question offers to begin with: a value, or an earlier answer, as it is or by a map."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from samples import KNOWN, SAMPLE, SUNDAY, known, question, read

from playbook.model.types import Question
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.model.types.scorecard import Scored
from playbook.money import Amount

DEFAULTS: dict[str, tuple[str, str, dict[str, object], object]] = {
    "a value": ("scale", "default = 7", {}, 7),
    "none": ("scale", "", {}, None),
    "a day": ("date", "default = 2026-12-01", {}, date(2026, 12, 1)),
    "a day in words": ("date", 'default = "next working day"', {}, date(2026, 11, 23)),
    "false": ("confirm", "default = false", {}, False),
    "several": ("choices", 'choices = { a = "A", b = "B" }\ndefault = ["b", "a"]', {}, ("a", "b")),
    "money in the configured currency": ("money", "default = 5", {}, Amount(Decimal("5.00"), "EUR")),
    "money in another": ("money", 'default = "5 USD"', {}, Amount(Decimal("5.00"), "USD")),
    "a detail": (
        "choice",
        'choices = { a = { label = "A", detail = { b = "B" } } }\ndefault = "a.b"',
        {},
        Chosen("a", "b"),
    ),
}


@pytest.mark.parametrize(("kind", "rest", "answers", "expected"), DEFAULTS.values(), ids=DEFAULTS)
def test_a_default_is_a_value(kind: str, rest: str, answers: dict[str, object], expected: object) -> None:
    assert expected == question(kind, rest).default_for(known(**answers))


def borrowing(kind: str, source: str, mapped: str = "", rest: str = "") -> Question:
    """Return a question at the end of the sample whose default comes from another."""
    mapped = f", map = {{ {mapped} }}" if mapped else ""
    last = f'id = "it"\ntype = "{kind}"\nprompt = "?"\n{rest}\ndefault = {{ from = "{source}"{mapped} }}\n'
    found = read(f"{SAMPLE}\n[[step.question]]\n{last}").by_id.get("it")
    if found is None:
        raise AssertionError(last)
    return found


HANDS = 'choices = { mine = "Mine", shared = "Ours", theirs = "Theirs" }'
REASONS, TWO = 'choices_of = "reason"', 'choices = { a = "A", b = "B" }'
TWELVE = Amount(Decimal("12.00"), "EUR")
BY_REASON = 'replaced = "shared", "replaced.in_house" = "theirs", price = "mine"'

BORROWED = {
    "the key with the detail": ("reason", Chosen("replaced", "in_house"), Chosen("theirs")),
    "the key without it": ("reason", Chosen("replaced", "rival"), Chosen("shared")),
    "a choice without a detail": ("reason", Chosen("replaced"), Chosen("shared")),
    "a detail that has no key": ("reason", Chosen("price", "terms"), Chosen("mine")),
    "no key": ("reason", Chosen("budget_cut"), None),
}


@pytest.mark.parametrize(("source", "value", "expected"), BORROWED.values(), ids=BORROWED)
def test_of_a_map_the_most_specific_key_wins_and_none_means_no_default(
    source: str, value: object, expected: object
) -> None:
    asked = borrowing("choice", source, BY_REASON, HANDS)

    assert expected == asked.default_for(known(**{source: value}))


def test_a_question_without_an_answer_lends_no_default() -> None:
    assert borrowing("choice", "reason", BY_REASON, HANDS).default_for(KNOWN) is None
    assert borrowing("scale", "sting").default_for(KNOWN) is None


# That an answer is the default of another question of its type, `test_types_contract` tells.
LENT = {
    "beyond its end": ("scale", "sting", "", "max = 5", 7, None),
    "choice with a detail": (
        "choice",
        "reason",
        "",
        REASONS,
        Chosen("price", "terms"),
        Chosen("price", "terms"),
    ),
    "scale by a map": ("choice", "sting", '0 = "mine", 7 = "theirs"', HANDS, 7, Chosen("theirs")),
    "confirm by a map": ("scale", "angry", "yes = 8, no = 2", "", True, 8),
    "scorecard by a map": ("confirm", "fit", "core = true, mixed = false", "", Scored(60, "mixed"), False),
    "draft by a map": ("scale", "holding_reply", "sent = 3", "", Drafted("", SUNDAY), 3),
    "to words for a day": ("date", "reason", 'price = "tomorrow"', "", Chosen("price"), date(2026, 11, 23)),
    "to a day": ("date", "reason", "price = 2026-12-01", "", Chosen("price"), date(2026, 12, 1)),
    "to several": ("choices", "reason", 'price = ["b"]', TWO, Chosen("price"), ("b",)),
    "text by a map": ("scale", "promise", '"By Friday" = 3', "", "By Friday", 3),
    "date by a map": ("scale", "callback_on", "2026-12-01 = 3", "", date(2026, 12, 1), 3),
    "pause by a map": ("scale", "pause", "done = 3", "", "done", 3),
    "number by a map": ("scale", "hours", '"2.5" = 3', "", Decimal("2.5"), 3),
    "money by a map": ("scale", "monthly_value", '"12.00 EUR" = 3', "", TWELVE, 3),
    "money by a map, without cents": ("scale", "monthly_value", "12 = 3", "", TWELVE, 3),
}


@pytest.mark.parametrize(("kind", "source", "mapped", "rest", "value", "expected"), LENT.values(), ids=LENT)
def test_an_answer_lends_a_default(
    kind: str, source: str, mapped: str, rest: str, value: object, expected: object
) -> None:
    assert expected == borrowing(kind, source, mapped, rest).default_for(known(**{source: value}))


def test_a_default_that_is_not_offered_now_is_none() -> None:
    last = HANDS.replace('"Mine"', '{ label = "Mine", when = { angry = true } }')
    asked = borrowing("choice", "reason", 'price = "mine"', last)

    assert asked.default_for(known(reason=Chosen("price"))) is None
    assert Chosen("mine") == asked.default_for(known(reason=Chosen("price"), angry=True))


def test_a_default_beyond_its_limit_is_none() -> None:
    asked = question("date", 'default = "tomorrow"\nearliest = 2026-12-01')

    assert asked.default_for(KNOWN) is None
