"""`playbook check`: everything that is wrong, with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.options import JsonOption, file_path
from playbook.cli.output import put, put_json, tell, with_tilde
from playbook.language import N_, _, listed, ngettext
from playbook.text import visible

if TYPE_CHECKING:
    from playbook.checking.report import Report

_MOST_SHOWN = 40
"""Findings of one file; the rest of them have the same cause more often than not."""


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command(
        "check",
        rich_help_panel=AUTHORING,
        help=N_(
            "Look for what is wrong in playbooks, in the configuration and in entries.\n\n"
            "It changes nothing. The exit status is 1 if there is anything to fix or to look at."
        ),
    )
    def check(
        files: Annotated[
            list[Path] | None,
            typer.Argument(
                metavar="[FILE]...", parser=file_path, help=N_("Only these: playbooks, entries, config.toml.")
            ),
        ] = None,
        as_json: JsonOption = False,
    ) -> None:
        from playbook.checking.report import check_everything, check_files

        report = check_files(context.settings, files) if files else check_everything(context.settings)
        if as_json:
            put_json(list(_rows(report)))
        else:
            named = str if files else lambda path: str(with_tilde(path))
            put(map(visible, _paragraphs(report, named)))
        tell(_in_short(report))
        _say_behind(context, files)
        raise typer.Exit(1 if report.files else 0)


def _say_behind(context: CommandContext, files: list[Path] | None) -> None:
    """Say of each copy that was looked at, in a line, that the shipped one has changed since it was made."""
    from playbook.authoring.own_copy import CopyFailed, OwnCopy
    from playbook.shelf import original

    for name, shelved in context.playbooks().items():
        if shelved.own and (files is None or shelved.path.resolve() in [file.resolve() for file in files]):
            with suppress(CopyFailed):  # The report says it.
                if OwnCopy(shelved.path, original(context.settings, shelved)).is_behind:
                    command = f"{context.command('edit')} {name} --merge"
                    tell(_("The shipped {name} has changed since: {command}", name=name, command=command))


def _rows(report: Report) -> Iterator[dict[str, object]]:
    for file in report.files:
        for finding in file.findings:
            yield {
                "file": visible(str(file.path)),
                "line": finding.line,
                "column": finding.column,
                "kind": "warning" if finding.warning else "error",
                "where": visible(finding.where),
                "message": visible(finding.message),
            }


def _paragraphs(report: Report, named: Callable[[Path], str]) -> Iterator[str]:
    """Say each finding, with an empty line between two files."""
    for number, file in enumerate(report.files):
        if number:
            yield ""
        name = named(file.path)
        yield from (finding.said(name) for finding in file.findings[:_MOST_SHOWN])
        if len(file.findings) > _MOST_SHOWN:
            more = len(file.findings) - _MOST_SHOWN
            yield ngettext("{file}: … and {n} more.", "{file}: … and {n} more.", more, file=name)


def _in_short(report: Report) -> str:
    if report.files:
        files = ngettext("{n} file", "{n} files", len(report.files))
        return ngettext("{n} finding in {files}.", "{n} findings in {files}.", report.total, files=files)
    count = report.looked_at
    looked_at = [ngettext("{n} playbook", "{n} playbooks", count["playbook"])] if count["playbook"] else []
    looked_at += [ngettext("{n} entry", "{n} entries", count["entry"])] if count["entry"] else []
    looked_at += [_("the configuration")] if count["config"] else []
    return _("Nothing to fix in {places}.", places=listed(looked_at))
