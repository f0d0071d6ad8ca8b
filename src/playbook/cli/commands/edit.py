"""`playbook edit`: a playbook of your own, in your editor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from playbook.cli.completion import playbook_names
from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.output import is_drawn, put, tell, with_tilde
from playbook.errors import UsageError
from playbook.language import N_, _

if TYPE_CHECKING:
    from playbook.authoring.edit import EditOptions
    from playbook.authoring.own_copy import OwnCopy

    Act: TypeAlias = Callable[[CommandContext, OwnCopy, EditOptions], int]
    """What an option of the command does with a copy."""


_HELP = N_(
    "Open your copy of a playbook in your editor; it is checked when you save.\n\n"
    "The first time, your copy is made from the shipped one, and from then on it is used instead. If "
    "the check finds a problem, you can edit it again, keep it as it is, or undo the whole edit."
)


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("edit", rich_help_panel=AUTHORING, help=_HELP)
    def edit(
        name: Annotated[
            str | None,
            typer.Argument(
                help=N_("The playbook; a shipped one is copied first."),
                show_default=False,
                autocompletion=playbook_names,
            ),
        ] = None,
        diff: Annotated[
            bool, typer.Option("--diff", help=N_("Show how your copy differs from the shipped one."))
        ] = False,
        merge: Annotated[
            bool, typer.Option("--merge", help=N_("Bring in what the shipped one has gained since."))
        ] = False,
        shipped: Annotated[
            bool, typer.Option("--shipped", help=N_("Go back to the shipped one; your copy is put away."))
        ] = False,
    ) -> None:
        wanted = [
            act for act, is_wanted in ((_diff, diff), (_merge, merge), (_put_away, shipped)) if is_wanted
        ]
        if len(wanted) > 1:
            raise UsageError(
                _("--diff, --merge and --shipped are three different things."),
                _(
                    "Name one, such as: {command}",
                    command=f"{context.command('edit')} {name or 'NAME'} --diff",
                ),
            )
        raise typer.Exit(_with_copy(context, name, wanted[0]) if wanted else _edit(context, name))


def _edit(context: CommandContext, name: str | None) -> int:
    from playbook.authoring.edit import edit
    from playbook.authoring.own_copy import only_one, put_schema
    from playbook.faces.editor import editor_from
    from playbook.schema import schema_text

    own, options = _opened(context, name)
    editor_from(os.environ)
    with only_one(own.path):
        put_schema(own.path.parent, schema_text())
        return edit(own, context.face(), options)


def _opened(context: CommandContext, name: str | None) -> tuple[OwnCopy, EditOptions]:
    """Return somebody's copy of a playbook, whether or not it is there, and how it is edited.

    Raises:
        PlaybookError: No playbook is named, or none that is there.
    """
    from playbook.authoring import names
    from playbook.authoring.edit import EditOptions
    from playbook.authoring.own_copy import OwnCopy
    from playbook.checking.report import entries_unread
    from playbook.faces.editor import opened
    from playbook.shelf import original

    if name is None:
        raise names.none_named(context.playbooks(), context.command("edit"))
    shelved, settings = names.named(name, context.playbooks()), context.settings
    options = EditOptions(
        opened=lambda path, line: opened(path, os.environ, line),
        shown=lambda path: str(with_tilde(path)),
        edit=f"{context.command('edit')} {name}",
        walk=f"{context.command(name)} --dry-run",
        asks=sys.stdin.isatty(),
        unread=lambda: entries_unread(settings, name),
        check=context.command("check"),
    )
    return OwnCopy(settings.playbooks / f"{name}.toml", original(settings, shelved)), options


def _with_copy(context: CommandContext, name: str | None, act: Act) -> int:
    """Do something with a copy and the shipped one, where there are both."""
    own, options = _opened(context, name)
    if own.shipped is None:
        raise UsageError(
            _("`{name}` is all yours: no shipped one has that name.", name=name),
            _("To edit it: {command}", command=options.edit),
        )
    if own.content is None:
        tell(_("You have no copy in use: `{name}` is the shipped one.", name=name))
        return 0
    return act(context, own, options)


def _diff(context: CommandContext, own: OwnCopy, options: EditOptions) -> int:
    from playbook.authoring.versions import difference

    shown = options.shown(own.path)
    as_shipped = _("{file}, as shipped", file=own.path.name)
    lines = difference(own.shipped or b"", own.content or b"", (as_shipped, shown))
    if not lines:
        tell(_("Your copy says the same as the shipped one."))
    elif is_drawn(plain=context.settings.plain):
        from playbook.faces import screen

        screen.difference(screen.console(), lines)
    else:
        put(lines)
    return 0


def _merge(context: CommandContext, own: OwnCopy, options: EditOptions) -> int:
    from playbook.authoring.merge import merge
    from playbook.authoring.own_copy import only_one

    with only_one(own.path):
        if own.base is not None:
            return merge(own, context.face(), options)
    _diff(context, own, options)
    tell(_("I don't know what your copy was made from, so nothing was changed. The differences are above."))
    tell(_("To bring over what you want:  {command}", command=options.edit))
    return 1


def _put_away(context: CommandContext, own: OwnCopy, options: EditOptions) -> int:  # noqa: ARG001 - as `Act` has it
    from playbook.authoring.own_copy import only_one

    with only_one(own.path):
        own.put_away()
    tell(_("The shipped one is used again. Your copy is kept."))
    tell(_("To have it back:  {command}", command=options.edit))
    return 0
