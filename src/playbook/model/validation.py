"""Read a part of a playbook: pydantic's core checks it by a schema, made of the annotations of its class.

Parts are annotated in a few ways only, so the schema is made here. Pydantic itself, which makes one of any
class, would take a third of the time until the first question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator
from pydantic_core import core_schema as core

from playbook.model.part import Before, Limits, OneOfKinds, Part, key_name

AnyPart = TypeVar("AnyPart", bound=Part)

_CONFIG = core.CoreConfig(extra_fields_behavior="forbid", strict=True, allow_inf_nan=False)
_PLAIN: Mapping[object, CoreSchema] = {
    Any: core.any_schema(),
    bool: core.bool_schema(),
    date: core.date_schema(),
    float: core.float_schema(),
    int: core.int_schema(),
    str: core.str_schema(),
}


def read_part(part: type[AnyPart], content: object) -> AnyPart:
    """Read a part of a playbook from what TOML makes of it.

    Raises:
        pydantic_core.ValidationError: Something in it cannot be right; every complaint is in it.
    """
    if part not in _VALIDATORS:
        _VALIDATORS[part] = SchemaValidator(schema_of(part))
    read: AnyPart = _VALIDATORS[part].validate_python(content)
    return read


_VALIDATORS: dict[type[Part], SchemaValidator] = {}
"""What checks a part, made once for each."""


def schema_of(part: type[Part]) -> CoreSchema:
    """Return the schema of a part, with those of all parts in it as definitions, by their classes' names."""
    within: dict[str, CoreSchema] = {}
    whole = _kind(part, within)
    return core.definitions_schema(whole, list(within.values()))


def _kind(kind: Any, within: dict[str, CoreSchema]) -> CoreSchema:  # noqa: ANN401 - whatever annotates a key
    """Return the schema of a kind of value; those of the parts in it are added to the others."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is None:
        return _PLAIN[kind] if kind in _PLAIN else _part(kind, within)
    if origin is Annotated:
        return _annotated(inner[0], inner[1:], within)
    if origin is Literal:
        return core.literal_schema(list(inner))
    # TOML has no null, and behind the one kind of a tuple stands an ellipsis.
    kinds = [_kind(one, within) for one in inner if one not in (NoneType, Ellipsis)]
    if origin in (Union, UnionType):
        return kinds[0] if len(kinds) == 1 else core.union_schema([*kinds])
    if origin is tuple:
        return core.tuple_schema(kinds, variadic_item_index=0, strict=False)
    return core.list_schema(*kinds) if origin is list else core.dict_schema(*kinds)


def _annotated(kind: object, notes: Sequence[object], within: dict[str, CoreSchema]) -> CoreSchema:
    kinds = next((note for note in notes if isinstance(note, OneOfKinds)), None)
    if kinds:
        choices = {tag: _kind(one, within) for tag, one in kinds.kinds.items()}
        schema: Any = core.tagged_union_schema(choices, kinds.tag)
    else:
        schema = _kind(kind, within)
    for note in notes:
        if isinstance(note, Limits):
            schema = _limited(schema, note)
        elif isinstance(note, Before):
            schema = core.no_info_before_validator_function(note.made, schema)
    return schema  # type: ignore[no-any-return]  # a dict of any words


def _limited(schema: Any, limits: Limits) -> Any:  # noqa: ANN401 - a dict of any words
    """Return a schema with limits; where there are kinds to choose from they hold for each."""
    if schema["type"] == "tagged-union":
        limited = {tag: _limited(one, limits) for tag, one in schema["choices"].items()}
        return {**schema, "choices": limited}
    return {**schema, **limits.words}


def _part(part: type[Part], within: dict[str, CoreSchema]) -> CoreSchema:
    """Return a reference to the schema of a part, which is made once."""
    name = part.__name__
    if name not in within:
        keys = [_key(field, within) for field in fields(part)]
        within[name] = core.dataclass_schema(
            part,
            core.dataclass_args_schema(name, keys),
            [field.name for field in fields(part)],
            config=_CONFIG,
            ref=name,
            strict=False,  # It is read from a table.
        )
    return core.definition_reference_schema(name)


def _key(field: Field[Any], within: dict[str, CoreSchema]) -> core.DataclassField:
    schema = _kind(field.type, within)
    if field.default is not MISSING:
        schema = core.with_default_schema(schema, default=field.default)
    elif field.default_factory is not MISSING:
        schema = core.with_default_schema(schema, default_factory=field.default_factory)
    return core.dataclass_field(field.name, schema, kw_only=True, validation_alias=key_name(field.name))
