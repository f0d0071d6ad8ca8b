"""Marks as they stand beneath the line of a scorecard: one a line, among what somebody wrote there.

- fit: 62 mixed — Keep it warm
  - target: 3
  They pay late, but they pay.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from playbook.language import _
from playbook.model.part import ID_PATTERN
from playbook.written import UNFINISHED, Written, on_one_line

_LINE = re.compile(rf"[ \t]*- ({ID_PATTERN}):[ \t]*([0-9]{{1,3}})[ \t]*")
"""A mark beneath a scorecard; formatters move it about."""

_LIKE_A_MARK = re.compile(r"\W*([a-z](?:[a-z0-9_]|\\_)*)\W*[:=]")

_TYPED = re.compile(rf"^[ \t]*- ({ID_PATTERN}):[ \t]*(.*\S)", re.MULTILINE)
"""A mark in half a scorecard, which may be anything that was typed."""


def beneath(written: Written, items: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the lines beneath, each with the item that it marks: nothing for a line of the person's.

    The first line of an item is its mark; in half a scorecard, whatever was typed there.
    """
    left = set(items)
    kind = _TYPED if written.head == UNFINISHED else _LINE
    for line in written.body.split("\n"):
        found = kind.fullmatch(line)
        name = found[1] if found and found[1] in left else ""
        left.discard(name)
        yield line.strip(" \t") if name else line, name


def marks_in(written: Written, items: Collection[str]) -> dict[str, int]:
    """Return the mark of each item that has one beneath a scorecard that is filled."""
    return {name: int(line.rpartition(":")[2]) for line, name in beneath(written, items) if name}


def among_notes(written: Written, standing: Written, items: Collection[str]) -> Written:
    """Return new marks among the notes that stand beneath the old ones, each in its place."""
    marks = {name: line for line, name in beneath(written, items) if name}
    kept, last, has_notes = list[str](), 0, False
    for line, name in beneath(standing, items):
        if not name:
            kept.append(line)
            has_notes = has_notes or bool(line)
        elif name in marks:
            kept.append(marks.pop(name))
            last = len(kept)
    kept[last:last] = marks.values()
    return written._replace(body="\n".join(kept).strip("\n")) if has_notes else written


def misplaced(written: Written, items: Collection[str]) -> str:
    """Say which line looks like a mark and is not read; empty if none does."""
    for line, name in beneath(written, items):
        like = _LIKE_A_MARK.match(line)
        if not name and like and like[1].replace("\\", "") in items:
            return f"`{line.strip()}` beneath is not read; write each mark once, as `- {like[1]}: 3`"
    return ""


def half_of(words: Mapping[str, str]) -> str:
    """Return half a scorecard: what was typed so far, by item."""
    return "\n".join(f"- {name}: {typed}" for name, typed in words.items())


def typed_in(half: str) -> dict[str, str]:
    """Return what was typed in half a scorecard, by item."""
    return dict(_TYPED.findall(half))


def told(names: Mapping[str, str], given: Mapping[str, int | str], most: int) -> list[str]:
    """Return marks as a person reads them, in the order of their items.

    Args:
        names: What each item is called.
        given: The marks by item, or what was typed for one.
        most: The highest mark.
    """
    return [
        _("{item}: {mark} of {most}", item=words, mark=given[name], most=most)
        for name, words in names.items()
        if name in given
    ]


def put(words: dict[str, str], item: str, typed: str | None) -> None:
    """Put what was typed for an item in its place; nothing takes back what stood there."""
    words.pop(item, None)
    if typed and typed.strip():
        words[item] = on_one_line(typed)
