"""`when`, which the models read in code."""

from __future__ import annotations

from playbook.model.part import LARGEST
from playbook.schema.parts import DAY, ID, UNLESS_TABLE, Schema

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
