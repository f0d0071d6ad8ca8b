"""Programs of the person's that take a text: the pager, the clipboard's, the one for mail."""

from __future__ import annotations

import base64
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO
from urllib.parse import quote

from playbook.faces.signals import interrupts_are_theirs
from playbook.language import _
from playbook.messages import Note

if TYPE_CHECKING:
    from playbook.model.asking import Face

_USUAL = ("less", "more")


def page(text: str, environment: Mapping[str, str]) -> bool:
    """Show a text in the pager until somebody closes it; False where there is none, or it does not start.

    Args:
        text: May hold colours.
        environment: `PAGER` is in it; empty, or `cat`, is none.
    """
    command = _command(environment.get("PAGER"))
    if not command:
        return False
    # As git does: colours are shown, and what fits the screen is left on it.
    settings = {"LESS": "FRX", "LV": "-c", **environment}
    with interrupts_are_theirs():
        try:
            subprocess.run(command, input=text.encode("utf-8", "replace"), env=settings, check=False)  # noqa: S603 - no shell
        except OSError:
            return False
    return True


def _command(named: str | None) -> list[str]:
    if named is None:
        return next(([found] for name in _USUAL if (found := shutil.which(name))), [])
    try:
        command = shlex.split(named)
    except ValueError:
        return []
    return [] if command == ["cat"] else command


_LONGEST_COPYING = 3
"""Seconds that a program may take for a few lines of text."""

_LONGEST_OF_SCREEN = 256
"""Letters of a sequence that GNU screen passes on in one go; there is room for more, but not for a letter."""


def copy(text: str, environment: Mapping[str, str], stream: TextIO, face: Face) -> None:
    """Put a text on the clipboard, and say so; there is none where there is no terminal.

    Args:
        text: The text.
        environment: Tells which terminal this is, and which displays there are.
        stream: What may go to a terminal.
        face: Says it.
    """
    said = _("It's above. Select it and copy it.")
    if stream.isatty():
        if environment.get("TERM") != "dumb":
            stream.write(sequence(text, environment))
            stream.flush()
            # What a terminal does with that, it does not tell.
            said = _("Copied, if your terminal allows it. If not, it's above to select.")
        if any(_takes(command, text) for command in _programs(environment)):
            said = _("Copied.")
    face.say(Note(said, "quiet"))


def sequence(text: str, environment: Mapping[str, str]) -> str:
    """Return what asks a terminal to put a text on the clipboard, even over SSH: OSC 52.

    What runs other programs within a terminal may keep that to itself, so it is asked to pass it on as well.
    """
    packed = base64.b64encode(text.encode()).decode("ascii")
    plain = f"\x1b]52;c;{packed}\x07"
    if environment.get("TMUX"):
        doubled = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{doubled}\x1b\\"
    if environment.get("STY") or environment.get("TERM", "").startswith("screen"):
        pieces = (plain[at : at + _LONGEST_OF_SCREEN] for at in range(0, len(plain), _LONGEST_OF_SCREEN))
        return plain + "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain


def _programs(environment: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the commands whose clipboard is in front of whoever types, each with the path of its program."""
    # Over SSH the other machine's own clipboard is of no use; that of a display is, which is handed on.
    is_here = not environment.get("SSH_CONNECTION")
    has_display, has_wayland = (bool(environment.get(name)) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    for is_there, name, *arguments in (
        (is_here, "pbcopy"),
        (has_wayland, "wl-copy"),
        (has_display, "xclip", "-selection", "clipboard"),
        (has_display, "xsel", "--clipboard", "--input"),
        (is_here, "clip.exe"),
    ):
        if is_there and (path := shutil.which(str(name), path=environment.get("PATH"))):
            yield path, *map(str, arguments)


def _takes(command: Sequence[str], text: str) -> bool:
    # That of Windows knows no UTF-8.
    encoded = text.encode("utf-16-le" if command[0].endswith("clip.exe") else "utf-8")
    try:
        ended = subprocess.run(  # noqa: S603 - one of the programs above, started without a shell
            command,
            input=encoded,
            # Some stay to hand the text out, for as long as the display is there.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            timeout=_LONGEST_COPYING,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return not ended.returncode


_LONGEST_OPENING = 2
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
        return not process.wait(_LONGEST_OPENING)
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
