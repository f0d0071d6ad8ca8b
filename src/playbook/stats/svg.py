"""The figures as a picture file: text stays text, and it suits a light page as well as a dark one.

It holds labels and numbers and nothing else of an entry: no client, no name, no words of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from playbook.stats.panel import Panel, PanelRow, in_lines
from playbook.text import shortened, visible, width_of

# Pixels.
_WIDTH, _MARGIN = 720, 36
_BAR_LEFT, _BAR_WIDTH, _BAR_HEIGHT = 340, 160, 12
_VALUE_RIGHT, _MORE_RIGHT = 606, _WIDTH - _MARGIN
_TITLE, _HEAD, _LINE, _PANEL_GAP = 46, 32, 24, 14

_LONGEST, _LONGEST_ALONE = 38, 80
"""Narrow characters of a label before its bar, and on a line of its own, at 14 pixels in a wide font."""

_HEAD_LINE = '<?xml version="1.0" encoding="UTF-8"?>'
_MARK = "<!-- Drawn by playbook stats. -->"
"""Tells a picture of ours from any other, which is not ours to write over."""

# What XML 1.0 cannot hold, beyond what is never visible.
_NO_XML = re.compile(r"[\ufffe\uffff]")

# Classes rather than variables: not everything that shows a picture knows those.
_STYLE = """
text { font: 14px system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif; }
.title { font-size: 20px; font-weight: 600; }
.head { font-weight: 600; }
.end { text-anchor: end; }
.paper { fill: #ffffff; } .ink { fill: #1f2328; } .quiet { fill: #59636e; }
.accent { fill: #0b6e7c; } .bar { fill: #2a8c9a; } .track { fill: #e4e8ec; } .apart { fill: #a9b4bd; }
@media (prefers-color-scheme: dark) {
.paper { fill: #14181d; } .ink { fill: #e6e9ed; } .quiet { fill: #9aa5b1; }
.accent { fill: #6cc7d4; } .bar { fill: #3fa3b1; } .track { fill: #2a3138; } .apart { fill: #5b6671; }
}
"""


def picture(title: str, panels: Sequence[Panel], language: str = "en") -> str:
    """Return panels as the text of an SVG file.

    Args:
        title: What it is all about.
        panels: What is drawn.
        language: The language of its words, for who has them read aloud.
    """
    y = _MARGIN + 20
    drawn = [_text(_MARGIN, y, title, "title ink")]
    y += _TITLE
    for panel in panels:
        drawn += _panel(panel, y)
        y += _HEAD + sum(map(_lines, panel.rows)) * _LINE + _PANEL_GAP
    height = y - _PANEL_GAP
    size = f'xml:lang="{language}" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
    told = _clean(in_lines(panels))
    return "\n".join(
        [
            _HEAD_LINE,
            _MARK,
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title told">',
            f'<title id="title">{_clean(title)}</title>',
            f'<desc id="told">{told}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="paper" width="{_WIDTH}" height="{height}" rx="8"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def is_ours(content: bytes) -> bool:
    """Return whether a file is a picture that was drawn here."""
    return (
        content.startswith(_HEAD_LINE.encode()) and _MARK.encode() in content[: 2 * len(_HEAD_LINE + _MARK)]
    )


def _panel(panel: Panel, y: int) -> Iterable[str]:
    title, n = panel.heading
    yield _text(_MARGIN, y, title, "head accent")
    if n:
        yield _text(_MORE_RIGHT, y, n, "quiet end")
    y += _HEAD - 4
    for row in panel.rows:
        yield from _row(row, y)
        y += _lines(row) * _LINE


def _lines(row: PanelRow) -> int:
    """Return how many lines a row takes: a long label has one of its own."""
    return 1 if width_of(row.label) <= _LONGEST else 2


def _row(row: PanelRow, y: int) -> Iterable[str]:
    ink = "quiet" if row.apart else "ink"
    yield _text(_MARGIN, y, shortened(row.label, _LONGEST_ALONE), ink)
    y += (_lines(row) - 1) * _LINE
    if row.size is not None:
        top = y - _BAR_HEIGHT + 1
        if row.of_all:
            yield _bar(top, 1, "track")
        if row.size:
            yield _bar(top, row.size, "apart" if row.apart else "bar")
    yield _text(_VALUE_RIGHT, y, row.value, f"{ink} end")
    if row.more:
        yield _text(_MORE_RIGHT, y, row.more, "quiet end")


def _bar(top: int, size: float, style: str) -> str:
    width = max(1.0, size * _BAR_WIDTH)
    return (
        f'<rect class="{style}" x="{_BAR_LEFT}" y="{top}" width="{width:.1f}" height="{_BAR_HEIGHT}" rx="2"/>'
    )


def _text(x: int, y: int, words: str, style: str) -> str:
    return f'<text class="{style}" x="{x}" y="{y}">{_clean(words)}</text>'


def _clean(words: str) -> str:
    return escape(_NO_XML.sub("", visible(words)), quote=False)
