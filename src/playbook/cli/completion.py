"""What the Tab key offers: the clients of the journal, the names of playbooks, the ids of questions.

A shell asks for it while somebody types, so it is quick and quiet: what cannot be read offers nothing.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

from playbook.errors import PlaybookError
from playbook.settings import HOME_VARIABLE, Settings, read_settings
from playbook.shelf import shelf
from playbook.text import visible_line

_ASKED = "_PLAYBOOK_COMPLETE"
"""The variable by which a shell asks what could be typed; Typer has it so."""

_LINE, _AT, _OTHER_LINE = "COMP_WORDS", "COMP_CWORD", "_TYPER_COMPLETE_ARGS"
"""Where a shell puts the line that is being typed: bash, and the others."""

_HOME = r"""(?<=\s)--home(?:=|\s+)((?:"[^"]*"|'[^']*'|\\.|[^\s\\"'])+)\s"""
"""`--home DIR` with a space behind it."""
_EQUALS = r"(?<=\n)(--[\w-]+)\n=\n"
"""An option and its value, which bash takes apart into three words, each on a line of its own."""
_SPECIAL, _SPECIAL_IN_QUOTES = r"([^\w@%+=:,./~-])", r"([\\\"$`])"
"""What means something to a shell."""


def clients(incomplete: str) -> list[str]:
    """Return the clients whose names begin so; case and accents aside, as everywhere else.

    What was typed stays as it stands, and the rest of the name is added to it.
    """
    from playbook.journal.files import Unreadable
    from playbook.journal.folder import Journal
    from playbook.journal.naming import client_key

    key = client_key(incomplete)
    found: dict[str, str] = {}
    try:
        records = list(Journal(_settings().journal).records())
    except Unreadable:
        return []
    for record in records:
        name = visible_line(record.client)
        # What begins with a dash would be taken for an option.
        if client_key(name).startswith(key) and name and not name.startswith("-"):
            found[client_key(name)] = name
    whole = ((incomplete + _rest(name, incomplete, client_key), like) for like, name in found.items())
    return sorted(name for name, like in whole if client_key(name) == like)


def _rest(name: str, incomplete: str, key: Callable[[str], str]) -> str:
    """Return what of a name stands behind its first characters that read as what was typed."""
    if not incomplete.strip():
        return name
    begun = next(at for at in range(len(name) + 1) if key(name[:at]).startswith(key(incomplete)))
    return name[begun:].lstrip() if incomplete[-1].isspace() else name[begun:]


def playbook_names(incomplete: str) -> list[str]:
    """Return the names of the playbooks that begin so."""
    return [name for name in shelf(_settings()) if name.startswith(incomplete)]


def question_ids(incomplete: str) -> list[str]:
    """Return the ids of the questions of all playbooks that begin so, in the order they are asked in."""
    from playbook.query import known

    paths = (shelved.path for shelved in shelf(_settings()).values())
    return [name for name in known.question_ids(paths) if name.startswith(incomplete)]


def _settings() -> Settings:
    return read_settings(None, os.environ, Path.home())


def is_asked() -> bool:
    """Tell whether a shell asks what could be typed, rather than for a command to be run."""
    return os.environ.get(_ASKED, "").startswith("complete")


def typed() -> str | None:
    """Read the line that is being typed, and take `--home DIR` out of it for whoever reads it next.

    Returns:
        Its first word that is no option, if that is whole; None if there is none yet.
    """
    variable = _LINE if _LINE in os.environ else _OTHER_LINE
    before = os.environ.get(variable, "")
    line = re.sub(_EQUALS, "\\1\n", before)
    if found := re.search(_HOME, line, re.DOTALL):
        os.environ[HOME_VARIABLE] = os.path.expandvars("".join(_split(found[1])))
        line = line[: found.start()] + line[found.end() :]
    os.environ[variable] = line
    if os.environ.get(_AT, "").isdigit():
        # In bash each word is a line.
        os.environ[_AT] = str(int(os.environ[_AT]) - before.count("\n") + line.count("\n"))
    whole = _split(re.sub(r"\S*\Z", "", line))[1:]
    return next((word for word in whole if not word.startswith("-")), None)


def offer(complete: Callable[[], object]) -> None:
    """Write what could be typed, as the shell wants it, and nothing else.

    Args:
        complete: Writes to standard output what could be typed, and may end the process.
    """
    offered = io.StringIO()
    with redirect_stdout(offered), redirect_stderr(io.StringIO()):
        try:
            with suppress(SystemExit):
                complete()
        except (PlaybookError, OSError, ValueError, RuntimeError, KeyError):
            return
    text = offered.getvalue()
    if _LINE in os.environ:
        text = "".join(f"{_quoted(line, _word())}\n" for line in text.splitlines())
    sys.stdout.write(text)


def _word() -> str:
    """Return the word that is being typed as it stands in bash, with the quotation mark it begins with."""
    words, at = os.environ[_LINE].split("\n"), os.environ.get(_AT, "")
    return words[int(at)] if at.isdigit() and int(at) < len(words) else ""


def _quoted(text: str, word: str) -> str:
    """Quote a text so that bash, which puts it on the line as it stands, reads it as one word."""
    if word.startswith("'"):
        return text.replace("'", "'\\''")
    return re.sub(_SPECIAL_IN_QUOTES if word.startswith('"') else _SPECIAL, r"\\\1", text)


def _split(words: str) -> list[str]:
    try:
        return shlex.split(words)
    except ValueError:  # A quotation mark that is still open.
        return words.split()
