"""The forms that a day can be typed in.

What is none of them is refused, and what could be two days is `Ambiguous`: none is ever guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import TypeVar

from playbook.dates.words import Part, language_of, readings
from playbook.invalid import Ambiguous, InvalidAnswer
from playbook.language import N_, _, listed

Span = tuple[date, date]
"""The first day and the last."""

_Found = TypeVar("_Found", date, Span)

_EXAMPLES = N_("2026-12-01, tomorrow, friday or in 3 weeks")
_EXAMPLES_PAST = N_("2026-11-27, yesterday, friday or 12 days ago")
_EXAMPLES_OF_SPANS = N_("2026-11-01, 2025, 2025-11, yesterday or 3 months ago")
_LONGEST = 60
_FURTHEST = timedelta(days=365 * 50)
_FAR_OFF = 11
"""Months. A day without a year that is further off may well be meant on the other side of today."""

_TIME = re.compile(r"\d:\d|\d ?[ap]\.?m\b|\d ?h\b|\d ?o.?clock|\b(?:at|alle|ore|às|as) \d", re.IGNORECASE)

# How a day is written in Babel's patterns, and what its year adds.
_IN_FULL = {
    "en": ("EEEE d MMMM", " y"),
    "en-us": ("EEEE, MMMM d", ", y"),
    "it": ("EEEE d MMMM", " y"),
    "pt": ("EEEE, d 'de' MMMM", " 'de' y"),
}


def parse_day(words: str, today: date, language: str = "en", *, past: bool = False) -> date:
    """Parse a day as a person types it.

    Args:
        words: An ISO date (`2026-12-01`) or words (`tomorrow`, `friday`, `the 3rd`, `in 3 weeks`).
        today: The day that the words count from.
        language: The language they are typed in (BCP 47); English is read too.
        past: Whether a weekday, or a day without its year or month, is the last such day, not the next.

    Raises:
        Ambiguous: They could be several days.
        InvalidAnswer: They are none, or one more than fifty years away.
    """
    examples = _EXAMPLES_PAST if past else _EXAMPLES
    days = _found(words, language, lambda parts: _days(parts, today, language, past), examples)
    if abs(days[-1] - today) > _FURTHEST:
        raise InvalidAnswer(_("That day is more than fifty years away: {day}.", day=days[-1]))
    if len(days) > 1:
        raise _ambiguous(days, language)
    return days[0]


def parse_span(words: str, today: date, language: str = "en", *, past: bool = True) -> Span:
    """Parse a day, a month (`2025-11`, `march`, `last month`) or a year as the days that it spans.

    Args:
        words: What was typed.
        today: The day that the words count from.
        language: The language they are typed in (BCP 47); English is read too.
        past: Whether the last such day or month is meant rather than the next.

    Raises:
        Ambiguous: They could be several.
        InvalidAnswer: They are none.
    """
    examples = _EXAMPLES_OF_SPANS if past else _EXAMPLES
    spans = _found(words, language, lambda parts: _spans(parts, today, language, past), examples)
    if len(spans) > 1:
        raise _ambiguous([first for first, _ in spans], language)
    return spans[0]


def in_full(day: date, today: date, language: str = "en") -> str:
    """Write a day in full, such as `Tuesday 24 November`; with its year unless that is today's.

    In a language whose words are not known here, the day stays as it is in the journal.
    """
    locale = language_of(language)
    if locale is None:
        return day.isoformat()
    from babel.dates import format_date

    pattern, year = _IN_FULL.get(language.lower()) or _IN_FULL[locale]
    # An Italian and a Brazilian write the first as `1º`, a Portuguese as `1`; Babel knows only the latter.
    if day.day == 1 and locale in ("it", "pt") and language.lower() != "pt-pt":
        pattern = pattern.replace("d", "d'º'", 1)
    return format_date(day, pattern if day.year == today.year else pattern + year, locale)


def month_in_full(day: date, today: date, language: str = "en") -> str:
    """Write the month of a day, such as `March`; with its year unless that is today's."""
    from babel.dates import format_date

    locale = language_of(language) or "en"
    return format_date(day, "LLLL" if day.year == today.year else "LLLL" + _IN_FULL[locale][1], locale)


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later; of a month too short, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def next_working_day(today: date) -> date:
    """Return the first Monday to Friday after today. It knows no holidays."""
    return today + timedelta(days=max(1, 7 - today.weekday()) if today.weekday() > 3 else 1)


def _ambiguous(days: Sequence[date], language: str) -> Ambiguous:
    written = listed([in_full(day, date.min, language) for day in days], "or")
    message = _("That could be {days}. Type a date such as {example}.", days=written, example=days[-1])
    return Ambiguous(message, days)


def _found(
    words: str, tag: str, understood: Callable[[list[Part]], list[_Found]], examples: str
) -> list[_Found]:
    """Return what a text means, in the language of the tag or else in English; sorted, never empty."""
    plain = " ".join(words.split())
    for language in dict.fromkeys((language_of(tag) or "en", "en")):
        found: set[_Found] = set()
        refusal = None
        for parts in readings(plain, language, tag) if len(plain) <= _LONGEST else ():
            # These two stand before what they belong to, or behind it: `next friday`, `venerdì prossimo`.
            turn_first = sorted(parts, key=lambda part: part[0] not in ("turn", "ago"))
            try:
                found.update(understood(turn_first))
            except InvalidAnswer as refused:
                refusal = refused
            except (ValueError, OverflowError):
                refusal = refusal or InvalidAnswer(_("There is no such day: {day}.", day=plain))
        if found:
            return sorted(found)
        if refusal:
            raise refusal
    if _TIME.search(plain):
        raise InvalidAnswer(_("Type a day without a time, such as {examples}.", examples=_(examples)))
    raise InvalidAnswer(_("That is not a day I can read. Try {examples}.", examples=_(examples)))


def _days(parts: list[Part], today: date, language: str, past: bool) -> list[date]:
    """Return the days that the parts of a text can mean; none if they make no form.

    Raises:
        ValueError: They do, and there is no such day.
    """
    match parts:
        case [("weekday", weekday)]:
            return [_weekday(weekday, today, past)]
        case [("turn", turn), ("weekday", weekday)]:
            day = _weekday(weekday, today, past=turn < 0)
            # In the week that `next` is said, that could be its own day or the one of the week after.
            in_this_week = today.weekday() < weekday and turn > 0
            return [day, day + timedelta(weeks=1)] if in_this_week else [day]
        case [("weekday", weekday), ("number", number)] | [("number", number), ("weekday", weekday)]:
            return _agreeing(weekday, [_in_a_month(number, today, past)], language)
        case [("weekday", weekday), *rest] | [*rest, ("weekday", weekday)]:
            return _agreeing(weekday, _days(rest, today, language, past), language)
        case [("turn", _), ("step" | "leap", _)]:
            raise InvalidAnswer(_("Which day of it? Try monday, or in 1 week."))
    return _counted(parts, today) or _dated(parts, today, past)


def _agreeing(weekday: int, days: list[date], language: str) -> list[date]:
    """Return the days that fall on a weekday, which checks what else was typed and never searches."""
    agreeing = [day for day in days if day.weekday() == weekday]
    if days and not agreeing:
        raise InvalidAnswer(
            _("The weekday does not fit: that day is {day}.", day=in_full(days[-1], date.min, language))
        )
    return agreeing


def _counted(parts: list[Part], today: date) -> list[date]:
    """Return the day that is counted from today."""
    match parts:
        case [("day", days)]:
            return [today + timedelta(days)]
        case [*start, ("beyond", step), ("day", days)] if start in ([], [("step", 1)]) and step * days > 0:
            return [today + timedelta(days + step)]
        case [("turn", 1), ("working", _), ("step", 1)] | [("turn", 1), ("step", 1), ("working", _)]:
            return [next_working_day(today)]
        case [("end", _), ("leap", 1)]:
            return [_month(today.year, today.month)[1]]
        case [("in", _), ("number" | "count", number), ("step" | "leap" as unit, size)]:
            return [_after(today, number, unit, size)]
        case [("ago", _), ("number" | "count", number), ("step" | "leap" as unit, size)]:
            return [_after(today, -number, unit, size)]
    return []


def _dated(parts: list[Part], today: date, past: bool) -> list[date]:
    """Return the day of a date, whole or without its year or its month."""
    match parts:
        case [("ordinal", day)] | [("mark", _), ("number", day)]:
            return [_in_a_month(day, today, past)]
        case [("number" | "ordinal", day), ("month", month)] | [
            ("month", month),
            ("number" | "ordinal", day),
        ]:
            return _in_a_year(month, day, today, past)
        case [("number" | "ordinal", day), ("month", month), ("year" | "short_year", year)] | [
            ("month", month),
            ("number" | "ordinal", day),
            ("year" | "short_year", year),
        ]:
            return [date(year, month, day)]
    return []


def _spans(parts: list[Part], today: date, language: str, past: bool) -> list[Span]:
    match parts:
        case [("year", year)]:
            return [(date(year, 1, 1), date(year, 12, 31))]
        case [("month", month), ("year", year)] | [("in", _), ("month", month), ("year", year)]:
            return [_month(year, month)]
        case [("month", month)] | [("in", _), ("month", month)]:
            return [_month(today.year + (-(month > today.month) if past else month < today.month), month)]
        case [("turn", -1), ("month", month)]:
            return [_month(today.year - (month >= today.month), month)]
        case [("turn", -1), ("step", 7)]:
            monday = today - timedelta(days=today.weekday() + 7)
            return [(monday, monday + timedelta(days=6))]
        case [("turn", -1), ("leap", 1)]:
            before = today.replace(day=1) - timedelta(days=1)
            return [_month(before.year, before.month)]
        case [("turn", -1), ("leap", 12)]:
            return [(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))]
    return [(day, day) for day in _days(parts, today, language, past)]


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _weekday(weekday: int, today: date, past: bool) -> date:
    """Return the first such day after today, or the last before it."""
    if past:
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _after(day: date, number: int, unit: str, size: int) -> date:
    """Return the day so many steps of days or leaps of months later; of a month too short, its last."""
    if unit == "step":
        return day + timedelta(days=number * size)
    return months_later(day, number * size)


def _in_a_month(day: int, today: date, past: bool) -> date:
    """Return the next such day of a month from today on, or the last up to today."""
    for months in range(3):
        with suppress(ValueError):
            found = months_later(today.replace(day=1), -months if past else months).replace(day=day)
            if (found <= today) if past else (found >= today):
                return found
    raise ValueError


def _in_a_year(month: int, day: int, today: date, past: bool) -> list[date]:
    """Return the next such day of a year from today on, or the last up to today; both where it is far off."""
    there = []
    for year in range(today.year - 8, today.year + 9):
        with suppress(ValueError):
            there.append(date(year, month, day))
    before, behind = [one for one in there if one <= today][-1:], [one for one in there if one >= today][:1]
    meant = before if past else behind
    if not meant:
        raise ValueError
    is_near = months_later(today, -_FAR_OFF) <= meant[0] <= months_later(today, _FAR_OFF)
    return meant if is_near else before + behind
