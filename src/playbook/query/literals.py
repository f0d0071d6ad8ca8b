"""The letters that every match of a regular expression holds, as far as that is easy to tell.

To look for letters in the bytes of a file is much quicker than to search its lines with the expression, so it
is searched only where they are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MOST = 8
"""Letters to look for one after another; beyond that, searching every line is as quick."""
_REPEATED = re.compile(r"(\*|\?|\+|\{\d*,?\d*\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_ONE_OF_MANY = frozenset("dDwWsSbBAZ")
_SIGNS = frozenset("\\|()[]{}*+?.^$")


class _NotEasy(Exception):
    """There is something in the expression that only `re` understands."""


class _Told(NamedTuple):
    """What an expression, or a part of it, tells.

    Attributes:
        letters: Letters of which every match holds one at least; empty if none can be told.
        whole: Whether they are all there is to a match, so that more letters behind it can be joined to them.
    """

    letters: tuple[str, ...]
    whole: bool


_NOTHING = _Told((), whole=False)


def literals_of(words: str) -> tuple[str, ...]:
    """Give letters of which every match holds one at least, as they stand; none if that is not easy to tell.

    Args:
        words: A regular expression without flags.
    """
    try:
        (letters, _), end = _choice(words, 0)
    except _NotEasy:
        return ()
    # A closing bracket that no other opened is none that `re` takes.
    if end < len(words) or len(letters) > _MOST or not all(letters):
        return ()
    # What holds others of them is found with these.
    return tuple(one for one in letters if not any(other in one and other != one for other in letters))


def _choice(words: str, at: int) -> tuple[_Told, int]:
    """Read what stands between two brackets: ways that a match may go, each with letters of its own."""
    ways: list[_Told] = []
    while True:
        way, at = _way(words, at)
        ways.append(way)
        if not words.startswith("|", at):
            break
        at += 1
    every = tuple(dict.fromkeys(letters for way in ways for letters in way.letters))
    return _Told(every if all(way.letters for way in ways) else (), all(way.whole for way in ways)), at


def _way(words: str, at: int) -> tuple[_Told, int]:
    """Read one way that a match may go, and choose the letters in it that are most telling."""
    found: list[tuple[str, ...]] = []
    run: tuple[str, ...] = ("",)
    while at < len(words) and words[at] not in "|)":
        part, at = _part(words, at)
        repeated = _REPEATED.match(words, at)
        at = repeated.end() if repeated else at
        needed = not repeated or repeated[1] == "+"
        if part.whole and needed and len(run) * len(part.letters) <= _MOST:
            run = tuple(dict.fromkeys(before + letters for before in run for letters in part.letters))
            if not repeated:
                continue
        elif needed:
            found.append(part.letters)
        found.append(run)
        run = ("",)
    whole = not found
    found.append(run)
    letters = max(found, key=lambda letters: (min(map(len, letters), default=0), -len(letters)))
    return _Told(letters, whole), at


def _part(words: str, at: int) -> tuple[_Told, int]:
    """Read a letter, or a group with the letters in it, or anything else."""
    sign = words[at]
    if sign == "(":
        if words.startswith("(?", at) and not words.startswith("(?:", at):
            raise _NotEasy
        group, at = _choice(words, at + (3 if words.startswith("(?:", at) else 1))
        if not words.startswith(")", at):
            raise _NotEasy
        return group, at + 1
    if sign == "[":
        found = _CLASS.match(words, at)
        if not found:
            raise _NotEasy
        return _NOTHING, found.end()
    if sign == "\\":
        return _escaped(words, at)
    return (_NOTHING if sign in _SIGNS else _Told((sign,), whole=True)), at + 1


def _escaped(words: str, at: int) -> tuple[_Told, int]:
    sign = words[at + 1 : at + 2]
    if sign in _ONE_OF_MANY:
        return _NOTHING, at + 2
    if not sign or sign.isalnum():
        raise _NotEasy
    return _Told((sign,), whole=True), at + 2
