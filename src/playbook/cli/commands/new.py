"""`playbook new`: a small playbook to start from."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.output import put_bytes, tell


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("new", rich_help_panel=AUTHORING)
    def new(
        name: Annotated[str, typer.Argument(help="What it is called, and its command: one word.")],
    ) -> None:
        """Write a small playbook of your own to start from.

        It holds a question of each type, with a note on what it does.
        """
        from playbook.authoring.names import check_new
        from playbook.authoring.new import write_new
        from playbook.authoring.own_copy import put_schema
        from playbook.schema import schema_text

        folder = context.settings.playbooks
        check_new(name, context.playbooks(), folder)
        put_schema(folder, schema_text())
        path = write_new(folder, name)
        tell("A small playbook to start from is in")
        put_bytes([os.fsencode(path)])
        tell(f"To make it yours:  {context.command('edit')} {name}")
        tell(f"To try it, with nothing written:  {context.command(name)} --dry-run")
