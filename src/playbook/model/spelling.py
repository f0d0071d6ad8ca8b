"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from playbook.language import _

_FEW = 14
"""So many words can be listed in a sentence."""


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return `; did you mean …?` with the nearest of the words, or what there is if none is near.

    Args:
        word: The word that is none of them.
        words: The words that would be right.
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

    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=cutoff)), "")
