"""The person's mail program, opened with a message in it; sending it is theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from playbook.language import _
from playbook.messages import Note

if TYPE_CHECKING:
    from playbook.model.asking import Face

_LONGEST_WAIT = 2
"""Seconds; what goes on for longer is the mail program itself."""


def mail(subject: str, text: str, environment: Mapping[str, str], face: Face) -> bool:
    """Open a message in the mail program, to nobody yet; say so, and tell whether there is one."""
    is_open = _is_opened(address(subject, text), environment)
    done = _("It's open in your mail program. Send it from there.")
    none = _("No mail program could be opened from here. Copy it instead, and paste it into yours.")
    face.say(Note(done if is_open else none, "quiet"))
    return is_open


def _is_opened(url: str, environment: Mapping[str, str]) -> bool:
    if sys.platform == "win32":
        try:
            os.startfile(url)  # noqa: S606 - always a `mailto:`
        except OSError:
            return False
        return True
    command = _opener(environment)
    return bool(command) and _starts([*command, url])


def address(subject: str, text: str) -> str:
    """Return a message as RFC 6068 has it: nothing in it is a sign of the address or of a shell."""
    fields = {"subject": subject, "body": text.replace("\n", "\r\n")}
    return "mailto:?" + "&".join(f"{name}={quote(words, safe='')}" for name, words in fields.items() if words)


def _opener(environment: Mapping[str, str]) -> Sequence[str]:
    """Return the command that opens an address in the program for it; empty where there is none."""
    has_display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    names = ["open"] if sys.platform == "darwin" else ["xdg-open"] if has_display else []
    return [path for name in names if (path := shutil.which(name, path=environment.get("PATH")))]


def _starts(command: Sequence[str]) -> bool:
    try:
        process = subprocess.Popen(  # noqa: S603 - the system's own opener, started without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # The message stays open when this terminal is closed.
        )
        return not process.wait(_LONGEST_WAIT)
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
