"""`playbook stats`: the figures, drawn, told, or for programs."""

from __future__ import annotations

from typing import Annotated

import typer

from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import FilterOptions, filtered


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("stats", rich_help_panel=JOURNAL)
    @filtered
    def stats(
        *,
        filters: FilterOptions,
        plain: Annotated[bool, typer.Option("--plain", help="Line by line, for a screen reader.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="As JSON: figure, key, value and n.")] = False,
        svg: Annotated[
            str | None,
            typer.Option(
                "--svg",
                metavar="FILE",
                help="Draw a picture to a file, with no names in it; `-` for the output.",
            ),
        ] = None,
    ) -> None:
        """Show why clients left, how much went with them, and what came back.

        Into a pipe, a line for each number with figure, key, value and n, a tab between two; n is how many
        entries it rests on. The walks of `lost` are counted; with --playbook those of that one, where they
        hold a reason.
        """
        selection = filters.selection(context)
        # CommandContext, for every walk adds this command, and should not wait for what it does not show.
        from playbook.cli.telling import tell_figures

        tell_figures(selection, context, plain=plain, as_json=as_json, svg=svg)
