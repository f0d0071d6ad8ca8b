"""Which questions, steps and choices no answers can ever lead to.

A condition looks at earlier answers, and each of these may itself be asked only under a condition. So
whether a condition can hold is a search: for a world, a set of answers still possible to each question,
in which all that has to hold does. It is a search over a few answers to each question (`samples`), from
the last question that matters back to the first.

What is said to be impossible is so for all that can be answered by being asked. The search errs on the
other side: where there is too much to look at, it says that it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from playbook.checking.samples import samples
from playbook.model.conditions import Test, tables
from playbook.model.context import Context, Given
from playbook.model.playbook import Playbook
from playbook.model.types import Question
from playbook.model.types.breathe import BreatheQuestion
from playbook.model.types.choice import ChoiceQuestion
from playbook.model.types.choices import ChoicesQuestion
from playbook.model.types.scorecard import ScorecardQuestion

Table: TypeAlias = Mapping[str, Test]
World: TypeAlias = tuple[tuple[int, int], ...]
"""The answers that are still possible, by the number of the question: a bit for each sample, and the
lowest bit for no answer. Questions that are not in it may have any."""

ANYTHING: World = ()

_SOME_DAY = date(2026, 1, 1)

_NO_ANSWER = 1
_MOST_TESTED = 50_000
"""Samples times tests of one question that are looked at."""
_PATIENCE = 4_000
"""Worlds looked at for one condition."""
_WHOLE_PATIENCE = 150_000
"""Worlds looked at for one playbook: a second or two."""


class TooMuch(Exception):
    """There is more to look at than anybody would wait for."""


class Reach:
    """What the answers to a playbook's questions can be, given the conditions under which they are asked.

    Args:
        playbook: A playbook in which nothing is wrong.
    """

    def __init__(self, playbook: Playbook) -> None:
        self._questions = [question for _, question in playbook.questions()]
        self._numbers = {question.id: number for number, question in enumerate(self._questions)}
        self._conditions = [
            (tables(step.when), tables(question.when)) for step, question in playbook.questions()
        ]
        self._tests = _tests_of(playbook)
        self._samples: list[Sequence[object] | None] = []
        self._masks: dict[tuple[str, int], int] = {}
        self._known: dict[World, bool] = {}
        self._left = _WHOLE_PATIENCE
        self._patience = 0
        for number, question in enumerate(self._questions):
            self._samples.append(self._samples_of(number, question))

    def is_followed(self, name: str) -> bool:
        """Tell whether the answers to a question are looked at one by one, rather than taken as any."""
        return self._samples[self._numbers[name]] is not None

    def holding(self, *conditions: Collection[Table], within: World = ANYTHING) -> list[World]:
        """Give the worlds in which each of these conditions holds; an empty one always does.

        Raises:
            TooMuch: There are too many of them.
        """
        worlds = [within]
        for condition in conditions:
            if condition:
                worlds = self._merged(worlds, [list(table.items()) for table in condition])
        return worlds

    def failing(self, condition: Collection[Table], worlds: Iterable[World] = (ANYTHING,)) -> list[World]:
        """Give the worlds in which a condition does not hold: in each of its tables something fails.

        Raises:
            TooMuch: There are too many of them.
        """
        found = list(worlds)
        for table in condition:
            found = self._merged(found, [[entry] for entry in table.items()], negated=True)
        return found if condition else []

    def where_none_holds(
        self, conditions: Iterable[Collection[Table]], *around: Collection[Table]
    ) -> list[World]:
        """Give the worlds in which each condition around holds, and none of the others.

        Raises:
            TooMuch: There are too many of them.
        """
        worlds = self.holding(*around)
        for condition in conditions:
            worlds = self.failing(condition, worlds)
        return worlds

    def possible(self, worlds: Callable[[], Iterable[World]]) -> bool | None:
        """Tell whether any of these worlds can come about; None if that would take too long to tell."""
        self._patience = min(_PATIENCE, self._left)
        given = self._patience
        try:
            return any(self._comes_about(world) for world in worlds())
        except TooMuch:
            return None
        finally:
            self._left -= given - self._patience

    def _samples_of(self, number: int, question: Question) -> Sequence[object] | None:
        tests = self._tests.get(question.id, [])
        if not tests or not question.kept:
            return [] if not question.kept else None
        found = samples(question, tests, self._offered(number, question))
        return found if found is not None and len(found) * len(tests) <= _MOST_TESTED else None

    def _offered(self, number: int, question: Question) -> Collection[str]:
        """Give the slugs of a list that may ever be offered."""
        if not isinstance(question, ChoiceQuestion | ChoicesQuestion):
            return ()
        return [
            slug
            for slug, choice in question.listed.items()
            if not choice.when or self._may_hold(*self._conditions[number], tables(choice.when))
        ]

    def _may_hold(self, *conditions: Collection[Table]) -> bool:
        return self.possible(lambda: self.holding(*conditions)) is not False

    def _comes_about(self, world: World) -> bool:
        """Tell whether there are answers that make this world, the last question in it first."""
        came_from: dict[World, World | None] = {world: None}
        waiting = [world]
        while waiting:
            here = waiting.pop()
            if self._known.get(here) is False:
                continue
            if not here or self._known.get(here):
                step: World | None = here
                while step is not None:
                    self._known[step] = True
                    step = came_from[step]
                return True
            for below in reversed(self._before(here)):
                if below not in came_from:
                    came_from[below] = here
                    waiting.append(below)
        self._known.update(dict.fromkeys(came_from, False))
        return False

    def _before(self, world: World) -> list[World]:
        """Give the worlds of the earlier questions that allow the last one its answers."""
        rest, (number, mask) = world[:-1], world[-1]
        question, (step_when, own_when) = self._questions[number], self._conditions[number]
        passable = not question.required or isinstance(question, ScorecardQuestion | BreatheQuestion)
        if mask & _NO_ANSWER and passable:
            return [rest]  # It is not asked, or it is passed.
        found: list[World] = []
        if mask & ~_NO_ANSWER:
            found += self.holding(step_when, own_when, within=rest)
        if mask & _NO_ANSWER:
            found += self.failing(step_when, [rest]) + self.failing(own_when, [rest])
        return found

    def _merged(
        self,
        worlds: Iterable[World],
        tables_: Collection[Sequence[tuple[str, Test]]],
        *,
        negated: bool = False,
    ) -> list[World]:
        """Give each world with each of the tables, where the two go together."""
        found: dict[World, None] = {}
        for world in worlds:
            for table in tables_:
                if self._patience <= 0:
                    raise TooMuch
                self._patience -= 1
                merged = dict(world)
                for name, test in table:
                    number = self._numbers[name]
                    mask = self._mask(name, test, negated=negated)
                    merged[number] = merged.get(number, -1) & mask
                if all(merged.values()):
                    found[tuple(sorted(merged.items()))] = None
        return list(found)

    def _mask(self, name: str, test: Test, *, negated: bool) -> int:
        """Give the answers with which a test holds, or with which it does not."""
        values = self._samples[self._numbers[name]]
        if values is None:
            return -1
        key = name, id(test)  # Two tests of different kinds with the same values are equal.
        if key not in self._masks:
            question = self._questions[self._numbers[name]]
            known = [
                Context(_SOME_DAY),
                *(Context(_SOME_DAY, answers={name: Given(question, v)}) for v in values),
            ]
            self._masks[key] = sum(1 << at for at, one in enumerate(known) if one.holds({name: test}))
        mask = self._masks[key]
        return ((1 << len(values) + 1) - 1) & ~mask if negated else mask


def _tests_of(playbook: Playbook) -> dict[str, list[Test]]:
    """Give all that the conditions of a playbook ask of each question."""
    found: dict[str, list[Test]] = {}
    whens = [step.when for step in playbook.steps]
    for _, question in playbook.questions():
        whens.append(question.when)
        whens += [choice.when for choice in (getattr(question, "choices", None) or {}).values()]
    for when in whens:
        for table in tables(when):
            for name, test in table.items():
                found.setdefault(name, []).append(test)
    return found
