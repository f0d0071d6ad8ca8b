"""Dataclasses that nobody changes once they are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

AnyClass = TypeVar("AnyClass")


@dataclass_transform(frozen_default=True)
def frozen(cls: type[AnyClass]) -> type[AnyClass]:
    """Make a class a dataclass whose fields only the type checker keeps from being set.

    For Python to do so too, each class takes twice as long to make, and with forty of them that is felt.
    """
    return dataclass(cls)
