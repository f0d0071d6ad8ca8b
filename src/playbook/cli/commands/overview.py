"""`playbook` alone: what is due, which walks are open, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from playbook.cli.context import CommandContext
from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.faces import screen
from playbook.journal.due import Due, due_in, in_order, in_words
from playbook.journal.files import decoded
from playbook.journal.folder import Journal
from playbook.journal.record import Record, by_start
from playbook.messages import Command, Note, Row, Rows, Said
from playbook.shelf import Shelved

_MOST_ROWS = 20


def show(context: CommandContext) -> None:
    """Draw what is due and which walks are open."""
    shelf = context.playbooks()
    walks, dues = _gone_through(Journal(context.settings.journal))
    said: list[Said] = []
    if dues:
        rows = [Row(in_words(one.day, context.today), one.words) for one in dues[:_MOST_ROWS]]
        said += [Note("Due"), Rows(rows), *_more(len(dues))]
    said += _open_walks(context, shelf, walks, dues) if walks else _to_begin(context, shelf)
    drawn = screen.console()
    for one in said:
        screen.draw(drawn, one)


def _gone_through(journal: Journal) -> tuple[list[Record], list[Due]]:
    """Return the open walks, the one that was begun first before the others, and the follow-ups due."""
    walks: list[Record] = []
    dues: list[Due] = []
    for record, entry in journal.entries():
        if record.status == "open":
            walks.append(record)
        if record.status != "closed":
            # What a walk waits for is said with the walk.
            dues += [one for one in due_in(record, entry.follow_ups) if not one.is_wait]
    return by_start(walks), in_order(dues)


def _more(count: int) -> list[Said]:
    return [Note(f"  … and {count - _MOST_ROWS} more", "quiet")] if count > _MOST_ROWS else []


def _to_begin(context: CommandContext, shelf: Mapping[str, Shelved]) -> list[Said]:
    rows = [Row(context.command(name), one.summary()) for name, one in shelf.items()]
    tells = Note("playbook --help tells the rest.", "quiet")
    return [Note("No walk is open."), Note(""), Rows(rows), Note(""), tells]


def _open_walks(
    context: CommandContext, shelf: Mapping[str, Shelved], walks: Sequence[Record], dues: Sequence[Due]
) -> list[Said]:
    """Say where the open walks stand, and how to go on with the one that is due first or was begun last."""
    rows, stuck = [], set()
    for record in walks[-_MOST_ROWS:]:
        words, goes_on = _how_far(context, record, shelf.get(record.playbook))
        rows.append(Row(record.client or record.playbook, words))
        if not goes_on:
            stuck.add(record.playbook)
    said: list[Said] = [Note("Open"), Rows(rows), *_more(len(walks))]
    for record in [one.record for one in dues if one.record.status == "open"] + list(walks[::-1]):
        if record.playbook in shelf and record.playbook not in stuck:
            return [*said, Command("Go on with:", context.command(record.playbook, record.client))]
    return said


def _how_far(context: CommandContext, record: Record, shelved: Shelved | None) -> tuple[str, bool]:
    """Say where an open walk stands, and whether it can go on.

    As much is said as can be where its playbook is gone or broken.
    """
    if shelved is None:
        return f"{record.playbook}, a playbook that is not there any more", False
    try:
        return _stand(record, shelved, context.today), True
    except PlaybookError:
        return f"{record.playbook}; its playbook has a slip: {context.mending(shelved)}", False
    except OSError:
        return f"{record.playbook}; its file cannot be read", True


def _stand(record: Record, shelved: Shelved, today: date) -> str:
    from playbook.model.context import Context
    from playbook.session.replies import walk_from
    from playbook.walk import Asking, Resting

    playbook = shelved.read(str(shelved.path))
    entry = Entry.parse(decoded(record.path.read_bytes()))
    stand = walk_from(entry, playbook, Context(today=today)).stand
    if not isinstance(stand, Asking | Resting):
        return playbook.title
    where = f"{playbook.title}, {stand.number} of {len(playbook.steps)}: {stand.step.title}"
    return f"{where}, {in_words(stand.until, today)}" if isinstance(stand, Resting) else where
