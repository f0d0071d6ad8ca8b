"""Money: amounts as people type them, and as a language writes them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal

import pytest
from homes import Home
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playbook.cli.commands.walk import options_for
from playbook.cli.context import context_of_process
from playbook.entry import Entry
from playbook.invalid import Ambiguous, InvalidAnswer
from playbook.journal.folder import Journal
from playbook.money import Amount, parse_amount, written

AMOUNTS = {
    "1200": "1200.00 EUR",
    " 1200 ": "1200.00 EUR",
    "1200 USD": "1200.00 USD",
    "1200USD": "1200.00 USD",
    "USD 1200": "1200.00 USD",
    "USD1200": "1200.00 USD",
    "1200 eur": "1200.00 EUR",
    "20 CLF": "20.00 CLF",
    "€ 900": "900.00 EUR",
    "€900": "900.00 EUR",
    "900 €": "900.00 EUR",
    "€ 900 EUR": "900.00 EUR",
    "£1,200": "1200.00 GBP",
    "US$ 1200": "1200.00 USD",
    "$1200 USD": "1200.00 USD",
    "CAD $1200": "1200.00 CAD",
    "A$ 5": "5.00 AUD",
    "R$ 3.000,00": "3000.00 BRL",
    "r$3000": "3000.00 BRL",
    "₹ 5": "5.00 INR",
    "CN¥ 5": "5.00 CNY",
    "1200 euros": "1200.00 EUR",
    "1200 Euro": "1200.00 EUR",
    "1200 pounds": "1200.00 GBP",
    "1200 swiss francs": "1200.00 CHF",
    "1200 US dollars": "1200.00 USD",
    "1200 zloty": "1200.00 PLN",
    "1,200": "1200.00 EUR",
    "1.200": "1200.00 EUR",
    "1.200 USD": "1200.00 USD",
    "1'200": "1200.00 EUR",
    "1’200.50": "1200.50 EUR",
    "1 200": "1200.00 EUR",
    "1\u00a0200": "1200.00 EUR",
    "1\u202f200,5": "1200.50 EUR",
    "1 200,50 CHF": "1200.50 CHF",
    "1,200.50": "1200.50 EUR",
    "1.200,50": "1200.50 EUR",
    "1,200,000": "1200000.00 EUR",
    "1.200.000,50": "1200000.50 EUR",
    "12.500": "12500.00 EUR",
    "12,5": "12.50 EUR",
    "0.5": "0.50 EUR",
    ".5": "0.50 EUR",
    "€.50": "0.50 EUR",
    "12.": "12.00 EUR",
    "1.2k": "1200.00 EUR",
    "1,2k": "1200.00 EUR",
    "3K": "3000.00 EUR",
    "3 k USD": "3000.00 USD",
    "€1.25k": "1250.00 EUR",
    "0.125k": "125.00 EUR",
    "1 200k": "1200000.00 EUR",
    "-50": "-50.00 EUR",
    "+50": "50.00 EUR",
    "\u221250": "-50.00 EUR",
    "-€50": "-50.00 EUR",
    "€ -50": "-50.00 EUR",
    "-0": "0.00 EUR",
}


@pytest.mark.parametrize(("text", "expected"), AMOUNTS.items())
def test_an_amount_is_read_as_it_is_typed(text: str, expected: str) -> None:
    assert expected == str(parse_amount(text, "EUR"))


@pytest.mark.parametrize(
    ("text", "currency", "used", "language", "expected"),
    [
        ("$12", "CAD", [], "en", "12.00 CAD"),
        ("12 dollars", "CAD", [], "en", "12.00 CAD"),
        ("kr 12", "NOK", ["SEK"], "en", "12.00 NOK"),
        ("kr.1200", "DKK", [], "en", "1200.00 DKK"),
        ("¥12", "CNY", [], "en", "12.00 CNY"),
        ("12", "CHF", ["EUR"], "en", "12.00 CHF"),
        ("12 chf", "CHF", [], "en", "12.00 CHF"),
        ("12 chf", "EUR", ["USD", "CHF"], "en", "12.00 CHF"),
        ("12 DEM", "DEM", [], "en", "12.00 DEM"),
        ("12 franchi svizzeri", "EUR", [], "it", "12.00 CHF"),
        ("12 sterline", "EUR", [], "it", "12.00 GBP"),
        ("12 dólares americanos", "EUR", [], "pt", "12.00 USD"),
        ("12 reais", "EUR", [], "pt-BR", "12.00 BRL"),
        ("R$ 3 mil", "EUR", [], "pt-BR", "3000.00 BRL"),
        ("2,5 mil euros", "BRL", [], "pt-PT", "2500.00 EUR"),
        ("3mila euro", "CHF", [], "it", "3000.00 EUR"),
        ("12 US dollars", "EUR", [], "pt-BR", "12.00 USD"),
        ("12 euros", "", [], "de", "12.00 EUR"),
    ],
)
def test_a_currency_is_named_in_the_language_or_known(
    text: str, currency: str, used: list[str], language: str, expected: str
) -> None:
    assert expected == str(parse_amount(text, currency, used, language))


NO_AMOUNTS = {
    "": "such as 1200 or 1200 USD",
    "a lot": "such as 1200 or 1200 USD",
    "EUR": "such as 1200 or 1200 USD",
    "€": "such as 1200 or 1200 USD",
    "1-2": "such as 1200 or 1200 USD",
    "--50": "such as 1200 or 1200 USD",
    "12.11.2026": "such as 1200 or 1200 USD",
    "12.345.6": "such as 1200 or 1200 USD",
    "1,20,000": "such as 1200 or 1200 USD",
    "12 5": "such as 1200 or 1200 USD",
    "٣": "such as 1200 or 1200 USD",
    "9" * 400: "such as 1200 or 1200 USD",
    "3 mil": "I don't know a currency called mil.",
    "1200 net": "I don't know a currency called net.",
    "1200 NET": "I don't know a currency called NET.",
    "1200 EUR net": "I don't know a currency called net.",
    "about 1200": "I don't know a currency called about.",
    "1200 USD a month": "I don't know a currency called a.",
    "1200 DEM": "I don't know a currency called DEM.",
    "1200 XXX": "I don't know a currency called XXX.",
    "1200 kEUR": "I don't know a currency called kEUR.",
    "1200usd": "type USD in capital letters",
    "€ 1200 USD": "two currencies: € and USD",
    "$ 1200 EUR": "two currencies",
    "1.005,123": "two decimals: did you mean 1005.12",
    "0.125": "two decimals",
    "1200,500": "two decimals",
    "12.3456": "two decimals",
    "1.2345678k": "two decimals",
    "9" * 20: "larger",
    f"{'9' * 15}.999": "larger",
    f"{'9' * 29}.123": "larger",
    "9999999999999k": "larger",
}


@pytest.mark.parametrize(("text", "says"), NO_AMOUNTS.items(), ids=lambda text: text[:30])
def test_what_is_no_amount_is_refused(text: str, says: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        parse_amount(text, "EUR")

    assert says in str(refused.value)
    assert not isinstance(refused.value, Ambiguous)


@pytest.mark.parametrize(
    ("text", "first", "count"),
    [
        ("$12.50", "12.50 USD", 6),
        ("12 dollars", "12.00 USD", 6),
        ("kr 12", "12.00 SEK", 4),
        ("¥ 12", "12.00 JPY", 2),
        ("12 francs", "12.00 CHF", 6),
    ],
)
def test_what_could_be_several_amounts_is_not_decided(text: str, first: str, count: int) -> None:
    with pytest.raises(Ambiguous, match=f"That could be {first}") as asked:
        parse_amount(text, "EUR")

    assert (first, count) == (str(asked.value.values[0]), len(asked.value.values))


def test_thousands_with_three_digits_behind_a_point_are_two_amounts() -> None:
    with pytest.raises(Ambiguous) as asked:
        parse_amount("1.234k", "EUR")

    assert ["1234000.00 EUR", "1234.00 EUR"] == [str(amount) for amount in asked.value.values]


def test_an_amount_without_any_currency_needs_one() -> None:
    with pytest.raises(InvalidAnswer, match="In which currency"):
        parse_amount("1200")
    assert "1200.00 USD" == str(parse_amount("1200 USD"))


@given(st.integers(-(10**16), 10**16), st.sampled_from(["", ",", ".", "'", " "]), st.sampled_from([".", ","]))
def test_an_amount_is_read_however_its_thousands_and_decimals_are_parted(
    cents: int, thousands: str, point: str
) -> None:
    if thousands == point:
        thousands = ""
    whole = f"{abs(cents) // 100:,}".replace(",", thousands)
    text = f"{'-' if cents < 0 else ''}{whole}{point}{abs(cents) % 100:02}"

    assert Amount(Decimal(cents) / 100, "EUR") == parse_amount(text, "EUR")


CODES = st.sampled_from(["EUR", "USD", "GBP", "BRL", "CHF", "JPY", "KWD", "CAD", "SEK", "PLN"])
TAGS = st.sampled_from(["en", "en-US", "en-GB", "it", "pt", "pt-BR", "pt-PT", "de"])


@given(st.integers(-(10**16), 10**16), CODES, TAGS)
def test_whatever_an_amount_is_written_as_reads_back_as_that_amount(
    cents: int, currency: str, language: str
) -> None:
    amount = Amount(Decimal(cents) / 100, currency)

    assert amount == parse_amount(written(amount, language), currency, language=language)
    assert amount == parse_amount(str(amount), "EUR")


LONG = st.from_regex(r"-?[1-9]\d{0,28}[.,]\d{1,30}k?", fullmatch=True, alphabet=st.characters(codec="ascii"))
ODD = st.text(max_size=20) | st.text(alphabet="0123456789.,'’ k€$-EURkr", max_size=12) | LONG


@given(ODD, TAGS)
@example("1.000000000000000000000000000001k", "en")
@example("-999999999999999999.0000000000000001k", "en")
@settings(max_examples=100)
def test_any_text_is_an_amount_with_its_digits_or_refused(text: str, language: str) -> None:
    try:
        amount = parse_amount(text, "EUR", language=language)
    except InvalidAnswer:
        return
    digits = "".join(sign for sign in text if sign.isdigit())

    assert digits.strip("0") == f"{abs(amount.number)}".replace(".", "").strip("0")


@pytest.mark.parametrize(
    ("amount", "language", "expected"),
    [
        (Amount(Decimal("1200.00"), "EUR"), "en", "€1,200.00"),
        (Amount(Decimal("1200.00"), "EUR"), "it", "1.200,00\u00a0€"),
        (Amount(Decimal("-3000.00"), "BRL"), "pt-BR", "-R$\u00a03.000,00"),
        (Amount(Decimal("1200.00"), "EUR"), "pt-PT", "1\u00a0200,00\u00a0€"),
        (Amount(Decimal("1200.00"), "JPY"), "en", "¥1,200"),
        (Amount(Decimal("1200.50"), "JPY"), "en", "¥1,200.50"),
        (Amount(Decimal("1.50"), "KWD"), "en", "KWD1.50"),
        (Amount(Decimal("1.50"), "ABC"), "en", "ABC1.50"),
        (Amount(Decimal("1.50"), "EUR"), "zz", "€1.50"),
        (Amount(Decimal("1.50"), "EUR"), "pt-x-nonsense", "€\u00a01,50"),
    ],
)
def test_an_amount_is_written_as_its_language_does(amount: Amount, language: str, expected: str) -> None:
    assert expected == written(amount, language)


@pytest.mark.parametrize("text", ["1200", "1.2k", "€ 1.200,50", "1200 euros", "12 chf"])
def test_what_everybody_types_does_without_babel(text: str) -> None:
    program = (
        "import sys; from playbook.money import parse_amount;"
        f"parse_amount({text!r}, 'CHF'); sys.exit('babel' in sys.modules)"
    )

    assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode  # noqa: S603 - our own


@pytest.mark.parametrize("of_file", [True, False], ids=["in an answers file", "in a walk"])
def test_the_currencies_of_the_journal_are_read_as_far_as_they_are_wanted_and_once(
    home: Home, monkeypatch: pytest.MonkeyPatch, *, of_file: bool
) -> None:
    for client, currency in (("Acme", "EUR"), ("Nordwind", "GBP"), ("Ada", "USD")):
        home.begin("lost", client, f"- revenue: 100.00 {currency}\n")
    read, latest_first = list[Entry](), Journal.latest_first

    def counting(journal: Journal) -> Iterator[Entry]:
        for entry in latest_first(journal):
            read.append(entry)
            yield entry

    monkeypatch.setattr(Journal, "latest_first", counting)
    context = context_of_process()
    known = context.known() if of_file else options_for(context, "lost", plain=True, ask=None).context("en")

    assert [("EUR", 1)] * 2 == [(next(iter(known.currencies())), len(read)) for _ in "12"]
    assert [(["EUR", "USD", "GBP"], 3)] * 2 == [(list(known.currencies()), len(read)) for _ in "12"]
