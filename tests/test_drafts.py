"""`playbook drafts`: messages kept for later, and one of them taken up where it was left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from homes import Home, answers, run
from terminal import DOWN, ENTER, LEAVE, Terminal

WISH = "What would you like to do with it?"

TOML = """\
title = "Letters"
summary = "A letter and what came of it."

[[step]]
id = "write"
title = "Write"

[[step.question]]
id = "contact"
type = "text"
prompt = "Who?"

[[step.question]]
id = "note"
type = "draft"
prompt = "A word to {contact|them}"
template = "Hello [first name], about [the matter]."

[[step.question]]
id = "reply"
type = "text"
prompt = "What came of it?"
when = { note = "sent" }
"""

KEPT = "- contact: Maria\n\n- note: later\n\n  Hello Maria, about [the matter].\n"


@pytest.fixture
def journal(home: Home) -> dict[str, Path]:
    """A journal with two messages that are kept, and others that are not or not any more."""
    home.add_playbook("letters", TOML)
    made = {
        "Acme": KEPT,
        "Nordwind": "- note: later\n",
        "Sent": "- note: sent 2026-11-21\n\n  Hello.\n",
        "Aside": "- ~note: later\n\n  Hello.\n",
        "Words": "- contact: later\n",
        "Closed": KEPT,
    }
    paths = {client: home.begin("letters", client, text) for client, text in made.items()}
    for client, status in {"Acme": "done", "Closed": "closed"}.items():
        text = paths[client].read_text(encoding="utf-8")
        paths[client].write_text(text.replace('"open"', f'"{status}"'), encoding="utf-8")
    return paths


def test_into_a_pipe_each_is_a_line_and_as_json_it_has_its_text(journal: dict[str, Path]) -> None:
    assert (
        f"2026-11-20\tNordwind\tnote\tA word to them\t{journal['Nordwind']}\n"
        f"2026-11-20\tAcme\tnote\tA word to Maria\t{journal['Acme']}\n"
    ) == run("drafts").stdout
    assert [
        {
            "path": str(journal["Acme"]),
            "playbook": "letters",
            "client": "Acme",
            "started": "2026-11-20T09:00:00+00:00",
            "question": "note",
            "prompt": "A word to Maria",
            "text": "Hello Maria, about [the matter].",
        }
    ] == json.loads(run("drafts", "ac", "--json").stdout)
    ended = run("drafts", "Sent")

    assert (0, "", "No message is kept for later.\n") == (ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.usefixtures("journal")
def test_a_playbook_that_cannot_be_read_is_told_and_hides_no_other_message(home: Home) -> None:
    home.add_playbook("other", "title = 5\n")
    home.begin("other", "Odd", "- note: later\n")
    ended = run("drafts")

    assert 2 == len(ended.stdout.splitlines())
    assert "playbook edit other" in ended.stderr


def test_one_is_taken_up_where_it_was_left_and_left_again_until_it_is_sent(
    journal: dict[str, Path],
) -> None:
    acme = journal["Acme"]
    with Terminal("drafts") as terminal:
        terminal.expect_question("Which message would you like to go on with?")
        terminal.send(DOWN)
        terminal.until(lambda: terminal.pointed == "Acme: A word to Maria", "the one of Acme")
        terminal.send(ENTER)
        terminal.expect("Hello Maria, about [the matter].")
        terminal.choose(WISH, "Fill in the blanks")
        terminal.answer("[the matter]", "the fée")
        terminal.expect("Hello Maria, about the fée.")
        terminal.expect_question(WISH)

        assert "Copy it" == terminal.pointed

        terminal.send(LEAVE)

        assert 0 == terminal.status()
    assert "later\n\nHello Maria, about the fée." == answers(acme)["note"]
    assert 'status: "done"' in acme.read_text(encoding="utf-8")
    with Terminal("drafts", "acme", "--plain") as terminal:
        terminal.expect("Hello Maria, about the fée.")
        terminal.send("sent\n")
        terminal.expect("Did it go as it stands?")
        terminal.send("\n")
        terminal.expect("What came of it?")
        terminal.send("She rang\n")
        terminal.expect("Everything you said is in")

        assert 0 == terminal.status()
    assert answers(acme)["note"].startswith("sent 2")
    assert "She rang" == answers(acme)["reply"]


@pytest.mark.usefixtures("journal")
def test_playbook_alone_names_them_and_how_to_take_one_up() -> None:
    with Terminal() as terminal:
        assert 0 == terminal.status()
        for words in ("Kept for later", "Nordwind A word to them", "Acme A word to Maria", "playbook drafts"):
            terminal.expect(words)
