"""The letters that are looked for before a regular expression is: no match is missed for them."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_grep_command import TEXTS, every_line

from playbook.journal.records import Content
from playbook.journal.scan import front_of
from playbook.query.lines import matching
from playbook.query.literals import literals_of
from playbook.query.patterns import Pattern

PARTS = st.sampled_from(
    [
        r"a",
        r"b",
        r"ab",
        r"é",
        r"k",
        r"(",
        r")",
        r"(?:",
        r"|",
        r"*",
        r"+",
        r"?",
        r"{2}",
        r"{0,1}",
        r"{",
        r"}",
        r"[ab]",
        r"[^]a]",
        r".",
        r"^",
        r"$",
        r"\b",
        r"\w",
        r"\.",
        r"\(",
        r"[",
        r"]",
        r"\x61",
        r"(?=",
        r"\1",
        r"a{,2}",
    ]
)
EXPRESSIONS = st.lists(PARTS, min_size=1, max_size=8).map("".join)


def compiled(words: str) -> re.Pattern[str] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(words)
    except re.error:
        return None


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("price", {"price"}),
        ("price|money", {"price", "money"}),
        ("frozen|froze", {"froze"}),
        ("(price|money) in", {"price in", "money in"}),
        (r"\bspring\b", {"spring"}),
        ("a(?:b|c)+defg", {"defg"}),
        ("colou?r", {"colo"}),
        ("(ab)?", set()),
        ("a|", set()),
        (r"\x41b", set()),
        ("[ab]", set()),
    ],
)
def test_the_most_telling_letters_are_chosen(words: str, letters: set[str]) -> None:
    assert letters == set(literals_of(words))


@given(EXPRESSIONS, st.text("abéAk. (){}[]x^", max_size=12))
@example("a{b", "a{b")
@example("a{,2}b", "b")
def test_every_match_holds_one_of_them(words: str, text: str) -> None:
    regex, letters = compiled(words), literals_of(words)
    matches = regex.finditer(text) if regex and letters else ()

    assert all(any(one in found[0] for one in letters) for found in matches)


@given(
    st.lists(st.sampled_from(["e", "k", "i", "é", "x", "(", ")", "|", "?", " ", "^"]), max_size=6).map(
        "".join
    ),
    TEXTS,
    st.booleans(),
    st.booleans(),
)
@example("(e|k)", "x\u212a\n- a: é\n", False, True)
@example("(x|i)", "ı\n", True, False)
@example("e", "- a:\n  e\n  e\n", False, False)
def test_no_line_is_missed_for_them(words: str, text: str, case: bool, fold: bool) -> None:
    if not compiled(words):
        words = re.escape(words)
    raw = b'---\nplaybook: "lost"\nclient: "\xc3\xa9"\n---\n' + text.encode()
    content = Content("a.md", *front_of(raw), raw)
    pattern = Pattern.parse(words, any_case=case, fold=fold)
    wanted = [line for line in every_line(content) if pattern.sought(line.text)]

    assert wanted == matching(content, pattern, pattern.look(raw), aside=True)
    assert wanted == matching(content, pattern, aside=True)
