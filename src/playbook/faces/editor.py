"""Somebody's own editor, for a text that is longer than a line, or for a file."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import PlaybookError, reason
from playbook.faces.signals import interrupts_are_theirs
from playbook.language import N_, _
from playbook.messages import Note
from playbook.model.asking import Option, Pick
from playbook.model.leaving import Back

if TYPE_CHECKING:
    from playbook.model.asking import Face

_USUAL = ("editor", "nano", "vi", "notepad")
_PLUS_LINE = ("vi", "vim", "nvim", "nano", "emacs", "micro", "hx")
_FILE_AND_LINE = ("code", "codium")
_SOONEST = 2
"""Seconds after which an editor without a change was closed by somebody, rather than having not waited."""

_SET_ONE = N_("Set VISUAL or EDITOR to your editor, such as nano.")


class EditorFailed(PlaybookError):
    """The editor could not be used; the text is as it was."""


class Ended(NamedTuple):
    """How an editor ended.

    Attributes:
        well: Whether without an error.
        waited: Whether the file was open in it until then, as far as that can be told: one that ends at once
            with nothing saved most likely goes on in a window of its own.
    """

    well: bool
    waited: bool


def editor_from(environment: Mapping[str, str]) -> list[str]:
    """Return the editor's command: `VISUAL`, else `EDITOR`, else the first usual one that is installed.

    Args:
        environment: Where it may be set.

    Raises:
        EditorFailed: None is set and none is installed, or none of them has a terminal, which they need; or
            what is set cannot be read as a command.
    """
    named = environment.get("VISUAL") or environment.get("EDITOR")
    if named and named.strip():
        return _command(named.strip())
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise EditorFailed(
            _("No editor is set, and there is no terminal for the usual ones."),
            _("Run it in a terminal, or set VISUAL or EDITOR to an editor with a window of its own."),
        )
    for name in _USUAL:
        if found := shutil.which(name):
            return [found]
    raise EditorFailed(_("No editor is set."), _(_SET_ONE))


def _command(named: str) -> list[str]:
    """Take a command apart as a shell does; the path of a program may hold spaces without quotation marks."""
    if shutil.which(named):
        return [named]
    try:
        if os.name != "nt":
            return shlex.split(named)
        # A backslash is part of a path there, and quotation marks are left where they stand.
        return [part.strip('"') for part in shlex.split(named, posix=False)]
    except ValueError:
        why = _("The editor is set to {command}, which cannot be read as a command.", command=named)
        raise EditorFailed(why, _(_SET_ONE)) from None


def opened(path: Path, environment: Mapping[str, str], line: int | None = None) -> Ended:
    """Open a file in the editor and wait until the editor ends.

    Args:
        path: The file.
        environment: Where the editor may be set.
        line: Where to begin, if the editor is one that can be told.

    Raises:
        EditorFailed: It cannot be started.
    """
    command = editor_from(environment)
    before, began = _state(path), time.monotonic()
    try:
        with interrupts_are_theirs():
            # The person's own command, started without a shell.
            ended = subprocess.run([*command, *_at_line(command[0], path, line)], check=False)  # noqa: S603 - no shell
    except OSError as error:
        why = _("The editor {editor} did not start: {why}.", editor=command[0], why=reason(error))
        raise EditorFailed(why, _(_SET_ONE)) from error
    # Those that can be told a line run in the terminal, and whoever leaves one at once wanted nothing.
    is_known = not _names(command[0]).isdisjoint(_PLUS_LINE)
    is_left = bool(ended.returncode) or is_known or time.monotonic() - began > _SOONEST
    return Ended(not ended.returncode, is_left or _state(path) != before)


def _state(path: Path) -> tuple[bytes, int] | None:
    try:
        return path.read_bytes(), path.stat().st_mtime_ns
    except OSError:
        return None


def _at_line(program: str, path: Path, line: int | None) -> list[str]:
    """Return an editor's arguments for a file and a line; the file alone where it cannot be told a line."""
    names = _names(program)
    if line is not None and not names.isdisjoint(_PLUS_LINE):
        return [f"+{line}", str(path)]
    if line is not None and not names.isdisjoint(_FILE_AND_LINE):
        return ["-g", f"{path}:{line}"]
    return [str(path)]


def _names(program: str) -> set[str]:
    """Return what an editor is called, by what it is started as and by what that is a link to."""
    # What is called `editor` or `vi` is often a link to the editor that is meant, such as vim.basic.
    return {Path(program).stem, Path(os.path.realpath(shutil.which(program) or program)).stem}


def edited(text: str, environment: Mapping[str, str], face: Face) -> str:
    """Open a text in the editor and return what it became; as it was where that fails, and say why.

    The file it is edited in is for the owner alone. It goes when the editor is closed, and stays where an
    editor did not wait, since the person may still save in it. If the editor fails after the text was
    changed, the changes are kept.

    Raises:
        Left: Somebody leaves while an editor that did not wait has the text.
    """
    try:
        return _edited(text, environment, face)
    except EditorFailed as error:
        face.say(Note(f"{error.message} {error.hint}".rstrip(), "trouble"))
        return text


def _edited(text: str, environment: Mapping[str, str], face: Face) -> str:
    editor = editor_from(environment)[0]
    try:
        handle, name = tempfile.mkstemp(prefix="playbook-", suffix=".md")
    except OSError as error:
        why = _("There is no room for a file to edit: {why}.", why=reason(error))
        raise EditorFailed(why, _("Free some space, then try again.")) from error
    path, ended = Path(name), Ended(well=False, waited=True)
    before = f"{text}\n".encode("utf-8", "replace")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(before)
        ended = opened(path, environment)
        if not ended.waited and not is_saved_later(path, before, name, face):
            return text
        after = _read(path)
    except OSError as error:
        why = _("The text could not be handed to the editor: {why}.", why=reason(error))
        raise EditorFailed(why) from error
    finally:
        if ended.waited:
            path.unlink(missing_ok=True)
    if after is None or (not ended.well and after.strip() == text.strip()):
        raise EditorFailed(
            _("The editor {editor} ended with an error; the text is as it was.", editor=editor)
        )
    return after


def is_saved_later(path: Path, before: bytes | None, shown: str, face: Face) -> bool:
    """Ask until a file is saved that an editor has open in a window of its own; False if it stays as it was.

    Args:
        path: The file.
        before: What it held when it was opened; None if it was not there.
        shown: The file as it is named to the person.
        face: Asks.

    Raises:
        Left: Somebody leaves there.
    """
    face.say(
        Note(_("Your editor didn't wait. If it has opened a window, save the text there first. It is in")),
        Note(shown, "path"),
        Note(_("Most editors wait if they are told to: VISUAL='code --wait', VISUAL='subl -w'."), "quiet"),
    )
    form = Pick(
        prompt=_("Have you saved it?"),
        options=[Option("read", _("Yes, read it")), Option("leave", _("Leave the text as it was"))],
        required=True,
    )
    try:
        while face.pick(form) == "read":
            state = _state(path)
            if (state and state[0]) != before:
                return True
            face.say(Note(_("It is still as it was.")))
    except Back:
        pass
    return False


def _read(path: Path) -> str | None:
    """Read what an editor left, in whatever encoding; None if it took the file away."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
