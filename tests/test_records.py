"""The whole journal, read quickly: what it gives is what `Entry` says."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

import journals
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.entry import Entry
from playbook.journal.files import decoded
from playbook.journal.records import Reading
from playbook.journal.scan import ID, answer_lines, brief_front_of, front_of, heads_of

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


class Told(NamedTuple):
    name: str
    front: Mapping[str, str]
    heads: Mapping[str, str]


def as_entry_says(name: str, content: bytes) -> Told:
    entry = Entry(decoded(content))
    return Told(name, entry.front, {name: answer.written.head for name, answer in entry.answers.items()})


def told(name: str, content: bytes, ids: Collection[str] | None = None) -> Told:
    """Give what the quick reading says; of the questions whose ids may stand there, if none are given."""
    front, body = front_of(content)
    if ids is None:
        ids = {word.decode() for word in re.findall(ID.encode(), content)}
    return Told(name, front, heads_of(content, body, answer_lines(ids)))


def all_told(folder: Path, ids: Collection[str] | None = None) -> list[Told]:
    return [told(name, raw, ids) for name, _, _, raw in Reading(folder).entries()]


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

    assert as_entry_says("x", content) == told("x", content)


@given(st.binary(max_size=60))
def test_so_it_does_for_any_bytes(tail: bytes) -> None:
    content = HEAD.encode() + b"- a: " + tail

    assert as_entry_says("x", content) == told("x", content)


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


def expected(folder: Path) -> list[Told]:
    return [
        as_entry_says(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()
    ]


def test_every_entry_is_given_in_the_order_of_the_names(folder: Path) -> None:
    assert expected(folder) == all_told(folder)


def test_answers_to_some_questions_only(folder: Path) -> None:
    wanted = [
        record._replace(heads={k: v for k, v in record.heads.items() if k in ("reason", "fit")})
        for record in expected(folder)
    ]

    assert wanted == all_told(folder, ("reason", "fit", "never_asked"))
    assert [{}] * 30 == [record.heads for record in all_told(folder, ())]


def test_fronts_are_those_of_the_records_without_the_answers(folder: Path) -> None:
    assert [record[:2] for record in expected(folder)] == list(Reading(folder).fronts())


@pytest.mark.parametrize("size", range(980, 1060, 7))
def test_a_front_matter_of_any_length_is_read_whole(tmp_path: Path, size: int) -> None:
    head = '---\nplaybook: "lost"\nnote: "é'
    text = head + "x" * (size - len(head.encode()) - 6) + '"\n---\n'
    (tmp_path / "a.md").write_text(text + "- a: b\n" * 9000, encoding="utf-8")

    (front,) = Reading(tmp_path).fronts()
    (record,) = all_told(tmp_path)

    assert Entry(text).front == front.front == record.front
    assert {"a": "b"} == record.heads


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

    reading = Reading(folder)
    assert (there, 8) == (len(list(reading.entries())), reading.passed_over)
    reading = Reading(folder)
    # The head of a huge file is as good as any.
    assert (there + 1, 7) == (len(list(reading.fronts())), reading.passed_over)


def test_a_linked_entry_and_one_in_latin_1_are_read(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journal.mkdir()
    (tmp_path / "elsewhere").write_bytes(HEAD.encode() + "- room: caf\xe9\n".encode("latin-1"))
    (journal / "linked.md").symlink_to(tmp_path / "elsewhere")

    (record,) = all_told(journal)

    assert {"room": "caf\udce9"} == record.heads


def test_a_long_entry_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD + "word\n" * 9000 + "- a: b\n", encoding="utf-8")

    (record,) = all_told(tmp_path)

    assert {"a": "b"} == record.heads


def test_no_folder_is_an_empty_journal(tmp_path: Path) -> None:
    assert [] == all_told(tmp_path / "journal")
    assert not (tmp_path / "journal").exists()
