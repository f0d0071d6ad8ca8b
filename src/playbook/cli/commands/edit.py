"""`playbook edit`: a playbook of your own, in your editor."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from playbook.cli.completion import playbook_names
from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.output import with_tilde


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("edit", rich_help_panel=AUTHORING)
    def edit(
        name: Annotated[
            str | None,
            typer.Argument(
                help="The playbook; a shipped one is copied first.",
                show_default=False,
                autocompletion=playbook_names,
            ),
        ] = None,
    ) -> None:
        """Open your copy of a playbook in your editor; it is checked when you save.

        The first time, your copy is made from the shipped one, and from then on it is used instead. If the
        check finds a slip you can edit it again, keep it as it is, or undo the whole edit.
        """
        raise typer.Exit(_edit(context, name))


def _edit(context: CommandContext, name: str | None) -> int:
    from playbook.authoring import editing, naming
    from playbook.authoring.beside import put_schema
    from playbook.authoring.own_copy import OwnCopy, only_one
    from playbook.cli.face import face_for
    from playbook.cli.going_on import command_for
    from playbook.faces.editor import editor_from, opened
    from playbook.schema import schema_text
    from playbook.shelf import shipped

    command = command_for("edit", None, context.home)
    if name is None:
        raise naming.none_named(context.playbooks(), command)
    shelved = naming.named(name, context.playbooks())
    # The usual ones need a terminal; one that is set may do without.
    editor_from(os.environ, usual=sys.stdin.isatty() and sys.stdout.isatty())
    folder = context.settings.playbooks
    path = folder / f"{name}.toml"
    original = shipped(context.settings).get(name)
    with only_one(path):
        put_schema(folder, schema_text())
        manner = editing.Options(
            opened=lambda line: opened(path, os.environ, line),
            shown=str(with_tilde(path)),
            edit=f"{command} {shelved.name}",
            walk=f"{command_for(shelved.name, None, context.home)} --dry-run",
            asks=sys.stdin.isatty(),
            unread=lambda: _unread(context, shelved.name),
            check=command_for("check", None, context.home),
        )
        own = OwnCopy(path, original.path if original else None)
        return editing.edit(own, face_for(plain=context.settings.plain), manner)


def _unread(context: CommandContext, name: str) -> int:
    from playbook.checking.whole import entries_unread

    return entries_unread(context.settings, name)
