"""`choices`: any number of a list."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field, Tag

from playbook.model.asking import Asker, PickSeveral
from playbook.model.base import Id
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.types.listed import Choices, Listed
from playbook.model.types.question import BY_KIND, FromAnswer, Problem, Question
from playbook.written import BEHIND, Written, on_one_line


class ChoicesQuestion(Listed, Question):
    """Any number of a list."""

    type: Literal["choices"]
    maps: ClassVar[bool] = False
    choices: Choices | None = Field(
        default=None,
        description="Slug to label, or to a table with more.",
        examples=[{"yes": "Yes", "maybe": {"label": "Perhaps", "help": "If they ask."}}],
    )
    choices_of: Id | None = Field(
        default=None, description="Take the choices of that question.", examples=["reason"]
    )
    min: int | None = Field(default=None, ge=0, description="The fewest that can be chosen.", examples=[1])
    max: int | None = Field(default=None, ge=1, description="The most that can be chosen.", examples=[2])
    default: Annotated[Annotated[list[str], Tag("value")] | FromAnswer, BY_KIND] | None = Field(
        default=None, description="What is marked at first.", examples=[["maybe"]]
    )

    def written(self, value: tuple[str, ...]) -> Written:
        """See `Question.written`."""
        labels = ", ".join(self.listed[slug].label for slug in value)
        return Written(on_one_line(f"{', '.join(value)}{BEHIND}{labels}"))

    def read(self, written: Written) -> tuple[str, ...]:
        """See `Question.read`."""
        return self._from_slugs([slug.strip() for slug in written.head.partition(BEHIND)[0].split(",")])

    def _from_slugs(self, slugs: Sequence[str]) -> tuple[str, ...]:
        for slug in slugs:
            if slug not in self.listed:
                raise InvalidAnswer(self.no_such(slug))
        return tuple(slug for slug in self.listed if slug in slugs)

    def native(self, raw: object, context: Context) -> tuple[str, ...]:
        """See `Question.native`."""
        if not isinstance(raw, list) or not all(isinstance(slug, str) for slug in raw) or not raw:
            raise InvalidAnswer(f'Write a list of its choices, such as ["{next(iter(self.listed))}"].')
        value = self._from_slugs(raw)
        self._check_how_many(value)
        return value

    def _check_how_many(self, slugs: Sequence[str]) -> None:
        if self.min is not None and len(slugs) < self.min:
            raise InvalidAnswer(f"Choose at least {self.min}.")
        if self.max is not None and len(slugs) > self.max:
            raise InvalidAnswer(f"Choose {self.max} at most.")

    def check(self, value: tuple[str, ...], context: Context) -> None:
        """See `Question.check`."""
        self._check_how_many(value)
        for slug in value:
            self.check_offered(slug, context)

    def shown(self, value: tuple[str, ...], context: Context) -> str:
        """See `Question.shown`."""
        return ", ".join(self.listed[slug].label for slug in value)

    def matches(self, value: tuple[str, ...], wanted: Scalar) -> bool:
        """See `Question.matches`."""
        return wanted in value

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        return "" if wanted in self.listed else self.no_such(str(wanted))

    def map_keys(self, value: tuple[str, ...]) -> list[str]:
        """See `Question.map_keys`: several choices are no key."""
        return []

    def as_native(self, value: tuple[str, ...]) -> object:
        """See `Question.as_native`."""
        return list(value)

    def example(self, context: Context) -> object:
        """See `Question.example`."""
        return list(self.listed)[: max(self.min or 1, 1)]

    def legend(self) -> list[tuple[str, str]]:
        """See `Question.legend`."""
        return [(slug, choice.label) for slug, choice in self.listed.items()]

    def slips(self) -> Iterator[Problem]:
        """See `Question.slips`."""
        yield from self.list_slips()
        if self.min is not None and self.max is not None and self.min > self.max:
            yield Problem(("min",), f"`min` {self.min} is above `max` {self.max}")
        if self.min is not None and self.choices and self.min > len(self.choices):
            yield Problem(("min",), f"`min` is {self.min}, but there are only {len(self.choices)} choices")
        for slug, choice in (self.choices or {}).items():
            if choice.detail:
                yield Problem(("choices", slug, "detail"), "only a `choice` has details; `choices` has none")

    def ask(
        self, asker: Asker, context: Context, start: tuple[str, ...] | None, half: str | None
    ) -> tuple[str, ...] | None:
        """See `Question.ask`."""

        def refuse(slugs: Sequence[str]) -> str:
            try:
                self._check_how_many(slugs)
            except InvalidAnswer as unreadable:
                return str(unreadable)
            return ""

        options = self.offered(context)
        marked = half.split(", ") if half is not None else start or ()
        form = PickSeveral(
            **self.form(context),
            options=options,
            start=[option.value for option in options if option.value in marked],
            refuse=refuse,
        )
        slugs = asker.pick_several(form)
        return tuple(slugs) if slugs else None
