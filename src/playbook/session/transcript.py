"""What stands above a question: as if the walk had been written straight down to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from playbook.language import _
from playbook.messages import Note, Row, Rows, Said, StepBegins
from playbook.model.asking import Face
from playbook.model.context import Context
from playbook.model.playbook import Step
from playbook.model.types import Question
from playbook.walk import Answered, Asking, Done, Reply, Skipped, Stand, Walk


class _Told(NamedTuple):
    asking: Sequence[Said]
    since: Sequence[Said]


class Transcript:
    """What was said in this session, question by question.

    Args:
        face: Shows it.

    Attributes:
        notes: What is said besides, beneath it, the next time that it is shown.
        is_astray: Whether it is not straight down that the walk goes on.
    """

    def __init__(self, face: Face) -> None:
        self._face = face
        self._opening: Sequence[Said] = ()
        self._at = 0
        self._passed_over: set[str] = set()
        self._left_out: list[str] = []
        self._told: dict[str, _Told] = {}
        self._step_shown: str | None = None
        self._shown: str | None = None
        self._gone_back_to: set[str] = set()
        self.notes: Sequence[Said] = ()
        self.is_astray = False

    def begin(self) -> None:
        """Keep what was said before the first question."""
        self._opening = list(self._face.said)

    def show(self, walk: Walk, stand: Stand, *, goes_back: bool) -> None:
        """Show what stands above a question, or above the end; ahead, that is only a step that begins."""
        stop = stand if isinstance(stand, Asking) else None
        left_out = self.left_out(walk, stand)
        if goes_back and stop:
            self._gone_back_to.add(stop.step.id)
        if goes_back or self.is_astray or (stop and self._jumps(walk, stop)):
            self._face.turn([*self.above(walk, stop), *self.notes])
        elif not stop or stop.step.id != self._step_shown:
            self._face.say(*left_out, *(self._begins(walk, stop.step) if stop else []))
        self.notes, self.is_astray = (), goes_back
        self._step_shown = stop.step.id if stop else self._step_shown
        self._shown = stop.question.id if stop else self._shown

    def _jumps(self, walk: Walk, stop: Asking) -> bool:
        """Tell whether answers that stand lie between what was asked last and a question."""
        ids = list(walk.asked)
        if self._shown not in ids or stop.question.id not in ids:
            return False
        between = ids[ids.index(self._shown) + 1 : ids.index(stop.question.id)]
        return any(walk.asked[name].kept for name in between)

    def _begins(self, walk: Walk, step: Step) -> list[Said]:
        """Return what is said where a step begins: that it can wait, if others went before it."""
        can_wait = step.wait and step.id not in walk.begun and self._step_shown and self._face.has_terminal()
        enough = _("If that's enough for today, Ctrl-C leaves it here, and this step waits for you.")
        return [step_begins(walk, step), *([Note(enough, "quiet")] if can_wait else [])]

    def remember(self, question: Question, asking: Sequence[Said], since: Sequence[Said] = ()) -> None:
        """Note what was said for a question.

        Args:
            question: The question, which has its reply.
            asking: What was said while it was asked.
            since: What was said once it had its reply, besides the answer.
        """
        self._told[question.id] = _Told(asking, since)

    def pass_over(self, steps: Iterable[Step]) -> None:
        """Say nothing of these steps being left out, as they were before."""
        self._passed_over |= {step.id for step in steps}

    def left_out(self, walk: Walk, stand: Stand) -> list[Said]:
        """Return why steps on the way here are left out, each the first time that it is."""
        number = len(walk.playbook.steps) + 1 if isinstance(stand, Done) else stand.number
        steps = [step for step in walk.left_out(self._at or number, number) if step.skipped]
        new = [step for step in steps if step.id not in {*self._left_out, *self._passed_over}]
        self._left_out += [step.id for step in new]
        self._at = number
        return [said for step in new for said in _why_left_out(walk, step)]

    def above(self, walk: Walk, stop: Asking | None) -> list[Said]:
        """Return what stands above a question: what was said in this session and holds still.

        Of the question's own step, and of those that were gone back to, that is all, whenever it was said.

        Args:
            walk: The walk as it is.
            stop: The question; None for what stands above the end.
        """
        said = [_as_now(one, walk) for one in self._opening]
        for step in walk.playbook.steps:
            is_last = stop is not None and stop.step.id == step.id
            is_told = is_last or step.id in self._gone_back_to
            shown: list[Said] = []
            for question in step.questions:
                if is_last and stop and stop.question.id == question.id:
                    break
                if question.id in walk.asked:
                    shown += self._of(question, walk, is_told=is_told)
            if step.id in self._left_out and not walk.informed.holds(step.when):
                said += _why_left_out(walk, step)
            if shown or is_last:
                said += [step_begins(walk, step), *shown]
            if is_last:
                break
        return said

    def _of(self, question: Question, walk: Walk, *, is_told: bool) -> list[Said]:
        told, reply = self._told.get(question.id), walk.replies.get(question.id)
        if not question.kept:
            return [*told.asking] if told and question.id in walk.heard else []
        if not isinstance(reply, Answered | Skipped) or not (told or is_told):
            return []
        asking, since = told or ((), ())
        return [*asking, *rows(question, reply, walk), *since]


def _as_now(said: Said, walk: Walk) -> Said:
    """Return what was said before the first question; of a recap, the answers as they are now."""
    if not isinstance(said, Rows):
        return said
    context = walk.informed
    now = {context.filled(q.prompt): q.shown(value, context) for q, value in context.answers.values()}
    return Rows([Row(label, now[label]) for label, *_ in said.rows if label in now])


def _why_left_out(walk: Walk, step: Step) -> list[Said]:
    return [Note(""), Note(walk.informed.filled(step.skipped or ""))]


def step_begins(walk: Walk, step: Step) -> StepBegins:
    """Return what is said where a step begins."""
    number = walk.playbook.steps.index(step) + 1
    return StepBegins(number, len(walk.playbook.steps), step.title, walk.informed.filled(step.guide))


def rows(question: Question, reply: Reply, walk: Walk) -> list[Said]:
    """Return a question in short with its answer, and what is to be said about that."""
    said: list[Said] = [row(question, reply, walk.informed)]
    if isinstance(reply, Answered):
        said += [Note(remark, "quiet") for remark in question.remarks(reply.value)]
        by_id = walk.playbook.by_id
        said += [
            Note(why) for name, why in walk.failed.items() if question.id in by_id[name].sources.values()
        ]
    return said


def row(question: Question, reply: Reply, context: Context) -> Row:
    """Return a question in short with its answer."""
    value = question.told(reply.value, context) if isinstance(reply, Answered) else _("Skipped")
    return Row(context.filled(question.prompt), value)
