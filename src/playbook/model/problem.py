"""What cannot be right in a playbook, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Where in a playbook something stands: keys and positions, as in the parsed TOML."""


class Problem(NamedTuple):
    """Something in a playbook that cannot be right.

    Attributes:
        path: Where it stands, from the part of the playbook that found it.
        message: What is wrong and what would be right, as the end of a sentence.
        span: Where in the text that stands there: the first character and how many; None for all of it.
    """

    path: Path
    message: str
    span: tuple[int, int] | None = None


def twice(values: Sequence[object]) -> Iterator[tuple[int, object]]:
    """Yield what was there before, with its place."""
    seen = set[object]()
    for number, value in enumerate(values):
        if value in seen:
            yield number, value
        seen.add(value)
