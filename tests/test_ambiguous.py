"""What could be several answers is asked about where somebody can be asked, and is an error elsewhere."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from homes import Home, answers, run
from terminal import BACK, ENTER, LEAVE, Terminal

PLAYBOOK = """
title = "Either"
summary = "A day and an amount."

[[step]]
id = "all"
title = "All of it"

[[step.question]]
id = "day"
type = "date"
prompt = "By when?"

[[step.question]]
id = "fee"
type = "money"
prompt = "How much?"
min = 1

[[step.question]]
id = "last"
type = "text"
prompt = "Anything else?"
"""


@pytest.fixture(autouse=True)
def _playbook(home: Home) -> None:
    home.add_playbook("either", PLAYBOOK)


def test_the_plain_face_asks_which_is_meant(home: Home) -> None:
    asked = run("either", "Acme", "--plain", typed="12/05/2030\n2\n$5\n5.00 USD\n-\n")

    assert 0 == asked.returncode, asked.stderr
    assert {"day": "2030-12-05", "fee": "5.00 USD", "last": "(skipped)"} == answers(home.entry)
    offered = "Which do you mean?\n1  Sunday 12 May 2030 (2030-05-12)\n2  Thursday 5 December"
    assert offered in asked.stderr


def test_it_can_be_typed_again_instead(home: Home) -> None:
    asked = run("either", "Acme", "--plain", typed="12/05/2030\n3\n2030-07-01\n$5\n<\n6 CHF\n-\n")

    assert 0 == asked.returncode, asked.stderr
    assert {"day": "2030-07-01", "fee": "6.00 CHF", "last": "(skipped)"} == answers(home.entry)
    assert "Offered: 12/05/2030" in asked.stderr


def test_the_terminal_asks_which_is_meant(home: Home) -> None:
    with Terminal("either", "Acme") as terminal:
        terminal.answer("By when?", "12/05/2030")
        terminal.choose("Which do you mean?", "Thursday 5 December 2030 (2030-12-05)")
        terminal.answer("How much?", "$5")
        terminal.expect_question("Which do you mean?")
        terminal.send(BACK)
        terminal.expect_question("How much?")
        terminal.expect_field("$5")
        terminal.send(ENTER)
        terminal.choose("Which do you mean?", "CA$5.00 (5.00 CAD)")
        terminal.answer("Anything else?", "")

        assert 0 == terminal.status()
    assert {"day": "2030-12-05", "fee": "5.00 CAD", "last": "(skipped)"} == answers(home.entry)


def test_what_was_typed_is_kept_while_it_is_asked(home: Home) -> None:
    with Terminal("either", "Acme") as terminal:
        terminal.answer("By when?", "12/05/2030")
        terminal.expect_question("Which do you mean?")
        terminal.send(LEAVE)
        terminal.status()

    assert "- day: (unfinished)\n  12/05/2030\n" in home.entry.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('day = "12/05/2030"', "That could be Sunday 12 May 2030 or Thursday 5 December 2030."),
        ('fee = "$5"', "That could be 5.00 USD, 5.00 CAD, "),
        ('fee = "5 net"', "I don't know a currency called net."),
        ('day = "venerdì"', "That is not a day I can read."),
    ],
)
def test_an_answers_file_is_refused_with_its_line(own_folder: Path, line: str, says: str) -> None:
    file = own_folder / "answers.toml"
    file.write_text(f"# answers\n{line}\n", encoding="utf-8")
    refused = run("either", "Acme", "--answers", str(file))

    assert 2 == refused.returncode
    assert f"{file}:2:1: `{line.partition(' ')[0]}`: {says}" in refused.stderr


def test_a_currency_is_asked_for_once(home: Home) -> None:
    first = run("either", "Acme", "--plain", typed="-\n2400\n2400 usd\n2400 USD\n-\n")

    assert 0 == first.returncode, first.stderr
    assert "In which currency? Type its code too, such as 2400 USD." in first.stderr
    assert "type USD in capital letters" in first.stderr
    assert "2400.00 USD" == home.answers("Acme")["fee"]

    second = run("either", "Beta", "--plain", typed="-\n900\n-\n")

    assert 0 == second.returncode, second.stderr
    assert "In which currency?" not in second.stderr
    assert "900.00 USD" == home.answers("Beta")["fee"]

    (home.folder / "config.toml").write_text('currency = "EUR"\n', encoding="utf-8")
    third = run("either", "Gamma", "--plain", typed="-\n800\n-\n")
    fourth = run("either", "Delta", "--plain", typed="-\n700 usd\n-\n")

    assert (0, 0) == (third.returncode, fourth.returncode)
    assert ["800.00 EUR", "700.00 USD"] == [home.answers(who)["fee"] for who in ("Gamma", "Delta")]


def test_without_a_terminal_a_currency_that_nobody_knows_is_an_error_with_its_line(
    home: Home, own_folder: Path
) -> None:
    file = own_folder / "answers.toml"
    file.write_text("# answers\nfee = 5\n", encoding="utf-8")
    refused = run("either", "Acme", "--answers", str(file))

    assert 2 == refused.returncode
    assert f"{file}:2:1: `fee`: In which currency?" in refused.stderr

    home.begin("lost", "Beta", "- before: 7.00 GBP\n- monthly_value: 5.00 CHF\n- words: 8.00 USD or so\n")
    assert 0 == run("either", "Acme", "--answers", str(file)).returncode
    assert "5.00 CHF" == home.answers("Acme")["fee"]


def test_a_day_that_is_over_by_now_may_stay_as_it_is(home: Home) -> None:
    home.add_playbook("call", PLAYBOOK.replace('prompt = "By when?"', 'prompt = "When?"\nfollow_up = "Call"'))
    yesterday = datetime.now().astimezone().date() - timedelta(1)
    home.begin("call", "Acme", f"- day: {yesterday}\n")
    asked = run("call", "Acme", "--plain", typed="<\n2001-01-01\n\n5 EUR\n-\n")

    assert 0 == asked.returncode, asked.stderr
    assert "or later." in asked.stderr
    assert str(yesterday) == answers(home.entry)["day"]


def test_a_day_with_a_follow_up_is_no_past_one(home: Home) -> None:
    home.add_playbook("call", PLAYBOOK.replace('prompt = "By when?"', 'prompt = "When?"\nfollow_up = "Call"'))
    asked = run("call", "Acme", "--plain", typed="yesterday\ntomorrow\n-\n-\n")
    tomorrow = datetime.now().astimezone().date() + timedelta(1)

    assert 0 == asked.returncode, asked.stderr
    assert "or later." in asked.stderr
    assert tomorrow == date.fromisoformat(answers(home.entry)["day"])


def test_a_walk_is_typed_and_shown_in_its_own_language(home: Home) -> None:
    home.add_playbook("either", f'language = "it"\n{PLAYBOOK}')
    asked = run("either", "Acme", "--plain", typed="1 dicembre 2030\n1.200 euro\n-\n")

    assert 0 == asked.returncode, asked.stderr
    assert {"day": "2030-12-01", "fee": "1200.00 EUR", "last": "(skipped)"} == answers(home.entry)
    assert "domenica 1º dicembre 2030" in asked.stderr
    assert "1.200,00\u00a0€" in asked.stderr
