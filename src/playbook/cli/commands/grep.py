"""`playbook grep`: what was said, line by line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Annotated

import typer

from playbook.cli.completion import question_ids
from playbook.cli.context import JOURNAL, CommandContext
from playbook.cli.options import FilterOptions, JsonOption, check_alone, filtered, say_passed_over
from playbook.cli.output import is_drawn, put, put_bytes
from playbook.journal.record import Record, day_shown
from playbook.language import N_
from playbook.query.grep import Match, can_match, matching, parse
from playbook.query.listing import as_array
from playbook.text import visible, visible_line

_QuestionOption = Annotated[
    str | None,
    typer.Option(
        "-q",
        "--question",
        metavar="ID",
        help=N_("Only answers to this question."),
        autocompletion=question_ids,
    ),
]
_ON, _OFF = "\x1b[1;31m", "\x1b[0m"


_HELP = N_(
    "Search what was said, line by line: date, client and question before each line that matches.\n\n"
    "Lines beneath an answer count as its own. Your notes elsewhere are searched as well and have no "
    "question. The exit status is 1 where nothing matches."
)


def add(app: typer.Typer, context: CommandContext) -> None:
    """Add the command."""

    @app.command("grep", rich_help_panel=JOURNAL, help=_HELP)
    @filtered
    def grep(
        pattern: Annotated[
            str, typer.Argument(help=N_("A regular expression; capitals count if it has any."))
        ],
        any_case: Annotated[bool, typer.Option("-i", "--ignore-case", help=N_("Ignore capitals."))] = False,
        question: _QuestionOption = None,
        aside: Annotated[bool, typer.Option("--aside", help=N_("Search what is set aside too."))] = False,
        paths: Annotated[
            bool, typer.Option("-l", "--paths", help=N_("Only the paths of the entries."))
        ] = False,
        as_json: JsonOption = False,
        *,
        filters: FilterOptions,
    ) -> None:
        if as_json:
            check_alone("--json", {"-l": paths})
        searched = parse(pattern, any_case=any_case)
        selection = filters.selection(context)
        matched = (
            (record, lines)
            for record, entry in selection.entries(lambda entry: can_match(entry, searched))
            if (lines := matching(entry, searched, question=question, aside=aside))
        )
        # Whether there is any is asked first, so that the others need not be held.
        first = next(matched, None)
        found = chain([first] if first else [], matched)
        _put(found, searched, paths=paths, as_json=as_json)
        if not first and question is not None:
            selection.check_known(question, "-q")
        say_passed_over(context, selection)
        if not first:
            raise typer.Exit(1)


def _put(
    found: Iterable[tuple[Record, Sequence[Match]]], pattern: re.Pattern[str], *, paths: bool, as_json: bool
) -> None:
    if paths:
        put_bytes(os.fsencode(record.file) for record, _ in found)
    elif as_json:
        put(as_array(_row(record, line) for record, lines in found for line in lines))
    else:
        marked = pattern if is_drawn() and not os.environ.get("NO_COLOR") else None
        put((_lines(*one, marked) for one in found), is_coloured=True)


def _row(record: Record, line: Match) -> dict[str, object]:
    return {
        "path": record.file,
        "date": day_shown(record.started) or None,
        "playbook": record.playbook,
        "client": record.client or None,
        "question": line.question.lstrip("~") or None,
        "aside": line.question.startswith("~"),
        "line": line.text,
    }


def _lines(record: Record, lines: Sequence[Match], marked: re.Pattern[str] | None) -> str:
    """Return the lines of an entry, each behind when, who and what it answers.

    Args:
        record: The record of the entry.
        lines: The lines.
        marked: What is coloured in them; None for nothing.
    """
    whose, told = _whose(record), []
    for line in lines:
        text = marked.sub(_coloured, visible(line.text)) if marked else visible(line.text)
        told.append(f"{whose} {line.question}: {text}" if line.question else f"{whose}: {text}")
    return "\n".join(told)


def _whose(record: Record) -> str:
    """Return the day and the client; without a client the playbook stands in for it."""
    day = day_shown(visible_line(record.started))
    return f"{day} {visible_line(record.client or record.playbook)}"


def _coloured(found: re.Match[str]) -> str:
    return f"{_ON}{found[0]}{_OFF}" if found[0] else ""
