"""`playbook stats`."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from homes import PLAYBOOK, Home, run
from journals import fill
from rich.cells import cell_len
from terminal import Terminal

LOSS = "- certainty: told_final — They told me, and it sounded final\n"
REASON = LOSS + "- reason: price.rate_rise — Price: After I raised it\n"
BLOCKS = set("█▏▎▍▌▋▊▉░")

Answer = dict[str, dict[str, dict[str, Any]]]


def told(*arguments: str) -> Answer:
    ended = run("stats", "--json", *arguments)
    assert 0 == ended.returncode, ended.stderr
    answer: Answer = json.loads(ended.stdout)
    return answer


def numbers(*arguments: str) -> dict[str, tuple[str, str]]:
    """Return every number of the table, with its n, by figure and key."""
    lines = [line.split("\t") for line in run("stats", *arguments).stdout.splitlines()]
    return {f"{figure} {key}": (value, n) for figure, key, value, n in lines}


# The same figures, asked of the exported table in another language.
SQL = """
select 'losses all', count(*), count(*) from lost
union all select 'reasons ' || slug(reason), count(*), (select count(*) from lost where slug(reason) <> '' and
    reason <> 'unknown') from lost where reason not in ('', 'unknown') group by slug(reason)
union all select 'reasons ' || reason, count(*), (select count(*) from lost where slug(reason) <> '' and
    reason <> 'unknown') from lost where reason like '%.%' group by reason
union all select 'reasons unknown', sum(reason = 'unknown'), count(*) from lost
union all select 'reasons (not given)', sum(reason = ''), count(*) from lost
union all select 'quarters ' || quarter(started), count(*), (select count(*) from lost) from lost
    group by quarter(started)
union all select 'quarters (no date)', 0, count(*) from lost
union all select 'control mine', sum(control = 'mine'), sum(control <> '') from lost
union all select 'control shared', sum(control = 'shared'), sum(control <> '') from lost
union all select 'control theirs', sum(control = 'theirs'), sum(control <> '') from lost
union all select 'control mine_or_shared', sum(control in ('mine', 'shared')), sum(control <> '') from lost
union all select 'control unknown', sum(control = '' and reason = 'unknown'), count(*) from lost
union all select 'control (not given)', sum(control = '' and reason <> 'unknown'), count(*) from lost
union all select 'revenue ' || monthly_value_currency, sum(monthly_value), count(*) from lost
    where monthly_value <> '' group by monthly_value_currency
union all select 'revenue ' || monthly_value_currency || '.' || iif(fit_band = '', '(not given)', fit_band),
    sum(monthly_value), count(*) from lost where monthly_value <> '' group by monthly_value_currency, fit_band
union all select 'revenue (not given)', sum(monthly_value = ''), count(*) from lost
union all select 'income income', 5000, count(*) from lost where monthly_value_currency = 'EUR'
union all select 'income lost', sum(monthly_value), count(*) from lost where monthly_value_currency = 'EUR'
union all select 'income median_percent', median(monthly_value / 50), count(*) from lost
    where monthly_value_currency = 'EUR'
union all select 'heard why', count(*), (select count(*) from lost) from lost
    where call_outcome in ('talked', 'wrote') or second_outcome in ('talked', 'wrote')
union all select 'guess right', sum(slug(my_guess) = slug(reason)), count(*) from guessed
union all select 'guess ' || slug(my_guess) || '>' || slug(reason), count(*), (select count(*) from guessed)
    from guessed where slug(my_guess) <> slug(reason) group by slug(my_guess), slug(reason)
union all select 'guess unknown', count(*), (select count(*) from lost) from lost
    where 'unknown' in (my_guess, reason) and '' not in (my_guess, reason)
union all select 'guess (not given)', sum('' in (my_guess, reason)), count(*) from lost
union all select 'promises broken', sum(promise <> ''), count(*) from lost
union all select 'promises repaired', sum(offer = 'repair' and ticked = 'yes'), count(*) from lost
    where promise <> ''
union all select 'hindsight changed', sum(slug(reason) <> slug(reason_now)), count(*) from looked_back
    where reason <> '' and 'unknown' not in (reason, reason_now)
union all select 'hindsight unknown', sum(reason = '' or 'unknown' in (reason, reason_now)), count(*)
    from looked_back
union all select 'referrals asked', sum('sent' in (referral, referral_later)), count(*) from eligible
union all select 'referrals introductions', sum(introductions), count(*) from eligible
    where 'sent' in (referral, referral_later) and introductions <> ''
union all select 'referrals (not given)', sum(introductions = ''), count(*) from eligible
    where 'sent' in (referral, referral_later)
union all select 'stayed stays', sum(stayed), count(*) from walks where stayed or door_now = 'settled'
union all select 'stayed open', sum(door_now = 'open' and not stayed), count(*) from walks
    where stayed or door_now in ('settled', 'open')
union all select 'kept kept', sum(change_kept = 'yes'), count(*) from walks where change_kept <> ''
union all select 'recovery came_back', sum(outcome in ('returned', 'partial')), count(*) from past
    where outcome <> ''
union all select 'recovery (not given)', sum(outcome = ''), count(*) from past
union all select 'fit median', median(fit), count(*) from lost where fit <> ''
union all select 'runway months', median(runway_months), count(*) from lost where runway_months <> ''
union all select 'runway none', sum(runway = 'none'), count(*) from lost where runway <> ''
union all select 'days call', median(julianday(callback_on) - julianday(substr(started, 1, 10))), count(*)
    from lost where callback_on >= substr(started, 1, 10) and call_outcome <> ''
union all select 'days closing', median(julianday(closing_on) - julianday(substr(started, 1, 10))), count(*)
    from lost where closing_on >= substr(started, 1, 10)
union all select 'sting change', median(sting_now - sting), count(*) from lost
    where sting <> '' and sting_now <> ''
"""


class Median:
    """SQLite has none of its own."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def step(self, value: float) -> None:
        self.values.append(float(value))

    def finalize(self) -> float | None:
        ordered, half = sorted(self.values), len(self.values) // 2
        if not ordered:
            return None
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


VIEWS = """
create view walks as select *, door_now = 'stays'
    or (outcome = 'returned' and last_day <> '' and substr(updated, 1, 10) < last_day) as stayed from told;
create view lost as select * from walks where not stayed and (certainty in ('told_final', 'told_open')
    or call_outcome in ('talked', 'wrote', 'declined')
    or second_outcome not in ('', 'false_alarm', 'not_asked'));
create view eligible as select * from lost where terms in ('good', 'mixed')
    and (instr(', ' || loose_ends || ',', ', invoice,') = 0 or 'yes' in (invoice_paid, invoice_paid_later))
    and (call_outcome in ('talked', 'wrote') or second_outcome in ('talked', 'wrote'));
create view guessed as select * from lost
    where 'unknown' not in (my_guess, reason) and '' not in (my_guess, reason);
create view looked_back as select * from lost where reason_now <> '';
"""
AHEAD = (
    *("door_now", "reason_now", "last_day", "change_kept", "invoice_paid", "invoice_paid_later"),
    *("referral_later", "runway", "runway_months"),
)
"""Questions that the shipped walk need not have."""


def ticked(path: str) -> str:
    """Return `yes` where the follow-up of what was owed is ticked in an entry."""
    return "yes" if re.search(r"^- \[x\] \S+ Deliver", Path(path).read_text(encoding="utf-8"), re.M) else ""


def by_sql(exported: str) -> dict[str, tuple[float, int]]:
    header, *rows = csv.reader(io.StringIO(exported))
    more = [name for name in AHEAD if name not in header]
    rows = [[*row, *([""] * len(more)), ticked(row[header.index("path")])] for row in rows]
    header += [*more, "ticked"]
    database = sqlite3.connect(":memory:")
    database.create_function("slug", 1, lambda text: text.partition(".")[0])
    database.create_function("quarter", 1, lambda day: f"{day[:4]}-Q{-(-int(day[5:7]) // 3)}")
    database.create_aggregate("median", 1, Median)  # type: ignore[arg-type] # its values come as they are
    numeric = {"monthly_value", "fit", "sting", "sting_now", "introductions", "runway_months"}
    columns = ", ".join(f'"{name}" {"numeric" if name in numeric else "text"}' for name in header)
    database.execute(f"create table told ({columns})")
    database.executemany(f"insert into told values ({', '.join('?' * len(header))})", rows)  # noqa: S608 - marks
    database.executescript(VIEWS)
    today = datetime.now().astimezone().date().isoformat()
    database.execute(
        f"create view past as select * from lost where julianday('{today}') - "  # noqa: S608 - a day
        "julianday(iif(callback_on = '', substr(started, 1, 10), callback_on)) >= 90"
    )
    return {key: (value or 0, n) for key, value, n in database.execute(SQL) if value is not None or n == 0}


class TestTwoHundredEntries:
    @pytest.fixture
    def journal(self, home: Home) -> Home:
        fill(home.journal, 200)
        (home.folder / "config.toml").write_text(
            'monthly_income = 5000\ncurrency = "EUR"\n', encoding="utf-8"
        )
        return home

    @pytest.mark.parametrize("filters", [(), ("--since", "2020", "--status", "done")])
    def test_every_number_is_the_one_that_sql_counts_in_the_export(
        self, journal: Home, filters: tuple[str, ...]
    ) -> None:
        expected = by_sql(run("export", "--format", "csv", *filters).stdout)
        counted = {key: (float(value or 0), int(n)) for key, (value, n) in numbers(*filters).items()}

        assert 100 < len(expected)
        for key, (value, n) in expected.items():
            # A percentage has one decimal.
            assert pytest.approx(value, abs=0.05) == counted[key][0], key
            assert n == counted[key][1], key
        assert expected.keys() == counted.keys()

    def test_json_has_the_same_numbers(self, journal: Home) -> None:
        flat = {f"{name} {key}": one for name, part in told().items() for key, one in part.items()}

        assert {key: (float(value or 0), int(n)) for key, (value, n) in numbers().items()} == {
            key: (float(one["value"] or 0), one["n"]) for key, one in flat.items()
        }

    @pytest.mark.parametrize("columns", [40, 80, 120])
    def test_it_is_drawn_within_the_width(self, journal: Home, columns: int) -> None:
        with Terminal("stats", columns=columns, rows=200) as terminal:
            assert 0 == terminal.status()
            lines = terminal.lines

        drawn = [line for line in lines if line.strip()]
        losses = int(numbers()["losses all"][0])
        assert 100 < losses < 200
        assert drawn[0].startswith(f"{losses} clients lost, 2016 to 2026")
        assert any(BLOCKS & set(line) for line in drawn)
        assert max(cell_len(line.rstrip()) for line in drawn) <= min(columns, 72)
        assert "Somebody or something else does it now" in " ".join(" ".join(drawn).split())


class TestFaces:
    def test_without_colour_no_colour_is_sent(self, home: Home) -> None:
        home.begin("lost", "Acme", REASON)
        with Terminal("stats", extra={"NO_COLOR": "1"}) as terminal:
            assert 0 == terminal.status()

        assert not re.search(rb"\x1b\[[0-9;]*3[0-9]m", terminal.raw)
        assert any("Price" in line for line in terminal.lines)

    @pytest.mark.parametrize("how", ["--plain", "dumb", "configured"])
    def test_a_screen_reader_hears_labels_and_numbers(self, home: Home, how: str) -> None:
        home.begin("lost", "Acme", REASON)
        if how == "configured":
            (home.folder / "config.toml").write_text("plain = true\n", encoding="utf-8")
        extra = {"TERM": "dumb"} if how == "dumb" else {}
        with Terminal("stats", *(["--plain"] if how == "--plain" else []), extra=extra) as terminal:
            assert 0 == terminal.status()

        assert not BLOCKS & set(terminal.raw.decode())
        assert b"\x1b" not in terminal.raw
        assert "  Price: 1" in [line.rstrip() for line in terminal.lines]

    def test_plain_is_plain_into_a_pipe_too(self, home: Home) -> None:
        home.begin("lost", "Acme", REASON)

        assert "Why they left (1 of 1 known):\n  Price: 1\n" in run("stats", "--plain").stdout

    def test_where_no_block_can_be_shown_bars_are_of_ascii(self, home: Home) -> None:
        home.begin("lost", "Acme", REASON)
        with Terminal("stats", command=PLAYBOOK, extra={"PYTHONIOENCODING": "ascii"}) as terminal:
            assert 0 == terminal.status()

        assert any(re.search(r"Price +#+ +1$", line.rstrip()) for line in terminal.lines)

    def test_under_five_there_is_no_percentage_anywhere(self, home: Home) -> None:
        for name in ("Acme", "Blue", "Cold", "Dusk"):
            home.begin("lost", name, REASON + "- my_guess: price — Price\n- control: mine — Mostly mine\n")

        assert "%" not in run("stats", "--plain").stdout
        assert {None} == {one.get("percent") for part in told().values() for one in part.values()}

    def test_what_stands_in_an_entry_cannot_drive_the_terminal(self, home: Home) -> None:
        home.begin("lost", "Acme", LOSS + "- reason: cost — Pri\x1b[31mce\x07\n")
        with Terminal("stats") as terminal:
            assert 0 == terminal.status()

        assert b"\x07" not in terminal.raw
        assert any("Pri[31mce" in line for line in terminal.lines)
        assert "\x1b" not in run("stats", "--plain").stdout + run("stats", "--json").stdout


class TestEmpty:
    @pytest.mark.parametrize("arguments", [(), ("--plain",)])
    def test_an_empty_journal_is_one_kind_line(self, home: Home, arguments: tuple[str, ...]) -> None:
        ended = run("stats", *arguments)

        assert (0, "") == (ended.returncode, ended.stdout)
        assert "There is nothing to count: no client in your journal has left.\n" == ended.stderr
        assert not home.folder.exists()

    def test_json_is_whole_all_the_same(self, home: Home) -> None:
        answer = told()

        assert {"value": 0, "n": 0} == answer["losses"]["all"]
        assert {"value": None, "n": 0} == answer["fit"]["median"]

    @pytest.mark.parametrize(
        "answers", ["", "- certainty: suspect — I am afraid so\n", LOSS + "- door_now: stays\n"]
    )
    def test_a_walk_that_was_only_opened_is_no_loss_and_neither_is_who_stays(
        self, home: Home, answers: str
    ) -> None:
        home.begin("lost", "Acme", answers)

        assert 0 == told()["losses"]["all"]["value"]
        assert ("stays" in answers) == ("They stayed after all: 1 of 1" in run("stats", "--plain").stdout)

    def test_a_filter_that_fits_nothing_says_so(self, home: Home) -> None:
        home.begin("lost", "Acme", REASON)
        ended = run("stats", "--status", "done")

        assert (0, "", "No entry matches.\n") == (ended.returncode, ended.stdout, ended.stderr)


class TestFilters:
    def test_they_choose_the_entries(self, home: Home) -> None:
        home.begin("lost", "Acme", REASON)
        home.begin("lost", "Blue", LOSS + "- reason: value — Not worth it\n")

        assert 1 == told("--client", "acme")["losses"]["all"]["value"]
        assert 1 == told("--where", "reason=value")["losses"]["all"]["value"]
        assert 0 == told("--since", "2027-01-01")["losses"]["all"]["value"]

    def test_a_playbook_of_your_own_is_counted_where_it_is_named(self, home: Home) -> None:
        home.begin("gone", "Acme", REASON)

        assert 0 == told()["losses"]["all"]["value"]
        assert 1 == told("--playbook", "gone")["reasons"]["price"]["value"]


def test_a_file_that_is_no_entry_is_passed_over_and_said(home: Home) -> None:
    home.begin("lost", "Acme", REASON)
    (home.journal / "notes.md").write_bytes(b"\xff\xfe not an entry")
    ended = run("stats")

    assert "losses\tall\t1\t1" == ended.stdout.splitlines()[0]
    assert ended.stderr.startswith("1 file in ")


def test_of_an_id_that_stands_there_twice_the_first_line_counts(home: Home) -> None:
    home.begin("lost", "Acme", REASON + "\n- reason: value — Not worth it\n")

    assert ("1", "1") == numbers()["reasons price"]


@pytest.mark.parametrize("end", ["\r\n", "  \n", "\r"])
def test_how_lines_end_makes_no_difference(home: Home, end: str) -> None:
    fill(home.journal, 5)
    before = numbers()
    for path in home.entries:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\n", end) if end != "\r" else text.rstrip() + end, "utf-8", newline="")

    assert before == numbers()


def test_latin_1_in_an_answer_is_counted_and_shown(home: Home) -> None:
    path = home.begin("lost", "Acme", LOSS + "- reason: cost — Prix\n")
    path.write_bytes(path.read_bytes().replace(b"Prix", b"Pr\xeex"))

    assert "  Prx: 1\n" in run("stats", "--plain").stdout
    assert "Prx" == told()["reasons"]["cost"]["label"]
