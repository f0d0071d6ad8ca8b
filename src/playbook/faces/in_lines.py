"""What is said, in lines without any drawing."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.messages import Command, Draft, Keys, Note, Row, Rows, Said, StepBegins, Title
from playbook.text import reflowed, wrapped

WIDEST = 72
"""Columns. Words of somebody's own, which they may copy, are not wrapped."""


def in_lines(said: Said) -> Iterator[str]:
    """Yield the lines of something that is said, several as one text where they belong together."""
    match said:
        case Title(text) | Note(text):
            yield text
        case StepBegins(number, total, title, guide):
            yield f"\nStep {number} of {total}: {title}"
            yield from paragraphs(guide)
        case Row(label, value):
            yield f"{label} {value}" if label[-1:] in ("?", ":") else f"{label.removesuffix('.')}: {value}"
        case Rows(rows):
            for row in rows:
                yield from in_lines(row)
        case Command(why, command):
            yield f"{why} {command}"
        case Keys(phrases):
            yield "\n".join(phrases)
        case Draft():
            yield from _draft(said)


def paragraphs(text: str) -> Iterator[str]:
    """Yield a text, wrapped, if there is one."""
    if text:
        yield wrapped(reflowed(text), WIDEST)


def _draft(draft: Draft) -> Iterator[str]:
    """Yield a draft; while a blank is asked for, only the lines that have it."""
    if draft.at:
        yield "\n" + "\n".join(line for line in draft.text.split("\n") if draft.at in line)
        return
    yield f"\n{draft.prompt}"
    yield from paragraphs(draft.help)
    yield f"\n{draft.text}\n"
    if draft.blanks:
        yield f"Blanks to fill, {len(draft.blanks)}: {', '.join(draft.blanks)}"
