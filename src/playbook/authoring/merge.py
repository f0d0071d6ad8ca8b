"""A merge: what the shipped playbook has gained since a copy was made, brought into that copy.

It is made in a file of its own (`.lost.toml.merge`), which takes the place of the copy only once nothing in
it is marked or has slipped; until then the copy stays as it was. How the merge began lies beside it, so that
one that was left is gone on with, unless the copy or the shipped one has changed meanwhile: what was made of
it stays in a file of its own then (`.lost.toml.merge.before`).
"""

from __future__ import annotations

from playbook import durable
from playbook.authoring.edit import Editing, EditOptions, Trouble
from playbook.authoring.own_copy import CopyFailed, OwnCopy, beside, read, save, take_away
from playbook.authoring.versions import Merged, is_same, marked, merged
from playbook.language import _, ngettext
from playbook.messages import Command, Note
from playbook.model.asking import Face, Option


def merge(own: OwnCopy, face: Face, options: EditOptions) -> int:
    """Bring what the shipped one has gained into a copy whose base was kept.

    Returns:
        The exit status: 0 if it is done or undone, 2 if it is left with something to mend, 1 if the editor
        failed.

    Raises:
        PlaybookError: The editor cannot be started, or a file not be read or saved.
        Left: They leave. The editor may be open yet, so what is made in it stays.
    """
    copy, base, shipped = own.content, own.base, own.shipped
    if copy is None or base is None or shipped is None:
        raise CopyFailed(_("{path} cannot be merged: a part of it is gone.", path=own.path), _("Try again."))
    if is_same(base, shipped):
        _keep_what_was_left(own, face, options)
        _take_away(own)
        face.say(Note(_("The shipped one has not changed since your copy was made.")))
        return 0
    return _Merge(own, copy, merged(base, copy, shipped), face, options).run()


class _Merge:
    def __init__(self, own: OwnCopy, copy: bytes, made: Merged, face: Face, options: EditOptions) -> None:
        self._own = own
        self._copy = copy
        self._made = made
        self._face = face
        self._options = options
        self._file = beside(own.path, "merge")
        self._begun = beside(own.path, "merge.begun")
        self._editing = Editing(self._file, face, options)

    def run(self) -> int:
        self._begin()
        trouble = self._trouble()
        if trouble and self._made.conflicts:
            said = ngettext(
                "{n} place was changed both in your copy and in the shipped one. Yours is between "
                "<<<<<<< and =======, the shipped one's from there to >>>>>>>. Keep what you want of the "
                "two, and take the marks out.",
                "{n} places were changed both in your copy and in the shipped one. Yours is between "
                "<<<<<<< and =======, the shipped one's from there to >>>>>>>. Keep what you want of the "
                "two, and take the marks out.",
                self._made.conflicts,
            )
            self._face.say(Note(said))
        elif trouble:
            self._face.say(
                Note(_("It is merged, but there is something to fix.")), Note(trouble.said, "finding")
            )
        while trouble:
            self._editing.open(trouble.line)
            if read(self._file) is None:
                return self._undone(_("The editor left no file. Your copy stays as it was."), 1)
            trouble = self._trouble()
            if trouble:
                self._face.say(Note(trouble.said, "finding"))
                wish, status = self._editing.wish(
                    Option("later", _("Go on with it later; until then your copy stays as it was")),
                    Option("back", _("Undo this merge: your copy stays as it was")),
                )
                if wish == "back":
                    return self._undone(_("The merge is undone. Your copy stays as it was."), 0)
                if wish == "later":
                    return self._left(status)
        return self._done()

    def _begin(self) -> None:
        """Write the merge, unless there is one that was begun with the same and left."""
        left = read(self._file)
        if left is not None and read(self._begun) == self._made.content:
            self._face.say(Note(_("An earlier merge was left, and this one goes on with it.")))
            return
        if left != self._made.content:  # That it is where we were cut short as we began.
            _keep_what_was_left(self._own, self._face, self._options)
        take_away(self._begun)
        save(self._file, self._made.content)
        save(self._begun, self._made.content)

    def _trouble(self) -> Trouble | None:
        if lines := marked(read(self._file) or b"", self._made.marks):
            shown = self._options.shown(self._file)
            said = _("this is a mark of the merge; keep what you want, and take it out")
            return Trouble(f"{shown}:{lines[0]}:1: {said}", len(lines), lines[0])
        return self._editing.trouble()

    def _done(self) -> int:
        """Put the merge in the place of the copy, and only then renew what the copy was made from."""
        content = read(self._file) or b""
        with durable.locked(self._own.path):
            if self._own.content not in (None, self._copy):  # Where it is gone, nothing is written over.
                raise CopyFailed(
                    _("{path} was changed meanwhile, and stays as it is.", path=self._own.path),
                    _(
                        "What you merged is in {path}. To merge anew: {command}",
                        path=self._file,
                        command=f"{self._options.edit} --merge",
                    ),
                )
            durable.replace(self._own.path, content)
        self._own.renew_base()
        _take_away(self._own)
        self._editing.say_saved(
            _("What's new in the shipped one is in your copy, and there's nothing to fix.")
        )
        self._face.say(Command(_("What still differs:"), f"{self._options.edit} --diff"))
        return 0

    def _left(self, status: int) -> int:
        self._face.say(
            Note(_("Your copy stays as it was.")),
            Command(_("To go on with it:"), f"{self._options.edit} --merge"),
        )
        return status

    def _undone(self, text: str, status: int) -> int:
        _take_away(self._own)
        self._face.say(Note(text))
        return status


def _keep_what_was_left(own: OwnCopy, face: Face, options: EditOptions) -> None:
    """Keep what somebody made of a merge that was left and cannot be gone on with, before it is replaced."""
    left = read(beside(own.path, "merge"))
    if left in (None, own.content, read(beside(own.path, "merge.begun"))):
        return
    kept = beside(own.path, "merge.before")
    save(kept, left or b"")
    face.say(
        Note(_("Something has changed since a merge was left. What you had made of it stays in")),
        Note(options.shown(kept), "path"),
    )


def _take_away(own: OwnCopy) -> None:
    for what in ("merge.begun", "merge"):
        take_away(beside(own.path, what))
