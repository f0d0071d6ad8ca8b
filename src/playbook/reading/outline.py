"""A text that may be no TOML: its strings, comments and brackets told apart, and where tomllib stopped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

# Nothing can be matched in two ways, which keeps the time linear; possessive quantifiers would be shorter,
# but around groups Python 3.11.0 to 3.11.4 get them wrong (gh-106052).
STRING = r"""
    "{3} [^"\\]* (?: (?: \\[\s\S] | "{1,2}(?!") ) [^"\\]* )* "{3,5}
  | '{3} [^']* (?: '{1,2}(?!') [^']* )* '{3,5}
  | (?P<open> (?: "{3} | '{3} ) [\s\S]* )
  | " [^"\\\n]* (?: \\[^\n] [^"\\\n]* )* "?
  | ' [^'\n]* '?
"""
"""A string as TOML has it, or what begins as one; for a verbose pattern."""

_TOKEN = re.compile(rf"{STRING} | \#[^\n]*", re.VERBOSE)
_BRACKET = re.compile(r"[\[\]{}]")
_BEHIND_EQUALS = re.compile(r"=[ \t]*\Z")


Meant: TypeAlias = Iterator[tuple[int, str]]
"""Offsets, each with what is wrong there and what would be right; the first is the likeliest."""


class Outline(NamedTuple):
    """A text without what its strings and comments say, each character where it was.

    Attributes:
        text: Every character of a string is `"`, every one of a comment a blank; lines end where they did.
        unended: Where the first text in threefold marks begins that seems to have no end; None if none does.
    """

    text: str
    unended: int | None


def outlined(text: str) -> Outline:
    """Return the outline of a text.

    A text in threefold marks has no end where it goes on to the end of the file, or to the marks that
    another one begins with: those stand behind a `=`.
    """
    unended = (found.start() for found in _TOKEN.finditer(text) if found["open"] or _runs_on(found[0]))
    return Outline(_TOKEN.sub(_blotted, text), next(unended, None))


class Stop:
    """Where tomllib stopped.

    Args:
        said: What it said.
        text: The text.
        at: The offset where it stood.
    """

    def __init__(self, said: str, text: str, at: int) -> None:
        self.said, self.text, self.at = said, text, at
        self.outline, self.unended = outlined(text)
        self.opened = _opened(self.outline, at)
        self.first = text.rfind("\n", 0, at) + 1
        end = at + len(text[at:].partition("\n")[0])
        self.before, self.rest = text[self.first : at], text[at:end]
        self.bare = self.outline[self.first : end]
        self.is_line_end = not self.outline[at:end].strip()
        self.previous = max(0, len(self.outline[:at].rstrip()) - 1)

    def says(self, *starts: str) -> bool:
        """Tell whether tomllib's complaint begins with one of some words."""
        return self.said.startswith(starts)


def _opened(outline: str, at: int) -> list[int]:
    """Return where the brackets stand that are open at an offset, the innermost one last."""
    stack: list[int] = []
    for found in _BRACKET.finditer(outline, 0, at):
        if found[0] in "[{":
            stack.append(found.start())
        elif stack:
            stack.pop()
    return stack


def _blotted(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " " if found[0].startswith("#") else '"', found[0])


def _runs_on(token: str) -> bool:
    """Tell whether a string ends at marks that another one begins with: they stand behind a `=`."""
    _, line_end, last = token.rpartition("\n")
    return bool(line_end and _BEHIND_EQUALS.search(last.rstrip("\"'")))
