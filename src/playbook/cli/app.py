"""The commands, and the one place where an error becomes words and an exit status."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from playbook import __version__
from playbook.cli import completing, walk_command
from playbook.cli.here import Here
from playbook.cli.printing import tell
from playbook.errors import PlaybookError
from playbook.settings import HOME_VARIABLE, read_settings

COMMANDS = (
    "due",
    "done",
    "journal",
    "show",
    "grep",
    "stats",
    "export",
    "path",
    "edit",
    "new",
    "check",
    "schema",
    "answers",
)
"""Our own commands, in the order of the help page; each is a module of that name."""


class _Group(TyperGroup):
    """The commands, with our own way of telling an error."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Typer has it
        """Run a command; an error ends in a sentence and a status, never in a traceback."""
        try:
            return super().main(*args, **kwargs)
        except PlaybookError as error:
            _tell(error.message, error.hint)
            sys.exit(error.status)
        except OSError as error:
            # Whoever listened is gone, or the terminal is. Else there is something to say.
            if error.errno not in (errno.EPIPE, errno.EIO):
                with suppress(OSError):
                    _tell(f"It could not be written: {error.strerror}.", "Make room, or write it elsewhere.")
            _close_outputs()
            sys.exit(1 if error.errno != errno.EIO else 129)

    def make_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as Typer has it
        """Read the command line; Ctrl-C is not the failure that Typer makes of it."""
        with _ctrl_c_is_130():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as Typer has it
        """Run what was asked for; likewise."""
        with _ctrl_c_is_130():
            return super().invoke(ctx)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer keeps their types to itself
        """List the commands in groups: a help page of one long list is hard to read."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            if command := self.get_command(ctx, name):
                title = getattr(command, "rich_help_panel", None) or "Commands"
                words = (command.help or "").partition("\n\n")[0].replace("\n", " ")
                groups.setdefault(title, []).append((name, words))
        for title, rows in groups.items():
            with formatter.section(title):
                formatter.write_dl(rows)


@contextmanager
def _ctrl_c_is_130() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        try:
            sys.stdout.flush()
        except OSError:  # Whoever listened is gone.
            _close_outputs()
        sys.exit(130)


def _tell(message: str, hint: str) -> None:
    tell(message)
    if hint:
        tell(f"hint: {hint}")


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


def build(here: Here, arguments: Sequence[str]) -> typer.Typer:
    """Build the app: our own commands, and one for each playbook.

    Args:
        here: Where things are.
        arguments: The command line. Only the commands that it takes are built: building them all takes
            longer than most of them run.
    """
    app = typer.Typer(
        cls=_Group,
        name="playbook",
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    _add_overview(app, here)
    named = next((word for word in arguments if not word.startswith("-")), None)
    if named in COMMANDS:
        _add_own(app, here, named)
        return app
    playbooks = here.playbooks()
    if named in playbooks:
        walk_command.add(app, here, playbooks[named], named)
    elif named is not None or not {"-h", "--help"}.isdisjoint(arguments):
        for name, shelved in playbooks.items():
            walk_command.add(app, here, shelved, name)
        for name in COMMANDS:
            _add_own(app, here, name)
    return app


def _add_own(app: typer.Typer, here: Here, name: str) -> None:
    import_module(f"playbook.cli.commands.{name}").add(app, here)


def _add_overview(app: typer.Typer, here: Here) -> None:
    """Add what `playbook` does alone, and the options that stand before any command."""

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
            from playbook.cli.overview import overview
            from playbook.faces import screen

            drawn = screen.console()
            for said in overview(here.settings, here.playbooks(), here.home):
                screen.draw(drawn, said)


def _settle_streams() -> None:
    """Make the standard streams take any text, and be there at all: a caller may have closed them."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, io.TextIOWrapper):
            if name == "stdout" and isinstance(stream.buffer, io.RawIOBase):
                # With PYTHONUNBUFFERED nothing stands between us and a disk that takes half of a text.
                named, raw = stream.encoding, stream.detach()
                stream = io.TextIOWrapper(io.BufferedWriter(raw), named, line_buffering=True)
                setattr(sys, name, stream)
            # Names and answers may hold what the terminal's encoding does not; a mark beats an end. What
            # goes into a pipe or a file is UTF-8 everywhere, as the entries are, and what comes in keeps
            # every byte.
            encoding = "utf-8" if name == "stdout" and not stream.isatty() else None
            errors = "surrogateescape" if name == "stdin" else "replace"
            stream.reconfigure(encoding=encoding, errors=errors)


def _home_of_the_person(named: str | None) -> Path:
    """Give the person's home folder; where there is none, one that was named will do without."""
    try:
        return Path.home()
    except RuntimeError:
        if named or os.environ.get(HOME_VARIABLE):
            return Path.cwd()
        raise


def main(arguments: Sequence[str]) -> None:
    """Run the command line; it ends the process with its exit status."""
    _settle_streams()
    if os.environ.get(completing.ASKED, "").startswith("complete"):
        completing.offer(_complete)
        return
    home, rest = named_home(arguments)
    if home == "":
        _tell("--home names no folder.", "Name one, such as: playbook --home ~/playbook")
        sys.exit(2)
    try:
        settings = read_settings(home, os.environ, _home_of_the_person(home))
    except (OSError, RuntimeError) as error:
        _tell(
            f"The folder of the journal cannot be told: {str(error).rstrip('.')}.",
            "Name one with --home DIR.",
        )
        sys.exit(1)
    build(Here(settings, home), rest)(rest, prog_name="playbook")


def _complete() -> None:
    """Say what could be typed where a shell asks for it."""
    named = completing.typed()
    settings = read_settings(None, os.environ, Path.home())
    build(Here(settings, None), [named] if named else ["--help"])([], prog_name="playbook")
