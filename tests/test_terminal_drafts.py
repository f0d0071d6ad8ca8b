from __future__ import annotations

import base64
import re
import signal
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import every
import pytest
from every import LETTER
from homes import Home, answers
from terminal import EDITOR, ENTER, LEAVE, NEW_LINE, Terminal

WISH = "What would you like to do with it?"


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


@pytest.fixture
def editor(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor that does what stands in a file: shell commands, with the text's path as `$1`."""
    does = own_folder / "does.sh"
    monkeypatch.setenv("VISUAL", f"sh '{does}'")
    return does


def left_in(folder: Path) -> list[str]:
    """Return what is left of the files that editors were given."""
    return [path.name for path in folder.glob("playbook-*")]


def test_a_draft_is_edited_copied_and_sent_once_its_blanks_are_told(home: Home, editor: Path) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("letter")))
    with Terminal("every", "Acme", extra={"TMPDIR": str(home.folder)}) as terminal:
        terminal.expect(LETTER)
        terminal.expect("1 blank to fill: [the matter]")
        terminal.choose(WISH, "Copy it")
        terminal.expect("Copied")
        copies = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.raw)

        assert [LETTER] == [base64.b64decode(copy).decode() for copy in copies]

        terminal.choose(WISH, "I've sent it")
        terminal.expect_question("[the matter]")
        terminal.choose("[the matter]", "Not yet")
        terminal.expect_question(WISH)
        terminal.until(
            lambda: terminal.pointed == "Fill in the blanks", "what is still to be done pointed at"
        )

        assert every.up_to("letter") == answers(home.entry)

        editor.write_text('echo "So long," >> "$1"; exit 3', encoding="utf-8")
        terminal.choose(WISH, "Edit it")
        terminal.expect("So long,")
        editor.write_text("exit 3", encoding="utf-8")
        terminal.choose(WISH, "Edit it")
        terminal.expect("ended with an error")
        editor.write_text(
            'stty size > "$HOME/size"; sed -i "s/\\[the matter\\]/the fée/" "$1"', encoding="utf-8"
        )
        terminal.choose(WISH, "Edit it")
        terminal.expect("about the fée: yes. So long,")

        # What was copied before is not what stands there now.
        terminal.until(lambda: terminal.pointed == "Copy it", "copying pointed at")

        # Edited, and not yet sent: nothing of it is lost if the machine goes down now.
        edited = LETTER.replace("[the matter]", "the fée") + "\nSo long,"

        assert every.up_to("letter") | {"letter": f"(unfinished)\n{edited}"} == answers(home.entry)
        assert "24 80\n" == (editor.parent / "size").read_text()

        terminal.choose(WISH, "I've sent it")
        terminal.choose("Did it go as it stands?", "Yes")
        terminal.expect_question("Ready?")
        today = datetime.now(UTC).date().isoformat()

        assert f"sent {today}\n\n{edited}" == answers(home.entry)["letter"]
        assert [] == left_in(home.folder)


def test_a_draft_that_was_edited_and_left_is_there_again_and_can_be_passed(home: Home, editor: Path) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("letter")))
    editor.write_text('echo "Only this." > "$1"', encoding="utf-8")
    with Terminal("every", "Acme") as terminal:
        terminal.choose(WISH, "Edit it")
        terminal.expect("Only this.")
        terminal.expect_question(WISH)
        terminal.send(LEAVE)

        assert 0 == terminal.status()
        assert terminal.settings_before == terminal.settings
    with Terminal("every", "Acme", extra={"VISUAL": None, "PATH": "/nowhere"}) as terminal:
        terminal.expect("Only this.")
        terminal.choose(WISH, "Edit it")
        terminal.expect("No editor is set.")
        terminal.choose(WISH, "Skip")
        terminal.expect_question("Ready?")

        assert every.up_to("letter").keys() | {"letter", "~letter"} == answers(home.entry).keys()
        assert "Only this." in answers(home.entry)["~letter"]
        assert answers(home.entry)["letter"].startswith("(skipped)")


def test_a_text_takes_new_lines_and_an_editor(home: Home, editor: Path) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("story")))
    editor.write_text('echo lost >> "$1"; exit 1', encoding="utf-8")
    with Terminal("every", "Acme") as terminal:
        terminal.expect_question("What happened?")
        terminal.type("one")
        terminal.send(NEW_LINE)
        terminal.type("two")
        terminal.send(EDITOR)
        terminal.expect_question("What happened? (Alt-Enter: a new line) one two lost")
        editor.write_text('printf "one\\nTWO\\nthree\\n" > "$1"', encoding="utf-8")
        terminal.send(EDITOR)
        terminal.until(lambda: "three" in terminal.question or "Which" in terminal.question, "edited")
        if terminal.question.startswith("What happened?"):
            terminal.send(ENTER)
        terminal.expect_question("Which fruit?")

        assert every.up_to("story") | {"story": "one\nTWO\nthree"} == answers(home.entry)


@pytest.mark.parametrize("upto", ["story", "letter"])
def test_told_to_end_while_an_editor_is_open_it_waits_for_it_and_keeps_what_it_saved(
    upto: str, home: Home, editor: Path
) -> None:
    home.begin("every", "Acme", every.lines(every.up_to(upto)))
    closes = home.folder / "closes"
    editor.write_text(
        f'echo still editing; until [ -e "{closes}" ]; do sleep 0.05; done; echo words > "$1"',
        encoding="utf-8",
    )
    with Terminal("every", "Acme", extra={"TMPDIR": str(home.folder)}) as terminal:
        if upto == "story":
            terminal.expect_question("What happened?")
            terminal.send(EDITOR)
        else:
            terminal.choose(WISH, "Edit it")
        terminal.expect("still editing")
        terminal.kill(signal.SIGTERM)
        terminal.settle()

        assert 1 == len(left_in(home.folder))

        closes.touch()

        assert 143 == terminal.status()
        assert [] == left_in(home.folder)
        assert every.up_to(upto) | {upto: "(unfinished)\nwords"} == home.answers("Acme")


@pytest.mark.parametrize("upto", ["story", "letter"])
def test_an_editor_that_does_not_wait_is_told_of_and_what_is_saved_in_it_later_is_read(
    upto: str, home: Home, editor: Path
) -> None:
    home.begin("every", "Acme", every.lines(every.up_to(upto)))
    closes, closed = home.folder / "closes", home.folder / "closed"
    saves = f'until [ -e "{closes}" ]; do sleep 0.05; done; echo later words > "$1"; touch "{closed}"'
    editor.write_text(f"({saves}) > /dev/null 2>&1 < /dev/null &", encoding="utf-8")
    with Terminal("every", "Acme", extra={"TMPDIR": str(home.folder)}) as terminal:
        if upto == "story":
            terminal.expect_question("What happened?")
            terminal.type("it began")
            terminal.send(EDITOR)
        else:
            terminal.choose(WISH, "Edit it")
        terminal.expect("didn't wait")
        terminal.expect("code --wait")
        (name,) = left_in(home.folder)
        terminal.until(lambda: name in "".join(terminal.text.split()), f"named: {name}")
        terminal.choose("Have you saved it?", "Yes")
        terminal.expect("It is still as it was.")
        closes.touch()
        terminal.until(closed.exists, "closed")
        terminal.choose("Have you saved it?", "Yes")
        terminal.expect("later words")
        closes.unlink()
        if upto == "story":
            terminal.expect_question("What happened?")
            terminal.send(EDITOR)
            terminal.expect_question("Have you saved it?")
            terminal.send(LEAVE)

            assert 0 == terminal.status()
            assert "(unfinished)\nlater words" == home.answers("Acme")["story"]
        else:
            terminal.choose(WISH, "Edit it")
            terminal.choose("Have you saved it?", "Leave")
            terminal.choose(WISH, "Keep it for later")
            terminal.expect_question("Ready?")

            assert "later\n\nlater words" == home.answers("Acme")["letter"]
        assert name in left_in(home.folder)
    closes.touch()  # The editor that is still open ends.


def test_an_editor_that_cannot_be_used_costs_nothing(home: Home) -> None:
    editors = {"missing": "/nowhere/editor", "unclosed": "'", "eating": "sh -c 'rm \"$1\"' x"}
    for name in editors:
        home.begin("every", name, every.lines(every.up_to("letter")))
    with ExitStack() as stack:
        opened = [
            stack.enter_context(Terminal("every", name, extra={"VISUAL": editor}))
            for name, editor in editors.items()
        ]
        said = ["did not start", "cannot be read as a command", "ended with an error"]
        for terminal, why in zip(opened, said, strict=True):
            terminal.choose(WISH, "Edit it")
            terminal.expect(why)
            terminal.choose(WISH, "Keep it for later")
            terminal.put(*every.LINES.asks)
            terminal.expect("Breathe in")
            terminal.send(" ")
            terminal.expect_question("Anything else?")
            terminal.send(EDITOR)
        for terminal, name in zip(opened, editors, strict=True):
            terminal.settle()
            terminal.type("still typing")

            assert f"later\n\n{LETTER}" == home.answers(name)["letter"]
