"""`playbook check`: everything that is wrong, with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from playbook.cli.context import AUTHORING, CommandContext
from playbook.cli.options import JsonOption
from playbook.cli.output import put, put_json, tell, with_tilde
from playbook.language import speaking
from playbook.text import many, visible

if TYPE_CHECKING:
    from playbook.checking.report import Report

_MOST_SHOWN = 40
"""Findings of one file; the rest of them have the same cause more often than not."""


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("check", rich_help_panel=AUTHORING)
    def check(
        files: Annotated[
            list[Path] | None,
            typer.Argument(metavar="[FILE]...", help="Only these: playbooks, entries, config.toml."),
        ] = None,
        as_json: JsonOption = False,
    ) -> None:
        """Look for what is wrong in playbooks, in the configuration and in entries.

        It changes nothing. The exit status is 1 if there is anything to fix or to look at.
        """
        from playbook.checking.report import check_everything, check_files

        with speaking("en"):  # As all that only somebody who writes playbooks sees.
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
                    tell(f"The shipped {name} has changed since: {context.command('edit')} {name} --merge")


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
            yield f"{name}: … and {len(file.findings) - _MOST_SHOWN} more."


def _in_short(report: Report) -> str:
    if report.files:
        findings, files = many(report.total, "finding", "findings"), many(len(report.files), "file", "files")
        return f"{findings} in {files}."
    count = report.looked_at
    looked_at = [many(count["playbook"], "playbook", "playbooks")] if count["playbook"] else []
    looked_at += [many(count["entry"], "entry", "entries")] if count["entry"] else []
    looked_at += ["the configuration"] if count["config"] else []
    if len(looked_at) > 2:
        looked_at = [", ".join(looked_at[:-1]), looked_at[-1]]
    return f"Nothing to fix in {' and '.join(looked_at)}."
