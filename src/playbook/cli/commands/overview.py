"""`playbook` alone: what is due, which walks are open, and how to go on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console

from playbook.cli.commands.drafts import kept
from playbook.cli.commands.due import row
from playbook.cli.context import CommandContext
from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.faces import screen
from playbook.journal.due import Due, due_in, in_order, in_words
from playbook.journal.files import decoded
from playbook.journal.record import Record, by_start
from playbook.messages import Command, Note, Row, Rows, Said
from playbook.shelf import Shelved
from playbook.text import shortened

if TYPE_CHECKING:
    from playbook.session.kept import Kept

_AROUND = 5
"""Lines of the screen for how many more there are, how to go on, and what is typed next."""
_LONGEST_LABEL = 24
_MOST_KEPT = 3
"""Messages kept for later that are listed; they wait for nobody, so that what is due has the room."""


def show(context: CommandContext) -> None:
    """Draw what is due and which walks are open, the most urgent first, on one screen."""
    shelf = context.playbooks()
    entries = list(context.journal().entries())
    walks, dues = _gone_through(entries, context.today)
    messages = kept(context, entries)
    drawn = screen.console()
    # A title, a line for each and for how many more, and how to take one up.
    room = drawn.height - _AROUND - (min(len(messages), _MOST_KEPT) + 3 if messages else 0)
    rows = [row(one, context.today) for one in dues[:room]]
    # A title and a line for each walk, unless that would be more than half.
    used = _list(drawn, "Due", rows, len(dues), max(room // 2, room - len(walks) - 1), context.command("due"))
    _list_kept(drawn, messages, context.command("drafts"))
    if not walks:
        for one in _to_begin(context):
            screen.draw(drawn, one)
        return
    rows, stuck = [], set()
    for record in walks[:room]:
        words, goes_on = _how_far(context, record, shelf.get(record.playbook))
        rows.append(Row(shortened(record.client or record.playbook, _LONGEST_LABEL), words))
        if not goes_on:
            stuck.add(record.playbook)
    _list(drawn, "Open", rows, len(walks), room - used, f"{context.command('journal')} --status open")
    for record in walks:
        if record.playbook in shelf and record.playbook not in stuck:
            screen.draw(drawn, Command("Go on with:", context.command(record.playbook, record.client)))
            return


def _list_kept(drawn: Console, messages: Sequence[Kept], command: str) -> None:
    """Draw the messages that are kept for later, and what to type to take one up."""
    if messages:
        rows = [
            Row(shortened(one.record.client or one.record.playbook, _LONGEST_LABEL), one.prompt)
            for one in messages
        ]
        _list(drawn, "Kept for later", rows[:_MOST_KEPT], len(rows), _MOST_KEPT + 1, command)
        screen.draw(drawn, Command("Go on with one:", command))


def _gone_through(entries: Iterable[tuple[Record, Entry]], today: date) -> tuple[list[Record], list[Due]]:
    """Return the open walks, the most urgent first, of those the one begun last; and the follow-ups due."""
    walks: list[Record] = []
    dues: list[Due] = []
    urgency: dict[str, date] = {}
    for record, entry in entries:
        if record.status == "closed":
            continue
        # What a walk waits for is said with the walk.
        found = [one for one in due_in(record, entry.follow_ups) if not one.is_wait]
        dues += found
        if record.status == "open":
            walks.append(record)
            # One that waits for nothing can go on today.
            urgency[record.file] = min([record.waits_until or today, *(one.day for one in found)])
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
        screen.draw(drawn, Note(f"  and {more} more: {others}", "quiet"))
    return screen.height_of(drawn, title, rows[:shown])


def _to_begin(context: CommandContext) -> list[Said]:
    summaries, wrong = context.page()
    rows = [Row(context.command(name), summary) for name, summary in summaries.items()]
    notes = [Note(text, "quiet") for text in [*wrong, "", "For everything else: playbook --help"]]
    return [Note("No walk is open."), Note(""), Rows(rows), *notes]


def _how_far(context: CommandContext, record: Record, shelved: Shelved | None) -> tuple[str, bool]:
    """Say where an open walk stands, and whether it can go on.

    As much is said as can be where its playbook is gone or broken.
    """
    if shelved is None:
        return f"{record.playbook}, a playbook that is not there any more", False
    try:
        return _stand(record, shelved, context.today), True
    except PlaybookError:
        return f"{record.playbook}; its playbook has a problem: {context.mending(shelved)}", False
    except OSError:
        return f"{record.playbook}; its file cannot be read", True


def _stand(record: Record, shelved: Shelved, today: date) -> str:
    from playbook.model.context import Context
    from playbook.session.replies import walk_from
    from playbook.walk import Asking, Resting

    playbook = shelved.read(str(shelved.path))
    entry = Entry(decoded(record.path.read_bytes()))
    stand = walk_from(entry, playbook, Context(today=today)).stand
    if not isinstance(stand, Asking | Resting):
        return playbook.title
    where = f"{playbook.title}, {stand.number} of {len(playbook.steps)}: {stand.step.title}"
    return f"{where}, {in_words(stand.until, today)}" if isinstance(stand, Resting) else where
