"""What other programs do to the file while it is walked."""

from __future__ import annotations

import errno
import itertools
import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from builders import CHOICE, DATE, NOW, TEXT, Ask, Script, asked, entry_file, playbook, step
from test_session import text_of

from playbook.journal.entry_file import EntryFile
from playbook.model.leaving import Back, Left, Why
from playbook.model.playbook import Playbook
from playbook.model.types.choice import Chosen
from playbook.session.options import Options
from playbook.session.session import Session

LOST = playbook(
    step("breathe", asked("sting"), asked("words", TEXT), asked("call_on", DATE, follow_up="Call {client}")),
    step("why", asked("reason", CHOICE), asked("paid", TEXT, when={"reason": "price"}), asked("door", TEXT)),
)
LATER = Left(Why.FOR_LATER)
MINUTES = itertools.count()
FRIDAY, SATURDAY = NOW.date() + timedelta(4), NOW.date() + timedelta(5)


@pytest.fixture
def file(tmp_path: Path) -> EntryFile:
    return entry_file(tmp_path / "journal")


def sit(file: EntryFile, *turns: tuple[str, object], walked: Playbook = LOST) -> Script:
    """Hold one session, a minute for each look at the clock."""

    def clock() -> datetime:
        return NOW + timedelta(minutes=next(MINUTES))

    face = Script(*turns)
    Session(walked, file, face, Options(clock=clock, me="", currency="EUR", command=lambda _: "")).run()
    face.assert_at_end()
    return face


def to_the_file(file: EntryFile, change: Callable[[Path], object], reply: object) -> Callable[[Ask], object]:
    """Do something to the file while a question is asked, then reply."""

    def done(_: Ask) -> object:
        assert file.path is not None
        change(file.path)
        return reply

    return done


class Editor:
    """An editor that opens the file at one moment, and saves what it opened at a later one."""

    def __init__(self) -> None:
        self.text = ""

    def open(self, path: Path) -> None:
        self.text = path.read_text("utf-8")

    def save(self, path: Path) -> None:
        path.write_text(f"{self.text}A note of mine.\n", "utf-8")


class TestAnOlderVersion:
    def test_an_answer_that_it_does_not_have_is_put_back_and_said(self, file: EntryFile) -> None:
        editor = Editor()

        face = sit(
            file,
            ("sting", 7),
            ("words", to_the_file(file, editor.open, "Why?\n# So")),
            ("call_on", to_the_file(file, editor.save, FRIDAY)),
            ("reason", LATER),
        )

        assert "- sting: 7\n" in text_of(file)
        assert "- words: Why?\n  # So\n" in text_of(file)
        assert "- call_on: 2026-11-27\n" in text_of(file)
        assert "A note of mine.\n" in text_of(file)
        assert 1 == len(face.trouble)
        assert "1 answer" in face.trouble[0]

    def test_one_that_it_has_otherwise_is_set_aside_beneath(self, file: EntryFile) -> None:
        editor = Editor()

        sit(
            file,
            ("sting", 7),
            ("words", to_the_file(file, editor.open, Back())),
            ("sting", 3),
            ("words", to_the_file(file, editor.save, "Why?")),
            ("call_on", LATER),
        )

        assert "- sting: 7\n- ~sting: 3\n" in text_of(file)

    def test_a_follow_up_comes_back_with_its_date_and_once(self, file: EntryFile) -> None:
        editor = Editor()

        sit(
            file,
            ("sting", 7),
            ("words", "Why?"),
            ("call_on", to_the_file(file, editor.open, FRIDAY)),
            ("reason", to_the_file(file, editor.save, Chosen("price"))),
            ("paid", "Much"),
            ("door", LATER),
        )

        assert "- call_on: 2026-11-27\n" in text_of(file)
        assert 1 == text_of(file).count("- [ ] 2026-11-27 Call Acme Studio\n")

    def test_what_hangs_on_an_answer_that_stands_again_counts_again(self, file: EntryFile) -> None:
        editor = Editor()

        sit(
            file,
            ("sting", 7),
            ("words", None),
            ("call_on", FRIDAY),
            ("reason", Chosen("price")),
            ("paid", to_the_file(file, editor.open, "Much\nmoney")),
            ("door", Back()),
            ("paid", Back()),
            ("reason", Chosen("fit")),
            ("door", to_the_file(file, editor.save, "Open")),
        )

        assert "- reason: price — Price\n- ~reason: fit — No fit\n" in text_of(file)
        assert "- paid: Much\n  money\n" in text_of(file)
        assert "- door: Open\n" in text_of(file)

    def test_the_end_of_a_walk_puts_back_too(self, file: EntryFile) -> None:
        editor, saves = Editor(), file.save

        def overwriting(change: Callable[..., object]) -> None:
            if file.path and "- door" in text_of(file):
                editor.save(file.path)
            saves(change)  # type: ignore[arg-type]  # it is only passed on

        file.save = overwriting  # type: ignore[method-assign]  # between the last answer and the end
        opened = to_the_file(file, editor.open, "Open")
        sit(
            file,
            ("sting", 7),
            ("words", None),
            ("call_on", None),
            ("reason", Chosen("fit")),
            ("door", opened),
        )

        assert "- door: Open\n" in text_of(file)
        assert 'status: "done"\n' in text_of(file)

    def test_ticking_off_what_was_waited_for_puts_back_too(self, file: EntryFile) -> None:
        waits = playbook(
            step("first", asked("sting"), asked("call_on", DATE, follow_up="Call {client}")),
            step("second", asked("why", TEXT), wait={"until": "call_on"}),
            step("third", asked("door", TEXT)),
        )
        editor = Editor()
        turns = [("sting", 7), ("call_on", FRIDAY)]
        assert "That's it for today" in " ".join(sit(file, *turns, walked=waits).notes)

        face = sit(
            file,
            ("pick", "now"),
            ("why", to_the_file(file, editor.open, "Because")),
            ("pick", to_the_file(file, editor.save, "yes")),
            ("door", LATER),
            walked=waits,
        )

        assert "- why: Because\n" in text_of(file)
        assert "- [x] 2026-11-27 Call Acme Studio\n" in text_of(file)
        assert face.asked


class TestTakenOut:
    def test_an_answer_that_the_person_took_out_stays_out_and_is_asked_again(self, file: EntryFile) -> None:
        def take_out(path: Path) -> None:
            path.write_text(path.read_text("utf-8").replace("- sting: 7\n", ""), "utf-8")

        face = sit(
            file,
            ("sting", 7),
            ("words", to_the_file(file, take_out, "Why?")),
            ("sting", 2),
            ("call_on", LATER),
        )

        assert "- sting: 2\n" in text_of(file)
        assert [
            "“What of sting?” was taken out of the file meanwhile, so it will be asked again."
        ] == face.trouble


class TestNoEntryAnyMore:
    @pytest.mark.parametrize(
        "left", ["", "\n\n", "What is this?\n", "---\nkey: value\n---\n", "- sting: 1\n"]
    )
    def test_everything_is_put_back_above_what_stands_there(self, file: EntryFile, left: str) -> None:
        emptied = to_the_file(file, lambda path: path.write_text(left, "utf-8"), "Why?")

        face = sit(file, ("sting", 7), ("words", emptied), ("call_on", LATER))

        text = text_of(file)
        assert 'client: "Acme Studio"\n' in text
        assert text.index("- sting: 7\n") < text.index("- words: Why?\n")
        assert left.strip() in text
        assert "emptied or overwritten" in face.trouble[0]


class TestAnotherSitting:
    """The same walk in another window, or the hand of somebody who knows how it is written."""

    def test_the_follow_up_of_a_day_that_loses_to_another_goes_with_it(self, file: EntryFile) -> None:
        def answer(path: Path) -> None:
            text = path.read_text("utf-8") + "\n- call_on: 2026-11-25\n\n## Follow-ups\n\n"
            path.write_text(f"{text}- [ ] 2026-11-25 Call Acme Studio\n", "utf-8")

        sit(
            file,
            ("sting", 7),
            ("words", None),
            ("call_on", to_the_file(file, answer, FRIDAY)),
            ("reason", LATER),
        )

        assert "- call_on: 2026-11-27\n- ~call_on: 2026-11-25\n" in text_of(file)
        assert ["- [ ] 2026-11-27 Call Acme Studio"] == re.findall(r"- \[.*", text_of(file))

    def test_a_follow_up_that_its_day_left_behind_is_not_doubled(self, file: EntryFile) -> None:
        def change(path: Path) -> None:
            text = path.read_text("utf-8").replace("call_on: 2026-11-27", "call_on: 2026-11-25")
            path.write_text(text, "utf-8")

        turns = ("call_on", FRIDAY), ("reason", to_the_file(file, change, Back()))
        sit(file, ("sting", 7), ("words", None), *turns, ("call_on", SATURDAY), ("reason", LATER))

        assert ["- [ ] 2026-11-28 Call Acme Studio"] == re.findall(r"- \[.*", text_of(file))

    def test_that_it_was_closed_is_said_once(self, file: EntryFile) -> None:
        def close(path: Path) -> None:
            path.write_text(path.read_text("utf-8").replace('"open"', '"closed"'), "utf-8")

        face = sit(
            file,
            ("sting", 7),
            ("words", to_the_file(file, close, "Why?")),
            ("call_on", None),
            ("reason", LATER),
        )

        assert ["This walk was closed meanwhile. What you answer is still kept in it."] == face.trouble
        assert "- words: Why?\n" in text_of(file)
        assert 'status: "closed"\n' in text_of(file)


class TestAnothersFile:
    @pytest.mark.parametrize(
        ("old", "new"),
        [('playbook: "lost"', 'playbook: "review"'), ("started: 2026-11-23T09", "started: 2025-01-31T08")],
    )
    def test_it_is_not_touched_and_ours_is_written_whole_under_a_free_name(
        self, file: EntryFile, old: str, new: str
    ) -> None:
        def replace(path: Path) -> None:
            text = path.read_text("utf-8")
            assert old in text
            path.write_text(text.replace(old, new).replace("sting: 7", "sting: 1"), "utf-8")

        face = sit(
            file,
            ("sting", 7),
            ("words", to_the_file(file, replace, "Why?")),
            ("call_on", None),
            ("reason", LATER),
        )

        assert file.path is not None
        assert "2026-11-23_acme-studio_lost-2.md" == file.path.name
        assert "- sting: 7\n" in text_of(file)
        assert "- words: Why?\n" in text_of(file)
        other = file.path.with_name("2026-11-23_acme-studio_lost.md").read_text("utf-8")
        assert new in other
        assert "- sting: 1\n" in other
        assert "words" not in other
        assert [
            f"2026-11-23_acme-studio_lost.md holds another walk now. This one goes on in {file.path.name}."
        ] == (face.trouble)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(?<=[0-9])T(?=[0-9])", " "),
        (r"T09(:.*)\+01:00", r"T08\1.000Z"),
        (r"T09(:.*)\+01:00", r" 08\1"),
        ("started: .*\n", ""),
    ],
    ids=["a space", "in UTC, as JavaScript has it", "in UTC, without saying so", "without its beginning"],
)
def test_an_entry_whose_front_matter_a_library_or_a_hand_rewrote_is_the_same(
    file: EntryFile, old: str, new: str
) -> None:
    def rewritten(path: Path) -> None:
        before = path.read_text("utf-8")
        text = re.sub(old, new, before)
        assert text != before
        path.write_text(text.replace('"', "'").replace("'playbook'", '"playbook"'), "utf-8")

    sit(file, ("sting", 7), ("words", to_the_file(file, rewritten, "Why?")), ("call_on", LATER))

    assert file.path is not None
    assert ["- sting: 7", "- words: Why?"] == [line for line in text_of(file).split("\n") if line[:2] == "- "]
    assert [file.path] == list(file.path.parent.iterdir())


def test_a_flush_that_failed_is_done_again(file: EntryFile, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    flush, faults = os.fsync, iter([False, True])

    def fails_once(descriptor: int) -> None:
        flushed.append(descriptor)
        if next(faults, False):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        flush(descriptor)

    def faulty(_: Ask) -> object:
        monkeypatch.setattr(os, "fsync", fails_once)
        return "Why?"

    def counted(_: Ask) -> object:
        flushed.clear()
        return "again"

    sit(file, ("sting", 7), ("words", faulty), ("pick", counted), ("call_on", LATER))

    assert 2 <= len(flushed)
    assert "- words: Why?\n" in text_of(file)


def test_two_walks_that_begin_before_either_is_saved_become_one_entry(tmp_path: Path) -> None:
    first = entry_file(tmp_path / "journal")
    second = entry_file(tmp_path / "journal", started="2026-11-22T09:14:09+01:00")
    sit(first, ("sting", 7), ("words", "Mine"), ("call_on", LATER))
    sit(second, ("sting", 8), ("call_on", LATER))

    assert first.path == second.path
    assert ("8", "Mine") == (second.entry.answers["sting"].head, second.entry.answers["words"].head)
    assert "- ~sting: 7\n" in second.entry.text
