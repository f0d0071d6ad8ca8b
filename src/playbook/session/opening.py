"""Opening a session: which entry it goes on with, what an earlier walk hands on, and the first words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import NamedTuple

from playbook.entry import Entry
from playbook.faces.unattended import Unattended
from playbook.journal.entry_file import EntryFile, open_entry
from playbook.journal.files import Unreadable, decoded, read
from playbook.journal.folder import Journal
from playbook.journal.record import Record, moment_of
from playbook.language import _
from playbook.messages import Note
from playbook.model.asking import Face
from playbook.model.context import Context
from playbook.model.leaving import Back, Left, Why
from playbook.model.playbook import Playbook
from playbook.session import messages
from playbook.session.again import open_in
from playbook.session.options import Options
from playbook.session.replies import not_read, walk_from
from playbook.session.session import Session
from playbook.written import Written


class _Carried(NamedTuple):
    """What an earlier walk of another playbook hands on to this one: `carry_from`.

    Attributes:
        head: The earlier walk; None if there is none.
        answers: Its answers as its entry holds them, for the questions that are in both.
    """

    head: Record | None = None
    answers: Mapping[str, Written] = MappingProxyType({})


def open_session(
    playbook: Playbook, name: str, client: str | None, journal: Journal, face: Face, options: Options
) -> Session:
    """Open a session of the walk that is open for a client, or of a new one, and say what is walked.

    Args:
        playbook: What is walked.
        name: The playbook's name.
        client: Who it is about; None in a walk about no client.
        journal: The folder of the entries.
        face: How it is put to the person.
        options: How it is held.

    Raises:
        Back: They only wanted to look at one that is ended.
        BrokenFile: An answer of the answers file cannot be, as the others are.
        Unreadable: The entry cannot be read.
    """
    walks = journal.of_client(client or "", name, *playbook.carry_from)
    earlier = [record for record in walks if record.playbook == name]
    if question := _question_to_change(playbook, client, earlier, journal, face, options):
        return open_in(earlier[-1].path, playbook, journal, face, replace(options, ask=question))
    file = _begun(journal, earlier, options) or EntryFile(
        journal, _new_entry(playbook, name, client, options, earlier), dry_run=options.dry_run
    )
    playbook = options.begun_in(playbook, file.entry)
    carried = _carried(playbook, file, walks)
    if options.answers is not None:  # What cannot be is found before anything is saved.
        Session(playbook, file.rehearsal(), Unattended(), options, carried.answers).run()
    session = Session(playbook, file, face, options, carried.answers)
    if file.path:
        face.say(*messages.coming_back(session.walk, playbook.title, client, face.keys))
        face.say(*messages.not_read(not_read(file.entry, playbook), session.walk.informed))
        return session
    path = None if options.dry_run else options.shown(file.shown_path)
    if path and (ended := [head for head in earlier if head.status != "open"]):
        face.say(*messages.another_walk(ended[-1], session.walk.context, options.shown(ended[-1].path)))
    face.say(*messages.opening(playbook.title, client, path, face.keys))
    if carried.head:
        face.say(*messages.carried(carried.head, session.walk.context))
    return session


def _question_to_change(
    playbook: Playbook,
    client: str | None,
    earlier: Sequence[Record],
    journal: Journal,
    face: Face,
    options: Options,
) -> str | None:
    """Ask what is wanted where a client's walk has ended, and return the question to ask again, if any.

    Where nobody is there to say, another walk begins. Arguments are those of `open_session`, and the walks of
    this client, the one that was begun last at the end.

    Raises:
        Back: There is nothing to walk: they have looked at it, go back, or find no answer to change.
    """
    is_anew = options.new or options.dry_run or options.answers is not None
    if not client or not earlier or is_anew or any(one.status == "open" for one in earlier):
        return None
    last = earlier[-1]
    context = Context(today=options.clock().date(), language=playbook.language)
    try:
        wanted = face.pick(messages.after_its_end(playbook.title, last, context))
    except Left as left:
        if left.why is not Why.INPUT_ENDED:
            raise
        return None
    if wanted == "look":
        options.look(last.path)
        raise Back
    if wanted == "new":
        return None
    entry = open_entry(journal, last.path).entry
    playbook = options.begun_in(playbook, entry)
    walk = walk_from(entry, playbook, options.context(playbook.language))
    form = messages.answers_so_far(walk)
    if not form.options:
        face.say(Note(_("There is no answer in it to change.")))
        raise Back
    return face.pick(form)


def _begun(journal: Journal, earlier: Iterable[Record], options: Options) -> EntryFile | None:
    """Open the walk that goes on; None where a new one begins."""
    begun = [head for head in earlier if head.status == "open"]
    goes_on = begun and not options.new and not options.dry_run
    return open_entry(journal, begun[-1].path) if goes_on else None


def _new_entry(
    playbook: Playbook, name: str, client: str | None, options: Options, earlier: Iterable[Record]
) -> Entry:
    now = started = options.clock()
    taken = {record.started_at for record in earlier}
    while started.replace(microsecond=0) in taken:  # Two that began at the same moment are a pair of copies.
        started += timedelta(seconds=1)
    front = {
        "playbook": name,
        "client": client,
        "language": playbook.language,
        "status": "open",
        "started": started,
        "updated": now,
    }
    return Entry.begin(front, f"{client}: {playbook.title}" if client else playbook.title)


def _carried(playbook: Playbook, file: EntryFile, walks: Iterable[Record]) -> _Carried:
    """Find the last walk that a playbook carries from, of those for the same client, begun before this one.

    It is looked for at every session, so that nothing has to be kept of it anywhere else.
    """
    started = moment_of(file.entry.front.get("started", ""))
    earlier = [
        head
        for head in walks
        if head.playbook in playbook.carry_from and head.path != file.path and head.started_at <= started
    ]
    if not earlier:
        return _Carried()
    last = max(earlier, key=lambda head: head.started_at)
    try:
        entry = Entry(decoded(read(last.path)))
    except (FileNotFoundError, Unreadable):
        return _Carried()  # Nothing is lost by asking anew.
    answers = {q.id: answer.written for _, q in playbook.questions() if (answer := entry.answer(q.id))}
    return _Carried(last, answers) if answers else _Carried()
