"""`playbook due`: follow-ups and waits by date, for a person, a script or a calendar."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import (
    ClientOption,
    FilterOptions,
    JsonOption,
    PlaybookOption,
    check_alone,
    named_file,
    say_unread,
    span,
)
from playbook.cli.output import OutFile, is_drawn, put, put_json, tell
from playbook.journal.due import Agenda, Due, agenda, due_in, grouped, in_words, with_client
from playbook.journal.record import Record
from playbook.language import N_, _, ngettext
from playbook.text import field

if TYPE_CHECKING:
    from playbook.messages import Row

_HELP = N_("Say what is due: follow-ups that are not ticked, and the days that walks wait for.")


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("due", rich_help_panel=JOURNAL, help=_HELP)
    def due(
        client: ClientOption = None,
        playbook: PlaybookOption = None,
        until: Annotated[
            str | None,
            typer.Option("--until", metavar="DAY", help=N_("Only to this day: friday, end of month.")),
        ] = None,
        overdue: Annotated[
            bool, typer.Option("--overdue", help=N_("Only what should be done already."))
        ] = False,
        quiet: Annotated[
            bool,
            typer.Option("--quiet", help=N_("Where nothing is due, say nothing, and exit with status 1.")),
        ] = False,
        as_json: JsonOption = False,
        ics: Annotated[
            str | None,
            typer.Option(
                "--ics",
                metavar="FILE",
                parser=named_file,
                help=N_("Write a calendar to this file; `-` for the output."),
            ),
        ] = None,
    ) -> None:
        if as_json:
            check_alone("--json", {"--ics": ics is not None})
        last = None if until is None else span("--until", until, context, past=False)[1]
        selection = FilterOptions(client, playbook).selection(context, is_quiet=quiet)
        found = agenda(selection.gathered(due_in))
        found = found if last is None else found.up_to(last)
        found = found.up_to(context.today - timedelta(days=1)) if overdue else found
        if quiet and not found.due:
            raise typer.Exit(1)
        say_unread(context, selection.journal)
        if ics is not None:
            _export(context, ics, found.due)
        else:
            _tell(context, found, as_json=as_json)


def _tell(context: CommandContext, found: Agenda, *, as_json: bool) -> None:
    if as_json:
        put_json([_row_for_programs(due) for due in found.due])
    elif found.due and is_drawn(plain=context.settings.plain):
        _draw(context, found)
    else:
        put(_lines(found.due))
    if not found.due:
        tell(_("Nothing is due."))


def _lines(dues: Sequence[Due]) -> Iterator[str]:
    for due in dues:
        record = due.record
        yield f"{due.day}\t{field(record.client)}\t{field(due.shown)}\t{field(record.file)}"


def _row_for_programs(due: Due) -> dict[str, str]:
    return {
        "date": due.day.isoformat(),
        "client": field(due.record.client),
        "words": field(due.words),
        "playbook": field(due.record.playbook),
        "kind": "wait" if due.is_wait else "follow-up",
        "path": due.record.file,
    }


def _draw(context: CommandContext, found: Agenda) -> None:
    """Draw what is due by how soon, and what to type to go on."""
    from playbook.faces import screen
    from playbook.messages import Command, Note

    by_title = grouped(found.due, context.today)
    groups = {_(title): [row(one, context.today) for one in dues] for title, dues in by_title.items()}
    drawn = screen.console()
    screen.listing(drawn, groups)
    if found.closed:
        said = ngettext(
            "{n} more is in walks that you closed.", "{n} more are in walks that you closed.", found.closed
        )
        screen.draw(drawn, Note(said, "quiet"))
    shelf = context.playbooks()
    if record := next((one.record for one in found.due if _goes_on(one.record, shelf)), None):
        screen.draw(drawn, Command(_("Go on with:"), context.command(record.playbook, record.client)))
    if any(not one.is_wait for one in found.due):
        screen.draw(drawn, Command(_("Tick off with:"), context.command("done")))


def row(due: Due, today: date) -> Row:
    """Return what is due with how soon, as it is listed."""
    from playbook.messages import Row

    words = with_client(due.shown, due.record.client)
    return Row(in_words(due.day, today), words, stands_out=due.day < today)


def _export(context: CommandContext, name: str, dues: Sequence[Due]) -> None:
    """Write what is due as a calendar: to standard output, or in the place of an earlier one."""
    from playbook.journal.calendar import Names, calendar, earlier, is_ours

    journal, shelf = context.journal(), context.playbooks()
    records = list(journal.records())
    names = Names(records)
    # Of a copy that some program made of an entry, the first is meant.
    events = {names.uid(due): due for due in reversed(dues)}
    events = dict(reversed(events.items()))

    def made(before: bytes) -> bytes:
        kept = earlier(before)
        elsewhere = {names.uid(due) for due in agenda(journal.gathered(due_in)).due} if kept else set()
        if journal.passed_over or not records:
            # A file that cannot be read now may hold what is missing, and a journal without an entry may be
            # the wrong one, or on a disk that is not there: nothing is known to be over.
            elsewhere |= kept.keys()
        return calendar(events, kept, elsewhere, context.now, lambda due: _hint(context, due, shelf))

    refusal = N_("{path} is not a calendar written by playbook, so it was left as it is.")
    file = OutFile(name, refusal, is_ours)
    if not events and not file.is_there():
        tell(_("Nothing is due, so there is no calendar to write."))
        return
    if path := file.write(made):
        if not events:
            tell(_("Nothing is due; {path} has no upcoming events now.", path=path))
            return
        said = ngettext(
            "{n} event is in {path}. Import it into your calendar, and again whenever something changes.",
            "{n} events are in {path}. Import it into your calendar, and again whenever something changes.",
            len(events),
            path=path,
        )
        tell(said)


def _hint(context: CommandContext, due: Due, shelf: Container[str]) -> str:
    """Return what to type about something that is due."""
    record = due.record
    if _goes_on(record, shelf):
        return context.command(record.playbook, record.client)
    return context.command("show" if due.is_wait else "done", record.client)


def _goes_on(record: Record, shelf: Container[str]) -> bool:
    """Tell whether a walk can be gone on with."""
    return record.status == "open" and record.playbook in shelf
