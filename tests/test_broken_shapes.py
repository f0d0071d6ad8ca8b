"""A playbook whose parts have the wrong shape, or stand in the wrong place, is told so at its line."""

from __future__ import annotations

import pytest
from samples import HERE, broken, findings_of

TITLE = 'title = "Losing a client"'
BREATHE = '[[step]]\nid = "breathe"\ntitle = "Breathe"'
CONTROL = 'choices = { mine = "Mostly mine", shared = "Some of each", theirs = "Not mine" }'
FROM = 'default = { from = "reason", map = { replaced = "shared", "replaced.in_house" = "theirs" } }'
HOURS = 'unit = "hours"\nmin = 0\nmax = 99.5'
GUARANTEE = 'guarantee = { label = "Full price, free if it misses", when = { angry = false } }'
TEXT = 'text = "You were right to expect {promise|more}."'
RELEASE = '  { id = "release", from = 0, label = "Turn the page" },'
LAST = '[[step.question]]\nid = "closing"\ntype = "text"\nprompt = "What is left to say?"'

# A misspelt key that is needed is not missing as well.
MISSPELT = {
    "title": (TITLE, f'titel = "Losing a client"{HERE}', "`title`"),
    "a step's title": (BREATHE, f'[[step]]\nid = "breathe"\ntitel = "Breathe"{HERE}', "`title`"),
    "prompt": (LAST, f'[[step.question]]\nid = "closing"\ntype = "text"\npromt = "?"{HERE}', "`prompt`"),
    "text": (TEXT, f'txt = "You were right."{HERE}', "`text`"),
    "label": (GUARANTEE, f'guarantee = {{ lable = "Free" }}{HERE}', "`label`"),
    "from of a band": (RELEASE, f"{RELEASE.replace('from', 'form')}{HERE}", "`from`"),
}


@pytest.mark.parametrize(("old", "new", "key"), MISSPELT.values(), ids=MISSPELT)
def test_a_misspelt_key_is_told_with_the_one_that_was_meant_and_nothing_else(
    old: str, new: str, key: str
) -> None:
    text, here = broken(old, new)
    findings = findings_of(text)

    assert [here] == [finding.line for finding in findings]
    assert f"did you mean {key}?" in findings[0].message


def test_the_key_choice_is_told_to_be_choices() -> None:
    text, here = broken(CONTROL, CONTROL.replace("choices", "choice") + HERE)
    told = [(finding.line, finding.message) for finding in findings_of(text)]

    assert [] != [line for line, message in told if line == here and "did you mean `choices`?" in message]


BELOW_THE_CHOICES = {
    "default": 'default = "none"',
    "help": 'help = "As you like."',
    "required": "required = true",
    "when": "when = { angry = true }",
    "when in tables": "when = [{ angry = true }]",
    "default from": 'default = { from = "reason" }',
    "min": "min = 1",
}


@pytest.mark.parametrize("line", BELOW_THE_CHOICES.values(), ids=BELOW_THE_CHOICES)
@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_a_key_of_the_question_below_its_choices_is_told_to_stand_above(line: str, kind: str) -> None:
    text, here = broken(
        'id = "told"\ntype = "choice"\nprompt = "What did they say it was?"\nchoices_of = "reason"',
        f'id = "told"\ntype = "{kind}"\nprompt = "?"\n[step.question.choices]\na = "A"\n{line}{HERE}',
    )
    findings = findings_of(text)

    assert [here] == [finding.line for finding in findings], findings
    assert "is a key of the question, not a choice: write it above its choices" in findings[0].message


def test_a_name_that_is_too_long_is_told_how_long_it_may_be() -> None:
    text, here = broken(LAST, LAST.replace("closing", "c" * 61) + HERE)
    findings = findings_of(text)

    assert [here - 2] == [finding.line for finding in findings]
    assert "60" in findings[0].message


def test_a_name_may_have_sixty_characters() -> None:
    text, _ = broken(LAST, LAST.replace("closing", "c" * 60) + HERE)

    assert [] == findings_of(text)


@pytest.mark.parametrize("kind", ["5", "true", '["text"]', '{ a = "text" }'])
def test_a_type_that_is_no_word_is_told_what_types_there_are(kind: str) -> None:
    text, here = broken(LAST, f'[[step.question]]\nid = "closing"\ntype = {kind}{HERE}\nprompt = "?"')
    findings = findings_of(text)

    assert [here] == [finding.line for finding in findings], findings
    assert "`text`" in findings[0].message


@pytest.mark.parametrize(("part", "header"), [("step", "[[step]]"), ("question", "[[step.question]]")])
def test_single_brackets_are_told_to_be_double(part: str, header: str) -> None:
    text = 'title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n[[step.question]]\nid = "b"\n'
    single = text.replace(header, header[1:-1])
    if part == "step":
        single = single.partition("[[step.question]]")[0]
    findings = findings_of(single)

    assert [text[: text.index(header)].count("\n") + 1] == [finding.line for finding in findings], findings
    assert header in findings[0].message


@pytest.mark.parametrize("value", ["5", '"x"', "{ a = 1 }", "[1]", '["x"]', "[[]]"])
@pytest.mark.parametrize("key", ["step", "question"])
def test_what_stands_for_steps_or_questions_and_is_none_is_one_finding(key: str, value: str) -> None:
    start = 'title = "T"\nsummary = "S"\n'
    text = start + (
        f"step = {value}" if key == "step" else f'[[step]]\nid = "a"\ntitle = "A"\nquestion = {value}'
    )
    findings = findings_of(text)

    assert [text.count("\n") + 1] == [finding.line for finding in findings]
    assert "this should be" in findings[0].message
    assert "object to extract" not in findings[0].message


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n\n"])
def test_a_file_with_nothing_in_it_is_told_what_it_needs(text: str) -> None:
    findings = findings_of(text)

    assert [(1, 1)] == [(finding.line, finding.column) for finding in findings]
    assert "`title` is missing; `summary` is missing; `step` is missing" == findings[0].message


def test_a_playbook_without_steps_is_told_that_it_needs_one() -> None:
    findings = findings_of('title = "T"\nsummary = "S"\nstep = []\n')

    assert [(3, "there is nothing in this; it needs at least one")] == [
        (finding.line, finding.message) for finding in findings
    ]


# Where a table is meant, what a bare value would have to be is beside the point.
TABLES = {
    "a default from a misspelt key": (FROM, f'default = {{ form = "reason" }}{HERE}', "did you mean `from`?"),
    "a default from nothing": (FROM, f"default = {{}}{HERE}", "`from` is missing"),
    "a map that is none": (FROM, f'default = {{ from = "reason", map = "mine" }}{HERE}', "a table"),
    "a map to a table": (
        FROM,
        f'default = {{ from = "reason", map = {{ replaced = {{ a = "mine" }} }} }}{HERE}',
        "words in quotation marks",
    ),
    "an end that is a table": (HOURS, f'unit = "hours"\nmin = {{}}{HERE}', "a number"),
}


@pytest.mark.parametrize(("old", "new", "says"), TABLES.values(), ids=TABLES)
def test_a_table_in_the_wrong_place_or_shape_is_told_of_at_its_line(old: str, new: str, says: str) -> None:
    text, here = broken(old, new)
    findings = findings_of(text)

    assert {here} == {finding.line for finding in findings}
    assert any(says in finding.message for finding in findings)


@pytest.mark.parametrize(
    "line",
    [
        f"default = {{}}{HERE}",
        f'default = {{ from = "reason", map = "mine" }}{HERE}',
        f"required = {{}}{HERE}",
    ],
)
def test_one_slip_is_said_once(line: str) -> None:
    text, here = broken(FROM, line)

    assert [here] == [finding.line for finding in findings_of(text)]
