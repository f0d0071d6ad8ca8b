"""The JSON Schema of a playbook, for editors that complete keys and mark slips while somebody types.

It is made from the models, and says what they say as far as a schema can: that a name belongs to an
earlier question, or that `min` is below `max`, only the reading of a file can tell. TOML's days come to a
schema as strings.

It is shaped for the messages and the completion that editors make of it. A question's keys stand once, in
`question`, where every editor finds them; what only its type can say of a key is chosen with `if` and
`then`, so that a slip is told at its key rather than as "none of twelve alternatives". For the same reason
what may be words or a table is one schema of both rather than a choice between two.
"""

from __future__ import annotations

import json
from typing import Any

from playbook.model.base import ID_PATTERN, LARGEST, WORDS_PATTERN
from playbook.model.known import NAMES
from playbook.model.playbook import Playbook
from playbook.model.questions import KEYS, TYPES

Schema = dict[str, Any]

_ID = f"^{ID_PATTERN}$"
_SLUG = rf"^{ID_PATTERN}(\.{ID_PATTERN})?$"
_DAY_OR_ID = rf"^({ID_PATTERN}|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})$"
_TEXT = r"^([^{}]|\{\{|\}\}|\{[^{}|]*[^{}|\s][^{}|]*(\|[^{}]*)?\})*$"
"""A text whose braces are doubled or stand around a name, as `playbook.model.wording` takes it apart."""

_ONE_LINE = r"^\s*[^\n]*\s*$"
_WORDS = {"type": "string", "pattern": WORDS_PATTERN}
_NAME = {"type": "string", "pattern": _ID, "maxLength": 60}
_DAY = {"type": "string", "format": "date"}
_WORDS_OR_DAY = {"anyOf": [_WORDS, _DAY]}
"""Some editors hand a TOML day to the schema as a string, some as a day that only `format` lets pass."""

_UNLESS_TABLE = {"if": {"type": "object", "additionalProperties": True}, "then": True}
"""Goes before `else`: what a table has to be stands beside it, where every editor finds its keys."""

_PARTS = {"Wait": "wait", "Item": "item", "Band": "band", "ChoiceLabel": "label", "Step": "step"}
_LIMITS = {"gt": "exclusiveMinimum", "lt": "exclusiveMaximum", "ge": "minimum", "le": "maximum"}


def schema_text() -> str:
    """Give the schema as a file holds it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of a playbook."""
    raw = Playbook.model_json_schema()
    parts = {name: _part(part) for name, part in raw.pop("$defs").items()}
    kinds = {kind: parts[model.__name__] for kind, model in TYPES.items()}
    for kind, part in kinds.items():
        _settle_texts(part, _texts(kind))
        _settle_default(kind, part, parts["From"])
        _settle_lists(part)
    _settle_texts(parts["Step"], ["guide"])
    parts["Step"]["properties"]["question"]["items"] = {"$ref": "#/$defs/question"}
    whole = _part(raw)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Playbook",
        **whole,
        "$defs": {
            "step": parts["Step"],
            "wait": parts["Wait"] | {"oneOf": _WAITS},
            "question": _question(kinds),
            **kinds,
            "label": _label(parts["ChoiceLabel"]),
            "item": parts["Item"],
            "band": parts["Band"],
            "when": _WHEN,
            "test": _test(),
        },
    }


# What pydantic says of a model, in fewer words: no titles made from names, nothing about null, which TOML
# does not have, and no alternatives.


def _part(raw: Schema) -> Schema:
    """Give the schema of one model."""
    properties = {name: _key(name, key) for name, key in raw["properties"].items()}
    return {
        "description": raw.get("description", "").partition("\n")[0],
        "type": "object",
        "required": raw.get("required", []),
        "properties": properties,
        "additionalProperties": False,
    }


def _key(name: str, raw: Schema) -> Schema:
    """Give the schema of one key, with what a person reads about it in front."""
    about = {key: raw[key] for key in ("description",) if key in raw}
    after = {key: raw[key] for key in ("default", "examples") if raw.get(key) not in (None, "", [], {})}
    return {**about, **({"$ref": "#/$defs/when"} if name == "when" else _merged(raw)), **after}


def _merged(raw: Schema) -> Schema:
    """Give one schema for all that a value may be: `type` lists the kinds, every other word is of one."""
    merged: Schema = {}
    types: list[str] = []
    for one in _kinds_of_value(raw):
        if one == _DAY:
            merged |= _WORDS_OR_DAY
            types.remove("string")
            continue
        kind = one.pop("type", None)
        types += [kind] if kind and kind not in types else []
        merged |= one
    if "number" in types and "integer" in types:
        types.remove("integer")
    return {**({"type": types[0] if len(types) == 1 else types} if types else {}), **merged}


def _kinds_of_value(raw: Schema) -> list[Schema]:
    choices = raw.get("anyOf") or raw.get("oneOf")
    if not choices:
        return [] if raw.get("type") == "null" else [_plain(raw)]
    limits = {word: raw[key] for key, word in _LIMITS.items() if key in raw}
    return [one | limits for choice in choices for one in _kinds_of_value(choice)]


def _plain(raw: Schema) -> Schema:
    """Give the schema of one kind of value."""
    dropped = ("title", "description", "default", "examples", "discriminator")
    plain = {key: value for key, value in raw.items() if key not in dropped}
    if "pattern" in plain:
        plain["pattern"] = plain["pattern"].replace(r"\z", "$")
    if "patternProperties" in plain:
        [plain["additionalProperties"]] = plain.pop("patternProperties").values()
        plain["propertyNames"] = {"pattern": _ID, "maxLength": 60}
    if "$ref" in plain:
        name = plain["$ref"].rpartition("/")[2]
        plain["$ref"] = f"#/$defs/{_PARTS.get(name, name)}"
    for key in ("items", "additionalProperties"):
        if isinstance(plain.get(key), dict):
            plain[key] = _merged(plain[key])
    return plain


# What the models say in code.


def _texts(kind: str) -> list[str]:
    """Give the keys of a question type that are texts in which answers are filled."""
    words: dict[str, Any] = dict.fromkeys(TYPES[kind].model_fields, "")
    blank = TYPES[kind].model_construct(**words)
    return [str(text.path[0]) for text in blank.texts()]


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
    del key["$ref"]
    about = {word: key.pop(word) for word in ("description", "examples") if word in key}
    if "pattern" not in key and "string" in key.get("type", ()):
        key["pattern"] = _SLUG if "choices" in part["properties"] else WORDS_PATTERN
    if key.get("type") == "array":
        key |= {"items": _NAME, "minItems": 1}
    mapped = {"enum": [True, False, "yes", "no"]} if kind == "confirm" else key
    keys = from_answer["properties"]
    values = about.get("examples", [])
    maps = [{"budget_cut": value} for value in values]
    about["examples"] = [*values, *({"from": "reason", "map": one} for one in maps)]
    part["properties"]["default"] = {
        **about,
        "required": from_answer["required"],
        "properties": keys | {"map": {**keys["map"], "additionalProperties": mapped, "examples": maps}},
        "additionalProperties": False,
        **_UNLESS_TABLE,
        "else": key,
    }


def _settle_lists(part: Schema) -> None:
    """Say what goes with what within one question type."""
    keys = part["properties"]
    if "choices" in keys:
        part["oneOf"] = [{"required": ["choices"]}, {"required": ["choices_of"]}]
        # Below `[step.question.choices]` a key of the question would be taken for a choice.
        names = {**keys["choices"]["propertyNames"], "not": {"enum": sorted(KEYS)}}
        keys["choices"] |= {"minProperties": 1, "propertyNames": names}
    for name in ("after", "before"):
        if name in keys:
            keys[name]["anyOf"] = [{"type": "string", "pattern": _DAY_OR_ID}, _DAY]
    if "bands" in keys:
        keys["bands"]["contains"] = {"properties": {"from": {"const": 0}}}


def _question(kinds: dict[str, Schema]) -> Schema:
    """Give the schema of any question, and leave in each type's what differs from type to type."""
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
    kinds["choices"]["properties"]["choices"] = {"additionalProperties": _NO_DETAIL}
    return {
        "description": "A question of the step.",
        "type": "object",
        "required": always,
        "properties": keys,
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{kind}"},
            }
            for kind in kinds
        ],
    }


def _any(having: dict[str, Schema]) -> Schema:
    """Say what a key means in each type that has it, and leave what it has to be to the type."""
    said: dict[str, list[str]] = {}
    for kind, key in having.items():
        said.setdefault(key.get("description", ""), []).append(kind)
    if len(said) > 1:
        words = "\n".join(f"- {', '.join(kinds)}: {meaning}" for meaning, kinds in said.items())
    else:
        [words] = said
    inside = {name: about for key in having.values() for name, about in key.get("properties", {}).items()}
    told = {
        name: {"description": about["description"], "additionalProperties": True}
        for name, about in inside.items()
    }
    return {
        "description": words,
        **({"properties": told} if told else {}),
        "additionalProperties": True,
    }


def _label(part: Schema) -> Schema:
    """Let a choice be its label alone, or a table that has more."""
    return {**part, "type": ["string", "object"], "pattern": WORDS_PATTERN}


_WAITS = [
    {"required": ["until"], "properties": {"days": False, "after": False}},
    {"required": ["days"], "properties": {"until": False}},
]
"""For a day that was answered, or for some days; `after` goes with the days."""

_NO_DETAIL = {"properties": {"detail": {"maxProperties": 0}}, "additionalProperties": True}
"""A choice among several has no finer choice beneath it."""

_TABLE = {
    "minProperties": 1,
    "propertyNames": {"pattern": _ID},
    "additionalProperties": {"$ref": "#/$defs/test"},
}
_WHEN = {
    "description": "An earlier question and what its answer has to be; every entry of a table has to hold, "
    "of a list of tables any one.",
    "type": ["object", "array"],
    **_TABLE,
    "minItems": 1,
    "items": {"type": "object", **_TABLE},
    "examples": [{"control": ["mine", "shared"]}, {"reason": {"not": "unknown"}}],
}


def _test() -> Schema:
    """Give the schema of one entry of a condition."""
    size = {"exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}
    number = {"type": "number", **size}
    value = {"anyOf": [{"type": "string"}, _DAY, {"type": "boolean"}, number]}
    values = {
        "if": {"type": "array"},
        "then": {"type": "array", "minItems": 1, "items": value},
        "else": value,
    }
    return {
        "description": "A value, a list of values, { not = … }, { min = …, max = … } or { answered = true }.",
        "minProperties": 1,
        "properties": {
            "not": {
                "description": "Holds if the answer is none of these, or there is none.",
                **values,
                "examples": [5],
            },
            "min": {"description": "Holds if the answer is at least this.", **number, "examples": [5]},
            "max": {"description": "Holds if the answer is at most this.", **number, "examples": [10]},
            "answered": {
                "description": "Holds if there is an answer, or if there is none.",
                "type": "boolean",
                "examples": [True],
            },
        },
        "additionalProperties": False,
        "dependentSchemas": {"not": {"maxProperties": 1}, "answered": {"maxProperties": 1}},
        **_UNLESS_TABLE,
        "else": values,
    }
