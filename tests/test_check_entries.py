"""What `playbook check` says of entries."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import SAMPLE

from playbook.checking.entries import check_entry
from playbook.checking.playbooks import Playbooks
from playbook.checking.report import Report, check_everything, check_files
from playbook.reading.findings import Finding
from playbook.settings import Settings
from playbook.text import visible

FRONT = (
    '---\nplaybook: "mine"\nclient: "Acme"\nstatus: "open"\nstarted: 2026-11-20T09:00:00+01:00\n'
    "updated: 2026-11-20T09:00:00+01:00\nwaiting_until: 2026-11-24\n---\n\n"
)
FIRST = FRONT.count("\n") + 1
"""The line of the first character behind the front matter."""


class Folder:
    """A person's folder with one playbook, the sample, under the name `mine`."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home, home / "journal")
        self.settings.playbooks.mkdir(parents=True)
        self.settings.journal.mkdir()
        self.playbook(SAMPLE)

    @cached_property
    def playbooks(self) -> Playbooks:
        return Playbooks(self.settings)

    def playbook(self, text: str) -> None:
        (self.settings.playbooks / "mine.toml").write_text(text, encoding="utf-8")

    def entry(self, content: str | bytes, name: str = "2026-11-20_acme_mine.md") -> Path:
        path = self.settings.journal / name
        path.write_bytes(
            content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
        )
        return path

    def found(self, content: str | bytes, name: str = "2026-11-20_acme_mine.md") -> Sequence[Finding]:
        """Return what is found in one entry, which is the only file looked at."""
        report = check_files(self.settings, [self.entry(content, name)])
        return report.files[0].findings if report.files else []

    def everything(self) -> dict[str, Sequence[Finding]]:
        """Return what is found in everything, by the name of the file."""
        report: Report = check_everything(self.settings)
        return {file.path.name: file.findings for file in report.files}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "playbook")


def one(findings: Sequence[Finding]) -> Finding:
    (finding,) = findings
    return finding


RIGHT = """\
# Acme: Losing a client

*How much does it sting?*

- sting: 7

  My own note beneath it: - sting: 8
  - sting: 9

- pause: done
- callback_on: 2026-11-24
- monthly_value: 1200.00 EUR
- holding_reply: sent 2026-11-22
  Thank you for telling me.
- reason: price.rate_rise — Price: After I raised it
- ~told: somebody — That is no choice
- angry: no
- feelings: hurt, worried — Hurt, Worried
- promise:

  - sting: 3
  <<<<<<< theirs
- hours: (skipped)
- offer: (unfinished)
  something
- fit: 62 mixed — Keep it warm
  - target: 3

A list of mine:

- milk
- bread and butter: much of it
1. first: this

Heading
=======

## Follow-ups

- [ ] 2026-11-24 Call Acme back
- [x] Ask 2026-13-40 times
"""


def test_an_entry_that_is_right_has_nothing_to_mend(folder: Folder) -> None:
    assert [] == list(folder.found(FRONT + RIGHT))


def test_a_byte_order_mark_and_windows_line_ends_are_no_slip(folder: Folder) -> None:
    assert [] == list(folder.found(("\ufeff" + FRONT + RIGHT).replace("\n", "\r\n")))


@pytest.mark.parametrize(
    ("line", "column", "right"),
    [
        ("-sting: 7", 1, "- sting: 7"),
        ("* sting: 7", 1, "- sting: 7"),
        ("+ sting: 7", 1, "- sting: 7"),
        ("– sting: 7", 1, "- sting: 7"),
        ("- Sting: 7", 1, "- sting: 7"),
        ("-  sting: 7", 1, "- sting: 7"),
        ("-\tsting: 7", 1, "- sting: 7"),
        (" - sting: 7", 2, "- sting: 7"),
        ("\t- sting: 7", 2, "- sting: 7"),
        ("- sting : 7", 1, "- sting: 7"),
        ("- sting = 7", 1, "- sting: 7"),
        ("- sting：7", 1, "- sting: 7"),
        ("- callback-on: 2026-11-24", 1, "- callback_on: 2026-11-24"),
        ("- Callback on: 2026-11-24", 1, "- callback_on: 2026-11-24"),
        ("- callback\\_on: 2026-11-24", 1, "- callback_on: 2026-11-24"),
        ("*   callback\\_on: 2026-11-24", 1, "- callback_on: 2026-11-24"),
        ("-\u00a0sting: 7", 1, "- sting: 7"),
        ("- \u00a0sting: 7", 1, "- sting: 7"),
        ("> - sting: 7", 3, "- sting: 7"),
        (">>- sting: 7", 3, "- sting: 7"),
        ("- **sting**: 7", 1, "- sting: 7"),
        ("- **sting:** 7", 1, "- sting: 7"),
        ("**sting**: 7", 1, "- sting: 7"),
        ("- `sting`: 7", 1, "- sting: 7"),
        ("- \\~sting: 7", 1, "- ~sting: 7"),
        ("1. sting: 7", 1, "- sting: 7"),
        ("- [ ] sting: 7", 1, "- sting: 7"),
        ("- [x] callback_on: 2026-11-24", 1, "- callback_on: 2026-11-24"),
    ],
)
def test_a_line_that_only_looks_like_an_answer_is_an_error(
    folder: Folder, line: str, column: int, right: str
) -> None:
    finding = one(folder.found(FRONT + line + "\n"))
    name = right[2:].lstrip("~").partition(":")[0]

    assert (FIRST, column, False) == (finding.line, finding.column, finding.warning)
    assert f"this is not read as the answer to `{name}`; write it as `{right}`" == finding.message


@pytest.mark.parametrize(
    "line",
    [
        "  - sting: 7",
        "    sting: 7",
        "\t\t* sting: 7",
        "  - promise: I would call",
        "  - callback\\_on: 2026-11-24",
    ],
)
@pytest.mark.parametrize("above", ["", "- angry: no\n", "- holding_reply: later\n\n  Dear Ada\n"])
def test_an_answer_that_was_moved_beneath_another_is_a_warning(folder: Folder, above: str, line: str) -> None:
    finding = one(folder.found(f"{FRONT}{above}{line}\n"))

    assert (FIRST + above.count("\n"), True) == (finding.line, finding.warning)
    assert "this is not read as the answer to" in finding.message


def test_a_mark_of_a_scorecard_that_is_not_read_is_told(folder: Folder) -> None:
    for mark in ("- target: three", "* target: 3", "- **target**: 3", "- target: 2\n  - target: 3"):
        finding = one(folder.found(f"{FRONT}- fit: 62 mixed — Keep it warm\n  {mark}\n  - a note: 3\n"))

        assert (FIRST, True) == (finding.line, finding.warning)
        assert "beneath is not read; write each mark once, as `- target: 3`" in finding.message


def test_an_answer_without_its_colon_is_a_warning(folder: Folder) -> None:
    finding = one(folder.found(FRONT + "- sting 7\n"))

    assert (FIRST, 3, True) == (finding.line, finding.column, finding.warning)
    assert "if this is the answer to `sting`, write it as `- sting: 7`" == finding.message


def test_an_answer_without_its_hyphen_is_a_warning(folder: Folder) -> None:
    assert one(folder.found(FRONT + "sting: 7\n")).warning


@pytest.mark.parametrize(
    "line",
    [
        "- sting hurts",
        "- closing 7 days from now",
        "Sting: 7",
        "  -sting: 7",
        "1. sting: 7",
        "- [ ] Angry: why?",
    ],
)
def test_prose_is_the_persons_own(folder: Folder, line: str) -> None:
    assert [] == list(folder.found(f"{FRONT}- sting: (skipped)\n\n{line}\n"))


def test_an_answer_that_its_question_cannot_read_is_told_in_its_words(folder: Folder) -> None:
    findings = folder.found(
        FRONT
        + "- sting: 11\n- callback_on: 2026-11-31\n- reason: pric — Price\n- fit: 62\n"
        + "- angry: maybe\n- words: x\n"
    )

    assert [
        (FIRST, 10, "Type a whole number from 0 to 10. It does not count as it is."),
        (FIRST + 1, 16, "Write a day as 2026-12-01; 2026-11-31 is not one. It does not count as it is."),
        (
            FIRST + 2,
            11,
            "`pric` is not one of its choices; did you mean `price`? It does not count as it is.",
        ),
        (
            FIRST + 3,
            8,
            "A scorecard reads like `62 mixed`: points, and one of its bands. It does not count as it is.",
        ),
        (FIRST + 4, 10, "Write yes or no. It does not count as it is."),
    ] == [(one.line, one.column, one.message) for one in findings[:5]]
    assert [False] * 6 == [one.warning for one in findings]


@pytest.mark.parametrize("word", ["(skipped)", "(unfinished)"])
def test_words_that_were_joined_with_a_word_of_ours_are_told(folder: Folder, word: str) -> None:
    finding = one(folder.found(f"{FRONT}- promise: {word} That I\n  would call\n"))

    assert (FIRST, True) == (finding.line, finding.warning)
    assert f"`{word}` stands alone, with the words beneath" in finding.message


def test_an_answer_of_a_question_that_is_not_there_is_a_warning(folder: Folder) -> None:
    finding = one(folder.found(FRONT + "- stign: 7\n"))

    assert (FIRST, 3, True) == (finding.line, finding.column, finding.warning)
    assert "the playbook has no question `stign`; did you mean `sting`?" == finding.message


def test_the_words_of_a_draft_that_a_formatter_joined_with_its_line_are_told(folder: Folder) -> None:
    finding = one(folder.found(f"{FRONT}\n- holding_reply: sent 2026-11-22 Thank you.\n  Ada\n"))

    assert finding.warning
    assert "an empty line between" in finding.message


def test_the_second_answer_with_an_id_is_told_with_the_line_of_the_first(folder: Folder) -> None:
    finding = one(folder.found(FRONT + "- ~sting: 3\n- sting: 7\n\n- sting: 8\n"))

    assert (FIRST + 3, 3) == (finding.line, finding.column)
    assert f"is answered in line {FIRST + 1} already, and the first one counts" in finding.message


def test_a_nul_is_an_error_with_its_place(folder: Folder) -> None:
    finding = one(folder.found(FRONT + "ab\0c\0\n"))

    assert (FIRST, 3, False) == (finding.line, finding.column, finding.warning)
    assert "there are 2 in this file" in finding.message
    assert "\0" not in finding.said("x")


def test_bytes_that_are_no_utf_8_are_told(folder: Folder) -> None:
    finding = one(folder.found(FRONT.encode() + "Déjà\n".encode("latin-1")))

    assert (FIRST, 2, True) == (finding.line, finding.column, finding.warning)
    assert "not UTF-8" in finding.message


def test_of_two_sides_of_a_merge_the_later_is_named(folder: Folder) -> None:
    early, late = "2026-11-20T09:00:00+01:00", "2026-11-20T08:30:00+00:00"
    sides = f"<<<<<<< HEAD\nupdated: {late}\n=======\nupdated: {early}\n>>>>>>> theirs\n"
    found = folder.found(FRONT.replace(f"updated: {early}\n", sides))

    assert {True} == {f"saved at {late}" in one.message for one in found if "mark of a merge" in one.message}


def test_the_marks_of_a_merge_are_errors(folder: Folder) -> None:
    findings = folder.found(FRONT + "<<<<<<< HEAD\na\n||||||| base\n=======\nb\n>>>>>>> theirs\n")

    assert [FIRST, FIRST + 2, FIRST + 3, FIRST + 5] == [one.line for one in findings]
    assert {False} == {one.warning for one in findings}


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('"open"', '"opne"', 4, "`opne` is not a status; write open, done or closed"),
        ("started: 2026-11-20", "started: 2026-13-20", 5, "is not a day; write it as 2026-12-01"),
        ("updated: 2026-11-20", "updated: yesterday", 6, "is not a day; write it as 2026-12-01"),
        ("until: 2026-11-24", "until: 2026-11-31", 7, "`2026-11-31` is not a day; write it as 2026-12-01"),
        ('"mine"', '"min"', 2, "there is no playbook `min` any more; did you mean `mine`?"),
    ],
)
def test_a_front_matter_is_told_with_the_line_of_its_key(
    folder: Folder, old: str, new: str, line: int, message: str
) -> None:
    finding = one(folder.found(FRONT.replace(old, new)))

    assert line == finding.line
    assert finding.message.endswith(message)


def test_a_key_that_stands_twice_is_told_with_the_line_of_the_first(folder: Folder) -> None:
    finding = one(folder.found(FRONT.replace("\nstatus:", '\nclient: "Bolt"\nstatus:')))

    assert (4, True) == (finding.line, finding.warning)
    assert "`client` is in line 3 already, and the first one counts; take one out" == finding.message


def test_a_line_beneath_a_key_that_is_no_part_of_its_value_is_told(folder: Folder) -> None:
    finding = one(folder.found(FRONT.replace('client: "Acme"\n', "client: Acme\n  - London\ntags:\n  - a\n")))

    assert (4, True) == (finding.line, finding.warning)
    assert "not read as part of `client`" in finding.message


def test_a_front_matter_without_a_beginning_is_a_warning(folder: Folder) -> None:
    finding = one(folder.found('---\nplaybook: "mine"\nclient: "Acme"\n---\n'))

    assert finding.warning
    assert "there is no `started`" in finding.message


def test_a_front_matter_that_never_closes_is_told(folder: Folder) -> None:
    folder.entry('---\nplaybook: "mine"\n\n# Acme\n', "acme.md")

    assert "the front matter never ends" in one(folder.everything()["acme.md"]).message


@pytest.mark.parametrize("above", ["\n", "# Acme\n\n"])
def test_words_above_the_front_matter_are_told(folder: Folder, above: str) -> None:
    finding = one(folder.found(f"{above}{FRONT}- sting: 7\n"))

    assert "the front matter is read in the first line only" in finding.message
    assert above.count("\n") + 1 == finding.line


@pytest.mark.parametrize("line", ["client:\n", 'client: ""\n', ""])
def test_an_entry_about_nobody_is_told(folder: Folder, line: str) -> None:
    finding = one(folder.found(FRONT.replace('client: "Acme"\n', line)))

    assert "there is no `client`" in finding.message
    assert (3 if line else 1) == finding.line


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_an_entry_behind_another_is_told_at_its_front_matter_and_nowhere_else(
    folder: Folder, ends: str
) -> None:
    other = FRONT.replace('playbook: "mine"', "# of\nplaybook : other")
    text = f"{FRONT}- sting: 7\n\n{other}- sting: 8\n- nobody: 9\n- [ ] 2026-02-30 Call\n"

    finding = one(folder.found(text.replace("\n", ends)))

    assert finding.message.startswith("a second front matter begins here")
    assert finding.line == FIRST + 2


def test_a_rule_above_words_is_no_second_front_matter(folder: Folder) -> None:
    assert not folder.found(
        f"{FRONT}---\n\nThe playbook: a book.\n\n---\ntitle: x\n---\n\nplaybook: a book\n"
    )


def test_a_file_named_like_an_entry_without_a_playbook_is_told(folder: Folder) -> None:
    folder.entry('---\nclient: "Acme"\n---\n', "2026-11-20_acme_mine-2.md")

    assert "there is no `playbook` here" in one(folder.everything()["2026-11-20_acme_mine-2.md"]).message


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.md", "-sting: 7\n<<<<<<< x\n\0"),
        ("2026-11-20_meeting.md", "# Notes\n"),
        ("other.md", "---\ntitle: x\n---\n"),
        ("rule.md", "---\n\nA rule above.\n"),
        (".2026-11-20_acme_mine.md", FRONT + "-sting: 7\n"),
        ("notes (1).md", "a copy of something else"),
    ],
)
def test_other_peoples_files_are_none_of_ours(folder: Folder, name: str, content: str) -> None:
    folder.entry(content, name)

    assert {} == folder.everything()


def test_a_named_file_that_is_no_entry_is_told(folder: Folder) -> None:
    assert "this is not an entry" in one(folder.found("# Notes\n", "notes.md")).message


@pytest.mark.parametrize(
    ("line", "column", "message", "warning"),
    [
        ("- [ ] 2026-13-40 Call", 7, "there is no such day: 2026-13-40", False),
        ("- [x] 2026-02-30", 7, "there is no such day: 2026-02-30", False),
        ("- [ ] 2026-1-4 Call", 7, "write this day as 2026-01-04", False),
        ("* [ ] 2026-01-04 Call", 1, "begin the line with `- [ ] 2026-01-04`", True),
        ("- [] 2026-01-04 Call", 1, "begin the line with `- [ ] 2026-01-04`", True),
        (" - [ ] 2026-01-04 Call", 1, "begin the line with `- [ ] 2026-01-04`", True),
    ],
)
def test_a_follow_up_that_is_due_on_no_day_is_told(
    folder: Folder, line: str, column: int, message: str, warning: bool
) -> None:
    finding = one(folder.found(f"{FRONT}## Follow-ups\n\n{line}\n"))

    assert (FIRST + 2, column, warning) == (finding.line, finding.column, finding.warning)
    assert finding.message.endswith(message)


@pytest.mark.parametrize(
    "name",
    [
        "2026-11-20_acme_mine (Ada's conflicted copy 2026-11-22).md",
        "2026-11-20_acme_mine (conflicted copy 2026-11-22 101500).md",
        "2026-11-20_acme_mine.sync-conflict-20261122-101500-ABCDEFG.md",
        "2026-11-20_acme_mine_conflict-20261122-101500.md",
        "2026-11-20_acme_mine (1).md",
        "2026-11-20_acme_mine 2.md",
        "2026-11-20_acme_mine copy.md",
        "2026-11-20_acme_mine - Copy (2).md",
    ],
)
def test_a_copy_by_its_name_is_told_once_with_what_it_is_a_copy_of(folder: Folder, name: str) -> None:
    folder.entry(FRONT + "- sting: 7\n")
    folder.entry(FRONT + "- sting: 7\n", name)
    found = folder.everything()

    assert [name] == list(found)
    assert "this is a copy of 2026-11-20_acme_mine.md" in one(found[name]).message


def test_what_stands_in_the_place_of_an_entry_is_told(folder: Folder) -> None:
    for name in ("2026-11-2{}_acme_mine.md", "my-own-{}.md"):
        folder.settings.journal.joinpath(name.format(0)).mkdir()
        os.mkfifo(folder.settings.journal / name.format(1))
        folder.settings.journal.joinpath(name.format(2)).symlink_to("gone.md")
    found = folder.everything()

    assert {
        "2026-11-20_acme_mine.md": "this is not a file, so no entry; move it out of the journal",
        "2026-11-21_acme_mine.md": "this is not a file, so no entry; move it out of the journal",
        "2026-11-22_acme_mine.md": "this is a link, and what it leads to is gone; move it out of the journal",
    } == {name: one(findings).message for name, findings in found.items()}


def test_what_only_the_copy_holds_is_told(folder: Folder) -> None:
    folder.entry(FRONT + "- sting: 7\n- pause: done\n- angry: yes\n")
    folder.entry(FRONT + "- sting: 7\n- hours: 3\n- angry: no\n", "2026-11-20_acme_mine (1).md")
    finding = one(folder.everything()["2026-11-20_acme_mine (1).md"])

    assert "an answer to `hours`, `angry`" in finding.message


def test_two_entries_of_one_walk_are_told(folder: Folder) -> None:
    folder.entry(FRONT)
    folder.entry(FRONT.replace("Acme", "ACME"), "2026-11-20_acme_mine-2.md")
    found = folder.everything()

    assert ["2026-11-20_acme_mine-2.md"] == list(found)
    assert "this is a copy of 2026-11-20_acme_mine.md" in one(found["2026-11-20_acme_mine-2.md"]).message


def test_a_second_walk_of_the_same_client_is_no_copy(folder: Folder) -> None:
    folder.entry(FRONT)
    folder.entry(
        FRONT.replace("started: 2026-11-20T09", "started: 2026-11-20T10"), "2026-11-20_acme_mine-2.md"
    )

    assert {} == folder.everything()


def test_what_an_interrupted_save_left_is_told(folder: Folder) -> None:
    folder.entry(FRONT)
    folder.entry("half", ".2026-11-20_acme_mine.md.tmp")
    finding = one(folder.everything()[".2026-11-20_acme_mine.md.tmp"])

    assert "a save of 2026-11-20_acme_mine.md was interrupted" in finding.message


@pytest.mark.parametrize(
    "name",
    [
        ".syncthing.2026-11-20_acme_mine.md.tmp",
        "~syncthing~2026-11-20_acme_mine.md.tmp",
        ".#2026-11-20_acme_mine.md",
        "#2026-11-20_acme_mine.md#",
        ".2026-11-20_acme_mine.md.swp",
        "2026-11-20_acme_mine.md~",
    ],
)
def test_what_other_programs_are_about_to_write_is_theirs(folder: Folder, name: str) -> None:
    folder.entry(FRONT)
    folder.entry("half", name)

    assert {} == folder.everything()


class TestAChangedPlaybook:
    def everywhere(self, folder: Folder, *answers: str) -> None:
        for number, answer in enumerate(answers):
            folder.entry(FRONT.replace("Acme", f"Acme {number}") + answer + "\n", f"e{number}.md")

    def test_a_question_that_is_gone_is_told_at_the_playbook(self, folder: Folder) -> None:
        self.everywhere(folder, "- mood: 1", "- mood: 2", "\n- mood: 3", "- mood: 4")
        found = folder.everything()
        finding = one(found["mine.toml"])

        assert ["mine.toml"] == list(found)
        assert ("`mood`", True) == (finding.where, finding.warning)
        assert (
            "4 entries hold answers to a question that is not there any more; did you rename it? "
            f"They are e0.md:{FIRST}, e1.md:{FIRST}, e2.md:{FIRST + 1} and 1 more"
        ) == finding.message

    def test_a_question_that_is_gone_from_one_entry_only_is_told_there(self, folder: Folder) -> None:
        self.everywhere(folder, "- mood: 1", "- sting: 2")

        assert ["e0.md"] == list(folder.everything())

    def test_a_choice_that_is_gone_is_told_at_its_question(self, folder: Folder) -> None:
        self.everywhere(folder, "- reason: money — Money", "- reason: money", "- reason: price")
        finding = one(folder.everything()["mine.toml"])

        assert "question `reason`" == finding.where
        assert SAMPLE.split("\n")[finding.line - 1] == 'id = "reason"'
        assert "2 entries hold `money`, which is not one of its choices any more" in finding.message

    def test_a_question_of_another_type_is_told_at_the_playbook(self, folder: Folder) -> None:
        self.everywhere(folder, "- sting: a lot", "- sting: little")
        finding = one(folder.everything()["mine.toml"])

        assert "2 entries hold answers that it cannot read any more; did its type change?" in finding.message

    def test_slips_beside_answers_that_are_read_stay_with_their_entries(self, folder: Folder) -> None:
        self.everywhere(folder, "- sting: a lot", "- sting: little", "- sting: 7")

        assert ["e0.md", "e1.md"] == list(folder.everything())

    def test_a_broken_playbook_is_told_once_and_not_at_its_entries(self, folder: Folder) -> None:
        folder.playbook(SAMPLE.replace('type = "scale"', 'type = "scal"'))
        self.everywhere(folder, "- sting: 7", "- mood: 7")

        assert ["mine.toml"] == list(folder.everything())
        path = folder.settings.playbooks / "mine.toml"
        assert one(folder.found(FRONT)).message.endswith(f"are not checked: playbook check {path}")


PIECES = st.sampled_from(
    [
        "---\n",
        'playbook: "mine"\n',
        "started: x\n",
        "- sting: 7\n",
        "-sting: 7",
        "\n",
        "  ",
        "\0",
        "<<<<<<<",
        "- [ ] ",
    ]
)


@given(st.one_of(st.binary(max_size=200), st.lists(st.one_of(PIECES, st.text(max_size=5))).map("".join)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_end_in_findings_that_can_be_said(
    folder: Folder, tmp_path_factory: pytest.TempPathFactory, content: bytes | str
) -> None:
    path = tmp_path_factory.getbasetemp() / "2026-11-20_acme_mine.md"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    checked = check_entry(path, folder.playbooks)

    for finding in [*checked.findings, *(stale.finding for stale in checked.stale)] if checked else []:
        _, *excerpt = finding.said("file").split("\n    ")
        assert finding.line > 0
        assert finding.column > 0
        assert excerpt == [visible(line) for line in excerpt]


def test_a_line_of_nothing_but_blanks_is_read_in_one_go(folder: Folder, tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    long = " " * 200_000
    path.write_text(
        f"{FRONT}-{long}x\n- [{long}x\n- a{long}\n{'a ' * 100_000}\n-{'a-' * 100_000}", encoding="utf-8"
    )
    checked = check_entry(path, folder.playbooks)

    assert checked is not None
