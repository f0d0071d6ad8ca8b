"""An answers file, written: every question as a comment, and its answer beneath it.

    # What is it, mostly?
    #   angry — Angry
    #   hurt — Hurt
    feeling = ["angry"]

Whatever stands here without a `#` in front is taken by `--answers`. An answer that would be refused, such as
a day that is past by now, stands behind a `#` with the reason above it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from playbook.invalid import InvalidAnswer
from playbook.language import _
from playbook.model.context import Context
from playbook.model.texts import Slot, filled
from playbook.model.types import Question
from playbook.model.types.typed import Typed
from playbook.text import visible
from playbook.walk import Answered, Skipped, Walk

_WIDTH = 78
"""Columns of a comment; one that is a choice or an answer stays on its line, however long."""


def answers_text(walk: Walk, head: Sequence[str]) -> str:
    """Return the text of an answers file.

    Args:
        walk: The walk whose answers it holds; one without replies gives an empty file.
        head: Sentences for its beginning.
    """
    lines: list[str] = []
    for sentence in head:
        lines += _comment(sentence)
    for step in walk.playbook.steps:
        lines += ["", "", *_comment(f"---- {step.title} ----")]
        for question in step.questions:
            if question.kept and not question.sources:
                conditional = step.when is not None or question.when is not None
                lines += ["", *_asked(question, walk.informed, conditional=conditional)]
                lines += _given(question, walk)
    return "\n".join(lines) + "\n"


def _asked(question: Question, known: Context, *, conditional: bool) -> Iterator[str]:
    """Yield what is asked, as comments."""
    hint = question.written_as(known) or (question.hint(known) if isinstance(question, Typed) else "")
    prompt = _filled(question.prompt, known)
    yield from _comment(f"{prompt} ({hint})" if hint else prompt)
    for paragraph in _filled(question.help, known).split("\n\n"):
        yield from _comment(paragraph)
    for name, meaning in question.legend():
        yield f"#   {name} — {_plain(meaning)}"
    notes = [_("It cannot be skipped.")] if question.required else []
    if conditional:
        notes.append(_("It is asked only where its condition holds."))
    yield from _comment(" ".join(notes))


def _given(question: Question, walk: Walk) -> list[str]:
    """Return the line of an answer; behind a `#` where there is none, or none that would be taken."""
    known = walk.informed
    reply = walk.replies.get(question.id) if question.id in walk.asked else None
    if isinstance(reply, Skipped):
        line = f"{question.id} = {{ skipped = true }}"
        if question.required:
            return [*_comment(_("It was skipped, but it can't be skipped any more.")), f"# {line}"]
        return [line]
    if not isinstance(reply, Answered):
        return [f"# {question.id} = {_literal(_example(question, known))}"]
    raw = question.as_native(reply.value)
    line = f"{question.id} = {_literal(raw)}"
    try:
        read = question.native(raw, known)
        question.check(read, known)
    except InvalidAnswer as unreadable:
        return [
            *_comment(_("Not taken as it is: {why}", why=unreadable)),
            *(f"# {part}" for part in line.split("\n")),
        ]
    if read == reply.value:
        return [line]
    return [*_comment(_("In the entry it is {answer}", answer=question.shown(reply.value, known))), line]


def _example(question: Question, known: Context) -> object:
    default = question.default_for(known)
    return question.example(known) if default is None else question.as_native(default)


def _filled(text: str, known: Context) -> str:
    """Fill a text as far as can be; what there is no word for yet is left open."""

    def words(slot: Slot) -> str:
        first, length = slot.span
        found = " ".join(known.filled(text[first : first + length]).split())
        if found or slot.words is not None:
            return found
        return _("the client") if slot.name == "client" else "…"

    return filled(text, words)


def _comment(text: str) -> list[str]:
    """Wrap a text as comments; nothing in it can end a comment."""
    return [
        f"# {line}"
        for line in textwrap.wrap(_plain(text), _WIDTH, break_on_hyphens=False, break_long_words=False)
    ]


def _plain(text: str) -> str:
    return " ".join(visible(text).split())


def _literal(value: object) -> str:
    """Write a value as TOML, a list and a table on one line but for the lines of a text."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_literal(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"

    import tomli_w

    # What could drive a terminal is written as the escape that it may as well be in TOML's strings.
    written = tomli_w.dumps({"it": value}, multiline_strings=True).removeprefix("it = ").removesuffix("\n")
    return "".join(char if visible(char) else f"\\u{ord(char):04x}" for char in written)
