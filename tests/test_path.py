"""`playbook path`."""

from __future__ import annotations

import json
from pathlib import Path

from homes import Home, run


class TestPath:
    def test_each_place_is_a_line_with_its_name(self, home: Home) -> None:
        said = run("path").stdout

        assert (
            f"journal\t{home.journal}\n"
            f"playbooks\t{home.folder / 'playbooks'}\nconfig\t{home.folder / 'config.toml'}\n"
        ) == said

    def test_one_place_is_its_path_alone(self, home: Home) -> None:
        assert f"{home.folder / 'config.toml'}\n" == run("path", "config").stdout

    def test_for_programs_as_json(self, home: Home) -> None:
        whole = {name: str(home.folder / name) for name in ("journal", "playbooks")}

        assert whole | {"config": str(home.folder / "config.toml")} == json.loads(
            run("path", "--json").stdout
        )
        assert {"journal": whole["journal"]} == json.loads(run("path", "journal", "--json").stdout)

    def test_the_journal_is_where_the_configuration_says(self, home: Home, tmp_path: Path) -> None:
        home.folder.mkdir(parents=True)
        (home.folder / "config.toml").write_text(f"journal = '{tmp_path}/walks'\n", encoding="utf-8")

        assert f"{tmp_path}/walks\n" == run("path", "journal").stdout

    def test_looking_makes_no_folder(self, home: Home) -> None:
        run("path")

        assert not home.folder.exists()

    def test_a_place_that_is_none_is_refused(self, home: Home) -> None:
        ended = run("path", "jurnal")

        assert (2, "") == (ended.returncode, ended.stdout)
        assert "journal" in ended.stderr
