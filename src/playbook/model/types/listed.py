"""A list to choose from: what `choice` and `choices` have in common."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any, NamedTuple, Self

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.model.asking import Option
from playbook.model.conditions import OneOf, When
from playbook.model.context import Context
from playbook.model.part import ID_PATTERN, Before, Examples, Id, Part, Words, is_id, part
from playbook.model.problem import Path, Problem
from playbook.model.spelling import did_you_mean
from playbook.model.texts import slots
from playbook.model.types.codec import Value
from playbook.model.types.date import day_named, is_question, why_no_name
from playbook.model.types.question import Question, Text
from playbook.model.types.text import TextQuestion
from playbook.written import on_one_line


@part
class ChoiceLabel(Part):
    """One choice of a list, written in full."""

    label: Annotated[Words, Examples("Perhaps")]
    """What the person reads."""
    help: Annotated[str, Examples("If they ask.")] = ""
    """A sentence more, shown beside the label."""
    when: Annotated[When | None, Examples({"control": ["mine", "shared"]})] = None
    """Offer it only if this holds."""
    detail: Annotated[dict[Id, Words], Examples({"soon": "Within weeks"})] = field(default_factory=dict)
    """A second, finer choice: slug to label. Only for `choice`."""
    exclusive: Annotated[bool, Examples(True)] = False
    """Whether no other can be marked beside it. Only for `choices`."""
    ask: Annotated[Words | None, Examples("Which?")] = None
    """Words to ask for where it is taken; an answer of their own, as `QUESTION_CHOICE`."""
    follow_up: Annotated[Words | None, Examples("Ask {client} again")] = None
    """What is due once it is taken: a line to tick off. It goes with `due`."""
    due: Annotated[Words | None, Examples("in 2 weeks")] = None
    """When that is due: words for a day, from when it is taken, or a date question."""


class ChoiceFollowUp(NamedTuple):
    """What is due because a choice is taken.

    Attributes:
        due: The day that its date question has; words for one, counted from when it is taken, if it has none.
        words: What is due; a box that was made for it is found by them.
    """

    due: date | str
    words: str


Choices = dict[
    Id, Annotated[ChoiceLabel, Before(lambda raw: {"label": raw} if isinstance(raw, str) else raw)]
]

SLUG = re.compile(rf"({ID_PATTERN})(?:\.({ID_PATTERN}))?")
"""A choice as an entry names it: its slug, and the slug of its detail if it has one."""


@part
class Listed(Question):
    """A question with a list to choose from."""

    choices: Annotated[
        Choices | None, Examples({"yes": "Yes", "maybe": {"label": "Perhaps", "help": "If they ask."}})
    ] = None
    """Slug to label, or to a table with more."""
    choices_of: Annotated[Id | None, Examples("reason")] = None
    """Take the choices of that question."""

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
        if not isinstance(lender, Listed):
            return self
        lent = {
            slug: replace(choice, follow_up=None, due=None) if choice.follow_up else choice
            for slug, choice in lender.listed.items()
        }
        return replace(self, choices=lent if lender.choices is not None else None)

    @property
    @override
    def labels(self) -> Mapping[str, str]:
        labels: dict[str, str] = {}
        for slug, choice in self.listed.items():
            labels[slug] = choice.label
            labels |= {f"{slug}.{detail}": words for detail, words in choice.detail.items()}
        return labels

    @override
    def legend(self) -> list[tuple[str, str]]:
        slugs = {name: name.partition(".")[0] for name in self.labels}
        return [
            (name, label if name == slugs[name] else f"{self.listed[slugs[name]].label}: {label}")
            for name, label in self.labels.items()
        ]

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

    def follow_ups(self, value: Value, context: Context) -> Iterator[tuple[str, ChoiceFollowUp]]:
        """Yield what is due by an answer, with the slug of the choice that it comes of."""
        for slug, choice in self.listed.items():
            if choice.follow_up and choice.due and self.matches(value, slug):
                due = day_named(choice.due, context) if is_question(choice.due) else choice.due
                if due is not None:
                    yield slug, ChoiceFollowUp(due, on_one_line(context.filled(choice.follow_up)))

    @override
    def named_days(self) -> list[tuple[Path, str]]:
        dues = ((slug, choice.due) for slug, choice in (self.choices or {}).items())
        return [(("choices", slug, "due"), due) for slug, due in dues if due and is_question(due)]

    def offered(self, context: Context) -> list[Option]:
        """Return the choices whose condition holds."""
        return [
            Option(slug, choice.label, choice.help, alone=choice.exclusive)
            for slug, choice in self.listed.items()
            if context.holds(choice.when)
        ]

    def no_such(self, slug: str) -> str:
        """Say that a slug is none of the list."""
        return f"`{slug}` is not one of its choices{did_you_mean(slug, self.listed)}"

    def check_offered(self, slug: str, context: Context) -> None:
        """Raise `InvalidAnswer` if a choice is not offered now."""
        if not context.holds(self.listed[slug].when):
            raise InvalidAnswer(f"`{slug}` is not offered here, by the condition it has in the playbook.")

    @override
    def half_in_lines(self, half: str, context: Context) -> list[str]:
        if not self.is_half(half):
            return super().half_in_lines(half, context)
        return [", ".join(self.listed[slug].label for slug in half.split(", "))]

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
        for slug, choice in (self.choices or {}).items():
            for key, message, span in _wrong_follow_up(choice):
                yield Problem(("choices", slug, key), message, span)

    @override
    def texts(self) -> Iterator[Text]:
        yield from super().texts()
        for slug, choice in (self.choices or {}).items():
            yield Text(("choices", slug, "follow_up"), choice.follow_up or "")


def _wrong_follow_up(choice: ChoiceLabel) -> Iterator[tuple[str, str, tuple[int, int] | None]]:
    """Yield what cannot be right about the follow-up of a choice: the key, why, and where in its words."""
    if choice.follow_up and not choice.due:
        yield (
            "follow_up",
            'say when it is due, with `due`: words for a day, such as "in 2 weeks", or a date question',
            None,
        )
    elif choice.due and not choice.follow_up:
        yield "due", "there is nothing due; say what, with `follow_up`", None
    if choice.due and (why := why_no_name(choice.due)):
        yield "due", why, None
    if "\n" in (choice.follow_up or "").strip():
        yield "follow_up", "a follow-up is one line", None
    for slot in slots(choice.follow_up or ""):
        if slot.name == "today":
            message = "`{today}` is another day each time, and a box is found by its words; leave it out"
            yield "follow_up", message, slot.span


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
