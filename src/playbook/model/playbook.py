"""A playbook: steps, each with its questions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from playbook.model.conditions import When
from playbook.model.part import (
    Before,
    Examples,
    Id,
    Limits,
    Part,
    PlaybookName,
    Words,
    part,
    tables_in,
)
from playbook.model.problem import Path
from playbook.model.types import AnyQuestion, Question, question_in

_OneOrMore = Annotated[
    tuple[Id, ...], Limits(min_length=1), Before(lambda raw: raw if isinstance(raw, list) else [raw])
]


@part
class Wait(Part):
    """What a step waits for: a day that was answered, or some days after one."""

    until: Annotated[Id | None, Examples("callback_on")] = None
    """The date question whose answer is waited for."""
    days: Annotated[Annotated[int, Limits(ge=1, le=3650)] | None, Examples(7)] = None
    """How many days to wait."""
    after: Annotated[_OneOrMore, Examples("callback_on", ["callback_on"])] = ()
    """The date question that the days count from, or several: the last of their days. Without an answer, the
    walk's start."""


@part
class Step(Part):
    """A step of a playbook: a title, a few words and some questions."""

    id: Annotated[Id, Examples("why")]
    """Its name; no other step has it."""
    title: Annotated[Words, Examples("Ask why")]
    """A few words; the heading of its answers in an entry."""
    guide: Annotated[str, Examples("Say thank you first, then ask.")] = ""
    """What to do in this step, in at most four lines."""
    when: Annotated[When | None, Examples({"control": ["mine", "shared"]})] = None
    """Take the step only if this holds."""
    skipped: Annotated[Words | None, Examples("They know already, so no call.")] = None
    """A sentence that is said where `when` does not hold."""
    wait: Annotated[Wait | None, Examples({"until": "callback_on"})] = None
    """A day before which the step does not begin."""
    question: Annotated[
        tuple[AnyQuestion, ...],
        Examples([{"id": "closing", "type": "text", "prompt": "What is left to say?"}]),
    ] = ()
    """Its questions; each begins with [[step.question]]."""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Its questions in the order in which they are asked, with those that come with others."""
        return tuple(one for question in self.question for one in (question, *question.subquestions))


LanguageTag = Annotated[str, Limits(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
"""A language, as BCP 47 names it."""


@part
class Playbook(Part):
    """A playbook as its TOML file says it."""

    title: Annotated[Words, Examples("Losing a client")]
    """A few words; part of every entry's heading."""
    summary: Annotated[Words, Examples("A client has left, or is leaving.")]
    """One sentence: what it is for."""
    language: Annotated[LanguageTag, Examples("en", "pt-BR")] = "en"
    """The language it is written in, as BCP 47 names it."""
    subject: Annotated[Literal["client", "none"], Examples("none")] = "client"
    """Whether the walk is about a client; "none" for a review, say."""
    carry_from: Annotated[tuple[PlaybookName, ...], Examples(["at-risk"])] = ()
    """Playbooks whose last walk for the same client gives answers to begin with, by id."""
    step: Annotated[tuple[Step, ...], Limits(min_length=1), Examples([{"id": "breathe", "title": "Breathe"}])]
    """Its steps; each begins with [[step]]."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps, in order."""
        return self.step

    def questions(self) -> Iterator[tuple[Step, Question]]:
        """Yield every question with its step, in the order in which they are asked."""
        for step in self.steps:
            for question in step.questions:
                yield step, question

    def in_file(self) -> Iterator[tuple[Path, Question]]:
        """Yield every question that stands in the file, with the way to it."""
        for i, step in enumerate(self.steps):
            yield from ((("step", i, "question", j), question) for j, question in enumerate(step.question))

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by their ids; of one that is there twice, the first."""
        found: dict[str, Question] = {}
        for _, question in self.questions():
            found.setdefault(question.id, question)
        return found

    @cached_property
    def steps_by_question(self) -> Mapping[str, tuple[int, Step]]:
        """The number of each question's step, from 1, and the step, by the question's id."""
        return {q.id: (number, step) for number, step in enumerate(self.steps, 1) for q in step.questions}

    def with_borrowed_choices(self) -> Self:
        """Return the playbook with every `choices_of` replaced by the choices it names."""
        steps = [
            replace(step, question=tuple(question.borrowing(self.by_id) for question in step.question))
            for step in self.steps
        ]
        return replace(self, step=tuple(steps))


def questions_in(content: Mapping[str, Any]) -> dict[str, Question]:
    """Read the questions of a playbook, by id and in their order, from its TOML as it stands, unchecked.

    It is for reading journals: a playbook with a slip in it still has questions. What is not as it should be
    is left out, and what cannot be told is free words. It needs no pydantic.
    """
    found: dict[str, Question] = {}
    for step in tables_in(content, "step"):
        for raw in tables_in(step, "question"):
            question = question_in(raw)
            if question:
                found.setdefault(question.id, question)
    full = [question.borrowing(found) for question in found.values()]
    return {one.id: one for question in full for one in (question, *question.subquestions)}
