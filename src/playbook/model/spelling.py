"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from playbook.language import _

_FEW = 14
"""So many words can be listed in a sentence, and compared with all care each time."""

_MANY = 300
"""Above it, even a glance at every word takes minutes for a file full of unknown names."""

_LIKEST = 6


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return `; did you mean …?` with the nearest of the words, or what there is if none is near.

    Args:
        word: The word that is none of them.
        words: The words that would be right. Among very many, only those with the same beginning count.
    """
    known = words if isinstance(words, Collection) else list(words)
    if meant := meant_by(word, known):
        return meant
    names = ", ".join(f"`{name}`" for name in known)
    return _("; there is {names}", names=names) if 0 < len(known) <= _FEW else ""


def meant_by(word: str, known: Collection[str]) -> str:
    """Return `; did you mean …?` with the nearest of some words; empty if none is near."""
    near = nearest(word, known)
    return _("; did you mean `{name}`?", name=near) if near else ""


def nearest(word: str, known: Collection[str], cutoff: float = 0.6) -> str:
    """Return the word that is most like one that is none of them; empty if none is near.

    Args:
        word: The word.
        known: The words that would be right.
        cutoff: How near one has to be, up to 1.
    """
    import difflib

    return next(iter(difflib.get_close_matches(word, _likest(word, known), n=1, cutoff=cutoff)), "")


def _likest(word: str, known: Collection[str]) -> Collection[str]:
    """Return the few words that share most with a word, as far as that can be told at a glance."""
    if len(known) <= _FEW:
        return known
    if len(known) > _MANY:
        beginning = word[:3]
        known = [one for one in known if one[:3] == beginning][:_MANY]
    pairs = _pairs(word)
    return sorted(known, key=lambda one: abs(len(one) - len(word)) - 2 * len(pairs & _pairs(one)))[:_LIKEST]


@lru_cache(maxsize=2048)
def _pairs(word: str) -> frozenset[str]:
    """Return a word's letters, and its pairs of neighbours."""
    return frozenset((*word, *map("".join, zip(f"^{word}", f"{word}$", strict=True))))
