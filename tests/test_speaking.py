"""Which language is spoken: the one named, else the configured one, else the locale's, else English."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest
from homes import Home, run
from terminal import Terminal

from playbook.errors import reason
from playbook.language import CATALOGUES, listed, speaking

ITALIAN, ENGLISH = "Perdere un cliente", "Losing a client"
REPLIES = {ITALIAN: "Una risposta per prendere tempo", ENGLISH: "A reply that gives you time"}


def title(*before: str) -> str:
    """Return the first line of a walk that ends at once."""
    return run(*before, "lost", "Acme Studio", extra={}).stderr.strip().split("\n")[0]


@pytest.mark.parametrize(
    ("locale", "configured", "named", "spoken"),
    [
        ({}, "", (), ENGLISH),
        ({"LANG": "it_IT.UTF-8"}, "", (), ITALIAN),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "it_IT"}, "", (), ITALIAN),
        ({"LC_ALL": "C", "LANG": "it_IT.UTF-8"}, "", (), ENGLISH),
        ({"LC_ALL": "", "LANG": "it_CH.UTF-8@euro"}, "", (), ITALIAN),
        ({"LANG": "it_IT.UTF-8"}, "en", (), ENGLISH),
        ({}, "it", (), ITALIAN),
        ({}, "en", ("--language", "it"), ITALIAN),
        ({}, "it", ("--language=en",), ENGLISH),
    ],
)
def test_a_walk_is_held_in_the_language_that_is_wanted(
    home: Home,
    monkeypatch: pytest.MonkeyPatch,
    locale: dict[str, str],
    configured: str,
    named: tuple[str, ...],
    spoken: str,
) -> None:
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    if configured:
        home.folder.mkdir()
        (home.folder / "config.toml").write_text(f'language = "{configured}"\n', encoding="utf-8")

    assert spoken in title(*named)


def test_a_language_that_is_not_there_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    said = [
        run("lost", "Acme Studio", "--answers", "-", typed="sting = 7\n", extra={}).stderr for _ in range(2)
    ]

    assert [True, False] == ["German is not spoken here yet" in text for text in said]
    assert "it, pt and pt-PT: playbook --language it" in " ".join(said[0].split())


KEPT = "- heard_by: call — On a call\n\n- certainty: told_final\n\n- holding_reply: later\n\n  Hello.\n"
OWN = """\
title = "My own"
summary = "Mine."
[[step]]
id = "one"
title = "One"
[[step.question]]
id = "sting"
type = "scale"
prompt = "How much?"
min = 0
max = 10
"""


def begun_in(home: Home, language: str) -> None:
    """Write the entry of a walk that was begun in a language."""
    path = home.begin("lost", "Acme", KEPT)
    path.write_text(path.read_text("utf-8").replace('"en"', f'"{language}"'), encoding="utf-8")


@pytest.mark.parametrize(
    ("begun", "set_to", "title", "prompt"),
    [
        ("it", "en", ITALIAN, "Come l'hai saputo?"),
        ("en", "it", ENGLISH, "How did the news reach you?"),
        ("tlh", "it", ITALIAN, "Come l'hai saputo?"),
    ],
)
def test_a_walk_that_is_carried_on_keeps_the_language_it_was_begun_in(
    home: Home, begun: str, set_to: str, title: str, prompt: str
) -> None:
    begun_in(home, begun)
    language = ("--language", set_to)

    assert title in run(*language, "lost", "Acme", extra={}).stderr
    assert prompt in run(*language, "lost", "Acme", "--ask", "heard_by", extra={}).stderr
    assert REPLIES[title] in run(*language, "drafts").stdout


def test_a_playbook_of_ones_own_stays_as_it_is(home: Home) -> None:
    begun_in(home, "it")
    home.add_playbook("lost", OWN)

    assert "My own" in run("lost", "Acme", extra={}).stderr


def test_an_entry_is_shown_in_the_language_it_was_begun_in(home: Home) -> None:
    begun_in(home, "it")
    path = home.entry
    path.write_text(path.read_text("utf-8").replace("call — On a call", "call"), encoding="utf-8")
    with Terminal("show", "Acme") as terminal:
        assert 0 == terminal.status()

        assert "Al telefono, o in call" in terminal.text


def test_a_language_that_is_asked_for_and_not_there_is_an_error() -> None:
    ended = run("--language", "de", "due")

    assert 2 == ended.returncode
    assert "There is no language de here." in ended.stderr
    assert "en, it, pt, pt-PT" in ended.stderr


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        ("it", "duee", "Non c'è un comando 'duee'. Volevi dire 'due'?\nconsiglio: Vedi: playbook --help\n"),
        ("pt", "due --until", "Falta um valor depois de '--until'.\ndica: Veja: playbook due --help\n"),
        ("pt-PT", "due a b", "Há palavras a mais: a b\nsugestão: Ver: playbook due --help\n"),
        (
            "en",
            "due --untill",
            "No such option: --untill (Possible options: --until)\nhint: See: playbook due",
        ),
    ],
)
def test_what_cannot_be_made_out_of_a_command_line_is_said_in_the_language_that_is_spoken(
    language: str, words: str, said: str
) -> None:
    assert said in run("--language", language, *words.split()).stderr


def test_what_is_wrong_before_the_settings_are_read_is_said_in_the_language_of_the_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "it_IT.UTF-8")

    assert "consiglio: Ci sono: en, it, pt, pt-PT" in run("--language", "de", "due").stderr


@pytest.mark.parametrize("left", [0, 3, 21, 400, 5_000])
def test_where_a_catalogue_is_torn_english_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    whole = (CATALOGUES / "it" / "LC_MESSAGES" / "messages.mo").read_bytes()
    torn = tmp_path / "it" / "LC_MESSAGES" / "messages.mo"
    torn.parent.mkdir(parents=True)
    torn.write_bytes(whole[:left])
    monkeypatch.setattr("playbook.language.CATALOGUES", tmp_path)

    with speaking("it"):
        assert "a and b" == listed(["a", "b"])


def test_names_are_listed_as_the_language_lists_them() -> None:
    assert ["", "a", "a and b", "a, b and c"] == [listed("abc"[:count]) for count in range(4)]
    before = dict(os.environ)
    with speaking("pt-PT"):
        assert "a, b ou c" == listed("abc", "or")
        assert before == dict(os.environ)  # An editor that is opened in a walk speaks as it always does.
    assert "a, b or c" == listed("abc", "or")


ANSWERS = """
certainty = "told_final"
feeling = ["angry", "worried"]
sting = 7
callback_on = 2031-03-04
my_guess = "price.rate_rise"
call_outcome = "talked"
their_words = "Too much."
reason = "price.rate_rise"
control = "shared"
"""


def begin(home: Home, languages: dict[str, str]) -> None:
    """Begin a journal in which the walk of each client is in its language."""
    for path in home.entries:
        path.unlink()
    for client, language in languages.items():
        register = 'register = "tu"\n' if language == "it" else ""
        run("--language", language, "lost", client, "--answers", "-", typed=register + ANSWERS)
    run("done", "Due", "--text", "Due")


def told(language: str) -> tuple[list[tuple[str, ...]], str]:
    """Return what is due, whatever it is called, and the figures without their labels."""
    due = json.loads(run("--language", language, "due", "--json").stdout)
    figures = run("--language", language, "stats", "--json").stdout
    return sorted((one["date"], one["client"], one["kind"]) for one in due), re.sub(
        r'"label": ".*"', "", figures
    )


def test_a_journal_in_three_languages_tells_what_one_in_english_does(home: Home) -> None:
    begin(home, dict.fromkeys(("Uno", "Due", "Tre"), "en"))
    expected = told("en")
    begin(home, {"Uno": "en", "Due": "it", "Tre": "pt"})

    assert ["Tre", "Uno"] == [client for _, client, kind in expected[0] if kind == "follow-up"]
    assert ["Follow-ups", "Cose da fare", "Lembretes"] == [
        home.text(client).split("## ")[-1].split("\n")[0] for client in ("Uno", "Due", "Tre")
    ]
    assert [expected] * 3 == [told(language) for language in ("en", "it", "pt")]


def test_why_the_system_refuses_something_is_said_in_the_language_that_is_spoken() -> None:
    with speaking("it"):
        assert "non hai i permessi lì" == reason(PermissionError(errno.EACCES, "Permission denied"))
        assert "Too many open files" == reason(OSError(errno.EMFILE, "Too many open files"))
