"""An edit of a playbook: the editor, a check of what was saved, and what to do where it is broken."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from playbook.authoring.own_copy import OwnCopy
from playbook.errors import PlaybookError
from playbook.messages import Command, Note
from playbook.model.asking import Back, Face, Left, Option, Pick
from playbook.reading.findings import BrokenFile, Unopened
from playbook.reading.playbooks import read_playbook
from playbook.text import many

AT_ONCE = 2.0
"""Seconds. An editor that ends sooner, with nothing changed, most likely goes on in a window of its own."""

_WAITING = 'To be asked no more: tell your editor to wait, as in VISUAL="code --wait".'


class Options(NamedTuple):
    """Options and callbacks of one edit.

    Attributes:
        opened: Opens the playbook in the editor, at a line if one is given, waits until that ends, and tells
            whether it ended well.
        shown: The file as it is named to the person.
        edit: What to type to edit it again.
        walk: What to type to walk it without writing anything.
        asks: Whether somebody is there to be asked.
        unread: Counts the entries with answers that the playbook, as it is saved, does not read.
        check: What to type to see them.
        clock: Returns seconds, to tell how long the editor was open.
    """

    opened: Callable[[int | None], bool]
    shown: str
    edit: str
    walk: str
    asks: bool
    unread: Callable[[], int]
    check: str
    clock: Callable[[], float] = time.monotonic


def edit(own: OwnCopy, face: Face, options: Options) -> int:
    """Edit a playbook until somebody is content with it.

    Whatever happens, what the editor saved stays unless somebody wants it back as it was.

    Returns:
        The exit status: 0 if it has no problem now, 2 if it has, 1 if the editor failed.

    Raises:
        PlaybookError: The editor cannot be started, or a file not be read or saved.
    """
    own.begin()
    if own.was_cut_short and own.is_changed:
        face.say(Note("An earlier edit was cut short, and this one goes on with what it left."))
    try:
        return _Edit(own, face, options).run()
    except Left as left:  # The editor may be open yet, so the file and what it was before stay as they are.
        return left.why.value
    except PlaybookError:
        if not own.is_changed:
            own.end()
        raise


class _Trouble(NamedTuple):
    """What is wrong with the playbook as it was saved.

    Attributes:
        said: It, in words.
        number: How many findings there are.
        line: The line of the first one; None if it has none.
    """

    said: str
    number: int
    line: int | None


class _Edit:
    def __init__(self, own: OwnCopy, face: Face, options: Options) -> None:
        self._own = own
        self._face = face
        self._options = options
        self._ended_well = True

    def run(self) -> int:
        trouble = self._trouble()
        rounds = 0
        while True:
            self._open(trouble.line if trouble else None)
            rounds += 1
            if self._own.content is None:
                return self._gone()
            trouble = self._trouble()
            if trouble is None:
                return self._saved() if self._own.is_changed else self._unchanged()
            if rounds > 1:
                # Above it stand the findings of an earlier round, most of them mended by now.
                self._face.say(Note(f"Still to mend: {trouble.number}"))
            self._face.say(Note(trouble.said, "finding"))
            wish, status = self._wish()
            if wish == "back":
                return self._gone_back()
            if wish == "keep":
                return self._kept(status)

    def _open(self, line: int | None) -> None:
        """Open the editor; where it has gone on in a window of its own, wait for word that it is closed."""
        before, begun = self._own.content, self._options.clock()
        self._ended_well = self._options.opened(line)
        short = self._options.clock() - begun < AT_ONCE
        if self._own.content != before:
            if not self._ended_well:
                self._say_trouble("The editor ended with an error. What it had saved is in the file.")
        elif not self._ended_well:
            self._say_trouble("The editor ended with an error, and had saved nothing.")
        elif short:
            self._wait_for_window()

    def _wait_for_window(self) -> None:
        if not self._options.asks:
            self._say_trouble("The editor came back at once, with nothing changed.")
            self._face.say(Note('If it is still open, tell it to wait, as in VISUAL="code --wait".'))
            return
        form = Pick(
            prompt="The editor came back at once, with nothing changed. Is it still open?",
            help=_WAITING,
            options=[
                Option("saved", "It was, and I have saved what I wanted"),
                Option("nothing", "No, and nothing is to be changed"),
            ],
            required=True,
        )
        with suppress(Back):
            self._face.pick(form)

    def _trouble(self) -> _Trouble | None:
        """Check the playbook as it was saved; None if nothing is wrong with it."""
        try:
            read_playbook(self._own.path, self._options.shown)
        except BrokenFile as error:
            return _Trouble(error.message, len(error.findings), error.findings[0].line)
        except Unopened as error:
            return _Trouble(error.message, 1, None)
        return None

    def _wish(self) -> tuple[str, int]:
        """Ask what to do with a playbook that is broken.

        Returns:
            `again`, `keep` or `back`; and the exit status of keeping it.
        """
        if not self._options.asks:
            return "keep", 2
        options = [Option("again", "Edit it again"), Option("keep", "Keep it as it is, slips and all")]
        if self._own.is_changed:
            gone = "use the shipped one" if self._own.is_new else "make it what it was"
            # What was kept is older than this edit then, and all that came since would go with it.
            since = "all since the edit that was cut short" if self._own.was_cut_short else "this edit"
            options.append(Option("back", f"Undo {since}: {gone}"))
        try:
            picked = self._face.pick(Pick("What will you do with it?", options=options, required=True))
        except Back:
            return "again", 2
        except Left as left:
            return "keep", left.why.value or 2
        return picked or "keep", 2

    def _saved(self) -> int:
        self._own.end()
        self._face.say(
            Note("It is saved, and nothing in it has slipped."),
            Command("To try it, with nothing written:", self._options.walk),
        )
        # Answers under ids or choices that are gone: it is easily put right now.
        if count := self._options.unread():
            entries = many(count, "entry holds", "entries hold")
            self._face.say(
                Note(f"{entries} answers that are not read any more."),
                Command("To see which:", self._options.check),
            )
        return 0

    def _unchanged(self) -> int:
        self._own.end()
        rest = ", so no copy of yours is kept and the shipped one is used" if self._own.is_new else ""
        self._face.say(Note(f"Nothing was changed{rest}."))
        return 0 if self._ended_well else 1

    def _kept(self, status: int) -> int:
        self._own.end()
        self._say_unmended("It stays as it is, and cannot be walked before it is mended.")
        return status

    def _gone_back(self) -> int:
        self._own.go_back()
        self._own.end()
        if self._own.is_new:
            self._face.say(Note("The shipped one is used, as before."))
        elif trouble := self._trouble():
            slips = "a slip" if trouble.number == 1 else f"{trouble.number} slips"
            self._say_unmended(f"It is what it was before, which has {slips} too.")
            return 2
        else:
            self._face.say(Note("It is what it was before."))
        return 0

    def _gone(self) -> int:
        """End an edit after which there is no file: the editor took it away, or somebody else did."""
        self._own.go_back()
        self._own.end()
        if self._own.is_new:
            self._face.say(Note("The editor left no file, so there is no copy of yours."))
            return 0 if self._ended_well else 1
        self._say_trouble("The editor left no file. It is back as it was before.")
        self._face.say(Note("To be rid of it, delete"), Note(self._options.shown, "path"))
        return 1

    def _say_unmended(self, text: str) -> None:
        self._face.say(Note(text), Command("To go on with it:", self._options.edit))

    def _say_trouble(self, text: str) -> None:
        self._face.say(Note(text, "trouble"))
