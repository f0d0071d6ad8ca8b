"""`playbook` alone: what is due, which walks are open, and how to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console

from playbook.cli.commands.drafts import KeptDrafts, kept
from playbook.cli.commands.due import row
from playbook.cli.context import CommandContext
from playbook.cli.options import say_doubts, say_unread
from playbook.errors import PlaybookError
from playbook.faces import screen
from playbook.journal.due import Due, due_in, in_order, in_words
from playbook.journal.folder import read_entry
from playbook.journal.record import Record, by_start
from playbook.language import _, ngettext
from playbook.messages import Command, Note, Row, Rows, Said
from playbook.shelf import Shelved
from playbook.text import shortened

if TYPE_CHECKING:
    from playbook.model.playbook import Playbook
    from playbook.session.replies import KeptDraft

_AROUND = 5
"""Lines of the screen for how many more there are, how to go on, and what is typed next."""
_FEWEST = 3
"""Lines of what is due that are there whatever follows: a title, and the most urgent."""
_LONGEST_LABEL = 24
_MOST_KEPT = 3
"""Messages kept for later that are listed; they wait for nobody, so that what is due has the room."""


def show(context: CommandContext) -> None:
    """Draw what is due and which walks are open, the most urgent first, on one screen."""
    say_doubts(context)
    drafts = KeptDrafts(context)
    journal = context.journal()
    found = list(journal.gathered(lambda *one: (due_in(*one), drafts.of(*one))))
    say_unread(context, journal)
    walks, dues = _gone_through(((record, due) for record, (due, _drafts) in found), context.today)
    messages = kept((record, kept_here) for record, (_due, kept_here) in found)
    drawn = screen.console()
    # A title, a line for each and for how many more, and how to take one up.
    height = drawn.height - (min(len(messages), _MOST_KEPT) + 3 if messages else 0)
    room = max(1, height - _AROUND)
    rows = [row(one, context.today) for one in dues[:room]]
    if not walks:
        beginning = _to_begin(context)
        # A line for how many more there are, and that on which something is typed next.
        room = max(_FEWEST, height - 2 - screen.height_of_all(drawn, beginning))
        _list(drawn, _("Due"), rows, len(dues), room, context.command("due"))
        _list_kept(drawn, messages, context.command("drafts"))
        for one in beginning:
            screen.draw(drawn, one)
        return
    # A title and a line for each walk, unless that would be more than half.
    used = _list(
        drawn, _("Due"), rows, len(dues), max(room // 2, room - len(walks) - 1), context.command("due")
    )
    _list_kept(drawn, messages, context.command("drafts"))
    rows, first = _open(context, walks, room)
    others = f"{context.command('journal')} --status open"
    _list(drawn, _("Open"), rows, len(walks), room - used, others)
    if first:
        screen.draw(drawn, Command(_("Go on with:"), context.command(first.playbook, first.client)))


def _open(context: CommandContext, walks: Sequence[Record], most: int) -> tuple[list[Row], Record | None]:
    """Return the lines of open walks, at most so many, and the first walk that can be gone on with."""
    shelf = context.playbooks()
    named = {record.playbook for record in walks}
    playbooks = {name: playbook for name in named if name in shelf and (playbook := _read(shelf[name]))}
    rows = []
    for record in walks[:most]:
        if playbook := playbooks.get(record.playbook):
            words = _stand(record, playbook, context.today)
        elif shelved := shelf.get(record.playbook):
            words = _(
                "{name}; its playbook has a problem: {command}",
                name=record.playbook,
                command=context.mending(shelved),
            )
        else:
            words = _("{name}, a playbook that is not there any more", name=record.playbook)
        rows.append(Row(shortened(record.client or record.playbook, _LONGEST_LABEL), words))
    return rows, next((one for one in walks if one.playbook in playbooks), None)


def _list_kept(drawn: Console, messages: Sequence[KeptDraft], command: str) -> None:
    """Draw the messages that are kept for later, and what to type to take one up."""
    if messages:
        rows = [
            Row(shortened(one.record.client or one.record.playbook, _LONGEST_LABEL), one.prompt)
            for one in messages
        ]
        _list(drawn, _("Kept for later"), rows[:_MOST_KEPT], len(rows), _MOST_KEPT + 1, command)
        screen.draw(drawn, Command(_("Go on with one:"), command))


def _gone_through(
    found: Iterable[tuple[Record, Sequence[Due]]], today: date
) -> tuple[list[Record], list[Due]]:
    """Return the open walks, the most urgent first, of those the one begun last; and the follow-ups due."""
    walks: list[Record] = []
    dues: list[Due] = []
    urgency: dict[str, date] = {}
    for record, due in found:
        if record.status == "closed":
            continue
        # What a walk waits for is said with the walk.
        follow_ups = [one for one in due if not one.is_wait]
        dues += follow_ups
        if record.status == "open":
            walks.append(record)
            # One that waits for nothing can go on today.
            urgency[record.file] = min([record.waits_until or today, *(one.day for one in follow_ups)])
    walks = by_start(walks)[::-1]
    walks.sort(key=lambda one: urgency[one.file])
    return walks, in_order(dues)


def _list(drawn: Console, title: str, rows: Sequence[Row], count: int, room: int, others: str) -> int:
    """Draw the first rows of a listing, and how many more there are; return how many lines it took.

    Args:
        drawn: Where.
        title: What stands above them.
        rows: As many as could have room.
        count: How many there are in all; without any, nothing is drawn.
        room: The lines they may take.
        others: What to type to see them all.
    """
    if not rows:
        return 0
    shown = len(rows)
    while shown > 1 and screen.height_of(drawn, title, rows[:shown]) > room:
        shown -= 1
    screen.listing(drawn, {title: rows[:shown]})
    if more := count - shown:
        said = ngettext("  and {n} more: {command}", "  and {n} more: {command}", more, command=others)
        screen.draw(drawn, Note(said, "quiet"))
    return screen.height_of(drawn, title, rows[:shown])


def _to_begin(context: CommandContext) -> list[Said]:
    summaries, wrong = context.page()
    rows = [Row(context.command(name), summary) for name, summary in summaries.items()]
    notes = [Note(text, "quiet") for text in wrong]
    more = Command(_("For everything else:"), context.command("--help"))
    return [Note(_("No walk is open.")), Note(""), Rows(rows), *notes, Note(""), more]


def _read(shelved: Shelved) -> Playbook | None:
    try:
        return shelved.read(str(shelved.path))
    except PlaybookError:
        return None


def _stand(record: Record, playbook: Playbook, today: date) -> str:
    """Say where an open walk stands; where its entry is gone by now, only of which playbook it is."""
    from playbook.model.context import Context
    from playbook.session.replies import walk_from
    from playbook.walk import Asking, Resting

    entry = read_entry(record.file)
    stand = walk_from(entry, playbook, Context(today=today)).stand if entry else None
    if not isinstance(stand, Asking | Resting):
        return playbook.title
    where = _(
        "{playbook}, {number} of {total}: {step}",
        playbook=playbook.title,
        number=stand.number,
        total=len(playbook.steps),
        step=stand.step.title,
    )
    return f"{where}, {in_words(stand.until, today)}" if isinstance(stand, Resting) else where
