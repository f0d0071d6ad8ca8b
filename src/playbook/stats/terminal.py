"""The figures drawn on a terminal: bars of block characters, clear without colour and from 40 columns on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from rich.theme import Theme

from playbook.stats.panel import Panel, PanelRow
from playbook.text import shortened, visible, width_of

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL, _EMPTY = "█", "░"
_INDENT = 2
_GAP = 2
"""Columns between the label, the bar and the numbers."""

_LONGEST_LABEL = 38
_MOST_OF_LABEL = 2 * _LONGEST_LABEL
"""Columns. What is longer than that is somebody's own words, and is cut."""
_SHORTEST_BAR, _LONGEST_BAR = 10, 32
"""Columns. Where there is no room for the shortest beside its label, bars have lines of their own."""


def draw(screen: Console, accent: str, title: str, panels: Iterable[Panel]) -> None:
    """Draw panels one below the other.

    Args:
        screen: Where; they take its whole width.
        accent: The colour of bars and titles.
        title: What it is all about.
        panels: What is drawn.
    """
    screen.print(Text(visible(title), style="bold"))
    with screen.use_theme(Theme({"bar": accent, "title": f"bold {accent}"})):
        for panel in panels:
            _panel(screen, panel)


class _Columns(NamedTuple):
    """How wide the parts of a panel's rows are; without a bar it is 0.

    Attributes:
        stacked: Whether a bar stands beneath its label rather than behind it.
    """

    label: int
    bar: int
    value: int
    more: int
    stacked: bool


def _columns(screen: Console, rows: Sequence[PanelRow]) -> _Columns:
    longest, value, more = (
        max(width_of(visible(words)) for words in column)
        for column in zip(*((row.label, row.value, row.more) for row in rows), strict=True)
    )
    numbers = _GAP + value + (_GAP + more if more else 0)
    room = screen.width - _INDENT
    bar = _SHORTEST_BAR if any(row.size is not None for row in rows) else 0
    label = min(longest, _LONGEST_LABEL)
    if label + (_GAP + bar if bar else 0) + numbers <= room:
        bar = min(_LONGEST_BAR, room - label - _GAP - numbers) if bar else 0
        return _Columns(label, bar, value, more, stacked=False)
    return _Columns(max(1, room - numbers), room if bar else 0, value, more, stacked=True)


def _panel(screen: Console, panel: Panel) -> None:
    title, rests_on = map(visible, panel.heading)
    head, n = Text(title, style="title"), Text(rests_on, style="dim")
    screen.print()
    if head.cell_len + _GAP + n.cell_len <= screen.width:
        screen.print(Text(" " * _GAP).join([head, n]) if rests_on else head)
    else:
        screen.print(head, n, sep="\n")
    columns = _columns(screen, panel.rows)
    for row in panel.rows:
        _row(screen, row, columns)


def _row(screen: Console, row: PanelRow, columns: _Columns) -> None:
    style = "dim" if row.apart else ""
    label = shortened(visible(row.label), _MOST_OF_LABEL)
    line = Text(" " * _INDENT)
    if width_of(label) <= columns.label:
        line.append(label + " " * (columns.label - width_of(label)), style=style)
    else:
        # Whole, on lines of its own; the numbers follow where they would have stood.
        screen.print(Padding(Text(label, style=style), (0, 0, 0, _INDENT)))
        line.append(" " * columns.label)
    if columns.bar and not columns.stacked:
        line.append(" " * _GAP).append_text(_bar(screen, row, columns.bar))
    line.append(" " * _GAP + visible(row.value).rjust(columns.value), style=style)
    if columns.more:
        line.append(" " * _GAP + visible(row.more).rjust(columns.more), style="dim")
    line.rstrip()
    screen.print(line)
    if columns.stacked and row.size:
        screen.print(Text(" " * _INDENT).append_text(_bar(screen, row, columns.bar)))


def _bar(screen: Console, row: PanelRow, columns: int) -> Text:
    """Return a bar, filled up to its columns; what is there at all is never drawn as nothing."""
    if row.size is None:
        return Text(" " * columns)
    # Not every terminal can show block characters.
    blocks = screen.encoding.lower().startswith("utf")
    eighths = max(round(row.size * columns * 8), 1 if row.size else 0)
    whole, part = divmod(eighths, 8)
    drawn = _FULL * whole + (_EIGHTHS[part] if part else "") if blocks else "#" * -(-eighths // 8)
    text = Text(drawn, style="dim" if row.apart else "bar")
    rest = (_EMPTY if blocks else ".") if row.of_all else " "
    return text.append(rest * (columns - width_of(drawn)), style="dim")
