from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from playbook.model.problem import Path
from playbook.reading.findings import Finding, Lines
from playbook.reading.locations import places

PLAYBOOK = r'''
#:schema ./playbook.schema.json
title = "Losing a client"   # "quoted" = [not a value]
summary = 'A client has left, or is leaving. One calm step at a time.'

[[step]]
id = "breathe"
title = "Breathe"
guide = """
Nothing has to be answered today. Thank them, say you would like to take it in,
and promise to call back.

[[step]]
id = "this is still the guide"
"""

[[step.question]]
id = "sting"
type = "scale"
min = 0
max = 10

[[step.question]]
id = "holding_reply"
type = "draft"
template = """\
  Thank you for telling me. May I call you on {callback_on|a day that suits you}?
  Meanwhile [what is under way] goes on as agreed. \
  "Quoted" words, {me|} and {{braces}}."""

[[step]]
id = "why"
title = "Ask why"
wait = { until = "callback_on" }

  [[step.question]]
  id = "reason"
  type = "choice"

  [step.question.choices]
  budget_cut = "Money was cut"
  replaced = { label = "Somebody else", detail = { rival = "Another one", in_house = "Their own" } }
  "price: ours" = "Price"

[[step.question]]
id = "control"
choices = { mine = "Mostly mine", shared = "Some of each", theirs = "Not mine" }
default = { from = "reason", map = { replaced = "shared", "replaced.in_house" = "theirs" } }

[[step.question]]
id = "offer"
default = "none"
when = [
    # either of these
    { promise = { answered = true } },
    { control = ["mine", "shared"], door = ["conditional", "open"] },
]

[step.question.choices]
none = "Nothing"
guarantee = { label = "Full price", when = { door = ["conditional", "open"] } }

[[step.question]]
id = 'fit'
type = "scorecard"
items = [{ id = "target", weight = 1.5 },
         { id = "price", weight = 2 }]
'''


def parsed(text: str) -> dict[str, Any] | None:
    """Return the parsed document, or None if tomllib does not accept it."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def cut(found: Finding) -> str:
    """Return the text that a finding underlines."""
    return found.source[found.column - 1 :][: found.length]


def underlined(text: str, path: Path, words: tuple[int, int] | None = None) -> str:
    """Return what a finding about a path underlines, behind its line's number."""
    found = places(text).finding(path, "wrong", words=words)
    assert found.line == places(text).line(path) or words
    return f"{found.line}: {cut(found)}"


def paths(value: object, above: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield every path of a parsed document with its value."""
    if above:
        yield above, value
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for name, below in inside:
        yield from paths(below, (*above, name))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), "3: title"),
        (("summary",), "4: summary"),
        (("step",), "6: step"),
        (("step", 0), "6: [[step]]"),
        (("step", 0, "guide"), "9: guide"),
        (("step", 0, "question"), "17: question"),
        (("step", 0, "question", 1), "23: [[step.question]]"),
        (("step", 1), "31: [[step]]"),
        (("step", 1, "wait", "until"), "34: until"),
        (("step", 1, "question", 0), "36: [[step.question]]"),
        (("step", 1, "question", 0, "choices"), "40: choices"),
        (("step", 1, "question", 0, "choices", "replaced", "detail"), "42: detail"),
        (("step", 1, "question", 0, "choices", "price: ours"), '43: "price: ours"'),
        (("step", 1, "question", 1, "default", "map", "replaced.in_house"), '48: "replaced.in_house"'),
        (("step", 1, "question", 2, "when"), "53: when"),
        (("step", 1, "question", 2, "when", 1, "control"), "56: control"),
        (("step", 1, "question", 2, "when", 1, "control", 1), '56: "shared"'),
        (("step", 1, "question", 2, "choices", "none"), "60: none"),
        (("step", 1, "question", 3, "items", 0, "weight"), "66: weight"),
        (("step", 1, "question", 3, "items", 1), '67: { id = "price", weight = 2 }'),
    ],
)
def test_a_playbook_gives_the_place_of_each_key(path: Path, expected: str) -> None:
    assert expected == underlined(PLAYBOOK, path)


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a.b . 'c d'.\"e\" = 1", ("a", "b", "c d", "e"), '1: "e"'),
        ("a.b = 1\na.c = 2", ("a",), "1: a"),
        ("a.b = 1\na.c = 2", ("a", "c"), "2: c"),
        ("1.5 = 1.5", ("1", "5"), "1: 5"),
        (r'"\u00e9 \"x\" \\" = 1', ('é "x" \\',), r'1: "\u00e9 \"x\" \\"'),
        (r"'C:\u00e9' = 1", (r"C:\u00e9",), r"1: 'C:\u00e9'"),
        ('"" = ""', ("",), '1: ""'),
        ('\n[ a . "b" ] # c\nd = {}', ("a", "b", "d"), "3: d"),
        ('\n[ a . "b" ] # c\nd = {}', ("a", "b"), '2: "b"'),
        ("[a.b]\n[a]\nc = 1", ("a",), "1: a"),
        ("[[a]]\n[[a.b]]\n[[a.b]]\n[a.b.c]\nd = 1", ("a", 0, "b", 1, "c", "d"), "5: d"),
        ("  [[ a ]]  # x\n[[a]]", ("a", 0), "1: [[ a ]]"),
        ("at = 1979-05-27 07:32:00 # when", ("at",), "1: at"),
        ("at = [1979-05-27 07:32:00.5 , 2]", ("at", 0), "1: 1979-05-27 07:32:00.5"),
        ("a = [[1, 2], [ # ]\n 3]]", ("a", 1, 0), "2: 3"),
        ("a = [[1, 2], [ # ]\n 3]]", ("a", 1), "1: [ # ]"),
        ("a = { b.c = 1, b.d = [ {} ] }", ("a", "b", "d", 0), "1: {}"),
        ('a = """x"""""\nb = 1', ("a",), "1: a"),
        ('a = """"""\nb = 1', ("b",), "2: b"),
        ("a = '''''x' ]''' # '\nb = 1", ("a",), "1: a"),
        ("a = '''x'''''\nb = 1", ("a",), "1: a"),
        ("a = '\\'\nb = '''\\'''", ("b",), "2: b"),
        ('\r\na = """\r\nb = 1\r\n"""\r\nb = 2\r\n', ("b",), "5: b"),
        ('"é\u2028" = "\u2028\x85"\nb = 1', ("é\u2028",), '1: "é\u2028"'),
        ('"é\u2028" = "\u2028\x85"\nb = 1', ("b",), "2: b"),
    ],
)
def test_every_way_of_writing_is_followed(text: str, path: Path, expected: str) -> None:
    assert path in dict(paths(tomllib.loads(text)))
    assert expected == underlined(text, path)


def place_of(text: str, path: Path) -> tuple[int, int, int]:
    """Return the line, the column and the length of what a finding about a path underlines."""
    found = places(text).finding(path, "wrong")
    return found.line, found.column, found.length


def test_lines_and_columns_are_counted_from_one_and_in_characters() -> None:
    text = '\n\t"😀é".b = ["x"]'

    assert (2, 2, 4) == place_of(text, ("😀é",))
    assert (2, 7, 1) == place_of(text, ("😀é", "b"))
    assert (2, 12, 3) == place_of(text, ("😀é", "b", 0))


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_value_is_underlined_no_further_than_its_first_line(ending: str) -> None:
    text = 'a = [[ # x\n1], """\n"""]'.replace("\n", ending)

    assert (1, 6, 5) == place_of(text, ("a", 0))
    assert (2, 5, 3) == place_of(text, ("a", 1))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("step", 0, "wait", "days"), "6: [[step]]"),
        (("step", 1, "question", 1, "choices", "mine", "label"), "47: mine"),
        (("step", 1, "question", 2, "when", 0, "nobody"), "55: { promise = { answered = true } }"),
        (("step", 1, "wait", "until"), "34: until"),
    ],
)
def test_a_missing_key_is_missed_at_the_nearest_one_around_it(path: Path, expected: str) -> None:
    assert expected == underlined(PLAYBOOK, path)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing", "\r\n[a]"])
def test_the_file_itself_stands_at_its_first_character(text: str) -> None:
    assert (1, 1, 1) == place_of(text, ("title",))
    assert (1, 1, 1) == place_of(text, ())


def test_a_line_is_given_without_its_end() -> None:
    lines = ["a = 1", 'b = "\u2028\x85"', "", "c = 2"]

    for ending in ("\n", "\r\n"):
        found = Lines(ending.join(lines))
        assert lines == [found.line(number) for number in range(1, 5)]


LETTER = r'''
basic = "a {me}"
escaped = "\t\U0001F600\\ \"\u00e9\" {me}"
literal = 'a\t {me}'
lines = """
Dear \u00e9,
it "goes on \

   {me}\
  """
'''


@pytest.mark.parametrize(
    ("name", "words", "expected"),
    [
        ("basic", "{me}", "2: {me}"),
        ("escaped", "{me}", "3: {me}"),
        ("escaped", '"é"', r"3: \"\u00e9\""),
        ("literal", "{me}", "4: {me}"),
        ("lines", "Dear", "6: Dear"),
        ("lines", ",", "6: ,"),
        ("lines", "\n", "6: "),
        ("lines", "goes on {me}", "7: goes on \\"),
        ("lines", "{me}", "9: {me}"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_words_within_a_string_are_found(name: str, words: str, expected: str, ending: str) -> None:
    text = LETTER.replace("\n", ending)
    start = tomllib.loads(text)[name].index(words)

    assert expected == underlined(text, (name,), (start, len(words)))


@pytest.mark.parametrize(
    ("path", "start", "expected"),
    [
        (("a",), 0, '1: "'),
        (("b",), 3, '5: """'),
        (("c",), 99, "6: '"),
        (("c", "x"), 0, "6: c"),
        (("d",), 0, "7: d"),
        (("e f",), 1, '8: "e f"'),
        (("e f", "g"), 0, "9: g"),
    ],
)
def test_where_no_character_is_stand_the_closing_quotes_or_the_key(
    path: Path, start: int, expected: str
) -> None:
    text = 'a = ""\nb = """\nx""\\\n\n"""\nc = \'x\'\nd = ["x"]\n["e f"]\ng = 1'

    assert expected == underlined(text, path, (start, 1))


@pytest.mark.parametrize(("opening", "inside", "closing"), [("[", "", "]"), ("{a=", "1", "}")])
def test_deep_nesting_is_followed_without_recursion(opening: str, inside: str, closing: str) -> None:
    depth = 20_000
    innermost: Path = ("a", *["a" if inside else 0] * (depth - 1))
    text = f"a={opening * depth}{inside}{closing * depth}\nb = 1"

    assert f"1: {'a' if inside else '[]'}" == underlined(text, innermost)
    assert (2, 1, 1) == place_of(text, ("b",))


# Documents that tomllib accepts, written as oddly as TOML allows.

NAMES = st.one_of(
    st.sampled_from(["a", "b", "1", "-", "true", "step", "a b", "a.b", "", "#", "é", '"', "'", "\\u0041"]),
    st.text("ab1-_ .\"'#=[]{}\\é😀\n\u2028", max_size=4),
)
BLANKS = st.sampled_from(["", "", " ", "\t "])
GAPS = st.sampled_from(["", "", " ", "\n", " # ] } \" ''' \n", "\n#\n\t"])
LINE_ENDS = st.sampled_from(["\n", "\n", "\n\n", '  # a = 1 ] """ \'\n', "\n \n# [[b]]\n"])
DATES = ["1979-05-27", "1979-05-27 07:32:00", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.5-07:00"]
NUMBERS = ["1", "-0.5", "+1_000", "1e3", "6.5E-2", "0xff", "inf", "-inf"]
BARE = st.sampled_from([*NUMBERS, *DATES, "07:32:00.5", "true", "false"])


def pieces_of(*pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=6).map("".join)


# By their opening and closing quotes. No piece ends in a quote: two more may follow, and no third.
STRINGS = {
    '"': pieces_of("x", " ", "é", "😀", "'", "# ", "]", "=", "{me}", "\\n", '\\"', "\\\\", "\\u00e9"),
    "'": pieces_of("x", " ", "é", "😀", '"', '"""', "# ", "]", "=", "\\", "\\n", "\u2028"),
    '"""': pieces_of("\n", '"x', '""x', "''x", "\\\n \n ", "\\ \n", "\\U0001F600", '\\""x', "\n[[a]]\n"),
    "'''": pieces_of("\n", '"', '"""', "'x", "''x", "\\", "\n[[a]]\n", "# é", "\\n"),
}


def written_key(draw: st.DrawFn, *names: str) -> str:
    """Write a key of one or more parts, each in any of the ways that it can be written."""
    parts = []
    for name in names:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        ways = [f'"{escaped}"', '"' + "".join(f"\\U{ord(letter):08x}" for letter in name) + '"']
        if "'" not in name and "\n" not in name:
            ways.append(f"'{name}'")
        if re.fullmatch(r"[A-Za-z0-9_-]+", name):
            ways.append(name)
        parts.append(draw(BLANKS) + draw(st.sampled_from(ways)) + draw(BLANKS))
    return ".".join(parts)


def written_string(draw: st.DrawFn) -> str:
    """Write a string of one of the four kinds."""
    quotes = draw(st.sampled_from(sorted(STRINGS)))
    if len(quotes) == 1:
        return quotes + draw(STRINGS[quotes]) + quotes
    more = quotes[0] * draw(st.integers(0, 2))
    return quotes + draw(st.sampled_from(["", "\n"])) + draw(STRINGS[quotes]) + more + quotes


def written_value(draw: st.DrawFn, depth: int) -> str:
    """Write a value, with arrays and inline tables down to the depth."""
    kind = draw(st.sampled_from(["bare", "string", "array", "table"] if depth else ["bare", "string"]))
    if kind == "bare":
        return draw(BARE)
    if kind == "string":
        return written_string(draw)
    if kind == "table":
        return "{" + ",".join(written_entries(draw, depth - 1)) + draw(BLANKS) + "}"
    inside = [
        draw(GAPS) + written_value(draw, depth - 1) + draw(GAPS) for _ in range(draw(st.integers(0, 3)))
    ]
    trailing = draw(st.sampled_from(["", ","])) if inside else ""
    return "[" + ",".join(inside) + trailing + draw(GAPS) + "]"


def written_entries(draw: st.DrawFn, depth: int, names: list[str] | None = None) -> list[str]:
    """Write keys with their values, some of them dotted; names of our own choice if none are given."""
    entries = []
    for name in draw(st.lists(NAMES, unique=True, max_size=3)) if names is None else names:
        below = draw(st.lists(NAMES, unique=True, max_size=2))
        keys = [written_key(draw, name, other) for other in below] or [written_key(draw, name)]
        for key in keys:
            entries += [f"{key}={draw(BLANKS)}{written_value(draw, depth)}{draw(BLANKS)}"]
    return entries


def written_table(draw: st.DrawFn, header: tuple[str, ...], depth: int) -> str:
    """Write what stands under a header: entries, then tables and arrays of tables below it."""
    names = draw(st.lists(NAMES, unique=True, max_size=3))
    first = draw(st.integers(0, len(names))) if depth else len(names)
    text = "".join(entry + draw(LINE_ENDS) for entry in written_entries(draw, 2, names[:first]))
    for name in names[first:]:
        opening, closing = draw(st.sampled_from([("[", "]"), ("[[", "]]")]))
        path = (*header, name, *draw(st.lists(NAMES, max_size=1)))
        for _ in range(1 if opening == "[" else draw(st.integers(1, 2))):
            text += draw(BLANKS) + opening + written_key(draw, *path) + closing + draw(LINE_ENDS)
            text += written_table(draw, path, depth - 1)
    return text


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a whole document, with either line end."""
    text = draw(LINE_ENDS) + written_table(draw, (), 2)
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@settings(max_examples=60)
@given(documents())
@example(PLAYBOOK)
def test_what_is_cut_from_its_place_reads_as_the_same_key_or_value(text: str) -> None:
    for path, value in paths(tomllib.loads(text)):
        found = places(text).finding(path, "wrong")
        written = cut(found)
        if isinstance(path[-1], str):
            assert {path[-1]: 1} == parsed(f"{written} = 1")
        elif isinstance(value, dict) and written.startswith("[["):
            assert parsed(written), "an element of an array of tables stands at its header"
        elif (read := parsed(f"x = {written}")) is not None:
            assert {"x": value} == read
        else:
            assert found.source.endswith(written), "it goes on below"
            assert not any(parsed(f"x = {written[:end]}") for end in range(3, len(written)))


@settings(max_examples=30)
@given(documents())
@example(PLAYBOOK)
def test_a_key_stands_in_the_first_lines_that_make_it_appear(text: str) -> None:
    lines = text.split("\n")
    first_seen: dict[Path, range] = {}
    whole = 0
    for number in range(1, len(lines) + 1):
        document = parsed("\n".join(lines[:number]) + "\n")
        if document is not None:
            for path, _ in paths(document):
                first_seen.setdefault(path, range(whole + 1, number + 1))
            whole = number
    found = places(text)

    for path, numbers in first_seen.items():
        assert found.line(path) in numbers


@settings(max_examples=40)
@given(documents())
def test_the_characters_of_a_string_are_found_within_it_in_order(text: str) -> None:
    found = places(text)

    for path, value in paths(tomllib.loads(text)):
        if isinstance(value, str):
            within = [found.finding(path, "wrong", words=(start, 1)) for start in range(len(value) + 1)]
            assert within[0] == found.finding(path, "wrong", words=(0, 1))
            pieces = [cut(place) for place in within]
            assert list(value) == [
                tomllib.loads(f'x = "{piece}"')["x"] if len(piece) > 1 else piece or "\n"
                for piece in pieces[:-1]
            ]
            assert pieces[-1] in ('"', "'", '"""', "'''")
            stood = [(place.line, place.column) for place in within]
            assert sorted(set(stood)) == stood


STATEMENTS = [
    "a = 1",
    "a.b = {}",
    "b = [{a.b = [[]]}, {}]",
    "b.a.b = 1",
    "c = '[[a]]'",
    "[a]",
    "[a.b]",
    "[b.a]",
]
HEADERS = ["[[a]]", "[[a.b]]", "[[b]]", "[[b.a]]", "[[c.a]]", "[c]", "[c.a.b]", "# [a]"]


@given(st.lists(st.sampled_from([*STATEMENTS, *HEADERS]), max_size=8).map("\n".join))
def test_however_tables_are_interleaved_every_path_has_its_line(text: str) -> None:
    found = places(text)

    for path, _ in paths(parsed(text) or {}):
        upto = text.split("\n")[: found.line(path)]
        assert path in dict(paths(parsed("\n".join(upto)) or {}))
        assert path not in dict(paths(parsed("\n".join(upto[:-1])) or {}))
