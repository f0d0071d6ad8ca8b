"""What a session knows of its entry, and puts back where an older version was written over the file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from playbook.entry import Entry, Place
from playbook.journal.record import moment_of
from playbook.model.types import Question
from playbook.session.replies import standing
from playbook.walk import Asking, Walk
from playbook.written import Written, on_one_line


class Recorded(NamedTuple):
    """An entry, and the walk as the entry has it.

    Attributes:
        entry: The entry.
        walk: The walk.
        saved: What the front matter said of its last change when each answer was saved, by question id.
    """

    entry: Entry
    walk: Walk
    saved: Mapping[str, str]

    @classmethod
    def opened(cls, entry: Entry, walk: Walk) -> Recorded:
        """Return what is known of an entry that was just opened."""
        return cls(entry, walk, dict.fromkeys(entry.ids, entry.front.get("updated", "")))


class Edit(NamedTuple):
    """What was put into an entry, as `verify` wants to know it.

    Attributes:
        entry: The entry with it.
        put: The answers that were put, by id.
        owning: The ids among them whose block belongs to the answer.
        over: Those put over an answer that counted.
        beneath: Those set aside beneath the answer that counts.
    """

    entry: Entry
    put: Mapping[str, Written] = MappingProxyType({})
    owning: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    beneath: frozenset[str] = frozenset()


def place_of(walk: Walk, stop: Asking) -> Place:
    """Return where a new answer to a question goes."""
    return Place(
        prompt=on_one_line(walk.informed.filled(stop.question.prompt)),
        step=on_one_line(stop.step.title),
        steps=tuple(on_one_line(step.title) for step in walk.playbook.steps),
        siblings=tuple(question.id for question in stop.step.questions),
    )


def overwritten(known: Recorded, fresh: Entry) -> list[str]:
    """Return the ids of the answers that an older version of the file, written over it, does not have.

    The version says itself how old it is, by the moment of its last change; without one it is older than any.
    """
    if fresh is known.entry:
        return []
    version = moment_of(fresh.front.get("updated", ""))
    lost = (name for name, saved in known.saved.items() if version < moment_of(saved))
    return [name for name in lost if name in known.walk.playbook.by_id and differs(known.entry, fresh, name)]


def taken_out(known: Recorded, fresh: Entry, replied: Question, lost: Collection[str]) -> list[str]:
    """Return the ids of the answers that the person took out of the file, and no older version `lost`.

    The question that has a new reply just now is not asked again.
    """
    if fresh is known.entry:
        return []
    asked = {name for name, question in known.walk.asked.items() if not question.sources}
    gone = [name for name in known.entry.counting if name in asked and name not in fresh.ids]
    return [name for name in gone if name != replied.id and name not in lost]


def differs(known: Entry, fresh: Entry, name: str) -> bool:
    """Tell whether an answer that is known is not in the file as it is known."""
    ours, theirs = standing(known, name), standing(fresh, name)
    return ours is not None and (theirs is None or ours.written != theirs.written)


def put_back(known: Recorded, fresh: Entry, lost: Iterable[str], replied: str = "") -> Edit:
    """Put back what an older version of the file has `lost`, beneath what it has in its place.

    The answer to the question that has a new reply is on its way out.
    """
    edit = Edit(fresh)
    for name in lost:
        ours = standing(known.entry, name)
        if ours is None or name == replied:
            continue
        counts = edit.entry.answer(name) is not None
        place = place_of(known.walk, known.walk.stop(name))
        entry = (
            edit.entry.put_beneath(name, ours.written)
            if counts
            else edit.entry.put(name, ours.written, owns_body=True, place=place)
        )
        edit = edit._replace(
            entry=entry,
            put={**edit.put, name: ours.written},
            owning=edit.owning | {name},
            beneath=edit.beneath | {name} if counts else edit.beneath,
        )
    return edit
