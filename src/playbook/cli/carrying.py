"""What an earlier walk of another playbook hands on to this one: `carry_from`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from playbook.entry import Entry
from playbook.journal.files import decoded
from playbook.journal.folder import Journal
from playbook.journal.head import Head, moment_of
from playbook.journal.kept import KeptEntry, UnsavedEntry
from playbook.model.playbook import Playbook
from playbook.written import Written


class Carried(NamedTuple):
    """What is handed on.

    Attributes:
        head: The earlier walk; None if there is none.
        answers: Its answers as its entry holds them, for the questions that are in both.
    """

    head: Head | None = None
    answers: Mapping[str, Written] = MappingProxyType({})


def carried(playbook: Playbook, kept: KeptEntry | UnsavedEntry, journal: Journal) -> Carried:
    """Find the last walk that a playbook carries from, of the same client and begun before this one.

    It is looked for at every sitting, so that nothing has to be kept of it anywhere else.
    """
    front = kept.entry.front
    client, started = front.get("client", ""), moment_of(front.get("started", ""))
    earlier = [
        head
        for name in playbook.carry_from
        for head in journal.of_client(name, client)
        if head.path != kept.path and moment_of(head.started) <= started
    ]
    if not earlier:
        return Carried()
    last = max(earlier, key=lambda head: moment_of(head.started))
    try:
        entry = Entry.parse(decoded(last.path.read_bytes()))
    except OSError:
        return Carried()  # Nothing is lost by asking anew.
    answers = {q.id: answer.written for _, q in playbook.questions() if (answer := entry.answer(q.id))}
    return Carried(last, answers) if answers else Carried()
