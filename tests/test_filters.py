"""Which entries are meant by a filter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from homes import Home, run
from hypothesis import given
from hypothesis import strategies as st

from playbook.cli.options import FilterOptions
from playbook.journal.folder import Journal
from playbook.model.playbook import questions_in
from playbook.model.types import TYPES
from playbook.query.questions import Questions
from playbook.query.selection import BadFilter, Filters, Selection, Where
from playbook.written import Written


def is_meant(kind: str, head: str, words: str) -> bool:
    (question,) = questions_in({"step": [{"question": [{"id": "a", "type": kind}]}]}).values()
    return question.is_meant(Written(head), " ".join(words.split()).casefold())


@pytest.mark.parametrize(
    ("kind", "head", "words"),
    [
        ("choice", "price.rate_rise — Price: After I raised it", "price price.rate_rise Price"),
        ("choice", "price — Price", "price"),
        ("choices", "angry, worried — Angry, Worried about money", "angry worried"),
        ("choices", "angry,worried", "worried"),
        ("scorecard", "62 mixed — Keep it warm", "mixed 62 62.0"),
        ("draft", "sent 2026-11-22", "sent"),
        ("draft", "later", "later"),
        ("scale", "7", "7 7.0 +7"),
        ("number", "12.50", "12.5"),
        ("money", "1200.00 EUR", "1200 1200.00"),
        ("confirm", "yes", "yes YES"),
        ("date", "2026-11-24", "2026-11-24"),
        ("text", "Maria", "maria"),
        ("choice", "(skipped)", "(skipped)"),
        ("scale", "(unfinished)", "(unfinished)"),
    ],
)
def test_an_answer_is_meant_by_its_short_name(kind: str, head: str, words: str) -> None:
    assert [] == [word for word in words.split() if not is_meant(kind, head, word)]


@pytest.mark.parametrize(
    ("kind", "head", "words"),
    [
        ("choice", "price.rate_rise — Price: After I raised it", "rate_rise price.terms pric after"),
        ("choices", "angry, worried — Angry, Worried about money", "money hurt"),
        ("scorecard", "62 mixed — Keep it warm", "6 2 keep"),
        ("scale", "7", "77 0.7"),
        ("money", "1200.00 EUR", "1200usd 12"),
        ("confirm", "no", "n yes"),
        ("choice", "(skipped)", "skipped"),
        ("text", "Maria was kind, very", "maria kind very"),
        ("text", "", "x"),
    ],
)
def test_and_by_nothing_less(kind: str, head: str, words: str) -> None:
    assert [] == [word for word in words.split() if is_meant(kind, head, word)]


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_can_be_compared(kind: str, head: str, words: str) -> None:
    if TYPES[kind].kept:
        assert is_meant(kind, head, words) in (True, False)
        assert is_meant(kind, " ".join(words.split()), words)


def entry(folder: Path, name: str, front: str, body: str = "") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f'---\nplaybook: "lost"\n{front}---\n{body}', encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    entry(
        folder,
        "a.md",
        'client: "Café Öl"\nstatus: "done"\nstarted: 2025-05-01T09:00:00+01:00\n',
        "- reason: price\n",
    )
    entry(
        folder,
        "b.md",
        'client: "Acme"\nstarted: 2025-06-01\n',
        "- ~reason: price\n- reason: fit\n- sting: 7\n",
    )
    entry(
        folder,
        "c.md",
        'client: "Acme"\nstatus: "open"\nstarted: 2026-01-31\n',
        "- reason: price.terms — Price\n- sting: 7\n",
    )
    (folder / "d.md").write_text("---\n- reason: price\n---\n", encoding="utf-8")
    return folder


PLAYBOOK = """
[[step]]
[[step.question]]
id = "reason"
type = "choice"
[[step.question]]
id = "sting"
type = "scale"
"""


@pytest.fixture
def questions(tmp_path: Path) -> Questions:
    (tmp_path / "lost.toml").write_text(PLAYBOOK, encoding="utf-8")
    (tmp_path / "other.toml").write_text(PLAYBOOK.replace("sting", "room"), encoding="utf-8")
    return Questions(lambda: {name: tmp_path / f"{name}.toml" for name in ("lost", "other")})


Names = Callable[[Filters], list[str]]


@pytest.fixture
def names(folder: Path, questions: Questions) -> Names:
    def found(filters: Filters) -> list[str]:
        selection = Selection(Journal(folder), filters, questions)
        records = list(selection.records())
        assert records == [record for record, _ in selection.entries()]
        assert 1 == selection.journal.passed_over
        return [record.path.name for record in records]

    return found


def test_each_filter_and_all_of_them_together(names: Names) -> None:
    price, seven = Where.parse("reason=price"), Where.parse("sting=7")

    assert ["a.md"] == names(Filters(client="CAFE  ol"))
    assert ["b.md", "c.md"] == names(Filters(status="open"))
    assert ["b.md"] == names(Filters(since=date(2025, 5, 2), until=date(2025, 12, 31)))
    assert ["c.md"] == names(Filters(since=date(2026, 1, 31)))
    assert ["a.md", "c.md"] == names(Filters(where=(price,)))
    assert ["c.md"] == names(Filters(where=(price, seven), playbook="lost"))
    assert [] == names(Filters(playbook="other"))


def test_a_question_that_nobody_knows_is_an_error_and_one_that_nobody_answered_is_none(names: Names) -> None:
    with pytest.raises(BadFilter, match="no question `raeson`; did you mean `reason`"):
        names(Filters(where=(Where.parse("raeson=x"),)))
    for known in ("room", "sting"):
        assert [] == names(Filters(where=(Where.parse(f"{known}=nothing"),)))


def test_a_choice_that_there_is_not_is_an_error_with_the_nearest_but_not_one_that_stands_in_an_entry(
    home: Home,
) -> None:
    home.begin("lost", "Acme", "- reason: weather — The weather\n")

    for words, status, said in (
        ("prcie", 2, "--where: no answer to `reason` is `prcie`; did you mean `price`?"),
        ("price", 0, "No entry matches."),
        ("weather", 0, ""),
        ("45", 0, "No entry matches."),
    ):
        ended = run("journal", "--where", f"reason={words}")
        assert (status, said) == (ended.returncode, ended.stderr.strip())


def test_where_the_playbook_is_gone_an_answer_is_its_words(folder: Path, names: Names) -> None:
    (folder / "e.md").write_text('---\nplaybook: "gone"\n---\n- reason: price — Price\n', encoding="utf-8")

    assert ["a.md", "c.md"] == names(Filters(where=(Where.parse("reason=price"),)))
    assert ["e.md"] == names(Filters(where=(Where.parse("reason=PRICE  — price"),)))


@pytest.mark.parametrize("text", ["reason", "=x", "Reason=x", "", "re ason=x"])
def test_a_where_reads_id_equals_value(text: str) -> None:
    with pytest.raises(BadFilter):
        Where.parse(text)


@pytest.mark.usefixtures("questions")
def test_the_ids_are_those_of_every_playbook_that_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("step = [", encoding="utf-8")
    paths = {name: tmp_path / f"{name}.toml" for name in ("broken", "gone", "other", "lost")}

    assert ["reason", "room", "sting"] == Questions(lambda: paths).ids()


def test_a_broken_filter_ends_with_status_2(home: Home) -> None:
    home.begin("lost", "Acme", "- sting: 7\n")

    for option in ("--where=stign=7", "--where=7", "--since=whenever", "--status=gone"):
        ended = run("journal", option)
        assert (2, "") == (ended.returncode, ended.stdout)


@pytest.mark.parametrize("command", ["journal", "grep", "stats", "export"])
def test_a_command_on_the_journal_takes_every_filter(command: str) -> None:
    options = re.findall(r"^  --(\w+)", run(command, "--help").stdout, re.MULTILINE)

    assert list(FilterOptions._fields) == [name for name in options if name in FilterOptions._fields]
