"""`playbook due`."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from homes import Home, run
from terminal import Terminal


def day(days: int) -> date:
    """Return a day by its distance; at midnight the command may be a day ahead."""
    return datetime.now().astimezone().date() + timedelta(days)


@pytest.fixture
def entries(home: Home) -> dict[str, Path]:
    """A journal with something overdue, for today and for later, and something done."""
    lines = {
        "Acme Studio": f"- [ ] {day(0)} Call Acme Studio back\n- [x] {day(-9)} Write\n",
        "Nordwind": f"- [ ] {day(400)} Deliver what you owed them\n- [ ] {day(-2)} Send the bill\n",
    }
    return {client: home.begin("lost", client, text) for client, text in lines.items()}


class TestIntoAPipe:
    def test_each_is_a_line_of_four_fields_the_earliest_first(self, entries: dict[str, Path]) -> None:
        acme, nordwind = entries["Acme Studio"], entries["Nordwind"]

        assert (
            f"{day(-2)}\tNordwind\tSend the bill\t{nordwind}\n"
            f"{day(0)}\tAcme Studio\tCall Acme Studio back\t{acme}\n"
            f"{day(400)}\tNordwind\tDeliver what you owed them\t{nordwind}\n"
        ) == run("due").stdout

    def test_as_json_it_is_a_list_of_tables(self, entries: dict[str, Path]) -> None:
        rows = json.loads(run("due", "--json", "--client", "acme  STUDIO").stdout)

        assert [
            {
                "date": day(0).isoformat(),
                "client": "Acme Studio",
                "words": "Call Acme Studio back",
                "playbook": "lost",
                "kind": "follow-up",
                "path": str(entries["Acme Studio"]),
            }
        ] == rows

    def test_nothing_in_a_file_breaks_a_line_or_drives_a_terminal(self, home: Home) -> None:
        path = home.begin("lost", "Acme", "- [ ] 2026-11-24 A\tB\x1b[31mC\u202eD\x0cE\n")
        path.write_text(path.read_text().replace('"Acme"', '"A\\tc\\nme\\u001b"'), encoding="utf-8")

        assert f"2026-11-24\tA c me\tA B[31mCDE\t{path}\n" == run("due").stdout

    @pytest.mark.parametrize(("arguments", "said"), [((), ""), (("--json",), "[]\n")])
    def test_nothing_due_is_said_kindly_and_is_no_failure(
        self, home: Home, arguments: tuple[str, ...], said: str
    ) -> None:
        ended = run("due", *arguments)

        assert (0, said, "Nothing is due.\n") == (ended.returncode, ended.stdout, ended.stderr)
        assert not home.folder.exists()

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (["--overdue"], ["Send the bill"]),
            (["--until", "tomorrow"], ["Send the bill", "Call Acme Studio back"]),
            (["--until", f"{day(-1):%A}"], ["Send the bill", "Call Acme Studio back"]),
            (["--until", "2199"], ["Send the bill", "Call Acme Studio back", "Deliver what you owed them"]),
            (["--overdue", "--until", "2001-01-01"], []),
        ],
    )
    def test_only_to_a_day(self, entries: dict[str, Path], arguments: list[str], words: list[str]) -> None:
        assert words == [line.split("\t")[2] for line in run("due", *arguments).stdout.splitlines()]
        assert words == [one["words"] for one in json.loads(run("due", *arguments, "--json").stdout)]

    def test_quietly(self, entries: dict[str, Path]) -> None:
        nothing = run("due", "--quiet", "--until", "2001-01-01")

        assert (1, "", "") == (nothing.returncode, nothing.stdout, nothing.stderr)
        assert 0 == run("due", "--quiet", "--overdue").returncode

    def test_a_day_that_is_none(self, entries: dict[str, Path]) -> None:
        ended = run("due", "--until", "soon")

        assert 2 == ended.returncode
        assert ended.stderr.startswith("--until soon: ")
        assert "2026-12-01, tomorrow, friday or in 3 weeks" in " ".join(ended.stderr.split())

    def test_only_of_a_playbook(self, home: Home, entries: dict[str, Path]) -> None:
        path = home.begin("at-risk", "Other", "- [ ] 2026-11-24 Ask\n")

        assert f"2026-11-24\tOther\tAsk\t{path}\n" == run("due", "--playbook", "at-risk").stdout

    def test_a_client_that_nobody_knows_is_no_peace(self, entries: dict[str, Path]) -> None:
        ended = run("due", "--client", "Acme Studoi")

        assert (2, "") == (ended.returncode, ended.stdout)
        assert "`Acme Studoi`; did you mean `Acme Studio`?" in ended.stderr

    def test_a_playbook_that_nothing_was_walked_of_too(self, entries: dict[str, Path]) -> None:
        ended = run("due", "--playbook", "lots")

        assert (2, "") == (ended.returncode, ended.stdout)
        assert "did you mean `lost`?" in ended.stderr

    def test_a_client_with_nothing_due_is_peace(self, home: Home) -> None:
        home.begin("lost", "Acme")

        ended = run("due", "--client", "ACME")
        assert (0, "Nothing is due.\n") == (ended.returncode, ended.stderr)

    def test_two_ways_at_once_are_refused(self, tmp_path: Path, entries: dict[str, Path]) -> None:
        ended = run("due", "--json", "--ics", str(tmp_path / "due.ics"))

        assert (2, "") == (ended.returncode, ended.stdout)
        assert [] == list(tmp_path.iterdir())

    def test_it_imports_nothing_that_is_not_needed(self, entries: dict[str, Path]) -> None:
        ended = run("due", extra={"PYTHONPROFILEIMPORTTIME": "1"})

        imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.stderr.splitlines()}
        assert "typer" in imported
        assert set() == imported & {
            "pydantic",
            "pydantic_core",
            "rich",
            "questionary",
            "prompt_toolkit",
            "icalendar",
            "babel",
        }


class TestInATerminal:
    @pytest.mark.parametrize("columns", [40, 80, 120])
    def test_it_is_grouped_and_aligned_with_what_to_type(
        self, entries: dict[str, Path], columns: int
    ) -> None:
        with Terminal("due", columns=columns) as terminal:
            assert 0 == terminal.status()
            lines = [line for line in terminal.lines if line]

        assert ["Overdue", "Today", "Later"] == [
            line for line in lines if line in ("Overdue", "Today", "Later")
        ]
        words = ("Send the bill", "Call Acme", "Deliver")
        assert 1 == len({line.index(word) for word in words for line in lines if word in line})
        assert (
            "2 days overdue Send the bill (Nordwind) Today today Call Acme Studio back Later in 400 days"
            in (terminal.text)
        )
        assert 'Go on with: playbook lost "Nordwind"' in terminal.text
        assert "Tick off with: playbook done" in terminal.text
        assert max(map(len, lines)) <= min(columns, 72)

    def test_wide_words_are_wrapped_beneath_themselves(self, home: Home) -> None:
        home.begin("lost", "Acme", f"- [ ] {day(0)} {'株式会社 ' * 12}\n")

        with Terminal("due", columns=40) as terminal:
            assert 0 == terminal.status()
            lines = [line for line in terminal.lines if "株" in line]
            assert 12 * 4 == sum(map(len, "".join(lines).replace("today", "").replace("(Acme)", "").split()))
        assert len(lines) > 1
        assert 1 == len({line.index("株") for line in lines})

    def test_what_stands_in_closed_walks_is_mentioned(self, home: Home, entries: dict[str, Path]) -> None:
        path = entries["Nordwind"]
        path.write_text(path.read_text().replace('"open"', '"closed"'), encoding="utf-8")

        with Terminal("due") as terminal:
            assert 0 == terminal.status()
            assert "2 more are in walks that you closed." in terminal.text
            assert "Send the bill" not in terminal.text

    def test_another_home_is_named_in_what_to_type(self, home: Home, entries: dict[str, Path]) -> None:
        with Terminal("--home", str(home.folder), "due", columns=120) as terminal:
            assert 0 == terminal.status()
            assert f"playbook --home {home.folder} done" in terminal.text
