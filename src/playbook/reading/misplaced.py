"""Keys below a heading to which they do not belong, and what is there twice since a heading is missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from playbook.model.problem import Path, Problem
from playbook.model.types import KEYS, LIST_KEYS
from playbook.reading.outline import Meant, Stop

_ABOVE = "not of its default: write it above [step.question.default]"


def missing_heading(keys: Sequence[str]) -> str:
    """Return the heading that is missing above an `id`, by the keys from it on; empty if none seems to be."""
    if "title" in keys:
        return "[[step]]"
    return "[[step.question]]" if "type" in keys or "prompt" in keys else ""


def take_out_misplaced(content: dict[str, Any]) -> list[Problem]:
    """Take what is misplaced out of a playbook, as its TOML says it; return what is wrong with it."""
    problems: list[Problem] = []
    for path, table in _tables(content):
        names = list(table)
        below = names[names.index("id") :] if "id" in names else []
        if heading := missing_heading(below):
            problems.append(Problem((*path, "id"), f"the heading {heading} is missing above this line"))
            for name in below:
                del table[name]
        among_choices = path[4:] == ("choices",)
        keys = LIST_KEYS if among_choices else KEYS
        for name in [name for name, value in table.items() if name in keys and _is_key(path, value)]:
            where = "not a choice: write it above its choices" if among_choices else _ABOVE
            problems.append(Problem((*path, name), f"`{name}` is a key of the question, {where}"))
            del table[name]
    return problems


def _is_key(path: Path, value: object) -> bool:
    """Tell whether a question's key in one of its tables is misplaced there."""
    first = value[0] if isinstance(value, list) and value else value
    # A map may be from the answer that is called like a key, but it leads to no table.
    return path[4:] in (("choices",), ("default",)) or (path[-1] == "map" and isinstance(first, dict))


def _tables(content: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the tables that a heading of their own can open, each with the way to it."""
    for i, step in _listed(content, "step"):
        yield from _within(step, ("step", i), "wait", "when")
        for j, question in _listed(step, "question"):
            path = ("step", i, "question", j)
            yield from _within(question, path, "choices", "when", "default")
            for way, default in _within(question, path, "default"):
                yield from _within(default, way, "map")


def _within(table: dict[str, Any], path: Path, *keys: str) -> Iterator[tuple[Path, dict[str, Any]]]:
    yield from (((*path, key), table[key]) for key in keys if isinstance(table.get(key), dict))


def _listed(table: dict[str, Any], key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    found = table.get(key)
    listed = found if isinstance(found, list) else []
    yield from ((number, one) for number, one in enumerate(listed) if isinstance(one, dict))


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
