"""`playbook due`: follow-ups and waits by date."""

from __future__ import annotations

from typing import Annotated

import typer

from playbook.cli.completing import clients, playbook_names
from playbook.cli.here import JOURNAL, Here


def add(app: typer.Typer, here: Here) -> None:
    """Add the command."""

    @app.command("due", rich_help_panel=JOURNAL)
    def due(
        client: Annotated[
            str | None,
            typer.Option("--client", metavar="NAME", help="Only of this client.", autocompletion=clients),
        ] = None,
        playbook: Annotated[
            str | None,
            typer.Option(
                "--playbook", metavar="NAME", help="Only of this playbook.", autocompletion=playbook_names
            ),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
        ics: Annotated[
            str | None,
            typer.Option("--ics", metavar="FILE", help="Write a calendar to this file; `-` for the output."),
        ] = None,
    ) -> None:
        """Say what is due: follow-ups that are not ticked, and the days that walks wait for."""
        from playbook.cli.duties import Wanted, show
        from playbook.cli.whose import Whose

        show(here, Wanted(Whose(client, playbook), as_json, ics))
