"""`playbook export`: the journal as one table."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import FilterOptions, check_alone, filtered, say_nothing_found, say_passed_over
from playbook.cli.output import put, tell
from playbook.language import N_, ngettext


class _Format(StrEnum):
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


_HELP = N_(
    "Write the journal to standard output as one table: a row an entry, a column a question.\n\n"
    "The columns are path, playbook, client, status, started, updated, and the questions in the "
    "order of their playbook. Numbers are numbers, yes and no are true and false, days are ISO; an "
    "amount has its currency in a column beside it, a scorecard its band and its marks, a draft its "
    "day and its text. A question that was skipped, not asked or set aside is null."
)


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("export", rich_help_panel=JOURNAL, help=_HELP)
    @filtered
    def export(
        form: Annotated[
            _Format | None, typer.Option("--format", "-f", help=N_("The format; JSON if left out."))
        ] = None,
        spreadsheet: Annotated[
            bool,
            typer.Option("--spreadsheet", help=N_("As CSV in which no answer can be taken for a formula.")),
        ] = False,
        *,
        filters: FilterOptions,
    ) -> None:
        from playbook.query.export import FORMATS, SPREADSHEET, Rows, Table

        if spreadsheet:
            check_alone("--spreadsheet", {f"--format {form}": form not in (None, _Format.CSV)})
        selection = filters.selection(context)
        table = Table(selection.gathered(Rows(context.columns()).of))
        put(FORMATS[SPREADSHEET if spreadsheet else form or _Format.JSON](table))
        if not table.count:
            say_nothing_found(context, selection)
        if table.unfit:
            said = ngettext(
                "{n} answer is left out: not of the question's type.",
                "{n} answers are left out: not of the question's type.",
                table.unfit,
            )
            tell(said)
        say_passed_over(context, selection)
