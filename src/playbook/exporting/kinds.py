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

from playbook.exporting.questions import Asked
from playbook.written import BEHIND, SKIPPED, UNFINISHED, Written, as_text, cleaned

Value: TypeAlias = str | int | float | bool | list[str] | None

_SLUG = r"[a-z][a-z0-9_]*"
_CHOICE = re.compile(rf"{_SLUG}(?:\.{_SLUG})?")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)", re.ASCII)
_MONEY = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)) ([A-Za-z]{3})", re.ASCII)
_SCORECARD = re.compile(rf"(\d{{1,3}}) ({_SLUG})(?: .*)?", re.ASCII)
_MARK = re.compile(rf"^- ({_SLUG}):[ \t]*([0-9]{{1,3}})$", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


class Unfit(ValueError):
    """An answer is none of its type."""


class Kind(NamedTuple):
    """How a type fills its columns.

    Attributes:
        behind: What the names of the columns have behind the question's id; the first has nothing.
        values: Gives the values of the columns for an answer.
        head_only: Whether the values come of the head alone, so that the same head gives the same ones.
    """

    behind: tuple[str, ...]
    values: Callable[[Written], Sequence[Value]]
    head_only: bool = True


def kind_of(question: Asked) -> Kind:
    """Give how the answers to a question fill columns; words that are no type's stay words."""
    if question.kind == "scorecard":
        return _scorecard(question.items)
    return _KINDS.get(question.kind, WORDS)


def values_of(kind: Kind, written: Written) -> Sequence[Value]:
    """Give the values of an answer; empty ones for a question that was passed or is unfinished.

    Raises:
        Unfit: It is no answer of that type.
    """
    if written.head == UNFINISHED:
        return (None,) * len(kind.behind)
    if written.head == SKIPPED:
        # Words that somebody wrote by hand beneath a question that was passed are the answer.
        return (
            kind.values(Written("", written.body))
            if kind is WORDS and written.body
            else (None,) * len(kind.behind)
        )
    return kind.values(written)


def _words(written: Written) -> Sequence[Value]:
    return (_cleaned(as_text(written)),)


def _cleaned(text: str) -> str | None:
    """Give a text as it is kept, which it nearly always is already; None if there is none."""
    if text.replace("\n", "").isprintable() and not text.startswith(("\n", " ")) and " \n" not in text:
        return text.rstrip(" \n") or None
    return cleaned(text) or None


def _choice(written: Written) -> Sequence[Value]:
    slug = written.head.partition(BEHIND)[0].strip()
    if not _CHOICE.fullmatch(slug):
        raise Unfit
    return (slug,)


def _choices(written: Written) -> Sequence[Value]:
    slugs = [slug.strip() for slug in written.head.partition(BEHIND)[0].split(",")]
    if not all(map(_CHOICE.fullmatch, slugs)):
        raise Unfit
    return (slugs,)


def _confirm(written: Written) -> Sequence[Value]:
    if written.head not in ("yes", "no"):
        raise Unfit
    return (written.head == "yes",)


def _number(written: Written) -> Sequence[Value]:
    if not _NUMBER.fullmatch(written.head) or len(written.head) > 30:
        raise Unfit
    return (_plain(written.head),)


def _plain(text: str) -> int | float:
    whole, _, behind = text.partition(".")
    if behind.strip("0"):
        return float(text)
    # A float would be another number above 2**53.
    return int(whole) if whole.strip("+-") else 0


def _money(written: Written) -> Sequence[Value]:
    found = _MONEY.fullmatch(written.head)
    if not found or len(written.head) > 30:
        raise Unfit
    return _plain(found[1]), found[2].upper()


def _date(written: Written) -> Sequence[Value]:
    return (_day(written.head),)


@lru_cache(maxsize=8192)
def _day(text: str) -> str:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    raise Unfit


def _draft(written: Written) -> Sequence[Value]:
    state, _, day = written.head.partition(" ")
    if (state, bool(day)) not in (("later", False), ("sent", True)):
        raise Unfit
    return state, _day(day) if day else None, _cleaned(written.body)


def _scorecard(items: tuple[str, ...]) -> Kind:
    def values(written: Written) -> Sequence[Value]:
        found = _SCORECARD.fullmatch(written.head)
        if not found or int(found[1]) > 100:
            raise Unfit
        marks = {item: int(mark) for item, mark in _MARK.findall(written.body)}
        return int(found[1]), found[2], *map(marks.get, items)

    return Kind(("", "_band", *(f"_{item}" for item in items)), values, head_only=False)


WORDS = Kind(("",), _words, head_only=False)
_KINDS: Mapping[str, Kind] = {
    "text": WORDS,
    "choice": Kind(("",), _choice),
    "choices": Kind(("",), _choices),
    "confirm": Kind(("",), _confirm),
    "scale": Kind(("",), _number),
    "number": Kind(("",), _number),
    "money": Kind(("", "_currency"), _money),
    "date": Kind(("",), _date),
    "draft": Kind(("", "_on", "_text"), _draft, head_only=False),
    "script": Kind((), lambda _: ()),
    "breathe": Kind(("",), lambda written: (written.head,)),
}
