"""A playbook's file in the editor: opened at a line, waited for, and checked as it was saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playbook.authoring.own_copy import read
from playbook.faces.editor import Ended, is_saved_later
from playbook.language import _, ngettext
from playbook.messages import Command, Note
from playbook.model.asking import Back, Face, Left, Option, Pick
from playbook.reading.findings import BrokenFile, Unopened
from playbook.reading.playbooks import read_playbook


class Options(NamedTuple):
    """Options and callbacks of one edit.

    Attributes:
        opened: Opens a file in the editor, at a line if one is given, and waits until that ends.
        shown: Returns a file as it is named to the person.
        edit: What to type to edit it again.
        walk: What to type to walk it without writing anything.
        asks: Whether somebody is there to be asked.
        unread: Counts the entries with answers that the playbook, as it is saved, does not read.
        check: What to type to see them.
    """

    opened: Callable[[Path, int | None], Ended]
    shown: Callable[[Path], str]
    edit: str
    walk: str
    asks: bool
    unread: Callable[[], int]
    check: str


class Trouble(NamedTuple):
    """What is wrong with a playbook as it was saved.

    Attributes:
        said: It, in words.
        number: How many findings there are.
        line: The line of the first one; None if it has none.
    """

    said: str
    number: int
    line: int | None


class Editing:
    """A file that is opened in the editor, and what is said about that.

    Attributes:
        ended_well: Whether the editor did the last time.
    """

    def __init__(self, path: Path, face: Face, options: Options) -> None:
        self.ended_well = True
        self._path = path
        self._face = face
        self._options = options

    def open(self, line: int | None) -> None:
        """Open the editor; where it has gone on in a window of its own, wait for word that it is closed."""
        before = read(self._path)
        ended = self._options.opened(self._path, line)
        self.ended_well = ended.well
        if not ended.well:
            saved_nothing = read(self._path) == before
            self.say_trouble(
                _("The editor ended with an error, and had saved nothing.")
                if saved_nothing
                else _("The editor ended with an error. What it had saved is in the file.")
            )
        elif not ended.waited and self._options.asks:
            is_saved_later(self._path, before, self._options.shown(self._path), self._face)
        elif not ended.waited:
            self.say_trouble(_("The editor came back at once, with nothing changed."))
            self._face.say(Note(_('If it is still open, tell it to wait, as in VISUAL="code --wait".')))

    def trouble(self) -> Trouble | None:
        """Check the playbook as it was saved; None if nothing is wrong with it."""
        try:
            read_playbook(self._path, self._options.shown(self._path))
        except BrokenFile as error:
            return Trouble(error.message, len(error.findings), error.findings[0].line)
        except Unopened as error:
            return Trouble(error.message, 1, None)
        return None

    def wish(self, leave: Option, *others: Option) -> tuple[str, int]:
        """Ask what to do with a playbook that is broken: edit it again, leave it, or another way out.

        Returns:
            `again`, or the value of one of the others; and the exit status of leaving it.
        """
        if not self._options.asks:
            return leave.value, 2
        options = [Option("again", _("Edit it again")), leave, *others]
        try:
            picked = self._face.pick(
                Pick(_("What would you like to do with it?"), options=options, required=True)
            )
        except Back:
            return "again", 2
        except Left as left:
            return leave.value, left.why.value or 2
        return picked or leave.value, 2

    def say_trouble(self, text: str) -> None:
        """Say what did not work."""
        self._face.say(Note(text, "trouble"))

    def say_saved(self, text: str) -> None:
        """Say that a playbook without a slip is saved, and what to do next."""
        self._face.say(Note(text), Command(_("To try it, with nothing written:"), self._options.walk))
        # Answers under ids or choices that are gone: it is easily put right now.
        if count := self._options.unread():
            said = ngettext(
                "{n} entry holds answers that are not read any more.",
                "{n} entries hold answers that are not read any more.",
                count,
            )
            self._face.say(
                Note(said),
                Command(_("To see which:"), self._options.check),
            )
