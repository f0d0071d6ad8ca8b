"""The filters of the commands on the journal, the same for each of them.

A command takes them as its parameters, under these names, and hands them to `selected`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from playbook.cli.completing import clients, playbook_names, question_ids
from playbook.cli.here import Here, with_tilde
from playbook.cli.printing import tell
from playbook.journal.records import Reading
from playbook.query.filters import Filters, Where
from playbook.query.selection import Selection


class Status(StrEnum):
    """How far a walk is."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"


ClientOption = Annotated[
    str | None,
    typer.Option(
        "--client", metavar="NAME", help="Only this client, however it is typed.", autocompletion=clients
    ),
]
PlaybookOption = Annotated[
    str | None,
    typer.Option(
        "--playbook", metavar="NAME", help="Only walks through this playbook.", autocompletion=playbook_names
    ),
]
StatusOption = Annotated[
    Status | None, typer.Option("--status", case_sensitive=False, help="Only walks that stand like this.")
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DAY", help="Begun on this day or later: 2025, or 3 months ago."),
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DAY", help="Begun on this day or earlier: 2025-11.")
]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar="ID=VALUE",
        help="With this answer, such as reason=price; repeatable.",
        autocompletion=question_ids,
    ),
]


def selected(
    here: Here,
    client: str | None,
    playbook: str | None,
    status: Status | None,
    since: str | None,
    until: str | None,
    where: Sequence[str] | None,
) -> Selection:
    """Give the entries that the filters mean, which come in the order of the options above.

    Raises:
        PlaybookError: A filter cannot be read.
    """
    filters = Filters(
        client=client,
        playbook=playbook,
        status=status.value if status else None,
        where=tuple(Where.parse(text) for text in where or ()),
    )
    if since is not None or until is not None:
        from playbook.query.days import first_day, last_day

        today = datetime.now().astimezone().date()
        filters = filters._replace(
            since=None if since is None else first_day(since, today),
            until=None if until is None else last_day(until, today),
        )

    def questions() -> list[str]:
        from playbook.query.known import question_ids

        return question_ids(one.path for one in here.playbooks().values())

    return Selection(Reading(here.settings.journal), filters, questions, here.playbooks)


def in_front_of_names(here: Here) -> str:
    """Give what stands before the name of an entry in its path: a Path for each of them takes too long."""
    return os.path.join(here.settings.journal, "")  # noqa: PTH118 - ends in a separator, which no Path does


def say_passed_over(selection: Selection) -> None:
    """Say how many files were passed over, if any were."""
    reading = selection.reading
    if count := reading.passed_over:
        files, are = ("1 file", "It is no entry") if count == 1 else (f"{count} files", "They are no entries")
        folder = with_tilde(reading.folder)
        tell(f"{files} in {folder} passed over. {are}, or cannot be read.")


def say_nothing_found(selection: Selection) -> None:
    """Say that there is nothing to show, and why."""
    if selection.filters == Filters():
        tell("The journal is empty. A walk begins with: playbook lost")
    else:
        tell("No entry fits.")
