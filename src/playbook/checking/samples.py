"""A few answers that stand for all answers to a question, as far as conditions can tell them apart.

A condition compares an answer with a few values, so answers fall into few kinds. One of each kind is
enough to know what any answer could do; one more than is needed does no harm, one less would.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from itertools import combinations, pairwise
from typing import Any

from playbook.model.conditions import Between, NoneOf, OneOf, Test
from playbook.model.part import LARGEST
from playbook.model.types import DateQuestion, Question
from playbook.model.types.breathe import DONE, BreatheQuestion
from playbook.model.types.choice import ChoiceQuestion, Chosen
from playbook.model.types.choices import ChoicesQuestion
from playbook.model.types.confirm import ConfirmQuestion
from playbook.model.types.draft import Drafted, DraftQuestion
from playbook.model.types.money import Amount, MoneyQuestion
from playbook.model.types.number import NumberQuestion
from playbook.model.types.numbers import decimal
from playbook.model.types.scale import ScaleQuestion
from playbook.model.types.scorecard import ScorecardQuestion, Scored
from playbook.model.types.text import TextQuestion

_MOST_NAMED = 10
"""Slugs of one `choices` question whose combinations are all looked at: about a thousand."""

_MOST_SUMS = 20_000
"""Sums of marks that are followed to tell which points a scorecard can come to."""

_EXACT = Context(prec=80)
_CENT = Decimal("0.01")
_FINEST = Decimal("1e-12")
"""What every number that a journal can hold is a multiple of."""

_SOME_DAY = date(2026, 1, 1)


def samples(  # noqa: C901 - a few lines for each type of question
    question: Question, tests: Collection[Test], offered: Collection[str]
) -> Sequence[Any] | None:
    """Give at least one answer of every kind that conditions can tell apart.

    Args:
        question: The question.
        tests: What conditions ask of it.
        offered: The slugs of its choices that can be offered at all; for a list only.

    Returns:
        The answers; None if there are too many kinds, or if nothing is known of this type.
    """
    match question:
        case ChoiceQuestion():
            details = [(slug, detail) for slug in offered for detail in question.listed[slug].detail]
            return [*(Chosen(slug) for slug in offered), *(Chosen(*both) for both in details)]
        case ChoicesQuestion():
            return _several(question, set(_wanted(tests)), offered)
        case ConfirmQuestion():
            return [True, False]
        case ScaleQuestion():
            return [int(one) for one in _numbers(tests, question.min, question.max, Decimal(1))]
        case NumberQuestion():
            return _numbers(tests, question.min, question.max, _FINEST)
        case MoneyQuestion():
            return _amounts(question, tests)
        case DateQuestion():
            return _days({date.fromisoformat(str(one)) for one in _wanted(tests)})
        case TextQuestion():
            named = sorted({str(one) for one in _wanted(tests)}, key=len)
            return [*named, "".join(["other", *named[-1:]])]
        case DraftQuestion():
            return [Drafted(""), Drafted("", _SOME_DAY)]
        case BreatheQuestion():
            return [DONE]
        case ScorecardQuestion():
            return _scored(question)
    return None


def _scored(question: ScorecardQuestion) -> list[Scored]:
    starts = sorted((band.from_, band.id) for band in question.bands)
    return [
        Scored(points, [name for start, name in starts if start <= points][-1])
        for points in sorted(points_of(question))
    ]


def _wanted(tests: Iterable[Test]) -> Iterator[Any]:
    for test in tests:
        if isinstance(test, OneOf | NoneOf):
            yield from test.values


def _several(
    question: ChoicesQuestion, wanted: Collection[str], offered: Collection[str]
) -> Sequence[Any] | None:
    """Give every combination of the slugs that are named, filled up with others where it is too small."""
    named = [slug for slug in offered if slug in wanted]
    others = [slug for slug in offered if slug not in wanted]
    if len(named) > _MOST_NAMED:
        return None
    fewest = max(question.min or 1, 1)
    most = len(offered) if question.max is None else question.max
    found: list[tuple[str, ...]] = []
    for count in range(min(len(named), most) + 1):
        missing = max(0, fewest - count)
        if missing <= len(others) and count + missing <= most:
            found += [(*chosen, *others[:missing]) for chosen in combinations(named, count)]
    return found


def _numbers(
    tests: Iterable[Test], low: float | None, high: float | None, grid: Decimal, more: Iterable[Decimal] = ()
) -> list[Decimal]:
    """Give every number that a test names, one between every two of them, and one beyond at both ends.

    Args:
        tests: What conditions ask.
        low: The least it can be.
        high: The most it can be.
        grid: What every answer is a multiple of.
        more: Numbers that the tests name in another way.
    """
    named = [*more, *(decimal(one) for one in _wanted(tests) if isinstance(one, int | float))]
    for test in tests:
        if isinstance(test, Between):
            named += [bound for bound in (test.min, test.max) if bound is not None]
    least, most = (None if end is None else decimal(end) for end in (low, high))
    named += [end for end in (least, most) if end is not None]
    points = sorted({one for one in named if one.is_finite() and abs(one) < LARGEST})
    between = [_EXACT.divide(_EXACT.add(a, b), Decimal(2)) for a, b in pairwise(points)]
    beyond = [points[0] - 1, points[-1] + 1] if points else [Decimal(0)]
    # The multiple nearest to the middle is between the two if any multiple is.
    near = {_EXACT.divide(one, grid).to_integral_value(ROUND_HALF_EVEN) for one in [*between, *beyond]}
    exact = {_EXACT.divide(one, grid) for one in points}
    found = sorted(_EXACT.multiply(one, grid) for one in near | exact if one == one.to_integral_value())
    return [one for one in found if (least is None or one >= least) and (most is None or one <= most)]


def _amounts(question: MoneyQuestion, tests: Collection[Test]) -> list[Amount]:
    amounts = [one.partition(" ") for one in _wanted(tests) if isinstance(one, str)]
    # Currencies that no condition names stand for all the others.
    currencies = sorted({currency for _, _, currency in amounts} | {"XTS", "XXX"})
    named = [Decimal(number) for number, _, _ in amounts]
    numbers = _numbers(tests, question.min, question.max, _CENT, named)
    return [Amount(number.quantize(_CENT), code) for number in numbers for code in currencies]


def _days(named: Collection[date]) -> list[date]:
    other = _SOME_DAY
    while other in named:
        other += timedelta(days=1)
    return [*sorted(named), other]


def points_of(question: ScorecardQuestion) -> Collection[int]:
    """Give the points that a scorecard can come to; all of them where that would take too long to tell."""
    # What can be got, by the most that can be got with the items that are marked.
    sums: set[tuple[Decimal, Decimal]] = {(Decimal(0), Decimal(0))}
    for item in question.items:
        weight = decimal(item.weight)
        if len(sums) * (question.max + 2) > _MOST_SUMS:
            return range(101)
        sums |= {
            (most + weight, got + weight * mark) for most, got in sums for mark in range(question.max + 1)
        }
    return {_points(got, most * question.max) for most, got in sums if most}


def _points(got: Decimal, most: Decimal) -> int:
    return int((100 * got / most).quantize(Decimal(1), ROUND_HALF_UP))
