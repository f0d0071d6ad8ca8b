"""Days: from words, and back into words."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import KNOWN, SUNDAY, known, question, sample, typed

from playbook.dates import in_full, next_working_day, parse_day, parse_span
from playbook.invalid import Ambiguous, InvalidAnswer
from playbook.language import languages, speaking
from playbook.written import Written

REFERENCE = Path(__file__).parents[1] / "playbooks" / "README.md"
MONDAY = SUNDAY + timedelta(1)

WORDS = {
    "en": {
        "2026-12-01": date(2026, 12, 1),
        " 2026-12-01 ": date(2026, 12, 1),
        "2026-1-5": date(2026, 1, 5),
        "2026/12/01": date(2026, 12, 1),
        "today": SUNDAY,
        "Today": SUNDAY,
        "tomorrow": MONDAY,
        "TOMORROW": MONDAY,
        "tomorrow, monday": MONDAY,
        "the day after tomorrow": date(2026, 11, 24),
        "yesterday": date(2026, 11, 21),
        "day before yesterday": date(2026, 11, 20),
        "next working day": MONDAY,
        "next  working  day": MONDAY,
        "the next working day": MONDAY,
        "monday": MONDAY,
        "friday": date(2026, 11, 27),
        "Fri": date(2026, 11, 27),
        "thurs.": date(2026, 11, 26),
        "on friday": date(2026, 11, 27),
        "next friday": date(2026, 11, 27),
        "this friday": date(2026, 11, 27),
        "last friday": date(2026, 11, 20),
        "sunday": date(2026, 11, 29),
        "in 1 day": MONDAY,
        "in 3 days": date(2026, 11, 25),
        "in 0 days": SUNDAY,
        "in 1 week": date(2026, 11, 29),
        "in 3 weeks": date(2026, 12, 13),
        "in three weeks": date(2026, 12, 13),
        "in a week": date(2026, 11, 29),
        "in 2 months": date(2027, 1, 22),
        "in a year": date(2027, 11, 22),
        "3 days ago": date(2026, 11, 19),
        "a month ago": date(2026, 10, 22),
        "end of month": date(2026, 11, 30),
        "the end of the month": date(2026, 11, 30),
        "the 3rd": date(2026, 12, 3),
        "22nd": SUNDAY,
        "the 31st": date(2026, 12, 31),
        "friday 4": date(2026, 12, 4),
        "friday the 4th": date(2026, 12, 4),
        "1 december": date(2026, 12, 1),
        "december 1": date(2026, 12, 1),
        "tuesday 1 december": date(2026, 12, 1),
        "1 December 2026": date(2026, 12, 1),
        "December 1, 2026": date(2026, 12, 1),
        "1st of december": date(2026, 12, 1),
        "the first of december": date(2026, 12, 1),
        "1 dec 26": date(2026, 12, 1),
        "dec 26": date(2026, 12, 26),
        "27-Nov-2026": date(2026, 11, 27),
        "3 march": date(2027, 3, 3),
        "22 november": SUNDAY,
        "24/12": date(2026, 12, 24),
        "24/12/2026": date(2026, 12, 24),
        "24-12-26": date(2026, 12, 24),
        "12/24/2026": date(2026, 12, 24),
        "5/5/2027": date(2027, 5, 5),
        "3.12.2026": date(2026, 12, 3),
        "saturday 12/05/2026": date(2026, 12, 5),
        "friday 20 november": date(2026, 11, 20),
        "2026-11-23 monday": MONDAY,
        "2026-12-08 tuesday": date(2026, 12, 8),
    },
    "en-US": {"12/05/2026": date(2026, 12, 5), "Tuesday, December 1": date(2026, 12, 1)},
    "en-GB": {"12/05/2026": date(2026, 5, 12), "03/04/2027": date(2027, 4, 3)},
    "it": {
        "oggi": SUNDAY,
        "domani": MONDAY,
        "dopodomani": date(2026, 11, 24),
        "dopo domani": date(2026, 11, 24),
        "l'altro ieri": date(2026, 11, 20),
        "lunedì": MONDAY,
        "lunedi": MONDAY,
        "lunedì prossimo": MONDAY,
        "prossimo lunedì": MONDAY,
        "prossimo giorno lavorativo": MONDAY,
        "venerdì scorso": date(2026, 11, 20),
        "1 dicembre": date(2026, 12, 1),
        "martedì 1º dicembre": date(2026, 12, 1),
        "il primo dicembre": date(2026, 12, 1),
        "due dic.": date(2026, 12, 2),
        "l’8 dicembre 2026": date(2026, 12, 8),
        "il 3": date(2026, 12, 3),
        "mar": date(2026, 11, 24),
        "mar 3": date(2027, 3, 3),
        "3 sette": date(2027, 9, 3),
        "tra 3 giorni": date(2026, 11, 25),
        "fra un mese": date(2026, 12, 22),
        "tra sette giorni": date(2026, 11, 29),
        "3 giorni fa": date(2026, 11, 19),
        "a fine mese": date(2026, 11, 30),
        "12/05/2026": date(2026, 5, 12),
        "3.12": date(2026, 12, 3),
        "in 3 weeks": date(2026, 12, 13),
        "next working day": MONDAY,
    },
    "pt": {
        "hoje": SUNDAY,
        "amanhã": MONDAY,
        "amanha": MONDAY,
        "depois de amanhã": date(2026, 11, 24),
        "anteontem": date(2026, 11, 20),
        "sexta": date(2026, 11, 27),
        "sexta-feira": date(2026, 11, 27),
        "sexta feira": date(2026, 11, 27),
        "terça-feira": date(2026, 11, 24),
        "próxima sexta": date(2026, 11, 27),
        "sexta que vem": date(2026, 11, 27),
        "sexta passada": date(2026, 11, 20),
        "próximo dia útil": MONDAY,
        "1 de dezembro de 2026": date(2026, 12, 1),
        "terça-feira, 1º de dezembro": date(2026, 12, 1),
        "primeiro de dezembro": date(2026, 12, 1),
        "na quarta-feira, dia 2 de dezembro de 2026": date(2026, 12, 2),
        "dez de dez.": date(2026, 12, 10),
        "dia 3": date(2026, 12, 3),
        "em 3 dias": date(2026, 11, 25),
        "daqui a duas semanas": date(2026, 12, 6),
        "há 3 dias": date(2026, 11, 19),
        "3 dias atrás": date(2026, 11, 19),
        "fim do mês": date(2026, 11, 30),
        "12/05/2026": date(2026, 5, 12),
    },
    "pt-PT": {"sábado": date(2026, 11, 28), "tomorrow": MONDAY},
    "IT": {"domani": MONDAY},
    "de": {"tomorrow": MONDAY, "1 december": date(2026, 12, 1)},
}


def each(cases: dict[str, dict[str, date]]) -> list[tuple[str, str, date]]:
    return [(language, words, day) for language, found in cases.items() for words, day in found.items()]


@pytest.mark.parametrize(("language", "words", "expected"), each(WORDS))
def test_a_day_is_read_from_words(language: str, words: str, expected: date) -> None:
    assert expected == parse_day(words, SUNDAY, language)


@pytest.mark.parametrize(("column", "language"), [(0, "en"), (1, "it"), (2, "pt")])
def test_every_word_of_the_reference_is_a_day(column: int, language: str) -> None:
    table = REFERENCE.read_text(encoding="utf-8").partition("| in English |")[2].partition("\n\n")[0]
    cells = [row.strip("|").split("|")[column] for row in table.splitlines()[2:]]
    words = [words for cell in cells for words in re.findall("`(.+?)`", cell)]

    assert 15 < len(words)
    for one in words:
        with suppress(Ambiguous):
            parse_day(one, date(2026, 11, 12), language)


NO_DAYS = {
    "": "not a day",
    " ": "not a day",
    "soon": "not a day",
    "someday": "not a day",
    "never": "not a day",
    "7": "not a day",
    "12": "not a day",
    "the 3": "not a day",
    "x": "not a day",
    "the": "not a day",
    "fr": "not a day",
    "december": "not a day",
    "december 2026": "not a day",
    "2026": "not a day",
    "2026-12": "not a day",
    "in a while": "not a day",
    "in 3": "not a day",
    "a december": "not a day",
    "11st december": "not a day",
    "3th december": "not a day",
    "1 2 2027": "not a day",
    "12/05-2026": "not a day",
    "2² december": "not a day",
    "３ december": "not a day",
    "tomorrow or friday": "not a day",
    "tomorrow 1 december": "not a day",
    "before today": "not a day",
    "2026-11-23friday": "not a day",
    "2026-11-23 tomorrow or so": "not a day",
    "2026-11-23 in 3 days": "not a day",
    "domani": "not a day",
    "tomorrow or friday, whichever suits them best; but not before they have called": "not a day",
    "next week": "Which day of it? Try monday, or in 1 week.",
    "friday at 5": "without a time",
    "tomorrow 10:00": "without a time",
    "monday 5pm": "without a time",
    "2026-02-30": "no such day: 2026-02-30",
    "2026-13-01": "no such day: 2026-13-01",
    "0000-01-01": "no such day: 0000-01-01",
    "2026-00-10": "no such day",
    "00/12/2026": "no such day: 00/12/2026",
    "00/12": "no such day: 00/12",
    "31 november": "no such day",
    "29 february 2027": "no such day",
    "the 32nd": "no such day",
    "2077-01-01": "more than fifty years away: 2077-01-01",
    "1970-01-01": "more than fifty years away: 1970-01-01",
    "9999-12-31": "more than fifty years away",
    "1 december 0026": "more than fifty years away",
    "in 9999 weeks": "more than fifty years away",
    "Monday 1 December": "does not fit: that day is Tuesday 1 December 2026",
    "Friday 13": "does not fit: that day is Sunday 13 December 2026",
    "friday 5": "does not fit",
    "tomorrow, tuesday": "does not fit",
    "2026-11-24 monday": "does not fit: that day is Tuesday 24 November 2026",
    "friday 12/05/2026": "does not fit",
}


@pytest.mark.parametrize(("words", "says"), NO_DAYS.items(), ids=lambda text: text[:30])
def test_what_is_no_day_is_refused_with_what_would_be(words: str, says: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        parse_day(words, SUNDAY)

    assert says in str(refused.value)
    assert not isinstance(refused.value, Ambiguous)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("it", "lunedì 1 dicembre"),
        ("it", "12/24/2026"),
        ("it", "doma"),
        ("it", "venerdì alle 5"),
        ("it", "tra 3 days"),
        ("pt", "sexta 1 de dezembro"),
        ("pt", "sexta às 5"),
        ("pt", "3"),
        ("en-US", "24/12/2026"),
        ("en-GB", "12/24/2026"),
        ("de", "morgen"),
    ],
)
def test_and_in_each_language(language: str, words: str) -> None:
    with pytest.raises(InvalidAnswer):
        parse_day(words, SUNDAY, language)


LEAP_YEARS = (date(2024, 2, 29), date(2028, 2, 29))
EITHER = {
    "the order of day and month": ("12/05/2026", "en", SUNDAY, (date(2026, 5, 12), date(2026, 12, 5))),
    "in a language that is not known": ("1-2-27", "de", SUNDAY, (date(2027, 1, 2), date(2027, 2, 1))),
    "next, in this week": ("next friday", "en", MONDAY, (date(2026, 11, 27), date(2026, 12, 4))),
    "and in Italian": ("venerdì prossimo", "it", MONDAY, (date(2026, 11, 27), date(2026, 12, 4))),
    "almost a year off": ("20 november", "en", SUNDAY, (date(2026, 11, 20), date(2027, 11, 20))),
    "by numbers": ("20/11", "pt", SUNDAY, (date(2026, 11, 20), date(2027, 11, 20))),
    "a day of leap years": ("29 february", "en", SUNDAY, LEAP_YEARS),
    "martedì or marzo": ("mar 1", "it", SUNDAY, (date(2026, 12, 1), date(2027, 3, 1))),
}


@pytest.mark.parametrize(("words", "language", "today", "days"), EITHER.values(), ids=EITHER)
def test_what_could_be_several_days_is_not_decided(
    words: str, language: str, today: date, days: tuple[date, ...]
) -> None:
    with pytest.raises(Ambiguous, match="That could be ") as asked:
        parse_day(words, today, language)

    assert days == asked.value.values


@pytest.mark.parametrize("language", languages())
def test_every_example_in_a_refusal_can_be_typed(language: str) -> None:
    with speaking(language):
        for parse in (parse_day, parse_span):
            with pytest.raises(InvalidAnswer) as refused:
                parse("?", SUNDAY, language)
            examples = re.split(r", | (?:or|o|ou) ", str(refused.value).partition("2026")[2].rstrip("."))[1:]

            assert 3 <= len(examples)
            for example in examples:
                assert parse(example, SUNDAY, language)


def test_what_could_be_several_days_is_said_in_full() -> None:
    with pytest.raises(Ambiguous) as asked:
        parse_day("mar 1", SUNDAY, "it")

    assert "martedì 1º dicembre 2026 or lunedì 1º marzo 2027" in str(asked.value)


@pytest.mark.parametrize(
    ("words", "today", "expected"),
    [
        ("in 1 month", date(2027, 1, 31), date(2027, 2, 28)),
        ("1 month ago", date(2026, 12, 31), date(2026, 11, 30)),
        ("in 1 year", date(2028, 2, 29), date(2029, 2, 28)),
        ("end of month", date(2028, 2, 29), date(2028, 2, 29)),
        ("the 30th", date(2027, 1, 31), date(2027, 3, 30)),
        ("29 february", date(2027, 6, 1), date(2028, 2, 29)),
        ("22 october", SUNDAY, date(2027, 10, 22)),
        ("next friday", date(2026, 11, 27), date(2026, 12, 4)),
        ("next monday", date(2026, 11, 25), date(2026, 11, 30)),
        ("friday", date(2026, 11, 27), date(2026, 12, 4)),
        ("last friday", date(2026, 11, 27), date(2026, 11, 20)),
        ("last friday", date(2026, 11, 28), date(2026, 11, 27)),
    ],
)
def test_words_count_from_today(words: str, today: date, expected: date) -> None:
    assert expected == parse_day(words, today)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("friday", date(2026, 11, 20)),
        ("sunday", date(2026, 11, 15)),
        ("the 3rd", date(2026, 11, 3)),
        ("the 31st", date(2026, 10, 31)),
        ("friday 13", date(2026, 11, 13)),
        ("20 november", date(2026, 11, 20)),
        ("22 november", SUNDAY),
        ("1 march", date(2026, 3, 1)),
        ("24 november 2026", date(2026, 11, 24)),
        ("tomorrow", MONDAY),
    ],
)
def test_where_the_past_is_meant_a_day_is_the_last_one(words: str, expected: date) -> None:
    assert expected == parse_day(words, SUNDAY, past=True)


def test_where_the_past_is_meant_a_refusal_has_past_days_for_examples() -> None:
    with pytest.raises(InvalidAnswer, match=r"Try 2026-11-27, yesterday, friday or 12 days ago\.$"):
        parse_day("when it rained", SUNDAY, past=True)


def test_where_the_past_is_meant_a_day_almost_a_year_ago_is_not_decided() -> None:
    with pytest.raises(Ambiguous) as asked:
        parse_day("24 november", SUNDAY, past=True)

    assert (date(2025, 11, 24), date(2026, 11, 24)) == asked.value.values


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
    assert expected == parse_day("next working day", today)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-11-03", "2025-11-03", "2025-11-03"),
        ("Yesterday", "2026-11-21", "2026-11-21"),
        ("3 months ago", "2026-08-22", "2026-08-22"),
        ("a week ago", "2026-11-15", "2026-11-15"),
        ("2 years ago", "2024-11-22", "2024-11-22"),
        ("last friday", "2026-11-20", "2026-11-20"),
        ("friday", "2026-11-20", "2026-11-20"),
        ("dec 26", "2025-12-26", "2025-12-26"),
        ("march", "2026-03-01", "2026-03-31"),
        ("in march", "2026-03-01", "2026-03-31"),
        ("november", "2026-11-01", "2026-11-30"),
        ("march 2025", "2025-03-01", "2025-03-31"),
        ("last december", "2025-12-01", "2025-12-31"),
        ("last november", "2025-11-01", "2025-11-30"),
        ("last week", "2026-11-09", "2026-11-15"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("last year", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_span_lies_in_the_past(words: str, first: str, last: str) -> None:
    assert (first, last) == tuple(day.isoformat() for day in parse_span(words, SUNDAY))


@pytest.mark.parametrize(
    ("words", "language", "first", "last"),
    [
        ("friday", "en", "2026-11-27", "2026-11-27"),
        ("december", "en", "2026-12-01", "2026-12-31"),
        ("marzo", "it", "2027-03-01", "2027-03-31"),
        ("mês passado", "pt", "2026-10-01", "2026-10-31"),
    ],
)
def test_or_in_the_future(words: str, language: str, first: str, last: str) -> None:
    assert (first, last) == tuple(day.isoformat() for day in parse_span(words, SUNDAY, language, past=False))


@pytest.mark.parametrize(
    "words", ["", "soon", "2025-13", "2025-02-30", "0000", "9999 years ago", "7", "12/05/2026", "next week"]
)
def test_what_is_no_span_is_refused(words: str) -> None:
    with pytest.raises(InvalidAnswer):
        parse_span(words, SUNDAY)


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
TAGS = st.sampled_from(["en", "en-US", "en-GB", "it", "pt", "pt-BR", "pt-PT"])
WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
}
MONTHS = {
    "en": "january february march april may june july august september october november december",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
COUNTED = {
    "en": {"today": 0, "tomorrow": 1, "yesterday": -1, "in 3 days": 3, "in 2 weeks": 14, "5 days ago": -5},
    "it": {"oggi": 0, "domani": 1, "ieri": -1, "tra 3 giorni": 3, "fra 2 settimane": 14, "5 giorni fa": -5},
    "pt": {"hoje": 0, "amanhã": 1, "ontem": -1, "em 3 dias": 3, "daqui a 2 semanas": 14, "há 5 dias": -5},
}


@given(DAYS, st.integers(0, 6), st.sampled_from(["", "on ", "next ", "this "]))
def test_a_weekday_is_the_next_such_day_after_today(today: date, weekday: int, before: str) -> None:
    try:
        day = parse_day(before + WEEKDAYS["en"].split()[weekday], today)
    except Ambiguous as asked:
        assert before == "next "
        assert today.weekday() < weekday
        day = asked.values[0]

    assert weekday == day.weekday()
    assert 1 <= (day - today).days <= 7


@given(DAYS, st.integers(0, 2600))
def test_so_many_days_or_weeks_ahead_are_counted_from_today(today: date, number: int) -> None:
    assert today + timedelta(number) == parse_day(f"in {number} days", today)
    assert today + timedelta(7 * number) == parse_day(f"in {number} weeks", today)


@given(DAYS, TAGS, st.integers(-18_000, 18_000))
def test_an_iso_date_is_that_day_whatever_today_is(today: date, language: str, days: int) -> None:
    day = today + timedelta(days)

    assert day == parse_day(day.isoformat(), today, language)


@given(DAYS, TAGS, st.integers(-18_000, 18_000), st.sampled_from(["full", "long", "medium"]))
def test_whatever_a_day_is_written_as_reads_back_as_that_day(
    today: date, language: str, days: int, length: str
) -> None:
    day = today + timedelta(days)

    assert day == parse_day(format_date(day, length, language.replace("-", "_")), today, language)
    assert day == parse_day(in_full(day, date.min, language), today, language)


@given(DAYS, TAGS, st.integers(-700, 700))
def test_a_day_said_in_full_reads_back_as_that_day(today: date, language: str, days: int) -> None:
    day = today + timedelta(days)

    assert day == parse_day(in_full(day, today, language), today, language, past=days < 0)


@st.composite
def typed_days(draw: st.DrawFn, language: str) -> list[str]:
    """Draw pieces that could make a day, rightly and wrongly put together."""
    number = st.integers(0, 33)
    pieces = {
        "weekday": st.sampled_from(WEEKDAYS[language].split()).map(
            lambda name: name[: draw(st.integers(3, 20))]
        ),
        "month": st.sampled_from(MONTHS[language].split()).map(lambda name: name[: draw(st.integers(3, 20))]),
        "number": number.map(str),
        "year": st.integers(2020, 2033).map(lambda year: str(year)[draw(st.sampled_from([0, 2])) :]),
        "counted": st.sampled_from(list(COUNTED[language])),
        "numbers": st.tuples(number, number).map(lambda two: f"{two[0]}/{two[1]}"),
        "dotted": st.tuples(number, number, st.integers(2020, 2033)).map(
            lambda three: "{}.{}.{}".format(*three)
        ),
        "filler": st.sampled_from({"en": ["the", "of"], "it": ["il"], "pt": ["de", "dia"]}[language]),
    }
    forms = (
        "weekday number|weekday number month|number month year|month number|weekday counted|dotted|"
        "numbers year|"
        "weekday numbers|filler number filler month|number weekday|weekday dotted|month number year"
    )
    whole = st.sampled_from(forms.split("|")).map(str.split)
    kinds = draw(whole | st.lists(st.sampled_from(list(pieces)), max_size=4))
    return [draw(pieces[kind]) for kind in kinds]


def disagreeing(pieces: list[str], day: date, today: date, language: str) -> Iterator[str]:
    """Yield the pieces that say another day."""
    weekdays, months = WEEKDAYS[language].split(), MONTHS[language].split()
    for piece in pieces:
        if piece in COUNTED[language]:
            right = day == today + timedelta(COUNTED[language][piece])
        elif not piece[0].isdigit():
            if len(piece) < 3:
                continue
            named = [number for number, name in enumerate(weekdays) if name.startswith(piece)]
            named_months = [number for number, name in enumerate(months, 1) if name.startswith(piece)]
            right = not (named or named_months) or day.weekday() in named or day.month in named_months
        else:
            numbers = {int(number) for number in piece.replace(".", "/").split("/")}
            right = numbers <= {day.day, day.month * ("/" in piece or "." in piece), day.year, day.year % 100}
        if not right:
            yield piece


@given(DAYS, st.sampled_from(["en", "it", "pt"]), st.booleans(), st.data())
@settings(max_examples=100)
def test_whatever_day_is_accepted_agrees_with_every_word_and_number(
    today: date, language: str, past: bool, data: st.DataObject
) -> None:
    pieces = data.draw(typed_days(language))
    try:
        days: tuple[date, ...] = (parse_day(" ".join(pieces), today, language, past=past),)
    except Ambiguous as asked:
        days = asked.values
    except InvalidAnswer:
        return

    assert [] == [piece for day in days for piece in disagreeing(pieces, day, today, language)]


PIECES = (
    "today|tomorrow|monday|fri|next|last|in|ago|1|2|99|99999|999999999|days|weeks|months|years|decades|century|"
    "at|25:61|1/2|29|feb|31|30/2|2026|0|-1|st|de|il|tra|fa|midnight|now|am|utc|+99:99|@0|1e9|the|3rd|dia|mar|nove|a"
)
DAYLIKE = st.text(alphabet="0123456789/-:. +TZ", max_size=20) | st.lists(
    st.sampled_from(PIECES.split("|")), max_size=5
).map(" ".join)


@given(st.text(max_size=30) | DAYLIKE, st.dates(), TAGS, st.booleans())
@settings(max_examples=100)
def test_any_text_on_any_day_is_a_day_or_refused(text: str, today: date, language: str, past: bool) -> None:
    for parse in (parse_day, parse_span):
        try:
            said = str(parse(text, today, language, past=past))
        except InvalidAnswer as unreadable:
            said = str(unreadable)

        assert said


@pytest.mark.parametrize(
    "words", ["in 3 weeks", "next working day", "tomorrow", "2026-12-01", "end of month"]
)
def test_a_day_without_a_name_does_without_babel(words: str) -> None:
    program = (
        "import sys; from datetime import date; from playbook.dates import parse_day;"
        f"parse_day({words!r}, date(2026, 11, 22)); sys.exit('babel' in sys.modules)"
    )

    assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode  # noqa: S603 - our own


IN_FULL = {
    "this year": (date(2026, 11, 24), "en", "Tuesday 24 November"),
    "another year": (date(2027, 1, 4), "en", "Monday 4 January 2027"),
    "a year before": (date(2025, 12, 31), "en", "Wednesday 31 December 2025"),
    "a region": (date(2026, 11, 24), "en-GB", "Tuesday 24 November"),
    "the month first": (date(2026, 11, 24), "en-US", "Tuesday, November 24"),
    "the month first, another year": (date(2027, 1, 4), "en-US", "Monday, January 4, 2027"),
    "Italian": (date(2026, 12, 1), "it", "martedì 1º dicembre"),
    "Italian, another year": (date(2027, 12, 1), "it", "mercoledì 1º dicembre 2027"),
    "Portuguese": (date(2026, 12, 2), "pt-BR", "quarta-feira, 2 de dezembro"),
    "Portuguese, another year": (date(2027, 3, 1), "pt", "segunda-feira, 1º de março de 2027"),
    "of Portugal": (date(2026, 12, 1), "pt-PT", "terça-feira, 1 de dezembro"),
    "capitals": (date(2026, 12, 1), "IT", "martedì 1º dicembre"),
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


LIMITS = {
    "from today": ('earliest = "today"', SUNDAY, ""),
    "from today, yesterday": (
        'earliest = "today"',
        SUNDAY - timedelta(1),
        "It has to be Sunday 22 November or later.",
    ),
    "up to today": ('latest = "today"', SUNDAY, ""),
    "up to today, tomorrow": ('latest = "today"', MONDAY, "It has to be Sunday 22 November or earlier."),
    "from words": ('earliest = "in 2 weeks"', MONDAY, "It has to be Sunday 6 December or later."),
    "from a day": ("earliest = 2026-12-01", date(2026, 12, 1), ""),
    "from a day, before": (
        "earliest = 2026-12-01",
        date(2026, 11, 30),
        "It has to be Tuesday 1 December or later.",
    ),
    "up to a day": ("latest = 2027-01-01", date(2027, 1, 1), ""),
    "up to a day, after": (
        "latest = 2027-01-01",
        date(2027, 1, 2),
        "It has to be Friday 1 January 2027 or earlier.",
    ),
    "a day in quotation marks": ('earliest = "2026-12-01"', MONDAY, "It has to be Tuesday 1 December"),
    "between": ('earliest = "today"\nlatest = 2026-11-24', MONDAY, ""),
    "with a follow-up": ('follow_up = "Call"', SUNDAY, ""),
    "with a follow-up, yesterday": ('follow_up = "Call"', SUNDAY - timedelta(1), "It has to be Sunday 22"),
    "unless it says otherwise": ('follow_up = "Call"\nearliest = "1 week ago"', SUNDAY - timedelta(7), ""),
}


@pytest.mark.parametrize(("rest", "day", "says"), LIMITS.values(), ids=LIMITS)
def test_a_day_lies_within_its_limits(rest: str, day: date, says: str) -> None:
    assert says == refusal(rest, day)[: len(says) or None]


def test_a_day_may_have_to_come_no_earlier_than_another_answer() -> None:
    by = sample("amends_by")

    with pytest.raises(InvalidAnswer, match="It has to be Tuesday 24 November or later"):
        by.check(date(2026, 11, 23), known(callback_on=date(2026, 11, 24)))
    by.check(date(2026, 11, 24), known(callback_on=date(2026, 11, 24)))


def test_a_limit_that_was_not_answered_limits_nothing() -> None:
    sample("amends_by").check(date(2000, 1, 1), known())


def test_what_is_typed_is_checked_against_the_limits() -> None:
    asked = typed("date", 'earliest = "tomorrow"')

    assert "" == asked.refusal("tomorrow", KNOWN)
    assert "or later" in asked.refusal("today", KNOWN)
    assert "or later" in asked.refusal("last friday", KNOWN)
    assert "not a day" in asked.refusal("soon", KNOWN)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("", date(2026, 11, 27)),
        ('latest = "today"', date(2026, 11, 20)),
        ('latest = "yesterday"', date(2026, 11, 20)),
        ("latest = 2026-11-20", date(2026, 11, 20)),
        ('latest = "in 2 weeks"', date(2026, 11, 27)),
    ],
)
def test_where_the_day_lies_behind_words_mean_the_past(rest: str, expected: date) -> None:
    assert expected == typed("date", rest).from_typed("friday", KNOWN)
    assert expected == typed("date", rest).native("friday", KNOWN)


def test_a_day_is_typed_in_the_language_of_the_walk_and_written_in_english() -> None:
    italian = KNOWN._replace(language="it")

    assert MONDAY == typed("date").from_typed("lunedì prossimo", italian)
    with pytest.raises(InvalidAnswer):
        typed("date").native("lunedì prossimo", italian)


def test_what_could_be_two_days_is_no_answer_where_nobody_can_be_asked() -> None:
    asked = typed("date", 'earliest = "today"')

    assert "" == asked.refusal("12/05/2026", KNOWN)
    assert "or later" in asked.refusal("5/4/2026", KNOWN)
    with pytest.raises(Ambiguous, match="could be Tuesday 12 May 2026 or Saturday 5 December 2026"):
        asked.native("12/05/2026", KNOWN)


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
