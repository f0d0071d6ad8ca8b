"""What is done once before the first question."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel
from pydantic_core import core_schema

from playbook.model.base import Once


class Counted:
    """A type that counts how often its schema is built."""

    built = 0

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type, __: object) -> core_schema.CoreSchema:
        cls.built += 1
        return core_schema.any_schema()


Shared: TypeAlias = Annotated[Counted, Once()]


def test_the_schema_of_a_type_is_built_once() -> None:
    class One(BaseModel):
        first: Shared
        second: Shared | None

    class Other(BaseModel):
        first: Shared

    One.model_validate({"first": "x", "second": None})
    Other.model_validate({"first": "y"})
    assert 1 == Counted.built
