"""`playbook NAME [CLIENT]`: walk a playbook."""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.cli.commands.show import show_entry
from playbook.cli.completion import clients, ids_of_command
from playbook.cli.context import PLAYBOOKS, CommandContext, local_now
from playbook.cli.options import PlainOption, check_alone, file_path, say_unread
from playbook.cli.output import close_outputs, put_path, with_tilde
from playbook.language import N_, _, languages, listed, speak, speaking
from playbook.settings import begin_config
from playbook.shelf import Shelved, in_language

if TYPE_CHECKING:
    from playbook.entry import Entry
    from playbook.model.asking import Face
    from playbook.model.context import Given
    from playbook.model.playbook import Playbook
    from playbook.model.types.figures import FiguresQuestion
    from playbook.reading.answers import AnswersFile
    from playbook.session.options import Options
    from playbook.session.session import Session


AnswersOption = Annotated[
    Path | None,
    typer.Option(
        "--answers", metavar="FILE", parser=file_path, help=N_("Take answers from a TOML file, or `-`.")
    ),
]
AskOption = Annotated[
    str | None,
    typer.Option(
        "--ask",
        metavar="ID",
        help=N_("Ask one question of the newest walk again."),
        autocompletion=ids_of_command,
    ),
]

_STANDARD_INPUT = "-"
"""What is typed in the place of a file's name where standard input is meant."""


def add(app: typer.Typer, context: CommandContext, shelved: Shelved, name: str, summary: str) -> None:
    """Add the command that walks a playbook."""

    @app.command(name, help=summary, rich_help_panel=PLAYBOOKS)
    def command(
        client: Annotated[
            str | None,
            typer.Argument(help=N_("Who it is about; asked for if left out."), autocompletion=clients),
        ] = None,
        new: Annotated[
            bool, typer.Option("--new", help=N_("Begin a new walk although one is open."))
        ] = False,
        plain: PlainOption = False,
        answers: AnswersOption = None,
        ask: AskOption = None,
        no_breathe: Annotated[bool, typer.Option("--no-breathe", help=N_("Skip the pauses."))] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Write nothing; skip waits."))] = False,
    ) -> None:
        from playbook.session.clients import client_of

        if ask is not None:
            check_alone("--ask", {"--new": new, "--answers": bool(answers), "--dry-run": dry_run})
        playbook = context.read(shelved)
        options = replace(
            options_for(context, name, plain=plain, ask=ask, behind=_behind(answers)),
            new=new,
            dry_run=dry_run,
            answers=_answers(context, playbook, answers),
        )
        if dry_run:
            options = replace(options, export=lambda _: "", tick_off=lambda _: "", keep_name=None)
        if no_breathe:
            options = replace(options, pauses=False)
        face = _face(context, plain=plain, from_file=answers is not None)
        with speaking(playbook.language):
            who = client_of(name, playbook, client, f"playbook {name}")
            raise typer.Exit(
                hold(context, face, lambda: _opened(context, playbook, name, who, face, options))
            )


def options_for(
    context: CommandContext, name: str, *, plain: bool, ask: str | None, behind: str = ""
) -> Options:
    """Return how a session is held, as it is configured.

    Args:
        context: What every command has at hand.
        name: The name of what is walked.
        plain: Whether the plain face is wanted.
        ask: See `Options`.
        behind: What stands behind the command that goes on.
    """
    from playbook.session.options import Options

    settings = context.settings
    behind = f"{' --plain' * plain}{behind}"
    return Options(
        clock=lambda: local_now().replace(microsecond=0),
        me=settings.name,
        currency=settings.currency,
        command=lambda about: context.command(name, about or "") + behind,
        tick_off=lambda about: context.command("done", about or "") + " --plain" * plain,
        export=lambda about: _export(context, about or name),
        shown=with_tilde,
        look=lambda path: show_entry(context, path, plain=plain),
        pauses=settings.breathe,
        ask=ask,
        begun_in=partial(_begun_in, context, name),
        figures=partial(_figures, context),
        currencies=context.currencies(),
        keep_name=None if os.path.lexists(settings.config) else partial(begin_config, settings.config),
    )


def _begun_in(context: CommandContext, name: str, playbook: Playbook, entry: Entry) -> Playbook:
    """Return a playbook in the language that an entry was begun in, and speak that from here on."""
    language = entry.front.get("language", playbook.language)
    if language != playbook.language:
        playbook = context.read(in_language(context.settings, context.playbooks()[name], language))
        speak(playbook.language)
    return playbook


def _behind(answers: Path | None) -> str:
    """Return what stands behind the command that goes on.

    What the file holds of later steps is not in the entry yet; what came in does not come again.
    """
    is_file = answers is not None and str(answers) != _STANDARD_INPUT
    return f" --answers {shlex.quote(str(answers))}" if is_file else ""


def _opened(
    context: CommandContext, playbook: Playbook, name: str, client: str | None, face: Face, options: Options
) -> Session:
    """Open a session of a playbook; see `open_session`."""
    from playbook.messages import Note
    from playbook.session.again import open_again
    from playbook.session.clients import asked_client, known_client
    from playbook.session.opening import open_session

    journal = context.journal()
    if playbook.subject == "client":
        client = known_client(journal, face, client) if client else asked_client(journal, face)
    open_one = open_session if options.ask is None else open_again
    session = open_one(playbook, name, client, journal, face, options)
    say_unread(context, journal, lambda said: face.say(Note(said, "quiet")))
    return session


def hold(context: CommandContext, face: Face, opened: Callable[[], Session]) -> int:
    """Hold one session, and return its exit status.

    Raises:
        PlaybookError: An answers file or an entry is wrong, or something outside failed.
        Back: They go back from what is asked before it.
        Left: They leave there.
    """
    from playbook.messages import Note
    from playbook.model.leaving import Why
    from playbook.session.options import Ending

    for left_out in context.left_out(context.settings.not_understood):
        face.say(Note(left_out, "quiet"))
    if context.settings.unspoken and not context.settings.journal.exists():
        face.say(Note(_unspoken(context), "quiet"))
    session = opened()
    # What was imported stays; from here on only what the walk makes is looked through.
    gc.freeze()
    gc.enable()
    outcome = session.run()
    if outcome.ending is Ending.DONE and session.file.path:
        put_path(session.file.path)
    if outcome.status == Why.HUNG_UP.value:
        close_outputs()
    return outcome.status


def _unspoken(context: CommandContext) -> str:
    """Say that the language that is wanted is not there, and how to choose one that is."""
    from babel import Locale, UnknownLocaleError

    wanted = context.settings.unspoken
    try:
        name = Locale.parse(wanted, sep="-").get_language_name("en") or wanted
    except (ValueError, UnknownLocaleError):
        name = wanted
    return _(
        "{name} is not spoken here yet, so this is English. Others are {languages}: {command}, or `language` "
        "in {config}.",
        name=name,
        languages=listed([language for language in languages() if language != "en"]),
        command=f"{context.command('--language')} it",
        config=with_tilde(context.settings.config),
    )


def _answers(context: CommandContext, playbook: Playbook, path: Path | None) -> AnswersFile | None:
    if path is None:
        return None
    from playbook.reading.answers import read_answers
    from playbook.reading.toml import STANDARD_INPUT

    if str(path) == _STANDARD_INPUT:
        return read_answers(STANDARD_INPUT, _("standard input"), playbook, context.known())
    return read_answers(path, str(path), playbook, context.known())


def _figures(context: CommandContext, language: str, question: FiguresQuestion, same: Given | None) -> str:
    from playbook.cli.figures import figures_in_words

    return figures_in_words(context, language, question, same)


def _export(context: CommandContext, whom: str) -> str:
    """Return what to type to have what is due in a calendar."""
    from playbook.journal.naming import slug

    return f"{context.command('due')} --ics {slug(whom)}.ics"


def _face(context: CommandContext, *, plain: bool, from_file: bool) -> Face:
    """Choose how the walk is put: to nobody, where answers come from a file and no terminal is there."""
    from playbook.faces.unattended import Unattended

    face = context.face(plain=plain)
    return Unattended(face) if from_file and not sys.stdin.isatty() else face
