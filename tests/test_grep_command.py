"""`playbook grep`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from homes import Home, run
from hypothesis import example, given, settings
from hypothesis import strategies as st
from terminal import Terminal

from playbook.entry import Entry
from playbook.query.grep import BadPattern, Match, matching, parse

ENTRY = """\
# Acme: Losing a client

## Ask why

*What did they say about the price?*

- their_words: The price, mostly.

  And the café.
    - reason: theirs

*A note* of mine on the price

- reason: price — Price
  a note on the price
- ~offer: repair at any price
- reason: price, again
"""


@pytest.fixture(autouse=True)
def acme(home: Home) -> None:
    home.begin("lost", "Acme", ENTRY)


def found(*arguments: str) -> list[str]:
    ended = run("grep", *arguments)
    assert (0 if ended.stdout else 1, "") == (ended.returncode, ended.stderr)
    return ended.stdout.splitlines()


def test_every_line_has_its_day_client_and_question() -> None:
    assert [
        "2026-11-20 Acme their_words: The price, mostly.",
        "2026-11-20 Acme: *A note* of mine on the price",
        "2026-11-20 Acme reason: price — Price",
        "2026-11-20 Acme reason: a note on the price",
        "2026-11-20 Acme: - reason: price, again",
    ] == found("price")


def test_capitals_count_if_there_is_one() -> None:
    assert ["2026-11-20 Acme reason: price — Price"] == found("Price")
    assert 5 == len(found("-i", "Price"))
    assert 5 == len(found(r"\bprice\W?"))


def test_the_pattern_begins_where_the_answer_does() -> None:
    assert ["2026-11-20 Acme reason: price — Price"] == found("^price")
    assert ["2026-11-20 Acme their_words: - reason: theirs"] == found("reason: theirs$")


def test_one_question_what_is_set_aside_and_paths(home: Home) -> None:
    assert ["2026-11-20 Acme their_words: The price, mostly."] == found("price", "-q", "their_words")
    assert ["2026-11-20 Acme ~offer: repair at any price"] == found("price", "--aside", "-q", "offer")
    assert [str(home.entry)] == found("price", "-l")
    assert [] == found("price", "--status", "done")


def test_for_programs_as_json(home: Home) -> None:
    head = {"path": str(home.entry), "date": "2026-11-20", "playbook": "lost", "client": "Acme"}

    assert [
        head | {"question": "reason", "aside": False, "line": "price — Price"},
        head | {"question": "reason", "aside": False, "line": "a note on the price"},
        head | {"question": "offer", "aside": True, "line": "repair at any price"},
        head | {"question": None, "aside": False, "line": "- reason: price, again"},
    ] == json.loads(run("grep", "price", "--json", "--aside").stdout)[2:]
    nothing = run("grep", "zz", "--json")
    assert (1, []) == (nothing.returncode, json.loads(nothing.stdout))
    assert 2 == run("grep", "price", "--json", "-l").returncode


def test_what_cannot_be_searched_is_said() -> None:
    for arguments, said in (
        (("a(b",), "at character 2"),
        (("(?a)(?u)x",), "is not a regular expression"),
        (("price", "-q", "raeson"), ""),
        (("zz", "-q", "raeson"), "did you mean `reason`?"),
    ):
        ended = run("grep", *arguments)
        assert (2, "") == (ended.returncode, ended.stdout)
        assert said in ended.stderr


def test_no_escape_reaches_the_terminal(home: Home) -> None:
    home.entry.write_text(home.entry.read_text("utf-8") + "- room: \x1b[31mred\u202e\n", encoding="utf-8")

    assert ["2026-11-20 Acme room: [31mred"] == found("red")


HEAD = '---\nplaybook: "lost"\nclient: "é"\n---\n'


def every_line(text: str) -> Iterator[Match]:
    """Go through the lines of an entry one by one, to tell whose each of them is."""
    lines = text.split("\n")
    owner, seen, open_block = "", set[str](), False
    for number, line in enumerate(lines):
        words, is_last = line.strip(" \t\r"), number == len(lines) - 1
        is_blank = not line.removesuffix("" if is_last else "\r").strip(" \t")
        if found := re.match("- (~?[a-z][a-z0-9_]*):(.*)", line, re.DOTALL):
            owner, open_block = found[1] if found[1] not in seen else "", True
            seen |= set() if owner.startswith("~") else {owner}
            yield Match(owner, found[2].strip(" \t\r") if owner else words)
        elif open_block and line.startswith((" ", "\t")) and not is_blank:
            yield from [Match(owner, words)] if words else []
        elif not is_blank:
            open_block = False
            behind = next((one for one in lines[number + 1 :] if one.strip(" \t\r")), "")
            is_asked = words and line[0] == words[-1] == "*"
            is_asked = is_asked and bool(re.match("- ~?[a-z][a-z0-9_]*:", behind))
            if words and not is_asked and not line.startswith(("# ", "## ")):
                yield Match("", words)


PIECES = [
    "- a: ",
    "- ~a: ",
    "- b:",
    "\n",
    "\n\n",
    "  ",
    "*why é*",
    "## x",
    "é",
    "e\u0301",
    "E",
    "k",
    "\u212a",
    "i",
    "ı",
    "—",
    "\r\n",
    "\r",
    " ",
    "ſ",
    "\t",
    "x",
    "ﬁ",
    "ガ",
    "\u05b0",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)
PATTERNS = [
    "e",
    "é",
    "E",
    "k",
    "i",
    "s",
    "^e",
    "e$",
    "ek",
    "a: ",
    "x*",
    r"\w",
    "[ek]",
    "k?e",
    "ki|e",
    "(?!e)x",
    "— e",
    r"^\W",
    "(e|k)x",
    "ix|ax",
    "カ",
]


@settings(max_examples=100)
@given(TEXTS, st.sampled_from(PATTERNS), st.booleans())
@example("- a: x\n- a: k\n", "^- a", False)
@example("- a: x\ne\n", "e", False)
@example("- a: x\n\n  e\n \t\r\n  e\ne\n  e", "e", False)
@example("*e*\n\r\n- a: e\n  *e*\n- a: e\n *e* \n- b: e\n*e*\n## e", "e", False)
@example("- ~a: e\n- ~a: e\n- a: e\n", "e", False)
@example("x\n  *e*\n- a: x\n\n  e\n", "x*", False)
def test_a_search_finds_what_searching_every_line_does(text: str, words: str, case: bool) -> None:
    pattern = parse(words, any_case=case)
    wanted = [line for line in every_line(text) if pattern.search(line.text)]

    assert wanted == matching(Entry(HEAD + text), pattern, aside=True)


PARTS = st.sampled_from(
    [
        *(r"a", r"b", r"ab", r"é", r"k", r"(", r")", r"(?:", r"|", r"*", r"+", r"?", r"{2}", r"{0,1}", r"{"),
        *(
            r"}",
            r"[ab]",
            r"[^]a]",
            r".",
            r"^",
            r"$",
            r"\b",
            r"\B",
            r"\w",
            r"\s",
            r"\n",
            r"\.",
            r"\(",
            r"[",
            r"]",
        ),
        *(r"\x61", r"(?=", r"(?<!", r"(?i)", r"\1", r"a{,2}", r"\A", r"\Z", r": ", r"*+", r"(?>", "\n"),
    ]
)


@settings(max_examples=100)
@given(st.lists(PARTS, min_size=1, max_size=6).map("".join), TEXTS, st.booleans())
@example("(e|k)", "x\u212a\n- a: é\n", False)
@example("(x|i)", "ı\n", True)
@example(r"\s", "- a: x\n\n- b: y z\n", False)
@example(r"\Ax", "- a: x\nx\n", False)
@example(r"(?<!- )b", "- a: b\n- b: b\n", False)
@example(r"x\n?$", "- a: x\n", False)
@example("[^b]*+", "- a: a\n  b\n", False)
def test_no_line_is_missed_whatever_is_searched_for(words: str, text: str, case: bool) -> None:
    try:
        pattern = parse(words, any_case=case)
    except BadPattern:
        pattern = parse(re.escape(words), any_case=case)
    wanted = [line for line in every_line(text) if pattern.search(line.text)]

    assert wanted == matching(Entry(HEAD + text), pattern, aside=True)


@given(TEXTS)
@example("- a: \r")
@example("- a: x\r\r\n  \ry\r\r\n")
def test_what_answers_a_question_is_what_entry_says_but_for_carriage_returns_at_its_ends(text: str) -> None:
    said = list(every_line(text))

    for name, answer in Entry(HEAD + text).answers.items():
        whole = [line.strip(" \t\r") for line in (answer.head, *answer.body.split("\n"))]
        ours = [line.text for line in said if line.question == name]
        assert [line for line in whole if line] == [line for line in ours if line]


@pytest.mark.parametrize("words", ["(", "[", "*a", "a{99999999999}", "(?P<x", "\\"])
def test_a_broken_pattern_is_refused(words: str) -> None:
    with pytest.raises(BadPattern):
        parse(words)


def test_what_matches_is_coloured_in_a_terminal(home: Home) -> None:
    home.begin("lost", "Acme", "- contact: Maria \x1b[31m froze it\n")
    with Terminal("grep", "froze") as terminal:
        terminal.status()

        assert "2026-11-20 Acme contact: Maria [31m froze it" == terminal.text.strip()
        assert b"\x1b[1;31mfroze\x1b[0m" in terminal.raw
        assert b"\x1b[31m" not in terminal.raw
