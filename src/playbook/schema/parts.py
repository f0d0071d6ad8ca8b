"""What pydantic says of a part, in fewer words, and `when`, which the model reads in code.

There are no titles made from names, nothing about null, which TOML does not have, and no alternatives.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from itertools import pairwise
from typing import Any

from playbook.model.part import ID_PATTERN, LARGEST, WORDS_PATTERN, Examples, Part, key_name

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


def part_of(raw: Schema, part: type[Part]) -> Schema:
    """Return the schema of one part."""
    said = {name: words for kind in reversed(part.__mro__) for name, words in _descriptions(kind).items()}
    about = {
        key_name(field.name): {"description": said.get(field.name), "examples": _examples(field.type)}
        for field in fields(part)
    }
    properties = {name: _key(name, {**key, **about[name]}) for name, key in raw["properties"].items()}
    return {
        "description": (part.__doc__ or "").partition("\n")[0],
        "type": "object",
        "required": raw.get("required", []),
        "properties": properties,
        "additionalProperties": False,
    }


@cache
def _descriptions(cls: type) -> Mapping[str, str]:
    """Return what stands beneath each key that a class of parts adds to those of its bases."""
    found: dict[str, str] = {}
    body = ast.parse(inspect.getsource(cls)).body[0] if issubclass(cls, Part) else None
    for key, said in pairwise(body.body if isinstance(body, ast.ClassDef) else ()):
        match key, said:
            case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(words))):
                found[name] = " ".join(words.split())
    return found


def _examples(annotation: object) -> list[object]:
    notes = getattr(annotation, "__metadata__", ())
    return [value for note in notes if isinstance(note, Examples) for value in note.values]


def _key(name: str, raw: Schema) -> Schema:
    """Return the schema of one key, with what a person reads about it in front."""
    about = {key: raw[key] for key in ("description",) if raw[key]}
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
    return [one for choice in choices for one in _kinds_of_value(choice)]


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


_TABLE = {
    "minProperties": 1,
    "propertyNames": {"pattern": ID},
    "additionalProperties": {"$ref": "#/$defs/test"},
}
WHEN = {
    "description": "An earlier question and what its answer has to be; every entry of a table has to hold, "
    "of a list of tables any one.",
    "type": ["object", "array"],
    **_TABLE,
    "minItems": 1,
    "items": {"type": "object", **_TABLE},
    "examples": [{"control": ["mine", "shared"]}, {"reason": {"not": "unknown"}}],
}


def test() -> Schema:
    """Return the schema of one entry of a condition."""
    size = {"exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}
    number = {"type": "number", **size}
    value = {"anyOf": [{"type": "string"}, DAY, {"type": "boolean"}, number]}
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
        **UNLESS_TABLE,
        "else": values,
    }
