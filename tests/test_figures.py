"""Entries to figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import read

from playbook.model.types.figures import FigureName
from playbook.stats.answers import EntryAnswers
from playbook.stats.count import FIGURES, Counted, count, in_words, questions_of
from playbook.stats.figure import Basis, Entries, Figure
from playbook.stats.kinds import Share, median
from playbook.stats.outcomes import (
    Days,
    Fit,
    Heard,
    KeptChanges,
    Promises,
    Recovery,
    Referrals,
    Runway,
    Stayed,
    Sting,
)
from playbook.stats.panel import in_lines, plainly
from playbook.stats.reasons import Control, Guess, Hindsight, Quarters, Reasons
from playbook.stats.revenue import Income, Revenue
from playbook.written import SKIPPED

LOST = read((Path(__file__).parents[1] / "playbooks" / "en" / "lost.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)
EVERY = [figure.name for figure in FIGURES]
AHEAD = {
    *("door_now", "reason_now", "last_day", "change_kept", "invoice_paid", "invoice_paid_later"),
    *("referral_later", "runway"),
}
"""Questions that the shipped walk need not have; figures look at those that are asked."""


def entry(playbook: str, begun: str = "2026-11-01", **answers: str) -> EntryAnswers:
    return EntryAnswers(playbook, date.fromisoformat(begun) if begun else None, answers)


def lost(begun: str = "2026-11-01", **answers: str) -> EntryAnswers:
    return entry("lost", begun, **{"certainty": TOLD, **answers})


def figures(
    *kept: EntryAnswers,
    show: Collection[str] = EVERY,
    others: Collection[str] = (),
    **against: Any,  # noqa: ANN401 - as `Basis` has them
) -> Counted:
    return count(kept, Basis(TODAY, **against), show, others)


def cells(
    figure: type[Figure],
    *kept: EntryAnswers,
    **against: Any,  # noqa: ANN401 - as `Basis` has them
) -> dict[str, tuple[Any, int]]:
    """Return the numbers of a figure, with the entries that each rests on, by their keys."""
    told = figures(*kept, show=[figure.name], **against)
    return {cell.key: (cell.value, cell.n) for name, cell in told.cells() if name == figure.name}


def labels(figure: type[Figure], *kept: EntryAnswers) -> dict[str, str]:
    told = figures(*kept, show=[figure.name])
    return {cell.key: cell.label for _, cell in told.cells() if cell.label}


def rows(figure: type[Figure], *kept: EntryAnswers) -> list[tuple[str, str]]:
    return [row[:2] for panel in figures(*kept, show=[figure.name]).panels() for row in panel.rows]


TOLD = "told_final — They told me, and it sounded final"
PRICE = "price.rate_rise — Price: After I raised it"
TERMS = "price.terms — Price: Terms, or payment"
VALUE = "value — Not worth it to them any more"
UNKNOWN = "unknown — I do not know"
HEARD = {"terms": "good — Good", "call_outcome": "talked — We talked"}


class TestLosses:
    @pytest.mark.parametrize(
        ("answers", "losses"),
        [
            ({}, 0),
            ({"reason": PRICE}, 0),
            ({"certainty": "suspect — I am afraid so"}, 0),
            ({"certainty": TOLD}, 1),
            ({"certainty": "told_open — They told me, but it may not be settled"}, 1),
            ({"call_outcome": "talked"}, 1),
            ({"call_outcome": "wrote"}, 1),
            ({"call_outcome": "declined"}, 1),
            ({"call_outcome": "no_answer"}, 0),
            ({"call_outcome": "no_answer", "second_outcome": SKIPPED}, 0),
            ({"call_outcome": "no_answer", "second_outcome": "no_answer"}, 1),
            ({"call_outcome": "no_answer", "second_outcome": "not_asked"}, 0),
            ({"certainty": "suspect", "call_outcome": "false_alarm"}, 0),
            ({"call_outcome": "no_answer", "second_outcome": "false_alarm"}, 0),
            ({"certainty": TOLD, "door_now": "settled — It is settled"}, 1),
            ({"certainty": TOLD, "door_now": "open — Still open"}, 1),
            ({"certainty": TOLD, "door_now": "stays — They stay"}, 0),
        ],
    )
    def test_they_told_you_or_the_call_was_made_and_they_do_not_stay(
        self, answers: dict[str, str], losses: int
    ) -> None:
        assert losses == len(figures(entry("lost", **answers)).losses)

    @pytest.mark.parametrize(("saved", "losses"), [("2026-11-30", 0), ("2026-12-01", 1), ("", 1)])
    def test_who_came_back_before_the_work_ended_is_none(self, saved: str, losses: int) -> None:
        back = lost(outcome="returned — They came back", last_day="2026-12-01")
        day = date.fromisoformat(saved) if saved else None

        assert losses == len(figures(back._replace(saved=day)).losses)

    def test_who_stays_is_none_in_another_playbook_either(self) -> None:
        kept = [entry("gone", reason=PRICE), entry("gone", reason=PRICE, door_now="stays")]

        assert 1 == len(figures(*kept, others=["gone"]).losses)

    def test_other_playbooks_are_none_even_with_a_reason(self) -> None:
        assert 0 == len(figures(entry("won", reason=PRICE)).losses)

    def test_another_playbook_that_is_named_counts_where_it_holds_a_reason(self) -> None:
        kept = [entry("gone", reason=PRICE), entry("gone")]

        assert 1 == len(figures(*kept, others=["gone"]).losses)

    @pytest.mark.parametrize(
        ("begun", "title"),
        [
            ([], "No clients lost"),
            ([""], "1 client lost"),
            (["2026-01-01", ""], "2 clients lost, 2026"),
            (["2026-01-01", "2024-12-31", "2025-01-01"], "3 clients lost, 2024 to 2026"),
        ],
    )
    def test_the_title_says_how_many_and_when(self, begun: list[str], title: str) -> None:
        assert title == figures(*map(lost, begun)).title


class TestReasons:
    def test_they_are_counted_by_slug_with_their_details(self) -> None:
        kept = [lost(reason=line) for line in (PRICE, VALUE, TERMS, PRICE)]

        assert [
            *(("price", (3, 4)), ("price.rate_rise", (2, 4)), ("price.terms", (1, 4))),
            *(("value", (1, 4)), ("unknown", (0, 4)), ("(not given)", (0, 4))),
        ] == list(cells(Reasons, *kept).items())
        assert {
            "price": "Price",
            "price.rate_rise": "After I raised it",
            "price.terms": "Terms, or payment",
            "value": "Not worth it to them any more",
        } == labels(Reasons, *kept)

    def test_unknown_and_not_given_stand_apart(self) -> None:
        kept = [lost(reason=UNKNOWN), lost(reason=SKIPPED), lost(), lost(reason=PRICE)]
        reasons = cells(Reasons, *kept)

        assert (1, 1) == reasons["price"]
        assert ((1, 4), (2, 4)) == (reasons["unknown"], reasons["(not given)"])

    def test_a_label_is_the_one_that_was_read_last(self) -> None:
        kept = [lost(reason=line) for line in ("price — Cost", "price — Money", PRICE)]

        assert "Money" == labels(Reasons, *kept)["price"]

    def test_a_label_before_a_detail_will_do_where_there_is_no_other(self) -> None:
        assert "Price" == labels(Reasons, lost(reason="price.x — Cost: X"), lost(reason=PRICE))["price"]

    def test_a_slug_without_a_label_is_its_own(self) -> None:
        assert {"price": "price"} == labels(Reasons, lost(reason="price"))

    def test_words_that_are_no_choice_count_as_not_given(self) -> None:
        assert (1, 1) == cells(Reasons, lost(reason="They were mean."))["(not given)"]


class TestQuarters:
    def test_they_go_by_the_day_the_walk_was_begun(self) -> None:
        days = ["2026-03-31", "2026-04-01", "2025-12-31", "2026-06-30"]

        assert [
            *(("2025-Q4", (1, 4)), ("2026-Q1", (1, 4)), ("2026-Q2", (2, 4))),
            ("(no date)", (0, 4)),
        ] == list(cells(Quarters, *map(lost, days)).items())

    def test_what_is_no_day_stands_apart(self) -> None:
        assert {"(no date)": (1, 1)} == cells(Quarters, lost(""))


class TestControl:
    def test_the_share_is_of_those_known(self) -> None:
        hands = ["mine — Mostly mine"] * 2 + ["shared — Some of each", "theirs — Not mine", SKIPPED]
        kept = [lost(reason=PRICE, control=line) for line in hands]

        control = cells(Control, *kept)

        assert [(2, 4), (1, 4), (1, 4)] == [control[hand] for hand in ("mine", "shared", "theirs")]
        assert [(0, 5), (1, 5)] == [control[key] for key in ("unknown", "(not given)")]
        assert (3, 4) == control["mine_or_shared"]

    def test_an_unknown_reason_is_known_to_nobody(self) -> None:
        hands = cells(Control, lost(reason=UNKNOWN), lost(reason=PRICE))

        assert ((1, 2), (1, 2)) == (hands["unknown"], hands["(not given)"])

    def test_hands_that_are_none_of_the_three_count_as_not_given(self) -> None:
        kept = lost(reason=PRICE, control="god — Not of this world")

        assert (1, 1) == cells(Control, kept)["(not given)"]


class TestMoney:
    KEPT = (
        lost(monthly_value="1200.00 EUR", fit="62 mixed — Keep it warm"),
        lost(monthly_value="300.50 EUR", fit="80 core — Worth real effort to win back"),
        lost(monthly_value="900 usd", fit="70 mixed — Keep it warm"),
        lost(monthly_value="500.00 EUR"),
        lost(monthly_value=SKIPPED),
        lost(monthly_value="a lot"),
    )

    def test_currencies_are_never_added_to_each_other(self) -> None:
        revenue = cells(Revenue, *self.KEPT)

        assert ((Decimal("2000.50"), 3), (900, 1)) == (revenue["EUR"], revenue["USD"])
        assert (2, 6) == revenue["(not given)"]

    def test_bands_come_the_best_first_and_those_without_a_fit_last(self) -> None:
        assert [
            *("EUR", "USD", "EUR.core", "EUR.mixed", "USD.mixed"),
            *("EUR.(not given)", "(not given)"),
        ] == list(cells(Revenue, *self.KEPT))

    def test_the_share_of_the_income_is_in_its_own_currency(self) -> None:
        kept = [*self.KEPT, *[lost(monthly_value="500.00 EUR")] * 2]

        assert {
            "income": (5000, 5),
            "lost": (Decimal("3000.50"), 5),
            "median_percent": (10, 5),
        } == cells(Income, *kept, currency="EUR", income=Decimal(5000))

    @pytest.mark.parametrize(("n", "percent"), [(4, None), (5, Decimal(24))])
    def test_under_five_it_is_no_percentage_of_the_income_either(
        self, n: int, percent: Decimal | None
    ) -> None:
        kept = [lost(monthly_value="1200.00 EUR")] * n

        assert (percent, n) == cells(Income, *kept, income=Decimal(5000))["median_percent"]
        told = figures(*kept, income=Decimal(5000))
        assert (percent is None) == ("%" not in in_lines(told.panels()))

    def test_an_income_of_next_to_nothing_breaks_nothing(self) -> None:
        kept = [lost(monthly_value="999999999999999 EUR")] * 5

        assert 10**300 < cells(Income, *kept, income=Decimal("1e-300"))["median_percent"][0]

    @pytest.mark.parametrize("income", [None, Decimal(0)])
    def test_without_an_income_there_is_no_share_of_it(self, income: Decimal | None) -> None:
        assert {} == cells(Income, *self.KEPT, income=income)


class TestRecovery:
    @pytest.mark.parametrize(
        ("called", "past"),
        [("2026-08-24", 1), ("2026-08-25", 0), (SKIPPED, 1), ("soon", 1), ("9999-12-31", 0)],
    )
    def test_ninety_days_count_from_the_call_or_else_from_the_news(self, called: str, past: int) -> None:
        kept = lost("2026-08-01", callback_on=called, outcome="returned — They came back")

        assert (past, past) == cells(Recovery, kept)["came_back"]

    def test_returned_and_partial_came_back_and_silence_stands_apart(self) -> None:
        outcomes = ["returned — x", "partial — x", "partial — x", "referred — x", "warm — x", SKIPPED]
        kept = [lost("2025-01-01", outcome=line) for line in outcomes]

        assert {"came_back": (3, 5), "(not given)": (1, 6)} == cells(Recovery, *kept)

    def test_where_nobody_has_looked_back_nothing_is_said_of_what_came_back(self) -> None:
        assert [("After 90 days, not looked at again", "5")] == rows(Recovery, *[lost("2025-01-01")] * 5)


class TestReferrals:
    @pytest.mark.parametrize(
        ("answers", "eligible"),
        [
            (HEARD, 1),
            ({**HEARD, "terms": "mixed — Mixed"}, 1),
            ({**HEARD, "terms": "bad — Bad"}, 0),
            ({**HEARD, "terms": SKIPPED}, 0),
            ({**HEARD, "loose_ends": "files, invoice — Files, An unpaid invoice"}, 0),
            ({**HEARD, "loose_ends": "files — Files they need"}, 1),
            ({**HEARD, "loose_ends": SKIPPED}, 1),
            ({**HEARD, "loose_ends": "invoice", "invoice_paid": "yes"}, 1),
            ({**HEARD, "loose_ends": "invoice", "invoice_paid": "no"}, 0),
            ({**HEARD, "loose_ends": "invoice", "invoice_paid": "no", "invoice_paid_later": "yes"}, 1),
            ({**HEARD, "call_outcome": "declined — No"}, 0),
            ({**HEARD, "call_outcome": "no_answer — No", "second_outcome": "wrote — In writing"}, 1),
            ({**HEARD, "call_outcome": "no_answer — No", "second_outcome": "no_answer — No"}, 0),
        ],
    )
    def test_eligible_is_what_the_walk_lets_through(self, answers: dict[str, str], eligible: int) -> None:
        assert (0, eligible) == cells(Referrals, lost(**answers))["asked"]

    def test_asked_is_sent_and_introductions_are_of_those_asked(self) -> None:
        referrals = cells(
            Referrals,
            lost(**HEARD, referral="sent 2026-11-10", introductions="2"),
            lost(**HEARD, referral="sent 2026-11-10", introductions=SKIPPED),
            lost(**HEARD, referral="later", introductions="7"),
            lost(referral="sent 2026-11-10", introductions="7"),
        )

        assert {"asked": (2, 3), "introductions": (2, 1), "(not given)": (1, 2)} == referrals

    def test_one_that_was_sent_later_once_the_invoice_was_paid_counts_too(self) -> None:
        paid = lost(**HEARD, loose_ends="invoice", invoice_paid_later="yes")
        later = paid._replace(heads={**paid.heads, "referral_later": "sent 2026-11-10", "introductions": "1"})

        assert (1, 1) == cells(Referrals, later)["asked"] == cells(Referrals, later)["introductions"]


class TestHowItWent:
    def test_a_promise_was_broken_where_it_is_said(self) -> None:
        kept = [lost(promise="The report by Friday"), lost(promise=""), lost(promise=SKIPPED)]

        assert {"broken": (2, 3), "repaired": (0, 2)} == cells(Promises, *kept)

    @pytest.mark.parametrize(
        ("answers", "boxes", "repaired"),
        [
            ({}, [], 0),
            ({}, [("2026-11-08", False)], 0),
            ({}, [("2026-11-08", True)], 1),
            ({}, [("2026-11-08", True), ("2026-11-08", False)], 1),
            ({}, [("2026-11-08", False), ("2026-11-08", True)], 0),
            ({}, [("2026-11-09", True), ("", True)], 0),
            ({"callback_on": "2026-11-08"}, [("2026-11-08", True), ("2026-11-08", False)], 0),
            ({"callback_on": "2026-11-08"}, [("2026-11-08", True), ("2026-11-08", True)], 1),
            ({"offer": "pause — A pause"}, [("2026-11-08", True)], 0),
            ({"amends_by": SKIPPED}, [("", True)], 0),
        ],
    )
    def test_what_was_owed_is_put_right_once_its_follow_up_is_ticked(
        self, answers: dict[str, str], boxes: list[tuple[str, bool]], repaired: int
    ) -> None:
        owed = lost(**{"promise": "Soon", "offer": "repair", "amends_by": "2026-11-08", **answers})
        days = [(date.fromisoformat(day) if day else None, ticked) for day, ticked in boxes]

        assert (repaired, 1) == cells(Promises, owed._replace(boxes=days))["repaired"]

    def test_those_who_stay_are_counted_of_those_where_it_is_decided(self) -> None:
        doors = ["stays — They stay", "settled — Settled", "settled — Settled", "open — Open", SKIPPED]
        kept = [lost(door_now=door) for door in doors]

        assert {"stays": (1, 3), "open": (1, 4)} == cells(Stayed, *kept)
        assert {"stays": (0, 0), "open": (0, 0)} == cells(Stayed, lost())

    def test_the_reason_is_another_one_after_ninety_days_by_its_slug_whatever_the_detail(self) -> None:
        pairs = [(PRICE, TERMS), (PRICE, VALUE), (UNKNOWN, PRICE), (PRICE, UNKNOWN), (PRICE, SKIPPED)]
        kept = [lost(reason=then, reason_now=now) for then, now in pairs]

        assert {"changed": (1, 2), "unknown": (2, 4)} == cells(Hindsight, *kept)

    def test_changes_are_kept_in_any_walk(self) -> None:
        kept = [lost(change_kept="yes"), entry("review", change_kept="no"), lost(change_kept=SKIPPED)]

        assert {"kept": (1, 2)} == cells(KeptChanges, *kept)

    def test_a_guess_is_right_by_its_slug_whatever_the_detail(self) -> None:
        kept = [
            lost(my_guess=PRICE, reason=TERMS),
            lost(my_guess=PRICE, reason=VALUE),
            lost(my_guess=UNKNOWN, reason=UNKNOWN),
            lost(my_guess=PRICE, reason=UNKNOWN),
            lost(my_guess=PRICE),
        ]
        guess = cells(Guess, *kept)

        assert ((1, 2), (1, 2)) == (guess["right"], guess["price>value"])
        assert ((2, 5), (1, 5)) == (guess["unknown"], guess["(not given)"])
        assert {"price>value": "Price, then Not worth it to them any more"} == labels(Guess, *kept)

    def test_heard_why_is_talked_or_wrote_at_either_try(self) -> None:
        kept = [
            lost(call_outcome="talked — We talked"),
            lost(call_outcome="no_answer — No", second_outcome="wrote — In writing"),
            lost(call_outcome="declined — No"),
            lost(),
        ]

        assert {"why": (2, 4)} == cells(Heard, *kept)


class TestMedians:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [([], None), ([3], "3"), ([1, 9, 2], "2"), ([4, 1, 2, 3], "2.5"), ([2, 2], "2")],
    )
    def test_a_median_lies_in_the_middle(self, values: list[int], expected: str | None) -> None:
        assert (None if expected is None else Decimal(expected)) == median(values)

    def test_the_fit_is_the_median_of_the_points(self) -> None:
        assert {"median": (50, 2)} == cells(Fit, lost(fit="40 drifting"), lost(fit="60 mixed"), lost())

    def test_the_runway_is_the_median_of_its_months_and_where_it_never_ends_apart(self) -> None:
        lines = [
            "2027-03-14 3.5 — 3.5 months",
            "2027-02-01 2 — 2 months",
            "none — It covers itself",
            "long",
            "",
        ]

        assert {"months": (Decimal("2.75"), 2), "none": (1, 3)} == cells(
            Runway, *(lost(runway=line) for line in lines)
        )

    def test_days_run_from_the_news_to_the_call_that_was_tried_and_to_the_closing(self) -> None:
        tried = "no_answer — No answer"
        days = cells(
            Days,
            lost("2026-11-01", callback_on="2026-11-03", call_outcome=tried, closing="sent 2026-11-11"),
            lost("2026-11-01", callback_on="2026-10-31", call_outcome=tried, closing="later"),
            lost("2026-11-01", callback_on="2026-11-20"),
            lost("", callback_on="2026-11-03", call_outcome=tried),
        )

        assert {"call": (2, 1), "closing": (10, 1)} == days

    def test_the_sting_is_a_change(self) -> None:
        kept = [lost(sting="8", sting_now="2"), lost(sting="3", sting_now="4"), lost(sting="9")]

        assert {"change": (Decimal("-2.5"), 2)} == cells(Sting, *kept)


def test_changes_come_from_any_walk_the_newest_last() -> None:
    changes = figures(
        lost("2026-05-01", change="When a date slips, I will call."),
        entry("review", "2025-02-01", rule="No work unpaid."),
        lost("2026-06-01", change=SKIPPED),
        lost("", change="Sleep."),
        show=["changes"],
    )

    assert [
        "Once you wrote: Sleep.",
        "In February 2025 you wrote: No work unpaid.",
        "In May you wrote: When a date slips, I will call.",
    ] == [sentence for _, sentence in changes.sentences()]


@pytest.mark.parametrize(
    ("guesses", "hits", "said"),
    [
        (5, 1, "You guessed “Price” 5 times. It was that once."),
        (2, 2, "You guessed “Price” twice. It was that each time."),
        (3, 0, "You guessed “Price” 3 times. It was something else each time."),
        (1, 0, "You guessed “Price” once. It was something else."),
        (1, 1, "You guessed “Price” once. It was that."),
    ],
)
def test_in_a_walk_a_guess_is_said_in_a_sentence_and_not_in_a_table(
    guesses: int, hits: int, said: str
) -> None:
    kept = [lost(my_guess=PRICE, reason=TERMS if number < hits else VALUE) for number in range(guesses)]

    assert said == in_words(kept, Basis(TODAY), ["guess"], "all")
    assert said == in_words([*kept, lost()], Basis(TODAY), ["guess"], "all", least=guesses)
    assert in_words([*kept, lost(reason=VALUE)], Basis(TODAY), ["guess"], "all", least=guesses + 1) == ""


@pytest.mark.parametrize("answers", [{}, {"my_guess": PRICE}, {"my_guess": "unknown", "reason": VALUE}])
@pytest.mark.parametrize("least", [0, 1])
def test_of_guesses_that_nothing_is_known_of_nothing_is_said(answers: dict[str, str], least: int) -> None:
    assert in_words([lost(**answers)], Basis(TODAY), ["guess"], "all", least) == ""


class TestAnswers:
    @pytest.mark.parametrize(
        "line", ["", "Price", "price.", ".price", "1price", "two words — Two", "(skipped)"]
    )
    def test_what_is_no_choice_is_none(self, line: str) -> None:
        assert lost(x=line).choice("x") is None

    @pytest.mark.parametrize(
        ("read", "line"),
        [
            (EntryAnswers.amount, "1200"),
            (EntryAnswers.amount, "1.200,00 EUR"),
            (EntryAnswers.amount, "EUR 1200"),
            (EntryAnswers.amount, "1e9 EUR"),
            (EntryAnswers.amount, "१२ EUR"),
            (EntryAnswers.number, "seven"),
            (EntryAnswers.number, "1e9"),
            (EntryAnswers.number, "٧"),
            (EntryAnswers.scored, "101 core"),
            (EntryAnswers.scored, "62"),
            (EntryAnswers.day, "2026-11-22x"),
            (EntryAnswers.day, "22.11.2026"),
            (EntryAnswers.sent_on, "later"),
            (EntryAnswers.sent_on, "sent"),
            (EntryAnswers.sent_on, "sent on Friday"),
        ],
    )
    def test_what_cannot_be_read_is_none(self, read: Any, line: str) -> None:  # noqa: ANN401 - any of them
        assert read(lost(x=line), "x") is None


class TestShares:
    def test_under_five_there_is_no_percentage(self) -> None:
        shares = [Share(part, n).number("key", "").cell for part, n in ((0, 0), (3, 4), (3, 5))]

        assert [None, None, 60] == [cell.percent for cell in shares if cell]

    def test_halves_are_rounded_up(self) -> None:
        one = Share(1, 8).number("key", "One of eight")

        assert ("13%", 13) == (one.row and one.row.more, one.cell and one.cell.percent)


LINES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *("told_final", "stays", "settled", "open", "yes", "repair", "returned"),
            *(PRICE, VALUE, UNKNOWN, SKIPPED, "(unfinished)", "", "talked — We talked", "good", "mine"),
            *("sent 2026-01-02", "2026-11-24", "0001-01-01", "9999-12-31", "7", "-3.5", "1200.00 EUR"),
            *("999999999999999.99 XXX", "-5 EUR", "62 mixed — Keep it warm", "0 release", "invoice, files"),
        ]
    ),
)
ENTRIES = st.builds(
    EntryAnswers,
    st.sampled_from(["lost", "lost", "review"]),
    st.none() | st.dates() | st.dates(date(2020, 1, 1), TODAY),
    st.dictionaries(st.sampled_from(sorted(questions_of(EVERY))), LINES),
    st.none() | st.dates(),
    st.lists(st.tuples(st.sampled_from([None, date(2026, 11, 24)]), st.booleans()), max_size=3),
)


class TestAnyText:
    @given(st.lists(ENTRIES, max_size=12), st.sampled_from([None, Decimal("1e-300"), Decimal(5000)]))
    def test_whatever_stands_there_is_counted_once_and_can_be_told(
        self, kept: list[EntryAnswers], income: Decimal | None
    ) -> None:
        told = figures(*kept, income=income)
        parts: dict[str, dict[str, int]] = {}
        for name, cell in told.cells():
            # What has a point in it is a part of another number.
            if "." not in cell.key:
                parts.setdefault(name, {})[cell.key] = int(cell.value or 0) if cell.is_part else cell.n

        del parts["control"]["mine_or_shared"]
        assert len(told.losses) <= sum(one.playbook == "lost" for one in kept)
        for name in ("reasons", "quarters", "control", "guess", "revenue"):
            assert len(told.losses) == sum(parts[name].values())
        for name, cell in told.cells():
            assert not cell.is_part or 0 <= (cell.value or 0) <= cell.n
            assert "\t" not in name + cell.key + plainly(cell.value)
        assert all(row.size is None or 0 <= row.size <= 1 for panel in told.panels() for row in panel.rows)
        assert isinstance(in_lines(told.panels()), str)

    @given(st.lists(ENTRIES, max_size=12), st.randoms(use_true_random=False))
    def test_the_order_of_entries_changes_no_number(self, kept: list[EntryAnswers], chance: Any) -> None:  # noqa: ANN401 - a Random
        def numbers(some: list[EntryAnswers]) -> list[object]:
            return [(name, cell._replace(label="")) for name, cell in figures(*some).cells()]

        assert numbers(kept) == numbers(chance.sample(kept, len(kept)))


class TestWords:
    def test_no_percentage_is_told_of_fewer_than_five(self) -> None:
        said = in_lines(figures(*[lost(reason=PRICE, **HEARD)] * 4).panels())

        assert "%" not in said
        assert "Price: 4" in said

    def test_from_five_on_there_are(self) -> None:
        assert "  Price: 5, 100%" in in_lines(figures(*[lost(reason=PRICE)] * 5).panels())

    def test_quarters_between_two_losses_are_told_and_those_long_past_are_one_row(self) -> None:
        days = ["2012-01-01", "2022-01-01", "2024-01-01", "2026-01-01", "2026-08-01"]
        said = in_lines(figures(*map(lost, days), show=["quarters"]).panels()).split("\n")

        assert ["Earlier: 2", "2024, quarter 1: 1", "2024, quarter 2: 0"] == [
            line.strip() for line in said[1:4]
        ]
        assert "2026, quarter 3: 1" == said[-1].strip()

    def test_only_what_is_wanted_is_told(self) -> None:
        told = figures(lost(reason=PRICE, sting="3", sting_now="1"), show=["sting"]).panels()

        assert ["The sting, after 90 days: 2 less, from 1"] == in_lines(told).split("\n  ")[1:]

    def test_figures_with_the_same_title_stand_in_one_panel_in_their_order(self) -> None:
        told = figures(
            lost(promise="Soon", my_guess=PRICE, reason=VALUE), show=["promises", "guess", "heard"]
        )

        went, misses = told.panels()
        assert ("How it went", "What you guessed, then what it was") == (
            went.heading.title,
            misses.heading.title,
        )
        assert [
            *("They told you why", "Your guess was the reason"),
            *("A promise was broken", "Of these, put right"),
        ] == [row.label for row in went.rows]

    def test_of_nothing_there_is_nothing_to_tell(self) -> None:
        assert [] == figures().panels()


class Watched(dict[str, str]):
    """Answers that note which of them are asked for."""

    def __init__(self, answers: Mapping[str, str]) -> None:
        super().__init__(answers)
        self.asked: set[str] = set()

    def get(self, question: str, otherwise: Any = None) -> Any:  # noqa: ANN401 - as a dict has it
        self.asked.add(question)
        return super().get(question, otherwise)


class TestEveryFigure:
    def test_a_walk_can_show_every_one_and_no_other(self) -> None:
        assert get_args(FigureName) == tuple(EVERY)

    @pytest.mark.parametrize("figure", FIGURES, ids=EVERY)
    def test_names_the_questions_that_it_looks_at(self, figure: Figure) -> None:
        """One that it does not name is not read of the entries, and would silently count as not given."""
        kept = [
            {"promise": "Soon", "offer": "repair", "amends_by": "2026-01-02", "monthly_value": "1.00 EUR"},
            {"callback_on": "2026-01-02", "outcome": "returned", "reason_now": "price", "runway": "none"},
            {**HEARD, "referral": "sent 2026-11-02"},
            {**HEARD, "loose_ends": "invoice"},
            {**HEARD, "referral": "later"},
            {**HEARD, "call_outcome": "no_answer — No"},
        ]
        watched = [Watched(answers) for answers in kept]
        entries = [EntryAnswers("lost", TODAY, answers) for answers in watched]

        list(figure.numbers(Entries(entries, Basis(TODAY, income=Decimal(5000)))))

        assert set(figure.questions) == set[str]().union(*(answers.asked for answers in watched))

    def test_looks_at_questions_that_there_are(self) -> None:
        ids = {question.id for _, question in LOST.questions()}

        assert {"rule"} == questions_of(EVERY) - ids - AHEAD
