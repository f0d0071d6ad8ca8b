"""`choice`: one of a list."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, NamedTuple

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import _
from playbook.model.asking import Face, Option, Pick
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.leaving import Back, Left
from playbook.model.part import Examples, part
from playbook.model.problem import Problem
from playbook.model.spelling import did_you_mean
from playbook.model.types.listed import SLUG, Listed
from playbook.model.types.question import From, default_of, why_not
from playbook.written import BEHIND, Written, before_label, on_one_line


class Chosen(NamedTuple):
    """What was chosen: a slug, and the slug of its detail if one was."""

    slug: str
    detail: str | None = None

    def __str__(self) -> str:
        return f"{self.slug}.{self.detail}" if self.detail else self.slug


def parse(head: str) -> Chosen:
    """Read a choice as an entry holds it: `price.rate_rise — Price: After I raised it`.

    Raises:
        InvalidAnswer: It is none.
    """
    found = SLUG.fullmatch(before_label(head))
    if not found:
        raise InvalidAnswer("A choice begins with its slug, such as price.")
    return Chosen(found[1], found[2])


@part
class ChoiceQuestion(Listed):
    """One of a list, perhaps with a finer choice beneath it."""

    type: Literal["choice"]
    default: Annotated[str | From | None, default_of(str), Examples("maybe")] = None
    """The choice that is offered first."""

    also_called: ClassVar = ("select", "radio", "dropdown", "list", "single")

    @override
    def written(self, value: Chosen) -> Written:
        return Written(on_one_line(f"{value}{BEHIND}{self._label(value)}"))

    def _label(self, value: Chosen) -> str:
        choice = self.listed[value.slug]
        return f"{choice.label}: {choice.detail[value.detail]}" if value.detail else choice.label

    @override
    def parse(self, written: Written) -> Chosen:
        return parse(written.head)

    @override
    def read(self, written: Written) -> Chosen:
        return self._from_slug(before_label(written.head))

    def _from_slug(self, name: str) -> Chosen:
        slug, _dot, detail = name.partition(".")
        if slug not in self.listed:
            raise InvalidAnswer(self.no_such(slug))
        details = self.listed[slug].detail
        if "." in name and detail not in details:
            raise InvalidAnswer(f"`{slug}` has no detail `{detail}`{did_you_mean(detail, details)}")
        return Chosen(slug, detail or None)

    @override
    def shown(self, value: Chosen, context: Context) -> str:
        return self._label(value)

    @override
    def native(self, raw: object, context: Context) -> Chosen:
        if not isinstance(raw, str):
            first = next(iter(self.listed))
            raise InvalidAnswer(f'Write one of its choices in quotation marks, such as "{first}".')
        return self._from_slug(raw)

    @override
    def as_native(self, value: Chosen) -> object:
        return str(value)

    @override
    def example(self, context: Context) -> object:
        return next(iter(self.listed))

    @override
    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        for slug, choice in (self.choices or {}).items():
            if choice.exclusive:
                message = "only in `choices` can several be marked; take this line out"
                yield Problem(("choices", slug, "exclusive"), message)

    @override
    def check(self, value: Chosen, context: Context) -> None:
        self.check_offered(value.slug, context)

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return why_not(lambda: self._from_slug(str(wanted))).rstrip(".")

    @override
    def names(self, value: Chosen) -> list[str]:
        return [str(value), value.slug] if value.detail else [value.slug]

    @override
    def ask(self, face: Face, context: Context, start: Chosen | None, half: str | None) -> Chosen | None:
        """Ask it; going back from the detail leads to the choice again."""
        first = half if half in self.listed else start.slug if start else None
        while True:
            slug = face.pick(Pick(**self.form(context), options=self.offered(context), start=first))
            if slug is None:
                return None
            if not self.listed[slug].detail:
                return Chosen(slug)
            if start is None:
                face.keep(slug)
            try:
                return Chosen(slug, face.pick(self._detail_form(slug, start)))
            except Back:
                first = slug
            except Left as left:
                raise Left(left.why, None if start and start.slug == slug else slug) from None

    def _detail_form(self, slug: str, start: Chosen | None) -> Pick:
        choice = self.listed[slug]
        return Pick(
            prompt=_("{choice}: which of these?", choice=choice.label),
            options=[Option(name, label) for name, label in choice.detail.items()],
            start=start.detail if start and start.slug == slug else None,
        )
