"""What pydantic says of a model, in fewer words.

There are no titles made from names, nothing about null, which TOML does not have, and no alternatives.
"""

from __future__ import annotations

from typing import Any

from playbook.model.part import ID_PATTERN, WORDS_PATTERN

Schema = dict[str, Any]

ID = f"^{ID_PATTERN}$"
_WORDS = {"type": "string", "pattern": WORDS_PATTERN}
DAY = {"type": "string", "format": "date"}
WORDS_OR_DAY = {"anyOf": [_WORDS, DAY]}
"""Some editors hand a TOML day to the schema as a string, some as a day that only `format` lets pass."""

ANY: Schema = {"additionalProperties": True}
"""Goes with what looks at some keys only: some editors hold every other key against the file otherwise."""

UNLESS_TABLE = {"if": {"type": "object", "additionalProperties": True}, "then": True}
"""Goes before `else`: what a table has to be stands beside it, where every editor finds its keys."""

_PARTS = {"Wait": "wait", "Item": "item", "Band": "band", "ChoiceLabel": "label", "Step": "step"}
_LIMITS = {"gt": "exclusiveMinimum", "lt": "exclusiveMaximum", "ge": "minimum", "le": "maximum"}


def part_of(raw: Schema) -> Schema:
    """Return the schema of one model."""
    properties = {name: _key(name, key) for name, key in raw["properties"].items()}
    return {
        "description": raw.get("description", "").partition("\n")[0],
        "type": "object",
        "required": raw.get("required", []),
        "properties": properties,
        "additionalProperties": False,
    }


def _key(name: str, raw: Schema) -> Schema:
    """Return the schema of one key, with what a person reads about it in front."""
    about = {key: raw[key] for key in ("description",) if key in raw}
    after = {key: raw[key] for key in ("default", "examples") if raw.get(key) not in (None, "", [], {})}
    return {**about, **({"$ref": "#/$defs/when"} if name == "when" else _merged(raw)), **after}


def _merged(raw: Schema) -> Schema:
    """Return one schema for all that a value may be: `type` lists the kinds, every other word is of one."""
    merged: Schema = {}
    types: list[str] = []
    for one in _kinds_of_value(raw):
        if one == DAY:
            merged |= WORDS_OR_DAY
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
    """Return the schema of one kind of value."""
    dropped = ("title", "description", "default", "examples", "discriminator")
    plain = {key: value for key, value in raw.items() if key not in dropped}
    if "pattern" in plain:
        plain["pattern"] = plain["pattern"].replace(r"\z", "$")
    if "patternProperties" in plain:
        [plain["additionalProperties"]] = plain.pop("patternProperties").values()
        plain["propertyNames"] = {"pattern": ID, "maxLength": 60}
    if "$ref" in plain:
        name = plain["$ref"].rpartition("/")[2]
        plain["$ref"] = f"#/$defs/{_PARTS.get(name, name)}"
    for key in ("items", "additionalProperties"):
        if isinstance(plain.get(key), dict):
            plain[key] = _merged(plain[key])
    return plain
