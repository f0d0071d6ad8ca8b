"""What a terminal sends besides letters: the keys among it go through, everything else is dropped whole.

Terminals answer what some other program asked them, tell that their window lost its focus, and write a key in
one of two newer ways (CSI u; modifyOtherKeys) if a program before left that on.
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
_PASTE_BEGINS, _PASTE_ENDS, _LEAVE = "\x1b[200~", "\x1b[201~", "\x03"

_BY_CODE = re.compile(
    r"\x1b\[(?P<code>\d+)(?::(?P<shifted>\d*))?(?::\d*)?(?:;(?P<held>\d*)(?::(?P<event>\d))?)?(?:;(?P<text>[\d:]*))?u"
    r"|\x1b\[27;(?P<held_before>\d+);(?P<code_behind>\d+)~"
)
_HELD = re.compile(r"\x1b\[(\d+);(\d+)(?::[12])?([A-HPQS~])")
_KEYPAD = dict(zip("MXjklmnopqrstuvwxyz", "\r=*+,-./0123456789", strict=False))
_KEYPAD_CODES = dict(zip(range(57399, 57416), "0123456789./*-+\r=", strict=True))
_SHIFT, _ALT, _CTRL, _OTHERS = 1, 2, 4, 8 | 16 | 32


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
        if self._pasting and text == _LEAVE:  # Alone, so it was pressed: the end of the paste never came.
            text = _PASTE_ENDS + text
        text, self._begun = self._begun + text, ""
        keys, at = "", 0
        while at < len(text):
            until = text.find(_PASTE_ENDS if self._pasting else "\x1b", at)
            if until < 0:
                return keys + self._but_begun(text[at:])
            keys += text[at:until]
            if found := _WHOLE.match(text, until):
                keys += found[0] if self._pasting else self._key(found[0])
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

    def _key(self, sequence: str) -> str:
        """Return a sequence as the key that it is, in the oldest way; empty if it is none."""
        if key := _BY_CODE.fullmatch(sequence):
            held = int(key["held"] or key["held_before"] or 1) - 1
            if key["event"] == "3" or held & _OTHERS:
                return ""  # It was let go; or it is a key of the desktop's.
            return _named(int(key["code"] or key["code_behind"]), held, key["shifted"], key["text"])
        if key := _HELD.fullmatch(sequence):
            # Whether the locks are on makes no difference.
            held = (int(key[2]) - 1 & 63) + 1
            place = f"{key[1]};{held}" if held > 1 else "" if key[1] == "1" else key[1]
            sequence = f"\x1b[{place}{key[3]}"
        if sequence.startswith("\x1bO") and sequence[2] in _KEYPAD:
            return _KEYPAD[sequence[2]]
        return sequence if sequence in self._known else ""


def _named(code: int, held: int, shifted: str | None, text: str | None) -> str:
    """Return a key by the number of its letter, and what is held with it; empty if it means nothing here."""
    shift, alt = held & _SHIFT, "\x1b" if held & _ALT else ""
    letter = _KEYPAD_CODES.get(code) or (chr(code) if code < 0x110000 else "")
    match letter:
        case "\r":
            return alt + ("\n" if shift else "\r")
        case "\t":
            return "\x1b[Z" if shift else "\t"
        case "\x1b" | "\x7f" | "\b":
            return alt + letter
    if held & _CTRL:
        is_control = re.fullmatch(r"[ @A-Za-z\[\]\\^_]", letter) and not shift
        return alt + chr(ord(letter.upper()) & 0x1F) if is_control else ""
    if text:
        letter = "".join(chr(int(part)) for part in text.split(":") if part and int(part) < 0x110000)
    elif shift:
        letter = chr(int(shifted)) if shifted else letter.upper()
    return alt + letter if letter.isprintable() and letter else ""
