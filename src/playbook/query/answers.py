"""What stands beneath a line too: the whole answers of an entry, read as quickly as its heads."""

from __future__ import annotations

import re

from playbook.journal.records import Content

# The line of an answer without what it begins with, and what stands beneath: blank lines and indented ones,
# up to the last that is not blank. A hyphen is rarer than the end of a line, so that is looked for first.
_ANSWERS = re.compile(rb"- (?<=\n- )([a-z][a-z0-9_]*+:[^\n]*+(?:\n(?:[ \t]*+\n)*+  [ \t]*+[^\n]++)*+)")


def answers_of(content: Content) -> list[bytes]:
    """Give every answer in one piece: its line, from the id on, and what stands beneath it.

    What is set aside is not among them; of several answers to a question the first counts. What they say is
    for the caller to read, who may have read the same answer before: the head stands behind the first colon,
    between blanks, and `body_of` reads what stands beneath.
    """
    raw, start = content.raw, content.body - 1
    if b"\r" in raw:
        raw, start = raw[start:].replace(b"\r\n", b"\n"), 0
    return _ANSWERS.findall(raw, start)


def body_of(beneath: str) -> str:
    """Give the body of an answer: the lines that `answers_of` has beneath its own, without indentation."""
    if " \n" not in beneath and "\t\n" not in beneath:
        # Its blank lines are empty, and the others begin with two spaces.
        return beneath.removeprefix("  ").replace("\n  ", "\n")
    return "\n".join([line[2:] if line.strip(" \t") else "" for line in beneath.split("\n")])
