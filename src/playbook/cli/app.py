"""The commands, and the one place where an error becomes words and an exit status."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from playbook import __version__
from playbook.errors import PlaybookError
from playbook.settings import Settings, read_settings
from playbook.shelf import Shelved, shelf
from playbook.visible import visible


class _Group(TyperGroup):
    """The commands, with our own way of telling an error."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Typer has it
        """Run a command; an error ends in a sentence and a status, never in a traceback."""
        try:
            return super().main(*args, **kwargs)
        except PlaybookError as error:
            _tell(error.message, error.hint)
            sys.exit(error.status)
        except KeyboardInterrupt:
            sys.exit(130)
        except OSError as error:
            # Nobody is left to talk to, or the disk refuses even that; what was answered is saved.
            _close_outputs()
            sys.exit(1 if error.errno != errno.EIO else 129)


def _tell(message: str, hint: str) -> None:
    sys.stderr.write(visible(message) + "\n")
    if hint:
        sys.stderr.write(f"hint: {visible(hint)}\n")


def _close_outputs() -> None:
    """Send what is still to be written nowhere: at the end of the process it would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)


def named_home(arguments: Sequence[str]) -> tuple[str | None, list[str]]:
    """Take `--home DIR` out of the arguments, wherever it stands: which commands there are hangs on it.

    Returns:
        The folder, or None; and the other arguments.
    """
    rest: list[str] = []
    home: str | None = None
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument == "--":
            return home, [*rest, argument, *left]
        if argument == "--home" and left:
            home = left.pop(0)
        elif argument.startswith("--home="):
            home = argument.removeprefix("--home=")
        else:
            rest.append(argument)
    return home, rest


def build(settings: Settings, home: str | None) -> typer.Typer:
    """Build the app: our own commands, and one for each playbook.

    Args:
        settings: Where the playbooks are.
        home: The folder as named on the command line; None if it was not.
    """
    app = typer.Typer(
        cls=_Group,
        name="playbook",
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    playbooks = shelf(settings)

    @app.callback(invoke_without_command=True)
    def playbook(
        context: typer.Context,
        version: Annotated[
            bool, typer.Option("--version", help="Say which version this is.", is_eager=True)
        ] = False,
        _: Annotated[
            str | None, typer.Option("--home", metavar="DIR", help="Keep everything in this folder.")
        ] = None,
    ) -> None:
        """A calm walk through a hard moment, kept in markdown files that you own.

        Alone, it says what is due and how to go on.
        """
        if version:
            typer.echo(f"playbook {__version__}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            from playbook import screen
            from playbook.cli.overview import overview

            drawn = screen.console()
            for said in overview(settings, playbooks, home):
                screen.draw(drawn, said)

    for name, shelved in playbooks.items():
        command = _walk_command(shelved, settings, home)
        app.command(name, help=shelved.summary(), short_help=shelved.summary())(command)
    return app


def _walk_command(shelved: Shelved, settings: Settings, home: str | None) -> Callable[..., None]:
    """Make the command that walks a playbook."""

    def command(
        client: Annotated[str | None, typer.Argument(help="Who it is about; asked for if left out.")] = None,
        new: Annotated[bool, typer.Option("--new", help="Begin a new walk although one is open.")] = False,
        plain: Annotated[bool, typer.Option("--plain", help="Line by line, for a screen reader.")] = False,
        answers: Annotated[
            Path | None,
            typer.Option("--answers", metavar="FILE", help="Take answers from a TOML file."),
        ] = None,
        no_breathe: Annotated[bool, typer.Option("--no-breathe", help="Pass over the pauses.")] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; pass over waits.")] = False,
    ) -> None:
        from playbook.cli.walking import Wanted, walk

        wanted = Wanted(client, new, plain, answers, breathe=not no_breathe, dry_run=dry_run, home=home)
        raise typer.Exit(walk(shelved, wanted, settings))

    return command


def _settle_streams() -> None:
    """Make the standard streams take any text, and be there at all: a caller may have closed them."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, io.TextIOWrapper):
            # Names and answers may hold what the terminal's encoding does not; a mark beats an end.
            stream.reconfigure(errors="replace")


def main(arguments: Sequence[str]) -> None:
    """Run the command line; it ends the process with its exit status."""
    _settle_streams()
    home, rest = named_home(arguments)
    try:
        settings = read_settings(home, os.environ, Path.home())
    except (OSError, RuntimeError) as error:
        _tell(f"The folder of the journal cannot be told: {error}.", "Name one with --home DIR.")
        sys.exit(1)
    build(settings, home)(rest, prog_name="playbook")
