from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from builders import (
    CHOICE,
    DATE,
    DRAFT,
    FRIDAY,
    MONDAY,
    NOW,
    SCORECARD,
    SCRIPT,
    TEXT,
    TUESDAY,
    Ask,
    Script,
    asked,
    entry_file,
    playbook,
    sit,
    step,
    walked,
)

from playbook import durable
from playbook.entry import DisloyalSave, Entry, verify
from playbook.errors import PlaybookError
from playbook.faces.plain import Plain
from playbook.journal.entry_file import EntryFile, open_entry
from playbook.journal.folder import Journal
from playbook.journal.record import Record
from playbook.messages import Command, Note, Row, Rows, StepBegins
from playbook.model.context import Given
from playbook.model.leaving import Back, Left, Why
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.model.types.figures import FiguresQuestion
from playbook.reading.answers import AnswersFile
from playbook.session import messages
from playbook.session.opening import open_session
from playbook.session.options import Ending, Options, Outcome
from playbook.session.session import Session
from playbook.walk import Walk

SHORT = playbook(
    step("breathe", asked("sting"), asked("words", TEXT), guide="Thank {client} first."),
    step("why", asked("door", TEXT)),
)
ASKS_MORE = playbook(
    step("why", asked("reason", CHOICE), asked("paid", TEXT, when={"reason": "price"}), asked("door", TEXT))
)
WAITS = playbook(
    step("first", asked("sting"), asked("call_on", DATE, follow_up="Call {client} back")),
    step("second", asked("why", TEXT), asked("door", TEXT), wait={"until": "call_on"}),
)
PRICE, NO_FIT = Chosen("price"), Chosen("fit")
LATER = Left(Why.FOR_LATER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the journal will be."""
    return tmp_path / "journal"


@pytest.fixture
def kept(folder: Path) -> EntryFile:
    return entry_file(folder)


def text_of(kept: EntryFile) -> str:
    assert kept.path is not None
    return kept.path.read_bytes().decode("utf-8")


def lines_of(kept: EntryFile) -> list[str]:
    """Return the lines of answers and follow-ups, as they stand in the file."""
    return [line for line in text_of(kept).split("\n") if line.startswith("- ")]


def front_of(kept: EntryFile) -> dict[str, str]:
    return dict(Entry(text_of(kept)).front)


def piped(text: str) -> TextIOWrapper:
    """Return a stream that the text can be read from, as from a pipe."""
    return TextIOWrapper(BytesIO(text.encode()), encoding="utf-8")


def reopened(kept: EntryFile) -> EntryFile:
    """Open the file again, as another run does."""
    assert kept.path is not None
    return open_entry(Journal(kept.path.parent), kept.path)


def editing(kept: EntryFile, old: str, new: str, reply: object) -> Callable[[Ask], object]:
    """Edit the file by hand while a question is asked, then reply."""

    def edited(_: Ask) -> object:
        assert old in text_of(kept)
        assert kept.path is not None
        kept.path.write_bytes(text_of(kept).replace(old, new, 1).encode())
        return reply

    return edited


class TestSaving:
    def test_every_answer_is_in_the_file_before_the_next_question_is_asked(self, kept: EntryFile) -> None:
        stood: list[list[str]] = []

        def looking(reply: object) -> Callable[[Ask], object]:
            def looked(_: Ask) -> object:
                stood.append(lines_of(kept) if kept.path else [])
                return reply

            return looked

        turns = [("sting", looking(7)), ("words", looking(None)), ("door", looking("Open"))]
        sit(SHORT, kept, *turns)

        assert [[], ["- sting: 7"], ["- sting: 7", "- words: (skipped)"]] == stood
        assert ["- sting: 7", "- words: (skipped)", "- door: Open"] == lines_of(kept)

    def test_nothing_is_written_before_the_first_answer(self, folder: Path, kept: EntryFile) -> None:
        _, face = sit(SHORT, kept, ("sting", LATER))

        assert not folder.exists()
        assert "It is all saved." not in face.notes

    def test_what_is_half_typed_when_leaving_is_in_the_file_and_stands_there_next_time(
        self, kept: EntryFile
    ) -> None:
        outcome, _ = sit(SHORT, kept, ("sting", 7), ("words", Left(Why.INTERRUPTED, " We\n\n  lo ")))
        assert Outcome(Ending.LEFT, 130) == outcome
        assert "- words: (unfinished)\n   We\n\n    lo\n" in text_of(kept)

        _, face = sit(SHORT, reopened(kept), ("words", "We love it"), ("door", LATER))

        assert " We\n\n  lo" == face.asked[0][1].half
        assert ["- sting: 7", "- words: We love it"] == lines_of(kept)

    @pytest.mark.parametrize("half", [None, "", "  \n "])
    def test_nothing_typed_is_nothing_half_typed(self, kept: EntryFile, half: str | None) -> None:
        sit(SHORT, kept, ("sting", 7), ("words", Left(Why.FOR_LATER, half)))

        assert ["- sting: 7"] == lines_of(kept)

    def test_the_file_says_when_it_was_changed_and_not_when_it_was_opened(self, kept: EntryFile) -> None:
        sit(SHORT, kept, ("sting", 7), ("words", LATER))
        again = [("words", Back()), ("sting", 7), ("words", LATER)]
        sit(SHORT, reopened(kept), *again, now=NOW + timedelta(1))
        assert NOW.isoformat() == front_of(kept)["updated"]

        sit(SHORT, reopened(kept), ("words", "Why?"), ("door", LATER), now=NOW + timedelta(2))

        assert (NOW + timedelta(2)).isoformat() == front_of(kept)["updated"]
        assert NOW.isoformat() == front_of(kept)["started"]

    def test_a_save_that_would_change_more_than_it_should_is_refused(
        self, kept: EntryFile, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sit(SHORT, kept, ("sting", 7), ("words", LATER))
        before, putting = text_of(kept), Entry.put

        def clumsy(entry: Entry, *args: Any, **keys: Any) -> Entry:  # noqa: ANN401 - as Entry.put
            return Entry(putting(entry, *args, **keys).text.replace("- sting: 7", "- sting: 8"))

        monkeypatch.setattr(Entry, "put", clumsy)
        with pytest.raises(DisloyalSave, match="the answer to sting"):
            sit(SHORT, reopened(kept), ("words", "Why?"), ("pick", "leave"))

        assert before == text_of(kept)

    def test_what_a_question_keeps_on_its_way_is_in_the_file_at_once(self, kept: EntryFile) -> None:
        stood: list[str] = []

        def keeping(ask: Ask) -> object:
            ask.keep("Dear")
            stood.append(text_of(kept))
            ask.keep("Dear Maria")
            stood.append(text_of(kept))
            return Drafted("Dear Maria,")

        sit(playbook(step("only", asked("letter", DRAFT))), kept, ("letter", keeping))

        assert stood[0].endswith("- letter: (unfinished)\n  Dear\n")
        assert stood[1].endswith("- letter: (unfinished)\n  Dear Maria\n")
        assert text_of(kept).endswith("- letter: later\n\n  Dear Maria,\n")

    @pytest.mark.parametrize("why", [why for why in Why if why is not Why.ELSEWHERE])
    def test_leaving_has_the_exit_status_of_its_reason_and_loses_nothing(
        self, kept: EntryFile, why: Why
    ) -> None:
        outcome, face = sit(SHORT, kept, ("sting", 7), ("words", Left(why)))

        assert Outcome(Ending.LEFT, why.value) == outcome
        assert ["- sting: 7"] == lines_of(kept)
        told = [said for said in face.said if isinstance(said, Command)]
        assert (why is Why.HUNG_UP) == (told == [])

    def test_two_sittings_of_one_entry_keep_what_both_say(self, kept: EntryFile) -> None:
        def meanwhile(_: Ask) -> object:
            sit(SHORT, reopened(kept), ("words", "theirs"), ("door", LATER))
            return "ours"

        _, face = sit(SHORT, kept, ("sting", 7), ("words", meanwhile), ("door", LATER))

        assert ["- sting: 7", "- words: ours", "- ~words: theirs"] == lines_of(kept)
        assert 1 == len(face.trouble)


class TestOneWayThrough:
    """What an answer costs: one walk before it, one after it, and one look at what is saved."""

    @pytest.fixture
    def counted(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The names of what was made or done, each time it was."""
        made: list[str] = []
        building, verifying = Walk.__init__, verify

        def built(*args: Any, **keys: Any) -> None:  # noqa: ANN401 - as Walk has it
            made.append("walk")
            building(*args, **keys)

        def verified(*args: Any, **keys: Any) -> None:  # noqa: ANN401 - as verify has it
            made.append("verified")
            verifying(*args, **keys)

        monkeypatch.setattr(Walk, "__init__", built)
        monkeypatch.setattr("playbook.session.record.verify", verified)
        return made

    @pytest.mark.parametrize("by_hand", [{}, {"- reason: price — Price": "- reason: fit"}])
    def test_an_answer_builds_at_most_two_walks_and_is_verified_once(
        self, kept: EntryFile, counted: list[str], by_hand: dict[str, str]
    ) -> None:
        costs: list[list[str]] = []

        def asked_for(reply: object) -> Callable[[Ask], object]:
            def answered(ask: Ask) -> object:
                costs.append(counted.copy())
                counted.clear()
                for old, new in by_hand.items():
                    editing(kept, old, new, reply)(ask)
                by_hand.clear()
                return reply

            return answered

        sit(ASKS_MORE, kept, ("reason", PRICE), ("paid", asked_for("Much")), ("door", asked_for(LATER)))

        saved = [cost for cost in costs if "verified" in cost]
        assert 2 == len(saved)
        assert all(cost.count("walk") <= 2 and cost.count("verified") == 1 for cost in saved)


class TestAsking:
    def test_a_walk_is_held_to_its_end(self, kept: EntryFile) -> None:
        outcome, face = sit(SHORT, kept, ("sting", 7), ("words", None), ("door", "Open"))

        assert Outcome(Ending.DONE, 0) == outcome
        assert "done" == front_of(kept)["status"]
        rows = [said for said in face.said if isinstance(said, Row)]
        assert [("What of sting?", "7"), ("What of words?", "Skipped"), ("What of door?", "Open")] == [
            (row.label, row.value) for row in rows
        ]

    def test_a_step_is_shown_once_with_its_guide_filled_in(self, kept: EntryFile) -> None:
        _, face = sit(SHORT, kept, ("sting", 7), ("words", None), ("door", "Open"))

        shown = [said for said in face.said if isinstance(said, StepBegins)]
        assert [
            StepBegins(1, 2, "Breathe", "Thank Acme Studio first."),
            StepBegins(2, 2, "Why", ""),
        ] == shown

    def test_a_walk_goes_on_where_it_was_left(self, kept: EntryFile) -> None:
        sit(SHORT, kept, ("sting", 7), ("words", LATER))

        outcome, _ = sit(SHORT, reopened(kept), ("words", "Why?"), ("door", "Open"))

        assert Ending.DONE is outcome.ending

    def test_a_default_stands_in_the_field_until_there_is_an_answer(self, kept: EntryFile) -> None:
        default = playbook(
            step("only", asked("a", default=5), asked("b", default={"from": "a"}), asked("c", TEXT))
        )
        turns = [("a", 3), ("b", None), ("c", Back()), ("b", 9), ("c", Back()), ("b", LATER)]

        _, face = sit(default, kept, *turns)

        assert [("a", 5), ("b", 3), ("c", None), ("b", None), ("c", None), ("b", 9)] == [
            (name, ask.start) for name, ask in face.asked
        ]

    def test_a_pause_that_is_not_wanted_is_passed(self, kept: EntryFile) -> None:
        pauses = playbook(step("only", asked("pause", {"type": "breathe"}), asked("sting")))

        sit(pauses, kept, ("sting", 7), pauses=False)

        assert ["- pause: (skipped)", "- sting: 7"] == lines_of(kept)

    def test_a_walk_that_is_complete_asks_nothing(self, kept: EntryFile) -> None:
        sit(SHORT, kept, ("sting", 7), ("words", None), ("door", "Open"))
        before = text_of(kept)

        outcome, _ = sit(SHORT, reopened(kept), now=NOW + timedelta(1))

        assert Ending.DONE is outcome.ending
        assert before == text_of(kept)

    def test_a_walk_that_an_edited_playbook_completes_is_saved_as_it_stands_now(
        self, kept: EntryFile
    ) -> None:
        turns = [("reason", PRICE), ("paid", "Much"), ("door", Back()), ("paid", Back()), ("reason", NO_FIT)]
        sit(ASKS_MORE, kept, *turns, ("door", LATER))
        assert ["- reason: fit — No fit", "- ~paid: Much"] == lines_of(kept)
        shorter = playbook(step("why", asked("reason", CHOICE), asked("paid", TEXT)))

        outcome, _ = sit(shorter, reopened(kept))

        assert Ending.DONE is outcome.ending
        assert "done" == front_of(kept)["status"]
        assert ["- reason: fit — No fit", "- paid: Much"] == lines_of(kept)


class TestBack:
    def test_back_asks_the_question_before_with_its_answer_in_the_field(self, kept: EntryFile) -> None:
        _, face = sit(SHORT, kept, ("sting", 7), ("words", Back()), ("sting", 3), ("words", LATER))

        assert [None, None, 7, None] == [ask.start for _, ask in face.asked]
        assert ["- sting: 3"] == lines_of(kept)

    def test_back_leads_over_steps_and_questions_that_were_passed(self, kept: EntryFile) -> None:
        back = [("door", Back()), ("words", Back()), ("sting", LATER)]

        sit(SHORT, kept, ("sting", 7), ("words", None), *back)

        assert ["- sting: 7", "- words: (skipped)"] == lines_of(kept)

    def test_back_from_the_first_question_says_so_once_and_asks_it_again(self, kept: EntryFile) -> None:
        _, face = sit(SHORT, kept, ("sting", Back()), ("sting", Back()), ("sting", LATER))

        assert 1 == face.notes.count("This is the first question.")

    def test_what_is_half_typed_when_going_back_is_kept(self, kept: EntryFile) -> None:
        back = [("words", Back("We lo")), ("sting", 7), ("words", LATER)]

        _, face = sit(SHORT, kept, ("sting", 7), *back)

        assert "We lo" == face.asked[-1][1].half
        assert ["- sting: 7", "- words: (unfinished)"] == lines_of(kept)

    def test_conditions_follow_what_is_changed_on_the_way_back(self, kept: EntryFile) -> None:
        turns = [("reason", PRICE), ("paid", "Much"), ("door", Back()), ("paid", Back()), ("reason", NO_FIT)]

        sit(ASKS_MORE, kept, *turns, ("door", Back()), ("reason", PRICE), ("door", LATER))

        assert ["- reason: price — Price", "- paid: Much"] == lines_of(kept)

    def test_back_leads_over_a_wait_and_another_day_may_make_it_wait_again(self, kept: EntryFile) -> None:
        sit(WAITS, kept, ("sting", 7), ("call_on", TUESDAY))
        back = [("why", Back()), ("call_on", FRIDAY)]

        outcome, _ = sit(WAITS, reopened(kept), *back, now=NOW + timedelta(1))

        assert Ending.RESTING is outcome.ending
        assert ["- sting: 7", "- call_on: 2026-11-27", "- [ ] 2026-11-27 Call Acme Studio back"] == lines_of(
            kept
        )

    def test_going_back_through_every_type_of_question_and_leaving_changes_nothing(
        self, kept: EntryFile
    ) -> None:
        every = playbook(
            step(
                "only",
                asked("words", TEXT),
                asked("reason", CHOICE),
                asked("feelings", {"type": "choices", "choices": {"angry": "Angry", "sad": "Sad"}}),
                asked("known", {"type": "confirm"}),
                asked("sting"),
                asked("hours", {"type": "number"}),
                asked("fee", {"type": "money"}),
                asked("call_on", DATE, follow_up="Call"),
                asked("pause", {"type": "breathe"}),
                asked("letter", DRAFT),
                asked("fit", SCORECARD),
                asked("last", TEXT),
            )
        )
        typed = ["Why", "1", "1", "1 2", "1", "7", "2.5", "1200", "tomorrow", "", "later", "3", "4"]
        options = Options(clock=lambda: NOW, me="", currency="EUR", command=lambda _: "")
        answering = Plain(piped("\n".join(typed) + "\n"), StringIO(), {})
        Session(every, kept, answering, options).run()
        before = text_of(kept)
        assert 11 == len(Entry(before).answers)
        for number in range(1, 13):
            going_back = Plain(piped("<\n" * number), StringIO(), {})

            Session(every, reopened(kept), going_back, options).run()

            assert before == text_of(kept)

    def test_back_from_a_question_that_the_hand_took_out_of_the_walk_leads_to_the_one_before(
        self, kept: EntryFile
    ) -> None:
        gone = editing(kept, "- reason: price — Price", "- reason: fit", Back("Mu"))

        sit(ASKS_MORE, kept, ("reason", PRICE), ("paid", gone), ("reason", PRICE), ("paid", LATER))

        assert ["- reason: price — Price", "- paid: (unfinished)"] == lines_of(kept)


class TestScripts:
    SPEAKS = playbook(step("only", asked("sting"), asked("speech", SCRIPT), asked("why", TEXT)))

    def test_a_script_leaves_no_answer_and_is_shown_again_next_time(self, kept: EntryFile) -> None:
        sit(self.SPEAKS, kept, ("sting", 7), ("speech", None), ("why", LATER))
        assert ["- sting: 7"] == lines_of(kept)

        sit(self.SPEAKS, reopened(kept), ("speech", None), ("why", Left(Why.FOR_LATER, "Bec")))

        sit(self.SPEAKS, reopened(kept), ("why", "Because"))

    def test_at_the_end_of_a_step_it_does_not_hide_the_wait_that_was_come_to(self, kept: EntryFile) -> None:
        waits = playbook(
            step("only", asked("sting"), asked("speech", SCRIPT)),
            step("then", asked("why", TEXT), wait={"days": 5}),
        )
        sit(waits, kept, ("sting", 7), ("speech", None))

        sit(waits, reopened(kept), ("speech", None), ("pick", "now"), ("why", "Because"))

        assert ["- sting: 7", "- why: Because"] == lines_of(kept)

    def test_back_leads_to_it_and_on_again(self, kept: EntryFile) -> None:
        turns = [("sting", 7), ("speech", None), ("why", Back()), ("speech", Back()), ("sting", 3)]

        sit(self.SPEAKS, kept, *turns, ("why", Back()), ("speech", None), ("why", "Because"))

        assert ["- sting: 3", "- why: Because"] == lines_of(kept)


def test_of_what_was_said_only_a_draft_that_is_kept_for_later_comes_last() -> None:
    names = [f"q{number}" for number in range(8)]
    walked_through = walked(
        playbook(step("only", asked("when", TEXT), asked("note", DRAFT), *(asked(name) for name in names))),
        {"when": "later", "note": Drafted("Hello"), **dict.fromkeys(names, 7)},
    )

    assert ["7"] * 6 + ["Kept for later"] == [row.value for row in messages.recap(walked_through)]


def test_before_its_first_question_the_records_of_the_journal_are_read_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sit(SHORT, entry_file(folder, playbook="risk"), ("sting", 3), ("words", LATER))
    reads, records = list[Journal](), Journal.records

    def counting(journal: Journal) -> Iterator[Record]:
        reads.append(journal)
        return records(journal)

    monkeypatch.setattr(Journal, "records", counting)
    steps = [step("breathe", asked("sting"), asked("words", TEXT))]
    options = Options(clock=lambda: NOW, me="", currency="EUR", command=lambda _: "playbook lost")
    carries, face = playbook(*steps, carry_from=["risk", "check-in"]), Script()
    open_session(carries, "lost", "Acme Studio", Journal(folder), face, options)

    assert 1 == len(reads)
    assert any("What you said in risk" in note for note in face.notes)


def test_figures_are_counted_once_for_as_long_as_no_answer_is_given(kept: EntryFile) -> None:
    counted = list[str]()
    so_far = asked("so_far", {"type": "figures", "show": ["reasons"]})

    def figures(_language: str, question: FiguresQuestion, _same: Given | None) -> str:
        counted.append(question.id)
        return "3 clients"

    shown = playbook(step("look", asked("sting"), so_far, asked("words", TEXT)))
    once = [("sting", 3), ("so_far", Back()), ("sting", 4), ("so_far", None), ("words", Back())]
    sit(shown, kept, *once, ("so_far", None), ("words", "Fine"), figures=figures)

    assert ["so_far"] * 3 == counted


class TestWaits:
    def test_what_is_due_by_today_is_told_where_it_rests(self, kept: EntryFile) -> None:
        _, early = sit(WAITS, kept, ("sting", 7), ("call_on", FRIDAY))
        assert kept.path
        earlier = NOW - timedelta(days=2)
        boxes = f"- [ ] {NOW:%F} Send the invoice\n- [x] {NOW:%F} Write\n- [ ] {FRIDAY}"
        boxes = f"- [ ] {earlier:%F} Ask about it\n{boxes}"
        text = kept.path.read_text(encoding="utf-8").replace(f"- [ ] {FRIDAY}", boxes)
        kept.path.write_text(text, encoding="utf-8")
        _, face = sit(
            WAITS, reopened(kept), ("pick", "leave"), tick_off=lambda whose: f"playbook done {whose}"
        )
        late = Row("2 days overdue", "Ask about it", stands_out=True)
        due = Rows([late, Row("today", "Send the invoice")], "Due")

        assert [] == [said for said in early.said if isinstance(said, Command) and "Tick" in said.why]
        assert due in face.said
        assert Command("Tick off with:", "playbook done Acme Studio") in face.said

    def test_what_is_due_by_today_is_told_at_the_end(self, kept: EntryFile) -> None:
        end = playbook(step("look", asked("sting")))
        sit(end, kept, ("sting", Left(Why.FOR_LATER, "7")))
        assert kept.path
        with kept.path.open("a", encoding="utf-8") as entry:
            entry.write(f"\n## Follow-ups\n\n- [ ] {NOW:%F} Send the invoice\n- [ ] {FRIDAY} Call\n")
        _, face = sit(end, reopened(kept), ("sting", 7), tick_off=lambda _: "playbook done")

        assert Rows([Row("today", "Send the invoice")], "Due") in face.said
        assert Command("Tick off with:", "playbook done") in face.said

    @pytest.fixture
    def resting(self, kept: EntryFile) -> EntryFile:
        """An entry whose walk waits for Friday."""
        outcome, face = sit(WAITS, kept, ("sting", 7), ("call_on", FRIDAY))
        assert Outcome(Ending.RESTING, 0) == outcome
        assert "That's it for today. Call Acme Studio back: Friday 27 November." in face.notes
        assert Command("When you are back:", "playbook lost") in face.said
        return reopened(kept)

    def test_it_says_in_the_file_what_it_waits_for(self, resting: EntryFile) -> None:
        assert ("open", "2026-11-27") == (front_of(resting)["status"], front_of(resting)["waiting_until"])

    @pytest.mark.parametrize("days", [4, 40])
    def test_on_its_day_and_after_it_goes_on_without_a_word(self, resting: EntryFile, days: int) -> None:
        sit(WAITS, resting, ("why", "Because"), ("door", LATER), now=NOW + timedelta(days))
        assert "- [ ] 2026-11-27 Call Acme Studio back" in lines_of(resting)

        sit(WAITS, reopened(resting), ("door", "Open"), now=NOW + timedelta(days))

        assert "- [x] 2026-11-27 Call Acme Studio back" in lines_of(resting)
        assert "waiting_until" not in front_of(resting)

    def test_before_its_day_it_offers_what_can_be_done(self, resting: EntryFile) -> None:
        before = text_of(resting)

        outcome, face = sit(WAITS, resting, ("pick", "leave"))

        assert Outcome(Ending.RESTING, 0) == outcome
        assert ["leave", "now", "date", "close"] == [option.value for option in face.offered[0].options]
        assert before == text_of(resting)

    def test_going_back_from_that_leads_to_the_question_before(self, resting: EntryFile) -> None:
        before = text_of(resting)

        outcome, _ = sit(WAITS, resting, ("pick", Back()), ("call_on", LATER))

        assert Ending.LEFT is outcome.ending
        assert before == text_of(resting)

    def test_far_back_from_a_rest_and_from_another_date_asks_that_answer_again_and_rests_as_before(
        self, resting: EntryFile
    ) -> None:
        elsewhere = Left(Why.ELSEWHERE)
        far = [("pick", "date"), ("call_on", elsewhere), ("pick", "sting"), ("sting", 2)]
        further = [("pick", elsewhere), ("pick", "sting"), ("sting", 3)]

        outcome, _ = sit(WAITS, resting, *far, *further, ("pick", "leave"))

        assert Outcome(Ending.RESTING, 0) == outcome
        assert {"- sting: 3", "- call_on: 2026-11-27"} <= {*lines_of(resting)}

    def test_going_back_from_a_rest_with_nothing_before_it_offers_it_again(self, kept: EntryFile) -> None:
        waits = playbook(step("first", asked("why", TEXT), wait={"days": 5}))

        outcome, face = sit(waits, kept, ("pick", Back()), ("pick", "leave"))

        assert Outcome(Ending.RESTING, 0) == outcome
        assert Note("This is the first question.", "quiet") in face.said

    @pytest.mark.parametrize("reply", [Left(Why.FOR_LATER), Left(Why.INPUT_ENDED)])
    def test_leaving_it_there_leaves_it_as_it_is(self, resting: EntryFile, reply: Exception) -> None:
        before = text_of(resting)

        outcome, _ = sit(WAITS, resting, ("pick", reply))

        assert Outcome(Ending.RESTING, 0) == outcome
        assert before == text_of(resting)

    def test_being_ended_there_has_its_exit_status(self, resting: EntryFile) -> None:
        outcome, _ = sit(WAITS, resting, ("pick", Left(Why.INTERRUPTED)))

        assert Outcome(Ending.LEFT, 130) == outcome

    def test_it_can_go_on_now_and_does_not_wait_again(self, resting: EntryFile) -> None:
        sit(WAITS, resting, ("pick", "now"), ("why", "Because"), ("door", LATER))
        assert "- [ ] 2026-11-27 Call Acme Studio back" in lines_of(resting)
        assert "waiting_until" not in front_of(resting)

        outcome, _ = sit(WAITS, reopened(resting), ("door", "Open"), ("pick", "no"))

        assert Ending.DONE is outcome.ending
        assert "- [ ] 2026-11-27 Call Acme Studio back" in lines_of(resting)

    def test_at_the_end_of_a_step_begun_early_it_is_asked_whether_that_is_done(
        self, resting: EntryFile
    ) -> None:
        sit(WAITS, resting, ("pick", "now"), ("why", "Because"), ("door", "Open"), ("pick", "yes"))

        assert "- [x] 2026-11-27 Call Acme Studio back" in lines_of(resting)

    @pytest.mark.parametrize(
        "on", [[("door", "Shut")], [("door", "Open")], [("door", Back()), ("why", "Since")]]
    )
    def test_back_from_that_leads_to_the_last_question_of_the_step_and_on_to_it_again(
        self, resting: EntryFile, on: list[tuple[str, object]]
    ) -> None:
        turns = [("why", "Because"), ("door", "Open"), ("pick", Back()), *on, ("pick", "yes")]
        sit(WAITS, resting, ("pick", "now"), *turns)

        assert "- {}: {}".format(*on[-1]) in lines_of(resting)
        assert "- [x] 2026-11-27 Call Acme Studio back" in lines_of(resting)

    def test_going_on_now_without_an_answer_changes_nothing(self, resting: EntryFile) -> None:
        before = text_of(resting)

        sit(WAITS, resting, ("pick", "now"), ("why", LATER))

        assert before == text_of(resting)

    def test_another_day_can_be_chosen(self, resting: EntryFile) -> None:
        later = ("call_on", FRIDAY + timedelta(7))

        outcome, face = sit(WAITS, resting, ("pick", "date"), later)

        assert FRIDAY == face.asked[-1][1].start
        assert Ending.RESTING is outcome.ending
        assert "2026-12-04" == front_of(resting)["waiting_until"]
        assert "- [ ] 2026-12-04 Call Acme Studio back" == lines_of(resting)[-1]

    @pytest.mark.parametrize("day", [MONDAY, None])
    def test_today_or_no_day_lets_it_go_on(self, resting: EntryFile, day: object) -> None:
        sit(WAITS, resting, ("pick", "date"), ("call_on", day), ("why", "Because"), ("door", LATER))

        assert "waiting_until" not in front_of(resting)

    def test_going_back_from_the_other_day_leaves_the_first_and_asks_again_what_to_do(
        self, resting: EntryFile
    ) -> None:
        before = text_of(resting)

        outcome, _ = sit(WAITS, resting, ("pick", "date"), ("call_on", Back()), ("pick", "leave"))

        assert Ending.RESTING is outcome.ending
        assert before == text_of(resting)

    def test_it_can_be_closed(self, resting: EntryFile) -> None:
        before = lines_of(resting)

        outcome, _ = sit(WAITS, resting, ("pick", "close"))

        assert Outcome(Ending.CLOSED, 0) == outcome
        assert "closed" == front_of(resting)["status"]
        assert "waiting_until" not in front_of(resting)
        assert before == lines_of(resting)

    def test_it_is_passed_over_where_the_answers_file_holds_something_beyond_it(
        self, resting: EntryFile
    ) -> None:
        answers = AnswersFile("acme.toml", 'door = "y"', {"door": "y"})

        outcome, _ = sit(WAITS, resting, ("why", "x"), answers=answers)

        assert Ending.DONE is outcome.ending
        assert ["- why: x", "- door: y"] == lines_of(resting)[2:4]

    def test_a_clock_that_jumps_back_waits_again_until_its_step_has_begun(self, resting: EntryFile) -> None:
        sit(WAITS, resting, ("pick", "leave"), now=NOW - timedelta(900))
        sit(WAITS, reopened(resting), ("why", "x"), ("door", LATER), now=NOW + timedelta(4))

        sit(WAITS, reopened(resting), ("door", LATER), now=NOW - timedelta(900))

    def test_a_wait_of_days_has_no_day_to_change(self, kept: EntryFile) -> None:
        ninety = playbook(
            step("first", asked("sting")), step("look_back", asked("how", TEXT), wait={"days": 90})
        )
        _, face = sit(ninety, kept, ("sting", 7))
        assert (
            "That's it for today. The next step, “Look_back”, is for Sunday 21 February 2027." in face.notes
        )

        _, face = sit(ninety, reopened(kept), ("pick", "leave"))

        assert ["leave", "now", "close"] == [option.value for option in face.offered[0].options]


class TestHand:
    """What somebody changes in the file while a question is asked."""

    def test_another_answer_is_adopted_and_conditions_follow(self, kept: EntryFile) -> None:
        more = editing(kept, "- reason: fit — No fit", "- reason: price", "Open")

        _, face = sit(ASKS_MORE, kept, ("reason", NO_FIT), ("door", more), ("paid", "Much"))

        assert ["- reason: price", "- paid: Much", "- door: Open"] == sorted(
            lines_of(kept), key=lambda line: "rpd".index(line[2])
        )
        assert [] == face.trouble

    def test_a_question_answered_by_hand_is_not_asked(self, kept: EntryFile) -> None:
        answered = editing(kept, "- reason: price — Price\n", "- reason: price\n- door: Shut\n", "Much")

        outcome, _ = sit(ASKS_MORE, kept, ("reason", PRICE), ("paid", answered))

        assert Ending.DONE is outcome.ending
        assert "- door: Shut" in lines_of(kept)

    def test_the_very_answer_is_kept_beneath_ours_and_the_person_told_once(self, kept: EntryFile) -> None:
        theirs = editing(kept, "- sting: 7\n", "- sting: 3\n", 9)

        _, face = sit(SHORT, kept, ("sting", 7), ("words", Back()), ("sting", theirs), ("words", LATER))

        assert ["- sting: 9", "- ~sting: 3"] == lines_of(kept)
        (told,) = face.trouble
        assert told.startswith("“What of sting?” was changed in the file meanwhile. Your answer counts;")

    @pytest.mark.parametrize("new", ["- sting: 9\n", "- sting: 7\n  A note.\n", "- sting:  7 \n", ""])
    def test_nobody_is_told_of_what_is_no_conflict(self, kept: EntryFile, new: str) -> None:
        same = editing(kept, "- sting: 7\n", new, 9)

        _, face = sit(SHORT, kept, ("sting", 7), ("words", Back()), ("sting", same), ("words", LATER))

        assert "- sting: 9" == lines_of(kept)[0]
        assert [] == face.trouble

    @pytest.mark.parametrize("reply", ["Much", None, Left(Why.FOR_LATER, "Mu")])
    def test_an_answer_to_a_question_that_no_longer_belongs_is_kept_set_aside(
        self, kept: EntryFile, reply: object
    ) -> None:
        gone = editing(kept, "- reason: price — Price", "- reason: fit", reply)
        rest = [] if isinstance(reply, Left) else [("door", LATER)]

        sit(ASKS_MORE, kept, ("reason", PRICE), ("paid", gone), *rest)

        assert "- reason: fit" == lines_of(kept)[0]
        assert lines_of(kept)[1].startswith("- ~paid: ")

    def test_words_of_the_person_stay_byte_for_byte(self, kept: EntryFile) -> None:
        note = "\n> Rain all day.\r\n\n\t* tab \n"
        noted = editing(kept, "- sting: 7\n", f"- sting: 7\n{note}", "Why?")

        sit(SHORT, kept, ("sting", 7), ("words", noted), ("door", "Open"))

        assert note in text_of(kept)

    def test_a_moved_file_is_followed_and_the_person_told(self, kept: EntryFile) -> None:
        def moved(_: Ask) -> object:
            assert kept.path is not None
            kept.path.rename(kept.path.with_name("mine.md"))
            return "Why?"

        _, face = sit(SHORT, kept, ("sting", 7), ("words", moved), ("door", LATER))

        assert ["2026-11-23_acme-studio_lost.md is now mine.md. It goes on there."] == face.trouble
        assert ["- sting: 7", "- words: Why?"] == lines_of(kept)

    def test_a_deleted_file_is_written_again_and_the_person_told(self, kept: EntryFile) -> None:
        def deleted(_: Ask) -> object:
            assert kept.path is not None
            shutil.rmtree(kept.path.parent)
            return "Why?"

        _, face = sit(SHORT, kept, ("sting", 7), ("words", deleted), ("door", LATER))

        assert ["2026-11-23_acme-studio_lost.md was gone. It is written again, whole."] == face.trouble
        assert ["- sting: 7", "- words: Why?"] == lines_of(kept)

    def test_an_answer_that_became_unreadable_is_asked_anew(self, kept: EntryFile) -> None:
        spoilt = editing(kept, "- sting: 7", "- sting: a lot", "Why?")

        sit(SHORT, kept, ("sting", 7), ("words", spoilt), ("sting", 7), ("door", LATER))

        assert ["- sting: 7", "- ~sting: a lot", "- words: Why?"] == lines_of(kept)


class TestTrouble:
    """What happens where a save fails."""

    def test_what_was_typed_is_said_and_can_be_saved_once_the_way_is_clear(
        self, folder: Path, kept: EntryFile
    ) -> None:
        folder.write_text("I am a file.")

        def mending(_: Ask) -> object:
            folder.unlink()
            return "again"

        _, face = sit(SHORT, kept, ("sting", 7), ("pick", "again"), ("pick", mending), ("words", LATER))

        assert ["- sting: 7"] == lines_of(kept)
        assert 2 == len(face.trouble)
        assert (
            f"Could not make the folder {folder}: there is a file where a folder should be."
            == face.trouble[0]
        )
        assert ["What you typed:", "7"] == face.notes[2:4]

    @pytest.mark.parametrize("reply", ["leave", Left(Why.INTERRUPTED)])
    def test_one_can_leave_without_it(self, folder: Path, kept: EntryFile, reply: object) -> None:
        folder.write_text("I am a file.")

        with pytest.raises(PlaybookError, match="there is a file where a folder should be"):
            sit(SHORT, kept, ("sting", 7), ("pick", reply))

        assert "I am a file." == folder.read_text()

    def test_going_back_there_tries_again(self, folder: Path, kept: EntryFile) -> None:
        folder.write_text("I am a file.")

        def mending(_: Ask) -> object:
            folder.unlink()
            return Back()

        sit(SHORT, kept, ("sting", 7), ("pick", mending), ("words", LATER))

        assert ["- sting: 7"] == lines_of(kept)

    def test_several_lines_are_said_as_they_were_typed(self, folder: Path, kept: EntryFile) -> None:
        long = playbook(step("only", asked("words", TEXT)))
        folder.write_text("I am a file.")

        def mending(_: Ask) -> object:
            folder.unlink()
            return "again"

        _, face = sit(long, kept, ("words", "# One\n\n  two"), ("pick", mending))

        assert "# One\n\n  two" in face.notes

    @staticmethod
    def spoiling(kept: EntryFile, reply: object) -> Callable[[Ask], object]:
        """Put a folder in the place of the file while a question is asked, then reply."""

        def spoilt(_: Ask) -> object:
            assert kept.path is not None
            kept.path.unlink()
            kept.path.mkdir()
            return reply

        return spoilt

    @pytest.mark.parametrize("reply", [Back("We\n  lo"), Left(Why.FOR_LATER, "We\n  lo")])
    def test_half_typed_words_are_as_safe(self, kept: EntryFile, reply: Exception) -> None:
        def mending(_: Ask) -> object:
            assert kept.path is not None
            kept.path.rmdir()
            return "again"

        spoilt = ("words", self.spoiling(kept, reply))
        rest = [("sting", LATER)] if isinstance(reply, Back) else []
        outcome, face = sit(SHORT, kept, ("sting", 7), spoilt, ("pick", mending), *rest)

        assert ["- sting: 7", "- words: (unfinished)"] == lines_of(kept)
        assert "We\n  lo" in face.notes
        assert 0 == outcome.status

    @pytest.mark.parametrize("why", [Why.TERMINATED, Why.HUNG_UP, Why.INTERRUPTED])
    def test_somebody_whose_walk_is_ended_by_a_signal_is_not_asked_what_to_do(
        self, kept: EntryFile, why: Why
    ) -> None:
        spoilt = self.spoiling(kept, Left(why, "We lo"))

        with pytest.raises(PlaybookError, match="is not a file"):
            sit(SHORT, kept, ("sting", 7), ("words", spoilt))

    def test_the_end_of_a_walk_can_be_tried_again_too(self, kept: EntryFile) -> None:
        sit(SHORT, kept, ("sting", 7), ("words", None), ("door", LATER))
        shorter = playbook(step("breathe", asked("sting"), asked("words", TEXT)))
        again = reopened(kept)
        assert again.path is not None
        path, text = again.path, text_of(again)
        path.unlink()
        path.mkdir()

        def mending(_: Ask) -> object:
            path.rmdir()
            path.write_text(text)
            return "again"

        outcome, face = sit(shorter, again, ("pick", mending))

        assert Ending.DONE is outcome.ending
        assert "done" == front_of(again)["status"]
        assert "What you typed:" not in face.notes

    @pytest.fixture
    def full_disk(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
        """Lets the next two saves fail."""
        saving, failures = durable.replace, [durable.SaveFailed("The disk is full.")] * 2

        def failing(path: Path, content: bytes) -> None:
            if failures:
                raise failures.pop()
            saving(path, content)

        return lambda: monkeypatch.setattr(durable, "replace", failing)

    def test_a_conflict_is_told_once_however_often_the_save_is_tried(
        self, kept: EntryFile, full_disk: Callable[[], None]
    ) -> None:
        def theirs(ask: Ask) -> object:
            full_disk()
            return editing(kept, "- sting: 7\n", "- sting: 3\n", 9)(ask)

        turns = [("sting", 7), ("words", Back()), ("sting", theirs), ("pick", "again"), ("pick", "again")]
        _, face = sit(SHORT, kept, *turns, ("words", LATER))

        assert ["- sting: 9", "- ~sting: 3"] == lines_of(kept)
        assert 1 == sum("was changed in the file meanwhile" in note for note in face.trouble)

    def test_so_is_a_file_that_was_gone(self, kept: EntryFile, full_disk: Callable[[], None]) -> None:
        def deleted(_: Ask) -> object:
            assert kept.path is not None
            kept.path.unlink()
            full_disk()
            return "Why?"

        turns = [("sting", 7), ("words", deleted), ("pick", "again"), ("pick", "again")]
        _, face = sit(SHORT, kept, *turns, ("door", LATER))

        assert ["- sting: 7", "- words: Why?"] == lines_of(kept)
        assert 1 == sum("was gone" in note for note in face.trouble)

    def test_half_an_answer_that_cannot_be_saved_while_it_is_asked_is_said_and_tried_again(
        self, kept: EntryFile, full_disk: Callable[[], None]
    ) -> None:
        def keeping(ask: Ask) -> object:
            full_disk()
            ask.keep("Dear")
            return Drafted("Dear Maria,")

        turns = [("letter", keeping), ("pick", "again"), ("pick", "again")]
        _, face = sit(playbook(step("only", asked("letter", DRAFT))), kept, *turns)

        assert "- letter: later" == lines_of(kept)[0]
        assert 2 == sum("Dear" in note for note in face.notes)
