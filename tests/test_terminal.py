from __future__ import annotations

import every
import pytest
from every import STOPS
from homes import Home, answers
from terminal import BACK, CLEAR, ENTER, SHIFT_TAB, SPACE, UP, Terminal, pasted

BY_NAME = {stop.name: stop for stop in STOPS}

TURNS = """
title = "Turns"
summary = "What is asked depends on what was said."

[[step]]
id = "one"
title = "The reason"

[[step.question]]
id = "reason"
type = "choice"
prompt = "Whose doing was it?"
choices = { ours = "Ours", theirs = "Theirs" }

[[step]]
id = "two"
title = "What follows"

[[step.question]]
id = "promise"
type = "text"
prompt = "What was promised?"
when = { reason = "ours" }

[[step.question]]
id = "offer"
type = "text"
prompt = "What is offered?"
when = { promise = { answered = true } }

[[step.question]]
id = "last"
type = "text"
prompt = "Anything else?"
"""


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)
    home.add_playbook("turns", TURNS)


def stands(terminal: Terminal, asked: str, words: str) -> None:
    """Wait until a question is asked again and words stand in its field."""
    terminal.expect_question(asked)
    terminal.expect_field(words)


def points(terminal: Terminal, asked: str, option: str) -> None:
    """Wait until a list is there again, with the line pointed at that was chosen."""
    terminal.expect_question(asked)
    terminal.until(lambda: terminal.pointed.startswith(option), f"pointed at: {option}")


def test_back_from_any_question_is_never_refused_and_shows_what_was_answered_and_half_typed(
    home: Home,
) -> None:
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("What did they say?")
        terminal.type("hello")
        terminal.send(BACK)
        terminal.expect("This is the first question.")
        stands(terminal, "What did they say?", "hello")
        terminal.type(" there")
        terminal.send(ENTER)
        terminal.expect_question("What happened?")
        terminal.type("it be")
        terminal.send(SHIFT_TAB)
        stands(terminal, "What did they say?", "hello there")
        terminal.send(ENTER)
        stands(terminal, "What happened?", "it be")
        terminal.type("gan")
        terminal.send(ENTER)

        terminal.choose("Which fruit?", "A pear")
        terminal.expect_question("A pear: which of these?")
        terminal.send(BACK)
        points(terminal, "Which fruit?", "A pear")
        terminal.put(*BY_NAME["fruit"].asks)
        terminal.expect_question("Which moods?")
        terminal.send(BACK)
        points(terminal, "Which fruit?", "A pear")
        terminal.send(ENTER)
        points(terminal, "A pear: which of these?", "A brown one")
        terminal.send(ENTER)

        terminal.put(*BY_NAME["moods"].asks)
        terminal.expect_question("Are you sure?")
        terminal.send(SHIFT_TAB)
        terminal.expect_question("Which moods?")
        terminal.expect("● Cross")
        terminal.send(ENTER)
        terminal.put(*BY_NAME["sure"].asks)

        for name, before in (("depth", "sure"), ("hours", "depth"), ("fee", "hours"), ("call_on", "fee")):
            asked, asked_before = BY_NAME[name].asks[0].asked, BY_NAME[before].asks[0].asked
            terminal.expect_question(asked)
            terminal.type("abc")
            terminal.send(BACK)
            if before == "sure":
                points(terminal, asked_before, "No")
            else:
                stands(
                    terminal, asked_before, {"fee": "1200.00 EUR"}.get(before, BY_NAME[before].asks[0].words)
                )
            terminal.send(ENTER)
            stands(terminal, asked, "abc")
            terminal.send(CLEAR)
            terminal.put(*BY_NAME[name].asks)

        terminal.expect_question("The width")
        terminal.send(BACK)
        stands(terminal, "Which day?", "2031-03-04")
        terminal.send(ENTER)
        terminal.answer("The width", "45")
        terminal.expect_question("The height")
        terminal.send(SHIFT_TAB)
        stands(terminal, "The width", "45")
        terminal.send(ENTER)
        terminal.answer("The height", "30")

        terminal.expect_question("What would you like to do with it?")
        terminal.send(BACK)
        stands(terminal, "The width", "45")
        terminal.send(ENTER)
        stands(terminal, "The height", "30")
        terminal.send(ENTER)
        terminal.put(*BY_NAME["letter"].asks)
        terminal.expect_question("Ready?")
        terminal.send(BACK)
        points(terminal, "What would you like to do with it?", "Leave it as it is: Kept for later")
        terminal.send(ENTER)
        terminal.put(*BY_NAME["lines"].asks)
        terminal.expect("Breathe in")
        terminal.send(SHIFT_TAB)
        terminal.put(*BY_NAME["lines"].asks)
        for key in (ENTER, "x", UP, "é"):
            terminal.expect("Breathe in")
            terminal.send(key)
            terminal.expect_question("Anything else?")
            terminal.send(BACK)
        terminal.put(*BY_NAME["air"].asks, *BY_NAME["last"].asks)

        assert 0 == terminal.status()
    assert every.ALL == answers(home.entry)


def test_a_changed_reason_sets_what_followed_from_it_aside_and_another_change_brings_it_back(
    home: Home,
) -> None:
    with Terminal("turns", "Acme") as terminal:
        terminal.choose("Whose doing was it?", "Ours")
        terminal.answer("What was promised?", "a call")
        terminal.answer("What is offered?", "two calls")
        for asked in ("Anything else?", "What is offered?", "What was promised?"):
            terminal.expect_question(asked)
            terminal.send(BACK)
        terminal.choose("Whose doing was it?", "Theirs")
        terminal.expect_question("Anything else?")
        counting = home.entry.read_bytes()

        assert {"reason": "theirs — Theirs", "~promise": "a call", "~offer": "two calls"} == answers(
            home.entry
        )

        terminal.send(BACK)
        terminal.choose("Whose doing was it?", "Ours")
        terminal.expect_question("Anything else?")

        assert {"reason": "ours — Ours", "promise": "a call", "offer": "two calls"} == answers(home.entry)
        assert counting.count(b"\n") == home.entry.read_bytes().count(b"\n")

        terminal.send(BACK)
        stands(terminal, "What is offered?", "two calls")
        terminal.send(CLEAR)
        terminal.answer("What is offered?", "three calls")
        terminal.answer("Anything else?", "no")

        assert 0 == terminal.status()
    expected = {"reason": "ours — Ours", "promise": "a call", "offer": "three calls", "last": "no"}

    assert expected == answers(home.entry)


def unmoved_by(terminal: Terminal, burst: str, asked: str) -> None:
    """Send several lines at once to a list, and look whether it is still asked."""
    terminal.expect_question(asked)
    terminal.send(burst)
    terminal.settle()

    assert terminal.question.startswith(asked)


def test_a_paste_into_a_text_is_one_answer_whether_or_not_the_terminal_tells_that_it_is_one(
    home: Home,
) -> None:
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("What did they say?")
        terminal.send(pasted("They said:\r\r  we love it\r- but\t\x1b[31mno"))
        terminal.expect("- but")
        terminal.send(ENTER)
        terminal.expect_question("What happened?")

        assert {"words": "They said:\n\n  we love it\n- but\t[31mno"} == answers(home.entry)

        lines = [f"line {number} of what happened" for number in range(100)]
        terminal.send("\r".join(lines) + "\r")
        # The last Enter may come after the rest: then it is a key of its own, and answers.
        terminal.until(lambda: any(words in terminal.text for words in (lines[-1], "Which fruit?")), "taken")
        terminal.settle()
        if terminal.question.startswith("What happened?"):
            terminal.send(ENTER)
        terminal.expect_question("Which fruit?")
        terminal.settle()

        assert {"words", "story"} == answers(home.entry).keys()
        assert "\n".join(lines) == answers(home.entry)["story"]


def test_lines_that_come_in_at_once_answer_no_list_no_number_and_no_question_after_a_pause(
    home: Home,
) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("fruit")))
    burst = "1\r2\r3\r"
    with Terminal("every", "Acme") as terminal:
        unmoved_by(terminal, "\r\r\r", "Which fruit?")
        terminal.put(*BY_NAME["fruit"].asks)
        unmoved_by(terminal, "x\ry\rz\r", "Which moods?")
        terminal.put(*BY_NAME["moods"].asks)
        unmoved_by(terminal, "yes\rno\r", "Are you sure?")
        terminal.put(*BY_NAME["sure"].asks)
        for name in ("depth", "hours", "fee", "call_on", "fit"):
            ask = BY_NAME[name].asks[0]
            terminal.expect_question(ask.asked)
            terminal.send(burst)
            terminal.settle()
            terminal.clear("1\n2\n3")

            assert every.up_to(name) == answers(home.entry)

            terminal.put(*BY_NAME[name].asks)
        unmoved_by(terminal, burst, "What would you like to do with it?")
        terminal.put(*BY_NAME["letter"].asks)
        unmoved_by(terminal, burst, "Ready?")
        terminal.put(*BY_NAME["lines"].asks)
        terminal.expect("Breathe in")
        terminal.send("a\rb\rc\r")
        terminal.settle()
        if "Breathe in" in terminal.text:
            terminal.send(SPACE)
        terminal.expect_question("Anything else?")
        terminal.type("still asked")

        assert every.up_to("last") == answers(home.entry)


def test_a_letter_in_a_list_to_mark_neither_answers_nor_passes_it(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("moods")))
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("Which moods?")
        terminal.send(SPACE)
        terminal.expect("● Calm")
        terminal.send("a")
        terminal.settle()
        terminal.send(ENTER)
        terminal.expect_question("Are you sure?")

        assert answers(home.entry)["moods"].startswith("calm")


def test_marking_an_exclusive_choice_unmarks_all_others_and_marking_another_unmarks_it(home: Home) -> None:
    keys = 'prompt = "What hurts?"\n\n[step.question.choices]\nhead = "Head"\nfoot = "Foot"'
    only = 'nothing = { label = "Nothing", exclusive = true }'
    asked = f'[[step.question]]\nid = "hurts"\ntype = "choices"\n{keys}\n{only}\n'
    home.add_playbook("hurts", every.playbook(asked))
    with Terminal("hurts", "Acme") as terminal:

        def stand(marks: str) -> None:
            terminal.until(lambda: [*marks] == [c for c in terminal.text if c in "●○"], marks)

        stand("○○○")
        for marked, marks in (("Head", "●○○"), ("Foot", "●●○"), ("Nothing", "○○●"), ("Foot", "○●○")):
            terminal.point_at(marked)
            terminal.send(SPACE)
            stand(marks)
        terminal.send(ENTER)

        assert 0 == terminal.status()
    assert {"hurts": "foot — Foot"} == home.answers("Acme")
