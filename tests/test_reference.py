"""The reference of the format has every key of the models, no other, and examples that are right.

A new key needs a row in the table of its part; a new question type a table of its own.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from every_key import parts
from samples import findings_of

from playbook.model.part import Part
from playbook.model.playbook import Playbook, Step, Wait
from playbook.model.types import TYPES, From, Question
from playbook.model.types.listed import ChoiceLabel
from playbook.model.types.scorecard import Band, Item

PAGE = (Path(__file__).parents[1] / "playbooks" / "README.md").read_text(encoding="utf-8")
REFERENCE = PAGE.partition("## Every key\n")[2].partition("\n## ")[0]


class Row(NamedTuple):
    """A row of the reference: the key, as it is written there, and its example."""

    table: str
    key: str
    example: str


def rows() -> list[Row]:
    """Return the rows of every table, by the first words in bold above it."""
    found: list[Row] = []
    table = ""
    for line in REFERENCE.split("\n"):
        if heading := re.match(r"\*\*(.+?)\*\*", line):
            table = heading[1].strip("`")
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 3 and set(cells[0]) != {"-"} and "example" != cells[2]:
            found.append(Row(table, cells[0].strip("`"), cells[2].strip("`")))
    return found


ROWS = rows()


def keys(model: type[Part]) -> list[str]:
    """Return the keys of a model, in a playbook's words."""
    return model.key_names()


def own_keys(model: type[Question]) -> set[str]:
    return set(keys(model)) - set(keys(Question))


PARTS: dict[str, set[str]] = {
    "The playbook": set(keys(Playbook)),
    "A step": set(keys(Step)),
    "wait": set(keys(Wait)),
    "Any question": set(keys(Question)),
    **{kind: own_keys(model) for kind, model in TYPES.items()},
    "A choice": set(keys(ChoiceLabel)),
    "An item": set(keys(Item)),
    "A band": set(keys(Band)),
    "default": set(keys(From)),
    "when": {*parts()["test"]["properties"], "a value", "a list", "a list of tables"},
    "Texts": {"{client}", "{today}", "{me}", "{id}", "{id|words}", "{{` and `}}"},
}

START = """\
title = "T"
summary = "S"
[[step]]
id = "before"
title = "Before"
question = [
  { id = "news", type = "text", prompt = "What happened?", required = true },
  { id = "reason", type = "choice", prompt = "Why?", choices = { budget_cut = "Money", replaced = "Other" } },
  { id = "control", type = "choice", prompt = "Whose?", choices = { mine = "Mine", theirs = "Theirs" } },
  { id = "callback_on", type = "date", prompt = "When?" },
  { id = "sting", type = "scale", prompt = "How much?" },
  { id = "promise", type = "text", prompt = "What?" },
  { id = "cushion", type = "money", prompt = "What is set aside?" },
  { id = "costs", type = "money", prompt = "What does a month cost?" },
  { id = "other_income", type = "money", prompt = "What does it still bring?" },
]
"""
STEP = '[[step]]\nid = "look"\ntitle = "Look back"\n'
QUESTION = '[[step.question]]\nid = "it"\ntype = "text"\nprompt = "P"\n'
NEEDED = {
    "choice": 'choices_of = "reason"',
    "choices": 'choices_of = "reason"',
    "scorecard": 'items = [{ id = "a", prompt = "A" }]\nbands = [{ id = "b", from = 0, label = "B" }]',
    "draft": 'template = "T"',
    "script": 'text = "T"',
    "figures": 'show = ["reasons"]',
    "runway": 'cushion = "cushion"\ncosts = "costs"\nincome = "other_income"',
}
"""What a question of a type needs besides, where the example is of another key."""


def put(text: str, line: str) -> str:
    """Put a line at the end of a text, in place of the line that has its key, if there is one."""
    key = line.partition(" = ")[0]
    old = re.compile(rf"^{re.escape(key)} = .*\n", re.MULTILINE)
    return old.sub("", text) + line + "\n"


def inline(part: str, line: str) -> str:
    """Return a table in braces that has an example's key, and what else it needs."""
    key = line.partition(" = ")[0]
    others = {
        "An item": {"id": '"a"', "prompt": '"A"'},
        "A band": {"id": '"b"', "from": "0", "label": '"B"'},
    }[part]
    rest = [f"{name} = {value}" for name, value in others.items() if name != key]
    return f"{{ {', '.join([line, *rest])} }}"


def playbook_with(row: Row) -> str:
    """Return a small playbook that has an example at its place."""
    table, line = row.table, row.example
    if line in ("[[step]]", "[[step.question]]"):
        return START + STEP + (QUESTION if "question" in line else "")
    if table == "The playbook":
        return put(START.partition("[[step]]")[0], line) + "[[step]]" + START.partition("[[step]]")[2]
    if table in ("A step", "wait"):
        needed = "when = { sting = 5 }\n" if row.key == "skipped" else ""
        return START + put(STEP + needed, line)
    if table in ("An item", "A band"):
        items = inline("An item", line if table == "An item" else 'id = "a"')
        bands = inline("A band", line if table == "A band" else 'id = "b"')
        kind = QUESTION.replace('"text"', '"scorecard"')
        return f"{START}{STEP}{kind}items = [{items}]\nbands = [{bands}]\n"
    if table == "A choice":
        kind = "choices" if row.key == "exclusive" else "choice"
        return f"{START}{STEP}{QUESTION.replace('text', kind)}[step.question.choices]\n{line}\n"
    if table in TYPES:
        question = QUESTION.replace('"text"', f'"{table}"')
        if not line.startswith("choices"):
            question += NEEDED.get(table, "") + "\n"
        return START + STEP + put(question, line)
    return START + STEP + put(QUESTION, line)


@pytest.mark.parametrize("part", PARTS)
def test_every_key_has_its_row_and_no_row_is_of_another(part: str) -> None:
    told = {row.key for row in ROWS if row.table == part}

    assert PARTS[part] == told, f"the table below **{part}** in playbooks/README.md, under Every key"


def test_every_table_is_of_a_part_and_every_question_type_is_told() -> None:
    headings = {heading.strip("`") for heading in re.findall(r"^\*\*(.+?)\*\*", REFERENCE, re.MULTILINE)}

    assert set(PARTS) == headings


def test_every_row_stands_once() -> None:
    assert len({(row.table, row.key) for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.table}: {row.key}")
def test_an_example_reads_at_its_place(row: Row) -> None:
    text = playbook_with(row)

    assert row.example in text or row.table in ("An item", "A band")
    assert [] == findings_of(text), text


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.table}: {row.key}")
def test_an_example_is_of_its_key(row: Row) -> None:
    key = (
        row.key if row.table not in ("when", "Texts") or row.key in ("not", "min", "max", "answered") else ""
    )

    assert re.search(rf"(^|[\[.{{,]\s*){re.escape(key)}( =|\]\])", row.example) or not key
