"""One question of a walk asked again, then those that its answer opened, and no others: `--ask`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from typing_extensions import override

from playbook.errors import PlaybookError
from playbook.journal.entry_file import EntryFile, open_entry
from playbook.journal.folder import Journal
from playbook.language import _
from playbook.messages import Note
from playbook.model.asking import Face
from playbook.model.playbook import Playbook
from playbook.model.spelling import did_you_mean
from playbook.model.types import Question
from playbook.session import messages
from playbook.session.options import Ending, Options, Outcome
from playbook.session.replies import standing
from playbook.session.session import Session
from playbook.walk import Asking, Done, Stand, Walk


class NotAsked(PlaybookError):
    """A question cannot be asked again as things are."""

    status = 2


class AskedAgain(Session):
    """A session that asks one question and what its answer opens. Arguments are those of `Session`."""

    def __init__(self, playbook: Playbook, file: EntryFile, face: Face, options: Options) -> None:
        super().__init__(playbook, file, face, options)
        if file.entry.front.get("status") == "done":
            # What a walk that has ended shows for reading was read, though it leaves no answer to tell it.
            read = (name for name, question in self.walk.asked.items() if not question.kept)
            self.walk = replace(self.walk, heard=frozenset(read))
        # What was worked out is so anew where a hand has made its line one that cannot be read.
        worked_out = {
            name for name in self.walk.open if playbook.by_id[name].sources and standing(file.entry, name)
        }
        self._open_before = frozenset(self.walk.open) - worked_out
        self._met: set[str] = set()
        self._transcript.pass_over(self.walk.left_out(0, len(playbook.steps) + 1))
        self._is_closed = file.entry.front.get("status") == "closed"

    @override
    def _next(self) -> Stand:
        if not self._met:
            return self.walk.stop(str(self.options.ask))
        opened = next((name for name in self.walk.open if name not in self._open_before), None)
        stand = self.walk.stand_at(opened) if opened else Done()
        return stand if isinstance(stand, Asking) or not self._is_closed else Done()

    @override
    def _asked(self, stop: Asking) -> str | None:
        self._met.add(stop.question.id)
        return super()._asked(stop)

    @override
    def _leads_back(self, question: Question) -> bool:
        return question.id in self._met and super()._leads_back(question)

    @override
    def _done(self) -> Outcome:
        if not self._is_closed and isinstance(self.walk.stand, Done):
            self._saving.settle(self.walk)
        if self._is_closed or isinstance(self.walk.stand, Done):
            self.face.say(Note(""), Note(_("That is all. Everything you said is in")))
            return Outcome(Ending.DONE)
        self.face.say(*messages.left(self._command(), saved=True))
        return Outcome(Ending.LEFT)


def open_again(
    playbook: Playbook, name: str, client: str | None, journal: Journal, face: Face, options: Options
) -> AskedAgain:
    """Open a session that asks one question of the newest entry again. Arguments are those of `open_session`.

    Raises:
        NotAsked: There is no such entry or question, or the question does not apply.
        Unreadable: The entry cannot be read.
    """
    question, begun = playbook.by_id.get(options.ask or ""), journal.of_client(client or "", name)
    if question is None:
        near = did_you_mean(options.ask or "", playbook.by_id)
        said = _("`{playbook}` has no question `{name}`{near}", playbook=name, name=options.ask, near=near)
        raise NotAsked(said)
    if not begun:
        hint = _("Begin: {command}", command=options.command(client))
        raise NotAsked(_("There is no walk yet to ask it in."), hint)
    return open_in(begun[-1].path, playbook, journal, face, options)


def open_in(path: Path, playbook: Playbook, journal: Journal, face: Face, options: Options) -> AskedAgain:
    """Open a session that asks one question of an entry again.

    Raises:
        NotAsked: The question does not apply.
        Unreadable: The entry cannot be read.
    """
    file = open_entry(journal, path)
    playbook = options.begun_in(playbook, file.entry)
    session = AskedAgain(playbook, file, face, options)
    _check_applies(session, playbook.by_id[str(options.ask)])
    walk = session.walk
    face.say(*messages.coming_back(walk, playbook.title, walk.context.client, face.keys))
    return session


def _check_applies(session: Session, question: Question) -> None:
    walk, name = session.walk, question.id
    command = session.options.command(walk.context.client)

    def ask_again(other: str) -> str:
        return _("Ask again: {command}", command=f"{command} --ask {other}")

    if name not in walk.asked:
        other = walk.by_whom_left_out(name)
        decides = next(iter(walk.playbook.by_id[other].sources.values()), other)
        raise NotAsked(walk.failed.get(other, _why_left_out(walk, name, other)), ask_again(decides))
    if question.sources:
        sources = list(question.sources.values())
        said = _("`{name}` is worked out from {sources}.", name=name, sources=", ".join(sources))
        raise NotAsked(said, ask_again(sources[0]))
    if question.is_empty(walk.informed):
        raise NotAsked(_("`{name}` has nothing to show yet.", name=name))
    stand = walk.stand
    if standing(session.file.entry, name) is None and stand != walk.stop(name):
        if not question.kept:
            raise NotAsked(_("`{name}` is only for reading, and has no answer to change.", name=name))
        hint = _("Go on: {command}", command=command)
        raise NotAsked(_("It is not the turn of `{name}` yet.", name=name), hint)


def _why_left_out(walk: Walk, name: str, other: str) -> str:
    if not (given := walk.informed.answers.get(other)):
        return _(
            "`{name}` is not asked in this walk, because `{other}` has no answer.", name=name, other=other
        )
    return _(
        "`{name}` is not asked in this walk, because `{other}` is “{answer}”.",
        name=name,
        other=other,
        answer=given.question.shown(given.value, walk.informed),
    )
