"""The README shows what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from playbook.reading.playbooks import playbook_from
from playbook.settings import read_settings

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_example_of_a_playbook_is_one() -> None:
    small = next(block for block in blocks("toml") if "[[step]]" in block)

    assert [] == playbook_from(small)[1]


def test_the_example_of_a_configuration_is_understood_whole(tmp_path: Path) -> None:
    example = next(block for block in blocks("toml") if "monthly_income" in block)
    (tmp_path / "config.toml").write_text(example, encoding="utf-8")

    assert () == read_settings(str(tmp_path), {}, tmp_path).not_understood


def test_the_example_of_an_answers_file_is_toml() -> None:
    example = next(block for block in blocks("toml") if "heard_by" in block)

    assert "email" == tomllib.loads(example)["heard_by"]
