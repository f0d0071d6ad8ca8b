"""Whose entries are meant: those of a client, of a playbook, or all."""

from __future__ import annotations

from typing import NamedTuple

from playbook.agenda import Owner
from playbook.errors import PlaybookError
from playbook.journal.naming import client_key
from playbook.journal.records import Reading
from playbook.model.spelling import did_you_mean
from playbook.written import on_one_line


class Nobody(PlaybookError):
    """No entry is about that client, or of that playbook."""

    status = 2


class Whose(NamedTuple):
    """Which entries are meant.

    Attributes:
        client: The client as typed; None for every one.
        playbook: The playbook's name; None for every one.
    """

    client: str | None = None
    playbook: str | None = None

    def holds(self, owner: Owner) -> bool:
        """Tell whether an entry is meant."""
        if self.playbook is not None and owner.playbook != self.playbook:
            return False
        return self.client is None or client_key(owner.client) == client_key(self.client)

    def check(self, reading: Reading) -> None:
        """See whether there is any entry that is meant: a slip of the finger should not look like peace.

        Raises:
            Nobody: There is none.
        """
        if self.client is None and self.playbook is None:
            return
        fronts = [record.front for record in reading.fronts()]
        clients = {
            client_key(name): name for front in fronts if (name := on_one_line(front.get("client", "")))
        }
        if self.client is not None and client_key(self.client) not in clients:
            near = did_you_mean(self.client, clients.values())
            raise Nobody(f"No entry is about a client called `{self.client}`{near}", _HINT)
        playbooks = sorted({front["playbook"] for front in fronts})
        if self.playbook is not None and self.playbook not in playbooks:
            near = did_you_mean(self.playbook, playbooks)
            raise Nobody(f"No entry is of a playbook called `{self.playbook}`{near}", _HINT)


_HINT = "All of it, whoever it is about: playbook due"
