"""Between an entry, which is text, and a walk, which is answers: reading it, and recording a reply."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from playbook.entry import Answer, Entry, Place, verify
from playbook.journal.record import day_of
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.playbook import Playbook, Step
from playbook.model.types import Question
from playbook.model.types.question import Value
from playbook.walk import Answered, Asking, Done, Reply, Resting, Skipped, Unfinished, Walk
from playbook.written import SKIPPED, UNFINISHED, Written, cleaned, on_one_line


class Recorded(NamedTuple):
    """An entry, and the walk as the entry has it."""

    entry: Entry
    walk: Walk


def reply_from(question: Question, written: Written) -> Reply | None:
    """Read what came of a question from how it stands in an entry; None if its type cannot read it."""
    if written.head == UNFINISHED:
        return Unfinished(cleaned(written.body))
    given = question.given(written)
    try:
        return Answered(question.read(given)) if given else Skipped()
    except InvalidAnswer:
        return Skipped() if written.head == SKIPPED else None


def replies_from(entry: Entry, playbook: Playbook) -> dict[str, Reply]:
    """Read what came of every question, counting or set aside.

    An answer that is set aside is read too: whether it counts is for the conditions to say. Those that
    are set aside beneath another one lost to it and stay out of it.
    """
    replies = {q.id: _stands(entry, q) for _, q in playbook.questions() if q.kept}
    return {name: reply for name, reply in replies.items() if reply is not None}


def _stands(entry: Entry, question: Question) -> Reply | None:
    answer = entry.answer(question.id) or next(iter(entry.asides(question.id)), None)
    return reply_from(question, answer.written) if answer else None


def carried_answer(question: Question, carried: Mapping[str, Written], context: Context) -> Value:
    """Return the answer of an earlier walk for a question to begin with; None if it has none that can be.

    Args:
        question: The question about to be asked for the first time.
        carried: Answers as the entry of the earlier walk holds them, by question id.
        context: What is known by now; an answer that is not offered any more is left out.
    """
    written = carried.get(question.id)
    reply = reply_from(question, written) if written and question.kept and question.carries else None
    if not isinstance(reply, Answered):
        return None
    try:
        question.check(reply.value, context)
    except InvalidAnswer:
        return None
    return reply.value


def walk_from(
    entry: Entry,
    playbook: Playbook,
    context: Context,
    begun: frozenset[str] = frozenset(),
    heard: frozenset[str] = frozenset(),
) -> Walk:
    """Return the walk as an entry has it.

    Args:
        entry: The entry; an empty one is a walk that has not begun.
        playbook: What is walked.
        context: What is known besides the entry: the day, and whose walk it is.
        begun: See `Walk`.
        heard: See `Walk`.
    """
    setting = context._replace(client=_client(entry, playbook), language=playbook.language)
    return Walk(
        playbook, replies_from(entry, playbook), setting, _started(entry, context.today), begun, heard
    )


def _client(entry: Entry, playbook: Playbook) -> str | None:
    return entry.front.get("client") if playbook.subject == "client" else None


def _started(entry: Entry, today: date) -> date:
    return day_of(entry.front.get("started", "")) or today


def as_written(question: Question, reply: Reply) -> Written:
    """Return a reply as the journal holds it."""
    match reply:
        case Answered(value):
            return question.written(value)
        case Unfinished(half):
            return Written(UNFINISHED, half)
        case Skipped():
            return Written(SKIPPED)


def record(known: Recorded, fresh: Entry, stop: Asking, reply: Reply, now: datetime) -> Recorded:
    """Record a reply in an entry, with all that follows from it.

    Conditions that change set answers aside or take them back; follow-ups follow their dates; what was
    changed by hand meanwhile stays.

    Args:
        known: The entry as this session knew it.
        fresh: The entry as it is in its file now.
        stop: The question, in its step.
        reply: What came of it.
        now: The moment it is saved.

    Raises:
        DisloyalSave: The result would not read as it should; nothing may be saved then.
    """
    question, written = stop.question, as_written(stop.question, reply)
    walk = _replied(known, fresh, {question: written}, now)
    over = _must_stay(known.entry, fresh, question, reply)
    owns = _owns_block(fresh, question, reply, over=over)
    put = fresh.put_over if over else fresh.put
    entry = put(question.id, written, owns_body=owns, place=_place(walk, stop))
    # The hand that changed the file meanwhile may have ended the very condition of this question.
    entry, turned = _marked(entry, walk, fresh.answers.keys() | {question.id})
    entry = _followed_up(known, entry, walk, stop.step)
    if entry != fresh:
        entry = entry.with_front(_state(walk, now))
    verify(
        fresh,
        entry,
        {question.id: written},
        owning={question.id} if owns else set(),
        turned=turned | ({question.id} if over else set()),
        aside=turned & {question.id},
    )
    return Recorded(entry, _reread(walk, entry, turned))


def rehearse(known: Recorded, question: Question, reply: Reply, now: datetime) -> Walk:
    """Return the walk with a reply that is recorded nowhere."""
    return _replied(known, known.entry, {question: as_written(question, reply)}, now)


def settle(known: Recorded, fresh: Entry, now: datetime, *, closed: bool = False) -> Entry:
    """Return an entry with its front matter and its marks as they should be by the answers.

    Args:
        known: See `record`.
        fresh: See `record`.
        now: See `record`.
        closed: Whether the walk ends here, wherever it stands.

    Raises:
        DisloyalSave: See `record`.
    """
    walk = _replied(known, fresh, {}, now)
    entry, turned = _marked(fresh, walk, fresh.answers.keys())
    verify(fresh, entry, {}, turned=turned)
    return entry.with_front(_state(walk, now, closed=closed))


def _replied(known: Recorded, fresh: Entry, more: Mapping[Question, Written], now: datetime) -> Walk:
    """Return the walk as an entry has it now, with one more answer. What is known is not read again."""
    walk = known.walk
    replies = dict(walk.replies if fresh is known.entry else replies_from(fresh, walk.playbook))
    for question, written in more.items():
        if (reply := reply_from(question, written)) is not None:
            replies[question.id] = reply
    context = walk.context._replace(client=_client(fresh, walk.playbook), today=now.date())
    return replace(walk, replies=replies, context=context, started=_started(fresh, now.date()))


def is_conflict(known: Entry, fresh: Entry, question: Question, reply: Reply) -> bool:
    """Tell whether this very answer was changed by hand meanwhile, to something else."""
    now, then = fresh.answer(question.id), known.answer(question.id)
    if now is None or (then and _own(question, now) == _own(question, then)):
        return False
    return reply_from(question, now.written) != reply


def _own(question: Question, answer: Answer) -> tuple[str, str]:
    """Return what of an answer is the program's: beneath most types' lines are the person's notes."""
    head, body = answer.written
    return head, body if question.owns_body or head == UNFINISHED else ""


def _must_stay(known: Entry, fresh: Entry, question: Question, reply: Reply) -> bool:
    """Tell whether what counts now has to stay beside the new reply, set aside."""
    current = fresh.answer(question.id)
    if current is None:
        return False
    stands = reply_from(question, current.written)
    if stands is None or is_conflict(known, fresh, question, reply):
        return True
    has_block = bool(current.written.body)
    if isinstance(reply, Skipped) and question.outlives_skipping and has_block:
        return True
    if isinstance(reply, Unfinished):
        notes = has_block and not question.owns_body
        return isinstance(stands, Answered) or (notes and not isinstance(stands, Unfinished))
    return isinstance(stands, Skipped) and has_block and question.owns_body


def _owns_block(fresh: Entry, question: Question, reply: Reply, *, over: bool) -> bool:
    """Tell whether the block beneath the line is part of the answer, the new one or the one it replaces."""
    if question.owns_body or isinstance(reply, Unfinished):
        return True
    current = fresh.answer(question.id)
    return not over and current is not None and current.written.head == UNFINISHED


def _place(walk: Walk, stop: Asking) -> Place:
    return Place(
        prompt=on_one_line(walk.informed.filled(stop.question.prompt)),
        step=on_one_line(stop.step.title),
        steps=tuple(on_one_line(step.title) for step in walk.playbook.steps),
        siblings=tuple(question.id for question in stop.step.questions),
    )


def _marked(entry: Entry, walk: Walk, counting: Set[str]) -> tuple[Entry, set[str]]:
    """Set aside what does not count in a walk, and take back what does.

    Args:
        entry: The entry.
        walk: The walk.
        counting: The ids whose answers count in the entry.

    Returns:
        The entry, and the ids whose answers were turned.
    """
    questions, counts = walk.playbook.by_id, walk.asked.keys() & walk.replies.keys()
    back = counts - counting
    aside = {name for name in counting - counts if name in questions and questions[name].kept}
    if back:
        entry = entry.taken_back(*back)
    # A second line of an id would count in the place of the first.
    while standing := aside and aside & entry.answers.keys():
        entry = entry.set_aside(*standing)
    return entry, back | aside


def _reread(walk: Walk, entry: Entry, turned: set[str]) -> Walk:
    """Read again what stands at ids whose lines were turned: another line of an id may be the first now."""
    replies = {name: _stands(entry, walk.playbook.by_id[name]) for name in turned}
    if all(walk.replies.get(name) == reply for name, reply in replies.items()):
        return walk
    merged = {**walk.replies, **replies}
    return replace(walk, replies={name: reply for name, reply in merged.items() if reply is not None})


def _followed_up(known: Recorded, entry: Entry, walk: Walk, step: Step) -> Entry:
    """Let follow-ups follow the answers, and tick the one that this step waited for."""
    before, after = known.walk.follow_ups, walk.follow_ups
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        # Two dates with the same day and words share a line, which stays for as long as one needs it.
        if old and old not in after.values():
            entry = entry.change_follow_up(old, new)
        elif new:
            entry = entry.with_follow_up(*new)
    awaited = after.get(step.wait.until) if step.wait and step.wait.until else None
    if awaited and not any(known.entry.answer(question.id) for question in step.questions):
        entry = entry.tick(*awaited)
    return entry


def _state(walk: Walk, now: datetime, *, closed: bool = False) -> dict[str, str | date | None]:
    """Return what a front matter says of a walk."""
    stand = walk.stand
    return {
        "status": "closed" if closed else "done" if isinstance(stand, Done) else "open",
        "updated": now,
        "waiting_until": stand.until if isinstance(stand, Resting) and not closed else None,
    }
