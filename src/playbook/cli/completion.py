"""What the Tab key offers: the clients of the journal, the names of playbooks, the ids of questions.

A shell asks for it while somebody types, so it is quick and quiet: what cannot be read offers nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playbook.settings import Settings

_ASKED = "_PLAYBOOK_COMPLETE"
"""The variable by which a shell asks what could be typed; Typer has it so."""

_LINE, _AT, _OTHER_LINE = "COMP_WORDS", "COMP_CWORD", "_TYPER_COMPLETE_ARGS"
"""Where a shell puts the line that is being typed: bash, and the others."""

_HOME = r"""(?<=\s)--home(?:=|\s+)((?:"[^"]*"|'[^']*'|\\.|[^\s\\"'])+)\s"""
"""`--home DIR` with a blank behind it."""
_EQUALS = r"(?<=\n)(--[\w-]+)\n=\n"
"""An option and its value, which bash takes apart into three words, each on a line of its own."""
_SPECIAL, _SPECIAL_IN_QUOTES = r"([^\w@%+=:,./~-])", r"([\\\"$`])"
"""What means something to a shell."""


def clients(incomplete: str) -> list[str]:
    """Give the clients whose names begin so; case and accents aside, as everywhere else.

    What was typed stays as it stands, and the rest of the name is added to it.
    """
    from playbook.journal.files import Unreadable
    from playbook.journal.naming import client_key
    from playbook.journal.records import Reading
    from playbook.text import visible
    from playbook.written import on_one_line

    key = client_key(incomplete)
    found: dict[str, str] = {}
    try:
        records = list(Reading(_settings().journal).fronts())
    except Unreadable:
        return []
    for record in records:
        name = on_one_line(visible(record.front.get("client", "")))
        # What begins with a dash would be taken for an option.
        if client_key(name).startswith(key) and name and not name.startswith("-"):
            found[client_key(name)] = name
    whole = ((incomplete + _rest(name, incomplete, client_key), like) for like, name in found.items())
    return sorted(name for name, like in whole if client_key(name) == like)


def _rest(name: str, incomplete: str, key: Callable[[str], str]) -> str:
    """Give what of a name stands behind its first characters that read as what was typed."""
    if not incomplete.strip():
        return name
    begun = next(at for at in range(len(name) + 1) if key(name[:at]).startswith(key(incomplete)))
    return name[begun:].lstrip() if incomplete[-1].isspace() else name[begun:]


def playbook_names(incomplete: str) -> list[str]:
    """Give the names of the playbooks that begin so."""
    from playbook.shelf import shelf

    return [name for name in shelf(_settings()) if name.startswith(incomplete)]


def question_ids(incomplete: str) -> list[str]:
    """Give the ids of the questions of all playbooks that begin so, in the order in which they are asked."""
    from playbook.query import known
    from playbook.shelf import shelf

    paths = (shelved.path for shelved in shelf(_settings()).values())
    return [name for name in known.question_ids(paths) if name.startswith(incomplete)]


def _settings() -> Settings:
    from playbook.settings import read_settings

    return read_settings(None, os.environ, Path.home())


def is_asked() -> bool:
    """Tell whether a shell asks what could be typed, rather than for a command to be run."""
    return os.environ.get(_ASKED, "").startswith("complete")


def typed() -> str | None:
    """Read the line that is being typed, and take `--home DIR` out of it for whoever reads it next.

    Returns:
        Its first word that is no option, if that is whole; None if there is none yet.
    """
    from playbook.settings import HOME_VARIABLE

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
    whole = _split(line[: len(line) - len(_last(line))])[1:]
    return next((word for word in whole if not word.startswith("-")), None)


def offer(complete: Callable[[], object]) -> None:
    """Write what could be typed, as the shell wants it, and nothing else.

    Args:
        complete: Writes to standard output what could be typed, and may end the process.
    """
    import io
    import sys
    from contextlib import redirect_stderr, redirect_stdout

    from playbook.errors import PlaybookError

    offered = io.StringIO()
    with redirect_stdout(offered), redirect_stderr(io.StringIO()):
        try:
            complete()
        except SystemExit:
            pass
        except (PlaybookError, OSError, ValueError, RuntimeError, KeyError):
            return
    text = offered.getvalue()
    if _LINE in os.environ:
        text = "".join(f"{_quoted(line, _word())}\n" for line in text.splitlines())
    sys.stdout.write(text)


def _word() -> str:
    """Give the word that is being typed as it stands in bash, with the quotation mark it begins with."""
    words, at = os.environ[_LINE].split("\n"), os.environ.get(_AT, "")
    return words[int(at)] if at.isdigit() and int(at) < len(words) else ""


def _quoted(text: str, word: str) -> str:
    """Give a text so that bash reads it as one word: it puts it on the line as it stands."""
    if word.startswith("'"):
        return text.replace("'", "'\\''")
    return re.sub(_SPECIAL_IN_QUOTES if word.startswith('"') else _SPECIAL, r"\\\1", text)


def _last(line: str) -> str:
    """Give the word that the line ends with, as it stands; empty behind a blank."""
    found = re.search(r"\S*\Z", line)
    return found[0] if found else ""


def _split(words: str) -> list[str]:
    import shlex

    try:
        return shlex.split(words)
    except ValueError:  # A quotation mark that is still open.
        return words.split()
