"""The JSON Schema says what the models say, as far as a schema can."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from every_key import (
    BEFORE,
    WRONG,
    Place,
    around,
    as_toml,
    asking,
    at,
    changed,
    example,
    fits_the_schema,
    kinds,
    least,
    line_of,
    parts,
    places,
    slips_at,
    slips_told,
)
from homes import run
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import meta
from pydantic import ValidationError
from samples import SAMPLE, findings_of

from playbook.model.playbook import Playbook
from playbook.model.validation import read_part
from playbook.schema import schema, schema_text
from playbook.settings import read_settings
from playbook.shelf import shelf, shipped_folder

SHIPPED = sorted(shipped_folder().glob("*/*.toml"))
README, REFERENCE = (Path(__file__).parents[1] / name for name in ("README.md", "playbooks/README.md"))
PLACES: dict[str, list[Place]] = {}
"""Every place by the part of the schema that it belongs to: they are too many for a test each."""
for _place in places():
    PLACES.setdefault(_place.part, []).append(_place)


class TestTheSchema:
    def test_it_is_one(self) -> None:
        meta.validate(schema())

        assert "https://json-schema.org/draft/2020-12/schema" == schema()["$schema"]

    def test_the_file_beside_the_shipped_playbooks_is_current(self) -> None:
        beside = shipped_folder() / "en" / "playbook.schema.json"

        assert beside.read_text(encoding="utf-8") == schema_text(), (
            "renew it: playbook schema > playbooks/en/playbook.schema.json"
        )

    def test_the_command_prints_it(self) -> None:
        ended = run("schema")

        assert (0, schema_text(), "") == (ended.returncode, ended.stdout, ended.stderr)
        assert schema_text().endswith("}\n")

    def test_it_is_not_taken_for_a_playbook(self, tmp_path: Path) -> None:
        shelved = shelf(read_settings(str(tmp_path), {}, tmp_path))

        assert [] == [name for name in shelved if "schema" in name]

    def test_every_key_says_what_it_is_for(self) -> None:
        silent = [
            (part, name)
            for part, what in parts().items()
            for name, key in what["properties"].items()
            if name != "type" and not key.get("description")
        ]

        assert [] == silent

    def test_every_part_takes_no_other_key(self) -> None:
        assert [] == [name for name, part in parts().items() if part["additionalProperties"] is not False]


class TestWhatFits:
    def test_every_shipped_playbook_names_it_and_fits(self) -> None:
        for path in SHIPPED:
            text = path.read_text(encoding="utf-8")

            assert text.startswith("#:schema ./playbook.schema.json\n")
            assert (path.parent / "playbook.schema.json").exists()
            assert fits_the_schema(tomllib.loads(text)), path

    def test_the_examples_of_the_readme_and_the_reference(self) -> None:
        pages = README.read_text(encoding="utf-8") + REFERENCE.read_text(encoding="utf-8")
        blocks = re.findall(r"^```toml\n(.*?)^```", pages, re.MULTILINE | re.DOTALL)
        examples = [tomllib.loads(block) for block in blocks if "[[step]]" in block]

        assert [True, True] == [fits_the_schema(example) for example in examples]

    def test_a_playbook_with_every_question_type(self) -> None:
        assert fits_the_schema(tomllib.loads(SAMPLE))

    @pytest.mark.parametrize("part", PLACES)
    def test_the_example_of_a_key_at_its_place(self, part: str) -> None:
        for place in PLACES[part]:
            assert fits_the_schema(place.playbook), place.name
            assert [] == findings_of(as_toml(place.playbook)), place.name


BROKEN = [
    path
    for path in sorted((Path(__file__).parent / "broken").glob("*.toml"))
    # JSON has no infinity; and Python's `$` takes a line end before it, an editor's does not.
    if not path.stem.startswith(
        ("encoding-", "toml-", "when-values-that-json-lacks", "question-id-with-a-line")
    )
]
UNSEEN = re.compile(
    r"is not asked|is not answered before|there is no question `|is not a (date|money) question"
    r"|is not a question with|may have no answer|appears twice|two bands begin|(above|below) `max`"
    r"|there are only|are for numbers|in another way|can never be|or an earlier date question: "
    r"|cannot be its answer(?!: there are no words|: write one of)"
)
"""What only the reading of a file can tell: it looks at several parts at once, or at what words mean."""


def one_by_one(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the playbook without its steps, and each step and each question as the only one."""
    yield {**content, "step": [{"id": "a", "title": "A"}]}
    for step in content.get("step", ()):
        if not isinstance(step, dict) or not isinstance(step.get("question", []), list):
            yield around(step)
            continue
        yield around({**step, "question": []})
        yield from (asking(question) for question in step.get("question", ()))


class TestWhatDoesNotFit:
    @pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
    def test_what_is_broken_in_one_place(self, path: Path) -> None:
        for playbook in one_by_one(tomllib.loads(path.read_text(encoding="utf-8"))):
            messages = [finding.message for finding in findings_of(as_toml(playbook))]
            seen = [message for message in messages if not UNSEEN.search(message)]

            assert (not seen) == fits_the_schema(playbook), (messages, playbook["step"][1:])

    @pytest.mark.parametrize("part", PLACES)
    def test_a_misspelt_key_is_told_at_its_line_with_the_one_that_was_meant(self, part: str) -> None:
        for place in PLACES[part]:
            key = str(place.path[-1])
            misspelt = f"{key}{key[-1]}"
            playbook = changed(place, misspelt, at(place.playbook, place.path))
            line = line_of(playbook, (*place.path[:-1], misspelt))
            findings = findings_of(as_toml(playbook))
            # What had to be there is missing as well, where it should be.
            others = [finding for finding in findings if "missing" not in finding.message]

            assert not fits_the_schema(playbook), place.name
            assert [line] == [finding.line for finding in others], place.name
            assert f"there is no key `{misspelt}`; did you mean `{key}`?" in others[0].message

    @pytest.mark.parametrize("part", PLACES)
    def test_a_value_of_a_wrong_type_is_told_at_the_line_of_its_key(self, part: str) -> None:
        for place in PLACES[part]:
            right = at(place.playbook, place.path)
            tried = 0
            for value in (value for value in WRONG if not isinstance(right, type(value))):
                playbook = changed(place, str(place.path[-1]), value)
                if fits_the_schema(playbook):
                    continue  # A key that takes several types, or a day, which an editor has as a string.
                line = line_of(playbook, place.path)
                lines = {finding.line for finding in findings_of(as_toml(playbook))}
                tried += 1

                assert line in lines, (place.name, value)
                # The one key of a table that should not be there may have a finding of its own.
                assert lines <= {line, line + isinstance(value, dict)}, (place.name, value)
            assert tried, place.name

    @pytest.mark.parametrize("part", PLACES)
    def test_a_slip_is_told_once(self, part: str) -> None:
        told = {
            f"{place.name}: {slip}": slips_told(playbook)
            for place in PLACES[part]
            for slip, playbook in slips_at(place)
        }

        assert {} == {slip: findings for slip, findings in told.items() if findings > 1}


POOL = st.one_of(
    st.sampled_from(
        [True, 0, 1, -1, 4, 101, 10**15, 0.5, "", " ", "a", "A b", "{a", "{{}}", "{client}", "{a|b}", "\n\na"]
    ),
    st.sampled_from([[], ["mine"], [1], {}, {"mine": "M"}, {"from": "reason"}, {"min": 1}, {"not": []}]),
    st.sampled_from(["today", "reason", "callback_on", "replaced.it", "x" * 61, [{"control": "mine"}], [[]]]),
    st.text(alphabet="ab{}| \n_1", max_size=6),
)


def whole() -> dict[str, Any]:
    """Return a playbook that holds every key of every question type."""
    questions = []
    for kind in kinds():
        other = {"choices_of"} & set(parts()[kind]["properties"])
        question = {key: example(kind, key) for key in parts()[kind]["properties"] if key not in other}
        questions.append({**question, "id": f"the_{kind}"})
    step = {key: example("step", key) for key in parts()["step"]["properties"]}
    return around({**step, "question": questions})


def spots(table: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401 - whatever a schema holds
    """Return the paths of everything in a playbook."""
    below = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    return [spot for key, value in below for spot in [(*path, key), *spots(value, (*path, key))]]


@st.composite
def changed_playbooks(draw: st.DrawFn) -> dict[str, Any]:
    """Return a playbook with every key, in which something was changed, taken out or put in."""
    playbook = whole()
    question = draw(st.sampled_from(playbook["step"][1]["question"]))
    playbook["step"][1]["question"] = [question]
    for _ in range(draw(st.integers(0, 3))):
        inside = [spot for spot in spots(playbook) if spot[:2] != ("step", 0)]
        *way, key = draw(st.sampled_from(inside))
        table = at(playbook, tuple(way))
        if isinstance(table, dict) and draw(st.booleans()):
            del table[key]
        else:
            table[key] = copy.deepcopy(draw(POOL))
    return playbook


class TestTheModels:
    def test_a_playbook_with_every_key_of_every_type_is_right(self) -> None:
        assert [] == findings_of(as_toml(whole()))
        assert fits_the_schema(whole())

    @given(changed_playbooks())
    def test_what_they_take_fits(self, playbook: dict[str, Any]) -> None:
        assert findings_of(as_toml(playbook)) or fits_the_schema(playbook)

    @given(changed_playbooks())
    def test_what_fits_they_take_but_for_ends_the_wrong_way_round(self, playbook: dict[str, Any]) -> None:
        refused: list[str] = []
        try:
            read_part(Playbook, playbook)
        except ValidationError as error:
            refused = [one["msg"] for one in error.errors() if "so it can never hold" not in one["msg"]]

        assert [] == refused or not fits_the_schema(playbook), json.dumps(playbook)

    def test_the_step_before_is_not_needed_to_tell_a_slip(self) -> None:
        assert fits_the_schema({"title": "T", "summary": "S", "step": [BEFORE, least("step", "id")]})
