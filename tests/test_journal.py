from __future__ import annotations

import os
import shutil
import stat
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from weakref import ref

import pytest
from builders import NOW, Script, entry_file, front
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.entry import Entry, Place
from playbook.errors import PlaybookError
from playbook.journal.entry_file import EntryFile, open_entry
from playbook.journal.files import Unreadable
from playbook.journal.folder import Journal
from playbook.journal.naming import client_key
from playbook.journal.record import Record, day_of
from playbook.model.leaving import Back, Left, Why
from playbook.session.clients import BadName, asked_client, checked, known_client
from playbook.written import Written

AS_ROOT = os.geteuid() == 0
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the journal will be."""
    return tmp_path / "playbook" / "journal"


@pytest.fixture
def ordinary(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the journal will be of somebody who may not do everything; if we are root, of nobody."""
    with TemporaryDirectory() as name:
        folder = Path(name, "home")
        folder.mkdir()
        for variable in ("HOME", "XDG_CACHE_HOME"):
            monkeypatch.setenv(variable, str(Path(name, "cache")))
        if AS_ROOT:
            for path in (folder.parent, folder):
                os.chown(path, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            yield folder / "journal"
        finally:
            if AS_ROOT:
                os.seteuid(0)
            for path in (folder, folder / "journal"):
                if path.exists():
                    path.chmod(0o700)


def answering(name: str, head: str) -> Callable[[Entry], Entry]:
    place = Place("And now?", "Ask why")
    return lambda entry: entry.put(name, Written(head), owns_body=False, place=place)


def saved(folder: Path, client: str | None = "Acme Studio", **values: str) -> EntryFile:
    """Return an entry with one answer, saved."""
    kept = entry_file(folder, client, **values)
    kept.save(answering("sting", "7"))
    return kept


def text_of(kept: EntryFile) -> str:
    assert kept.path is not None
    return kept.path.read_text("utf-8")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def found(folder: Path, client: str, playbook: str = "lost") -> list[str]:
    return [head.client for head in Journal(folder).of_client(client, playbook)]


class TestFinding:
    @pytest.mark.parametrize(
        "typed",
        [
            "Café Müller",
            "café müller",
            "CAFE MULLER",
            " Cafe\t  Müller ",
            "Cafe\u0301 Mu\u0308ller",
            "ｃａｆé Müller",
        ],
    )
    def test_a_client_is_found_however_its_name_is_typed(self, folder: Path, typed: str) -> None:
        saved(folder, "Café Müller")

        assert ["Café Müller"] == found(folder, typed)

    def test_letters_without_an_accent_are_found_by_their_plain_ones(self, folder: Path) -> None:
        saved(folder, "Łódź Ørsted Đặng Weiß Æsir Œuvre")

        assert ["Łódź Ørsted Đặng Weiß Æsir Œuvre"] == found(folder, "lodz orsted dang weiss aesir oeuvre")

    @pytest.mark.parametrize("typed", ["Acme", "Acme Studio GmbH", "AcmeStudio", "Acme-Studio", "Studio"])
    def test_a_name_that_is_only_like_it_is_somebody_else(self, folder: Path, typed: str) -> None:
        saved(folder, "Acme Studio")

        assert [] == found(folder, typed)

    @pytest.mark.parametrize(
        "client", ["株式会社", "Ørsted & Søn", "🦊", "../../etc", "-rf", 'O\'Neill "x"', "a: b # c"]
    )
    def test_a_client_of_any_name_is_found_again(self, folder: Path, client: str) -> None:
        saved(folder, client)

        assert [client] == found(folder, client)

    def test_each_playbook_has_its_own_entries(self, folder: Path) -> None:
        saved(folder, playbook="at-risk")

        assert [] == found(folder, "Acme Studio")
        assert ["Acme Studio"] == found(folder, "Acme Studio", "at-risk")

    def test_a_walk_about_no_client_is_found_by_no_name(self, folder: Path) -> None:
        saved(folder, None, playbook="review")

        assert [""] == found(folder, "", "review")
        assert [] == found(folder, "review", "review")

    def test_the_one_begun_last_stands_at_the_end(self, folder: Path) -> None:
        later = saved(folder, started="2026-12-01T09:00:00+01:00").path
        begun_before = saved(folder, started="2026-01-31T09:00:00+01:00").path
        assert begun_before is not None
        earlier = begun_before.rename(folder / "renamed.md")

        assert [earlier, later] == [head.path for head in Journal(folder).of_client("Acme Studio", "lost")]

    def test_the_front_matter_decides_and_not_the_name_of_the_file(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        text = text_of(kept).replace('client: "Acme Studio"', "client: Globex")
        kept.path.rename(folder / "what happened.md")
        (folder / "what happened.md").write_text(text, "utf-8")

        assert ["Globex"] == found(folder, "globex")
        assert [] == found(folder, "Acme Studio")

    def test_a_front_matter_that_somebody_filled_is_still_read(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        note = f"note: {'long ago ' * 600}\n"
        kept.path.write_text(text_of(kept).replace("status:", f"{note}status:"), "utf-8")

        assert ["Acme Studio"] == found(folder, "Acme Studio")

    def test_clients_are_told_each_once_as_written_last(self, folder: Path) -> None:
        saved(folder, "ACME studio", started="2026-01-01T09:00:00+01:00", status="done")
        saved(folder, "Globex", started="2026-02-01T09:00:00+01:00")
        saved(folder, "Acme Studio", started="2026-03-01T09:00:00+01:00")
        saved(folder, None, playbook="review")

        assert ["Globex", "Acme Studio"] == Journal(folder).clients()

    def test_a_head_tells_what_the_front_matter_says(self, folder: Path) -> None:
        kept = saved(folder, status="done", waiting_until="2026-12-01")

        (head,) = Journal(folder).records()

        assert (kept.path, "lost", "Acme Studio") == (head.path, head.playbook, head.client)
        assert ("done", NOW.date(), "2026-12-01") == (head.status, head.started_on, head.waiting_until)

    @given(st.text(max_size=20))
    def test_a_name_has_one_key_however_its_letters_are_composed(self, name: str) -> None:
        composed, taken_apart = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))

        assert client_key(composed) == client_key(taken_apart) == client_key(f"  {composed}\t")

    @pytest.mark.parametrize("moment", ["", "soon", "2026-13-01", "2026-11-23T25:00"])
    def test_a_moment_that_is_none_has_no_day(self, moment: str) -> None:
        assert day_of(moment) is None


COPIES = (
    "2026-11-20_acme_lost.sync-conflict-20261128-101010-ABCDEFG.md",
    "2026-11-20_acme_lost (1).md",
    "2026-11-20_acme_lost copy.md",
    "2026-11-20_acme_lost (Ada's conflicted copy 2026-11-28).md",
    "2026-11-20_acme_lost-2.md",
)


class TestCopies:
    """What a sync program puts beside an entry is never taken for one."""

    def put(self, folder: Path, name: str, client: str = "Acme", more: str = "") -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        front = (
            f'---\nplaybook: "lost"\nclient: "{client}"\nstatus: "open"\nstarted: 2026-11-20T09:00:00Z\n---\n'
        )
        (folder / name).write_text(front + more)
        return folder / name

    @pytest.mark.parametrize("name", COPIES)
    def test_a_pair_is_one_entry(self, folder: Path, name: str) -> None:
        copy, original = self.put(folder, name), self.put(folder, "2026-11-20_acme_lost.md")
        journal = Journal(folder)

        assert [original] == [record.path for record in journal.records()]
        assert [original] == [record.path for record, _ in journal.entries()]
        assert [original] == [record.path for record in journal.of_client("Acme", "lost")]
        assert [str(copy)] == list(journal.copies)

    def test_a_copy_by_its_name_is_one_whoever_its_client_is_now(self, folder: Path) -> None:
        original = self.put(folder, "2026-11-20_acme_lost.md")
        self.put(folder, "2026-11-20_acme_lost (1).md", client="Acme Studio")

        assert [original] == [record.path for record in Journal(folder).records()]

    def test_two_clients_of_one_second_are_two(self, folder: Path) -> None:
        paths = [self.put(folder, f"2026-11-20_{name}_lost.md", client=name) for name in ("acme", "bolt")]

        assert paths == [record.path for record in Journal(folder).records()]

    def test_a_copy_without_its_original_is_an_entry(self, folder: Path) -> None:
        path = self.put(folder, "2026-11-20_acme_lost (1).md")

        assert [path] == [record.path for record in Journal(folder).records()]

    def test_of_an_entry_and_a_link_to_it_the_link_is_the_copy(self, folder: Path) -> None:
        original = self.put(folder, "2026-11-20_acme_lost.md")
        (folder / "acme.md").symlink_to(original.name)
        journal = Journal(folder)

        assert [original] == [record.path for record in journal.records()]
        assert [str(folder / "acme.md")] == list(journal.copies)

    def test_a_link_to_a_file_elsewhere_is_an_entry_with_a_copy_beside_it(self, folder: Path) -> None:
        elsewhere = self.put(folder.parent / "elsewhere", "entry.md")
        copy = self.put(folder, "2026-11-20_acme_lost (1).md")
        (folder / "2026-11-20_acme_lost.md").symlink_to(elsewhere)
        journal = Journal(folder)
        list(journal.records())

        assert [str(copy)] == list(journal.copies)

    def test_a_moment_written_in_another_zone_is_the_same(self, folder: Path) -> None:
        self.put(folder, "2026-11-20_acme_lost.md")
        copy = self.put(folder, "2026-11-20_acme_lost (1).md", client="Acme Studio")
        copy.write_text(copy.read_text().replace("T09:00:00Z", "T10:00:00.000+01:00"))

        assert ["2026-11-20_acme_lost.md"] == [record.name for record in Journal(folder).records()]

    def test_what_only_the_copy_holds_is_said_when_the_walk_goes_on(self, folder: Path) -> None:
        original = self.put(folder, "2026-11-20_acme_lost.md", more="- sting: 7\n")
        self.put(folder, "2026-11-20_acme_lost (1).md", more="- sting: 7\n- reason: price\n")
        journal = Journal(folder)
        (record,) = journal.of_client("Acme", "lost")

        kept = open_entry(journal, record.path)

        assert original == kept.path
        assert "2026-11-20_acme_lost (1).md is a copy" in kept.remarks[0]
        assert "an answer to reason." in kept.remarks[0]


class TestNaming:
    @pytest.mark.parametrize(
        ("client", "name"),
        [
            ("Acme Studio", "2026-11-23_acme-studio_lost.md"),
            ("Café Müller & Söhne", "2026-11-23_cafe-muller-sohne_lost.md"),
            ("../../etc/passwd", "2026-11-23_etc-passwd_lost.md"),
            ("..", "2026-11-23_client_lost.md"),
            ("-rf", "2026-11-23_rf_lost.md"),
            ("CON", "2026-11-23_con_lost.md"),
            ("a/b\\c:d*e?f", "2026-11-23_a-b-c-d-e-f_lost.md"),
            ("株式会社", "2026-11-23_株式会社_lost.md"),
            ("בן-לוי Group", "2026-11-23_בן-לוי-group_lost.md"),
            ("नमस्ते Studio", "2026-11-23_नमस्ते-studio_lost.md"),
            ("می\u200cخواهم", "2026-11-23_میخواهم_lost.md"),
            ("Łódź Ørsted Đặng Weiß Æsir Œuvre", "2026-11-23_lodz-orsted-dang-weiss-aesir-oeuvre_lost.md"),
            ("Þór", "2026-11-23_þór_lost.md"),
            ("Ёлка", "2026-11-23_ёлка_lost.md"),
            ("🦊🦊", "2026-11-23_client_lost.md"),
            ("Acme_Studio_", "2026-11-23_acme-studio_lost.md"),
            (None, "2026-11-23_lost.md"),
        ],
    )
    def test_a_file_says_when_who_and_what(self, folder: Path, client: str | None, name: str) -> None:
        kept = saved(folder, client)

        assert folder / name == kept.path
        assert [name] == [path.name for path in folder.iterdir()]

    @given(st.text(min_size=1, max_size=200))
    @example("x" * 200)
    @example("株" * 200)
    @example("𝟘🦊" * 100)
    def test_any_name_gives_one_that_every_disk_can_hold(self, client: str) -> None:
        name = entry_file(Path("journal"), client).shown_path.name

        assert len(name.encode()) <= 255
        assert 0 == sum(c in '/\\:*?"<>|' or ord(c) < 32 for c in name)
        assert name.startswith("2026-11-23_")
        assert name.endswith("_lost.md")

    def test_a_name_that_is_taken_gets_a_number(self, folder: Path) -> None:
        paths = [saved(folder, status="done").path for _ in range(3)]

        stem = "2026-11-23_acme-studio_lost"
        assert [folder / f"{stem}{end}.md" for end in ("", "-2", "-3")] == paths

    def test_a_link_that_leads_nowhere_takes_a_name_too(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        taken = folder / "2026-11-23_acme-studio_lost.md"
        taken.symlink_to("gone")

        assert folder / "2026-11-23_acme-studio_lost-2.md" == saved(folder).path
        assert taken.is_symlink()

    def test_the_name_that_is_shown_is_the_one_that_the_file_gets(self, folder: Path) -> None:
        saved(folder, status="done")
        kept = entry_file(folder)
        shown = kept.shown_path

        kept.save(answering("sting", "7"))

        assert shown == kept.path == kept.shown_path


class TestTypedNames:
    """The name on the command line, or typed when it is asked for."""

    @pytest.mark.parametrize("typed", ["", "  ", "\x00\x1b", "\u202e"])
    def test_a_name_without_a_character_is_refused(self, typed: str) -> None:
        with pytest.raises(BadName, match="empty"):
            checked(typed)

    def test_a_name_of_ten_thousand_characters_is_refused(self) -> None:
        assert "x" * 200 == checked("x" * 200)
        with pytest.raises(BadName, match="10000 characters; 200 are the most"):
            checked("x" * 10_000)

    def test_a_name_is_kept_on_one_line_and_cannot_drive_a_terminal(self) -> None:
        assert "Acme [31mStudio" == checked(" Acme\n\x1b[31mStudio\u202e ")

    def test_a_known_client_is_taken_as_it_was_written(self, folder: Path) -> None:
        saved(folder, "Acme Studio")

        assert "Acme Studio" == known_client(Journal(folder), Script(), "acme  STUDIO")

    @pytest.mark.parametrize("typed", ["Acme", "acme studio gmbh", "ACME STUDOI", "Amce Studio"])
    def test_a_name_that_is_near_is_offered_and_not_taken(self, folder: Path, typed: str) -> None:
        saved(folder, "Acme Studio")

        other = Script(("pick", f"No, {typed} is somebody else"))
        assert typed == known_client(Journal(folder), other, typed)
        assert "Do you mean Acme Studio?" == other.offered[0].prompt
        assert ["Acme Studio", f"No, {typed} is somebody else"] == [
            option.label for option in other.offered[0].options
        ]
        assert "Acme Studio" == known_client(Journal(folder), Script(("pick", "Acme Studio")), typed)

    @pytest.mark.parametrize("reply", [Back(), Left(Why.INTERRUPTED)])
    def test_going_back_or_leaving_there_names_nobody(self, folder: Path, reply: Exception) -> None:
        saved(folder, "Acme Studio")

        with pytest.raises(type(reply)):
            known_client(Journal(folder), Script(("pick", reply)), "Acme")

    def test_where_nobody_can_say_a_name_that_is_near_is_not_taken_and_that_is_said(
        self, folder: Path
    ) -> None:
        saved(folder, "Acme Studio")
        face = Script(("pick", Left(Why.INPUT_ENDED)))

        assert "Acme" == known_client(Journal(folder), face, "Acme")
        assert ["Acme is treated as somebody new, not as Acme Studio."] == face.notes

    @pytest.mark.parametrize("name", ["0", "1", "(somebody else)", "(0)"])
    def test_no_name_is_taken_for_another_choice(self, folder: Path, name: str) -> None:
        saved(folder, "Acme Studio", started="2026-01-01T09:00:00+01:00")
        saved(folder, name, started="2026-02-01T09:00:00+01:00")

        face = Script(("pick", "Acme Studio"))

        assert "Acme Studio" == asked_client(Journal(folder), face)
        options = [(option.value, option.label) for option in face.offered[0].options]
        assert [name, "Acme Studio", "Somebody else"] == [label for _, label in options]
        assert 3 == len({value for value, _ in options})

    def test_a_name_unlike_any_is_taken_without_a_word(self, folder: Path) -> None:
        saved(folder, "Acme Studio")

        assert "Globex" == known_client(Journal(folder), Script(), "Globex")
        assert "Acre" == known_client(Journal(folder), Script(), "Acre")

    def test_known_clients_are_offered_where_no_name_was_given(self, folder: Path) -> None:
        saved(folder, "Acme Studio", started="2026-01-01T09:00:00+01:00")
        saved(folder, "Globex", started="2026-02-01T09:00:00+01:00")

        face = Script(("pick", "Acme Studio"))

        assert "Acme Studio" == asked_client(Journal(folder), face)
        assert ["Globex", "Acme Studio", "Somebody else"] == [o.label for o in face.offered[0].options]

    def test_a_name_is_asked_for_where_no_client_is_known(self, folder: Path) -> None:
        assert "Acme Studio" == asked_client(Journal(folder), Script(("line", " Acme  Studio\x07")))
        assert not folder.exists()


class TestFolder:
    def test_nothing_is_made_by_looking(self, folder: Path) -> None:
        journal = Journal(folder)
        kept = entry_file(folder)

        assert [] == [*journal.records(), *journal.of_client("Acme", "lost"), *journal.clients()]
        assert folder / "2026-11-23_acme-studio_lost.md" == kept.shown_path
        assert not folder.parent.exists()

    def test_it_is_made_when_first_written_for_its_owner_alone(self, folder: Path) -> None:
        kept = saved(folder)

        assert kept.path is not None
        assert (0o700, 0o700, 0o600) == tuple(map(mode_of, (folder.parent, folder, kept.path)))
        assert [kept.path.name] == [path.name for path in folder.iterdir()]

    def test_a_folder_that_is_there_stays_as_it_is(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        folder.chmod(0o755)

        saved(folder)

        assert 0o755 == mode_of(folder)

    def test_a_folder_that_goes_away_is_made_again(self, folder: Path) -> None:
        kept = saved(folder)
        shutil.rmtree(folder)

        kept.save(answering("why", "x"))

        assert "- sting: 7\n" in text_of(kept)
        assert "- why: x\n" in text_of(kept)
        assert 0o700 == mode_of(folder)

    def test_other_peoples_files_are_left_alone(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        files = {
            "notes.md": b"# My notes\n\nplaybook: lost\n",
            "empty.md": b"",
            "open.md": b"---\nplaybook: lost\nclient: Acme Studio\n",
            "binary.md": bytes(range(256)) * 20,
            "nul.md": b"---\nplaybook\x00: lost\n---\n",
            "latin-1.md": "---\ntitle: Größe\n---\n".encode("latin-1"),
            "conflict.md": b"<<<<<<< HEAD\n---\nplaybook: lost\nclient: Acme Studio\n---\n",
            "2026-11-23_acme-studio_lost.md.swp": b"---\nplaybook: lost\nclient: Acme Studio\n---\n",
            ".2026-11-23_acme-studio_lost.md": b"---\nplaybook: lost\nclient: Acme Studio\n---\n",
        }
        for name, content in files.items():
            (folder / name).write_bytes(content)
        (folder / "folder.md").mkdir()
        os.mkfifo(folder / "pipe.md")
        (folder / "loop.md").symlink_to("loop.md")

        assert [] == list(Journal(folder).records())
        kept = saved(folder)

        assert [kept.path] == [head.path for head in Journal(folder).records()]
        assert files == {name: (folder / name).read_bytes() for name in files}

    def test_bytes_that_are_no_utf_8_come_through_a_save(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.write_bytes(kept.path.read_bytes() + "Größe\n".encode("latin-1"))

        kept.save(answering("why", "x"))

        assert b"\nGr\xf6\xdfe\n" in kept.path.read_bytes()


class TestSaving:
    def test_every_save_is_on_the_disk(self, folder: Path) -> None:
        kept = entry_file(folder)
        texts = []
        for head in ("7", "8"):
            kept.save(answering("sting", head))
            texts.append(text_of(kept))

        assert ["- sting: 7", "- sting: 8"] == [text.splitlines()[-1] for text in texts]
        assert texts[-1] == kept.entry.text

    def test_what_somebody_changed_meanwhile_is_kept_and_known(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.write_text(text_of(kept).replace("- sting: 7", "- sting: 3") + "\nMy note.\n", "utf-8")

        kept.save(answering("why", "x"))

        assert "- sting: 3\n" in text_of(kept)
        assert "My note.\n" in text_of(kept)
        assert kept.entry.text == text_of(kept)
        assert [] == kept.remarks

    def test_a_change_that_changes_nothing_does_not_touch_the_file(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        before = kept.path.stat()

        kept.save(answering("sting", "7"))

        assert (before.st_ino, before.st_mtime_ns) == (kept.path.stat().st_ino, kept.path.stat().st_mtime_ns)

    def test_a_change_that_fails_leaves_the_file_and_what_is_known_as_they_were(self, folder: Path) -> None:
        kept = saved(folder)
        before, entry = text_of(kept), kept.entry

        def failing(_: Entry) -> Entry:
            raise Unreadable("It cannot be.")

        with pytest.raises(Unreadable):
            kept.save(failing)

        assert (before, entry) == (text_of(kept), kept.entry)
        kept.save(answering("why", "x"))
        assert "- why: x\n" in text_of(kept)

    def test_a_first_save_that_fails_can_be_tried_again(self, folder: Path) -> None:
        kept = entry_file(folder)

        def failing(_: Entry) -> Entry:
            raise Unreadable("It cannot be.")

        with pytest.raises(Unreadable):
            kept.save(failing)

        assert kept.path is None
        kept.save(answering("sting", "7"))
        assert folder / "2026-11-23_acme-studio_lost.md" == kept.path

    def test_a_file_keeps_its_mode(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.chmod(0o640)

        kept.save(answering("why", "x"))

        assert 0o640 == mode_of(kept.path)

    def test_a_linked_entry_stays_a_link(self, folder: Path, tmp_path: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        elsewhere = tmp_path / "elsewhere.md"
        kept.path.rename(elsewhere)
        kept.path.symlink_to(elsewhere)

        open_entry(Journal(folder), kept.path).save(answering("why", "x"))

        assert kept.path.is_symlink()
        assert "- why: x\n" in elsewhere.read_text("utf-8")
        assert ["Acme Studio"] == found(folder, "Acme Studio")

    def test_a_linked_home_stays_a_link(self, folder: Path, tmp_path: Path) -> None:
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        folder.parent.symlink_to(elsewhere, target_is_directory=True)

        kept = saved(folder)

        assert folder.parent.is_symlink()
        assert [kept.path] == [folder / path.name for path in (elsewhere / "journal").iterdir()]

    def test_line_ends_and_a_byte_order_mark_stay(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.write_bytes(b"\xef\xbb\xbf" + kept.path.read_bytes().replace(b"\n", b"\r\n"))
        assert ["Acme Studio"] == found(folder, "Acme Studio")

        open_entry(Journal(folder), kept.path).save(answering("why", "x"))

        content = kept.path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf---\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")
        assert b"- why: x\r\n" in content


class TestTwoAtOnce:
    def test_two_walks_begun_at_once_for_one_client_become_one_entry(self, folder: Path) -> None:
        first, second = entry_file(folder), entry_file(folder, "ACME studio")

        first.save(answering("sting", "7"))
        second.save(answering("why", "x"))
        first.save(answering("door", "open"))

        assert first.path == second.path
        assert 1 == len(list(folder.iterdir()))
        for line in ("- sting: 7\n", "- why: x\n", "- door: open\n"):
            assert line in text_of(first)

    def test_two_clients_have_an_entry_each(self, folder: Path) -> None:
        first, second = entry_file(folder), entry_file(folder, "Acme")

        first.save(answering("sting", "7"))
        second.save(answering("sting", "3"))

        assert ["- sting: 7", "- sting: 3"] == [text_of(kept).splitlines()[-1] for kept in (first, second)]

    def test_two_clients_whose_names_look_alike_in_a_file_name_have_an_entry_each(self, folder: Path) -> None:
        first, second = saved(folder, "A & B"), saved(folder, "A, B")

        assert ("2026-11-23_a-b_lost.md", "2026-11-23_a-b_lost-2.md") == tuple(
            kept.path.name for kept in (first, second) if kept.path
        )

    def test_a_new_walk_beside_an_open_one_is_its_own(self, folder: Path) -> None:
        """As `--new` begins one: the other was there before."""
        first = saved(folder)

        second = saved(folder)

        assert first.path != second.path

    def test_an_entry_that_was_ended_meanwhile_is_not_taken_for_it(self, folder: Path) -> None:
        kept = entry_file(folder)
        ended = saved(folder, status="done")

        kept.save(answering("why", "x"))

        assert ended.path != kept.path

    def test_two_sittings_of_one_entry_keep_all_that_both_say(self, folder: Path) -> None:
        path = saved(folder).path
        assert path is not None
        first, second = open_entry(Journal(folder), path), open_entry(Journal(folder), path)

        first.save(answering("why", "x"))
        second.save(answering("door", "open"))

        assert "- why: x\n" in text_of(first)
        assert "- door: open\n" in text_of(first)


class TestMeanwhile:
    """What happens to the file between two saves."""

    def test_an_entry_that_was_renamed_is_followed_and_the_person_told(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.rename(folder / "mine.md")

        kept.save(answering("why", "x"))

        assert folder / "mine.md" == kept.path
        assert "- why: x\n" in text_of(kept)
        assert ["2026-11-23_acme-studio_lost.md is now mine.md. It goes on there."] == kept.remarks
        assert 1 == len(list(folder.iterdir()))

    def test_an_entry_that_was_deleted_is_written_again_whole_and_the_person_told(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.unlink()

        kept.save(answering("why", "x"))

        assert "- sting: 7\n" in text_of(kept)
        assert "- why: x\n" in text_of(kept)
        assert 0o600 == mode_of(kept.path)
        assert ["2026-11-23_acme-studio_lost.md was gone. It is written again, whole."] == kept.remarks

    def test_a_deleted_entry_is_written_again_even_if_nothing_changed(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.unlink()

        kept.save(answering("sting", "7"))

        assert kept.entry.text == text_of(kept)

    def test_another_walk_of_the_client_is_not_taken_for_the_deleted_one(self, folder: Path) -> None:
        other = saved(folder, started="2026-01-31T09:00:00+01:00", status="done")
        kept = saved(folder)
        assert kept.path is not None
        path = kept.path
        path.unlink()

        kept.save(answering("why", "x"))

        assert path == kept.path
        assert "- why: x" not in text_of(other)

    def test_a_folder_in_the_place_of_the_entry_is_an_error_in_words(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.unlink()
        kept.path.mkdir()

        with pytest.raises(Unreadable, match="is not a file"):
            kept.save(answering("why", "x"))

        kept.path.rmdir()
        kept.save(answering("why", "x"))
        assert "- sting: 7\n" in text_of(kept)

    def test_an_entry_that_may_not_be_read_is_an_error_in_words(self, ordinary: Path) -> None:
        kept = saved(ordinary)
        assert kept.path is not None
        kept.path.chmod(0)

        with pytest.raises(Unreadable, match="cannot be read: you have no permission there"):
            kept.save(answering("why", "x"))

        kept.path.chmod(0o600)
        kept.save(answering("why", "x"))
        assert "- why: x\n" in text_of(kept)

    @pytest.mark.parametrize("mode", [0, 0o400, 0o500])
    def test_a_folder_that_may_not_be_used_is_an_error_in_words(self, ordinary: Path, mode: int) -> None:
        kept = saved(ordinary)
        ordinary.chmod(mode)

        with pytest.raises(PlaybookError):
            kept.save(answering("why", "x"))

        ordinary.chmod(0o700)
        kept.save(answering("why", "x"))
        assert "- why: x\n" in text_of(kept)

    @pytest.mark.parametrize("mode", [0, 0o400, 0o500])
    def test_a_folder_that_may_not_be_looked_into_is_no_empty_journal(
        self, ordinary: Path, mode: int
    ) -> None:
        saved(ordinary, status="done")
        ordinary.chmod(mode)

        if mode == 0o500:
            assert 1 == len(list(Journal(ordinary).records()))
            assert 1 == len(list(Journal(ordinary).entries()))
        else:
            with pytest.raises(Unreadable, match="no permission"):
                list(Journal(ordinary).records())
            with pytest.raises(Unreadable, match="no permission"):
                list(Journal(ordinary).entries())
        with pytest.raises(PlaybookError):
            entry_file(ordinary).save(answering("why", "x"))

    def test_a_home_that_is_not_writable_is_an_error_in_words(self, ordinary: Path) -> None:
        ordinary.parent.chmod(0o500)

        with pytest.raises(PlaybookError, match="no permission"):
            saved(ordinary)

        ordinary.parent.chmod(0o700)
        assert saved(ordinary).path

    def test_a_file_of_a_size_that_no_entry_has_is_an_error_in_words(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        os.truncate(kept.path, 100 * 1024 * 1024)

        with pytest.raises(Unreadable, match="larger than an entry can be"):
            kept.save(answering("why", "x"))

    def test_an_entry_that_is_gone_cannot_be_opened(self, folder: Path) -> None:
        with pytest.raises(Unreadable, match="gone"):
            open_entry(Journal(folder), folder / "x.md")

    def test_an_entry_whose_front_matter_was_taken_away_is_still_saved_to(self, folder: Path) -> None:
        kept = saved(folder)
        assert kept.path is not None
        kept.path.write_text("- sting: 3\n", "utf-8")

        kept.save(answering("why", "x"))

        assert "- sting: 3\n" in text_of(kept)
        assert "- why: x\n" in text_of(kept)


def test_front_matter_of_a_new_entry_reads_back(folder: Path) -> None:
    kept = saved(folder, 'O\'Neill "&" Søn: #1\\')

    assert {name: str(value) for name, value in front('O\'Neill "&" Søn: #1\\').items()} | {
        "started": NOW.isoformat(),
        "updated": NOW.isoformat(),
    } == Entry(text_of(kept)).front


@pytest.mark.parametrize("gone_through", [Journal.entries, Journal.latest_first])
def test_of_all_entries_only_the_one_whose_turn_it_is_is_held(
    folder: Path, gone_through: Callable[[Journal], Iterator[tuple[Record, Entry] | Entry]]
) -> None:
    for client in ("Acme", "Nordwind", "Ada"):
        saved(folder, client)
    read, held = list[ref[Entry]](), list[int]()
    for found in gone_through(Journal(folder)):
        entry = found if isinstance(found, Entry) else found[1]
        read.append(ref(entry))
        del found, entry
        held.append(sum(one() is not None for one in read))

    assert [1, 1, 1] == held
