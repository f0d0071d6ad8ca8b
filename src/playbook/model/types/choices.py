"""`choices`: any number of a list."""

from collections.abc import Iterator, Sequence
from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import _
from playbook.model.asking import Face, PickSeveral
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import Examples, Limits, part
from playbook.model.problem import Problem
from playbook.model.types.listed import SLUG, Listed
from playbook.model.types.question import From, default_of, why_not
from playbook.written import BEHIND, Written, before_label, on_one_line


def parse(head: str) -> tuple[str, ...]:
    """Read several choices as an entry holds them: `angry, worried — Angry, Worried about money`.

    Raises:
        InvalidAnswer: They are none.
    """
    slugs = tuple(slug.strip() for slug in before_label(head).split(","))
    if not all(map(SLUG.fullmatch, slugs)):
        raise InvalidAnswer("Choices begin with their slugs, such as angry, worried.")
    return slugs


@part
class ChoicesQuestion(Listed):
    """Any number of a list."""

    type: Literal["choices"]
    min: Annotated[Annotated[int, Limits(ge=0)] | None, Examples(1)] = None
    """The fewest that can be chosen."""
    max: Annotated[Annotated[int, Limits(ge=1)] | None, Examples(2)] = None
    """The most that can be chosen."""
    default: Annotated[list[str] | From | None, default_of(list[str]), Examples(["maybe"])] = None
    """What is marked at first."""

    also_called: ClassVar = ("checkbox", "checkboxes", "multichoice", "multiplechoice", "multiselect")
    maps: ClassVar[bool] = False

    @override
    def written(self, value: tuple[str, ...]) -> Written:
        return Written(on_one_line(f"{', '.join(value)}{BEHIND}{self._labels(value)}"))

    def _labels(self, value: tuple[str, ...]) -> str:
        return ", ".join(self.listed[slug].label for slug in value)

    @override
    def parse(self, written: Written) -> tuple[str, ...]:
        return parse(written.head)

    @override
    def read(self, written: Written) -> tuple[str, ...]:
        return self._from_slugs([slug.strip() for slug in before_label(written.head).split(",")])

    def _from_slugs(self, slugs: Sequence[str]) -> tuple[str, ...]:
        for slug in slugs:
            if slug not in self.listed:
                raise InvalidAnswer(self.no_such(slug))
        return tuple(slug for slug in self.listed if slug in slugs)

    @override
    def shown(self, value: tuple[str, ...], context: Context) -> str:
        return self._labels(value)

    @override
    def native(self, raw: object, context: Context) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(slug, str) for slug in raw) or not raw:
            raise InvalidAnswer(f'Write a list of its choices, such as ["{next(iter(self.listed))}"].')
        value = self._from_slugs(raw)
        self._check_together(value)
        return value

    @override
    def as_native(self, value: tuple[str, ...]) -> object:
        return list(value)

    @override
    def example(self, context: Context) -> object:
        return list(self.listed)[: max(self.min or 1, 1)]

    @override
    def check(self, value: tuple[str, ...], context: Context) -> None:
        self._check_together(value)
        for slug in value:
            self.check_offered(slug, context)

    def _check_together(self, slugs: Sequence[str]) -> None:
        alone = next((self.listed[slug] for slug in slugs if self.listed[slug].exclusive), None)
        if alone and len(slugs) > 1:
            raise InvalidAnswer(
                _("“{choice}” goes with no other; choose it alone, or leave it out.", choice=alone.label)
            )
        if alone:
            return  # However many there should be, it says that there are none of them.
        if self.min is not None and len(slugs) < self.min:
            raise InvalidAnswer(_("Choose at least {least}.", least=self.min))
        if self.max is not None and len(slugs) > self.max:
            raise InvalidAnswer(_("Choose {most} at most.", most=self.max))

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return "" if wanted in self.listed else self.no_such(str(wanted))

    @override
    def names(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    @override
    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        if self.min is not None and self.max is not None and self.min > self.max:
            yield Problem(("min",), f"`min` {self.min} is above `max` {self.max}")
        if self.min is not None and self.choices and self.min > len(self.choices):
            yield Problem(("min",), f"`min` is {self.min}, but there are only {len(self.choices)} choices")
        for slug, choice in (self.choices or {}).items():
            if choice.detail:
                yield Problem(("choices", slug, "detail"), "only a `choice` has details; `choices` has none")

    @override
    def ask(
        self, face: Face, context: Context, start: tuple[str, ...] | None, half: str | None
    ) -> tuple[str, ...] | None:
        options = self.offered(context)
        marked = half.split(", ") if half is not None else start or ()
        form = PickSeveral(
            **self.form(context),
            options=options,
            start=[option.value for option in options if option.value in marked],
            refuse=lambda slugs: why_not(lambda: self._check_together(slugs)),
        )
        slugs = face.pick_several(form)
        return tuple(slugs) if slugs else None
