"""The questions of a playbook, and its labels, read from its file without reading what it means."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
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
    found: list[Asked] = []
    for name, question in _read(path).items():
        kind = question.get("type")
        items = tuple(item["id"] for item in _tables(question, "items") if isinstance(item.get("id"), str))
        found.append(Asked(name, kind if isinstance(kind, str) else "", items))
    return found


def labels_of(path: Path) -> dict[str, dict[str, str]]:
    """Give the label of every choice and every band of a playbook, by its id, by the id of its question.

    The finer choices beneath one are there as `choice.detail`. As little as `questions_of` it minds a slip.
    """
    questions = _read(path)
    labels: dict[str, dict[str, str]] = {}
    for name, question in questions.items():
        same = question.get("choices_of")
        of = questions.get(same, question) if isinstance(same, str) else question
        labels[name] = {**dict(_choices(of.get("choices"))), **dict(_bands(question))}
    return labels


def _choices(raw: object) -> Iterator[tuple[str, str]]:
    for slug, choice in raw.items() if isinstance(raw, dict) else ():
        label = choice.get("label") if isinstance(choice, dict) else choice
        if isinstance(label, str):
            yield slug, label
        if isinstance(choice, dict):
            yield from ((f"{slug}.{detail}", words) for detail, words in _choices(choice.get("detail")))


def _bands(question: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for band in _tables(question, "bands"):
        if isinstance(band.get("id"), str) and isinstance(band.get("label"), str):
            yield band["id"], band["label"]


def _read(path: Path) -> dict[str, dict[str, Any]]:
    """Give the tables of the questions by their ids; the first of an id."""
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return {}
    found: dict[str, dict[str, Any]] = {}
    for step in _tables(raw, "step"):
        for question in _tables(step, "question"):
            if isinstance(name := question.get("id"), str):
                found.setdefault(name, question)
    return found


def _tables(raw: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    tables = raw.get(key)
    yield from (table for table in tables if isinstance(table, dict)) if isinstance(tables, list) else ()
