"""`playbook show`: one entry, as it reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.cli.commands.journal import head_of
from playbook.cli.completion import clients
from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import FilterOptions, JsonOption, PlaybookOption, check_alone
from playbook.cli.output import is_drawn, put, put_json
from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.journal.files import Unreadable, decoded, read
from playbook.journal.record import Record, by_start
from playbook.language import N_, _, speaking
from playbook.shelf import in_language

if TYPE_CHECKING:
    from playbook.model.types import Question
    from playbook.query.reading import EntryLine

_AFTERWARDS = "check-in"


class NoSuchEntry(PlaybookError):
    """There is no entry of a playbook about a client."""


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "show",
        rich_help_panel=JOURNAL,
        help=N_("Show the newest entry of a client; into a pipe, its file as it stands."),
    )
    def show(
        client: Annotated[
            str | None,
            typer.Argument(help=N_("Whose; the newest entry of all if left out."), autocompletion=clients),
        ] = None,
        playbook: PlaybookOption = None,
        edit: Annotated[bool, typer.Option("--edit", help=N_("Open it in your editor."))] = False,
        as_json: JsonOption = False,
    ) -> None:
        path = _newest(context, FilterOptions(client, playbook))
        if as_json:
            check_alone("--json", {"--edit": edit})
            put_json(_for_programs(context, path))
        elif edit:
            _edit(path)
        else:
            show_entry(context, path)


def _newest(context: CommandContext, filters: FilterOptions) -> Path:
    """Return the path of the entry that began last, of those that are meant.

    Raises:
        PlaybookError: There is none.
    """
    records = by_start(filters.selection(context).records())
    if filters.client is not None and filters.playbook is None:
        # A word to somebody who left tells less than what came before it.
        records = [record for record in records if record.playbook != _AFTERWARDS] or records
    if records:
        return records[-1].path
    match filters.playbook, filters.client:
        case None, None:
            raise NoSuchEntry(_("There is no entry to show."), _("A walk begins with: playbook lost"))
        case None, client:
            said = _("There is no entry about {client}.", client=client)
        case playbook, None:
            said = _("There is no entry of {playbook}.", playbook=playbook)
        case playbook, client:
            said = _("There is no entry of {playbook} about {client}.", playbook=playbook, client=client)
    raise NoSuchEntry(said, _("All entries: playbook journal"))


def show_entry(context: CommandContext, path: Path, *, plain: bool = False) -> None:
    """Show an entry as it is read; into a pipe, its file as it stands.

    Args:
        context: What every command has at hand.
        path: The entry's file.
        plain: Whether it is wanted line by line.

    Raises:
        Unreadable: It is gone, or cannot be read.
    """
    content = _content(path)
    if not sys.stdout.isatty():
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    lines = _read_out(context, Entry(decoded(content)))
    if not is_drawn(plain=plain or context.settings.plain):
        put(line.text for line in lines)
        return
    from playbook.faces import screen

    screen.entry(screen.console(), lines)


def _read_out(context: CommandContext, entry: Entry) -> list[EntryLine]:
    """Return the lines of an entry, without empty ones at its ends."""
    from playbook.model.context import Context
    from playbook.query.reading import read_out

    front = entry.front
    known = Context(context.today, front.get("client"), language=front.get("language", "en"))
    with speaking(known.language):
        lines = read_out(entry, _questions(context, front.get("playbook", ""), known.language), known)
    while lines and not lines[0].text:
        del lines[0]
    while lines and not lines[-1].text:
        del lines[-1]
    return lines


def _questions(context: CommandContext, playbook: str, language: str) -> Mapping[str, Question]:
    """Return the questions of a playbook; where it cannot be read, as far as a journal needs them."""
    shelved = context.playbooks().get(playbook)
    try:
        return context.read(in_language(context.settings, shelved, language)).by_id if shelved else {}
    except PlaybookError:
        return context.questions().of(playbook)


def _for_programs(context: CommandContext, path: Path) -> dict[str, object]:
    """Return an entry with its head, its answers as `export` has them, and its follow-ups."""
    from playbook.query.export import HEAD, Rows, Table

    entry = Entry(decoded(_content(path)))
    record = Record.of(str(path), entry.front)
    if record is None:
        raise Unreadable(_("{path} is not an entry any more.", path=path), _("All entries: playbook journal"))
    (row,) = Table([(record, Rows(context.columns()).of(record, entry))]).rows()
    return head_of(record) | {
        "answers": {name: cell for name, cell in row.items() if name not in HEAD and cell is not None},
        "follow_ups": [
            {"date": one.day and one.day.isoformat(), "words": one.words, "done": one.done}
            for one in entry.follow_ups
        ],
    }


def _content(path: Path) -> bytes:
    try:
        return read(path)
    except FileNotFoundError:
        raise Unreadable(_("{path} is gone.", path=path), _("All entries: playbook journal")) from None


def _edit(path: Path) -> None:
    from playbook.faces.editor import EditorFailed, opened

    if not opened(path, os.environ).well:
        raise EditorFailed(_("The editor ended with an error."), _("What it saved is in {path}", path=path))
