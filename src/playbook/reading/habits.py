"""What people write out of a habit from elsewhere: another format, another program, another country."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from playbook.reading.outline import Meant, Stop
from playbook.text import unaccented

_NAME = re.compile(r"""[ \t]*([^=:.,"'“”„‟«»‘’‚‛\[\]{}#\n]{1,60})[ \t]*=""")
_DAY = re.compile(r'(?<![\w"-])(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?![\w"-])')
_COMPARES = re.compile(r"[ \t]*(?:(!)=|(?:[<>]=?|==))")
_DASHES = re.compile(r"[ \t]*(?:#[^\n]*)?\n[ \t]*- ")


def unseen(text: str) -> str:
    """Return the name of the first sign of a text that nobody can see, and that is no plain space."""
    signs = (sign for sign in text if sign != " " and unicodedata.category(sign) in ("Cf", "Zs", "Zl", "Zp"))
    return next((f"{unicodedata.name(sign, 'sign').lower()}, U+{ord(sign):04X}" for sign in signs), "")


def habits(stop: Stop) -> Meant:
    """Yield what was meant, by a habit from elsewhere."""
    if stop.text.startswith("{\\rtf"):
        yield 0, "this is a document with formatting (RTF); save it as plain text"
    if sign := unseen(stop.rest[:1]):
        yield stop.at, f"there is an invisible character here ({sign}): take it out, or type a plain space"
    if stop.rest.startswith(("//", "/*")):
        yield stop.at, "a comment begins with #"
    yield from _lists(stop)
    if stop.says("Expected '='"):
        blanks = len(stop.rest) - len(stop.rest.lstrip(" \t"))
        if stop.rest[blanks:].startswith(":"):
            yield stop.at + blanks, "a key and its value have = between them, not :"
        if found := _COMPARES.match(stop.rest):
            name = ["reason", *re.findall(r"[\w-]+", stop.before)][-1]
            test = "{ not = … }" if found[1] else "{ min = … }, or with max"
            yield stop.at + blanks, f"a condition does not compare with signs; write {name} = {test}"
    yield from _names(stop)
    yield from _days(stop)


def _lists(stop: Stop) -> Meant:
    """Find lists of lines with a dash each."""
    in_lines = 'a list goes in square brackets, with commas: ["…", "…"]'
    if stop.says("Invalid value") and stop.opened and stop.rest.startswith("- "):
        yield stop.at, 'what is in a list has no dash in front: "…",'
    if (
        stop.says("Invalid value")
        and stop.text[stop.previous] == "="
        and _DASHES.match(stop.text, stop.previous + 1)
    ):
        yield stop.previous, in_lines
    if stop.says("Expected '='") and stop.before.strip() == "-":
        first = stop.first + stop.before.index("-")
        yield first, f'no line begins with a dash: a choice is written angry = "Angry"; {in_lines}'


def _names(stop: Stop) -> Meant:
    """Find a name with something in it that none can have."""
    if not stop.says("Expected '='", "Invalid statement", "Invalid initial"):
        return
    start = max(stop.before.rfind("{"), stop.before.rfind(",")) + 1
    if found := _NAME.match(stop.before + stop.rest, start):
        plain = unaccented(found[1]).encode("ascii", "ignore").decode().lower()
        right = re.sub(r"\W+", "_", plain).strip("_")
        meant = f": write {right}" if right[:1].isalpha() else ""
        yield stop.at, f"a name is made of small letters a to z, digits and _{meant}"


def _days(stop: Stop) -> Meant:
    """Find a day that is not written year first."""
    for found in _DAY.finditer(stop.bare):
        one, other, last = int(found[1]), int(found[3]), int(found[4])
        # With dots the day comes first; with other signs it may be the month, where it can be one.
        ways = [(one, other, last), (last, other, one), *([] if found[2] == "." else [(last, one, other)])]
        days = [day for way in ways if (day := _day(*way))]
        right = days[0].isoformat() if len(days) == 1 else "2026-12-24"
        if found.start() <= stop.at - stop.first <= found.end() and days and right != found[0]:
            yield stop.first + found.start(), f"a day is written as year, month and day: {right}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= 1000 else None
    except ValueError:
        return None
