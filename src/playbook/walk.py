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
from playbook.model.playbook import Playbook, Step
from playbook.model.types import Question


class Answered(NamedTuple):
    """A question that has an answer."""

    value: Any


@dataclass(frozen=True)
class Skipped:
    """A question that was asked and passed."""


class Unfinished(NamedTuple):
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


class Walk:
    """A walk as it stands; it does not change, another one is made.

    Args:
        playbook: What is walked.
        replies: What came of each question so far, by id, whether or not its condition holds now.
        context: Whose walk it is and what day it is; its answers are worked out here.
        started: The day the walk began.
        begun: Ids of steps that begin although their wait is not over.
        heard: Ids of what was shown in this sitting for reading only; it leaves no answer to tell it.
    """

    def __init__(
        self,
        playbook: Playbook,
        replies: Mapping[str, Reply],
        context: Context,
        started: date,
        begun: frozenset[str] = frozenset(),
        heard: frozenset[str] = frozenset(),
    ) -> None:
        self.playbook = playbook
        self.replies = replies
        self.context = context
        self.started = started
        self.begun = begun
        self.heard = heard

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
                if not so_far.holds(question.when):
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
        return frozenset(stop.question.id for stop in self.stops)

    @cached_property
    def informed(self) -> Context:
        """What is known, with the answers that count."""
        return self.context._replace(answers=self._course[1])

    @cached_property
    def stand(self) -> Stand:
        """Where the walk stands: at a question, at a wait, or at its end."""
        for stop in self.stops:
            if self._is_open(stop):
                return self._waiting(stop) or stop
        return Done()

    def _is_open(self, stop: Asking) -> bool:
        if stop.question.kept:
            return not isinstance(self.replies.get(stop.question.id), Answered | Skipped)
        return stop.question.id not in self.heard and not self._replied_after(stop)

    def _replied_after(self, stop: Asking) -> bool:
        """Tell whether a question behind this one has a reply, so that this one was seen."""
        behind = self.stops[self.stops.index(stop) + 1 :]
        return any(later.question.id in self.replies for later in behind)

    def _waiting(self, stop: Asking) -> Resting | None:
        step = stop.step
        if step.wait is None or step.id in self.begun or self._has_begun(step):
            return None
        until = self._until(step)
        if until is None or until <= self.context.today:
            return None
        return Resting(stop.number, step, until, self.waited_for(step))

    def _has_begun(self, step: Step) -> bool:
        return any(q.id in self.replies and q.id in self.belongs for q in step.questions)

    def _until(self, step: Step) -> date | None:
        """The day a step waits for; None if it waits for none, or for one that was not answered."""
        wait = step.wait
        if wait is None:
            return None
        named = wait.until or wait.after
        given = self._course[1].get(named) if named else None
        if wait.until:
            return given.value if given else None
        if named and given is None:
            return None
        start = given.value if given else self.started
        # The calendar ends with the year 9999.
        return start + min(timedelta(days=wait.days or 0), date.max - start)

    def before(self, name: str) -> Asking | None:
        """Give the question before one, whichever step it is in; None before the first."""
        order = [question.id for _, question in self.playbook.questions()]
        at = order.index(name)
        earlier = [stop for stop in self.stops if order.index(stop.question.id) < at]
        return earlier[-1] if earlier else None

    def waited_for(self, step: Step) -> Question | None:
        """Give the date question that a step waited for, if it waits for one."""
        return self.playbook.question(step.wait.until) if step.wait and step.wait.until else None
