"""`playbook answers`: an answers file, empty or from an entry."""

from __future__ import annotations

from typing import Annotated

import typer

from playbook.cli.completion import clients, playbook_names
from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.output import put
from playbook.entry import Entry


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("answers", rich_help_panel=AUTHORING)
    def answers(
        name: Annotated[str, typer.Argument(help="The playbook.", autocompletion=playbook_names)],
        client: Annotated[
            str | None,
            typer.Argument(help="Fill in the answers of their newest entry.", autocompletion=clients),
        ] = None,
    ) -> None:
        """Write an answers file, for `playbook NAME --answers FILE`.

        It lists every question with how it can be answered; with a client, their answers are filled in.
        Save it in a file: playbook answers lost > acme.toml
        """
        put([_answers(context, name, client).removesuffix("\n")])


def _answers(context: CommandContext, name: str, client: str | None) -> str:
    from playbook.authoring.answers_file import answers_text
    from playbook.authoring.names import named
    from playbook.journal.entry_file import open_entry
    from playbook.query.clients import meant_client
    from playbook.session.clients import BadName, client_of
    from playbook.session.replies import walk_from

    shelved = named(name, context.playbooks())
    playbook = context.read(shelved)
    wanted = client_of(name, playbook, client, f"playbook answers {name}")
    if wanted is None:
        walk = walk_from(Entry(""), playbook, context.known())
        return answers_text(walk, _head(name, "Nothing is answered yet."))
    journal = context.journal()
    found = journal.of_client(wanted, name)
    if not found:
        wanted = meant_client(journal.folder, wanted, None, context.playbooks) or wanted
        found = journal.of_client(wanted, name)
    if not found:
        begin = f"To begin one: {context.command(name, wanted)}"
        raise BadName(f"There is no entry of {name} about {wanted}.", begin)
    path = found[-1].path
    about = f"With the answers of {path.name}, the newest entry about {found[-1].client}."
    walk = walk_from(open_entry(journal, path).entry, playbook, context.known())
    return answers_text(walk, _head(name, about))


def _head(name: str, about: str) -> list[str]:
    return [
        f"Answers for: playbook {name} CLIENT --answers FILE",
        about,
        "Where an answer has a # in front, it only shows how one is written; take the # away to give it.",
    ]
