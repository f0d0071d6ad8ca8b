"""Where the letters stand in the bytes of a file that a match has to hold.

To look for letters takes a tenth of the time that searching every line does. Where case and accents make no
difference, they are looked for in the bytes with small letters, each with whatever stands for it in that
very file: so what is found stands where it was found, and nothing has to be folded but the lines that hold
it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from playbook.journal.files import decoded, encoded
from playbook.query.literals import literals_of

_BEYOND = r"[^\0-\x7f]+"
_MARKS = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]+"
# Characters beyond ASCII that are the same as one of ASCII where case does not matter: the long s, the sign
# of the kelvin, and the dotless and the dotted i of Turkish.
_ALIKE = {"\u017f": "s", "\u212a": "k", "\u0130": "i", "\u0131": "i"}
# What each of them holds in UTF-8, and next to nothing else does.
_ALIKE_HOLD = {"s": b"\xc5", "k": b"\xaa", "i": b"\xc4"}
_ASCII = bytes(range(128))
_ENOUGH = 3
"""Letters that are telling without what stands before them."""
_SHORT = 100
"""Characters."""
_FEW = 8
"""Finds in a file, those in its front matter too. With more, it is quicker to go through the whole entry than
to look up whose each line is."""


Found: TypeAlias = list[tuple[int, int]]
"""Where lines begin and end, in their order."""
Look: TypeAlias = Callable[[bytes], Found | None]
"""Gives the lines of a file that may hold a match; None if all of them have to be searched."""


def look_for(words: str, *, fold: bool, any_case: bool) -> Look:
    """Give what finds the lines that may hold a match of a regular expression.

    Args:
        words: The expression, without accents if these make no difference.
        fold: Whether accents make no difference.
        any_case: Whether case makes no difference.
    """
    letters = _letters_of(words, any_case=any_case)
    return _Looking(letters, fold=fold, any_case=any_case) if letters else lambda _: None


class _Looking:
    """Looks for letters in one file after another; to be called with the bytes of each.

    Args:
        letters: Letters of which every match holds one; small where case makes no difference.
        fold: Whether accents make no difference.
        any_case: Whether case makes no difference.
    """

    def __init__(self, letters: tuple[str, ...], *, fold: bool, any_case: bool) -> None:
        self._letters = letters
        self._fold = fold
        self._any_case = any_case
        self._sought = set("".join(letters))
        self._alike = [_ALIKE_HOLD[one] for one in _ALIKE_HOLD if any_case and one in self._sought]
        # What a file has beyond ASCII is mostly a few dashes, and the same for many; so are the few letters
        # among it that matter.
        self._finders_for = lru_cache(maxsize=4096)(self._found_for)
        self._meaning_of = lru_cache(maxsize=4096)(self._meaning)
        self._finders = lru_cache(maxsize=4096)(self._made)
        self._as_they_stand = self._made(())

    def __call__(self, raw: bytes) -> Found | None:
        """Give the lines of a file that may hold a match; None if all of them have to be searched."""
        finders: list[re.Pattern[bytes]] | None = self._as_they_stand
        if not raw.isascii() if self._fold else _holds(raw, self._alike):
            finders = self._finders_for(raw.translate(None, _ASCII))
        if finders is None:
            return None
        text, found = raw.lower() if self._any_case else raw, list[tuple[int, int]]()
        for finder in finders:
            for one in finder.finditer(text):
                if len(found) == _FEW:
                    return None
                at, end = one.span()
                found.append((text.rfind(b"\n", 0, at) + 1, end))
        # Different letters may be found in one line.
        return found if len(finders) == 1 else sorted(set(found))

    def _found_for(self, beyond: bytes) -> list[re.Pattern[bytes]] | None:
        """Give what finds the letters in a file with these bytes beyond ASCII; None if nothing can."""
        meant = []
        for letter in set(decoded(beyond)):
            plain = self._meaning_of(letter)
            if plain is None:
                continue
            if len(plain) > 1:
                # It may be half in a match and half before it.
                return None
            meant.append((letter, plain))
        return self._finders(tuple(sorted(meant)))

    def _meaning(self, letter: str) -> str | None:
        """Give what a letter beyond ASCII stands for, nothing for a mark; None if that does not matter."""
        plain = folded(letter) if self._fold else letter
        if self._any_case:
            plain = "".join(_ALIKE.get(one, one.lower() if one.isascii() else one) for one in plain)
        return None if plain == letter or (plain and self._sought.isdisjoint(plain)) else plain

    def _made(self, meant: tuple[tuple[str, str], ...]) -> list[re.Pattern[bytes]]:
        """Give what finds the letters where others stand for some of them: pairs of these and of what for."""
        others: dict[str, list[str]] = {}
        for letter, plain in meant:
            others.setdefault(plain, []).append(letter)
        return [_finder(letters, others) for letters in self._letters]


def _holds(raw: bytes, any_of: list[bytes]) -> bool:
    for byte in any_of:  # noqa: SIM110 - `any` takes longer than the looking does
        if byte in raw:
            return True
    return False


def folded(text: str) -> str:
    """Give a text without accents; letters of other scripts stay what they are."""
    if text.isascii():
        return text
    # The line of a choice is the same in many entries; what somebody told at length is not, and takes room.
    return _folded_again(text) if len(text) <= _SHORT else _folded(text)


@lru_cache(maxsize=1024)
def _folded_again(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    return re.sub(_BEYOND, lambda found: _without_marks(found[0]), text)


# Mostly a dash or a single letter. What is ASCII changes nothing about what stands around it.
@lru_cache(maxsize=4096)
def _without_marks(beyond: str) -> str:
    return re.sub(_MARKS, "", unicodedata.normalize("NFKD", beyond))


def _letters_of(words: str, *, any_case: bool) -> tuple[str, ...]:
    """Give the letters to look for, of which every match holds one; none if that cannot be told."""
    told: list[str] = []
    for letters in literals_of(words):
        if any_case:
            # A letter beyond ASCII that has two cases is not looked for.
            looked_for = "".join(
                one.lower() if one.isascii() else one if one.lower() == one.upper() else "\n"
                for one in letters
            )
        else:
            looked_for = letters
        # No line holds what ends one.
        told.append(max(looked_for.split("\n"), key=len))
    try:
        encoded("".join(told))
    except UnicodeEncodeError:
        return ()
    return tuple(dict.fromkeys(told)) if all(told) else ()


def _finder(letters: str, others: dict[str, list[str]]) -> re.Pattern[bytes]:
    """Give what finds letters in a file, each up to the end of its line.

    Args:
        letters: The letters.
        others: The letters of that file that stand for another, by what they stand for.
    """
    # To look for what begins with a letter that others stand for takes ten times as long.
    bare = letters.lstrip("".join(others))
    if _ENOUGH <= len(bare) < len(letters):
        letters = bare
    marks = f"{_one_of(others[''])}*" if "" in others else ""
    looked_for = marks.join(_one_of([letter, *others.get(letter, ())]) for letter in letters)
    return re.compile(encoded(rf"{looked_for}[^\n]*"))


def _one_of(letters: list[str]) -> str:
    """Give an expression for any of these letters, of which one takes several bytes."""
    return f"(?:{'|'.join(map(re.escape, letters))})"
