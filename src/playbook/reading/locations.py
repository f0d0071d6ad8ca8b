"""Where everything in a TOML file stands: the line and the column of each key and each value.

Every finding about a playbook points at `file:line:column`, and this is written by hand because no
maintained library says where the keys of a parsed file stand. tomllib and tomli give plain values;
tomlkit keeps blanks and comments but no positions, and what is built on it counts lines, not columns; a
syntax tree would still have to be turned into the paths of the parsed values, which is most of what is
done here.

tomllib has accepted the text before, so nothing is judged: one pass over the tokens, in linear time and
without recursion, builds a tree of spots in the shape of the parsed values.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import islice

Path = tuple[str | int, ...]
"""The way to a key as in the parsed values: `("step", 1, "question", 2, "when", "control")`."""

# Blanks and a comment belong to the token behind them. A bare value may be several words and dots, as
# only its surroundings tell the number `1.5` from the key `1.5`. "other" is a character that should
# not be there. Nothing can be matched in two ways, which keeps the time linear; possessive
# quantifiers would be shorter, but around groups Python 3.11.0 to 3.11.4 get them wrong (gh-106052).
_TOKEN = re.compile(
    r"""[ \t]* (?: \#[^\n]* )?
    (?: (?P<string> "{3} [^"\\]* (?: (?: \\. | "{1,2}(?!") ) [^"\\]* )* "{3,5}
                  | '{3} [^']* (?: '{1,2}(?!') [^']* )* '{3,5}
                  | " [^"\\\n]* (?: \\. [^"\\\n]* )* "
                  | ' [^'\n]* ' )
      | (?P<word> [^ \t\r\n"'\#,=.\[\]{}]+ )
      | (?P<mark> [\[\]{}=,.] )
      | (?P<line> \r?\n )
      | (?P<end> \Z )
      | (?P<other> . ) )""",
    re.VERBOSE | re.DOTALL,
)
_CLOSING = {"[": "]", "{": "}"}

# What is one character of a string once it is parsed, or none: a backslash at the end of a line takes
# the blanks and the line ends behind it along.
_OPENING_QUOTES = re.compile(r"(\"{3}|'{3})(?:\r?\n)?|[\"']")
_BASIC_PIECE = re.compile(
    r"(?P<none>\\[ \t]*\r?\n[ \t\r\n]*)|\\(?:u.{4}|U.{8}|x..|.)|\r\n|.",
    re.DOTALL,
)
_LITERAL_PIECE = re.compile(r"\r\n|.", re.DOTALL)

_Span = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """Where something stands.

    Attributes:
        line: Counted from 1; lines end at a line feed and nowhere else.
        column: Counted from 1, in characters.
        length: How many characters of that line it takes, for underlining: at least 1.
    """

    line: int
    column: int
    length: int


@dataclass(eq=False, repr=False, slots=True)
class _Spot:
    """Where a key and its value go from and to, and what is below them by name or by number.

    An element of a written array has no key; a table that is made by headers or dotted keys has no
    value, and an element of an array of tables has its `[[header]]` for a key. The root has neither.
    """

    key: _Span | None = None
    value: _Span | None = None
    below: dict[str | int, _Spot] = field(default_factory=dict)

    def child(self, name: str | int, key: _Span | None) -> _Spot:
        """Give the spot of that name below, made now if it is not there yet."""
        if name not in self.below:
            self.below[name] = _Spot(key)
        return self.below[name]

    def table(self) -> _Spot:
        """Give the last element of an array, which has numbers below; of all else, the spot itself."""
        return self.below.get(len(self.below) - 1, self)


class Places:
    """The places of one text, as `places` found them."""

    def __init__(self, text: str, root: _Spot) -> None:
        self._text = text
        self._root = root
        self._starts = [0, *(end.end() for end in re.finditer("\n", text))]

    def key(self, path: Path) -> Place | None:
        """Give the place of a key's own token, or None if the text has no such key.

        A key that is named several times, as tables are, stands where it is named first. An element of
        an array of tables stands at its `[[header]]`, any other element where it is written, and the
        whole file, whose path is empty, at its first character.
        """
        spot, depth = self._find(path)
        return self._place(spot.key or spot.value) if depth == len(path) else None

    def value(self, path: Path) -> Place | None:
        """Give the place of a value, up to its end on that line, or None if the text has no such key.

        A table that is made by headers or by dotted keys stands where its key does.
        """
        spot, depth = self._find(path)
        return self._place(spot.value or spot.key) if depth == len(path) else None

    def nearest(self, path: Path) -> Place:
        """Give the place of the key at the end of as much of the path as the text has.

        Where it has nothing of it, that is the first character of the file.
        So a key that is missing is missed at the table that should have it.
        """
        spot, _ = self._find(path)
        return self._place(spot.key or spot.value)

    def within(self, path: Path, start: int, length: int = 1) -> Place:
        """Give the place of some characters of a string, up to their end on that line.

        Where the path leads to no string, that is the place of the nearest key.

        Args:
            path: The way to the string.
            start: The first of the characters, counted from 0 in the parsed value, so after escapes and
                line ends have been decoded. Behind the last one stand the closing quotes.
            length: How many characters.
        """
        spot, depth = self._find(path)
        begin, end = spot.value or (0, 0)
        opening = _OPENING_QUOTES.match(self._text, begin, end)
        if depth < len(path) or opening is None:
            return self.nearest(path)
        closing = end - len(opening[1] or '"')
        pattern = _BASIC_PIECE if self._text[begin] == '"' else _LITERAL_PIECE
        pieces = pattern.finditer(self._text, opening.end(), closing)
        spans = (piece.span() for piece in pieces if piece.lastgroup is None)
        wanted = list(islice(spans, start, start + max(length, 1))) or [(closing, end)]
        return self._place((wanted[0][0], wanted[-1][1]))

    def line(self, number: int) -> str:
        """Give the line of that number, counted from 1, without its end; empty if there is none."""
        if not 1 <= number <= len(self._starts):
            return ""
        end = self._starts[number] - 1 if number < len(self._starts) else len(self._text)
        return self._text[self._starts[number - 1] : end].removesuffix("\r")

    def _find(self, path: Path) -> tuple[_Spot, int]:
        """Give the last known spot on the way, and how many steps of the path lead to it."""
        spot = self._root
        for depth, name in enumerate(path):
            if name not in spot.below:
                return spot, depth
            spot = spot.below[name]
        return spot, len(path)

    def _place(self, span: _Span | None) -> Place:
        start, end = span or (0, 0)
        line = bisect_right(self._starts, start)
        first = self._starts[line - 1]
        return Place(line, start - first + 1, max(min(end, first + len(self.line(line))) - start, 1))


class _Reader:
    """Walks the tokens of a text once; the next one is looked at before it is taken."""

    def __init__(self, text: str) -> None:
        self.root = self._table = _Spot()
        self._text = text
        self._tokens = _TOKEN.finditer(text)
        self._kind, self._span = "line", (0, 0)

    def read(self) -> None:
        """Read the text to its end, statement by statement."""
        while self._kind != "end":
            if self._kind == "line":
                self._take()
            elif self._kind == "[":
                self._table = self._read_header()
            else:
                self._read_value(self._read_key(self._table))

    def _take(self) -> _Span:
        """Give the span of the next token, and look at the one behind it; a mark is its own kind."""
        taken = self._span
        token = next(self._tokens, None)
        if token is not None:
            kind = token.lastgroup or "other"
            self._span = token.span(kind)
            self._kind = token[kind] if kind == "mark" else kind
        return taken

    def _read_header(self) -> _Spot:
        """Read `[a.b]` or `[[a.b]]` and give the spot of the table that it opens."""
        start, end = self._take()
        is_element = self._kind == "["
        if is_element:
            self._take()
        spot = self._read_key(self.root)
        while self._kind == "]":
            _, end = self._take()
        return spot.child(len(spot.below), (start, end)) if is_element else spot

    def _read_key(self, table: _Spot) -> _Spot:
        """Read a key, dotted or not, and give the spot of its last part below the table."""
        while True:
            span = self._take()
            spot = table.child(_name(self._text[slice(*span)]), span)
            if self._kind != ".":
                return spot
            self._take()
            table = spot.table()

    def _read_value(self, spot: _Spot | None) -> None:
        """Read the value of the spot, and what is inside it, from the equals sign on."""
        opened: list[tuple[_Spot, int, str]] = []
        while spot is not None:
            if self._kind == "=":
                self._take()
            start, end = self._span
            if self._kind in _CLOSING:
                opened.append((spot, start, _CLOSING[self._kind]))
                self._take()
            else:
                self._take()
                while self._kind in ("word", "."):
                    _, end = self._take()
                spot.value = (start, end)
            spot = self._next_inside(opened)

    def _next_inside(self, opened: list[tuple[_Spot, int, str]]) -> _Spot | None:
        """Give the spot of the next value inside the arrays and inline tables, closing what ends."""
        while opened and self._kind != "end":
            around, start, closing = opened[-1]
            if self._kind == closing:
                around.value = (start, self._take()[1])
                opened.pop()
            elif self._kind in (",", "line"):
                self._take()
            elif closing == "}":
                return self._read_key(around)
            else:
                return around.child(len(around.below), None)
        return None


def places(text: str) -> Places:
    """Find where every key and every value stands.

    Args:
        text: TOML that tomllib has accepted, with its line ends as they are in the file.
    """
    reader = _Reader(text)
    reader.read()
    return Places(text, reader.root)


def _name(token: str) -> str:
    """Give the key that a token stands for; what may be escapes is left to tomllib."""
    if "\\" in token:
        return next(iter(tomllib.loads(f"{token} = 0")))
    return token[1:-1] if token.startswith(('"', "'")) else token
