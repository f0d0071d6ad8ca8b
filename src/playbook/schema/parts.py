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
"""Some editors hand a TOML day to the schema as a string, some as a day that only `format` lets pass."""

ANY: Schema = {"additionalProperties": True}
"""Goes with what looks at some keys only: some editors hold every other key against the file otherwise."""

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


def either(*kinds: Schema) -> Schema:
    """Return a schema of a value of one of several kinds; of a value of none, editors tell once, of the last.

    They tell of each alternative of `anyOf`, and of each kind where `type` lists several. What a table has to
    be stands in `allOf`, where they find its keys; Tombi looks at the `if` of other values only beside that.
    """
    first, *others = kinds
    if not others:
        return first
    kind = {word: first[word] for word in ("type", "format") if word in first} | ANY
    table = {word: what for word, what in first.items() if word not in ("type", "description")}
    beside, then = (table, True) if "properties" in first else (ANY, first)
    return {"allOf": [beside], "if": kind, "then": then, "else": either(*others)}


def where(*keys: str, then: Schema) -> Schema:
    """Return what is true of a table that has one of these keys."""
    return {"if": {"anyOf": [{"required": [key], **ANY} for key in keys], **ANY}, "then": {**then, **ANY}}


def demanding(part: Schema) -> Schema:
    """Return a part that demands what it needs only of a table whose every key it knows.

    A key that is misspelt would be told twice otherwise: as well as the one that is missing for that reason.
    """
    demands = {word: part[word] for word in ("required", "if", "then", "else") if part.get(word)}
    known = {"propertyNames": {"enum": list(part["properties"])}, **ANY}
    rest = {word: what for word, what in part.items() if word not in ("required", *demands)}
    return {**rest, "if": known, "then": {**demands, **ANY}} if demands else rest


WORDS_OR_DAY = either(DAY | _WORDS, _WORDS)


def _key(name: str, raw: Schema) -> Schema:
    """Return the schema of one key, with what a person reads about it in front."""
    about = {key: raw[key] for key in ("description",) if raw[key]}
    after = {key: raw[key] for key in ("default", "examples") if raw.get(key) not in (None, "", [], {})}
    return {**about, **({"$ref": "#/$defs/when"} if name == "when" else _merged(raw)), **after}


def _merged(raw: Schema) -> Schema:
    """Return one schema for all that a value may be."""
    kinds = [one for one in _kinds_of_value(raw) if one.get("$ref") != "#/$defs/From"]
    if DAY in kinds:
        return WORDS_OR_DAY
    types = [one.get("type") for one in kinds]
    return either(*(one for one in kinds if "number" not in types or one.get("type") != "integer"))


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
    # What is told of a value already is not told again: what is none of these, or beyond the nearer end.
    for word, told in (("enum", "type"), ("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if word in plain:
            plain.pop(told, None)
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
_WHEN = {
    "allOf": [
        {
            "description": "An earlier question and what its answer has to be; every entry of a table has to "
            "hold, of a list of tables any one.",
            **_TABLE,
            "minItems": 1,
            "items": {"type": "object", **_TABLE},
            "examples": [{"control": ["mine", "shared"]}, {"reason": {"not": "unknown"}}],
        }
    ],
    "if": {"type": "array"},
    "then": True,
    "else": {"type": "object", **ANY},
}
_NUMBER = {"type": "number", "exclusiveMinimum": -LARGEST, "exclusiveMaximum": LARGEST}
_VALUE = {"$ref": "#/$defs/value"}
_VALUES = {"$ref": "#/$defs/values"}
_TEST: Schema = {
    "type": "object",
    "minProperties": 1,
    "properties": {
        "not": {
            "description": "Holds if the answer is none of these, or there is none.",
            **_VALUES,
            "examples": [5],
        },
        "min": {"description": "Holds if the answer is at least this.", **_NUMBER, "examples": [5]},
        "max": {"description": "Holds if the answer is at most this.", **_NUMBER, "examples": [10]},
        "answered": {
            "description": "Holds if there is an answer, or if there is none.",
            "type": "boolean",
            "examples": [True],
        },
    },
    "additionalProperties": False,
    **where("not", "answered", then={"maxProperties": 1}),
}
CONDITIONS = {
    "when": _WHEN,
    "test": {
        "description": "A value, a list of values, { not = … }, { min = …, max = … } or { answered = true }.",
        **either(demanding(_TEST), _VALUES),
    },
    "values": either({"type": "array", "minItems": 1, "items": _VALUE}, _VALUE),
    "value": either(DAY, {"type": "boolean"}, _NUMBER, {"type": "string"}),
}
"""The parts of a condition, which the model reads in code."""
