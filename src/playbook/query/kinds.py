"""How an answer of each type becomes a table's values.

A type may fill several columns: an amount has its currency beside it, a scorecard its band and its marks,
a draft its day and its text. The first column is named after the question, the others have more behind it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from playbook.query.answers import body_of
from playbook.query.questions import Asked
from playbook.written import BEHIND, SKIPPED, UNFINISHED, Written, as_text, cleaned

Value: TypeAlias = str | int | float | bool | list[str] | None

_SLUG = r"[a-z][a-z0-9_]*"
_CHOICE = re.compile(rf"{_SLUG}(?:\.{_SLUG})?")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_MONEY = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)) ([A-Za-z]{3})", re.ASCII)
_SCORECARD = re.compile(rf"(\d{{1,3}}) ({_SLUG})(?: .*)?", re.ASCII)
_MARK = re.compile(rf"^  - ({_SLUG}):[ \t]*([0-9]{{1,3}})$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Unfit(ValueError):
    """An answer is none of its type."""


class Kind(NamedTuple):
    """How a type fills its columns.

    Attributes:
        behind: What the names of the columns have behind the question's id; the first has nothing.
        of_head: Gives the values that come of the head alone, so that the same head gives the same ones:
            those of the first columns.
        of_body: Gives the others, of the lines beneath as they stand there; None where nothing beneath
            matters.
        comes_again: Whether answers are a few that come again and again, and worth remembering.
    """

    behind: tuple[str, ...]
    of_head: Callable[[str], Sequence[Value]]
    of_body: Callable[[str], Sequence[Value]] | None = None
    comes_again: bool = True


def kind_of(question: Asked) -> Kind | None:
    """Give how the answers to a question fill columns; None if it has no answers.

    Words that are no type's stay words.
    """
    if question.kind in ("script", "figures"):
        return None
    if question.kind == "scorecard":
        return _scorecard(question.items)
    return _KINDS.get(question.kind, WORDS)


NO_ANSWER = frozenset({SKIPPED, UNFINISHED})
"""Heads that say that their question was passed, or is unfinished."""


def words_of(text: str) -> str | None:
    """Give the words of an answer, wherever they stand; None if there are none.

    Args:
        text: All behind the colon as it stands there: the head, and what is beneath.
    """
    words = text.strip(" \t")
    # A third of all answers are words on one line that are kept as they stand.
    if not words.isprintable():
        words = _unindented(words)
    if words and words[0] != "(":
        return words
    head, line_end, beneath = text.partition("\n")
    written = Written(head.strip(" \t"), body_of(beneath) if line_end else "")
    if written.head == UNFINISHED:
        return None
    # What somebody wrote by hand beneath a question that was passed is the answer.
    return cleaned(written.body if written.head == SKIPPED else as_text(written)) or None


def _unindented(text: str) -> str:
    """Give words without the indentation of their lines, which is all that nearly any differ in.

    Args:
        text: What begins with the first of them.

    Returns:
        Nothing where something may have to be cleaned: that takes five times as long.
    """
    if text.startswith("\n") or " \n" in text or "\t\n" in text:
        return ""
    words = text.replace("\n  ", "\n")
    return words if words.replace("\n", "").isprintable() else ""


def _choice(head: str) -> Sequence[Value]:
    slug = head.partition(BEHIND)[0].strip()
    if not _CHOICE.fullmatch(slug):
        raise Unfit
    return (slug,)


def _choices(head: str) -> Sequence[Value]:
    slugs = [slug.strip() for slug in head.partition(BEHIND)[0].split(",")]
    if not all(map(_CHOICE.fullmatch, slugs)):
        raise Unfit
    return (slugs,)


def _confirm(head: str) -> Sequence[Value]:
    if head not in ("yes", "no"):
        raise Unfit
    return (head == "yes",)


def _number(head: str) -> Sequence[Value]:
    if not _NUMBER.fullmatch(head) or len(head) > 30:
        raise Unfit
    return (_plain(head),)


def _plain(text: str) -> int | float:
    whole, _, behind = text.partition(".")
    if behind.strip("0"):
        return float(text)
    # A float would be another number above 2**53.
    return int(whole) if whole.strip("+-") else 0


def _money(head: str) -> Sequence[Value]:
    found = _MONEY.fullmatch(head)
    if not found or len(head) > 30:
        raise Unfit
    return _plain(found[1]), found[2].upper()


def _date(head: str) -> Sequence[Value]:
    return (_day(head),)


@lru_cache(maxsize=4096)
def _day(text: str) -> str:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise Unfit


def _draft(head: str) -> Sequence[Value]:
    state, _, day = head.partition(" ")
    if (state, bool(day)) not in (("later", False), ("sent", True)):
        raise Unfit
    return state, _day(day) if day else None


def _message(beneath: str) -> Sequence[Value]:
    text = beneath.lstrip("\n").rstrip(" \t")
    words = "" if text.startswith(("   ", "  \t")) else _unindented(text.removeprefix("  "))
    return (words or cleaned(body_of(beneath)) or None,)


def _pause(head: str) -> Sequence[Value]:
    return (cleaned(head) or None,)


@lru_cache(maxsize=1024)
def _score(head: str) -> Sequence[Value]:
    found = _SCORECARD.fullmatch(head)
    if not found or int(found[1]) > 100:
        raise Unfit
    return int(found[1]), found[2]


def _scorecard(items: tuple[str, ...]) -> Kind:
    @lru_cache(maxsize=1024)  # There are few different ones, and to read one takes as long as three texts.
    def marks(beneath: str) -> Sequence[Value]:
        found = {item: int(mark) for item, mark in _MARK.findall(beneath)}
        return tuple(map(found.get, items))

    return Kind(("", "_band", *(f"_{item}" for item in items)), _score, marks, comes_again=False)


WORDS = Kind(("",), _pause, comes_again=False)
"""Words, on the line and beneath it, which is for `words_of` to read."""
_KINDS: Mapping[str, Kind] = {
    "text": WORDS,
    "choice": Kind(("",), _choice),
    "choices": Kind(("",), _choices),
    "confirm": Kind(("",), _confirm),
    "scale": Kind(("",), _number),
    "number": Kind(("",), _number),
    "money": Kind(("", "_currency"), _money),
    "date": Kind(("",), _date, comes_again=False),
    "draft": Kind(("", "_on", "_text"), _draft, _message, comes_again=False),
    "breathe": Kind(("",), _pause),
}
