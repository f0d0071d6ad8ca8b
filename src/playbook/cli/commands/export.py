"""`playbook export`: the journal as one table."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from playbook.cli.filtering import (
    ClientOption,
    PlaybookOption,
    SinceOption,
    StatusOption,
    UntilOption,
    WhereOption,
    in_front_of_names,
    say_nothing_found,
    say_passed_over,
    selected,
)
from playbook.cli.here import JOURNAL, Here
from playbook.cli.printing import put_utf8, tell


class _Format(StrEnum):
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def add(app: typer.Typer, here: Here) -> None:
    """Add the command."""

    @app.command("export", rich_help_panel=JOURNAL)
    def export(
        form: Annotated[_Format, typer.Option("--format", "-f", help="How it is written.")] = _Format.JSON,
        client: ClientOption = None,
        playbook: PlaybookOption = None,
        status: StatusOption = None,
        since: SinceOption = None,
        until: UntilOption = None,
        where: WhereOption = None,
    ) -> None:
        """Write the journal to standard output as one table: a row an entry, a column a question.

        The columns are path, playbook, client, status, started, updated, and the questions in the order of
        their playbook. Numbers are numbers, yes and no are true and false, days are ISO; an amount has its
        currency in a column beside it, a scorecard its band and its marks, a draft its day and its text. A
        question that was passed, not asked or set aside is null.
        """
        from playbook.query.table import Table, rows_of
        from playbook.query.written_out import FORMATS

        selection = selected(here, client, playbook, status, since, until, where)
        row_form, lines = FORMATS[form.value]
        paths = {name: shelved.path for name, shelved in here.playbooks().items()}
        folder = in_front_of_names(here)
        table = Table(
            selection.worked_through(
                lambda entries: rows_of((one for one, _ in entries), folder, paths, row_form)
            ),
            row_form,
        )
        put_utf8(lines(table))
        if not table.count:
            say_nothing_found(selection)
        if table.unfit:
            answers = "1 answer is" if table.unfit == 1 else f"{table.unfit} answers are"
            tell(f"{answers} left out: not of the question's type.")
        say_passed_over(selection)
