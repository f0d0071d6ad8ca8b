"""The shipped playbooks in other languages, held against the English ones: only words may differ.

One question more is allowed, `register`: how somebody is written to, in a language that has to know. Letters
fill in its answer; no condition looks at it, so that the same answers lead the same way in every language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import read, said_in

from playbook.model.texts import slots
from playbook.shelf import shipped_folder

ENGLISH = shipped_folder() / "en"
PATHS = [path for path in sorted(shipped_folder().glob("*/*.toml")) if path.parent != ENGLISH]

WORDS = {
    *("title", "summary", "guide", "skipped", "prompt", "help", "label", "low", "high", "unit", "ask"),
    *("follow_up", "subject", "template", "text"),
}
"""Keys whose values are only read by people. Words stand behind a slug too, where labels are."""

each = pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")


def parts(value: Any, place: str = "", *, labels: bool = False) -> Iterator[tuple[str, object]]:  # noqa: ANN401 - TOML
    """Yield all that a playbook holds, by its place; of words only the answers that are filled into them."""
    if isinstance(value, dict):
        if labels:
            yield f"{place} in order", list(value)
        for key, inner in value.items():
            if isinstance(inner, str) and (labels or key in WORDS):
                yield f"{place}.{key}", filled_in(inner)
            else:
                yield from parts(inner, f"{place}.{key}", labels=not labels and key in ("choices", "detail"))
    elif isinstance(value, list):
        yield f"{place} how many", len(value)
        for index, inner in enumerate(value):
            name = inner.get("id", "") if isinstance(inner, dict) else ""
            yield from parts(inner, f"{place}[{index}{name and f' {name}'}]")
    else:
        yield place, value


def filled_in(text: str) -> list[str]:
    return sorted({slot.name for slot in slots(text)} - {"register"})


def held(path: Path) -> dict[str, object]:
    """Return what a playbook holds, but for its language and the question that English does not ask."""
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    for step in raw["step"]:
        step["question"] = [one for one in step["question"] if one["id"] != "register"]
    return dict(parts({**raw, "language": ""}))


@each
def test_only_words_differ_and_what_is_local_stands_in_help(path: Path) -> None:
    english, found = held(ENGLISH / path.name), held(path)

    assert english == {place: found.get(place) for place in english}
    assert [] == [place for place in found.keys() - english.keys() if not place.endswith(".help")]


@each
def test_it_says_its_language_and_is_laid_out_as_the_english_one(path: Path) -> None:
    playbook = read(path.read_text(encoding="utf-8"))
    lines = [line for step in playbook.steps for line in step.guide.strip("\n").split("\n")]

    assert path.parent.name == playbook.language
    assert len(playbook.summary) <= 64
    assert [] == [step.title for step in playbook.steps if len(step.title) > 30]
    assert [] == [step.id for step in playbook.steps if step.guide.strip("\n").count("\n") > 3]
    assert [] == [line for line in lines if len(line) > 72]


@each
def test_it_names_the_sources_that_the_english_one_names(path: Path) -> None:
    names = [
        set(re.findall(r"\((\w+(?: & \w+)? \d{4})\)", " ".join(said_in(read(text))).replace("\n", " ")))
        for text in (one.read_text(encoding="utf-8") for one in (ENGLISH / path.name, path))
    ]

    assert names[0] == names[1]


@each
def test_where_the_register_is_asked_every_letter_begins_with_it(path: Path) -> None:
    playbook = read(path.read_text(encoding="utf-8"))
    letters: list[Any] = [question for _, question in playbook.questions() if question.type == "draft"]
    asked = [question.id for _, question in playbook.questions()]

    if "register" in asked:
        assert asked.index("register") < min(asked.index(letter.id) for letter in letters)
        assert [] == [one.id for one in letters if not one.template.lstrip().startswith("{register|")]
