"""Somebody's own editor, for a text that is longer than a line, or for a file."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.faces.signals import interrupts_are_theirs
from playbook.language import N_, _
from playbook.messages import Note
from playbook.model.asking import Back, Option, Pick

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


def editor_from(environment: Mapping[str, str], *, usual: bool = True) -> list[str]:
    """Return the editor's command: `VISUAL`, else `EDITOR`, else the first usual one that is installed.

    Args:
        environment: Where it may be set.
        usual: Whether a usual one will do where none is set; they all need a terminal.

    Raises:
        EditorFailed: None is set and none is installed, or what is set cannot be read as a command.
    """
    named = environment.get("VISUAL") or environment.get("EDITOR")
    if named and named.strip():
        return _command(named.strip())
    for name in _USUAL if usual else ():
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


def opened(path: Path, environment: Mapping[str, str], line: int | None = None) -> bool:
    """Open a file in the editor and wait until the editor ends.

    Args:
        path: The file.
        environment: Where the editor may be set.
        line: Where to begin, if the editor is one that can be told.

    Returns:
        Whether it ended well.

    Raises:
        EditorFailed: It cannot be started.
    """
    command = editor_from(environment)
    try:
        with interrupts_are_theirs():
            # The person's own command, started without a shell.
            ended = subprocess.run([*command, *_at_line(command[0], path, line)], check=False)  # noqa: S603 - no shell
            return not ended.returncode
    except OSError as error:
        why = _("The editor {editor} did not start: {why}.", editor=command[0], why=error.strerror)
        raise EditorFailed(why, _(_SET_ONE)) from error


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
        why = _("There is no room for a file to edit: {why}.", why=error.strerror)
        raise EditorFailed(why, _("Free some space, then try again.")) from error
    path, waited = Path(name), True
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text + "\n")
        before, began = path.stat(), time.monotonic()
        failed = not opened(path, environment)
        after = _read(path)
        is_as_before = after == text + "\n" and path.stat().st_mtime_ns == before.st_mtime_ns
        if is_as_before and not failed:
            waited = time.monotonic() - began > _SOONEST or not _names(editor).isdisjoint(_PLUS_LINE)
    except OSError as error:
        why = _("The text could not be handed to the editor: {why}.", why=error.strerror)
        raise EditorFailed(why) from error
    finally:
        if waited:
            path.unlink(missing_ok=True)
    if not waited:
        return _read_when_saved(path, text, face)
    if after is None or (failed and after.strip() == text.strip()):
        raise EditorFailed(
            _("The editor {editor} ended with an error; the text is as it was.", editor=editor)
        )
    return after


def _read_when_saved(path: Path, text: str, face: Face) -> str:
    """Read a text from an editor that did not wait, once the person has saved it there."""
    face.say(
        Note(_("Your editor didn't wait. If it has opened a window, save the text there first. It is in")),
        Note(str(path), "path"),
        Note(_("Most editors wait if they are told to: VISUAL='code --wait', VISUAL='subl -w'."), "quiet"),
    )
    form = Pick(
        prompt=_("Have you saved it?"),
        options=[Option("read", _("Yes, read it")), Option("leave", _("Leave the text as it was"))],
        required=True,
    )
    try:
        while face.pick(form) == "read":
            after = _read(path)
            if after is None:
                raise EditorFailed(_("The file is gone; the text is as it was."))
            if after.strip() != text.strip():
                return after
            face.say(Note(_("It is still as it was.")))
    except Back:
        pass
    return text


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
