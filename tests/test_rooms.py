"""Data flows one way, and the imports show it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import playbook

PACKAGE = Path(playbook.__file__).parent

# Each room, and the rooms it may import. Nothing here imports a room that imports it, directly or not.
MAY_IMPORT: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "frozen": set(),
    "text": set(),
    "invalid": set(),
    "dates": {"invalid"},
    "money": {"invalid", "text"},
    "written": set(),
    "messages": set(),
    "regular": set(),
    "language": set(),
    "catalogues": set(),
    "settings": {"durable", "regular"},
    "durable": {"errors"},
    "model": {"dates", "frozen", "invalid", "messages", "money", "written"},
    "reading": {"errors", "model", "regular", "text"},
    "schema": {"model"},
    "shelf": {"errors", "model", "reading", "regular", "settings", "text"},
    "walk": {"frozen", "invalid", "model", "written"},
    "entry": {"errors", "written"},
    "journal": {"durable", "entry", "errors", "regular", "text", "written"},
    "query": {"entry", "errors", "invalid", "journal", "model", "regular", "text", "written"},
    "faces": {"errors", "invalid", "messages", "model", "text"},
    "stats": {"dates", "invalid", "model", "money", "text", "written"},
    "checking": {"entry", "errors", "journal", "model", "reading", "settings", "shelf", "written"},
    "authoring": {
        "durable",
        "errors",
        "faces",
        "invalid",
        "messages",
        "model",
        "reading",
        "regular",
        "shelf",
        "text",
        "walk",
    },
    "session": {
        "entry",
        "errors",
        "faces",
        "frozen",
        "invalid",
        "journal",
        "messages",
        "model",
        "query",
        "reading",
        "text",
        "walk",
        "written",
    },
    "cli": {
        "authoring",
        "checking",
        "dates",
        "durable",
        "entry",
        "errors",
        "faces",
        "invalid",
        "journal",
        "messages",
        "model",
        "query",
        "reading",
        "regular",
        "schema",
        "session",
        "settings",
        "shelf",
        "stats",
        "text",
        "walk",
        "written",
    },
    "__main__": {"cli"},
}

# What some rooms must do without, whoever else needs it.
_TERMINAL = {"rich", "questionary", "prompt_toolkit"}
_PYDANTIC = {"pydantic", "pydantic_core"}
NEVER: dict[str, set[str]] = {
    "model": _TERMINAL | {"typer", "pathlib", "os", "sys", "time"},
    "walk": _TERMINAL | _PYDANTIC | {"typer", "pathlib", "os", "sys", "time"},
    "entry": _TERMINAL | _PYDANTIC | {"typer", "pathlib", "os", "sys", "time"},
    "journal": _TERMINAL | _PYDANTIC | {"typer"},
    "session": _TERMINAL | {"typer"},
    "stats": _PYDANTIC | {"os", "pathlib", "prompt_toolkit", "questionary", "time", "typer"},
    "query": _TERMINAL | _PYDANTIC | {"typer"},
    "authoring": _TERMINAL | {"typer", "sys"},
    "checking": _TERMINAL | {"typer"},
    "dates": _TERMINAL | _PYDANTIC | {"typer", "pathlib", "os", "sys", "time"},
    "money": _TERMINAL | _PYDANTIC | {"typer", "pathlib", "os", "sys", "time"},
    "messages": _TERMINAL | {"typer"},
    "schema": _TERMINAL | {"typer", "pathlib", "os"},
    "faces": {"typer"},
}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module == "playbook":
            found |= {f"playbook.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: an import says the whole name"
            found.add(node.module or "")
    return found


@cache
def every_import() -> dict[Path, set[str]]:
    """Return what each file imports."""
    return {path: imports_of(path) for path in sorted(PACKAGE.rglob("*.py"))}


def test_a_room_imports_only_what_it_may() -> None:
    wrong = {}
    for path, imports in every_import().items():
        room = room_of(path)
        rooms = {name.split(".")[1] for name in imports if name.startswith("playbook.")}
        others = {one for one in rooms if (PACKAGE / one).exists() or (PACKAGE / f"{one}.py").exists()}
        # Every room says something to somebody, in the language that is spoken.
        wrong[str(path)] = others - {room, "language"} - MAY_IMPORT[room]

    assert {} == {path: rooms for path, rooms in wrong.items() if rooms}


def test_a_room_does_without_what_is_not_its_business() -> None:
    wrong = {}
    for path, imports in every_import().items():
        wrong[str(path)] = {name.split(".")[0] for name in imports} & NEVER.get(room_of(path), set())

    assert {} == {path: packages for path, packages in wrong.items() if packages}


def test_no_two_rooms_import_each_other_not_even_by_way_of_others() -> None:
    above: dict[str, set[str]] = {}
    for room in MAY_IMPORT:
        reached, waiting = set(), set(MAY_IMPORT[room])
        while waiting:
            below = waiting.pop()
            reached.add(below)
            waiting |= MAY_IMPORT[below] - reached
        above[room] = reached

    assert [] == [room for room, reached in above.items() if room in reached]
