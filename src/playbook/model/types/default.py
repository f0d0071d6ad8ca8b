"""Defaults: a value, or a table that takes it from an earlier answer."""

from datetime import date
from typing import Annotated, TypeAlias

from playbook.model.part import CheckedAs, Examples, Id, Part, part

Scalars: TypeAlias = str | bool | int | float | date


@part
class From(Part):
    """A default taken from an earlier answer, as it is or by a map."""

    from_: Annotated[Id, Examples("reason")]
    """The earlier question that the default comes from."""
    map: dict[str, Scalars | list[str]] | None = None
    """What each answer gives; the most specific key wins, and none means no default."""


def default_of(kind: object) -> CheckedAs:
    """Return what checks a default: a value of this kind, or a table that takes it from an answer."""

    def annotation() -> object:
        from pydantic import Discriminator, Tag

        value, taken = Annotated[kind, Tag("value")], Annotated[From, Tag("from")]
        by_shape = Discriminator(lambda raw: "from" if isinstance(raw, dict) else "value")
        return Annotated[value | taken, by_shape] | None

    return CheckedAs(annotation)
