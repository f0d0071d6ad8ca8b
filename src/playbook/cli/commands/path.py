"""`playbook path`: where things are."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer

from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import JsonOption
from playbook.cli.output import put_bytes, put_json, put_path
from playbook.language import N_


class _What(StrEnum):
    JOURNAL = "journal"
    PLAYBOOKS = "playbooks"
    CONFIG = "config"


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "path",
        rich_help_panel=JOURNAL,
        help=N_("Say where the journal, your own playbooks or the configuration are."),
    )
    def path(
        what: Annotated[
            _What | None,
            typer.Argument(help=N_("Only this one; all of them, with their names, if left out.")),
        ] = None,
        as_json: JsonOption = False,
    ) -> None:
        places = {
            _What.JOURNAL: context.settings.journal,
            _What.PLAYBOOKS: context.settings.playbooks,
            _What.CONFIG: context.settings.config,
        }
        if as_json:
            put_json({name.value: str(place) for name, place in places.items() if what in (None, name)})
        elif what:
            put_path(places[what])
        else:
            put_bytes(os.fsencode(f"{name}\t{place}") for name, place in places.items())
