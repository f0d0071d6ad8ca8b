"""Braces as other programs have them: here they are no more than what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook.model.context import NAMES
from playbook.model.playbook import Playbook
from playbook.model.problem import Path, Problem
from playbook.model.types.listed import Listed
from playbook.model.types.question import Text

_FOREIGN = re.compile(
    r"(?<!\{)\{\{[ \t]*(?P<doubled>[a-z]\w*)[ \t]*\}\}(?!\})|\$\{(?P<priced>[a-z]\w*)(?:\|[^{}]*)?\}"
)


def foreign_braces(playbook: Playbook) -> Iterator[Problem]:
    """Find `{{contact}}` and `${contact}` where `{contact}` is most likely meant."""
    for path, text in _texts(playbook):
        for found in _FOREIGN.finditer(text.words):
            name = found["doubled"] or found["priced"]
            question = playbook.by_id.get(name)
            # A dollar sign before a number says what it counts.
            if name in NAMES or (question and (found["doubled"] or not question.measured)):
                span = (found.start(), len(found[0]))
                shown = f"{{{name}}} with its braces" if found["doubled"] else "a $ and the answer"
                message = f"this shows {shown}; the answer alone is {{{name}}}, with one brace on each side"
                yield Problem((*path, *text.path), message, span)


def _texts(playbook: Playbook) -> Iterator[tuple[Path, Text]]:
    for i, step in enumerate(playbook.steps):
        yield ("step", i), Text(("guide",), step.guide)
    for path, question in playbook.in_file():
        yield from ((path, text) for text in question.texts())
        if isinstance(question, Listed) and question.choices_of is None:
            for slug, asked in question.asks.items():
                yield path, Text(("choices", slug, "ask"), asked.prompt)
