"""When a walk began: moments of several zones in one order, and one day wherever it is read."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from homes import Home, run
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.journal.folder import Journal
from playbook.journal.record import day_of, day_shown, moment_of
from playbook.query.listing import listed

FIRST, SECOND = "2026-11-20T02:50:00+02:00", "2026-11-20T02:10:00+01:00"
"""Twenty minutes apart, and the other way round as texts."""

_minutes = st.integers(-14 * 60, 14 * 60)
zones = st.one_of(st.none(), _minutes.map(lambda minutes: timezone(timedelta(minutes=minutes))))
moments = st.builds(
    lambda at, zone: at.replace(tzinfo=zone),
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 - the ends of a span
    zones,
)
written = moments.map(datetime.isoformat) | st.dates().map(date.isoformat) | st.text(max_size=30)


def begin(home: Home, client: str, started: str, playbook: str = "lost", answers: str = "") -> Path:
    path = home.begin(playbook, client, answers)
    text = path.read_text(encoding="utf-8").replace(
        "started: 2026-11-20T09:00:00+00:00", f"started: {started}"
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def two(home: Home) -> Home:
    """Two walks for a client; by their files' names, too, the later one comes first."""
    begin(home, "Acme", SECOND, answers="- contact: The later one\n")
    begin(home, "Ácme", FIRST, answers="- contact: The earlier one\n")
    return home


class TestMoments:
    @given(one=moments, other=moments)
    def test_they_sort_as_they_follow_on_each_other(self, one: datetime, other: datetime) -> None:
        first, second = (at if at.tzinfo else at.replace(tzinfo=UTC) for at in (one, other))

        assert (first < second) == (moment_of(one.isoformat()) < moment_of(other.isoformat()))

    @given(text=written)
    @example(text="0001-01-01T00:00:00+14:00")
    @example(text="9999-12-31T23:59:59-14:00")
    @example(text="")
    def test_whatever_stands_there_sorts(self, text: str) -> None:
        assert moment_of(text) >= moment_of("no moment at all")

    @given(text=written)
    @example(text="20261122")
    @example(text="2026-W47-5")
    @example(text="2026-11-22T99:00:00")
    @example(text="2026-11-22 and so on")
    def test_the_day_that_is_counted_is_the_one_that_is_shown(self, text: str) -> None:
        found = day_of(text)

        assert found is None or found.isoformat() == day_shown(text)


class TestTheLaterOne:
    def test_comes_last_in_lists(self, two: Home) -> None:
        assert ["Ácme", "Acme"] == [row.client for row in listed(Journal(two.journal).records())]
        assert ["Ácme", "Acme"] == [head.client for head in Journal(two.journal).of_client("acme", "lost")]
        assert ["Acme"] == Journal(two.journal).clients()

    def test_comes_last_in_an_export(self, two: Home) -> None:
        assert ["Ácme", "Acme"] == [row["client"] for row in json.loads(run("export").stdout)]
        assert ["Ácme", "Acme"] == [
            row["client"] for row in csv.DictReader(io.StringIO(run("export", "-f", "csv").stdout))
        ]

    def test_is_the_one_that_is_shown(self, two: Home) -> None:
        assert "The later one" in run("show", "acme").stdout

    def test_is_the_one_that_another_walk_carries_from(self, two: Home) -> None:
        head, carry = 'title = "After"\nsummary = "After."\n', 'carry_from = ["lost", "much_later"]\n'
        step = '[[step]]\nid = "one"\ntitle = "One"\n'
        question = '[[step.question]]\nid = "contact"\ntype = "text"\nprompt = "Who?"\n'
        two.add_playbook("lost", head + step + question)
        two.add_playbook("much_later", head + step + question)
        two.add_playbook("after", head + carry + step + question)
        # Begun after the walk that it would be carried to, though not as a text.
        begin(two, "acme", "2026-11-20T03:20:00-01:00", "much_later", "- contact: Too late\n")
        begun = begin(two, "Acmé", "2026-11-20T03:30:00+02:00", "after")

        run("after", "acme", typed="\n")

        assert "- contact: The later one" in begun.read_text(encoding="utf-8")


@pytest.mark.parametrize("started", ["20261122T091403", "2026-W47-7"])
def test_the_day_is_a_day_however_it_is_written(home: Home, started: str) -> None:
    begin(home, "Acme", started, answers="- certainty: told_final\n- reason: price — Price\n")

    assert run("journal").stdout.startswith("2026-11-22\tAcme\t")
    assert "2026-11-22 Acme reason: price — Price\n" == run("grep", "price").stdout
    assert "quarters\t2026-Q4\t1\t1\n" in run("stats").stdout


def test_whole_numbers_are_exported_as_they_stand(home: Home) -> None:
    home.add_playbook(
        "count",
        'title = "Count"\nsummary = "Count."\n[[step]]\nid = "one"\ntitle = "One"\n'
        '[[step.question]]\nid = "number"\ntype = "number"\nprompt = "How many?"\n'
        '[[step.question]]\nid = "paid"\ntype = "money"\nprompt = "How much?"\n',
    )
    home.begin("count", "Acme", "- number: 999999999999999\n- paid: -999999999999999.00 EUR\n")
    home.begin("count", "Small", "- number: -.50\n- paid: .0 EUR\n")

    assert [(999999999999999, -999999999999999), (-0.5, 0)] == [
        (row["number"], row["paid"]) for row in json.loads(run("export").stdout)
    ]


@pytest.mark.parametrize("arguments", [("--home", ""), ("--home=",), ("journal", "--home", "")])
def test_a_home_without_a_name_is_refused(arguments: tuple[str, ...]) -> None:
    ended = run(*arguments)

    assert (2, "") == (ended.returncode, ended.stdout)
    assert "--home needs a folder." in ended.stderr
