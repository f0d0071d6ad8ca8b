"""What holds for any file and any change, checked against a reader that is slow and plain."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import cycle, pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from playbook.entry import Entry, Place, verify
from playbook.written import SKIPPED, UNFINISHED, Written, as_text, as_written, cleaned, on_one_line

OWNING = frozenset({"words", "note"})
NOT_OWNING = frozenset({"reason", "sting"})
STEPS = ("Breathe", "Ask why", "Amends")
DAYS = (date(2026, 11, 23), date(2026, 11, 24))
CALLS = ("Call Acme", "Ring  twice\n", "")


@dataclass(frozen=True)
class Line:
    """A line of a file, and whose it is: the number of the answer it belongs to, if any."""

    content: str
    ending: str
    answer: int | None = None


@dataclass
class Plain:
    """An answer as the plain reader finds it."""

    id: str
    aside: bool
    head: str
    body: list[str]


def split(text: str) -> list[tuple[str, str]]:
    """Split a text into lines and what ends each."""
    *ended, last = text.split("\n")
    lines = [(line[:-1], "\r\n") if line.endswith("\r") else (line, "\n") for line in ended]
    return [*lines, (last, "")] if last else lines


def end_of_front(lines: list[tuple[str, str]]) -> int:
    """Return the number of lines of the front matter; 0 if there is none."""
    if not lines or lines[0][0].rstrip(" \t") != "---":
        return 0
    contents = [content.rstrip(" \t") for content, _ in lines]
    return contents.index("---", 1) + 1 if "---" in contents[1:] else 0


def key_of(content: str) -> tuple[bool, str, str] | None:
    """Read a line of an id, letter by letter."""
    if not content.startswith("- "):
        return None
    name, colon, head = content[2:].partition(":")
    aside, name = name.startswith("~"), name.removeprefix("~")
    if not colon or not name or name[0] not in "abcdefghijklmnopqrstuvwxyz":
        return None
    if set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789_"):
        return None
    return aside, name, head.strip(" \t")


def read_plainly(text: str) -> tuple[list[Line], list[Plain]]:
    """Read a file line by line, as the journal's contract has it."""
    pairs = split(text.removeprefix("\ufeff"))
    front = end_of_front(pairs)
    lines, answers = [], list[Plain]()
    open_block = False
    for at, (content, ending) in enumerate(pairs):
        key = key_of(content) if at >= front else None
        blank, indented = not content.strip(" \t"), content.startswith((" ", "\t"))
        if key:
            answers.append(Plain(key[1], key[0], key[2], []))
            open_block = True
        elif open_block and (blank or indented):
            answers[-1].body.append("" if blank else content[2 if content.startswith("  ") else 1 :])
        else:
            open_block = False
        lines.append(Line(content, ending, len(answers) - 1 if open_block else None))
    for number, answer in enumerate(answers):
        while answer.body and not answer.body[-1]:
            answer.body.pop()
        own = [at for at, line in enumerate(lines) if line.answer == number]
        for at in own[1 + len(answer.body) :]:
            lines[at] = Line(lines[at].content, lines[at].ending)
    return lines, answers


ODD = "\r\x00\x0b\x0c\x1c\x85\u2028\ufeff\udc80\udcff"
INLINE = st.text(
    st.sampled_from(" \t-~:#*>[]x'\"\\" + ODD) | st.characters(exclude_characters="\n"), max_size=8
)
ANSWER = st.builds(
    "- {}{}:{}".format,
    st.sampled_from(["", "~", "", "~~"]),
    st.sampled_from([*sorted(OWNING | NOT_OWNING), "mine", "Mine", "not mine"]),
    st.sampled_from(["", " x", "  x ", " (skipped)", " price — Price", "x"]) | INLINE,
)
CONTENT = st.one_of(
    ANSWER,
    ANSWER,
    st.sampled_from(
        ["", "", "", "  note", "  - reason: quoted", "   ", "\t", " \t", " one", "\tone", "mine"]
    ),
    st.sampled_from(
        ["## Breathe", "## Ask why", "##  Amends ", "## Hers", "# Top", "### Deep", "## Follow-ups"]
    ),
    st.sampled_from(["---", "--- ", "***", "<<<<<<< HEAD", "=======", ">>>>>>> b", "```", "client: Acme"]),
    st.builds(
        "- [{}] {} {}".format, st.sampled_from(" xX"), st.sampled_from(DAYS), st.sampled_from(CALLS)
    ).map(lambda line: line.replace("\n", "")),
    st.builds("{}{}".format, st.sampled_from(["", "  ", " "]), INLINE),
)
FRONT = st.lists(
    st.sampled_from(
        [
            "status: open",
            'status: "done" # x',
            "client: 'It''s'",
            "tags:",
            "  - a",
            "- b",
            "",
            "# c",
            "k:v",
            "client:",
        ]
    )
    | st.builds("{}:{}".format, st.sampled_from(["client", "status", "k"]), INLINE),
    max_size=5,
).map(lambda lines: ["---", *lines, "---"])

ENDINGS = st.sampled_from([("\n",), ("\r\n",), ("\n", "\r\n", "\n"), ("\r\n", "\n")])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Draw a journal file that many hands have been at."""
    contents = draw(st.one_of(st.just([]), FRONT, FRONT)) + draw(st.lists(CONTENT, max_size=14))
    endings = cycle(draw(ENDINGS))
    text = "".join(content + next(endings) for content in contents)
    if text and draw(st.booleans()):
        text = text[: -2 if text.endswith("\r\n") else -1]
    return draw(st.sampled_from(["", "", "\ufeff"])) + text


TEXTS = st.one_of(
    st.text(),
    st.lists(CONTENT | st.sampled_from(["(skipped)", "(unfinished)", "-", "==="]), max_size=5).map("\n".join),
)
WORDS = TEXTS.map(on_one_line)
IDS = st.sampled_from(sorted(OWNING | NOT_OWNING))
PLACES = st.builds(
    Place,
    st.sampled_from(["How much?", "", "*a*_b_\\"]) | WORDS,
    st.sampled_from(STEPS) | WORDS,
    st.just(STEPS) | st.just(()),
    st.lists(IDS, max_size=3).map(tuple),
)


def given_answer(question: str, text: str) -> Written:
    return as_written(text) if question in OWNING else Written(on_one_line(text))


def put(entry: Entry, question: str, written: Written, place: Place) -> Entry:
    return entry.put(question, written, owns_body=question in OWNING, place=place)


def counting(text: str, question: str) -> int | None:
    _, answers = read_plainly(text)
    return next((n for n, a in enumerate(answers) if a.id == question and not a.aside), None)


def only_added(before: str, after: str) -> bool:
    """Tell whether nothing was done but putting something in at one place."""
    ahead = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    behind = before[ahead:]
    return len(after) >= len(before) and after[:ahead] == before[:ahead] and after.endswith(behind)


def parted(text: str, first: int, last: int) -> tuple[str, str]:
    """Return what stands before the first and behind the last of some lines, ends of lines included."""
    lines, _ = read_plainly(text)
    whole = [line.content + line.ending for line in lines]
    return "".join(whole[:first]), lines[last].ending + "".join(whole[last + 1 :])


@given(st.text() | files())
def test_a_text_stays_what_it_is(text: str) -> None:
    entry = Entry(text)

    assert text == entry.text
    assert entry == Entry(text)


@settings(max_examples=50)
@given(files())
def test_answers_are_read_as_the_plain_reader_reads_them(text: str) -> None:
    entry = Entry(text)
    _, answers = read_plainly(text)

    written = [(a.id, a.aside, Written(a.head, "\n".join(a.body))) for a in answers]
    counting = {a[0]: a[2] for a in reversed(written) if not a[1]}

    assert list(dict.fromkeys(a[0] for a in written)) == list(entry.ids)
    assert counting == {question: answer.written for question, answer in entry.answers.items()}
    for question in entry.ids:
        answer = entry.answer(question)
        assert counting.get(question) == (answer and answer.written)
        asides = [a[2] for a in written if a[0] == question and a[1]]
        assert asides == [a.written for a in entry.asides(question)]


@given(files(), st.sampled_from(sorted(OWNING)), TEXTS, PLACES)
@example("---\n- words: x", "words", "a\n\nb", Place("?", "Amends"))
def test_any_text_reads_back_as_it_was_cleaned(text: str, question: str, words: str, place: Place) -> None:
    answer = put(Entry(text), question, as_written(words), place).answer(question)

    assert answer is not None
    assert cleaned(words) == as_text(answer.written)


OURS = """\
(skipped)¦(unfinished)¦- words:¦- words: x¦- ~words: x¦- [ ] 2026-11-24 Call¦later¦- id:¦---¦===¦-¦```¦~~~ py
# Top¦## Breathe¦## Follow-ups¦> quoted¦* a¦+ a¦1. one¦2) two¦| a | b |¦<b>¦[x]¦<<<<<<< HEAD¦playbook: lost
*What now?*¦- nested¦x¦x:¦- note: y¦¦\u2028¦é""".replace("\n", "¦").split("¦")
"""What a line of somebody's words may begin with, or be, that means something elsewhere in an entry."""
INDENTED = st.sampled_from(["", "", " ", "  ", "   ", "    ", "\t", " \t", "\t\t"])
ANY_SHAPE = st.lists(
    st.builds(
        "{}{}{}".format, INDENTED, st.sampled_from(OURS) | INLINE, st.sampled_from(["", "", " ", "\r"])
    ),
    max_size=6,
).map("\n".join)


@settings(max_examples=40)
@given(files(), st.sampled_from(sorted(OWNING)), ANY_SHAPE, PLACES, st.booleans())
@example("", "words", "(skipped)", Place("?", "Breathe"), False)
@example("", "words", "    code\n\ttab\n  - nested\n\n    - deeper", Place("?", "Breathe"), True)
@example("---\n---\n", "words", "---\n- words: no\n---", Place("?", "Breathe"), False)
def test_words_of_any_shape_come_back_and_nothing_differs_when_they_are_saved_again(
    text: str, question: str, words: str, place: Place, is_half: bool
) -> None:
    written = Written(UNFINISHED, cleaned(words)) if is_half else as_written(words)
    before = Entry(text)

    entry = put(before, question, written, place)
    # Another editor may end its lines in another way.
    for saved in (entry, Entry(re.sub("\r?\n", "\r\n", entry.text))):
        read = saved.answer(question)
        assert read is not None
        assert written == read.written
        assert (is_half, False) == (read.head == UNFINISHED, read.head == SKIPPED)
        again = read.written if is_half else as_written(as_text(read.written))
        assert saved.text == put(saved, question, again, place).text

    verify(before, entry, {question: written}, owning=OWNING)
    assert cleaned(words) == (written.body if is_half else as_text(written))


@given(TEXTS, st.sampled_from(["  ", "\t", " "]), st.sampled_from(["\n", "\r\n"]))
def test_a_text_reads_the_same_whichever_indentation_a_formatter_gave_it(
    words: str, indentation: str, ending: str
) -> None:
    body = cleaned(words)
    if indentation == " ":  # Two spaces are one indentation.
        body = "\n".join(line.lstrip(" ") for line in body.split("\n"))
    lines = [f"{indentation}{line}" if line else "" for line in body.split("\n")]

    read = Entry(ending.join(["- words:", *lines, "", "- reason: price", ""])).answers

    assert Written("", body) == read["words"].written
    assert Written("price") == read["reason"].written


@given(files(), IDS, TEXTS, PLACES)
def test_putting_an_answer_changes_no_line_but_its_own(
    text: str, question: str, words: str, place: Place
) -> None:
    before, written = Entry(text), given_answer(question, words)
    lines, _ = read_plainly(text)
    number = counting(text, question)

    after = put(before, question, written, place)

    verify(before, after, {question: written}, owning=OWNING)
    if number is None:
        assert only_added(text, after.text)
    else:
        own = [at for at, line in enumerate(lines) if line.answer == number]
        ahead, behind = parted(text, own[0], own[-1] if question in OWNING else own[0])
        assert after.text.removeprefix("\ufeff").startswith(ahead)
        assert after.text.endswith(behind)
        assert text.startswith("\ufeff") == after.text.startswith("\ufeff")


@given(files(), IDS, TEXTS, PLACES)
def test_putting_an_answer_twice_is_putting_it_once(
    text: str, question: str, words: str, place: Place
) -> None:
    once = put(Entry(text), question, given_answer(question, words), place)

    assert once == put(once, question, given_answer(question, words), place)


@given(files(), IDS, TEXTS, PLACES)
def test_putting_over_an_answer_loses_nothing_of_it(
    text: str, question: str, words: str, place: Place
) -> None:
    before, written = Entry(text), given_answer(question, words)
    lost = before.answer(question)

    after = before.put_over(question, written, owns_body=question in OWNING, place=place)

    verify(before, after, {question: written}, owning=OWNING, turned=[question])
    assert len(after.text) >= len(text)
    if lost and len(after.asides(question)) > len(before.asides(question)):
        assert lost.written in [aside.written for aside in after.asides(question)]
        marked = text.replace(f"- {question}:", f"- ~{question}:")
        assert only_added(marked, after.text.replace(f"- {question}:", f"- ~{question}:"))


@given(files(), IDS)
def test_setting_aside_is_undone_by_taking_back(text: str, question: str) -> None:
    entry = Entry(text)
    aside = entry.set_aside(question)

    verify(entry, aside, {}, turned=[question])
    assert len(text) + (entry.answer(question) is not None) == len(aside.text)
    # A second line of the id is the person's, and comes to count; and of several that were set aside,
    # the first is taken back.
    if entry.answer(question) and not aside.answer(question) and len(aside.asides(question)) == 1:
        assert entry == aside.taken_back(question)


@given(
    files(),
    st.sampled_from(["status", "client", "new"]),
    st.text(st.characters(codec="utf-8")) | INLINE,
)
def test_a_value_of_the_front_matter_reads_back_and_nothing_else_changes(
    text: str, key: str, value: str
) -> None:
    before = Entry(text)

    after = before.with_front({key: value})

    verify(before, after, {})
    assert {**before.front, key: value} == after.front
    assert after == after.with_front(dict(after.front))
    gone = after.with_front({key: None})
    assert {k: v for k, v in before.front.items() if k != key} == gone.front
    lines, left = split(text.removeprefix("\ufeff")), split(after.text.removeprefix("\ufeff"))
    front = end_of_front(lines)
    if not front:
        assert only_added(text, after.text)
    else:
        others = [line for line in lines[:front] if not line[0].startswith(key)]
        assert others == [line for line in left[: end_of_front(left)] if not line[0].startswith(key)]
        assert lines[front:] == left[end_of_front(left) :]


@given(files())
def test_equal_values_leave_the_front_matter_as_it_is(text: str) -> None:
    entry = Entry(text)

    assert entry == entry.with_front(dict(entry.front))


@given(files(), st.sampled_from(DAYS), st.sampled_from(CALLS) | TEXTS)
def test_a_follow_up_is_added_and_taken_out_without_a_trace(text: str, day: date, words: str) -> None:
    before = Entry(text)
    after = before.with_follow_up(day, words)

    verify(before, after, {})
    assert only_added(text, after.text)
    assert (day, on_one_line(words)) in [(one.day, one.words) for one in after.follow_ups]
    assert after == after.with_follow_up(day, words)
    if after != before:
        gone = after.change_follow_up((day, words), None)
        verify(before, gone, {})
        assert before.follow_ups == gone.follow_ups
        assert only_added(text, gone.text)


@given(files(), st.sampled_from(DAYS), st.sampled_from(CALLS), st.sampled_from([None, *DAYS]))
def test_changing_a_follow_up_changes_no_answer_and_only_its_line(
    text: str, day: date, words: str, new: date | None
) -> None:
    before = Entry(text)

    after = before.change_follow_up((day, words), (new, words) if new else None)

    verify(before, after, {})
    lines, changed = split(text), split(after.text)
    if len(lines) == len(changed):
        assert 1 >= sum(a != b for a, b in zip(lines, changed, strict=True))
    elif len(lines) > len(changed):
        assert 1 == len(lines) - len(changed)
        assert only_added(after.text, text)
    else:
        assert only_added(text, after.text)


@given(files())
def test_every_follow_up_can_be_ticked_and_unticked_by_one_character(text: str) -> None:
    entry = Entry(text)
    for one in entry.follow_ups:
        turned = (entry.untick if one.done else entry.tick)(one.day, one.words)

        verify(entry, turned, {})
        assert 1 == sum(a != b for a, b in zip(text, turned.text, strict=True))


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.text(st.characters(codec="utf-8"))), max_size=12))
def test_an_entry_that_only_we_write_has_single_blank_lines_and_its_steps_in_order(
    answers: list[tuple[str, str]],
) -> None:
    entry = Entry.begin({"playbook": "lost"}, "Acme").with_follow_up(DAYS[0], "Call")
    for number, (step, words) in enumerate(answers):
        place = Place("How?", step, STEPS)
        written = Written(on_one_line(words))
        entry = entry.put(f"q_{number}", written, owns_body=False, place=place)

    contents = [content for content, _ in split(entry.text)]
    headings = [content for content in contents if content.startswith("## ")]
    used = {step for step, _ in answers}
    assert [*(f"## {step}" for step in STEPS if step in used), "## Follow-ups"] == headings
    assert all(one or other for one, other in pairwise(contents))
    for heading in headings:
        at = contents.index(heading)
        assert ("", "") == (contents[at - 1], contents[at + 1])
    for step in used:
        section = entry.text.partition(f"## {step}\n")[2].partition("\n## ")[0]
        assert [n for n, (of, _) in enumerate(answers) if of == step] == [
            int(line.removeprefix("- q_").partition(":")[0])
            for line in section.split("\n")
            if line.startswith("- q_")
        ]


Change = Callable[[Entry], Entry]
CHANGES = st.one_of(
    st.builds(
        lambda question, words, place: lambda e: put(e, question, given_answer(question, words), place),
        IDS,
        TEXTS,
        PLACES,
    ),
    st.builds(lambda question: lambda e: e.set_aside(question), IDS),
    st.builds(lambda question: lambda e: e.taken_back(question), IDS),
    st.builds(lambda value: lambda e: e.with_front({"status": value, "at": DAYS[0]}), st.text(max_size=3)),
    st.builds(lambda day, words: lambda e: e.with_follow_up(day, words), st.sampled_from(DAYS), WORDS),
)


@given(files(), st.lists(CHANGES, max_size=8))
def test_what_the_person_wrote_stays_in_place_through_any_walk(text: str, changes: list[Change]) -> None:
    entry = Entry(text)
    lines, answers = read_plainly(text)
    ours = {n for n, answer in enumerate(answers) if answer.id in OWNING | NOT_OWNING}
    front = end_of_front(split(text.removeprefix("\ufeff")))
    theirs = [line.content for line in lines[front:] if line.answer not in ours]

    for change in changes:
        entry = change(entry)

    left = iter(content for content, _ in split(entry.text.removeprefix("\ufeff")))
    missing = [content for content in theirs if content not in left]
    assert [] == missing
