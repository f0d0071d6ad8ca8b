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
    from playbook.authoring import names, own_copy
    from playbook.authoring.edit import Options, edit
    from playbook.checking.report import entries_unread
    from playbook.faces.editor import editor_from, opened
    from playbook.schema import schema_text
    from playbook.shelf import shipped

    if name is None:
        raise names.none_named(context.playbooks(), context.command("edit"))
    names.named(name, context.playbooks())
    # The usual ones need a terminal; one that is set may do without.
    editor_from(os.environ, usual=sys.stdin.isatty() and sys.stdout.isatty())
    settings = context.settings
    path = settings.playbooks / f"{name}.toml"
    original = shipped(settings).get(name)
    options = Options(
        opened=lambda line: opened(path, os.environ, line),
        shown=str(with_tilde(path)),
        edit=f"{context.command('edit')} {name}",
        walk=f"{context.command(name)} --dry-run",
        asks=sys.stdin.isatty(),
        unread=lambda: entries_unread(settings, name),
        check=context.command("check"),
    )
    with own_copy.only_one(path):
        own_copy.put_schema(settings.playbooks, schema_text())
        own = own_copy.OwnCopy(path, original.path if original else None)
        return edit(own, context.face(), options)
