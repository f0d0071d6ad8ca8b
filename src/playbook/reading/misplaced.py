"""Keys below a heading to which they do not belong, so that they are taken for something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from playbook.model.problem import Path, Problem
from playbook.model.types import KEYS, LIST_KEYS

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
