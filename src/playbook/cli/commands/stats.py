"""`playbook stats`: the figures, drawn, told line by line, as a table, as JSON, or as a picture."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import (
    FilterOptions,
    JsonOption,
    PlainOption,
    check_alone,
    filtered,
    named_file,
    say_nothing_found,
    say_passed_over,
)
from playbook.cli.output import STANDARD_OUTPUT, OutFile, is_drawn, put, put_json, tell
from playbook.language import N_, _
from playbook.query.selection import Filters, Selection
from playbook.text import visible

if TYPE_CHECKING:
    from playbook.stats.count import Counted


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "stats",
        rich_help_panel=JOURNAL,
        help=N_(
            "Show why clients left, how much went with them, and what came back.\n\n"
            "Into a pipe, a line for each number with figure, key, value and n, a tab between two; n is how "
            "many entries it rests on. The walks of `lost` are counted where the client told you or the call "
            "was made, less those who stay; with --playbook those of that one, where they hold a reason."
        ),
    )
    @filtered
    def stats(
        *,
        filters: FilterOptions,
        plain: PlainOption = False,
        as_json: JsonOption = False,
        svg: Annotated[
            str | None,
            typer.Option(
                "--svg",
                metavar="FILE",
                parser=named_file,
                help=N_("Draw a picture to a file, with no names in it; `-` for the output."),
            ),
        ] = None,
    ) -> None:
        if as_json:
            check_alone("--json", {"--svg -": svg == STANDARD_OUTPUT})
        selection = filters.selection(context)
        counted = _counted(selection, context)
        say_passed_over(context, selection)
        if svg is not None:
            _write_picture(svg, counted, context)
        if as_json:
            put_json(_by_figure(counted))
        elif svg is None:
            _show(context, counted, selection, plain=plain)


def _counted(selection: Selection, context: CommandContext) -> Counted:
    # Here, for the help page takes this command as well, and should not wait for what it does not show.
    from playbook.cli.figures import answers, basis
    from playbook.stats.count import NUMBERS, count

    playbook = selection.filters.playbook
    against = basis(context, playbook=playbook)
    return count(answers(selection, NUMBERS), against, others=(playbook,) if playbook else ())


def _show(context: CommandContext, counted: Counted, selection: Selection, *, plain: bool) -> None:
    """Show the figures as standard output takes them."""
    title = counted.title
    if not any(cell.n for _, cell in counted.cells()):
        if selection.filters == Filters():
            tell(_("There is nothing to count: no client in your journal has left."))
        else:
            say_nothing_found(context, selection)
    elif is_drawn(plain=plain or context.settings.plain):
        from playbook.faces import screen
        from playbook.stats.terminal import draw

        console = screen.console()
        console.width = screen.text_width(console)
        draw(console, screen.ACCENT, title, counted.panels())
    elif plain or sys.stdout.isatty():
        from playbook.stats.panel import in_lines

        put([visible(f"{title}\n\n{in_lines(counted.panels())}")])
    else:
        from playbook.stats.panel import plainly

        put(f"{name}\t{cell.key}\t{plainly(cell.value)}\t{cell.n}" for name, cell in counted.cells())


def _write_picture(name: str, counted: Counted, context: CommandContext) -> None:
    """Draw a picture to be shown around: it says nothing in words that stand in entries only."""
    from playbook.stats.svg import is_ours, picture

    shared = counted.to_share()
    drawn = picture(shared.title, shared.panels(), context.settings.language).encode()
    refusal = N_("{path} is not a picture drawn by playbook, so it was left as it is.")
    file = OutFile(name, refusal, is_ours)
    if path := file.write(lambda _before: drawn):
        tell(_("The picture is in {path}.", path=path))


def _by_figure(counted: Counted) -> dict[str, dict[str, dict[str, Any]]]:
    """Return every number by its figure and its key."""
    told: dict[str, dict[str, dict[str, Any]]] = {}
    for name, cell in counted.cells():
        entry: dict[str, Any] = {"value": _native(cell.value), "n": cell.n}
        if cell.is_part:
            entry["percent"] = cell.percent
        if cell.label:
            entry["label"] = visible(cell.label)
        told.setdefault(name, {})[cell.key] = entry
    return told


def _native(value: int | Decimal | None) -> int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
