"""A playbook is read whole, and everything that is wrong with it is said at once."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HERE, SAMPLE, broken, findings_of, read

from playbook.model.types import KEYS, LIST_KEYS, TYPES
from playbook.reading.findings import BrokenFile, Finding, Unopened
from playbook.reading.playbooks import playbook_from, read_playbook

LOST = (Path(__file__).parents[1] / "playbooks" / "en" / "lost.toml").read_text(encoding="utf-8")


def test_the_sample_is_right_and_holds_every_question_type_but_runway() -> None:
    kinds = {asked.type for _, asked in read(SAMPLE).questions()}

    assert set(TYPES) == {*kinds, "runway"}
    assert [] == findings_of(SAMPLE)


def test_a_playbook_is_read_in_the_order_of_its_file() -> None:
    playbook = read(SAMPLE)

    assert ["breathe", "why", "amends", "fit"] == [step.id for step in playbook.steps]
    assert ["promise", "hours", "offer", "amends_by", "words", "so_far"] == [
        question.id for question in playbook.steps[2].questions
    ]
    assert "Thank {client} first.\nThen breathe, {me|you}; it is {today}.\n" == playbook.steps[0].guide


def test_what_is_left_out_has_its_usual_value() -> None:
    playbook = read('title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n')

    assert ("en", "client", ()) == (playbook.language, playbook.subject, playbook.steps[0].questions)


def test_borrowed_choices_are_those_of_the_lender() -> None:
    playbook = read(SAMPLE)

    assert getattr(playbook.by_id["reason"], "choices", 1) == getattr(playbook.by_id["told"], "choices", 2)


@pytest.mark.parametrize("language", ["en", "it", "pt-BR", "zh-Hant-TW", "EN"])
def test_a_language_is_named_as_bcp_47_does(language: str) -> None:
    assert language == read(SAMPLE.replace('language = "en"', f'language = "{language}"')).language


@pytest.mark.parametrize("name", ["Pause", "the-pause", "the pause", "1st", "", "pàuse", "p" * 61])
def test_a_bad_id_hides_nothing_that_is_wrong_elsewhere(name: str) -> None:
    text, first = broken('id = "pause"', f'id = "{name}"{HERE}')
    text = text.replace('prompt = "What is left to say?"', 'prompt = "What, {nobody}?"')
    last = next(number for number, line in enumerate(text.split("\n"), 1) if "{nobody}" in line)

    assert [first, last] == [finding.line for finding in findings_of(text)]


def lines_with_a_value(text: str) -> dict[int, str]:
    """Return each line that holds a key and its whole value, by its number; a question's id is left out."""
    outside = re.sub(r'"{3}.*?"{3}', lambda string: "\n" * string[0].count("\n"), text, flags=re.DOTALL)
    return {
        number: found[1]
        for number, line in enumerate(outside.split("\n"), 1)
        if (found := re.match(r"(?!id )(.+?) = [^\[\s]", line)) and "{" not in found[1]
    }


def test_a_time_of_day_in_the_place_of_any_value_is_one_finding_at_its_line() -> None:
    lines = SAMPLE.split("\n")
    wrong = {}
    for number, key in lines_with_a_value(SAMPLE).items():
        slip = [*lines[: number - 1], f"{key} = 10:00:00", *lines[number:]]
        found = [finding.line for finding in findings_of("\n".join(slip))]
        if found != [number]:
            wrong[f"{number}: {key}"] = found

    assert {} == wrong


def test_one_slip_among_the_reasons_of_the_shipped_playbook_is_one_finding() -> None:
    lines = LOST.split("\n")
    number = lines.index('slight.label = "Somebody felt slighted"') + 1
    lines[number - 1] = "slight.label = 5"

    assert [number] == [finding.line for finding in findings_of("\n".join(lines))]


def test_a_name_within_a_text_is_found_at_its_column() -> None:
    text, here = broken(
        "Meanwhile [what is under way] goes on. {me|}", f"Meanwhile [\\u00e9] goes on. {{you|}}{HERE}"
    )
    finding = findings_of(text)[0]

    assert (here, 29, 6) == (finding.line, finding.column, finding.length)
    assert "question `holding_reply`" == finding.where


def test_a_required_question_that_is_always_asked_may_be_named_bare() -> None:
    text = SAMPLE.replace('prompt = "What is left to say?"', 'prompt = "So it was {reason}?"')

    assert [] == findings_of(text)


def test_a_question_that_is_passed_over_with_its_step_may_not_be_named_bare() -> None:
    text, here = broken('prompt = "What is left to say?"', f'prompt = "And {{promise}}?"{HERE}')
    text = text.replace("multiline = true", "multiline = true\nrequired = true")

    assert [(here + 1, "`promise` may have no answer; say what stands in then: {promise|words}")] == [
        (finding.line, finding.message) for finding in findings_of(text)
    ]


@pytest.mark.parametrize("slug", sorted(LIST_KEYS))
def test_no_slug_is_a_key_of_a_question(slug: str) -> None:
    text, here = broken('budget_cut = "Money was cut"', f'{slug} = "Something"{HERE}')
    told = [finding.message for finding in findings_of(text) if finding.line == here]

    assert [f"`{slug}` is a key of the question, not a choice: write it above its choices"] == told


def test_a_long_line_is_cut_around_the_place() -> None:
    finding = Finding(3, 100, "", "wrong", "x" * 99 + "here" + "y" * 99, 4)

    assert f"f:3:100: wrong\n    {'x' * 24}here{'y' * 40}\n    {' ' * 24}^^^^" == finding.said("f")


def test_a_mark_stands_beneath_its_place_behind_a_tab() -> None:
    assert "f:1:2: wrong\n     a = 1\n     ^" == Finding(1, 2, "", "wrong", "\ta = 1").said("f")


def test_of_many_findings_the_first_forty_are_said() -> None:
    error = BrokenFile("f", [Finding(line, 1, "", "wrong") for line in range(100, 0, -1)], "Mend it.")

    assert "f:1:1: wrong\nf:2:1: wrong\n" == error.message[:26]
    assert "f:40:1: wrong\n… and 60 more." == error.message[-28:]


def outcome(text: str) -> None:
    """Read a text, which gives a playbook, or says what is wrong within its lines."""
    findings = findings_of(text)
    lines = text.split("\n")
    if not findings:
        assert playbook_from(text)[0] is not None
    for finding in findings:
        assert 1 <= finding.line <= len(lines)
        assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
        assert finding.message
        assert finding.said("lost.toml").startswith(f"lost.toml:{finding.line}:")


@given(st.text(max_size=200))
def test_any_text_is_a_playbook_or_a_finding(text: str) -> None:
    outcome(text)


@given(st.binary(max_size=200) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_a_playbook_or_a_broken_file(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    with contextlib.suppress(BrokenFile, Unopened):
        read_playbook(path, "any.toml")


LINES = st.integers(0, LOST.count("\n") - 1)
VALUES = st.sampled_from(
    [
        *("1", "-1", "0.5", "nan", "inf", "1e400", f"1{'0' * 400}", f"0x{'f' * 4000}", "true", '""', '"x"'),
        *("[]", "[[]]", "[{}]", "{}", "{ a = 1 }", '["mine"]', '{ from = "sting" }', '"{x}"', '"{"'),
        *("1979-05-27", "07:32:00", "1979-05-27T07:32:00"),
    ]
)
MUTATION = st.one_of(
    st.tuples(st.just("delete"), LINES, st.just("")),
    st.tuples(st.just("double"), LINES, st.just("")),
    st.tuples(st.just("swap"), LINES, st.just("")),
    st.tuples(st.just("cut"), LINES, st.just("")),
    st.tuples(st.just("value"), LINES, VALUES),
    st.tuples(st.just("key"), LINES, st.sampled_from(sorted(KEYS))),
    st.tuples(st.just("insert"), LINES, st.text(max_size=3)),
)


def mutated(text: str, kind: str, number: int, new: str) -> str:
    """Return the text with one of its lines changed."""
    lines = text.split("\n")
    number %= len(lines)
    line = lines[number]
    key, _, value = line.partition(" = ")
    match kind:
        case "delete":
            lines[number : number + 1] = []
        case "double":
            lines[number : number + 1] = [line, line]
        case "swap":
            lines[number - 1], lines[number] = line, lines[number - 1]
        case "cut":
            lines[number] = line[: len(line) // 2]
        case "value":
            lines[number] = f"{key} = {new}"
        case "key":
            lines[number] = f"{new} = {value}"
        case _:
            lines[number] = line[: len(line) // 2] + new + line[len(line) // 2 :]
    return "\n".join(lines)


@given(st.lists(MUTATION, min_size=1, max_size=4))
@settings(max_examples=50)
def test_the_shipped_playbook_however_broken_is_a_playbook_or_a_finding(
    mutations: list[tuple[str, int, str]],
) -> None:
    text = LOST
    for kind, number, new in mutations:
        text = mutated(text, kind, number, new)

    outcome(text)


@given(st.lists(MUTATION, min_size=1, max_size=4))
@settings(max_examples=60)
def test_the_sample_however_broken_is_a_playbook_or_a_finding(mutations: list[tuple[str, int, str]]) -> None:
    text = SAMPLE
    for kind, number, new in mutations:
        text = mutated(text, kind, number, new)

    outcome(text)
