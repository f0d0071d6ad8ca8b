"""A list to choose from: what `choice` and `choices` have in common."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Annotated, Any, Self

from typing_extensions import override

from playbook.model.asking import Option
from playbook.model.conditions import OneOf, When
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.part import ID_PATTERN, CheckedAs, Id, Key, Part, Words, is_id, part
from playbook.model.problem import Problem
from playbook.model.spelling import did_you_mean
from playbook.model.types.question import Question
from playbook.model.types.text import TextQuestion


@part
class ChoiceLabel(Part):
    """One choice of a list, written in full."""

    label: Annotated[Words, Key("What the person reads.", ("Perhaps",))]
    help: Annotated[str, Key("A sentence more, shown beside the label.", ("If they ask.",))] = ""
    when: Annotated[When | None, Key("Offer it only if this holds.", ({"control": ["mine", "shared"]},))] = (
        None
    )
    detail: Annotated[
        dict[Id, Words],
        Key("A second, finer choice: slug to label. Only for `choice`.", ({"soon": "Within weeks"},)),
    ] = field(default_factory=dict)
    exclusive: Annotated[
        bool, Key("Whether no other can be marked beside it. Only for `choices`.", (True,))
    ] = False
    ask: Annotated[
        Words | None,
        Key("Words to ask for where it is taken; an answer of their own, as `QUESTION_CHOICE`.", ("Which?",)),
    ] = None


def _in_full() -> object:
    from pydantic import BeforeValidator

    return Annotated[
        ChoiceLabel, BeforeValidator(lambda raw: {"label": raw} if isinstance(raw, str) else raw)
    ]


Choices = dict[Id, Annotated[ChoiceLabel, CheckedAs(_in_full)]]

SLUG = re.compile(rf"({ID_PATTERN})(?:\.({ID_PATTERN}))?")
"""A choice as an entry names it: its slug, and the slug of its detail if it has one."""


@part
class Listed(Question):
    """A question with a list to choose from."""

    choices: Annotated[
        Choices | None,
        Key(
            "Slug to label, or to a table with more.",
            ({"yes": "Yes", "maybe": {"label": "Perhaps", "help": "If they ask."}},),
        ),
    ] = None
    choices_of: Annotated[Id | None, Key("Take the choices of that question.", ("reason",))] = None

    @classmethod
    @override
    def unchecked_keys(cls, raw: Mapping[str, Any]) -> dict[str, Any]:
        found = raw.get("choices")
        lender = raw.get("choices_of")
        return {
            "choices": dict(_unchecked_choices(found)) if isinstance(found, dict) else None,
            "choices_of": lender if isinstance(lender, str) else None,
        }

    @override
    def borrowing(self, questions: Mapping[str, Question]) -> Self:
        lender = questions.get(self.choices_of or "")
        return replace(self, choices=lender.choices) if isinstance(lender, Listed) else self

    @property
    @override
    def labels(self) -> Mapping[str, str]:
        labels: dict[str, str] = {}
        for slug, choice in self.listed.items():
            labels[slug] = choice.label
            labels |= {f"{slug}.{detail}": words for detail, words in choice.detail.items()}
        return labels

    @cached_property
    def listed(self) -> Mapping[str, ChoiceLabel]:
        """The choices, by slug."""
        return self.choices or {}

    @cached_property
    def asks(self) -> Mapping[str, TextQuestion]:
        """The questions that choices ask where they are taken, by slug."""
        return {
            slug: TextQuestion(
                id=f"{self.id}_{slug}", type="text", prompt=choice.ask, when={self.id: OneOf((slug,))}
            )
            for slug, choice in self.listed.items()
            if choice.ask
        }

    @property
    @override
    def subquestions(self) -> tuple[Question, ...]:
        return tuple(self.asks.values())

    def offered(self, context: Context) -> list[Option]:
        """Return the choices whose condition holds."""
        return [
            Option(slug, choice.label, choice.help, alone=choice.exclusive)
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

    @override
    def is_half(self, words: str) -> bool:
        return all(slug in self.listed for slug in words.split(", "))

    @override
    def problems(self) -> Iterator[Problem]:
        if self.choices is None and self.choices_of is None:
            yield Problem((), "a list needs `choices`, or `choices_of` with the question that has them")
        elif self.choices is not None and self.choices_of is not None:
            yield Problem(("choices_of",), "there are `choices` and `choices_of`; keep one of them")
        elif self.choices is not None and not self.choices:
            yield Problem(("choices",), 'there are no choices; add at least one, such as yes = "Yes"')


def _unchecked_choices(raw: Mapping[str, Any]) -> Iterator[tuple[str, ChoiceLabel]]:
    for slug, choice in raw.items():
        table = choice if isinstance(choice, dict) else {"label": choice}
        label, detail, ask = (table.get(key) for key in ("label", "detail", "ask"))
        if isinstance(label, str) and is_id(slug):
            labels = detail if isinstance(detail, dict) else {}
            yield (
                slug,
                ChoiceLabel(
                    label=label,
                    detail={name: words for name, words in labels.items() if isinstance(words, str)},
                    ask=ask if isinstance(ask, str) else None,
                ),
            )
