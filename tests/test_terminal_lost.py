from __future__ import annotations

import re

from homes import PLAYBOOK, Home, answers
from terminal import BACKSPACE, ENTER, SPACE, Terminal

GO_ON = "What would you like to do?"
WISH = "What would you like to do with it?"
READ = "Ready?"


def come_back(terminal: Terminal) -> None:
    """Go on before the day that is waited for."""
    terminal.until(lambda: GO_ON in terminal.question, "offered")
    terminal.point_at("Go on now anyway")
    terminal.send(ENTER)


def on_the_day_of_the_news(terminal: Terminal) -> None:
    terminal.choose("How did the news reach you?", "On a call")
    terminal.choose("Where do things stand?", "They told me, but it may not be")
    terminal.expect("Breathe in")
    terminal.send(SPACE)
    terminal.expect_question("What are you feeling?")
    terminal.send("r")
    terminal.expect_question("What are you feeling? (Space marks, Enter takes this line) r Mark all")
    terminal.send(BACKSPACE)
    terminal.expect_question("What are you feeling? (Space marks, Enter takes this line) Mark all")
    for feeling in ("Angry", "Relieved"):
        terminal.point_at(feeling)
        terminal.send(SPACE)
        terminal.expect(f"● {feeling}")
        terminal.expect_question("What are you feeling? (Space marks, Enter goes on) Mark all")
    terminal.send(ENTER)
    terminal.answer("How much does it sting right now?", "7")
    terminal.answer("Who do you talk to there?", "Maria")
    terminal.answer("When will you call Acme Studio?")
    terminal.answer("What name do you sign with?", "Ada")
    terminal.choose("Sign your later letters with Ada too?", "Yes")
    terminal.expect("Hello Maria, Thank you for telling me.")
    terminal.expect("Ada")
    terminal.choose(WISH, "I've sent it")
    terminal.choose("[what's under way]", "Yes")


def around_the_call(terminal: Terminal) -> None:
    terminal.choose("Before you ask: what do you think the reason is?", "I didn't deliver what they expected")
    terminal.choose("I didn't deliver what they expected: which of these?", "it was late")
    terminal.expect_question(READ)
    pages = re.search(r"Keep these in front of you, 1 of (\d)", terminal.text)
    for number in range(2, int(pages[1]) + 1 if pages else 0):
        terminal.send(ENTER)
        terminal.expect(f"Keep these in front of you, {number} of")
    terminal.choose(READ, "Go on")
    terminal.choose("How did it go?", "We talked")
    terminal.choose("“Call Acme Studio” is down for", "Yes, tick it off")
    terminal.answer("What did they say, in their words?", "You were late, three times.")
    terminal.choose("Which of these comes closest?", "Price")
    terminal.choose("Price: which of these?", "after I raised it")
    terminal.choose("Did anything else play a part?", "Skip")
    terminal.expect_question("How much of this was in your hands?")
    terminal.until(lambda: terminal.pointed == "Some of it", "suggested by the reason")
    terminal.send(ENTER)
    terminal.choose("Is it settled?", "No, it's still open")


def the_day_after(terminal: Terminal) -> None:
    terminal.answer("Roughly what has Acme Studio been paying you a month?", "1200 EUR")
    terminal.answer("What comes in each month without them?", "1500")
    terminal.answer("What does a month cost you, all in?", "2500")
    terminal.answer("How much have you set aside that you could live on?", "3500")
    terminal.expect("That carries you to")
    terminal.choose(READ, "Go on")
    terminal.choose("What does your contract say about ending it?", "They owe me notice")
    terminal.choose("What's still open between you?", "Work I still owe")


def two_days_after(terminal: Terminal) -> None:
    terminal.answer("Why did they choose you in the first place?", "the drawings")
    terminal.answer("What could they fairly expect, said or unsaid,", "the report by Friday")
    terminal.choose("What, if anything, will you offer them?", "To put right what I owed them")
    terminal.answer("When will they have it?")
    terminal.answer("By when would you like their answer?")
    terminal.expect("You were right to expect the report by Friday, and I didn't deliver it")
    terminal.choose(WISH, "Keep it for later")


def a_week_later(terminal: Terminal) -> None:
    terminal.choose("Where does it stand now?", "It's settled, and they're leaving")
    terminal.choose("On what terms are you parting?", "Good")
    terminal.choose(WISH, "I've sent it")
    terminal.choose("[what you did together]", "Yes")
    terminal.answer("When will you check?")
    for item in ("If they came to me new", "They paid today's rate", "What they asked", "My work", "It was"):
        terminal.answer(item, "3")
    terminal.answer("Without them, what is there room for?")


def eight_days_later(terminal: Terminal) -> None:
    terminal.choose("What's one thing you'll do this week to bring in work?", "Rest first")
    terminal.answer("On which day?")
    terminal.answer("One thing to change:", "When a date slips, I'll call.")
    terminal.answer("When will you check whether you kept it?")
    terminal.choose(WISH, "Skip")


def after_ninety_days(terminal: Terminal) -> None:
    terminal.answer("How much does it sting today?", "2")
    terminal.choose("How did it end?", "They're gone, on good terms")
    terminal.choose("Back then you said “Price: after I raised it”.", "I don't know")
    terminal.choose("“When a date slips, I'll call.” Did you keep it?", "Now and then")
    terminal.answer("How many people did they introduce?", "1")
    terminal.choose(WISH, "Skip")
    terminal.expect("I have nothing to sell.")
    terminal.choose(WISH, "Skip")
    terminal.answer("Compared with the day you took them on, what's better?", "I answer sooner.")
    terminal.expect("What stung 7 stings 2 today. They're gone, on good terms.")
    terminal.choose(READ, "Go on")


def test_losing_a_client_is_walked_to_its_end_in_seven_sittings_in_windows_of_every_width(home: Home) -> None:
    sittings = (
        *(on_the_day_of_the_news, around_the_call, the_day_after, two_days_after),
        *(a_week_later, eight_days_later, after_ninety_days),
    )
    for number, sitting in enumerate(sittings):
        # The first one is started from nothing, as a person does it.
        command, columns = [] if number else PLAYBOOK, (40, 80, 120)[number % 3]
        with Terminal("lost", "Acme Studio", columns=columns, command=command) as terminal:
            if number:
                come_back(terminal)
            sitting(terminal)

            assert 0 == terminal.status()
            assert ("That's it for today." in terminal.text) == (sitting is not after_ninety_days)
    entry, given = home.entry.read_text(encoding="utf-8"), answers(home.entry)

    assert "75 core — A real match, worth some effort" == given["fit"].split("\n")[0]
    assert ("angry, relieved — Angry, Relieved", "(skipped)") == (given["feeling"], given["room"])
    assert given["runway"].endswith(" 3.5 — 3.5 months")
    assert 'status: "done"' in entry
    assert ["x", *" " * 6] == re.findall(r"^- \[(.)\] ", entry, re.MULTILINE)
