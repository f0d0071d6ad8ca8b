"""`playbook journal`."""

from __future__ import annotations

import json
import subprocess

import pytest
from homes import PLAYBOOK, Home, changed, run

from playbook.journal.record import Record
from playbook.query.listing import table
from playbook.text import width_of


def rows() -> list[Record]:
    long, wide = "Acme Studio with a name that is very long indeed", "株式会社ながいなまえのかいしゃ株式会社"
    return [
        Record("a.md", "lost", long, "done", "2025-01-02T10:00:00", "", ""),
        Record("b.md", "lost", wide, "open", "2026-01-02", "", "2026-11-24"),
        Record("c.md", "review", "", "open", "2026-01-03", "", ""),
    ]


@pytest.mark.parametrize("columns", [20, 40, 59, 60, 80, 120])
def test_a_table_fits_its_terminal(columns: int) -> None:
    lines = list(table(rows(), columns))

    assert [] == [line for line in lines if width_of(line) > columns]
    assert (6 if columns < 60 else 3) == len(lines)
    assert columns < 60 or "2026-01-02  株式会社" in lines[1]


def test_into_a_pipe_an_entry_is_a_line_with_tabs_between(home: Home) -> None:
    two, one = home.begin("lost", "Beta"), home.begin("lost", "Acme")

    ended = run("journal")

    assert [f"2026-11-20\t{name}\tlost\topen\t{path}" for name, path in (("Acme", one), ("Beta", two))] == (
        ended.stdout.splitlines()
    )
    assert (0, "") == (ended.returncode, ended.stderr)


def test_as_json_it_is_an_array_of_objects(home: Home) -> None:
    path = home.begin("lost", "Acme")
    home.begin("lost", "Beta")
    moment = "2026-11-20T09:00:00+00:00"

    first, second = json.loads(run("journal", "--json").stdout)

    assert {
        "path": str(path),
        "playbook": "lost",
        "client": "Acme",
        "status": "open",
        "started": moment,
        "updated": moment,
        "waiting_until": None,
    } == first
    assert "Beta" == second["client"]


def test_an_empty_journal_is_said_kindly(home: Home) -> None:
    for extra, out in (((), ""), (("--json",), "[\n]\n")):
        ended = run("journal", *extra)
        assert (0, out, 1) == (ended.returncode, ended.stdout, len(ended.stderr.splitlines()))
    assert not home.journal.exists()


def test_what_is_passed_over_is_said_once(home: Home) -> None:
    home.begin("lost", "Acme")
    for name in ("a.md", "b.md"):
        (home.journal / name).write_text("notes", encoding="utf-8")

    ended = run("journal")

    assert (1, "2 files in ~/playbook/journal are left out. They are not entries, or cannot be read.\n") == (
        len(ended.stdout.splitlines()),
        ended.stderr,
    )


def test_entries_in_folders_are_told_of(home: Home) -> None:
    begun = home.begin("lost", "Acme")
    (home.journal / "2025").mkdir()
    begun.rename(home.journal / "2025" / "old.md")
    (home.journal / "2025" / "notes.md").write_text("Only mine.\n", encoding="utf-8")

    assert "1 entry lies in a folder within ~/playbook/journal" in run("journal").stderr
    assert "~/playbook/journal/2025/old.md:1:1: warning: entries are read in" in run("check").stdout


def test_no_escape_reaches_the_terminal(home: Home) -> None:
    path = home.begin("lost", "Acme")
    path.write_text(
        path.read_text("utf-8").replace('"Acme"', '"A\\u001b[31m\\tB\x1b\u202e"'), encoding="utf-8"
    )

    (line,) = run("journal").stdout.splitlines()

    assert "A[31m B" == line.split("\t")[1]


def test_a_closed_pipe_ends_quietly(home: Home) -> None:
    for number in range(60):
        home.begin("lost", f"Client{number}{'x' * 2000}"[:150] + str(number))
    child = subprocess.Popen(  # noqa: S603 - our own command
        [*PLAYBOOK, "journal"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=changed(None)
    )
    assert child.stdout is not None
    child.stdout.close()
    _, said = child.communicate(timeout=20)

    assert b"" == said
