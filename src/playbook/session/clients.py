"""Who a walk is about."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.errors import PlaybookError
from playbook.journal.folder import Journal
from playbook.journal.naming import LONGEST_NAME, client_key
from playbook.language import _, listed
from playbook.messages import Note
from playbook.model.asking import Face, Line, Option, Pick
from playbook.model.leaving import Left, Why
from playbook.model.playbook import Playbook
from playbook.query.clients import near
from playbook.text import as_typed, visible, visible_line
from playbook.written import on_one_line

_NEAR = 0.75
"""How like a known name a new one has to be to be asked about: `Amce` is like `Acme`."""


class BadName(PlaybookError):
    """A client's name cannot be one."""

    status = 2


def checked(client: str) -> str:
    """Return a client's name as it is kept.

    Raises:
        BadName: It is empty or too long.
    """
    name = visible_line(as_typed(client))
    if why := _refused(name):
        raise BadName(why, _("Type it in quotation marks: {command}", command='playbook lost "Acme Studio"'))
    return name


def client_of(name: str, playbook: Playbook, typed: str | None, command: str) -> str | None:
    """Return the client whose walk through a playbook is meant; None if none was typed.

    Args:
        name: The playbook's name.
        playbook: The playbook.
        typed: The client's name as it was typed.
        command: What to type where the playbook is not about a client.

    Raises:
        BadName: The name is empty or too long, or the playbook is not about a client.
    """
    client = None if typed is None else checked(typed)
    if client and playbook.subject == "none":
        raise BadName(_("{name} is not about a client.", name=name), _("Type: {command}", command=command))
    return client


def _refused(name: str) -> str:
    if not client_key(visible(name)):
        return _("The name is empty.")
    if len(name) > LONGEST_NAME:
        return _(
            "The name has {length} characters; {most} are the most. A shorter one will do.",
            length=len(name),
            most=LONGEST_NAME,
        )
    return ""


def known_client(journal: Journal, face: Face, typed: str) -> str:
    """Return the client meant by a name: the same one however it is typed, or one whose name is near.

    A name that is only near is offered, not taken.
    """
    clients = journal.clients()
    key = client_key(typed)
    for name in clients:
        if client_key(name) == key:
            return name
    found = near(typed, clients, _NEAR)
    prompt = (
        _("Do you mean {name}?", name=found[0])
        if len(found) == 1
        else _("Is {name} one of these?", name=typed)
    )
    try:
        return _picked(face, prompt, found, _("No, {name} is somebody else", name=typed)) or typed
    except Left as left:
        if left.why is not Why.INPUT_ENDED:
            raise
        # Nobody is there to say; what is only near is not taken.
        others = listed(found, "or")
        face.say(Note(_("{name} is treated as somebody new, not as {others}.", name=typed, others=others)))
        return typed


def asked_client(journal: Journal, face: Face) -> str:
    """Ask who the walk is about, offering those that are known."""
    clients = journal.clients()[::-1]
    if known := _picked(face, _("Who is it about?"), clients, _("Somebody else")):
        return known
    name = face.line(Line(prompt=_("What is the client called?"), required=True, refuse=_refused))
    return known_client(journal, face, on_one_line(visible(name or "")))


def _picked(face: Face, prompt: str, names: Sequence[str], nobody: str) -> str | None:
    """Ask for one of some names; None if it is none of them, which is not asked where there are none."""
    if not names:
        return None
    by_number = {f"({number})": name for number, name in enumerate(names)}
    options = [
        *(Option(value, name) for value, name in by_number.items()),
        Option("(nobody)", nobody, stays=True),
    ]
    picked = face.pick(Pick(prompt=prompt, options=options, required=True))
    return by_number.get(picked or "")
