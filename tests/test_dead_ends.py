"""Conditions that can never hold: said only where it is certain, against walking every way there is."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from cProfile import Profile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import MONDAY, Table, asked, playbook, step
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HERE, SAMPLE, broken

from playbook.checking.dead_ends import dead_ends
from playbook.model.context import Context, Given
from playbook.model.playbook import Playbook
from playbook.model.problem import Path as WayTo
from playbook.model.problem import Problem
from playbook.model.types.choice import Chosen
from playbook.model.types.listed import Listed
from playbook.model.types.question import why_not
from playbook.model.types.scorecard import Scored
from playbook.money import Amount
from playbook.reading.locations import places
from playbook.reading.playbooks import located, playbook_from
from playbook.shelf import shipped_folder
from playbook.walk import Answered, Reply, Skipped, Walk

KINDS: dict[str, tuple[Table, list[Any], list[Any]]] = {
    # How it is written, answers of every kind, and what conditions may ask of it.
    "choice": (
        {"type": "choice", "choices": {"a": "A", "b": {"label": "B", "detail": {"x": "X"}}, "c": "C"}},
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
    "number": (
        {"type": "number", "min": 1},
        [Decimal(1), Decimal("1.5"), Decimal(9)],
        [1, [1.0, 9], {"min": 1.5}, {"max": 1}, {"max": 0.5}, {"min": 9}, {"not": 1.5}],
    ),
    "money": (
        {"type": "money", "max": 9},
        [Amount(Decimal("5.00"), "EUR"), Amount(Decimal("5.00"), "CHF"), Amount(Decimal("9.00"), "EUR")],
        [5, "5.00 EUR", {"not": "5.00 EUR"}, {"not": 5}, {"min": 9}, {"min": 9.5}, {"max": 5}],
    ),
    "date": (
        {"type": "date"},
        [date(2026, 12, 1), date(2026, 12, 2)],
        [date(2026, 12, 1), "2026-12-01", {"not": date(2026, 12, 1)}, {"not": "2026-12-02"}],
    ),
    "text": ({"type": "text"}, ["x", "y"], ["x", ["x", "z"], {"not": "x"}, {"answered": True}]),
    "scorecard": (
        {
            "type": "scorecard",
            "items": [{"id": "i", "prompt": "I"}],
            "bands": [{"id": "low", "from": 0, "label": "L"}, {"id": "high", "from": 50, "label": "H"}],
        },
        [Scored(0, "low"), Scored(49, "low"), Scored(50, "high"), Scored(100, "high")],
        ["low", "high", {"not": "low"}, {"min": 50}, {"max": 49}, {"min": 49, "max": 50}, {"min": 101}],
    ),
}


@st.composite
def small_playbooks(draw: st.DrawFn) -> tuple[list[Table], dict[str, list[Any]]]:
    """The steps of a small playbook with conditions on earlier questions, and answers to each question."""
    steps: list[Table] = []
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
            kind = draw(st.sampled_from(sorted(KINDS)))
            table = asked(f"q{i}{j}", deepcopy(KINDS[kind][0]), **condition())
            if draw(st.booleans()):
                table["required"] = True
            elif kind.startswith("choice") and draw(st.booleans()):
                for slug, choice in table["choices"].items():
                    table["choices"][slug] = {"label": slug, **condition()} | (
                        choice if isinstance(choice, dict) else {}
                    )
            begun["question"].append(table)
            kinds[table["id"]] = kind
        steps.append(begun)
    return steps, {name: KINDS[kind][1] for name, kind in kinds.items()}


def seen_in(walked: Playbook, answers: dict[str, list[Any]]) -> dict[str, list[set[str]]]:
    """Walk a playbook in every way there is.

    Returns:
        The ids of the questions that come up, each with what it offers whenever it does, if it is a list.
    """
    seen: dict[str, list[set[str]]] = {}
    waiting: list[dict[str, Reply]] = [{}]
    while waiting:
        replies = waiting.pop()
        walk = Walk(walked, replies, Context(today=MONDAY), MONDAY)
        question = next((question for name, question in walk.asked.items() if name not in replies), None)
        if question is None:
            continue
        known = context_of(walked, replies)
        offered = question.offered(known) if isinstance(question, Listed) else ()
        seen.setdefault(question.id, []).append({option.value for option in offered})
        given: list[Reply] = [
            Answered(value)
            for value in answers[question.id]
            if not why_not(lambda value=value: question.check(value, known))  # type: ignore[misc] # noqa: B023 - called at once
        ]
        given += [] if question.required else [Skipped()]
        waiting += [{**replies, question.id: reply} for reply in given]
    return seen


def context_of(walked: Playbook, replies: dict[str, Reply]) -> Context:
    answers = {
        name: Given(walked.by_id[name], reply.value)
        for name, reply in replies.items()
        if isinstance(reply, Answered)
    }
    return Context(today=MONDAY, answers=answers)


def with_only(steps: list[Table], path: WayTo) -> Playbook:
    """Return a playbook in which one table is all that is left of a condition."""
    content: Any = {"step": deepcopy(steps)}
    part = content
    for key in path[:-2]:
        part = part[key]
    part["when"] = part["when"][path[-1]]
    return playbook(*content["step"])


def is_so(problem: Problem, steps: list[Table], answers: dict[str, list[Any]]) -> bool:
    """Tell whether no way there is contradicts what is said."""
    walked = playbook(*steps)
    if problem.message.startswith("this part of the condition never holds"):
        walked = with_only(steps, problem.path)
    seen = seen_in(walked, answers)
    match problem.path:
        case ("step", int(i), "when", *_):
            return not any(asked_of.id in seen for asked_of in walked.steps[i].questions)
        case ("step", int(i), "question", int(j), "when", *_):
            return walked.steps[i].questions[j].id not in seen
        case ("step", int(i), "question", int(j), "choices"):
            return set() in seen[walked.steps[i].questions[j].id]
        case ("step", int(i), "question", int(j), "choices", str(slug), "when", *_):
            return not any(slug in offered for offered in seen.get(walked.steps[i].questions[j].id, ()))
    return False


@given(small_playbooks())
@settings(max_examples=50)
def test_whatever_is_said_is_so(made: tuple[list[Table], dict[str, list[Any]]]) -> None:
    steps, answers = made
    problems = list(dead_ends(playbook(*steps), places("")))

    assert [] == [problem for problem in problems if not is_so(problem, steps, answers)]


def warned(text: str) -> dict[int, str]:
    """Return what is said of the conditions of a playbook, by line."""
    walked, findings = playbook_from(text)
    assert walked is not None, findings
    slips = list(dead_ends(walked, places(text)))
    return {found.line: found.message for found in located(slips, tomllib.loads(text), text, warning=True)}


def at_the_mark(old: str, new: str) -> str:
    """Break the sample and give what is said at the marked line, which is all that is said."""
    text, line = broken(old, new)
    said = warned(text)

    assert [line] == list(said)
    return said[line]


def test_a_playbook_that_is_right_has_no_dead_ends() -> None:
    assert {} == warned(SAMPLE)


@pytest.mark.parametrize("path", sorted(shipped_folder().rglob("*.toml")), ids=lambda path: path.stem)
def test_a_shipped_playbook_has_no_dead_ends(path: Path) -> None:
    assert {} == warned(path.read_text(encoding="utf-8"))


PROMISE = 'id = "promise"\ntype = "text"\n'
CONTROL = 'id = "control"\ntype = "choice"\n'


def asked_when(condition: str) -> str:
    """Return what is said of the condition of a question that no other hangs on."""
    amends_by = 'id = "amends_by"\ntype = "date"\n'
    return at_the_mark(amends_by, f"{amends_by}when = {condition}{HERE}\n")


class TestAQuestion:
    def test_two_conditions_that_exclude_each_other(self) -> None:
        said = asked_when('{ control = "theirs" }')

        assert "no answers lead to this question: there are none with which" in said
        assert '`control` is "mine" or "shared" and `control` is "theirs"' in said

    def test_a_condition_of_the_question_that_it_names(self) -> None:
        text, line = broken(PROMISE, f'{PROMISE}when = {{ reason = "price", control = "mine" }}{HERE}\n')
        text = text.replace(CONTROL, CONTROL + 'when = { reason = { not = "price" } }\n')
        said = warned(text)[line + 1]

        assert (
            'no answers lead to this question: there are none with which `reason` is "price" and `control` '
            f'is "mine"; look at the condition of `control` (line {_line_of(text, "when = { reason")})'
        ) == said

    def test_a_question_that_is_always_answered(self) -> None:
        assert "there are none with which `reason` has no answer" in asked_when(
            "{ reason = { answered = false } }"
        )

    def test_numbers_beyond_the_ends(self) -> None:
        assert "there are none with which `sting` is 11 or more" in asked_when("{ sting = { min = 11 } }")

    def test_numbers_between_two_whole_ones(self) -> None:
        assert "`sting` is from 3.2 to 3.8" in asked_when("{ sting = { min = 3.2, max = 3.8 } }")

    def test_more_choices_than_can_be_marked_at_once_are_no_contradiction_of_one(self) -> None:
        assert {} == warned(SAMPLE.replace(PROMISE, PROMISE + 'when = { feelings = ["hurt", "worried"] }\n'))

    def test_a_question_behind_one_that_is_never_asked(self) -> None:
        text = SAMPLE.replace(PROMISE, PROMISE + "when = { sting = { min = 11 } }\n")
        said = warned(text)[_line_of(text, "when = { promise")]

        assert "`promise` has an answer; look at the condition of `promise`" in said


def _line_of(text: str, beginning: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith(beginning))


class TestAPart:
    def test_one_of_several_tables(self) -> None:
        said = at_the_mark(
            "  { promise = { answered = true } },\n",
            f'  {{ promise = {{ answered = true }} }},\n  {{ control = "theirs", sting = 3 }},{HERE}\n',
        )

        assert said.startswith("this part of the condition never holds: there are none with which")

    def test_all_of_several_tables(self) -> None:
        said = asked_when('[ { control = "theirs" }, { reason = { answered = false } } ]')

        assert said.startswith("no answers lead to this question")


class TestAStep:
    def test_a_step_is_told_once_and_not_its_questions(self) -> None:
        text, line = broken(
            'when = { control = ["mine", "shared"] }',
            f'when = {{ reason = {{ not = ["price", "replaced", "budget_cut"] }} }}{HERE}',
        )
        said = warned(text)

        assert said[line].startswith("no answers lead to this step")
        assert not any("question: there are none" in message for message in said.values())


class TestAChoice:
    def test_a_choice_that_is_never_offered(self) -> None:
        said = at_the_mark(
            'guarantee = { label = "Full price, free if it misses", when = { angry = false } }',
            f'guarantee = {{ label = "Free", when = {{ sting = {{ max = -1 }} }} }}{HERE}',
        )

        assert said == "this choice is never offered: there are none with which `sting` is -1 or less"

    def test_a_list_that_can_come_to_be_empty(self) -> None:
        said = at_the_mark(
            'choices = { hurt = "Hurt", worried = "Worried", relieved = "Relieved" }\ndefault = ["hurt"]\n',
            'choices = { hurt = { label = "Hurt", when = { sting = { min = 5 } } }, '
            f'worried = {{ label = "W", when = {{ angry = true }} }} }}{HERE}\n',
        )

        assert said.startswith("with some answers none of these choices is offered")

    def test_a_list_of_which_something_is_always_offered(self) -> None:
        text = SAMPLE.replace(
            'choices = { hurt = "Hurt", worried = "Worried", relieved = "Relieved" }\ndefault = ["hurt"]\n',
            'choices = { hurt = { label = "Hurt", when = { sting = { min = 5 } } }, '
            'worried = { label = "W", when = { sting = { not = [5, 6, 7, 8, 9, 10] } } } }\n',
        )

        assert {} == warned(text)

    def test_what_hangs_on_a_choice_that_is_never_offered(self) -> None:
        text = SAMPLE.replace("when = { angry = false }", "when = { sting = { min = 11 } }").replace(
            'id = "amends_by"\n', 'id = "amends_by"\nwhen = { offer = "guarantee" }\n'
        )

        assert 2 == len(warned(text))


def of_many(count: int, condition: str) -> str:
    """Return a playbook of many questions, each with a condition on the one before."""
    lines = ['title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n']
    for number in range(count):
        lines.append(f'[[step.question]]\nid = "q{number}"\ntype = "confirm"\nprompt = "P"\n')
        if number > 1:
            lines.append(f"when = {condition.format(number - 1, number - 2)}\n")
    return "".join(lines)


def test_a_dead_end_is_followed_to_the_end_of_a_long_chain() -> None:
    right = of_many(200, "{{ q{0} = true }}")
    wrong = right.replace('id = "q1"', 'id = "q1"\nrequired = true')
    wrong = wrong.replace("q1 = true", "q1 = { answered = false }")
    said = list(warned(wrong).values())

    assert {} == warned(right)
    assert 198 == len(said)
    assert "there are none with which `q198` is true; look at the condition of `q198` (line 999)" in said[-1]


def calls_for(text: str) -> int:
    """Count the calls that it takes to look for dead ends."""
    walked, _ = playbook_from(text)
    assert walked is not None
    profile = Profile()
    profile.runcall(lambda: list(dead_ends(walked, places(text))))
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(
    "condition",
    [
        "{{ q{0} = true }}",
        "{{ q{0} = true, q{1} = {{ not = false }} }}",
        "[ {{ q{0} = true }}, {{ q{1} = false }} ]",
        "{{ q0 = true, q{0} = {{ answered = true }} }}",
        "{{ q{0} = true, q{1} = {{ answered = false }} }}",
    ],
)
def test_each_question_of_many_takes_no_longer_than_each_of_few(condition: str) -> None:
    few, many = (calls_for(of_many(count, condition)) for count in (100, 400))

    assert many < 5 * few
