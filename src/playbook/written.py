"""How an answer stands in a journal: a head behind its id, and a body beneath it.

    - their_words: We love the work, but the board froze everything.     <- head

      Maria was kind about it.                                           <- body, indented

Column 0 is the program's and indentation is the person's, so nothing that somebody types can be taken
for structure. This room knows nothing of files, and nothing of question types.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SKIPPED = "(skipped)"
"""The head of a question that was asked and skipped."""

UNFINISHED = "(unfinished)"
"""The head above half-typed words: not an answer, but there to go on from."""

BEHIND = " — "
"""What stands between a slug, which programs read, and its label, which people do."""

_LINE_ENDS = r"\r\n?"
# Everything in Unicode's category Cc but tab and newline; and lone surrogates, which no file can hold.
_DROPPED = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"

# First lines that markdown would read as structure if they stood behind the id, and second lines that
# would turn the first into a heading.
_STRUCTURE = r"[#>\-+*|<\[]|`{3}|~{3}|\d+[.)]"
_UNDERLINE = r"[-=]+"


class Written(NamedTuple):
    """An answer as the journal holds it.

    Attributes:
        head: What stands on the line of the id; one line, no blanks at its ends.
        body: The lines beneath, without their indentation; empty if there are none.
    """

    head: str
    body: str = ""


def cleaned(text: str) -> str:
    r"""Return the text as it will be kept.

    Line ends become `\n`; blanks at the ends of lines, blank lines at both ends and control characters
    other than tab and newline are dropped; nothing else ever is.
    """
    # Most texts are one printable line, which takes a tenth of the time to see.
    if text.isprintable():
        return text.rstrip(" ")
    if not text.replace("\n", "").isprintable():
        text = re.sub(_DROPPED, "", re.sub(_LINE_ENDS, "\n", text))
    return "\n".join([line.rstrip(" \t") for line in text.split("\n")]).strip("\n")


def on_one_line(text: str) -> str:
    """Return the text with every run of blanks and line ends as one space."""
    # Nothing that is printable but spaces is dropped, which takes a tenth of the time to see.
    return " ".join((text if text.isprintable() else cleaned(text)).split())


def as_written(text: str) -> Written:
    """Place somebody's words so that they read back as they are.

    The words begin behind the id where they can, and stand wholly beneath it where their beginning
    could be taken for one of our own words or for markdown's structure.

    Args:
        text: Words of any kind; they are cleaned first.
    """
    first, _, rest = cleaned(text).partition("\n")
    second = rest.partition("\n")[0]
    beneath = (
        first[:1] in (" ", "\t")
        or first in (SKIPPED, UNFINISHED)
        or re.match(_STRUCTURE, first)
        or re.fullmatch(_UNDERLINE, second)
    )
    return Written("", cleaned(text)) if beneath else Written(first, rest)


def before_label(head: str) -> str:
    """Return what programs read of a line: what stands before the label, which is for people."""
    return head.partition(BEHIND)[0].strip()


def label_of(head: str) -> str:
    """Return what people read of a line: the label behind what is for programs; empty if it has none."""
    return head.partition(BEHIND)[2].strip()


def as_text(written: Written) -> str:
    """Return the words that `as_written` placed."""
    if not written.head:
        return written.body
    return f"{written.head}\n{written.body}" if written.body else written.head
