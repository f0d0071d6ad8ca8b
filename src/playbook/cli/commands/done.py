"""`playbook done`: tick follow-ups off."""

from __future__ import annotations

from typing import Annotated

import typer

from playbook.cli.completion import clients
from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import PlaybookOption


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("done", rich_help_panel=JOURNAL)
    def done(
        client: Annotated[
            str | None,
            typer.Argument(help="Whose; everybody's if left out.", autocompletion=clients),
        ] = None,
        playbook: PlaybookOption = None,
        text: Annotated[
            str | None, typer.Option("--text", metavar="WORDS", help="Only those that hold these words.")
        ] = None,
        undo: Annotated[bool, typer.Option("--undo", help="Take a tick away again.")] = False,
        plain: Annotated[bool, typer.Option("--plain", help="Line by line, for a screen reader.")] = False,
    ) -> None:
        """Tick follow-ups off: the one that is meant, or some of a list."""
        from playbook.cli.ticking import Wanted, tick_off

        raise typer.Exit(tick_off(context, Wanted(client, playbook, text, undo, plain)))
