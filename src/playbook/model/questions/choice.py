"""`choice` and `choices`: one of a list, or several."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import BeforeValidator, Field, Tag

from playbook.model.asking import Asker, Back, Left, Option, Pick, PickSeveral
from playbook.model.base import Frozen, Id, Words
from playbook.model.conditions import Scalar, When
from playbook.model.known import Known
from playbook.model.questions.question import BY_KIND, FromAnswer, Question, Slip
from playbook.model.spelling import did_you_mean
from playbook.model.unreadable import Unreadable
from playbook.written import Written, on_one_line

_BEHIND = " — "
"""What stands between a slug, which programs read, and its label, which people do."""


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


class Chosen(NamedTuple):
    """What was chosen: a slug, and the slug of its detail if one was."""

    slug: str
    detail: str | None = None

    def __str__(self) -> str:
        return f"{self.slug}.{self.detail}" if self.detail else self.slug


class _Listed:
    """What both types know of their list."""

    id: str
    choices: dict[str, ChoiceLabel] | None
    choices_of: str | None

    @cached_property
    def listed(self) -> Mapping[str, ChoiceLabel]:
        """The choices, by slug."""
        return self.choices or {}

    def offered(self, known: Known) -> list[Option]:
        """Give the choices whose condition holds."""
        return [
            Option(slug, choice.label, choice.help)
            for slug, choice in self.listed.items()
            if known.holds(choice.when)
        ]

    def no_such(self, slug: str) -> str:
        """Say that a slug is none of the list."""
        return f"`{slug}` is none of its choices{did_you_mean(slug, self.listed)}"

    def check_offered(self, slug: str, known: Known) -> None:
        """Raise `Unreadable` if a choice is not offered now."""
        if not known.holds(self.listed[slug].when):
            raise Unreadable(f"`{slug}` is not offered here, by the condition it has in the playbook.")

    def list_slips(self) -> Iterator[Slip]:
        """Find a list that is missing, empty or there twice."""
        if self.choices is None and self.choices_of is None:
            yield Slip((), "a list needs `choices`, or `choices_of` with the question that has them")
        elif self.choices is not None and self.choices_of is not None:
            yield Slip(("choices_of",), "there are `choices` and `choices_of`; keep one of them")
        elif self.choices is not None and not self.choices:
            yield Slip(("choices",), 'there are no choices; add at least one, such as yes = "Yes"')


class ChoiceQuestion(_Listed, Question):
    """One of a list, perhaps with a finer choice beneath it."""

    type: Literal["choice"]
    choices: Choices | None = Field(
        default=None,
        description="Slug to label, or to a table with more.",
        examples=[{"yes": "Yes", "maybe": {"label": "Perhaps", "help": "If they ask."}}],
    )
    choices_of: Id | None = Field(
        default=None, description="Take the choices of that question.", examples=["reason"]
    )
    default: Annotated[Annotated[str, Tag("value")] | FromAnswer, BY_KIND] | None = Field(
        default=None, description="The choice that is offered first.", examples=["maybe"]
    )

    def written(self, value: Chosen) -> Written:
        """See `Question.written`."""
        return Written(on_one_line(f"{value}{_BEHIND}{self._label(value)}"))

    def _label(self, value: Chosen) -> str:
        choice = self.listed[value.slug]
        return f"{choice.label}: {choice.detail[value.detail]}" if value.detail else choice.label

    def read(self, written: Written) -> Chosen:
        """See `Question.read`."""
        return self._from_slug(written.head.partition(_BEHIND)[0].strip())

    def _from_slug(self, name: str) -> Chosen:
        slug, _, detail = name.partition(".")
        if slug not in self.listed:
            raise Unreadable(self.no_such(slug))
        details = self.listed[slug].detail
        if "." in name and detail not in details:
            raise Unreadable(f"`{slug}` has no detail `{detail}`{did_you_mean(detail, details)}")
        return Chosen(slug, detail or None)

    def native(self, raw: object, known: Known) -> Chosen:
        """See `Question.native`."""
        if not isinstance(raw, str):
            raise Unreadable(
                f'Write one of its choices in quotation marks, such as "{next(iter(self.listed))}".'
            )
        return self._from_slug(raw)

    def check(self, value: Chosen, known: Known) -> None:
        """See `Question.check`."""
        self.check_offered(value.slug, known)

    def shown(self, value: Chosen, known: Known) -> str:
        """See `Question.shown`: the detail's label alone, if there is one."""
        choice = self.listed[value.slug]
        return choice.detail[value.detail] if value.detail else choice.label

    def matches(self, value: Chosen, wanted: Scalar) -> bool:
        """See `Question.matches`."""
        return wanted in (value.slug, str(value))

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        try:
            self._from_slug(str(wanted))
        except Unreadable as unreadable:
            return str(unreadable).rstrip(".")
        return ""

    def map_keys(self, value: Chosen) -> list[str]:
        """See `Question.map_keys`."""
        return [str(value), value.slug] if value.detail else [value.slug]

    def as_native(self, value: Chosen) -> object:
        """See `Question.as_native`."""
        return str(value)

    def example(self, known: Known) -> object:
        """See `Question.example`."""
        return next(iter(self.listed))

    def legend(self) -> list[tuple[str, str]]:
        """See `Question.legend`."""
        return [
            row
            for slug, choice in self.listed.items()
            for row in [
                (slug, choice.label),
                *((f"{slug}.{name}", f"{choice.label}: {label}") for name, label in choice.detail.items()),
            ]
        ]

    def slips(self) -> Iterator[Slip]:
        """See `Question.slips`."""
        yield from self.list_slips()

    def ask(self, asker: Asker, known: Known, start: Chosen | None, half: str | None) -> Chosen | None:
        """See `Question.ask`. Going back from the detail leads to the choice again."""
        first = half if half in self.listed else start.slug if start else None
        while True:
            slug = asker.pick(Pick(**self.form(known), options=self.offered(known), start=first))
            if slug is None:
                return None
            details = self.listed[slug].detail
            if not details:
                return Chosen(slug)
            if start is None:
                asker.keep(slug)
            try:
                detail = asker.pick(
                    Pick(
                        prompt=f"{self.listed[slug].label}: which of these?",
                        options=[Option(name, label) for name, label in details.items()],
                        start=start.detail if start and start.slug == slug else None,
                    )
                )
            except Back:
                first = slug
                continue
            except Left as left:
                raise Left(left.why, None if start and start.slug == slug else slug) from None
            return Chosen(slug, detail)


class ChoicesQuestion(_Listed, Question):
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
        return Written(on_one_line(f"{', '.join(value)}{_BEHIND}{labels}"))

    def read(self, written: Written) -> tuple[str, ...]:
        """See `Question.read`."""
        return self._from_slugs([slug.strip() for slug in written.head.partition(_BEHIND)[0].split(",")])

    def _from_slugs(self, slugs: Sequence[str]) -> tuple[str, ...]:
        for slug in slugs:
            if slug not in self.listed:
                raise Unreadable(self.no_such(slug))
        return tuple(slug for slug in self.listed if slug in slugs)

    def native(self, raw: object, known: Known) -> tuple[str, ...]:
        """See `Question.native`."""
        if not isinstance(raw, list) or not all(isinstance(slug, str) for slug in raw) or not raw:
            raise Unreadable(f'Write a list of its choices, such as ["{next(iter(self.listed))}"].')
        value = self._from_slugs(raw)
        self._check_how_many(value)
        return value

    def _check_how_many(self, slugs: Sequence[str]) -> None:
        if self.min is not None and len(slugs) < self.min:
            raise Unreadable(f"Choose at least {self.min}.")
        if self.max is not None and len(slugs) > self.max:
            raise Unreadable(f"Choose {self.max} at most.")

    def check(self, value: tuple[str, ...], known: Known) -> None:
        """See `Question.check`."""
        self._check_how_many(value)
        for slug in value:
            self.check_offered(slug, known)

    def shown(self, value: tuple[str, ...], known: Known) -> str:
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

    def example(self, known: Known) -> object:
        """See `Question.example`."""
        return list(self.listed)[: max(self.min or 1, 1)]

    def legend(self) -> list[tuple[str, str]]:
        """See `Question.legend`."""
        return [(slug, choice.label) for slug, choice in self.listed.items()]

    def slips(self) -> Iterator[Slip]:
        """See `Question.slips`."""
        yield from self.list_slips()
        if self.min is not None and self.max is not None and self.min > self.max:
            yield Slip(("min",), f"`min` {self.min} is above `max` {self.max}")
        if self.min is not None and self.choices and self.min > len(self.choices):
            yield Slip(("min",), f"`min` is {self.min}, but there are only {len(self.choices)} choices")
        for slug, choice in (self.choices or {}).items():
            if choice.detail:
                yield Slip(("choices", slug, "detail"), "only a `choice` has details; `choices` has none")

    def ask(
        self, asker: Asker, known: Known, start: tuple[str, ...] | None, half: str | None
    ) -> tuple[str, ...] | None:
        """See `Question.ask`."""

        def refuse(slugs: Sequence[str]) -> str:
            try:
                self._check_how_many(slugs)
            except Unreadable as unreadable:
                return str(unreadable)
            return ""

        options = self.offered(known)
        marked = half.split(", ") if half is not None else start or ()
        form = PickSeveral(
            **self.form(known),
            options=options,
            start=[option.value for option in options if option.value in marked],
            refuse=refuse,
        )
        slugs = asker.pick_several(form)
        return tuple(slugs) if slugs else None
