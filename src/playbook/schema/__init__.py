"""The JSON Schema of a playbook, for editors that complete keys and mark slips while somebody types.

It is made from the models, and says what they say as far as a schema can: that a name belongs to an
earlier question, or that `min` is below `max`, only the reading of a file can tell. TOML's days come to a
schema as strings.

It is shaped for the messages and the completion that editors make of it. A question is looked at twice. What
it may not hold is said by `question`: its keys stand there once, and what only its type can say of a key is
chosen with `if` and `then`, so that a slip is told at its key rather than as "none of twelve alternatives".
For the same reason what may be words or a table is one schema of both rather than a choice between two, and
what a table needs is demanded only where none of its keys is misspelt.
Which keys a type has is said by `offered`, in alternatives without demands: a question fits exactly one of
them, and editors offer its keys and no others.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from playbook.model.context import NAMES
from playbook.model.part import ID_PATTERN, WORDS_PATTERN
from playbook.model.playbook import Playbook
from playbook.model.types import LIST_KEYS, TYPES
from playbook.model.validation import schema_of
from playbook.schema.offered import offered
from playbook.schema.parts import ANY, CONDITIONS, ID, Schema, demanding, either, part_of, where

_SLUG = rf"^{ID_PATTERN}(\.{ID_PATTERN})?$"
_TEXT = r"^([^{}]|\{\{|\}\}|\{[^{}|]*[^{}|\s][^{}|]*(\|[^{}]*)?\})*$"
"""A text whose braces are doubled or stand around a name, as `playbook.model.texts` takes it apart."""

_ONE_LINE = r"^\s*[^\n]*\s*$"
_NAME = {"type": "string", "pattern": ID, "maxLength": 60}


def schema_text() -> str:
    """Return the schema as a file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a playbook."""
    checked: Any = schema_of(Playbook)
    raw = GenerateJsonSchema().generate(checked)
    classes = {part["ref"]: part["cls"] for part in checked["definitions"]}
    parts = {name: part_of(part, classes[name]) for name, part in raw.pop("$defs").items()}
    kinds = {kind: parts[model.__name__] for kind, model in TYPES.items()}
    for kind, part in kinds.items():
        _settle_texts(part, _texts(kind))
        _settle_default(kind, part, parts["From"])
        _settle_lists(part, parts["Band"])
    _settle_texts(parts["Step"], ["guide", "skipped"])
    _settle_texts(parts["ChoiceLabel"], ["ask", "follow_up"])
    after = parts["Wait"]["properties"]["after"]
    several = {word: after.pop(word) for word in ("type", "items", "minItems")}
    after |= either(several, _NAME)
    parts["Step"]["properties"]["question"] |= {
        "items": {"$ref": "#/$defs/offered"},
        "allOf": [{"items": {"$ref": "#/$defs/question"}}],
    }
    whole = part_of(raw, Playbook)
    shared = {
        "label": _label(parts["ChoiceLabel"]),
        "item": demanding(parts["Item"]),
        "band": demanding(parts["Band"]),
        **CONDITIONS,
    }
    what_is_offered = offered(kinds, shared)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Playbook",
        **demanding(whole),
        "$defs": {
            "step": demanding(parts["Step"] | where("skipped", then={"required": ["when"]})),
            "wait": demanding(parts["Wait"] | _WAIT),
            "question": _question(kinds),
            **kinds,
            **shared,
            "offered": what_is_offered,
        },
    }


def _texts(kind: str) -> list[str]:
    """Return the keys of a question type that are texts in which answers are filled."""
    return [str(text.path[0]) for text in TYPES[kind].unchecked("", {"type": kind}).texts()]


def _settle_texts(part: Schema, names: list[str]) -> None:
    for name in names:
        key = part["properties"][name]
        # The one pattern says what is most often wrong; `allOf` takes the others.
        others = [{"pattern": key.pop("pattern")}] if "pattern" in key else []
        others += [{"pattern": _ONE_LINE}] if name == "follow_up" else []
        part["properties"][name] = {**key, "pattern": _TEXT, **({"allOf": others} if others else {})}


def _settle_default(kind: str, part: Schema, from_answer: Schema) -> None:
    """Let a default be a value of its type, or a table that takes one from an earlier answer."""
    key = part["properties"].get("default")
    if key is None:
        return
    about = {word: key.pop(word) for word in ("description", "examples") if word in key}
    words = key.get("else", key)
    if words.get("type") == "string" and "pattern" not in words:
        words["pattern"] = _SLUG if "choices" in part["properties"] else WORDS_PATTERN
    if key.get("type") == "array":
        key |= {"items": _NAME, "minItems": 1}
    if kind == "confirm":
        mapped = {**either(key, {"enum": ["yes", "no"]}), "examples": [True, False, "yes", "no"]}
    else:
        mapped = key
    keys = from_answer["properties"]
    values = about.get("examples", [])
    maps = [{"budget_cut": value} for value in values]
    about["examples"] = [*values, *({"from": "reason", "map": one} for one in maps)]
    properties = keys | {"map": {**keys["map"], "additionalProperties": mapped, "examples": maps}}
    table = demanding({**from_answer, "properties": properties})
    part["properties"]["default"] = {**about, **either(table, key)}


def _settle_lists(part: Schema, band: Schema) -> None:
    """Say what goes with what within one question type."""
    keys = part["properties"]
    if "choices" in keys:
        part |= where("choices_of", then={"properties": {"choices": False}})
        part["else"] = {"required": ["choices"], **ANY}
        # Below `[step.question.choices]` a key of the question would be taken for a choice.
        keys["choices"] |= {"minProperties": 1, "properties": dict.fromkeys(sorted(LIST_KEYS), False)}
    if "bands" in keys:
        # One begins at 0, so that not all begin above it; one that is wrong in itself could be the one.
        del keys["bands"]["minItems"]
        above = band["properties"]["from"] | {"minimum": 1}
        higher = {"type": "object", "required": ["from"], "properties": {"from": above}, **ANY}
        keys["bands"]["contains"] = {"not": higher, **ANY}


def _question(kinds: dict[str, Schema]) -> Schema:
    """Return the schema of any question, and leave in each type's what differs from type to type."""
    keys: dict[str, Schema] = {}
    for name in dict.fromkeys(name for part in kinds.values() for name in part["properties"]):
        having = {
            kind: part["properties"][name] for kind, part in kinds.items() if name in part["properties"]
        }
        alike = all(key == next(iter(having.values())) for key in having.values())
        keys[name] = next(iter(having.values())) if alike else _any(having)
        for kind in having if alike else ():
            kinds[kind]["properties"][name] = True
    keys["id"]["not"] = {"enum": sorted(NAMES)}
    keys["type"] = {
        "description": "What it asks for.\n\n"
        + "\n".join(f"- {kind}: {part['description']}" for kind, part in kinds.items()),
        "enum": list(kinds),
    }
    always = [name for name in keys if all(name in part["required"] for part in kinds.values())]
    for kind, part in kinds.items():
        part["properties"]["type"] = {"const": kind}
        part["required"] = [name for name in part["required"] if name not in always]
        kinds[kind] = demanding(part)
    for kind, part in _NOT_IN.items():
        kinds[kind]["properties"]["choices"] = {"additionalProperties": {"properties": part}}
    question = {
        "description": "A question of the step.",
        "type": "object",
        "required": [name for name in always if name != "type"],
        "properties": keys,
        "additionalProperties": True,  # Which of them its type has, and no others, is said there.
        "allOf": [
            {
                "if": {"type": "object", "properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{kind}"},
            }
            for kind in kinds
        ],
    }
    return demanding(question) | {"required": ["type"]}


def _any(having: dict[str, Schema]) -> Schema:
    """Say what a key means in each type that has it, and leave what it has to be to the type."""
    said: dict[str, list[str]] = {}
    for kind, key in having.items():
        said.setdefault(key.get("description", ""), []).append(kind)
    if len(said) > 1:
        words = "\n".join(f"- {', '.join(kinds)}: {meaning}" for meaning, kinds in said.items())
    else:
        [words] = said
    return {"description": words, "additionalProperties": True}


def _label(part: Schema) -> Schema:
    """Let a choice be its label alone, or a table that has more."""
    table = demanding(part | where("follow_up", "due", then={"required": ["follow_up", "due"]}))
    return {"description": part["description"], **either(table, {"type": "string", "pattern": WORDS_PATTERN})}


_WAIT = {
    **where("until", then={"properties": {"days": False, "after": False}}),
    "else": {"required": ["days"], **ANY},
}
"""For a day that was answered, or for some days; `after` goes with the days."""

_NOT_IN: dict[str, Schema] = {
    "choice": {"exclusive": {"const": False}},
    "choices": {"detail": {"maxProperties": 0}},
}
"""What a choice of each list cannot have: only several can be marked, and none of several has a finer one."""
