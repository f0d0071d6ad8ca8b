"""What every part of a playbook has in common: frozen, and strict about its keys and types.

The rooms that declare models leave annotations as they are rather than as strings: pydantic would
evaluate each string again, which the first question would wait for.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema

LARGEST = 10**15
"""Numbers stay below it: far beyond anything counted here, and short enough to be read in a journal."""

ID_PATTERN = r"[a-z][a-z0-9_]*"


class Frozen(BaseModel):
    """A part of a playbook: nothing it does not know is accepted, and nothing changes once read."""

    # Built when first used: a walk that never meets a model should not pay for it.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Once:
    """Has pydantic build the core schema of a type once; every field of the type would build it anew."""

    def __init__(self) -> None:
        self._schema: CoreSchema | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Give the schema."""
        if self._schema is None:
            self._schema = handler(source)
        return self._schema


Id = Annotated[
    str,
    Field(
        pattern=rf"^{ID_PATTERN}\z",
        max_length=60,
        description="A name in small letters, digits and underscores, such as callback_on.",
    ),
    Once(),
]
"""The name of a step, a question, a choice, an item or a band. Entries are read and counted by it."""

PlaybookName = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\z")]
"""The name of a playbook: what its file is called, without .toml."""

WORDS_PATTERN = r"[^\s\x00-\x1f\x7f-\x9f]"
Words = Annotated[str, Field(pattern=WORDS_PATTERN), Once()]
"""A text that may not be empty."""
