"""A scorecard's points, its bands, and how it is kept."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import KNOWN, question, sample

from playbook.invalid import InvalidAnswer
from playbook.model.types.scorecard import ScorecardQuestion, Scored
from playbook.written import Written

BANDS = """[
  { id = "high", from = 75, label = "H" },
  { id = "low", from = 0, label = "L" },
  { id = "mid", from = 50, label = "M" },
]"""


def card(weights: list[str], most: int) -> ScorecardQuestion:
    """Return a scorecard with an item for each weight, as TOML, and a highest mark."""
    items = ", ".join(
        f'{{ id = "i{number}", prompt = "?", weight = {weight} }}' for number, weight in enumerate(weights)
    )
    asked = question("scorecard", f"max = {most}\nitems = [{items}]\nbands = {BANDS}")
    if not isinstance(asked, ScorecardQuestion):
        raise TypeError(asked)
    return asked


FIT = sample("fit")
WEIGHTS = st.integers(1, 1000).map(str) | st.decimals("0.001", 1000, places=3).map(str)
CARDS = st.integers(1, 100).flatmap(
    lambda most: st.tuples(
        st.lists(st.tuples(WEIGHTS, st.none() | st.integers(0, most)), min_size=1, max_size=6), st.just(most)
    )
)


@given(CARDS)
def test_points_are_the_share_of_the_weighted_marks_with_halves_upwards(
    filled: tuple[list[tuple[str, int | None]], int],
) -> None:
    lines, most = filled
    marks = {f"i{number}": mark for number, (_, mark) in enumerate(lines) if mark is not None}
    if not marks:
        return
    got = sum(Fraction(weight) * mark for weight, mark in lines if mark is not None)
    best = sum(Fraction(weight) * most for weight, mark in lines if mark is not None)
    points = (200 * got / best + 1) // 2
    band = "high" if points >= 75 else "mid" if points >= 50 else "low"

    assert Scored(int(points), band, marks) == card([weight for weight, _ in lines], most).scored(marks)


HALVES = {
    "1 of 8": (["1"], 8, [1], 13),
    "3 of 8": (["1"], 8, [3], 38),
    "1 of 200": (["1", "1"], 100, [1, 0], 1),
    "below a half": (["1000", "1"], 100, [0, 100], 0),
    "no mark": (["1", "2"], 4, [0, 0], 0),
    "every mark": (["7", "6"], 4, [4, 4], 100),
    "weights with decimals": (["0.1", "0.2"], 1, [1, 0], 33),
    "a third": (["1", "1", "1"], 1, [1, 1, 0], 67),
    "a half by weights with decimals": (["0.1", "0.3", "3.6"], 5, [0, 5, 1], 26),
}


@pytest.mark.parametrize(("weights", "most", "marks", "points"), HALVES.values(), ids=HALVES)
def test_points_are_rounded_once(weights: list[str], most: int, marks: list[int], points: int) -> None:
    filled = {f"i{number}": mark for number, mark in enumerate(marks)}

    assert points == card(weights, most).scored(filled).points


def test_an_item_that_is_passed_leaves_both_sums() -> None:
    assert Scored(75, "core", {"target": 3}) == FIT.native({"target": 3}, KNOWN)
    assert Scored(78, "core", {"target": 3, "price": 4}) == FIT.native({"price": 4, "target": 3}, KNOWN)


def test_an_item_weighs_one_unless_it_says_so() -> None:
    assert 13 == FIT.native({"target": 0, "price": 4}, KNOWN).points


@pytest.mark.parametrize(
    ("points", "band"), [(0, "low"), (49, "low"), (50, "mid"), (74, "mid"), (75, "high"), (100, "high")]
)
def test_the_band_is_the_highest_that_is_reached(points: int, band: str) -> None:
    assert band == card(["1"], 100).scored({"i0": points}).band


def test_a_scorecard_is_kept_with_its_marks_beneath() -> None:
    value = FIT.native({"target": 2, "price": 4}, KNOWN)

    assert Written("56 mixed — Keep it warm", "- target: 2\n- price: 4") == FIT.written(value)
    assert "56 of 100: Keep it warm" == FIT.shown(value, KNOWN)


def test_marks_are_read_at_any_depth_and_only_those_of_its_items() -> None:
    beneath = "  - target: 2\n\t- price: 4 \n- weather: 1\n- target: 3\n- price: 0"

    assert {"target": 2, "price": 4} == FIT.read(Written("56 mixed", beneath)).marks


READ = {
    "head and marks": (
        "56 mixed — Keep it warm",
        "- target: 2\n- price: 4",
        Scored(56, "mixed", {"target": 2, "price": 4}),
    ),
    "a head alone": ("56 mixed", "", Scored(56, "mixed")),
    "a label of one's own": ("56 mixed Whatever", "", Scored(56, "mixed")),
    "points of other weights": (
        "10 core — Worth the effort",
        "- target: 0",
        Scored(10, "core", {"target": 0}),
    ),
    "notes among the marks": (
        "0 release",
        "- target: 0\nRather harsh.\n- price: no",
        Scored(0, "release", {"target": 0}),
    ),
    "all points": ("100 core", "", Scored(100, "core")),
}


@pytest.mark.parametrize(("head", "body", "expected"), READ.values(), ids=READ)
def test_of_what_is_kept_the_head_decides(head: str, body: str, expected: Scored) -> None:
    assert expected == FIT.read(Written(head, body))


@pytest.mark.parametrize(
    "head", ["", "56", "mixed", "56mixed", "101 core", "56 warm", "-1 release", "5.5 release", "56 mixed— x"]
)
def test_what_is_no_head_of_a_scorecard_is_unreadable(head: str) -> None:
    with pytest.raises(InvalidAnswer, match="`62 mixed`"):
        FIT.read(Written(head, "- target: 2"))


def test_the_items_with_the_highest_and_the_lowest_mark_are_named_whatever_their_weight() -> None:
    value = FIT.native({"target": 2, "price": 4}, KNOWN)

    assert [
        "Strongest: They paid on time (4 of 4)",
        "Weakest: I would take them on (2 of 4)",
        "The points help you judge. They don't decide for you.",
    ] == FIT.remarks(value)


@pytest.mark.parametrize("marks", [{"target": 4}, *({"target": mark, "price": mark} for mark in range(5))])
def test_of_equal_marks_and_of_one_alone_none_is_called_the_strongest_or_the_weakest(
    marks: dict[str, int],
) -> None:
    expected = ["The points help you judge. They don't decide for you."]

    assert expected == FIT.remarks(FIT.native(marks, KNOWN))


def test_nothing_is_said_of_a_scorecard_without_marks() -> None:
    assert [] == FIT.remarks(FIT.read(Written("62 mixed")))


def test_in_a_playbook_with_a_slip_a_band_without_its_label_is_called_by_its_id() -> None:
    card = ScorecardQuestion.unchecked("fit", {"type": "scorecard", "bands": [{"id": "mid", "from": 50}]})

    assert "62 of 100: mid" == card.shown(Scored(62, "mid"), KNOWN)
    assert {"mid": ""} == card.labels
