"""What no answers can lead to: said only where it is certain, against walking every way there is."""

from __future__ import annotations

import itertools
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import MONDAY, Table, asked, playbook, question_of, step
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HERE, SAMPLE, broken, question

from playbook.checking.conditions import dead_ends
from playbook.checking.dead_ends import Reach
from playbook.checking.samples import points_of, samples
from playbook.model.conditions import Test as Asked
from playbook.model.conditions import When, tables
from playbook.model.context import Context, Given
from playbook.model.part import read_part
from playbook.model.playbook import Playbook, Step
from playbook.model.types import Question
from playbook.model.types.choice import Chosen
from playbook.model.types.money import Amount
from playbook.model.types.scorecard import ScorecardQuestion
from playbook.reading.locations import places
from playbook.reading.playbooks import located, playbook_from
from playbook.shelf import shipped_folder
from playbook.walk import Answered, Reply, Skipped, Walk

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
        walk = Walk(walked, replies, Context(today=MONDAY), MONDAY)
        stop = next((stop for stop in walk.stops if stop.question.id not in replies), None)
        if stop is None:
            continue
        found.add(stop.question.id)
        given: list[Reply] = [Answered(value) for value in answers[stop.question.id]]
        given += [] if stop.question.required else [Skipped()]
        waiting += [{**replies, stop.question.id: reply} for reply in given]
    return found


def reachable(walked: Playbook) -> set[str]:
    """Give the ids of the questions that can be reached by what `Reach` says."""
    reach = Reach(walked)

    def may_be_asked(begun: Step, asked_of: Question) -> bool | None:
        return reach.possible(lambda: reach.holding(tables(begun.when), tables(asked_of.when)))

    return {asked_of.id for begun, asked_of in walked.questions() if may_be_asked(begun, asked_of)}


@given(small_playbooks())
@settings(max_examples=150)
def test_what_is_said_to_be_reachable_is_what_some_walk_comes_to(
    made: tuple[Playbook, dict[str, list[Any]]],
) -> None:
    walked, answers = made

    assert reached(walked, answers) == reachable(walked)


def warned(text: str) -> dict[int, str]:
    """Give what is said of the conditions of a playbook, by line."""
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
    """Give what is said of the condition of a question that no other hangs on."""
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


class TestAScorecard:
    def test_a_band_that_no_marks_come_to(self) -> None:
        said = at_the_mark(
            '  { id = "release", from = 0, label = "Turn the page" },\n',
            '  { id = "release", from = 0, label = "Turn the page" },\n'
            f'  {{ id = "rare", from = 1, label = "Rare" }},{HERE}\n'
            '  { id = "few", from = 3, label = "Few" },\n',
        )

        assert "no marks come to the points of this band, 1 to 2" == said

    @given(
        st.lists(st.sampled_from([1, 2, 0.5, 7]), min_size=1, max_size=3),
        st.integers(1, 4),
    )
    def test_points_are_those_that_some_marks_come_to(self, weights: list[float], most: int) -> None:
        items = ", ".join(f'{{ id = "i{n}", prompt = "P", weight = {w} }}' for n, w in enumerate(weights))
        found = question(
            "scorecard", f'max = {most}\nitems = [{items}]\nbands = [{{ id = "b", from = 0, label = "B" }}]'
        )
        assert isinstance(found, ScorecardQuestion)
        marks = itertools.product(*([None, *range(most + 1)] for _ in weights))
        given_marks = [{f"i{n}": m for n, m in enumerate(some) if m is not None} for some in marks]

        assert {found.scored(some).points for some in given_marks if some} == set(points_of(found))


def of_numbers() -> st.SearchStrategy[str]:
    bound = st.sampled_from(["-1", "0", "0.5", "1", "1.004", "1.01", "2", "1e300", "inf"])
    between = st.one_of(
        bound.map(lambda low: f"{{ min = {low} }}"), bound.map(lambda high: f"{{ max = {high} }}")
    )
    return st.one_of(between, st.sampled_from(["0", "1.01", "[1, 2]", "{ not = 1 }"]))


@given(
    st.sampled_from(["number", "money"]),
    st.lists(of_numbers(), min_size=1, max_size=3),
    st.decimals(-3, 3, places=2),
)
def test_every_number_has_one_that_stands_for_it(kind: str, conditions: list[str], number: Decimal) -> None:
    asked_of = question(kind)
    tests = [test for one in conditions for table in tables(_when(one)) for test in table.values()]
    found = samples(asked_of, tests, ())
    value = Amount(number, "CHF") if kind == "money" else number

    assert found is not None
    assert _outcomes(asked_of, value, tests) in [_outcomes(asked_of, one, tests) for one in found]


def _when(condition: str) -> When:
    made = read_part(Step, tomllib.loads(f'id = "a"\ntitle = "A"\nwhen = {{ it = {condition} }}'))
    assert made.when is not None
    return made.when


def _outcomes(asked_of: Question, value: object, tests: list[Asked]) -> list[bool]:
    known = Context(today=MONDAY, answers={"it": Given(asked_of, value)})
    return [known.holds({"it": test}) for test in tests]


class TestHowLong:
    def chain(self, length: int, condition: str) -> str:
        lines = ['title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n']
        for number in range(length):
            lines.append(f'[[step.question]]\nid = "q{number}"\ntype = "confirm"\nprompt = "P"\n')
            if number:
                lines.append(condition.format(number - 1, max(number - 2, 0)))
        return "".join(lines)

    def test_a_long_chain_is_followed_to_its_end(self) -> None:
        text = self.chain(1500, "when = {{ q{0} = true }}\n") + (
            '[[step.question]]\nid = "last"\ntype = "text"\nprompt = "P"\nwhen = { q1499 = true }\n'
        )
        walked, _ = playbook_from(text)
        assert walked is not None
        reach = Reach(walked)

        assert True is reach.possible(lambda: reach.holding(tables(question_of(walked, "last").when)))

    def test_what_would_take_too_long_is_not_said(self) -> None:
        names = [f"q{number}" for number in range(40)]
        alternatives = ", ".join(
            f"{{ {a} = true, {b} = false }}" for a, b in itertools.permutations(names, 2)
        )
        text = self.chain(40, "required = true\n") + "".join(
            f'[[step.question]]\nid = "x{n}"\ntype = "confirm"\nprompt = "P"\nrequired = true\n'
            f"when = [ {alternatives} ]\n"
            for n in range(8)
        )
        conditions = ", ".join(f"x{n} = {{ answered = false }}" for n in range(8))
        text += f'[[step.question]]\nid = "last"\ntype = "text"\nprompt = "P"\nwhen = {{ {conditions} }}\n'
        walked, _ = playbook_from(text)
        assert walked is not None
        reach = Reach(walked)

        assert None is reach.possible(lambda: reach.holding(tables(question_of(walked, "last").when)))
