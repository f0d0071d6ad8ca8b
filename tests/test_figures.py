"""Entries to figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import read

from playbook.model.types.figures import FigureName
from playbook.stats.answers import Answers
from playbook.stats.count import FIGURES, Counted, count, questions_of
from playbook.stats.figure import Basis, Figure
from playbook.stats.kinds import Median, Share, Sum
from playbook.stats.outcomes import Changes, Days, Fit, Heard, Promises, Recovery, Referrals, Sting
from playbook.stats.panel import in_lines, money, plainly
from playbook.stats.reasons import Control, Guess, Quarters, Reasons
from playbook.stats.revenue import Income, Revenue
from playbook.written import SKIPPED

LOST = read((Path(__file__).parents[1] / "playbooks" / "en" / "lost.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 22)
EVERY = [figure.name for figure in FIGURES]

AnyFigure = TypeVar("AnyFigure", bound=Figure)


def entry(playbook: str, begun: str = "2026-11-01", **answers: str) -> Answers:
    return Answers(playbook, date.fromisoformat(begun) if begun else None, answers)


def lost(begun: str = "2026-11-01", **answers: str) -> Answers:
    return entry("lost", begun, **answers)


def figures(
    *kept: Answers,
    show: Collection[str] = EVERY,
    others: Collection[str] = (),
    **against: Any,  # noqa: ANN401 - as `Basis` has them
) -> Counted:
    return count(kept, Basis(TODAY, **against), show, others)


def counted(
    figure: type[AnyFigure],
    *kept: Answers,
    **against: Any,  # noqa: ANN401 - as `Basis` has them
) -> AnyFigure:
    (one,) = figures(*kept, show=[figure.name], **against).figures
    assert isinstance(one, figure)
    return one


def cells(
    figure: type[Figure],
    *kept: Answers,
    **against: Any,  # noqa: ANN401 - as `Basis` has them
) -> dict[str, Any]:
    """Return the values of a figure by their keys."""
    numbers = counted(figure, *kept, **against).numbers()
    return {number.cell.key: number.cell.value for number in numbers if number.cell}


def labels(figure: type[Figure], *kept: Answers) -> dict[str, str]:
    numbers = counted(figure, *kept).numbers()
    return {number.cell.key: number.cell.label for number in numbers if number.cell and number.cell.label}


PRICE = "price.rate_rise — Price: After I raised it"
TERMS = "price.terms — Price: Terms, or payment"
VALUE = "value — Not worth it to them any more"
UNKNOWN = "unknown — I do not know"
HEARD = {"terms": "good — Good", "call_outcome": "talked — We talked"}


class TestLosses:
    def test_every_entry_of_lost_is_one_however_far_it_is(self) -> None:
        assert 2 == figures(lost(), lost(reason=PRICE)).losses

    def test_other_playbooks_are_none_even_with_a_reason(self) -> None:
        assert 0 == figures(entry("won", reason=PRICE)).losses

    def test_another_playbook_that_is_named_counts_where_it_holds_a_reason(self) -> None:
        kept = [entry("gone", reason=PRICE), entry("gone")]

        assert 1 == figures(*kept, others=["gone"]).losses

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
            *(("price", 3), ("price.rate_rise", 2), ("price.terms", 1)),
            *(("value", 1), ("unknown", 0), ("(not given)", 0)),
        ] == list(cells(Reasons, *kept).items())
        assert {
            "price": "Price",
            "price.rate_rise": "After I raised it",
            "price.terms": "Terms, or payment",
            "value": "Not worth it to them any more",
        } == labels(Reasons, *kept)

    def test_unknown_and_not_given_stand_apart(self) -> None:
        kept = [lost(reason=UNKNOWN), lost(reason=SKIPPED), lost(), lost(reason=PRICE)]
        tally = counted(Reasons, *kept).tally

        assert (1, 1, 2) == (tally.n, tally.unknown, tally.not_given)

    def test_a_label_is_the_one_that_was_read_last(self) -> None:
        kept = [lost(reason=line) for line in ("price — Cost", "price — Money", PRICE)]

        assert "Money" == labels(Reasons, *kept)["price"]

    def test_a_label_before_a_detail_will_do_where_there_is_no_other(self) -> None:
        assert "Price" == labels(Reasons, lost(reason="price.x — Cost: X"), lost(reason=PRICE))["price"]

    def test_a_slug_without_a_label_is_its_own(self) -> None:
        assert {"price": "price"} == labels(Reasons, lost(reason="price"))

    def test_words_that_are_no_choice_count_as_not_given(self) -> None:
        assert 1 == cells(Reasons, lost(reason="They were mean."))["(not given)"]


class TestQuarters:
    def test_they_go_by_the_day_the_walk_was_begun(self) -> None:
        days = ["2026-03-31", "2026-04-01", "2025-12-31", "2026-06-30"]

        assert [("2025-Q4", 1), ("2026-Q1", 1), ("2026-Q2", 2), ("(no date)", 0)] == list(
            cells(Quarters, *map(lost, days)).items()
        )

    def test_what_is_no_day_stands_apart(self) -> None:
        assert {"(no date)": 1} == cells(Quarters, lost(""))


class TestControl:
    def test_the_share_is_of_those_known(self) -> None:
        hands = ["mine — Mostly mine"] * 2 + ["shared — Some of each", "theirs — Not mine", SKIPPED]
        control = counted(Control, *[lost(reason=PRICE, control=line) for line in hands])

        assert [2, 1, 1] == list(control.hands.counts.values())
        assert Share(3, 4) == control.partly_mine
        assert (0, 1) == (control.hands.unknown, control.hands.not_given)

    def test_an_unknown_reason_is_known_to_nobody(self) -> None:
        hands = counted(Control, lost(reason=UNKNOWN), lost(reason=PRICE)).hands

        assert (1, 1) == (hands.unknown, hands.not_given)

    def test_hands_that_are_none_of_the_three_count_as_not_given(self) -> None:
        kept = lost(reason=PRICE, control="god — Not of this world")

        assert 1 == counted(Control, kept).hands.not_given


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
        revenue = counted(Revenue, *self.KEPT)

        assert {"EUR": Sum(Decimal("2000.50"), 3), "USD": Sum(Decimal(900), 1)} == revenue.sums
        assert 2 == revenue.not_given

    def test_bands_come_the_best_first_and_those_without_a_fit_last(self) -> None:
        assert [
            *(("EUR", Decimal("2000.50")), ("USD", 900)),
            *(("EUR.core", Decimal("300.50")), ("EUR.mixed", 1200), ("USD.mixed", 900)),
            *(("EUR.(not given)", 500), ("(not given)", 2)),
        ] == list(cells(Revenue, *self.KEPT).items())

    def test_the_share_of_the_income_is_in_its_own_currency(self) -> None:
        income = counted(Income, *self.KEPT, currency="EUR", income=Decimal(5000))

        assert Sum(Decimal("2000.50"), 3) == income.lost
        assert Decimal(500) == income.each.value

    @pytest.mark.parametrize(("n", "percent"), [(4, None), (5, Decimal(24))])
    def test_under_five_it_is_no_percentage_of_the_income_either(
        self, n: int, percent: Decimal | None
    ) -> None:
        kept = [lost(monthly_value="1200.00 EUR")] * n

        assert percent == cells(Income, *kept, income=Decimal(5000))["median_percent"]
        told = figures(*kept, income=Decimal(5000))
        assert (percent is None) == ("%" not in in_lines(told.panels()))

    def test_an_income_of_next_to_nothing_breaks_nothing(self) -> None:
        kept = [lost(monthly_value="999999999999999 EUR")] * 5

        assert 10**300 < max(cells(Income, *kept, income=Decimal("1e-300")).values())

    @pytest.mark.parametrize("income", [None, Decimal(0)])
    def test_without_an_income_there_is_no_share_of_it(self, income: Decimal | None) -> None:
        assert [] == list(counted(Income, *self.KEPT, income=income).numbers())


class TestRecovery:
    @pytest.mark.parametrize(
        ("called", "past"),
        [("2026-08-24", 1), ("2026-08-25", 0), (SKIPPED, 1), ("soon", 1), ("9999-12-31", 0)],
    )
    def test_ninety_days_count_from_the_call_or_else_from_the_news(self, called: str, past: int) -> None:
        kept = lost("2026-08-01", callback_on=called, outcome="returned — They came back")

        assert Share(past, past) == counted(Recovery, kept).came_back

    def test_returned_and_partial_came_back_and_silence_stands_apart(self) -> None:
        outcomes = ["returned — x", "partial — x", "partial — x", "referred — x", "warm — x", SKIPPED]
        recovery = counted(Recovery, *[lost("2025-01-01", outcome=line) for line in outcomes])

        assert (Share(3, 6), 1) == (recovery.came_back, recovery.not_given)


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
        assert Share(0, eligible) == counted(Referrals, lost(**answers)).asked

    def test_asked_is_sent_and_introductions_are_of_those_asked(self) -> None:
        referrals = counted(
            Referrals,
            lost(**HEARD, referral="sent 2026-11-10", introductions="2"),
            lost(**HEARD, referral="sent 2026-11-10", introductions=SKIPPED),
            lost(**HEARD, referral="later", introductions="7"),
            lost(referral="sent 2026-11-10", introductions="7"),
        )

        assert (Share(2, 3), Decimal(2), 1) == (referrals.asked, referrals.introductions, referrals.answered)


class TestHowItWent:
    def test_a_promise_was_broken_where_it_is_said_and_repaired_by_the_offer(self) -> None:
        promises = counted(
            Promises,
            lost(promise="The report by Friday", offer="repair — Put right what I owed them"),
            lost(promise="", offer="none — Nothing"),
            lost(promise=SKIPPED, offer="repair — Put right what I owed them"),
        )

        assert (Share(2, 3), Share(1, 2)) == (promises.broken, promises.repaired)

    def test_a_guess_is_right_by_its_slug_whatever_the_detail(self) -> None:
        kept = [
            lost(my_guess=PRICE, reason=TERMS),
            lost(my_guess=PRICE, reason=VALUE),
            lost(my_guess=UNKNOWN, reason=UNKNOWN),
            lost(my_guess=PRICE, reason=UNKNOWN),
            lost(my_guess=PRICE),
        ]
        guess = counted(Guess, *kept)

        assert (Share(1, 2), 2, 1) == (guess.share, guess.unknown, guess.not_given)
        assert {"price>value": 1} == guess.wrong
        assert {"price>value": "Price, then Not worth it to them any more"} == labels(Guess, *kept)

    def test_heard_why_is_talked_or_wrote_at_either_try(self) -> None:
        kept = [
            lost(call_outcome="talked — We talked"),
            lost(call_outcome="no_answer — No", second_outcome="wrote — In writing"),
            lost(call_outcome="declined — No"),
            lost(),
        ]

        assert Share(2, 4) == counted(Heard, *kept).why


class TestMedians:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [([], None), ([3], "3"), ([1, 9, 2], "2"), ([4, 1, 2, 3], "2.5"), ([2, 2], "2")],
    )
    def test_a_median_lies_in_the_middle(self, values: list[int], expected: str | None) -> None:
        assert (None if expected is None else Decimal(expected)) == Median(values).value

    def test_the_fit_is_the_median_of_the_points(self) -> None:
        assert [40, 60] == counted(Fit, lost(fit="40 drifting"), lost(fit="60 mixed"), lost()).points

    def test_days_run_from_the_news_to_the_call_and_to_the_closing(self) -> None:
        days = counted(
            Days,
            lost("2026-11-01", callback_on="2026-11-03", closing="sent 2026-11-11"),
            lost("2026-11-01", callback_on="2026-10-31", closing="later"),
            lost("", callback_on="2026-11-03"),
        )

        assert ([2], [10]) == (days.call, days.closing)

    def test_the_sting_is_a_change(self) -> None:
        kept = [lost(sting="8", sting_now="2"), lost(sting="3", sting_now="4"), lost(sting="9")]

        assert {"change": Decimal("-2.5")} == cells(Sting, *kept)


def test_changes_come_from_any_walk_the_newest_last() -> None:
    changes = counted(
        Changes,
        lost("2026-05-01", change="When a date slips, I will call."),
        entry("review", "2026-02-01", rule="No work unpaid."),
        lost("2026-06-01", change=SKIPPED),
        lost("", change="Sleep."),
    )

    assert [
        ("No date", "Sleep."),
        ("2026-02-01", "No work unpaid."),
        ("2026-05-01", "When a date slips, I will call."),
    ] == [number.row[:2] for number in changes.numbers() if number.row]


class TestAnswers:
    @pytest.mark.parametrize(
        "line", ["", "Price", "price.", ".price", "1price", "two words — Two", "(skipped)"]
    )
    def test_what_is_no_choice_is_none(self, line: str) -> None:
        assert lost(x=line).choice("x") is None

    @pytest.mark.parametrize(
        ("read", "line"),
        [
            (Answers.amount, "1200"),
            (Answers.amount, "1.200,00 EUR"),
            (Answers.amount, "EUR 1200"),
            (Answers.amount, "1e9 EUR"),
            (Answers.amount, "१२ EUR"),
            (Answers.number, "seven"),
            (Answers.number, "1e9"),
            (Answers.number, "٧"),
            (Answers.scored, "101 core"),
            (Answers.scored, "62"),
            (Answers.day, "2026-11-22x"),
            (Answers.day, "22.11.2026"),
            (Answers.sent_on, "later"),
            (Answers.sent_on, "sent"),
            (Answers.sent_on, "sent on Friday"),
        ],
    )
    def test_what_cannot_be_read_is_none(self, read: Any, line: str) -> None:  # noqa: ANN401 - any of them
        assert read(lost(x=line), "x") is None


class TestShares:
    def test_under_five_there_is_no_percentage(self) -> None:
        shares = [Share(part, n).number("key", "").cell for part, n in ((0, 0), (3, 4), (3, 5))]

        assert [None, None, 60] == [cell.percent for cell in shares if cell]

    def test_halves_are_rounded_up(self) -> None:
        row, cell, _ = Share(1, 8).number("key", "One of eight")

        assert ("13%", 13) == (row and row.more, cell and cell.percent)


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
    Answers,
    st.sampled_from(["lost", "lost", "review"]),
    st.none() | st.dates() | st.dates(date(2020, 1, 1), TODAY),
    st.dictionaries(st.sampled_from(sorted(questions_of(EVERY))), LINES),
)


class TestAnyText:
    @given(st.lists(ENTRIES, max_size=12), st.sampled_from([None, Decimal("1e-300"), Decimal(5000)]))
    def test_whatever_stands_there_is_counted_once_and_can_be_told(
        self, kept: list[Answers], income: Decimal | None
    ) -> None:
        told = figures(*kept, income=income)
        by_name: dict[str, Any] = {figure.name: figure for figure in told.figures}
        guess, quarters, revenue = by_name["guess"], by_name["quarters"], by_name["revenue"]

        assert sum(one.playbook == "lost" for one in kept) == told.losses
        for n in (
            by_name["reasons"].tally.of_all,
            by_name["control"].hands.of_all,
            guess.share.n + guess.unknown + guess.not_given,
            quarters.counts.total() + quarters.undated,
            sum(one.n for one in revenue.sums.values()) + revenue.not_given,
        ):
            assert told.losses == n
        for name, cell in told.cells():
            assert not cell.is_part or 0 <= (cell.value or 0) <= cell.n
            assert "\t" not in name + cell.key + plainly(cell.value)
        assert all(row.size is None or 0 <= row.size <= 1 for panel in told.panels() for row in panel.rows)
        assert isinstance(in_lines(told.panels()), str)

    @given(st.lists(ENTRIES, max_size=12), st.randoms(use_true_random=False))
    def test_the_order_of_entries_changes_no_number(self, kept: list[Answers], chance: Any) -> None:  # noqa: ANN401 - a Random
        def numbers(some: list[Answers]) -> list[object]:
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

    @pytest.mark.parametrize(
        ("number", "words"),
        [("1200.00", "1,200 EUR"), ("12400.5", "12,400.50 EUR"), ("0", "0 EUR"), ("-3", "-3 EUR")],
    )
    def test_money_has_cents_only_where_there_are_some(self, number: str, words: str) -> None:
        assert words == money(Decimal(number), "EUR")


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
    def test_names_the_questions_that_it_looks_at(self, figure: type[Figure]) -> None:
        """One that it does not name is not read of the entries, and would silently count as not given."""
        far = {**HEARD, "call_outcome": "no_answer — No", "promise": "Soon", "callback_on": "2026-01-02"}
        watched = [Watched(answers) for answers in ({}, HEARD, far)]
        one = figure(Basis(TODAY))
        for answers in watched:
            one.add(Answers("lost", TODAY, answers))

        assert set(figure.questions) == set[str]().union(*(answers.asked for answers in watched))

    def test_looks_at_questions_that_there_are(self) -> None:
        ids = {question.id for _, question in LOST.questions()}

        assert {"rule"} == questions_of(EVERY) - ids
