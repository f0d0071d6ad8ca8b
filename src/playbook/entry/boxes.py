"""Lines with a box to tick, read from an entry; how they are changed is told in `follow_ups`.

It imports nothing else of this room: what is due is looked for in thousands of entries while somebody waits.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

BLANKS = " \t\r"
"""What no follow-up begins or ends with; a carriage return ends a line, or is left over from one that did."""
# The look back says "in column 0", as with the lines of answers.
LINE = re.compile(r"- \[(?<![^\n]- \[)([ xX])\][ \t]++([^\n]*)(?:\n|\Z)")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?=[ \t]|\Z)")


class FollowUp(NamedTuple):
    """Something to do.

    Attributes:
        done: Whether its box is ticked.
        day: The day it is due; None if the line does not begin with one that exists.
        words: What there is to do.
    """

    done: bool
    day: date | None
    words: str


def follow_up(done: bool, words: str) -> FollowUp:
    """Return what words behind a box say."""
    if found := _DAY.match(words):
        try:
            return FollowUp(done, date.fromisoformat(found[1]), words[found.end() :].strip(BLANKS))
        except ValueError:  # No such day: the words are the person's as they stand.
            pass
    return FollowUp(done, None, words)
