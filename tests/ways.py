"""Every way through a playbook, by the pure walk alone.

Two ways that nothing further on can tell apart are one: what is left to ask depends only on the answers that
conditions and waits still look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from builders import walked
from hypothesis import strategies as st

from playbook.model.conditions import Test, tables
from playbook.model.context import Context
from playbook.model.playbook import Playbook
from playbook.model.types import Question
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.money import Amount
from playbook.walk import Answered, Asking, Done, Reply, Resting, Skipped, Walk

Replies: TypeAlias = Callable[[Question, Context], Sequence[Reply]]
"""Returns the replies to try where a question is asked."""


class Looks(NamedTuple):
    """What is still looked at from a question on.

    Attributes:
        tests: Tests of answers.
        days: The days that are waited for.
        amounts: What something is worked out from.
    """

    tests: Sequence[tuple[str, Test]]
    days: Set[str]
    amounts: Set[str]


@dataclass(frozen=True)
class Way:
    """A way so far.

    Attributes:
        walk: The walk.
        sitting: Questions since the last step that the playbook lets wait, whether there was a wait or not.
        at_once: Questions since the last day that was waited for, or since somebody went away to call, say.
    """

    walk: Walk
    sitting: int = 0
    at_once: int = 0

    def said(self, name: str) -> Any:  # noqa: ANN401 - what was answered, a choice by its slug
        """Return the answer that counts; None if there is none."""
        given = self.walk.informed.answers.get(name)
        value = given.value if given else None
        return value.slug if isinstance(value, Chosen) else value


def every_way(
    playbook: Playbook, replies: Replies, look: Callable[[Way], None], goes_away: str = ""
) -> Iterator[Way]:
    """Walk every way, and yield those that have come to their end; whoever waits comes back on the day.

    Args:
        playbook: What is walked.
        replies: See `Replies`.
        look: Is shown every way each time it has gone on.
        goes_away: The question that can be answered only after doing something else, such as a call.
    """
    looks, seen = _looks(playbook), set[object]()
    todo = [Way(walked(playbook))]
    look(todo[0])
    while todo:
        for way in steps_on(todo.pop(), replies, goes_away):
            look(way)
            key = _key(way, looks)
            if key not in seen:
                seen.add(key)
                if way.walk.stand == Done():
                    yield way
                else:
                    todo.append(way)


def steps_on(way: Way, replies: Replies, goes_away: str = "") -> Iterator[Way]:
    """Yield the ways on from where one stands."""
    walk = way.walk
    match walk.stand:
        case Resting(until=day):
            yield replace(way, walk=replace(walk, context=walk.context._replace(today=day)), at_once=0)
        case Asking(_, step, question) if question.kept:
            begins = step.wait is not None and not any(one.id in walk.replies for one in step.questions)
            counts = not (question.is_pause or question.sources)
            sitting = (0 if begins else way.sitting) + counts
            at_once = (0 if question.id == goes_away else way.at_once) + counts
            for reply in replies(question, walk.informed):
                yield Way(replace(walk, replies={**walk.replies, question.id: reply}), sitting, at_once)
        case Asking(question=question):
            yield replace(way, walk=replace(walk, heard=walk.heard | {question.id}))


def whatever(
    playbook: Playbook, data: st.DataObject, look: Callable[[Way], None], goes_away: str = ""
) -> Way:
    """Walk with answers that are drawn and about every other question skipped, and return how far it led."""
    way = Way(walked(playbook))

    def drawn(question: Question, known: Context) -> Sequence[Reply]:
        replies = replies_to(question, known)
        return replies[:1] if data.draw(st.booleans()) else [data.draw(st.sampled_from(replies))]

    for _ in range(len(playbook.by_id) + len(playbook.steps)):
        for after in steps_on(way, drawn, goes_away):
            look(way := after)
    return way


def replies_to(question: Question, known: Context) -> list[Reply]:
    """Return replies to a question: skipped, if it can be, and answers of every kind."""
    if question.sources:
        return [Answered(known.answers[question.id].value)] if question.id in known.answers else [Skipped()]
    skipped: list[Reply] = [] if question.required else [Skipped()]
    return skipped + [Answered(value) for value in _kinds(question, known)]


def _kinds(question: Any, known: Context) -> list[object]:  # noqa: ANN401 - each type has keys of its own
    match question.type:
        case "text":
            return ["the report by Friday"]
        case "choice":
            return [Chosen(option.value) for option in question.offered(known)]
        case "choices":
            return [(option.value,) for option in question.offered(known)]
        case "confirm":
            return [True, False]
        case "draft":
            return [Drafted("Hello"), Drafted("Hello", known.today)]
        case "date":
            day = known.today - timedelta(days=1) if question.latest else question.default_for(known)
            return [day or known.today]
        case "money":
            return [Amount(Decimal(amount), "EUR") for amount in (1000, 10000, 90000)]
        case "scorecard":
            return [
                question.scored({one.id: mark for one in question.items}) for mark in range(question.max + 1)
            ]
    return [question.native(question.example(known), known)]


def _looks(playbook: Playbook) -> Mapping[str, Looks]:
    found = {}
    tests: dict[tuple[str, str], tuple[str, Test]] = {}
    days, amounts = set[str](), set[str]()
    for step, question in reversed(list(playbook.questions())):
        choices = (getattr(question, "choices", None) or {}).values()
        for when in (step.when, question.when, *(choice.when for choice in choices)):
            tests |= {
                (name, repr(test)): (name, test) for table in tables(when) for name, test in table.items()
            }
        days |= {step.wait.until or "", *step.wait.after} if step.wait else set()
        amounts |= set(question.sources.values())
        found[question.id] = Looks([*tests.values()], {*days}, {*amounts})
    return found


def _key(way: Way, looks: Mapping[str, Looks]) -> object:
    """Return what tells a way from others."""
    walk = way.walk
    if isinstance(walk.stand, Done):
        return frozenset(walk.asked)
    at = walk.stand.question.id if isinstance(walk.stand, Asking) else walk.stand.step.questions[0].id
    answers = walk.informed.answers
    passed = tuple(test.passes(answers.get(name)) for name, test in looks[at].tests)
    gaps = tuple((way.said(day) or walk.started) - walk.context.today for day in looks[at].days)
    amounts = tuple(way.said(name) for name in looks[at].amounts)
    return type(walk.stand), at, passed, gaps, amounts, way.sitting, way.at_once
