"""`date`: a day."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from typing_extensions import override

from playbook.model import dates
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.part import Key, part
from playbook.model.types.question import From, Problem, Text, Typed, default_of, why_not
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
    raise InvalidAnswer(f"Write a day as 2026-12-01; {text} is none.")


def _is_day(text: str) -> bool:
    return not why_not(lambda: parse(text))


@part
class DateQuestion(Typed):
    """A day, typed as ISO or in words; it can wait as a follow-up until it is ticked off."""

    type: Literal["date"]
    default: Annotated[
        str | date | From | None,
        default_of(str | date),
        Key('A day, or words such as "in 3 days" or "next working day".', ("next working day",)),
    ] = None
    follow_up: Annotated[
        str, Key("What is due on that day: a line to tick off.", ("Call {client} back",))
    ] = ""
    after: Annotated[
        str | date | None, Key("It has to be later than this: today, a day, or a date question.", ("today",))
    ] = None
    before: Annotated[
        str | date | None,
        Key("It has to be earlier than this: today, a day, or a date question.", ("2030-01-01",)),
    ] = None

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
            return dates.day_from(raw, context.today)
        raise InvalidAnswer('Write a day, such as 2026-12-01, or words in quotation marks: "in 3 days".')

    @override
    def as_native(self, value: date) -> object:
        return value

    @override
    def example(self, context: Context) -> object:
        days = (context.today, context.today + timedelta(days=1), context.today - timedelta(days=1))
        return next((day for day in days if self._fits(day, context)), context.today)

    def _fits(self, day: date, context: Context) -> bool:
        return not why_not(lambda: self.check(day, context))

    @override
    def written_as(self, context: Context) -> str:
        return f'a day such as {self.example(context)}, or words in quotation marks such as "friday"'

    @override
    def check(self, value: date, context: Context) -> None:
        after, before = self._limit(self.after, context), self._limit(self.before, context)
        if after is not None and value <= after:
            raise InvalidAnswer(f"It has to be after {context.in_full(after)}.")
        if before is not None and value >= before:
            raise InvalidAnswer(f"It has to be before {context.in_full(before)}.")

    def _limit(self, limit: str | date | None, context: Context) -> date | None:
        if not isinstance(limit, str):
            return limit
        if limit == "today":
            return context.today
        given = context.answers.get(limit)
        return given.value if given else parse(limit) if _is_day(limit) else None

    def limits(self) -> list[tuple[str, str]]:
        """Return the key and the id of each limit that names another question."""
        named = (("after", self.after), ("before", self.before))
        return [
            (key, name)
            for key, name in named
            if isinstance(name, str) and name != "today" and not _is_day(name)
        ]

    @override
    def from_typed(self, text: str, context: Context) -> date:
        return dates.day_from(text, context.today)

    @override
    def hint(self, context: Context) -> str:
        return "a date, or words such as friday"

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        is_day = isinstance(wanted, date) and not isinstance(wanted, datetime)
        if is_day or (isinstance(wanted, str) and _is_day(wanted)):
            return ""
        return "it is a day; write it as 2026-12-01"

    @override
    def problems(self) -> Iterator[Problem]:
        if "\n" in self.follow_up.strip():
            yield Problem(("follow_up",), "a follow-up is one line")

    @override
    def texts(self) -> Iterator[Text]:
        yield from super().texts()
        yield Text(("follow_up",), self.follow_up)
