"""The pictures of the README show what is on the screen today."""

from __future__ import annotations

import re
from pathlib import Path

from pictures import FOLDER, pictures

TOP = Path(__file__).parents[1]


def looks(svg: str) -> list[tuple[str, str]]:
    """Return the words of a picture, each with how they look: the rest is up to the library that draws."""
    styles = dict(re.findall(r"^\.p-(r\d+) { (.*) }$", svg, re.MULTILINE))
    return [(words, styles[of]) for of, words in re.findall(r'<text class="p-(r\d+)"[^>]*>([^<]*)', svg)]


def test_they_are_drawn_from_what_the_tool_shows() -> None:
    drawn = dict(pictures())

    shown = re.findall(r'="\.github/pictures/(.*?)"', (TOP / "README.md").read_text(encoding="utf-8"))

    assert sorted(drawn) == sorted(path.name for path in FOLDER.iterdir()) == sorted(shown)
    for name, svg in drawn.items():
        there = looks((FOLDER / name).read_text(encoding="utf-8"))

        assert looks(svg) == there, f"{name} is stale; draw them again: python tests/pictures.py"
