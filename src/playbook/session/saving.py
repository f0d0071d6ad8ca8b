"""Saving, and what is said and asked where that fails."""

from __future__ import annotations

from collections.abc import Callable

from playbook.entry import Entry
from playbook.errors import PlaybookError
from playbook.journal.entry_file import EntryFile
from playbook.messages import Note
from playbook.model.asking import Back, Face, Left, Option, Pick


class Saving:
    """Saves an entry, and tries again for as long as the person wants.

    Args:
        file: The entry.
        face: How it is put to the person.

    Attributes:
        nobody_to_ask: Whether a signal has ended the session, so that nothing more can be asked.
    """

    def __init__(self, file: EntryFile, face: Face) -> None:
        self._file = file
        self._face = face
        self.nobody_to_ask = False

    def save(self, change: Callable[[Entry], Entry], typed: str = "") -> None:
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
                    self._face.say(Note("What you typed:"), Note(typed))
                if not self._tries_again():
                    raise
        for remark in self._file.remarks:
            self._face.say(Note(remark, "trouble"))
        self._file.remarks.clear()

    def _tries_again(self) -> bool:
        if self.nobody_to_ask:
            return False
        form = Pick(
            prompt="It is not saved yet.",
            options=[Option("again", "Try again"), Option("leave", "Leave without it")],
            required=True,
        )
        try:
            return self._face.pick(form) == "again"
        except Back:
            return True
        except Left:
            return False
