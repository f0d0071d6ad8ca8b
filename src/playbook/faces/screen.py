"""Everything that is drawn: quiet, at most 72 columns wide, and clear without colour."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.text import Text

from playbook.messages import Command, Keys, Note, Row, Rows, Said, StepBegins, Title
from playbook.text import visible

if TYPE_CHECKING:
    from rich.markdown import MarkdownElement

WIDEST = 72
"""Columns. Longer lines are harder to read."""

ACCENT = "cyan"
_LABEL = 34
"""Columns of a row's label, where there is room for two columns."""


def console() -> Console:
    """Give the console that a walk is drawn on: standard output, with no markup and no highlighting."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=False)


def width(screen: Console) -> int:
    """Give how many columns text may take."""
    return min(screen.width, WIDEST)


def draw(screen: Console, said: Said) -> None:
    """Draw one thing that is said."""
    match said:
        case Title(text):
            _print(screen, Text(visible(text), style="bold"))
        case StepBegins(number, total, title, guide):
            head = Text(f"{number} of {total}  ", style="dim")
            head.append(visible(title), style=f"bold {ACCENT}")
            screen.print()
            _print(screen, head)
            if guide:
                _print(screen, Text(reflowed(guide)))
        case Note(text, tone):
            style = {"plain": "", "quiet": "dim", "path": "dim", "trouble": "bold", "finding": ""}[tone]
            # A path stays whole, however long: wrapped it cannot be selected. A mark stays beneath its line.
            whole = tone in ("path", "finding")
            screen.print(Text(visible(text), style=style), width=width(screen), soft_wrap=whole)
        case Row(label, value):
            _row(screen, label, value)
        case Rows(rows):
            for row in rows:
                _row(screen, row.label, row.value)
        case Command(why, command):
            _command(screen, why, command)
        case Keys(phrases):
            _keys(screen, phrases)


def letter(screen: Console, prompt: str, note: str, text: str, blanks: list[str]) -> None:
    """Draw a draft: no frame and no indent, so that it can be selected; its blanks stand out."""
    screen.print()
    _print(screen, Text(visible(prompt), style="bold"))
    if note:
        _print(screen, Text(reflowed(note), style="dim"))
    screen.print()
    body = Text(visible(text))
    for blank in blanks:
        body.highlight_regex(re.escape(visible(blank)), style=f"bold reverse {ACCENT}")
    _print(screen, body)
    screen.print()
    if blanks:
        count = "1 blank" if len(blanks) == 1 else f"{len(blanks)} blanks"
        _print(screen, Text(visible(f"{count} to fill: {', '.join(blanks)}"), style="dim"))


def script(screen: Console, prompt: str, note: str, text: str) -> None:
    """Draw words to have at hand."""
    screen.print()
    _print(screen, Text(visible(prompt), style="bold"))
    if note:
        _print(screen, Text(reflowed(note), style="dim"))
    screen.print()
    screen.print(Padding(Text(visible(text)), (0, 0, 0, 2)), width=width(screen))
    screen.print()


def listing(screen: Console, groups: Mapping[str, Sequence[Row]]) -> None:
    """Draw rows under their groups' titles, aligned; what is long goes on beneath itself."""
    labels = max((cell_len(visible(row.label)) for rows in groups.values() for row in rows), default=0)
    room = max(1, width(screen) - labels - 4)
    drawn = Text()
    for title, rows in groups.items():
        drawn.append(f"{title}\n")
        for row in rows:
            label = visible(row.label)
            drawn.append("  " + label + " " * (labels - cell_len(label)), style="dim")
            value = visible(row.value)
            # Wrapping costs more than all the rest, and most lines are short.
            lines = [value] if cell_len(value) <= room else _lines(screen, value, room)
            drawn.append("  " + f"\n{' ' * (labels + 4)}".join(lines) + "\n")
    screen.print(drawn, end="", soft_wrap=True)


def _lines(screen: Console, text: str, columns: int) -> list[str]:
    return [line.plain.rstrip() for line in Text(text).wrap(screen, columns)]


def reflowed(text: str) -> str:
    """Join the lines of each paragraph; an author wraps lines for the file, a screen for itself."""
    paragraphs = re.split(r"\n[ \t]*\n", visible(text).strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def shortened(text: str, columns: int) -> str:
    """Give a text's first line, cut with an ellipsis to a number of columns."""
    first, *rest = visible(text).split("\n")
    if not rest and cell_len(first) <= columns:
        return first
    short = Text(first)
    short.truncate(max(1, columns - 2))
    return f"{short.plain.rstrip()} …"


def _print(screen: Console, text: Text) -> None:
    screen.print(text, width=width(screen))


def _row(screen: Console, label: str, value: str) -> None:
    label, columns = visible(label), width(screen) - 2
    two = columns >= 60 and cell_len(label) <= _LABEL
    room = columns - _LABEL - 2 if two else columns - 2
    value = shortened(value, room * 2)
    line = Text("  ")
    line.append(label, style="dim")
    if two and cell_len(value) <= room:
        line.append(" " * (_LABEL + 2 - cell_len(label)) + value)
        _print(screen, line)
        return
    screen.print(Padding(Text(label, style="dim"), (0, 0, 0, 2)), width=width(screen))
    screen.print(Padding(Text(value), (0, 0, 0, 4)), width=width(screen))


def _keys(screen: Console, phrases: Sequence[str]) -> None:
    """Draw the keys; a line ends between two of them, never within one."""
    line = ""
    for phrase in phrases:
        longer = f"{line} · {phrase}" if line else phrase
        if line and cell_len(longer) > width(screen):
            _print(screen, Text(line, style="dim"))
            longer = phrase
        line = longer
    _print(screen, Text(line, style="dim"))


def _command(screen: Console, why: str, command: str) -> None:
    line = Text(f"{why}  ")
    line.append(visible(command), style=f"bold {ACCENT}")
    if cell_len(line.plain) <= screen.width:
        screen.print(line, soft_wrap=True)
        return
    screen.print(Text(why))
    # Whole, however long: a command that is cut or wrapped cannot be copied.
    screen.print(Text(f"  {visible(command)}", style=f"bold {ACCENT}"), soft_wrap=True)


def markdown(screen: Console, text: str) -> None:
    """Draw an entry: its headings stand out, and its words are as somebody wrote them."""
    from rich.markdown import Heading, Markdown
    from rich.theme import Theme

    class Quiet(Heading):
        """A heading at the left, without a frame."""

        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            if self.tag != "h1":
                yield Text("")
            yield self.text

    class Page(Markdown):
        elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, "heading_open": Quiet}

    styles = {"markdown.h1": "bold", "markdown.h2": f"bold {ACCENT}", "markdown.em": "dim"}
    with screen.use_theme(Theme({**styles, "markdown.item.bullet": "dim", "markdown.code": "none"})):
        # Markdown would run the lines of a letter together.
        broken = re.sub(r"(?<=\S)[ \t]*\r?\n(?=[ \t]*\S)", "  \n", text)
        screen.print(Page(visible(broken), hyperlinks=False), width=width(screen))
