"""The messages of a walk that are kept for later."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from playbook.entry import Entry
from playbook.journal.record import Record
from playbook.model.context import Context
from playbook.model.playbook import Playbook
from playbook.model.types.draft import Drafted
from playbook.session.replies import walk_from


class Kept(NamedTuple):
    """A message that is kept for later.

    Attributes:
        record: The entry it is in.
        playbook: What is walked there.
        question: The id of its question.
        prompt: What it is called.
        text: The message as it was left.
    """

    record: Record
    playbook: Playbook
    question: str
    prompt: str
    text: str


def kept_in(record: Record, entry: Entry, playbook: Playbook, today: date) -> list[Kept]:
    """Return the messages of an entry that are kept for later, in the order of their questions."""
    context = walk_from(entry, playbook, Context(today=today)).informed
    return [
        Kept(record, playbook, question.id, context.filled(question.prompt), value.text)
        for question, value in context.answers.values()
        if isinstance(value, Drafted) and value.is_kept
    ]
