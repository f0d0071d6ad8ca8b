"""`playbook edit`: whatever an editor does, what was saved is there, and so is the way back."""

from __future__ import annotations

import signal
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from desk import BASE, BROKEN, MENDED, MINE, SHIPPED, SHOWN, Desk
from homes import Home, run
from terminal import ENTER, LEAVE, Terminal

from playbook.authoring.own_copy import CopyFailed, only_one
from playbook.faces.editor import EditorFailed, editor_from, opened
from playbook.model.leaving import Back, Left, Why
from playbook.schema import schema_text
from playbook.shelf import shipped_folder


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


class TestTheFirstTime:
    def test_the_copy_is_the_shipped_one_byte_for_byte_and_for_its_owner_alone(self, desk: Desk) -> None:
        modes = []

        def save() -> bool:
            modes.append(stat.S_IMODE(desk.own.stat().st_mode))
            desk.own.write_text(MINE)
            return True

        status, face = desk.edit(save)

        assert (0, [0o600], [SHIPPED.encode()]) == (status, modes, desk.seen)
        assert {"small.toml": MINE.encode(), **BASE} == desk.files
        assert face.notes == ["It's saved, and there's nothing to fix."]

    def test_a_copy_that_nobody_changed_goes_again(self, desk: Desk) -> None:
        status, face = desk.edit(None)

        assert (0, {}) == (status, desk.files)
        assert ["Nothing was changed, so no copy of yours is kept and the shipped one is used."] == face.notes

    def test_undone_there_is_no_copy(self, desk: Desk) -> None:
        status, face = desk.edit(BROKEN, turns=(("pick", "back"),))

        assert (0, {}) == (status, desk.files)
        assert "The shipped one is used, as before." == face.notes[-1]

    def test_an_editor_that_does_not_start_leaves_no_copy(self, desk: Desk) -> None:
        def missing() -> bool:
            raise EditorFailed("The editor did not start.")

        with pytest.raises(EditorFailed):
            desk.edit(missing)

        assert {} == desk.files

    def test_an_editor_that_fails_leaves_no_copy(self, desk: Desk) -> None:
        status, face = desk.edit(lambda: False)

        assert (1, {}) == (status, desk.files)
        assert ["The editor ended with an error, and had saved nothing."] == face.trouble

    def test_an_editor_that_takes_the_file_away_leaves_no_copy(self, desk: Desk) -> None:
        status, _ = desk.edit(lambda: taken_away(desk))

        assert (0, {}) == (status, desk.files)

    def test_what_stands_in_the_way_stays(self, desk: Desk) -> None:
        desk.own.parent.mkdir()
        desk.own.symlink_to(desk.own.parent / "nowhere")
        with pytest.raises(CopyFailed, match="is a link, and what it leads to is gone"):
            desk.edit()

        assert desk.own.is_symlink()
        assert not desk.own.exists()


class TestAPlaybookOfOnesOwn:
    def test_it_is_opened_as_it_is(self, desk: Desk) -> None:
        desk.mine(BROKEN)
        desk.own.chmod(0o644)
        status, _ = desk.edit(MENDED)

        assert (0, [BROKEN.encode()], {"small.toml": MENDED.encode()}) == (status, desk.seen, desk.files)
        assert 0o644 == stat.S_IMODE(desk.own.stat().st_mode)

    def test_one_that_nobody_changed_stays_even_if_it_is_the_shipped_one(self, desk: Desk) -> None:
        desk.mine(SHIPPED)
        status, face = desk.edit(None)

        assert (0, {"small.toml": SHIPPED.encode()}) == (status, desk.files)
        assert ["Nothing was changed."] == face.notes

    def test_undone_it_is_what_it_was_before_the_whole_edit(self, desk: Desk) -> None:
        desk.mine()
        status, _ = desk.edit(BROKEN, BROKEN + "x", turns=(("pick", "again"), ("pick", "back")))

        assert (0, {"small.toml": MINE.encode()}) == (status, desk.files)

    def test_a_broken_one_that_nobody_changed_is_still_told(self, desk: Desk) -> None:
        desk.mine(BROKEN)
        status, face = desk.edit(None, turns=(("pick", "keep"),))

        assert (2, {"small.toml": BROKEN.encode()}) == (status, desk.files)
        assert ["again", "keep"] == [option.value for option in face.offered[0].options]

    def test_one_that_the_editor_took_away_is_back(self, desk: Desk) -> None:
        desk.mine()
        status, face = desk.edit(lambda: taken_away(desk))

        assert (1, {"small.toml": MINE.encode()}) == (status, desk.files)
        assert ["The editor left no file. It is back as it was before."] == face.trouble

    def test_undone_to_one_that_had_slips_already_that_is_said(self, desk: Desk) -> None:
        desk.mine(BROKEN)
        status, face = desk.edit(BROKEN + "x", turns=(("pick", "back"),))

        assert (2, {"small.toml": BROKEN.encode()}) == (status, desk.files)
        assert "It is what it was before, which has a problem too." == face.notes[-1]

    def test_a_broken_one_is_opened_at_its_first_slip(self, desk: Desk) -> None:
        desk.mine(BROKEN)
        desk.edit(MENDED)

        assert [12] == desk.lines

    def test_a_link_stays_a_link(self, desk: Desk, tmp_path: Path) -> None:
        desk.own.parent.mkdir()
        real = tmp_path / "dotfiles.toml"
        real.write_text(MINE)
        desk.own.symlink_to(real)
        desk.edit(BROKEN, turns=(("pick", "back"),))

        assert desk.own.is_symlink()
        assert MINE == real.read_text()


def taken_away(desk: Desk) -> bool:
    desk.own.unlink()
    return True


def by_rename(desk: Desk) -> bool:
    beside = desk.own.with_suffix(".swp")
    beside.write_text(MENDED)
    beside.replace(desk.own)
    return True


def failing(desk: Desk) -> bool:
    desk.own.write_text(MENDED)
    return False


SAVED: Mapping[str, tuple[Callable[[Desk], object], int]] = {
    "by rename": (by_rename, 0),
    "and then failed": (failing, 0),
    "with a byte-order mark and other line ends": (
        lambda desk: desk.own.write_bytes(b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()),
        0,
    ),
    "in Latin-1": (lambda desk: desk.own.write_bytes(MENDED.replace("What", "Où").encode("latin-1")), 2),
    "as nothing": (lambda desk: desk.own.write_bytes(b"") or True, 2),
    "as bytes that are no text": (lambda desk: desk.own.write_bytes(bytes(range(256))), 2),
}


@pytest.mark.parametrize(("save", "status"), SAVED.values(), ids=SAVED)
def test_what_an_editor_saved_stays_however_it_did(
    desk: Desk, save: Callable[[Desk], object], status: int
) -> None:
    desk.mine()
    saved: list[bytes] = []

    def saving() -> bool:
        well = bool(save(desk))
        saved.append(desk.own.read_bytes())
        return well

    assert status == desk.edit(saving, turns=(("pick", "keep"),) if status else ())[0]
    assert {"small.toml": saved[0]} == desk.files


class TestASlip:
    def test_it_is_told_with_its_line_until_it_is_mended(self, desk: Desk) -> None:
        status, face = desk.edit(BROKEN, BROKEN, MENDED, turns=(("pick", "again"), ("pick", "again")))
        told = [note for note in face.notes if f"{SHOWN}:12:1: question `words`: " in note]

        assert (0, 2) == (status, len(told))
        assert "there is no key `promt`; did you mean `prompt`?\n    promt = " in told[0]
        assert {"small.toml": MENDED.encode(), **BASE} == desk.files

    def test_from_the_second_round_on_it_is_told_how_many_are_left(self, desk: Desk) -> None:
        two = BROKEN.replace("title = ", "titel = ", 1)
        again = ("pick", "again")
        _, face = desk.edit(two, two, BROKEN, MENDED, turns=(again, again, again))
        told = [note for note in face.notes if note.startswith(("Still", SHOWN))]

        assert ["~", "S", "~", "S", "~"] == [note[0] for note in told]
        assert ["Still to fix: 2", "Still to fix: 1"] == told[1::2]

    def test_the_editor_is_opened_again_at_the_first_one(self, desk: Desk) -> None:
        two = BROKEN.replace("title = ", "titel = ", 1)
        desk.edit(two, BROKEN, b"\xff", MENDED, turns=(("pick", "again"),) * 3)

        assert [None, 2, 12, 1] == desk.lines

    def test_it_can_be_kept(self, desk: Desk) -> None:
        status, face = desk.edit(BROKEN, turns=(("pick", "keep"),))

        assert (2, {"small.toml": BROKEN.encode(), **BASE}) == (status, desk.files)
        assert "It stays as it is. You can't walk it until it's fixed." == face.notes[-1]

    @pytest.mark.parametrize(
        ("why", "status"), [(Why.FOR_LATER, 2), (Why.INPUT_ENDED, 3), (Why.TERMINATED, 143)]
    )
    def test_left_it_is_kept(self, desk: Desk, why: Why, status: int) -> None:
        assert status == desk.edit(BROKEN, turns=(("pick", Left(why)),))[0]
        assert {"small.toml": BROKEN.encode(), **BASE} == desk.files

    def test_going_back_leads_to_the_editor(self, desk: Desk) -> None:
        assert 0 == desk.edit(BROKEN, MENDED, turns=(("pick", Back()),))[0]

    def test_with_nobody_there_it_is_kept_and_told(self, desk: Desk) -> None:
        status, face = desk.edit(BROKEN, asks=False)

        assert (2, {"small.toml": BROKEN.encode(), **BASE}) == (status, desk.files)
        assert "did you mean `prompt`?" in face.notes[0]


class TestAnswersThatAreNotRead:
    @pytest.mark.parametrize(("count", "entries"), [(1, "1 entry holds"), (2, "2 entries hold")])
    def test_they_are_told_when_it_is_saved(self, desk: Desk, count: int, entries: str) -> None:
        status, face = desk.edit(MINE, unread=lambda: count)

        assert 0 == status
        assert f"{entries} answers that are not read any more." == face.notes[-1]

    def test_where_there_are_none_nothing_is_said(self, desk: Desk) -> None:
        assert ["It's saved, and there's nothing to fix."] == desk.edit(MINE)[1].notes

    def test_the_entries_of_the_playbook_are_looked_at(self, home: Home, editor: Path) -> None:
        home.add_playbook("small", MINE)
        home.add_playbook("other", MINE)
        journal = home.folder / "journal"
        journal.mkdir()
        for day, name in ((1, "small"), (2, "small"), (3, "other")):
            text = f"---\nplaybook: {name}\nstarted: 2026-11-0{day}\nstatus: done\n---\n\n- words: Calm\n"
            (journal / f"2026-11-0{day}_{name}.md").write_text(text)
        editor.write_text('sed -i \'s/id = "words"/id = "said"/\' "$1"')
        ended = run("edit", "small")

        assert 0 == ended.returncode
        assert "2 entries hold answers that are not read any more.\n" in ended.stderr
        assert "playbook check\n" in ended.stderr


class TestAnEditorThatComesBackAtOnce:
    def test_it_is_waited_for_by_asking(self, desk: Desk) -> None:
        def in_its_window(_: object) -> str:
            desk.own.write_text(MENDED)
            return "read"

        desk.waits = False
        status, face = desk.edit(None, turns=(("pick", "read"), ("pick", in_its_window)))

        assert (0, {"small.toml": MENDED.encode(), **BASE}) == (status, desk.files)
        assert "It is still as it was." in face.notes

    def test_where_nothing_is_to_be_changed_no_copy_is_kept(self, desk: Desk) -> None:
        desk.waits = False

        assert 0 == desk.edit(None, turns=(("pick", "leave"),))[0]
        assert {} == desk.files

    def test_with_nobody_there_it_is_told_how_to_wait(self, desk: Desk) -> None:
        desk.waits = False
        status, face = desk.edit(None, asks=False)

        assert 0 == status
        assert any('VISUAL="code --wait"' in note for note in face.notes)


class TestAnEditThatWasCutShort:
    def cut_short(self, desk: Desk) -> None:
        with pytest.raises(SystemError):
            desk.edit(lambda: [desk.own.write_text(BROKEN), (_ for _ in ()).throw(SystemError)])

    def test_what_was_saved_and_what_was_before_are_both_there(self, desk: Desk) -> None:
        desk.mine()
        self.cut_short(desk)

        assert {"small.toml": BROKEN.encode(), ".small.toml.before": MINE.encode()} == desk.files

    def test_the_next_edit_goes_on_with_it_and_can_undo_both(self, desk: Desk) -> None:
        desk.mine()
        self.cut_short(desk)
        _, face = desk.edit(BROKEN + "x", turns=(("pick", "back"),))

        assert {"small.toml": MINE.encode()} == desk.files
        assert face.notes[0].startswith("An earlier edit was cut short")
        labels = [option.label for option in face.offered[-1].options]
        assert "Undo all since the edit that was cut short: make it what it was" in labels

    def test_the_first_one_can_be_undone_to_no_copy(self, desk: Desk) -> None:
        self.cut_short(desk)
        desk.edit(None, turns=(("pick", "back"),))

        assert {} == desk.files


def test_a_second_edit_of_the_same_playbook_is_kept_out(desk: Desk) -> None:
    with (
        only_one(desk.own),
        only_one(desk.own.with_name("other.toml")),
        pytest.raises(CopyFailed, match="is being edited already"),
        only_one(desk.own),
    ):
        pass
    with only_one(desk.own):
        pass


class TestTheEditorsCommand:
    def test_visual_goes_before_editor(self) -> None:
        assert ["code", "--wait"] == editor_from({"VISUAL": "code --wait", "EDITOR": "nano"})
        assert ["nano"] == editor_from({"VISUAL": " ", "EDITOR": "nano"} | {"VISUAL": ""})

    def test_a_path_may_hold_blanks_in_quotation_marks_or_without(self, tmp_path: Path) -> None:
        path = tmp_path / "my editor"
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)

        assert [str(path), "-w"] == editor_from({"VISUAL": f"'{path}' -w"})
        assert [str(path)] == editor_from({"VISUAL": str(path)})

    def test_a_usual_one_is_looked_for_only_where_it_would_do(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nano = tmp_path / "nano"
        nano.write_text("#!/bin/sh\n")
        nano.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(EditorFailed, match="there is no terminal"):
            editor_from({})
        for stream in ("stdin", "stdout"):
            monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True)

        assert [str(nano)] == editor_from({})


ARGUMENTS = {
    "vi": ["+7", "FILE"],
    "vim": ["+7", "FILE"],
    "nvim": ["+7", "FILE"],
    "nano": ["+7", "FILE"],
    "emacs": ["+7", "FILE"],
    "micro": ["+7", "FILE"],
    "hx": ["+7", "FILE"],
    "code": ["-g", "FILE:7"],
    "another": ["FILE"],
}


class TestTheLine:
    @pytest.fixture
    def told(self, tmp_path: Path) -> Callable[..., list[str]]:
        """Open a file in an editor of some name, and give the arguments that it was given."""

        def told(name: str, *line: int, linked: str = "") -> list[str]:
            program = tmp_path / name
            program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/told"\n')
            program.chmod(0o755)
            if linked:
                (tmp_path / linked).symlink_to(program)
            file = tmp_path / "lost.toml"

            ended = opened(file, {"VISUAL": f"'{tmp_path / (linked or name)}'"}, *line)
            assert (True, "+7" in ARGUMENTS[Path(name).stem]) == ended
            return (tmp_path / "told").read_text().replace(str(file), "FILE").split()

        return told

    @pytest.mark.parametrize(("name", "arguments"), ARGUMENTS.items(), ids=ARGUMENTS)
    def test_an_editor_that_can_be_told_it_is(
        self, told: Callable[..., list[str]], name: str, arguments: list[str]
    ) -> None:
        assert arguments == told(name, 7)

    def test_a_link_to_such_an_editor_is_told_too(self, told: Callable[..., list[str]]) -> None:
        assert ["+7", "FILE"] == told("vim.basic", 7, linked="editor")

    def test_without_a_line_there_is_the_file_alone(self, told: Callable[..., list[str]]) -> None:
        assert ["FILE"] == told("vim")


@pytest.fixture
def editor(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that does what stands in a file: shell commands, with the playbook's path as `$1`."""
    does = own_folder / "does it.sh"
    monkeypatch.setenv("VISUAL", f"sh '{does}'")
    return does


LOST = (shipped_folder() / "en" / "lost.toml").read_bytes()


class TestTheCommand:
    def test_it_edits_a_copy_of_a_shipped_playbook_with_the_schema_beside_it(
        self, own_folder: Path, editor: Path
    ) -> None:
        home = Home(own_folder / "a home")
        editor.write_text('cp "$1" "$HOME/seen"; echo "# mine" >> "$1"')
        ended = run("--home", str(home.folder), "edit", "lost")
        folder = home.folder / "playbooks"

        assert (0, "") == (ended.returncode, ended.stdout)
        assert LOST == (own_folder / "seen").read_bytes()
        assert LOST + b"# mine\n" == (folder / "lost.toml").read_bytes()
        assert LOST == (folder / ".lost.toml.base").read_bytes()
        assert 3 == len(list(folder.iterdir()))
        assert schema_text() == (folder / "playbook.schema.json").read_text(encoding="utf-8")
        assert f"playbook --home '{home.folder}' lost --dry-run" in ended.stderr

    def test_without_an_editor_and_a_terminal_nothing_is_made(self, home: Home) -> None:
        ended = run("edit", "lost")

        assert (1, "") == (ended.returncode, ended.stdout)
        assert "hint: Run it in a terminal, or set VISUAL" in ended.stderr
        assert not home.folder.exists()

    def test_a_name_that_is_none_is_told_with_what_was_meant(self, home: Home) -> None:
        ended = run("edit", "lsot")

        assert (2, "") == (ended.returncode, ended.stdout)
        assert (
            "There is no playbook `lsot`; did you mean `lost`?\n"
            "hint: To begin one of that name: playbook new lsot\n"
        ) == ended.stderr
        assert not home.folder.exists()

    def test_without_a_name_the_playbooks_are_listed(self, home: Home) -> None:
        home.add_playbook("small", MINE)
        ended = run("edit")

        assert (2, "") == (ended.returncode, ended.stdout)
        assert "Which playbook would you like to edit? There are " in ended.stderr
        assert "lost, " in ended.stderr
        assert ", small" in ended.stderr
        assert "hint: Name it, such as: playbook edit " in ended.stderr

    def test_a_slip_without_a_terminal_ends_with_2(self, home: Home, editor: Path) -> None:
        home.add_playbook("small", MINE)
        editor.write_text('sed -i s/prompt/promt/ "$1"')
        ended = run("edit", "small")

        assert 2 == ended.returncode
        assert f"{SHOWN}:12:1: question `words`:" in ended.stderr
        assert "promt" in (home.folder / "playbooks" / "small.toml").read_text()

    def test_in_a_terminal_a_slip_is_shown_and_mended(self, home: Home, editor: Path) -> None:
        home.add_playbook("small", MINE)
        editor.write_text('sed -i s/prompt/promt/ "$1"')
        with Terminal("edit", "small") as terminal:
            terminal.expect("did you mean `prompt`?")
            terminal.expect_question("What would you like to do with it?")

            assert "    ^^^^^" in terminal.lines

            editor.write_text('sed -i s/promt/prompt/ "$1"; echo "# mended" >> "$1"')
            terminal.send(ENTER)
            terminal.expect("nothing to fix.")

            assert 0 == terminal.status()
        assert MINE + "# mended\n" == (home.folder / "playbooks" / "small.toml").read_text()

    def test_in_a_dumb_terminal_it_is_asked_line_by_line(self, home: Home, editor: Path) -> None:
        home.add_playbook("small", MINE)
        editor.write_text('sed -i s/prompt/promt/ "$1"')
        with Terminal("edit", "small", extra={"TERM": "dumb"}) as terminal:
            terminal.expect("3 Undo this edit: make it what it was")
            terminal.send("3\n")

            assert 0 == terminal.status()
        assert MINE == (home.folder / "playbooks" / "small.toml").read_text()

    def test_ctrl_c_in_the_editor_is_the_editors(self, home: Home, editor: Path) -> None:
        home.add_playbook("small", MINE)
        editor.write_text(
            'trap "echo \\"# interrupted\\" >> \\"$1\\"; exit 0" INT\n'
            "echo ready\nwhile :; do sleep 0.05; done"
        )
        with Terminal("edit", "small") as terminal:
            terminal.expect("ready")
            terminal.send(LEAVE)

            assert 0 == terminal.status()
        assert MINE + "# interrupted\n" == (home.folder / "playbooks" / "small.toml").read_text()

    def test_killed_while_the_editor_is_open_nothing_is_lost(self, home: Home, editor: Path) -> None:
        home.add_playbook("small", MINE)
        editor.write_text('echo "broken" >> "$1"; echo saved; exec sleep 20')
        folder = home.folder / "playbooks"
        with Terminal("edit", "small") as terminal:
            terminal.expect("saved")
            terminal.kill()

            assert -signal.SIGKILL == terminal.status()
        assert MINE + "broken\n" == (folder / "small.toml").read_text()
        assert MINE == (folder / ".small.toml.before").read_text()

        editor.write_text('echo "more" >> "$1"')
        with Terminal("edit", "small") as terminal:
            terminal.expect("An earlier edit was cut short")
            terminal.choose("What would you like to do with it?", "Undo all since")

            assert 0 == terminal.status()
        assert ["playbook.schema.json", "small.toml"] == sorted(path.name for path in folder.iterdir())
        assert MINE == (folder / "small.toml").read_text()
