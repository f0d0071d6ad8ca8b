"""What is said, in lines without any drawing."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.language import _, ngettext, numeral
from playbook.messages import Command, Draft, Keys, Note, Row, Rows, Said, StepBegins, Title
from playbook.model.asking import Pause
from playbook.text import reflowed, wrapped

WIDEST = 72
"""Columns; longer lines are harder to read. Words of somebody's own, which they may copy, are not wrapped."""


def in_lines(said: Said) -> Iterator[str]:
    """Yield the lines of something that is said, several as one text where they belong together."""
    match said:
        case Note(text, "path" | "finding"):
            yield text
        case Title(text) | Note(text):
            yield wrapped(text, WIDEST)
        case StepBegins(number, total, title, guide):
            yield "\n" + _("Step {number} of {total}: {title}", number=number, total=total, title=title)
            yield from paragraphs(guide)
        case Row(label, value):
            yield f"{label} {value}" if label[-1:] in ("?", ":") else f"{label.removesuffix('.')}: {value}"
        case Rows(rows):
            for row in rows:
                yield from in_lines(row)
        case Command(why, command):
            yield f"{why} {command}"
        case Keys(phrases):
            yield "\n".join(map(_, phrases))
        case Draft():
            yield from _draft(said)


def breaths(form: Pause) -> str:
    """Return how to breathe, and how often."""
    return ngettext(
        "Breathe in for {inhale} seconds, a little more for {top_up}, out for {exhale}. "
        "Once, as slowly as you like.",
        "Breathe in for {inhale} seconds, a little more for {top_up}, out for {exhale}. "
        "Do it {n} times, as slowly as you like.",
        form.rounds,
        **{name: numeral(f"{getattr(form, name):g}") for name in ("inhale", "top_up", "exhale")},
    )


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
        yield _("Blanks to fill, {n}: {blanks}", n=len(draft.blanks), blanks=", ".join(draft.blanks))
