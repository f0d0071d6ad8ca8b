"""What somebody wants where the walk of a client is ended: look at it, change an answer, or begin another."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.journal.entry_file import open_entry
from playbook.journal.folder import Journal
from playbook.journal.record import Record
from playbook.model.asking import Back, Face, Left, Why
from playbook.model.context import Context
from playbook.model.playbook import Playbook
from playbook.session import messages
from playbook.session.options import Options
from playbook.session.session import Session


def question_to_change(
    playbook: Playbook,
    client: str | None,
    earlier: Sequence[Record],
    journal: Journal,
    face: Face,
    options: Options,
) -> str | None:
    """Ask what is wanted where a walk has ended, and return the id of the question to ask again, if any.

    Args:
        playbook: What was walked.
        client: Who it was about; a walk about nobody is not asked about.
        earlier: The walks of this client, the one that was begun last at the end.
        journal: The folder of the entries.
        face: How it is put to the person; where nobody is there to say, another one begins.
        options: How the session is held.

    Raises:
        Back: There is nothing to walk: they have looked at it, or go back.
        Left: They leave.
        Unreadable: The entry cannot be read.
    """
    is_anew = options.new or options.dry_run or options.answers is not None
    if not client or not earlier or is_anew or any(one.status == "open" for one in earlier):
        return None
    last = earlier[-1]
    context = Context(today=options.clock().date(), language=playbook.language)
    try:
        wanted = face.pick(messages.after_its_end(playbook.title, client, last.started_on, context))
    except Left as left:
        if left.why is not Why.INPUT_ENDED:
            raise
        return None
    if wanted == "look":
        options.look(last.path)
        raise Back
    if wanted == "new":
        return None
    session = Session(playbook, open_entry(journal, last.path), face, options)
    return face.pick(messages.answers_so_far(session.walk))
