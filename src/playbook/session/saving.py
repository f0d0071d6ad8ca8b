"""Saving what comes of a walk, and what is said and asked where that fails."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.journal.entry_file import EntryFile
from playbook.language import _, ngettext
from playbook.messages import Note
from playbook.model.asking import Face, Option, Pick
from playbook.model.leaving import Back, Left
from playbook.model.types import Question
from playbook.session.record import is_closed, is_conflict, record, rehearse, settle
from playbook.session.recovery import Recorded, overwritten, taken_out
from playbook.session.replies import as_written
from playbook.walk import Asking, Reply, Unfinished, Walk
from playbook.written import as_text


class Saving:
    """Saves an entry, and tries again for as long as the person wants.

    Args:
        file: The entry.
        face: How it is put to the person.
        walk: The walk as the entry has it.
        clock: Returns the moment it is.

    Attributes:
        nobody_to_ask: Whether a signal has ended the session, so that nothing more can be asked.
    """

    def __init__(self, file: EntryFile, face: Face, walk: Walk, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._face = face
        self._clock = clock
        self._saved = Recorded.opened(file.entry, walk).saved
        self.nobody_to_ask = False

    def record(self, walk: Walk, stop: Asking, reply: Reply) -> Walk:
        """Save a reply with all that follows from it, and return the walk with it; see `save`."""
        known = recorded = Recorded(self._file.entry, walk, self._saved)
        if self._file.dry_run:
            return rehearse(known, stop.question, reply, self._clock())

        def change(fresh: Entry) -> Entry:
            nonlocal recorded
            self._tell_of_changes(known, fresh, stop.question, reply)
            recorded = record(known, fresh, stop, reply, self._clock())
            return recorded.entry

        half = reply.half if isinstance(reply, Unfinished) else None
        self._save(change, as_text(as_written(stop.question, reply)) if half is None else half)
        self._saved = recorded.saved
        return recorded.walk

    def settle(self, walk: Walk, *, closed: bool = False, ticks: tuple[date, str] | None = None) -> None:
        """Save how a walk stands; see `save`.

        Args:
            walk: The walk.
            closed: Whether it ends here, wherever it stands.
            ticks: A follow-up that is done.
        """
        known = Recorded(self._file.entry, walk, self._saved)

        def change(fresh: Entry) -> Entry:
            if fresh.front.get("status") == "done" and not (closed or ticks):
                return fresh
            entry = settle(known, fresh, self._clock(), closed=closed)
            return entry.tick(*ticks) if ticks else entry

        self._save(change)

    def _tell_of_changes(self, known: Recorded, fresh: Entry, question: Question, reply: Reply) -> None:
        """Say what became of answers that were changed in the file meanwhile."""

        def prompt(asked: Question) -> str:
            return known.walk.informed.filled(asked.prompt)

        if is_conflict(known.entry, fresh, question, reply):
            said = _(
                "“{prompt}” was changed in the file meanwhile. Your answer counts; the other one stays "
                "beneath it, set aside with a ~.",
                prompt=prompt(question),
            )
            self._file.remark(said)
        if is_closed(fresh) and not is_closed(known.entry):
            self._file.remark(_("This walk was closed meanwhile. What you answer is still kept in it."))
        if lost := overwritten(known, fresh):
            said = ngettext(
                "Another program saved an older version of the file; "
                "{n} answer it was missing is back in it.",
                "Another program saved an older version of the file; "
                "{n} answers it was missing are back in it.",
                len(lost),
            )
            self._file.remark(said)
        for name in taken_out(known, fresh, question, lost):
            asked = prompt(known.walk.playbook.by_id[name])
            said = _(
                "“{prompt}” was taken out of the file meanwhile, so it will be asked again.", prompt=asked
            )
            self._file.remark(said)

    def _save(self, change: Callable[[Entry], Entry], typed: str = "") -> None:
        """Save a change; what was typed is shown and never lost where that fails.

        Args:
            change: See `EntryFile.save`.
            typed: What somebody typed for it; empty if nothing was.

        Raises:
            PlaybookError: It could not be saved, and the person gave up on it.
        """
        while True:
            try:
                self._file.save(change)
                break
            except PlaybookError as error:
                self._face.say(Note(error.message, "trouble"), Note(error.hint))
                if typed:
                    self._face.say(Note(_("What you typed:")), Note(typed))
                if not self._tries_again():
                    raise
        for remark in self._file.remarks:
            self._face.say(Note(remark, "trouble"))
        self._file.remarks.clear()

    def _tries_again(self) -> bool:
        if self.nobody_to_ask:
            return False
        form = Pick(
            prompt=_("It is not saved yet."),
            options=[Option("again", _("Try again")), Option("leave", _("Leave without it"))],
            required=True,
        )
        try:
            return self._face.pick(form) == "again"
        except Back:
            return True
        except Left:
            return False
