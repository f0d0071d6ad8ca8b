"""The command of a playbook: `playbook NAME [CLIENT]`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from playbook.cli.completion import clients
from playbook.cli.context import PLAYBOOKS, CommandContext
from playbook.shelf import Shelved


def add(app: typer.Typer, context: CommandContext, shelved: Shelved, name: str) -> None:
    """Add the command that walks a playbook."""
    summary = shelved.summary()

    @app.command(name, help=summary, rich_help_panel=PLAYBOOKS)
    def command(
        client: Annotated[
            str | None,
            typer.Argument(help="Who it is about; asked for if left out.", autocompletion=clients),
        ] = None,
        new: Annotated[bool, typer.Option("--new", help="Begin a new walk although one is open.")] = False,
        plain: Annotated[bool, typer.Option("--plain", help="Line by line, for a screen reader.")] = False,
        answers: Annotated[
            Path | None,
            typer.Option("--answers", metavar="FILE", help="Take answers from a TOML file."),
        ] = None,
        no_breathe: Annotated[bool, typer.Option("--no-breathe", help="Pass over the pauses.")] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; pass over waits.")] = False,
    ) -> None:
        from playbook.cli.walking import Wanted, walk

        wanted = Wanted(
            client, new, plain, answers, breathe=not no_breathe, dry_run=dry_run, home=context.home
        )
        raise typer.Exit(walk(shelved, wanted, context.settings))
