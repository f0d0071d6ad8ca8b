"""The walk: a playbook and what was answered so far give the next question, a wait, or the end.

Pure: it knows no clock, no files and no terminal, and what it says depends on nothing but what it is
given. So a walk carried on after weeks is the same walk as one never left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from playbook.model.context import Context, Given
from playbook.model.playbook import Playbook, Step, Wait
from playbook.model.types import DateQuestion, Question
from playbook.written import on_one_line


@dataclass(frozen=True)
class Answered:
    """A question that has an answer."""

    value: Any


@dataclass(frozen=True)
class Skipped:
    """A question that was asked and skipped."""


@dataclass(frozen=True)
class Unfinished:
    """A question that was left with half-typed words: not an answer."""

    half: str


Reply: TypeAlias = Answered | Skipped | Unfinished
"""What came of asking a question."""


class Asking(NamedTuple):
    """The walk stands at a question.

    Attributes:
        number: The step's number, from 1.
        step: The step.
        question: The question to ask.
    """

    number: int
    step: Step
    question: Question


class Resting(NamedTuple):
    """The walk waits for a day before its next step.

    Attributes:
        number: The number of the step that waits, from 1.
        step: The step that waits.
        until: The day it waits for.
        question: The date question whose answer is waited for; None for a wait of some days.
    """

    number: int
    step: Step
    until: date
    question: Question | None


@dataclass(frozen=True)
class Done:
    """The walk has come to its end."""


Stand: TypeAlias = Asking | Resting | Done


FollowUps: TypeAlias = Mapping[str, tuple[date, str]]
"""What is due by the answers of a walk: the day and the words, by question id."""


@dataclass(frozen=True, eq=False)
class Walk:
    """A walk at one moment.

    Attributes:
        playbook: What is walked.
        replies: What came of each question so far, by id, whether or not its condition holds now.
        context: Whose walk it is and what day it is; its answers are worked out here.
        started: The day the walk began.
        begun: Ids of steps that begin although their wait is not over.
        heard: Ids of what was shown in this session for reading only; it leaves no answer to tell it.
    """

    playbook: Playbook
    replies: Mapping[str, Reply]
    context: Context
    started: date
    begun: frozenset[str] = frozenset()
    heard: frozenset[str] = frozenset()

    @cached_property
    def _course(self) -> tuple[list[Asking], dict[str, Given]]:
        """Every question that belongs to this walk, in order, and the answers that count."""
        stops: list[Asking] = []
        answers: dict[str, Given] = {}
        so_far = self.context._replace(answers=answers)
        for number, step in enumerate(self.playbook.steps, 1):
            if not so_far.holds(step.when):
                continue
            for question in step.questions:
                if question.when is not None and not so_far.holds(question.when):
                    continue
                stops.append(Asking(number, step, question))
                reply = self.replies.get(question.id)
                if isinstance(reply, Answered):
                    answers[question.id] = Given(question, reply.value)
        return stops, answers

    @property
    def stops(self) -> list[Asking]:
        """Every question whose condition holds, in order."""
        return self._course[0]

    @cached_property
    def belongs(self) -> frozenset[str]:
        """The ids of the questions whose condition holds; any other's answer is set aside."""
        return frozenset([stop.question.id for stop in self.stops])

    @cached_property
    def informed(self) -> Context:
        """What is known, with the answers that count."""
        return self.context._replace(answers=self._course[1])

    @cached_property
    def stand(self) -> Stand:
        """Where the walk stands: at a question, at a wait, or at its end."""
        last = max(
            (number for number, stop in enumerate(self.stops) if stop.question.id in self.replies), default=-1
        )
        for number, stop in enumerate(self.stops):
            if self._is_open(stop.question, seen=number < last):
                return self._waiting(stop) or stop
        return Done()

    def _is_open(self, question: Question, *, seen: bool) -> bool:
        """Tell whether a question is still to be asked.

        What leaves no answer was seen if this session showed it, or if a later question has a reply.
        """
        if question.kept:
            return not isinstance(self.replies.get(question.id), Answered | Skipped)
        return not seen and question.id not in self.heard

    def _waiting(self, stop: Asking) -> Resting | None:
        step = stop.step
        if step.wait is None or step.id in self.begun or self._has_begun(step):
            return None
        until = self._until(step.wait)
        if until is None or until <= self.context.today:
            return None
        return Resting(stop.number, step, until, self._waited_for(step.wait))

    def _has_begun(self, step: Step) -> bool:
        return any(q.id in self.replies and q.id in self.belongs for q in step.questions)

    def _until(self, wait: Wait) -> date | None:
        """The day that is waited for; None if it was not answered."""
        named = wait.until or wait.after
        given = self.informed.answers.get(named) if named else None
        if wait.until:
            return given.value if given else None
        if named and given is None:
            return None
        start = given.value if given else self.started
        # The calendar ends with the year 9999.
        return start + min(timedelta(days=wait.days or 0), date.max - start)

    def _waited_for(self, wait: Wait) -> Question | None:
        return self.playbook.question(wait.until) if wait.until else None

    def before(self, name: str) -> Asking | None:
        """Return the question before one, whichever step it is in; None before the first."""
        order = {name: number for number, name in enumerate(self.playbook.by_id)}
        earlier = [stop for stop in self.stops if order[stop.question.id] < order[name]]
        return earlier[-1] if earlier else None

    @cached_property
    def follow_ups(self) -> FollowUps:
        """What is due by the answers that count."""
        due = {}
        for name, (question, day) in self.informed.answers.items():
            if isinstance(question, DateQuestion) and question.follow_up:
                # As it reads on its day, so that the words stay the same from session to session.
                on_its_day = self.informed._replace(today=day)
                due[name] = (day, on_one_line(on_its_day.filled(question.follow_up)))
        return due
