"""Options that several commands share; the filters of those on the journal are one object.

A command under `@filtered` has one parameter, `filters: FilterOptions`, and on the command line an option
for each of its fields.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_type_hints

import typer

from playbook.cli.completion import answers, clients, playbook_names
from playbook.cli.context import CommandContext
from playbook.cli.output import tell, with_tilde
from playbook.errors import UsageError
from playbook.language import N_, _, ngettext

if TYPE_CHECKING:
    from playbook.journal.folder import Journal
    from playbook.query.selection import Selection


class Status(StrEnum):
    """How far a walk is."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"


ClientOption = Annotated[
    str | None,
    typer.Option(
        "--client",
        metavar="NAME",
        help=N_("Only this client, however it is typed."),
        autocompletion=clients,
    ),
]
PlaybookOption = Annotated[
    str | None,
    typer.Option(
        "--playbook",
        metavar="NAME",
        help=N_("Only walks through this playbook."),
        autocompletion=playbook_names,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help=N_("As JSON, for programs."))]
PlainOption = Annotated[bool, typer.Option("--plain", help=N_("Line by line, for a screen reader."))]


class FilterOptions(NamedTuple):
    """Which entries are meant; a field that is None means any."""

    client: ClientOption = None
    playbook: PlaybookOption = None
    status: Annotated[
        Status | None,
        typer.Option("--status", case_sensitive=False, help=N_("Only walks with this status.")),
    ] = None
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help=N_("Begun on this day or later: 2025, or 3 months ago.")),
    ] = None
    until: Annotated[
        str | None, typer.Option("--until", metavar="DAY", help=N_("Begun on this day or earlier: 2025-11."))
    ] = None
    where: Annotated[
        list[str] | None,
        typer.Option(
            "--where",
            metavar="ID=VALUE",
            help=N_("With this answer, such as reason=price; repeatable."),
            autocompletion=answers,
        ),
    ] = None

    def selection(
        self, context: CommandContext, *, whole_names: bool = False, is_quiet: bool = False
    ) -> Selection:
        """Return the entries that are meant, and say where they may be another journal's.

        Args:
            context: What every command has at hand.
            whole_names: Whether the beginning of a client's name is too little: nothing is changed by it.
            is_quiet: Whether no word is wanted.

        Raises:
            PlaybookError: A filter cannot be read.
        """
        from playbook.query.selection import Filters, Selection, Where

        filters = Filters(
            client=self.client,
            playbook=self.playbook,
            status=self.status.value if self.status else None,
            since=None if self.since is None else span("--since", self.since, context)[0],
            until=None if self.until is None else span("--until", self.until, context)[1],
            where=tuple(Where.parse(text) for text in self.where or ()),
        )
        if not is_quiet:
            say_doubts(context)
        return Selection(context.journal(), filters, context.questions(), whole_names=whole_names)


def named_file(name: str) -> str:
    """Return the name of a file as it was typed; for Typer's `parser`.

    Raises:
        UsageError: It is empty, which a path would take for the folder that one is in.
    """
    if not name:
        raise UsageError(_("The name of the file is empty."), _("Choose another name."))
    return name


def file_path(name: str) -> Path:
    """Return the path of a file that is named; see `named_file`."""
    return Path(named_file(name))


def check_alone(option: str, beside: Mapping[str, bool]) -> None:
    """Refuse what contradicts an option that is given.

    Args:
        option: The option.
        beside: Whether each of the options that it contradicts is given too.

    Raises:
        UsageError: One of them is.
    """
    for other, is_there in beside.items():
        if is_there:
            raise UsageError(
                _("{option} and {other} can't be used together.", option=option, other=other),
                _("Leave one of them out."),
            )


def span(option: str, words: str, context: CommandContext, *, past: bool = True) -> tuple[date, date]:
    """Return the first and the last day of what an option says; of what is past, the last such day.

    Raises:
        BadFilter: It says no day.
    """
    from playbook.dates import parse_span
    from playbook.invalid import InvalidAnswer
    from playbook.query.selection import BadFilter

    try:
        return parse_span(words, context.today, context.settings.language, past=past)
    except InvalidAnswer as no_day:
        raise BadFilter(f"{option} {words}: {no_day}") from None


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Put an option for each filter in the place of the parameter `filters` of a command."""

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401 - whatever the command takes
        filters = FilterOptions(**{name: given.pop(name) for name in FilterOptions._fields})
        command(filters=filters, **given)

    parameters: list[inspect.Parameter] = []
    for parameter in inspect.signature(command, eval_str=True).parameters.values():
        if parameter.annotation is FilterOptions:
            parameters += _FILTERS
        else:
            parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # PEP 362 has it; mypy not
    return run


_FILTERS = [
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
    for name, annotation in get_type_hints(FilterOptions, include_extras=True).items()
]


def say_doubts(context: CommandContext) -> None:
    """Say what of the configuration is left out and may have named another folder for the journal."""
    for left_out in context.left_out(context.settings.may_have_named_a_journal):
        tell(left_out)


def say_passed_over(context: CommandContext, selection: Selection) -> None:
    """Say how many files were passed over, if any were."""
    journal = selection.journal
    folder, command = with_tilde(journal.folder), context.command("check")
    if count := journal.passed_over:
        said = ngettext(
            "{n} file in {folder} is left out. It is not an entry, or cannot be read.",
            "{n} files in {folder} are left out. They are not entries, or cannot be read.",
            count,
            folder=folder,
        )
        tell(said)
    if count := len(journal.in_folders()):
        said = ngettext(
            "{n} entry lies in a folder within {folder}, where nothing is read. See which: {command}",
            "{n} entries lie in folders within {folder}, where nothing is read. See which: {command}",
            count,
            folder=folder,
            command=command,
        )
        tell(said)
    if count := len(journal.copies):
        said = ngettext(
            "{n} copy of an entry is left out. See which: {command}",
            "{n} copies of entries are left out. See which: {command}",
            count,
            command=command,
        )
        tell(said)


def say_unread(context: CommandContext, journal: Journal, say: Callable[[str], None] = tell) -> None:
    """Say how many entries could not be read when the journal was gone through last, if any."""
    if count := journal.unread:
        said = ngettext(
            "{n} file in {folder} cannot be read, and what is in it is missing here. See which: {command}",
            "{n} files in {folder} cannot be read, and what is in them is missing here. See which: {command}",
            count,
            folder=with_tilde(journal.folder),
            command=context.command("check"),
        )
        say(said)


def say_nothing_found(context: CommandContext, selection: Selection) -> None:
    """Say that there is nothing to show, and why."""
    from playbook.query.selection import Filters

    if selection.filters == Filters():
        tell(_("The journal is empty. A walk begins with: {command}", command=context.command("lost")))
    else:
        tell(_("No entry matches."))
