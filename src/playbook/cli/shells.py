"""How a shell asks what could be typed, and how it is told.

Names come from files, and a shell evaluates what it is told: each one is told in a form that it reads as
a plain word. Typer is asked in one way, whatever the shell, and only what it offers is taken from it.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from typing import NamedTuple

from playbook.cli.context import EVERYWHERE, taken_out
from playbook.errors import PlaybookError
from playbook.settings import HOME_VARIABLE

_ASKED = "_PLAYBOOK_COMPLETE"
"""The variable by which a shell asks what could be typed."""
_ACTION = "_TYPER_COMPLETE_FISH_ACTION"
"""What fish asks for: `get-args`, or with `is-args` only whether there is anything."""
_BASH_LINE, _BASH_AT = "COMP_WORDS", "COMP_CWORD"
"""Where bash puts the words of the line that is being typed, and the number of the one that is typed now."""
_LINE, _POWERSHELL_WORD = "_TYPER_COMPLETE_ARGS", "_TYPER_COMPLETE_WORD_TO_COMPLETE"
"""Where the others put the line, and PowerShell the last word as well."""

_PIECE = r"""(?sx)
    (?P<gap>[ \t\n]+) | '(?P<single>[^']*)'? | "(?P<double>(?:\\.|[^"])*)"? | \\?(?P<plain>.?)
"""
_FISH_PIECE = _PIECE.replace("[^']*", r"(?:\\.|[^'])*")
"""A piece of a line. A quotation mark may be open still; in fish it can be escaped in single ones too."""

_OPTION = r"--[\w-]+="

_Offer = tuple[str, str]
"""What could be typed, and what it does; the latter may be empty."""


class _Line(NamedTuple):
    """A command line while it is typed.

    Attributes:
        words: The whole words before the one that is typed now, without the program's name.
        typed: The beginning of that one, as the command would be given it.
        before: What of its beginning bash takes for other words, such as `Ink:`; it puts what it is told
            behind them.
        quote: The quotation mark it begins with, in bash.
    """

    words: list[str]
    typed: str
    before: str = ""
    quote: str = ""


def is_asked() -> bool:
    """Tell whether a shell asks what could be typed, rather than for a command to be run."""
    return os.environ.get(_ASKED, "").startswith("complete_")


def offer(complete: Callable[[str | None, str | None], object]) -> None:
    """Write what could be typed, as the shell wants it, and nothing else.

    Args:
        complete: Lets Typer write what could be typed, given the command and the language that are named on
            the line, and may end the process.
    """
    shell, action = os.environ[_ASKED].removeprefix("complete_"), os.environ.get(_ACTION)
    try:
        line = _bash_line() if shell == "bash" else _other_line(shell)
    except (IndexError, ValueError):  # It says something odd.
        return
    offered = _offered(line, complete)
    if shell == "fish" and action == "is-args":
        sys.exit(0 if offered else 1)
    sys.stdout.write(_told(shell, offered, line))


def _offered(line: _Line, complete: Callable[[str | None, str | None], object]) -> list[_Offer]:
    words, home, language = taken_out(line.words)
    # An option that holds wherever it stands is one of `playbook` itself, whatever command is before it.
    if line.typed.partition("=")[0] in EVERYWHERE:
        words = []
    elif words[-1:] and words[-1] in EVERYWHERE:
        words = words[-1:]
    if home:
        os.environ[HOME_VARIABLE] = os.path.expandvars(home)
    # What is told to fish is told plainly: a line for each, with a tab before what it does.
    os.environ.update({_ASKED: "complete_fish", _ACTION: "get-args"})
    # The word that is typed is put in quotation marks: a space at the end of the line would begin another.
    os.environ[_LINE] = f"{shlex.join(['playbook', *words])} {_in_single_quotes(line.typed)}"
    written = io.StringIO()
    # It is quick and quiet: what cannot be read offers nothing.
    quietly = suppress(SystemExit, PlaybookError, OSError, ValueError, RuntimeError, KeyError)
    with redirect_stdout(written), redirect_stderr(io.StringIO()), quietly:
        complete(next((word for word in words if not word.startswith("-")), None), language)
    rows = (row.partition("\t") for row in written.getvalue().split("\n") if row)
    return [(value, does) for value, _, does in rows]


def _in_single_quotes(text: str) -> str:
    return "'" + text.replace("'", "'\"'\"'") + "'"


def _other_line(shell: str) -> _Line:
    """Read the line that any other shell than bash puts on record.

    Raises:
        IndexError: Nothing is typed behind the program's name.
    """
    words = _words(os.environ.get(_LINE, "").lstrip(), _FISH_PIECE if shell == "fish" else _PIECE)[1:]
    if shell.startswith(("powershell", "pwsh")) and not os.environ.get(_POWERSHELL_WORD):
        words.append("")  # It leaves out the space at the end.
    return _Line(words, words.pop())


def _bash_line() -> _Line:
    """Read the line in bash, which takes words apart at `=` and `:`.

    Raises:
        IndexError: There is no word of the number that is typed.
        ValueError: Nor is it a number.
    """
    pieces = os.environ.get(_BASH_LINE, "").split("\n")
    at = int(os.environ.get(_BASH_AT, ""))
    words: list[str] = []
    before, is_joined = "", False
    for piece in [*pieces[1:at], pieces[at]]:
        is_break = bool(piece) and not piece.strip("=:")
        if words and (is_break or is_joined):
            before = words[-1] + piece * is_break
            words[-1] += piece
        else:
            before = ""
            words.append(piece)
        is_joined = is_break
    typed = words.pop()
    dequoted = ["".join(_words(word, _PIECE)) for word in words]
    quote = pieces[at][:1] if pieces[at][:1] in ("'", '"') else ""
    return _Line(dequoted, "".join(_words(typed, _PIECE)), "".join(_words(before, _PIECE)), quote)


def _words(line: str, piece: str) -> list[str]:
    """Read words as a shell does, without quotation marks; behind a space at the end is an empty one."""
    words = [""]
    for found in re.finditer(piece, line):
        if found["gap"]:
            words.append("")
        single, double = found["single"] or "", re.sub(r'\\([\\"$`])', r"\1", found["double"] or "")
        if piece == _FISH_PIECE:
            single = re.sub(r"\\([\\'])", r"\1", single)
        words[-1] += single + double + (found["plain"] or "")
    return words


def _told(shell: str, offered: Sequence[_Offer], line: _Line) -> str:
    """Return what a shell is told."""
    match shell:
        case "bash":
            option = re.match(_OPTION, line.before)
            before = line.before[option.end() :] if option else line.before
            return "".join(f"{_for_bash(value.removeprefix(before), line.quote)}\n" for value, _ in offered)
        case "zsh":
            return _for_zsh(offered, line.typed)
        case "powershell" | "pwsh":
            # `:::` stands between the two, so it cannot stand in a name.
            rows = [(value.replace("'", "''"), does or " ") for value, does in offered if ":::" not in value]
            return "".join(f"'{value}':::{does}\n" for value, does in rows)
        case _:  # To fish, an option and its value are one word.
            option = re.match(_OPTION, line.typed)
            rows = [(f"{option[0]}{value}" if option else value, does) for value, does in offered]
            return "".join(f"{value}\t{does}\n" if does else f"{value}\n" for value, does in rows)


def _for_bash(text: str, quote: str) -> str:
    """Quote a text so that bash, which puts it on the line as it stands, reads it as one word.

    Some mean something between quotation marks too, or to bash while it reads what it is told: they stand
    outside.
    """
    if quote == "'":
        return re.sub(r"(['*?[])", r"'\\\1'", text)
    if quote == '"':
        return re.sub(r"([!*?[])", r'"\\\1"', re.sub(r'([\\"$`])', r"\\\1", text))
    return re.sub(r"([^\w%+,./-])", r"\\\1", text)


def _for_zsh(offered: Sequence[_Offer], typed: str) -> str:
    """Return a command for zsh, which evaluates it after taking it apart at its spaces."""
    if not offered:
        return "_files"
    words = " ".join(_for_eval(value) for value, _ in offered)
    # The option stays; what is offered is its value.
    begin = "compset -P 1 '--*='; " if re.match(_OPTION, typed) else ""
    if not any(does for _, does in offered):
        return f"{begin}compadd -- {words}"
    rows = " ".join(_for_eval(f"{value} -- {does}" if does else value) for value, does in offered)
    return f"{begin}local -a rows; rows=({rows}); compadd -l -d rows -- {words}"


def _for_eval(text: str) -> str:
    """Write a word so that nothing in it means anything, whatever takes it apart before it is evaluated."""
    return "$'" + re.sub(r"[\0-\x7f]", _escaped, text) + "'"


def _escaped(found: re.Match[str]) -> str:
    return found[0] if found[0].isalnum() else f"\\x{ord(found[0]):02x}"
