"""Somebody's own editor, for a text that is longer than a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from playbook.errors import PlaybookError

_USUAL = ("editor", "nano", "vi")


class EditorFailed(PlaybookError):
    """The editor could not be used; the text is as it was."""


def editor_from(environment: Mapping[str, str]) -> list[str]:
    """Give the editor's command: `VISUAL`, else `EDITOR`, else the first usual one that is installed.

    Raises:
        EditorFailed: None is set and none is installed, or what is set cannot be read as a command.
    """
    named = environment.get("VISUAL") or environment.get("EDITOR")
    if named and named.strip():
        try:
            return shlex.split(named)
        except ValueError:
            raise EditorFailed(
                f"The editor is set to {named}, which cannot be read as a command.",
                "Set VISUAL or EDITOR to your editor, such as nano.",
            ) from None
    for usual in _USUAL:
        if found := shutil.which(usual):
            return [found]
    raise EditorFailed("No editor is set.", "Set VISUAL or EDITOR to your editor, such as nano.")


def edited(text: str, environment: Mapping[str, str]) -> str:
    """Open a text in the editor and give what it became.

    The file it is edited in is for the owner alone, and goes when the editor is closed. If the editor
    fails after the text was changed, the changes are kept.

    Raises:
        EditorFailed: The editor cannot be started, or failed without a change.
    """
    command = editor_from(environment)
    try:
        handle, name = tempfile.mkstemp(prefix="playbook-", suffix=".md")
    except OSError as error:
        raise EditorFailed(
            f"There is no room for a file to edit: {error.strerror}.", "Free some space, then try again."
        ) from error
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="") as file:
            file.write(text + "\n")
        try:
            # The person's own command, started without a shell.
            failed = bool(subprocess.run([*command, name], check=False).returncode)  # noqa: S603 - no shell
        except KeyboardInterrupt:
            failed = True  # What was written until then is kept.
        except OSError as error:
            raise EditorFailed(
                f"The editor {command[0]} did not start: {error.strerror}.",
                "Set VISUAL or EDITOR to your editor, such as nano.",
            ) from error
        after = _read(path)
    except OSError as error:
        raise EditorFailed(f"The text could not be handed to the editor: {error.strerror}.") from error
    finally:
        path.unlink(missing_ok=True)
    if after is None or (failed and after.strip() == text.strip()):
        raise EditorFailed(f"The editor {command[0]} ended with an error; the text is as it was.")
    return after


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
