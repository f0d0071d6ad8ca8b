"""What no answers can lead to: said only where it is certain, against walking every way there is."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from builders import MONDAY, Table, asked, playbook, step
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HERE, SAMPLE, read

from playbook.checking.conditions import dead_ends
from playbook.checking.reach import Reach
from playbook.checking.samples import points_of, samples
from playbook.model.conditions import tables
from playbook.model.known import Known
from playbook.model.playbook import Playbook
from playbook.model.questions import Question
from playbook.model.questions.choice import Chosen
from playbook.model.questions.scorecard import ScorecardQuestion
from playbook.reading.places import places
from playbook.reading.playbooks import located
from playbook.walk import Answered, Passed, Reply, Walk

CHOICE: Table = {"type": "choice", "choices": {"a": "A", "b": {"label": "B", "detail": {"x": "X"}}, "c": "C"}}
KINDS: dict[str, tuple[Table, list[Any], list[Any]]] = {
    # How it is written, all its answers, and what conditions may ask of it.
    "choice": (
        CHOICE,
        [Chosen("a"), Chosen("b"), Chosen("b", "x"), Chosen("c")],
        ["a", ["a", "b"], "b.x", {"not": "a"}, {"not": ["a", "b", "c"]}, {"answered": False}],
    ),
    "confirm": (
        {"type": "confirm"},
        [True, False],
        [True, False, {"not": [True, False]}, {"answered": True}],
    ),
    "scale": (
        {"type": "scale", "min": 1, "max": 3},
        [1, 2, 3],
        [1, [2, 3], {"min": 2}, {"min": 4}, {"max": 1.5}, {"min": 1.2, "max": 1.8}, {"not": [1, 2]}],
    ),
    "choices": (
        {"type": "choices", "choices": {"a": "A", "b": "B", "c": "C"}, "min": 2, "max": 2},
        [("a", "b"), ("a", "c"), ("b", "c")],
        ["a", ["b", "c"], {"not": ["a", "b"]}, {"not": "c"}, {"answered": False}],
    ),
}


@st.composite
def small_playbooks(draw: st.DrawFn) -> tuple[Playbook, dict[str, list[Any]]]:
    """A playbook of a few questions with conditions on each other, and all answers to each."""
    steps: list[Table] = []
    answers: dict[str, list[Any]] = {}
    kinds: dict[str, str] = {}

    def condition() -> dict[str, Any]:
        if not kinds or draw(st.integers(0, 3)) == 0:
            return {}
        table = st.fixed_dictionaries(
            {}, optional={n: st.sampled_from(KINDS[k][2]) for n, k in kinds.items()}
        )
        listed = draw(st.lists(table.filter(bool), min_size=1, max_size=2))
        return {"when": listed if len(listed) > 1 else listed[0]}

    for i in range(draw(st.integers(1, 3))):
        begun = step(f"s{i}", **condition())
        for j in range(draw(st.integers(1, 2))):
            name = f"q{i}{j}"
            kind = draw(st.sampled_from(sorted(KINDS)))
            keys = condition() | ({"required": True} if draw(st.booleans()) else {})
            begun["question"].append(asked(name, KINDS[kind][0], **keys))
            kinds[name], answers[name] = kind, KINDS[kind][1]
        steps.append(begun)
    return playbook(*steps), answers


def reached(walked: Playbook, answers: dict[str, list[Any]]) -> set[str]:
    """Walk a playbook in every way there is; give the ids of the questions that come up."""
    found: set[str] = set()
    waiting: list[dict[str, Reply]] = [{}]
    while waiting:
        replies = waiting.pop()
        walk = Walk(walked, replies, Known(today=MONDAY), MONDAY)
        stop = next((stop for stop in walk.stops if stop.question.id not in replies), None)
        if stop is None:
            continue
        found.add(stop.question.id)
        given: list[Reply] = [Answered(value) for value in answers[stop.question.id]]
        given += [] if stop.question.required else [Passed()]
        waiting += [{**replies, stop.question.id: reply} for reply in given]
    return found


def reachable(walked: Playbook) -> set[str]:
    """Give the ids of the questions that can be reached by what `Reach` says."""
    reach = Reach(walked)
    return {
        question.id
        for begun, question in walked.questions()
        if reach.possible(lambda s=begun, q=question: reach.holding(tables(s.when), tables(q.when)))
    }


@given(small_playbooks())
@settings(max_examples=300)
def test_what_is_said_to_be_reachable_is_what_some_walk_comes_to(
    made: tuple[Playbook, dict[str, list[Any]]],
) -> None:
    walked, answers = made

    assert reached(walked, answers) == reachable(walked)
