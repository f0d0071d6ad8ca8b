"""`playbook NAME [CLIENT]`: walk a playbook."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.faces import Face
from playbook.journal import LONGEST_NAME, Journal, KeptEntry, client_key
from playbook.model.asking import Back, Left, Line, Option, Pick
from playbook.model.known import Known
from playbook.model.playbook import Playbook, Step
from playbook.said import Note
from playbook.settings import Settings
from playbook.shelf import Shelved
from playbook.sitting import words
from playbook.sitting.sitting import Ending, Manner, Outcome, Sitting
from playbook.visible import visible
from playbook.written import on_one_line

if TYPE_CHECKING:
    from playbook.reading.answers import Answers

_SOMEBODY_ELSE = "(somebody else)"


class BadName(PlaybookError):
    """A client's name cannot be one."""

    status = 2


@dataclass(frozen=True)
class Wanted:
    """What was asked for on the command line.

    Attributes:
        client: The client as typed; None if none was.
        new: Whether a new walk is wanted although one is open.
        plain: Whether the plain face is wanted.
        answers: An answers file.
        breathe: Whether pauses are wanted.
        home: The folder as named on the command line; None if it was not.
    """

    client: str | None
    new: bool
    plain: bool
    answers: Path | None
    breathe: bool
    home: str | None


def walk(shelved: Shelved, wanted: Wanted, settings: Settings) -> int:
    """Hold one sitting of a playbook.

    Returns:
        The exit status.

    Raises:
        PlaybookError: The playbook, the answers file or the name is wrong, or something outside failed.
    """
    playbook = shelved.read(_tilde(shelved.path))
    client = _checked(wanted.client)
    if client and playbook.subject == "none":
        raise BadName(f"{shelved.name} is about no client.", f"Type: playbook {shelved.name}")
    answers = _answers(wanted, settings, playbook)
    face = _face(wanted, settings, answers)
    journal = Journal(settings.journal)
    for complaint in settings.not_understood:
        face.say(Note(f"{_tilde(settings.config)}: {complaint} is not understood and left out.", "quiet"))
    try:
        if playbook.subject == "client":
            client = _known_client(journal, face, client) if client else _asked_client(journal, face)
        manner = _manner(shelved.name, wanted, settings, playbook, answers)
        outcome, kept = _sit(playbook, shelved.name, client, journal, face, manner, new=wanted.new)
    except Back:
        return 0
    except Left as left:
        return left.why.value
    if outcome.ending is Ending.DONE and kept.path:
        print(kept.path)  # noqa: T201 - the one line of a finished walk
    return outcome.status


def _sit(
    playbook: Playbook,
    name: str,
    client: str | None,
    journal: Journal,
    face: Face,
    manner: Manner,
    *,
    new: bool,
) -> tuple[Outcome, KeptEntry]:
    """Begin a walk or carry it on, and hold one sitting of it."""
    earlier = journal.of_client(name, client or "")
    begun = [head for head in earlier if head.status == "open" and not new]
    kept = journal.open(begun[-1].path) if begun else _new_entry(playbook, name, client, journal)
    client = kept.entry.front.get("client") or None
    sitting = Sitting(playbook, kept, face, manner)
    if begun:
        face.say(*words.coming_back(sitting.walk, playbook.title, client, face.keys))
    else:
        ended = [head for head in earlier if head.status != "open"]
        if ended:
            face.say(*words.another_walk(ended[-1].started_on, sitting.walk.known, ended[-1].path))
        face.say(*words.opening(playbook.title, client, _tilde_path(kept.shown_path), face.keys))
    return sitting.run(), kept


def _new_entry(playbook: Playbook, name: str, client: str | None, journal: Journal) -> KeptEntry:
    now = _now()
    front = {
        "playbook": name,
        "client": client,
        "language": playbook.language,
        "status": "open",
        "started": now,
        "updated": now,
    }
    title = f"{client}: {playbook.title}" if client else playbook.title
    return journal.begin(Entry.begin(front, title))


def _now() -> datetime:
    return datetime.now().astimezone().replace(microsecond=0)


def _answers(wanted: Wanted, settings: Settings, playbook: Playbook) -> Answers | None:
    if wanted.answers is None:
        return None
    from playbook.reading.answers import read_answers

    known = Known(today=_now().date(), currency=settings.currency, me=settings.name)
    return read_answers(wanted.answers, str(wanted.answers), playbook, known)


def _manner(
    name: str, wanted: Wanted, settings: Settings, playbook: Playbook, answers: Answers | None
) -> Manner:
    def goes_beyond(step: Step) -> bool:
        return answers is not None and answers.reach(playbook, step)

    return Manner(
        clock=_now,
        me=settings.name,
        currency=settings.currency,
        command=lambda client: words.command_for(name, client, wanted.home),
        pauses=wanted.breathe and settings.breathe,
        goes_beyond=goes_beyond,
    )


def _face(wanted: Wanted, settings: Settings, answers: Answers | None) -> Face:
    """Choose how the walk is put: the full face needs a real terminal on both sides."""
    from playbook.faces.plain import Plain

    terminal = sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    face: Face
    if terminal and not (wanted.plain or settings.plain):
        from playbook.faces.terminal import Terminal

        face = Terminal(os.environ)
    else:
        face = Plain(sys.stdin, sys.stderr, os.environ)
    if answers is None:
        return face

    from playbook.faces.scripted import Scripted, Unattended

    return Scripted(answers, face if sys.stdin.isatty() else Unattended(face))


def _checked(client: str | None) -> str | None:
    """Give a client's name as it is kept.

    Raises:
        BadName: It is empty or too long.
    """
    if client is None:
        return None
    name = on_one_line(visible(client))
    if why := _refused(name):
        raise BadName(why, 'Type it in quotation marks: playbook lost "Acme Studio"')
    return name


def _refused(name: str) -> str:
    if not on_one_line(visible(name)):
        return "The name is empty."
    if len(name) > LONGEST_NAME:
        return f"The name has {len(name)} characters; {LONGEST_NAME} are the most. A shorter one will do."
    return ""


def _known_client(journal: Journal, face: Face, typed: str) -> str:
    """Give the client meant by a name: the same one however it is typed, or one that begins alike.

    A name that only begins alike is offered, not taken.
    """
    clients = journal.clients()
    key = client_key(typed)
    for name in clients:
        if client_key(name) == key:
            return name
    alike = [n for n in clients if client_key(n).startswith(key) or key.startswith(client_key(n))]
    if not alike:
        return typed
    options = [Option(str(number), name) for number, name in enumerate(alike)]
    form = Pick(
        prompt=f"Is {typed} one of these?",
        options=[*options, Option(_SOMEBODY_ELSE, f"No, {typed} is somebody else")],
        required=True,
    )
    picked = face.pick(form)
    return typed if picked in (None, _SOMEBODY_ELSE) else alike[int(picked or 0)]


def _asked_client(journal: Journal, face: Face) -> str:
    """Ask who the walk is about, offering those that are known."""
    clients = journal.clients()[::-1]
    if clients:
        options = [Option(str(number), name) for number, name in enumerate(clients)]
        form = Pick(
            prompt="Who is it about?",
            options=[*options, Option(_SOMEBODY_ELSE, "Somebody else")],
            required=True,
        )
        picked = face.pick(form)
        if picked not in (None, _SOMEBODY_ELSE):
            return clients[int(picked or 0)]
    name = face.line(Line(prompt="What is the client called?", required=True, refuse=_refused))
    return _known_client(journal, face, on_one_line(visible(name or "")))


def _tilde(path: Path) -> str:
    return str(_tilde_path(path))


def _tilde_path(path: Path) -> Path:
    """Give a path with the home folder as `~`, as people write it."""
    try:
        return Path("~") / path.relative_to(Path.home())
    except (ValueError, RuntimeError):
        return path
