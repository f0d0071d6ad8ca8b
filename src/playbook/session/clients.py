"""Who a walk is about."""

from __future__ import annotations

from playbook.errors import PlaybookError
from playbook.journal.folder import Journal
from playbook.journal.naming import LONGEST_NAME, client_key
from playbook.model.asking import Face, Left, Line, Option, Pick, Why
from playbook.query.clients import alike
from playbook.text import as_typed, visible, visible_line
from playbook.written import on_one_line

_SOMEBODY_ELSE = "(somebody else)"


class BadName(PlaybookError):
    """A client's name cannot be one."""

    status = 2


def checked(client: str | None) -> str | None:
    """Give a client's name as it is kept.

    Raises:
        BadName: It is empty or too long.
    """
    if client is None:
        return None
    name = visible_line(as_typed(client))
    if why := _refused(name):
        raise BadName(why, 'Type it in quotation marks: playbook lost "Acme Studio"')
    return name


def _refused(name: str) -> str:
    if not on_one_line(visible(name)):
        return "The name is empty."
    if len(name) > LONGEST_NAME:
        return f"The name has {len(name)} characters; {LONGEST_NAME} are the most. A shorter one will do."
    return ""


def known_client(journal: Journal, face: Face, typed: str) -> str:
    """Give the client meant by a name: the same one however it is typed, or one that begins alike.

    A name that only begins alike is offered, not taken.
    """
    clients = journal.clients()
    key = client_key(typed)
    for name in clients:
        if client_key(name) == key:
            return name
    near = alike(typed, clients)
    if not near:
        return typed
    options = [Option(f"({number})", name) for number, name in enumerate(near)]
    form = Pick(
        prompt=f"Is {typed} one of these?",
        options=[*options, Option(_SOMEBODY_ELSE, f"No, {typed} is somebody else")],
        required=True,
    )
    try:
        picked = face.pick(form)
    except Left as left:
        if left.why is not Why.INPUT_ENDED:
            raise
        return typed  # Nobody is there to say; what only begins alike is not taken.
    return next((option.label for option in options if option.value == picked), typed)


def asked_client(journal: Journal, face: Face) -> str:
    """Ask who the walk is about, offering those that are known."""
    clients = journal.clients()[::-1]
    if clients:
        options = [Option(f"({number})", name) for number, name in enumerate(clients)]
        form = Pick(
            prompt="Who is it about?",
            options=[*options, Option(_SOMEBODY_ELSE, "Somebody else")],
            required=True,
        )
        picked = face.pick(form)
        for option in options:
            if option.value == picked:
                return option.label
    name = face.line(Line(prompt="What is the client called?", required=True, refuse=_refused))
    return known_client(journal, face, on_one_line(visible(name or "")))
