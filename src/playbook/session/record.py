"""A reply recorded in its entry, with all that follows from it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

from playbook.entry import Entry, verify
from playbook.model.context import Given
from playbook.model.playbook import Step
from playbook.model.types import From, Question
from playbook.model.types.date import day_named
from playbook.model.types.listed import ChoiceFollowUp
from playbook.session.recovery import Edit, Recorded, differs, overwritten, place_of, put_back
from playbook.session.replies import (
    as_written,
    client_of,
    replies_from,
    reply_from,
    stands,
    started_on,
)
from playbook.walk import Answered, Asking, Done, Reply, Resting, Skipped, Unfinished, Walk
from playbook.written import UNFINISHED


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
    question, lost = stop.question, overwritten(known, fresh)
    edit = put_back(known, fresh, lost, question.id)
    replies = {question: reply, **dict.fromkeys(_reopened(known, fresh, question, reply), Unfinished(""))}
    walk = _replied(known, edit.entry, replies, now)
    for asked, given in replies.items():
        edit = _put(known, edit, walk, asked, given)
    there = known.walk if fresh is known.entry else _replied(known, fresh, {}, now)
    # The hand that changed the file meanwhile may have ended the very condition of this question.
    entry, turned = _marked(edit.entry, walk)
    entry = _followed_up(known, there, entry, walk, stop.step, lost)
    if entry != fresh:
        entry = entry.with_front(_state(walk, now, closed=is_closed(fresh)))
    _verify(fresh, entry, edit, turned)
    saved = {**known.saved, **dict.fromkeys(edit.put.keys() | turned, entry.front.get("updated", ""))}
    return Recorded(entry, _reread(walk, entry, turned), saved)


def _put(known: Recorded, edit: Edit, walk: Walk, question: Question, reply: Reply) -> Edit:
    name, written = question.id, as_written(question, reply)
    over, current = _must_stay(known, edit.entry, question, reply), edit.entry.answer(name)
    if current and not over:
        written = question.with_notes(written, current.written)
    owns = _owns_block(edit.entry, question, reply, over=over)
    put = edit.entry.put_over if over else edit.entry.put
    return Edit(
        put(name, written, owns_body=owns, place=place_of(walk, walk.stop(name))),
        {**edit.put, name: written},
        edit.owning | {name} if owns else edit.owning - {name},
        edit.over | {name} if over else edit.over,
        edit.beneath - {name},
    )


def _reopened(known: Recorded, fresh: Entry, question: Question, reply: Reply) -> list[Question]:
    """Return the questions whose answer was the default that came of another one, which is not the same now.

    They are asked again. An answer chosen against its default stays, and so does one changed by hand.
    """
    if isinstance(reply, Unfinished):
        return []
    before, opened = known.walk.informed, list[Question]()
    answers = dict(before.answers)
    answers.pop(question.id, None)
    if isinstance(reply, Answered):
        answers[question.id] = Given(question, reply.value)
    after, sources = before._replace(answers=answers), {question.id}
    for other, value in before.answers.values():
        default = getattr(other, "default", None)
        if not (isinstance(default, From) and default.from_ in sources):
            continue
        taken_over = value == other.default_for(before) != other.default_for(after)
        if taken_over and not differs(known.entry, fresh, other.id):
            opened.append(other)
            sources.add(other.id)
            del answers[other.id]
    return opened


def rehearse(known: Recorded, question: Question, reply: Reply, now: datetime) -> Walk:
    """Return the walk with a reply that is recorded nowhere."""
    return _replied(known, known.entry, {question: reply}, now)


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
    edit = put_back(known, fresh, overwritten(known, fresh))
    walk = _replied(known, edit.entry, {}, now)
    entry, turned = _marked(edit.entry, walk)
    _verify(fresh, entry, edit, turned)
    return entry.with_front(_state(walk, now, closed=closed or is_closed(fresh)))


def _verify(fresh: Entry, entry: Entry, edit: Edit, turned: set[str]) -> None:
    aside = edit.beneath | (turned & edit.put.keys())
    verify(fresh, entry, edit.put, owning=edit.owning, turned=turned | edit.over | edit.beneath, aside=aside)


def is_closed(entry: Entry) -> bool:
    """Tell whether a walk was ended before its end."""
    return entry.front.get("status") == "closed"


def _replied(known: Recorded, fresh: Entry, more: Mapping[Question, Reply], now: datetime) -> Walk:
    """Return the walk as an entry has it now, with one more answer. What is known is not read again."""
    walk = known.walk
    replies = dict(walk.replies if fresh is known.entry else replies_from(fresh, walk.playbook))
    for question, given in more.items():
        if (reply := reply_from(question, as_written(question, given))) is not None:
            replies[question.id] = reply
    context = walk.context._replace(client=client_of(fresh, walk.playbook), today=now.date())
    return replace(walk, replies=replies, context=context, started=started_on(fresh, now.date()))


def is_conflict(known: Entry, fresh: Entry, question: Question, reply: Reply) -> bool:
    """Tell whether this very answer was changed by hand meanwhile, to something else."""
    now, then = fresh.answer(question.id), known.answer(question.id)
    own = question.without_notes
    if now is None or (then and own(now.written) == own(then.written)):
        return False
    return reply_from(question, now.written) != reply


def _must_stay(known: Recorded, fresh: Entry, question: Question, reply: Reply) -> bool:
    """Tell whether what counts now has to stay beside the new reply, set aside."""
    current = fresh.answer(question.id)
    if current is None:
        return False
    stands = reply_from(question, current.written)
    if stands is None or is_conflict(known.entry, fresh, question, reply):
        return True
    has_block, has_own = bool(current.written.body), bool(question.without_notes(current.written).body)
    if isinstance(reply, Skipped) and question.outlives_skipping and has_block:
        return True
    if isinstance(stands, Unfinished) and has_block and not question.owns_body:
        return not (question.is_half(stands.half) and current.is_indented_as_ours)
    if isinstance(reply, Unfinished):
        notes = has_block and not question.owns_body and not isinstance(stands, Unfinished)
        # What is only opened again was the default; there are no words that would take its place.
        return notes or (isinstance(stands, Answered) and bool(reply.half))
    return isinstance(stands, Skipped) and question.owns_body and has_own


def _owns_block(fresh: Entry, question: Question, reply: Reply, *, over: bool) -> bool:
    """Tell whether the block beneath the line is part of the answer, the new one or the one it replaces."""
    if question.owns_body or isinstance(reply, Unfinished):
        return True
    current = fresh.answer(question.id)
    return not over and current is not None and current.written.head == UNFINISHED


def _marked(entry: Entry, walk: Walk) -> tuple[Entry, set[str]]:
    """Set aside what does not count in a walk, and take back what does.

    Returns:
        The entry, and the ids whose answers were turned.
    """
    counting, counts = entry.counting, walk.asked.keys() & walk.replies.keys()
    back = counts - counting
    # What cannot be read is no answer that could be set aside: it stays as the person wrote it.
    aside = {name for name in counting - counts if name in walk.replies and walk.playbook.by_id[name].kept}
    if back:
        entry = entry.taken_back(*back)
    # A second line of an id would count in the place of the first.
    while standing := aside and aside & entry.counting:
        entry = entry.set_aside(*standing)
    return entry, back | aside


def _reread(walk: Walk, entry: Entry, turned: set[str]) -> Walk:
    """Read again what stands at ids whose lines were turned: another line of an id may be the first now."""
    replies = {name: stands(entry, walk.playbook.by_id[name]) for name in turned}
    if all(walk.replies.get(name) == reply for name, reply in replies.items()):
        return walk
    merged = {**walk.replies, **replies}
    return replace(walk, replies={name: reply for name, reply in merged.items() if reply is not None})


def _followed_up(
    known: Recorded, there: Walk, entry: Entry, walk: Walk, step: Step, lost: Collection[str]
) -> Entry:
    """Let follow-ups follow the answers, and tick the one that a step waited for once that is complete."""
    earlier = known.walk
    if lost:
        kept = {name: reply for name, reply in earlier.replies.items() if name not in lost}
        earlier = replace(earlier, replies=kept)
    if there is not known.walk:
        # What the file has now may be the answer of another sitting, with a follow-up of its own.
        entry = _boxes_of_dates(entry, walk, there)
    entry = _boxes_of_dates(entry, walk, earlier)
    entry = _boxes_of_choices(entry, walk, {**there.choice_follow_ups, **earlier.choice_follow_ups})
    awaited = walk.awaited(step)
    if awaited and awaited[0] <= walk.context.today and completes(known.walk, walk, step):
        entry = entry.tick(*awaited)
    return entry


def _boxes_of_dates(entry: Entry, walk: Walk, earlier: Walk) -> Entry:
    before, after = earlier.follow_ups, walk.follow_ups
    for name in {**before, **after}:
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        # Two dates with the same day and words share a line, which stays for as long as one needs it.
        if old and old not in after.values():
            entry = entry.change_follow_up(old, new)
        elif new:
            entry = entry.with_follow_up(*new)
    return entry


def _boxes_of_choices(entry: Entry, walk: Walk, before: Mapping[tuple[str, str], ChoiceFollowUp]) -> Entry:
    """Let the boxes of choices come and go with them; while a choice is taken its box is the person's."""
    after = walk.choice_follow_ups
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        boxes = [box for box in entry.follow_ups if old and box.words == old.words and not box.done]
        if old is None and new:
            day = day_named(new.due, walk.context)
            if day and new.words not in {box.words for box in entry.follow_ups}:
                entry = entry.with_follow_up(day, new.words)
        elif boxes and new is None:
            entry = entry.change_follow_up((boxes[0].day, boxes[0].words), None)
        elif old and new and old != new and (boxes or old.due != new.due):
            days: list[date | str | None] = [box.day for box in boxes] or [old.due]
            at = old.due if old.due in days else days[0]
            due = new.due if at == old.due else at  # Another day is the person's.
            if isinstance(at, date) and isinstance(due, date):
                entry = entry.change_follow_up((at, old.words), (due, new.words))
    return entry


def completes(before: Walk, after: Walk, step: Step) -> bool:
    """Tell whether the last question of a step has its reply now, and had not before."""
    return after.is_complete(step) and not before.is_complete(step)


def _state(walk: Walk, now: datetime, *, closed: bool = False) -> dict[str, str | date | None]:
    """Return what a front matter says of a walk."""
    stand = walk.stand
    return {
        "status": "closed" if closed else "done" if isinstance(stand, Done) else "open",
        "updated": now,
        "waiting_until": stand.until if isinstance(stand, Resting) and not closed else None,
    }
