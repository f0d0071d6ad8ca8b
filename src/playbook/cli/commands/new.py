"""`playbook new`: a playbook of your own, small to start from or taken from somebody."""

from __future__ import annotations

from typing import Annotated

import typer

from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.output import put_path, tell, with_tilde
from playbook.text import many


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("new", rich_help_panel=AUTHORING)
    def new(
        name: Annotated[str, typer.Argument(help="What it is called, and its command: one word.")],
        source: Annotated[
            str | None,
            typer.Option(
                "--from",
                metavar="FILE",
                help="Take this one in: a file, - for standard input, or a shipped playbook's name.",
            ),
        ] = None,
    ) -> None:
        """Write a small playbook of your own to start from.

        It holds a question of each type, with a note on what it does.
        """
        from playbook.authoring.names import check_new
        from playbook.authoring.new import new_playbook, write_new
        from playbook.authoring.own_copy import put_schema
        from playbook.schema import schema_text

        folder = context.settings.playbooks
        check_new(name, context.playbooks(), folder)
        text = new_playbook(name) if source is None else _taken_in(context, source)
        put_schema(folder, schema_text())
        path = write_new(folder, name, text)
        tell("A small playbook to start from is in" if source is None else "It is yours now, in")
        put_path(path)
        tell(f"To make it yours:  {context.command('edit')} {name}")
        tell(f"To try it, with nothing written:  {context.command(name)} --dry-run")


def _taken_in(context: CommandContext, source: str) -> str:
    """Return the text of a playbook from elsewhere, and say what is in it."""
    from playbook.authoring.new import given
    from playbook.shelf import shipped

    playbook, text = given(source, shipped(context.settings), lambda path: str(with_tilde(path)))
    count = sum(1 for _ in playbook.questions())
    steps = many(len(playbook.steps), "step", "steps")
    tell(f"{playbook.title}: {steps}, {many(count, 'question', 'questions')}.")
    for number, step in enumerate(playbook.steps, 1):
        tell(f"  {number}  {step.title}")
    return text
