"""A follow-up ticked off, or no longer: one character of one line, and every other byte as it stands."""

from __future__ import annotations

from pathlib import Path

from playbook import durable
from playbook.entry import Entry, FollowUp
from playbook.errors import PlaybookError
from playbook.journal.files import decoded, encoded, read


class Elsewhere(PlaybookError):
    """What was to be ticked does not stand there any more."""


def tick(path: Path, what: FollowUp, *, done: bool) -> None:
    """Tick a follow-up, or untick it, in the entry as it is in its file now.

    Nothing else changes, not the moment of the last change at the top either: so it is the same as
    ticking it in an editor.

    Args:
        path: The file of the entry.
        what: The follow-up as it was read; of several that read the same, the first is meant.
        done: Whether it is to be ticked.

    Raises:
        Elsewhere: It is not there any more, or it is already as it should be; the file was changed
            meanwhile.
        PlaybookError: The file cannot be read or written; it is as it was.
    """
    with durable.locked(path):
        try:
            entry = Entry.parse(decoded(read(path)))
        except FileNotFoundError:
            raise Elsewhere(f"{path} is gone.", "See what is due: playbook due") from None
        after = entry.tick(what.day, what.words) if done else entry.untick(what.day, what.words)
        if after.text == entry.text:
            raise Elsewhere(
                f"“{what.words}” was changed in {path} meanwhile; it stays as it is.",
                "See what is due: playbook due",
            )
        durable.replace(path, encoded(after.text))
