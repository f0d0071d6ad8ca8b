"""`playbook schema`: the JSON Schema of a playbook."""

from __future__ import annotations

import typer

from playbook.cli.context import AUTHORING, CommandContext
from playbook.language import N_


def add(app: typer.Typer, context: CommandContext) -> None:  # noqa: ARG001 - as every command has it
    """Add the command."""

    @app.command(
        "schema",
        rich_help_panel=AUTHORING,
        help=N_("Print the JSON Schema of a playbook, for an editor that checks while you type."),
    )
    def schema() -> None:
        from playbook.schema import schema_text

        typer.echo(schema_text(), nl=False)
