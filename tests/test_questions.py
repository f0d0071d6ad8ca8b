"""What holds for every question type: its answers survive a journal and an answers file."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from samples import KNOWN, SUNDAY, question, sample, typed

from playbook.invalid import InvalidAnswer
from playbook.language import speaking
from playbook.model.conditions import Scalar
from playbook.model.types import TYPES, Question
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.model.types.scorecard import ScorecardQuestion
from playbook.money import Amount
from playbook.written import Written, cleaned

WORDS = st.text(max_size=80).map(cleaned)
NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, places=3) | st.integers(-(10**14), 10**14).map(
    Decimal
)


def scored(marks: dict[str, int]) -> Any:  # noqa: ANN401 - an answer is of the kind that its question has
    card = sample("fit")
    if not isinstance(card, ScorecardQuestion):
        raise TypeError(card)
    return card.scored(marks)


# Each type, with a question of it and any value that it can hold.
VALUES: dict[str, tuple[Question, st.SearchStrategy[Any]]] = {
    "text": (question("text", "multiline = true"), WORDS.filter(bool)),
    "choice": (
        sample("reason"),
        st.sampled_from(
            [
                Chosen("budget_cut"),
                *(Chosen("price", detail) for detail in (None, "rate_rise", "terms")),
                *(Chosen("replaced", detail) for detail in (None, "rival", "in_house")),
            ]
        ),
    ),
    "choices": (
        sample("feelings"),
        st.sampled_from([("hurt",), ("worried",), ("hurt", "worried"), ("hurt", "relieved")]),
    ),
    "confirm": (sample("angry"), st.booleans()),
    "scale": (question("scale", "min = -5\nmax = 1000"), st.integers(-5, 1000)),
    "number": (question("number"), NUMBERS),
    "money": (
        question("money"),
        st.builds(
            Amount,
            st.integers(-(10**16), 10**16).map(lambda cents: Decimal(cents) / 100),
            st.sampled_from(["EUR", "USD", "BRL", "JPY", "XOF"]),
        ),
    ),
    "date": (question("date"), st.dates()),
    "scorecard": (
        sample("fit"),
        st.dictionaries(st.sampled_from(["target", "price"]), st.integers(0, 4), min_size=1).map(scored),
    ),
    "draft": (sample("holding_reply"), st.builds(Drafted, WORDS.filter(bool), st.none() | st.dates())),
    "breathe": (sample("pause"), st.just("done")),
}
KEPT = st.sampled_from(sorted(VALUES))
HELD = KEPT.flatmap(lambda kind: st.tuples(st.just(VALUES[kind][0]), VALUES[kind][1]))


def test_every_type_that_leaves_an_answer_is_tried() -> None:
    # What is worked out is never given; `test_runway.py` is about it.
    assert {name for name, kind in TYPES.items() if kind.kept} == {*VALUES, "runway"}


@given(HELD)
@settings(max_examples=100)
def test_an_answer_is_kept_said_and_named_and_read_back_as_it_was(held: tuple[Question, Any]) -> None:
    asked, value = held
    written = asked.written(value)

    assert value == asked.read(written)
    assert written.head.strip(" \t") == written.head
    assert not {"\n", "\r"} & set(written.head)
    assert asked.owns_body or not written.body
    assert value == asked.native(asked.as_native(value), KNOWN)
    assert asked.shown(value, KNOWN).strip(" \t")
    for name in asked.names(value):  # Whatever a map can name, a condition can.
        assert asked.measured or "" == asked.cannot_match(name)


HEADS = st.text(max_size=30) | st.sampled_from(
    [
        *["sent", "later", "sent ", "sent 2026-11-22", "sent 2026-13-01", "later 2026-11-22", "done"],
        *["yes", "no", "YES", "true", "7", "+7", "-0", "1e3", "٣", "7.0", "12.50 EUR", "12.505 EUR", "12.50"],
        *["2026-11-24", "20261124", "2026-W48-2", "2026-02-30", "0000-01-01", "mine", "mine.", "price.x"],
        *["budget_cut —", " — ", "hurt,", ", hurt", "hurt, hurt — Hurt", "101 core", "62 mixed — ?"],
        *(
            "sent now",
            ".",
            "62 mixed",
            "999 mixed",
            "-1 core",
            "62  mixed",
            "62 nothing",
            "9" * 5000,
            f"{'9' * 5000} EUR",
            "\ud800",
            "\x00",
        ),
    ]
)
BODIES = st.text(max_size=30) | st.sampled_from(
    [
        *["- target: 3\n- price: 4", "- target: 99", "- target: three", "- x: 1", "- target: ٣"],
        f"- target: {'9' * 5000}",
    ]
)


@given(KEPT, HEADS, BODIES)
@example("scorecard", "62 mixed", f"- target: {'9' * 5000}")
@example("money", f"{'9' * 5000} EUR", "")
@settings(max_examples=100)
def test_whatever_stands_in_a_journal_is_an_answer_or_unreadable(kind: str, head: str, body: str) -> None:
    asked = VALUES[kind][0]
    with contextlib.suppress(InvalidAnswer):
        value = asked.read(Written(head, body))

        assert value == asked.read(asked.written(value))


TOML = st.recursive(
    st.none().map(lambda _: True)
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.sampled_from(
        ["mine", "price.terms", "done", "yes", "later", "1200 USD", "tomorrow", 10**400, 1e308]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["state", "on", "text", "target", "price", "skipped"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@given(KEPT, TOML)
@settings(max_examples=100)
def test_whatever_stands_in_an_answers_file_is_an_answer_or_unreadable(kind: str, raw: object) -> None:
    asked = VALUES[kind][0]
    with contextlib.suppress(InvalidAnswer):
        value = asked.native(raw, KNOWN)

        assert value == asked.read(asked.written(value))


SCALARS = (
    st.booleans()
    | st.integers(-20, 2000)
    | st.floats()
    | st.text(max_size=8)
    | st.dates()
    | st.datetimes()
    | st.sampled_from(
        ["mine", "price.terms", "hurt", "core", "mixed", "sent", "later", "done", "yes", "no", "1.00 EUR"]
    )
)


@given(HELD, SCALARS)
@settings(max_examples=100)
def test_a_condition_on_a_value_that_can_be_is_answered_with_yes_or_no(
    held: tuple[Question, Any], wanted: Scalar
) -> None:
    asked, value = held
    if not asked.cannot_match(wanted):
        assert asked.matches(value, wanted) in (True, False)


@pytest.mark.parametrize("kind", sorted(VALUES))
def test_conditions_with_ends_are_for_what_can_be_measured(kind: str) -> None:
    assert VALUES[kind][0].measured == (kind in {"scale", "number", "money", "scorecard"})


@pytest.mark.parametrize("kind", ["script", "breathe", "draft", "scorecard"])
def test_answers_without_a_few_words_cannot_be_filled_in(kind: str) -> None:
    assert not TYPES[kind].fills


TYPED = {
    "scale": (typed("scale", "max = 1000"), st.integers(0, 1000)),
    "number": (typed("number", 'unit = "hours"'), NUMBERS),
    "money": (typed("money"), VALUES["money"][1]),
    "date": (typed("date"), st.integers(-18_000, 18_000).map(lambda days: SUNDAY + timedelta(days))),
}


@given(
    st.sampled_from(sorted(TYPED)).flatmap(lambda kind: st.tuples(st.just(kind), TYPED[kind][1])),
    st.sampled_from(["en", "en-US", "it", "pt", "pt-PT"]),
)
def test_an_answer_can_be_typed_as_it_stands_in_the_field(held: tuple[str, Any], language: str) -> None:
    kind, value = held
    asked, context = TYPED[kind][0], KNOWN._replace(language=language)

    with speaking(language):
        assert value == asked.from_typed(asked.as_typed(value), context)
        assert "" == asked.refusal(asked.as_typed(value), context)


@pytest.mark.parametrize(
    ("language", "stands"),
    {
        "en": "2026-11-22",
        "en-US": "2026-11-22",
        "it": "22/11/2026",
        "pt": "22/11/2026",
        "pt-PT": "22/11/2026",
    }.items(),
)
def test_a_day_stands_in_the_field_in_the_order_of_the_language(language: str, stands: str) -> None:
    with speaking(language):
        assert stands == typed("date").as_typed(SUNDAY)


LIKE_NUMBERS = st.text(alphabet="0123456789.,+- _'€$EURe\u00a0", max_size=40)


@given(st.sampled_from(["scale", "number", "money"]), st.text(max_size=20) | LIKE_NUMBERS)
@settings(max_examples=100)
def test_what_is_typed_is_kept_as_it_was_read_or_refused_in_words(kind: str, text: str) -> None:
    asked = TYPED[kind][0]
    try:
        value = asked.from_typed(text, KNOWN)
    except InvalidAnswer as unreadable:
        said = str(unreadable)
    else:
        said = "-"

        assert value == asked.read(asked.written(value))
    assert said


@pytest.mark.parametrize("kind", sorted(TYPED))
def test_nothing_typed_is_no_answer(kind: str) -> None:
    for text in ("", " ", "\t", "-", "?"):
        assert TYPED[kind][0].refusal(text, KNOWN)
