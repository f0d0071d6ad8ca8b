"""Every key of a playbook at every place where it can stand, as the schema and its examples have it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import cache
from typing import Any, NamedTuple

from jsonschema_rs import Draft202012Validator

from playbook.schema import schema

Path = tuple[str | int, ...]

BEFORE: dict[str, Any] = {
    "id": "before",
    "title": "Before",
    "question": [
        {
            "id": "reason",
            "type": "choice",
            "prompt": "Why?",
            "choices": {"budget_cut": "Money was cut", "replaced": "Somebody else"},
        },
        {
            "id": "control",
            "type": "choice",
            "prompt": "Whose hands was it in?",
            "choices": {"mine": "Mine", "shared": "Both", "theirs": "Theirs"},
        },
        {"id": "callback_on", "type": "date", "prompt": "When?"},
        {"id": "sting", "type": "scale", "prompt": "How much?"},
        {"id": "promise", "type": "text", "prompt": "What was promised?"},
        {"id": "cushion", "type": "money", "prompt": "What is set aside?"},
        {"id": "costs", "type": "money", "prompt": "What does a month cost?"},
        {"id": "other_income", "type": "money", "prompt": "What does it still bring?"},
    ],
}
"""A step whose questions the examples of the format name."""


class Place(NamedTuple):
    """A key in a playbook that holds little else.

    Attributes:
        part: The part of the schema that has the key.
        path: Where in the playbook the key stands.
        playbook: The playbook, which is right.
    """

    part: str
    path: Path
    playbook: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.part}: {'.'.join(map(str, self.path))}"


@cache
def parts() -> dict[str, Any]:
    """Return the parts of the schema by name; of a question type, with the keys of every question."""
    whole = schema()
    found = {name: unfolded(part) for name, part in {"playbook": whole, **whole["$defs"]}.items()}
    question = found.pop("question")
    for kind in question["properties"]["type"]["enum"]:
        keys = found[kind]["properties"]
        found[kind] = found[kind] | {
            "required": [*question["required"], *found[kind]["required"]],
            "properties": {
                name: {**question["properties"][name], **(key if key is not True else {})}
                for name, key in keys.items()
            },
        }
        found[kind]["properties"]["type"] = {"const": kind, "examples": [kind]}
        found[f"default of {kind}"] = unfolded(found[kind]["properties"].get("default", {}))
    return {name: part for name, part in found.items() if "properties" in part}


def unfolded(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part with what its table has to be, and with what it demands of one without a misspelt key."""
    table = part.get("allOf", [{}])[0]
    part = {**part, **(table if "properties" in table else {})}
    demands = part["then"] if "propertyNames" in part.get("if", {}) else {}
    demands = {word: demand for word, demand in demands.items() if word != "additionalProperties"}
    return {**part, **demands, "required": [*part.get("required", ()), *demands.get("required", ())]}


@cache
def kinds() -> list[str]:
    """Return the names of the question types."""
    return list(schema()["$defs"]["question"]["properties"]["type"]["enum"])


def example(part: str, key: str) -> Any:  # noqa: ANN401 - of the kind that the key has
    """Return the first example that the schema has for a key."""
    examples = parts()[part]["properties"][key].get("examples")
    assert examples, f"give `{key}` of {part} an example, in its Field"
    return copy.deepcopy(examples[0])


def least(part: str, key: str) -> dict[str, Any]:
    """Return a part of a playbook that holds a key, and else only what it needs."""
    keys = parts()[part]
    having = [name for one in keys.get("if", {}).get("anyOf", ()) for name in one["required"]]
    then = keys.get("then" if key in having else "else", {})
    needed = [*keys["required"], key, *(then.get("required", ()) if having else ())]
    return {name: example(part, name) for name in dict.fromkeys(needed)}


def around(step: dict[str, Any]) -> dict[str, Any]:
    return {"title": "T", "summary": "S", "step": [copy.deepcopy(BEFORE), step]}


def asking(question: dict[str, Any]) -> dict[str, Any]:
    return around({"id": "why", "title": "Ask why", "question": [question]})


def places() -> Iterator[Place]:
    """Yield every key at every place."""
    for key in parts()["playbook"]["properties"]:
        whole = {**around({"id": "b", "title": "B"}), key: example("playbook", key)}
        yield Place("playbook", (key,), whole)
    here: Path = ("step", 1)
    for key in parts()["step"]["properties"]:
        step = least("step", key)
        yield Place("step", (*here, key), around(step))
    for key in parts()["wait"]["properties"]:
        yield Place("wait", (*here, "wait", key), around({**least("step", "id"), "wait": least("wait", key)}))
    yield from tests_at(here, lambda when: around({**least("step", "id"), "when": when}))
    for kind in kinds():
        yield from places_of(kind, (*here, "question", 0))
    here = (*here, "question", 0)
    yield from tests_at(here, lambda when: asking({**least("text", "id"), "when": when}))
    yield from tests_at(
        (*here, "choices", "maybe"),
        lambda when: asking({**least("choice", "id"), "choices": {"maybe": {"label": "L", "when": when}}}),
    )


def places_of(kind: str, here: Path) -> Iterator[Place]:
    for key in parts()[kind]["properties"]:
        yield Place(kind, (*here, key), asking(least(kind, key)))
    for key in parts().get(f"default of {kind}", {}).get("properties", ()):
        # Without a map it would have to be taken from a question of the same type.
        default = {**least(f"default of {kind}", key), "map": example(f"default of {kind}", "map")}
        question = {**least(kind, "default"), "default": default}
        yield Place(f"default of {kind}", (*here, "default", key), asking(question))
    if "choices" in parts()[kind]["properties"]:
        for key in parts()["label"]["properties"]:
            if (kind, key) not in (("choices", "detail"), ("choice", "exclusive")):
                question = {**least(kind, "id"), "choices": {"maybe": least("label", key)}}
                yield Place("label", (*here, "choices", "maybe", key), asking(question))
    for list_, part in (("items", "item"), ("bands", "band")):
        if list_ in parts()[kind]["properties"]:
            for key in parts()[part]["properties"]:
                question = {**least(kind, "id"), list_: [least(part, key)]}
                yield Place(part, (*here, list_, 0, key), asking(question))


def tests_at(here: Path, holding: Any) -> Iterator[Place]:  # noqa: ANN401 - makes a playbook of a condition
    """Yield every key of a condition's entry, in a table and in one of several."""
    for key in parts()["test"]["properties"]:
        entry = {"sting": {key: example("test", key)}}
        yield Place("test", (*here, "when", "sting", key), holding(entry))
        yield Place("test", (*here, "when", 0, "sting", key), holding([entry, {"control": "mine"}]))


def at(playbook: Any, path: Path) -> Any:  # noqa: ANN401 - whatever stands there
    for name in path:
        playbook = playbook[name]
    return playbook


def changed(place: Place, key: str, value: Any) -> dict[str, Any]:  # noqa: ANN401 - anything wrong
    """Return the playbook of a place with another key, or another value behind it, in the same position."""
    playbook = copy.deepcopy(place.playbook)
    table = at(playbook, place.path[:-1])
    items = [(key, value) if name == place.path[-1] else (name, old) for name, old in table.items()]
    table.clear()
    table.update(items)
    return playbook


WRONG: list[Any] = [True, 5, 1.5, "Some words", date(2026, 12, 1), ["Some words"], {"a": 1}]


def slips_at(place: Place) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what can be wrong with one key, by name; some of it is right, as where the key is not needed."""
    key = str(place.path[-1])
    value = at(place.playbook, place.path)
    yield "misspelt", changed(place, f"{key}{key[-1]}", value)
    missing = changed(place, key, value)
    del at(missing, place.path[:-1])[key]
    yield "missing", missing
    yield from ((f"a wrong {type(wrong).__name__}", changed(place, key, wrong)) for wrong in WRONG)


def as_toml(table: Mapping[str, Any], above: str = "") -> str:
    """Write a table as TOML, each key on a line of its own or as a heading."""
    lines, below = "", ""
    for key, value in table.items():
        name = f"{above}{_key(key)}"
        if isinstance(value, dict):
            below += f"[{name}]\n{as_toml(value, f'{name}.')}"
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            below += "".join(f"[[{name}]]\n{as_toml(one, f'{name}.')}" for one in value)
        else:
            lines += f"{_key(key)} = {_inline(value)}\n"
    return lines + below


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() and key.isascii() else json.dumps(key)


def _inline(value: Any) -> str:  # noqa: ANN401 - anything that TOML has
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)  # TOML and Python write `nan` and `inf`, JSON does not.
    if isinstance(value, list):
        return f"[{', '.join(_inline(one) for one in value)}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{_key(key)} = {_inline(one)}' for key, one in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def line_of(playbook: dict[str, Any], path: Path) -> int:
    """Return the line of a key in `as_toml`, found by giving it a name that no other has."""
    marked = copy.deepcopy(playbook)
    table = at(marked, path[:-1])
    items = [("here" if name == path[-1] else name, value) for name, value in table.items()]
    table.clear()
    table.update(items)
    return next(
        number
        for number, line in enumerate(as_toml(marked).splitlines(), 1)
        if line.startswith("here =") or line.rstrip("]").rpartition(".")[2].strip("[") == "here"
    )


@cache
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def as_an_editor_has_it(value: Any) -> Any:  # noqa: ANN401 - anything that TOML has
    """Return what TOML holds as JSON: its days are strings."""
    if isinstance(value, dict):
        return {key: as_an_editor_has_it(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_an_editor_has_it(one) for one in value]
    return value.isoformat() if isinstance(value, date | time) else value


def without_the_step_before(playbook: dict[str, Any]) -> dict[str, Any]:
    """Return a playbook without the step before, which is right and takes longest."""
    steps = playbook.get("step")
    if not isinstance(steps, list):
        return playbook
    return {**playbook, "step": [step for step in steps if step != BEFORE]}


def slips_told(playbook: dict[str, Any]) -> int:
    """Return how many findings an editor would have."""
    return len(list(validator().iter_errors(as_an_editor_has_it(without_the_step_before(playbook)))))


def fits_the_schema(playbook: dict[str, Any]) -> bool:
    """Tell whether a playbook fits."""
    return bool(validator().is_valid(as_an_editor_has_it(without_the_step_before(playbook))))
