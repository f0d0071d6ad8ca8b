"""Every question type is known wherever an answer is asked for, kept, read, shown or searched.

The examples are the stops of `every.py`. A type without one fails here, and so does one that any of these
places does not know: the walk in each face, the entry, edits by hand, the table in each format, filters,
`grep`, the figures, `check`, the answers file, the schema and the reference.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, get_args

import pytest
from builders import question_of, walked
from every import BOX, BY_NAME, FIGURES, OF_CHOICES, RUNWAY, STOPS, lines, playbook
from every_key import asking, fits_the_schema, kinds, parts
from homes import Home, answers, run
from samples import KNOWN, findings_of, read
from terminal import Terminal

from playbook.checking.report import check_files
from playbook.model.types import TYPES
from playbook.model.types.figures import FigureName
from playbook.settings import Settings
from playbook.stats.count import FIGURES as COUNTED
from playbook.walk import Walk

EVERY = (*STOPS, *OF_CHOICES, RUNWAY, FIGURES)
EXAMPLES = {stop.kind: stop for stop in reversed((*STOPS, RUNWAY, FIGURES))}
EXAMPLES |= {one.name: one for one in OF_CHOICES}
KEPT = [kind for kind, stop in EXAMPLES.items() if stop.written]
SHOWN = [kind for kind, stop in EXAMPLES.items() if not stop.written]
WRITTEN = {stop.name: stop.written for stop in EVERY if stop.written}
IN_ALL = WRITTEN | {"reason": "price — Price"}
BY_HAND = "".join(f"{stop.by_hand}\n" for stop in EVERY if stop.by_hand)
REFERENCE = (Path(__file__).parents[1] / "playbooks" / "README.md").read_text(encoding="utf-8")

REASON = '[[step.question]]\nid = "reason"\ntype = "choice"\nprompt = "Why?"\nchoices = { price = "Price" }\n'
QUESTIONS = [stop.question for stop in EVERY]
LEFT_OUT = """
[[step]]
id = "left_out"
title = "Left out"
when = { sure = true }
skipped = "You said {words|nothing}, so one step is left out."
[[step.question]]
id = "never"
type = "confirm"
prompt = "Never asked?"
"""
SAID = "You said hello there, so one step is left out."
PLAYBOOK = playbook(*QUESTIONS, REASON) + LEFT_OUT
LOSS = "- reason: price — Price\n"

Ran: TypeAlias = Callable[..., str]
"""Runs `playbook` on a journal and returns what goes to standard output."""


@pytest.fixture
def home(home: Home) -> Home:
    """A folder with a playbook of every type, and with losses, so that there are figures to show."""
    home.add_playbook("every", PLAYBOOK)
    for client, fruit in (("Loss", "pear.green"), ("Two", "pear"), ("Other", "apple"), ("None", "(skipped)")):
        home.begin("lost", client, f"- certainty: told_final — They told me\n- fruit: {fruit}\n{LOSS}")
    return home


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A journal with the same answers as the walk leaves them and as somebody writes them by hand."""
    home = Home(tmp_path_factory.mktemp("contract"))
    home.add_playbook("every", PLAYBOOK)
    home.add_playbook("bare", playbook(REASON))
    home.begin("every", "Acme", LOSS + lines(WRITTEN))
    home.begin("every", "Hand", LOSS + BY_HAND)
    home.begin("every", "Bare", LOSS)
    for client in ("Acme", "Hand", "Bare"):
        home.begin("bare", client, LOSS)

    @cache
    def once(*arguments: str) -> str:
        return run("--home", str(home.folder), *arguments).stdout

    return once


def test_every_type_has_an_example_in_full() -> None:
    assert set(TYPES) == {stop.kind for stop in EXAMPLES.values()}, "give each type a Stop in tests/every.py"
    for kind in KEPT:
        stop = EXAMPLES[kind]
        missing = [one.name for one in fields(stop) if not getattr(stop, one.name)]
        of_what_is_asked = ["asks", "typed", "native"] if stop is RUNWAY else []

        assert missing == (of_what_is_asked if stop.question else ["toml"]), kind


class TestWalk:
    """What is typed in either face stands in the entry, and what leaves nothing is shown all the same."""

    def test_the_plain_face(self, home: Home) -> None:
        typed = [line for stop in EVERY for line in stop.typed]
        ended = run("every", "Acme", "--plain", typed="\n".join([*typed, "price", ""]))

        assert 0 == ended.returncode, ended.stderr
        for kind in SHOWN:
            assert tomllib.loads(EXAMPLES[kind].question)["step"]["question"][0]["prompt"] in ended.stderr
        assert "2 clients lost so far." in ended.stderr
        assert 1 == ended.stderr.count(SAID)
        assert IN_ALL == home.answers("Acme")
        assert BOX in home.text("Acme")

    def test_the_terminal(self, home: Home) -> None:
        with Terminal("every", "Acme") as terminal:
            for stop in EVERY:
                terminal.put(*stop.asks)
            terminal.choose("Why?", "Price")

            assert 0 == terminal.status()
            assert SAID in terminal.text
        assert IN_ALL == home.answers("Acme")
        assert BOX in home.text("Acme")

    def test_what_was_said_in_another_walk_stands_ready(self, home: Home) -> None:
        home.begin("every", "Acme", LOSS + lines(WRITTEN))
        home.add_playbook("again", PLAYBOOK.replace("\n", '\ncarry_from = ["every"]\n', 1))
        ended = run("again", "Acme", "--plain", typed="\n" * 40)
        (path,) = [path for path in home.entries if path.name.endswith("_again.md")]

        assert 0 == ended.returncode, ended.stderr
        assert {**IN_ALL, "letter": "(skipped)"} == answers(path)


class TestAnswersFile:
    def test_it_gives_every_answer(self, home: Home, tmp_path: Path) -> None:
        file = tmp_path / "answers.toml"
        native = "".join(f"{stop.name} = {stop.native}\n" for stop in EVERY if stop.native)
        file.write_text(f'{native}reason = "price"\n', encoding="utf-8")
        ended = run("every", "Acme", "--answers", str(file))

        assert 0 == ended.returncode, ended.stderr
        assert IN_ALL == home.answers("Acme")
        assert BOX in home.text("Acme")

    @pytest.mark.parametrize("body", [lines(WRITTEN), BY_HAND], ids=["of a walk", "by hand"])
    def test_written_from_an_entry_it_gives_the_same_answers_again(
        self, home: Home, tmp_path: Path, body: str
    ) -> None:
        file = tmp_path / "answers.toml"
        home.begin("every", "Acme", LOSS + body)
        file.write_text(run("answers", "every", "Acme").stdout, encoding="utf-8")
        ended = run("every", "Nordwind", "--answers", str(file))

        given = tomllib.loads(file.read_text(encoding="utf-8"))
        assert {stop.name for stop in EVERY if stop.native} == given.keys() - {"reason"}
        assert 0 == ended.returncode, ended.stderr
        assert IN_ALL == home.answers("Nordwind")


def csv_text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def later(number: int, *keys: str) -> str:
    """Return a question of words that comes later."""
    asked = f'[[step.question]]\nid = "later_{number}"\ntype = "text"\nprompt = "And {number}?"\n'
    return asked + "".join(f"{key}\n" for key in keys)


@pytest.mark.parametrize("kind", KEPT)
class TestConditions:
    """What is asked later can depend on it, and begin with it."""

    @staticmethod
    def asked(kind: str, *more: str) -> Walk:
        """Return the walk in which it has its answer, and so has what it comes with or comes of."""
        of_it = EXAMPLES[kind] if kind != RUNWAY.kind else BY_NAME["fee"]
        wanted = {stop.name: stop.native for stop in (of_it, *OF_CHOICES)}
        read_playbook = read(playbook(*QUESTIONS, *more))
        native = tomllib.loads("".join(f"{name} = {raw}\n" for name, raw in wanted.items()))
        given = {name: question_of(read_playbook, name).native(raw, KNOWN) for name, raw in native.items()}
        return walked(read_playbook, given)

    def test_they_hold_and_fail_as_its_answer_says(self, kind: str) -> None:
        stop = EXAMPLES[kind]
        tests = [*stop.holds, *stop.fails]
        more = [later(n, f"when = {{ {stop.name} = {test} }}") for n, test in enumerate(tests)]
        ids = set(self.asked(kind, *more).asked)

        assert list(stop.holds) == [test for n, test in enumerate(tests) if f"later_{n}" in ids]

    def test_what_no_answer_can_be_is_told(self, kind: str, tmp_path: Path) -> None:
        stop = EXAMPLES[kind]
        for test, told in [(stop.never, 1), *((test, 0) for test in (*stop.holds, *stop.fails))]:
            more = later(0, f"when = {{ {stop.name} = {test} }}")
            (tmp_path / "it.toml").write_text(playbook(*QUESTIONS, more), encoding="utf-8")
            report = check_files(Settings(tmp_path, tmp_path / "journal"), [tmp_path / "it.toml"])

            assert told == report.total, (test, report)

    def test_its_answer_is_the_default_of_another_of_its_type(self, kind: str) -> None:
        stop = EXAMPLES[kind]
        if not stop.question or "default" not in parts()[stop.kind]["properties"]:
            return
        name = f'id = "{stop.name}"\n'
        again = stop.question.replace(name, f'id = "again"\ndefault = {{ from = "{stop.name}" }}\n')
        walk = self.asked(kind, again.replace("Buy it", "Buy it again"))
        question = question_of(walk.playbook, "again")

        assert stop.written.split("\n")[0] == question.written(question.default_for(walk.informed)).head


class TestTable:
    """Each answer fills its columns, the same ones however it is written in the entry, in each format."""

    @pytest.mark.parametrize("kind", KEPT)
    def test_its_cells(self, ran: Ran, kind: str) -> None:
        stop = EXAMPLES[kind]
        rows = json.loads(ran("export", "--playbook", "every"))
        named = [name for name in rows[0] if re.fullmatch(f"{stop.name}(_[a-z_]+)?", name)]
        cells = {f"{stop.name}{behind}": value for behind, value in stop.cells.items()}

        assert list(cells) == named
        for row in rows:
            expected = dict.fromkeys(cells) if row["client"] == "Bare" else cells
            assert expected == {name: row[name] for name in named}, row["client"]

    def test_the_same_in_every_format(self, ran: Ran) -> None:
        rows = json.loads(ran("export", "--playbook", "every"))
        jsonl = ran("export", "--playbook", "every", "--format", "jsonl").splitlines()
        table = csv.DictReader(io.StringIO(ran("export", "--playbook", "every", "--format", "csv")))

        assert rows == [json.loads(line) for line in jsonl]
        assert [{name: csv_text(value) for name, value in row.items()} for row in rows] == list(table)

    @pytest.mark.parametrize("kind", SHOWN)
    def test_what_leaves_no_answer_has_no_column(self, ran: Ran, kind: str) -> None:
        assert EXAMPLES[kind].name not in json.loads(ran("export", "--playbook", "every"))[0]


class TestSearch:
    @staticmethod
    def clients(ran: Ran, *wheres: str) -> list[str]:
        where = [f"--where={one}" for one in wheres]
        # A choice or a band that there is not is refused, and nothing is found either.
        found = json.loads(ran("journal", "--json", "--playbook", "every", *where) or "[]")
        return sorted(entry["client"] for entry in found)

    @pytest.mark.parametrize("kind", KEPT)
    def test_a_filter_finds_it_by_its_names_and_by_nothing_less(self, ran: Ran, kind: str) -> None:
        stop = EXAMPLES[kind]

        assert ["Acme", "Hand"] == self.clients(ran, *(f"{stop.name}={value}" for value in stop.found_by))
        for value in stop.not_found_by:
            assert [] == self.clients(ran, f"{stop.name}={value}"), value

    @pytest.mark.parametrize("kind", KEPT)
    def test_grep_finds_every_line_of_it_under_its_question(self, ran: Ran, kind: str) -> None:
        stop = EXAMPLES[kind]
        found = ran("grep", "-q", stop.name, ".", "--client", "Acme").splitlines()

        assert [f"2026-11-20 Acme {stop.name}: {line}" for line in stop.written.split("\n") if line] == found


class TestFigures:
    def test_answers_of_any_type_change_nothing_but_what_is_counted_of_them(self, ran: Ran) -> None:
        bare, counted = (json.loads(ran("stats", "--json", "--playbook", name)) for name in ("bare", "every"))

        assert 3 == counted["losses"]["all"]["value"]
        assert {"value": 80, "n": 2} == counted.pop("fit")["median"]
        assert {key: figure for key, figure in bare.items() if key != "fit"} == counted

    def test_their_names_are_one_list(self) -> None:
        told = REFERENCE.partition("The names are ")[2].partition("and `changes`")[0]
        names = tuple(figure.name for figure in COUNTED)

        assert names == get_args(FigureName) == (*re.findall(r"`(\w+)`", told), "changes")


class TestCheck:
    def findings(self, home: Home, body: str) -> list[dict[str, Any]]:
        path = home.begin("every", "Acme", body)
        return json.loads(run("check", "--json", str(path)).stdout)  # type: ignore[no-any-return]  # a list

    @pytest.mark.parametrize("body", [lines(WRITTEN), BY_HAND], ids=["of a walk", "by hand"])
    def test_nothing_is_said_of_good_answers(self, home: Home, body: str) -> None:
        assert [] == self.findings(home, LOSS + body)

    def test_a_broken_answer_of_each_type_is_told_at_its_line(self, home: Home) -> None:
        broken = {stop.name: stop.broken for stop in EXAMPLES.values()}
        found = self.findings(home, "".join(f"{line}\n" for line in broken.values()))
        text = home.entries[0].read_text(encoding="utf-8").split("\n")

        assert [text.index(line) + 1 for line in broken.values()] == [one["line"] for one in found]
        assert [f"answer `{name}`" for name in broken] == [one["where"] for one in found]


@pytest.mark.parametrize("kind", TYPES)
class TestPlaybook:
    def test_the_schema_takes_its_keys_and_no_misspelt_one(self, kind: str) -> None:
        (question,) = tomllib.loads(EXAMPLES[kind].question)["step"]["question"]

        assert kind in kinds()
        assert fits_the_schema(asking(question))
        for key in question:
            misspelt = {f"{key}{key[-1]}" if name == key else name: one for name, one in question.items()}
            assert not fits_the_schema(asking(misspelt)), key

    def test_a_misspelt_key_is_told_at_its_line(self, kind: str) -> None:
        stop = EXAMPLES[kind]
        own = stop.toml.partition("\n\n[")[0]
        for key in re.findall(r"^(\w+) = ", own, re.MULTILINE):
            text = playbook(stop.question.replace(f"\n{key} = ", f"\n{key}{key[-1]} = "))
            line = text[: text.index(f"\n{key}{key[-1]} = ") + 1].count("\n") + 1
            told = [f for f in findings_of(text) if f"did you mean `{key}`?" in f.message]

            assert [line] == [finding.line for finding in told], key

    def test_the_reference_has_it(self, kind: str) -> None:
        reference = REFERENCE.partition("## Every key\n")[2].partition("\n## ")[0]

        assert re.search(rf"^\*\*`{kind}`\*\* .*\n(?:.*\n){{0,3}}\n\| key \|", reference, re.MULTILINE)
