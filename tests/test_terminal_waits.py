from __future__ import annotations

import re
from pathlib import Path

import pytest
from homes import Home, answers, run
from terminal import BACK, CLEAR, ENTER, LEAVE, Terminal, terminals

WAITING = """
title = "Waiting"
summary = "There is a day to wait for."

[[step]]
id = "one"
title = "Before the day"

[[step.question]]
id = "call_on"
type = "date"
prompt = "Which day?"
follow_up = "Call {client}"

[[step]]
id = "two"
title = "On the day"
wait = { until = "call_on" }

[[step.question]]
id = "said"
type = "text"
prompt = "What did they say?"
"""
OFFER = "You said: Call"


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("waiting", WAITING)


def begin(home: Home, client: str) -> Path:
    follow_up = f"\n## Follow-ups\n\n- [ ] 2031-03-04 Call {client}\n- [ ] 2031-03-04 Call their boss\n"
    return home.begin("waiting", client, f"- call_on: 2031-03-04\n{follow_up}")


def field(path: Path, key: str) -> str:
    """Return a field of an entry's front matter; empty if it is not there."""
    found = re.search(rf"^{key}: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else ""


def follow_ups(path: Path) -> list[str]:
    return re.findall(r"^- \[.\] .*$", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_a_walk_rests_until_its_day_and_says_how_to_come_back(home: Home) -> None:
    with Terminal("waiting", "Acme Studio") as terminal:
        terminal.answer("Which day?", "2031-03-04")

        assert 0 == terminal.status()
        assert "Call Acme Studio: Tuesday 4 March 2031" in terminal.text
        assert 'When you are back: playbook waiting "Acme Studio"' in terminal.text
        assert "For your calendar: playbook due --ics acme-studio.ics" in terminal.text
        assert ("open", "2031-03-04") == (
            field(home.entry, "status").strip('"'),
            field(home.entry, "waiting_until"),
        )
        assert ["- [ ] 2031-03-04 Call Acme Studio"] == follow_ups(home.entry)


def test_back_before_the_day_it_can_be_left_begun_moved_or_closed(home: Home) -> None:
    clients = ("Left", "Keyed", "Gone", "Begun", "Moved", "Closed")
    entries = {client: begin(home, client) for client in clients}
    before = {client: path.read_bytes() for client, path in entries.items()}
    with terminals(*(["waiting", client] for client in clients)) as opened:
        left, keyed, gone, begun, moved, closed = opened
        left.choose(OFFER, "Leave it until then")
        keyed.expect_question(OFFER)
        keyed.send(BACK)
        keyed.until(lambda: "2031-03-04" in keyed.question, "back at the day")
        keyed.send(ENTER)
        keyed.choose(OFFER, "Leave it until then")
        gone.expect_question(OFFER)
        gone.send(LEAVE)
        begun.choose(OFFER, "Go on now anyway")
        begun.answer("What did they say?", "that it is over")
        begun.choose("“Call Begun” is down for", "Yes, tick it off")
        moved.choose(OFFER, "Choose another date")
        moved.expect_question("Which day?")
        moved.until(lambda: "2031-03-04" in moved.question, "prefilled")
        moved.send(CLEAR)
        moved.answer("Which day?", "2032-05-06")
        closed.choose(OFFER, "Close this walk")

        assert [0] * 6 == [terminal.status() for terminal in opened]
        assert all("When you are back:" in terminal.text for terminal in (left, keyed, gone, moved))
    for client in ("Left", "Keyed", "Gone"):
        assert before[client] == entries[client].read_bytes()
    assert {"call_on": "2031-03-04", "said": "that it is over"} == answers(entries["Begun"])
    assert '"done"' == field(entries["Begun"], "status")
    assert ["- [x] 2031-03-04 Call Begun", "- [ ] 2031-03-04 Call their boss"] == follow_ups(entries["Begun"])

    assert {"call_on": "2032-05-06"} == answers(entries["Moved"])
    assert ("2032-05-06", '"open"') == (
        field(entries["Moved"], "waiting_until"),
        field(entries["Moved"], "status"),
    )
    assert ["- [ ] 2032-05-06 Call Moved", "- [ ] 2031-03-04 Call their boss"] == follow_ups(entries["Moved"])

    assert ('"closed"', "") == (field(entries["Closed"], "status"), field(entries["Closed"], "waiting_until"))
    assert before["Closed"].count(b"\n") == entries["Closed"].read_bytes().count(b"\n")


def test_another_date_that_is_already_there_goes_on_at_once_and_going_back_from_it_asks_again(
    home: Home,
) -> None:
    path = begin(home, "Acme")
    with Terminal("waiting", "Acme") as terminal:
        terminal.choose(OFFER, "Choose another date")
        terminal.expect_question("Which day?")
        terminal.type("abc")
        terminal.send(BACK)
        terminal.choose(OFFER, "Choose another date")
        terminal.expect_question("Which day?")
        terminal.send(CLEAR)
        terminal.answer("Which day?", "today")
        terminal.answer("What did they say?", "that it is over")

        assert 0 == terminal.status()
        assert "that it is over" == answers(path)["said"]


ENOUGH = "If that's enough for today, Ctrl-C leaves it here, and this step waits for you."


@pytest.mark.parametrize("how", [[], ["--plain"]])
def test_a_step_whose_day_has_come_already_says_that_it_can_wait(how: list[str]) -> None:
    with Terminal("waiting", "Acme", *how) as terminal:
        terminal.expect("Which day?")
        terminal.send("today")
        terminal.settle()
        terminal.send(ENTER)
        terminal.expect("What did they say?")

        assert ENOUGH in terminal.text

        terminal.send(LEAVE)

        assert 0 == terminal.status()
        assert f'When you are back: playbook waiting "Acme"{" --plain" if how else ""}' in terminal.text
    with Terminal("waiting", "Acme", *how) as terminal:
        terminal.expect("What did they say?")

        assert ENOUGH not in terminal.text


def test_a_step_that_is_begun_before_its_day_was_wanted(home: Home) -> None:
    begin(home, "Acme")
    with Terminal("waiting", "Acme") as terminal:
        terminal.choose(OFFER, "Go on now anyway")
        terminal.expect_question("What did they say?")

        assert ENOUGH not in terminal.text


def test_a_dry_run_leaves_nothing_for_a_calendar(home: Home) -> None:
    ended = run("waiting", "Acme", "--dry-run", typed="2031-03-04\nGone.\n")

    assert (0, False) == (ended.returncode, "calendar" in ended.stderr)
    assert [] == home.entries


def test_a_home_of_its_own_is_named_for_the_calendar_too(home: Home) -> None:
    ended = run("--home", str(home.folder), "waiting", "Ça & Là", typed="2031-03-04\n")

    assert f"For your calendar: playbook --home {home.folder} due --ics ca-la.ics" in ended.stderr


def test_left_at_the_date_it_is_moved_to_it_still_waits(home: Home) -> None:
    path = begin(home, "Acme")
    with Terminal("waiting", "Acme") as terminal:
        terminal.choose(OFFER, "Choose another date")
        terminal.expect_question("Which day?")
        terminal.type("abc")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
        assert "2031-03-04" == answers(path)["~call_on"]


def test_the_plain_face_offers_the_same_before_the_day(home: Home) -> None:
    path = begin(home, "Acme")

    assert 0 == run("waiting", "Acme", typed="leave\n").returncode
    assert {"call_on": "2031-03-04"} == answers(path)
    assert 0 == run("waiting", "Acme", typed="date\n2032-05-06\n").returncode
    assert "2032-05-06" == field(path, "waiting_until")
    assert 0 == run("waiting", "Acme", typed="now\nthat it is over\nyes\n").returncode
    assert ["- [x] 2032-05-06 Call Acme", "- [ ] 2031-03-04 Call their boss"] == follow_ups(path)
