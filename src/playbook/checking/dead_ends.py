"""Conditions that can never hold, and lists in which nothing may be left to choose.

A condition is dead where it contradicts itself or a condition that it stands under. A question that has an
answer was asked, so what it is asked under held too, and so on from question to question. Answers are not
tried out, and of conditions with several tables around it none is looked at: what cannot be told in this way
is passed over in silence, and nothing is said that is not so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from playbook.model.conditions import Between, IsAnswered, NoneOf, OneOf, Scalar, Test, When, tables
from playbook.model.context import Context, Given
from playbook.model.playbook import Playbook, Step
from playbook.model.problem import Path, Problem
from playbook.model.types import DateQuestion, Question
from playbook.model.types.choice import ChoiceQuestion, Chosen
from playbook.model.types.choices import ChoicesQuestion
from playbook.model.types.confirm import ConfirmQuestion
from playbook.model.types.listed import Listed
from playbook.model.types.money import MoneyQuestion
from playbook.model.types.number import NumberQuestion, decimal
from playbook.model.types.scale import ScaleQuestion
from playbook.model.types.scorecard import ScorecardQuestion, Scored
from playbook.model.types.text import TextQuestion
from playbook.reading.locations import Places

_FAR = 20
"""Questions to which a condition is followed: each of 10,000 should take no longer than each of ten."""


class _Entry(NamedTuple):
    """One entry of a condition: what has to be true of one question."""

    path: Path
    name: str
    test: Test


class _Fact(NamedTuple):
    """What has to be true of one question, and the entry that it follows from, which may be the same."""

    entry: _Entry
    source: _Entry


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
        self._under: dict[tuple[str, str], Sequence[_Entry]] = {}
        """What has to hold where a question is asked, or, by a second name, where a choice is offered."""
        self._dead: dict[tuple[str, str], Path] = {}
        """Of these, those where it never does, with the condition that says so."""
        self._always: set[str] = set()
        """The questions that are asked in every walk."""

    def found(self) -> Iterator[Problem]:
        """Yield what is found, in the order of asking."""
        for i, step in enumerate(self._playbook.steps):
            around = _sure(("step", i), step.when)
            is_dead = yield from self._check(("step", i), step.when, (), "no answers lead to this step")
            for j, question in enumerate(step.question):
                path: Path = ("step", i, "question", j)
                self._under[question.id, ""] = [*around, *_sure(path, question.when)]
                if step.when is None and question.when is None:
                    self._always.add(question.id)
                if is_dead:
                    self._dead[question.id, ""] = ("step", i, "when")
                elif (
                    yield from self._check(path, question.when, around, "no answers lead to this question")
                ):
                    self._dead[question.id, ""] = (*path, "when")
                elif isinstance(question, Listed):
                    yield from self._choices(path, step, question)
                if isinstance(question, Listed):
                    self._asks(path, question)

    def _asks(self, path: Path, question: Listed) -> None:
        """Take in the words that choices ask for: they are asked under what their question is asked under."""
        for slug, asked in question.asks.items():
            own = _sure((*path, "choices", slug), asked.when)
            self._under[asked.id, ""] = [*self._under[question.id, ""], *own]
            if where := self._dead.get((question.id, "")):
                self._dead[asked.id, ""] = where

    def _choices(self, path: Path, step: Step, question: Listed) -> Iterator[Problem]:
        under = self._under[question.id, ""]
        for slug, choice in question.listed.items() if question.choices_of is None else ():
            where = (*path, "choices", slug)
            self._under[question.id, slug] = _sure(where, choice.when)
            if (yield from self._check(where, choice.when, under, "this choice is never offered")):
                self._dead[question.id, slug] = (*where, "when")
        around = (step.when, question.when)
        if all(map(_NOTHING_KNOWN.holds, around)) and not question.offered(_NOTHING_KNOWN):
            whens = (*around, *(choice.when for choice in question.listed.values()))
            deciding = {name for when in whens for table in tables(when) for name in table}
            # Nothing is offered where all that decides about it is skipped.
            if not any(self._playbook.by_id[name].required for name in deciding):
                message = "with some answers none of these choices is offered"
                yield Problem((*path, "choices"), f"{message}; leave at least one without `when`")

    def _check(
        self, path: Path, when: When | None, around: Sequence[_Entry], what: str
    ) -> Generator[Problem, None, bool]:
        """Find the tables of a condition, if there is one, that never hold where those around it do.

        Returns:
            Whether none of them ever holds.
        """
        listed = _entries(path, when)
        conflicts = [self._conflict(table, around) for table in listed]
        if conflicts and all(conflicts):
            own = [fact.source.path for fact in conflicts[0] if fact.source in listed[0]]
            yield Problem(
                own[-1] if len(listed) == 1 else (*path, "when"), f"{what}: {self._why(conflicts[0])}"
            )
            return True
        for number, conflict in enumerate(conflicts):
            if conflict:
                message = f"this part of the condition never holds: {self._why(conflict)}"
                yield Problem((*path, "when", number), message)
        return False

    def _conflict(self, own: Sequence[_Entry], around: Sequence[_Entry]) -> Sequence[_Fact]:
        """Return facts about one question that cannot be true together, where all of this holds."""
        facts: dict[str, list[_Fact]] = {}
        followed: set[tuple[str, str]] = set()
        waiting = [_Fact(entry, entry) for entry in (*own, *around)]
        for fact in waiting:  # It grows on the way.
            facts.setdefault(fact.entry.name, []).append(fact)
            for key in _needed(fact.entry):
                if key not in followed and len(followed) < _FAR:
                    followed.add(key)
                    waiting += [fact._replace(entry=entry) for entry in self._under.get(key, ())]
        for name, about in facts.items():
            if not self._possible(name, [fact.entry.test for fact in about]):
                return sorted(about, key=lambda fact: fact.source in own)
        return ()

    def _why(self, conflict: Sequence[_Fact]) -> str:
        """Say what can never be, and where to look."""
        said = dict.fromkeys(_said(fact.source) for fact in conflict)
        lines: dict[str, int] = {}
        for entry, source in conflict:
            behind = entry.path if entry is not source else self._dead.get((source.name, ""))
            if behind:
                lines.setdefault(source.name, self._places.line(behind))
        conditions = "condition" if len(lines) == 1 else "conditions"
        places = " and ".join(f"`{name}` (line {line})" for name, line in lines.items())
        look = f"; look at the {conditions} of {places}" if lines else ""
        return f"there are none with which {' and '.join(said)}{look}"

    def _possible(self, name: str, tests: Sequence[Test]) -> bool:
        """Tell whether an answer to a question, or none, can pass all of these tests; if in doubt, it can."""
        question = self._playbook.by_id[name]
        # All items of a scorecard can be skipped, a pause cut short, and the money be in two currencies.
        may_end_unanswered = question.is_pause or question.sources or isinstance(question, ScorecardQuestion)
        is_always_answered = question.required and name in self._always and not may_end_unanswered
        if not is_always_answered and all(test.passes(None) for test in tests):
            return True
        if (name, "") in self._dead or IsAnswered(False) in tests:
            return False
        answers = _possible_answers(question, tests, lambda slug: (name, slug) not in self._dead)
        return answers is None or any(
            all(test.passes(Given(question, one)) for test in tests) for one in answers
        )


def _needed(entry: _Entry) -> Iterator[tuple[str, str]]:
    """Yield what must have been asked, and offered, where a test is passed."""
    if entry.test == IsAnswered(True) or isinstance(entry.test, OneOf | Between):
        yield entry.name, ""
    if isinstance(entry.test, OneOf) and len(entry.test.values) == 1:
        yield entry.name, str(entry.test.values[0]).partition(".")[0]


def _entries(path: Path, when: When | None) -> list[list[_Entry]]:
    """Return the entries of each table of a condition, any one of which is enough."""
    path = (*path, "when")
    return [
        [
            _Entry((*path, number, name) if isinstance(when, list) else (*path, name), name, test)
            for name, test in table.items()
        ]
        for number, table in enumerate(tables(when))
    ]


def _sure(path: Path, when: When | None) -> Sequence[_Entry]:
    """Return the entries that all have to hold; of several tables none has to."""
    listed = _entries(path, when)
    return listed[0] if len(listed) == 1 else ()


def _said(entry: _Entry) -> str:
    """Say what an entry of a condition asks for."""
    match entry.test:
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
            asked = f"is {'not ' * isinstance(entry.test, NoneOf)}{' or '.join(named)}"
    return f"`{entry.name}` {asked}"


def _as_toml(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


_NOTHING_KNOWN = Context(date(2026, 1, 1))
"""Where nothing is answered; the day makes no difference."""


def _possible_answers(
    question: Question, tests: Collection[Test], is_offered: Callable[[str], bool]
) -> Iterable[object] | None:
    """Return answers of every kind that could pass some tests; None where that is not known.

    Args:
        question: What they answer.
        tests: What has to be true of them.
        is_offered: Tells of a choice, by its slug, whether it can be offered at all.
    """
    named = next((test.values for test in tests if isinstance(test, OneOf)), None)
    low, high = _ends(question, tests)
    if low > high:
        return ()
    match question:
        case ChoiceQuestion():
            slugs = question.listed if named is None else {str(one).partition(".")[0] for one in named}
            offered = filter(is_offered, slugs)
            return (Chosen(slug, one) for slug in offered for one in (None, *question.listed[slug].detail))
        case ChoicesQuestion():
            not_taken = {one for test in tests if isinstance(test, NoneOf) for one in test.values}
            taken = tuple(slug for slug in question.listed if slug not in not_taken and is_offered(slug))
            return [taken] if len(taken) >= max(question.min or 1, 1) else ()
        case ScorecardQuestion():
            bands = sorted((band.from_, band.id) for band in question.bands)
            points = [*(start for start, _ in bands if low <= start <= high), ceil(low)]
            return [Scored(one, max(band for band in bands if band[0] <= one)[1]) for one in points]
        case ConfirmQuestion():
            return [True, False]
        case ScaleQuestion() if named is None:
            return range(ceil(low), floor(high) + 1)
        case TextQuestion() | ScaleQuestion() | NumberQuestion() | DateQuestion() if named is not None:
            return [question.native(one, _NOTHING_KNOWN) for one in named]
    return None


def _ends(question: Question, tests: Iterable[Test]) -> tuple[Decimal, Decimal]:
    """Return the least and the most that an answer can be, as far as these tests look at its number."""
    between = [(test.min, test.max) for test in tests if isinstance(test, Between)]
    match question:
        case ScorecardQuestion():
            between.append((Decimal(0), Decimal(100)))
        case ScaleQuestion() | NumberQuestion() | MoneyQuestion():
            low, high = (None if end is None else decimal(end) for end in (question.min, question.max))
            between.append((low, high))
    lows = [low for low, _ in between if low is not None]
    highs = [high for _, high in between if high is not None]
    return max(lows, default=Decimal("-Infinity")), min(highs, default=Decimal("Infinity"))
