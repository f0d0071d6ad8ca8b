from __future__ import annotations

import re

import every
import pytest
from homes import Home, run
from terminal import DOWN, ENTER, LEAVE, SPACE, Ask, Terminal

LONG = "A label that is far too long for a narrow terminal and has to be wrapped between its words"
WIDE = "取引先がなぜ離れたのかを落ち着いて考えるための質問です。どれが一番近いですか"
OPTION = "予算が削られたので契約を続けられなくなったと言われました"

NARROW = f"""
title = "Narrow"
summary = "Long and wide."

[[step]]
id = "one"
title = "{LONG} in a title"
guide = "{LONG} in a guide. {WIDE}"

[[step.question]]
id = "long"
type = "choice"
prompt = "{LONG}, asked?"
help = "{LONG}, helped."

[step.question.choices]
first = "First: {LONG}"
second = {{ label = "Second: {LONG}", help = "And more: {LONG}" }}

[[step.question]]
id = "marks"
type = "choices"
prompt = "{WIDE}?"
choices = {{ wide = "{OPTION}", long = "Marked: {LONG}" }}

[[step.question]]
id = "words"
type = "text"
prompt = "{WIDE} {LONG}?"
help = "{WIDE}"

[[step.question]]
id = "letter"
type = "draft"
prompt = "{LONG} of a letter"
template = "{WIDE} {LONG} [{OPTION}]"

[[step.question]]
id = "air"
type = "breathe"
prompt = "{LONG} of air"
help = "{WIDE}"
inhale = 60

[[step.question]]
id = "many"
type = "choice"
prompt = "Which of forty?"
help = "{LONG}, helped."

[step.question.choices]
""" + "\n".join(f'n{number} = "Choice number {number} of forty"' for number in range(1, 41))

ATTACK = "\x1b]0;owned\x07\x1b[2J\x9b31m\x1b[8m\u202e"
AS_TOML = "".join(f"\\u{ord(character):04x}" for character in ATTACK)

HOSTILE = f"""
title = "Hostile{AS_TOML}"
summary = "Looks{AS_TOML} harmless."

[[step]]
id = "one"
title = "Step{AS_TOML}"
guide = "Guide{AS_TOML}"

[[step.question]]
id = "pick"
type = "choice"
prompt = "Pick{AS_TOML} one"
help = "Help{AS_TOML}"

[step.question.choices]
apple = "Apple{AS_TOML}"
pear = {{ label = "Pear{AS_TOML}", detail = {{ green = "Green{AS_TOML}" }} }}

[[step.question]]
id = "marks"
type = "choices"
prompt = "Mark{AS_TOML} some"
choices = {{ calm = "Calm{AS_TOML}" }}

[[step.question]]
id = "words"
type = "text"
prompt = "Words{AS_TOML}"
help = "Help{AS_TOML}"

[[step.question]]
id = "score"
type = "scorecard"
prompt = "Score{AS_TOML}"
items = [{{ id = "item", prompt = "Item{AS_TOML}" }}]
bands = [{{ id = "any", from = 0, label = "Band{AS_TOML}" }}]

[[step.question]]
id = "letter"
type = "draft"
prompt = "Letter{AS_TOML}"
subject = "Subject{AS_TOML}"
template = "Body{AS_TOML} {{words|}} [blank{AS_TOML}]"

[[step.question]]
id = "lines"
type = "script"
prompt = "Lines{AS_TOML}"
text = "Say{AS_TOML}"

[[step.question]]
id = "air"
type = "breathe"
prompt = "Air{AS_TOML}"
help = "Help{AS_TOML}"
inhale = 60

[[step.question]]
id = "day"
type = "date"
prompt = "Day{AS_TOML}"
follow_up = "Follow{AS_TOML} up"

[[step]]
id = "two"
title = "Wait{AS_TOML}"
wait = {{ until = "day" }}

[[step.question]]
id = "last"
type = "text"
prompt = "Last{AS_TOML}"
"""


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


def whole(terminal: Terminal, text: str) -> None:
    """Wait until a text is on the screen with every word in one piece; wide ones break anywhere."""
    if text.isascii():
        terminal.expect(text)
    else:
        wanted = text.replace(" ", "")
        terminal.until(lambda: wanted in terminal.text.replace(" ", ""), f"on the screen: {text}")


@pytest.mark.parametrize("columns", [40, 120])
def test_nothing_is_cut_or_torn_at_any_width(home: Home, columns: int) -> None:
    home.add_playbook("narrow", NARROW)
    with Terminal("narrow", OPTION, columns=columns, rows=60) as terminal:
        for text in (OPTION, f"{LONG} in a title", f"{LONG} in a guide.", WIDE, f"{LONG}, asked?"):
            whole(terminal, text)
        for text in (f"{LONG}, helped.", f"First: {LONG}", f"Second: {LONG}", f"And more: {LONG}"):
            whole(terminal, text)
        before = terminal.lines
        for _ in range(3):
            terminal.send(DOWN)
            terminal.settle()

        assert before == terminal.lines

        terminal.choose(LONG, "Second:")
        for text in (f"{WIDE}?", OPTION, f"Marked: {LONG}"):
            whole(terminal, text)
        terminal.send(SPACE)
        terminal.expect(f"● {OPTION[:10]}")
        terminal.send(ENTER)
        terminal.until(lambda: terminal.question.endswith(WIDE[-3:]), "asked for words")
        for text in (f"{WIDE} {LONG}?", WIDE):
            whole(terminal, text)
        terminal.send(WIDE * 2)
        whole(terminal, WIDE * 2)
        terminal.send(ENTER)
        whole(terminal, f"{LONG} of a letter")
        whole(terminal, f"{WIDE} {LONG} [{OPTION}]")
        terminal.choose("What would you like to do with it?", "Keep it for later")
        for text in (f"{LONG} of air", WIDE, "Breathe in"):
            whole(terminal, text)
        terminal.send(SPACE)
        terminal.expect_question("Which of forty?")

        assert 1 == terminal.text.count("Which of forty?")
        assert all(len(line) <= columns for line in terminal.lines)


def test_a_list_longer_than_the_screen_moves_beneath_its_question(home: Home) -> None:
    home.add_playbook("narrow", NARROW)
    answered = "- long: (skipped)\n- marks: (skipped)\n- words: x\n- letter: (skipped)\n- air: done\n"
    home.begin("narrow", "Acme", answered)
    with Terminal("narrow", "Acme", columns=40) as terminal:
        terminal.expect_question("Which of forty?")
        terminal.point_at("Choice number 1 ")
        for number in range(1, 41):
            terminal.expect_question("Which of forty?")

            assert f"Choice number {number} of forty" == terminal.pointed

            terminal.move(DOWN)

        assert "Skip" == terminal.pointed

        terminal.send(ENTER)
        terminal.expect("That was the last question.")

        assert 0 == terminal.status()


def test_nothing_is_drawn_again_that_did_not_change(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("fruit")))
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("Which fruit?")
        terminal.settle()
        top, seen = terminal.lines[0], len(terminal.raw)
        terminal.move(DOWN)
        terminal.settle()
        moved, seen = terminal.raw[seen:], len(terminal.raw)

        # Two lines of the list, and nothing of the question above it.
        assert b"Which fruit?" not in moved
        assert moved.count(b"\n") <= 2

        terminal.send(ENTER)
        terminal.expect_question("A pear: which of these?")
        terminal.settle()

        assert top.split()[0].encode() not in terminal.raw[seen:]


def colours(raw: bytes) -> set[str]:
    """Return the colours that were asked for, as SGR has them."""
    asked = re.findall(rb"\x1b\[([0-9;:]*)m", raw)
    codes = re.findall(
        r"\b(?:[34]8[;:][25][;:][0-9;:]+|3[0-7]|4[0-7]|9[0-7]|10[0-7])\b", b" ".join(asked).decode()
    )
    return set(codes)


def walk_of_every_type(extra: dict[str, str]) -> Terminal:
    with Terminal("every", "Acme", extra=extra) as terminal:
        for stop in every.STOPS:
            terminal.put(*stop.asks)

        assert 0 == terminal.status()
    return terminal


def test_there_is_one_accent_colour_and_what_is_secondary_is_dim() -> None:
    raw = walk_of_every_type({}).raw

    # Cyan can hardly be read on white, where bold makes it brighter; and grey is some themes' background.
    assert {"35"} == colours(raw)
    assert re.search(rb"\x1b\[(?:0;)?2m", raw)


def test_without_colour_there_is_none_and_nothing_is_said_twice(home: Home) -> None:
    terminal = walk_of_every_type({"NO_COLOR": "1"})

    assert set() == colours(terminal.raw)
    assert b"\x1b[" in terminal.raw
    assert 1 == terminal.text.count("Anything else?")
    assert 1 == "".join(terminal.text.split()).count(home.entry.name)


def driven(raw: bytes) -> list[bytes]:
    """Return what could drive a terminal and is none of our own redrawing."""
    hidden = rb"\x1b\[8m|\x1b\[2J|\xc2\x9b|\xe2\x80\xae"
    return re.findall(rb"\x1b[\]PX^_][^\x07]*|\x07|" + hidden, raw)


def test_nothing_from_a_playbook_an_entry_or_a_name_drives_the_terminal(home: Home) -> None:
    home.add_playbook("hostile", HOSTILE)
    with Terminal("hostile", f"Acme{ATTACK} Studio") as terminal:
        terminal.expect("Acme")
        terminal.choose("Pick", "Pear")
        terminal.choose("Pear", "Green")
        terminal.put(Ask("Mark", "Calm", "mark"))
        terminal.answer("Words", "mine")
        terminal.answer("Item", "3")
        terminal.choose("What would you like to do with it?", "I've sent it")
        terminal.choose("[blank", "Yes")
        terminal.choose("Ready?", "Go on")
        terminal.expect("Breathe in")
        terminal.send(SPACE)
        terminal.answer("Day", "2031-03-04")

        assert 0 == terminal.status()
        assert [] == driven(terminal.raw)
    entry = home.entry.read_text(encoding="utf-8")

    assert [] == re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f]", entry)

    spoilt = entry.replace("mine", f"mine{ATTACK}").replace("Follow", f"Follow{ATTACK}")
    home.entry.write_text(spoilt.replace("Studio", f"Studio{ATTACK}"), encoding="utf-8")
    with Terminal("hostile") as terminal:
        terminal.expect_question("Who is it about?")
        terminal.send(ENTER)
        terminal.expect_question("You said:")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
        assert [] == driven(terminal.raw)


def test_nothing_from_a_file_drives_the_terminal_in_the_plain_face_and_in_listings(home: Home) -> None:
    home.add_playbook("hostile", HOSTILE)
    home.add_playbook("broken", f'title = "{AS_TOML}"\nsummary = "x"\n"bad{AS_TOML}" = 1\n')
    home.begin("hostile", "Acme", f"- words: {ATTACK}\n\n- [ ] 2031-03-04 Call{ATTACK} them\n")
    (home.folder / "config.toml").write_text(f'"odd{AS_TOML}" = 1\n', encoding="utf-8")
    typed = "2\n1\n1\n\\mine\n3\nsent\nyes\n\n\n2031-03-04\n"
    for arguments, lines in (
        (("hostile", f"Other{ATTACK}"), typed),
        (("hostile", "Acme"), ""),
        ((), ""),
        (("--help",), ""),
        (("hostile", "--help"), ""),
        (("broken", "Acme"), ""),
    ):
        ended = run(*arguments, typed=lines)

        assert [] == driven((ended.stdout + ended.stderr).encode()), arguments


def test_a_dumb_terminal_gets_plain_lines(home: Home) -> None:
    with Terminal("every", "Acme", extra={"TERM": "dumb"}) as terminal:
        terminal.expect("Question: What did they say?")
        terminal.send("hello there\n")
        terminal.expect("Question: What happened?")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
        assert b"\x1b" not in terminal.raw
    assert {"words": "hello there"} == home.answers("Acme")
