"""The clipboard: the terminal is asked to fill it, and so is the system's own program where there is one."""

from __future__ import annotations

import base64
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from playbook.language import _
from playbook.messages import Note

if TYPE_CHECKING:
    from playbook.model.asking import Face

_LONGEST_WAIT = 3
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
            timeout=_LONGEST_WAIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return not ended.returncode
