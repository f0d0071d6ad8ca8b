"""`date`: a day."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.dates import parse_day
from playbook.invalid import Ambiguous, InvalidAnswer
from playbook.language import _
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import Examples, is_id, part
from playbook.model.problem import Path, Problem
from playbook.model.types.codec import Cell
from playbook.model.types.question import From, Text, default_of, why_not
from playbook.model.types.typed import Typed
from playbook.written import Written


def parse(text: str) -> date:
    """Read a day as an entry holds it: `2026-12-01`. The standard library reads weeks and more.

    Raises:
        InvalidAnswer: It is none.
    """
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:  # No such day.
        pass
    raise InvalidAnswer(f"Write a day as 2026-12-01; {text} is not one.")


def _why_no_day(words: str) -> str:
    # Words count from some day; which one makes no difference to whether they can be read.
    return why_not(lambda: parse_day(words, date(2026, 1, 1)))


A_DAY_OR_QUESTION = "a day, words for one, or an earlier date question"
"""What a limit can be."""


def day_named(named: str | date | None, context: Context) -> date | None:
    """Return the day that a key names: one, words for one, or a date question; None if that has no answer."""
    if not isinstance(named, str):
        return named
    try:
        return parse_day(named, context.today)
    except Ambiguous as several:  # Nobody can be asked.
        return max(day for day in several.values if isinstance(day, date))
    except InvalidAnswer:
        given = context.answers.get(named)
        return given.value if given else None


def is_question(named: str) -> bool:
    """Tell whether a key names a date question rather than a day."""
    return is_id(named) and bool(_why_no_day(named))


def why_no_name(named: str, *, may_be_question: bool = True) -> str:
    """Say why a key names neither a day nor a question; empty if it does.

    Args:
        named: What the key names.
        may_be_question: Whether it can be a question, as far as is known by now.
    """
    why = "" if may_be_question and is_id(named) else _why_no_day(named)
    return why and f"this should be {A_DAY_OR_QUESTION}: {why[0].lower()}{why[1:].rstrip('.')}"


@part
class DateQuestion(Typed):
    """A day, typed as ISO or in words; it can wait as a follow-up until it is ticked off."""

    type: Literal["date"]
    default: Annotated[str | date | From | None, default_of(str | date), Examples("next working day")] = None
    """A day, or words such as "in 3 days" or "next working day"."""
    follow_up: Annotated[str, Examples("Call {client} back")] = ""
    """What is due on that day: a line to tick off."""
    earliest: Annotated[str | date | None, Examples("tomorrow")] = None
    """The first day it can be: a day, words, or a date question. With a follow-up it is today."""
    latest: Annotated[str | date | None, Examples("today")] = None
    """The last day it can be: a day, words, or a date question."""

    also_called: ClassVar = ("day", "datetime", "deadline")

    @override
    def written(self, value: date) -> Written:
        return Written(value.isoformat())

    @override
    def parse(self, written: Written) -> date:
        return parse(written.head)

    @override
    def shown(self, value: date, context: Context) -> str:
        return context.in_full(value)

    @override
    def native(self, raw: object, context: Context) -> date:
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        if isinstance(raw, str):
            return parse_day(raw, context.today, past=self._is_past(context))
        raise InvalidAnswer('Write a day, such as 2026-12-01, or words in quotation marks: "in 3 days".')

    @override
    def as_native(self, value: date) -> object:
        return value

    @override
    def cells(self, value: date) -> tuple[Cell, ...]:
        return (value.isoformat(),)

    @override
    def example(self, context: Context) -> object:
        latest = day_named(self.latest, context)
        day = max(context.today, day_named(self.earliest, context) or context.today)
        return day if latest is None else min(day, latest)

    @override
    def written_as(self, context: Context) -> str:
        return f'a day such as {self.example(context)}, or words in quotation marks such as "friday"'

    @override
    def check(self, value: date, context: Context) -> None:
        earliest = day_named(self.earliest or ("today" if self.follow_up else None), context)
        latest = day_named(self.latest, context)
        if earliest is not None and value < earliest:
            raise InvalidAnswer(_("It has to be {day} or later.", day=context.in_full(earliest)))
        if latest is not None and value > latest:
            raise InvalidAnswer(_("It has to be {day} or earlier.", day=context.in_full(latest)))

    def _is_past(self, context: Context) -> bool:
        latest = day_named(self.latest, context)
        return latest is not None and latest <= context.today

    @override
    def named_days(self) -> list[tuple[Path, str]]:
        return [((key,), words) for key, words in self._limits_in_words() if is_question(words)]

    def _limits_in_words(self) -> list[tuple[str, str]]:
        limits = (("earliest", self.earliest), ("latest", self.latest))
        return [(key, limit) for key, limit in limits if isinstance(limit, str)]

    @override
    def from_typed(self, text: str, context: Context) -> date:
        return parse_day(text, context.today, context.language, past=self._is_past(context))

    @override
    def as_typed(self, value: date) -> str:
        # In the order of the language; English has two of them, and so has it as the journal does.
        year, month, day = value.isoformat().split("-")
        return _("{year}-{month}-{day}", year=year, month=month, day=day)

    @override
    def hint(self, context: Context) -> str:
        return _("a date, or words such as friday")

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        is_day = isinstance(wanted, date) and not isinstance(wanted, datetime)
        if is_day or (isinstance(wanted, str) and not why_not(lambda: parse(wanted))):
            return ""
        return "it is a day; write it as 2026-12-01"

    @override
    def problems(self) -> Iterator[Problem]:
        if "\n" in self.follow_up.strip():
            yield Problem(("follow_up",), "a follow-up is one line")
        for key, words in self._limits_in_words():
            if why := why_no_name(words):
                yield Problem((key,), why)

    @override
    def texts(self) -> Iterator[Text]:
        yield from super().texts()
        yield Text(("follow_up",), self.follow_up)
