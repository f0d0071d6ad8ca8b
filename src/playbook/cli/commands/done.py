"""`playbook done`: tick follow-ups off, or take ticks away."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from playbook.cli.completion import clients
from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import FilterOptions, PlainOption, PlaybookOption, say_unread
from playbook.cli.output import tell
from playbook.errors import UsageError
from playbook.journal.due import Box, boxes_in, in_words, tick, with_client
from playbook.journal.naming import client_key
from playbook.language import N_, _, ngettext
from playbook.model.asking import Option, Pick, PickSeveral
from playbook.query.selection import Selection
from playbook.text import visible_line

_MOST = 12
"""How many follow-ups an error lists."""


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "done",
        rich_help_panel=JOURNAL,
        help=N_("Tick follow-ups off: those you choose, or the one that --text names."),
    )
    def done(
        client: Annotated[
            str | None,
            typer.Argument(help=N_("Whose; everybody's if left out."), autocompletion=clients),
        ] = None,
        playbook: PlaybookOption = None,
        text: Annotated[
            str | None, typer.Option("--text", metavar="WORDS", help=N_("Only those that hold these words."))
        ] = None,
        undo: Annotated[bool, typer.Option("--undo", help=N_("Untick one instead."))] = False,
        plain: PlainOption = False,
    ) -> None:
        selection = FilterOptions(client, playbook).selection(context, whole_names=True)
        offered = _offered(selection, undo=undo)
        say_unread(context, selection.journal)
        if not offered:
            tell(_("There is nothing to untick.") if undo else _("There is nothing to tick off."))
            return
        # The plain face reads lines, wherever they come from.
        is_asked = sys.stdin.isatty() or plain
        meant = _meant(offered, text, context.today, is_asked=is_asked)
        is_clear = len(meant) == 1 and (text is not None or not is_asked)
        chosen = meant if is_clear else _picked(context, meant, undo=undo, plain=plain)
        for box in chosen:
            tick(box.record.path, box.what, done=not undo)
            what = _in_full(box, context.today)
            tell(
                _("Not done yet: {follow_up}", follow_up=what)
                if undo
                else _("Done: {follow_up}", follow_up=what)
            )
        if chosen and not undo:
            tell(_("To undo it: {command}", command=f"{context.command('done')} --undo"))


def _offered(selection: Selection, *, undo: bool) -> list[Box]:
    """Return the follow-ups that can be ticked, the earliest first; or unticked, the latest first.

    Raises:
        PlaybookError: Nobody knows the client or the playbook.
    """
    found = [
        box
        for _record, boxes in selection.gathered(boxes_in)
        for box in boxes
        # What stands in a closed walk is not due; but a tick there can be taken back.
        if box.what.done is undo and (undo or box.record.status != "closed")
    ]
    found.sort(key=lambda box: (box.what.day or date.max, box.what.words, box.record.file))
    return found[::-1] if undo else found


def _meant(offered: Sequence[Box], text: str | None, today: date, *, is_asked: bool) -> list[Box]:
    """Return the follow-ups that hold some words.

    Raises:
        UsageError: There is none, or there are several and nobody can be asked.
    """
    key = client_key(text or "")
    meant = [box for box in offered if key in client_key(box.what.words)]
    if not meant:
        raise UsageError(_("No follow-up holds the words `{words}`.", words=text), _listed(offered, today))
    if len(meant) > 1 and not is_asked:
        raise UsageError(
            ngettext("{n} follow-up could be meant.", "{n} follow-ups could be meant.", len(meant)),
            " ".join([_("Say which with --text and some of its words."), _listed(meant, today)]),
        )
    return meant


def _picked(context: CommandContext, meant: Sequence[Box], *, undo: bool, plain: bool) -> Sequence[Box]:
    """Let the person choose from a list, none as well; of a single one, whether it is meant.

    Raises:
        Back: They go back.
        Left: They leave.
    """
    face = context.face(plain=plain)
    if len(meant) == 1:
        ask, yes = _("Is it done?"), _("Yes, tick it off")
        if undo:
            ask, yes = _("Untick it?"), _("Yes, it is not done yet")
        form = Pick(
            prompt=f"{_in_full(meant[0], context.today)}. {ask}",
            options=[Option("yes", yes), Option("no", _("No, leave it as it is"))],
            required=True,
            start="yes",
        )
        return meant if face.pick(form) == "yes" else ()
    options = [Option(f"({number})", _in_full(box, context.today)) for number, box in enumerate(meant)]
    prompt = _("Which are not done yet?") if undo else _("What is done?")
    picked = face.pick_several(PickSeveral(prompt=prompt, options=options)) or ()
    return [box for box, option in zip(meant, options, strict=True) if option.value in picked]


def _in_full(box: Box, today: date) -> str:
    """Say a follow-up in a line: its words, whose it is, and when it is due."""
    words = visible_line(with_client(box.what.words, box.record.client))
    joint = " " if words.endswith("?") else ", "
    return f"{words}{joint}{in_words(box.what.day, today)}" if box.what.day else words


def _listed(found: Sequence[Box], today: date) -> str:
    """Say which follow-ups there are, a line for each."""
    lines = [f"  {_in_full(box, today)}" for box in found[:_MOST]]
    if more := len(found[_MOST:]):
        lines.append(ngettext("  … and {n} more", "  … and {n} more", more))
    return "\n".join([ngettext("There is", "There are", len(found)), *lines])
