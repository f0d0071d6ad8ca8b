"""`playbook show`: one entry, as it reads."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from playbook.cli.completion import clients
from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import FilterOptions, PlaybookOption
from playbook.cli.output import is_drawn, put
from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.journal.files import Unreadable, decoded, read
from playbook.journal.record import by_start


class NoSuchEntry(PlaybookError):
    """There is no entry of a playbook about a client."""


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("show", rich_help_panel=JOURNAL)
    def show(
        client: Annotated[
            str | None,
            typer.Argument(help="Whose; the newest entry of all if left out.", autocompletion=clients),
        ] = None,
        playbook: PlaybookOption = None,
        edit: Annotated[bool, typer.Option("--edit", help="Open it in your editor.")] = False,
    ) -> None:
        """Show the newest entry of a client; into a pipe, its file as it stands."""
        path = _newest(context, FilterOptions(client, playbook))
        if edit:
            _edit(path)
        else:
            show_entry(path, plain=context.settings.plain)


def _newest(context: CommandContext, filters: FilterOptions) -> Path:
    """Return the path of the entry that began last, of those that are meant.

    Raises:
        PlaybookError: There is none.
    """
    records = by_start(filters.selection(context).records())
    if records:
        return records[-1].path
    of = f" of {filters.playbook}" if filters.playbook is not None else ""
    about = f" about {filters.client}" if filters.client is not None else ""
    if not of + about:
        raise NoSuchEntry("There is no entry to show.", "A walk begins with: playbook lost")
    raise NoSuchEntry(f"There is no entry{of}{about}.", "All entries: playbook journal")


def show_entry(path: Path, *, plain: bool) -> None:
    """Show an entry; into a pipe, its file as it stands.

    Raises:
        Unreadable: It is gone, or cannot be read.
    """
    try:
        content = read(path)
    except FileNotFoundError:
        raise Unreadable(f"{path} is gone.", "All entries: playbook journal") from None
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    entry = Entry.parse(decoded(content))
    body = entry.page.text[entry.body :]
    if not is_drawn(plain=plain):
        put([body.strip("\n")])
        return
    from playbook.faces import screen

    screen.entry(screen.console(), body)


def _edit(path: Path) -> None:
    from playbook.faces.editor import EditorFailed, opened

    if not opened(path, os.environ):
        raise EditorFailed("The editor ended with an error.", f"What it saved is in {path}")
