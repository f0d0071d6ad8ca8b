"""What goes out: data as it is into a pipe, nothing that drives a terminal, and words where it cannot go."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from homes import PATIENCE, PLAYBOOK, Home, answers, changed, run
from terminal import Terminal

from playbook.cli.output import tell

HOSTILE = (
    '---\nplaybook: "lost"\nclient: "Acme \x1b]0;owned\x07\u202e"\nstatus: "open\x1b[31m"\n'
    "started: 2026-11-20T09:00:00+00:00\nupdated: 2026\x1b[2J\n---\n\n"
    "- contact: Maria \x1b[31m\u202e\n\n- reason: price.rate_rise — Pr\x9bice: \x1b[5mAfter\n\n"
    "## Follow-ups\n\n- [ ] 2026-11-24 Call \x1b[2JAcme\u2066\n"
)


@pytest.fixture
def hostile(home: Home) -> Path:
    home.journal.mkdir(parents=True)
    path = home.journal / "2026-11-20_acme_lost.md"
    path.write_text(HOSTILE, encoding="utf-8")
    return path


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    "command",
    [
        "",
        "due",
        "due --json",
        "journal",
        "journal --json",
        "show Acme",
        "grep .",
        "stats",
        "stats --plain",
        "stats --json",
        "export",
        "export --format csv",
        "check",
        "check --json",
        "answers lost Acme",
    ],
)
def test_nothing_of_an_entry_drives_the_terminal(command: str) -> None:
    with Terminal(*command.split(), extra={"NO_COLOR": "1"}) as terminal:
        terminal.status()
        said = terminal.raw.decode()

    for driving in ("\x1b]0;", "\x1b[31m", "\x1b[2J", "\x1b[5m", "\x07", "\x9b", "\u202e", "\u2066"):
        assert driving not in said


@pytest.mark.parametrize("unbuffered", [None, "1"])
@pytest.mark.parametrize("pipe", ["", " | cat"])
def test_a_message_is_wrapped_between_words_wherever_the_results_go(
    home: Home, pipe: str, unbuffered: str | None
) -> None:
    home.begin("lost", "Acme", "")
    shell = ("/bin/sh", "-c", f'"$@"{pipe}', "sh", *PLAYBOOK)
    extra = {"PYTHONUNBUFFERED": unbuffered}
    with Terminal("show", "Bianchi", command=shell, columns=40, extra=extra) as terminal:
        terminal.expect("All entries: playbook journal")

        assert ["No entry is about a client called", "`Bianchi`; there is `Acme`"] == terminal.lines[:2]


def test_an_entry_goes_into_a_pipe_byte_for_byte(home: Home) -> None:
    path = home.begin("lost", "Acme", "")
    content = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"- room: a\tb \xe9\x00\r\n"
    path.write_bytes(content)
    ended = subprocess.run([*PLAYBOOK, "show", "Acme"], capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 - our own command

    assert content == ended.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_data_is_utf_8_wherever_it_goes(home: Home, encoding: str) -> None:
    home.begin("lost", "Müller", "- contact: 株式会社\n")
    ended = run("export", extra={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})

    (row,) = json.loads(ended.stdout)
    assert ("Müller", "株式会社") == (row["client"], row["contact"])


def test_lines_that_are_no_utf_8_keep_their_letters(home: Home) -> None:
    home.add_playbook("one", ONE)
    subprocess.run(  # noqa: S603 - our own command
        [*PLAYBOOK, "one", "Acme", "--plain"],
        input="Caf\xe9 \u2019tis\n.\n".encode("cp1252"),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )

    assert {"words": "Café \u2019tis"} == answers(home.entry)


ONE = (
    'title = "T"\nsummary = "S"\n[[step]]\nid = "a"\ntitle = "A"\n'
    '[[step.question]]\nid = "words"\ntype = "text"\nprompt = "P"\n'
)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("command", ["export", "schema", "grep Maria", "journal"])
def test_where_it_cannot_be_written_it_says_so(home: Home, command: str) -> None:
    home.begin("lost", "Acme", "- contact: Maria\n")
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(  # noqa: S603 - our own command
            [*PLAYBOOK, *command.split()],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    assert 1 == ended.returncode
    assert ended.stderr.startswith("It could not be written: the disk is full.\n")


def test_a_text_is_whole_or_told_not_to_be_though_nothing_is_buffered(tmp_path: Path) -> None:
    command = ["/bin/bash", "-c", 'ulimit -f 2; exec "$@"', "bash", *PLAYBOOK, "schema"]
    with (tmp_path / "schema.json").open("wb") as output:
        ended = subprocess.run(  # noqa: S603 - our own command, in a shell that lets it write little
            command,
            stdout=output,
            stderr=subprocess.PIPE,
            env=changed({"PYTHONUNBUFFERED": "1"}),
            timeout=PATIENCE,
            check=False,
        )

    assert 1 == ended.returncode
    assert b"It could not be written" in ended.stderr


def test_ctrl_c_at_the_start_ends_it_in_good_order() -> None:
    wrong = []
    for wait in (0.02, 0.05, 0.08, 0.12, 0.2):
        with subprocess.Popen(  # noqa: S603 - our own command
            [*PLAYBOOK, "journal"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=changed({})
        ) as started:
            time.sleep(wait)
            started.send_signal(signal.SIGINT)
            _, said = started.communicate(timeout=PATIENCE)
        # Before our first line Python itself ends, in its own way, and may name the folder it looks in.
        if re.search(rb'File "[^"]*/playbook/[^"]*"', said) or (
            not said and started.returncode not in (0, 130, -signal.SIGINT)
        ):
            wrong.append((started.returncode, said))

    assert [] == wrong


def test_ctrl_c_while_a_class_is_made_ends_it_in_good_order_too(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text(
        "import os, signal\n"
        "class Interrupting:\n"
        "    def __set_name__(self, *_):\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "class Made:\n"
        "    one = Interrupting()\n",
        encoding="utf-8",
    )

    ended = run("journal", extra={"PYTHONPATH": str(tmp_path)})

    assert (130, "") == (ended.returncode, ended.stderr)


def test_a_configuration_that_is_no_file_is_told_and_nothing_waits_for_it(home: Home) -> None:
    home.add_playbook("one", ONE)
    os.mkfifo(home.folder / "config.toml")

    assert "config.toml: it is not a file that can be read" in run("one", "Acme", typed="x\n").stderr


def test_whoever_listened_and_is_gone_is_told_nothing(home: Home) -> None:
    for number in range(300):
        home.begin("lost", f"Client{number}", "- contact: Maria\n")
    ended = subprocess.run(  # noqa: S603 - our own command
        ["/bin/bash", "-c", '"$@" | head -1', "bash", *PLAYBOOK, "export", "--format", "jsonl"],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )

    assert (1, "") == (ended.stdout.count("\n"), ended.stderr)


def test_ctrl_c_is_130_where_whoever_listens_goes_only_then(home: Home) -> None:
    # More than a pipe holds.
    for number in range(1500):
        home.begin("lost", f"A client with a rather long name, the {number}th of them", "")
    with subprocess.Popen(  # noqa: S603 - our own command
        [*PLAYBOOK, "journal"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=changed({"PYTHONUNBUFFERED": "1"}),
    ) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        assert listing.stdout.readline()
        time.sleep(0.5)  # By then it waits for somebody to read on.
        listing.send_signal(signal.SIGINT)
        time.sleep(0.3)
        listing.stdout.close()

        assert (b"", 130) == (listing.stderr.read(), listing.wait(PATIENCE))


def test_keys_that_interrupt_are_the_editors_while_an_entry_is_edited(home: Home, tmp_path: Path) -> None:
    home.begin("lost", "Acme", "- sting: 7\n")
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import signal, sys, time\n"
        "def keep(*_):\n"
        "    time.sleep(0.6)\n"
        "    open(sys.argv[1], 'a').write('- room: saved\\n')\n"
        "    sys.exit()\n"
        "signal.signal(signal.SIGINT, keep)\n"
        "print('ready', flush=True)\n"
        "time.sleep(20)\n",
        encoding="utf-8",
    )
    with subprocess.Popen(  # noqa: S603 - our own command
        [*PLAYBOOK, "show", "Acme", "--edit"],
        stdout=subprocess.PIPE,
        env=changed({"VISUAL": f"{sys.executable} {editor}"}),
        start_new_session=True,
    ) as shown:
        assert shown.stdout is not None
        assert b"ready\n" == shown.stdout.readline()
        os.killpg(shown.pid, signal.SIGINT)

        assert 0 == shown.wait(PATIENCE)
    assert {"sting": "7", "room": "saved"} == answers(home.entry)


def test_what_went_wrong_is_wrapped_between_its_words(home: Home) -> None:
    home.add_playbook("one", ONE.replace("prompt =", "promt ="))
    with Terminal("one", "Acme", columns=40) as terminal:
        terminal.status()
        said = [line.rstrip() for line in terminal.lines]

    assert '    promt = "P"' in said
    words = ["there", "is", "no", "key", "`promt`;", "did", "you", "mean", "`prompt`?"]
    assert all(any(word in line.split() for line in said) for word in words)


def test_what_is_told_goes_to_standard_error_and_drives_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell("Done: \x1b[31mCall\u202e Acme")

    assert ("", "Done: [31mCall Acme\n") == capsys.readouterr()


def test_a_name_typed_in_an_older_encoding_keeps_its_letters(home: Home) -> None:
    ended = subprocess.run(  # noqa: S603 - our own command
        [*PLAYBOOK, "lost", b"S\xf6dra", "--no-breathe"],
        input=b"1\n",
        capture_output=True,
        timeout=60,
        check=False,
        env={**os.environ, "PLAYBOOK_HOME": str(home.folder), "PYTHONUTF8": "1"},
    )

    assert 3 == ended.returncode
    [entry] = home.entries
    assert 'client: "Södra"' in entry.read_text(encoding="utf-8")
