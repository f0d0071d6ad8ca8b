"""What goes to the screen goes through the catalogues: among Greek letters, Latin ones are a leak."""

from __future__ import annotations

import re
import shlex
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from every import OF_CHOICES, RUNWAY, STOPS, playbook
from greek import TAG, greek, write
from homes import Home, run, run_here
from terminal import Ask, Terminal
from test_catalogues import said

from playbook import language
from playbook.cli.app import main
from playbook.shelf import COMMANDS, shipped_folder

F1 = "\x1bOP"
WORDS = {
    "title",
    "summary",
    "guide",
    "prompt",
    "help",
    "label",
    "template",
    "text",
    "ask",
    "follow_up",
    "unit",
}
MINE = re.compile(
    r"""
    ^\s*[\w-]+\.?\s\s                # a name at the beginning of a row
    | playbook(\ (?!\ )[\w./~"=-]+)*    # what is to be typed
    | --?[a-z-]+ | \b[A-Z=|…]{2,}     # options, and what stands for their values
    | [{<\[][\w|.:]+[\]}>] | \w+:<[\w|]+>  # what an argument and its values are called
    | /[\w./~-]+ | [\w-]*\.(md|toml|ics|svg)
    | ^.*\t.*$                        # a row for programs
    | `[\w-]+` | '[\w-]+'             # what was typed, or can be
    | \b(every|mine|EUR|playbook|Ctrl-\S+)\b
    """,
    re.VERBOSE,
)
"""What is the same in every language."""
SHIPPED = "".join(path.read_text(encoding="utf-8") for path in shipped_folder().glob("en/*.toml"))
"""What the shipped playbooks say in English, as there are none in Greek."""
LATIN = re.compile(r"[A-Za-z]{2,}")


def in_greek(value: Any, key: str = "") -> Any:  # noqa: ANN401 - whatever a playbook holds
    """Return a part of a playbook with its words in Greek letters."""
    if isinstance(value, dict):
        inner = "label" if key in ("choices", "detail") else ""
        return {name: in_greek(one, inner or name) for name, one in value.items()}
    if isinstance(value, list):
        return [in_greek(one, key) for one in value]
    return greek(value) if isinstance(value, str) and key in WORDS else value


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogues")
    write(folder, said())
    return folder


@pytest.fixture
def command(catalogues: Path, home: Home, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The command that speaks it, on a folder with a playbook that does; this process speaks it as well."""
    monkeypatch.setattr(language, "CATALOGUES", catalogues)
    raw = tomllib.loads(playbook(*(stop.question for stop in (*STOPS, *OF_CHOICES, RUNWAY))))
    home.add_playbook("every", tomli_w.dumps({"language": TAG, **in_greek(raw)}))
    (home.folder / "config.toml").write_text(f'language = "{TAG}"\n', encoding="utf-8")
    return (sys.executable, str(Path(__file__).with_name("greek.py")), str(catalogues))


def leaked(text: str) -> list[str]:
    return [
        line
        for line in text.split("\n")
        if LATIN.search(left := MINE.sub(" ", line)) and left.strip() not in SHIPPED
    ]


def ran(*arguments: str, typed: str = "", command: tuple[str, ...] = ()) -> str:
    ended = run(*arguments, typed=typed, command=command) if command else run_here(arguments)
    return ended.stdout + ended.stderr


def test_nothing_of_a_walk_in_lines_is_said_in_another_language(command: tuple[str, ...]) -> None:
    asked = (*STOPS, *OF_CHOICES)
    typed = "?\n" + "".join(
        f"{greek(line) if ' ' in line and line.islower() else line}\n"
        for stop in asked
        for line in stop.typed
    )

    found = leaked(ran("every", "Ωμεγα", typed=typed, command=command))
    found += leaked(ran("every", "Ωμεγα", command=command))
    for arguments in (
        *((), ("due",), ("done", "Ωμεγα"), ("drafts",), ("journal",), ("stats",)),
        *(("show", "Ψ"), ("due", "--until", "ψ"), ("every", "--ask", "ψ"), ("export", "--where", "ψ")),
        *(("edit", "ψ"), ("new", "every"), ("journal", "--client", "ψ")),
    ):
        found += leaked(ran(*arguments))

    assert "" == "\n".join(found)


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize("name", ["", "every", *COMMANDS])
def test_nothing_of_a_help_page_is_said_in_another_language(name: str) -> None:
    page = ran(*name.split(), "--help")

    assert greek("Show this message and exit.") in " ".join(page.split())
    assert greek("[OPTIONS]") in page
    assert [] == leaked(page)


@pytest.mark.parametrize(
    "words",
    [
        *("duee", "ψ", "''", "-- ψ", "--untill", "--langage it", "-x", "--plain=1", "--home", "--language"),
        *("due --untill", "due -x", "due --until", "due --quiet=1", "due ψ ψ", "due --untιλ ψ"),
        *("every Ψ --answers nope.toml", "every Ψ --answers /", "check nope.toml", "check /"),
        *("every --ask", "every Ψ ψ", "lost --new=ψ", "new", "new every --from", "answers", "schema ψ"),
        *(
            "grep",
            "grep -l",
            "journal --status ψ",
            "export -f ψ",
            "export --format=",
            "path ψ",
            "stats --svg",
        ),
    ],
)
def test_nothing_of_a_refusal_is_said_in_another_language(
    command: tuple[str, ...],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("playbook.language.CATALOGUES", Path(command[-1]))
    monkeypatch.setattr("sys.argv", ["playbook"])
    monkeypatch.setenv("LANGUAGE", "en")  # What is set in its place is taken back.
    with pytest.raises(SystemExit, match="2"):
        main(shlex.split(words))
    written = capsys.readouterr()

    assert "" == written.out
    assert [] == leaked(written.err)
    assert greek("hint: ") in written.err


def test_nothing_of_a_walk_in_a_terminal_is_said_in_another_language(command: tuple[str, ...]) -> None:
    found: dict[str, None] = {}
    with Terminal("every", "Ωμεγα", command=command, rows=60) as terminal:
        for stop in (*STOPS, *OF_CHOICES):
            for ask in stop.asks:
                words = greek(ask.words) if ask.words.islower() or ask.how in ("pick", "mark") else ask.words
                in_its_words = Ask(greek(ask.asked), words, ask.how)
                if ask.how == "pause":
                    terminal.expect(in_its_words.asked)
                else:
                    terminal.expect_question(in_its_words.asked)
                    terminal.send(F1)
                    terminal.expect(greek("draw the page again"))
                found |= dict.fromkeys(leaked("\n".join(terminal.lines)))
                terminal.put(in_its_words) if ask.how != "pause" else terminal.send(ask.words)
        terminal.status()
        found |= dict.fromkeys(leaked("\n".join(terminal.lines)))

    assert [] == list(found)
