"""What a session says besides its questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from playbook.entry import FollowUp
from playbook.journal.due import in_words
from playbook.journal.record import Record
from playbook.language import _, listed, ngettext
from playbook.messages import Command, Keys, Note, Row, Rows, Said, Title
from playbook.model.asking import Option, Pick
from playbook.model.context import Context
from playbook.model.types import Question
from playbook.model.types.draft import Drafted
from playbook.session.transcript import row
from playbook.text import shortened
from playbook.walk import Answered, Resting, Skipped, Walk

_MOST_ROWS = 6

_LONGEST_ANSWER = 100
"""Columns of an answer in a list."""


def opening(title: str, client: str | None, path: Path | None, keys: Sequence[str]) -> list[Said]:
    """Begin a walk; without a path nothing is written."""
    kept: list[Said] = [Note(_("A dry run: nothing is written, and no step waits."))]
    if path:
        kept = [Note(_("Everything you answer is saved as you go, in")), Note(str(path), "path")]
    return [Title(f"{title} · {client}" if client else title), Note(""), *kept, Keys(keys)]


def coming_back(walk: Walk, title: str, client: str | None, keys: Sequence[str]) -> list[Said]:
    """Go on with a walk: when it began, and what was said last."""
    head = f"{title} · {client}" if client else title
    begun = _("{title}, begun on {day}", title=head, day=walk.context.in_full(walk.started))
    said: list[Said] = [Title(begun), Note("")]
    rows = recap(walk)
    if rows:
        said += [Rows(rows), Note("")]
    return [*said, Keys(keys)]


def not_read(questions: Sequence[Question], context: Context) -> list[Said]:
    """Say which answers, written by hand, cannot be read: they are asked again, and nobody would know why."""
    return [
        Note(
            _(
                "What stands in the file for “{question}” can't be read as an answer, so it may be asked "
                "again. `playbook check` says why.",
                question=context.filled(question.prompt),
            ),
            "quiet",
        )
        for question in questions[:_MOST_ROWS]
    ]


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


def due_by_now(boxes: Sequence[FollowUp], today: date, tick_off: str) -> list[Said]:
    """List what is due, and what to type to tick it off; nothing where nothing is, or nothing is kept."""
    due = sorted((box.day, box.words) for box in boxes if box.day and box.day <= today and not box.done)
    if not due or not tick_off:
        return []
    rows = [Row(in_words(day, today), words, stands_out=day < today) for day, words in due]
    return [Note(""), Rows(rows, _("Due")), Command(_("Tick off with:"), tick_off)]


def resting(rest: Resting, context: Context, due: str, command: str, export: str) -> list[Said]:
    """Stop at a wait; without a command that exports it, there is nothing for a calendar."""
    day, step = context.in_full(rest.until), rest.step.title
    said = (
        _("That's it for today. {due}: {day}.", due=due, day=day)
        if due
        else _("That's it for today. The next step, “{step}”, is for {day}.", step=step, day=day)
    )
    return [
        Note(""),
        Note(said),
        Command(_("When you are back:"), command),
        *([Command(_("For your calendar:"), export)] if export else []),
    ]


def before_its_day(rest: Resting, context: Context, due: str) -> Pick:
    """Ask what to do with a walk that is opened before the day it waits for."""
    day, step = context.in_full(rest.until), rest.step.title
    asked = (
        _("You said: {due}, {day}. What would you like to do?", due=due, day=day)
        if due
        else _("The next step, “{step}”, is for {day}. What would you like to do?", step=step, day=day)
    )
    options = [
        Option("leave", _("Leave it until then")),
        Option("now", _("Go on now anyway")),
        Option("close", _("Close this walk; everything stays in its file")),
    ]
    if rest.question:
        options.insert(2, Option("date", _("Choose another date")))
    return Pick(prompt=asked, options=options, required=True, leads_far=True)


def after_its_end(title: str, record: Record, context: Context) -> Pick:
    """Ask what to do where a walk for this client is ended."""
    head, day = f"{title} · {record.client}", _begun(record, context)
    prompt = _("{title}, begun on {day}, has ended. What would you like to do?", title=head, day=day)
    options = [
        Option("look", _("Look at it")),
        Option("change", _("Change an answer in it")),
        Option("new", _("Begin another one")),
    ]
    return Pick(prompt=prompt, options=options, required=True)


def another_walk(earlier: Record, context: Context, path: Path) -> list[Said]:
    """Say that a walk for this client was ended before, and that this is a new one."""
    said = _("The walk begun on {day} has ended and stays as it is, in", day=_begun(earlier, context))
    return [Note(said), Note(str(path), "path"), Note("")]


def carried(earlier: Record, context: Context) -> list[Said]:
    """Say that answers of an earlier walk stand ready."""
    said = _(
        "What you said in {playbook} on {day} is filled in already. Enter keeps it.",
        playbook=earlier.playbook,
        day=_begun(earlier, context),
    )
    return [Note(""), Note(said, "quiet")]


def _begun(record: Record, context: Context) -> str:
    """Return the day a walk began, in full; what stands in the place of one as it is."""
    return context.in_full(record.started_on) if record.started_on else record.started


def left(command: str, *, saved: bool | None) -> list[Said]:
    """Leave a walk for later.

    Args:
        command: What to type to go on.
        saved: Whether there is a file; None in a dry run, which leaves nothing to go on with.
    """
    if saved is None:
        return [Note(""), Note(_("Nothing was written."))]
    so_far = _("It is all saved.") if saved else _("Nothing has been answered yet, so there is no file.")
    return [Note(""), Note(so_far), Command(_("When you are back:"), command)]


def done(*, saved: bool) -> list[Said]:
    """Come to the end; where the entry is follows behind it, on standard output."""
    rest = (
        _("That was the last question. Everything you said is in")
        if saved
        else _("That was the last question. Nothing was written.")
    )
    return [Note(""), Note(rest)]


def closed(path: Path) -> list[Said]:
    """Close a walk before its end."""
    return [
        Note(""),
        Note(_("This walk is closed. Everything you said stays in")),
        Note(str(path), "path"),
    ]


def turned(before: Walk, after: Walk) -> list[Said]:
    """Say which answers a change has set aside, and which it has taken back."""
    said: list[str] = []
    if aside := _gone(before, after):
        said.append(
            ngettext(
                "Because of that, {n} answer in {steps} no longer applies. It comes back if it changes.",
                "Because of that, {n} answers in {steps} no longer apply. They come back if it changes.",
                len(aside),
                steps=_steps(before, aside),
            )
        )
    if back := _gone(after, before):
        said.append(
            ngettext(
                "Because of that, {n} answer in {steps} applies again.",
                "Because of that, {n} answers in {steps} apply again.",
                len(back),
                steps=_steps(after, back),
            )
        )
    return [Note(sentence, "quiet") for sentence in said]


def _gone(one: Walk, other: Walk) -> list[str]:
    """Return the ids of the answers that count in one walk, and that the other has and leaves out."""
    gone = (one.informed.answers.keys() - other.asked.keys()) & other.replies.keys()
    return [name for name in one.asked if name in gone] if gone else []


def _steps(walk: Walk, names: Sequence[str]) -> str:
    """Say of which steps these answers are."""
    return listed([*dict.fromkeys(_("“{step}”", step=walk.stop(name).step.title) for name in names)])


def answers_so_far(walk: Walk) -> Pick:
    """Ask which of the answers so far to go to; the newest is offered first."""
    options = []
    for name, question in walk.asked.items():
        reply = walk.replies.get(name)
        can_be_asked = question.kept and not question.is_pause and not question.sources
        if can_be_asked and isinstance(reply, Answered | Skipped):
            in_short = row(question, reply, walk.informed)
            options.append(Option(name, in_short.label, shortened(in_short.value, _LONGEST_ANSWER)))
    newest = options[-1].value if options else None
    asked = _("Which answer would you like to go to?")
    return Pick(asked, required=True, options=options, start=newest, is_aside=True)


def done_early(day: date, words: str, context: Context) -> Pick:
    """Ask whether what a step waited for is done, before its day."""
    return Pick(
        prompt=_("“{words}” is down for {day}. Is it done?", words=words, day=context.in_full(day)),
        required=True,
        options=[Option("yes", _("Yes, tick it off")), Option("no", _("No, leave it open"))],
        start="no",
    )
