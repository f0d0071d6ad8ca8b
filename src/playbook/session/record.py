"""Between an entry, which is text, and a walk, which is answers: reading it, and recording a reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from playbook.entry import Answer, Entry, Place, verify
from playbook.journal.head import day_of
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.playbook import Playbook, Step
from playbook.model.types import DateQuestion, Question
from playbook.model.types.question import Value
from playbook.walk import Answered, Asking, Done, Reply, Resting, Skipped, Unfinished, Walk
from playbook.written import SKIPPED, UNFINISHED, Written, cleaned, on_one_line


def reply_from(question: Question, written: Written) -> Reply | None:
    """Read what came of a question from how it stands in an entry; None if its type cannot read it."""
    if written.head == UNFINISHED:
        return Unfinished(cleaned(written.body))
    skipped = written.head == SKIPPED
    if skipped and not (written.body and question.owns_body):
        return Skipped()
    try:
        # Words that somebody wrote by hand beneath a text that was passed are the answer.
        return Answered(question.read(Written("", written.body) if skipped else written))
    except InvalidAnswer:
        return Skipped() if skipped else None


def replies_from(entry: Entry, playbook: Playbook) -> dict[str, Reply]:
    """Read what came of every question, counting or set aside.

    An answer that is set aside is read too: whether it counts is for the conditions to say. Those that
    are set aside beneath another one lost to it and stay out of it.
    """
    replies: dict[str, Reply] = {}
    for _, question in playbook.questions():
        answer = entry.answer(question.id) or next(iter(entry.asides(question.id)), None)
        reply = reply_from(question, answer.written) if answer and question.kept else None
        if reply is not None:
            replies[question.id] = reply
    return replies


def carried_answer(question: Question, carried: Mapping[str, Written], context: Context) -> Value:
    """Give the answer of an earlier walk for a question to begin with; None if it has none that can be.

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
    """Give the walk as an entry has it.

    Args:
        entry: The entry; an empty one is a walk that has not begun.
        playbook: What is walked.
        context: What is known besides the entry: the day, and whose walk it is.
        begun: See `Walk`.
        heard: See `Walk`.
    """
    client = entry.front.get("client") if playbook.subject == "client" else None
    started = day_of(entry.front.get("started", "")) or context.today
    context = context._replace(client=client, language=playbook.language)
    return Walk(playbook, replies_from(entry, playbook), context, started, begun, heard)


def as_written(question: Question, reply: Reply) -> Written:
    """Give a reply as the journal holds it."""
    match reply:
        case Answered(value):
            return question.written(value)
        case Unfinished(half):
            return Written(UNFINISHED, half)
        case Skipped():
            return Written(SKIPPED)


def _own(question: Question, answer: Answer) -> tuple[str, str]:
    """Give what of an answer is the program's: beneath most types' lines are the person's notes."""
    head, body = answer.written
    return head, body if question.owns_body or head == UNFINISHED else ""


class Recorder:
    """Records replies of one walk in its entry.

    Args:
        playbook: What is walked.
        walk_of: Gives the walk as an entry has it.
    """

    def __init__(self, playbook: Playbook, walk_of: Callable[[Entry], Walk]) -> None:
        self.playbook = playbook
        self.walk_of = walk_of

    def recorded(self, base: Entry, fresh: Entry, stop: Asking, reply: Reply) -> Entry:
        """Give the entry with a reply, and with all that follows from it.

        Conditions that change set answers aside or take them back; follow-ups follow their dates; what
        was changed by hand meanwhile stays.

        Args:
            base: The entry as this sitting knew it.
            fresh: The entry as it is in its file now.
            stop: The question, in its step.
            reply: What came of it.

        Raises:
            DisloyalSave: The result would not read as it should; nothing may be saved then.
        """
        question = stop.question
        written = as_written(question, reply)
        current = fresh.answer(question.id)
        owns = question.owns_body or isinstance(reply, Unfinished)
        owns = owns or (current is not None and current.written.head == UNFINISHED)
        put = fresh.put
        over = self.must_stay(base, fresh, question, reply)
        if over:
            put, owns = fresh.put_over, question.owns_body or isinstance(reply, Unfinished)
        given = put(question.id, written, owns_body=owns, place=self._place(stop, fresh))
        owning = {question.id} if owns else set()
        verify(fresh, given, {question.id: written}, owning=owning, turned={question.id} if over else set())
        # The hand that changed the file meanwhile may have ended the very condition of this question.
        after, turned = self._marked(given)
        verify(given, after, {}, turned=turned)
        final = self._followed_up(base, after, stop.step)
        verify(after, final, {})
        return final

    def must_stay(self, base: Entry, fresh: Entry, question: Question, reply: Reply) -> bool:
        """Tell whether what counts now has to stay beside the new reply, set aside."""
        current = fresh.answer(question.id)
        if current is None:
            return False
        stands = reply_from(question, current.written)
        if self.is_conflict(base, fresh, question, reply) or stands is None:
            return True
        if isinstance(reply, Skipped) and question.outlives_skipping and current.written.body:
            return True
        if isinstance(reply, Unfinished):
            notes = bool(current.written.body) and not question.owns_body
            return isinstance(stands, Answered) or (notes and not isinstance(stands, Unfinished))
        return isinstance(stands, Skipped) and bool(current.written.body) and question.owns_body

    def is_conflict(self, base: Entry, fresh: Entry, question: Question, reply: Reply) -> bool:
        """Tell whether this very answer was changed by hand meanwhile, to something else."""
        now, then = fresh.answer(question.id), base.answer(question.id)
        if now is None or (then and _own(question, now) == _own(question, then)):
            return False
        stands = reply_from(question, now.written)
        return type(stands) is not type(reply) or stands != reply

    def _place(self, stop: Asking, entry: Entry) -> Place:
        context = self.walk_of(entry).informed
        return Place(
            prompt=on_one_line(context.filled(stop.question.prompt)),
            step=on_one_line(stop.step.title),
            steps=tuple(on_one_line(step.title) for step in self.playbook.steps),
            siblings=tuple(question.id for question in stop.step.questions),
        )

    def _marked(self, entry: Entry) -> tuple[Entry, set[str]]:
        """Set aside what does not count with the answers as they are, and take back what does."""
        turned: set[str] = set()
        walk = self.walk_of(entry)
        for _, question in self.playbook.questions():
            counts = question.id in walk.belongs and question.id in walk.replies
            if counts and not entry.answer(question.id):
                entry, turned = entry.taken_back(question.id), turned | {question.id}
            # A second line of the id would count in the place of the first.
            while question.kept and not counts and entry.answer(question.id):
                entry, turned = entry.set_aside(question.id), turned | {question.id}
        return entry, turned

    def _followed_up(self, base: Entry, entry: Entry, step: Step) -> Entry:
        """Let follow-ups follow the answers, and tick the one that this step waited for."""
        before, after = self.follow_ups(base), self.follow_ups(entry)
        for name in {**before, **after}:
            old, new = before.get(name), after.get(name)
            if old == new:
                continue
            # Two dates with the same day and words share a line, which stays for as long as one needs it.
            if old and old not in after.values():
                entry = entry.change_follow_up(old, new)
            elif new:
                entry = entry.with_follow_up(*new)
        awaited = step.wait.until if step.wait else None
        if awaited in after and not self._begun(base, step):
            entry = entry.tick(*after[awaited])
        return entry

    def follow_ups(self, entry: Entry) -> dict[str, tuple[date, str]]:
        """Give what is due by the answers of an entry, by question id."""
        walk = self.walk_of(entry)
        due = {}
        for name, given in walk.informed.answers.items():
            if isinstance(given.question, DateQuestion) and given.question.follow_up:
                # As it reads on its day, so that the words stay the same from sitting to sitting.
                on_its_day = walk.informed._replace(today=given.value)
                words = on_one_line(on_its_day.filled(given.question.follow_up))
                due[name] = (given.value, words)
        return due

    def _begun(self, entry: Entry, step: Step) -> bool:
        return any(entry.answer(question.id) for question in step.questions)

    def with_state(self, entry: Entry, now: datetime, *, closed: bool = False) -> Entry:
        """Give the entry with its front matter and its set-aside marks as they should be by the answers."""
        stand = self.walk_of(entry).stand
        entry = self._marked(entry)[0]
        status = "closed" if closed else "done" if isinstance(stand, Done) else "open"
        return entry.with_front(
            {
                "status": status,
                "updated": now,
                "waiting_until": stand.until if isinstance(stand, Resting) and not closed else None,
            }
        )
