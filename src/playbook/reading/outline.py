"""A text that is no TOML, as far as its strings, its comments and its brackets can be told apart."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<basic>   "{3} [^"\\]* (?: (?: \\[\s\S] | "{1,2}(?!") ) [^"\\]* )* "{3,5} )
      | (?P<literal> '{3} [^']* (?: '{1,2}(?!') [^']* )* '{3,5} )
      | (?P<open>    (?: "{3} | '{3} ) [\s\S]* )
      | (?P<line>    " (?: [^"\\\n] | \\[^\n] )* "? | ' [^'\n]* '? )
      | (?P<comment> \#[^\n]* )""",
    re.VERBOSE,
)
_BRACKET = re.compile(r"[\[\]{}]")
_BEHIND_EQUALS = re.compile(r"=[ \t]*\Z")


class Outline(NamedTuple):
    """A text without what its strings and comments say, each character where it was.

    Attributes:
        text: Every character of a string is `"`, every one of a comment a blank; lines end where they did.
        unended: Where the first text in threefold marks begins that seems to have no end; None if none does.
    """

    text: str
    unended: int | None

    def opened(self, at: int) -> list[int]:
        """Give where the brackets stand that are open at an offset, the innermost one last."""
        stack: list[int] = []
        for found in _BRACKET.finditer(self.text, 0, at):
            if found[0] in "[{":
                stack.append(found.start())
            elif stack:
                stack.pop()
        return stack


def outlined(text: str) -> Outline:
    """Give the outline of a text.

    A text in threefold marks has no end where it goes on to the end of the file, or to the marks that
    another one begins with: those stand behind a `=`.
    """
    unended: int | None = None
    pieces: list[str] = []
    last = 0
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        mark = " " if found.lastgroup == "comment" else '"'
        pieces += (text[last:start], "\n".join(mark * len(line) for line in found[0].split("\n")))
        last = end
        if unended is None and (found.lastgroup == "open" or _runs_on(found[0])):
            unended = start
    return Outline("".join(pieces) + text[last:], unended)


def _runs_on(string: str) -> bool:
    """Tell whether a string ends at marks that another one begins with: they stand behind a `=`."""
    _, line_end, last = string.rpartition("\n")
    return bool(line_end and _BEHIND_EQUALS.search(last.rstrip("\"'")))
