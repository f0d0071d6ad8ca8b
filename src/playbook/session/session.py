"""The loop: ask, save, and only then go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from playbook.journal.entry_file import EntryFile
from playbook.language import _
from playbook.messages import Note, Said
from playbook.model.asking import Face, Pick
from playbook.model.leaving import Back, Left, Why
from playbook.model.playbook import Playbook, Step
from playbook.model.types import Question
from playbook.session import messages
from playbook.session.options import Ending, Options, Outcome
from playbook.session.record import completes
from playbook.session.replies import left_at, reply_of, start_of, walk_from
from playbook.session.saving import Saving
from playbook.session.signature import Signature
from playbook.session.transcript import Transcript, rows
from playbook.walk import Answered, Asking, Done, Reply, Resting, Skipped, Stand, Unfinished, Walk
from playbook.written import Written, cleaned

_AT_LEISURE = (Why.FOR_LATER, Why.INPUT_ENDED, Why.ELSEWHERE)
"""Why somebody leaves who can still be asked something."""


class Session:
    """One session of a walk.

    Args:
        playbook: What is walked.
        file: Its entry.
        face: How it is put to the person.
        options: How it is held.
        carried: Answers of an earlier walk to begin with, by question id; see `carry_from`.

    Attributes:
        walk: The walk as it stands now, as the entry has it.
    """

    def __init__(
        self,
        playbook: Playbook,
        file: EntryFile,
        face: Face,
        options: Options,
        carried: Mapping[str, Written] = MappingProxyType({}),
    ) -> None:
        self.playbook = playbook
        self.file = file
        self.face = face
        self.options = options
        self.walk = walk_from(file.entry, playbook, options.context(playbook.language))
        self._carried = carried
        self._transcript = Transcript(face)
        self._from_file: set[str] = set()
        self._typed_in_vain: dict[str, str] = {}
        self._before_tick: Walk | None = None
        self._signature = Signature(face, options.keep_name)
        self._saving = Saving(file, face, self.walk, options.clock)

    def run(self) -> Outcome:
        """Hold the session, until the walk rests, ends or is left.

        Raises:
            PlaybookError: Something could not be saved, and the person gave up on it.
        """
        with self.face.sitting():
            return self._held()

    def _held(self) -> Outcome:
        self._transcript.begin()
        came_to = self._next()
        # What is only read leaves no answer, and does not hide the wait that was come to behind it.
        if isinstance(came_to, Asking) and not came_to.question.kept:
            came_to = replace(self.walk, heard=frozenset(self.walk.asked)).stand
        # Whoever stops at a wait for the first time is not asked what to do with it.
        offered_at = came_to.step.id if isinstance(came_to, Resting) else None
        back_at: str | None = None
        try:
            while True:
                stand = self._stand(back_at)
                self._transcript.show(self.walk, stand, goes_back=back_at is not None)
                back_at = None
                if isinstance(stand, Done):
                    return self._done()
                try:
                    if isinstance(stand, Asking):
                        back_at = self._asked(stand)
                        continue
                    ending = self._rest(stand, offer=stand.step.id == offered_at)
                except Back:
                    back_at = self._before(stand.step.questions[0])
                except Left as left:
                    back_at = self._another(stand, left)
                else:
                    offered_at = None
                    if ending:
                        return ending
        except Left as left:
            return self._left(left)

    def _stand(self, back_at: str | None) -> Stand:
        stand = self.walk.stop(back_at) if back_at in self.walk.asked else self._next()
        while True:
            match stand:
                case Resting() if self.options.goes_beyond(self.playbook, stand.step):
                    self._begin(stand.step)
                case Asking(question=q) if q.is_empty(self.walk.informed) and q.id not in self.walk.heard:
                    self._hear(q)
                case _:
                    return stand
            stand = self._next()

    def _hear(self, question: Question) -> None:
        now = {question.id}
        self.walk = replace(self.walk, heard=self.walk.heard | now, unread=self.walk.unread - now)

    def _next(self) -> Stand:
        """Return where the walk goes on."""
        return self.walk.stand

    def _another(self, stand: Asking | Resting, left: Left) -> str | None:
        """Return the id of the question to go to; where it was the walk that was left, raise that again."""
        if left.why is not Why.ELSEWHERE:
            raise left
        here = stand.question.id if isinstance(stand, Asking) else None
        form = messages.answers_so_far(self.walk)
        if not form.options:
            self._transcript.notes = [Note(_("There is no answer yet to go to."), "quiet")]
            return here
        try:
            return self.face.pick(form)
        except Back:
            return here

    def _begin(self, step: Step) -> None:
        self.walk = replace(self.walk, begun=self.walk.begun | {step.id})

    def _asked(self, stop: Asking) -> str | None:
        """Ask a question and save what came of it.

        Returns:
            The id of the question to go back to; None to go on.
        """
        question, begins = stop.question, len(self.face.said)
        try:
            reply = self._reply_or_half(stop)
        except Back as back:
            begins = len(self.face.said)
            self._keep_half(stop, back.half)
            to = self._before(question) or question.id
            self._transcript.notes = self.face.said[begins:]
            return to
        if not question.kept:
            self._hear(question)
            self._transcript.remember(question, self.face.said[begins:])
            return None
        # Whoever went back from whether it is done is asked that again on the way on.
        before, self._before_tick = self._before_tick or self.walk, None
        self._record(stop, reply, begins)
        try:
            if completes(before, self.walk, stop.step):
                self._offer_tick(stop.step)
        except Back:
            self._before_tick = before
            return question.id
        return None

    def _offer_tick(self, step: Step) -> None:
        """Ask whether what a step waited for is done, where the step was complete before its day."""
        awaited = self.walk.awaited(step)
        nobody_asked = self.file.dry_run or self.options.answers is not None
        if awaited is None or awaited[0] <= self.walk.context.today or nobody_asked:
            return
        # That the input has ended is found by the next question, if there is one.
        if self._picked(messages.done_early(*awaited, self.walk.context), Why.INPUT_ENDED) == "yes":
            self._saving.settle(self.walk, ticks=awaited)

    def _before(self, question: Question) -> str | None:
        """Return the id of the question to go back to, or say that there is none."""
        before = self.walk.before(question.id)
        while before and not self._leads_back(before.question):
            before = self.walk.before(before.question.id)
        if before is None:
            self.face.say(Note(_("This is the first question."), "quiet"))
        return before.question.id if before else None

    def _leads_back(self, question: Question) -> bool:
        """Tell whether going back can stop at a question: what answers itself would only lead on again."""
        answers_itself = question.sources or question.is_empty(self.walk.informed)
        return not answers_itself and (self.options.pauses or not question.is_pause)

    def _reply_or_half(self, stop: Asking) -> Reply:
        """Return what comes of a question; what is half-typed when somebody leaves is saved."""
        try:
            return self._reply(stop)
        except Left as left:
            self._saving.nobody_to_ask = left.why not in _AT_LEISURE
            unsaved = self._signature.unsaved(stop.question, self.walk)
            self._keep_half(stop, unsaved if left.half is None else left.half)
            raise

    def _reply(self, stop: Asking) -> Reply:
        """Return what comes of a question: from the answers file, if it holds that, else from the person."""
        question, context = stop.question, self.walk.informed
        if question.is_pause and not self.options.pauses:
            return Skipped()
        if question.sources:
            return Answered(context.answers[question.id].value)
        answers = self.options.answers
        # Whoever comes back to what the file said wants to say something else.
        if answers is not None and question.id in answers and question.id not in self._from_file:
            self._from_file.add(question.id)
            return reply_of(answers, question, context)
        self.walk = self._signature.signed(question, self.walk)
        earlier, context = self.walk.replies.get(question.id), self.walk.informed
        half = earlier.half or None if isinstance(earlier, Unfinished) else None
        half = self._typed_in_vain.pop(question.id, half)
        start = start_of(question, earlier, self._carried, context)
        value = self.face.ask(question, context, start, half, lambda half: self._keep_half(stop, half))
        return Skipped() if value is None else Answered(value)

    def _record(self, stop: Asking, reply: Reply, begins: int) -> None:
        """Save a reply, and show it with what follows from it.

        Args:
            stop: The question.
            reply: What came of it.
            begins: Where in all that was said its asking begins.
        """
        before = self.walk
        self.walk = self._saving.record(before, stop, reply).reading_since(before)
        turned = messages.turned(before, self.walk)
        self._transcript.remember(stop.question, self.face.said[begins:], turned)
        self.face.say(*rows(stop.question, reply, self.walk), *turned)

    def _keep_half(self, stop: Asking, half: str | None) -> None:
        """Keep half-typed words as they are now; all of them taken back leaves an answer that was given."""
        earlier = self.walk.replies.get(stop.question.id)
        if half is not None and (half.strip() or isinstance(earlier, Unfinished)):
            self.walk = self._saving.record(self.walk, stop, left_at(stop.question, earlier, cleaned(half)))

    def _rest(self, rest: Resting, *, offer: bool) -> Outcome | None:
        """Rest at a wait; where it was already waited for, ask what to do.

        Returns:
            How the session ends; None to go on.

        Raises:
            Back: Somebody goes back to the question before.
        """
        context = self.walk.informed
        awaited = self.walk.awaited(rest.step)
        due = awaited[1] if awaited else ""
        while offer:
            match self._picked(messages.before_its_day(rest, context, due), Why.FOR_LATER, Why.INPUT_ENDED):
                case "now":
                    self._begin(rest.step)
                    return None
                case "date" if rest.question:
                    if self._chose_another_date(rest.question):
                        return None
                case "close":
                    self._saving.settle(self.walk, closed=True)
                    self.face.say(*messages.closed(self.file.shown_path))
                    return Outcome(Ending.CLOSED)
                case _:
                    break
        export = self.options.export(context.client)
        self.face.say(*self._due(), *messages.resting(rest, context, due, self._command(), export))
        return Outcome(Ending.RESTING)

    def _picked(self, form: Pick, *leaving: Why) -> str | None:
        """Return what is picked; None where somebody leaves for one of these reasons."""
        try:
            return self.face.pick(form)
        except Left as left:
            if left.why in leaving:
                return None
            raise

    def _chose_another_date(self, question: Question) -> bool:
        stop = self.walk.stop(question.id)
        try:
            reply = self._reply_or_half(stop)
        except Back as back:
            # The day that was given stays; what was typed is there again if another one is wanted after all.
            if back.half:
                self._typed_in_vain[question.id] = back.half
            return False
        self._record(stop, reply, len(self.face.said))
        self._transcript.is_astray = True
        return True

    def _done(self) -> Outcome:
        self._saving.settle(self.walk)
        self.face.say(*self._due(), *messages.done(saved=not self.file.dry_run))
        return Outcome(Ending.DONE)

    def _due(self) -> list[Said]:
        tick_off = self.options.tick_off(self.walk.context.client)
        return messages.due_by_now(self.file.entry.follow_ups, self.walk.context.today, tick_off)

    def _command(self) -> str:
        return self.options.command(self.walk.context.client)

    def _left(self, left: Left) -> Outcome:
        if left.why is not Why.HUNG_UP:
            saved = None if self.file.dry_run else self.file.path is not None
            self.face.say(*messages.left(self._command(), saved=saved))
        return Outcome(Ending.LEFT, left.why.value)
