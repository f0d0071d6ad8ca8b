"""`playbook answers`: an answers file, empty or from an entry."""

from __future__ import annotations

from typing import Annotated

import typer

from playbook.cli.completion import clients, playbook_names
from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.options import FilterOptions
from playbook.cli.output import put
from playbook.entry import Entry
from playbook.journal.record import by_start
from playbook.language import N_, _


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "answers",
        rich_help_panel=AUTHORING,
        help=N_(
            "Write an answers file, for `playbook NAME --answers FILE`.\n\n"
            "It lists every question with how it can be answered; with a client, their answers are filled "
            "in. Save it in a file: playbook answers lost > acme.toml"
        ),
    )
    def answers(
        name: Annotated[str, typer.Argument(help=N_("The playbook."), autocompletion=playbook_names)],
        client: Annotated[
            str | None,
            typer.Argument(help=N_("Fill in the answers of their newest entry."), autocompletion=clients),
        ] = None,
    ) -> None:
        put([_answers(context, name, client).removesuffix("\n")])


def _answers(context: CommandContext, name: str, client: str | None) -> str:
    from playbook.authoring.answers_file import answers_text
    from playbook.authoring.names import named
    from playbook.journal.entry_file import open_entry
    from playbook.session.clients import BadName, client_of
    from playbook.session.replies import walk_from

    shelved = named(name, context.playbooks())
    playbook = context.read(shelved)
    wanted = client_of(name, playbook, client, f"playbook answers {name}")
    if wanted is None:
        walk = walk_from(Entry(""), playbook, context.known())
        return answers_text(walk, _head(name, _("Nothing is answered yet.")))
    found = by_start(FilterOptions(wanted, name).selection(context).records())
    if not found:
        raise BadName(
            _("There is no entry of {playbook} about {client}.", playbook=name, client=wanted),
            _("To begin one: {command}", command=context.command(name, wanted)),
        )
    last = found[-1]
    about = _(
        "With the answers of {file}, the newest entry about {client}.",
        file=last.name,
        client=last.client,
    )
    walk = walk_from(open_entry(context.journal(), last.path).entry, playbook, context.known())
    return answers_text(walk, _head(name, about))


def _head(name: str, about: str) -> list[str]:
    return [
        _("Answers for: playbook {name} CLIENT --answers FILE", name=name),
        about,
        _("Where an answer has a # in front, it only shows how one is written; take the # away to give it."),
    ]
