"""Conditions that can never hold, and lists in which nothing may be left to choose.

A condition is dead where it contradicts itself or a condition that it stands under. A question that has an
answer was asked, so what it is asked under held too, and so on from question to question. Answers are not
tried out: what cannot be told in this way is passed over in silence, and nothing is said that is not so.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from playbook.checking.possible_answers import NOTHING_KNOWN, possible_answers
from playbook.model.conditions import Between, IsAnswered, NoneOf, OneOf, Scalar, Test, When, tables
from playbook.model.context import Given
from playbook.model.playbook import Playbook, Step
from playbook.model.problem import Path, Problem
from playbook.model.types.listed import Listed
from playbook.model.types.scorecard import ScorecardQuestion
from playbook.reading.locations import Places

_FAR = 20
"""Questions to which a condition is followed: each of 10,000 should take no longer than each of ten."""


class _Part(NamedTuple):
    """One entry of a condition: what has to be true of one question."""

    path: Path
    name: str
    test: Test


class _Condition(NamedTuple):
    """A condition: where it stands, and its tables, any one of which is enough."""

    path: Path
    tables: Sequence[Sequence[_Part]]


class _Fact(NamedTuple):
    """What has to be true of one question, and why.

    Attributes:
        test: What has to be true of it.
        source: The entry that asks for it, of the condition that is looked at or of one around it.
        said: What that entry asks for, in words.
        behind: Where the entry stands, of another condition, by which it follows; None if it is the source.
    """

    test: Test
    source: _Part
    said: str
    behind: Path | None = None


def dead_ends(playbook: Playbook, places: Places) -> Iterator[Problem]:
    """Find what no answers can lead to, and lists in which nothing may be left to choose.

    Args:
        playbook: A playbook in which nothing is wrong.
        places: Where everything in its file stands.
    """
    return _Finder(playbook, places).found()


class _Finder:
    """Goes through a playbook in the order of asking, knowing what earlier questions are asked under."""

    def __init__(self, playbook: Playbook, places: Places) -> None:
        self._playbook = playbook
        self._places = places
        self._under: dict[tuple[str, str], Sequence[_Condition]] = {}
        """What has to hold where a question is asked, or, by a second name, where a choice is offered."""
        self._dead: set[tuple[str, str]] = set()
        """Of these, those where it never does."""

    def found(self) -> Iterator[Problem]:
        """Yield what is found, in the order of asking."""
        for i, step in enumerate(self._playbook.steps):
            around = _conditions(("step", i), step.when)
            is_dead = yield from self._check(around, (), "no answers lead to this step")
            for j, question in enumerate(step.question):
                path = ("step", i, "question", j)
                own = _conditions(path, question.when)
                self._under[question.id, ""] = [*around, *own]
                if is_dead or (yield from self._check(own, around, "no answers lead to this question")):
                    self._dead.add((question.id, ""))
                elif isinstance(question, Listed):
                    yield from self._choices(path, step, question)
                if isinstance(question, Listed):
                    self._asks(path, question)

    def _asks(self, path: Path, question: Listed) -> None:
        """Take in the words that choices ask for: they are asked under what their question is asked under."""
        for slug, asked in question.asks.items():
            own = _conditions((*path, "choices", slug), asked.when)
            self._under[asked.id, ""] = [*self._under[question.id, ""], *own]
            if (question.id, "") in self._dead:
                self._dead.add((asked.id, ""))

    def _choices(self, path: Path, step: Step, question: Listed) -> Iterator[Problem]:
        under = self._under[question.id, ""]
        for slug, choice in question.listed.items() if question.choices_of is None else ():
            self._under[question.id, slug] = own = _conditions((*path, "choices", slug), choice.when)
            if (yield from self._check(own, under, "this choice is never offered")):
                self._dead.add((question.id, slug))
        around = (step.when, question.when)
        if all(map(NOTHING_KNOWN.holds, around)) and not question.offered(NOTHING_KNOWN):
            whens = (*around, *(choice.when for choice in question.listed.values()))
            deciding = {name for when in whens for table in tables(when) for name in table}
            # Nothing is offered where all that decides about it is skipped.
            if not any(self._playbook.by_id[name].required for name in deciding):
                message = "with some answers none of these choices is offered"
                yield Problem((*path, "choices"), f"{message}; leave at least one without `when`")

    def _check(
        self, own: Sequence[_Condition], around: Sequence[_Condition], what: str
    ) -> Generator[Problem, None, bool]:
        """Find the tables of a condition, if there is one, that never hold where those around it do.

        Returns:
            Whether none of them ever holds.
        """
        for condition in own:
            cores = [self._core(table, around) for table in condition.tables]
            if all(cores):
                at = [part.path for part in condition.tables[0] if part in {fact.source for fact in cores[0]}]
                path = at[-1] if len(cores) == 1 else condition.path
                yield Problem(path, f"{what}: {self._why(cores[0])}")
                return True
            for number, core in enumerate(cores):
                if core:
                    message = f"this part of the condition never holds: {self._why(core)}"
                    yield Problem((*condition.path, number), message)
        return False

    def _core(self, own: Sequence[_Part], around: Sequence[_Condition]) -> Sequence[_Fact]:
        """Return a few facts that cannot be true together where all of this holds; none if none are known."""
        sure = [_Fact(part.test, part, _said(part)) for part in own]
        several: list[list[list[_Fact]]] = [[[]]]
        for path, tables_ in around:
            if len(tables_) == 1:
                sure += [_Fact(part.test, part, _said(part)) for part in tables_[0]]
            else:
                said = f"the condition {'of its step ' if len(path) == 3 else ''}holds"
                several.append([[_Fact(part.test, part, said) for part in table] for table in tables_])
        for alternatives in several:
            cores = [self._conflict([*sure, *facts]) for facts in alternatives[:_FAR]]
            if all(cores) and len(alternatives) <= _FAR:
                return sorted((fact for core in cores for fact in core), key=lambda fact: fact.source in own)
        return ()

    def _conflict(self, sure: Sequence[_Fact]) -> Sequence[_Fact]:
        """Return facts about one question that cannot be true together, where all of these are."""
        facts: dict[str, list[_Fact]] = {}
        followed: set[tuple[str, str]] = set()
        waiting = [(fact.source.name, fact) for fact in sure]
        for name, fact in waiting:  # It grows on the way.
            facts.setdefault(name, []).append(fact)
            for key in _needed(name, fact.test):
                if key not in followed and len(followed) < _FAR:
                    followed.add(key)
                    for _, (table, *others) in self._under.get(key, ()):
                        waiting += [
                            (part.name, fact._replace(test=part.test, behind=fact.behind or part.path))
                            for part in (() if others else table)
                        ]
        for name, about in facts.items():
            # One alone that follows from another condition was looked at with that one.
            if (len(about) > 1 or not about[0].behind) and not self._possible(name, about):
                core = about
                for fact in reversed(about):
                    rest = [one for one in core if one is not fact]
                    core = core if self._possible(name, rest) else rest
                return core
        return ()

    def _why(self, core: Sequence[_Fact]) -> str:
        """Say what can never be, and where to look."""
        said = dict.fromkeys(fact.said for fact in core)
        lines: dict[str, int] = {}
        for fact in core:
            key = (fact.source.name, "")
            behind = fact.behind or (self._under[key][-1].path if key in self._dead else None)
            if behind:
                lines.setdefault(fact.source.name, self._places.line(behind))
        conditions = "condition" if len(lines) == 1 else "conditions"
        places = " and ".join(f"`{name}` (line {line})" for name, line in lines.items())
        look = f"; look at the {conditions} of {places}" if lines else ""
        return f"there are none with which {' and '.join(said)}{look}"

    def _possible(self, name: str, about: Sequence[_Fact]) -> bool:
        """Tell whether an answer to a question, or none, can be as these facts say; if in doubt, it can."""
        question, tests = self._playbook.by_id[name], [fact.test for fact in about]
        # All items of a scorecard can be skipped, a pause cut short, and the money be in two currencies.
        may_end_unanswered = question.is_pause or question.sources or isinstance(question, ScorecardQuestion)
        is_always_answered = question.required and not self._under[name, ""] and not may_end_unanswered
        if not is_always_answered and all(NOTHING_KNOWN.holds({name: test}) for test in tests):
            return True
        if (name, "") in self._dead or IsAnswered(False) in tests:
            return False
        answers = possible_answers(question, tests, lambda slug: (name, slug) not in self._dead)
        return answers is None or any(
            all(NOTHING_KNOWN._replace(answers={name: Given(question, one)}).holds({name: t}) for t in tests)
            for one in answers
        )


def _needed(name: str, test: Test) -> Iterator[tuple[str, str]]:
    """Yield what must have been asked, and offered, where a test holds."""
    if test == IsAnswered(True) or isinstance(test, OneOf | Between):
        yield name, ""
    if isinstance(test, OneOf) and len(test.values) == 1:
        yield name, str(test.values[0]).partition(".")[0]


def _conditions(path: Path, when: When | None) -> Sequence[_Condition]:
    """Return the condition of a part of a playbook, if it has one."""
    path = (*path, "when")
    listed = [
        [
            _Part((*path, number, name) if isinstance(when, list) else (*path, name), name, test)
            for name, test in table.items()
        ]
        for number, table in enumerate(tables(when))
    ]
    return [_Condition(path, listed)] if listed else []


def _said(part: _Part) -> str:
    """Say what an entry of a condition asks for."""
    match part.test:
        case IsAnswered(answered):
            asked = "has an answer" if answered else "has no answer"
        case Between(low, None):
            asked = f"is {low} or more"
        case Between(None, high):
            asked = f"is {high} or less"
        case Between(low, high):
            asked = f"is from {low} to {high}"
        case OneOf(values) | NoneOf(values):
            named = [_as_toml(value) for value in values[:5]] + ["…"] * (len(values) > 5)
            asked = f"is {'not ' * isinstance(part.test, NoneOf)}{' or '.join(named)}"
    return f"`{part.name}` {asked}"


def _as_toml(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
