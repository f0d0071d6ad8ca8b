"""`playbook` alone: what is due, which walks are open, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from playbook.cli.going_on import command_for
from playbook.cli.opening import mending
from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.journal.due import Due, Owner, due_in, in_order, in_words, listed
from playbook.journal.files import decoded
from playbook.journal.head import moment_of
from playbook.journal.records import Reading
from playbook.messages import Command, Note, Row, Rows, Said
from playbook.settings import Settings
from playbook.shelf import Shelved

_MOST_ROWS = 20


def overview(settings: Settings, shelf: Mapping[str, Shelved], home: str | None) -> list[Said]:
    """Say what is due and which walks are open.

    Args:
        settings: Where the journal is.
        shelf: The playbooks, to tell how far each walk is.
        home: The folder as named on the command line; None if it was not.
    """
    today = datetime.now().astimezone().date()
    walks, dues = _gone_through(Reading(settings.journal))
    said: list[Said] = []
    if dues:
        rows = [Row(in_words(one.day, today), one.words) for one in dues[:_MOST_ROWS]]
        said += [Note("Due"), Rows(rows), *_more(len(dues))]
    if walks:
        stands = [(owner, *_how_far(owner, shelf, today, home)) for owner in walks[-_MOST_ROWS:]]
        rows = [Row(owner.client or owner.playbook, words) for owner, words, _ in stands]
        stuck = {owner.playbook for owner, _, goes_on in stands if not goes_on}
        said += [Note("Open"), Rows(rows), *_more(len(walks))]
        there = [one.owner for one in dues if one.owner.status == "open"] + walks[::-1]
        for owner in there:
            if owner.playbook in shelf and owner.playbook not in stuck:
                command = command_for(owner.playbook, owner.client or None, home)
                return [*said, Command("Go on with:", command)]
        return said
    said.append(Note("No walk is open."))
    rows = [Row(command_for(name, None, home), one.summary()) for name, one in shelf.items()]
    return [*said, Note(""), Rows(rows), Note(""), Note("playbook --help tells the rest.", "quiet")]


def _gone_through(reading: Reading) -> tuple[list[Owner], list[Due]]:
    """Give the open walks, the one that was begun first before the others, and the follow-ups due."""
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


def _how_far(owner: Owner, shelf: Mapping[str, Shelved], today: date, home: str | None) -> tuple[str, bool]:
    """Say where an open walk stands, and whether it can go on.

    As much is said as can be where its playbook is gone or broken.
    """
    if owner.playbook not in shelf:
        return f"{owner.playbook}, a playbook that is not there any more", False
    try:
        return _stand(owner, shelf[owner.playbook], today), True
    except PlaybookError:
        return f"{owner.playbook}; its playbook has a slip: {mending(shelf[owner.playbook], home)}", False
    except OSError:
        return f"{owner.playbook}; its file cannot be read", True


def _stand(owner: Owner, shelved: Shelved, today: date) -> str:
    from playbook.model.context import Context
    from playbook.session.record import walk_from
    from playbook.walk import Asking, Resting

    playbook = shelved.read(str(shelved.path))
    entry = Entry.parse(decoded(owner.path.read_bytes()))
    match walk_from(entry, playbook, Context(today=today)).stand:
        case Asking(number, step):
            return f"{playbook.title}, {number} of {len(playbook.steps)}: {step.title}"
        case Resting(number, step, until):
            where = f"{playbook.title}, {number} of {len(playbook.steps)}: {step.title}"
            return f"{where}, {in_words(until, today)}"
    return playbook.title
