"""`playbook done`."""

from __future__ import annotations

import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from homes import PATIENCE, PLAYBOOK, Home, run
from hypothesis import given
from hypothesis import strategies as st
from terminal import BACK, DOWN, ENTER, LEAVE, SPACE, Terminal

from playbook.entry import Entry, FollowUp
from playbook.journal.due import Elsewhere, tick
from playbook.journal.files import Unreadable
from playbook.written import on_one_line

CALL, WRITE = "- [ ] 2031-03-04 Call Acme back\n", "- [ ] 2031-03-05 Write to them\n"
BODY = f"## Follow-ups\n\n{CALL}{WRITE}- [x] 2026-11-20 Breathe\n"


def boxes(path: Path) -> list[str]:
    return [line[3] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("- [")]


@pytest.fixture
def path(home: Home) -> Path:
    return home.begin("lost", "Acme", BODY)


class TestByItsWords:
    def test_the_one_that_holds_them_is_ticked_and_nothing_else_changes(self, path: Path) -> None:
        before = path.read_text(encoding="utf-8")

        ended = run("done", "acme", "--text", "CALL")
        assert (0, "") == (ended.returncode, ended.stdout)
        assert ended.stderr.startswith("Done: Call Acme back, in ")
        assert before.replace("- [ ] 2031-03-04", "- [x] 2031-03-04") == path.read_text(encoding="utf-8")

    def test_undo_takes_it_back(self, path: Path) -> None:
        before = path.read_bytes()
        run("done", "Acme", "--text", "call")

        ended = run("done", "Acme", "--text", "call", "--undo")
        assert (0, before) == (ended.returncode, path.read_bytes())
        assert ended.stderr.startswith("Not done yet: Call Acme back")

    def test_the_only_one_needs_no_words(self, path: Path) -> None:
        assert 0 == run("done", "--undo").returncode
        assert [" ", " ", " "] == boxes(path)

    def test_one_without_a_day_can_be_ticked(self, home: Home) -> None:
        path = home.begin("lost", "Acme", "- [ ] Call mum\n")

        assert 0 == run("done").returncode
        assert ["x"] == boxes(path)

    def test_several_are_named_and_none_is_ticked(self, path: Path) -> None:
        ended = run("done", "Acme")

        assert (2, [" ", " ", "x"]) == (ended.returncode, boxes(path))
        assert "2 follow-ups could be meant." in ended.stderr
        assert "  Call Acme back, in " in ended.stderr
        assert "  Write to them (Acme), in " in ended.stderr

    def test_words_that_none_holds_are_told_with_what_there_is(self, path: Path) -> None:
        ended = run("done", "Acme", "--text", "cal l")

        assert (2, [" ", " ", "x"]) == (ended.returncode, boxes(path))
        assert "`cal l`" in ended.stderr
        assert "  Call Acme back, in " in ended.stderr

    def test_a_client_that_nobody_knows(self, path: Path) -> None:
        ended = run("done", "Amce")

        assert 2 == ended.returncode
        assert "`Amce`; did you mean `Acme`?" in ended.stderr

    @pytest.mark.parametrize(("arguments", "what"), [((), "tick off"), (("--undo",), "untick")])
    def test_nothing_to_tick_is_no_failure(self, home: Home, arguments: tuple[str, ...], what: str) -> None:
        home.begin("lost", "Acme", "- sting: 7\n")

        ended = run("done", "Acme", *arguments)
        assert 0 == ended.returncode
        assert f"nothing to {what}." in ended.stderr

    def test_a_closed_walk_is_left_in_peace(self, path: Path) -> None:
        path.write_text(path.read_text().replace('"open"', '"closed"'), encoding="utf-8")

        assert "nothing to tick off" in run("done").stderr
        assert [" ", " ", "x"] == boxes(path)

    def test_a_disk_that_takes_nothing_more_is_told(self, path: Path) -> None:
        command = ["bash", "-c", 'ulimit -f 0; exec "$@"', "bash", *PLAYBOOK, "done", "--text", "call"]
        ended = subprocess.run(  # noqa: S603 - our own command, in a shell that lets it write nothing
            command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False
        )

        assert (1, [" ", " ", "x"]) == (ended.returncode, boxes(path))
        assert "larger than a file may be here" in ended.stderr
        assert [path] == list(path.parent.iterdir())


class TestFromAList:
    def test_several_at_once(self, path: Path) -> None:
        with Terminal("done") as terminal:
            terminal.expect_question("What is done?")
            terminal.send(SPACE)
            terminal.expect("● Call Acme back")
            terminal.move(DOWN)
            terminal.send(SPACE)
            terminal.expect("● Write to them")
            terminal.send(ENTER)

            assert 0 == terminal.status()
            assert "Done: Call Acme back" in terminal.text
            assert "To undo it: playbook done --undo" in terminal.text
        assert ["x", "x", "x"] == boxes(path)

    @pytest.mark.parametrize("key", [BACK, LEAVE])
    def test_left_without_a_choice_nothing_changes(self, path: Path, key: str) -> None:
        with Terminal("done", "Acme") as terminal:
            terminal.expect_question("What is done?")
            terminal.send(key)

            assert 0 == terminal.status()
        assert [" ", " ", "x"] == boxes(path)

    def test_the_list_can_be_passed(self, path: Path) -> None:
        with Terminal("done", "--plain") as terminal:
            terminal.expect("What is done?")
            terminal.send(ENTER)

            assert 0 == terminal.status()
            assert "Done:" not in terminal.text
        assert [" ", " ", "x"] == boxes(path)

    def test_line_by_line_by_their_numbers(self, path: Path) -> None:
        with Terminal("done", "--plain") as terminal:
            terminal.expect("What is done?")
            terminal.send(f"2{ENTER}")

            assert 0 == terminal.status()
        assert [" ", "x", "x"] == boxes(path)

    def test_the_plain_face_reads_its_lines_from_a_pipe_too(self, path: Path) -> None:
        ended = run("done", "--plain", typed="2\n")

        assert (0, "") == (ended.returncode, ended.stdout)
        assert [" ", "x", "x"] == boxes(path)
        assert 3 == run("done", "--undo", "--plain").returncode
        assert [" ", "x", "x"] == boxes(path)

    def test_what_was_done_last_can_be_taken_back_first(self, home: Home) -> None:
        today = datetime.now().astimezone().date()
        lines = [f"- [x] {today + timedelta(days)} Thing {days}\n" for days in (0, 5, 3)]
        path = home.begin("lost", "Acme", "".join(lines))
        with Terminal("done", "--undo") as terminal:
            terminal.expect_question("Which are not done yet?")
            terminal.until(lambda: terminal.pointed.startswith("Thing 5"), "pointed at: Thing 5")
            terminal.send(SPACE)
            terminal.expect("● Thing 5")
            terminal.send(ENTER)

            assert 0 == terminal.status()
        assert ["x", " ", "x"] == boxes(path)

    def test_one_that_is_a_question_ends_as_one(self, home: Home) -> None:
        yesterday = datetime.now().astimezone().date() - timedelta(1)
        home.begin("lost", "Acme", f"- [ ] {yesterday} Has Acme answered?\n")

        assert "Done: Has Acme answered? 1 day overdue\n" in run("done").stderr

    @pytest.mark.parametrize(("keys", "box"), [(ENTER, "x"), (DOWN + ENTER, " "), (BACK, " ")])
    def test_a_single_one_is_asked_about(self, home: Home, keys: str, box: str) -> None:
        yesterday = datetime.now().astimezone().date() - timedelta(1)
        path = home.begin("lost", "Acme", f"- [ ] {yesterday} Call Acme back\n")
        with Terminal("done") as terminal:
            terminal.expect_question("Call Acme back, 1 day overdue. Is it done?")
            terminal.expect("No, leave it as it is")

            assert "Skip" not in terminal.text

            terminal.send(keys)

            assert 0 == terminal.status()
        assert [box] == boxes(path)

    def test_what_was_changed_meanwhile_stays_as_it_is(self, path: Path) -> None:
        with Terminal("done") as terminal:
            terminal.expect_question("What is done?")
            path.write_text(path.read_text().replace("Call Acme", "Ring Acme"), encoding="utf-8")
            before = path.read_bytes()
            terminal.send(SPACE)
            terminal.expect("● Call Acme back")
            terminal.send(ENTER)

            assert 1 == terminal.status()
            assert "was changed" in terminal.text
        assert before == path.read_bytes()


LINES = st.sampled_from(
    [
        *(
            "- [ ] 2031-03-04 Call",
            "- [x] 2031-03-04 Call",
            "- [X] 2031-03-04  Call ",
            "- [ ] 2031-03-05 Call",
        ),
        *(
            "- [ ]\t2031-03-04 Call",
            "- [ ] mine",
            "  a note",
            "",
            "---",
            "- sting: 7",
            "## Heading",
            "\udcff",
        ),
        *("a\rb", "\x00", "\u2028", "- [ ] 2031-03-04 Call\r"),
    ]
)
TEXTS = st.tuples(
    st.sampled_from(
        ["", "\ufeff", '---\nplaybook: "lost"\n---\n', '\ufeff---\r\nplaybook: "lost"\r\n---\r\n']
    ),
    st.lists(st.tuples(LINES, st.sampled_from(["\n", "\r\n"])), max_size=8),
    st.sampled_from(["", "- [ ] 2031-03-04 Call"]),
).map(lambda made: made[0] + "".join(line + end for line, end in made[1]) + made[2])


def as_put(one: FollowUp) -> FollowUp:
    """Return a follow-up as the tool would have put it there, without a carriage return at its end, say."""
    return one._replace(words=on_one_line(one.words))


def as_read(text: str) -> list[FollowUp]:
    return [as_put(one) for one in Entry(text).follow_ups]


class TestOneCharacter:
    @given(text=TEXTS, edited=TEXTS, done=st.booleans(), data=st.data())
    def test_whatever_the_hand_does_between_two_commands_stays_byte_for_byte(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        text: str,
        edited: str,
        done: bool,
        data: st.DataObject,
    ) -> None:
        path = tmp_path_factory.mktemp("journal") / "entry.md"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        offered = [one for one in Entry(text).follow_ups if one.done is not done]
        if not offered:
            return
        meant = data.draw(st.sampled_from(offered))
        before = edited.encode("utf-8", "surrogateescape")
        path.write_bytes(before)
        try:
            tick(path, meant, done=done)
        except Elsewhere:
            assert before == path.read_bytes()
            assert as_put(meant) not in as_read(edited)
            return

        after = path.read_bytes()
        (at,) = [at for at, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
        assert before[at - 3 : at + 2] in ((b"- [ ]",) if done else (b"- [x]", b"- [X]"))
        assert (b"x" if done else b" ") == after[at : at + 1]
        now = after.decode("utf-8", "surrogateescape")
        assert as_read(edited).count(as_put(meant)) - 1 == as_read(now).count(as_put(meant))

    def test_a_file_that_is_gone_is_not_written_again(self, tmp_path: Path) -> None:
        with pytest.raises(Elsewhere, match="is gone"):
            tick(tmp_path / "gone.md", FollowUp(False, None, "Call"), done=True)

        assert [] == list(tmp_path.iterdir())

    def test_a_file_that_cannot_be_read_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(Unreadable):
            tick(tmp_path, FollowUp(False, None, "Call"), done=True)

    def test_a_link_stays_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real.txt").write_text(BODY, encoding="utf-8")
        (tmp_path / "entry.md").symlink_to("real.txt")

        tick(tmp_path / "entry.md", Entry(BODY).follow_ups[0], done=True)
        assert (tmp_path / "entry.md").is_symlink()
        assert ["x", " ", "x"] == boxes(tmp_path / "real.txt")
