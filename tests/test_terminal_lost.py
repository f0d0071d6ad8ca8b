from __future__ import annotations

import re

from homes import PLAYBOOK, Home, answers
from terminal import ENTER, SPACE, Terminal

GO_ON = "What would you like to do?"
WISH = "What will you do with it?"


def come_back(terminal: Terminal) -> None:
    """Go on before the day that is waited for."""
    terminal.until(lambda: GO_ON in terminal.question, "offered")
    terminal.point_at("Go on now anyway")
    terminal.send(ENTER)


def on_the_day_of_the_news(terminal: Terminal) -> None:
    terminal.choose("How did the news reach you?", "On a call")
    terminal.choose("Where do things stand?", "Nobody has said it; I fear it")
    terminal.expect("Breathe in")
    terminal.send(SPACE)
    terminal.expect_question("What is it, mostly?")
    for feeling in ("Angry", "Relieved"):
        terminal.point_at(feeling)
        terminal.send(SPACE)
        terminal.expect(f"● {feeling}")
    terminal.send(ENTER)
    terminal.answer("How much does it sting right now?", "7")
    terminal.answer("Who do you talk to there?", "Maria")
    terminal.answer("When will you call Acme Studio back?")
    terminal.expect("Hello Maria, Thank you for telling me.")
    terminal.choose(WISH, "I have sent it")
    terminal.choose("[what is under way]", "Yes")
    terminal.answer("Roughly what did they pay you in a month?", "1200 EUR")


def around_the_call(terminal: Terminal) -> None:
    terminal.choose("Before you call: why do you think they left?", "I did not deliver what they expected")
    terminal.choose("I did not deliver what they expected: which of these?", "Late")
    terminal.expect("Your guess was: I did not deliver what they expected: Late.")
    terminal.expect_question("When you have read it")
    pages = re.search(r"Words to have at hand, 1 of (\d)", terminal.text)
    for number in range(2, int(pages[1]) + 1 if pages else 0):
        terminal.send(ENTER)
        terminal.expect(f"Words to have at hand, {number} of")
    terminal.choose("When you have read it", "Go on")
    terminal.choose("What happened?", "We talked")
    terminal.choose("“Call Acme Studio back” is down for", "Yes, tick it off")
    terminal.answer("What did they say, in their words?", "You were late, three times.")
    terminal.choose("Which of these is closest?", "Price")
    terminal.choose("Price: which of these?", "After I raised it")
    terminal.expect_question("Whose hands was it in?")
    terminal.until(lambda: terminal.pointed == "Some of each", "suggested by the reason")
    terminal.send(ENTER)
    terminal.choose("Is it settled?", "Still open")
    terminal.answer("Why had they chosen you in the first place?", "the drawings")
    terminal.answer("What had they a right to expect, said or unsaid,", "the report by Friday")
    terminal.choose("What is still open between you?", "Work I still owe")
    terminal.choose("What, if anything, will you put on the table?", "Put right what I owed them")
    terminal.answer("By when will they have it?")
    terminal.expect("You were right to expect the report by Friday, and I did not deliver it")
    terminal.choose(WISH, "Keep it for later")


def a_week_later(terminal: Terminal) -> None:
    terminal.choose("On what terms are you parting?", "Good")
    terminal.choose(WISH, "I have sent it")
    terminal.choose("[their reason]", "Yes")
    terminal.answer("When will you look whether a name came?")
    for item in ("If they came to me new", "They paid today's rate", "Requests were", "My work", "It was"):
        terminal.answer(item, "3")
    terminal.answer("What does losing them make room for?")
    terminal.answer("One thing to change:", "When a date slips, I will call.")
    terminal.expect("I am changing one thing: When a date slips, I will call.")
    terminal.choose(WISH, "Skip")


def after_ninety_days(terminal: Terminal) -> None:
    terminal.answer("How much does it sting today?", "2")
    terminal.choose("How did it end?", "Gone, on good terms")
    terminal.answer("How many introductions came of it?", "1")
    terminal.choose(WISH, "Skip")
    terminal.answer("Somebody compares you with the day", "I answer sooner.")


def test_losing_a_client_is_walked_to_its_end_in_four_sittings_in_windows_of_every_width(home: Home) -> None:
    sittings = (on_the_day_of_the_news, around_the_call, a_week_later, after_ninety_days)
    for number, (columns, sitting) in enumerate(zip((80, 40, 120, 40), sittings, strict=True)):
        with Terminal("lost", "Acme Studio", columns=columns, command=PLAYBOOK) as terminal:
            if number:
                come_back(terminal)
            sitting(terminal)

            assert 0 == terminal.status()
            assert ("That is all for today." in terminal.text) == (sitting is not after_ninety_days)
    entry, given = home.entry.read_text(encoding="utf-8"), answers(home.entry)

    assert "75 core — Worth real effort to win back" == given["fit"].split("\n")[0]
    assert ("angry, relieved — Angry, Relieved", "(skipped)") == (given["feeling"], given["room"])
    assert 'status: "done"' in entry
    assert ["x", " ", " "] == re.findall(r"^- \[(.)\] ", entry, re.MULTILINE)
