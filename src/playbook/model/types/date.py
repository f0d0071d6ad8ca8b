"""`date`: a day."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field, Tag

from playbook.model import dates
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.types.question import BY_KIND, FromAnswer, Problem, Text, Typed
from playbook.written import Written


class DateQuestion(Typed):
    """A day, typed as ISO or in words; it can wait as a follow-up until it is ticked off."""

    type: Literal["date"]
    default: Annotated[Annotated[str | date, Tag("value")] | FromAnswer, BY_KIND] | None = Field(
        default=None,
        description='A day, or words such as "in 3 days" or "next working day".',
        examples=["next working day"],
    )
    follow_up: str = Field(
        default="",
        description="What is due on that day: a line to tick off.",
        examples=["Call {client} back"],
    )
    after: str | date | None = Field(
        default=None,
        description="It has to be later than this: today, a day, or a date question.",
        examples=["today"],
    )
    before: str | date | None = Field(
        default=None,
        description="It has to be earlier than this: today, a day, or a date question.",
        examples=["2030-01-01"],
    )

    def written(self, value: date) -> Written:
        """See `Question.written`."""
        return Written(value.isoformat())

    def read(self, written: Written) -> date:
        """See `Question.read`."""
        day = _iso(written.head)
        if day is None:
            raise InvalidAnswer(f"Write a day as 2026-12-01; {written.head} is none.")
        return day

    def native(self, raw: object, context: Context) -> date:
        """See `Question.native`."""
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        if isinstance(raw, str):
            return dates.day_from(raw, context.today)
        raise InvalidAnswer('Write a day, such as 2026-12-01, or words in quotation marks: "in 3 days".')

    def check(self, value: date, context: Context) -> None:
        """See `Question.check`."""
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
        return given.value if given else _iso(limit)

    def limits(self) -> list[tuple[str, str]]:
        """Give the key and the id of each limit that names another question."""
        named = (("after", self.after), ("before", self.before))
        return [
            (key, name) for key, name in named if isinstance(name, str) and name != "today" and not _iso(name)
        ]

    def from_typed(self, text: str, context: Context) -> date:
        """See `Typed.from_typed`."""
        return dates.day_from(text, context.today)

    def hint(self, context: Context) -> str:
        """See `Typed.hint`."""
        return "a date, or words such as friday"

    def written_as(self, context: Context) -> str:
        """See `Question.written_as`."""
        return f'a day such as {self.example(context)}, or words in quotation marks such as "friday"'

    def shown(self, value: date, context: Context) -> str:
        """See `Question.shown`."""
        return context.in_full(value)

    def cannot_match(self, wanted: Scalar) -> str:
        """See `Question.cannot_match`."""
        if isinstance(wanted, str):
            wanted = _iso(wanted) or wanted
        if isinstance(wanted, date) and not isinstance(wanted, datetime):
            return ""
        return "it is a day; write it as 2026-12-01"

    def as_native(self, value: date) -> object:
        """See `Question.as_native`."""
        return value

    def example(self, context: Context) -> object:
        """See `Question.example`: today, if it can be."""
        for day in (context.today, context.today + timedelta(days=1), context.today - timedelta(days=1)):
            try:
                self.check(day, context)
            except InvalidAnswer:
                continue
            return day
        return context.today

    def slips(self) -> Iterator[Problem]:
        """See `Question.slips`."""
        if "\n" in self.follow_up.strip():
            yield Problem(("follow_up",), "a follow-up is one line")

    def texts(self) -> Iterator[Text]:
        """See `Question.texts`."""
        yield from super().texts()
        yield Text(("follow_up",), self.follow_up)


def _iso(text: str) -> date | None:
    """Read a day as the journal has it, with hyphens; the standard library reads weeks and more."""
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII) else None
    except ValueError:
        return None
