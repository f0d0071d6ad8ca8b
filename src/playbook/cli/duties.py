"""`playbook due`: say what is due, to a person, a script or a calendar."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from playbook.cli.context import CommandContext
from playbook.cli.face import is_drawn
from playbook.cli.going_on import command_for
from playbook.cli.output import tell
from playbook.journal.due import Agenda, Due, agenda, grouped, in_words
from playbook.journal.naming import client_key
from playbook.journal.records import Reading
from playbook.messages import Command, Note, Row
from playbook.query.clients import check_named
from playbook.query.filters import Filters
from playbook.text import visible
from playbook.written import on_one_line


class Wanted(NamedTuple):
    """What was asked for on the command line.

    Attributes:
        client: Of whose entries; None for everybody's.
        playbook: Of which playbook; None for every one.
        as_json: Whether a program reads it.
        ics: The calendar file to write, as `OutFile` has it; None for none.
    """

    client: str | None
    playbook: str | None
    as_json: bool
    ics: str | None


def show(context: CommandContext, wanted: Wanted) -> None:
    """Say what is due.

    Raises:
        PlaybookError: Nobody knows the client or the playbook, or the calendar cannot be written.
    """
    if wanted.as_json and wanted.ics is not None:
        from playbook.cli.output import Unclear

        raise Unclear("--json and --ics cannot go together.", "Leave one of them out.")
    reading = Reading(context.settings.journal)
    filters = Filters(wanted.client, wanted.playbook)
    found = agenda(reading, lambda owner: filters.take(owner.front))
    if not found.due:
        check_named(reading.folder, wanted.client, wanted.playbook, context.playbooks)
    if wanted.ics is not None:
        _export(context, wanted.ics, found.due)
    elif wanted.as_json:
        _write(_as_json(found.due))
    elif found.due and is_drawn(plain=context.settings.plain):
        _draw(context, found)
    else:
        _write("".join(map(_line, found.due)))
    if not found.due and wanted.ics is None:
        tell("Nothing is due.")


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _plain(text: str) -> str:
    """Give a text as a field of a line: it holds no tab and no line end, and cannot drive a terminal."""
    return text if text.isprintable() else on_one_line(visible(text))


def _line(due: Due) -> str:
    owner = due.owner
    path = f"{owner.folder}{os.sep}{owner.name}"  # Ten thousand times, a Path takes half of the time.
    return f"{due.day}\t{_plain(owner.client)}\t{_plain(due.words)}\t{_plain(path)}\n"


def _as_json(dues: Sequence[Due]) -> str:
    import json

    rows = [
        {
            "date": due.day.isoformat(),
            "client": _plain(due.owner.client),
            "words": _plain(due.words),
            "playbook": _plain(due.owner.playbook),
            "kind": "wait" if due.is_wait else "follow-up",
            "path": str(due.owner.path),
        }
        for due in dues
    ]
    return json.dumps(rows, indent=2) + "\n"


def _draw(context: CommandContext, found: Agenda) -> None:
    """Draw what is due by how soon, and what to type to go on."""
    from playbook.faces import screen

    today = datetime.now().astimezone().date()
    groups = {
        title: [Row(in_words(one.day, today), _with_client(one)) for one in dues]
        for title, dues in grouped(found.due, today).items()
    }
    drawn = screen.console()
    screen.listing(drawn, groups)
    if found.closed:
        count = f"{found.closed} more stands" if found.closed == 1 else f"{found.closed} more stand"
        screen.draw(drawn, Note(f"{count} in walks that you closed.", "quiet"))
    if command := _going_on(context, found.due):
        screen.draw(drawn, Command("Go on with:", command))
    if any(not one.is_wait for one in found.due):
        screen.draw(drawn, Command("Tick off with:", command_for("done", None, context.home)))


def _with_client(due: Due) -> str:
    client = due.owner.client
    named = not client or client_key(client) in client_key(due.words)
    return due.words if named else f"{due.words} ({client})"


def _going_on(context: CommandContext, dues: Sequence[Due]) -> str:
    """Give what to type to go on with the open walk that is due first; empty if none can be gone on with."""
    shelf = context.playbooks()
    for one in dues:
        if one.owner.status == "open" and one.owner.playbook in shelf:
            return command_for(one.owner.playbook, one.owner.client or None, context.home)
    return ""


def _export(context: CommandContext, name: str, dues: Sequence[Due]) -> None:
    """Write what is due as a calendar: to standard output, or in the place of an earlier one."""
    from playbook.cli.output import OutFile
    from playbook.journal.calendar import Names, calendar, earlier, is_ours

    reading = Reading(context.settings.journal)
    fronts = [record.front for record in reading.fronts()]
    names = Names(fronts)
    # Of a copy that some program made of an entry, the first is meant.
    events = {names.uid(due): due for due in reversed(dues)}
    events = dict(reversed(events.items()))

    def made(before: bytes) -> bytes:
        kept = earlier(before)
        elsewhere = {names.uid(due) for due in agenda(reading).due} if kept else set()
        if reading.passed_over or not fronts:
            # A file that cannot be read now may hold what is missing, and a journal without an entry may be
            # the wrong one, or on a disk that is not there: nothing is known to be over.
            elsewhere |= kept.keys()
        return calendar(events, kept, elsewhere, datetime.now().astimezone(), lambda due: _hint(context, due))

    file = OutFile(name, "a calendar written by playbook", is_ours, "playbook due --ics due.ics")
    if path := file.write(made):
        count = "1 event is" if len(events) == 1 else f"{len(events)} events are"
        tell(f"{count} in {path}. Import it into your calendar, and again whenever something changes.")


def _hint(context: CommandContext, due: Due) -> str:
    owner = due.owner
    if owner.status == "open":
        return command_for(owner.playbook, owner.client or None, context.home)
    return command_for("done", owner.client or None, context.home)
