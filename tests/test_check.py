"""`playbook check`."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from homes import Home, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import SAMPLE

from playbook.checking.report import check_everything, check_files
from playbook.errors import UsageError
from playbook.model.spelling import did_you_mean
from playbook.reading.playbooks import playbook_from
from playbook.settings import Settings
from playbook.shelf import COMMANDS, shipped_folder

FRONT = '---\nplaybook: "lost"\nclient: "Acme"\nstatus: "open"\nstarted: 2026-11-20T09:00:00+01:00\n---\n\n'
SHIPPED = len(list(shipped_folder().rglob("*.toml")))


@pytest.fixture
def mine(home: Home) -> Home:
    """A folder in which there is nothing to mend."""
    home.add_playbook("mine", SAMPLE)
    home.begin("mine", "Acme", "- sting: 7\n")
    (home.folder / "config.toml").write_text('name = "Ada"\n', encoding="utf-8")
    return home


def settings_of(home: Home) -> Settings:
    return Settings(home.folder, home.journal)


def snapshot(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return all there is in a folder, with its bytes and its times."""
    found: dict[str, tuple[object, ...]] = {}
    for path in [folder, *sorted(folder.rglob("*"))]:
        about = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(about.st_mode) else None
        found[str(path)] = (about.st_mode, about.st_ino, about.st_mtime_ns, about.st_ctime_ns, content)
    return found


class TestWhatItSays:
    def test_where_there_is_nothing_to_mend_it_says_of_how_much(self, mine: Home) -> None:
        ended = run("check")

        assert (0, "") == (ended.returncode, ended.stdout)
        assert f"Nothing to fix in {SHIPPED + 1} playbooks, 1 entry and the configuration.\n" == ended.stderr

    def test_looking_makes_no_folder(self, home: Home) -> None:
        ended = run("check")

        assert 0 == ended.returncode
        assert not home.folder.exists()

    def test_findings_go_to_standard_output_grouped_by_file(self, mine: Home) -> None:
        mine.add_playbook("mine", SAMPLE.replace("low =", "lwo ="))
        mine.begin("lost", "Acme", "-sting: 7\n")
        ended = run("check")

        assert (1, "2 findings in 2 files.\n") == (ended.returncode, ended.stderr)
        assert ended.stdout.startswith(
            "~/playbook/playbooks/mine.toml:20:1: question `sting`: there is no key `lwo`; "
            'did you mean `low`?\n    lwo = "not at all"\n    ^^^\n'
        )
        assert ended.stdout.endswith(
            "\n\n~/playbook/journal/2026-11-20_acme_lost.md:12:1: this is not read as the answer to `sting`; "
            "write it as `- sting: 7`\n    -sting: 7\n    ^^^^^^^\n"
        )

    def test_a_warning_is_said_to_be_one_and_is_a_finding(self, mine: Home) -> None:
        mine.begin("mine", "Beta", "- stign: 7\n")
        ended = run("check")

        assert 1 == ended.returncode
        assert ":12:3: warning: the playbook has no question `stign`; did you mean `sting`?" in ended.stdout

    def test_of_one_file_no_more_is_shown_than_anybody_reads(self, mine: Home) -> None:
        mine.begin("mine", "Acme", "-sting: 7\n" * 50)
        ended = run("check")

        assert 40 == ended.stdout.count(": this is not read")
        assert ended.stdout.endswith("2026-11-20_acme_mine.md: … and 10 more.\n")
        assert "50 findings in 1 file.\n" == ended.stderr

    def test_text_of_a_file_cannot_drive_the_terminal(self, mine: Home) -> None:
        mine.begin("mine", "Acme", "- st\x1b[31m: 7\n- sting: \x1b]0;x\x07\u202e\n- pause: \x9b\n")
        (mine.folder / "config.toml").write_text('"na\\u001bme" = 1\n', encoding="utf-8")
        for ended in (run("check"), run("check", "--json")):
            assert 1 == ended.returncode
            assert not set(ended.stdout + ended.stderr) & set("\x1b\x07\x9b\u202e")


class TestJson:
    def test_nothing_to_mend_is_an_empty_list(self, mine: Home) -> None:
        assert [] == json.loads(run("check", "--json").stdout)

    def test_each_finding_has_its_place_its_kind_and_its_words(self, mine: Home) -> None:
        path = mine.begin("mine", "Acme", "- sting: 11\n- stign: 7\n")
        ended = run("check", "--json")

        assert 1 == ended.returncode
        assert [
            {
                "file": str(path),
                "line": 12,
                "column": 10,
                "kind": "error",
                "where": "answer `sting`",
                "message": "Type a whole number from 0 to 10. It does not count as it is.",
            },
            {
                "file": str(path),
                "line": 13,
                "column": 3,
                "kind": "warning",
                "where": "",
                "message": "the playbook has no question `stign`; did you mean `sting`?",
            },
        ] == sorted(json.loads(ended.stdout), key=lambda one: one["line"])

    def test_it_holds_all_findings_of_a_file(self, mine: Home) -> None:
        mine.begin("mine", "Acme", "-sting: 7\n" * 50)

        assert 50 == len(json.loads(run("check", "--json").stdout))


class TestFiles:
    def test_only_the_named_files_are_looked_at(self, mine: Home) -> None:
        mine.add_playbook("other", "title = 1\n")
        ended = run("check", str(mine.folder / "playbooks" / "mine.toml"), str(mine.entry))

        assert (0, "Nothing to fix in 1 playbook and 1 entry.\n") == (ended.returncode, ended.stderr)

    def test_a_file_is_named_as_it_was_typed(self, mine: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        mine.add_playbook("other", "title = 1\n")
        monkeypatch.chdir(mine.folder)

        assert run("check", "playbooks/other.toml").stdout.startswith("playbooks/other.toml:1:1: ")

    def test_the_configuration_is_known_however_it_is_named(
        self, mine: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (mine.folder / "config.toml").write_text("nmae = 1\n", encoding="utf-8")
        monkeypatch.chdir(mine.folder / "playbooks")

        assert "there is no key `nmae`; did you mean `name`?" in run("check", "../config.toml").stdout

    def test_files_that_cannot_be_found_are_told_and_the_status_is_two(self, mine: Home) -> None:
        ended = run("check", "nothing.toml", str(mine.entry), "never.md")

        assert (2, "") == (ended.returncode, ended.stdout)
        assert ended.stderr.startswith("There is no file nothing.toml.\nThere is no file never.md.\nhint: ")

    def test_what_is_no_file_is_refused(self, mine: Home, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.md")
        (tmp_path / "folder.toml").mkdir()
        (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
        for path, said in [
            (tmp_path / "pipe.md", "is not a file."),
            (tmp_path / "folder.toml", "is a folder."),
            (tmp_path / "notes.txt", "is neither a playbook (.toml) nor an entry (.md)."),
            (Path("/dev/null"), "is not a file."),
            (tmp_path / "a\0b.toml", "is not a file"),
        ]:
            with pytest.raises(UsageError) as refused:
                check_files(settings_of(mine), [path])
            assert said in refused.value.message or "There is no file" in refused.value.message

    @pytest.mark.parametrize(
        ("name", "said"),
        [("huge.toml", "is too large: 8 MB is the most"), ("huge.md", "larger than an entry can be")],
    )
    def test_a_file_of_a_hundred_megabytes_is_told(
        self, mine: Home, tmp_path: Path, name: str, said: str
    ) -> None:
        with (tmp_path / name).open("wb") as file:
            file.write(FRONT.encode())
            file.truncate(100 * 1024 * 1024)
        report = check_files(settings_of(mine), [tmp_path / name])

        assert said in report.files[0].findings[0].message


class TestPlaybooks:
    def test_shipped_ones_of_every_language_are_looked_at(self, home: Home) -> None:
        assert SHIPPED == check_everything(settings_of(home)).looked_at["playbook"]

    @pytest.mark.parametrize("name", COMMANDS[:2])
    def test_a_name_that_is_a_command_is_told(self, home: Home, name: str) -> None:
        home.add_playbook(name, SAMPLE)

        assert f"`playbook {name}` is a command already; give this file another name" in run("check").stdout

    @pytest.mark.parametrize("name", ["lost (1)", "two words", "_x", "-x"])
    def test_a_name_that_gives_no_command_is_told(self, home: Home, name: str) -> None:
        home.add_playbook(name, SAMPLE)
        ((finding,),) = (file.findings for file in check_everything(settings_of(home)).files)

        assert finding.message.startswith("this file gives no command")

    def test_answers_carried_from_a_playbook_that_is_not_there_are_told(self, home: Home) -> None:
        home.add_playbook(
            "mine", SAMPLE.replace("summary =", 'carry_from = ["lost", "at-rsk"]\nsummary =', 1)
        )
        (finding,) = json.loads(run("check", "--json").stdout)

        assert (2, "warning") == (finding["line"], finding["kind"])
        assert "there is no playbook `at-rsk`; did you mean `at-risk`?" == finding["message"]

    def test_what_cannot_be_read_in_their_folder_is_told(self, mine: Home) -> None:
        folder = mine.folder / "playbooks"
        (folder / "a.toml").mkdir()
        os.mkfifo(folder / "b.toml")
        (folder / "c.toml").symlink_to("nowhere.toml")
        (folder / "d.toml").write_bytes(b"title = '\xff'")
        (folder / "notes.txt").write_bytes(b"\xff")
        found = {file.path.name: file.findings for file in check_everything(settings_of(mine)).files}

        assert ["a.toml", "b.toml", "c.toml", "d.toml"] == list(found)
        assert [1] * 4 == [len(findings) for findings in found.values()]


class TestNothingIsChanged:
    def test_not_a_byte_and_not_a_time(self, mine: Home) -> None:
        mine.add_playbook("broken", "title = 1\n")
        mine.begin("lost", "Beta", "-sting: 7\n")
        (mine.journal / ".2026-11-20_acme_mine.md.tmp").write_text("half", encoding="utf-8")
        before = snapshot(mine.folder)
        run("check", "--json")
        check_files(
            settings_of(mine), [mine.folder / "playbooks" / "broken.toml", mine.folder / "config.toml"]
        )

        assert before == snapshot(mine.folder)


KIND = st.sampled_from(["playbooks/any.toml", "config.toml", "journal/2026-11-20_acme_mine.md"])
PIECES = st.sampled_from(
    [
        FRONT,
        '[[step]]\nid = "a"\ntitle = "A"\n',
        'title = "T"\nsummary = "S"\n',
        "- sting: 7\n",
        "name = 1\n",
        "\n",
    ]
)
ANY = st.one_of(
    st.binary(max_size=300),
    st.lists(st.one_of(PIECES, st.text(max_size=8)))
    .map("".join)
    .map(lambda text: text.encode("utf-8", "replace")),
)


@given(KIND, ANY)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_as_any_file_end_in_sentences_and_change_nothing(
    mine: Home, name: str, content: bytes
) -> None:
    path = mine.folder / name
    path.write_bytes(content)
    before = snapshot(mine.folder)
    report = check_files(settings_of(mine), [path])

    assert all(finding.message for file in report.files for finding in file.findings)
    assert before == snapshot(mine.folder)


class TestManyUnknownNames:
    def test_the_nearest_is_told_for_the_first_of_them_only(self) -> None:
        lines = ['title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n']
        lines += [
            f'[[step.question]]\nid = "question_{number}"\ntype = "text"\nprompt = "P"\n'
            f'when = {{ qestion_{max(number - 1, 0)} = "x" }}\n'
            for number in range(500)
        ]
        _, findings = playbook_from("".join(lines))
        guessed = [finding.line for finding in findings if "did you mean" in finding.message]

        assert 500 == len(findings)
        assert 0 < len(guessed) <= 100
        assert max(guessed) < min(one.line for one in findings[150:])

    @pytest.mark.parametrize("count", [5, 100, 1000])
    def test_the_nearest_of_many_words_is_found(self, count: int) -> None:
        words = [f"word_{number}" for number in range(count)] + ["callback_on"]

        assert "; did you mean `callback_on`?" == did_you_mean("callbak_on", words)

    # Letters that repeat can hide a likeness from difflib: `_q__` is as good as nothing like `___` to it.
    @given(st.lists(st.sampled_from("abcdefgh_"), min_size=3, unique=True).map("".join), st.integers(0, 9))
    def test_a_slip_of_one_letter_is_found_among_many(self, word: str, at: int) -> None:
        others = [f"xyz{number}" for number in range(100)]
        slip = word[: at % len(word)] + "q" + word[at % len(word) :]

        assert f"; did you mean `{word}`?" == did_you_mean(slip, [*others, word])
