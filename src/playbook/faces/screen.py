"""Everything that is drawn: quiet, at most 72 columns wide, and clear without colour."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from playbook.faces.in_lines import WIDEST
from playbook.faces.programs import page
from playbook.language import _, ngettext
from playbook.messages import Command, Draft, Keys, Note, Row, Rows, Said, Script, StepBegins, Title
from playbook.text import packed, reflowed, shortened, visible, width_of, wrapped

ACCENT = "magenta"
"""Of the sixteen, the one that can be read on white as on black, also where bold makes it brighter."""

_LABEL = 34
"""Columns of a row's label, where there is room for two columns."""

_AROUND_A_BLANK = 10
"""Lines of the screen for what stands above a letter, for the question, and for what is typed."""

_KEY = re.compile(r"- ~?[a-z][a-z0-9_]*:")


def console() -> Console:
    """Return the console that a walk is drawn on: standard output, with no markup and no highlighting."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def text_width(screen: Console) -> int:
    """Return how many columns text may take."""
    return min(screen.width, WIDEST)


def draw(screen: Console, said: Said) -> None:
    """Draw one thing that is said."""
    match said:
        case Title(text):
            _print(screen, Text(visible(text), style="bold"))
        case StepBegins():
            _step(screen, said)
        case Note(text, tone):
            style = {"plain": "", "quiet": "dim", "path": "dim", "trouble": "bold", "finding": ""}[tone]
            # A path stays whole, however long: wrapped it cannot be selected. A mark stays beneath its line.
            whole = tone in ("path", "finding")
            screen.print(Text(visible(text), style=style), width=text_width(screen), soft_wrap=whole)
        case Row(label, value):
            _row(screen, label, value)
        case Rows():
            _rows(screen, said)
        case Command(why, command):
            _command(screen, why, command)
        case Keys(phrases):
            _keys(screen, phrases)
        case Draft() | Script():
            _at_length(screen, said)


def _step(screen: Console, step: StepBegins) -> None:
    place = _("{number} of {total}", number=step.number, total=step.total) + "  "
    screen.print()
    _print(screen, Text.assemble((place, "dim"), (visible(step.title), f"bold {ACCENT}")))
    if step.guide:
        _print(screen, Text(reflowed(step.guide)))


def _at_length(screen: Console, said: Draft | Script) -> None:
    """Draw a script or a draft; that has no indent, so that it can be selected, and its blanks stand out."""
    _head(screen, said.prompt, said.help)
    if isinstance(said, Script):
        _indented(screen, Text(wrapped(visible(said.text), text_width(screen) - 2)), 2)
        screen.print()
        return
    body = Text(visible(_around(screen, said)))
    for blank in said.blanks:
        is_other = said.at and blank != said.at
        strong = Style(bold=True, reverse=not is_other, color=ACCENT)
        body.highlight_regex(re.escape(visible(blank)), style=strong)
    _print(screen, body)
    screen.print()
    if said.blanks and not said.at:
        blanks = ngettext(
            "{n} blank to fill: {blanks}",
            "{n} blanks to fill: {blanks}",
            len(said.blanks),
            blanks=", ".join(said.blanks),
        )
        _print(screen, Text(visible(blanks), style="dim"))


def _around(screen: Console, draft: Draft) -> str:
    """Return the text of a draft; of a long one, while a blank is asked for, what stands around that."""
    paragraphs, columns = draft.text.split("\n\n"), text_width(screen)
    at = next((number for number, one in enumerate(paragraphs) if draft.at and draft.at in one), None)
    while at is not None and len(paragraphs) > 1:
        lines = wrapped(visible("\n\n".join(paragraphs)), columns).count("\n") + 1
        if lines + _AROUND_A_BLANK <= screen.height:
            break
        if at < len(paragraphs) - at - 1:
            paragraphs.pop()
        else:
            paragraphs.pop(0)
            at -= 1
    return "\n\n".join(paragraphs)


def _head(screen: Console, prompt: str, note: str) -> None:
    screen.print()
    _print(screen, Text(visible(prompt), style="bold"))
    if note:
        _print(screen, Text(reflowed(note), style="dim"))
    screen.print()


def listing(screen: Console, groups: Mapping[str, Sequence[Row]]) -> None:
    """Draw rows under their groups' titles, aligned; what is long goes on beneath itself."""
    labels = max((width_of(visible(row.label)) for rows in groups.values() for row in rows), default=0)
    room = max(1, text_width(screen) - labels - 4)
    drawn = Text()
    for title, rows in groups.items():
        drawn.append(f"{title}\n")
        for row in rows:
            label = visible(row.label)
            style = "bold" if row.stands_out else "dim"
            drawn.append("  " + label + " " * (labels - width_of(label)), style=style)
            drawn.append(f"  {wrapped(visible(row.value), room, indent=labels + 4)}\n")
    screen.print(drawn, end="", soft_wrap=True)


def height_of(screen: Console, title: str, rows: Sequence[Row]) -> int:
    """Return how many lines a listing takes."""
    with screen.capture() as drawn:
        listing(screen, {title: rows})
    return drawn.get().count("\n")


def height_of_all(screen: Console, said: Iterable[Said]) -> int:
    """Return how many lines all of this takes."""
    with screen.capture() as drawn:
        for one in said:
            draw(screen, one)
    return drawn.get().count("\n")


def _print(screen: Console, text: Text) -> None:
    screen.print(text, width=text_width(screen))


def _indented(screen: Console, text: Text, indent: int) -> None:
    screen.print(Padding(text, (0, 0, 0, indent)), width=text_width(screen))


def _row(screen: Console, label: str, value: str) -> None:
    label, columns = visible(label), text_width(screen) - 2
    two = columns >= 60 and width_of(label) <= _LABEL
    room = columns - _LABEL - 2 if two else columns - 2
    value = shortened(value, room * 2)
    line = Text("  ")
    line.append(label, style="dim")
    if two and width_of(value) <= room:
        line.append(" " * (_LABEL + 2 - width_of(label)) + value)
        _print(screen, line)
        return
    _indented(screen, Text(label, style="dim"), 2)
    _indented(screen, Text(value), 4)


def _rows(screen: Console, said: Rows) -> None:
    if said.title:
        listing(screen, {said.title: said.rows})
        return
    for row in said.rows:
        _row(screen, row.label, row.value)


def _keys(screen: Console, phrases: Sequence[str]) -> None:
    _print(screen, Text(packed(map(_, phrases), " · ", text_width(screen)), style="dim"))


def _command(screen: Console, why: str, command: str) -> None:
    line = Text(f"{why}  ")
    line.append(visible(command), style=f"bold {ACCENT}")
    if width_of(line.plain) <= screen.width:
        screen.print(line, soft_wrap=True)
        return
    screen.print(Text(why))
    # Whole, however long: a command that is cut or wrapped cannot be copied.
    screen.print(Text(f"  {visible(command)}", style=f"bold {ACCENT}"), soft_wrap=True)


def difference(screen: Console, lines: Sequence[str]) -> None:
    """Draw a unified diff, in the pager where it is longer than the screen."""
    styles = {"+": "green", "-": "red", "@": ACCENT}
    drawn = Text()
    for number, line in enumerate(lines):
        drawn.append(f"{visible(line)}\n", style="bold" if number < 2 else styles.get(line[:1], ""))
    paged(screen, drawn)


def paged(screen: Console, drawn: Text) -> None:
    """Draw whole lines; in the pager where they are longer than the screen."""
    with screen.capture() as captured:
        screen.print(drawn, end="", soft_wrap=True)
    rows = sum(max(1, -(-width_of(line) // screen.width)) for line in drawn.plain.splitlines())
    if rows < screen.height or not page(captured.get(), os.environ):
        screen.file.write(captured.get())


_STYLES: Mapping[str, str] = {
    "title": "bold",
    "step": f"bold {ACCENT}",
    "question": "dim",
    "quiet": "dim",
}


def entry(screen: Console, lines: Iterable[tuple[str, str]]) -> None:
    """Draw the lines of an entry, each with what it is; every word is as somebody wrote it."""
    drawn, columns = Text(), text_width(screen)
    for text, kind in lines:
        line = _as_it_stands(visible(text), columns)
        line.stylize(_STYLES.get(kind, ""))
        drawn.append_text(line).append("\n")
    paged(screen, drawn)


def _as_it_stands(line: str, columns: int) -> Text:
    """Return a line of an entry, wrapped beneath where it begins; the id of an answer is dim."""
    words = line.lstrip(" ")
    begins = len(line) - len(words)
    indent = begins + (2 if words.startswith("- ") else 0)
    drawn = Text(" " * begins + wrapped(words, max(1, columns - indent), indent=indent))
    if key := _KEY.match(line):
        drawn.stylize("dim", 0, key.end())
    return drawn
