"""`playbook new`: a playbook of your own, small to start from or taken from somebody."""

from __future__ import annotations

from typing import Annotated

import typer

from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.options import named_file
from playbook.cli.output import put_path, tell, with_tilde
from playbook.language import N_, _, ngettext


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "new",
        rich_help_panel=AUTHORING,
        help=N_(
            "Write a small playbook of your own to start from.\n\n"
            "It holds a question of each type, with a note on what it does."
        ),
    )
    def new(
        name: Annotated[str, typer.Argument(help=N_("What it is called, and its command: one word."))],
        source: Annotated[
            str | None,
            typer.Option(
                "--from",
                metavar="FILE",
                parser=named_file,
                help=N_("Take this one in: a file, - for standard input, or a shipped playbook's name."),
            ),
        ] = None,
    ) -> None:
        from playbook.authoring.names import check_new
        from playbook.authoring.new import new_playbook, write_new
        from playbook.authoring.own_copy import put_schema
        from playbook.schema import schema_text

        folder = context.settings.playbooks
        check_new(name, context.playbooks(), folder)
        text = new_playbook(name) if source is None else _taken_in(context, source)
        put_schema(folder, schema_text())
        path = write_new(folder, name, text)
        tell(_("A small playbook to start from is in") if source is None else _("It is yours now, in"))
        put_path(path)
        tell(_("To make it yours:  {command}", command=f"{context.command('edit')} {name}"))
        command = f"{context.command(name)} --dry-run"
        tell(_("To try it, with nothing written:  {command}", command=command))


def _taken_in(context: CommandContext, source: str) -> str:
    """Return the text of a playbook from elsewhere, and say what is in it."""
    from playbook.authoring.new import given
    from playbook.shelf import shipped

    playbook, text = given(source, shipped(context.settings), lambda path: str(with_tilde(path)))
    count = sum(1 for _question in playbook.questions())
    steps = ngettext("{n} step", "{n} steps", len(playbook.steps))
    questions = ngettext("{n} question", "{n} questions", count)
    tell(f"{playbook.title}: {steps}, {questions}.")
    for number, step in enumerate(playbook.steps, 1):
        tell(f"  {number}  {step.title}")
    return text
