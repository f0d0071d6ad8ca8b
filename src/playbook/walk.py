"""The walk: a playbook and what was answered so far give the next question, a wait, or the end.

Pure: it knows no clock, no files and no terminal, and what it says depends on nothing but what it is
given. So a walk carried on after weeks is the same walk as one never left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from playbook.frozen import frozen
from playbook.invalid import InvalidAnswer
from playbook.model.conditions import tables
from playbook.model.context import Context, Given
from playbook.model.playbook import Playbook, Step, Wait
from playbook.model.types import DateQuestion, Question
from playbook.model.types.figures import FiguresQuestion
from playbook.model.types.listed import ChoiceFollowUp, Listed
from playbook.written import on_one_line


@frozen
class Answered:
    """A question that has an answer."""

    value: Any


@frozen
class Skipped:
    """A question that was asked and skipped."""


@frozen
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


@frozen
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
        unread: Ids of what an answer of this session opened for reading only, wherever it stands.
    """

    playbook: Playbook
    replies: Mapping[str, Reply]
    context: Context
    started: date
    begun: frozenset[str] = frozenset()
    heard: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    @cached_property
    def _course(self) -> tuple[dict[str, Question], dict[str, Given], dict[str, str]]:
        """The questions that belong to this walk, in order, the answers that count, and `failed`."""
        asked: dict[str, Question] = {}
        answers: dict[str, Given] = {}
        failed: dict[str, str] = {}
        so_far = self.context._replace(answers=answers)
        for step in self.playbook.steps:
            if not so_far.holds(step.when):
                continue
            for question in step.questions:
                if question.when is not None and not so_far.holds(question.when):
                    continue
                reply = self.replies.get(question.id)
                value = reply.value if isinstance(reply, Answered) else None
                if question.sources:
                    if not answers.keys() >= set(question.sources.values()):
                        continue
                    try:
                        value = question.worked_out(so_far, value)
                    except InvalidAnswer as impossible:
                        failed[question.id] = str(impossible)
                        continue
                asked[question.id] = question
                if value is not None:
                    answers[question.id] = Given(question, value)
        return asked, answers, failed

    @property
    def asked(self) -> dict[str, Question]:
        """Every question whose condition holds, by id and in order; the answer of any other is set aside."""
        return self._course[0]

    @property
    def failed(self) -> Mapping[str, str]:
        """Why an answer cannot be worked out although all that it comes of is known, by id."""
        return self._course[2]

    def stop(self, name: str) -> Asking:
        """Return a question in its step."""
        number, step = self.playbook.steps_by_question[name]
        return Asking(number, step, self.playbook.by_id[name])

    @cached_property
    def informed(self) -> Context:
        """What is known, with the answers that count. Figures are counted once: the journal is as it is."""
        counted: dict[str, str] = {}

        def figures(question: FiguresQuestion, same: Given | None) -> str:
            if question.id not in counted:
                counted[question.id] = self.context.figures(question, same)
            return counted[question.id]

        return self.context._replace(answers=self._course[1], figures=figures)

    @cached_property
    def stand(self) -> Stand:
        """Where the walk stands: at a question, at a wait, or at its end."""
        return self.stand_at(self.open[0]) if self.open else Done()

    def stand_at(self, name: str) -> Asking | Resting:
        """Return a question, or the wait before its step."""
        stop = self.stop(name)
        return self._waiting(stop) or stop

    @cached_property
    def open(self) -> list[str]:
        """The ids of the questions that are still to be asked, the next one first."""
        last = next((name for name in reversed(self.asked) if name in self.replies), None)
        found, behind, seen = list[str](), list[str](), last is not None
        for name, question in self.asked.items():
            seen = seen and name != last
            reply = self.replies.get(name)
            if question.sources:
                if reply != Answered(self.informed.answers[name].value):
                    # What was worked out does not stay behind the answers that it comes of.
                    (behind if reply else found).append(name)
            elif question.kept:
                if reply is None or isinstance(reply, Unfinished):
                    found.append(name)
            # What leaves no answer was seen if this session showed it, or if a later question has a reply.
            elif name in self.unread or (not seen and name not in self.heard):
                found.append(name)
        return behind + found

    def reading_since(self, before: Walk) -> Walk:
        """Return this walk, in which what is only to be read and was no part of one before is unread."""
        new = {name for name in self.asked.keys() - before.asked.keys() if not self.asked[name].kept}
        return replace(self, unread=self.unread | new) if new else self

    def _waiting(self, stop: Asking) -> Resting | None:
        step = stop.step
        if step.wait is None or step.id in self.begun or self._has_begun(step):
            return None
        until = self._until(step.wait)
        if until is None or until <= self.context.today:
            return None
        return Resting(stop.number, step, until, self.playbook.by_id.get(step.wait.until or ""))

    def _has_begun(self, step: Step) -> bool:
        return any(q.id in self.replies and q.id in self.asked for q in step.questions)

    def _until(self, wait: Wait) -> date | None:
        """The day that is waited for; None if there is none. Days count from the last, or the start."""
        answers = self.informed.answers
        if wait.until:
            return answers[wait.until].value if wait.until in answers else None
        start = max((answers[name].value for name in wait.after if name in answers), default=self.started)
        # The calendar ends with the year 9999.
        return start + min(timedelta(days=wait.days or 0), date.max - start)

    def by_whom_left_out(self, name: str) -> str:
        """Return the id of the question whose answer, or whose having none, leaves another one out."""
        if name in self.asked or name in self.failed:
            return name
        stop, context = self.stop(name), self.informed
        for when in (stop.step.when, stop.question.when):
            for other, test in () if context.holds(when) else tables(when)[0].items():
                if not test.passes(context.answers.get(other)):
                    return self.by_whom_left_out(other)
        sources = stop.question.sources.values()
        return self.by_whom_left_out(next(source for source in sources if source not in context.answers))

    def before(self, name: str) -> Asking | None:
        """Return the question before one, whichever step it is in; None before the first."""
        earlier = None
        for other in self.playbook.by_id:
            if other == name:
                break
            earlier = other if other in self.asked else earlier
        return self.stop(earlier) if earlier else None

    def left_out(self, after: int, before: int) -> list[Step]:
        """Return the steps between two, by their numbers, whose own condition fails."""
        between = self.playbook.steps[after : before - 1]
        return [step for step in between if not self.informed.holds(step.when)]

    def is_complete(self, step: Step) -> bool:
        """Tell whether every question of a step that belongs to this walk has its reply."""
        kept = [question for question in step.questions if question.kept and question.id in self.asked]
        replies = (self.replies.get(question.id) for question in kept)
        return bool(kept) and all(isinstance(reply, Answered | Skipped) for reply in replies)

    def awaited(self, step: Step) -> tuple[date, str] | None:
        """Return the follow-up that a step waits for: its day and its words; None if it waits for none."""
        return self.follow_ups.get(step.wait.until) if step.wait and step.wait.until else None

    @cached_property
    def choice_follow_ups(self) -> Mapping[tuple[str, str], ChoiceFollowUp]:
        """What is due by the choices that are taken, by the question's id and the slug."""
        return {
            (name, slug): follow_up
            for name, (question, value) in self.informed.answers.items()
            if isinstance(question, Listed)
            for slug, follow_up in question.follow_ups(value, self.informed)
        }

    @cached_property
    def follow_ups(self) -> FollowUps:
        """What is due by the days that count."""
        due = {}
        for name, (question, day) in self.informed.answers.items():
            if isinstance(question, DateQuestion) and question.follow_up:
                # As it reads on its day, so that the words stay the same from session to session.
                on_its_day = self.informed._replace(today=day)
                due[name] = (day, on_one_line(on_its_day.filled(question.follow_up)))
        return due
