"""What one walk hands on to another: `carry_from`."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import Home, answers, run
from samples import KNOWN, findings_of, question

from playbook.model.types.choice import Chosen
from playbook.session.replies import carried_answer
from playbook.written import Written

RISK = """
title = "Gone quiet"
summary = "They have gone quiet."

[[step]]
id = "look"
title = "Look"

[[step.question]]
id = "contact"
type = "text"
prompt = "Who?"

[[step.question]]
id = "mood"
type = "choice"
prompt = "How was it?"
choices = { cold = "Cold", warm = "Warm" }
"""

LOST = """
title = "Gone"
summary = "They have gone."
carry_from = ["risk"]

[[step]]
id = "why"
title = "Why"

[[step.question]]
id = "contact"
type = "text"
prompt = "Who do you talk to?"

[[step.question]]
id = "mood"
type = "choice"
prompt = "How is it now?"
default = "warm"
choices = { cold = "Cold", warm = "Warm", hot = "Hot" }
"""


@pytest.fixture
def two(home: Home) -> Home:
    """A home with a playbook that carries from another."""
    home.add_playbook("risk", RISK)
    home.add_playbook("gone", LOST)
    return home


def gone(home: Home) -> dict[str, str]:
    (path,) = [path for path in home.entries if path.name.endswith("_gone.md")]
    return answers(path)


class TestAWalkThatCarries:
    def test_begins_with_what_was_said_and_enter_keeps_it(self, two: Home) -> None:
        two.begin("risk", "Acme", "- contact: Maria\n\n- mood: cold — Cold\n")
        ended = run("gone", "Acme", typed="\n\n")

        assert {"contact": "Maria", "mood": "cold — Cold"} == gone(two)
        assert "What you said in risk on Friday 20 November" in ended.stderr

    def test_takes_it_for_the_same_client_only(self, two: Home) -> None:
        two.begin("risk", "Nordwind", "- contact: Maria\n")
        run("gone", "Acme", typed="\n\n")

        assert {"contact": "(skipped)", "mood": "warm — Warm"} == gone(two)

    def test_takes_it_in_a_later_sitting_too(self, two: Home) -> None:
        two.begin("risk", "Acme", "- contact: Maria\n\n- mood: cold — Cold\n")
        run("gone", "Acme", typed="Ada\n")
        ended = run("gone", "Acme", typed="\n")

        assert {"contact": "Ada", "mood": "cold — Cold"} == gone(two)
        assert "is filled in already" not in ended.stderr

    def test_takes_it_where_nobody_is_there_to_ask(self, two: Home, tmp_path: Path) -> None:
        two.begin("risk", "Acme", "- contact: Maria\n\n- mood: cold — Cold\n")
        (tmp_path / "a.toml").write_text("mood = 'hot'", encoding="utf-8")
        run("gone", "Acme", "--answers", str(tmp_path / "a.toml"))

        assert {"contact": "Maria", "mood": "hot — Hot"} == gone(two)

    def test_leaves_the_earlier_entry_as_it_is(self, two: Home) -> None:
        earlier = two.begin("risk", "Acme", "- contact: Maria\n")
        before = earlier.read_bytes()
        run("gone", "Acme", typed="\n\n")

        assert before == earlier.read_bytes()

    def test_carries_from_the_walk_that_was_begun_last_but_not_after_it(self, two: Home) -> None:
        two.begin("risk", "Acme", "- contact: Maria\n")
        later = two.journal / "later.md"
        later.write_text(
            '---\nplaybook: "risk"\nclient: "Acme"\nstarted: 2999-01-01\n---\n\n- contact: Zoe\n',
            encoding="utf-8",
        )
        run("gone", "Acme", typed="\n\n")

        assert "Maria" == gone(two)["contact"]


class TestWhatCanBeCarried:
    def test_a_choice_that_is_there(self) -> None:
        mood = question("choice", 'choices = { cold = "Cold", warm = "Warm" }')

        assert Chosen("cold") == carried_answer(mood, {mood.id: Written("cold — Whatever")}, KNOWN)

    @pytest.mark.parametrize("head", ["hot — Hot", "(skipped)", "(unfinished)", ""])
    def test_nothing_that_is_no_answer_here(self, head: str) -> None:
        mood = question("choice", 'choices = { cold = "Cold", warm = "Warm" }')

        assert carried_answer(mood, {mood.id: Written(head)}, KNOWN) is None

    def test_no_day_that_is_not_within_its_limits_any_more(self) -> None:
        day = question("date", 'earliest = "today"')

        assert carried_answer(day, {day.id: Written("2020-01-01")}, KNOWN) is None

    def test_no_letter_and_no_pause(self) -> None:
        letter = question("draft", 'template = "Hello"')
        pause = question("breathe")

        assert carried_answer(letter, {letter.id: Written("sent 2026-11-22", "Hello")}, KNOWN) is None
        assert carried_answer(pause, {pause.id: Written("done")}, KNOWN) is None


class TestTheKey:
    @pytest.mark.parametrize("value", ['"at-risk"', "[1]", '["at risk"]', '[""]'])
    def test_is_a_list_of_names(self, value: str) -> None:
        (found,) = findings_of(LOST.replace('["risk"]', value))

        assert 4 == found.line
