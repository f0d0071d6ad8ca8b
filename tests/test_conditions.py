"""When a condition holds: for every type of question, answered or not."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import KNOWN, known

from playbook.model.conditions import Between, IsAnswered, NoneOf, OneOf, When, tables
from playbook.model.context import Context
from playbook.model.part import read_part
from playbook.model.playbook import Step
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.model.types.scorecard import Scored
from playbook.money import Amount


def condition(toml: str) -> When:
    """Give a condition as a playbook holds it."""
    step = read_part(Step, tomllib.loads(f'id = "a"\ntitle = "A"\nwhen = {toml}'))
    if step.when is None:
        raise AssertionError(toml)
    return step.when


def holds(toml: str, **answers: Any) -> bool:  # noqa: ANN401 - an answer is of the kind that its question has
    return known(**answers).holds(condition(toml))


ANSWERS: dict[str, Any] = {
    "sting": 7,
    "pause": "done",
    "callback_on": date(2026, 11, 24),
    "monthly_value": Amount(Decimal("1200.00"), "EUR"),
    "holding_reply": Drafted("Thank you.", date(2026, 11, 22)),
    "reason": Chosen("price", "terms"),
    "told": Chosen("budget_cut"),
    "control": Chosen("mine"),
    "angry": False,
    "feelings": ("hurt", "relieved"),
    "promise": "The report by Friday",
    "hours": Decimal("2.5"),
    "fit": Scored(62, "mixed", {"target": 3, "price": 1}),
}

TRUE = {
    "scale": "{ sting = 7 }",
    "scale, one of": "{ sting = [1, 7] }",
    "scale, not": "{ sting = { not = 6 } }",
    "scale, from": "{ sting = { min = 7 } }",
    "scale, to": "{ sting = { max = 7 } }",
    "scale, from to": "{ sting = { min = 6.5, max = 7.5 } }",
    "pause": '{ pause = "done" }',
    "date": "{ callback_on = 2026-11-24 }",
    "date in quotation marks": '{ callback_on = "2026-11-24" }',
    "date, not": "{ callback_on = { not = 2026-11-25 } }",
    "money": "{ monthly_value = 1200 }",
    "money with cents": "{ monthly_value = 1200.00 }",
    "money with its currency": '{ monthly_value = "1200.00 EUR" }',
    "money, not in another currency": '{ monthly_value = { not = "1200.00 USD" } }',
    "money, from": "{ monthly_value = { min = 1200 } }",
    "draft": '{ holding_reply = "sent" }',
    "draft, not": '{ holding_reply = { not = "later" } }',
    "choice, whatever the detail": '{ reason = "price" }',
    "choice with its detail": '{ reason = "price.terms" }',
    "choice, one of": '{ reason = ["budget_cut", "price.terms"] }',
    "choice, not": '{ reason = { not = "budget_cut" } }',
    "choice, not another detail": '{ reason = { not = "price.rate_rise" } }',
    "choice, not one of": '{ reason = { not = ["budget_cut", "replaced"] } }',
    "borrowed choice": '{ told = "budget_cut" }',
    "confirm": "{ angry = false }",
    "confirm in words": '{ angry = "no" }',
    "confirm, not": "{ angry = { not = true } }",
    "choices": '{ feelings = "hurt" }',
    "choices, one of": '{ feelings = ["worried", "relieved"] }',
    "choices, not": '{ feelings = { not = "worried" } }',
    "text": '{ promise = "The report by Friday" }',
    "text, not": '{ promise = { not = "The report" } }',
    "number": "{ hours = 2.5 }",
    "number, from to": "{ hours = { min = 2.5, max = 2.5 } }",
    "scorecard by its band": '{ fit = "mixed" }',
    "scorecard, one of": '{ fit = ["core", "mixed"] }',
    "scorecard, not": '{ fit = { not = "core" } }',
    "scorecard by its points": "{ fit = { min = 62, max = 62 } }",
    "answered": "{ promise = { answered = true } }",
    "all of several": '{ sting = 7, reason = "price", angry = false }',
    "any table": '[{ sting = 6 }, { sting = 7, reason = "price" }]',
}

FALSE = {
    "scale": "{ sting = 6 }",
    "scale, not": "{ sting = { not = 7 } }",
    "scale, not one of": "{ sting = { not = [6, 7] } }",
    "scale, from": "{ sting = { min = 7.5 } }",
    "scale, to": "{ sting = { max = 6 } }",
    "pause": '{ pause = { not = "done" } }',
    "date": "{ callback_on = 2026-11-25 }",
    "date, not": "{ callback_on = { not = 2026-11-24 } }",
    "money": "{ monthly_value = 1200.01 }",
    "money in another currency": '{ monthly_value = "1200.00 USD" }',
    "money, to": "{ monthly_value = { max = 1199.99 } }",
    "draft": '{ holding_reply = "later" }',
    "choice": '{ reason = "replaced" }',
    "choice with another detail": '{ reason = "price.rate_rise" }',
    "choice, not": '{ reason = { not = "price" } }',
    "choice, not that detail": '{ reason = { not = "price.terms" } }',
    "confirm": "{ angry = true }",
    "confirm, not": "{ angry = { not = false } }",
    "choices": '{ feelings = "worried" }',
    "choices, not": '{ feelings = { not = "hurt" } }',
    "choices, not one of": '{ feelings = { not = ["worried", "hurt"] } }',
    "text": '{ promise = "the report by friday" }',
    "number": "{ hours = 2 }",
    "number, to": "{ hours = { max = 2.4 } }",
    "scorecard by its band": '{ fit = "core" }',
    "scorecard by its points": "{ fit = { min = 63 } }",
    "not answered": "{ promise = { answered = false } }",
    "all of several": '{ sting = 7, reason = "price", angry = true }',
    "any table": '[{ sting = 6 }, { sting = 7, reason = "replaced" }]',
}


@pytest.mark.parametrize("toml", TRUE.values(), ids=TRUE)
def test_a_condition_holds(toml: str) -> None:
    assert holds(toml, **ANSWERS)


@pytest.mark.parametrize("toml", FALSE.values(), ids=FALSE)
def test_a_condition_does_not_hold(toml: str) -> None:
    assert not holds(toml, **ANSWERS)


NO_VALUE = {
    "not": ('{ reason = { not = "price" } }', True),
    "not one of": ('{ reason = { not = ["price", "replaced"] } }', True),
    "not answered": ("{ reason = { answered = false } }", True),
    "answered": ("{ reason = { answered = true } }", False),
    "a value": ('{ reason = "price" }', False),
    "one of": ('{ reason = ["price", "budget_cut", "replaced"] }', False),
    "false": ("{ angry = false }", False),
    "from nothing": ("{ sting = { min = 0 } }", False),
    "up to everything": ("{ sting = { max = 10 } }", False),
    "points": ("{ fit = { min = 0, max = 100 } }", False),
    "a band": ('{ fit = "release" }', False),
    "a draft kept for later": ('{ holding_reply = "later" }', False),
    "none of several": ('{ feelings = { not = "hurt" } }', True),
    "all of several": ('{ reason = { not = "price" }, sting = { answered = true } }', False),
    "any table": ('[{ sting = 7 }, { reason = { not = "price" } }]', True),
}


@pytest.mark.parametrize(("toml", "expected"), NO_VALUE.values(), ids=NO_VALUE)
def test_a_question_without_an_answer_is_none_of_its_values_and_nothing_else(
    toml: str, expected: bool
) -> None:
    assert expected == holds(toml)


def test_no_condition_always_holds() -> None:
    assert KNOWN.holds(None)
    assert [] == tables(None)


def test_a_draft_kept_for_later_is_later() -> None:
    assert holds('{ holding_reply = "later" }', holding_reply=Drafted("Thank you."))


def test_a_condition_is_read_as_its_tests() -> None:
    when = condition(
        "[{ a = 1, b = ['x', true] }, { c = { not = 2026-11-24 } },"
        " { d = { min = 1 }, e = { answered = false } }]"
    )

    assert [
        {"a": OneOf((1,)), "b": OneOf(("x", True))},
        {"c": NoneOf((date(2026, 11, 24),))},
        {"d": Between(Decimal(1), None), "e": IsAnswered(answered=False)},
    ] == tables(when)


def test_one_table_is_the_same_as_a_list_of_it() -> None:
    assert tables(condition("{ a = 1 }")) == tables(condition("[{ a = 1 }]"))


STINGS = st.none() | st.integers(0, 10)
REASONS = st.none() | st.sampled_from(["budget_cut", "price", "replaced"])


def so_far(sting: int | None, reason: str | None) -> Context:
    answers: dict[str, Any] = {} if sting is None else {"sting": sting}
    return known(**answers, **({} if reason is None else {"reason": Chosen(reason)}))


@given(STINGS, st.lists(st.integers(0, 10), min_size=1, max_size=4))
@settings(deadline=None)
def test_not_holds_exactly_where_the_values_do_not(sting: int | None, values: list[int]) -> None:
    now = so_far(sting, None)

    assert now.holds(condition(f"{{ sting = {{ not = {values} }} }}")) != now.holds(
        condition(f"{{ sting = {values} }}")
    )


@given(STINGS, st.integers(-2, 12), st.integers(0, 12))
@settings(deadline=None)
def test_from_to_holds_exactly_between_its_ends(sting: int | None, low: int, more: int) -> None:
    now = so_far(sting, None)

    assert (sting is not None and low <= sting <= low + more) == now.holds(
        condition(f"{{ sting = {{ min = {low}, max = {low + more} }} }}")
    )


@given(STINGS, REASONS, st.integers(0, 10), st.sampled_from(["budget_cut", "price", "replaced"]))
@settings(deadline=None)
def test_entries_of_a_table_are_joined_by_and_and_tables_by_or(
    sting: int | None, reason: str | None, number: int, slug: str
) -> None:
    now = so_far(sting, reason)
    one, other = f"sting = {number}", f'reason = {{ not = "{slug}" }}'
    first, second = now.holds(condition(f"{{ {one} }}")), now.holds(condition(f"{{ {other} }}"))

    assert (first and second) == now.holds(condition(f"{{ {one}, {other} }}"))
    assert (first or second) == now.holds(condition(f"[{{ {one} }}, {{ {other} }}]"))


@given(STINGS)
@settings(deadline=None)
def test_answered_and_not_answered_are_opposites(sting: int | None) -> None:
    now = so_far(sting, None)

    assert (sting is not None) == now.holds(condition("{ sting = { answered = true } }"))
    assert (sting is None) == now.holds(condition("{ sting = { answered = false } }"))
