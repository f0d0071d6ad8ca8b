"""`playbook done`: find the follow-ups that are meant, and tick them off."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from playbook.cli.context import CommandContext
from playbook.cli.face import face_for
from playbook.cli.going_on import command_for
from playbook.cli.output import tell
from playbook.errors import PlaybookError
from playbook.journal.due import Box, boxes, in_words
from playbook.journal.naming import client_key
from playbook.journal.records import Reading
from playbook.journal.ticking import tick
from playbook.model.asking import Back, Left, Option, PickSeveral
from playbook.query.clients import check_named
from playbook.query.filters import Filters
from playbook.text import visible
from playbook.written import on_one_line

_MOST = 12
"""How many follow-ups an error lists."""


class Wanted(NamedTuple):
    """What was asked for on the command line.

    Attributes:
        client: The client as typed; None for everybody.
        playbook: The playbook; None for every one.
        text: Words that the follow-up holds; None for any.
        undo: Whether ticks are to be taken away.
        plain: Whether the plain face is wanted.
    """

    client: str | None
    playbook: str | None
    text: str | None
    undo: bool
    plain: bool


class Which(PlaybookError):
    """It is not clear which follow-up is meant, or none is."""

    status = 2


def tick_off(context: CommandContext, wanted: Wanted) -> int:
    """Tick follow-ups off, or take ticks away.

    Returns:
        The exit status.

    Raises:
        PlaybookError: Nobody knows the client or the playbook, it is not clear what is meant, or a file
            cannot be saved.
    """
    today = datetime.now().astimezone().date()
    offered = _offered(context, wanted)
    if not offered:
        tell("There is nothing to take back." if wanted.undo else "There is nothing to tick off.")
        return 0
    meant = [box for box in offered if _holds(box, wanted.text)]
    if not meant:
        raise Which(f"No follow-up holds the words `{wanted.text}`.", f"There {_listed(offered, today)}")
    # The plain face reads lines, wherever they come from.
    if len(meant) > 1 and not sys.stdin.isatty() and not wanted.plain:
        raise Which(
            f"{len(meant)} follow-ups could be meant.",
            f"Say which with --text and some of its words. There {_listed(meant, today)}",
        )
    try:
        chosen = meant if len(meant) == 1 else _picked(context, wanted, meant, today)
    except Back:
        return 0
    except Left as left:
        return int(left.why.value)
    for box in chosen:
        tick(box.owner.path, box.what, done=not wanted.undo)
        tell(f"{'Not done yet' if wanted.undo else 'Done'}: {_in_full(box, today)}")
    if chosen and not wanted.undo:
        tell(f"To take it back: {command_for('done', None, context.home)} --undo")
    return 0


def _offered(context: CommandContext, wanted: Wanted) -> list[Box]:
    """Give the follow-ups that can be ticked, the earliest first; or unticked, the latest first."""
    reading = Reading(context.settings.journal)
    filters = Filters(wanted.client, wanted.playbook)
    found = [
        box
        for box in boxes(reading, lambda owner: filters.take(owner.front))
        # What stands in a closed walk is not due; but a tick there can be taken back.
        if box.what.done is wanted.undo and (wanted.undo or box.owner.status != "closed")
    ]
    if not found:
        check_named(reading.folder, wanted.client, wanted.playbook, context.playbooks)
    found.sort(key=lambda box: (box.what.day or date.max, box.what.words, box.owner.path))
    return found[::-1] if wanted.undo else found


def _holds(box: Box, text: str | None) -> bool:
    return text is None or client_key(text) in client_key(box.what.words)


def _in_full(box: Box, today: date) -> str:
    """Say a follow-up in a line: its words, whose it is, and when it is due."""
    what, client = box.what, box.owner.client
    words = on_one_line(visible(what.words))
    named = not client or client_key(client) in client_key(words)
    when = f", {in_words(what.day, today)}" if what.day else ""
    return f"{words}{when}" if named else f"{words} ({visible(client)}){when}"


def _listed(found: Sequence[Box], today: date) -> str:
    lines = [f"  {_in_full(box, today)}" for box in found[:_MOST]]
    if len(found) > _MOST:
        lines.append(f"  … and {len(found) - _MOST} more")
    return "\n".join(["is" if len(found) == 1 else "are", *lines])


def _picked(context: CommandContext, wanted: Wanted, meant: Sequence[Box], today: date) -> list[Box]:
    """Let the person choose from a list, none as well.

    Raises:
        Back: They go back.
        Left: They leave.
    """
    options = [Option(f"({number})", _in_full(box, today)) for number, box in enumerate(meant)]
    prompt = "Which are not done yet?" if wanted.undo else "What is done?"
    face = face_for(plain=wanted.plain or context.settings.plain)
    picked = face.pick_several(PickSeveral(prompt=prompt, options=options)) or ()
    return [box for box, option in zip(meant, options, strict=True) if option.value in picked]
