"""The page of the full face: it looks as if it had been written straight down to where one stands."""

from __future__ import annotations

import signal
from datetime import datetime, timedelta
from io import StringIO

import pytest
from homes import Home, answers
from prompt_toolkit.output import DummyOutput
from rich.console import Console
from terminal import BACK, BACKSPACE, DOWN, ENTER, LEAVE, SPACE, Terminal

from playbook.faces.page import ScreenPage
from playbook.messages import Note, Script, StepBegins
from playbook.session import messages

FAR, DRAW, ESCAPE, TAB, HOME, END, PAGE_DOWN = "\x07", "\x0c", "\x1b", "\t", "\x1b[H", "\x1b[F", "\x1b[6~"

CLIENTS = [
    "Nordwind",
    "Ångström Design",
    "北京公司",
    "Müller & Söhne",
    *(f"Client {n}" for n in range(1, 12)),
]

FOUR = """
title = "Four"
summary = "What was said decides what is asked."

[[step]]
id = "one"
title = "The first step"
guide = "A guide that is rather long, so that it takes more than one line in a window that is narrow."

[[step.question]]
id = "reason"
type = "choice"
prompt = "Whose doing was it?"
choices = { ours = "Ours", theirs = "Theirs" }

[[step.question]]
id = "words"
type = "script"
prompt = "Words to have at hand"
text = "Say this, word for word, and nothing else."

[[step.question]]
id = "sting"
type = "scale"
prompt = "How much does it sting?"

[[step]]
id = "two"
title = "Make amends"
guide = "Another guide."

[[step.question]]
id = "promise"
type = "text"
prompt = "What was promised?"
when = { reason = "ours" }

[[step.question]]
id = "offer"
type = "text"
prompt = "What is offered?"
when = { reason = "ours" }

[[step]]
id = "three"
title = "Go on"

[[step.question]]
id = "day"
type = "date"
prompt = "Which day?"
default = "2031-03-04"

[[step.question]]
id = "last"
type = "text"
prompt = "Anything else?"
"""


@pytest.fixture(autouse=True)
def _four(home: Home) -> None:
    home.add_playbook("four", FOUR)


def straight_down(terminal: Terminal) -> None:
    """Answer everything up to the last question."""
    terminal.choose("Whose doing was it?", "Ours")
    terminal.choose("Ready?", "Go on")
    terminal.answer("How much does it sting?", "7")
    terminal.answer("What was promised?", "a report")
    terminal.answer("What is offered?", "an apology")
    terminal.answer("Which day?")
    terminal.expect_question("Anything else?")


def stands_on(terminal: Terminal, line: str) -> None:
    """Wait until a line of a list is pointed at."""
    terminal.until(lambda: terminal.pointed == line, f"pointed at: {line}")


def drawn_anew(terminal: Terminal, columns: int) -> None:
    """Make the window of the last question wider or narrower, and wait until the page is drawn for that."""
    begins = b"\x1b[2;1H"
    before = terminal.raw.count(begins)
    terminal.resize(columns)
    terminal.until(lambda: terminal.raw.count(begins) > before, "drawn anew")
    terminal.expect_question("Anything else?")


@pytest.mark.parametrize("rows", [24, 12])
def test_after_going_back_and_whatever_happens_to_the_window_the_page_is_as_if_written_straight_down(
    rows: int,
) -> None:
    with Terminal("four", "Acme", rows=rows) as terminal:
        straight_down(terminal)
        page = terminal.lines
        for asked in ("Which day?", "What is offered?", "What was promised?", "How much", "Ready?"):
            terminal.send(BACK)
            terminal.expect_question(asked)

            assert 1 == terminal.text.count(asked)
            assert "Make amends" not in terminal.text or "What" in asked or "Which" in asked

        terminal.send(BACK)
        terminal.expect_question("Whose doing was it?")

        assert [False, True] == [words in terminal.text for words in ("Say this", "A guide that is")]

        terminal.choose("Whose doing was it?", "Ours")
        terminal.expect_question("Anything else?")
        if rows == 24:
            assert page == terminal.lines

        narrow = []
        for columns in (40, 80, 40):
            drawn_anew(terminal, columns)
            narrow.append(terminal.lines)
        terminal.resize(80)
        terminal.until(lambda: terminal.lines == narrow[1], "as it was at this width")

        sentence = "a sentence of words that are kept whole, however narrow the window is in which they stand"
        drawn_anew(terminal, 40)
        terminal.type(sentence)
        terminal.send(HOME + "so ")
        terminal.expect_field(f"so {sentence}")

        assert {*sentence.split()} <= {*terminal.text.split()}

        terminal.send("\x0b\b\b\b")
        terminal.expect_gone("narrow the window")
        terminal.settle()
        terminal.resize(80)
        terminal.until(lambda: terminal.lines == narrow[1], "as it was without the sentence")

        assert narrow[0] == narrow[2]
        assert 1 == terminal.text.count("Anything else?")
        assert all(1 == terminal.text.count(words) for words in ("Go on", "Which day?", "an apology"))

        os_message = "A message of the system "
        terminal.write_over(f"\x1b[3;1H{os_message * 5}")
        terminal.send(DRAW)
        terminal.until(lambda: terminal.lines == narrow[1], "as it was before the message")
        terminal.type("half")
        terminal.kill(signal.SIGSTOP)
        terminal.write_over("\r\n[1]+ Stopped\r\n$ ")
        terminal.kill(signal.SIGCONT)
        terminal.expect_gone("Stopped")
        terminal.expect_field("half")


def test_an_answer_that_decides_says_what_it_sets_aside_and_takes_back_and_far_back_leads_on_from_there(
    home: Home,
) -> None:
    with Terminal("four", "Acme") as terminal:
        straight_down(terminal)
        terminal.type("half of it")
        terminal.send(FAR)
        terminal.expect_question("Which answer would you like to go to?")

        assert "Which day?" == terminal.pointed

        terminal.send(ESCAPE)
        terminal.expect_question("Anything else?")
        terminal.expect_field("half of it")
        terminal.send(FAR)
        terminal.expect_question("Which answer would you like to go to?")
        terminal.type("whose")
        terminal.choose("Which answer", "Whose doing")
        terminal.choose("Whose doing was it?", "Theirs")
        terminal.expect_question("Anything else?")
        terminal.expect_field("half of it")

        said = "2 answers in “Make amends” no longer apply. They come back if it changes."
        assert f"Because of that, {said}" in terminal.text
        assert "What is offered?" not in terminal.text

        terminal.send(FAR)
        terminal.expect_question("Which answer")
        terminal.choose("Which answer", "Whose doing")
        terminal.choose("Whose doing was it?", "Ours")
        terminal.expect_question("Anything else?")

        assert "Because of that, 2 answers in “Make amends” apply again." in terminal.text
        assert 1 == terminal.text.count("an apology")

        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert "an apology" == answers(home.entry)["offer"]

    with Terminal("four", "Acme", rows=40) as terminal:
        terminal.expect("How much does it sting? 7")
        terminal.send(FAR)
        terminal.expect_question("Which answer")
        terminal.choose("Which answer", "How much")
        terminal.answer("How much does it sting?", "3")
        terminal.expect_question("Anything else?")

        assert ["3", "3"] == [line.split()[-1] for line in terminal.lines if "sting?" in line]


def test_a_list_is_gone_through_by_digits_by_letters_and_by_the_keys_of_its_ends(home: Home) -> None:
    for client in CLIENTS:
        home.begin("four", client, "- reason: ours — Ours\n- sting: 3\n")
    with Terminal("four", rows=10) as terminal:
        terminal.expect_question("Who is it about?")
        terminal.expect("more; type to find one")
        terminal.send(END)
        stands_on(terminal, "Somebody else")
        terminal.expect("↑")

        assert "? Who is it about?" == terminal.lines[0]

        terminal.send(PAGE_DOWN + HOME)
        terminal.expect("↓")
        top = terminal.pointed
        terminal.send("3")
        terminal.until(lambda: terminal.pointed not in ("", top), "at the third")
        third = terminal.pointed
        terminal.send("1")
        stands_on(terminal, top)  # There are not 31.
        terminal.move(DOWN)
        terminal.move(DOWN)

        assert third == terminal.pointed

        for typed, found in (("ang", "Ångström Design"), ("北", "北京公司"), ("soh", "Müller & Söhne")):
            terminal.send(typed)
            stands_on(terminal, found)
            terminal.send(ESCAPE)
            stands_on(terminal, third)
        longer = " ".join(["zzz"] * 30)
        terminal.type(longer)  # All of it is seen.
        terminal.send(ESCAPE)
        terminal.expect_gone("zzz")
        terminal.send("zzz" + ENTER + ENTER)
        terminal.settle()
        terminal.type("zzz")
        stands_on(terminal, "Somebody else")
        terminal.send(ESCAPE)
        terminal.expect_gone("zzz")
        terminal.send("\x1bw\x06\x14\x1b[15~?")
        terminal.expect("Page Up, Page Down")

        assert terminal.question.startswith("Who is it about?")

        terminal.send("?")
        terminal.expect_gone("Page Up, Page Down")
        terminal.send("nord")
        stands_on(terminal, "Nordwind")
        terminal.send(ENTER)
        terminal.expect_question("What was promised?")

        # It may have scrolled off by now.
        assert "Four · Nordwind".encode() in terminal.raw


def test_a_suggestion_is_taken_by_enter_replaced_by_typing_and_changed_after_tab(
    home: Home,
) -> None:
    home.begin("four", "Acme", "- reason: theirs — Theirs\n- sting: 3\n")
    with Terminal("four", "Acme") as terminal:
        terminal.expect_question("Which day?")
        terminal.expect_field("2031-03-04")
        terminal.type("5 april 2031")

        assert "2031-03-04" not in terminal.question

        terminal.send(ENTER)
        terminal.expect_question("Anything else?")
        terminal.send(BACK)
        terminal.expect_field("2031-04-05")
        terminal.send(TAB)
        terminal.send(BACKSPACE)
        terminal.type("6")
        terminal.send(ENTER)
        terminal.expect_question("Anything else?")

        assert "2031-04-06" == answers(home.entry)["day"]

        terminal.send(BACK)
        terminal.expect_field("2031-04-06")
        terminal.send("\x1bOP")
        terminal.expect("Backspace: clear it")
        terminal.send(BACKSPACE)
        terminal.expect_gone("2031-04-06")
        terminal.send(ENTER)
        terminal.expect_question("Anything else?")

        assert "(skipped)" == answers(home.entry)["day"]


@pytest.mark.parametrize("extra", [{}, {"NO_COLOR": "1"}])
def test_a_suggestion_is_faint_without_colour_too_and_what_is_typed_is_not(
    home: Home, extra: dict[str, str]
) -> None:
    def faint(words: str) -> list[bool]:
        row = next(row for row in terminal.cells if words in "".join(cell.data for cell in row))
        at = "".join(cell.data for cell in row).index(words)
        return [cell.italics for cell in row[at : at + len(words)]]

    home.begin("four", "Acme", "- reason: theirs — Theirs\n- sting: 3\n")
    with Terminal("four", "Acme", extra=extra) as terminal:
        terminal.expect_field("2031-03-04")

        assert {True} == {*faint("031-03-04")}  # The cursor stands on its first figure.

        terminal.type("5 april 2031")

        assert {False} == {*faint("5 april 2031")}


def test_with_nothing_marked_enter_takes_the_line_it_stands_on(home: Home) -> None:
    choices = 'choices = { calm = "Calm", cross = "Cross", sad = "Sad" }'
    asked = f'[[step.question]]\nid = "moods"\ntype = "choices"\nprompt = "Which moods?"\n{choices}\n'
    home.add_playbook("moods", f'title = "M"\nsummary = "x"\n[[step]]\nid = "one"\ntitle = "One"\n{asked}')
    with Terminal("moods", "Acme") as terminal:
        terminal.expect_question("Which moods?")
        terminal.send("cro" + SPACE)
        terminal.expect("● Cross")
        terminal.send(SPACE)
        terminal.expect("○ Cross")
        terminal.settle()
        terminal.send("s")
        stands_on(terminal, "Sad")
        terminal.send("k")
        stands_on(terminal, "Skip")
        terminal.send("x")
        terminal.expect("No line matches that.")
        terminal.send(ESCAPE)
        stands_on(terminal, "Cross")
        terminal.choose("Which moods?", "Sad")

        assert 0 == terminal.status()
    assert {"moods": "sad — Sad"} == answers(home.entry)


def test_what_is_longer_than_the_window_is_read_in_pages_each_beneath_its_question(home: Home) -> None:
    text = "\n\n".join("\n".join(f"{part}, line {line}" for line in range(4)) for part in ("A", "B", "C"))
    asked = f'[[step.question]]\nid = "said"\ntype = "script"\nprompt = "To say"\ntext = """\n{text}\n"""\n'
    home.add_playbook("say", f'title = "S"\nsummary = "x"\n[[step]]\nid = "one"\ntitle = "One"\n{asked}')
    with Terminal("say", "Acme", rows=12) as terminal:
        for page, part in (
            ("1 of 3", "A"),
            ("2 of 3", "B"),
            ("1 of 3", "A"),
            ("2 of 3", "B"),
            ("3 of 3", "C"),
        ):
            terminal.expect(f"To say, {page}")
            terminal.expect_question("Ready?")

            assert [part] * 4 == [line.strip()[0] for line in terminal.lines if ", line" in line]

            terminal.send(
                BACK if (page, part) == ("2 of 3", "B") and terminal.raw.count(b"1 of 3") == 1 else ENTER
            )

        assert 0 == terminal.status()


def test_an_empty_line_is_never_doubled_and_stays_one_when_the_page_is_drawn_anew() -> None:
    drawn = StringIO()
    page = ScreenPage(Console(file=drawn, width=80), DummyOutput())
    script, step = Script("To say", "", "Say this."), StepBegins(2, 2, "The end", "")
    page.add(script, script, Note(""), step, script, *messages.done(saved=True))
    text = "\n".join(line.rstrip() for line in drawn.getvalue().split("\n"))
    drawn.truncate(0)
    page.redraw()

    assert "\n\n\n" not in text
    assert "Say this.\n\nThat was the last question." in text
    assert text == "\n".join(line.rstrip() for line in drawn.getvalue().lstrip("\0").split("\n"))


def test_what_is_read_goes_on_beneath_where_its_line_begins() -> None:
    drawn = StringIO()
    page = ScreenPage(Console(file=drawn, width=32), DummyOutput())
    page.add(
        Script(
            "Figures", "", "Why they left:\n  Somebody or something else: 1\n  Price, after I raised it: 2"
        )
    )

    wanted = "  Why they left:\n    Somebody or something else:\n    1\n    Price, after I raised it: 2\n"
    assert wanted in "\n".join(line.rstrip() for line in drawn.getvalue().split("\n"))


def test_yes_is_found_by_its_english_word_in_every_language(home: Home) -> None:
    choices = '{ no = "No", yes = "Sì" }'
    text = FOUR.replace('{ ours = "Ours", theirs = "Theirs" }', choices).replace('"ours"', '"yes"')
    home.add_playbook("four", text)
    with Terminal("four", "Acme") as terminal:
        terminal.expect_question("Whose doing was it?")
        terminal.send("y")
        stands_on(terminal, "Sì")
        terminal.send(ENTER)
        terminal.expect_question("Ready?")

        assert "yes — Sì" == answers(home.entry)["reason"]


JUMPS = FOUR.replace(
    """
[[step]]
id = "three"
""",
    """
[[step.question]]
id = "sorry"
type = "script"
prompt = "To say first"
text = "I'm sorry."
when = { reason = "ours" }

[[step.question]]
id = "until"
type = "text"
prompt = "Until when?"

[[step]]
id = "three"
""",
)


def test_back_from_far_what_was_opened_is_asked_and_read_and_the_page_is_whole_behind_it(home: Home) -> None:
    home.add_playbook("jumps", JUMPS)
    with Terminal("jumps", "Acme", rows=40) as terminal:
        terminal.choose("Whose doing was it?", "Theirs")
        terminal.choose("Ready?", "Go on")
        terminal.answer("How much does it sting?", "7")
        terminal.answer("Until when?", "May")
        terminal.answer("Which day?")
        terminal.expect_question("Anything else?")
        terminal.send(FAR)
        terminal.expect_question("Which answer")
        terminal.choose("Which answer", "Whose doing")
        terminal.choose("Whose doing was it?", "Ours")
        terminal.answer("What was promised?", "a report")
        terminal.answer("What is offered?", "an apology")
        terminal.expect("I'm sorry.")

        # What was said of the way here stands above it, as if the walk had been straight down.
        assert "How much does it sting? 7" in terminal.text

        terminal.choose("Ready?", "Go on")
        terminal.expect_question("Anything else?")

        parts = (
            "Make amends",
            "a report",
            "an apology",
            "I'm sorry.",
            "Until when? May",
            "Go on",
            "Which day?",
        )
        assert sorted(map(terminal.text.index, parts)) == [terminal.text.index(part) for part in parts]


@pytest.mark.parametrize("how", [[], ["--plain"]])
def test_at_the_end_what_is_late_stands_out_as_in_every_listing(home: Home, how: list[str]) -> None:
    day = datetime.now().astimezone().date() - timedelta(4)
    end = f"- reason: theirs\n- sting: 3\n- day: 2031-03-04\n\n## Follow-ups\n\n- [ ] {day} Call them\n"
    home.begin("four", "Acme", end)
    with Terminal("four", "Acme", *how) as terminal:
        terminal.expect("Anything else?")
        terminal.send(ENTER)

        assert 0 == terminal.status()
        assert (
            f"Due 4 days overdue{':' if how else ''} Call them Tick off with: playbook done" in terminal.text
        )
        assert bool(how) is (b"\x1b[1m  4 days overdue" not in terminal.raw)


def test_far_back_the_page_is_headed_by_the_step_that_the_question_is_of(home: Home) -> None:
    home.begin("four", "Acme", "- reason: ours\n- sting: 7\n- promise: a report\n- offer: an apology\n")
    with Terminal("four", "Acme", rows=12) as terminal:
        terminal.answer("Which day?")
        terminal.expect_question("Anything else?")
        terminal.send(BACK)
        terminal.expect_question("Which day?")
        terminal.send(ENTER)
        terminal.expect_question("Anything else?")
        terminal.send(FAR)
        terminal.expect_question("Which answer would you like to go to?")
        terminal.type("promised")
        terminal.send(ENTER)
        terminal.expect_question("What was promised?")

        assert "2 of 3 Make amends" in terminal.text
        assert "3 of 3" not in terminal.text


def test_back_from_far_the_answers_beside_the_one_that_was_changed_stand_there_whenever_they_were_said(
    home: Home,
) -> None:
    home.begin("four", "Acme", "- reason: ours\n- sting: 7\n- promise: a report\n- offer: an apology\n")
    with Terminal("four", "Acme") as terminal:
        terminal.answer("Which day?")
        terminal.expect_question("Anything else?")
        terminal.send(FAR)
        terminal.expect_question("Which answer would you like to go to?")
        terminal.type("promised")
        terminal.send(ENTER)
        terminal.expect_question("What was promised?")
        terminal.type(", and soon")
        terminal.send(ENTER)
        terminal.expect_question("Anything else?")

        wanted = (
            "Make amends",
            "What was promised? a report, and soon",
            "What is offered? an apology",
            "Go on",
        )
        page = terminal.text[terminal.text.index("2 of 3") :]
        assert sorted(map(page.index, wanted)) == [page.index(words) for words in wanted]
