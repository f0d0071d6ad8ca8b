"""A draft to its end: filled in where it stands, copied, put into a mail, and what was really sent."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from homes import Home, answers, run
from terminal import BACK, BACKSPACE, ENTER, LEAVE, Terminal, pasted
from test_terminal_page import ESCAPE, FAR

from playbook.faces.programs import address, sequence
from playbook.settings import KEYS, begin_config, read_settings

WISH = "What would you like to do with it?"

TOML = """\
title = "Letters"
summary = "Two letters."

[[step]]
id = "write"
title = "Write"

[[step.question]]
id = "first"
type = "draft"
prompt = "The first letter"
subject = "100% & more?"
template = \"\"\"
Hello [first name],

[the work] rests here. By [a day] I need a word about [the work].
\"\"\"

[[step.question]]
id = "second"
type = "draft"
prompt = "The second letter"
template = \"\"\"
Hello [first name],

[a day], then?

[the end]
\"\"\"
"""


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("letters", TOML)


@pytest.fixture
def desktop(own_folder: Path) -> dict[str, str]:
    """Return the environment of a desktop, whose programs write down what they are given."""
    folder = own_folder / "programs"
    folder.mkdir()
    for name, does in {"xclip": "/bin/cat > {}", "xdg-open": 'printf %s "$1" > {}'}.items():
        program = folder / name
        program.write_text(f"#!/bin/sh\n{does.format(own_folder / name)}\n", encoding="utf-8")
        program.chmod(0o700)
    return {"PATH": str(folder), "DISPLAY": ":99"}


def on_the_clipboard(raw: bytes) -> list[str]:
    """Return what a terminal was asked to put there."""
    return [
        base64.b64decode(copy).decode() for copy in re.findall(rb"(?<!\x1b)\x1b\]52;c;([\w+/=]*)\x07", raw)
    ]


def test_a_letter_is_filled_in_copied_mailed_and_what_was_really_sent_is_kept(
    home: Home, own_folder: Path, desktop: Mapping[str, str]
) -> None:
    with Terminal("letters", "Acme", extra=desktop) as terminal:
        terminal.expect("3 blanks to fill: [first name], [the work], [a day]")
        terminal.expect_question(WISH)

        assert "Fill in the blanks" == terminal.pointed

        terminal.send(ENTER)
        terminal.answer("[first name] (1 of 3)", "Maria")
        terminal.expect_question("[the work] (2 of 3)")
        terminal.expect("Hello Maria, [the work] rests here.")

        # It is on the disk before the next one is asked for.
        assert "(unfinished)\nSubject: 100% & more?\n\nHello Maria," in answers(home.entry)["first"]

        terminal.send(BACK)
        terminal.expect_question("[first name]")
        terminal.expect_field("Maria")
        terminal.send(ENTER)
        terminal.answer("[the work]", "the fée")
        terminal.answer("[a day]")
        terminal.expect("1 blank to fill: [a day]")
        body = "Hello Maria,\n\nthe fée rests here. By [a day] I need a word about the fée."
        terminal.expect(body)
        terminal.expect_question(WISH)

        assert "Copy it" == terminal.pointed

        terminal.send(ENTER)
        terminal.expect("Copied.")
        whole = f"Subject: 100% & more?\n\n{body}"

        assert [whole] == on_the_clipboard(terminal.raw)
        assert whole == (own_folder / "xclip").read_text(encoding="utf-8")

        terminal.until(lambda: terminal.pointed == "I've sent it", "the next line pointed at")
        terminal.choose(WISH, "Open it in my mail program")
        terminal.expect("It's open in your mail program.")
        url = urlsplit((own_folder / "xdg-open").read_text(encoding="utf-8"))

        assert ("mailto", "") == (url.scheme, url.path)
        assert {"subject": ["100% & more?"], "body": [body.replace("\n", "\r\n")]} == parse_qs(url.query)

        terminal.choose(WISH, "I've sent it")
        terminal.choose("[a day] is still in it.", "I'll paste what I sent")
        terminal.expect_question("What did you send?")
        terminal.send(pasted("Hello Maria,\n\nit went like this."))
        terminal.expect("it went like this.")
        terminal.send(ENTER)

        # What was filled in before stands there, as the letter that went has it.
        terminal.choose(WISH, "Fill in the blanks")
        terminal.expect_question("[first name] (1 of 3)")
        terminal.expect_field("Maria")

        assert answers(home.entry)["first"].endswith("\n\nHello Maria,\n\nit went like this.")

        terminal.send(ENTER)
        terminal.expect_question("[a day] (2 of 3)")
        terminal.type("Fri")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert "(unfinished)\nHello Maria,\n\nFri [a day], then?\n\n[the end]" == answers(home.entry)["second"]

    with Terminal("letters", "Acme") as terminal:
        terminal.expect("Hello Maria, [a day], then? [the end] 2 blanks to fill: [a day], [the end]")
        terminal.choose(WISH, "Fill in the blanks")
        terminal.expect_question("[a day] (1 of 2)")
        terminal.expect_field("Fri")
        terminal.type("day")
        terminal.send(FAR)
        terminal.expect_question("Which answer would you like to go to?")

        # Whatever is left again, no half of a blank fills it.
        assert answers(home.entry)["second"].endswith("\n\nFriday [a day], then?\n\n[the end]")

        terminal.send(ESCAPE)
        terminal.choose(WISH, "Fill in the blanks")
        terminal.expect_question("[a day] (1 of 2)")
        terminal.expect_field("Friday")
        terminal.send(ENTER)
        terminal.expect_question("[the end] (2 of 2)")

        assert answers(home.entry)["second"].endswith("\n\nFriday, then?\n\n[the end]")


def test_half_of_a_blank_is_kept_with_a_letter_for_later() -> None:
    with Terminal("letters", "Acme") as terminal:
        terminal.choose(WISH, "Fill in the blanks")
        terminal.answer("[first name]", "Maria")
        terminal.expect_question("[the work]")
        terminal.type("the f")
        terminal.send(BACK)
        terminal.expect_question("[first name]")
        terminal.send(BACK)
        terminal.choose(WISH, "Keep it for later")
        terminal.expect("The second letter")
    with Terminal("drafts", "Acme") as terminal:
        terminal.choose(WISH, "Fill in the blanks")
        terminal.answer("[first name]", "Maria")
        terminal.expect_question("[the work]")
        terminal.expect_field("the f")


def test_without_a_mail_program_that_is_said_and_the_plain_face_asks_the_same(
    home: Home, desktop: dict[str, str]
) -> None:
    with Terminal("letters", "Acme", "--plain", extra=desktop | {"DISPLAY": ""}) as terminal:
        terminal.expect("Fill in the blanks: Enter. To skip: -.")
        terminal.send("\n")
        terminal.expect("Hello [first name], Question: [first name] Type your answer (1 of 3).")
        terminal.send("Maria\n")
        terminal.expect("Question: [the work]")
        terminal.send("<\n")
        terminal.expect("Offered: Maria")
        terminal.send("\n")
        terminal.until(lambda: terminal.text.count("Question: [the work]") == 2, "the next blank")
        terminal.send("the fée\n")
        terminal.expect("Question: [a day]")
        terminal.send("Friday\n")
        terminal.expect("the fée rests here. By Friday I need a word about the fée.")
        terminal.send("mail\n")
        terminal.expect("No mail program could be opened from here.")
        terminal.send("copy\n")
        terminal.expect("Copied, if your terminal allows it.")
        terminal.send("sent\n")
        terminal.expect("Yes, as it stands: Enter.")
        terminal.send("\n")
        terminal.expect("The second letter")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
    (copy,) = on_the_clipboard(terminal.raw)

    assert answers(home.entry)["first"].endswith(copy)


def test_lines_of_a_pipe_fill_in_a_letter_and_say_what_was_sent(home: Home) -> None:
    lines = ["fill", "Maria", "", "Friday", "copy", "sent", "paste", "Hello!", "."]
    ended = run("letters", "Acme", "--plain", typed="\n".join([*lines, ""]))

    assert 3 == ended.returncode
    assert answers(home.entry)["first"].endswith("\n\nHello!")
    assert "By Friday I need a word about [the work]." in ended.stderr


@pytest.mark.parametrize("within", [{"TMUX": "socket,1,0"}, {"STY": "1.tty"}, {"TERM": "screen-256color"}])
def test_what_runs_within_a_terminal_is_asked_to_pass_a_copy_on(within: Mapping[str, str]) -> None:
    text = "Dear fée,\n" * 200
    asked = sequence(text, within).encode()
    (plain,), (passed_on,) = on_the_clipboard(asked), on_the_clipboard(unwrapped(asked))

    assert text == plain == passed_on


def unwrapped(asked: bytes) -> bytes:
    """Return what tmux or GNU screen would pass on to the terminal around it."""
    passed_on = re.findall(rb"\x1bP(?:tmux;((?:\x1b\x1b|[^\x1b])*)|((?:\x1b(?!\\)|[^\x1b])*))\x1b\\", asked)
    return b"".join(tmux.replace(b"\x1b\x1b", b"\x1b") + screen for tmux, screen in passed_on)


def test_a_letter_is_no_part_of_an_address_but_its_words() -> None:
    assert "mailto:?body=a%26cc%3Dx%40y%3F%23%25%0D%0A%22%24%28b%29" == address("", 'a&cc=x@y?#%\n"$(b)')


def test_the_plain_face_reads_a_letter_out_again_once_something_else_was_answered() -> None:
    ended = run("letters", "Acme", "--plain", typed="later\n<\nlater\n")

    assert 2 == ended.stderr.count("By [a day] I need a word")
    assert 2 == ended.stderr.count("[a day], then?")


SIGNED = """\
title = "Signed"
summary = "Two letters with a name."

[[step]]
id = "write"
title = "Write"

[[step.question]]
id = "first"
type = "draft"
prompt = "The first letter"
template = "Hello. {me|}"

[[step.question]]
id = "second"
type = "draft"
prompt = "The second letter"
template = "Hello again. {me}"
"""
NAME, KEEP = "What name do you sign with?", 'Sign your later letters with Ada "A" Lo too?'


class TestTheNameBeneathLetters:
    @pytest.fixture(autouse=True)
    def _signed(self, home: Home) -> None:
        home.add_playbook("signed", SIGNED)

    def test_it_is_asked_once_and_kept_in_a_first_configuration_that_is_theirs_from_then_on(
        self, home: Home
    ) -> None:
        config = home.folder / "config.toml"
        with Terminal("signed", "Acme") as terminal:
            terminal.answer(NAME, 'Ada "A" Lo')
            terminal.expect_question(KEEP)
            terminal.send(BACK)
            terminal.expect_question(NAME)
            terminal.expect_field('Ada "A" Lo')
            terminal.send(ENTER)
            terminal.choose(KEEP, "Yes")
            terminal.expect('Hello. Ada "A" Lo')
            terminal.choose(WISH, "Keep it for later")
            terminal.expect('Hello again. Ada "A" Lo')
            terminal.choose(WISH, "Keep it for later")

            assert 0 == terminal.status()
        settings = read_settings(str(home.folder), {}, home.folder)

        assert ('Ada "A" Lo', ()) == (settings.name, settings.not_understood)
        assert [] == [key for key in KEYS if f"\n{key} = " not in config.read_text().replace("\n# ", "\n")]
        assert 0o600 == config.stat().st_mode & 0o777

        begin_config(config, "Somebody else")

        assert "Somebody" not in config.read_text()

    def test_back_from_whether_it_is_kept_it_can_be_mended(self, home: Home) -> None:
        asked = '[[step.question]]\nid = "who"\ntype = "text"\nprompt = "Who is it?"\n\n'
        home.add_playbook("signed", SIGNED.replace("[[step.question]]", f"{asked}[[step.question]]", 1))
        with Terminal("signed", "Acme") as terminal:
            terminal.answer("Who is it?", "Maria")
            terminal.answer(NAME, "Adda")
            terminal.expect_question("Sign your later letters with Adda too?")
            terminal.send(BACK)
            terminal.expect_question(NAME)
            terminal.expect_field("Adda")
            terminal.send(BACKSPACE * 2 + "a")
            terminal.expect_field("Ada")
            terminal.send(ENTER)
            terminal.choose("Sign your later letters with Ada too?", "Yes")
            terminal.expect("Hello. Ada")
        assert 'name = "Ada"' in (home.folder / "config.toml").read_text(encoding="utf-8")

    def test_from_it_and_from_whether_it_is_kept_one_can_go_far_back(self, home: Home) -> None:
        asked = '[[step.question]]\nid = "who"\ntype = "text"\nprompt = "Who is it?"\n\n'
        home.add_playbook("signed", SIGNED.replace("[[step.question]]", f"{asked}[[step.question]]", 1))
        with Terminal("signed", "Acme") as terminal:
            terminal.answer("Who is it?", "Maria")
            terminal.expect_question(NAME)
            terminal.type("Ad")
            terminal.send(FAR)
            terminal.choose("Which answer", "Who is it?")
            terminal.expect_question("Who is it?")
            terminal.clear("Maria")
            terminal.answer("Who is it?", "Marta")
            # What was typed of the name is still there.
            terminal.expect_question(NAME)
            terminal.expect_field("Ad")
            terminal.send("a" + ENTER)
            terminal.expect_question("Sign your later letters with Ada too?")
            terminal.send(FAR)
            terminal.choose("Which answer", "Who is it?")
            terminal.answer("Who is it?")
            terminal.expect("Hello. Ada")

        assert "Marta" == home.answers("Acme")["who"]

    def test_given_and_left_before_it_is_kept_it_stands_beneath_the_letter(self, home: Home) -> None:
        with Terminal("signed", "Acme") as terminal:
            terminal.answer(NAME, 'Ada "A" Lo')
            terminal.expect_question(KEEP)
            terminal.send(LEAVE)

            assert 0 == terminal.status()
        assert not (home.folder / "config.toml").exists()
        with Terminal("signed", "Acme") as terminal:
            terminal.expect_question(WISH)

            assert 'Hello. Ada "A" Lo' in terminal.text

    def test_it_is_not_kept_where_there_is_a_configuration_and_half_of_it_is_no_half_of_a_letter(
        self, home: Home
    ) -> None:
        config = home.folder / "config.toml"
        config.write_text("# mine\n", encoding="utf-8")
        with Terminal("signed", "Acme", "--plain") as terminal:
            terminal.expect(NAME)
            terminal.send("Ada\n")
            terminal.expect("Hello. Ada")
            terminal.send(LEAVE)

            assert 0 == terminal.status()
        assert "(unfinished)\nHello. Ada" == answers(home.entry)["first"]

        home.entry.unlink()
        with Terminal("signed", "Acme") as terminal:
            terminal.expect_question(NAME)
            terminal.type("Ad")
            terminal.send(LEAVE)

            assert 0 == terminal.status()
        assert "# mine\n" == config.read_text()
        assert [] == home.entries
