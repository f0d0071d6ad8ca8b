"""`--ask`: one question of the newest walk again, then those that its answer opened, and no others."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import every
import pytest
from builders import (
    CHOICE,
    DATE,
    MONEY,
    NOW,
    RUNWAY,
    SCRIPT,
    TEXT,
    TUESDAY,
    Script,
    asked,
    entry_file,
    euros,
    playbook,
    sit,
    step,
)
from builders import WEDNESDAY as LATER
from homes import Home, run

from playbook.journal.entry_file import EntryFile
from playbook.journal.folder import Journal
from playbook.messages import Row
from playbook.model.leaving import Back, Left, Why
from playbook.model.playbook import Playbook
from playbook.model.types.choice import Chosen
from playbook.session.again import NotAsked, open_again
from playbook.session.opening import open_session
from playbook.session.options import Ending, Options, Outcome
from playbook.session.session import Session

PRICE, FIT = Chosen("price"), Chosen("fit")
WALKED = playbook(
    step(
        "why",
        asked("reason", CHOICE),
        asked("paid", TEXT, when={"reason": "price"}),
        asked("often", TEXT, when={"paid": {"answered": True}}),
        asked("lines", SCRIPT),
        asked("meet", TEXT, when={"reason": "fit"}),
        asked("call_on", DATE, follow_up="Call them"),
    ),
    step("then", asked("heard", TEXT), wait={"until": "call_on"}, when={"call_on": {"answered": True}}),
    step("last", asked("rest", TEXT), asked("end", TEXT)),
)


def again(walked: Playbook, file: EntryFile, name: str, *turns: tuple[str, object]) -> tuple[Outcome, Script]:
    """Ask a question of the newest entry again, by a script."""
    assert file.path
    face = Script(*turns)
    options = Options(
        clock=lambda: NOW + timedelta(hours=1),
        me="",
        currency="EUR",
        command=lambda _: "playbook lost",
        ask=name,
    )
    session = open_again(walked, "lost", "Acme Studio", Journal(file.path.parent), face, options)
    outcome = session.run()
    face.assert_at_end()
    file.entry = session.file.entry
    return outcome, face


def counting(file: EntryFile) -> dict[str, str]:
    return {name: answer.head for name, answer in file.entry.answers.items()}


@pytest.fixture
def kept(tmp_path: Path) -> EntryFile:
    return entry_file(tmp_path)


@pytest.fixture
def done(kept: EntryFile) -> EntryFile:
    """A finished walk."""
    turns = [("reason", PRICE), ("paid", "Much"), ("often", "Once"), ("lines", None), ("call_on", None)]
    outcome, _ = sit(WALKED, kept, *turns, ("rest", "Rest"), ("end", "End"))
    assert Ending.DONE is outcome.ending
    return kept


class TestAFinishedWalk:
    def test_what_hangs_on_the_answer_is_set_aside_and_what_it_opens_is_asked(self, done: EntryFile) -> None:
        outcome, _ = again(WALKED, done, "reason", ("reason", FIT), ("meet", "Here"))

        assert (Outcome(Ending.DONE), "done") == (outcome, done.entry.front["status"])
        assert {"reason": "fit — No fit", "meet": "Here", "rest": "Rest"}.items() <= counting(done).items()
        assert ["paid", "often"] == [name for name in done.entry.ids if not done.entry.answer(name)]
        again(WALKED, done, "reason", ("reason", PRICE))

        assert "Much" == counting(done)["paid"]

    def test_the_answer_that_stands_is_there_to_begin_with(self, done: EntryFile) -> None:
        before = done.entry.text
        _, face = again(WALKED, done, "paid", ("paid", Left(Why.FOR_LATER)))

        assert ("Much", before) == (face.asked[0][1].start, done.entry.text)

    def test_going_back_stays_among_what_is_asked(self, done: EntryFile) -> None:
        again(WALKED, done, "reason", ("reason", FIT), ("meet", Back()), ("reason", FIT), ("meet", "Here"))
        _, face = again(WALKED, done, "meet", ("meet", Back()), ("meet", Left(Why.FOR_LATER)))

        assert "This is the first question." in face.notes

    def test_a_wait_that_it_opened_makes_the_walk_open_again(self, done: EntryFile) -> None:
        outcome, _ = again(WALKED, done, "call_on", ("call_on", TUESDAY))

        assert Outcome(Ending.RESTING) == outcome
        front = done.entry.front
        assert ("open", str(TUESDAY)) == (front["status"], front["waiting_until"])
        assert f"- [ ] {TUESDAY} Call them" in done.entry.text

    def test_left_in_the_middle_it_is_open_and_carries_on_there(self, done: EntryFile) -> None:
        again(WALKED, done, "reason", ("reason", FIT), ("meet", Left(Why.FOR_LATER, "Her")))

        assert ("open", "(unfinished)") == (done.entry.front["status"], counting(done)["meet"])
        _, face = sit(WALKED, done, ("meet", "Here"))

        assert "Her" == face.asked[0][1].half

    def test_what_it_ends_with_for_reading_was_read(self, kept: EntryFile) -> None:
        ends = asked("bye", SCRIPT), asked("other", SCRIPT, when={"reason": "fit"})
        walked = playbook(step("why", asked("reason", CHOICE), asked("paid", TEXT)), step("end", *ends))
        sit(walked, kept, ("reason", PRICE), ("paid", None), ("bye", None))
        for turns in ([("paid", "Much")], [("reason", FIT), ("other", None)]):
            outcome, _ = again(walked, kept, turns[0][0], *turns)

            assert (Outcome(Ending.DONE), "done") == (outcome, kept.entry.front["status"])

    def test_only_steps_that_it_leaves_out_say_why(self, kept: EntryFile) -> None:
        either = [
            step(name, asked(f"of_{name}", TEXT), when={"reason": name}, skipped=f"It was not the {name}.")
            for name in ("price", "fit")
        ]
        walked = playbook(step("why", asked("reason", CHOICE), asked("paid", TEXT)), *either)
        sit(walked, kept, ("reason", PRICE), ("paid", None), ("of_price", "Dear"))
        _, same = again(walked, kept, "paid", ("paid", Back()), ("paid", "Much"))
        _, other = again(walked, kept, "reason", ("reason", FIT), ("of_fit", "Odd"))

        said = [[note for note in face.notes if "It was not" in note] for face in (same, other)]
        assert [[], ["It was not the price."]] == said

    def test_what_is_worked_out_from_it_is_worked_out_anew(self, kept: EntryFile) -> None:
        amounts = [asked(name, MONEY) for name in ("cushion", "costs", "income")]
        walked = playbook(step("stand", *amounts, asked("lasts", RUNWAY), asked("rest", TEXT)))
        turns = [("cushion", euros(7000)), ("costs", euros(2000)), ("income", euros(0)), ("rest", "Rest")]
        sit(walked, kept, *turns)
        assert kept.path
        kept.path.write_text(kept.entry.text.replace("- income: 0.00", "- income: 500.00"), encoding="utf-8")
        _, face = again(walked, kept, "costs", ("costs", euros(1500)))

        assert counting(kept)["lasts"].endswith(" 7 — 7 months")
        assert any("seven months" in said.value for said in face.said if isinstance(said, Row))
        with pytest.raises(NotAsked, match="`lasts` is worked out from cushion, costs, income"):
            again(walked, kept, "lasts")

    def test_so_is_what_a_hand_has_made_unreadable(self, kept: EntryFile) -> None:
        amounts = [asked(name, MONEY) for name in ("cushion", "costs", "income")]
        walked = playbook(
            step("stand", *amounts, asked("lasts", RUNWAY), asked("short", TEXT, when={"lasts": {"max": 1}}))
        )
        sit(walked, kept, ("cushion", euros(7000)), ("costs", euros(2000)), ("income", euros(0)))
        assert kept.path
        text = re.sub("(?m)^- lasts: .*", "- lasts: half a year", kept.entry.text)
        kept.path.write_text(text, encoding="utf-8")
        outcome, _ = again(walked, kept, "costs", ("costs", euros(1000)))

        assert (Ending.DONE, "done") == (outcome.ending, kept.entry.front["status"])
        assert counting(kept)["lasts"].endswith(" 7 — 7 months")
        with pytest.raises(NotAsked, match="because `lasts` is") as refused:
            again(walked, kept, "short")
        assert "--ask cushion" in refused.value.hint


class TestAnotherWalk:
    def test_one_that_is_open_is_not_carried_on(self, kept: EntryFile) -> None:
        sit(WALKED, kept, ("reason", PRICE), ("paid", "Much"), ("often", Left(Why.FOR_LATER)))
        outcome, _ = again(WALKED, kept, "reason", ("reason", FIT), ("meet", "Here"))

        assert (Ending.LEFT, 0, "open") == (*outcome, kept.entry.front["status"])
        again(WALKED, kept, "reason", ("reason", PRICE), ("often", Left(Why.FOR_LATER)))
        again(WALKED, kept, "often", ("often", "Once"))

        assert {"paid": "Much", "often": "Once"}.items() <= counting(kept).items()

    def test_one_that_was_closed_stays_closed(self, kept: EntryFile) -> None:
        sit(WALKED, kept, ("reason", PRICE), ("paid", None), ("lines", None), ("call_on", LATER))
        sit(WALKED, kept, ("pick", "close"))
        outcome, _ = again(WALKED, kept, "call_on", ("call_on", TUESDAY))
        again(WALKED, kept, "reason", ("reason", FIT), ("meet", "Here"))

        assert Outcome(Ending.DONE) == outcome
        assert "closed" == kept.entry.front["status"]
        assert "waiting_until" not in kept.entry.front


class TestWhatDoesNotApply:
    @pytest.mark.parametrize(
        ("name", "why", "hint"),
        [
            ("meet", "because `reason` is “Price”", "--ask reason"),
            ("heard", "because `call_on` has no answer", "--ask call_on"),
            ("lines", "only for reading", ""),
            ("reasno", "no question `reasno`; did you mean `reason`", ""),
        ],
    )
    def test_the_answer_that_decides_is_named(self, done: EntryFile, name: str, why: str, hint: str) -> None:
        with pytest.raises(NotAsked, match=why) as refused:
            again(WALKED, done, name)

        assert hint in refused.value.hint
        assert 2 == refused.value.status

    def test_of_several_in_a_row_the_one_that_was_asked(self, done: EntryFile) -> None:
        again(WALKED, done, "reason", ("reason", FIT), ("meet", "Here"))
        with pytest.raises(NotAsked, match="because `reason` is “No fit”"):
            again(WALKED, done, "often")

    @pytest.mark.parametrize("name", ["lasts", "short", "shorter"])
    def test_of_what_cannot_be_worked_out_it_says_why(self, kept: EntryFile, name: str) -> None:
        amounts = [asked(name, MONEY) for name in ("cushion", "costs", "income")]
        short = asked("short", TEXT, when={"lasts": {"max": 1}})
        shorter = asked("shorter", TEXT, when={"short": {"answered": True}})
        walked = playbook(step("stand", *amounts, asked("lasts", RUNWAY), short, shorter))
        pounds = euros(2000)._replace(currency="GBP")
        sit(walked, kept, ("cushion", euros(7000)), ("costs", pounds), ("income", euros(0)))
        with pytest.raises(NotAsked, match="different currencies") as refused:
            again(walked, kept, name)

        assert refused.value.hint.endswith("--ask cushion")

    def test_figures_that_have_nothing_to_show_are_no_empty_page(self, kept: EntryFile) -> None:
        figures = asked("so_far", {"type": "figures", "show": ["reasons"]})
        walked = playbook(step("look", asked("reason", CHOICE), figures, asked("rest", TEXT)))
        sit(walked, kept, ("reason", PRICE), ("rest", Left(Why.FOR_LATER)))
        with pytest.raises(NotAsked, match="`so_far` has nothing to show yet"):
            again(walked, kept, "so_far")

    def test_it_is_not_its_turn(self, kept: EntryFile) -> None:
        sit(WALKED, kept, ("reason", FIT), ("lines", None), ("meet", Left(Why.FOR_LATER)))
        with pytest.raises(NotAsked, match="not the turn of `call_on` yet"):
            again(WALKED, kept, "call_on")


def test_it_stands_alone_on_the_command_line_and_needs_a_walk(home: Home) -> None:
    for option in ("--new", "--dry-run", "--answers=x.toml"):
        ended = run("lost", "Acme", "--ask", "sting", option)

        assert (2, "") == (ended.returncode, ended.stdout)
        assert f"--ask and {option.partition('=')[0]} can't be used together" in ended.stderr
    ended = run("lost", "Acme", "--ask", "sting", "--plain")

    assert (2, []) == (ended.returncode, home.entries)
    path = home.begin("lost", "Acme", "- sting: 7\n")
    ended = run("lost", "Acme", "--ask", "sting", "--plain", typed="3\n")

    assert 0 == ended.returncode, ended.stderr
    assert "- sting: 3\n" in path.read_text(encoding="utf-8")


class TestTheNameOfAClientWhoseWalkHasEnded:
    def opened(self, file: EntryFile, *turns: tuple[str, object], **options: Any) -> tuple[Session, Script]:  # noqa: ANN401 - the fields of Options
        assert file.path
        face = Script(*turns)
        held = Options(
            clock=lambda: NOW + timedelta(days=9),
            me="",
            currency="",
            command=lambda _: "playbook lost",
            **options,
        )
        return open_session(WALKED, "lost", "Acme Studio", Journal(file.path.parent), face, held), face

    def test_it_can_be_looked_at(self, done: EntryFile) -> None:
        seen: list[Path] = []

        with pytest.raises(Back):
            self.opened(done, ("pick", "look"), look=seen.append)
        assert [done.path] == seen

    def test_an_answer_can_be_changed_of_those_that_were_asked(self, done: EntryFile) -> None:
        session, face = self.opened(done, ("pick", "change"), ("pick", "paid"), ("paid", "Little"))

        assert Outcome(Ending.DONE) == session.run()
        assert session.file.path == done.path
        assert {"paid": "Little", "often": "Once"}.items() <= counting(session.file).items()
        assert ["reason", "paid", "often", "call_on", "rest", "end"] == [
            option.value for option in face.offered[1].options
        ]
        assert [("What of paid?", "Much"), ("What of call_on?", "Skipped")] == [
            (face.offered[1].options[number].label, face.offered[1].options[number].help) for number in (1, 3)
        ]

    def test_where_somebody_took_all_answers_out_none_can_be_changed(self, done: EntryFile) -> None:
        assert done.path
        head, _, _ = done.path.read_text(encoding="utf-8").partition("## ")
        done.path.write_text(head, encoding="utf-8")

        with pytest.raises(Back):
            self.opened(done, ("pick", "change"))

    def test_another_one_can_be_begun(self, done: EntryFile) -> None:
        session, face = self.opened(done, ("pick", "new"))

        assert session.file.path is None
        assert face.offered[0].prompt.startswith(
            "Losing a client · Acme Studio, begun on Monday 23 November, has ended."
        )

    @pytest.mark.parametrize("turn", [(), (("pick", Left(Why.INPUT_ENDED)),)])
    def test_where_nobody_can_say_or_it_is_said_already_another_one_begins(
        self, done: EntryFile, turn: tuple[tuple[str, object], ...]
    ) -> None:
        session, face = self.opened(done, *turn, new=not turn)

        assert session.file.path is None
        assert "The walk begun on Monday 23 November has ended and stays as it is, in" in face.notes

    def test_it_is_shown_as_show_shows_it(self, home: Home) -> None:
        home.add_playbook("every", every.TOML)
        path = home.begin("every", "Acme", every.lines(every.ALL))
        path.write_text(path.read_text(encoding="utf-8").replace('"open"', '"done"'), encoding="utf-8")

        ended = run("every", "acme", "--plain", typed="look\n")
        assert (0, path.read_text(encoding="utf-8")) == (ended.returncode, ended.stdout)
