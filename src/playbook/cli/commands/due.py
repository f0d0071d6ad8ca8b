"""`playbook due`: follow-ups and waits by date."""

from __future__ import annotations

from typing import Annotated

import typer

from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import ClientOption, PlaybookOption


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("due", rich_help_panel=JOURNAL)
    def due(
        client: ClientOption = None,
        playbook: PlaybookOption = None,
        as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
        ics: Annotated[
            str | None,
            typer.Option("--ics", metavar="FILE", help="Write a calendar to this file; `-` for the output."),
        ] = None,
    ) -> None:
        """Say what is due: follow-ups that are not ticked, and the days that walks wait for."""
        from playbook.cli.duties import Wanted, show

        show(context, Wanted(client, playbook, as_json, ics))
