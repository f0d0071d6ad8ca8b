"""What stands beneath a line too: the whole answers of an entry, read as quickly as its heads."""

from __future__ import annotations

import re
from functools import lru_cache

from playbook.journal.files import decoded
from playbook.journal.records import Content
from playbook.journal.scan import ID
from playbook.written import Written

_BLANKS = " \t"
_AN_ID = re.compile(ID)
# What stands on the line of an answer, and the blank or indented lines beneath it up to the last that is not
# blank; where no line ends in a carriage return.
_WITH_BLOCK = re.compile(r"([^\n]*)((?:(?:\n[ \t]*+(?=\n))*+\n  [ \t]*+[^\n]++)*+)")
is_id = lru_cache(maxsize=4096)(_AN_ID.fullmatch)
"""Tells whether words are an id."""


def answers_of(content: Content) -> dict[str, Written]:
    """Give the answers that count, by id, with what stands beneath them, as `Entry.answers` does."""
    raw = content.raw
    if b"\r" in raw:
        from playbook.entry import Entry

        return {
            name: answer.written
            for name, answer in Entry(decoded(raw).removeprefix("\ufeff")).answers.items()
        }
    answers: dict[str, Written] = {}
    for piece in pieces_of(content):
        colon = piece.find(":")
        question = piece[:colon]
        if colon >= 0 and question not in answers and is_id(question):
            answers[question] = written_in(piece, colon)
    return answers


def pieces_of(content: Content) -> list[str]:
    """Cut an entry at every line that may be an answer's: each piece begins with an id, if it is one.

    No line of the entry may end in a carriage return.
    """
    return content.raw[content.body - 1 :].decode("utf-8", "surrogateescape").split("\n- ")[1:]


def written_in(piece: str, colon: int) -> Written:
    """Give the answer that a piece begins with.

    Args:
        piece: See `pieces_of`.
        colon: The offset of the colon behind the id.
    """
    end = piece.find("\n")
    # Searching for a block costs more than all the rest, and few answers have one.
    if piece.find("\n  ", end) >= 0 and (found := _WITH_BLOCK.match(piece, colon + 1)):
        return Written(found[1].strip(_BLANKS), _dedented(found[2]) if found[2] else "")
    return Written(piece[colon + 1 : end if end >= 0 else None].strip(_BLANKS))


def _dedented(block: str) -> str:
    if " \n" not in block and "\t\n" not in block:
        # Its blank lines are empty, and the others begin with two spaces.
        return block.replace("\n  ", "\n")[1:]
    return "\n".join([line[2:] if line.strip(_BLANKS) else "" for line in block[1:].split("\n")])
