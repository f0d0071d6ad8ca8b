"""Which client, and which playbook, is meant by a name that was typed.

A client is the same one however case, accents and blanks are typed. For a command that only looks, the
beginning of a name is enough where one client has it. A name that is only near one is not taken for it: who
is near is named, and whoever typed it decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from playbook.errors import PlaybookError
from playbook.journal.folder import Journal
from playbook.journal.naming import client_key
from playbook.journal.record import Record
from playbook.language import N_, _, listed
from playbook.model.spelling import did_you_mean, nearest
from playbook.text import visible_line

_MOST_NAMED = 5
_HINT = N_("All entries: playbook journal")
_UNREAD = N_("It may be in a file that cannot be read. See which: playbook check")


class Nobody(PlaybookError):
    """No entry is about that client, or there is no such playbook."""

    status = 2


def near(typed: str, clients: Iterable[str], cutoff: float = 0.6) -> list[str]:
    """Return the clients that could be meant: those whose names begin alike, else the one most like it.

    Args:
        typed: What was typed.
        clients: The names of the clients.
        cutoff: How near that one has to be, up to 1.
    """
    key, keys = client_key(typed), {client_key(name): name for name in clients}
    if begins := [
        name for other, name in keys.items() if key and (other.startswith(key) or key.startswith(other))
    ]:
        return begins
    likest = nearest(key, keys, cutoff)
    return [keys[likest]] if likest else []


def meant_client(
    folder: Path,
    client: str | None,
    playbook: str | None,
    shelf: Callable[[], Iterable[str]],
    *,
    whole: bool = False,
) -> str | None:
    """Return the client that is meant; see whether there is one, and such a playbook.

    A slip must not look like peace. It goes through the whole journal, so it is for where nothing was found.

    Args:
        folder: The folder of the journal.
        client: The client as typed; None if none was.
        playbook: The playbook as typed; None if none was.
        shelf: Returns the names of the playbooks there are. One that is not there any more is known by its
            entries.
        whole: Whether the beginning of a name is too little, though one client has it.

    Raises:
        Nobody: There is none.
    """
    if client is None and playbook is None:
        return None
    journal = Journal(folder)
    records = list(journal.records())
    hint = "\n".join([_(_UNREAD), _(_HINT)]) if journal.unread else _(_HINT)
    if client is not None:
        client = _written(client, records, hint, whole=whole)
    if playbook is not None:
        playbooks = sorted({*shelf(), *(record.playbook for record in records)})
        if playbook not in playbooks:
            meant = did_you_mean(playbook, playbooks)
            raise Nobody(_("There is no playbook `{name}`{near}", name=playbook, near=meant), hint)
    return client


def _written(typed: str, records: Iterable[Record], hint: str, *, whole: bool) -> str:
    """Return a client's name as the journal has it; see `meant_client`."""
    # As they were written last in the order of the files, which begin with their day.
    names = (visible_line(record.client) for record in records)
    clients = {client_key(name): name for name in names if name}
    key = client_key(typed)
    begun = [] if whole or not key else [name for other, name in clients.items() if other.startswith(key)]
    if key not in clients and len(begun) != 1:
        near = _near(typed, clients)
        said = _("No entry is about a client called `{client}`{near}", client=typed, near=near)
        raise Nobody(said, hint)
    return clients.get(key) or begun[0]


def _near(typed: str, clients: dict[str, str]) -> str:
    """Say which client could be meant.

    Args:
        typed: What was typed.
        clients: The names of the clients by their keys.
    """
    named = sorted(near(typed, clients.values()))[:_MOST_NAMED]
    if not named:
        return did_you_mean(typed, sorted(clients.values()))
    return _("; did you mean {names}?", names=listed([f"`{name}`" for name in named], "or"))
