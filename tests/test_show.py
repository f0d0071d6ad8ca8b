"""`playbook show`."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import every
import pytest
from homes import Home, run
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from terminal import Terminal

from playbook.entry import Entry
from playbook.faces import screen
from playbook.model.context import Context
from playbook.query.reading import read_out
from playbook.reading.playbooks import playbook_from
from playbook.text import visible


@pytest.fixture(autouse=True)
def entries(home: Home) -> None:
    home.begin("lost", "Acme", "- sting: 7\n")
    home.begin("lost", "Acorn", "- sting: 8\n")
    path = home.begin("other", "Acme", "- room: older\n")
    path.write_text(path.read_text("utf-8").replace("started: 2026", "started: 2020"), encoding="utf-8")


def test_into_a_pipe_the_newest_entry_stands_as_it_is(home: Home) -> None:
    newest = next(path for path in home.entries if "acme_lost" in path.name)

    for name in ("Acme", "ÁCME", " acme "):
        assert newest.read_text("utf-8") == run("show", name).stdout
    assert "older" in run("show", "Acme", "--playbook", "other").stdout


def test_where_a_client_has_no_entry_of_a_playbook_that_is_said() -> None:
    ended = run("show", "Acorn", "--playbook", "other")

    assert (1, "") == (ended.returncode, ended.stdout)
    assert "There is no entry of other about Acorn." in ended.stderr


def test_in_a_terminal_it_is_drawn_without_its_front_matter() -> None:
    with Terminal("show", "Acme", columns=40) as terminal:
        assert 0 == terminal.status()

        assert "sting: 7" in terminal.text
        assert "playbook:" not in terminal.text


WORDS = r"call <Anna> about <price> __init__ <!-- x --> *not* `so` &#x202e; [b]x[/b] 1. <http://x.y/%1b]52;c;aGk=%1b%5c>"


def test_every_word_is_drawn_as_it_was_written_and_none_drives_the_terminal(home: Home) -> None:
    beneath = "  # theirs\n  - theirs\n      deep\n  | a | b |\n  [a]: http://x.y/%1b%5d52;c;aGk=%07\n"
    answer = f"- their_words: {WORDS}\n\n{beneath}"
    home.begin("lost", "Beta", f"*How\\*?*\n\n{answer}\n## Step\n\n<i>my note</i>\n")
    with Terminal("show", "Beta", columns=200) as terminal:
        assert 0 == terminal.status()

        for line in (WORDS, *beneath.splitlines(), "How*?", "Step", "<i>my note</i>"):
            assert " ".join(line.split()) in terminal.text
        assert b"\x1b" not in re.sub(rb"\x1b\[[0-9;]*m", b"", terminal.raw)


@given(
    words=st.text(
        st.characters(codec="utf-8") | st.sampled_from("<>*_`[]()&#%\x1b\n\t \\\u202e"), max_size=200
    )
)
def test_no_visible_letter_of_an_answer_is_left_out_whatever_it_is(words: str) -> None:
    beneath = "\n".join(f"  {line}" for line in words.split("\n"))
    drawn = StringIO()

    lines = read_out(Entry(f"# A\n\n- words:\n{beneath}\n"), {}, Context(today=date(2026, 11, 22)))
    screen.entry(Console(file=drawn, force_terminal=True, width=60), lines)

    shown = re.sub(r"\x1b\[[0-9;]*m", "", drawn.getvalue())
    assert "".join(f"A-words:{visible(words)}".split()) == "".join(shown.split())
    assert shown == visible(shown)


READ = """\
# Gamma: Every type

## The first step

*Which fruit?*

- fruit: pear.brown — A brown pear
  a note of mine

*How deep?*

- depth: (skipped)

*Which day?*

- call_on: 2031-03-04

*How well does it fit?*

- fit: 80 fine — Fine
  - width: 45
  - height: 30
  because of the door

*A letter*

- letter: sent 2031-02-01

  Dear *you*,

  - reason: [yes]

- ~words: hello
- words: hello
  again
- hours: a day
- sure: yes

## Follow-ups

- [ ] 2031-03-04 Call Gamma
- [x] whenever
"""
AS_READ = """\
Gamma: Every type

The first step

Which fruit?

  A brown pear
    a note of mine

How deep?

  Skipped

Which day?

  Tuesday 4 March 2031

How well does it fit?

  The width: 45 of 50
  The height: 30 of 50
  80 of 100: Fine
    because of the door

A letter

  Sent, Saturday 1 February 2031

  Dear *you*,

  - reason: [yes]

  words: Set aside: hello
  words: hello
  again
- hours: a day
  sure: yes

Follow-ups

- [ ] Tuesday 4 March 2031: Call Gamma
- [x] whenever
"""


def test_it_reads_in_words_with_every_line_of_the_persons_in_its_place(home: Home) -> None:
    home.add_playbook("every", every.TOML)
    home.begin("every", "Gamma").write_text(
        f'---\nplaybook: "every"\nclient: "Gamma"\nlanguage: "en"\n---\n\n{READ}', encoding="utf-8"
    )
    with Terminal("show", "Gam", rows=60, extra={"TERM": "dumb"}) as terminal:
        assert 0 == terminal.status()

        assert AS_READ.strip() == "\n".join(line.rstrip() for line in terminal.lines).strip()


def test_what_was_half_typed_reads_in_words_too() -> None:
    playbook, _ = playbook_from(every.TOML)
    assert playbook
    halves = {"fruit": "pear", "moods": "calm, glad", "fit": "- width: 4", "words": "hel"}
    entry = Entry("# A\n\n" + every.lines({name: f"(unfinished)\n{half}" for name, half in halves.items()}))
    lines = read_out(entry, playbook.by_id, Context(today=date(2026, 11, 22)))

    assert ["A pear", "Calm, Glad", "The width: 4 of 50", "hel"] == [
        line.text.strip() for line in lines[2:] if "Not finished" not in line.text and line.text
    ]


def test_the_loss_is_shown_rather_than_a_later_check_in(home: Home) -> None:
    later = home.begin("check-in", "Acme", "- how: later\n")
    later.write_text(later.read_text("utf-8").replace("started: 2026", "started: 2030"), encoding="utf-8")

    assert "sting: 7" in run("show", "Acme").stdout
    assert "how: later" in run("show", "Acme", "--playbook", "check-in").stdout


def test_what_is_longer_than_the_screen_goes_through_the_pager(home: Home, tmp_path: Path) -> None:
    pager = tmp_path / "pager.py"
    pager.write_text("import sys; print('PAGED', len(sys.stdin.read().splitlines()))", encoding="utf-8")
    home.begin("lost", "Longer", "- their_words: x\n" + "  y\n" * 60)
    extra = {"PAGER": f"{sys.executable} {pager}"}
    with Terminal("show", "Longer", extra=extra) as terminal:
        assert 0 == terminal.status()
        assert "PAGED 63" in terminal.text
    with Terminal("show", "Acme", extra=extra) as terminal:
        assert 0 == terminal.status()
        assert "PAGED" not in terminal.text


def test_for_programs_as_json(home: Home) -> None:
    words = (
        "- reason: price.terms — Price: The terms\n- fee: 1200.00 EUR\n\n- [x] 2026-11-24 Call\n- [ ] Rest\n"
    )
    path = home.begin("lost", "Delta", words)

    assert {
        "path": str(path),
        "playbook": "lost",
        "client": "Delta",
        "status": "open",
        "started": "2026-11-20T09:00:00+00:00",
        "updated": "2026-11-20T09:00:00+00:00",
        "waiting_until": None,
        "answers": {"reason": "price.terms", "fee": "1200.00 EUR"},
        "follow_ups": [
            {"date": "2026-11-24", "words": "Call", "done": True},
            {"date": None, "words": "Rest", "done": False},
        ],
    } == json.loads(run("show", "Delt", "--json").stdout)


def test_it_opens_in_the_editor(home: Home, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import sys; open(sys.argv[1], 'a').write('- room: more\\n')", encoding="utf-8")

    assert 0 == run("show", "Acme", "--edit", extra={"EDITOR": f"{sys.executable} {editor}"}).returncode
    assert {"sting": "7", "room": "more"} == home_answers(home)
    assert 1 == run("show", "Acme", "--edit", extra={"EDITOR": "no-such-editor"}).returncode
    without_a_terminal = run("show", "Acme", "--edit")
    assert 1 == without_a_terminal.returncode
    assert "Run it in a terminal" in without_a_terminal.stderr


def home_answers(home: Home) -> dict[str, str]:
    from homes import answers

    return answers(next(path for path in home.entries if "acme_lost" in path.name))
