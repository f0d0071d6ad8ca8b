"""`runway`: how long the money lasts, worked out from three amounts, kept, and never asked."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from builders import (
    FRIDAY,
    MONDAY,
    MONEY,
    NOW,
    RUNWAY,
    TEXT,
    Page,
    Script,
    Table,
    asked,
    entry_file,
    euros,
    playbook,
    sit,
    step,
)
from homes import Home, run
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.entry import Entry
from playbook.invalid import InvalidAnswer
from playbook.journal.entry_file import EntryFile
from playbook.language import languages, speaking
from playbook.messages import Row
from playbook.model.context import Context
from playbook.model.leaving import Back, Left, Why
from playbook.model.types.runway import Runway, lasting
from playbook.money import Amount
from playbook.written import Written

STANDS = playbook(
    step(
        "stand",
        asked("income", MONEY),
        asked("costs", MONEY),
        asked("cushion", MONEY),
        asked("lasts", RUNWAY),
        asked("soon", TEXT, when={"lasts": {"max": 2.5}}),
        asked("then", TEXT),
    )
)


LEAVE = Left(Why.FOR_LATER)
LOOSE: Table = {
    "type": "choices",
    "choices": {
        "invoice": {"label": "An invoice", "follow_up": "Ask {client} to pay", "due": "in 4 days"},
        "keys": {"label": "Their keys", "follow_up": "Send {client} the keys", "due": "call_on"},
    },
}
WITH_BOXES = playbook(
    step(
        "stand",
        *(asked(name, MONEY) for name in ("income", "costs", "cushion")),
        asked("lasts", RUNWAY),
        asked("call_on", {"type": "date", "follow_up": "Call {client}"}),
        asked("open", LOOSE),
        asked("then", TEXT),
    ),
    step("end", asked("last", TEXT)),
)
SAME: Table = {"costs": "cushion", "income": "cushion"}
TOML = """\
title = "Know where you stand"
summary = "What is set aside, and how long it lasts."
[[step]]
id = "stand"
title = "Know where you stand"
question = [
  { id = "costs", type = "money", prompt = "What does a month cost?" },
  { id = "lasts", type = "runway", prompt = "And?", cushion = "costs", costs = "costs", income = "costs" },
]
"""


def runway(cushion: float, costs: float, income: float, today: date = MONDAY) -> Runway:
    return lasting(euros(cushion), euros(costs), euros(income), today)


@pytest.fixture
def kept(tmp_path: Path) -> EntryFile:
    return entry_file(tmp_path)


def line(file: EntryFile) -> str:
    """Return the line of the runway, set aside or not; empty if there is none."""
    return next((one for one in file.entry.text.split("\n") if one.lstrip("- ~").startswith("lasts:")), "")


def by_hand(file: EntryFile, old: str, new: str) -> None:
    """Change the file between two sittings."""
    assert file.path
    text = file.entry.text.replace(old, new)
    file.path.write_text(text, encoding="utf-8")
    file.entry = Entry(text)


def stand(file: EntryFile, cushion: float = 7000, costs: float = 2500, income: float = 500) -> Script:
    """Say what stands, and leave before the rest is asked."""
    amounts = {"income": income, "costs": costs, "cushion": cushion}
    turns = [(name, euros(amount)) for name, amount in amounts.items()]
    asks_more = [("soon", LEAVE)] if cushion / (costs - income) <= 2.5 else []
    return sit(STANDS, file, *turns, *(asks_more or [("then", LEAVE)]))[1]


class TestWorkedOut:
    def test_the_day_and_the_months(self) -> None:
        # Three months from the 30th of November are the last of February; half of the month after it is gone.
        last = date(2026, 11, 30)

        assert (35, date(2027, 3, 15), Decimal("3.5")) == _whole(runway(7000, 2500, 500, last))
        assert (33, date(2027, 3, 4), Decimal(10) / 3) == _whole(runway(10_000, 3000, 0))
        assert (0, MONDAY, Decimal(0)) == _whole(runway(0, 2500, 500))
        assert (0, MONDAY, Decimal(0)) == _whole(runway(-300, 2500, 500))

    @pytest.mark.parametrize(
        ("cushion", "costs", "income"), [(7000, 500, 500), (0, 400, 500), (60_000.01, 100, 0)]
    )
    def test_what_covers_itself(self, cushion: float, costs: float, income: float) -> None:
        assert Runway() == runway(cushion, costs, income)

    def test_fifty_years_are_the_most(self) -> None:
        assert (6000, date(2076, 11, 23), Decimal(600)) == _whole(runway(60_000, 100, 0))

    def test_currencies_are_not_added(self) -> None:
        with pytest.raises(InvalidAnswer, match=r"7000\.00 EUR, 2500\.00 USD, 0\.00 EUR"):
            lasting(euros(7000), Amount(Decimal("2500.00"), "USD"), euros(0), MONDAY)

    cents = st.integers(0, 2_000_000)

    @given(cents, cents, cents, st.dates(date(1990, 1, 1), date(2200, 1, 1)))
    @example(1, 31, 0, date(2027, 1, 1))
    @example(3_000_000, 100_000, 0, date(2028, 1, 31))
    def test_it_is_what_comes_of_going_from_month_to_month(
        self, cushion: int, costs: int, income: int, today: date
    ) -> None:
        told = runway(cushion / 100, costs / 100, income / 100, today)
        left, months, day = cushion, 0, today
        while left >= costs - income and months <= 600:
            left += income - costs
            months += 1
            day = _months_on(today, months)
        if months > 600 or (months == 600 and left):
            assert Runway() == told
            return
        length = (_months_on(today, months + 1) - day).days
        spent = [left * length >= gone * (costs - income) for gone in range(1, length + 1)]

        assert day + timedelta(days=sum(spent)) == told.day
        assert months == int(told.months)
        assert (told.tenths or 0) == int(told.months * 10)


def _whole(runway: Runway) -> tuple[int | None, date | None, Decimal]:
    return runway.tenths, runway.day, runway.months


def _months_on(day: date, months: int) -> date:
    """Go on month by month; the day is the same one, or the last of a month too short."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class TestTold:
    @pytest.mark.parametrize(
        ("tenths", "words"),
        [
            (0, "less than a month"),
            (5, "half a month"),
            (10, "one month"),
            (15, "one and a half months"),
            (34, "3.4 months"),
            (35, "three and a half months"),
            (120, "twelve months"),
            (135, "13 and a half months"),
        ],
    )
    def test_in_words(self, tenths: int, words: str) -> None:
        question = STANDS.by_id["lasts"]
        told = question.told(Runway(tenths, date(2027, 3, 14), Decimal(tenths) / 10), Context(MONDAY))

        assert f"That carries you to Sunday 14 March 2027, {words}." == told

    @pytest.mark.parametrize("language", languages())
    def test_every_length_has_its_words_in_every_language(self, language: str) -> None:
        question = STANDS.by_id["lasts"]
        with speaking(language):
            told = [question.told(Runway(n, date(2027, 3, 14)), Context(MONDAY)) for n in range(5, 140, 5)]

        assert len(told) == len(set(told))

    @pytest.mark.parametrize(
        "written", ["2027-03-14 3.5 — 3.5 months", "2026-12-23 1 — 1 month", "none — It covers itself"]
    )
    def test_a_line_reads_as_it_is_written(self, written: str) -> None:
        question = STANDS.by_id["lasts"]
        page = Page(STANDS)
        page.edit(lambda text: f"{text}\n- lasts: {written}\n")
        reply = page.walk.replies["lasts"]

        assert written == question.written(reply.value).head  # type: ignore[union-attr]  # an answer


class TestInAWalk:
    def test_it_is_shown_and_kept_without_a_key(self, kept: EntryFile) -> None:
        face = stand(kept)

        assert "- lasts: 2027-03-09 3.5 — 3.5 months" == line(kept)
        carries = "That carries you to Tuesday 9 March 2027, three and a half months."
        assert Row("What of lasts?", carries) in face.said
        assert "lasts" not in [name for name, _ in face.asked]
        assert [] == [note for note in face.notes if "Because of that" in note]

    def test_a_sitting_on_the_next_day_adds_its_answer_and_leaves_every_other_byte(
        self, kept: EntryFile
    ) -> None:
        stand(kept)
        sit(WITH_BOXES, kept, ("call_on", FRIDAY), ("open", ("invoice", "keys")), ("then", LEAVE))
        by_hand(kept, f"- [ ] {FRIDAY} Call", f"- [x] {FRIDAY} Call")
        assert kept.path
        before, tomorrow = kept.path.read_bytes(), NOW + timedelta(days=1)
        sit(WITH_BOXES, kept, ("then", LEAVE), now=tomorrow)

        assert before == kept.path.read_bytes()
        sit(WITH_BOXES, kept, ("then", "Rest"), ("last", LEAVE), now=tomorrow)
        after = kept.path.read_bytes()
        taken_out = b"\n\n*What of then?*\n\n- then: Rest"

        assert 1 == after.count(taken_out)
        assert before == after.replace(taken_out, b"").replace(b"2026-11-24T09", b"2026-11-23T09")

    def test_conditions_look_at_the_figures_and_not_at_the_line(self, kept: EntryFile) -> None:
        face = stand(kept, cushion=5019)  # 2.5095 months.

        assert line(kept).endswith(" 2.5 — 2.5 months")
        assert "then" == face.asked[-1][0]
        by_hand(kept, "5019.00", "4000.00")
        sit(STANDS, kept, ("soon", LEAVE))

    def test_going_back_goes_past_it(self, kept: EntryFile) -> None:
        stand(kept)
        sit(STANDS, kept, ("then", Back()), ("cushion", LEAVE))

    def test_its_line_is_written_anew_only_where_its_months_differ(self, kept: EntryFile) -> None:
        stand(kept)
        first, tomorrow = line(kept), NOW + timedelta(days=1)
        again = [("then", Back()), ("cushion", euros(7010)), ("then", LEAVE)]
        sit(STANDS, kept, *again, now=tomorrow)

        assert first == line(kept)
        again[1] = ("cushion", euros(14_000))
        _, face = sit(STANDS, kept, *again, now=tomorrow)

        assert "- lasts: 2027-06-24 7 — 7 months" == line(kept)
        assert any("seven months" in said.value for said in face.said if isinstance(said, Row))

    def test_a_figure_that_is_gone_sets_it_aside_until_it_is_there_again(self, kept: EntryFile) -> None:
        stand(kept)
        first = line(kept)
        sit(STANDS, kept, ("then", Back()), ("cushion", None), ("then", LEAVE))

        assert first.replace("- ", "- ~", 1) == line(kept)
        _, face = sit(STANDS, kept, ("then", Back()), ("cushion", euros(7000)), ("then", LEAVE))

        assert first == line(kept)
        assert [True] == [note.endswith("applies again.") for note in face.notes if "Because of that" in note]
        sit(STANDS, kept, ("then", Back()), ("cushion", None), ("then", LEAVE))
        sit(STANDS, kept, ("then", Back()), ("cushion", euros(2000)), ("soon", LEAVE))

        assert "- lasts: 2026-12-23 1 — 1 month" == line(kept)
        assert 1 == kept.entry.text.count("lasts:")

    def test_a_figure_changed_by_hand_counts_in_the_next_sitting(self, kept: EntryFile) -> None:
        stand(kept)
        by_hand(kept, "7000.00 EUR", "14000 EUR")
        by_hand(kept, "- lasts: ", "- lasts: long, ")
        sit(STANDS, kept, ("then", LEAVE))

        assert "- lasts: 2027-06-23 7 — 7 months" == line(kept)
        assert "- ~lasts: long, 2027-03-09 3.5 — 3.5 months" in kept.entry.text

    def test_amounts_in_different_currencies_leave_no_line_and_it_is_said(self, kept: EntryFile) -> None:
        stand(kept)
        dollars = Amount(Decimal("7000.00"), "USD")
        _, face = sit(STANDS, kept, ("then", Back()), ("cushion", dollars), ("then", "Rest"))

        assert line(kept).startswith("- ~lasts: ")
        said = "7000.00 USD, 2500.00 EUR, 500.00 EUR"
        assert [note for note in face.notes if note.endswith(f"how far they carry you: {said}.")]
        assert "done" == kept.entry.front["status"]

    def test_in_a_text_it_is_the_day_in_full(self, kept: EntryFile) -> None:
        words = playbook(
            step(
                "stand",
                asked("cushion", MONEY),
                asked("lasts", RUNWAY | SAME),
                asked("on", TEXT, prompt="{lasts|?}?"),
            ),
        )
        _, face = sit(words, kept, ("cushion", euros(100)), ("on", "Rest"))

        assert [Row("It covers itself?", "Rest")] == [said for said in face.said if isinstance(said, Row)][
            -1:
        ]

    def test_in_a_text_it_is_the_day_of_the_line_on_any_day(self, kept: EntryFile) -> None:
        steps = [asked(name, MONEY) for name in ("cushion", "costs", "income")]
        words = playbook(
            step("stand", *steps, asked("lasts", RUNWAY), asked("on", TEXT, prompt="{lasts|?}?"))
        )
        amounts = [("cushion", euros(7000)), ("costs", euros(2000)), ("income", euros(0))]
        sit(words, kept, *amounts, ("on", LEAVE))
        _, face = sit(words, kept, ("on", "Rest"), now=NOW + timedelta(days=9))

        assert Row("Tuesday 9 March 2027?", "Rest") in face.said


class TestInTheJournal:
    def test_a_table_has_the_day_and_the_months_and_a_filter_finds_them(self) -> None:
        question = STANDS.by_id["lasts"]
        ends, never = Written("2027-03-09 3.5 — 3.5 months"), Written("none")
        cells = {
            f"lasts{behind}": cell
            for behind, cell in zip(question.columns, question.cells(question.parse(ends)), strict=True)
        }

        assert {"lasts": "2027-03-09", "lasts_months": 3.5} == cells
        assert ("none", None) == question.cells(question.parse(never))
        for value, found in (("2027-03-09", [ends]), ("3.5", [ends]), ("3", []), ("none", [never])):
            assert found == [one for one in (ends, never) if question.is_meant(one, value)], value

    @pytest.mark.parametrize("value", ['"none"', "3.5", "{ skipped = true }"])
    def test_an_answers_file_cannot_give_it(self, home: Home, tmp_path: Path, value: str) -> None:
        home.add_playbook("stand", TOML)
        file = tmp_path / "answers.toml"
        file.write_text(f"costs = 1\nlasts = {value}\n", encoding="utf-8")
        ended = run("stand", "Acme", "--answers", str(file))

        assert (2, []) == (ended.returncode, home.entries)
        assert f"{file}:2:1: `lasts`: this one is worked out from other answers" in ended.stderr
