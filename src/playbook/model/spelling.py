"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable

_MOST = 14
"""Words that are listed; more would be a wall of them."""


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Give `; did you mean …?` with the nearest of the words, or what there is if none is near.

    Args:
        word: The word that is none of them.
        words: The words that would be right.
    """
    import difflib

    known = list(words)
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"; did you mean `{near[0]}`?"
    return f"; there is {', '.join(f'`{name}`' for name in known)}" if 0 < len(known) <= _MOST else ""
