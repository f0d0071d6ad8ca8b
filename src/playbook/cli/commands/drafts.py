"""`playbook drafts`: the messages that are kept for later, and one of them taken up where it was left."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.cli.commands.walk import hold, options_for
from playbook.cli.completion import clients
from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import FilterOptions, JsonOption, PlainOption, PlaybookOption, say_unread
from playbook.cli.output import put, tell
from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.journal.record import Record, by_start, day_shown
from playbook.language import N_, _, speaking
from playbook.model.asking import Face, Option, Pick
from playbook.model.leaving import Back
from playbook.query.listing import as_array
from playbook.shelf import Shelved, in_language
from playbook.text import field, visible_line

if TYPE_CHECKING:
    from playbook.model.playbook import Playbook
    from playbook.session.replies import KeptDraft


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "drafts",
        rich_help_panel=JOURNAL,
        help=N_(
            "Go on with a message that you kept for later.\n\n"
            "Into a pipe, a line for each with date, client, question, what it is called and path, a tab "
            "between two. With --json an array of objects: path, playbook, client, started, question, "
            "prompt, text; what is missing is null."
        ),
    )
    def drafts(
        client: Annotated[
            str | None,
            typer.Argument(help=N_("Whose; everybody's if left out."), autocompletion=clients),
        ] = None,
        playbook: PlaybookOption = None,
        as_json: JsonOption = False,
        plain: PlainOption = False,
    ) -> None:
        selection = FilterOptions(client, playbook).selection(context)
        found = kept(selection.gathered(KeptDrafts(context).of))
        say_unread(context, selection.journal)
        if as_json:
            put(as_array([_for_programs(one) for one in found]))
        elif found and (plain or (sys.stdin.isatty() and sys.stdout.isatty())):
            raise typer.Exit(_take_up(context, found, plain=plain))
        else:
            put(map(_line, found))
        if not found:
            tell(_("No message is kept for later."))


class KeptDrafts:
    """Finds the messages that are kept for later; each playbook is read once, and only where one may be kept.

    Where a playbook cannot be read, that is said.
    """

    def __init__(self, context: CommandContext) -> None:
        self._context = context
        self._playbooks: dict[tuple[str, str], Playbook | None] = {}

    def of(self, record: Record, entry: Entry) -> list[KeptDraft]:
        """Return those of an entry, in the order of their questions; those of a closed walk stay with it."""
        if record.status == "closed" or not _may_hold_one(entry):
            return []
        from playbook.session.replies import kept_in

        begun = record.playbook, entry.front.get("language", "")
        if begun not in self._playbooks:
            gc.enable()  # What a walk leaves behind holds itself, and here are as many as entries.
            shelved = self._context.playbooks().get(record.playbook)
            self._playbooks[begun] = _read(self._context, shelved, begun[1])
        playbook = self._playbooks[begun]
        return kept_in(record, entry, playbook, self._context.today) if playbook else []


def kept(found: Iterable[tuple[Record, Sequence[KeptDraft]]]) -> list[KeptDraft]:
    """Return messages in the order that they are listed in: those of the walk that began last first."""
    held = dict(found)
    return [one for record in by_start(held)[::-1] for one in held[record]]


def _read(context: CommandContext, shelved: Shelved | None, language: str) -> Playbook | None:
    """Read what entries in a language are of; None where it is gone, or has a slip, which is said."""
    try:
        return in_language(context.settings, shelved, language).read(shelved.name) if shelved else None
    except PlaybookError:
        if shelved:
            name, command = shelved.name, context.mending(shelved)
            tell(
                _(
                    "{name} has a problem, and its messages are left out: {command}",
                    name=name,
                    command=command,
                )
            )
        return None


def _may_hold_one(entry: Entry) -> bool:
    """Tell whether an entry can hold one, as far as that is seen without its playbook."""
    # Most entries have not even the word, which is seen without taking them apart.
    return "later" in entry.text and any(one.head.split(" ")[0] == "later" for one in entry.answers.values())


def _label(one: KeptDraft) -> str:
    """Return a message in a line: whose it is, and what it is called."""
    return visible_line(f"{one.record.client}: {one.prompt}" if one.record.client else one.prompt)


def _line(one: KeptDraft) -> str:
    record = one.record
    cells = (day_shown(record.started), record.client, one.question, one.prompt, record.file)
    return "\t".join(map(field, cells))


def _for_programs(one: KeptDraft) -> dict[str, object]:
    record = one.record
    return {
        "path": record.file,
        "playbook": record.playbook,
        "client": record.client or None,
        "started": record.started or None,
        "question": one.question,
        "prompt": one.prompt,
        "text": one.text,
    }


def _take_up(context: CommandContext, found: Sequence[KeptDraft], *, plain: bool) -> int:
    """Let one of them be chosen and made ready, and return the exit status."""
    from playbook.session.again import open_in

    face = context.face(plain=plain)
    one = found[0] if len(found) == 1 else _chosen(found, face)
    options = options_for(context, one.record.playbook, plain=plain, ask=one.question)
    with speaking(one.playbook.language):
        return hold(
            context, face, lambda: open_in(one.record.path, one.playbook, context.journal(), face, options)
        )


def _chosen(found: Sequence[KeptDraft], face: Face) -> KeptDraft:
    """Ask which message to take up.

    Raises:
        Back: None of them.
        Left: They leave.
    """
    options = [
        Option(f"({number})", _label(one), one.playbook.title) for number, one in enumerate(found, start=1)
    ]
    picked = face.pick(Pick(prompt=_("Which message would you like to go on with?"), options=options))
    if picked is None:
        raise Back
    return found[int(picked.strip("()")) - 1]
