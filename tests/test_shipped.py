"""The shipped playbooks: what may not change in them, and how they speak.

Figures are counted, entries read and answers carried over by ids, types, slugs and bands, in every language.
All that decides about an answer stands in `shipped/NAME.jsonl`, a line a question, without the words. After
a change that is meant:

    python tests/test_shipped.py
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from samples import findings_of, read, said_in

from playbook.model.texts import blanks, filled, slots
from playbook.shelf import COMMANDS, shipped_folder

FOLDER = Path(__file__).parent / "shipped"
PATHS = sorted(shipped_folder().glob("*/*.toml"))
ENGLISH = {path.stem: path for path in PATHS if path.parent.name == "en"}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in ENGLISH.items()}
PLAYBOOKS = {name: read(text) for name, text in TEXTS.items()}
QUESTIONS = [(name, question) for name, one in PLAYBOOKS.items() for _, question in one.questions()]
DRAFTS = {f"{name}-{question.id}": question for name, question in QUESTIONS if question.type == "draft"}
STEPS = {f"{name}-{step.id}": step for name, one in PLAYBOOKS.items() for step in one.steps}

WORDS = {"title", "summary", "language", "guide", "skipped", "prompt", "help", "label", "low", "high"} | {
    *("template", "text", "follow_up")
}
"""Keys whose values are only read by people."""

ASKING = {"choice", "choices", "scale", "text", "date", "money"}

each = pytest.mark.parametrize("name", ENGLISH)


def bones(table: Mapping[str, Any], *without: str) -> dict[str, Any]:
    """Return a part of a playbook without its words; choices as their slugs, with their details."""
    found: dict[str, Any] = {}
    for key, value in table.items():
        if key in ("choices", "detail"):
            inner = {slug: bones(one) if isinstance(one, dict) else {} for slug, one in value.items()}
            found[key] = inner if any(inner.values()) else list(inner)
        elif key in ("items", "bands"):
            found[key] = [bones(one) for one in value]
        elif key in ("follow_up", "ask"):
            found[key] = True
        elif key not in WORDS and key not in without:
            found[key] = value
    return found


def lines_of(text: str) -> Iterator[str]:
    raw = tomllib.loads(text)
    parts = [bones(raw, "step")]
    for step in raw["step"]:
        parts += [{"step": step["id"], **bones(step, "id", "question")}]
        # What a draft is about is words, what a walk is about is not.
        parts += [bones(question, "subject") for question in step["question"]]
    yield from (json.dumps(part, ensure_ascii=False, default=str) for part in parts)


@each
def test_what_answers_are_read_by_does_not_change(name: str) -> None:
    assert (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() == list(lines_of(TEXTS[name]))


@pytest.mark.parametrize(("one", "other"), list(combinations(ENGLISH, 2)))
def test_the_same_id_is_the_same_kind_of_answer_in_every_playbook(one: str, other: str) -> None:
    known = {question.id: question for _, question in PLAYBOOKS[other].questions()}
    keys = ("type", "min", "max", "unit", "max_length", "items", "bands")
    for question in (question for _, question in PLAYBOOKS[one].questions() if question.id in known):
        found = [
            [
                [getattr(asked, key, None) for key in keys[:5]],
                [(item.id, getattr(item, "weight", 0)) for item in getattr(asked, "items", ())],
                [(band.id, band.from_) for band in getattr(asked, "bands", ())],
                {slug: list(c.detail) for slug, c in (getattr(asked, "choices", None) or {}).items()},
            ]
            for asked in (question, known[question.id])
        ]

        assert found[0] == found[1], question.id


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_it_is_right_and_begins_with_its_schema_and_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert [] == findings_of(text)
    assert path.stem not in COMMANDS
    assert re.match(rf"#:schema \./playbook\.schema\.json\n\n# .*`playbook {path.stem}`", text)


@each
def test_every_day_to_come_is_a_follow_up_and_is_suggested(name: str) -> None:
    days: list[Any] = [q for shipped, q in QUESTIONS if shipped == name and q.type == "date"]

    assert [] == [q.id for q in days if not q.latest and not (q.follow_up and q.default)]


@each
def test_its_summary_is_short_enough_for_a_line_of_the_list(name: str) -> None:
    assert len(PLAYBOOKS[name].summary) <= 64


@each
def test_the_manner_is_calm(name: str) -> None:
    said = "\n".join(said_in(PLAYBOOKS[name])).lower()

    assert [] == re.findall(r"(?<!\w)(?:!|great|don't worry|unfortunately|discount|awesome)(?!\w)", said)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_guide_is_at_most_four_lines_of_72(step: Any) -> None:  # noqa: ANN401 - a step
    lines = step.guide.strip("\n").split("\n")

    assert 1 <= len(lines) <= 4
    assert max(map(len, lines)) <= 72
    assert len(step.title) <= 30


@pytest.mark.parametrize("draft", DRAFTS.values(), ids=DRAFTS)
def test_a_draft_offers_nothing_cheaper_and_has_blanks_and_a_name(draft: Any) -> None:  # noqa: ANN401 - a draft
    letter = f"{draft.subject}\n{draft.template}"
    own = filled(letter, lambda slot: slot.words or "")

    assert not re.search(
        r"discount|cheap|lower|reduc|special|% |\bfree\b|\boffer|\bprice", own, re.IGNORECASE
    )
    assert blanks(letter)
    assert {"contact", "me"} <= {slot.name for slot in slots(letter)}


@each
def test_every_question_ends_in_a_question_or_has_a_name(name: str) -> None:
    asking = [q for shipped, q in QUESTIONS if shipped == name and q.type in ASKING]

    assert {"change", "rule"} >= {q.id for q in asking if not q.prompt.endswith("?")}


def test_letters_and_words_to_say_of_a_loss_are_made_from_the_answers() -> None:
    lost: dict[str, Any] = {question.id: question for name, question in QUESTIONS if name == "lost"}
    named = {
        name: {slot.name for slot in slots(getattr(lost[name], "template", "") or lost[name].text)}
        for name in ("holding_reply", "amends_letter", "proposal", "standing")
    }

    assert {"callback_on"} <= named["holding_reply"]
    assert {"promise", "amends_by", "condition"} <= named["amends_letter"]
    assert {"offer", "resume_on", "answer_by"} <= named["proposal"]
    assert {"answer_again_by"} <= named["standing"]


SOURCES = {
    *("Gneezy & Epley 2014", "Liu 2023", "Gollwitzer & Sheeran 2006", "Alaybek 2022", "Halperin 2022"),
    *("Lieberman 2007", "Flynn & Lake 2008", "Lewicki 2016"),
}


def test_what_is_claimed_names_one_of_the_sources_and_no_folklore() -> None:
    said = " ".join(words for one in PLAYBOOKS.values() for words in said_in(one)).replace("\n", " ")

    assert set(re.findall(r"\(([^()]*\d{4})\)", said)) == SOURCES
    assert not re.search(r"\d ?%|five times|4-7-8", said)


if __name__ == "__main__":
    for shipped, text in TEXTS.items():
        (FOLDER / f"{shipped}.jsonl").write_text("\n".join([*lines_of(text), ""]), encoding="utf-8")
