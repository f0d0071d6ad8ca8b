"""What stands beneath a line too: the whole answers of an entry, read as quickly as its heads."""

from __future__ import annotations

import re

from playbook.entry import Entry
from playbook.entry.page import BLANKS, ID
from playbook.journal.files import decoded
from playbook.journal.records import Content
from playbook.written import Written

# An answer's line, and the blank or indented lines beneath it up to the last that is not blank; where no
# line ends in a carriage return.
_ANSWER = re.compile(rf"\n- ({ID}):[ \t]*+([^\n]*)((?:(?:\n[ \t]*+(?=\n))*+\n  [ \t]*+[^\n]++)*+)".encode())


def answers_of(content: Content) -> dict[str, Written]:
    """Give the answers that count, by id, with what stands beneath them, as `Entry.answers` does."""
    raw, body = content.raw, content.body
    if b"\r" in raw:
        return {
            name: answer.written
            for name, answer in Entry(decoded(raw).removeprefix("\ufeff")).answers.items()
        }
    answers: dict[str, Written] = {}
    for question, head, block in _ANSWER.findall(raw, body - 1):
        name = question.decode()
        if name not in answers:
            words = head.decode("utf-8", "surrogateescape").rstrip(BLANKS)
            answers[name] = Written(words, _dedented(decoded(block)) if block else "")
    return answers


def _dedented(block: str) -> str:
    return "\n".join([line[2:] if line.strip(BLANKS) else "" for line in block[1:].split("\n")])
