"""Where everything in a TOML file stands: the line and the column of each key, and of words in its strings.

Every finding about a playbook points at `file:line:column`, and this is written by hand because no
maintained library says where the keys of a parsed file stand. tomllib and tomli give plain values;
tomlkit keeps blanks and comments but no positions, and what is built on it counts lines, not columns; a
syntax tree would still have to be turned into the paths of the parsed values, which is most of what is
done here.

tomllib has accepted the text before, so nothing is judged: one pass over it, in linear time and without
recursion, builds a tree of spots in the shape of the parsed values.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from playbook.reading.findings import Finding, Lines
from playbook.reading.outline import STRING

if TYPE_CHECKING:
    from playbook.model.problem import Path

# What says nothing of the shape; commas separate where line ends do.
_GAP = re.compile(r"[ \t\r\n,]+|#[^\n]*")
_KEY = re.compile(r"""[ \t]*("[^"\\]*(?:\\.[^"\\]*)*"|'[^']*'|[^ \t.=\]]+)[ \t]*(\.?)""")
_EQUALS = re.compile(r"[ \t]*=[ \t]*")
# A bare value may be several words: 1979-05-27 07:32:00.
_VALUE = re.compile(rf"[\[{{] | {STRING} | [^,\]}}\#\r\n]*[^,\]}}\#\r\n\ \t]", re.VERBOSE)

_QUOTES = re.compile(r"(\"{3}|'{3})(?:\r?\n)?|[\"']")
# What is one character of a string once it is parsed, or none: a backslash at the end of a line takes
# the blanks and the line ends behind it along.
_BASIC_PIECE = re.compile(
    r"(?P<none>\\[ \t]*\r?\n[ \t\r\n]*)|\\(?:u.{4}|U.{8}|x..|.)|\r\n|.",
    re.DOTALL,
)
_LITERAL_PIECE = re.compile(r"\r\n|.", re.DOTALL)

_Span = tuple[int, int]


@dataclass(eq=False, repr=False, slots=True)
class _Spot:
    """Where a key and its value go from and to, and what is below them by name or by number.

    An element of a written array has no key, and an element of an array of tables has its `[[header]]` for
    one; the root has neither a key nor a value.
    """

    key: _Span | None = None
    value: _Span = (0, 0)
    below: dict[str | int, _Spot] = field(default_factory=dict)

    @property
    def span(self) -> _Span:
        """Where it stands."""
        return self.key or self.value

    def child(self, name: str | int, key: _Span | None) -> _Spot:
        """Return the spot of that name below, made now if it is not there yet."""
        if name not in self.below:
            self.below[name] = _Spot(key)
        return self.below[name]

    def table(self) -> _Spot:
        """Return the last element of an array, which has numbers below; of all else, the spot itself."""
        return self.below.get(len(self.below) - 1, self)


class Places:
    """The places of one text, as `places` found them."""

    def __init__(self, text: str, root: _Spot) -> None:
        self._lines = Lines(text)
        self._root = root
        # The character of each string that was found last, and where: what is wrong is told in its order.
        self._reached: dict[_Span, tuple[int, int]] = {}

    def line(self, path: Path) -> int:
        """Return the number of the line of a key; what is not there is where `finding` has it."""
        return self._lines.number(self._find(path)[0].span[0])

    def finding(
        self,
        path: Path,
        message: str,
        *,
        words: tuple[int, int] | None = None,
        where: str = "",
        warning: bool = False,
    ) -> Finding:
        """Return a finding about a key, or about words of the string that is its value.

        A key that is named several times, as tables are, stands where it is named first. An element of
        an array of tables stands at its `[[header]]`, any other element where it is written, and the
        whole file, whose path is empty, at its first character. A key that is missing is missed at the
        table that should have it.

        Args:
            path: The way to the key.
            message: What is wrong and what would be right.
            words: The first character of the words, counted from 0 in the parsed value, so after escapes
                and line ends have been decoded, and how many. Behind the last one stand the closing quotes.
            where: The part of the file.
            warning: Whether it can be used as it is.
        """
        spot, is_there = self._find(path)
        span = self._within(spot.value, *words) if words and is_there else None
        start, end = span or spot.span
        return self._lines.finding(start, message, where=where, length=end - start, warning=warning)

    def _find(self, path: Path) -> tuple[_Spot, bool]:
        """Return the last known spot on the way, and whether it is the end of it."""
        spot = self._root
        for name in path:
            if name not in spot.below:
                return spot, False
            spot = spot.below[name]
        return spot, True

    def _within(self, value: _Span, first: int, length: int) -> _Span | None:
        """Return where some characters of a string stand; None if the value is no string."""
        text, (begin, end) = self._lines.text, value
        opening = _QUOTES.match(text, begin, end)
        if opening is None:
            return None
        closing = end - len(opening[1] or '"')
        pattern = _BASIC_PIECE if text[begin] == '"' else _LITERAL_PIECE
        number, at = self._reached.get(value, (0, 0))
        if first < number or not at:
            number, at = 0, opening.end()
        pieces = (piece for piece in pattern.finditer(text, at, closing) if not piece.lastgroup)
        wanted = list(islice(pieces, first - number, first - number + max(length, 1)))
        if not wanted:
            return closing, end
        self._reached[value] = first, wanted[0].start()
        return wanted[0].start(), wanted[-1].end()


def places(text: str) -> Places:
    """Find where every key and every value stands.

    Args:
        text: TOML that tomllib has accepted, with its line ends as they are in the file.
    """
    root = table = _Spot()
    opened: list[_Spot] = []  # Arrays and inline tables that are not closed yet.
    at = 0
    while at < len(text):
        if gap := _GAP.match(text, at):
            at = gap.end()
        elif opened and text[at] in "]}":
            at += 1
            around = opened.pop()
            around.value = (around.value[0], at)
        elif not opened and text[at] == "[":
            start, brackets = at, 2 if text.startswith("[[", at) else 1
            table, at = _key(text, at + brackets, root)
            at += brackets
            if brackets == 2:
                table = table.child(len(table.below), (start, at))
        else:
            around = opened[-1] if opened else table
            if opened and text[around.value[0]] == "[":
                spot = around.child(len(around.below), None)
            else:
                spot, at = _key(text, at, around)
                at = _found(_EQUALS, text, at).end()
            spot.value = _found(_VALUE, text, at).span()
            opened += [spot] if text[at] in "[{" else []
            at = spot.value[1]
    return Places(text, root)


def _key(text: str, at: int, table: _Spot) -> tuple[_Spot, int]:
    """Read a key, dotted or not; return the spot of its last part, and the offset behind it."""
    while True:
        part = _found(_KEY, text, at)
        at = part.end()
        spot = table.child(_name(part[1]), part.span(1))
        if not part[2]:
            return spot, at
        table = spot.table()


def _name(token: str) -> str:
    """Return the key that a token stands for; what may be escapes is left to tomllib."""
    if "\\" in token:
        return next(iter(tomllib.loads(f"{token} = 0")))
    return token[1:-1] if token.startswith(('"', "'")) else token


def _found(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = pattern.match(text, at)
    if found is None:
        raise ValueError(f"what is at {at} is not TOML")
    return found
