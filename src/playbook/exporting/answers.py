"""What stands beneath a line too: the whole answers of an entry, read as quickly as its heads."""

from __future__ import annotations

import re

from playbook.journal.files import decoded
from playbook.journal.records import Content

# The line of an answer without what it begins with, and what stands beneath: blank lines and indented ones,
# up to the last that is not blank. A hyphen is rarer than the end of a line, so that is looked for first.
_ANSWERS = re.compile(rb"- (?<=\n- )([a-z][a-z0-9_]*+:[^\n]*+)((?:\n(?:[ \t]*+\n)*+  [ \t]*+[^\n]++)*+)")


def answers_of(content: Content) -> list[tuple[bytes, bytes]]:
    """Give the line of every answer, from its id on, and what stands beneath it.

    What is set aside is not among them; of several answers to a question the first counts. What they say is
    for the caller to read, who may have read the same line before: the head stands behind the first colon,
    between blanks, and `body_of` reads what stands beneath.
    """
    raw = content.raw[content.body - 1 :]
    return _ANSWERS.findall(raw.replace(b"\r\n", b"\n") if b"\r" in raw else raw)


def body_of(beneath: bytes) -> str:
    """Give the body of an answer: what `answers_of` gives as beneath its line, without its indentation."""
    if not beneath:
        return ""
    block = decoded(beneath)
    if " \n" not in block and "\t\n" not in block:
        # Its blank lines are empty, and the others begin with two spaces.
        return block.replace("\n  ", "\n")[1:]
    return "\n".join([line[2:] if line.strip(" \t") else "" for line in block[1:].split("\n")])
