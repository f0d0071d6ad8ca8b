"""Versions of a playbook's text: what differs between two, and what comes of merging two into one.

Line ends, a byte-order mark and a missing end of the last line are evened out, since editors change them
without being asked.
"""

from __future__ import annotations

import codecs
import difflib
import re
from typing import NamedTuple

_YOURS, _SHIPPED = "your copy", "the shipped one"
_MARKS = (f"<<<<<<< {_YOURS}\n", "=======\n", f">>>>>>> {_SHIPPED}\n")


class Merged(NamedTuple):
    """What came of a merge.

    Attributes:
        content: The text; where both have changed the same lines, both stand between marks.
        conflicts: How many such places there are.
        marks: The lines that are marks and stand in neither of the two.
    """

    content: bytes
    conflicts: int
    marks: frozenset[str]


def is_same(one: bytes | None, other: bytes | None) -> bool:
    """Tell whether two texts say the same; one that is not there is like no other."""
    return one is not None and other is not None and _lines(one) == _lines(other)


def difference(shipped: bytes, copy: bytes, names: tuple[str, str]) -> list[str]:
    """Return the lines of a unified diff from the shipped playbook to a copy; none if they say the same."""
    lines = difflib.unified_diff(_lines(shipped), _lines(copy), *names)
    return [line.removesuffix("\n") for line in lines]


def merged(base: bytes, copy: bytes, shipped: bytes) -> Merged:
    """Bring what the shipped playbook has gained since the base into a copy, which keeps its line ends."""
    from merge3 import Merge3

    mine, theirs = _lines(copy), _lines(shipped)
    lines = list(Merge3(_lines(base), mine, theirs).merge_lines(_YOURS, _SHIPPED, reprocess=True))
    marks = frozenset(_MARKS).difference(mine, theirs)
    end = "\r\n" if copy.count(b"\r\n") * 2 > copy.count(b"\n") else "\n"
    text = "".join(lines).replace("\n", end)
    mark = codecs.BOM_UTF8 if copy.startswith(codecs.BOM_UTF8) else b""
    return Merged(mark + text.encode("utf-8", "surrogateescape"), lines.count(_MARKS[0]), marks)


def marked(content: bytes, marks: frozenset[str]) -> list[int]:
    """Return the numbers of the lines that are still marks, from 1."""
    return [number for number, line in enumerate(_lines(content), 1) if line in marks]


def _lines(content: bytes) -> list[str]:
    text = content.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape").replace("\r\n", "\n")
    return [line if line.endswith("\n") else f"{line}\n" for line in re.findall(r"[^\n]*\n|[^\n]+", text)]
