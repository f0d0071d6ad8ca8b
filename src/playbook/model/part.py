"""What every part of a playbook has in common: a frozen dataclass, the keys of which pydantic checks.

A part is a plain dataclass, so that whoever only reads a journal needs no pydantic: to import it takes longer
than to read a thousand entries. What a key may hold stands beside it, in annotations that pydantic asks for a
schema once a playbook is read; `read_part` is where that happens.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, TypeVar, dataclass_transform

from annotated_types import MaxLen

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter

AnyClass = TypeVar("AnyClass")

LARGEST = 10**15
"""Numbers stay below it: far beyond anything counted here, and short enough to be read in a journal."""

ID_PATTERN = r"[a-z][a-z0-9_]*"
WORDS_PATTERN = r"[^\s\x00-\x1f\x7f-\x9f]"


class Examples:
    """Values that a key could have; editors show them, beside what stands beneath the key here."""

    def __init__(self, *values: Any) -> None:  # noqa: ANN401 - any value of TOML
        self._values = list(values)

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Return the JSON Schema of the key."""
        return {**handler(schema), "examples": self._values}


class Pattern(NamedTuple):
    """What a text has to hold, as a regular expression."""

    expression: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> Any:  # noqa: ANN401 - pydantic's own
        """Return the schema of the text."""
        return {**handler(source), "pattern": self.expression}


class FromList:
    """Lets a tuple be read from TOML's list."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> Any:  # noqa: ANN401 - pydantic's own
        """Return the schema of the tuple."""
        return {**handler(source), "strict": False}


class CheckedAs:
    """Checks a key as an annotation of pydantic's says, which is made when it is first needed.

    Args:
        annotation: Makes the annotation.
        shared: Whether its schema is made once, for all keys that have it; no part may be in it then.
    """

    def __init__(self, annotation: Callable[[], object], *, shared: bool = False) -> None:
        self._annotation = annotation
        self._shared = shared
        self._schema: Any = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> Any:  # noqa: ANN401 - pydantic's own
        """Return the schema of the annotation."""
        if self._schema is None or not self._shared:
            self._schema = handler.generate_schema(self._annotation())
        return self._schema


Id = Annotated[
    str,
    MaxLen(60),
    Pattern(rf"^{ID_PATTERN}\z"),
]
"""The name of a step, a question, a choice, an item or a band. Entries are read and counted by it."""

PlaybookName = Annotated[str, Pattern(r"^[A-Za-z0-9][A-Za-z0-9_-]*\z")]
"""The name of a playbook: what its file is called, without .toml."""

Words = Annotated[str, Pattern(WORDS_PATTERN)]
"""A text that may not be empty."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def part(cls: type[AnyClass]) -> type[AnyClass]:
    """Make a class a part of a playbook: a `frozen` one, compared by identity, made by keywords."""
    return dataclass(kw_only=True, eq=False, repr=False)(cls)


@part
class Part:
    """A part of a playbook: no key that it does not know, no value of another type, no change once read."""

    # A key that Python keeps for itself, such as `from`, has an underscore behind its name.
    __pydantic_config__: ClassVar[dict[str, Any]] = {
        "extra": "forbid",
        "strict": True,
        "allow_inf_nan": False,
        "alias_generator": lambda name: name.rstrip("_"),
    }

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> Any:  # noqa: ANN401 - pydantic's own
        """Return the schema of the part: strict about its values, and itself read from TOML's table."""
        return {**handler(source), "strict": False}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:  # noqa: ANN401 - pydantic's own
        """Return the JSON Schema of the part: what stands beneath a key in its class says what it is for."""
        made = handler.resolve_ref_schema(handler(schema))
        for kind in reversed(cls.__mro__):
            for key, words in _descriptions(kind).items():
                made["properties"].get(key, {})["description"] = words
        return made

    @classmethod
    def key_names(cls) -> list[str]:
        """Return the names of its keys, as they are written in TOML."""
        return [field.name.rstrip("_") for field in fields(cls)]


@cache
def _descriptions(cls: type) -> Mapping[str, str]:
    """Return what stands beneath each key that a class of parts adds to those of its bases."""
    found: dict[str, str] = {}
    body = ast.parse(inspect.getsource(cls)).body[0] if issubclass(cls, Part) else None
    for key, said in pairwise(body.body if isinstance(body, ast.ClassDef) else ()):
        match key, said:
            case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(words))):
                found[name.rstrip("_")] = " ".join(words.split())
    return found


AnyPart = TypeVar("AnyPart", bound=Part)


_ADAPTERS: dict[type[Part], TypeAdapter[Any]] = {}


def adapter(part: type[AnyPart]) -> TypeAdapter[AnyPart]:
    """Return what checks a part, and knows its JSON Schema; it is made once."""
    from pydantic import TypeAdapter

    if part not in _ADAPTERS:
        _ADAPTERS[part] = TypeAdapter(part)
    return _ADAPTERS[part]


def read_part(part: type[AnyPart], content: object) -> AnyPart:
    """Read a part of a playbook from what TOML makes of it.

    Raises:
        pydantic.ValidationError: Something in it cannot be right; every complaint is in it.
    """
    return adapter(part).validate_python(content)


def tables_in(content: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """Yield the tables of a list as they stand in a file that nobody has checked, whatever else is in it."""
    found = content.get(key)
    yield from (table for table in found if isinstance(table, dict)) if isinstance(found, list) else ()


def is_id(name: object) -> bool:
    """Tell whether something found in a file can be the name of a part."""
    return isinstance(name, str) and re.fullmatch(ID_PATTERN, name) is not None
