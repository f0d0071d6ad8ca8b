"""The commands, and the one place where an error becomes words and an exit status."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from itertools import takewhile
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from playbook import __version__
from playbook.cli import shells
from playbook.cli.completion import language_tags
from playbook.cli.context import CommandContext, called, context_of_process, taken_out
from playbook.cli.options import PlainOption
from playbook.cli.output import close_outputs, settle_environment, settle_streams, tell
from playbook.errors import PlaybookError, UsageError, reason
from playbook.language import N_, _, is_spoken, languages, of_locale, speak
from playbook.model.leaving import Back, Left, Why
from playbook.shelf import COMMANDS

_CTRL_C = 130

_OF_TYPER = (
    N_("Options"),
    N_("Arguments"),
    N_("required"),
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)
"""What Typer says, and looks up in our catalogue."""
_REFUSED = (
    N_("No such command {name}. Did you mean {names}?"),
    N_("No such command {name}."),
    N_("No such option: {option} (Possible options: {options})"),
    N_("No such option: {option}"),
    N_("Option {option} requires an argument."),
    N_("Option {option} does not take a value."),
    N_("Missing argument {name}."),
    N_("Got unexpected extra argument(s) ({words})"),
    N_("Invalid value for {name}: {value} is not one of {values}."),
)
"""What Typer says of a command line that is wrong, in English always.

Of two that begin alike the longer stands first.
"""

_PIECES = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
"""What Typer writes behind a command's name on its help page."""


@contextmanager
def _refusing(ctx: Any) -> Iterator[None]:  # noqa: ANN401 - Typer keeps its type
    """Say what Typer refuses in the language that is spoken, as any other error is said."""
    try:
        yield
    except typer.TyperException as error:
        command = f"{ctx.command_path} --help"
        raise UsageError(_refusal(error.format_message()), _("See: {command}", command=command)) from None


def _refusal(said: str) -> str:
    """Return what Typer says of a command line in the language that is spoken."""
    for sentence in _REFUSED:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(sentence))
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return _(sentence, **found.groupdict())
    return said


class _Translated:
    """A command or a group whose help page and refusals are in the language that is spoken."""

    def parse_args(self, ctx: Any, args: Any) -> Any:  # noqa: ANN401 - Typer keeps their types
        with _refusing(ctx):
            return super().parse_args(ctx, args)  # type: ignore[misc]  # what it stands before has it

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - likewise
        pieces = (_(piece) if piece in _PIECES else piece for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, " ".join(pieces), _("Usage:") + " ")

    def get_params(self, ctx: Any) -> Any:  # noqa: ANN401 - likewise
        parameters = super().get_params(ctx)  # type: ignore[misc]  # likewise
        for one in (self, *parameters):
            if text := getattr(one, "help", None):
                one.help = _(text)
        return parameters


class _Command(_Translated, TyperCommand):
    """A command; its help page names the options of every command, too."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer keeps their types
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_("--home and --language go with any command: see playbook --help."))


class _Group(_Translated, TyperGroup):
    """The commands, in groups on the help page, as one long list is hard to read."""

    def resolve_command(self, ctx: Any, args: Any) -> Any:  # noqa: ANN401 - likewise
        with _refusing(ctx):
            return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - likewise
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            if command := self.get_command(ctx, name):
                title = getattr(command, "rich_help_panel", None) or ""
                words = _(command.help or "").partition("\n\n")[0].replace("\n", " ")
                groups.setdefault(title, []).append((name, words))
        for title, rows in groups.items():
            with formatter.section(_(title)):
                formatter.write_dl(rows)


class _App(typer.Typer):
    """The app, whose commands say what they take in the language that is spoken."""

    def command(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - as Typer has them
        return super().command(*arguments, cls=_Command, **options)


def main(arguments: Sequence[str]) -> NoReturn:
    """Run the command line; it ends the process with its exit status, never with a traceback."""
    settle_environment()
    settle_streams()
    try:
        if shells.is_asked():
            shells.offer(_complete)
        else:
            _run(arguments)
        sys.exit()
    except PlaybookError as error:
        # Whoever raises it knows no folder, and no other name of this program.
        here = called(taken_out(arguments).home)
        _say(error.message, re.sub(r"(?<=: )playbook\b(?! --home)", lambda _: here, error.hint))
        sys.exit(error.status)
    except OSError as error:
        # The reader closed the pipe, or the terminal is gone. Otherwise there is something to say.
        if error.errno not in (errno.EPIPE, errno.EIO):
            with suppress(OSError):
                _say(
                    _("It could not be written: {why}.", why=reason(error)),
                    _("Make room, or write it elsewhere."),
                )
        close_outputs()
        sys.exit(1 if error.errno != errno.EIO else 129)
    except SystemExit as end:
        if end.code == _CTRL_C:
            # It reached whoever reads our output as well, and Python would complain at the end.
            try:
                sys.stdout.flush()
            except OSError:
                close_outputs()
        raise


def _run(arguments: Sequence[str]) -> None:
    """Run a command; where somebody goes back or leaves, it ends there, with the status that tells it."""
    rest, home, language = taken_out(arguments)
    context = _context(home, language)
    speak(context.settings.language)
    if "--plain" in takewhile(lambda word: word.startswith("-"), rest):
        context = context._replace(settings=context.settings._replace(plain=True), plain=True)
    try:
        build(context, rest)(rest, prog_name="playbook")
    except Back:
        sys.exit()
    except Left as left:
        if left.why is Why.HUNG_UP:
            close_outputs()
        sys.exit(left.why.value)


def _say(message: str, hint: str) -> None:
    tell(message)
    if hint:
        tell(_("hint: {hint}", hint=hint))


def _context(home: str | None, language: str | None) -> CommandContext:
    """Return what every command has at hand.

    Raises:
        PlaybookError: The folder cannot be told, or there is no such language.
    """
    is_known = language is None or is_spoken(language)
    if not is_known or home == "":
        speak(of_locale(os.environ))  # The settings, which say what is spoken, are not read yet.
    if not is_known:
        raise UsageError(
            _("There is no language {name} here.", name=language or "''"),
            _("These are: {languages}", languages=", ".join(languages())),
        )
    if home == "":
        raise UsageError(
            _("--home needs a folder."),
            _("Name one, such as: {command}", command="playbook --home ~/playbook"),
        )
    try:
        return context_of_process(home, language)
    except (OSError, RuntimeError) as error:
        message = _("I can't tell where the journal is: {why}.", why=str(error).rstrip("."))
        raise PlaybookError(message, _("Name one with --home DIR.")) from error


def build(context: CommandContext, arguments: Sequence[str]) -> typer.Typer:
    """Build the app: our own commands, and one for each playbook.

    Args:
        context: What every command has at hand.
        arguments: The command line. Only the commands that it takes are built: building them all takes
            longer than most of them run.
    """
    named = next((word for word in arguments if not word.startswith("-")), None)
    is_page = named is None and not {"-h", "--help"}.isdisjoint(arguments)
    summaries, wrong = context.page() if is_page else ({}, [])
    app = _App(
        cls=_Group,
        name="playbook",
        add_completion=True,
        epilog="\n\n".join(wrong),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    _add_overview(app, context)
    if named in COMMANDS:
        _add_own(app, context, named)
        return app
    if named is None and not is_page:
        return app

    from playbook.cli.commands import walk

    playbooks = context.walkable()
    if named in playbooks:
        walk.add(app, context, playbooks[named], named, playbooks[named].summary())
    else:
        for name, shelved in playbooks.items():
            walk.add(app, context, shelved, name, summaries.get(name) or shelved.summary())
        for name in COMMANDS:
            _add_own(app, context, name)
    return app


def _add_own(app: typer.Typer, context: CommandContext, name: str) -> None:
    import_module(f"playbook.cli.commands.{name}").add(app, context)


def _add_overview(app: typer.Typer, context: CommandContext) -> None:
    """Add what `playbook` does alone, and the options that stand before any command."""

    @app.callback(
        invoke_without_command=True,
        help=N_(
            "A calm walk through a hard moment, kept in markdown files that you own.\n\n"
            "Alone, it says what is due and how to go on."
        ),
    )
    def playbook(
        line: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", help=N_("Show the version."), is_eager=True)
        ] = False,
        home: Annotated[  # noqa: ARG001 - taken out before: it stands here for the help page
            str | None, typer.Option("--home", metavar="DIR", help=N_("Keep everything in this folder."))
        ] = None,
        language: Annotated[  # noqa: ARG001 - likewise
            str | None,
            typer.Option(
                "--language",
                metavar="LANG",
                help=N_("Speak this language for once: en, it, pt or pt-PT."),
                autocompletion=language_tags,
            ),
        ] = None,
        plain: PlainOption = False,  # noqa: ARG001 - likewise
    ) -> None:
        if version:
            typer.echo(f"playbook {__version__}")
            raise typer.Exit
        if line.invoked_subcommand is None:
            from playbook.cli.commands.overview import show

            show(context)


def _complete(named: str | None, language: str | None) -> None:
    """Write what could be typed behind a command; where none is named yet, the commands."""
    context = _context(None, language)
    speak(context.settings.language)
    build(context, [named or ""])([], prog_name="playbook")
