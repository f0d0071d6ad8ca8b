"""An answers file is read whole, and everything that is wrong with it is said at once, with its lines."""

from __future__ import annotations

import contextlib
from datetime import date
from pathlib import Path

import pytest
from homes import Home, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import HERE, KNOWN, SAMPLE, read

from playbook.reading.answers import AnswersFile, read_answers
from playbook.reading.findings import BrokenFile, Unopened

PLAYBOOK = read(SAMPLE)

WHOLE = """\
# What was said on the phone.
sting = 7
pause = "done"
callback_on = 2026-11-24
monthly_value = "1200 USD"
holding_reply = { state = "sent", on = 2026-11-22, text = "Thank you." }
reason = "price.rate_rise"
told = "budget_cut"
control = "mine"
angry = true
feelings = ["hurt", "relieved"]
promise = "The report by Friday"
hours = 2.5
offer = "none"
amends_by = "in 2 weeks"
fit = { target = 3, price = 2 }
closing = { skipped = true }
"""


def answers(folder: Path, text: str) -> AnswersFile:
    path = folder / "acme.toml"
    path.write_text(text, encoding="utf-8")
    return read_answers(path, "acme.toml", PLAYBOOK, KNOWN)


def broken(folder: Path, text: str) -> BrokenFile:
    with pytest.raises(BrokenFile) as error:
        answers(folder, text)
    return error.value


def test_an_answers_file_is_read_as_toml_has_it(tmp_path: Path) -> None:
    read_back = answers(tmp_path, WHOLE)

    assert {
        "sting": 7,
        "pause": "done",
        "callback_on": date(2026, 11, 24),
        "monthly_value": "1200 USD",
        "holding_reply": {"state": "sent", "on": date(2026, 11, 22), "text": "Thank you."},
        "reason": "price.rate_rise",
        "told": "budget_cut",
        "control": "mine",
        "angry": True,
        "feelings": ["hurt", "relieved"],
        "promise": "The report by Friday",
        "hours": 2.5,
        "offer": "none",
        "amends_by": "in 2 weeks",
        "fit": {"target": 3, "price": 2},
        "closing": None,
    } == dict(read_back)


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_answers_file_may_hold_nothing(tmp_path: Path, text: str) -> None:
    assert {} == dict(answers(tmp_path, text))


@pytest.mark.parametrize(
    "line",
    [
        "sting = { skipped = true }",
        "feelings = { skipped = true }",
        "feelings = []",
        "holding_reply = { skipped = true }",
        "fit = { skipped = true }",
        "pause = { skipped = true }",
        "[sting]\nskipped = true",
        "sting.skipped = true",
    ],
)
def test_a_question_may_be_passed(tmp_path: Path, line: str) -> None:
    assert [None] == list(answers(tmp_path, line).values())


def test_a_draft_may_be_a_table_of_its_own(tmp_path: Path) -> None:
    text = '[holding_reply]\nstate = "later"\ntext = """\nThank you.\n\nAda\n"""\n'

    assert {"state": "later", "text": "Thank you.\n\nAda\n"} == answers(tmp_path, text)["holding_reply"]


# What is no answer of its type, the types tell themselves.
WRONG = {
    "another type": ('sting = "seven"', "a whole number from 0 to 10, without quotation marks"),
    "an unknown id": ("stnig = 7", "the playbook has no question `stnig`; did you mean `sting`?"),
    "an unknown id like no other": ("colour = 7", "the playbook has no question `colour`"),
    "a step's id": ("amends = true", "the playbook has no question `amends`"),
    "a script": ('words = "I said them"', "this is only for reading and takes no answer"),
    "a script, passed": ("words = { skipped = true }", "this is only for reading and takes no answer"),
    "a required question, passed": ("reason = { skipped = true }", "this one cannot be skipped"),
    "a required question, of nothing": ("reason = []", "Write one of its choices"),
    "not skipped": ("sting = { skipped = false }", "from 0 to 10"),
    "a table for a number": ("hours = { value = 2 }", "a number"),
    "a number of 400 digits": (f"hours = 1{'0' * 400}", "number"),
    "no such number": ("hours = nan", "a number"),
    "skipped as a number": ("sting = { skipped = 1 }", "from 0 to 10"),
    "skipped with more": ("sting = { skipped = true, why = 1 }", "from 0 to 10"),
    "a list of tables": ("[[sting]]\nskipped = true", "from 0 to 10"),
}


@pytest.mark.parametrize(("line", "says"), WRONG.values(), ids=WRONG)
def test_what_is_no_answer_is_told_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    before = 'control = "mine"\n\n# a note\n'
    error = broken(tmp_path, f"{before}{line}\n")

    assert [4] == [finding.line for finding in error.findings], error.message
    assert says in error.findings[0].message
    assert "acme.toml:4:" in error.message


def test_everything_is_said_at_once_in_the_order_of_its_lines(tmp_path: Path) -> None:
    text = (
        WHOLE.replace("sting = 7", "stng = 7")
        .replace("angry = true", "angry = 1")
        .replace("hours = 2.5", "hours = -1")
    )
    here = [number for number, line in enumerate(text.split("\n"), 1) if line[:4] in ("stng", "angr", "hour")]

    assert here == [finding.line for finding in broken(tmp_path, text).findings]


def test_an_error_names_the_question_and_shows_the_line(tmp_path: Path) -> None:
    error = broken(tmp_path, "# note\nsting = 11\n")

    assert (
        "acme.toml:2:1: `sting`: Type a whole number from 0 to 10.\n    sting = 11\n    ^^^^^"
        == error.message
    )
    assert "Fix acme.toml" in error.hint
    assert 2 == error.status


def test_an_answer_in_a_table_is_told_at_its_heading(tmp_path: Path) -> None:
    error = broken(tmp_path, 'sting = 7\n\n[holding_reply]\nstate = "posted"\n')

    assert [3] == [finding.line for finding in error.findings]


BROKEN_TOML = {
    "words without quotation marks": (f"sting = 7\npromise = The report{HERE}\n", "quotation marks"),
    "a key twice": (f"sting = 7\nsting = 8{HERE}\n", "`sting` is in line 1 already"),
    "no equals sign": (f"# note\nsting 7{HERE}\n", "the `=` is missing"),
}


@pytest.mark.parametrize(("text", "says"), BROKEN_TOML.values(), ids=BROKEN_TOML)
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    here = next(number for number, line in enumerate(text.split("\n"), 1) if HERE in line)
    error = broken(tmp_path, text.replace(HERE, ""))

    assert [here] == [finding.line for finding in error.findings]
    assert says in error.findings[0].message


def test_an_answers_file_that_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(Unopened, match=r"There is no file acme\.toml"):
        read_answers(tmp_path / "acme.toml", "acme.toml", PLAYBOOK, KNOWN)


def test_answers_come_from_standard_input_too_and_an_entry_is_told_from_them(home: Home) -> None:
    ended = run("lost", "Acme", "--answers", "-", typed="sting = 7\n")

    assert "7" == home.answers("Acme")["sting"]
    assert "--answers" not in ended.stderr
    assert "standard input:1:1: `stnig`" in run("lost", "Acme", "--answers", "-", typed="stnig = 7\n").stderr
    ended = run("lost", "Acme", "--answers", str(home.entry))
    assert 2 == ended.returncode
    assert "is not an answers file: it begins as an entry of the journal does." in ended.stderr


def test_what_is_not_utf_8_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_bytes(b'sting = 7\npromise = "perch\xe9"\n')

    with pytest.raises(BrokenFile, match=r"acme\.toml:2:17: .*save the file as UTF-8"):
        read_answers(tmp_path / "acme.toml", "acme.toml", PLAYBOOK, KNOWN)


def test_words_for_a_day_count_from_today(tmp_path: Path) -> None:
    (tmp_path / "acme.toml").write_text('callback_on = "2070-01-01"\n', encoding="utf-8")
    much_later = KNOWN._replace(today=date(2030, 1, 1))

    with pytest.raises(BrokenFile, match="more than fifty years away"):
        read_answers(tmp_path / "acme.toml", "acme.toml", PLAYBOOK, KNOWN._replace(today=date(2010, 1, 1)))
    assert 1 == len(read_answers(tmp_path / "acme.toml", "acme.toml", PLAYBOOK, much_later))


def test_an_answer_that_turns_out_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    error = answers(tmp_path, WHOLE).broken("offer", "`guarantee` is not offered here")

    assert [(14, "`guarantee` is not offered here")] == [(f.line, f.message) for f in error.findings]
    assert "acme.toml:14:1: `offer`" in error.message


def test_answers_reach_as_far_as_their_last_step(tmp_path: Path) -> None:
    breathe, why, amends, fit = PLAYBOOK.steps
    some = answers(tmp_path, "sting = 7\npromise = { skipped = true }\n")

    assert [True, True, True, False] == [some.reach(PLAYBOOK, step) for step in (breathe, why, amends, fit)]


NAMES = st.sampled_from([question.id for _, question in PLAYBOOK.questions()])
VALUES = st.sampled_from(
    [
        *("1", "-1", "0.5", "nan", "inf", "1e308", f"1{'0' * 400}", f"0x{'f' * 4000}", "true", '""', '"x"'),
        *('"done"', '"price"', "[]", '["hurt"]', "[[]]", "[{}]", "{}", "{ skipped = true }", "{ state = 1 }"),
        *('{ state = "sent", on = 1 }', "{ target = 1 }", "{ target = [] }", "2026-11-24", "10:00:00"),
        "2026-11-24T10:00:00Z",
    ]
)


@given(st.dictionaries(NAMES, VALUES, max_size=6) | st.text(max_size=60))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_answers_file_is_read_or_told_what_is_wrong(
    tmp_path: Path, content: dict[str, str] | str
) -> None:
    text = (
        content if isinstance(content, str) else "".join(f"{name} = {raw}\n" for name, raw in content.items())
    )
    with contextlib.suppress(BrokenFile, Unopened):
        assert set(answers(tmp_path, text)) <= {question.id for _, question in PLAYBOOK.questions()}


def test_hundreds_of_unknown_ids_are_all_found(tmp_path: Path) -> None:
    text = "".join(f"stnig{number} = 7\n" for number in range(300))

    assert list(range(1, 301)) == [finding.line for finding in broken(tmp_path, text).findings]


def test_a_key_of_any_number_of_dots_is_told_with_its_line(tmp_path: Path) -> None:
    error = broken(tmp_path, f"sting = 7\n{'.'.join('a' * 1500)} = 1\n")

    assert [2] == [finding.line for finding in error.findings]
