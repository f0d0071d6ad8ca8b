"""The pictures of the README: real walks in a real terminal, drawn by the console that the tool draws on.

python tests/pictures.py
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterator
from io import StringIO
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pyte
from homes import Home
from journals import LOST
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from samples import read
from terminal import ENTER, SPACE, Terminal

from playbook.faces.screen import console
from playbook.written import Written

FOLDER = Path(__file__).parents[1] / ".github" / "pictures"

_ON_A_DAY = """
import datetime, sys
from playbook.cli import context
context.local_now = lambda: datetime.datetime(2026, 11, 22, 9, 14, 3, tzinfo=datetime.UTC)
sys.argv[0] = "playbook"
from playbook.__main__ import run
run()
"""
"""Starts `playbook` on a day that stays the same, whenever the pictures are drawn."""

_WALK, _STATS = 'playbook lost "Acme Studio"', "playbook stats"
_COLUMNS, _ROWS = 74, 60

_LOSSES = """\
2025-11-03 communication.surprises mine    900
2025-12-12 price.rate_rise         shared 1200
2026-02-09 replaced.in_house       theirs 2400
2026-02-27 communication.too_little mine   600
2026-04-14 slight.left_out         mine    750
2026-05-20 price.terms             shared 1800
2026-06-30 replaced.rival          shared 1100
2026-07-08 communication.surprises mine   1500
2026-08-25 slight.tone             mine    400
2026-10-02 unknown                 -       950
"""
"""Clients who left: when, why, in whose hands it was, and what they paid a month."""


def _colours(paper: str, ink: str, accent: str) -> TerminalTheme:
    """Return a theme of the few colours that we use; any other shows that it is not one of them."""
    one, two, magenta, other = (
        (int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16))
        for colour in (paper, ink, accent, "00ff00")
    )
    return TerminalTheme(one, two, [*[other] * 5, magenta, other, other])


_THEMES = {
    "light": _colours("ffffff", "1f2328", "8250df"),
    "dark": _colours("0d1117", "e6edf3", "d2a8ff"),
}

# As Rich has it, but for the window around it, a font from a network, and spaces at the ends of lines.
_FORMAT = """\
<svg viewBox="0 0 {width} {height}" width="{width}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font: {char_height}px ui-monospace, SFMono-Regular, Menlo, Consolas, \
"DejaVu Sans Mono", "Liberation Mono", monospace; }}
{styles}
</style>
<rect fill="PAPER" stroke="#80808060" x="1" y="1" width="99.7%" height="99.7%" rx="8"/>
<g transform="translate(20, 22)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def _screens() -> Iterator[tuple[str, Text]]:
    """Yield what stands on the screen at the moments that are pictured, by the picture's name."""
    with TemporaryDirectory() as folder:
        with _terminal(Path(folder), _WALK) as terminal:
            terminal.choose("How did the news reach you?", "By email or message")
            terminal.choose("Where do things stand?", "They told me, and it sounded final")
            terminal.expect("Breathe in")
            terminal.send(SPACE)
            terminal.choose("What are you feeling?", "Angry")
            terminal.expect_question("How much does it sting right now?")
            terminal.type("7")
            yield "walk", _typed(_WALK) + _text(terminal)
            terminal.send(ENTER)
            terminal.answer("Who do you talk to there?", "Maria")
            terminal.answer("When will you call Acme Studio?")
            terminal.answer("What name do you sign with?", "Ada")
            terminal.choose("Sign your later letters with Ada too?", "Yes")
            terminal.choose("What would you like to do with it?", "Fill in the blank")
            terminal.expect_question("[what's under way]")
            terminal.type("the new site")
            yield "draft", _text(terminal, since="A reply that gives you time")
            terminal.send(ENTER)
            terminal.choose("What would you like to do with it?", "I've sent it")
            terminal.choose("Did it go as it stands?", "Yes")
            terminal.status()
            yield "rest", _text(terminal, since="  A reply that gives you time")
        _losses(Home(Path(folder) / "playbook"))
        with _terminal(Path(folder), _STATS) as terminal:
            terminal.status()
            yield "stats", _typed(_STATS) + _text(terminal)


def _losses(home: Home) -> None:
    """Fill a journal with clients who left, each with a few answers as the walk writes them."""
    asked = read(LOST.read_text(encoding="utf-8")).by_id
    home.entry.unlink()
    for number, line in enumerate(_LOSSES.splitlines()):
        day, reason, control, amount = line.split()
        given = {
            "certainty": "told_final",
            "reason": reason,
            "control": control,
            "monthly_value": f"{amount} EUR",
            "call_outcome": "declined" if reason == "unknown" else "talked",
        }
        answers = [
            f"- {key}: {asked[key].written(asked[key].read(Written(said))).head}\n"
            for key, said in given.items()
            if said != "-"
        ]
        path = home.begin("lost", f"c{number}", "".join(answers))
        path.write_text(path.read_text(encoding="utf-8").replace("2026-11-20", day), encoding="utf-8")


def _terminal(folder: Path, command: str) -> Terminal:
    """Return a terminal with a command in it, with nothing of this machine and of who sits at it."""
    settings = {
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PATH": str(Path(sys.executable).parent),
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }
    return Terminal(
        *shlex.split(command)[1:],
        command=[sys.executable, "-c", _ON_A_DAY],
        extra={**dict.fromkeys(os.environ), **settings},
        columns=_COLUMNS,
        rows=_ROWS,
    )


def _typed(command: str) -> Text:
    return Text.assemble(("$ ", "dim"), command, "\n\n")


def _text(terminal: Terminal, since: str = "") -> Text:
    """Return what stands on a screen; from the last line on that begins with some words, if any are given."""
    lines = [
        Text.assemble(
            *(("".join(one.data for one in alike), _style(look)) for look, alike in groupby(row, _look))
        )
        for row in terminal.cells
    ]
    for line in lines:
        line.rstrip()
    first = max(number for number, line in enumerate(lines) if line.plain.startswith(since or line.plain))
    shown = Text("\n").join(lines[first if since else 0 :])
    shown.rstrip()
    return shown


def _look(cell: pyte.screens.Char) -> pyte.screens.Char:
    return cell._replace(data="")


def _style(look: pyte.screens.Char) -> Style:
    colours = (
        "default" if one == "default" else one.replace("bright", "bright_") for one in (look.fg, look.bg)
    )
    return Style(
        color=next(colours), bgcolor=next(colours), bold=look.bold, dim=look.italics, reverse=look.reverse
    )


def pictures() -> Iterator[tuple[str, str]]:
    """Draw the pictures, each for light pages and for dark ones; yield the file's name and its text."""
    for name, text in _screens():
        for page, theme in _THEMES.items():
            yield f"{name}-{page}.svg", _drawn(text, theme)


def _drawn(text: Text, theme: TerminalTheme) -> str:
    """Return a screen as the text of an SVG file."""
    screen = console()
    screen.record, screen.file, screen.width = True, StringIO(), _COLUMNS
    screen.print(text)
    form = _FORMAT.replace("PAPER", theme.background_color.hex)
    svg = screen.export_svg(title="", theme=theme, code_format=form, font_aspect_ratio=0.6, unique_id="p")
    # Each line is one of the file as well; and a font that is narrower is made as wide, or bars have gaps.
    svg = re.sub(r"<text[^>]*>\n</text>", "\n", re.sub(r' clip-path="[^"]*"', "", svg))
    return svg.replace(" textLength=", ' lengthAdjust="spacingAndGlyphs" textLength=')


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, svg in pictures():
        (FOLDER / name).write_text(svg, encoding="utf-8")
