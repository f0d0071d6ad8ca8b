"""The whole journal, read quickly: what it gives is what `Entry` says."""

from __future__ import annotations

import os
from pathlib import Path

import journals
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.entry import Entry
from playbook.journal.files import decoded
from playbook.journal.records import Reading, Record
from playbook.journal.scan import brief_front_of, front_of, heads_of

PIECES = st.sampled_from(
    [
        *[
            "\n",
            "\r\n",
            "\r",
            " ",
            "\t",
            "  ",
            "---",
            "---\n",
            "---\r\n",
            "--- \n",
            "\ufeff",
            "- ",
            "~",
            ":",
            ": ",
        ],
        *[
            "reason",
            "sting",
            "- reason: price — Price",
            "- ~reason: fit",
            "- reason:",
            "(skipped)",
            "  - reason: no",
        ],
        *[
            'playbook: "lost"',
            "playbook: lost\n",
            "client: 'it''s'",
            'client: "a\\"b"',
            "client: Acme # a note",
        ],
        *[
            'status: "open"\n',
            "started: 2026-11-22T09:14:03+01:00\n",
            "tags: [a]\n",
            "# a note\n",
            "café",
            "\x0b",
            "\x85",
        ],
        *[
            "\u2028",
            "\udcff",
            "\udce2\udc80",
            "a: 1\n",
            "_b: \n",
            '"',
            "\\",
            "'",
            "#",
            "- [ ] 2026-01-01 x",
            "\x00",
        ],
    ]
)
HEAD = '---\nplaybook: "lost"\nclient: "Acme"\nstarted: 2026-11-22\n---\n'
TEXTS = st.builds(
    lambda head, pieces: head + "".join(pieces),
    st.sampled_from(["", HEAD, "---\n"]),
    st.lists(PIECES, max_size=14),
)


def as_entry_says(name: str, content: bytes) -> Record:
    entry = Entry(decoded(content))
    return Record(name, entry.front, {name: answer.written.head for name, answer in entry.answers.items()})


@given(TEXTS)
@example(HEAD + "- a: b\r")
@example(HEAD + "- a: b\r\r\n- b: c \r\n- a: d")
@example(HEAD + "- a:\r\n- b:\r")
@example(HEAD + "- a: b \n- a: b ")
@example('---\nplaybook: "lost"\n---\n---\n- a: b\n')
@example("---\n---\nplaybook: 1\n---\n- a: b\n")
@example('---\nplaybook: "a"\nplaybook: "b"\n---\n')
@example("\ufeff" + HEAD + "- a: é\n")
@example("- a: b\n")
def test_the_quick_reading_says_what_the_whole_one_says(text: str) -> None:
    content = text.encode("utf-8", "surrogateescape")
    front, body = front_of(content)

    assert as_entry_says("x", content) == Record("x", front, heads_of(content, body))


@given(st.binary(max_size=60))
def test_so_it_does_for_any_bytes(tail: bytes) -> None:
    content = HEAD.encode() + b"- a: " + tail
    front, body = front_of(content)

    assert as_entry_says("x", content) == Record("x", front, heads_of(content, body))


LINES = st.sampled_from(
    [
        *['playbook: "lost"\n', 'playbook: "lost\udcff"\n', 'client: "Acme"\n', 'client: "A\\"c"\n'],
        *['language: "en"\n', 'status: "open"\n', "started: 2026-11-22T09:00:00+01:00\n", "started: soon\n"],
        *["updated: 2026-11-22\n", "waiting_until: 2026-11-24\n", "mine: 1\n", "---\n", "\n", "- a: b\n"],
    ]
)
AS_WRITTEN = """---
playbook: "lost"
client: "Acme"
language: "en"
status: "open"
started: 2026-11-22T09:00:00+01:00
updated: 2026-11-22
waiting_until: 2026-11-24
---
"""


@given(st.one_of(TEXTS, st.lists(LINES, max_size=9).map(lambda lines: "---\n" + "".join(lines) + "---\n")))
@example(AS_WRITTEN)
@example(AS_WRITTEN.replace('client: "Acme"\n', "").replace("waiting_until: 2026-11-24\n", ""))
@example(AS_WRITTEN.replace('"lost"', '"l\udcff"') + "---\n")
@example(AS_WRITTEN.replace("started", "begun"))
@example(AS_WRITTEN.replace('"en"', '"e\\n"'))
def test_in_brief_a_front_matter_says_the_same_of_which_walk_it_was_and_when(text: str) -> None:
    content = text.encode("utf-8", "surrogateescape")
    (front, body), (brief, behind) = front_of(content), brief_front_of(content)

    assert (front.get("playbook"), front.get("started"), body) == (
        brief.get("playbook"),
        brief.get("started"),
        behind,
    )


def test_in_brief_the_front_matter_of_a_walk_holds_no_more_than_that() -> None:
    assert {"playbook", "started"} == set(brief_front_of(AS_WRITTEN.encode())[0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    journals.fill(folder, 30)
    return folder


def expected(folder: Path) -> list[Record]:
    return [
        as_entry_says(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()
    ]


def test_every_entry_is_given_in_the_order_of_the_names(folder: Path) -> None:
    assert expected(folder) == list(Reading(folder).records())


def test_answers_to_some_questions_only(folder: Path) -> None:
    wanted = [
        record._replace(answers={k: v for k, v in record.answers.items() if k in ("reason", "fit")})
        for record in expected(folder)
    ]

    assert wanted == list(Reading(folder).records(("reason", "fit", "never_asked")))
    assert [{}] * 30 == [record.answers for record in Reading(folder).records(())]


def test_fronts_are_those_of_the_records_without_the_answers(folder: Path) -> None:
    assert [record._replace(answers={}) for record in expected(folder)] == list(Reading(folder).fronts())


@pytest.mark.parametrize("size", range(980, 1060, 7))
def test_a_front_matter_of_any_length_is_read_whole(tmp_path: Path, size: int) -> None:
    head = '---\nplaybook: "lost"\nnote: "é'
    text = head + "x" * (size - len(head.encode()) - 6) + '"\n---\n'
    (tmp_path / "a.md").write_text(text + "- a: b\n" * 9000, encoding="utf-8")

    (front,) = Reading(tmp_path).fronts()
    (record,) = Reading(tmp_path).records()

    assert Entry(text).front == front.front == record.front
    assert {"a": "b"} == record.answers


def test_what_is_no_entry_is_counted_and_passed_over(folder: Path) -> None:
    there = len(expected(folder))
    (folder / "notes.md").write_text("# My own notes\n\n- reason: none\n", encoding="utf-8")
    (folder / "other.md").write_text("---\ntitle: a blog\n---\n", encoding="utf-8")
    (folder / "noise.md").write_bytes(bytes(range(256)) * 200)
    (folder / "nothing.md").touch()
    (folder / "folder.md").mkdir()
    (folder / "gone.md").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "pipe.md")
    with (folder / "huge.md").open("wb") as huge:
        huge.write(HEAD.encode())
        huge.truncate(100 * 1024 * 1024)
    for name in (".hidden.md", "photo.jpg", "sub"):
        (folder / name).write_text(HEAD, encoding="utf-8")

    for way in ("records", "entries"):
        reading = Reading(folder)
        assert (there, 8) == (len(list(getattr(reading, way)())), reading.passed_over)
    reading = Reading(folder)
    # The head of a huge file is as good as any.
    assert (there + 1, 7) == (len(list(reading.fronts())), reading.passed_over)


def test_a_linked_entry_and_one_in_latin_1_are_read(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journal.mkdir()
    (tmp_path / "elsewhere").write_bytes(HEAD.encode() + "- room: caf\xe9\n".encode("latin-1"))
    (journal / "linked.md").symlink_to(tmp_path / "elsewhere")

    (record,) = Reading(journal).records()

    assert {"room": "caf\udce9"} == record.answers


def test_a_long_entry_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD + "word\n" * 9000 + "- a: b\n", encoding="utf-8")

    (record,) = Reading(tmp_path).records()

    assert {"a": "b"} == record.answers


def test_no_folder_is_an_empty_journal(tmp_path: Path) -> None:
    assert [] == list(Reading(tmp_path / "journal").records())
    assert not (tmp_path / "journal").exists()
