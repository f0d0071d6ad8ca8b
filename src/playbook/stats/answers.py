"""Answers as they stand in an entry, read as what a figure counts.

Whoever edits a file by hand may put any words in the place of an answer. What cannot be read as what
its question asks for is None here, and counts as not given.

The same few lines stand in many entries, so what was read of a line is remembered.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

UNKNOWN = "unknown"
"""The choice of somebody who does not know; figures show it apart."""

_SENT = "sent"
SKIPPED = "(skipped)"
_NO_ANSWER = (SKIPPED, "(unfinished)")
_BEHIND = " — "
"""What stands between what figures read and what people read."""

_CHOICE = re.compile(r"([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?")
_AMOUNT = re.compile(r"([+-]?[0-9]{1,15}(?:\.[0-9]{1,12})?) +([A-Za-z]{3})")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,12})?")
_POINTS = re.compile(r"([0-9]{1,3}) ([a-z][a-z0-9_]*)")
_REMEMBERED = 16384
"""Lines; there are far fewer different reasons, days and amounts than entries."""


class Chosen(NamedTuple):
    """One of a list as it was chosen.

    Attributes:
        slug: What it is counted by.
        detail: The finer choice beneath it; empty if there is none.
        label: What the person read, without the detail; the slug where no label stands there.
        detail_label: What the person read for the detail; empty if there is none.
    """

    slug: str
    detail: str
    label: str
    detail_label: str


class Amount(NamedTuple):
    """Money, in the currency with these three letters."""

    number: Decimal
    currency: str


class Points(NamedTuple):
    """What a scorecard came to: 0 to 100, and the id and the label of the band."""

    points: int
    band: str
    label: str


def is_given(line: str) -> bool:
    """Tell whether a question has an answer, whatever it says.

    A text may stand wholly beneath its line, which is empty then.
    """
    return line not in _NO_ANSWER


@lru_cache(_REMEMBERED)
def chosen(line: str) -> Chosen | None:
    """Read a choice: `price.rate_rise — Price: After I raised it`."""
    name, _, words = line.partition(_BEHIND)
    found = _CHOICE.fullmatch(name.strip())
    if not found:
        return None
    slug, detail = found[1], found[2] or ""
    words = words.strip()
    if not detail:
        return Chosen(slug, "", words or slug, "")
    label, _, detail_label = words.partition(": ")
    return Chosen(slug, detail, label or slug, detail_label or detail)


def slug(line: str) -> str:
    """Give the slug that was chosen, without its detail; empty if none was."""
    found = chosen(line)
    return found.slug if found else ""


@lru_cache(_REMEMBERED)
def marked(line: str) -> frozenset[str]:
    """Read several choices: `angry, worried — Angry, Worried about money`."""
    return frozenset(word.strip() for word in line.partition(_BEHIND)[0].split(","))


@lru_cache(_REMEMBERED)
def amount(line: str) -> Amount | None:
    """Read money: `1200.00 EUR`."""
    found = _AMOUNT.fullmatch(line)
    return Amount(Decimal(found[1]), found[2].upper()) if found else None


@lru_cache(_REMEMBERED)
def number(line: str) -> Decimal | None:
    """Read a number: `7`, `12.5`."""
    return Decimal(line) if _NUMBER.fullmatch(line) else None


@lru_cache(_REMEMBERED)
def points(line: str) -> Points | None:
    """Read a scorecard: `62 mixed — Keep it warm`."""
    head, _, label = line.partition(_BEHIND)
    found = _POINTS.fullmatch(head.strip())
    if not found or int(found[1]) > 100:
        return None
    return Points(int(found[1]), found[2], label.strip() or found[2])


@lru_cache(_REMEMBERED)
def day(line: str) -> date | None:
    """Read a day: `2026-11-24`, or the day of a moment that begins with one."""
    if not line[4:5] == "-" == line[7:8] or line[10:11] not in ("", "T", " "):
        return None
    try:
        return date.fromisoformat(line[:10])
    except ValueError:
        return None


def begun_on(moment: str) -> date | None:
    """Give the day of the moment that a walk began at, which is taken for the day of the news.

    It is the day that listings and filters show, read here again since this room knows of no other.
    """
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return None


def sent_on(line: str) -> date | None:
    """Read the day on which a draft was sent: `sent 2026-11-22`."""
    state, _, on = line.partition(" ")
    return day(on) if state == _SENT else None
