"""Days: from words, and back into words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from playbook.model.invalid import InvalidAnswer

_FURTHEST = timedelta(days=365 * 50)
# dateparser costs 100 ms when it is first used, and the shipped playbooks would pay that before the
# first question. So the few forms that their defaults are written in are read here, and any other there.
_SOON: dict[str, Callable[[date], date]] = {
    "today": lambda today: today,
    "tomorrow": lambda today: today + timedelta(days=1),
    "next working day": lambda today: next_working_day(today),
}
_AHEAD = re.compile(r"in (\d{1,4}) (day|week)s?")
_LANGUAGES = ["en", "it", "pt"]

_NAMES = {
    "en": (
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
    ),
    "it": (
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ),
    "pt": (
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    ),
}


def next_working_day(today: date) -> date:
    """Give the first Monday to Friday after today. It knows no holidays."""
    day = today + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def day_from(words: str, today: date) -> date:
    """Read a day as a person types it.

    Args:
        words: An ISO date (`2026-12-01`) or words (`tomorrow`, `friday`, `in 3 weeks`).
        today: The day that the words count from.

    Raises:
        InvalidAnswer: The words are no day, two of them, or one more than fifty years away.
    """
    plain = " ".join(words.split()).casefold()
    day = (
        _iso(plain)
        or _iso_with_words(plain, today)
        or _soon(plain, today)
        or _weekday(plain, today)
        or _parsed(plain, today)
    )
    if day is None:
        raise InvalidAnswer("That is not a day I can read. Try 2026-12-01, tomorrow, friday or in 3 weeks.")
    if abs(day - today) > _FURTHEST:
        raise InvalidAnswer(f"That day is more than fifty years away: {day.isoformat()}.")
    return day


def in_full(day: date, today: date, language: str = "en") -> str:
    """Say a day in full, such as `Tuesday 24 November`; with its year unless that is today's.

    In a language whose names of days are not known here the day stays as it is in the journal.
    """
    names = _NAMES.get(language.partition("-")[0].lower())
    if names is None:
        return day.isoformat()
    weekday = names[0].split()[day.weekday()]
    month = names[1].split()[day.month - 1]
    of = " de " if names is _NAMES["pt"] else " "
    year = "" if day.year == today.year else f"{of}{day.year}"
    return f"{weekday}{',' if of != ' ' else ''} {day.day}{of}{month}{year}"


def _iso_with_words(plain: str, today: date) -> date | None:
    """Read a day with words typed behind it, as where it stood in the field already.

    Two different days are refused, as one of them would be lost unseen.
    """
    found = re.fullmatch(r"(\d{4}-\d{1,2}-\d{1,2}) ?([^\W\d_].*)", plain)
    day = _iso(found[1]) if found else None
    if found is None or day is None:
        return None
    weekday = _weekday(found[2], today)
    if weekday and weekday.weekday() == day.weekday():
        return day
    if weekday or _soon(found[2], today) or _parsed(found[2], today):
        raise InvalidAnswer(f"These are two days: {found[1]} and {found[2]}. Keep only one.")
    raise InvalidAnswer(f"I can read {found[1]}, but not what stands behind it.")


def _iso(plain: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", plain):
        return None
    year, month, day = map(int, plain.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        raise InvalidAnswer(f"There is no such day: {plain}.") from None


def _soon(plain: str, today: date) -> date | None:
    if plain in _SOON:
        return _SOON[plain](today)
    ahead = _AHEAD.fullmatch(plain)
    if not ahead:
        return None
    return today + timedelta(days=int(ahead[1]) * (7 if ahead[2] == "week" else 1))


def _weekday(plain: str, today: date) -> date | None:
    """Read a day of the week as the next such day after today; dateparser wavers between two weeks."""
    name = re.sub(r"^(on|this|next|coming) ", "", plain)
    for weekdays, _ in _NAMES.values():
        names = weekdays.casefold().split()
        for number, weekday in enumerate(names):
            if name == weekday or (names[0] == "monday" and name == weekday[:3]):
                return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _parsed(plain: str, today: date) -> date | None:
    return day_in_words(plain, today, PREFER_DATES_FROM="future", REQUIRE_PARTS=["day"])


def day_in_words(plain: str, today: date, **meant: object) -> date | None:
    """Read a day from words that are none of the few forms read here; None if they are no day.

    Args:
        plain: The words.
        today: The day that they count from.
        meant: Settings of dateparser, such as whether the past or the future is meant.
    """
    import dateparser

    # A bare number or a letter is a day for dateparser; typed into the wrong field it is none.
    if not re.search(r"[^\W\d_]{2}|\d\D+\d", plain) or len(plain) > 60:
        return None
    found = dateparser.parse(
        plain,
        languages=_LANGUAGES,
        settings={
            "RELATIVE_BASE": datetime(today.year, today.month, today.day),  # noqa: DTZ001 - a day, no moment
            "DATE_ORDER": "DMY",
            "RETURN_AS_TIMEZONE_AWARE": False,
            **meant,
        },
    )
    return found.date() if found else None
