"""What a session says besides its questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playbook.messages import Command, Keys, Note, Row, Rows, Said, Title
from playbook.model.asking import Option, Pick
from playbook.model.context import Context
from playbook.model.types.draft import Drafted
from playbook.session.transcript import row
from playbook.text import many, shortened
from playbook.walk import Answered, Resting, Skipped, Walk

_MOST_ROWS = 6

_LONGEST_ANSWER = 100
"""Columns of an answer in a list."""


def opening(title: str, client: str | None, path: Path | None, keys: Sequence[str]) -> list[Said]:
    """Begin a walk; without a path nothing is written."""
    kept: list[Said] = [Note("A dry run: nothing is written, and no step waits.")]
    if path:
        kept = [Note("Everything you answer is saved as you go, in"), Note(str(path), "path")]
    return [Title(f"{title} · {client}" if client else title), Note(""), *kept, Keys(keys)]


def coming_back(walk: Walk, title: str, client: str | None, keys: Sequence[str]) -> list[Said]:
    """Go on with a walk: when it began, and what was said last."""
    begun = walk.context.in_full(walk.started)
    head = f"{title} · {client}" if client else title
    said: list[Said] = [Title(f"{head}, begun on {begun}"), Note("")]
    rows = recap(walk)
    if rows:
        said += [Rows(rows), Note("")]
    return [*said, Keys(keys)]


def recap(walk: Walk) -> list[Row]:
    """Return the answers that were given last, in short, and the drafts that were kept for later."""
    context = walk.informed
    answered: list[Row] = []
    kept: list[Row] = []
    for question, value in context.answers.values():
        row = Row(context.filled(question.prompt), question.shown(value, context))
        if isinstance(value, Drafted) and value.is_kept:
            kept.append(row)
        elif question.fills or question.measured:
            answered.append(row)
    return answered[-_MOST_ROWS:] + kept[-2:]


def _next_step(rest: Resting, day: str) -> str:
    return f"The next step, {rest.step.title}, is for {day}."


def resting(rest: Resting, context: Context, due: str, command: str, export: str) -> list[Said]:
    """Stop at a wait; without a command that exports it, there is nothing for a calendar."""
    day = context.in_full(rest.until)
    what = f"{due}: {day}." if due else _next_step(rest, day)
    return [
        Note(""),
        Note(f"That is all for today. {what}"),
        Command("When you are back:", command),
        *([Command("For your calendar:", export)] if export else []),
    ]


def before_its_day(rest: Resting, context: Context, due: str) -> Pick:
    """Ask what to do with a walk that is opened before the day it waits for."""
    day = context.in_full(rest.until)
    said = f"You said: {due}, {day}." if due else _next_step(rest, day)
    options = [
        Option("leave", "Leave it until then"),
        Option("now", "Go on now anyway"),
        Option("close", "Close this walk; everything stays in its file"),
    ]
    if rest.question:
        options.insert(2, Option("date", "Choose another date"))
    asked = f"{said} What would you like to do?"
    return Pick(prompt=asked, options=options, required=True, leads_far=True)


def after_its_end(title: str, client: str, begun: date | None, context: Context) -> Pick:
    """Ask what to do where a walk for this client is ended."""
    when = f", begun on {context.in_full(begun)}," if begun else ""
    options = [
        Option("look", "Look at it"),
        Option("change", "Change an answer in it"),
        Option("new", "Begin another one"),
    ]
    prompt = f"{title} · {client}{when} has ended. What would you like to do?"
    return Pick(prompt=prompt, options=options, required=True)


def another_walk(earlier: date | None, context: Context, path: Path) -> list[Said]:
    """Say that a walk for this client was ended before, and that this is a new one."""
    when = f" begun on {context.in_full(earlier)}" if earlier else ""
    return [Note(f"The walk{when} has ended and stays as it is, in"), Note(str(path), "path"), Note("")]


def carried(earlier: date | None, playbook: str, context: Context) -> list[Said]:
    """Say that answers of an earlier walk stand ready."""
    when = f" on {context.in_full(earlier)}" if earlier else ""
    return [
        Note(""),
        Note(f"What you said in {playbook}{when} is filled in already. Enter keeps it.", "quiet"),
    ]


def left(command: str, *, saved: bool | None) -> list[Said]:
    """Leave a walk for later.

    Args:
        command: What to type to go on.
        saved: Whether there is a file; None in a dry run, which leaves nothing to go on with.
    """
    if saved is None:
        return [Note(""), Note("Nothing was written.")]
    so_far = "It is all saved." if saved else "Nothing was answered yet, so there is not a file."
    return [Note(""), Note(so_far), Command("When you are back:", command)]


def done(*, saved: bool) -> list[Said]:
    """Come to the end; where the entry is follows behind it, on standard output."""
    rest = "Everything you said is in" if saved else "Nothing was written."
    return [Note(""), Note(f"That was the last question. {rest}")]


def closed(path: Path) -> list[Said]:
    """Close a walk before its end."""
    return [
        Note(""),
        Note("This walk is closed. Everything you said stays in"),
        Note(str(path), "path"),
    ]


def turned(before: Walk, after: Walk) -> list[Said]:
    """Say which answers a change has set aside, and which it has taken back."""
    aside, back = _gone(before, after), _gone(after, before)
    said: list[Said] = []
    if aside:
        verb = "no longer applies. It comes" if len(aside) == 1 else "no longer apply. They come"
        said.append(Note(f"Because of that, {_of_steps(before, aside)} {verb} back if it changes.", "quiet"))
    if back:
        verb = "applies" if len(back) == 1 else "apply"
        said.append(Note(f"Because of that, {_of_steps(after, back)} {verb} again.", "quiet"))
    return said


def _gone(one: Walk, other: Walk) -> list[str]:
    """Return the ids of the answers that count in one walk, and that the other has and leaves out."""
    return [name for name in one.informed.answers if name in other.replies and name not in other.asked]


def _of_steps(walk: Walk, names: Sequence[str]) -> str:
    """Say how many answers these are, and of which steps."""
    titles = dict.fromkeys(f"“{walk.stop(name).step.title}”" for name in names)
    return f"{many(len(names), 'answer', 'answers')} in {' and '.join(titles)}"


def answers_so_far(walk: Walk) -> Pick:
    """Ask which of the answers so far to go to; the newest is offered first."""
    options = []
    for name, question in walk.asked.items():
        reply = walk.replies.get(name)
        can_be_asked = question.kept and not question.is_pause and not question.sources
        if can_be_asked and isinstance(reply, Answered | Skipped):
            asked, given, *_ = row(question, reply, walk.informed)
            options.append(Option(name, asked, shortened(given, _LONGEST_ANSWER)))
    newest = options[-1].value if options else None
    return Pick("Which answer would you like to go to?", required=True, options=options, start=newest)


def lost_conflict(prompt: str) -> str:
    """Say that an answer was changed by hand while it was being given."""
    return (
        f"“{prompt}” was changed in the file meanwhile. Your answer counts; the other one stays beneath it, "
        "set aside with a ~."
    )


def put_back(count: int) -> str:
    """Say that another program wrote an older version of the entry over it."""
    answers = many(count, "answer it was missing is", "answers it was missing are")
    return f"Another program saved an older version of the file; {answers} back in it."


def asked_again(prompt: str) -> str:
    """Say that an answer was taken out of the file by hand."""
    return f"“{prompt}” was taken out of the file meanwhile, so it will be asked again."


def done_early(day: date, words: str, context: Context) -> Pick:
    """Ask whether what a step waited for is done, before its day."""
    return Pick(
        prompt=f"“{words}” is down for {context.in_full(day)}. Is it done?",
        options=[Option("yes", "Yes, tick it off"), Option("no", "No, leave it open")],
        start="no",
    )
