"""The loop: ask, save, and only then go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from playbook.entry import Entry
from playbook.faces import Face
from playbook.journal.kept import KeptEntry, UnsavedEntry
from playbook.messages import Note, Row, StepBegins
from playbook.model.asking import Back, Left, Why
from playbook.model.context import Context
from playbook.model.playbook import Playbook, Step
from playbook.model.types import Question
from playbook.session import messages
from playbook.session.record import Recorder, as_written, carried_answer, walk_from
from playbook.session.saving import Saving
from playbook.walk import Answered, Asking, Done, Reply, Resting, Skipped, Stand, Unfinished, Walk
from playbook.written import Written, as_text, cleaned


class Ending(Enum):
    """How a sitting ended."""

    DONE = "done"
    RESTING = "resting"
    CLOSED = "closed"
    LEFT = "left"


class Outcome(NamedTuple):
    """How a sitting ended, and the exit status that tells it."""

    ending: Ending
    status: int = 0


class Options(NamedTuple):
    """How a sitting is held.

    Attributes:
        clock: Gives the moment it is, with its offset.
        me: The person's name; empty if none is configured.
        currency: The currency of amounts without one.
        command: Gives what to type to go on, for a client or for none.
        export: Gives what to type to have what is due in a calendar; empty where nothing is kept.
        pauses: Whether pauses are held; if not, they are passed.
        goes_beyond: Tells whether a step begins although it waits.
        carried: Answers of an earlier walk to begin with, by question id; see `carry_from`.
        figures: Gives the words for figures of the journal; see `Context`.
    """

    clock: Callable[[], datetime]
    me: str
    currency: str
    command: Callable[[str | None], str]
    export: Callable[[str | None], str] = lambda _: ""
    pauses: bool = True
    goes_beyond: Callable[[Step], bool] = lambda _: False
    carried: Mapping[str, Written] = MappingProxyType({})
    figures: Callable[[Sequence[str], str], str] = lambda _show, _over: ""


class Session:
    """One sitting of a walk.

    Args:
        playbook: What is walked.
        kept: Its entry.
        face: How it is put to the person.
        manner: How it is held.
    """

    def __init__(
        self, playbook: Playbook, kept: KeptEntry | UnsavedEntry, face: Face, manner: Options
    ) -> None:
        self.playbook = playbook
        self.kept = kept
        self.face = face
        self.manner = manner
        self._begun: frozenset[str] = frozenset()
        self._heard: frozenset[str] = frozenset()
        self._recorder = Recorder(playbook, self.walk_of)
        self._step_shown: str | None = None
        self._saving = Saving(kept, face)

    def walk_of(self, entry: Entry) -> Walk:
        """Give the walk as an entry has it."""
        context = Context(
            today=self.manner.clock().date(),
            me=self.manner.me,
            currency=self.manner.currency,
            figures=self.manner.figures,
        )
        return walk_from(entry, self.playbook, context, self._begun, self._heard)

    @property
    def walk(self) -> Walk:
        """The walk as it stands now."""
        return self.walk_of(self.kept.entry)

    def run(self) -> Outcome:
        """Hold the sitting, until the walk rests, ends or is left.

        Raises:
            PlaybookError: Something could not be saved, and the person gave up on it.
        """
        came_to = self.walk.stand
        # Whoever stops at a wait for the first time is not asked what to do with it.
        offered_at = came_to.step.id if isinstance(came_to, Resting) else None
        back_at: str | None = None
        try:
            while True:
                stand = self._stand(back_at)
                back_at = None
                match stand:
                    case Done():
                        return self._done()
                    case Resting():
                        try:
                            ending = self._rest(stand, offer=stand.step.id == offered_at)
                        except Back:
                            back_at = self._before(stand.step.questions[0])
                            continue
                        offered_at = None
                        if ending:
                            return ending
                    case Asking():
                        back_at = self._asked(stand)
        except Left as left:
            return self._left(left)

    def _stand(self, back_at: str | None) -> Stand:
        walk = self.walk
        stop = next((stop for stop in walk.stops if stop.question.id == back_at), None)
        stand = stop or walk.stand
        if isinstance(stand, Resting) and self.manner.goes_beyond(stand.step):
            self._begun |= {stand.step.id}
            stand = self.walk.stand
        return stand

    def _asked(self, stop: Asking) -> str | None:
        """Ask a question and save what came of it.

        Returns:
            The id of the question to go back to; None to go on.
        """
        self._show_step(stop)
        question, walk = stop.question, self.walk
        try:
            reply = self._put(stop, walk)
        except Back as back:
            self._keep_half(stop, back.half)
            return self._before(question) or question.id
        except Left as left:
            self._saving.nobody_to_ask = left.why not in (Why.FOR_LATER, Why.INPUT_ENDED)
            self._keep_half(stop, left.half)
            raise
        if not question.kept:
            self._heard |= {question.id}
            return None
        self._record(stop, reply)
        self._echo(question, reply, walk.informed)
        return None

    def _before(self, question: Question) -> str | None:
        """Give the id of the question to go back to, or say that there is none."""
        before = self.walk.before(question.id)
        # A pause that is not wanted would only pass itself again.
        while before and before.question.is_pause and not self.manner.pauses:
            before = self.walk.before(before.question.id)
        if before is None:
            self.face.say(Note("This is the first question.", "quiet"))
        return before.question.id if before else None

    def _put(self, stop: Asking, walk: Walk) -> Reply:
        question, context = stop.question, walk.informed
        if question.is_pause and not self.manner.pauses:
            return Skipped()
        earlier = walk.replies.get(question.id)
        half = earlier.half if isinstance(earlier, Unfinished) else None
        start = earlier.value if isinstance(earlier, Answered) else None
        if earlier is None or isinstance(earlier, Unfinished):
            start = carried_answer(question, self.manner.carried, context)
            start = question.default_for(context) if start is None else start
        value = self.face.ask(question, context, start, half, lambda half: self._keep_half(stop, half))
        return Skipped() if value is None else Answered(value)

    def _show_step(self, stop: Asking) -> None:
        if stop.step.id == self._step_shown:
            return
        self._step_shown = stop.step.id
        guide = self.walk.informed.filled(stop.step.guide)
        self.face.say(StepBegins(stop.number, len(self.playbook.steps), stop.step.title, guide))

    def _echo(self, question: Question, reply: Reply, context: Context) -> None:
        value = question.shown(reply.value, context) if isinstance(reply, Answered) else "Passed"
        self.face.say(Row(context.filled(question.prompt), value))
        if isinstance(reply, Answered):
            self.face.say(*(Note(remark, "quiet") for remark in question.remarks(reply.value)))

    def _keep_half(self, stop: Asking, half: str | None) -> None:
        """Keep half-typed words, if there are any that the entry does not hold yet."""
        if half and half.strip():
            self._record(stop, Unfinished(cleaned(half)))

    def _record(self, stop: Asking, reply: Reply) -> None:
        base = self.kept.entry
        written = as_written(stop.question, reply)

        def change(fresh: Entry) -> Entry:
            lost = messages.lost_conflict(self.walk.informed.filled(stop.question.prompt)).text
            if (
                self._recorder.is_conflict(base, fresh, stop.question, reply)
                and lost not in self.kept.remarks
            ):
                self.kept.remarks.append(lost)
            after = self._recorder.recorded(base, fresh, stop, reply)
            return self._recorder.with_state(after, self.manner.clock()) if after != fresh else after

        self._saving.save(change, reply.half if isinstance(reply, Unfinished) else as_text(written))

    def _rest(self, rest: Resting, *, offer: bool) -> Outcome | None:
        """Rest at a wait; where it was already waited for, ask what to do.

        Returns:
            How the sitting ends; None to go on.

        Raises:
            Back: Somebody goes back to the question before.
        """
        context = self.walk.informed
        due = self._due(rest)
        while offer:
            match self._choice_at_rest(rest, context, due):
                case "now":
                    self._begun |= {rest.step.id}
                    return None
                case "date" if rest.question:
                    if self._chose_another_date(rest.question):
                        return None
                case "close":
                    return self._close()
                case _:
                    break
        export = self.manner.export(self.walk.context.client)
        self.face.say(*messages.resting(rest, context, due, self._command(), export))
        return Outcome(Ending.RESTING)

    def _due(self, rest: Resting) -> str:
        """Give what the wait is for, in the words of its follow-up."""
        follow_ups = self._recorder.follow_ups(self.kept.entry)
        return follow_ups[rest.question.id][1] if rest.question and rest.question.id in follow_ups else ""

    def _choice_at_rest(self, rest: Resting, context: Context, due: str) -> str | None:
        try:
            return self.face.pick(messages.before_its_day(rest, context, due))
        except Left as left:
            if left.why in (Why.FOR_LATER, Why.INPUT_ENDED):
                return "leave"
            raise

    def _chose_another_date(self, question: Question) -> bool:
        stop = next(stop for stop in self.walk.stops if stop.question.id == question.id)
        try:
            reply = self._put(stop, self.walk)
        except Back:
            return False
        self._record(stop, reply)
        self._echo(question, reply, self.walk.informed)
        return True

    def _close(self) -> Outcome:
        self._saving.save(lambda fresh: self._recorder.with_state(fresh, self.manner.clock(), closed=True))
        self.face.say(*messages.closed(self.kept.shown_path))
        return Outcome(Ending.CLOSED)

    def _done(self) -> Outcome:
        def ended(fresh: Entry) -> Entry:
            if fresh.front.get("status") == "done":
                return fresh
            return self._recorder.with_state(fresh, self.manner.clock())

        self._saving.save(ended)
        self.face.say(*messages.done(saved=not isinstance(self.kept, UnsavedEntry)))
        return Outcome(Ending.DONE)

    def _command(self) -> str:
        return self.manner.command(self.walk.context.client)

    def _left(self, left: Left) -> Outcome:
        if left.why is not Why.HUNG_UP:
            saved = None if isinstance(self.kept, UnsavedEntry) else self.kept.path is not None
            self.face.say(*messages.left(self._command(), saved=saved))
        return Outcome(Ending.LEFT, left.why.value)
