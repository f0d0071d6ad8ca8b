"""The types of questions by their ids, read from a playbook's file without reading what it means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Asked(NamedTuple):
    """A question of a playbook, as far as a table needs to know it.

    Attributes:
        id: Its id.
        kind: Its type; empty if it has none that is a word.
        items: The ids of a scorecard's items.
    """

    id: str
    kind: str
    items: tuple[str, ...] = ()


def questions_of(path: Path) -> list[Asked]:
    """Give the questions of a playbook in their order; none if its file cannot be read.

    A playbook with a slip in it still has questions; where one is not what it should be it is passed over.
    """
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return []
    found: dict[str, Asked] = {}
    for step in _tables(raw, "step"):
        for question in _tables(step, "question"):
            name, kind = question.get("id"), question.get("type")
            if isinstance(name, str):
                items = tuple(
                    item["id"] for item in _tables(question, "items") if isinstance(item.get("id"), str)
                )
                found.setdefault(name, Asked(name, kind if isinstance(kind, str) else "", items))
    return list(found.values())


def _tables(raw: dict[str, Any], key: str) -> Iterator[dict[str, Any]]:
    tables = raw.get(key)
    yield from (table for table in tables if isinstance(table, dict)) if isinstance(tables, list) else ()
