"""Terminals and people for whom nothing is drawn: every listing is then line below line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from homes import Home
from terminal import Terminal

from playbook.dates import in_full

WAYS = {"a dumb terminal": {"TERM": "dumb"}, "a configuration": {}}


@pytest.fixture(params=WAYS)
def plainly(request: pytest.FixtureRequest, home: Home) -> Mapping[str, str]:
    """What has to stand in the environment; the configuration is written."""
    home.begin(
        "lost",
        "Acme",
        "- certainty: told_final — They told me\n\n- [ ] 2026-11-20 **Call** Acme\n- [ ] 2026-11-20 Write\n",
    )
    if not WAYS[request.param]:
        (home.folder / "config.toml").write_text("plain = true\n", encoding="utf-8")
    return WAYS[request.param]


def shown(*arguments: str, extra: Mapping[str, str]) -> list[str]:
    with Terminal(*arguments, columns=200, extra=extra) as terminal:
        assert 0 == terminal.status()
        return [line.rstrip() for line in terminal.lines if line.strip()]


def test_what_is_due_is_a_line_for_each(home: Home, plainly: Mapping[str, str]) -> None:
    lines = shown("due", extra=plainly)

    assert ["2026-11-20", "2026-11-20"] == [line[:10] for line in lines]
    assert lines[0].endswith(str(home.entry))


def test_an_entry_is_a_line_in_the_journal(home: Home, plainly: Mapping[str, str]) -> None:
    assert [f"2026-11-20    Acme    lost    open    {home.entry}"] == shown("journal", extra=plainly)


def test_an_entry_is_read_out(plainly: Mapping[str, str]) -> None:
    day = in_full(date(2026, 11, 20), datetime.now().astimezone().date(), "en")

    assert [
        "Acme",
        "  certainty: They told me",
        f"- [ ] {day}: **Call** Acme",
        f"- [ ] {day}: Write",
    ] == shown("show", extra=plainly)


def test_figures_are_told(plainly: Mapping[str, str]) -> None:
    assert "1 client lost, 2026" == shown("stats", extra=plainly)[0]


def test_the_list_to_tick_off_is_numbered(plainly: Mapping[str, str]) -> None:
    with Terminal("done", extra=plainly) as terminal:
        terminal.expect("Answer with numbers")
        terminal.send("\r")
        assert 0 == terminal.status()
