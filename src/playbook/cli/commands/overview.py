"""`playbook` alone: what is due, which walks are open, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from playbook.cli.context import CommandContext
from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.faces import screen
from playbook.journal.due import Due, Owner, due_in, in_order, in_words, listed
from playbook.journal.files import decoded
from playbook.journal.head import moment_of
from playbook.journal.records import Reading
from playbook.messages import Command, Note, Row, Rows, Said
from playbook.shelf import Shelved

_MOST_ROWS = 20


def show(context: CommandContext) -> None:
    """Draw what is due and which walks are open."""
    shelf = context.playbooks()
    walks, dues = _gone_through(Reading(context.settings.journal))
    said: list[Said] = []
    if dues:
        rows = [Row(in_words(one.day, context.today), one.words) for one in dues[:_MOST_ROWS]]
        said += [Note("Due"), Rows(rows), *_more(len(dues))]
    said += _open_walks(context, shelf, walks, dues) if walks else _to_begin(context, shelf)
    drawn = screen.console()
    for one in said:
        screen.draw(drawn, one)


def _gone_through(reading: Reading) -> tuple[list[Owner], list[Due]]:
    """Return the open walks, the one that was begun first before the others, and the follow-ups due."""
    walks: list[Owner] = []
    dues: list[Due] = []
    for name, front, body, raw in reading.entries():
        owner = Owner(reading.folder, name, front)
        if owner.status == "open":
            walks.append(owner)
        if owner.status != "closed":
            # What a walk waits for is said with the walk.
            dues += [one for one in due_in(owner, listed(raw, body)) if not one.is_wait]
    return sorted(walks, key=lambda owner: moment_of(owner.started)), in_order(dues)


def _more(count: int) -> list[Said]:
    return [Note(f"  … and {count - _MOST_ROWS} more", "quiet")] if count > _MOST_ROWS else []


def _to_begin(context: CommandContext, shelf: Mapping[str, Shelved]) -> list[Said]:
    rows = [Row(context.command(name), one.summary()) for name, one in shelf.items()]
    tells = Note("playbook --help tells the rest.", "quiet")
    return [Note("No walk is open."), Note(""), Rows(rows), Note(""), tells]


def _open_walks(
    context: CommandContext, shelf: Mapping[str, Shelved], walks: Sequence[Owner], dues: Sequence[Due]
) -> list[Said]:
    """Say where the open walks stand, and how to go on with the one that is due first or was begun last."""
    rows, stuck = [], set()
    for owner in walks[-_MOST_ROWS:]:
        words, goes_on = _how_far(context, owner, shelf.get(owner.playbook))
        rows.append(Row(owner.client or owner.playbook, words))
        if not goes_on:
            stuck.add(owner.playbook)
    said: list[Said] = [Note("Open"), Rows(rows), *_more(len(walks))]
    for owner in [one.owner for one in dues if one.owner.status == "open"] + list(walks[::-1]):
        if owner.playbook in shelf and owner.playbook not in stuck:
            return [*said, Command("Go on with:", context.command(owner.playbook, owner.client))]
    return said


def _how_far(context: CommandContext, owner: Owner, shelved: Shelved | None) -> tuple[str, bool]:
    """Say where an open walk stands, and whether it can go on.

    As much is said as can be where its playbook is gone or broken.
    """
    if shelved is None:
        return f"{owner.playbook}, a playbook that is not there any more", False
    try:
        return _stand(owner, shelved, context.today), True
    except PlaybookError:
        return f"{owner.playbook}; its playbook has a slip: {context.mending(shelved)}", False
    except OSError:
        return f"{owner.playbook}; its file cannot be read", True


def _stand(owner: Owner, shelved: Shelved, today: date) -> str:
    from playbook.model.context import Context
    from playbook.session.record import walk_from
    from playbook.walk import Asking, Resting

    playbook = shelved.read(str(shelved.path))
    entry = Entry.parse(decoded(owner.path.read_bytes()))
    stand = walk_from(entry, playbook, Context(today=today)).stand
    if not isinstance(stand, Asking | Resting):
        return playbook.title
    where = f"{playbook.title}, {stand.number} of {len(playbook.steps)}: {stand.step.title}"
    return f"{where}, {in_words(stand.until, today)}" if isinstance(stand, Resting) else where
