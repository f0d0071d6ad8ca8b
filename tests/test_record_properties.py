"""What holds for any playbook, any replies, any edit by hand and any edit of the playbook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

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
    Page,
    Table,
    asked,
    entry_file,
    exactly,
    playbook,
    question_of,
    step,
)
from hypothesis import assume, given
from hypothesis import strategies as st
from typing_extensions import override

from playbook.entry import Entry
from playbook.faces.unattended import Unattended
from playbook.journal.entry_file import open_entry
from playbook.journal.folder import Journal
from playbook.messages import Note, Said
from playbook.model.asking import Keep, Line, Pick
from playbook.model.context import Context
from playbook.model.leaving import Back, Left, Why
from playbook.model.types import Question
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted
from playbook.model.types.scorecard import Scored
from playbook.money import Amount
from playbook.session.options import Ending, Options
from playbook.session.replies import replies_from, reply_from
from playbook.session.session import Session
from playbook.walk import Answered, Asking, Done, Reply, Resting, Skipped, Unfinished
from playbook.written import UNFINISHED, Written, cleaned

PRICE, RISE, NO_FIT = Chosen("price"), Chosen("price", "rise"), Chosen("fit")


@dataclass(frozen=True)
class Kind:
    """A type of question in a random playbook.

    Attributes:
        keys: Its own keys.
        values: Answers to it.
        tests: What a condition can ask of it.
    """

    keys: Table
    values: st.SearchStrategy[object]
    tests: Sequence[object] = ({"answered": True}, {"answered": False})


LIKE_OURS = "- q0: 7,- ~q1: x,## S0,---,(skipped),(unfinished),- [ ] 2026-11-24 Call Acme Studio for q0"
LINES = ["", "yes", "  in", "# a", "7", "2026-11-24", *LIKE_OURS.split(",")]
TEXTS = (
    st.lists(st.sampled_from(LINES) | st.text(max_size=4), min_size=1, max_size=4)
    .map(lambda lines: cleaned("\n".join(lines)))
    .filter(bool)
)
MARKS = st.dictionaries(st.sampled_from(["target", "pay"]), st.integers(0, 4), min_size=1)
DAYS = st.dates(MONDAY, FRIDAY)
SEVERAL: Table = {"type": "choices", "choices": {"p": "P", "q": "Q", "r": "R"}}
CARD = question_of(playbook(step("only", asked("a", SCORECARD))), "a")
KINDS = {
    "text": Kind(TEXT, TEXTS, ["yes", {"not": "yes"}, {"answered": True}, {"answered": False}]),
    "choice": Kind(
        CHOICE,
        st.sampled_from([PRICE, RISE, NO_FIT]),
        ["price", "price.rise", ["fit", "price.rise"], {"not": "fit"}, {"not": ["fit", "price"]}],
    ),
    "choices": Kind(
        SEVERAL,
        st.lists(st.sampled_from("pqr"), min_size=1, unique=True).map(lambda slugs: tuple(sorted(slugs))),
        ["p", ["p", "q"], {"not": "p"}],
    ),
    "confirm": Kind({"type": "confirm"}, st.booleans(), [True, False, {"not": True}]),
    "scale": Kind(SCALE, st.integers(0, 10), [7, [1, 2, 7], {"min": 5}, {"min": 3, "max": 8}, {"not": 7}]),
    "number": Kind(
        {"type": "number"}, st.integers(-9, 99).map(lambda n: Decimal(n) / 4), [{"min": 2}, {"max": 2.5}]
    ),
    "money": Kind(
        {"type": "money"}, st.integers(0, 9).map(lambda n: Amount(Decimal(f"{n}.50"), "EUR")), [{"min": 3}]
    ),
    "date": Kind(DATE, DAYS),
    "scorecard": Kind(SCORECARD, MARKS.map(lambda m: CARD.native(m, Context(MONDAY))), ["high", {"min": 50}]),
    "draft": Kind(DRAFT, st.builds(Drafted, TEXTS, st.none() | DAYS), ["sent", {"not": "later"}]),
    "breathe": Kind({"type": "breathe"}, st.just("done"), ["done"]),
    "script": Kind(SCRIPT, st.nothing()),
}

Outline: TypeAlias = list[list[tuple[str, str]]]
"""The ids and the types of the questions of each step."""


@st.composite
def outlines(draw: st.DrawFn) -> Outline:
    lengths = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    names = iter(f"q{number}" for number in range(sum(lengths)))
    return [[(next(names), draw(st.sampled_from(list(KINDS)))) for _ in range(length)] for length in lengths]


@st.composite
def conditions(draw: st.DrawFn, earlier: Mapping[str, str]) -> object:
    """Return a condition on one or two questions that were asked earlier, or on either of two."""
    named = draw(st.lists(st.sampled_from(sorted(earlier)), min_size=1, max_size=2, unique=True))
    table = {name: draw(st.sampled_from(KINDS[earlier[name]].tests)) for name in named}
    return [{name: test} for name, test in table.items()] if draw(st.booleans()) else table


@st.composite
def dressed(draw: st.DrawFn, outline: Outline) -> list[Table]:
    """Return the steps of a playbook of that outline, with conditions, waits and follow-ups."""
    steps, earlier = list[Table](), dict[str, str]()
    for number, questions in enumerate(outline):
        extra: Table = {}
        if earlier and draw(st.integers(0, 3)) == 3:
            extra["when"] = draw(conditions(earlier))
        dates = sorted(name for name, kind in earlier.items() if kind == "date")
        if draw(st.booleans()) and dates:
            extra["wait"] = {"until": draw(st.sampled_from(dates))}
        made = []
        for name, kind in questions:
            keys: Table = {"follow_up": f"Call {{client}} for {name}"} if kind == "date" else {}
            if draw(st.booleans()) and earlier:
                keys["when"] = draw(conditions(earlier))
            made.append(asked(name, KINDS[kind].keys, **keys))
            earlier |= {name: kind} if kind != "script" else {}
        steps.append(step(f"s{number}", *made, **extra))
    return steps


def facts(value: object) -> list[object]:
    """Return what a condition can name of an answer."""
    match value:
        case Chosen(slug, detail):
            return [slug, f"{slug}.{detail}"]
        case Scored():
            return [value.band]
        case Drafted():
            return [value.state]
        case Amount():
            return [value.number]
        case tuple():
            return list(value)
    return [value]


def passes(test: object, reply: object) -> bool:
    """Tell whether one entry of a condition holds, as plainly as can be."""
    value = reply.value if isinstance(reply, Answered) else None
    if isinstance(test, dict):
        if "answered" in test:
            return bool(test["answered"]) == (value is not None)
        if "not" in test:
            return not passes(test["not"], reply)
        number = value.points if isinstance(value, Scored) else value
        number = number.number if isinstance(number, Amount) else number
        return isinstance(number, int | Decimal) and test.get("min", -999) <= number <= test.get("max", 999)
    wanted = test if isinstance(test, list) else [test]
    return value is not None and any(fact in wanted for fact in facts(value))


def belonging(steps: list[Table], replies: Mapping[str, object]) -> list[str]:
    """Return the ids of the questions whose conditions hold, as plainly as can be."""
    counting, names = dict[str, object](), list[str]()

    def holds(part: Table) -> bool:
        when = part.get("when", [{}])
        tables = when if isinstance(when, list) else [when]
        return any(all(passes(test, counting.get(n)) for n, test in table.items()) for table in tables)

    for one in steps:
        if holds(one):
            for question in one["question"]:
                if holds(question):
                    names.append(question["id"])
                    counting |= {n: replies[n] for n in names[-1:] if n in replies}
    return names


def whole_replies_to(kind: str) -> st.SearchStrategy[Reply]:
    answers = KINDS[kind].values.map(Answered)
    return st.one_of(answers, answers, st.just(Skipped()))


def halves_of(kind: str) -> st.SearchStrategy[str]:
    """Return what may be half-typed: of a scorecard, a line for each item that was come to."""
    if kind != "scorecard":
        return TEXTS
    typed = st.dictionaries(
        st.sampled_from(["target", "pay"]), st.sampled_from(["0", "yes", "- pay: 2"]), min_size=1
    )
    return typed.map(lambda words: "\n".join(f"- {name}: {word}" for name, word in words.items()))


def replies_to(kind: str) -> st.SearchStrategy[Reply]:
    return whole_replies_to(kind) | halves_of(kind).map(Unfinished)


def kinds_of(steps: list[Table]) -> dict[str, str]:
    return {question["id"]: question["type"] for one in steps for question in one["question"]}


def reachable(made: Page) -> list[str]:
    """Return the questions that somebody can get to: the open one and, going back, all before it."""
    names = [name for name, question in made.walk.asked.items() if question.kept]
    replies = made.walk.replies
    first_open = [n for n in names if not isinstance(replies.get(n), Answered | Skipped)][:1]
    return names[: names.index(first_open[0]) + 1][::-1] if first_open else names[::-1]


def assert_loyal(made: Page, steps: list[Table], given: Mapping[str, object]) -> None:
    """Check that an entry says what was replied, and tells what counts from what is set aside."""
    belongs = belonging(steps, given)
    for name in kinds_of(steps):
        question, counting = question_of(made.playbook, name), made.entry.answer(name)
        standing = counting or next(iter(made.entry.asides(name)), None)
        assert (name in given) == (standing is not None)
        if standing:
            assert (name in belongs) == (counting is not None)
            assert exactly(given[name]) == exactly(reply_from(question, standing.written))


def assert_follow_ups(made: Page, steps: list[Table], given: Mapping[str, object]) -> None:
    """Check that every date that counts has its follow-up, and no other has one that is still due."""
    counting = [name for name in belonging(steps, given) if kinds_of(steps)[name] == "date"]
    replies = [(name, given.get(name)) for name in counting]
    due = {(r.value, f"Call Acme Studio for {name}") for name, r in replies if isinstance(r, Answered)}
    assert {(one.day, one.words) for one in made.entry.follow_ups if not one.done} <= due
    assert due <= {(one.day, one.words) for one in made.entry.follow_ups}


def but_follow_ups(text: str) -> list[str]:
    kept = (line for line in text.split("\n") if line and not line.startswith("- ["))
    return [line for line in kept if line != "## Follow-ups"]


@given(st.data())
def test_the_entry_gives_back_exactly_the_replies_that_count_through_any_walk(data: st.DataObject) -> None:
    steps = data.draw(outlines().flatmap(dressed))
    made, kinds = Page(playbook(*steps)), kinds_of(steps)
    given, left_behind = dict[str, Any](), list[tuple[str, Written]]()
    for _ in range(data.draw(st.integers(1, 9))):
        if not (names := reachable(made)):
            break
        name = data.draw(st.sampled_from(names))
        reply, before = data.draw(replies_to(kinds[name])), made.entry.answer(name)
        if before and isinstance(reply, Unfinished) and isinstance(given[name], Answered):
            left_behind.append((name, before.written))

        made.reply(name, reply)

        given[name] = reply
        assert_loyal(made, steps, given)
        assert_follow_ups(made, steps, given)
        for other, written in left_behind:
            assert written in [aside.written for aside in made.entry.asides(other)]


@given(st.data())
def test_what_is_changed_and_changed_back_leaves_the_entry_as_it_was(data: st.DataObject) -> None:
    steps = data.draw(outlines().flatmap(dressed))
    made, kinds = Page(playbook(*steps)), kinds_of(steps)
    for _ in range(data.draw(st.integers(1, 9))):
        name = data.draw(st.sampled_from(reachable(made) or [""]))
        if name:
            made.reply(name, data.draw(replies_to(kinds[name])))
    before, replies = made.entry.text, made.walk.replies
    answered = [name for name in reachable(made) if isinstance(replies.get(name), Answered)]
    assume(answered)
    name = data.draw(st.sampled_from(answered))

    other = data.draw(whole_replies_to(kinds[name]))
    # A letter that is passed after all keeps its words, set aside.
    assume(kinds[name] != "draft" or not isinstance(other, Skipped))
    made.reply(name, other)
    made.reply(name, replies[name])

    assert but_follow_ups(before) == but_follow_ups(made.entry.text)


class Wanderer(Unattended):
    """A face of somebody who answers, passes, goes back and leaves as they please.

    Whenever they are asked something, the file says all that they have said so far, and what stands in
    the field is what they said to this question.

    Args:
        data: Gives what they please.
        steps: The playbook.
        folder: The journal.
    """

    def __init__(self, data: st.DataObject, steps: list[Table], folder: Path) -> None:
        super().__init__()
        self.data = data
        self.steps = steps
        self.folder = folder
        self.playbook = playbook(*steps)
        self.given: dict[str, Reply] = {}

    @override
    def ask(self, question: Question, context: Context, start: Any, half: str | None, keep: Keep) -> Any:
        self.look()
        assert bool(self.given) == self.folder.exists()
        before = self.given.get(question.id)
        assert (before.half if isinstance(before, Unfinished) else None) == half
        assert (before.value if isinstance(before, Answered) else None) == start
        what = self.data.draw(st.sampled_from(["reply", "reply", "reply", "reply", "back", "leave"]))
        if what != "reply":
            words = self.data.draw(st.none() | halves_of(question.type)) if question.kept else None
            self.given |= {} if not words or words.isspace() else {question.id: Unfinished(words)}
            raise Back(words) if what == "back" else Left(Why.FOR_LATER, words)
        if not question.kept:
            return None
        reply = self.data.draw(whole_replies_to(question.type))
        self.given[question.id] = reply
        return reply.value if isinstance(reply, Answered) else None

    def look(self) -> None:
        """Look whether the file says what was said so far."""
        for path in self.folder.iterdir() if self.folder.exists() else []:
            entry = Entry(path.read_bytes().decode("utf-8"))
            assert_loyal(Page(self.playbook, entry), self.steps, self.given)

    @override
    def say(self, *said: Said) -> None:
        assert [] == [one for one in said if isinstance(one, Note) and one.tone == "trouble"]

    @override
    def pick(self, form: Pick) -> str | None:
        return self.data.draw(st.sampled_from(["now", "leave"]))

    @override
    def line(self, form: Line) -> str | None:
        raise AssertionError("nothing but questions is asked")


@given(st.data())
def test_the_file_says_all_that_was_said_before_anything_more_is_asked(data: st.DataObject) -> None:
    steps = data.draw(outlines().flatmap(dressed))
    with TemporaryDirectory() as name:
        folder = Path(name, "journal")
        face, kept = Wanderer(data, steps, folder), entry_file(folder)
        options = Options(clock=lambda: NOW, me="", currency="EUR", command=lambda _: "")
        for _ in range(data.draw(st.integers(1, 3))):
            outcome = Session(face.playbook, kept, face, options).run()

            face.look()
            if outcome.ending is Ending.DONE or kept.path is None:
                break
            kept = open_entry(Journal(folder), kept.path)


def newline_of(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def inserted(text: str, at: int, *lines: str) -> str:
    return text[:at] + "".join(line + newline_of(text) for line in lines) + text[at:]


@st.composite
def edits_by_hand(draw: st.DrawFn, entry: Entry, kinds: Mapping[str, str], number: int) -> str:
    """Return the text of an entry that somebody edited; their own words are `hand` and the number."""
    text, word = entry.text, f"hand{number}"
    body = text.index("---", 3) + 3 + len(newline_of(text))
    answers = [answer for name in entry.ids for answer in (entry.answer(name), *entry.asides(name)) if answer]
    owning = {"text", "draft", "scorecard"}
    notable = [a for a in answers if a.written.head != UNFINISHED and kinds.get(a.id) not in owning]
    match draw(st.sampled_from(["line", "line", "front", "note", "second", "heading", "crlf"])):
        case "front":
            lines = draw(st.sampled_from([[f"{word}: x"], [f"# {word}"], ["tags:", f"  - {word}"]]))
            return inserted(text, text.index("---", 3), *lines)
        case "note" if notable:
            at = draw(st.sampled_from(notable)).head_end + len(newline_of(text))
            return inserted(text, at, f"  {word}")
        case "second" if entry.answers:
            answer = draw(st.sampled_from(list(entry.answers.values())))
            return inserted(text, answer.after, f"- {answer.id}: {word}")
        case "heading":
            return re.sub("(?m)^## (?=S)", f"## {word} ", text, count=1)
        case "crlf":
            return text.replace("\r\n", "\n").replace("\n", "\r\n")
    starts = [body, *(found.end() for found in re.finditer("\n", text) if found.end() > body)]
    lines = ["{}", " {}", "\t{}", "## {}", "- {}: 7", "- [ ] 2026-11-24 {}", "> {}", "{}\n  {}"]
    line = draw(st.sampled_from(lines)).format(word, word)
    edited = inserted(text, draw(st.sampled_from(starts)), *line.split("\n"))
    of_texts = [one for one in Entry(edited).lines if kinds.get(one.id) in ("text", "draft")]
    # Within somebody's text it would be part of an answer, which a new one takes the place of.
    return text if line[:1] in " \t" and any(word in one.words for one in of_texts) else edited


def as_is(text: str, _: str) -> str:
    return text


def of_the_hand(text: str) -> list[str]:
    """Return the lines that were put in by hand; a second line of an id may be set aside with the first."""
    lines = (line.removesuffix("\r") for line in text.split("\n"))
    return [re.sub(r"^- ~(?=q)", "- ", line) for line in lines if "hand" in line]


@given(st.data())
def test_what_the_hand_wrote_stays_in_place_through_any_walk(data: st.DataObject) -> None:
    steps = data.draw(outlines().flatmap(dressed))
    made, kinds = Page(playbook(*steps)), kinds_of(steps)
    for number in range(data.draw(st.integers(1, 9))):
        before = made.entry.text
        if data.draw(st.booleans()):
            before = data.draw(edits_by_hand(made.entry, kinds, number))
            if data.draw(st.booleans()):
                made.entry = Entry(before)
        if not (names := reachable(made)):
            break
        name = data.draw(st.sampled_from(names))

        after = made.reply(name, data.draw(replies_to(kinds[name])), partial(as_is, before))

        assert of_the_hand(before) == of_the_hand(after)
        if "\r\n" in before:
            assert after.count("\n") == after.count("\r\n")


@st.composite
def edited_outlines(draw: st.DrawFn, outline: Outline) -> Outline:
    """Return the outline of a playbook that somebody edited."""
    steps = [list(questions) for questions in outline]
    for number in range(draw(st.integers(1, 4))):
        one = draw(st.sampled_from(steps))
        at = draw(st.integers(0, len(one)))
        kind = draw(st.sampled_from(list(KINDS)))
        what = draw(st.sampled_from(["add", "remove", "rename", "move", "retype", "step"]))
        if what == "step":
            steps.insert(draw(st.integers(0, len(steps))), [(f"new{number}", kind)])
        elif what == "add" or at == len(one):
            one.insert(at, (f"new{number}", kind))
        elif what == "retype":
            one[at] = (one[at][0], kind)
        elif what == "rename":
            one[at] = (f"new{number}", one[at][1])
        else:
            question = one.pop(at)
            if what == "move":
                draw(st.sampled_from(steps)).append(question)
    return steps


def walk_to_the_end(made: Page, data: st.DataObject, kinds: Mapping[str, str]) -> None:
    """Answer whatever is open, through every wait, to the end of the walk."""
    for _ in range(40):
        stand = made.walk.stand
        match stand:
            case Done():
                return
            case Resting():
                made.begun |= {stand.step.id}
            case Asking() if not stand.question.kept:
                made.heard |= {stand.question.id}
            case Asking():
                made.reply(stand.question.id, data.draw(whole_replies_to(kinds[stand.question.id])))
    raise AssertionError("the walk does not come to its end")


def without_marks(text: str) -> list[str]:
    """Return the lines beneath the front matter, but not the follow-ups, set aside or not."""
    lines = text.partition("\n# ")[2].split("\n")
    return [re.sub(r"^- ~(?=[a-z])", "- ", line) for line in lines if line and not line.startswith("- [")]


@given(st.data())
def test_an_entry_of_an_older_playbook_goes_on_and_loses_nothing(data: st.DataObject) -> None:
    outline = data.draw(outlines())
    steps = data.draw(dressed(outline))
    older, kinds = Page(playbook(*steps)), kinds_of(steps)
    for _ in range(data.draw(st.integers(1, 6))):
        if names := reachable(older):
            name = data.draw(st.sampled_from(names))
            older.reply(name, data.draw(whole_replies_to(kinds[name])))
    steps = data.draw(edited_outlines(outline).flatmap(dressed))
    made, new_kinds = Page(playbook(*steps), older.entry), kinds_of(steps)

    same = {name for name in kinds if kinds[name] == new_kinds.get(name)}
    read = replies_from(older.entry, older.playbook)
    assert {n: exactly(read.get(n)) for n in same} == {n: exactly(made.walk.replies.get(n)) for n in same}
    walk_to_the_end(made, data, new_kinds)

    left = iter(without_marks(made.entry.text))
    assert [] == [line for line in without_marks(older.entry.text) if line not in left]
    if made.entry is not older.entry:
        for name in belonging(steps, made.walk.replies):
            answer = made.entry.answer(name)
            assert answer is not None or new_kinds[name] == "script"
            if answer and new_kinds[name] != "script":
                read_back = reply_from(question_of(made.playbook, name), answer.written)
                assert exactly(made.walk.replies[name]) == exactly(read_back)
