"""Text from a file or a keyboard, made safe to show: it cannot drive the terminal."""

from __future__ import annotations

import re

# Control characters but tab and newline, lone surrogates, and the marks that turn the direction of the
# text around them (UAX 9's embeddings, overrides and isolates), which could make a line read as another.
_DRIVING = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]"


def visible(text: str) -> str:
    """Give the text as it can be shown: what would drive the terminal is left out."""
    # Nearly every line is printable, which takes a tenth of the time to see.
    return text if text.replace("\n", "").isprintable() else re.sub(_DRIVING, "", text.replace("\t", "    "))


def many(count: int, one: str, several: str) -> str:
    """Return a number with its noun, and what depends on it: `1 file is`, `3 files are`."""
    return f"{count} {one if count == 1 else several}"
