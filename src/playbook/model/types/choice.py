"""`choice`: one of a list."""

from collections.abc import Iterator
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, Tag

from playbook.model.asking import Asker, Back, Left, Option, Pick
from playbook.model.base import Id
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.spelling import did_you_mean
from playbook.model.types.listed import Choices, Listed
from playbook.model.types.question import BY_KIND, FromAnswer, Problem, Question
from playbook.written import BEHIND, Written, on_one_line


class Chosen(NamedTuple):
    """What was chosen: a slug, and the slug of its detail if one was."""

    slug: str
    detail: str | None = None

    def __str__(self) -> str:
        return f"{self.slug}.{self.detail}" if self.detail else self.slug


class ChoiceQuestion(Listed, Question):
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
        return Written(on_one_line(f"{value}{BEHIND}{self._label(value)}"))

    def _label(self, value: Chosen) -> str:
        choice = self.listed[value.slug]
        return f"{choice.label}: {choice.detail[value.detail]}" if value.detail else choice.label

    def read(self, written: Written) -> Chosen:
        """See `Question.read`."""
        return self._from_slug(written.head.partition(BEHIND)[0].strip())

    def _from_slug(self, name: str) -> Chosen:
        slug, _, detail = name.partition(".")
        if slug not in self.listed:
            raise InvalidAnswer(self.no_such(slug))
        details = self.listed[slug].detail
        if "." in name and detail not in details:
            raise InvalidAnswer(f"`{slug}` has no detail `{detail}`{did_you_mean(detail, details)}")
        return Chosen(slug, detail or None)

    def native(self, raw: object, context: Context) -> Chosen:
        """See `Question.native`."""
        if not isinstance(raw, str):
            raise InvalidAnswer(
                f'Write one of its choices in quotation marks, such as "{next(iter(self.listed))}".'
            )
        return self._from_slug(raw)

    def check(self, value: Chosen, context: Context) -> None:
        """See `Question.check`."""
        self.check_offered(value.slug, context)

    def shown(self, value: Chosen, context: Context) -> str:
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
        except InvalidAnswer as unreadable:
            return str(unreadable).rstrip(".")
        return ""

    def map_keys(self, value: Chosen) -> list[str]:
        """See `Question.map_keys`."""
        return [str(value), value.slug] if value.detail else [value.slug]

    def as_native(self, value: Chosen) -> object:
        """See `Question.as_native`."""
        return str(value)

    def example(self, context: Context) -> object:
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

    def slips(self) -> Iterator[Problem]:
        """See `Question.slips`."""
        yield from self.list_slips()

    def ask(self, asker: Asker, context: Context, start: Chosen | None, half: str | None) -> Chosen | None:
        """See `Question.ask`. Going back from the detail leads to the choice again."""
        first = half if half in self.listed else start.slug if start else None
        while True:
            slug = asker.pick(Pick(**self.form(context), options=self.offered(context), start=first))
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
