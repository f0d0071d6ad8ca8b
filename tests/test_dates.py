"""Days: from words, and back into words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import KNOWN, SUNDAY, known, question, sample, typed

from playbook.model.dates import day_from, in_full, next_working_day
from playbook.model.invalid import InvalidAnswer
from playbook.written import Written

WORDS = {
    "2026-12-01": date(2026, 12, 1),
    " 2026-12-01 ": date(2026, 12, 1),
    "2026-1-5": date(2026, 1, 5),
    "today": SUNDAY,
    "Today": SUNDAY,
    "tomorrow": date(2026, 11, 23),
    "TOMORROW": date(2026, 11, 23),
    "yesterday": date(2026, 11, 21),
    "next working day": date(2026, 11, 23),
    "next  working  day": date(2026, 11, 23),
    "monday": date(2026, 11, 23),
    "friday": date(2026, 11, 27),
    "Fri": date(2026, 11, 27),
    "on friday": date(2026, 11, 27),
    "next friday": date(2026, 11, 27),
    "this friday": date(2026, 11, 27),
    "sunday": date(2026, 11, 29),
    "next week": date(2026, 11, 29),
    "in 1 day": date(2026, 11, 23),
    "in 3 days": date(2026, 11, 25),
    "in 0 days": SUNDAY,
    "in 1 week": date(2026, 11, 29),
    "in 3 weeks": date(2026, 12, 13),
    "in 2 months": date(2027, 1, 22),
    "in a year": date(2027, 11, 22),
    "3 days ago": date(2026, 11, 19),
    "1 december": date(2026, 12, 1),
    "december 1": date(2026, 12, 1),
    "1 December 2026": date(2026, 12, 1),
    "1st of december": date(2026, 12, 1),
    "3 march": date(2027, 3, 3),
    "24/12/2026": date(2026, 12, 24),
    "3.12.2026": date(2026, 12, 3),
    "03/04/2027": date(2027, 4, 3),
    "domani": date(2026, 11, 23),
    "oggi": SUNDAY,
    "lunedì": date(2026, 11, 23),
    "venerdì": date(2026, 11, 27),
    "1 dicembre": date(2026, 12, 1),
    "tra 3 giorni": date(2026, 11, 25),
    "amanhã": date(2026, 11, 23),
    "sexta-feira": date(2026, 11, 27),
    "terça-feira": date(2026, 11, 24),
    "1 de dezembro de 2026": date(2026, 12, 1),
    "em 3 dias": date(2026, 11, 25),
    "2026-11-23 monday": date(2026, 11, 23),
    "2026-12-08 tuesday": date(2026, 12, 8),
}


@pytest.mark.parametrize(("words", "expected"), WORDS.items())
def test_a_day_is_read_from_words(words: str, expected: date) -> None:
    assert expected == day_from(words, SUNDAY)


NO_DAYS = {
    "": "not a day",
    " ": "not a day",
    "soon": "not a day",
    "someday": "not a day",
    "never": "not a day",
    "7": "not a day",
    "12": "not a day",
    "x": "not a day",
    "december": "not a day",
    "2026": "not a day",
    "in a while": "not a day",
    "tomorrow or friday, whichever suits them best; but not before they have called": "not a day",
    "2026-02-30": "no such day: 2026-02-30",
    "2026-13-01": "no such day: 2026-13-01",
    "0000-01-01": "no such day: 0000-01-01",
    "2026-00-10": "no such day",
    "2077-01-01": "more than fifty years away: 2077-01-01",
    "1970-01-01": "more than fifty years away: 1970-01-01",
    "9999-12-31": "more than fifty years away",
    "2026-11-23friday": "two days: 2026-11-23 and friday. Keep only one.",
    "2026-11-23 tomorrow or so": "I can read 2026-11-23, but not what stands behind it",
    "2026-11-23 in 3 days": "two days: 2026-11-23 and in 3 days",
    "2026-11-23in 2 months": "two days",
    "2026-11-24 monday": "two days",
    "in 9999 weeks": "more than fifty years away",
}


@pytest.mark.parametrize(("words", "says"), NO_DAYS.items(), ids=lambda text: text[:30])
def test_what_is_no_day_is_refused_with_what_would_be(words: str, says: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        day_from(words, SUNDAY)

    assert says in str(refused.value)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 11, 21), date(2026, 11, 23)),
        (date(2026, 11, 22), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_the_next_working_day_is_the_first_monday_to_friday_after_today(today: date, expected: date) -> None:
    assert expected == next_working_day(today)
    assert expected == day_from("next working day", today)


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@given(DAYS, st.integers(0, 6), st.sampled_from(["", "on ", "next ", "this "]))
@settings(deadline=None)
def test_a_weekday_is_the_next_such_day_after_today(today: date, weekday: int, before: str) -> None:
    day = day_from(before + WEEKDAYS[weekday], today)

    assert weekday == day.weekday()
    assert 1 <= (day - today).days <= 7


@given(DAYS, st.integers(0, 2600))
@settings(deadline=None)
def test_so_many_days_or_weeks_ahead_are_counted_from_today(today: date, number: int) -> None:
    assert today + timedelta(number) == day_from(f"in {number} days", today)
    assert today + timedelta(7 * number) == day_from(f"in {number} weeks", today)


@given(DAYS, st.integers(-18_000, 18_000))
@settings(deadline=None)
def test_an_iso_date_is_that_day_whatever_today_is(today: date, days: int) -> None:
    day = today + timedelta(days)

    assert day == day_from(day.isoformat(), today)


@given(DAYS, st.integers(0, 360))
@settings(max_examples=60, deadline=None)
def test_a_day_said_in_full_with_its_year_is_read_back(today: date, days: int) -> None:
    day = today + timedelta(days)

    assert day == day_from(f"{day.day} {in_full(day, date(1, 1, 1)).split()[2]} {day.year}", today)


PIECES = (
    "today|tomorrow|monday|fri|next|last|in|ago|1|2|99|99999|999999999|days|weeks|months|years|decades|century|"
    "at|25:61|1/2|29|feb|31|30/2|2026|0|-1|st|de|il|tra|fa|midnight|now|am|utc|+99:99|@0|1e9"
)
DAYLIKE = st.text(alphabet="0123456789/-:. +TZ", max_size=20) | st.lists(
    st.sampled_from(PIECES.split("|")), max_size=5
).map(" ".join)


@given(st.text(max_size=30) | DAYLIKE, st.dates())
@settings(max_examples=200, deadline=None)
def test_any_text_on_any_day_is_a_day_or_refused(text: str, today: date) -> None:
    try:
        said = day_from(text, today).isoformat()
    except InvalidAnswer as unreadable:
        said = str(unreadable)

    assert said


IN_FULL = {
    "this year": (date(2026, 11, 24), "en", "Tuesday 24 November"),
    "another year": (date(2027, 1, 4), "en", "Monday 4 January 2027"),
    "a year before": (date(2025, 12, 31), "en", "Wednesday 31 December 2025"),
    "a region": (date(2026, 11, 24), "en-GB", "Tuesday 24 November"),
    "Italian": (date(2026, 12, 1), "it", "martedì 1 dicembre"),
    "Italian, another year": (date(2027, 12, 1), "it", "mercoledì 1 dicembre 2027"),
    "Portuguese": (date(2026, 12, 1), "pt-BR", "terça-feira, 1 de dezembro"),
    "Portuguese, another year": (date(2027, 3, 1), "pt", "segunda-feira, 1 de março de 2027"),
    "capitals": (date(2026, 12, 1), "IT", "martedì 1 dicembre"),
    "a language that is not known": (date(2026, 12, 1), "de", "2026-12-01"),
}


@pytest.mark.parametrize(("day", "language", "expected"), IN_FULL.values(), ids=IN_FULL)
def test_a_day_is_said_in_full(day: date, language: str, expected: str) -> None:
    assert expected == in_full(day, SUNDAY, language)


def refusal(rest: str, day: date, **answers: object) -> str:
    """Say why a day is refused by the limits of a question."""
    try:
        typed("date", rest).check(day, known(**answers))
    except InvalidAnswer as unreadable:
        return str(unreadable)
    return ""


MONDAY = SUNDAY + timedelta(1)
LIMITS = {
    "after today": ('after = "today"', SUNDAY, "It has to be after Sunday 22 November."),
    "after today, tomorrow": ('after = "today"', MONDAY, ""),
    "before today": ('before = "today"', SUNDAY, "It has to be before Sunday 22 November."),
    "before today, yesterday": ('before = "today"', SUNDAY - timedelta(1), ""),
    "after a day": ("after = 2026-12-01", date(2026, 12, 1), "It has to be after Tuesday 1 December."),
    "after a day, the next": ("after = 2026-12-01", date(2026, 12, 2), ""),
    "before a day": ("before = 2027-01-01", date(2027, 1, 1), "It has to be before Friday 1 January 2027."),
    "before a day, the last": ("before = 2027-01-01", date(2026, 12, 31), ""),
    "after a day in quotation marks": ('after = "2026-12-01"', date(2026, 12, 1), "It has to be after"),
    "between": ('after = "today"\nbefore = 2026-11-24', MONDAY, ""),
}


@pytest.mark.parametrize(("rest", "day", "says"), LIMITS.values(), ids=LIMITS)
def test_a_day_lies_within_its_limits(rest: str, day: date, says: str) -> None:
    assert says == refusal(rest, day)[: len(says) or None]


def test_a_day_may_have_to_come_after_another_answer() -> None:
    by = sample("amends_by")

    with pytest.raises(InvalidAnswer, match="It has to be after Tuesday 24 November"):
        by.check(date(2026, 11, 24), known(callback_on=date(2026, 11, 24)))
    by.check(date(2026, 11, 25), known(callback_on=date(2026, 11, 24)))


def test_a_limit_that_was_not_answered_limits_nothing() -> None:
    sample("amends_by").check(date(2000, 1, 1), known())


def test_what_is_typed_is_checked_against_the_limits() -> None:
    asked = typed("date", 'after = "today"')

    assert "" == asked.refusal("tomorrow", KNOWN)
    assert "It has to be after" in asked.refusal("today", KNOWN)
    assert "not a day" in asked.refusal("soon", KNOWN)


def test_words_count_from_the_day_of_the_sitting() -> None:
    later = KNOWN._replace(today=date(2026, 12, 4))

    assert date(2026, 12, 7) == typed("date").from_typed("next working day", later)
    assert date(2026, 12, 7) == question("date", 'default = "next working day"').default_for(later)


@pytest.mark.parametrize(
    "head", ["20261124", "2026-W48-2", "2026-11", "2026-11-24T10:00:00", "24/11/2026", ""]
)
def test_a_day_in_the_journal_is_iso_only(head: str) -> None:
    with pytest.raises(InvalidAnswer, match="2026-12-01"):
        question("date").read(Written(head))
