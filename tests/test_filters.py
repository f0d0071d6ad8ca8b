"""Which entries are meant by a filter."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from homes import Home, run
from hypothesis import given
from hypothesis import strategies as st

from playbook.journal.folder import Journal
from playbook.query.filters import BadFilter, Filters, Where
from playbook.query.known import question_ids
from playbook.query.selection import Selection
from playbook.query.values import Value


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("price.rate_rise — Price: After I raised it", "price price.rate_rise Price"),
        ("price — Price", "price"),
        ("angry, worried — Angry, Worried about money", "angry worried"),
        ("angry,worried", "worried"),
        ("62 mixed — Keep it warm", "mixed 62 62.0"),
        ("sent 2026-11-22", "sent"),
        ("later", "later"),
        ("7", "7 7.0 +7"),
        ("12.50", "12.5"),
        ("1200.00 EUR", "1200 1200.00 1200eur"),
        ("yes", "yes YES"),
        ("2026-11-24", "2026-11-24"),
        ("Maria", "maria"),
        ("(skipped)", "(skipped)"),
        ("(unfinished)", "(unfinished)"),
    ],
)
def test_a_value_is_meant_by_its_short_name(head: str, words: str) -> None:
    assert [] == [word for word in words.split() if not Value(word).is_in(head)]


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("price.rate_rise — Price: After I raised it", "rate_rise price.terms pric after"),
        ("angry, worried — Angry, Worried about money", "money hurt"),
        ("62 mixed — Keep it warm", "6 2 keep"),
        ("7", "77 0.7"),
        ("1200.00 EUR", "1200usd 12"),
        ("no", "n yes"),
        ("(skipped)", "skipped"),
        ("Maria was kind, very", "maria kind very"),
        ("", "x"),
    ],
)
def test_and_by_nothing_less(head: str, words: str) -> None:
    assert [] == [word for word in words.split() if Value(word).is_in(head)]


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_can_be_compared(head: str, words: str) -> None:
    assert Value(words).is_in(head) in (True, False)
    assert Value(words).is_in(" ".join(words.split()))


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


def names(folder: Path, filters: Filters) -> list[str]:
    selection = Selection(Journal(folder), filters, lambda: ["reason", "sting"], lambda: ["other"])
    found = [record.name for record in selection.records()]
    assert found == [
        record.name for record, _ in Selection(Journal(folder), filters, list, lambda: ["other"]).entries()
    ]
    assert 1 == selection.journal.passed_over
    return found


def test_each_filter_and_all_of_them_together(folder: Path) -> None:
    price, seven = Where.parse("reason=price"), Where.parse("sting=7")

    assert ["a.md"] == names(folder, Filters(client="CAFE  ol"))
    assert ["b.md", "c.md"] == names(folder, Filters(status="open"))
    assert ["b.md"] == names(folder, Filters(since=date(2025, 5, 2), until=date(2025, 12, 31)))
    assert ["c.md"] == names(folder, Filters(since=date(2026, 1, 31)))
    assert ["a.md", "c.md"] == names(folder, Filters(where=(price,)))
    assert ["c.md"] == names(folder, Filters(where=(price, seven), playbook="lost"))
    assert [] == names(folder, Filters(playbook="other"))


def test_a_question_that_nobody_knows_is_an_error_and_one_that_nobody_answered_is_none(folder: Path) -> None:
    with pytest.raises(BadFilter, match="no question `raeson`; did you mean `reason`"):
        list(
            Selection(
                Journal(folder), Filters(where=(Where.parse("raeson=x"),)), lambda: ["reason"], list
            ).records()
        )
    for known in ("room", "sting"):
        filters = Filters(where=(Where.parse(f"{known}=nothing"),))
        assert [] == list(Selection(Journal(folder), filters, lambda: ["room"], list).records())


@pytest.mark.parametrize("text", ["reason", "=x", "Reason=x", "", "re ason=x"])
def test_a_where_reads_id_equals_value(text: str) -> None:
    with pytest.raises(BadFilter):
        Where.parse(text)


def test_the_ids_of_a_playbook_are_its_questions(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(
        '[[step]]\nid = "one"\n[[step.question]]\nid = \'first\'\n  [step.question.choices]\n  id = "not"\n'
        ' [[ step.question ]]\n id="second"\n items = [\n { id = "item" },\n]\nbroken [',
        encoding="utf-8",
    )

    assert ["first", "second"] == question_ids([path, tmp_path / "gone.toml"])


def test_a_broken_filter_ends_with_status_2(home: Home) -> None:
    home.begin("lost", "Acme", "- sting: 7\n")

    for option in ("--where=stign=7", "--where=7", "--since=whenever", "--status=gone"):
        ended = run("journal", option)
        assert (2, "") == (ended.returncode, ended.stdout)
