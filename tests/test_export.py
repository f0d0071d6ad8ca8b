"""`playbook export`."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from typing import Any

import journals
import pytest
from homes import Home, run
from samples import SAMPLE

from playbook.model.playbook import questions_in

ANSWERS = """\
- heard_by: (skipped)
- feeling: angry, worried — Angry, Worried about money
- sting: 7
- contact: (unfinished)
  Mar
- callback_on: 2026-11-24
- holding_reply: sent 2026-11-22

  Thank you, "Maria",

  and bye.
- monthly_value: 1200.50 EUR
- my_guess: price.rate_rise — Price: After I raised it
- ~offer: none
- their_words: We love it,
  but: no.
- fit: 62 mixed — Keep it warm
  - target: 3
  - price: 2
- introductions: many
- mine: my own
"""


@pytest.fixture(autouse=True)
def acme(home: Home) -> None:
    home.begin("lost", "Acme", ANSWERS)


def exported(*arguments: str) -> list[dict[str, Any]]:
    return json.loads(run("export", *arguments).stdout)  # type: ignore[no-any-return]  # as it should be


def test_answers_have_the_types_of_their_questions() -> None:
    (row,) = exported()

    assert {
        "playbook": "lost",
        "client": "Acme",
        "heard_by": None,
        "feeling": ["angry", "worried"],
        "sting": 7,
        "contact": None,
        "callback_on": "2026-11-24",
        "holding_reply": "sent",
        "holding_reply_on": "2026-11-22",
        "holding_reply_text": 'Thank you, "Maria",\n\nand bye.',
        "monthly_value": 1200.5,
        "monthly_value_currency": "EUR",
        "my_guess": "price.rate_rise",
        "offer": None,
        "their_words": "We love it,\nbut: no.",
        "fit": 62,
        "fit_band": "mixed",
        "fit_target": 3,
        "fit_growth": None,
        "introductions": None,
        "mine": "my own",
    }.items() <= row.items()
    assert "1 answer is left out: not of the question's type.\n" == run("export").stderr


def test_columns_stand_in_the_order_of_the_playbook() -> None:
    names = list(exported()[0])

    assert ["path", "playbook", "client", "status", "started", "updated", "heard_by"] == names[:7]
    assert ["progress", "mine"] == names[-2:]


def test_lines_and_csv_hold_the_same(home: Home) -> None:
    home.begin("lost", "Beta", '- room: =1+1, "x"\n- reason: fit\n')
    rows = exported()
    lines = [json.loads(line) for line in run("export", "--format", "jsonl").stdout.splitlines()]
    table = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").stdout)))

    assert rows == lines
    assert list(rows[0]) == list(table[0])
    for row, line in zip(rows, table, strict=True):
        texts = {
            name: value if isinstance(value, str) else "" if value is None else line[name]
            for name, value in row.items()
        }
        assert texts == line
    assert ("7", "angry, worried", "1200.5") == tuple(
        table[0][name] for name in ("sting", "feeling", "monthly_value")
    )


def test_a_spreadsheet_takes_no_answer_for_a_formula(home: Home) -> None:
    home.begin("lost", "Acme", "- contact: =1+1\n- their_words: - no\n- sting: 7\n")

    ended = run("export", "--spreadsheet")
    (row,) = csv.DictReader(io.StringIO(ended.stdout.removeprefix("\ufeff")))

    assert ended.stdout.startswith("\ufeffpath,")
    assert ["'=1+1", "'- no", "7"] == [row[name] for name in ("contact", "their_words", "sting")]
    assert 2 == run("export", "--spreadsheet", "--format", "json").returncode


def test_entries_of_several_playbooks_share_their_columns(home: Home) -> None:
    home.add_playbook("after", SAMPLE)
    home.begin("after", "Beta", "- angry: yes\n- sting: 3\n- hours: 2.50\n- told: price\n")
    home.begin("gone", "Delta", "- sting: 3\n- client: x\n")

    acme, beta, delta = exported()

    assert list(acme) == list(beta) == list(delta)
    assert (True, 3, 2.5, "price", None) == tuple(beta[n] for n in ("angry", "sting", "hours", "told", "fit"))
    assert ("3", "Delta", "x") == (delta["sting"], delta["client"], delta["client_"])


TWO = """title = "T"
summary = "S"
[[step]]
id = "look"
title = "Look"
"""
ROOM, MOOD = (
    f'[[step.question]]\nid = "{name}"\ntype = "text"\nprompt = "{name}?"\n' for name in ("room", "mood")
)


def test_a_playbook_with_the_questions_of_another_may_have_them_in_another_order(home: Home) -> None:
    home.entry.unlink()
    home.add_playbook("one", TWO + ROOM + MOOD)
    home.add_playbook("two", TWO + MOOD + ROOM)
    home.begin("one", "Acme", "- room: a\n- mood: b\n")
    home.begin("two", "Beta", "- room: a\n- mood: b\n")

    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").stdout)))

    assert [("a", "b")] * 2 == [(row["room"], row["mood"]) for row in rows]


@pytest.mark.parametrize("alone", [True, False])
def test_a_line_of_the_persons_is_no_column_of_another_question(home: Home, alone: bool) -> None:
    home.entry.unlink()
    home.begin("lost", "Acme", "- monthly_value: 10 EUR\n- monthly_value_currency: by hand\n")
    if not alone:
        home.begin("gone", "Beta", "- mine: x\n")

    row = exported()[0]

    assert ("EUR", "by hand") == (row["monthly_value_currency"], row["monthly_value_currency_"])


def test_what_asks_for_nothing_has_no_column(home: Home) -> None:
    home.begin("review", "", "- rule: Ask first\n")
    review = journals.LOST.with_name("review.toml")
    steps = tomllib.loads(review.read_text(encoding="utf-8"))["step"]
    asked = {question["id"] for step in steps for question in step["question"]}
    kept = set(questions_in({"step": steps}))

    columns = set(exported()[0])

    assert kept <= columns
    assert asked - kept
    assert not (asked - kept) & columns


def test_no_control_character_of_a_file_comes_between_the_cells(home: Home) -> None:
    path = home.begin("lost", "Beta", "- pause: do\0ne\1\n- room: a\0b\1\n- mine: \1x\0\n- sting: \1\n")
    path.write_text(path.read_text("utf-8").replace('"Beta"', '"B\0e\1ta"'), encoding="utf-8")

    _, beta = exported()

    assert ("Beta", None, "ab", "x", None) == tuple(
        beta[name] for name in ("client", "pause", "room", "mine", "sting")
    )


def test_filters_and_an_empty_journal() -> None:
    assert [] == exported("--where", "sting=8")
    assert 1 == len(exported("--where", "sting=7", "--client", "ACME"))
    assert (
        "path,playbook,client,status,started,updated\n"
        == run("export", "--format", "csv", "--status", "done").stdout
    )


def test_a_broken_playbook_still_has_questions(home: Home) -> None:
    home.add_playbook(
        "broken",
        '[[step]]\nquestion = [{ id = "x", type = 3 }, 7, { type = "text" }, { id = "y", type = "scale" }]',
    )
    home.begin("broken", "Beta", "- x: 1\n- y: 2\n")

    assert ("1", 2) == (exported()[1]["x"], exported()[1]["y"])
