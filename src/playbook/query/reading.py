"""An entry as it is read: what its questions' types hold is told in words, all else stands as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from playbook.entry import Answer, Entry
from playbook.entry.follow_ups import LINE, follow_up
from playbook.invalid import InvalidAnswer
from playbook.language import _
from playbook.model.context import Context
from playbook.written import SKIPPED, UNFINISHED, label_of

if TYPE_CHECKING:
    from playbook.model.types import Question

_HEADING = re.compile(r"(#{1,6}) +(?=\S)")
_QUESTION = re.compile(r"\*(.+)\*")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

Kind: TypeAlias = Literal["title", "step", "question", "answer", "quiet", "literal"]


class EntryLine(NamedTuple):
    """A line of an entry as it is read; a `quiet` one holds no answer, or one that does not count."""

    text: str
    kind: Kind = "literal"


def read_out(entry: Entry, questions: Mapping[str, Question], context: Context) -> list[EntryLine]:
    """Return the lines of an entry as they are read.

    Args:
        entry: The entry.
        questions: The questions of its playbook, by id; what is none of theirs stands as it is.
        context: The day and the language that days are told in.
    """
    text, at = entry.bare, entry.body
    lines: list[EntryLine] = []
    for answer in entry.lines:
        question = questions.get(answer.id)
        told = _told(question, answer, context) if question and (answer.aside or entry.counts(answer)) else []
        lines += _between(text[at : answer.start], context, before_answer=True)
        is_asked = next((line.kind for line in reversed(lines) if line.text), "") == "question"
        if told and not is_asked:
            told[0] = told[0]._replace(text=f"  {answer.id}: {told[0].text.strip()}")
        lines += told or _between(text[answer.start : answer.after], context)
        at = answer.after
    return [*lines, *_between(text[at:], context)]


def _told(question: Question, answer: Answer, context: Context) -> list[EntryLine]:
    """Return the lines of an answer; none where it cannot be read."""
    written, notes = answer.written, list[str]()
    own = question.without_notes(written)
    if own.body != written.body:
        ours = own.body.split("\n")
        notes = [line for line in written.body.split("\n") if line.strip() and line not in ours]
    kind: Kind = "quiet" if answer.aside else "answer"
    try:
        words = _words(question, answer, context)
    except InvalidAnswer:
        return []
    if written.head in (SKIPPED, UNFINISHED) and not answer.aside:
        kind = "quiet"
    if answer.aside:
        words[0] = _("Set aside: {answer}", answer=words[0])
    return [EntryLine(f"  {line}".rstrip(), kind) for line in words] + [
        EntryLine(f"    {note}") for note in notes
    ]


def _words(question: Question, answer: Answer, context: Context) -> list[str]:
    own = question.without_notes(answer.written)
    if own.head == UNFINISHED:
        return [_("Not finished"), *question.half_in_lines(own.body, context)]
    given = question.given(own)
    if given is None:
        return [_("Skipped")]
    # What the person read when it was chosen, in the language of that walk.
    label = "" if question.owns_body or not question.labels else label_of(given.head)
    return [label] if label else question.in_lines(question.read(given), context)


def _between(text: str, context: Context, *, before_answer: bool = False) -> Iterator[EntryLine]:
    """Yield lines that are no answer's; the last one before an answer may be its question."""
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []
    last = max((number for number, line in enumerate(lines) if line.strip()), default=-1)
    for number, line in enumerate(lines):
        question = _QUESTION.fullmatch(line) if before_answer and number == last else None
        if heading := _HEADING.match(line):
            yield EntryLine(line[heading.end() :], "title" if heading[1] == "#" else "step")
        elif question:
            yield EntryLine(_ESCAPED.sub(r"\1", question[1]), "question")
        elif (box := LINE.fullmatch(line)) and (due := follow_up(box[1] != " ", box[2])).day:
            yield EntryLine(f"- [{box[1]}] {context.in_full(due.day)}: {due.words}")
        else:
            yield EntryLine(line)
