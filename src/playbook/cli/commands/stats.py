"""`playbook stats`: the figures, drawn, told, or for programs."""

from __future__ import annotations

import json
import os
import sys
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import typer

from playbook.cli.counting import counted
from playbook.cli.here import JOURNAL, Here
from playbook.figures.figures import NAMES, Figures
from playbook.figures.losses import QUESTIONS
from playbook.figures.panels import panels
from playbook.figures.rows import Panel, in_lines
from playbook.figures.table import plainly, table
from playbook.journal.records import Reading
from playbook.visible import visible

_SHOWN = tuple(name for name in NAMES if name != "changes")
"""What is drawn and told: everything that is a number."""


def add(app: typer.Typer, here: Here) -> None:
    """Add the command."""

    @app.command("stats", rich_help_panel=JOURNAL)
    def stats(
        plain: Annotated[bool, typer.Option("--plain", help="Line by line, for a screen reader.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="For programs, as JSON.")] = False,
        svg: Annotated[
            Path | None,
            typer.Option("--svg", metavar="FILE", help="Draw a picture without names to a file."),
        ] = None,
    ) -> None:
        """Show why clients left, how much went with them, and what came back."""
        figures = counted(Reading(here.settings.journal).records(QUESTIONS), here.settings)
        if svg:
            _write_picture(svg, figures)
        if as_json:
            typer.echo(json.dumps(_as_json(figures), ensure_ascii=False, indent=2))
        elif svg:
            return
        elif not figures.losses:
            typer.echo("There is nothing to count yet.", err=True)
        elif plain or (sys.stdout.isatty() and (here.settings.plain or os.environ.get("TERM") == "dumb")):
            typer.echo(visible(f"{_title(figures)}\n\n{in_lines(panels(figures, _SHOWN))}"))
        elif sys.stdout.isatty():
            _draw(_title(figures), panels(figures, _SHOWN))
        else:
            typer.echo("\n".join(_lines(figures)))


def _title(figures: Figures) -> str:
    """Say how many, and from when to when."""
    quarters = figures.quarters.rows
    clients = "1 client lost" if figures.losses == 1 else f"{figures.losses} clients lost"
    if not quarters:
        return clients
    first, last = quarters[0].key[:4], quarters[-1].key[:4]
    return f"{clients}, {first}" if first == last else f"{clients}, {first} to {last}"


def _draw(title: str, told: list[Panel]) -> None:
    from playbook import screen
    from playbook.charts.terminal import draw

    draw(screen.console(), title, told)


def _write_picture(path: Path, figures: Figures) -> None:
    from playbook.charts.svg import picture
    from playbook.durable import locked, replace

    drawn = picture(_title(figures), panels(figures, _SHOWN)).encode()
    with locked(path):
        replace(path, drawn)
    typer.echo(visible(f"The picture is in {path}."), err=True)


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


def _lines(figures: Figures) -> list[str]:
    return [f"{cell.figure}\t{cell.key}\t{plainly(cell.value)}\t{cell.n}" for cell in table(figures)]
