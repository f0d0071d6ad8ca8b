"""A playbook's file in the editor: opened, waited for, checked, and what to do where it is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from playbook.authoring.own_copy import OwnCopy, read
from playbook.errors import PlaybookError
from playbook.faces.editor import Ended, is_saved_later
from playbook.language import _, ngettext
from playbook.messages import Command, Note
from playbook.model.asking import Face, Option, Pick
from playbook.model.leaving import Back, Left
from playbook.reading.findings import BrokenFile, Unopened
from playbook.reading.playbooks import read_playbook


class EditOptions(NamedTuple):
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

    def __init__(self, path: Path, face: Face, options: EditOptions) -> None:
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


def edit(own: OwnCopy, face: Face, options: EditOptions) -> int:
    """Edit a playbook until somebody is content with it.

    Whatever happens, what the editor saved stays unless somebody wants it back as it was.

    Returns:
        The exit status: 0 if it has no problem now, 2 if it has, 1 if the editor failed.

    Raises:
        PlaybookError: The editor cannot be started, or a file not be read or saved.
        Back: They go back before it is opened.
        Left: They leave. The editor may be open yet, so the file and what it was before stay as they are.
    """
    if own.is_put_away and options.asks:
        _choose(own, face)
    if own.is_put_away:
        face.say(Note(_("Your earlier copy is in use again.")))
    own.begin()
    if own.was_cut_short and own.is_changed:
        face.say(Note(_("An earlier edit was cut short, and this one goes on with what it left.")))
    try:
        status = _Edit(own, face, options).run()
    except PlaybookError:
        if not own.is_changed:
            own.end()
        raise
    if own.is_behind:
        command = f"{options.edit} --merge"
        face.say(Note(_("The shipped one has changed since: {command}", command=command), "quiet"))
    return status


def _choose(own: OwnCopy, face: Face) -> None:
    """Ask which copy is meant where an earlier one was put away."""
    form = Pick(
        _("Your earlier copy is kept, but not in use. Which would you like to edit?"),
        options=[
            Option("earlier", _("The earlier copy")),
            Option("new", _("A new copy of the shipped one; the earlier copy goes")),
        ],
        required=True,
    )
    if face.pick(form) == "new":
        own.forget()


class _Edit:
    def __init__(self, own: OwnCopy, face: Face, options: EditOptions) -> None:
        self._own = own
        self._face = face
        self._options = options
        self._editing = Editing(own.path, face, options)

    def run(self) -> int:
        trouble = self._editing.trouble()
        rounds = 0
        while True:
            self._editing.open(trouble.line if trouble else None)
            rounds += 1
            if self._own.content is None:
                return self._gone()
            trouble = self._editing.trouble()
            if trouble is None:
                return self._saved() if self._own.is_changed else self._unchanged()
            if rounds > 1:
                # Above it stand the findings of an earlier round, most of them mended by now.
                self._face.say(Note(_("Still to fix: {n}", n=trouble.number)))
            self._face.say(Note(trouble.said, "finding"))
            wish, status = self._wish()
            if wish == "back":
                return self._gone_back()
            if wish == "keep":
                return self._kept(status)

    def _wish(self) -> tuple[str, int]:
        """Ask what to do with a playbook that is broken; see `Editing.wish`."""
        options = [Option("keep", _("Keep it as it is, problems and all"))]
        if self._own.is_changed:
            options.append(Option("back", self._undoing()))
        return self._editing.wish(*options)

    def _undoing(self) -> str:
        """Say what undoing does; what was kept before an edit that was cut short is older than this one."""
        match self._own.was_cut_short, self._own.is_new:
            case True, True:
                return _("Undo all since the edit that was cut short: use the shipped one")
            case True, False:
                return _("Undo all since the edit that was cut short: make it what it was")
            case False, True:
                return _("Undo this edit: use the shipped one")
        return _("Undo this edit: make it what it was")

    def _saved(self) -> int:
        self._own.end()
        self._editing.say_saved(_("It's saved, and there's nothing to fix."))
        return 0

    def _unchanged(self) -> int:
        self._own.end()
        said = _("Nothing was changed.")
        if self._own.is_new:
            said = _("Nothing was changed, so no copy of yours is kept and the shipped one is used.")
        self._face.say(Note(said))
        return 0 if self._editing.ended_well else 1

    def _kept(self, status: int) -> int:
        self._own.end()
        self._say_unmended(_("It stays as it is. You can't walk it until it's fixed."))
        return status

    def _gone_back(self) -> int:
        self._own.go_back()
        self._own.end()
        if self._own.is_new:
            self._face.say(Note(_("The shipped one is used, as before.")))
        elif trouble := self._editing.trouble():
            said = ngettext(
                "It is what it was before, which has a problem too.",
                "It is what it was before, which has {n} problems too.",
                trouble.number,
            )
            self._say_unmended(said)
            return 2
        else:
            self._face.say(Note(_("It is what it was before.")))
        return 0

    def _gone(self) -> int:
        """End an edit after which there is no file: the editor took it away, or somebody else did."""
        self._own.go_back()
        self._own.end()
        if self._own.is_new:
            self._face.say(Note(_("The editor left no file, so there is no copy of yours.")))
            return 0 if self._editing.ended_well else 1
        self._editing.say_trouble(_("The editor left no file. It is back as it was before."))
        self._face.say(
            Note(_("If you don't want it, delete")), Note(self._options.shown(self._own.path), "path")
        )
        return 1

    def _say_unmended(self, text: str) -> None:
        self._face.say(Note(text), Command(_("To go on with it:"), self._options.edit))
        if self._own.shipped is not None:
            self._face.say(Command(_("To go back to the shipped one:"), f"{self._options.edit} --shipped"))
