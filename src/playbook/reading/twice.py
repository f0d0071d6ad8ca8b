"""A key or a table that is there twice, which may be for a heading that is missing."""

from __future__ import annotations

import re
from typing import NamedTuple

from playbook.reading.misplaced import missing_heading
from playbook.reading.outline import Meant, Stop

_LINE = re.compile(
    r'^[ \t]*(?:(?P<key>[\w."-]+)[ \t]*=|\[{1,2}[ \t]*(?P<heading>[\w."-]+)[ \t]*\]{1,2})', re.MULTILINE
)


class _Line(NamedTuple):
    """A line that begins with a key, or is a heading, by the offset and the name of either."""

    at: int
    name: str
    is_heading: bool


def twice(stop: Stop) -> Meant:
    """Yield where a key or a table is there twice, and where it is first."""
    lines = [
        _Line(found.start(kind), stop.text[found.start(kind) : found.end(kind)], kind == "heading")
        for found in _LINE.finditer(stop.outline)
        for kind in [found.lastgroup or ""]
    ]
    here = sum(line.at < stop.at for line in lines) - 1
    if stop.says("Cannot overwrite") and here >= 0 and not lines[here].is_heading:
        yield from _key(stop, lines, here)
    if stop.says("Cannot declare") and here >= 0 and lines[here].is_heading:
        yield from _table(stop, lines, here)
    if stop.says("Duplicate inline") and stop.opened:
        name = stop.said.partition("'")[2].rstrip("'")
        again = [*re.finditer(rf"\b{re.escape(name)}[ \t]*=", stop.outline[stop.opened[-1] : stop.at])]
        message = f"`{name}` appears twice in these braces; keep one of the two"
        yield from ((stop.opened[-1] + one.start(), message) for one in again[-1:])


def _key(stop: Stop, lines: list[_Line], here: int) -> Meant:
    at, name, _ = lines[here]
    above = next((n for n in range(here, -1, -1) if lines[n].is_heading), -1)
    for first in lines[above + 1 : here]:
        if name == first.name or name.startswith(f"{first.name}."):
            there = f"`{first.name}` is in line {_number(stop, first)} already"
            if name == "id" and above >= 0:
                below, own = _keys(lines, here), lines[above].name
                # What has a prompt and no type may be an item of a scorecard.
                is_part = own not in ("step", "step.question") and not {"type", "title"} & {*below}
                heading = (not is_part and missing_heading(below)) or f"[[{own}]]"
                yield at, f"the heading {heading} is missing above this line; {there}"
            yield at, f"{there}; keep one of the two"


def _table(stop: Stop, lines: list[_Line], here: int) -> Meant:
    at, name, _ = lines[here]
    first = next((n for n in range(here - 1, -1, -1) if lines[n][1:] == (name, True)), None)
    if first is None:
        return
    for n in range(first + 1, here):
        if lines[n].name == "id" and (heading := missing_heading(_keys(lines, n))):
            yield lines[n].at, f"the heading {heading} is missing above this line"
    yield at, f"the table `{name}` begins in line {_number(stop, lines[first])} already"


def _keys(lines: list[_Line], start: int) -> list[str]:
    """Return the keys from a line on, up to the next heading."""
    end = next((n for n in range(start, len(lines)) if lines[n].is_heading), len(lines))
    return [line.name for line in lines[start:end]]


def _number(stop: Stop, line: _Line) -> int:
    return stop.text.count("\n", 0, line.at) + 1
