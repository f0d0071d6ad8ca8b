"""The answers of one entry, as a figure asks for them.

People edit entries by hand, so any words may stand in the place of an answer. What cannot be read as what
its question asks for is None, and counts as not given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple, TypeVar

from playbook.invalid import InvalidAnswer
from playbook.model.types import choice, choices, draft, money, runway, scorecard
from playbook.model.types import date as dates
from playbook.model.types.number import decimal_from
from playbook.money import Amount
from playbook.written import SKIPPED, UNFINISHED, label_of

UNKNOWN = "unknown"
"""The choice of somebody who does not know; figures show it apart."""

AMENDS = "amends_by"
"""The question whose follow-up tells by its box whether what was owed was delivered."""

Value = TypeVar("Value")


def _or_none(parse: Callable[[str], Value]) -> Callable[[str], Value | None]:
    """Wrap a reader of lines that raises.

    The same few lines stand in many entries, so each is read once.
    """

    @cache
    def read(head: str) -> Value | None:
        try:
            return parse(head)
        except InvalidAnswer:
            return None

    return read


_choice = _or_none(choice.parse)
_slug = _or_none(lambda head: choice.parse(head).slug)
_choices = _or_none(choices.parse)
_amount = _or_none(money.parse)
_number = _or_none(decimal_from)
_scored = _or_none(scorecard.parse)
_day = _or_none(dates.parse)
_sent_on = _or_none(lambda head: draft.opened(head)[0])
_runway = _or_none(runway.parse)


class EntryAnswers(NamedTuple):
    """What a figure may know of an entry.

    Attributes:
        playbook: The name of the playbook that was walked.
        begun: The day the walk began, which is taken for the day of the news; None if it cannot be read.
        heads: What stands on the line of each answer, by the id of its question.
        saved: The day it was saved last; None if it cannot be read.
        boxes: The day of each of its follow-ups, and whether it is ticked, as they stand; of an entry that
            answers `AMENDS`.
    """

    playbook: str
    begun: date | None
    heads: Mapping[str, str]
    saved: date | None = None
    boxes: Sequence[tuple[date | None, bool]] = ()

    def head(self, question: str) -> str:
        """Return what stands on the line of an answer; a question never asked counts as skipped."""
        return self.heads.get(question, SKIPPED)

    def is_given(self, question: str) -> bool:
        """Return whether there is an answer, whatever it says; a text may stand wholly beneath its line."""
        return self.head(question) not in (SKIPPED, UNFINISHED)

    def choice(self, question: str) -> choice.Chosen | None:
        """Return what was chosen."""
        return _choice(self.head(question))

    def slug(self, question: str) -> str:
        """Return the slug that was chosen, without its detail; empty if none was."""
        return _slug(self.head(question)) or ""

    def says_yes(self, question: str) -> bool:
        """Tell whether the answer is yes."""
        return self.slug(question) == "yes"

    def choices(self, question: str) -> tuple[str, ...]:
        """Return the slugs of all that was chosen."""
        return _choices(self.head(question)) or ()

    def amount(self, question: str) -> Amount | None:
        """Return an amount of money."""
        return _amount(self.head(question))

    def number(self, question: str) -> Decimal | None:
        """Return a number, or a place on a scale."""
        return _number(self.head(question))

    def scored(self, question: str) -> scorecard.Scored | None:
        """Return what a scorecard came to."""
        return _scored(self.head(question))

    def day(self, question: str) -> date | None:
        """Return a day."""
        return _day(self.head(question))

    def runway(self, question: str) -> runway.Runway | None:
        """Return how long money lasts."""
        return _runway(self.head(question))

    def sent_on(self, question: str) -> date | None:
        """Return the day that a draft was sent on."""
        return _sent_on(self.head(question))


def labelled(head: str) -> tuple[str, str]:
    """Return the key of a choice or of a band, and what people read of it: the words behind the dash."""
    chosen, card = _choice(head), _scored(head)
    return str(chosen) if chosen else card.band if card else "", label_of(head)


PLAYBOOK = "lost"
STAYING = ("door_now", "outcome", "last_day")
LOSS_QUESTIONS = ("reason", "certainty", "call_outcome", "second_outcome", *STAYING)
"""The questions that tell."""

HEARD = ("talked", "wrote")
"""How a call went where the client said why."""


def is_loss(answers: EntryAnswers, others: Collection[str]) -> bool:
    """Tell whether a client left: they said so, or the call was made; and they did not stay after all.

    A reason alone makes no loss: another playbook may well ask for the reason of something else.

    Args:
        answers: The answers of a walk, however far it is.
        others: Names of playbooks besides `lost` whose walks are about losses too, where they hold a reason.
    """
    if answers.playbook == PLAYBOOK:
        is_known = (
            answers.slug("certainty") in ("told_final", "told_open")
            or answers.slug("call_outcome") in (*HEARD, "declined")
            # Two tries without an answer are one as well; that they stay after all is none.
            or answers.slug("second_outcome") not in ("", "false_alarm", "not_asked")
        )
    else:
        is_known = answers.playbook in others and answers.slug("reason") != ""
    return is_known and not stayed(answers)


def stayed(answers: EntryAnswers) -> bool:
    """Tell whether a client stays after all, or came back before the work had ended."""
    if answers.slug("door_now") == "stays":
        return True
    ends, saved = answers.day("last_day"), answers.saved
    # They had come back when the walk was saved last.
    return answers.slug("outcome") == "returned" and bool(ends and saved and saved < ends)
