"""Days that lie behind: in a filter, words mean the past where they could mean either."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from playbook.errors import PlaybookError
from playbook.model.dates import day_in_words

_AGO = re.compile(r"(\d{1,4}|an?|one) (day|week|month|year)s? ago")
_MONTHS = {"month": 1, "year": 12}


class NoDay(PlaybookError):
    """Words that were given for a day are none."""

    status = 2


def first_day(words: str, today: date) -> date:
    """Give the day that a span of time begins on: of a year or a month its first.

    Args:
        words: `2026-11-01`, `2025`, `2025-11`, or words such as `yesterday` and `3 months ago`.
        today: The day that words count from.

    Raises:
        NoDay: The words are no day.
    """
    return _day(words, today, last=False)


def last_day(words: str, today: date) -> date:
    """Give the day that a span of time ends on: of a year or a month its last; else as `first_day`."""
    return _day(words, today, last=True)


def _day(words: str, today: date, *, last: bool) -> date:
    plain = " ".join(words.split()).casefold()
    try:
        day = _iso(plain, last=last) or _near(plain, today) or _parsed(plain, today, last=last)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise NoDay(
            f"{words or 'Nothing'} is not a day I can read.",
            "Try 2026-11-01, 2025, 2025-11, yesterday or 3 months ago.",
        )
    return day


def _iso(plain: str, *, last: bool) -> date | None:
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", plain, re.ASCII)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None  # noqa: S101 - the expression has it
    if month is None:
        return date(year, 12, 31) if last else date(year, 1, 1)
    if day is None:
        return date(year, month, monthrange(year, month)[1] if last else 1)
    return date(year, month, day)


def _near(plain: str, today: date) -> date | None:
    """Read the few forms that most people type, since dateparser takes a while to be there."""
    if plain in ("today", "yesterday"):
        return today - timedelta(days=plain == "yesterday")
    ago = _AGO.fullmatch(plain)
    if not ago:
        return None
    number = int(ago[1]) if ago[1].isdigit() else 1
    if ago[2] in _MONTHS:
        months = today.year * 12 + today.month - 1 - number * _MONTHS[ago[2]]
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    return today - timedelta(days=number * (7 if ago[2] == "week" else 1))


def _parsed(plain: str, today: date, *, last: bool) -> date | None:
    plain = re.sub(
        r"^(?:(?:in|on|since|until|last) )?(?=\w+( \d{4})?$)(?!last \w+ \d|last (?:week|month|year))",
        "",
        plain,
    )
    meant = {"PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "last" if last else "first"}
    return day_in_words(plain, today, **meant)
