"""A list to choose from: what `choice` and `choices` have in common."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field

from playbook.model.asking import Option
from playbook.model.base import Frozen, Id, Words
from playbook.model.conditions import When
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.spelling import did_you_mean
from playbook.model.types.question import Problem


class ChoiceLabel(Frozen):
    """One choice of a list, written in full."""

    label: Words = Field(description="What the person reads.", examples=["Perhaps"])
    help: str = Field(
        default="", description="A sentence more, shown beside the label.", examples=["If they ask."]
    )
    when: When | None = Field(
        default=None, description="Offer it only if this holds.", examples=[{"control": ["mine", "shared"]}]
    )
    detail: dict[Id, Words] = Field(
        default_factory=dict,
        description="A second, finer choice: slug to label. Only for `choice`.",
        examples=[{"soon": "Within weeks"}],
    )


def _in_full(raw: object) -> object:
    return {"label": raw} if isinstance(raw, str) else raw


Choices = dict[Id, Annotated[ChoiceLabel, BeforeValidator(_in_full)]]


class Listed:
    """What both types know of their list."""

    id: str
    choices: dict[str, ChoiceLabel] | None
    choices_of: str | None

    @cached_property
    def listed(self) -> Mapping[str, ChoiceLabel]:
        """The choices, by slug."""
        return self.choices or {}

    def offered(self, context: Context) -> list[Option]:
        """Give the choices whose condition holds."""
        return [
            Option(slug, choice.label, choice.help)
            for slug, choice in self.listed.items()
            if context.holds(choice.when)
        ]

    def no_such(self, slug: str) -> str:
        """Say that a slug is none of the list."""
        return f"`{slug}` is none of its choices{did_you_mean(slug, self.listed)}"

    def check_offered(self, slug: str, context: Context) -> None:
        """Raise `InvalidAnswer` if a choice is not offered now."""
        if not context.holds(self.listed[slug].when):
            raise InvalidAnswer(f"`{slug}` is not offered here, by the condition it has in the playbook.")

    def list_slips(self) -> Iterator[Problem]:
        """Find a list that is missing, empty or there twice."""
        if self.choices is None and self.choices_of is None:
            yield Problem((), "a list needs `choices`, or `choices_of` with the question that has them")
        elif self.choices is not None and self.choices_of is not None:
            yield Problem(("choices_of",), "there are `choices` and `choices_of`; keep one of them")
        elif self.choices is not None and not self.choices:
            yield Problem(("choices",), 'there are no choices; add at least one, such as yes = "Yes"')
