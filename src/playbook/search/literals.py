"""The letters that every match of a regular expression holds, as far as that is easy to tell.

To look for letters in the bytes of a file takes a fiftieth of the time that searching its lines with the
expression does, so it is searched only where they are.
"""

from __future__ import annotations

import re

_MOST = 8
"""Letters to look for one after another; beyond that, searching every line is as quick."""
_REPEATED = re.compile(r"(\*|\?|\+|\{\d*,?\d*\})[?+]?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_ONE_OF_MANY = frozenset("dDwWsSbBAZ")
_SIGNS = frozenset("\\|()[]{}*+?.^$")


class _NotEasy(Exception):
    """There is something in the expression that only `re` understands."""


def literals_of(words: str) -> tuple[str, ...]:
    """Give letters of which every match holds one at least, as they stand; empty if none can be told.

    Args:
        words: A regular expression without flags.
    """
    try:
        found, end = _choice(words, 0)
    except _NotEasy:
        return ()
    # A closing bracket that no other opened is none that `re` takes.
    return found if end == len(words) and len(found) <= _MOST else ()


def _choice(words: str, at: int) -> tuple[tuple[str, ...], int]:
    """Read what stands between two brackets: ways that a match may go, each with letters of its own."""
    ways: list[tuple[str, ...]] = []
    while True:
        way, at = _way(words, at)
        ways.append(way)
        if not words.startswith("|", at):
            break
        at += 1
    every = tuple(dict.fromkeys(letters for way in ways for letters in way))
    return (every if all(ways) else ()), at


def _way(words: str, at: int) -> tuple[tuple[str, ...], int]:
    """Read one way that a match may go, and choose the letters in it that are most telling."""
    found: list[tuple[str, ...]] = []
    run = ""
    while at < len(words) and words[at] not in "|)":
        letter, group, at = _part(words, at)
        repeated = _REPEATED.match(words, at)
        at = repeated.end() if repeated else at
        needed = not repeated or repeated[1] == "+"
        if letter and needed:
            run += letter
        if not letter or repeated:
            found.append((run,) if run else ())
            run = ""
        if group and needed:
            found.append(group)
    found.append((run,) if run else ())
    return max(found, key=lambda letters: (min(map(len, letters), default=0), -len(letters))), at


def _part(words: str, at: int) -> tuple[str, tuple[str, ...], int]:
    """Read a letter, or a group with the letters in it, or anything else."""
    sign = words[at]
    if sign == "(":
        if words.startswith("(?", at) and not words.startswith("(?:", at):
            raise _NotEasy
        group, at = _choice(words, at + (3 if words.startswith("(?:", at) else 1))
        if not words.startswith(")", at):
            raise _NotEasy
        return "", group, at + 1
    if sign == "[":
        found = _CLASS.match(words, at)
        if not found:
            raise _NotEasy
        return "", (), found.end()
    if sign == "\\":
        return _escaped(words, at)
    return ("" if sign in _SIGNS else sign), (), at + 1


def _escaped(words: str, at: int) -> tuple[str, tuple[str, ...], int]:
    sign = words[at + 1 : at + 2]
    if sign in _ONE_OF_MANY:
        return "", (), at + 2
    if not sign or sign.isalnum():
        raise _NotEasy
    return sign, (), at + 2
