"""What every part of a playbook has in common: a frozen dataclass, the keys of which pydantic's core checks.

A part is a plain dataclass, so that whoever only reads a journal needs no pydantic: to import it takes longer
than to read a thousand entries. What a key may hold stands beside it, in annotations; `validation` makes a
schema of them where a playbook is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, NamedTuple, TypeVar, dataclass_transform

AnyClass = TypeVar("AnyClass")

LARGEST = 10**15
"""Numbers stay below it: far beyond anything counted here, and short enough to be read in a journal."""

ID_PATTERN = r"[a-z][a-z0-9_]*"
WORDS_PATTERN = r"[^\s\x00-\x1f\x7f-\x9f]"


class Examples:
    """Values that a key could have; editors show them, beside what stands beneath the key here."""

    def __init__(self, *values: object) -> None:
        self.values = list(values)


class Limits:
    """What a value of a kind has to be besides: `pattern`, `min_length`, `ge` and the like.

    Args:
        words: As the schemas of pydantic's core have them.
    """

    def __init__(self, **words: object) -> None:
        self.words = words


class Before(NamedTuple):
    """What is made of a value before it is checked; a ValueError refuses it."""

    made: Callable[[Any], object]


class OneOfKinds:
    """The kinds that a value can be of, each under its tag.

    Args:
        tag: The key that holds the tag, or what tells it.
        kinds: The annotation of each, by its tag.
    """

    def __init__(self, tag: str | Callable[[Any], str], kinds: Mapping[str, object]) -> None:
        self.tag = tag
        self.kinds = kinds


Id = Annotated[str, Limits(max_length=60, pattern=rf"^{ID_PATTERN}\z")]
"""The name of a step, a question, a choice, an item or a band. Entries are read and counted by it."""

PlaybookName = Annotated[str, Limits(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\z")]
"""The name of a playbook: what its file is called, without .toml."""

Words = Annotated[str, Limits(pattern=WORDS_PATTERN)]
"""A text that may not be empty."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def part(cls: type[AnyClass]) -> type[AnyClass]:
    """Make a class a part of a playbook: a `frozen` one, compared by identity, made by keywords."""
    return dataclass(kw_only=True, eq=False, repr=False)(cls)


@part
class Part:
    """A part of a playbook: no key that it does not know, no value of another type, no change once read."""

    @classmethod
    def key_names(cls) -> list[str]:
        """Return the names of its keys, as they are written in TOML."""
        return [key_name(field.name) for field in fields(cls)]


def key_name(name: str) -> str:
    """Return a field's name as TOML has it: `from_` is `from`, a word that Python keeps for itself."""
    return name.rstrip("_")


def tables_in(content: Mapping[str, Any], key: str) -> Iterator[dict[str, Any]]:
    """Yield the tables of a list as they stand in a file that nobody has checked, whatever else is in it."""
    found = content.get(key)
    yield from (table for table in found if isinstance(table, dict)) if isinstance(found, list) else ()


def is_id(name: object) -> bool:
    """Tell whether something found in a file can be the name of a part."""
    return isinstance(name, str) and re.fullmatch(ID_PATTERN, name) is not None
