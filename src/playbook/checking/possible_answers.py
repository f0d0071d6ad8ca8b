"""Answers of every kind that could pass the tests of conditions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from math import ceil, floor

from playbook.model.conditions import Between, NoneOf, OneOf, Test
from playbook.model.context import Context
from playbook.model.types import DateQuestion, Question
from playbook.model.types.choice import ChoiceQuestion, Chosen
from playbook.model.types.choices import ChoicesQuestion
from playbook.model.types.confirm import ConfirmQuestion
from playbook.model.types.money import MoneyQuestion
from playbook.model.types.number import NumberQuestion, decimal
from playbook.model.types.scale import ScaleQuestion
from playbook.model.types.scorecard import ScorecardQuestion, Scored
from playbook.model.types.text import TextQuestion

NOTHING_KNOWN = Context(date(2026, 1, 1))
"""Where nothing is answered; the day makes no difference."""


def possible_answers(
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
            return [question.native(one, NOTHING_KNOWN) for one in named]
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
