"""`playbook journal`: the entries, the newest last."""

from __future__ import annotations

import typer

from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import FilterOptions, JsonOption, filtered, say_nothing_found, say_passed_over
from playbook.cli.output import is_drawn, put
from playbook.journal.record import Record
from playbook.language import N_
from playbook.query.listing import as_array, listed, tabbed, table
from playbook.text import terminal_columns


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "journal",
        rich_help_panel=JOURNAL,
        help=N_(
            "List the entries, the newest last.\n\n"
            "Into a pipe, a line for each with date, client, playbook, status and path, a tab between two. "
            "With --json an array of objects: path, playbook, client, status, started, updated, "
            "waiting_until; what is missing is null."
        ),
    )
    @filtered
    def journal(
        *,
        filters: FilterOptions,
        as_json: JsonOption = False,
    ) -> None:
        selection = filters.selection(context)
        rows = listed(selection.records())
        if as_json:
            put(as_array([head_of(row) for row in rows]))
        elif is_drawn(plain=context.settings.plain):
            put(table(rows, terminal_columns()))
        else:
            put(tabbed(rows))
        if not rows:
            say_nothing_found(context, selection)
        say_passed_over(context, selection)


def head_of(record: Record) -> dict[str, object]:
    """Return the head of an entry for programs."""
    return {
        "path": record.file,
        "playbook": record.playbook,
        "client": record.client or None,
        "status": record.status,
        "started": record.started or None,
        "updated": record.updated or None,
        "waiting_until": record.waiting_until or None,
    }
