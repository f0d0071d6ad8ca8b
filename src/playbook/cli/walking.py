"""`playbook NAME [CLIENT]`: walk a playbook."""

from __future__ import annotations

import gc
import shlex
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playbook.cli.carrying import Carried, carried
from playbook.cli.client import BadName, asked_client, checked, known_client
from playbook.cli.face import face_for
from playbook.cli.going_on import command_for
from playbook.cli.opening import opened
from playbook.cli.output import close_outputs, with_tilde
from playbook.entry import Entry
from playbook.faces import Face
from playbook.journal.folder import Journal
from playbook.journal.head import Head
from playbook.journal.kept import KeptEntry, UnsavedEntry, begin, open_entry
from playbook.journal.naming import slug
from playbook.messages import Note
from playbook.model.asking import Back, Left, Why
from playbook.model.context import Context
from playbook.model.playbook import Playbook, Step
from playbook.session import messages
from playbook.session.session import Ending, Options, Session
from playbook.settings import Settings
from playbook.shelf import Shelved

if TYPE_CHECKING:
    from playbook.reading.answers import Answers


class Wanted(NamedTuple):
    """What was asked for on the command line.

    Attributes:
        client: The client as typed; None if none was.
        new: Whether a new walk is wanted although one is open.
        plain: Whether the plain face is wanted.
        answers: An answers file.
        breathe: Whether pauses are wanted.
        dry_run: Whether nothing is to be written.
        home: The folder as named on the command line; None if it was not.
    """

    client: str | None
    new: bool
    plain: bool
    answers: Path | None
    breathe: bool
    dry_run: bool
    home: str | None


class _Entrance(NamedTuple):
    """Where a walk is taken up.

    Attributes:
        kept: Its entry, new or begun.
        begun: Whether it was begun before.
        ended: The walk of this client that was ended last, if this one is new.
    """

    kept: KeptEntry | UnsavedEntry
    begun: bool
    ended: Head | None


def walk(shelved: Shelved, wanted: Wanted, settings: Settings) -> int:
    """Hold one sitting of a playbook.

    Returns:
        The exit status.

    Raises:
        PlaybookError: The playbook, the answers file or the name is wrong, or something outside failed.
    """
    playbook = opened(shelved, wanted.home)
    client = checked(wanted.client)
    if client and playbook.subject == "none":
        raise BadName(f"{shelved.name} is about no client.", f"Type: playbook {shelved.name}")
    answers = _answers(wanted, settings, playbook)
    face = _face(wanted, settings, answers)
    for complaint in settings.not_understood:
        face.say(Note(f"{with_tilde(settings.config)}: {complaint} is not understood and left out.", "quiet"))
    journal = Journal(settings.journal)
    try:
        if playbook.subject == "client":
            client = known_client(journal, face, client) if client else asked_client(journal, face)
        entrance = _entrance(playbook, shelved.name, client, journal, wanted)
        handed_on = carried(playbook, entrance.kept, journal)
        manner = _manner(shelved.name, wanted, settings, playbook, answers)
        manner = manner._replace(carried=handed_on.answers)
        if answers is not None:
            _rehearse(playbook, entrance.kept, answers, manner)
        sitting = Session(playbook, entrance.kept, face, manner)
        _welcome(sitting, entrance, handed_on)
        # What was imported stays; from here on only what the walk makes is looked through.
        gc.freeze()
        gc.enable()
        outcome = sitting.run()
    except Back:
        return 0
    except Left as left:
        return _ended(left.why.value)
    if outcome.ending is Ending.DONE and entrance.kept.path:
        print(entrance.kept.path, flush=True)  # noqa: T201 - the one line of a finished walk
    return _ended(outcome.status)


def _ended(status: int) -> int:
    """Let nothing more go to a terminal that has hung up: it would end the process in its own way."""
    if status == Why.HUNG_UP.value:
        close_outputs()
    return status


def _entrance(
    playbook: Playbook, name: str, client: str | None, journal: Journal, wanted: Wanted
) -> _Entrance:
    """Find the walk that is open for a client, or begin one."""
    earlier = journal.of_client(name, client or "")
    begun = [head for head in earlier if head.status == "open"]
    if begun and not wanted.new and not wanted.dry_run:
        return _Entrance(open_entry(journal, begun[-1].path), begun=True, ended=None)
    ended = [head for head in earlier if head.status != "open"]
    entry = _new_entry(playbook, name, client)
    if wanted.dry_run:
        return _Entrance(UnsavedEntry(entry, journal.path_for(entry)), begun=False, ended=None)
    return _Entrance(begin(journal, entry), begun=False, ended=ended[-1] if ended else None)


def _new_entry(playbook: Playbook, name: str, client: str | None) -> Entry:
    now = _now()
    front = {
        "playbook": name,
        "client": client,
        "language": playbook.language,
        "status": "open",
        "started": now,
        "updated": now,
    }
    return Entry.begin(front, f"{client}: {playbook.title}" if client else playbook.title)


def _welcome(sitting: Session, entrance: _Entrance, handed_on: Carried) -> None:
    """Say what is walked, and where it was left or where it is kept."""
    face, playbook, walk = sitting.face, sitting.playbook, sitting.walk
    client = sitting.kept.entry.front.get("client") or None
    if entrance.begun:
        face.say(*messages.coming_back(walk, playbook.title, client, face.keys))
        return
    if entrance.ended:
        ended = entrance.ended
        face.say(*messages.another_walk(ended.started_on, walk.context, with_tilde(ended.path)))
    path = None if isinstance(sitting.kept, UnsavedEntry) else with_tilde(sitting.kept.shown_path)
    face.say(*messages.opening(playbook.title, client, path, face.keys))
    if handed_on.head:
        face.say(*messages.carried(handed_on.head.started_on, handed_on.head.playbook, walk.context))


def _rehearse(playbook: Playbook, kept: KeptEntry | UnsavedEntry, answers: Answers, manner: Options) -> None:
    """Walk the answers of a file without writing, so that one that cannot be is found before any is saved.

    Raises:
        BrokenFile: One of them cannot be, as the others are.
    """
    from playbook.faces.scripted import Scripted, Silent, Unattended

    unsaved = UnsavedEntry(kept.entry, kept.shown_path)
    Session(playbook, unsaved, Scripted(answers, Unattended(Silent())), manner).run()


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def _answers(wanted: Wanted, settings: Settings, playbook: Playbook) -> Answers | None:
    if wanted.answers is None:
        return None
    from playbook.reading.answers import read_answers

    context = Context(today=_now().date(), currency=settings.currency, me=settings.name)
    return read_answers(wanted.answers, str(wanted.answers), playbook, context)


def _manner(
    name: str, wanted: Wanted, settings: Settings, playbook: Playbook, answers: Answers | None
) -> Options:
    def goes_beyond(step: Step) -> bool:
        return wanted.dry_run or (answers is not None and answers.reach(playbook, step))

    # What the file holds of later steps is not in the entry yet.
    behind = f" --answers {shlex.quote(str(wanted.answers))}" if wanted.answers else ""

    def figures(show: Sequence[str], over: str) -> str:
        from playbook.cli.figures import figures_in_words

        return figures_in_words(settings, _now().date(), show, over)

    return Options(
        clock=_now,
        me=settings.name,
        currency=settings.currency,
        command=lambda client: command_for(name, client, wanted.home) + behind,
        export=lambda client: "" if wanted.dry_run else _export(client or name, wanted.home),
        pauses=wanted.breathe and settings.breathe,
        goes_beyond=goes_beyond,
        figures=figures,
    )


def _export(whom: str, home: str | None) -> str:
    """Give what to type to have what is due in a calendar."""
    return f"{command_for('due', None, home)} --ics {slug(whom)}.ics"


def _face(wanted: Wanted, settings: Settings, answers: Answers | None) -> Face:
    """Choose how the walk is put."""
    face = face_for(plain=wanted.plain or settings.plain)
    if answers is None:
        return face

    from playbook.faces.scripted import Scripted, Unattended

    return Scripted(answers, face if sys.stdin.isatty() else Unattended(face))
