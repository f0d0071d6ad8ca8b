"""What the Tab key offers: the clients of the journal, the names of playbooks, the ids of questions.

How a shell asks for it and is told is `shells`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

import typer

from playbook.cli.context import context_of_process
from playbook.errors import PlaybookError
from playbook.journal.naming import client_key
from playbook.language import languages
from playbook.text import visible_line

_LONGEST_ANSWER = 40
"""Characters of an answer that is offered."""


def clients(incomplete: str) -> list[str]:
    """Return the clients whose names begin so; case and accents aside, as everywhere else.

    What was typed stays as it stands, and the rest of the name is added to it.
    """
    key = client_key(incomplete)
    found: dict[str, str] = {}
    for record in context_of_process().journal().records():
        name = visible_line(record.client)
        # What begins with a dash would be taken for an option.
        if client_key(name).startswith(key) and name and not name.startswith("-"):
            found[client_key(name)] = name
    whole = ((incomplete + _rest(name, incomplete), like) for like, name in found.items())
    return sorted(name for name, like in whole if client_key(name) == like)


def _rest(name: str, incomplete: str) -> str:
    """Return what of a name stands behind its first characters that read as what was typed."""
    if not incomplete.strip():
        return name
    key = client_key(incomplete)
    begun = next(at for at in range(len(name) + 1) if client_key(name[:at]).startswith(key))
    return name[begun:].lstrip() if incomplete[-1].isspace() else name[begun:]


def playbook_names(incomplete: str) -> list[str]:
    """Return the names of the playbooks that begin so."""
    return _beginning(context_of_process().playbooks(), incomplete)


def language_tags(incomplete: str) -> list[str]:
    """Return the languages that begin so."""
    return _beginning(languages(), incomplete)


def question_ids(incomplete: str) -> list[str]:
    """Return the ids of the questions of all playbooks that begin so, in the order they are asked in."""
    return _beginning(context_of_process().questions().ids(), incomplete)


def ids_of_command(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the ids of the questions of the playbook that a command walks that begin so."""
    return _beginning(context_of_process().questions().of(str(ctx.info_name)), incomplete)


def answers(incomplete: str) -> list[str]:
    """Return ids of questions that begin so; behind one and a `=`, the answers that begin so.

    Those are the choices and bands of the playbooks, and what stands in the entries.
    """
    name, equals, begun = incomplete.partition("=")
    if not equals:
        return question_ids(incomplete)
    context = context_of_process()
    questions = context.questions()
    found = questions.labels(name)
    with suppress(PlaybookError):  # The journal cannot be read.
        for record, answer in context.journal().gathered(lambda _record, entry: entry.look_up(name)):
            if answer:
                found += questions.one(record.playbook, name).names_of(answer.written)
    # What fills half a line is read, not typed.
    short = (one for one in map(visible_line, found) if one and len(one) <= _LONGEST_ANSWER)
    return [f"{name}={one}" for one in dict.fromkeys(short) if one.casefold().startswith(begun.casefold())]


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
