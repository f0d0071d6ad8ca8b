"""The whole journal, from end to end: every entry's record, and its text."""

from __future__ import annotations

import os
from pathlib import Path

import journals
import pytest

from playbook.entry import Entry
from playbook.journal.files import decoded
from playbook.journal.folder import Journal
from playbook.journal.record import Record

HEAD = '---\nplaybook: "lost"\nclient: "Acme"\nstarted: 2026-11-22\n---\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    journals.fill(folder, 30)
    return folder


def test_every_entry_is_read_in_the_order_of_the_names(folder: Path) -> None:
    paths = sorted(folder.iterdir())
    entries = [Entry(decoded(path.read_bytes())) for path in paths]
    records = [Record.of(str(path), entry.front) for path, entry in zip(paths, entries, strict=True)]

    assert list(zip(records, entries, strict=True)) == list(Journal(folder).entries())
    assert records == list(Journal(folder).records())


def test_a_record_says_what_the_front_matter_does(tmp_path: Path) -> None:
    front = ["playbook: lost", 'client: " Acme\\t& Sons "', "started: 2026-11-22T09:14:03+01:00", "mine: x"]
    (tmp_path / "a.md").write_text("\n".join(["---", *front, "---", ""]), encoding="utf-8")
    (tmp_path / "b.md").write_text(f'---\nplaybook: "review"\nupdated: soon\n---\n{HEAD}', encoding="utf-8")

    first, second = Journal(tmp_path).records()

    began = "2026-11-22T09:14:03+01:00"
    assert Record(f"{tmp_path}/a.md", "lost", "Acme & Sons", "open", began, "", "") == first
    assert Record(f"{tmp_path}/b.md", "review", "", "open", "", "soon", "") == second


@pytest.mark.parametrize("size", [*range(4080, 4120, 7), *range(16 * 1024 - 30, 16 * 1024 + 30, 7), 900_000])
def test_a_front_matter_of_any_length_is_read_whole(tmp_path: Path, size: int) -> None:
    head = '---\nplaybook: "lost"\nnote: "é'
    text = head + "x" * (size - len(head.encode()) - 6) + '"\n---\n'
    (tmp_path / "a.md").write_text(text + "---\n- a: b\n" * 9000, encoding="utf-8")

    ((record, entry),) = Journal(tmp_path).entries()

    assert [record] == list(Journal(tmp_path).records())
    assert Entry(text).front == entry.front
    assert "b" == entry.answers["a"].head


def test_what_is_no_entry_is_counted_and_passed_over(folder: Path) -> None:
    there = len(list(folder.iterdir()))
    (folder / "notes.md").write_text("# My own notes\n\n- reason: none\n", encoding="utf-8")
    (folder / "other.md").write_text("---\ntitle: a blog\n---\n", encoding="utf-8")
    (folder / "noise.md").write_bytes(bytes(range(256)) * 200)
    (folder / "nothing.md").touch()
    (folder / "folder.md").mkdir()
    (folder / "gone.md").symlink_to(folder / "nowhere")
    (folder / "endless.md").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.md")
    with (folder / "huge.md").open("wb") as huge:
        huge.write(HEAD.encode())
        huge.truncate(100 * 1024 * 1024)
    for name in (".hidden.md", "photo.jpg", "sub"):
        (folder / name).write_text(HEAD, encoding="utf-8")

    journal = Journal(folder)
    for _ in range(2):
        assert (there, 9) == (len(list(journal.entries())), journal.passed_over)


def test_a_linked_entry_and_one_in_latin_1_are_read(tmp_path: Path) -> None:
    journal = tmp_path / "journal"
    journal.mkdir()
    (tmp_path / "elsewhere").write_bytes(HEAD.encode() + "- room: caf\xe9\n".encode("latin-1"))
    (journal / "linked.md").symlink_to(tmp_path / "elsewhere")

    ((_, entry),) = Journal(journal).entries()

    assert "caf\udce9" == entry.answers["room"].head


def test_a_long_entry_is_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HEAD + "word\n" * 9000 + "- a: b\n", encoding="utf-8")

    ((_, entry),) = Journal(tmp_path).entries()

    assert {"a": "b"} == entry.heads(["a", "c"])


def test_no_folder_is_an_empty_journal(tmp_path: Path) -> None:
    assert [] == list(Journal(tmp_path / "journal").entries())
    assert not (tmp_path / "journal").exists()
