"""The figures on their way out: drawn, told line by line, as a table, as JSON, or as a picture."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from playbook.cli.context import CommandContext
from playbook.cli.counting import counted
from playbook.cli.face import is_drawn
from playbook.cli.options import say_nothing_found, say_passed_over
from playbook.cli.output import STANDARD_OUTPUT, OutFile, Unclear, put, tell
from playbook.journal.alike import answers_alike
from playbook.query.filters import Filters
from playbook.query.selection import LookedAt, Selection
from playbook.stats.figures import NAMES, Figures
from playbook.stats.losses import COUNTED, PLAYBOOK, TEXTS, Gathered, gathered
from playbook.stats.panels import panels
from playbook.stats.rows import Panel, in_lines
from playbook.stats.table import plainly, table
from playbook.text import visible

_SHOWN = tuple(name for name in NAMES if name != "changes")
"""What is drawn and told: everything that is a number."""

_SHARED = tuple(name for name in _SHOWN if name != "income")
"""What a picture holds that may be shown around: what somebody earns is not in it."""


def tell_figures(
    selection: Selection, context: CommandContext, *, plain: bool, as_json: bool, svg: str | None
) -> None:
    """Count what is selected, and put it out in the form that is wanted.

    Args:
        selection: Which entries.
        context: What is earned in a month, whether the plain face is wanted, and the playbooks.
        plain: Whether to tell it line by line, wherever it goes.
        as_json: Whether to write JSON.
        svg: The file for a picture, as `OutFile` has it; None for none.

    Raises:
        PlaybookError: A filter names what there is not, or the picture cannot be saved.
    """
    if svg == STANDARD_OUTPUT and as_json:
        raise Unclear("--json and --svg - cannot go together.", "Name a file for the picture.")
    playbook, settings = selection.filters.playbook, context.settings
    others = (playbook,) if playbook else ()

    def gather(entries: Iterator[LookedAt]) -> list[Gathered]:
        contents = (content for content, _ in entries)
        return [gathered(answers_alike(contents, COUNTED, TEXTS), others)]

    figures = counted(selection.worked_through(gather, in_brief=True), settings)
    say_passed_over(selection)
    if svg is not None:
        _write_picture(svg, figures, context, playbook or PLAYBOOK)
    if as_json:
        import json

        put([json.dumps(_as_json(figures), ensure_ascii=False, indent=2)])
    elif svg is not None:
        return
    elif not figures.losses:
        _say_nothing_counted(selection)
    elif is_drawn(plain=plain or settings.plain):
        _draw(_title(figures), panels(figures, _SHOWN))
    elif plain or sys.stdout.isatty():
        put([visible(f"{_title(figures)}\n\n{in_lines(panels(figures, _SHOWN))}")])
    else:
        put(_lines(figures))


def _say_nothing_counted(selection: Selection) -> None:
    if selection.filters == Filters():
        tell("There is nothing to count: no client in your journal has left.")
    else:
        say_nothing_found(selection)


def _title(figures: Figures) -> str:
    """Say how many, and from when to when."""
    quarters = figures.quarters.rows
    clients = "1 client lost" if figures.losses == 1 else f"{figures.losses or 'No'} clients lost"
    if not quarters:
        return clients
    first, last = quarters[0].key[:4], quarters[-1].key[:4]
    return f"{clients}, {first}" if first == last else f"{clients}, {first} to {last}"


def _draw(title: str, told: list[Panel]) -> None:
    from playbook.faces import screen
    from playbook.stats.terminal import draw

    draw(screen.console(), title, told)


def _write_picture(name: str, figures: Figures, context: CommandContext, playbook: str) -> None:
    """Draw a picture to be shown around: it says nothing in words that stand in entries only."""
    from playbook.query.questions import labels_of
    from playbook.stats.labels import with_labels
    from playbook.stats.svg import is_ours, picture

    shelved = context.playbooks().get(playbook)
    shared = with_labels(figures, labels_of(shelved.path) if shelved else {})
    drawn = picture(_title(figures), panels(shared, _SHARED)).encode()
    file = OutFile(name, "a picture drawn by playbook", is_ours, "playbook stats --svg figures.svg")
    if path := file.write(lambda _: drawn):
        tell(f"The picture is in {path}.")


def _as_json(figures: Figures) -> dict[str, dict[str, dict[str, Any]]]:
    """Give every number by its figure and its key."""
    told: dict[str, dict[str, dict[str, Any]]] = {}
    for cell in table(figures):
        entry: dict[str, Any] = {"value": _native(cell.value), "n": cell.n}
        if cell.is_part:
            entry["percent"] = cell.percent
        if cell.label:
            entry["label"] = visible(cell.label)
        told.setdefault(cell.figure, {})[cell.key] = entry
    return told


def _native(value: int | Decimal | None) -> int | float | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _lines(figures: Figures) -> Iterator[str]:
    return (f"{cell.figure}\t{cell.key}\t{plainly(cell.value)}\t{cell.n}" for cell in table(figures))
