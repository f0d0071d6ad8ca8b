"""The replies of a walk as its entry holds them: read, and written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from playbook.entry import Answer, Entry
from playbook.invalid import InvalidAnswer
from playbook.journal.record import Record, day_of
from playbook.model.context import Context
from playbook.model.playbook import Playbook
from playbook.model.types import Question
from playbook.model.types.codec import Value
from playbook.model.types.draft import Drafted
from playbook.walk import Answered, Reply, Skipped, Unfinished, Walk
from playbook.written import SKIPPED, UNFINISHED, Written, cleaned

if TYPE_CHECKING:
    from playbook.reading.answers import AnswersFile


def reply_from(question: Question, written: Written) -> Reply | None:
    """Read what came of a question from how it stands in an entry; None if its type cannot read it."""
    if written.head == UNFINISHED:
        return Unfinished(cleaned(question.without_notes(written).body))
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
    replies = {q.id: stands(entry, q) for _, q in playbook.questions() if q.kept}
    return {name: reply for name, reply in replies.items() if reply is not None}


def not_read(entry: Entry, playbook: Playbook) -> list[Question]:
    """Return the questions whose answer, as it counts in an entry, is none that their types can read."""
    counting = (
        question for _, question in playbook.questions() if question.kept and entry.answer(question.id)
    )
    return [question for question in counting if stands(entry, question) is None]


def stands(entry: Entry, question: Question) -> Reply | None:
    """Return what came of a question, counting or set aside."""
    answer = standing(entry, question.id)
    return reply_from(question, answer.written) if answer else None


def standing(entry: Entry, name: str) -> Answer | None:
    """Return the answer of an id that counts; else the first that is set aside."""
    return entry.answer(name) or next(iter(entry.asides(name)), None)


def start_of(
    question: Question, reply: Reply | None, carried: Mapping[str, Written], context: Context
) -> Value:
    """Return the answer that stands there to begin with; None for none.

    Args:
        question: The question about to be asked.
        reply: What came of it before.
        carried: See `carried_answer`.
        context: What is known by now.
    """
    if isinstance(reply, Answered | Skipped):
        return reply.value if isinstance(reply, Answered) else None
    earlier = carried_answer(question, carried, context)
    return question.default_for(context) if earlier is None else earlier


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


def walk_from(entry: Entry, playbook: Playbook, context: Context) -> Walk:
    """Return the walk as an entry has it.

    Args:
        entry: The entry; an empty one is a walk that has not begun.
        playbook: What is walked.
        context: What is known besides the entry: the day, and whose walk it is.
    """
    setting = context._replace(client=client_of(entry, playbook), language=playbook.language)
    return Walk(playbook, replies_from(entry, playbook), setting, started_on(entry, context.today))


def client_of(entry: Entry, playbook: Playbook) -> str | None:
    """Return whose walk an entry is; None in a walk about no client."""
    return entry.front.get("client") if playbook.subject == "client" else None


def started_on(entry: Entry, today: date) -> date:
    """Return the day a walk began; today where that cannot be read."""
    return day_of(entry.front.get("started", "")) or today


def left_at(question: Question, earlier: Reply | None, half: str) -> Reply:
    """Return the reply that half of an answer makes: mostly just that."""
    amended = question.amended(earlier.value, half) if half and isinstance(earlier, Answered) else None
    return Unfinished(half) if amended is None else Answered(amended)


def as_written(question: Question, reply: Reply) -> Written:
    """Return a reply as the journal holds it."""
    match reply:
        case Answered(value):
            return question.written(value)
        case Unfinished(half):
            return Written(UNFINISHED, half)
        case Skipped():
            return Written(SKIPPED)


def reply_of(answers: AnswersFile, question: Question, context: Context) -> Reply:
    """Return the reply of an answers file.

    Raises:
        BrokenFile: What the file holds is no answer as things are, such as a choice that is not offered.
    """
    raw = answers[question.id]
    if raw is None:
        return Skipped()
    try:
        value = question.native(raw, context)
        question.check(value, context)
    except InvalidAnswer as refused:
        raise answers.broken(question.id, str(refused)) from None
    return Answered(value)


class KeptDraft(NamedTuple):
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


def kept_in(record: Record, entry: Entry, playbook: Playbook, today: date) -> list[KeptDraft]:
    """Return the messages of an entry that are kept for later, in the order of their questions."""
    context = walk_from(entry, playbook, Context(today=today)).informed
    return [
        KeptDraft(record, playbook, question.id, context.filled(question.prompt), value.text)
        for question, value in context.answers.values()
        if isinstance(value, Drafted) and value.is_kept
    ]
