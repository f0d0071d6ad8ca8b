"""A copy and the shipped playbook it was made from, which has changed since: compared, merged, gone back."""

from __future__ import annotations

import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from desk import BASE, MENDED, MINE, SHIPPED, Desk
from homes import Home, run
from hypothesis import given
from hypothesis import strategies as st
from terminal import Terminal

from playbook import durable, shelf
from playbook.authoring.merge import merge
from playbook.authoring.own_copy import CopyFailed, OwnCopy
from playbook.authoring.versions import is_same, merged
from playbook.model.leaving import Left, Why
from playbook.reading.playbooks import read_playbook
from playbook.settings import Settings
from playbook.shelf import Shelved, original, shipped_folder

GAINED = SHIPPED.replace('"What?"', '"What now?"')
OTHERWISE = SHIPPED.replace("As it is shipped", "As it is shipped now")
BOTH = GAINED.replace("As it is shipped", "Mine")
MERGE, BEGUN, KEPT = ".small.toml.merge", ".small.toml.merge.begun", ".small.toml.merge.before"
MARKED = b"""\
<<<<<<< your copy
summary = "Mine."
=======
summary = "As it is shipped now."
>>>>>>> the shipped one
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with a copy that was made before the shipped one changed."""
    made = Desk(tmp_path)
    made.edit(MINE)
    return made


def ships(desk: Desk, text: str) -> None:
    desk.shipped.write_bytes(text.encode())


class TestTheBase:
    def test_the_shipped_text_is_kept_beside_a_copy_and_goes_with_it(self, tmp_path: Path) -> None:
        desk = Desk(tmp_path)
        desk.edit(MINE)

        assert {"small.toml": MINE.encode(), **BASE} == desk.files

        ships(desk, GAINED)
        desk.edit(MENDED)

        assert {"small.toml": MENDED.encode(), **BASE} == desk.files

    def test_an_edit_says_in_one_line_that_the_shipped_one_has_changed(self, desk: Desk) -> None:
        assert not any("has changed since" in note for note in desk.edit(MENDED)[1].notes)

        ships(desk, GAINED)

        assert (
            "The shipped one has changed since: playbook edit small --merge" == desk.edit(None)[1].notes[-1]
        )

    def test_a_copy_that_says_the_same_is_not_behind(self, desk: Desk) -> None:
        ships(desk, GAINED)
        desk.own.write_bytes(GAINED.replace("\n", "\r\n").encode())

        assert not OwnCopy(desk.own, desk.shipped).is_behind


class TestAMerge:
    def test_what_the_shipped_one_has_gained_is_brought_in(self, desk: Desk) -> None:
        ships(desk, GAINED)
        desk.own.chmod(0o640)
        status, face = desk.edit(does=merge)

        assert (0, {"small.toml": BOTH.encode(), ".small.toml.base": GAINED.encode()}) == (status, desk.files)
        assert "What's new in the shipped one is in your copy, and there's nothing to fix." == face.notes[0]
        assert 0o640 == desk.own.stat().st_mode & 0o777
        assert ["The shipped one has not changed since your copy was made."] == desk.edit(does=merge)[1].notes

    def test_a_conflict_is_marked_and_opened_and_counts_once_it_is_mended(self, desk: Desk) -> None:
        ships(desk, OTHERWISE)
        status, face = desk.edit(MENDED, does=merge)

        assert (0, [3]) == (status, desk.lines[1:])
        assert MARKED in (desk.seen[-1] or b"")
        assert {"small.toml": MENDED.encode(), ".small.toml.base": OTHERWISE.encode()} == desk.files
        assert face.notes[0].startswith("1 place was changed both in your copy and in the shipped one.")

    def test_a_mark_that_is_left_is_told_even_within_words_on_many_lines(self, tmp_path: Path) -> None:
        long = SHIPPED.replace('"As it is shipped."', '"""\nAs it is.\n"""')
        desk = Desk(tmp_path)
        ships(desk, long)
        desk.edit(long.replace("As it is", "Mine"))
        ships(desk, long.replace("As it is", "New"))
        status, face = desk.edit(None, None, does=merge, turns=(("pick", "again"), ("pick", "later")))

        assert 2 == status
        assert f"~/playbook/playbooks/{MERGE}:4:1: this is a mark of the merge" in face.notes[1]
        assert desk.own.read_bytes() == long.replace("As it is", "Mine").encode()

    def test_a_clean_merge_with_a_slip_is_opened_like_a_conflict(self, desk: Desk) -> None:
        ships(desk, GAINED + '\n[[step.question]]\nid = "more"\ntype = "text"\nprompt = "More?"\n')
        desk.own.write_text(MINE.replace('id = "words"', 'id = "more"'))
        before = desk.own.read_bytes()
        status, face = desk.edit(None, MENDED, does=merge, turns=(("pick", "again"),))

        assert 0 == status
        assert any(f"{MERGE}:15:1: question `more`: " in note for note in face.notes)
        assert before != desk.own.read_bytes() == MENDED.encode()

    def test_undone_nothing_is_left_of_it(self, desk: Desk) -> None:
        ships(desk, OTHERWISE)
        before = desk.files
        status, face = desk.edit("x", does=merge, turns=(("pick", "back"),))

        assert (0, before) == (status, desk.files)
        assert "The merge is undone. Your copy stays as it was." == face.notes[-1]

    def test_an_editor_that_takes_it_away_leaves_the_copy(self, desk: Desk) -> None:
        ships(desk, OTHERWISE)
        before = desk.files

        def taken_away() -> bool:
            (desk.own.parent / MERGE).unlink()
            return True

        assert 1 == desk.edit(taken_away, does=merge)[0]
        assert before == desk.files

    def test_a_copy_that_is_gone_meanwhile_is_what_was_merged(self, desk: Desk) -> None:
        ships(desk, OTHERWISE)

        def meanwhile() -> bool:
            desk.own.unlink()
            (desk.own.parent / MERGE).write_text(MENDED)
            return True

        assert 0 == desk.edit(meanwhile, does=merge)[0]
        assert MENDED == desk.own.read_text()

    def test_a_copy_that_is_changed_meanwhile_stays(self, desk: Desk) -> None:
        ships(desk, OTHERWISE)

        def meanwhile() -> bool:
            desk.own.write_text("Meanwhile.")
            (desk.own.parent / MERGE).write_text(MENDED)
            return True

        with pytest.raises(CopyFailed, match="was changed meanwhile"):
            desk.edit(meanwhile, does=merge)
        assert b"Meanwhile." == desk.own.read_bytes()
        assert BASE[".small.toml.base"] == desk.files[".small.toml.base"]

    def test_a_link_stays_a_link(self, desk: Desk, tmp_path: Path) -> None:
        real = tmp_path / "dotfiles.toml"
        desk.own.rename(real)
        desk.own.symlink_to(real)
        ships(desk, GAINED)
        desk.edit(does=merge)

        assert desk.own.is_symlink()
        assert BOTH == real.read_text()


class TestAMergeThatWasLeft:
    @pytest.mark.parametrize("saves", range(5))
    def test_cut_short_at_any_save_the_copy_is_whole_and_the_next_one_ends_it(
        self, desk: Desk, saves: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ships(desk, GAINED)
        left = [durable.replace] * saves

        def replace(path: Path, content: bytes) -> None:
            if not left:
                raise SystemError
            left.pop()(path, content)

        with monkeypatch.context() as patched, suppress(SystemError):
            patched.setattr(durable, "replace", replace)
            desk.edit(does=merge)
        assert desk.own.read_bytes() in (MINE.encode(), BOTH.encode())

        desk.edit(does=merge)

        assert {"small.toml": BOTH.encode(), ".small.toml.base": GAINED.encode()} == desk.files

    @pytest.mark.parametrize(("why", "status"), [(Why.FOR_LATER, 2), (Why.HUNG_UP, 129)])
    def test_the_next_one_goes_on_with_it(self, desk: Desk, why: Why, status: int) -> None:
        ships(desk, OTHERWISE)
        half = MENDED.replace("Mended", "<<<<<<< your copy\n")

        assert status == desk.edit(half, does=merge, turns=(("pick", Left(why)),))[0]
        assert MINE.encode() == desk.own.read_bytes()

        status, face = desk.edit(MENDED, does=merge)

        assert (0, half.encode()) == (status, desk.seen[-1])
        assert "An earlier merge was left, and this one goes on with it." == face.notes[0]
        assert {"small.toml": MENDED.encode(), ".small.toml.base": OTHERWISE.encode()} == desk.files

    @pytest.mark.parametrize("changed", ["copy", "shipped"])
    def test_it_begins_anew_where_the_copy_or_the_shipped_one_has_changed(
        self, desk: Desk, changed: str
    ) -> None:
        ships(desk, OTHERWISE)
        desk.edit("half", does=merge, turns=(("pick", "later"),))
        if changed == "copy":
            desk.own.write_text(MENDED)
        else:
            ships(desk, OTHERWISE.replace("now", "today"))
        _, face = desk.edit(MENDED, does=merge)

        assert b"<<<<<<< your copy" in (desk.seen[-1] or b"")
        assert "Something has changed since a merge was left." in face.notes[0]
        assert b"half" == desk.files[KEPT]

    def test_what_was_made_of_it_stays_where_there_is_nothing_to_merge_any_more(self, desk: Desk) -> None:
        ships(desk, OTHERWISE)
        desk.edit("half", does=merge, turns=(("pick", "later"),))
        ships(desk, SHIPPED)
        desk.edit(does=merge)

        assert {"small.toml": MINE.encode(), KEPT: b"half", **BASE} == desk.files


LINES = st.lists(st.sampled_from(["a", "b", "c", "", "=======", "é", "\udce9"]), max_size=8)


def text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")


class TestTheText:
    @given(LINES, LINES)
    def test_where_one_side_has_not_changed_it_is_the_other(self, base: list[str], other: list[str]) -> None:
        assert text(other) == merged(text(base), text(base), text(other)).content
        assert text(other) == merged(text(base), text(other), text(base)).content
        assert text(other) == merged(text(base), text(other), text(other)).content

    @given(LINES, LINES, LINES, st.booleans())
    def test_line_ends_and_the_byte_order_mark_are_those_of_the_copy(
        self, base: list[str], mine: list[str], theirs: list[str], mark: bool
    ) -> None:
        plain = merged(text(base), text(mine), text(theirs))
        begins = b"\xef\xbb\xbf" if mark else b""
        windows = merged(text(base), begins + text(mine).replace(b"\n", b"\r\n"), text(theirs))

        assert plain.conflicts == windows.conflicts
        if mine:
            assert begins + plain.content.replace(b"\n", b"\r\n") == windows.content

    def test_a_last_line_without_an_end_is_no_change(self) -> None:
        assert is_same(b"a\nb", b"a\r\nb\r\n")
        assert (b"a\nb\nc\n", 0) == merged(b"a\nb", b"a\nb\n", b"a\nb\nc")[:2]


LOST_FILE = shipped_folder() / "en" / "lost.toml"
LOST = LOST_FILE.read_text(encoding="utf-8")


class TestLost:
    """An edited copy of the real one, and a later edition of it."""

    @pytest.fixture
    def copied(self, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
        """Return a desk on which `lost` is, with some words of the copy and of the shipped one replaced."""
        folder = tmp_path / "shipped"
        (folder / "en").mkdir(parents=True)
        monkeypatch.setattr(shelf, "shipped_folder", lambda: folder)

        def copied(mine: tuple[str, str], theirs: tuple[str, str]) -> Desk:
            settings = Settings(home.folder, home.journal)
            desk = Desk(tmp_path)
            desk.own = settings.playbooks / "lost.toml"
            (folder / "en" / "lost.toml").write_text(LOST, encoding="utf-8")
            found = original(settings, Shelved("lost", desk.own, own=True))
            assert found
            desk.shipped = found
            desk.edit(LOST.replace(*mine))
            ships(desk, LOST.replace(*theirs))
            return desk

        return copied

    def test_an_edited_copy_takes_in_a_later_edition(self, copied: Callable[..., Desk]) -> None:
        mine, theirs = ('title = "Breathe"', 'title = "Sit down"'), ('title = "Ask why"', 'title = "Call"')
        desk = copied(mine, theirs)

        assert 0 == desk.edit(does=merge)[0]
        assert LOST.replace(*mine).replace(*theirs) == desk.own.read_text(encoding="utf-8")
        assert {"Sit down", "Call"} < {step.title for step in read_playbook(desk.own, "lost.toml").steps}

    def test_where_both_have_changed_somebody_chooses(self, copied: Callable[..., Desk]) -> None:
        old = 'title = "Breathe"'
        desk = copied((old, 'title = "Sit down"'), (old, 'title = "Take a breath"'))
        chosen = LOST.replace(old, 'title = "Take a breath"')

        assert 0 == desk.edit(chosen, does=merge)[0]
        assert chosen == desk.own.read_text(encoding="utf-8")
        assert b'title = "Sit down"\n=======\ntitle = "Take a breath"' in (desk.seen[-1] or b"")


class TestTheCommand:
    @pytest.fixture
    def mine(self, home: Home) -> Path:
        """A copy that was made of an earlier edition, in which the first step of `lost` was a sigh."""
        base = LOST.replace('title = "Breathe"', 'title = "Sigh"')
        home.add_playbook("lost", base.replace('title = "Ask why"', 'title = "Ask"'))
        path = home.folder / "playbooks" / "lost.toml"
        path.with_name(".lost.toml.base").write_text(base, encoding="utf-8")
        return path

    def test_check_says_in_one_line_that_the_shipped_one_has_changed(self, mine: Path) -> None:
        line = "The shipped lost has changed since: playbook edit lost --merge\n"
        everything, this, other = run("check"), run("check", str(mine)), run("check", str(LOST_FILE))

        assert [0, 0, 0] == [everything.returncode, this.returncode, other.returncode]
        assert [1, 1, 0] == [ended.stderr.count(line) for ended in (everything, this, other)]

    def test_a_clean_merge_opens_no_editor(self, mine: Path) -> None:
        with Terminal("edit", "lost", "--merge", extra={"VISUAL": "false"}) as terminal:
            terminal.expect("What's new in the shipped one is in your copy")

            assert 0 == terminal.status()
        assert LOST.replace('title = "Ask why"', 'title = "Ask"') == mine.read_text(encoding="utf-8")

    def test_a_conflict_is_opened_and_asked_about_until_it_is_mended(
        self, mine: Path, own_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mine.write_text(mine.read_text().replace('title = "Sigh"', 'title = "Sit down"'))
        does = own_folder / "does it.sh"
        monkeypatch.setenv("VISUAL", f"sh '{does}'")
        does.write_text("""sed -i '/^=======$/,/^>>>>>>> /d' "$1" """)
        with Terminal("edit", "lost", "--merge") as terminal:
            terminal.expect("this is a mark of the merge")
            terminal.expect_question("What would you like to do with it?")
            does.write_text("""sed -i '/^<<<<<<< /d' "$1" """)
            terminal.choose("What would you like to do with it?", "Edit it again")
            terminal.expect("nothing to fix.")

            assert 0 == terminal.status()
        merged_one = LOST.replace('title = "Breathe"', 'title = "Sit down"').replace('"Ask why"', '"Ask"')
        assert merged_one == mine.read_text(encoding="utf-8")

    def test_killed_while_the_editor_is_open_the_copy_is_whole(self, mine: Path) -> None:
        mine.write_text(mine.read_text().replace('title = "Sigh"', 'title = "Sit down"'))
        before = mine.read_bytes()
        with Terminal("edit", "lost", "--merge", extra={"VISUAL": "sh -c 'echo open; sleep 20'"}) as terminal:
            terminal.expect("open")
            terminal.kill()

            assert -signal.SIGKILL == terminal.status()
        assert before == mine.read_bytes()

    def test_without_a_base_the_difference_is_shown_and_nothing_changed(self, mine: Path) -> None:
        mine.with_name(".lost.toml.base").unlink()
        ended, diff = run("edit", "lost", "--merge"), run("edit", "lost", "--diff")

        assert (1, 0) == (ended.returncode, diff.returncode)
        assert ended.stdout == diff.stdout
        assert "I don't know what your copy was made from, so nothing was changed." in ended.stderr
        assert [mine] == list(mine.parent.iterdir())

    def test_the_difference_is_a_plain_diff_into_a_pipe(self, mine: Path) -> None:
        lines = run("edit", "lost", "--diff").stdout.split("\n")

        assert ["--- lost.toml, as shipped", "+++ ~/playbook/playbooks/lost.toml"] == lines[:2]
        assert ['-title = "Breathe"', '+title = "Sigh"', '-title = "Ask why"', '+title = "Ask"'] == [
            line for line in lines[2:] if line[:1] in ("-", "+")
        ]

    def test_on_a_terminal_it_is_coloured_and_paged_where_it_is_longer(
        self, mine: Path, own_folder: Path
    ) -> None:
        pager = {"PAGER": f"tee '{own_folder / 'paged'}'"}
        with Terminal("edit", "lost", "--diff", rows=40, extra=pager) as terminal:
            terminal.expect('+title = "Ask"')

            assert 0 == terminal.status()
            assert b"\x1b[32m+title" in terminal.raw
        assert not (own_folder / "paged").exists()
        with Terminal("edit", "lost", "--diff", rows=10, extra=pager) as terminal:
            terminal.expect('+title = "Ask"')

            assert 0 == terminal.status()
        assert b"\x1b[32m+title" in (own_folder / "paged").read_bytes()

    def test_gone_back_to_the_shipped_one_the_copy_is_kept(self, mine: Path) -> None:
        before = mine.read_bytes()
        ended = run("edit", "lost", "--shipped")

        assert (0, "") == (ended.returncode, ended.stdout)
        assert "To have it back:  playbook edit lost\n" in ended.stderr
        assert not mine.exists()
        assert before == mine.with_name(".lost.toml.before").read_bytes()
        assert "`lost` is the shipped one." in run("edit", "lost", "--diff").stderr

        with Terminal("edit", "lost", extra={"VISUAL": "true"}) as terminal:
            terminal.choose("Your earlier copy is kept", "The earlier copy")
            terminal.choose("Have you saved it?", "Leave")
            terminal.expect("Your earlier copy is in use again.")

            assert 0 == terminal.status()
        assert before == mine.read_bytes()

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            ("mine --diff", "`mine` is all yours: no shipped one has that name."),
            ("lost --diff --merge", "are three different things"),
            ("--merge", "Which playbook would you like to edit?"),
        ],
    )
    def test_what_cannot_be_done_is_told(self, home: Home, arguments: str, said: str) -> None:
        home.add_playbook("mine", MINE)
        ended = run("edit", *arguments.split())

        assert (2, "") == (ended.returncode, ended.stdout)
        assert said in ended.stderr


def test_a_new_copy_instead_of_an_earlier_one_is_of_the_shipped_one(desk: Desk) -> None:
    OwnCopy(desk.own, desk.shipped).put_away()
    ships(desk, GAINED)
    desk.edit(GAINED + "\n# Mine.\n", turns=(("pick", "new"),))

    assert GAINED.encode() == desk.seen[-1] == desk.files[".small.toml.base"]
    assert [".small.toml.base", "small.toml"] == sorted(desk.files)
