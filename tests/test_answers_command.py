"""`playbook answers`: a file that shows how everything is answered, and that leaves the same entry again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp

import every
import pytest
from builders import (
    CHOICE,
    DATE,
    DRAFT,
    FRIDAY,
    MONDAY,
    NOW,
    SCALE,
    SCORECARD,
    SCRIPT,
    TEXT,
    TUESDAY,
    Page,
    asked,
    front,
    playbook,
    question_of,
    step,
    walked,
)
from homes import Home, run
from hypothesis import given
from hypothesis import strategies as st
from samples import KNOWN, SAMPLE, SUNDAY, read
from typing_extensions import override

from playbook.authoring.answers_file import answers_text
from playbook.entry import Entry
from playbook.faces.unattended import Unattended
from playbook.journal.entry_file import EntryFile
from playbook.journal.folder import Journal
from playbook.model.asking import Keep
from playbook.model.context import Context
from playbook.model.leaving import Left, Why
from playbook.model.playbook import Playbook
from playbook.model.types import Question
from playbook.model.types.choice import Chosen
from playbook.model.types.codec import Value
from playbook.model.types.draft import Drafted
from playbook.model.types.scorecard import Scored
from playbook.money import Amount
from playbook.reading.answers import read_answers
from playbook.reading.findings import BrokenFile
from playbook.session.options import Options
from playbook.session.session import Session
from playbook.shelf import shipped_folder
from playbook.walk import Answered, Asking, Reply, Resting, Skipped, Unfinished, Walk
from playbook.written import cleaned

ODD = "Which?\nwords = 5 \x07\x1b[31m \u2028 # \u202e \\ \" ''' [[step]]"
"""A prompt that would be a line of the file, or drive a terminal, if it were let."""

EVERY = playbook(
    step(
        "one",
        asked("words", TEXT, prompt=ODD, help=f"{ODD}\n\n{ODD}"),
        asked("fruit", {**CHOICE, "choices": {**CHOICE["choices"], "odd": ODD}}),
        asked("moods", {"type": "choices", "choices": {"p": ODD, "q": "Q", "r": "R"}}),
        asked("sure", {"type": "confirm"}, required=True),
        asked("depth", SCALE, default=5),
        asked("hours", {"type": "number"}, default=2),
        asked("fee", {"type": "money"}, when={"sure": True}),
        asked("call_on", DATE, earliest="tomorrow", follow_up="Call"),
    ),
    step(
        "two",
        asked("fit", {**SCORECARD, "items": [*SCORECARD["items"], {"id": "odd", "prompt": ODD}]}),
        asked("letter", DRAFT),
        asked("lines", SCRIPT),
        asked("air", {"type": "breathe"}, when={"fruit": {"not": "price"}}),
        asked("more", TEXT, multiline=True, when=[{"sure": False}, {"depth": {"min": 5}}]),
        wait={"until": "call_on"},
        when={"moods": {"not": "p"}},
    ),
    step("three", asked("last", TEXT, prompt="And {words|that}, {client}?"), title=ODD),
)
CARD = question_of(EVERY, "fit")
TEXTS = (st.text() | st.text("\"'\\#=[]{}\n\t \u202e\u2028-~", max_size=12)).map(cleaned).filter(bool)
DAYS = st.dates(TUESDAY, FRIDAY)
VALUES: Mapping[str, st.SearchStrategy[object]] = {
    "words": TEXTS,
    "fruit": st.sampled_from([Chosen("price"), Chosen("price", "rise"), Chosen("odd")]),
    "moods": st.sets(st.sampled_from("pqr"), min_size=1).map(lambda slugs: tuple(sorted(slugs))),
    "sure": st.booleans(),
    "depth": st.integers(0, 10),
    "hours": st.integers(-(10**6), 10**6).map(lambda n: Decimal(n) / 8),
    "fee": st.builds(
        lambda cents, currency: Amount(Decimal(cents) / 100, currency),
        st.integers(-(10**9), 10**9),
        st.sampled_from(["EUR", "USD", "CHF"]),
    ).map(lambda amount: Amount(amount.number.quantize(Decimal("0.01")), amount.currency)),
    "call_on": DAYS,
    "fit": st.dictionaries(st.sampled_from(["target", "pay", "odd"]), st.integers(0, 4), min_size=1).map(
        lambda marks: CARD.native(marks, Context(MONDAY))
    ),
    "letter": st.builds(Drafted, TEXTS, st.none() | st.dates(MONDAY - timedelta(days=99), FRIDAY)),
    "air": st.just("done"),
    "more": TEXTS,
    "last": TEXTS,
}


@st.composite
def replies(draw: st.DrawFn, question: Question) -> Reply:
    if not question.required and draw(st.integers(0, 4)) == 4:
        return Skipped()
    return Answered(draw(VALUES[question.id]))


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Return an entry in memory: left somewhere, or walked to its end with answers changed on the way."""
    page = Page(EVERY)
    left_after = draw(st.none() | st.integers(0, 12))
    changes = draw(st.integers(0, 2)) if left_after is None else 0
    while left_after is None or left_after > 0:
        left_after = None if left_after is None else left_after - 1
        match page.walk.stand:
            case Asking(_, _, question) if question.kept:
                page.reply(question.id, draw(replies(question)))
            case Asking(_, _, question):
                page.heard |= {question.id}
            case Resting(_, waiting, _, _):
                page.begun |= {waiting.id}
            case _ if changes:
                changes -= 1
                question = draw(st.sampled_from([one for one in page.walk.asked.values() if one.kept]))
                page.reply(question.id, draw(replies(question)))
            case _:
                break
    return page


class Ends(Unattended):
    """Hears a script, and leaves at whatever else the file does not hold."""

    @override
    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        if question.kept:
            raise Left(Why.INPUT_ENDED)


def read_back(walked_playbook: Playbook, text: str, folder: Path) -> Entry:
    """Walk the answers of a file, for another client and with another currency; give the entry."""
    path = folder / "answers.toml"
    path.write_bytes(text.encode())
    answers = read_answers(path, path.name, walked_playbook, Context(MONDAY, currency="GBP"))
    file = EntryFile(Journal(Path(mkdtemp(dir=folder))), Entry.begin(front("Nordwind"), "Nordwind"))
    options = Options(clock=lambda: NOW, me="", currency="GBP", command=lambda _: "", answers=answers)
    Session(walked_playbook, file, Ends(), options).run()
    return file.entry


@given(page=pages())
def test_read_back_it_leaves_an_equal_entry(page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    text = answers_text(page.walk, [ODD])
    after = read_back(EVERY, text, tmp_path_factory.getbasetemp())
    counting = {name: answer.written for name, answer in page.entry.answers.items()}

    assert counting == {name: answer.written for name, answer in after.answers.items()}
    # A follow-up that was ticked off before its date changed is no answer.
    assert {(due.day, due.words) for due in after.follow_ups} <= {
        (due.day, due.words) for due in page.entry.follow_ups
    }
    assert set(counting) == set(tomllib.loads(text))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)


def answers_of(replies_given: Mapping[str, object]) -> str:
    return answers_text(walked(EVERY, replies_given), [])


def test_an_answer_stands_beneath_its_question_and_choices() -> None:
    walk = walked(read(SAMPLE), {"reason": Chosen("price", "rate_rise"), "sting": Skipped()}, today=SUNDAY)
    walk = replace(walk, context=KNOWN)
    text = answers_text(walk, ["For Acme."])

    assert text.startswith("# For Acme.\n\n\n# ---- Breathe ----\n")
    assert (
        "\n# How much does it sting? (0, not at all, to 10, very much)\nsting = { skipped = true }\n\n"
        '# One minute\n# pause = "done"\n\n'
        "# When will you call Acme Studio back? (a day such as 2026-11-23, or words in\n"
        '# quotation marks such as "friday")\n'
        "# callback_on = 2026-11-23\n\n"
    ) in text
    assert (
        "\n# Which of these is closest?\n"
        "#   budget_cut — Money was cut\n"
        "#   price — Price\n"
        "#   price.rate_rise — Price: After I raised it\n"
        "#   price.terms — Price: Terms\n"
        "#   replaced — Somebody else\n"
        "#   replaced.rival — Somebody else: Another supplier\n"
        "#   replaced.in_house — Somebody else: Their own people\n"
        "# It cannot be skipped.\n"
        'reason = "price.rate_rise"\n'
    ) in text
    assert (
        "\n# As they were a month ago\n#   target — I would take them on (0 to 4)\n"
        "#   price — They paid on time (0 to 4)\n# fit = { target = 4, price = 4 }\n"
    ) in text
    assert "words" not in re.findall(r"^#? ?(\w+) = ", text, re.MULTILINE)


def test_a_text_of_several_lines_stays_legible() -> None:
    letter = Drafted('Dear you,\n\n"hm" \\', MONDAY)

    assert (
        '\nletter = { state = "sent", text = """\nDear you,\n\n\\"hm\\" \\\\""", on = 2026-11-23 }\n'
        in answers_of({"letter": letter})
    )


def test_what_is_no_answer_that_counts_is_left_out() -> None:
    given_so_far = {"words": Unfinished("half"), "sure": False, "fee": Amount(Decimal("1.00"), "EUR")}

    assert {"sure": False} == tomllib.loads(answers_of(given_so_far))


def test_without_a_client_and_answers_a_prompt_is_filled_as_far_as_it_can_be() -> None:
    sample = read(SAMPLE)
    text = answers_text(Walk(sample, {}, Context(SUNDAY), SUNDAY), [])

    assert "# When will you call the client back? (" in text
    assert "# Whose hands was it in, if it was …?\n" in text
    assert {} == tomllib.loads(text)


@dataclass(frozen=True)
class Refused:
    """An answer that would be refused, with the reason that is given and the line."""

    name: str
    reply: object
    why: str
    line: str


@pytest.mark.parametrize(
    "refused",
    [
        Refused("call_on", MONDAY, "or later", "call_on = 2026-11-23"),
        Refused("fit", Scored(62, "high"), "Write a mark for each item", "fit = {  }"),
        Refused("sure", Skipped(), "skipped any more", "sure = { skipped = true }"),
    ],
    ids=lambda refused: refused.name,
)
def test_what_would_be_refused_stands_behind_a_sign_with_the_reason(refused: Refused) -> None:
    text = answers_of({refused.name: refused.reply})

    assert {} == tomllib.loads(text)
    assert refused.why in text
    assert f"\n# {refused.line}\n" in text


def test_what_can_only_be_written_otherwise_says_what_it_is_in_the_entry() -> None:
    exact = Decimal("123456789012345.123456789012")

    assert "# In the entry it is 123456789012345.123456789012\nhours = 123456789012345.12\n" in answers_of(
        {"hours": exact}
    )


LOST = (shipped_folder() / "en" / "lost.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("toml", [SAMPLE, LOST, every.TOML], ids=["sample", "lost", "every"])
def test_every_line_that_is_shown_would_be_taken(toml: str, tmp_path: Path) -> None:
    shown = read(toml)
    text = answers_text(Walk(shown, {}, Context(SUNDAY), SUNDAY), [])
    path = tmp_path / "answers.toml"
    bare = re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE)
    path.write_text(re.sub(' = ""$', ' = "Words"', bare, flags=re.MULTILINE), encoding="utf-8")

    assert {one.id for _, one in shown.questions() if one.kept and not one.sources} == set(
        read_answers(path, "answers.toml", shown, Context(SUNDAY))
    )


def test_words_that_nobody_wrote_are_not_taken_for_an_answer(tmp_path: Path) -> None:
    shown = read(SAMPLE)
    text = answers_text(Walk(shown, {}, Context(SUNDAY), SUNDAY), [])
    path = tmp_path / "answers.toml"
    path.write_text(text.replace('# closing = ""', 'closing = ""'), encoding="utf-8")
    with pytest.raises(BrokenFile, match="`closing`: There are no words here"):
        read_answers(path, "answers.toml", shown, Context(SUNDAY))


class TestTheCommand:
    @pytest.fixture(autouse=True)
    def _playbooks(self, home: Home) -> None:
        home.add_playbook("every", every.TOML)

    def test_the_answers_of_an_entry_make_another_one(self, home: Home, tmp_path: Path) -> None:
        home.begin("every", "Acme", every.lines(every.ALL))
        written = run("answers", "every", "ACME")
        path = tmp_path / "acme.toml"
        path.write_text(written.stdout, encoding="utf-8")

        assert (0, "") == (written.returncode, written.stderr)
        assert (
            "# With the answers of 2026-11-20_acme_every.md, the newest entry about Acme.\n" in written.stdout
        )

        again = run("every", "Nordwind", "--answers", str(path))

        assert 0 == again.returncode, again.stderr
        assert every.ALL == home.answers("Nordwind")

    def test_without_a_client_it_is_empty_whatever_the_terminal_can_show(self) -> None:
        written = run("answers", "lost", extra={"PYTHONIOENCODING": "ascii"})

        assert (0, "") == (written.returncode, written.stderr)
        assert {} == tomllib.loads(written.stdout)
        assert "#   call — On a call\n" in written.stdout

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (("lsot",), "did you mean `lost`?"),
            (("every", "Acem"), "No entry is about a client called `Acem`; did you mean `Acme`?"),
            (("every", "Nordwind"), "No entry is about a client called `Nordwind`; there is `Acme`"),
            (
                ("lost", "Acme"),
                'There is no entry of lost about Acme.\nhint: To begin one: playbook lost "Acme"',
            ),
            (("every", " "), "The name is empty."),
            (("review", "Acme"), "review is not about a client."),
            (("broken",), "playbooks/broken.toml:"),
        ],
    )
    def test_what_cannot_be_is_told_and_ends_with_2(
        self, home: Home, arguments: tuple[str, ...], said: str
    ) -> None:
        home.begin("every", "Acme")
        home.add_playbook(
            "review", every.TOML.replace("\n\n", '\nsubject = "none"\n\n', 1).replace(" {client}", "")
        )
        home.add_playbook("broken", every.TOML.replace("prompt", "promt", 1))
        ended = run("answers", *arguments)

        assert (2, "") == (ended.returncode, ended.stdout)
        assert said in ended.stderr
