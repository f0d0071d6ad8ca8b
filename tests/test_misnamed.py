"""Files that were meant as playbooks, and playbooks that are broken: said, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import Home, run

from playbook.checking.misnamed import misnamed, wrong_name

SMALL = 'title = "Small"\nsummary = "In short."\n\n[[step]]\nid = "only"\ntitle = "Only"\n'
NAMES = ["lost", "small"]
MEANT = {
    "small.toml.txt": "its name ends in `.txt`; rename it to small.toml",
    "small.toml.RTF": "its name ends in `.RTF`; rename it to small.toml",
    "small.TOML": "it has to end in small letters; rename it to small.toml",
    "small (1).toml": "it has the name of a copy; rename it to small.toml",
    "small copy.toml": "it has the name of a copy",
    "Lost.toml": "another playbook than `lost`, and walked with `playbook Lost`",
    "after work.toml": "a name is letters, digits, - and _",
    "due.toml": "`playbook due` is a command already",
}


@pytest.mark.parametrize(("name", "said"), MEANT.items(), ids=MEANT)
def test_a_name_that_does_not_do_what_was_meant_is_told(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_text(SMALL)

    ((path, finding),) = misnamed(tmp_path, NAMES)

    assert tmp_path / name == path
    assert said in finding.message


def test_where_the_name_is_taken_it_is_not_to_be_renamed(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SMALL)
    finding = wrong_name(tmp_path / "small.toml.txt", NAMES)

    assert finding
    assert "as small.toml is there already, bring over what you want of this one" in finding.message


@pytest.mark.parametrize(
    "name",
    ["small.toml", "Other.toml", ".small.toml.base", ".small.toml.txt", "notes.txt", "playbook.schema.json"],
)
def test_any_other_file_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SMALL)

    assert [] == list(misnamed(tmp_path, NAMES))


def test_check_and_the_page_of_commands_say_it(home: Home) -> None:
    home.add_playbook("small (1)", SMALL)
    home.add_playbook("lost", SMALL.replace("title =", "titel =", 1))
    home.add_playbook("mine", "{\\rtf1 hello}")
    (home.folder / "playbooks" / "at-risk.toml.txt").write_text(SMALL)
    checked, alone, helped = run("check"), run(), run("--help")

    assert (1, "4 findings in 4 files.\n") == (checked.returncode, checked.stderr)
    for page in (alone, helped):
        words = " ".join(page.stdout.split())

        assert "has a problem: playbook edit lost" in words
        assert "mine.toml: this cannot be read: this is a document with formatting (RTF)" in words
        assert "at-risk.toml.txt: this file gives no command: its name ends in `.txt`; rename it to" in words
        assert "small (1).toml: this file gives no command: it has the name of a copy" in words


def test_with_the_error_of_a_broken_copy_the_way_back_is_offered(home: Home) -> None:
    home.add_playbook("lost", "titel = 1")
    ended = run("lost", "Acme")

    assert 2 == ended.returncode
    assert (
        "To fix it: playbook edit lost\nTo go back to the shipped one: playbook edit lost --shipped\n"
        in ended.stderr
    )
