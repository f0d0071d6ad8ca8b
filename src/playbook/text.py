"""Text as it is shown: made safe, so that it cannot drive the terminal, measured, wrapped and cut."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress

# Control characters but tab and newline, lone surrogates, and the marks that turn the direction of the
# text around them (UAX 9's embeddings, overrides and isolates), which could make a line read as another.
_DRIVING = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"


def visible(text: str) -> str:
    """Return the text as it can be shown: what would drive the terminal is left out."""
    # Nearly every line is printable, which takes a tenth of the time to see.
    return text if text.replace("\n", "").isprintable() else re.sub(_DRIVING, "", text.replace("\t", "    "))


def as_typed(text: str, encoding: str = "utf-8") -> str:
    """Return what somebody typed in an older encoding in its letters: bytes that are not of `encoding`.

    Python hands such bytes on as lone surrogates, in an argument as in what is read; dropping them would
    change a name in silence. Nearly all are of Windows' Western encoding.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(encoding, "surrogateescape").decode("cp1252", "replace")
    return text


def visible_line(text: str) -> str:
    """Return the text as it can be shown on one line, every run of spaces and line ends as one space."""
    return " ".join(visible(text).split())


def field(text: str) -> str:
    """Return the text as a field of a line: it holds no tab and no line end, and cannot drive a terminal."""
    return text if text.isprintable() else visible_line(text)


# Letters that Unicode takes no accent off, as people type them without their keyboard.
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)


def unaccented(text: str) -> str:
    """Return a text without accents; `ł`, `ø`, `đ`, `æ` and `œ` in plain letters."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return "".join(character for character in apart if not unicodedata.combining(character))


def folded(text: str) -> str:
    """Return a text without case and accents, so that it is found however it is typed."""
    return unaccented(unicodedata.normalize("NFKD", text).casefold())


def width_of(text: str) -> int:
    """Return how many columns of a terminal a line of text takes: wide characters take two, marks none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Cf", "Mc", "Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shortened(text: str, columns: int) -> str:
    """Return a text's first line, cut with an ellipsis to a number of columns."""
    first, *rest = visible(text).split("\n")
    if not rest and width_of(first) <= columns:
        return first
    return f"{next(_pieces(first, max(1, columns - 2))).rstrip()} …"


def reflowed(text: str) -> str:
    """Join the lines of each paragraph; an author wraps lines for the file, a screen for itself."""
    paragraphs = re.split(r"\n[ \t]*\n", visible(text).strip())
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def terminal_columns() -> int:
    """Return how wide the terminal is: as COLUMNS says, or whichever standard stream leads to one."""
    size = (80, 24)
    for descriptor in range(3):
        with suppress(OSError):
            size = os.get_terminal_size(descriptor)
    return shutil.get_terminal_size(size).columns


def wrapped(text: str, columns: int, *, indent: int = 0) -> str:
    """Wrap a text; lines after the first begin with spaces. A line's own blanks at its beginning stay.

    The standard library counts characters, and wide ones take two columns.

    Args:
        text: One or more paragraphs.
        columns: How many columns a line may take, without the indent.
        indent: How many spaces the following lines begin with.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = paragraph.lstrip(" ")
        own = " " * min(len(paragraph) - len(words), max(0, columns - 2) // 2)
        room, line = max(1, columns - len(own)), ""
        for word in words.split(" "):
            for piece in _pieces(word, room):
                longer = f"{line} {piece}" if line else piece
                if line and width_of(longer) > room:
                    lines.append(own + line)
                    longer = piece
                line = longer
        lines.append(own + line if line else "")
    return f"\n{' ' * indent}".join(lines)


def packed(phrases: Iterable[str], between: str, columns: int) -> str:
    """Join phrases to lines that end between two of them, never within one."""
    first, *rest = phrases
    lines = [first]
    for phrase in rest:
        longer = f"{lines[-1]}{between}{phrase}"
        if width_of(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(phrase)
    return f"{between.rstrip(' ·')}\n".join(lines)


def _pieces(word: str, columns: int) -> Iterator[str]:
    """Yield the pieces of a word that is too long for a line; a character that is too wide is a piece."""
    start = taken = 0
    for end, character in enumerate(word):
        taken += _columns(character)
        if taken > columns and end > start:
            yield word[start:end]
            start, taken = end, _columns(character)
    yield word[start:]
