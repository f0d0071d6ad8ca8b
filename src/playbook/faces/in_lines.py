"""What is said, in lines without any drawing."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from playbook.language import _, ngettext, numeral
from playbook.messages import Command, Draft, Keys, Note, Row, Rows, Said, StepBegins, Title
from playbook.model.asking import Pause
from playbook.text import reflowed, wrapped

WIDEST = 72
"""Columns; longer lines are harder to read."""


def in_lines(said: Said, columns: int, *, wraps_letters: bool) -> Iterator[str]:
    """Yield the lines of something that is said, several as one text where they belong together.

    Args:
        said: What is said.
        columns: How many a line may take; a path and a command are whole, however long.
        wraps_letters: Whether that holds for the text of a message, which may be copied.
    """
    match said:
        case Note(text, "path" | "finding"):
            yield text
        case Title(text) | Note(text):
            yield wrapped(text, columns)
        case StepBegins(number, total, title, guide):
            begins = _("Step {number} of {total}: {title}", number=number, total=total, title=title)
            yield "\n" + wrapped(begins, columns)
            yield from paragraphs(guide, columns)
        case Row(label, value):
            label = label if label[-1:] in ("?", ":") else f"{label.removesuffix('.')}:"
            yield wrapped(f"{label} {value}", columns)
        case Rows(rows, title):
            yield from [title] if title else ()
            for row in rows:
                yield from in_lines(row, columns, wraps_letters=wraps_letters)
        case Command(why, command):
            yield f"{why} {command}"
        case Keys(phrases):
            yield "\n".join(wrapped(_(phrase), columns) for phrase in phrases)
        case Draft():
            yield from _draft(said, columns, columns if wraps_letters else sys.maxsize)


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


def paragraphs(text: str, columns: int) -> Iterator[str]:
    """Yield a text, wrapped, if there is one."""
    if text:
        yield wrapped(reflowed(text), columns)


def answered_since(draft: Draft, told: Sequence[Said]) -> bool:
    """Tell whether anything was answered since a draft was told, so that nobody has it in mind any more."""
    since = told[len(told) - told[::-1].index(draft) :] if draft in told else []
    return any(isinstance(one, Row) for one in since)


def _draft(draft: Draft, columns: int, letter: int) -> Iterator[str]:
    """Yield a draft; while a blank is asked for, only the lines that have it."""
    if draft.at:
        lines = "\n".join(line for line in draft.text.split("\n") if draft.at in line)
        yield "\n" + wrapped(lines, letter)
        return
    yield "\n" + wrapped(draft.prompt, columns)
    yield from paragraphs(draft.help, columns)
    yield f"\n{wrapped(draft.text, letter)}"
    if draft.blanks:
        blanks = _("Blanks to fill, {n}: {blanks}", n=len(draft.blanks), blanks=", ".join(draft.blanks))
        yield "\n" + wrapped(blanks, columns)
