"""The Tab key: in a real bash, and what the other shells are told."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from homes import Home, run
from hypothesis import given
from hypothesis import strategies as st
from terminal import BACKSPACE, ENTER, Terminal

from playbook.cli.completion import clients, playbook_names, question_ids
from playbook.journal.naming import client_key

TAB = "\t"

FINISHED: tuple[tuple[str, Sequence[str]], ...] = (
    ("playbook los", ["lost"]),
    ("playbook lost Caf", ["lost", "Café Müller"]),
    ("playbook lost Café\\ M", ["lost", "Café Müller"]),
    ('playbook lost "Acme S', ["lost", "Acme Studio"]),
    ("playbook lost O", ["lost", "O'Neill & Söhne"]),
    ("playbook lost 株", ["lost", "株式会社"]),
    ("playbook due --client=Nor", ["due", "--client=Nordwind"]),
    ("playbook journal --where reason=price.ra", ["journal", "--where", "reason=price.rate_rise"]),
    ("playbook stats --where=reason=bud", ["stats", "--where=reason=budget_cut"]),
)
"""What is typed before the key, and what the command is given, where a shell sees more than one word."""

OFFERED = {
    "lost No": "Nordwind",
    "lost cafe": "cafe\\ Müller",
    "done Nor": "Nordwind",
    "due --client Nor": "Nordwind",
    "due --playbook lo": "lost",
    "show Nor": "Nordwind",
    "show --playbook lo": "lost",
    "journal --where rea": "reason reason_now",
    "answers lo": "lost",
    "answers lost Nor": "Nordwind",
    "edit lo": "lost",
    "lost --ask callb": "callback_on",
    "--language ": "en it pt pt-PT",
    "due --language p": "pt pt-PT",
    "due --language = i": "it",
}
"""What is typed behind the command, and what is offered in place of its last word."""


@pytest.fixture
def journal(home: Home) -> Home:
    for client in ("Acme Studio", "Acme West", "Café Müller", "Nordwind", "O'Neill & Söhne", "株式会社"):
        home.begin("lost", client)
    return home


ODD = {
    "Kil": "Kilo$(touch x) `touch x`;touch x&touch x|tee x>x",
    "Obr": 'obr\'ien "x" romeo: juliet',
    "Tan": "tango * [x] {a,b} #!x \\\\ ~",
}
"""Names that mean something to a shell, by what is typed of them."""


def playbook_in(folder: Path) -> Path:
    """Write a `playbook` that only shows what it was given, but finishes words as ours does."""
    folder.mkdir()
    program = folder / "playbook"
    python = shlex.quote(sys.executable)
    program.write_text(
        '#!/bin/sh\nif [ -n "$_PLAYBOOK_COMPLETE" ]; then\n'
        f'exec {python} -m playbook "$@"\nfi\nprintf "<%s>" "$@"\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    return folder


@pytest.fixture
def bash(tmp_path: Path, journal: Home) -> Iterator[Terminal]:
    """A bash that has our completion, and a `playbook` that only shows what it was given."""
    folder = playbook_in(tmp_path / "bin")
    script = run("--show-completion", "bash", extra={"_PLAYBOOK_COMPLETE": "source_bash"}).stdout
    (tmp_path / "completion").write_text(script, encoding="utf-8")
    extra = {
        "PLAYBOOK_HOME": str(journal.folder),
        "PS1": "ready ",
        "PATH": f"{folder}:/usr/bin:/bin",
        "INPUTRC": "/dev/null",
        "LANG": "C.UTF-8",
    }
    with Terminal("--norc", "--noprofile", "-i", command=["/bin/bash"], extra=extra, columns=120) as terminal:
        terminal.send(f"bind 'set enable-bracketed-paste off'; source {tmp_path}/completion; clear{ENTER}")
        terminal.until(lambda: terminal.text == "ready", "a prompt")
        yield terminal


def finish(bash: Terminal, typed: str, wanted: str, then: str = "") -> None:
    """Type the beginning of a command, let Tab finish it, and look what the command is given.

    Args:
        bash: A shell.
        typed: What is typed.
        wanted: What the command shows.
        then: Keys that are pressed before Enter.
    """
    before = f"ready {typed}"
    bash.send(typed)
    bash.until(lambda: bash.text.endswith(before), typed)
    bash.send(TAB)
    bash.until(lambda: bash.lines[0] != before, f"finished: {typed}")
    bash.send(then + ENTER)
    bash.until(lambda: wanted in "".join(bash.lines), wanted)
    bash.send(f"clear{ENTER}")
    bash.until(lambda: bash.text == "ready", "a prompt")


class TestInBash:
    def test_tab_finishes_the_word(self, bash: Terminal) -> None:
        for typed, words in FINISHED:
            finish(bash, typed, "".join(f"<{word}>" for word in words))

    def test_what_is_not_clear_is_offered(self, bash: Terminal) -> None:
        bash.send("playbook lost Ac")
        bash.send(TAB)
        bash.expect("playbook lost Acme\\")
        bash.send(TAB + TAB)
        bash.expect("Acme\\ Studio")
        bash.expect("Acme\\ West")

    def test_the_folder_on_the_line_is_the_one_that_is_looked_in(
        self, bash: Terminal, tmp_path: Path
    ) -> None:
        other = Home(tmp_path / "other home")
        other.begin("lost", "Elsewhere")
        other.add_playbook("mine", 'title = "Mine"\nsummary = "Mine."\n')

        bash.send(f"playbook --home '{other.folder}' lost El{TAB}")
        bash.until(lambda: "lost Elsewhere" in "".join(bash.lines), "the client of the other folder")
        bash.send(f"\x15playbook --home='{other.folder}' mi{TAB}")
        bash.until(lambda: bash.lines[-1].endswith("mine") or "mine" in "".join(bash.lines), "its playbook")


SHELLS = {
    "bash": (
        ["/bin/bash", "--norc", "--noprofile", "-i"],
        "PS1='ready '; bind 'set enable-bracketed-paste off'; source {script}",
    ),
    "zsh": (["zsh", "-f", "-i"], "PS1='ready '; autoload -Uz compinit; compinit -u -D; source {script}"),
    "fish": (
        ["fish", "--no-config", "-i"],
        "set -g fish_autosuggestion_enabled 0; source {script}; function fish_prompt; echo -n 'ready '; end",
    ),
}
"""How each shell is started without the person's settings, and what is typed to give it our completion."""


@contextmanager
def shell(name: str, tmp_path: Path, home: Home) -> Iterator[Terminal]:
    """Start a shell in an empty folder, with our completion."""
    command, setup = SHELLS[name]
    if not shutil.which(command[0]):
        pytest.skip(f"{name} is not installed")
    folder, script, empty = playbook_in(tmp_path / "bin"), tmp_path / "completion", tmp_path / "empty"
    empty.mkdir()
    shown = run("--show-completion", name, extra={"_PLAYBOOK_COMPLETE": f"source_{name}"})
    script.write_text(shown.stdout, encoding="utf-8")
    extra = {
        "PLAYBOOK_HOME": str(home.folder),
        "PATH": f"{folder}:/usr/local/bin:/usr/bin:/bin",
        "INPUTRC": "/dev/null",
        "LANG": "C.UTF-8",
    }
    with Terminal(command=command, extra=extra, columns=120) as terminal:
        terminal.settle()
        terminal.send(f" cd {empty}; {setup.format(script=script)}; clear{ENTER}")
        terminal.until(lambda: terminal.text == "ready", "a prompt")
        yield terminal


@pytest.mark.parametrize("name", SHELLS)
class TestInEveryShell:
    def test_a_name_is_words_and_nothing_else(self, name: str, tmp_path: Path, home: Home) -> None:
        for number, client in enumerate(ODD.values()):
            path = home.begin("lost", f"c{number}")
            path.write_text(path.read_text().replace(f'"c{number}"', json.dumps(client)), encoding="utf-8")
        home.begin("other", "Odd", "- words: Kilo$(touch x) & `touch x`; 'x'\n")
        with shell(name, tmp_path, home) as terminal:
            for typed, client in ODD.items():
                # Finished as it stands now, it stays as it is; and behind it there is nothing.
                finish(
                    terminal,
                    typed=f"playbook lost {typed}",
                    wanted=f"<lost><{typed}{client[len(typed) :]}>",
                    then=BACKSPACE + TAB + TAB,
                )
            finish(
                terminal,
                "playbook grep x --where words=Kil",
                "<--where><words=Kilo$(touch x) & `touch x`; 'x'>",
            )
            finish(
                terminal,
                'playbook grep x --where="words=Kil',
                "<--where=words=Kilo$(touch x) & `touch x`; 'x'>",
            )
        assert [] == list((tmp_path / "empty").iterdir())


def offered(*words: str, **extra: str | None) -> list[str]:
    """Return what bash is told when the last of these words is being typed."""
    line = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    ended = run(extra={"_PLAYBOOK_COMPLETE": "complete_bash", **line, **extra})
    assert (0, "") == (ended.returncode, ended.stderr)
    return ended.stdout.split("\n")[:-1]


@pytest.mark.usefixtures("journal")
def test_every_place_for_a_word_has_its_words() -> None:
    assert OFFERED == {typed: " ".join(offered("playbook", *typed.split(" "))) for typed in OFFERED}


class TestQuietly:
    def test_in_a_journal_that_is_not_there(self, home: Home) -> None:
        assert [] == offered("playbook", "lost", "Ac")
        assert not home.folder.exists()

    def test_in_a_broken_one(self, home: Home) -> None:
        home.begin("lost", "Acme").write_bytes(b"---\nplaybook: lost\nclient: Ac\xff\x1b[31mme\n---\n")
        (home.journal / "binary.md").write_bytes(b"---\n\0\xff")
        (home.journal / "folder.md").mkdir()
        home.add_playbook("broken", "this is no TOML")

        assert ["Ac\\[31mme"] == offered("playbook", "lost", "Ac")
        assert ["broken"] == offered("playbook", "bro")

    def test_where_a_file_stands_in_the_place_of_the_folder(self, home: Home) -> None:
        home.folder.write_text("", encoding="utf-8")

        assert [] == offered("playbook", "lost", "Ac")

    @pytest.mark.parametrize("at", ["99", "x", "0", ""])
    def test_where_the_shell_says_something_odd(self, journal: Home, at: str) -> None:
        ended = run(
            extra={"_PLAYBOOK_COMPLETE": "complete_bash", "COMP_WORDS": "playbook\n'", "COMP_CWORD": at}
        )

        assert (0, "") == (ended.returncode, ended.stderr)

    def test_powershell_is_given_quotation_marks(self, home: Home) -> None:
        home.begin("lost", "O'Neill $(x)")
        line = {"_TYPER_COMPLETE_ARGS": "playbook lost O", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "O"}
        ended = run(extra={"_PLAYBOOK_COMPLETE": "complete_powershell", **line})

        assert (0, "") == (ended.returncode, ended.stderr)
        assert ended.stdout == "'O''Neill $(x)'::: \n"

    def test_other_shells_name_a_folder_too(self, journal: Home, tmp_path: Path) -> None:
        other = Home(tmp_path / "other")
        other.begin("lost", "Elsewhere")
        line = {"_TYPER_COMPLETE_ARGS": f"playbook lost --home={other.folder} E"}

        ended = run(extra={"_PLAYBOOK_COMPLETE": "complete_zsh", **line})
        assert "Elsewhere" in ended.stdout

    def test_a_name_that_reads_as_an_option_is_not_offered(self, home: Home) -> None:
        home.begin("lost", "-rf")

        assert [] == clients("")


class TestWhatIsOffered:
    @given(name=st.text(min_size=1, max_size=20), cut=st.integers(0, 20))
    def test_it_begins_with_what_was_typed_and_means_the_client(
        self, tmp_path_factory: pytest.TempPathFactory, name: str, cut: int
    ) -> None:
        home = Home(tmp_path_factory.mktemp("home"))
        home.begin("lost", "x").write_text(
            f"---\nplaybook: lost\nclient: {name!r}\n---\n", encoding="utf-8", errors="replace"
        )
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PLAYBOOK_HOME", str(home.folder))
            (whole, *_) = clients("") or [""]
            typed = whole[:cut]
            found = clients(typed)

        assert all(one.startswith(typed) and client_key(one) == client_key(whole) for one in found)
        assert not whole or cut < len(whole) or [whole] == found

    def test_a_blank_that_was_typed_has_to_be_there(self, home: Home) -> None:
        home.begin("lost", "Acmeology")
        home.begin("lost", "Acme West")

        assert ["Acme West"] == clients("Acme ")

    def test_the_ids_of_all_questions(self, home: Home) -> None:
        home.add_playbook("broken", "= no TOML")
        home.add_playbook("odd", '[[step]]\nid = "odd"\n[[step.question]]\nid = "odd_one"\n')

        assert "reason" in question_ids("")
        assert ["odd_one"] == question_ids("odd")

    def test_the_names_of_the_playbooks(self, home: Home) -> None:
        home.add_playbook("lost-again", "")

        assert ["lost", "lost-again"] == playbook_names("lost")
