"""Money: amounts as people type them, and as a language writes them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from playbook.invalid import Ambiguous, InvalidAnswer
from playbook.language import N_, _, listed, numeral
from playbook.text import folded, visible_line

if TYPE_CHECKING:
    from babel.core import Locale

_LARGEST = 10**15
_CENT = Decimal("0.01")
_LONGEST = 60
IN_WHICH_CURRENCY = N_("In which currency? Type its code too, such as {amount} USD.")
_TYPE_IT = N_("Type an amount, such as 1200 or 1200 USD.")

# Signs, and names that are as common, in small letters and without accents; Babel has the other names.
_CALLED = {
    "EUR": "€ euro euros",
    "GBP": "£ pound pounds sterlina sterline libra libras",
    "BRL": "r$ reais",
    "USD": "us$",
    "JPY CNY": "¥",
    "SEK NOK DKK ISK": "kr",
    "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BBD BMD BND BSD BZD CUP FJD GYD JMD KYD LRD NAD "
    "SBD SRD TTD XCD": "$",
}
# What `k` is called where people write it out: `R$ 3 mil`, `3mila euro`.
_THOUSAND = {"it": "mila", "pt": "mil"}
# Where more currencies share a name than can be offered, these come first.
_OFTEN = "EUR USD GBP CHF CAD AUD NZD JPY CNY SEK NOK DKK MXN BRL"
_MOST_OFFERED = 6

# A point before all digits belongs to a name where one ends there: `kr.500`, but `€.50`.
_AMOUNT = re.compile(
    r"([-+]?) ?([^\d+-]*?) ?([-+]?) ?((?:(?<![^\W\d_])[.,])?\d[\d.,' ]*)([kK](?![^\W\d_]))?([^\d]*)", re.ASCII
)
_GROUPED = re.compile(
    r"([1-9]\d{0,2}(?P<by>[.,' ])\d{3}(?:(?P=by)\d{3})*)(?:(?!(?P=by))[.,](?P<decimals>\d+))?", re.ASCII
)
_PLAIN = re.compile(r"\d*(?:[.,]\d+)?", re.ASCII)


class Amount(NamedTuple):
    """An amount of money: exact to the cent, with its currency as three letters."""

    number: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.number:.2f} {self.currency}"


def parse_amount(text: str, currency: str = "", used: Sequence[str] = (), language: str = "en") -> Amount:
    """Parse an amount as a person types it: `1200`, `1.2k`, `R$ 3.000,00`, `1200 euros`.

    Args:
        text: What was typed.
        currency: The code of the configured currency; empty if there is none.
        used: Codes of the currencies that were used before, the last first.
        language: The language that currencies may be named in (BCP 47); English is read too.

    Raises:
        Ambiguous: It could be several amounts; of many currencies only those used most are told.
        InvalidAnswer: It is none, or one that cannot be kept, or nobody knows in which currency.
    """
    plain = " ".join(text.replace("’", "'").replace("\u2212", "-").split())
    if thousand := _THOUSAND.get(language.partition("-")[0]):
        plain = re.sub(rf"(?<=\d) ?{thousand}\b", "k", plain, flags=re.IGNORECASE)
    found = _AMOUNT.fullmatch(plain) if len(plain) <= _LONGEST else None
    if not found or (found[1] and found[3]):
        raise InvalidAnswer(_(_TYPE_IT))
    before, behind = found[2].strip(), found[6].strip()
    known = {currency, *used}
    named = [codes for side in (before, behind) for codes in _currencies(side, known, language)]
    codes = [currency or next(iter(used), "")]
    if named:
        codes = [code for code in named[0] if all(code in others for others in named)]
    if not codes:
        two = listed([before, behind])
        raise InvalidAnswer(_("These are two currencies: {currencies}. Keep only one.", currencies=two))
    is_negative = "-" in (found[1], found[3])
    numbers = _amounts(found[4], is_negative=is_negative, is_thousands=bool(found[5]))
    if currency in codes:
        codes = [currency]
    if codes == [""]:
        raise InvalidAnswer(_(IN_WHICH_CURRENCY, amount=plain))
    amounts = [Amount(number, code) for number in numbers for code in codes[:_MOST_OFFERED]]
    if len(amounts) > 1:
        ways = listed([numeral(str(amount)) for amount in amounts], "or")
        raise Ambiguous(_("That could be {ways}. Type it in one of these ways.", ways=ways), amounts)
    return amounts[0]


def written(amount: Amount, language: str = "en") -> str:
    """Write an amount as a language does: `€1,200.00`, `1.200,00 €`."""
    from babel.numbers import format_currency, get_currency_precision

    number, currency = amount
    # Two decimals, as they are kept; none where the currency has none, as the yen, and the amount neither.
    is_whole = get_currency_precision(currency) == 0 and number == int(number)
    return format_currency(number, currency, locale=_locale(language), currency_digits=is_whole)


def to_the_cent(number: Decimal) -> Decimal:
    """Return a number with two decimals.

    Raises:
        InvalidAnswer: It is larger or finer than can be kept.
    """
    cents = _rounded(number)
    if cents != number:
        raise _too_fine(cents)
    return cents or Decimal("0.00")


def numbers_in(digits: str) -> list[str]:
    """Return the numbers that digits can be, with a point before their decimals; none where they make none.

    One separator with three digits behind it groups, or it is the decimal point: those are two numbers, first
    the one where it groups. Anywhere else the last separator is the point.
    """
    digits = digits.rstrip(".,'")
    if grouped := _GROUPED.fullmatch(digits):
        decimals = f".{grouped['decimals']}" if grouped["decimals"] else ""
        number = re.sub(r"\D", "", grouped[1]) + decimals
        return [number, digits.replace(",", ".")] if re.fullmatch(r"\d+[.,]\d{3}", digits) else [number]
    return [digits.replace(",", ".")] if digits and _PLAIN.fullmatch(digits) else []


def _amounts(digits: str, *, is_negative: bool, is_thousands: bool) -> list[Decimal]:
    found = numbers_in(digits.strip())
    if not found:
        raise InvalidAnswer(_(_TYPE_IT))
    sign = "-" if is_negative else ""
    if is_thousands:  # 1.200k is 1200k to some, and 1.2k to others.
        return [to_the_cent(Decimal(f"{sign}{number}e3")) for number in found]
    number = Decimal(sign + found[0])
    if len(found[0].partition(".")[2]) > 2:
        raise _too_fine(_rounded(number))
    return [to_the_cent(number)]


def _rounded(number: Decimal) -> Decimal:
    if abs(number) >= _LARGEST or abs(cents := number.quantize(_CENT)) >= _LARGEST:
        raise InvalidAnswer(_("That is a larger number than I can keep."))
    return cents


def _too_fine(cents: Decimal) -> InvalidAnswer:
    return InvalidAnswer(_("Money has two decimals: did you mean {amount}?", amount=numeral(str(cents))))


def _currencies(side: str, known: Collection[str], language: str) -> list[Sequence[str]]:
    """Return the codes that each word on one side of a number can stand for.

    Raises:
        InvalidAnswer: A word is no currency.
    """
    if not side:
        return []
    if codes := _codes(side, known, language):
        return [codes]
    found = [(word, _codes(word, known, language)) for word in side.split()]
    for word, codes in found:
        if word.upper() in _current_codes() and not codes:
            raise InvalidAnswer(
                _("If that is the currency, type {code} in capital letters.", code=word.upper())
            )
        if not codes:
            raise InvalidAnswer(
                _(
                    "I don't know a currency called {word}. Type an amount, such as 1200 or 1200 USD.",
                    word=word,
                )
            )
    return [codes for _word, codes in found]


def _codes(name: str, known: Collection[str], language: str) -> Sequence[str]:
    if name.upper() in known:
        return [name.upper()]
    called = _folded(name)
    for codes, names in _CALLED.items():
        if called in names.split():
            return codes.split()
    return [name] if name in _current_codes() else _names(language).get(called, [])


def _folded(name: str) -> str:
    return visible_line(folded(name)).removesuffix(".")


@lru_cache(maxsize=1)
def _current_codes() -> dict[str, bool]:
    """Return the ISO 4217 codes that are in use, and whether one pays with them."""
    from babel.core import get_global

    current: dict[str, bool] = {}
    for currencies in get_global("territory_currencies").values():
        for code, _since, end, is_tender in currencies:
            if end is None and (is_tender or not code.startswith("X")):
                current[code] = is_tender or current.get(code, False)
    return current


@lru_cache
def _names(language: str) -> dict[str, list[str]]:
    """Return the codes by what a currency is called: its sign, its name, and the noun in its name."""
    from babel.numbers import get_currency_name

    names: dict[str, set[str]] = {}
    for locale in {_locale("en"), _locale("en-GB"), _locale(language)}:
        for code, is_tender in _current_codes().items():
            if not is_tender:
                continue
            names.setdefault(_folded(locale.currency_symbols.get(code, code)), set()).add(code)
            for count in (1, 2):
                name = _folded(get_currency_name(code, count, locale))
                noun = name.split()[-1 if locale.language == "en" else 0]
                names.setdefault(name, set()).add(code)
                names.setdefault(noun, set()).add(code)
    return {name: sorted(codes, key=_rank) for name, codes in names.items()}


def _rank(code: str) -> tuple[int, str]:
    return (_OFTEN.index(code) if code in _OFTEN else len(_OFTEN), code)


def _locale(language: str) -> Locale:
    """Return what Babel knows of a language; of English, where it knows nothing of it."""
    from babel.core import Locale, UnknownLocaleError

    for tag in (language, language.partition("-")[0]):
        with suppress(ValueError, UnknownLocaleError):
            return Locale.parse(tag, sep="-")
    return Locale("en")
