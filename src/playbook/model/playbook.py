"""A playbook: steps, each with its questions."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field

from playbook.model.base import Frozen, Id, PlaybookName, Words
from playbook.model.conditions import When
from playbook.model.types import AnyQuestion, Question


class Wait(Frozen):
    """What a step waits for: a day that was answered, or some days after one."""

    until: Id | None = Field(
        default=None, description="The date question whose answer is waited for.", examples=["callback_on"]
    )
    days: int | None = Field(default=None, ge=1, le=3650, description="How many days to wait.", examples=[7])
    after: Id | None = Field(
        default=None,
        description="The date question that the days count from; without it, the walk's start.",
        examples=["callback_on"],
    )


class Step(Frozen):
    """A step of a playbook: a title, a few words and some questions."""

    id: Id = Field(description="Its name; no other step has it.", examples=["why"])
    title: Words = Field(
        description="A few words; the heading of its answers in an entry.", examples=["Ask why"]
    )
    guide: str = Field(
        default="",
        description="What to do in this step, in at most four lines.",
        examples=["Say thank you first, then ask."],
    )
    when: When | None = Field(
        default=None,
        description="Take the step only if this holds.",
        examples=[{"control": ["mine", "shared"]}],
    )
    wait: Wait | None = Field(
        default=None,
        description="A day before which the step does not begin.",
        examples=[{"until": "callback_on"}],
    )
    question: Annotated[
        tuple[AnyQuestion, ...],
        Field(
            strict=False,
            description="Its questions; each begins with [[step.question]].",
            examples=[[{"id": "closing", "type": "text", "prompt": "What is left to say?"}]],
        ),
    ] = ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, in order."""
        return self.question


class Playbook(Frozen):
    """A playbook as its TOML file says it."""

    title: Words = Field(
        description="A few words; part of every entry's heading.", examples=["Losing a client"]
    )
    summary: Words = Field(
        description="One sentence: what it is for.", examples=["A client has left, or is leaving."]
    )
    language: str = Field(
        default="en",
        pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z",
        description="The language it is written in, as BCP 47 names it.",
        examples=["en", "pt-BR"],
    )
    subject: Literal["client", "none"] = Field(
        default="client",
        description='Whether the walk is about a client; "none" for a review, say.',
        examples=["none"],
    )
    carry_from: Annotated[tuple[PlaybookName, ...], Field(strict=False)] = Field(
        default=(),
        description="Playbooks whose last walk for the same client gives answers to begin with, by id.",
        examples=[["at-risk"]],
    )
    step: Annotated[
        tuple[Step, ...],
        Field(
            strict=False,
            min_length=1,
            description="Its steps; each begins with [[step]].",
            examples=[[{"id": "breathe", "title": "Breathe"}]],
        ),
    ]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Its steps, in order."""
        return self.step

    def questions(self) -> Iterator[tuple[Step, Question]]:
        """Give every question with its step, in the order in which they are asked."""
        for step in self.steps:
            for question in step.questions:
                yield step, question

    def question(self, name: str) -> Question | None:
        """Give a question by its id."""
        return next((question for _, question in self.questions() if question.id == name), None)

    def with_borrowed_choices(self) -> Self:
        """Give the playbook with every `choices_of` replaced by the choices it names."""
        lists = {q.id: getattr(q, "choices", None) for _, q in self.questions()}

        def settled(question: Question) -> Question:
            lender = getattr(question, "choices_of", None)
            return question.model_copy(update={"choices": lists[lender]}) if lender else question

        steps = [
            step.model_copy(update={"question": tuple(settled(question) for question in step.questions)})
            for step in self.steps
        ]
        return self.model_copy(update={"step": tuple(steps)})
