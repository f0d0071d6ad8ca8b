from __future__ import annotations

import re
from io import BytesIO, StringIO, TextIOWrapper
from itertools import pairwise
from pathlib import Path

import every
import pytest
from every import LETTER, STOPS
from homes import PLAYBOOK, Home, answers, run
from terminal import LEAVE, SUSPEND, WAYS, Terminal, terminals

from playbook.faces.in_lines import in_lines
from playbook.faces.plain import Plain
from playbook.messages import Row
from playbook.model.asking import Option, Pick


@pytest.fixture(autouse=True)
def _playbooks(home: Home) -> None:
    home.add_playbook("every", every.TOML)


def typed(upto: str | None = None) -> str:
    """Return the lines that answer everything before a question."""
    lines: list[str] = []
    for stop in STOPS:
        if stop.name == upto:
            break
        lines += stop.typed
    return "".join(f"{line}\n" for line in lines)


def without_moments(path: Path) -> str:
    return re.sub(r"(started|updated): .*", r"\1: then", path.read_text(encoding="utf-8"))


def test_every_face_leaves_the_same_entry_for_the_same_answers(home: Home, own_folder: Path) -> None:
    with Terminal("every", "Acme") as terminal:
        for stop in STOPS:
            terminal.put(*stop.asks)

        assert 0 == terminal.status()
    full = home.entry.rename(own_folder / "full.md")
    plain = run("every", "Acme", typed=typed())

    assert (0, f"{home.entry}\n") == (plain.returncode, plain.stdout)

    lines = home.entry.rename(own_folder / "plain.md")
    file = own_folder / "answers.toml"
    given = [f"{stop.name} = {stop.native}\n" for stop in STOPS if stop.native]
    file.write_text("".join(given), encoding="utf-8")
    scripted = run("every", "Acme", "--answers", str(file))

    assert (0, f"{home.entry}\n") == (scripted.returncode, scripted.stdout)
    assert without_moments(full) == without_moments(lines) == without_moments(home.entry)
    assert every.ALL == answers(home.entry)


def test_an_answers_file_that_holds_some_is_asked_for_the_rest_in_a_terminal(
    home: Home, own_folder: Path
) -> None:
    file = own_folder / "answers.toml"
    given = [f"{stop.name} = {stop.native}\n" for stop in STOPS if stop.native and stop.name != "depth"]
    file.write_text("".join(given), encoding="utf-8")
    with Terminal("every", "Acme", "--answers", str(file)) as terminal:
        terminal.answer("How deep?", "17")
        terminal.choose("Ready?", "Go on")

        assert 0 == terminal.status()
    assert every.ALL == answers(home.entry)


def test_numbers_and_slugs_answer_and_a_few_signs_go_back_pass_end_and_stand_for_themselves(
    home: Home,
) -> None:
    said = {
        "words": ("", "<", "\\-"),
        "story": ("x", "\\.", "  \\<", "."),
        "fruit": ("9", "Pear", "pear", "3", "<", "2", "2"),
        "moods": ("1 4", "calm,3"),
        "sure": ("<", "", "maybe", "1"),
        "depth": ("<", "", "abc", "21", ""),
        "hours": ("<", "-", "12 h"),
        "fee": ("1,234 EUR",),
        "call_on": ("2031-02-30", "tomorow!", "2031-03-05"),
        "fit": ("<", "2031-03-04", "-", "99", "<", "", ""),
        "letter": ("copy", "sent", "no", "sent", "yes"),
        "lines": ("<", "keep", ""),
        "air": ("-",),
        "last": ("\\\\x",),
    }
    ended = run("every", "Acme", typed="".join(f"{line}\n" for lines in said.values() for line in lines))
    letter = answers(home.entry).pop("letter")

    assert (0, f"{home.entry}\n") == (ended.returncode, ended.stdout)
    assert re.fullmatch(r"sent \d{4}-\d\d-\d\d\n\n" + re.escape(LETTER.replace("hello there", "-")), letter)
    assert {
        "words": "-",
        "story": "x\n.\n  \\<",
        "fruit": "pear.brown — A pear: A brown one",
        "moods": "calm, glad — Calm, Glad",
        "sure": "yes",
        "depth": "(skipped)",
        "hours": "12",
        "fee": "1234.00 EUR",
        "call_on": "2031-03-04",
        "fit": "(skipped)",
        "letter": letter,
        "air": "(skipped)",
        "last": "\\x",
    } == answers(home.entry)


def test_no_line_is_left_for_the_terminal_to_break_and_none_ends_before_a_key(home: Home) -> None:
    long = "a question that goes on for longer than anybody would like to listen to it, and on"
    asked = f'[[step.question]]\nid = "said"\ntype = "script"\nprompt = "{long}"\ntext = "{long}"\n'
    asked += (
        f'[[step.question]]\nid = "deep"\ntype = "scale"\nprompt = "How?"\nmax = 9\nlow = "{long[:30]}"\n'
    )
    home.add_playbook("say", f'title = "{long}"\nsummary = "x"\n[[step]]\nid = "one"\ntitle = "One"\n{asked}')
    said = run("say", "Acme", typed="\n8\n").stderr.splitlines()

    assert [] == [line for line in said if len(line) > 72]
    assert [] == [line for line in said if line.endswith(": ") or line in ("Enter.", "-.", "<")]


@pytest.mark.usefixtures("home")
def test_no_word_is_torn_in_a_narrow_window() -> None:
    with Terminal("every", "Acme", "--plain", columns=40) as terminal:
        terminal.expect("Question: What did they say?")
        terminal.send("hello there, somebody else\n")  # With its question it takes more than a line.
        terminal.expect("What did they say? hello there, somebody else")


def test_input_that_ends_keeps_every_answer_and_ends_with_3(home: Home) -> None:
    for name in ("words", "moods", "fit", "letter", "last"):
        ended = run("every", name, typed=typed(name))

        assert (3, "") == (ended.returncode, ended.stdout)
        assert f'playbook every "{name}"' in ended.stderr
        assert every.up_to(name) == home.answers(name)


def test_input_that_ends_within_an_answer_keeps_what_there_is_of_it(home: Home) -> None:
    for client, lines, half in (
        ("Story", "one\ntwo\n", {"story": "(unfinished)\none\ntwo"}),
        ("Fruit", ".\npear\n", {"story": "(skipped)", "fruit": "(unfinished)\npear"}),
    ):
        ended = run("every", client, typed=f"hello there\n{lines}")

        assert 3 == ended.returncode
        assert {"words": "hello there"} | half == home.answers(client)
    again = run("every", "Story", typed=".\n")

    assert "Offered: one\ntwo" in again.stderr
    assert {"words": "hello there", "story": "one\ntwo"} == home.answers("Story")


def test_lines_pasted_at_once_are_one_text_and_answer_nothing_else(home: Home) -> None:
    with Terminal(
        "every", "Acme", "--plain", extra={"VISUAL": 'sh -c \'echo "So long," >> "$1"\' x'}
    ) as terminal:
        terminal.expect("Question: What did they say?")
        terminal.send("a\n\\b\n\\- c\n")
        terminal.expect("Question: What happened?")
        terminal.send("one\n\\two\n")
        terminal.settle()

        assert {"words": "a\n\\b\n\\- c"} == answers(home.entry)

        terminal.send("three\n.\npear\n")
        terminal.settle()
        while "Question: Which fruit?" not in terminal.text:
            terminal.send(
                ".\n"
            )  # On a busy machine the first may still be one of the lines that came at once.
            terminal.settle()
        terminal.settle()

        assert answers(home.entry)["story"].startswith("one\n\\two\nthree")
        assert {"words", "story"} == answers(home.entry).keys()

        for lines in STOPS[2].typed:
            terminal.send(f"{lines}\n")
            terminal.settle()
        for stop, following in pairwise(STOPS[3:10]):
            terminal.send("1\n2\n3\n")
            terminal.expect("3 lines came in at once and this takes one")
            terminal.settle()

            assert stop.name not in answers(home.entry)

            terminal.send(f"{stop.typed[0]}\n")
            terminal.expect(f"Question: {following.asks[0].asked}")
        for mark in STOPS[9].typed:
            terminal.send(f"{mark}\n")
            terminal.settle()
        terminal.expect("Blanks to fill, 1: [the matter]")
        terminal.send("edit\n")
        terminal.expect("So long,")
        terminal.send("later\n")
        terminal.expect("Lines to say")
        terminal.send("\n\n\n")
        terminal.settle()

        assert answers(home.entry)["letter"].endswith("So long,")
        assert "Question: Anything else?" not in terminal.text


def test_left_or_ended_by_a_signal_it_keeps_the_lines_that_were_typed(home: Home) -> None:
    statuses = {"ctrl-c": 0, "ctrl-d": 3, "terminate": 143, "interrupt": 130, "hang-up": 129}
    for way in statuses:
        home.begin("every", way, every.lines(every.up_to("story")))
    with terminals(*(["every", way, "--plain"] for way in statuses)) as opened:
        for terminal, way in zip(opened, statuses, strict=True):
            terminal.expect("Question: What happened?")
            terminal.send("one\n")
            terminal.expect("one")
            terminal.settle()
            WAYS[way](terminal)

            assert statuses[way] == terminal.status()
            assert every.up_to("story") | {"story": "(unfinished)\none"} == home.answers(way)


def test_wanted_before_the_command_it_is_named_there_again_and_left_with_status_0(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("story")))
    with Terminal("--plain", "every", "Acme") as terminal:
        terminal.expect("Question: What happened?")
        terminal.send(LEAVE)

        assert 0 == terminal.status()
        assert 'When you are back: playbook --plain every "Acme"' in terminal.text


def test_no_two_empty_lines_follow_a_letter(home: Home) -> None:
    home.begin("every", "Acme", every.lines(every.up_to("letter")))
    said = run("every", "Acme", "--plain", typed="1\nthe fée\n<\n").stderr

    assert "the fée" in said
    assert "\n\n\n" not in said


def test_stopped_and_gone_on_with_it_still_takes_the_answer(home: Home) -> None:
    shell = ["bash", "--norc", "--noprofile", "--noediting", "-i"]
    with Terminal(command=shell, extra={"PS1": "$ "}) as terminal:
        terminal.expect("$")
        terminal.send(f"{' '.join(PLAYBOOK)} every Acme --plain\n")
        terminal.expect("Question: What did they say?")
        terminal.send("hello th")
        terminal.settle()
        terminal.send(SUSPEND)
        terminal.expect("Stopped")
        terminal.send("clear; fg\n")
        terminal.expect_gone("Stopped")
        terminal.expect("hello th")
        terminal.send("ere\n")
        terminal.expect("Question: What happened?")

        assert {"words": "hello there"} == answers(home.entry)


def test_a_prompt_that_ends_in_a_full_stop_is_echoed_without_it() -> None:
    assert ["One thing to change: Skipped"] == list(
        in_lines(Row("One thing to change.", "Skipped"), 72, wraps_letters=False)
    )


@pytest.mark.parametrize(
    ("labels", "yes", "no"),
    [
        (("Yes", "No"), "1 yes y YES", "2 no n No"),
        (("Sì", "No"), "sì si s yes y", "no n"),
        (("Sim", "Não"), "sim s yes y", "não nao n no"),
    ],
)
def test_yes_and_no_are_typed_in_the_language_or_in_english(
    labels: tuple[str, str], yes: str, no: str
) -> None:
    form = Pick("Well?", options=[Option(*one) for one in zip(("yes", "no"), labels, strict=True)])
    typed = [*yes.split(), *no.split()]
    lines = TextIOWrapper(BytesIO("".join(f"{word}\n" for word in typed).encode()), encoding="utf-8")
    face = Plain(lines, StringIO(), {})

    assert ["yes"] * len(yes.split()) + ["no"] * len(no.split()) == [face.pick(form) for _ in typed]


def test_an_answer_written_by_hand_that_cannot_be_read_is_named_when_its_walk_goes_on(home: Home) -> None:
    broken = "- fruit: plum — A plum\n\n- depth: 21\n"
    home.begin("every", "Acme", f"- words: mine\n\n{broken}")

    said = " ".join(run("every", "Acme", "--plain").stderr.split())

    for question in ("Which fruit?", "How deep?"):
        told = f"What stands in the file for “{question}” can't be read as an answer"
        assert told in said
    assert 2 == said.count("can't be read as an answer, so it may be asked again. `playbook check` says why.")
