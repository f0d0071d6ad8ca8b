"""What an editor offers in a question, which goes by its type.

Of everything that a key may be, no more than what is offered and told of it is said here, and nothing is
demanded: where one of the alternatives is refused, editors tell of all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from playbook.schema.parts import ANY, Schema


def offered(kinds: Mapping[str, Schema], shared: Mapping[str, Schema]) -> Schema:
    """Return alternatives, of which every question fits exactly one: that of its type, or of no type.

    Args:
        kinds: Each type's schema, by its name.
        shared: The schemas that those refer to, by name. Tombi offers no examples behind a reference.
    """
    alternatives = [
        {
            "type": "object",
            "required": ["type"],
            "properties": {**_keys(part["properties"], shared), "type": {"const": kind}},
            **ANY,
        }
        for kind, part in kinds.items()
    ]
    known = {"type": {"enum": list(kinds)}}
    no_type = {"not": {"type": "object", "required": ["type"], "properties": known, **ANY}, **ANY}
    # In a day, Tombi finds something wrong by itself unless `allOf` stands around it.
    return {"oneOf": [*alternatives, {"allOf": [no_type]}]}


def _keys(keys: Mapping[str, Schema], shared: Mapping[str, Schema]) -> Schema:
    return {name: _undemanding(key, shared) for name, key in keys.items() if key}


def _undemanding(schema: Schema, shared: Mapping[str, Schema]) -> Schema:
    """Return what a schema says of what it is for, and of the keys that it has."""
    if "$ref" in schema:
        schema = {**shared[schema["$ref"].rpartition("/")[2]], **schema}
    schema = {**schema.get("allOf", [{}])[0], **schema}
    told: Schema = {word: schema[word] for word in ("description", "default", "examples") if word in schema}
    if "enum" in schema:
        told["examples"] = schema["enum"]
    told |= {"properties": _keys(schema["properties"], shared)} if "properties" in schema else {}
    told |= ANY
    for word in ("items", "additionalProperties"):
        if isinstance(schema.get(word), dict):
            told[word] = _undemanding(schema[word], shared)
    return told
