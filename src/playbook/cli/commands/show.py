"""`playbook show`: one entry, as it reads."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from playbook.cli.here import JOURNAL, Here
from playbook.errors import PlaybookError
from playbook.journal.files import Unreadable, decoded, read
from playbook.journal.naming import client_key
from playbook.journal.records import Reading
from playbook.journal.scan import front_of
from playbook.model.spelling import did_you_mean
from playbook.search.listing import Listed, listed

_MOST_LISTED = 12


class NoSuchEntry(PlaybookError):
    """There is no entry for a client, or it cannot be told for which one."""


def add(app: typer.Typer, here: Here) -> None:
    """Add the command."""

    @app.command("show", rich_help_panel=JOURNAL)
    def show(
        client: Annotated[
            str | None, typer.Argument(help="Whose; the newest entry of all if left out.")
        ] = None,
        playbook: Annotated[
            str | None, typer.Option("--playbook", metavar="NAME", help="Only walks through this playbook.")
        ] = None,
        edit: Annotated[bool, typer.Option("--edit", help="Open it in your editor.")] = False,
    ) -> None:
        """Show the newest entry of a client; into a pipe, its file as it stands.

        A name that only begins like a client's is enough if it is the only one.
        """
        rows = listed(Reading(here.settings.journal).fronts())
        newest = _newest([row for row in rows if playbook in (None, row.playbook)], client)
        path = here.settings.journal / newest.name
        if edit:
            _edit(path)
        else:
            _show(path)


def _newest(rows: list[Listed], client: str | None) -> Listed:
    """Give the entry that began last, of a client if one is named.

    Raises:
        NoSuchEntry: There is none, or several clients could be meant.
    """
    if client is None:
        if not rows:
            raise NoSuchEntry("There is no entry to show.", "A walk begins with: playbook lost")
        return rows[-1]
    key = client_key(client)
    clients = {client_key(row.client): row.client for row in rows if row.client}
    alike = [key] if key in clients else [other for other in clients if other.startswith(key)]
    if not alike or not key:
        raise NoSuchEntry(
            f"There is no entry about {client}{did_you_mean(client, sorted(clients.values()))}".rstrip("?;")
            + ".",
            "All of them: playbook journal",
        )
    if len(alike) > 1:
        names = sorted(clients[other] for other in alike)
        more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
        raise NoSuchEntry(
            f"Several clients begin like {client}: {', '.join(names[:_MOST_LISTED])}{more}.",
            "Type more of the name.",
        )
    return [row for row in rows if client_key(row.client) == alike[0]][-1]


def _show(path: Path) -> None:
    try:
        content = read(path)
    except FileNotFoundError:
        raise Unreadable(f"{path} is gone.", "All entries: playbook journal") from None
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    from playbook import screen

    body = decoded(content[front_of(content).body :])
    screen.markdown(screen.console(), body)


def _edit(path: Path) -> None:
    from playbook.faces.editor import EditorFailed, opened

    if not opened(path, os.environ):
        raise EditorFailed("The editor ended with an error.", f"What it saved is in {path}")
