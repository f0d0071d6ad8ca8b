from __future__ import annotations

from pathlib import Path

import pytest

from playbook import shelf as room
from playbook.errors import PlaybookError
from playbook.settings import Settings
from playbook.shelf import COMMANDS, Shelved, shelf, shipped_folder

PLAYBOOK = """\
title = "{0}"
summary = "All of {0}."

[[step]]
id = "only"
title = "Only"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is shipped in the tests, instead of the real ones."""
    folder = tmp_path / "shipped"
    monkeypatch.setattr(room, "shipped_folder", lambda: folder)
    return folder


def put(folder: Path, *names: str) -> None:
    """Put playbooks on a shelf, each with its name as its title."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.toml").write_text(PLAYBOOK.format(name), "utf-8")


def on_the_shelf(home: Path, language: str = "en") -> dict[str, Shelved]:
    return shelf(Settings(home, home / "journal", language=language))


def test_the_shipped_ones_are_there_and_can_be_walked(home: Path) -> None:
    found = on_the_shelf(home)

    assert "lost" in found
    for one in found.values():
        assert not one.own
        assert one.summary() == one.read(one.name).summary


def test_they_stand_in_alphabetical_order(home: Path, shipped: Path) -> None:
    put(shipped / "en", "lost", "at-risk")
    put(home / "playbooks", "mine")

    assert ["at-risk", "lost", "mine"] == list(on_the_shelf(home))


def test_ones_own_goes_before_a_shipped_one_of_its_name(home: Path, shipped: Path) -> None:
    put(shipped / "en", "lost", "at-risk")
    put(home / "playbooks", "lost")

    found = on_the_shelf(home)

    assert Shelved("lost", home / "playbooks" / "lost.toml", own=True) == found["lost"]
    assert Shelved("at-risk", shipped / "en" / "at-risk.toml", own=False) == found["at-risk"]


def test_a_language_goes_before_english_which_stands_in_where_it_has_none(home: Path, shipped: Path) -> None:
    put(shipped / "en", "lost", "at-risk")
    put(shipped / "it", "lost")

    found = on_the_shelf(home, "it")

    assert [shipped / "en" / "at-risk.toml", shipped / "it" / "lost.toml"] == [
        one.path for one in found.values()
    ]


@pytest.mark.parametrize("language", ["xx", "en", "zh-Hant"])
def test_a_language_that_is_not_shipped_is_english(home: Path, shipped: Path, language: str) -> None:
    put(shipped / "en", "lost")

    assert [shipped / "en" / "lost.toml"] == [one.path for one in on_the_shelf(home, language).values()]


def test_a_language_of_a_country_is_at_least_the_language(home: Path, shipped: Path) -> None:
    put(shipped / "en", "lost")
    put(shipped / "pt", "lost")

    assert shipped / "pt" / "lost.toml" == on_the_shelf(home, "pt-BR")["lost"].path


def test_ones_own_is_ones_own_in_any_language(home: Path, shipped: Path) -> None:
    put(shipped / "it", "lost")
    put(home / "playbooks", "lost")

    assert on_the_shelf(home, "it")["lost"].own


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("name", COMMANDS)
def test_the_name_of_a_command_is_none_of_a_playbook(home: Path, name: str) -> None:
    put(home / "playbooks", name)

    assert {} == on_the_shelf(home)


def test_every_command_is_reserved_in_the_order_of_the_help_page() -> None:
    commands = "due done drafts journal show grep stats export path edit new check schema answers"

    assert commands.split() == list(COMMANDS)


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "name", [" ", "-x", "_x", ".hidden", "two words", "a.b", "--help", "a$b", "a\nb", "🦊"]
)
def test_a_name_that_could_not_be_typed_as_a_command_is_left_out(home: Path, name: str) -> None:
    put(home / "playbooks", name, "fine")

    assert ["fine"] == list(on_the_shelf(home))


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("name", ["lost", "at-risk", "Q4", "2026", "my_own", "perdó"])
def test_other_names_are_those_of_playbooks(home: Path, name: str) -> None:
    put(home / "playbooks", name)

    assert [name] == list(on_the_shelf(home))


@pytest.mark.usefixtures("shipped")
def test_what_is_no_toml_file_is_left_out(home: Path) -> None:
    put(home / "playbooks", "mine")
    for name in ("mine.toml~", "mine.toml.bak", "mine.TOML.swp", "toml", "notes.md"):
        (home / "playbooks" / name).write_text("x")

    assert ["mine"] == list(on_the_shelf(home))


@pytest.mark.usefixtures("shipped")
def test_what_stands_in_the_place_of_a_playbook_is_not_hidden_by_the_shipped_one(home: Path) -> None:
    (home / "playbooks" / "folder.toml").mkdir(parents=True)
    (home / "playbooks" / "nowhere.toml").symlink_to("gone")
    found = on_the_shelf(home)

    assert [("folder", "", True), ("nowhere", "", True)] == [
        (one.name, one.summary(), one.own) for one in found.values()
    ]


@pytest.mark.usefixtures("shipped")
def test_a_linked_playbook_is_one(home: Path, tmp_path: Path) -> None:
    put(tmp_path / "elsewhere", "real")
    put(home / "playbooks")
    (home / "playbooks" / "mine.toml").symlink_to(tmp_path / "elsewhere" / "real.toml")

    assert ["mine"] == list(on_the_shelf(home))


@pytest.mark.usefixtures("shipped")
def test_no_folder_at_all_is_an_empty_shelf_and_stays_none(home: Path) -> None:
    assert {} == on_the_shelf(home)
    assert not home.exists()


@pytest.mark.usefixtures("shipped")
def test_a_file_in_the_place_of_the_folder_is_an_empty_shelf(home: Path) -> None:
    home.mkdir()
    (home / "playbooks").write_text("I am a file.")

    assert {} == on_the_shelf(home)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ('title = "T"\nsummary = "S, in short."', "S, in short."),
        ('title = "T"', "T"),
        ("\ufefftitle = 'T'", ""),
        ("", ""),
        ('# summary = "no"\nsummary="S"', "S"),
    ],
)
def test_a_summary_is_given_without_reading_the_whole(tmp_path: Path, text: str, summary: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")

    assert summary == Shelved("mine", path, own=True).summary()


def test_a_playbook_that_cannot_be_read_has_no_summary(tmp_path: Path) -> None:
    assert "" == Shelved("mine", tmp_path / "gone.toml", own=True).summary()


@pytest.mark.usefixtures("shipped")
def test_a_broken_one_stands_on_the_shelf_and_only_reading_it_fails(home: Path) -> None:
    put(home / "playbooks", "mine")
    (home / "playbooks" / "broken.toml").write_bytes(b"\xff title =")

    found = on_the_shelf(home)

    assert ["broken", "mine"] == list(found)
    assert "mine" == found["mine"].read("mine.toml").title
    with pytest.raises(PlaybookError, match=r"broken\.toml"):
        found["broken"].read("broken.toml")


def test_the_shipped_folder_is_that_of_the_package_or_of_the_checkout() -> None:
    assert "playbooks" == shipped_folder().name
    assert (shipped_folder() / "en" / "lost.toml").is_file()
