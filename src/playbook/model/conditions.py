"""`when`: whether a step, a question or a choice belongs to this walk.

    when = { control = ["mine", "shared"] }                             both of these, or either
    when = { reason = { not = "unknown" } }
    when = { fit = { min = 50 } }
    when = { promise = { answered = true } }
    when = [ { terms = "good" }, { terms = "mixed", door = "open" } ]   any one of these tables

A closed grammar: anything else is an error, and nothing is evaluated.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeAlias

from playbook.model.part import LARGEST, Before, OneOfKinds
from playbook.model.spelling import did_you_mean

if TYPE_CHECKING:
    from playbook.model.context import Given

Scalar: TypeAlias = str | bool | int | float | date
"""What a condition can compare an answer with."""


class OneOf(NamedTuple):
    """Holds if the answer is any of these values."""

    values: tuple[Scalar, ...]

    def passes(self, given: Given | None) -> bool:
        """Tell whether an answer is as it should be; None where there is none."""
        return given is not None and any(given.question.matches(given.value, one) for one in self.values)


class NoneOf(NamedTuple):
    """Holds if the answer is none of these values, and where there is no answer."""

    values: tuple[Scalar, ...]

    def passes(self, given: Given | None) -> bool:
        """Tell whether an answer is as it should be; None where there is none."""
        return not OneOf(self.values).passes(given)


class Between(NamedTuple):
    """Holds if the answer is a number, or has points, from `min` to `max`, both included."""

    min: Decimal | None
    max: Decimal | None

    def passes(self, given: Given | None) -> bool:
        """Tell whether an answer is as it should be; None where there is none."""
        measure = given.question.measure(given.value) if given else None
        low, high = self
        return measure is not None and (low is None or low <= measure) and (high is None or measure <= high)


class IsAnswered(NamedTuple):
    """Holds if there is an answer, or if there is none."""

    answered: bool

    def passes(self, given: Given | None) -> bool:
        """Tell whether an answer is as it should be; None where there is none."""
        return self.answered == (given is not None)


Test: TypeAlias = OneOf | NoneOf | Between | IsAnswered
"""One entry of a condition: what has to be true of one question."""


class WrongEntry(ValueError):
    """Something within one entry of a condition cannot be right.

    Args:
        message: What would be right, as the end of a sentence.
        path: Where in the entry it stands.
    """

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


_KEYS = ("not", "min", "max", "answered")
_SHAPES = (
    "a value, a list of values, { not = … }, { min = …, max = … } or { answered = true }, "
    "each about one earlier question"
)


def _values(raw: object, *path: str) -> tuple[Scalar, ...]:
    values = raw if isinstance(raw, list) else [raw]
    if not values:
        raise WrongEntry("this list is empty, so it can never hold; name at least one value", *path)
    for value in values:
        if not isinstance(value, Scalar):
            raise WrongEntry(f"this should be {_SHAPES}", *path)
        _check_size(value, *path)
    return tuple(values)


def _check_size(value: object, *path: str) -> None:
    if isinstance(value, int) and abs(value) >= LARGEST:
        raise WrongEntry("this number is larger than any answer can be", *path)


def _bound(raw: dict[str, Any], key: str) -> Decimal | None:
    bound = raw.get(key)
    if bound is None:
        return None
    if isinstance(bound, bool) or not isinstance(bound, int | float) or bound != bound:
        raise WrongEntry(f"`{key}` should be a number", key)
    _check_size(bound, key)
    return Decimal(str(bound))


def _test(raw: object) -> Test:
    """Read one entry of a condition, as TOML gives it."""
    if not isinstance(raw, dict):
        return OneOf(_values(raw))
    match sorted(raw):
        case ["not"]:
            return NoneOf(_values(raw["not"], "not"))
        case ["answered"] if isinstance(raw["answered"], bool):
            return IsAnswered(raw["answered"])
        case ["answered"]:
            raise WrongEntry("`answered` should be true or false", "answered")
        case ["max"] | ["min"] | ["max", "min"]:
            low, high = _bound(raw, "min"), _bound(raw, "max")
            if low is not None and high is not None and low > high:
                raise WrongEntry(f"`min` {low} is above `max` {high}, so it can never hold", "min")
            return Between(low, high)
    unknown = next((key for key in raw if key not in _KEYS), None)
    if unknown is not None:
        raise WrongEntry(f"there is no key `{unknown}`{did_you_mean(unknown, _KEYS)}", unknown)
    raise WrongEntry(f"this should be {_SHAPES}")


def _not_empty(raw: object) -> object:
    if raw in ({}, []):
        raise ValueError("this condition is empty; say what has to hold, or take the line out")
    return raw


Table: TypeAlias = dict[str, Test]
_Every = Annotated[dict[str, Annotated[Any, Before(_test)]], Before(_not_empty)]
_Any = Annotated[list[_Every], Before(_not_empty)]
When: TypeAlias = Annotated[
    Table | list[Table],
    OneOfKinds(lambda raw: "any" if isinstance(raw, list) else "all", {"all": _Every, "any": _Any}),
]
"""A condition: all entries of a table, or any one of several tables."""


def tables(when: Table | list[Table] | None) -> list[Table]:
    """Return a condition's tables, any one of which is enough; none for no condition."""
    if when is None:
        return []
    return when if isinstance(when, list) else [when]
