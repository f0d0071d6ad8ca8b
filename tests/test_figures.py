"""Entries to figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import read

import playbook.stats
from playbook.model.types.figures import FigureName
from playbook.stats.answers import amount, chosen, day, number, points, sent_on
from playbook.stats.count import count
from playbook.stats.figures import NAMES, Figures
from playbook.stats.kinds import Change, Count, Middle, Share, Sum, middle
from playbook.stats.losses import COUNTED, TEXTS, WISHES, gathered
from playbook.stats.panels import panels
from playbook.stats.rows import in_lines, money
from playbook.stats.table import plainly, table
from playbook.written import SKIPPED

LOST = read((Path(__file__).parents[1] / "playbooks" / "en" / "lost.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)


class Kept(NamedTuple):
    """An entry as far as figures look at it."""

    front: Mapping[str, str]
    answers: Mapping[str, str]


def lost(started: str = "2026-11-01T09:00:00+01:00", **answers: str) -> Kept:
    return Kept({"playbook": "lost", "started": started}, answers)


def figures(
    *kept: Kept,
    others: Collection[str] = (),
    **settings: Any,  # noqa: ANN401 - as `count` has them
) -> Figures:
    return count([gathered(kept, others)], TODAY, **settings)


PRICE = "price.rate_rise — Price: After I raised it"
TERMS = "price.terms — Price: Terms, or payment"
VALUE = "value — Not worth it to them any more"
UNKNOWN = "unknown — I do not know"
HEARD = {"terms": "good — Good", "call_outcome": "talked — We talked"}


class TestLosses:
    def test_every_entry_of_lost_is_one_however_far_it_is(self) -> None:
        assert 2 == figures(lost(), lost(reason=PRICE)).losses

    def test_other_playbooks_are_none_even_with_a_reason(self) -> None:
        assert 0 == figures(Kept({"playbook": "won"}, {"reason": PRICE})).losses

    def test_another_playbook_that_is_named_counts_where_it_holds_a_reason(self) -> None:
        kept = [Kept({"playbook": "gone"}, {"reason": PRICE}), Kept({"playbook": "gone"}, {})]

        assert 1 == figures(*kept, others=["gone"]).losses


class TestReasons:
    def test_they_are_counted_by_slug_with_their_details(self) -> None:
        reasons = figures(*[lost(reason=line) for line in (PRICE, VALUE, TERMS, PRICE)]).reasons

        details = (
            Count("price.rate_rise", "After I raised it", 2),
            Count("price.terms", "Terms, or payment", 1),
        )
        assert (
            Count("price", "Price", 3, details),
            Count("value", "Not worth it to them any more", 1),
        ) == reasons.rows

    def test_unknown_and_not_given_stand_apart(self) -> None:
        reasons = figures(lost(reason=UNKNOWN), lost(reason=SKIPPED), lost(), lost(reason=PRICE)).reasons

        assert (1, 1, 2) == (reasons.n, reasons.unknown, reasons.not_given)

    def test_a_label_is_the_one_that_was_read_last(self) -> None:
        lines = ["price — Cost", "price — Money", PRICE]

        assert ["Money"] == [row.label for row in figures(*[lost(reason=x) for x in lines]).reasons.rows]

    def test_a_slug_without_a_label_is_its_own(self) -> None:
        assert [("price", "price")] == [
            (row.key, row.label) for row in figures(lost(reason="price")).reasons.rows
        ]

    def test_words_that_are_no_choice_count_as_not_given(self) -> None:
        assert 1 == figures(lost(reason="They were mean.")).reasons.not_given


class TestQuarters:
    def test_they_go_by_the_day_the_walk_was_begun(self) -> None:
        days = ["2026-03-31T23:59:00+01:00", "2026-04-01T00:00:00+01:00", "2025-12-31", "2026-06-30"]

        assert (("2025-Q4", 1), ("2026-Q1", 1), ("2026-Q2", 2)) == tuple(
            (row.key, row.entries) for row in figures(*map(lost, days)).quarters.rows
        )

    @pytest.mark.parametrize("started", ["", "yesterday", "2026-13-01", "2026-02-30", "2026-11-22T99:00:00"])
    def test_what_is_no_day_stands_apart(self, started: str) -> None:
        assert ((), 1) == figures(lost(started)).quarters


class TestControl:
    def test_the_share_is_of_those_known(self) -> None:
        hands = ["mine — Mostly mine"] * 2 + ["shared — Some of each", "theirs — Not mine", SKIPPED]
        control = figures(*[lost(reason=PRICE, control=line) for line in hands]).control

        assert (Share(2, 4), Share(3, 4)) == (control.mine, control.partly_mine)
        assert (0, 1) == (control.hands.unknown, control.hands.not_given)

    def test_an_unknown_reason_is_known_to_nobody(self) -> None:
        hands = figures(lost(reason=UNKNOWN), lost(reason=PRICE)).control.hands

        assert (1, 1) == (hands.unknown, hands.not_given)

    def test_hands_that_are_none_of_the_three_count_as_not_given(self) -> None:
        assert 1 == figures(lost(reason=PRICE, control="god — Not of this world")).control.hands.not_given


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
        revenue = figures(*self.KEPT).revenue

        assert (Sum("EUR", Decimal("2000.50"), 3), Sum("USD", Decimal(900), 1)) == revenue.sums
        assert 2 == revenue.not_given

    def test_bands_come_the_best_first_and_those_without_a_fit_last(self) -> None:
        bands = figures(*self.KEPT).revenue.bands

        assert ["core", "mixed", ""] == [band.key for band in bands]
        assert [("EUR", Decimal("1200.00")), ("USD", Decimal(900))] == [one[:2] for one in bands[1].sums]

    def test_the_share_of_the_income_is_in_its_own_currency(self) -> None:
        income = figures(*self.KEPT, currency="EUR", income=Decimal(5000)).income

        assert income is not None
        assert Sum("EUR", Decimal("2000.50"), 3) == income.lost
        assert Middle(Decimal(10), 3) == income.middle

    @pytest.mark.parametrize(("n", "percent"), [(4, None), (5, Decimal(24))])
    def test_under_five_it_is_no_percentage_of_the_income_either(
        self, n: int, percent: Decimal | None
    ) -> None:
        told = figures(*[lost(monthly_value="1200.00 EUR")] * n, income=Decimal(5000))

        assert [percent] == [cell.value for cell in table(told) if cell.key == "median_percent"]
        assert (percent is None) == ("%" not in in_lines(panels(told)))

    def test_an_income_of_next_to_nothing_breaks_nothing(self) -> None:
        kept = [lost(monthly_value="999999999999999 EUR")] * 5
        told = figures(*kept, income=Decimal("1e-300"))

        assert 10**300 < max(cell.value or 0 for cell in table(told) if cell.figure == "income")

    @pytest.mark.parametrize("income", [None, Decimal(0)])
    def test_without_an_income_there_is_no_share_of_it(self, income: Decimal | None) -> None:
        assert figures(*self.KEPT, income=income).income is None


class TestRecovery:
    @pytest.mark.parametrize(
        ("called", "past"),
        [("2026-08-24", 1), ("2026-08-25", 0), (SKIPPED, 1), ("soon", 1), ("9999-12-31", 0)],
    )
    def test_ninety_days_count_from_the_call_or_else_from_the_news(self, called: str, past: int) -> None:
        kept = lost("2026-08-01T09:00:00+02:00", callback_on=called, outcome="returned — They came back")

        assert Share(past, past) == figures(kept).recovery.came_back

    def test_returned_and_partial_came_back_and_silence_stands_apart(self) -> None:
        outcomes = ["returned — x", "partial — x", "partial — x", "referred — x", "warm — x", SKIPPED]
        recovery = figures(*[lost("2025-01-01", outcome=line) for line in outcomes]).recovery

        assert (Share(3, 6), 1) == recovery


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
            ({**HEARD, "call_outcome": "declined — No"}, 0),
            ({**HEARD, "call_outcome": "no_answer — No", "second_outcome": "wrote — In writing"}, 1),
            ({**HEARD, "call_outcome": "no_answer — No", "second_outcome": "no_answer — No"}, 0),
        ],
    )
    def test_eligible_is_what_the_walk_lets_through(self, answers: dict[str, str], eligible: int) -> None:
        assert Share(0, eligible) == figures(lost(**answers)).referrals.asked

    def test_asked_is_sent_and_introductions_are_of_those_asked(self) -> None:
        kept = [
            lost(**HEARD, referral="sent 2026-11-10", introductions="2"),
            lost(**HEARD, referral="sent 2026-11-10", introductions=SKIPPED),
            lost(**HEARD, referral="later", introductions="7"),
            lost(referral="sent 2026-11-10", introductions="7"),
        ]

        assert (Share(2, 3), Decimal(2), 1) == tuple(figures(*kept).referrals)


class TestHowItWent:
    def test_a_promise_was_broken_where_it_is_said_and_repaired_by_the_offer(self) -> None:
        kept = [
            lost(promise="The report by Friday", offer="repair — Put right what I owed them"),
            lost(promise="", offer="none — Nothing"),
            lost(promise=SKIPPED, offer="repair — Put right what I owed them"),
        ]

        assert (Share(1, 2), 3) == figures(*kept).promises

    def test_a_guess_is_right_by_its_slug_whatever_the_detail(self) -> None:
        kept = [
            lost(my_guess=PRICE, reason=TERMS),
            lost(my_guess=PRICE, reason=VALUE),
            lost(my_guess=UNKNOWN, reason=UNKNOWN),
            lost(my_guess=PRICE, reason=UNKNOWN),
            lost(my_guess=PRICE),
        ]
        guess = figures(*kept).guess

        assert (Share(1, 2), 2, 1) == (guess.right, guess.unknown, guess.not_given)
        assert [("price>value", "Price, then Not worth it to them any more", 1)] == [
            row[:3] for row in guess.wrong
        ]

    def test_heard_why_is_talked_or_wrote_at_either_try(self) -> None:
        kept = [
            lost(call_outcome="talked — We talked"),
            lost(call_outcome="no_answer — No", second_outcome="wrote — In writing"),
            lost(call_outcome="declined — No"),
            lost(),
        ]

        assert Share(2, 4) == figures(*kept).heard


class TestMedians:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [([], None), ([3], "3"), ([1, 9, 2], "2"), ([4, 1, 2, 3], "2.5"), ([2, 2], "2")],
    )
    def test_a_median_lies_in_the_middle(self, values: list[int], expected: str | None) -> None:
        assert Middle(None if expected is None else Decimal(expected), len(values)) == middle(values)

    def test_the_fit_is_the_median_of_the_points(self) -> None:
        assert Middle(Decimal(50), 2) == figures(lost(fit="40 drifting"), lost(fit="60 mixed"), lost()).fit

    def test_days_run_from_the_news_to_the_call_and_to_the_closing(self) -> None:
        told = figures(
            lost("2026-11-01T23:00:00-05:00", callback_on="2026-11-03", closing="sent 2026-11-11"),
            lost("2026-11-01", callback_on="2026-10-31", closing="later"),
        )

        assert (Middle(Decimal(2), 1), Middle(Decimal(10), 1)) == (told.days_to_call, told.days_to_closing)

    def test_the_sting_is_a_change(self) -> None:
        kept = [lost(sting="8", sting_now="2"), lost(sting="3", sting_now="4"), lost(sting="9")]

        assert Middle(Decimal("-2.5"), 2) == figures(*kept).sting


def test_changes_come_from_any_walk_the_newest_last() -> None:
    kept = [
        lost("2026-05-01", change="When a date slips, I will call."),
        Kept({"playbook": "review", "started": "2026-02-01"}, {"rule": "No work unpaid."}),
        lost("2026-06-01", change=SKIPPED),
        lost("someday", change="Sleep."),
    ]

    assert (
        Change(None, "Sleep."),
        Change(date(2026, 2, 1), "No work unpaid."),
        Change(date(2026, 5, 1), "When a date slips, I will call."),
    ) == figures(*kept).changes


class TestAnswers:
    @pytest.mark.parametrize(
        "line", ["", "Price", "price.", ".price", "1price", "two words — Two", "(skipped)"]
    )
    def test_what_is_no_choice_is_none(self, line: str) -> None:
        assert chosen(line) is None

    @pytest.mark.parametrize(
        ("read", "line"),
        [
            (amount, "1200"),
            (amount, "1.200,00 EUR"),
            (amount, "EUR 1200"),
            (amount, "1e9 EUR"),
            (amount, "१२ EUR"),
            (number, "seven"),
            (number, "1e9"),
            (number, "٧"),
            (points, "101 core"),
            (points, "62"),
            (day, "2026-11-22x"),
            (day, "22.11.2026"),
            (sent_on, "later"),
            (sent_on, "sent"),
            (sent_on, "sent on Friday"),
        ],
    )
    def test_what_cannot_be_read_is_none(self, read: Any, line: str) -> None:  # noqa: ANN401 - any of them
        assert read(line) is None


class TestShares:
    def test_under_five_there_is_no_percentage(self) -> None:
        assert [None, None, 60] == [Share(part, n).percent for part, n in ((0, 0), (3, 4), (3, 5))]

    def test_halves_are_rounded_up(self) -> None:
        assert 13 == Share(1, 8).percent


LINES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            *(PRICE, VALUE, UNKNOWN, SKIPPED, "(unfinished)", "", "talked — We talked", "good", "mine"),
            *("sent 2026-01-02", "2026-11-24", "0001-01-01", "9999-12-31", "7", "-3.5", "1200.00 EUR"),
            *("999999999999999.99 XXX", "-5 EUR", "62 mixed — Keep it warm", "0 release", "invoice, files"),
        ]
    ),
)
ENTRIES = st.builds(
    Kept,
    st.fixed_dictionaries(
        {"playbook": st.sampled_from(["lost", "lost", "review"])}, optional={"started": LINES}
    ),
    st.dictionaries(st.sampled_from(COUNTED + TEXTS + WISHES), LINES),
)


class TestAnyText:
    @given(st.lists(ENTRIES, max_size=12), st.sampled_from([None, Decimal("1e-300"), Decimal(5000)]))
    def test_whatever_stands_there_is_counted_once_and_can_be_told(
        self, kept: list[Kept], income: Decimal | None
    ) -> None:
        told = figures(*kept, income=income)
        hands, guess = told.control.hands, told.guess

        assert sum(entry.front["playbook"] == "lost" for entry in kept) == told.losses
        for n in (
            told.reasons.n + told.reasons.unknown + told.reasons.not_given,
            hands.n + hands.unknown + hands.not_given,
            guess.right.n + guess.unknown + guess.not_given,
            sum(row.entries for row in told.quarters.rows) + told.quarters.undated,
            sum(one.n for one in told.revenue.sums) + told.revenue.not_given,
        ):
            assert told.losses == n
        for cell in table(told):
            assert not cell.is_part or 0 <= (cell.value or 0) <= cell.n
            assert "\t" not in cell.figure + cell.key + plainly(cell.value)
        assert all(row.size is None or 0 <= row.size <= 1 for panel in panels(told) for row in panel.rows)
        assert isinstance(in_lines(panels(told)), str)

    @given(st.lists(ENTRIES, max_size=12), st.randoms(use_true_random=False))
    def test_the_order_of_entries_changes_no_number(self, kept: list[Kept], chance: Any) -> None:  # noqa: ANN401 - a Random
        mixed = chance.sample(kept, len(kept))

        assert [cell._replace(label="") for cell in table(figures(*kept))] == [
            cell._replace(label="") for cell in table(figures(*mixed))
        ]


class TestWords:
    def test_no_percentage_is_told_of_fewer_than_five(self) -> None:
        said = in_lines(panels(figures(*[lost(reason=PRICE, **HEARD)] * 4)))

        assert "%" not in said
        assert "Price: 4" in said

    def test_from_five_on_there_are(self) -> None:
        assert "  Price: 5, 100%" in in_lines(panels(figures(*[lost(reason=PRICE)] * 5)))

    def test_quarters_between_two_losses_are_told_and_those_long_past_are_one_row(self) -> None:
        days = ["2012-01-01", "2022-01-01", "2024-01-01", "2026-01-01", "2026-08-01"]
        said = in_lines(panels(figures(*map(lost, days)), ["quarters"])).split("\n")

        assert ["Earlier: 2", "2024, quarter 1: 1", "2024, quarter 2: 0"] == [
            line.strip() for line in said[1:4]
        ]
        assert "2026, quarter 3: 1" == said[-1].strip()

    def test_only_what_is_wanted_is_told(self) -> None:
        told = panels(figures(lost(reason=PRICE, sting="3", sting_now="1")), ["sting"])

        assert ["The sting, after 90 days: 2 less, from 1"] == in_lines(told).split("\n  ")[1:]

    def test_of_nothing_there_is_nothing_to_tell(self) -> None:
        assert [] == panels(figures())

    @pytest.mark.parametrize(
        ("number", "words"),
        [("1200.00", "1,200 EUR"), ("12400.5", "12,400.50 EUR"), ("0", "0 EUR"), ("-3", "-3 EUR")],
    )
    def test_money_has_cents_only_where_there_are_some(self, number: str, words: str) -> None:
        assert words == money(Decimal(number), "EUR")


def test_a_walk_can_show_every_figure_and_no_other() -> None:
    assert NAMES == get_args(FigureName)


def test_every_question_that_is_counted_is_read() -> None:
    """Without it a figure would silently count nothing."""
    folder = Path(playbook.stats.__file__).parent
    named = set(re.findall(r'"([a-z_]+)"', (folder / "count.py").read_text(encoding="utf-8")))
    ids = {question.id for _, question in LOST.questions()}

    assert named & ids <= {*COUNTED, *TEXTS, *WISHES}
    assert {*COUNTED, *TEXTS, *WISHES} - {"rule"} <= ids
