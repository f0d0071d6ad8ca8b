"""The texts of a playbook: `{id}`, `{id|words to stand in}`, and `{{` `}}` for braces.

A small closed grammar: nothing runs, and every name is checked before the first question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from playbook.model.problem import Problem

_TOKEN = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}|]*)(?P<bar>\|(?P<words>[^{}]*))?\}|[{}]")

# A blank is on one line. A link's text and a list's tick box look alike but are not blanks.
_BLANK = re.compile(r"\[(?![ xX]?\])[^\[\]\n]+\](?!\()")

_FULL_STOP = re.compile(r"\A\.(?!\.)")


class Slot(NamedTuple):
    """A place in a text where an answer is filled in.

    Attributes:
        name: The question's id, or `client`, `me` or `today`.
        words: What stands in where there is no answer; None if the text gives nothing.
        span: Where the slot stands in the text: its first character, and how many.
    """

    name: str
    words: str | None
    span: tuple[int, int]


@lru_cache(maxsize=1024)
def parts(text: str) -> tuple[str | Slot | Problem, ...]:
    """Take a text apart into plain words, slots and problems."""
    found: list[str | Slot | Problem] = []
    end = 0
    for token in _TOKEN.finditer(text):
        found.append(text[end : token.start()])
        end = token.end()
        name, span = token["name"], (token.start(), len(token[0]))
        if token[0] in ("{{", "}}"):
            found.append(token[0][0])
        elif name is None:
            found.append(Problem((), f"a single `{token[0]}`; write `{token[0] * 2}` for a brace", span))
        elif not name.strip():
            found.append(Problem((), "braces without a name; write `{client}` or the like", span))
        else:
            found.append(Slot(name.strip(), token["words"], span))
    found.append(text[end:])
    return tuple(part for part in found if part != "")


def slots(text: str) -> list[Slot]:
    """Return the slots of a text."""
    return [part for part in parts(text) if isinstance(part, Slot)]


def problems(text: str) -> list[Problem]:
    """Return what is wrong with a text's braces: one that is neither a slot's nor doubled, or has no name."""
    return [part for part in parts(text) if isinstance(part, Problem)]


def filled(text: str, words_for: Callable[[Slot], str]) -> str:
    """Fill every slot of a text; where the words end a sentence, the full stop behind the slot is left out.

    Args:
        text: A text that has no problems.
        words_for: Returns the words for a slot.
    """
    made, ends_sentence = "", False
    for part in parts(text):
        words = words_for(part) if isinstance(part, Slot) else str(part)
        made += _FULL_STOP.sub("", words) if ends_sentence else words
        ends_sentence = isinstance(part, Slot) and words.endswith((".", "!", "?", "…"))
    return made


def blanks(text: str) -> list[str]:
    """Return the `[square brackets]` of a letter that the person has still to fill, in order."""
    return _BLANK.findall(text)
