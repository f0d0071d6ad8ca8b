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
_is_id = lru_cache(maxsize=4096)(_AN_ID.fullmatch)


def answers_of(content: Content) -> dict[str, Written]:
    """Give the answers that count, by id, with what stands beneath them, as `Entry.answers` does."""
    raw, body = content.raw, content.body
    if b"\r" in raw:
        from playbook.entry import Entry

        return {
            name: answer.written
            for name, answer in Entry(decoded(raw).removeprefix("\ufeff")).answers.items()
        }
    answers: dict[str, Written] = {}
    _, *behind = decoded(raw[body - 1 :]).split("\n- ")
    for line in behind:
        colon, end = line.find(":"), line.find("\n")
        question = line[:colon]
        if colon < 0 or question in answers or not _is_id(question):
            continue
        # Searching for a block costs more than all the rest, and few answers have one.
        if line.find("\n  ", end) >= 0 and (found := _WITH_BLOCK.match(line, colon + 1)):
            answers[question] = Written(found[1].strip(_BLANKS), _dedented(found[2]) if found[2] else "")
        else:
            answers[question] = Written(line[colon + 1 : end if end >= 0 else None].strip(_BLANKS))
    return answers


def _dedented(block: str) -> str:
    return "\n".join([line[2:] if line.strip(_BLANKS) else "" for line in block[1:].split("\n")])
