"""What every command has at hand."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from datetime import UTC, date, datetime
from functools import cache
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playbook.cli.output import is_drawn, tell, with_tilde
from playbook.errors import reason
from playbook.language import N_, _
from playbook.settings import HOME_VARIABLE, Settings, read_settings
from playbook.shelf import Shelved, in_languages, original, shelf, unread
from playbook.text import visible_line

if TYPE_CHECKING:
    from playbook.journal.folder import Journal
    from playbook.model.asking import Face
    from playbook.model.context import Context
    from playbook.model.playbook import Playbook
    from playbook.query.questions import Questions

JOURNAL = N_("Journal")
AUTHORING = N_("Making playbooks")
PLAYBOOKS = N_("Playbooks")
"""The groups of the help page."""


class CommandContext(NamedTuple):
    """The settings, the playbooks, the time, and how this program is called.

    Attributes:
        settings: The folders and the configuration.
        home: The folder as named on the command line; None if it was not.
        now: When the command was started.
        plain: Whether `--plain` stood before the command, and so does before those that are named.
    """

    settings: Settings
    home: str | None
    now: datetime
    plain: bool = False

    @property
    def today(self) -> date:
        """The day on which the command was started."""
        return self.now.date()

    def journal(self) -> Journal:
        """Return the folder of the entries."""
        from playbook.journal.folder import Journal

        return Journal(self.settings.journal)

    def known(self) -> Context:
        """Return what is known before a walk."""
        from playbook.model.context import Context

        settings = self.settings
        return Context(self.today, me=settings.name, currency=settings.currency, currencies=self.currencies())

    def questions(self) -> Questions:
        """Return the questions of the playbooks, for reading the journal."""
        from playbook.query.questions import Questions

        return Questions(
            lambda: {name: one.path for name, one in self.playbooks().items()},
            lambda name: in_languages(self.settings, name),
        )

    def columns(self) -> Questions:
        """Return the questions that a table has columns for: the same whatever language is set."""
        return self._replace(settings=self.settings._replace(language="en")).questions()

    def playbooks(self) -> dict[str, Shelved]:
        """Return every playbook by its name, in alphabetical order."""
        return shelf(self.settings)

    def walkable(self) -> dict[str, Shelved]:
        """Return every playbook, and say so where the person's own cannot be read: theirs may be meant."""
        if why := unread(self.settings):
            tell(why)
        return self.playbooks()

    def currencies(self) -> Callable[[], Iterator[str]]:
        """Return what yields the currencies of the amounts in the journal, the one used last first.

        The journal is read as far as they are asked for, and once.
        """
        (used,) = tee(_currencies(self.journal()), 1)
        return lambda: copy(used)

    def command(self, name: str, client: str = "") -> str:
        """Return what to type to run a command, quoted for a shell, on the same folder as this one."""
        parts = [called(self.home), *["--plain"] * self.plain, name]
        if client:
            dashes = ["--"] if client.startswith("-") else []
            # Double quotes read best, and hold where nothing in the name means something to a shell.
            plain = not set(client) & set('"$`\\!')
            parts += [*dashes, f'"{client}"' if plain else shlex.quote(client)]
        return " ".join(parts)

    def left_out(self, complaints: Iterable[tuple[str, str | OSError]]) -> Iterator[str]:
        """Yield a sentence for each thing in the configuration that is left out; see `Settings`."""
        for complaint, what in complaints:
            words = reason(what) if isinstance(what, OSError) else what
            yield _(complaint, file=with_tilde(self.settings.config), what=words)

    def face(self, *, plain: bool = False) -> Face:
        """Choose how a question is put: the full face needs a terminal on both sides.

        Args:
            plain: Whether the plain face is wanted for this once.
        """
        if sys.stdin.isatty() and is_drawn(plain=plain or self.settings.plain):
            from playbook.faces.terminal import Terminal

            return Terminal(os.environ)

        from playbook.faces.plain import Plain

        return Plain(sys.stdin, sys.stderr, os.environ)

    def read(self, shelved: Shelved) -> Playbook:
        """Read a playbook.

        Raises:
            BrokenFile: Something in it cannot be right; one of the person's own can be edited.
            Unopened: Its file cannot be read at all.
        """
        from playbook.reading.findings import BrokenFile

        shown = str(with_tilde(shelved.path))
        try:
            return shelved.read(shown)
        except BrokenFile as error:
            if not shelved.own:
                raise
            command = self.mending(shelved)
            hint = _("Nothing was changed. To fix it: {command}", command=command)
            if original(self.settings, shelved):
                hint += "\n" + _("To go back to the shipped one: {command}", command=f"{command} --shipped")
            raise BrokenFile(shown, error.findings, hint) from None

    def page(self) -> tuple[dict[str, str], list[str]]:
        """Read the person's own playbooks, to say which are broken where all are listed.

        Returns:
            What is said of each playbook, by its name; and what is wrong, and what to do, in sentences.
        """
        from playbook.checking.misnamed import misnamed
        from playbook.reading.findings import BrokenFile, Unopened

        shelf = self.playbooks()
        summaries = {name: shelved.summary() for name, shelved in shelf.items()}
        wrong = [(path, finding.message) for path, finding in misnamed(self.settings.playbooks, shelf)]
        for name, shelved in shelf.items():
            try:
                if shelved.own:
                    shelved.read(shelved.path.name)
            except (BrokenFile, Unopened) as error:
                summaries[name] = _("has a problem: {command}", command=self.mending(shelved))
                message = error.findings[0].message if isinstance(error, BrokenFile) else error.message
                wrong.append((shelved.path, message))
        return summaries, [visible_line(f"{path.name}: {message}") for path, message in wrong]

    def mending(self, shelved: Shelved) -> str:
        """Return what to type to mend a playbook: to edit one's own; a shipped one says what is wrong."""
        return f"{self.command('edit')} {shelved.name}" if shelved.own else self.command(shelved.name)


def _currencies(journal: Journal) -> Iterator[str]:
    """Yield the currency of each amount in a journal, that of the entry saved last first."""
    from playbook.invalid import InvalidAnswer
    from playbook.model.types import money

    for entry in journal.latest_first():
        for answer in reversed(list(entry.answers.values())):
            with suppress(InvalidAnswer):
                amount = money.parse(answer.head)
                if str(amount) == answer.head:  # A text may begin with a number too.
                    yield amount.currency


def context_of_process(home: str | None = None, language: str | None = None) -> CommandContext:
    """Read the settings and the clock.

    Args:
        home: The folder as named on the command line; None if it was not.
        language: The language as named there; None if it was not.

    Raises:
        RuntimeError: No folder is named, and there is no home folder that it could be in.
        OSError: Where we are is gone.
    """
    try:
        user_home = Path.home()
    except RuntimeError:  # There is none; a folder that was named will do without.
        if not (home or os.environ.get(HOME_VARIABLE)):
            raise
        user_home = Path.cwd()
    return CommandContext(read_settings(home, os.environ, user_home, language), home, local_now())


def local_now() -> datetime:
    """Return the time here; in UTC where the time zone is none, such as one that is a day off."""
    try:
        return datetime.now().astimezone()
    except (ValueError, OverflowError):
        return datetime.now(UTC)


EVERYWHERE = ("--home", "--language")
"""The options that hold wherever they stand."""


class Everywhere(NamedTuple):
    """What `EVERYWHERE` says: which commands there are, and their words, depend on it.

    Attributes:
        rest: The other arguments.
        home: The folder; None if none is named.
        language: The language; None if none is named.
    """

    rest: list[str]
    home: str | None = None
    language: str | None = None


def taken_out(arguments: Sequence[str]) -> Everywhere:
    """Take `--home DIR` and `--language LANG` out of the arguments."""
    rest: list[str] = []
    named: dict[str, str] = {}
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument == "--":
            rest += [argument, *left]
            break
        option, equals, value = argument.partition("=")
        if option not in EVERYWHERE or not (equals or left):
            rest.append(argument)
        else:
            named[option] = value if equals else left.pop(0)
    return Everywhere(rest, named.get("--home"), named.get("--language"))


def called(home: str | None) -> str:
    """Return how this program is called, on the same folder.

    Args:
        home: The folder as named on the command line; None if it was not.
    """
    return f"{_program()} --home {shlex.quote(home)}" if home else _program()


@cache
def _program() -> str:
    """Return what this command is called: by its name where a shell finds it, else as it was started."""
    found, as_module = shutil.which("playbook"), Path(sys.argv[0]).name == "__main__.py"
    # Beside the interpreter lies the one that starts this same package.
    started = Path(sys.executable).with_name("playbook") if as_module else Path(sys.argv[0])
    with suppress(OSError):
        if found and started.samefile(found):
            return "playbook"
    return f"{shlex.quote(sys.executable)} -m playbook" if as_module else shlex.quote(sys.argv[0])
