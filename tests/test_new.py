"""`playbook new`: a small playbook that is whole, and names that a playbook can have."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from homes import Home, run
from hypothesis import given
from hypothesis import strategies as st
from samples import read

from playbook.authoring.names import LONGEST, check_new, refusal
from playbook.authoring.new import new_playbook, write_new
from playbook.errors import UsageError
from playbook.model.types import TYPES
from playbook.reading.playbooks import playbook_from
from playbook.schema import schema_text
from playbook.shelf import COMMANDS, NAME, Shelved, shipped_folder

LOST = (shipped_folder() / "en" / "lost.toml").read_bytes()
SHELF = {
    "lost": Shelved("lost", Path("lost.toml"), own=False),
    "Reviewed": Shelved("Reviewed", Path("Reviewed.toml"), own=True),
}


class TestTheText:
    def test_it_is_a_playbook_that_shows_each_question_type_once(self) -> None:
        steps = read(new_playbook("after-project")).steps
        questions = [question.type for step in steps for question in step.question]

        # The three amounts that a runway is worked out from come with it.
        assert sorted([*TYPES, *["money"] * 3]) == sorted(questions)

    def test_it_shows_what_else_there_is(self) -> None:
        playbook = read(new_playbook("after-project"))
        questions = [question for _, question in playbook.questions()]

        assert any(question.when for question in questions)
        assert any(step.wait for step in playbook.steps)
        for key in ("default", "follow_up"):
            assert any(getattr(question, key, None) for question in questions)
        choices = [
            choice for question in questions for choice in (getattr(question, "choices", None) or {}).values()
        ]
        for key in ("detail", "ask", "exclusive", "follow_up"):
            assert any(getattr(choice, key) for choice in choices), key

    def test_its_first_line_names_the_schema(self) -> None:
        assert new_playbook("a").startswith("#:schema ./playbook.schema.json\n\n#")

    @pytest.mark.parametrize(
        ("name", "title"),
        [("after-project", "After project"), ("a_b--c", "A b c"), ("2nd", "2nd"), ("xÉtoile", "XÉtoile")],
    )
    def test_its_title_is_made_of_its_name(self, name: str, title: str) -> None:
        assert title == read(new_playbook(name)).title

    @given(st.from_regex(NAME, fullmatch=True))
    def test_whatever_its_name_nothing_in_it_has_slipped(self, name: str) -> None:
        assert [] == playbook_from(new_playbook(name))[1]


REFUSED = {
    "empty": ("", "is empty"),
    "blank": (" \t", "is empty"),
    "a command": ("edit", "is a command of its own"),
    "a command in capitals": ("Edit", "is a command of its own"),
    "a path": ("../etc/passwd", "is not a path"),
    "a path on Windows": ("a\\b", "is not a path"),
    "a dot": ("mine.toml", "cannot hold a dot"),
    "two words": ("after project", "one word"),
    "a dash": ("-rf", "cannot begin with a dash"),
    "a first letter that a command line mistakes": ("_mine", "begins with a letter"),
    "an accent first": ("étoile", "begins with a letter"),
    "a sign": ("a$b", "is made of letters"),
    "an escape": ("a\x1b[31mb", "is made of letters"),
    "a line end": ("a\n", "is made of letters"),
    "half a character": ("a\udc80", "is made of letters"),
    "a device": ("CON", "the name of a device"),
    "a device with a number": ("lpt1", "the name of a device"),
    "too long": ("a" * (LONGEST + 1), "is too long"),
    "far too long": ("a" * 10_000, "is too long"),
    "too long in bytes": ("a" + "é" * 30, "is too long"),
    "a shipped one in capitals": ("LOST", "the same file"),
    "one's own in other capitals": ("reviewed", "the same file"),
}


class TestTheName:
    @pytest.mark.parametrize(("name", "says"), REFUSED.values(), ids=REFUSED)
    def test_what_no_playbook_can_be_called_is_refused(self, name: str, says: str, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=says) as refused:
            check_new(name, SHELF, tmp_path)

        assert 2 == refused.value.status
        assert "playbook new" in refused.value.hint

    @pytest.mark.parametrize(
        ("name", "like"),
        [
            ("After Work", "after-work"),
            ("perché no.toml", "perche-no"),
            ("Łódź nowa", "lodz-nowa"),
            ("a/b", "a-b"),
            ("stats!", "after-project"),
            ("Lost ", "after-project"),
            ("…", "after-project"),
            ("a " * LONGEST, "after-project"),
        ],
    )
    def test_a_name_like_it_is_suggested(self, name: str, like: str, tmp_path: Path) -> None:
        with pytest.raises(UsageError) as refused:
            check_new(name, SHELF, tmp_path)

        assert f"Choose another name, such as: playbook new {like}" == refused.value.hint

    @pytest.mark.parametrize("name", COMMANDS)
    def test_every_command_is_refused(self, name: str) -> None:
        assert "is a command" in refusal(name, SHELF)

    @pytest.mark.parametrize(
        "name", ["a", "2nd", "after-project", "a_b", "Mine", "a" * LONGEST, "console", "aé"]
    )
    def test_any_other_word_will_do(self, name: str, tmp_path: Path) -> None:
        check_new(name, SHELF, tmp_path)

    @pytest.mark.parametrize(("name", "whose"), [("lost", "comes with the tool"), ("Reviewed", "of yours")])
    def test_one_that_is_there_is_to_be_edited(self, name: str, whose: str, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match=whose) as refused:
            check_new(name, SHELF, tmp_path)

        assert f"To change it: playbook edit {name}" == refused.value.hint

    @pytest.mark.parametrize("way", ["a folder", "a link to nowhere"])
    def test_what_stands_in_the_way_stays(self, way: str, tmp_path: Path) -> None:
        path = tmp_path / "mine.toml"
        if way == "a folder":
            path.mkdir()
        else:
            path.symlink_to(tmp_path / "nowhere")
        for refuses in (lambda: check_new("mine", SHELF, tmp_path), lambda: write_new(tmp_path, "mine", "")):
            with pytest.raises(UsageError):
                refuses()

        assert [path] == list(tmp_path.iterdir())


class TestTheCommand:
    def test_it_writes_a_playbook_and_says_what_to_type_next(self, home: Home) -> None:
        ended = run("new", "after-project")
        path = home.folder / "playbooks" / "after-project.toml"

        assert (0, f"{path}\n") == (ended.returncode, ended.stdout)
        assert "playbook edit after-project\n" in ended.stderr
        assert "playbook after-project --dry-run\n" in ended.stderr
        assert new_playbook("after-project") == path.read_text(encoding="utf-8")
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)
        assert schema_text() == (path.parent / "playbook.schema.json").read_text(encoding="utf-8")

        typed = "\n7\nIt rained.\n.\nmoney\nlate\n1\n900 EUR\n2\n\n\n\nyes\nlater\n3\n4\n9000\n2000\n500\n"
        walked = run("after-project", "Acme", "--dry-run", typed=typed)

        assert 0 == walked.returncode, walked.stderr
        assert "That was the last question." in walked.stderr
        assert not home.journal.exists()

    @pytest.mark.parametrize("name", ["lost", "a.b", ""])
    def test_a_name_that_is_refused_leaves_nothing(self, home: Home, name: str) -> None:
        ended = run("new", name)

        assert (2, "") == (ended.returncode, ended.stdout)
        assert not home.folder.exists()


class TestTakingOneIn:
    @pytest.mark.parametrize("way", ["file", "standard input", "shipped"])
    def test_it_is_checked_and_shown_and_taken_as_it_stands(
        self, home: Home, tmp_path: Path, way: str
    ) -> None:
        file = tmp_path / "lost (1).toml"
        file.write_bytes(LOST)
        source = {"file": str(file), "standard input": "-", "shipped": "lost"}[way]
        ended = run("new", "mine", "--from", source, typed=LOST.decode() if source == "-" else "")
        path = home.folder / "playbooks" / "mine.toml"
        playbook = read(LOST.decode())

        assert (0, f"{path}\n") == (ended.returncode, ended.stdout)
        assert LOST == path.read_bytes()
        assert (
            f"{playbook.title}: {len(playbook.steps)} steps, {len(playbook.by_id)} questions." in ended.stderr
        )
        assert f"  2  {playbook.steps[1].title}\n" in ended.stderr

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            (LOST.replace(b"prompt = ", b"promt = ", 1), "question `heard_by`: there is no key `promt`"),
            (rb"{\rtf1\ansi title = \'93Mine\'94}", "this is a document with formatting (RTF)"),
            (b"", "standard input:1:1: `title` is missing"),
        ],
    )
    def test_a_broken_one_is_told_with_its_line_and_not_taken(
        self, home: Home, text: bytes, said: str
    ) -> None:
        ended = run("new", "mine", "--from", "-", typed=text.decode())

        assert (2, "") == (ended.returncode, ended.stdout)
        assert said in ended.stderr
        assert not home.folder.exists()

    def test_one_that_is_there_stays(self, home: Home) -> None:
        home.add_playbook("mine", "title = 1\n")
        for name in ("mine", "lost"):
            ended = run("new", name, "--from", "review")

            assert 2 == ended.returncode
            assert f"There is a playbook `{name}` already" in ended.stderr
        assert ["mine.toml"] == [path.name for path in (home.folder / "playbooks").iterdir()]

    def test_a_file_that_is_not_there_is_told(self, home: Home) -> None:
        ended = run("new", "mine", "--from", "nothing.toml")

        assert 2 == ended.returncode
        assert "There is no file nothing.toml." in ended.stderr
