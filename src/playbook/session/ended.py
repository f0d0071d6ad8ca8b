"""What somebody wants where the walk of a client is ended: look at it, change an answer, or begin another."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.journal.entry_file import open_entry
from playbook.journal.folder import Journal
from playbook.journal.record import Record
from playbook.model.asking import Back, Face, Left, Option, Pick, Why
from playbook.model.context import Context
from playbook.model.playbook import Playbook
from playbook.session import messages
from playbook.session.options import Options
from playbook.session.session import Session
from playbook.text import shortened
from playbook.written import on_one_line

_LONGEST = 60
"""Columns of an answer in a list."""


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
    return face.pick(Pick(prompt="Which answer?", options=_answers(session), required=True))


def _answers(session: Session) -> list[Option]:
    """Return the questions that were asked with what was answered, in their order."""
    walk, context = session.walk, session.walk.informed
    options = []
    for name in walk.asked:
        question, given = session.playbook.by_id[name], context.answers.get(name)
        if name in walk.replies and not question.sources and not question.is_pause:
            shown = question.shown(given.value, context) if given else "skipped"
            label = f"{context.filled(question.prompt)}  {shortened(on_one_line(shown), _LONGEST)}"
            options.append(Option(name, label))
    return options
