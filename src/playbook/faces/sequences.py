"""What a terminal sends besides letters: the keys among it go through, everything else is dropped whole.

Terminals answer what some other program asked them, and tell that their window lost its focus.
"""

from __future__ import annotations

import re
from collections.abc import Container

_WHOLE = re.compile(
    r"""\x1b(?:
        \[\[[A-E]                                  # function keys of Linux's console
      | \[M.{3}                                    # a mouse, in the oldest way
      | \[[<-?][0-?]*[ -/]*[@-~]                   # an answer about the terminal
      | \[(?![M\[])[0-;]*[$@-~]                    # most keys; the cursor's place; whether there is the focus
      | O[A-Za-z]                                  # keys of a keypad, and some others
      | \]\d*(?:;[^\x00-\x1f\x7f]*)?(?:\x07|\x1b\\)    # a colour, a title
      | [P_](?:[0-9;]*[!$+>]|G)[^\x00-\x1f\x7f]*\x1b\\  # longer answers about the terminal
    )""",
    re.VERBOSE | re.DOTALL,
)
_BEGUN = re.compile(
    r"""\x1b(?:
        \[(?:\[|M.{0,2}|[<-?][0-?]*[ -/]*|[0-;]*)
      | O
      | \]\d*(?:;[^\x00-\x1f\x7f]*\x1b?)?
      | [P_](?:[0-9;]*|(?:[0-9;]*[!$+>]|G)[^\x00-\x1f\x7f]*\x1b?)
    )?""",
    re.VERBOSE | re.DOTALL,
)
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"


def without_sequences(line: str) -> str:
    """Return a line that was typed where nothing takes keys apart, without those that are no letters."""
    return _WHOLE.sub("", line)


class Sequences:
    """Takes apart what a terminal sends, piece by piece as it comes in.

    Args:
        known: The sequences that are keys as they stand.
    """

    def __init__(self, known: Container[str]) -> None:
        self._known = known
        self._begun = ""
        self._pasting = False

    def feed(self, text: str) -> str:
        """Return the keys of a piece; a sequence that goes on in the next one is kept until then."""
        text, self._begun = self._begun + text, ""
        keys, at = "", 0
        while at < len(text):
            until = text.find(_PASTE_ENDS if self._pasting else "\x1b", at)
            if until < 0:
                return keys + self._but_begun(text[at:])
            keys += text[at:until]
            if found := _WHOLE.match(text, until):
                keys += found[0] if self._pasting or found[0] in self._known else ""
                self._pasting = found[0] == _PASTE_BEGINS
                at = found.end()
            elif _BEGUN.fullmatch(text, until):
                self._begun = text[until:]
                return keys
            else:
                keys += "\x1b"
                at = until + 1
        return keys

    def _but_begun(self, text: str) -> str:
        """Return a piece but for the beginning, at its end, of what ends a paste."""
        last = text.rfind("\x1b")
        if last < 0 or not _PASTE_ENDS.startswith(text[last:]):
            return text
        self._begun = text[last:]
        return text[:last]

    def flush(self) -> str:
        """Return what was begun, if it is a key that nothing follows: Escape, or a letter with Alt."""
        if self._pasting or len(self._begun) > 2:
            return ""
        keys, self._begun = self._begun, ""
        return keys
