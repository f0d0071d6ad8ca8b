"""The words of which days are made, and what each can mean.

A word means one *part* or several (`24/12/2026` is a number, a month and a year), or none, as `the`. Some
have more than one meaning: Italian `mar` is martedì and marzo. A *reading* takes one meaning of each word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

Part = tuple[str, int]
"""What kind of thing is meant, and which of its kind."""

Meaning = tuple[Part, ...]

_MOST_WORDS = 9

# The words of each language besides its weekdays and months, whose names Babel has; accents are left out.
# A `day` is counted from today, `beyond` is the day after or before that; a `step` is so many days, a `leap`
# so many months; a `count` only says how many, a `number` can be a day of the month too, which it is behind a
# `mark`; a `filler` says nothing.
_WORDS = {
    "en": {
        "day": "-1 yesterday, 0 today, 1 tomorrow",
        "beyond": "-1 before, 1 after",
        "turn": "-1 last, 1 next",
        "step": "1 day days, 7 week weeks",
        "leap": "1 month months, 12 year years",
        "in": "0 in",
        "ago": "0 ago",
        "end": "0 end",
        "working": "0 working",
        "count": "1 a an",
        "number": "1 one, 2 two, 3 three, 4 four, 5 five, 6 six, 7 seven, 8 eight, 9 nine, 10 ten, "
        "11 eleven, 12 twelve",
        "ordinal": "1 first",
        "filler": "0 on the of this coming",
    },
    "it": {
        "day": "-1 ieri, 0 oggi, 1 domani, 2 dopodomani",
        "beyond": "-1 altro, 1 dopo",
        "turn": "-1 scorso scorsa, 1 prossimo prossima",
        "step": "1 giorno giorni, 7 settimana settimane",
        "leap": "1 mese mesi, 12 anno anni",
        "in": "0 tra fra",
        "ago": "0 fa",
        "end": "0 fine",
        "working": "0 lavorativo",
        "count": "1 un una",
        "number": "1 uno, 2 due, 3 tre, 4 quattro, 5 cinque, 6 sei, 7 sette, 8 otto, 9 nove, 10 dieci, "
        "11 undici, 12 dodici",
        "ordinal": "1 primo",
        "mark": "0 il l giorno",
        "filler": "0 il lo la l di del dell a questo questa giorno",
    },
    "pt": {
        "day": "-2 anteontem, -1 ontem, 0 hoje, 1 amanha",
        "beyond": "-1 antes, 1 depois",
        "turn": "-1 passado passada ultimo ultima, 1 proximo proxima vem",
        "step": "1 dia dias, 7 semana semanas",
        "leap": "1 mes meses, 12 ano anos",
        "in": "0 em daqui dentro",
        "ago": "0 ha atras",
        "end": "0 fim final",
        "working": "0 util",
        "number": "1 um uma, 2 dois duas, 3 tres, 4 quatro, 5 cinco, 6 seis, 7 sete, 8 oito, 9 nove, "
        "10 dez, 11 onze, 12 doze",
        "ordinal": "1 primeiro",
        "mark": "0 dia",
        "filler": "0 o a de do da em no na este esta neste nesta que dia feira",
    },
}

# Which number of 12/05/2026 can be the day: the first, the second, or both, as in English of no country.
_DAY_FIRST: dict[str, tuple[bool, ...]] = {"en-us": (False,), "en-gb": (True,), "it": (True,), "pt": (True,)}

_BETWEEN = re.compile(r"[\s,'’]+|(?<=[a-z])-(?=[a-z\d])|(?<=\d)-(?=[a-z])")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?", re.ASCII)
_ORDINAL = re.compile(
    r"([023]?1)st|([023]?2)nd|([023]?3)rd|(1[1-3]|[0-3]?[04-9])th|([0-3]?\d)[oº°]", re.ASCII
)


def language_of(tag: str) -> str | None:
    """Return the language of a BCP 47 tag, without its country; None if its words are not known here."""
    language = tag.partition("-")[0].lower()
    return language if language in _WORDS else None


def readings(text: str, language: str, tag: str) -> Iterator[list[Part]]:
    """Yield everything that a text can mean; nothing if one of its words means nothing.

    Args:
        text: What was typed.
        language: The language of its words, one of those known here.
        tag: The language of the walk, which says whether the day or the month comes first in numbers.
    """
    orders = _DAY_FIRST.get(tag.lower()) or _DAY_FIRST.get(tag.partition("-")[0].lower(), (True, False))
    words = [word for word in _BETWEEN.split(_folded(text)) if word]
    if len(words) <= _MOST_WORDS:
        for meanings in product(*(_meanings(word, language, orders) for word in words)):
            yield [part for meaning in meanings for part in meaning]


def _folded(text: str) -> str:
    """Return the text in small letters and without accents; a digit that is none, such as `²`, stays."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _meanings(word: str, language: str, orders: tuple[bool, ...]) -> list[Meaning]:
    if word[0].isdigit():
        return list(_meanings_of_digits(word, orders))
    word = word.removesuffix(".")
    meanings = _vocabulary(language).get(word, [])
    # Babel takes 60 ms to import, so it is asked only for what can be a name, as `nove` can: novembre.
    if len(word) > 2 and all(meaning[:1] and meaning[0][0] == "number" for meaning in meanings):
        meanings = meanings + [(part,) for name, part in _names(language) if name.startswith(word)]
    return meanings


def _meanings_of_digits(word: str, orders: tuple[bool, ...]) -> Iterator[Meaning]:
    if found := _ISO.fullmatch(word):
        day: Meaning = (("number", int(found[4])),) if found[4] else ()
        yield (*day, ("month", int(found[3])), ("year", int(found[1])))
    elif found := _NUMBERS.fullmatch(word):
        year = _year(found[4]) if found[4] else ()
        # With dots, the day comes first wherever such dates are written.
        for day_first in orders if found[2] != "." else (True,):
            first, second = ("number", "month") if day_first else ("month", "number")
            yield ((first, int(found[1])), (second, int(found[3])), *year)
    elif found := _ORDINAL.fullmatch(word):
        yield (("ordinal", int(found[found.lastindex or 0])),)
    elif re.fullmatch(r"\d{1,4}", word, re.ASCII):
        yield (("number" if len(word) < 3 else "count", int(word)),)
        yield from [_year(word)] if len(word) in (2, 4) else []


def _year(digits: str) -> Meaning:
    return (("year", int(digits)),) if len(digits) == 4 else (("short_year", 2000 + int(digits)),)


@lru_cache(maxsize=len(_WORDS))
def _vocabulary(language: str) -> dict[str, list[Meaning]]:
    vocabulary: dict[str, list[Meaning]] = {}
    for kind, entries in _WORDS[language].items():
        for entry in entries.split(", "):
            number, *words = entry.split()
            for word in words:
                vocabulary.setdefault(word, []).append(() if kind == "filler" else ((kind, int(number)),))
    return vocabulary


@lru_cache(maxsize=len(_WORDS))
def _names(language: str) -> list[tuple[str, Part]]:
    """Return the names of weekdays, Monday being 0, and of months."""
    from babel.dates import get_day_names, get_month_names

    # The second half of the Portuguese weekdays, -feira, is a word of its own here.
    weekdays = get_day_names("wide", locale=language).items()
    months = get_month_names("wide", locale=language).items()
    return [(_folded(name).partition("-")[0], ("weekday", number)) for number, name in weekdays] + [
        (_folded(name), ("month", number)) for number, name in months
    ]
