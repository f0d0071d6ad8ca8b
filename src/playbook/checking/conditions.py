"""Conditions of a playbook that can never hold, and lists in which nothing may be left to choose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from playbook.checking.dead_ends import Reach, Table
from playbook.checking.samples import points_of
from playbook.model.conditions import Between, IsAnswered, OneOf, Scalar, Test, When, tables
from playbook.model.playbook import Playbook, Step
from playbook.model.types import Path, Problem, Question
from playbook.model.types.scorecard import ScorecardQuestion
from playbook.reading.locations import Places


class _Condition(NamedTuple):
    """A condition, and where it stands."""

    path: Path
    when: When | None


class _Part(NamedTuple):
    """What has to hold, on its own.

    Attributes:
        path: Where it stands.
        tables: The tables of which one has to hold.
        said: What they ask for, in words.
        names: The questions that they look at.
    """

    path: Path
    tables: Collection[Table]
    said: str
    names: Collection[str]


def dead_ends(playbook: Playbook, places: Places) -> Iterator[Problem]:
    """Find what no answers can lead to, and lists in which nothing may be left to choose.

    Args:
        playbook: A playbook in which nothing is wrong.
        places: Where everything in its file stands.
    """
    finder = _Finder(playbook, places)
    for number, step in enumerate(playbook.steps):
        yield from finder.step(("step", number), step)


class _Finder:
    """Goes through a playbook in the order of asking."""

    def __init__(self, playbook: Playbook, places: Places) -> None:
        self._reach = Reach(playbook)
        self._places = places
        self._whens: dict[str, Path] = {}
        """Where the condition stands under which a question is asked: its own, or else its step's."""

    def step(self, path: Path, step: Step) -> Iterator[Problem]:
        own = _Condition((*path, "when"), step.when)
        yield from self._dead(own, (), "no answers lead to this step")
        is_dead = self._never(own)
        for number, question in enumerate(step.questions):
            where = (*path, "question", number)
            if not is_dead:
                yield from self._question(where, own, question)
            if isinstance(question, ScorecardQuestion):
                yield from _unreached_bands(where, question)
            for condition in (own, _Condition((*where, "when"), question.when)):
                if condition.when:
                    self._whens[question.id] = condition.path

    def _question(self, path: Path, around: _Condition, question: Question) -> Iterator[Problem]:
        own = _Condition((*path, "when"), question.when)
        yield from self._dead(own, (around,), "no answers lead to this question")
        choices = getattr(question, "choices", None)
        if not choices or self._never(around, own):
            return
        if not getattr(question, "choices_of", None):
            for slug, choice in choices.items():
                offered = _Condition((*path, "choices", slug, "when"), choice.when)
                yield from self._dead(offered, (around, own), "this choice is never offered")
        yield from self._emptied(path, (around, own), question)

    def _never(self, *conditions: _Condition) -> bool:
        whens = [tables(condition.when) for condition in conditions]
        return self._reach.possible(lambda: self._reach.holding(*whens)) is False

    def _dead(self, own: _Condition, around: Sequence[_Condition], what: str) -> Iterator[Problem]:
        """Find the tables of a condition that can never hold where those around it do."""
        listed = tables(own.when)
        parts = [
            _parts((*own.path, number) if isinstance(own.when, list) else own.path, table)
            for number, table in enumerate(listed)
        ]
        outer = [part for condition in around for part in _parts_of(condition)]
        dead = [table for table in parts if self._impossible([*outer, *table])]
        if not dead:
            return
        if len(dead) == len(listed):
            at = self._core(outer, dead[0]) if len(listed) == 1 else []
            path = next((part.path for part in reversed(at) if part in dead[0]), own.path)
            yield Problem(path, f"{what}: {self._why(at or self._core(outer, dead[0]))}")
            return
        for table in dead:
            why = self._why(self._core(outer, table))
            yield Problem(
                table[0].path[: len(own.path) + 1], f"this part of the condition never holds: {why}"
            )

    def _impossible(self, parts: Sequence[_Part]) -> bool:
        return self._reach.possible(lambda: self._reach.holding(*(part.tables for part in parts))) is False

    def _core(self, outer: Sequence[_Part], table: Sequence[_Part]) -> list[_Part]:
        """Give a few of the parts that can never hold together, whatever becomes of the others."""
        core = [*outer, *table]
        for part in list(core):
            rest = [one for one in core if one is not part]
            if rest and self._impossible(rest):
                core = rest
        return core

    def _why(self, core: Sequence[_Part]) -> str:
        """Say what can never be, and where to look."""
        names = dict.fromkeys(name for part in core for name in part.names)
        lines = {name: self._places.line(self._whens[name]) for name in names if name in self._whens}
        places = [f"`{name}` (line {line})" for name, line in lines.items()]
        conditions = "condition" if len(places) == 1 else "conditions"
        look = f"; look at the {conditions} of {' and '.join(places)}" if places else ""
        return f"there are none with which {' and '.join(part.said for part in core)}{look}"

    def _emptied(self, path: Path, around: Sequence[_Condition], question: Question) -> Iterator[Problem]:
        """Find a list all of whose choices have conditions that may fail at once."""
        whens = [tables(choice.when) for choice in getattr(question, "choices", {}).values()]
        if not all(whens):
            return
        names = {name for when in whens for table in when for name in table}
        if all(self._reach.is_followed(name) for name in names) and self._reach.possible(
            lambda: self._reach.where_none_holds(whens, *(tables(one.when) for one in around))
        ):
            message = "with some answers none of these choices is offered; leave at least one without `when`"
            yield Problem((*path, "choices"), message)


def _parts(path: Path, table: Table) -> list[_Part]:
    return [
        _Part((*path, name), [{name: test}], f"`{name}` {_said(test)}", [name])
        for name, test in table.items()
    ]


def _parts_of(condition: _Condition) -> list[_Part]:
    listed = tables(condition.when)
    if len(listed) == 1 and not isinstance(condition.when, list):
        return _parts(condition.path, listed[0])
    names = list(dict.fromkeys(name for table in listed for name in table))
    said = f"the condition {'of its step ' if len(condition.path) == 3 else ''}holds"
    return [_Part(condition.path, listed, said, names)] if listed else []


def _said(test: Test) -> str:
    """Say what a test asks of a question, as the end of a sentence that begins with its id."""
    match test:
        case IsAnswered(answered):
            return "has an answer" if answered else "has no answer"
        case Between(low, high):
            if high is None:
                return f"is {low} or more"
            return f"is {high} or less" if low is None else f"is from {low} to {high}"
    values = [_as_toml(value) for value in test.values[:5]] + ["…"] * (len(test.values) > 5)
    return f"is {'' if isinstance(test, OneOf) else 'not '}{' or '.join(values)}"


def _as_toml(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _unreached_bands(path: Path, question: ScorecardQuestion) -> Iterator[Problem]:
    """Find the bands that no marks add up to."""
    points = points_of(question)
    starts = sorted((band.from_, number) for number, band in enumerate(question.bands))
    for (start, number), (end, _) in pairwise([*starts, (101, -1)]):
        if not any(start <= one < end for one in points):
            last = f" to {end - 1}" if end - 1 > start else ""
            yield Problem(
                (*path, "bands", number), f"no marks come to the points of this band, {start}{last}"
            )
