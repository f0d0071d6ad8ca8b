"""What `playbook check` says of the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.checking.report import check_config
from playbook.settings import KEYS, read_settings

RIGHT = """\
name = "Ada"
language = "pt-BR"
currency = "usd"
monthly_income = 5000.5
journal = "~/notes/journal"
plain = false
breathe = true
"""


def said(path: Path, content: str | bytes) -> list[tuple[int, int, str]]:
    """Return the line, the column and the message of each finding in a configuration."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [(one.line, one.column, one.message) for one in check_config(path)]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_a_configuration_that_is_right_has_nothing_to_mend(config: Path) -> None:
    assert [] == said(config, RIGHT)


def test_a_byte_order_mark_and_windows_line_ends_are_no_slip(config: Path) -> None:
    assert [] == said(config, "\ufeff" + RIGHT.replace("\n", "\r\n"))


def test_an_unknown_key_is_told_with_its_line_and_the_nearest_one(config: Path) -> None:
    assert [(2, 1, "there is no key `curency`; did you mean `currency`?")] == said(
        config, 'name = "Ada"\ncurency = "EUR"\n'
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "3"),
        ("name", '"two\\nlines"'),
        ("language", '"english, please"'),
        ("currency", '"euro"'),
        ("monthly_income", '"5000"'),
        ("monthly_income", "-1"),
        ("monthly_income", "true"),
        ("journal", "[]"),
        ("plain", '"yes"'),
        ("breathe", "1"),
    ],
)
def test_a_wrong_value_is_told_with_what_it_should_be(config: Path, key: str, value: str) -> None:
    assert [(2, 1, f"`{key}` should be {KEYS[key].should_be}")] == said(config, f"# mine\n{key} = {value}\n")


def test_everything_is_told_at_once_in_the_order_of_the_lines(config: Path) -> None:
    assert [1, 3] == [line for line, _, _ in said(config, "plain = 1\nbreathe = true\nbrethe = true\n")]


def test_what_is_no_toml_is_told_with_its_line(config: Path) -> None:
    ((line, _, message),) = said(config, 'name = "Ada"\nplain = yes\n')

    assert 2 == line
    assert "write true, in small letters" in message


def test_a_folder_in_its_place_is_told(config: Path) -> None:
    config.mkdir()

    assert ["config.toml is a folder."] == [one.message for one in check_config(config)]


@given(
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_any_bytes_end_in_findings(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any-config.toml"
    path.write_bytes(content)

    assert all(one.message and one.line > 0 and one.column > 0 for one in check_config(path))


@given(
    st.dictionaries(
        st.sampled_from([*KEYS, "other"]), st.sampled_from(['"EUR"', "1", "true", '""', "-1", "[]"])
    )
)
def test_a_finding_is_exactly_what_a_walk_leaves_out(
    tmp_path_factory: pytest.TempPathFactory, lines: dict[str, str]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "agreeing"
    folder.mkdir(exist_ok=True)
    (folder / "config.toml").write_text("".join(f"{key} = {value}\n" for key, value in lines.items()))
    left_out = read_settings(str(folder), {}, folder).not_understood

    assert len(left_out) == len(check_config(folder / "config.toml"))
