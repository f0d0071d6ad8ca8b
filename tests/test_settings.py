from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from playbook.journal.folder import Journal
from playbook.settings import Settings, read_settings
from playbook.shelf import shelf


@pytest.fixture
def person(tmp_path: Path) -> Path:
    """The person's home folder."""
    return tmp_path / "person"


def read(
    person: Path,
    config: str | bytes | None = None,
    *,
    home: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Settings:
    """Read the settings of a person whose configuration this is."""
    if config is not None:
        folder = person / "playbook"
        folder.mkdir(parents=True, exist_ok=True)
        content = config if isinstance(config, bytes) else config.encode()
        (folder / "config.toml").write_bytes(content)
    return read_settings(home, environment or {}, person)


class TestKeys:
    def test_without_a_configuration_everything_has_its_own_value(self, person: Path) -> None:
        home = person / "playbook"

        assert Settings(home=home, journal=home / "journal") == read(person)
        assert (home / "playbooks", home / "config.toml") == (read(person).playbooks, read(person).config)
        assert ("", "en", "", None, False, True) == (
            read(person).name,
            read(person).language,
            read(person).currency,
            read(person).monthly_income,
            read(person).plain,
            read(person).breathe,
        )

    def test_every_key_is_read(self, person: Path) -> None:
        config = """
            name = " Ada Lovelace "
            language = "pt-BR"
            currency = "usd"
            monthly_income = 4200.5
            journal = "/elsewhere/walks"
            plain = true
            breathe = false
        """

        expected = Settings(
            home=person / "playbook",
            journal=Path("/elsewhere/walks"),
            name="Ada Lovelace",
            language="pt-BR",
            currency="USD",
            monthly_income=Decimal("4200.5"),
            plain=True,
            breathe=False,
        )
        assert expected == read(person, config)

    @pytest.mark.parametrize(
        ("written", "income"), [("0", "0"), ("4200", "4200"), ("0.1", "0.1"), ("1_000_000", "1000000")]
    )
    def test_an_income_is_the_number_that_is_written(self, person: Path, written: str, income: str) -> None:
        assert Decimal(income) == read(person, f"monthly_income = {written}").monthly_income

    @pytest.mark.parametrize(
        "line",
        [
            "name = 7",
            'name = "Ada\\nLovelace"',
            'language = "english"',
            'language = "../en"',
            'language = ""',
            "language = true",
            'currency = "euro"',
            'currency = "€"',
            "currency = 978",
            "monthly_income = -1",
            "monthly_income = true",
            'monthly_income = "4200"',
            "monthly_income = nan",
            "monthly_income = inf",
            "monthly_income = 1e300",
            "journal = 7",
            'journal = ["a"]',
            'plain = "yes"',
            "plain = 1",
            "breathe = 0",
            "breathe = { a = 1 }",
        ],
    )
    def test_a_value_that_cannot_be_is_named_and_left_out(self, person: Path, line: str) -> None:
        key = line.partition(" ")[0]
        other = "plain = true" if key == "name" else 'name = "Ada"'

        read_as = read(person, f"{line}\nunknown = 1\n{other}")

        assert [key, "unknown"] == [what for _, what in read_as.not_understood]
        assert getattr(read(person, ""), key) == getattr(read_as, key)
        assert read_as.plain if key == "name" else "Ada" == read_as.name

    def test_what_is_not_known_is_named_in_order(self, person: Path) -> None:
        config = 'nmae = "Ada"\nname = "Ada"\n[table]\nname = "x"\n[[list]]\n'

        assert ["nmae", "table", "list"] == [what for _, what in read(person, config).not_understood]
        assert "Ada" == read(person, config).name

    @pytest.mark.parametrize(
        "config", ['name = "Ada', "name = Ada", 'name = "a"\nname = "b"', "=", b"\xff\xfe"]
    )
    def test_a_configuration_that_is_no_toml_is_said_to_be_none(
        self, person: Path, config: str | bytes
    ) -> None:
        read_as = read(person, config)

        (why,) = read_as.not_understood
        assert "it is not TOML" in why[0]
        assert Settings(read_as.home, read_as.journal, not_understood=(why,)) == read_as

    def test_a_configuration_nested_without_end_is_no_toml_either(self, person: Path) -> None:
        assert 1 == len(read(person, "a = " + "[" * 100_000).not_understood)

    def test_one_that_cannot_be_read_is_said_to_be_so(self, person: Path) -> None:
        (person / "playbook" / "config.toml").mkdir(parents=True)

        ((why, _),) = read(person).not_understood

        assert "it is not a file that can be read, so all of it" in why

    def test_a_byte_order_mark_and_carriage_returns_are_no_matter(self, person: Path) -> None:
        assert "Ada" == read(person, b'\xef\xbb\xbfname = "Ada"\r\nplain = true\r\n').name

    @settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.binary(max_size=40) | st.text(max_size=40))
    @example('journal = "a\\u0000b"')
    @example("monthly_income = " + "9" * 5000)
    def test_any_file_can_be_a_configuration_and_the_journal_be_looked_for(
        self, person: Path, config: str | bytes
    ) -> None:
        content = config if isinstance(config, bytes) else config.encode("utf-8", "surrogatepass")

        read_as = read(person, content)

        assert [] == list(Journal(read_as.journal).records())


class TestFolders:
    def test_it_is_in_the_persons_home_folder(self, person: Path) -> None:
        assert person / "playbook" == read(person).home

    def test_the_environment_may_name_another(self, person: Path, tmp_path: Path) -> None:
        named = read(person, environment={"PLAYBOOK_HOME": str(tmp_path / "other")})

        assert (tmp_path / "other", tmp_path / "other" / "journal") == (named.home, named.journal)

    def test_the_command_line_goes_before_the_environment(self, person: Path, tmp_path: Path) -> None:
        named = read(person, home=str(tmp_path / "a"), environment={"PLAYBOOK_HOME": str(tmp_path / "b")})

        assert tmp_path / "a" == named.home

    @pytest.mark.parametrize("empty", ["", None])
    def test_an_empty_name_is_none(self, person: Path, empty: str | None) -> None:
        assert person / "playbook" == read(person, home=empty, environment={"PLAYBOOK_HOME": ""}).home

    def test_a_tilde_is_the_persons_home_folder(self, person: Path) -> None:
        assert person / "mine" == read(person, home="~/mine").home
        assert person == read(person, environment={"PLAYBOOK_HOME": "~"}).home
        assert person / "walks" == read(person, 'journal = "~/walks"').journal
        assert person == read(person, 'journal = "~"').journal

    def test_a_name_counts_from_the_folder_one_is_in(
        self, person: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)

        assert tmp_path / "here" == read(person, home="here").home

    def test_the_name_of_a_journal_counts_from_the_folder_of_the_configuration(self, person: Path) -> None:
        assert person / "playbook" / "walks" == read(person, 'journal = "walks"').journal

    @pytest.mark.parametrize("nothing", ["", "  "])
    def test_a_journal_without_a_name_is_where_it_always_is(self, person: Path, nothing: str) -> None:
        assert person / "playbook" / "journal" == read(person, f'journal = "{nothing}"').journal

    def test_the_folder_that_is_named_has_the_configuration(self, person: Path, tmp_path: Path) -> None:
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "config.toml").write_text('name = "Grace"')

        assert "Grace" == read(person, 'name = "Ada"', home=str(tmp_path / "other")).name

    def test_a_file_in_the_place_of_the_folder_has_no_configuration(self, person: Path) -> None:
        person.mkdir()
        (person / "playbook").write_text("I am a file.")

        assert () == read(person).not_understood

    def test_nothing_is_made_by_looking(self, person: Path, tmp_path: Path) -> None:
        named = read(person, home=str(tmp_path / "other"))

        shelf(named)
        list(Journal(named.journal).records())

        assert [] == list(tmp_path.iterdir())
