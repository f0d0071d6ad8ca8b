"""When a condition holds. What each type of question is told by, `test_types_contract` tells."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import KNOWN, known

from playbook.model.conditions import Between, IsAnswered, NoneOf, OneOf, When, tables
from playbook.model.context import Context
from playbook.model.playbook import Step
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.model.validation import read_part


def condition(toml: str) -> When:
    """Return a condition as a playbook holds it."""
    step = read_part(Step, tomllib.loads(f'id = "a"\ntitle = "A"\nwhen = {toml}'))
    if step.when is None:
        raise AssertionError(toml)
    return step.when


def holds(toml: str, **answers: Any) -> bool:  # noqa: ANN401 - an answer is of the kind that its question has
    return known(**answers).holds(condition(toml))


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


@pytest.mark.parametrize(("sent_on", "state"), [(None, "later"), (date(2026, 11, 22), "sent")])
def test_a_draft_is_told_by_what_became_of_it(sent_on: date | None, state: str) -> None:
    assert holds(f'{{ holding_reply = "{state}" }}', holding_reply=Drafted("Thank you.", sent_on))


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
def test_not_holds_exactly_where_the_values_do_not(sting: int | None, values: list[int]) -> None:
    now = so_far(sting, None)

    assert now.holds(condition(f"{{ sting = {{ not = {values} }} }}")) != now.holds(
        condition(f"{{ sting = {values} }}")
    )


@given(STINGS, st.integers(-2, 12), st.integers(0, 12))
def test_from_to_holds_exactly_between_its_ends(sting: int | None, low: int, more: int) -> None:
    now = so_far(sting, None)

    assert (sting is not None and low <= sting <= low + more) == now.holds(
        condition(f"{{ sting = {{ min = {low}, max = {low + more} }} }}")
    )


@given(STINGS, REASONS, st.integers(0, 10), st.sampled_from(["budget_cut", "price", "replaced"]))
def test_entries_of_a_table_are_joined_by_and_and_tables_by_or(
    sting: int | None, reason: str | None, number: int, slug: str
) -> None:
    now = so_far(sting, reason)
    one, other = f"sting = {number}", f'reason = {{ not = "{slug}" }}'
    first, second = now.holds(condition(f"{{ {one} }}")), now.holds(condition(f"{{ {other} }}"))

    assert (first and second) == now.holds(condition(f"{{ {one}, {other} }}"))
    assert (first or second) == now.holds(condition(f"[{{ {one} }}, {{ {other} }}]"))


@given(STINGS)
def test_answered_and_not_answered_are_opposites(sting: int | None) -> None:
    now = so_far(sting, None)

    assert (sting is not None) == now.holds(condition("{ sting = { answered = true } }"))
    assert (sting is None) == now.holds(condition("{ sting = { answered = false } }"))
