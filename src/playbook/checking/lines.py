"""Where in a text something stands."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from playbook.reading.findings import Finding

# One sign for each, so that the mark beneath the line stays where it belongs.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LONGEST = 10_000
"""Characters of a line that are looked at; no more of it is ever shown."""

MOST_OF_A_KIND = 1000
"""Findings of one kind in one entry; a file with more of them is no entry that anybody will mend by hand."""


class Lines:
    """The lines of a text. They end at a line feed and nowhere else.

    Args:
        text: The text of an entry, without its byte-order mark.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> Sequence[int]:
        # A file may be nothing but line ends; a list would take five times the room.
        return array("q", chain((0,), (end.end() for end in re.finditer("\n", self.text))))

    def number(self, at: int) -> int:
        """Give the number of the line, from 1, that an offset is on."""
        return bisect_right(self._starts, at)

    def finding(
        self, at: int, message: str, *, where: str = "", length: int = 1, warning: bool = False
    ) -> Finding:
        """Give a finding about what stands at an offset."""
        number = self.number(at)
        start = self._starts[number - 1]
        end = self.text.find("\n", start)
        source = self.text[start : min(end if end >= 0 else len(self.text), start + _LONGEST)].rstrip("\r")
        return Finding(
            number, at - start + 1, where, message, _UNSEEN.sub("\ufffd", source), max(length, 1), warning
        )
