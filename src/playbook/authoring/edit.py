"""An edit of a playbook: the editor, a check of what was saved, and what to do where it is broken."""

from __future__ import annotations

from playbook.authoring.editing import Editing, Options
from playbook.authoring.own_copy import OwnCopy
from playbook.errors import PlaybookError
from playbook.messages import Command, Note
from playbook.model.asking import Face, Option, Pick


def edit(own: OwnCopy, face: Face, options: Options) -> int:
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
        face.say(Note("Your earlier copy is in use again."))
    own.begin()
    if own.was_cut_short and own.is_changed:
        face.say(Note("An earlier edit was cut short, and this one goes on with what it left."))
    try:
        status = _Edit(own, face, options).run()
    except PlaybookError:
        if not own.is_changed:
            own.end()
        raise
    if own.is_behind:
        face.say(Note(f"The shipped one has changed since: {options.edit} --merge", "quiet"))
    return status


def _choose(own: OwnCopy, face: Face) -> None:
    """Ask which copy is meant where an earlier one was put away."""
    form = Pick(
        "Your earlier copy is kept, but not in use. Which would you like to edit?",
        options=[
            Option("earlier", "The earlier copy"),
            Option("new", "A new copy of the shipped one; the earlier copy goes"),
        ],
        required=True,
    )
    if face.pick(form) == "new":
        own.forget()


class _Edit:
    def __init__(self, own: OwnCopy, face: Face, options: Options) -> None:
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
                self._face.say(Note(f"Still to fix: {trouble.number}"))
            self._face.say(Note(trouble.said, "finding"))
            wish, status = self._wish()
            if wish == "back":
                return self._gone_back()
            if wish == "keep":
                return self._kept(status)

    def _wish(self) -> tuple[str, int]:
        """Ask what to do with a playbook that is broken; see `Editing.wish`."""
        options = [Option("keep", "Keep it as it is, problems and all")]
        if self._own.is_changed:
            gone = "use the shipped one" if self._own.is_new else "make it what it was"
            # What was kept is older than this edit then, and all that came since would go with it.
            since = "all since the edit that was cut short" if self._own.was_cut_short else "this edit"
            options.append(Option("back", f"Undo {since}: {gone}"))
        return self._editing.wish(*options)

    def _saved(self) -> int:
        self._own.end()
        self._editing.say_saved("It's saved, and there's nothing to fix.")
        return 0

    def _unchanged(self) -> int:
        self._own.end()
        rest = ", so no copy of yours is kept and the shipped one is used" if self._own.is_new else ""
        self._face.say(Note(f"Nothing was changed{rest}."))
        return 0 if self._editing.ended_well else 1

    def _kept(self, status: int) -> int:
        self._own.end()
        self._say_unmended("It stays as it is. You can't walk it until it's fixed.")
        return status

    def _gone_back(self) -> int:
        self._own.go_back()
        self._own.end()
        if self._own.is_new:
            self._face.say(Note("The shipped one is used, as before."))
        elif trouble := self._editing.trouble():
            slips = "a problem" if trouble.number == 1 else f"{trouble.number} problems"
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
            return 0 if self._editing.ended_well else 1
        self._editing.say_trouble("The editor left no file. It is back as it was before.")
        self._face.say(
            Note("If you don't want it, delete"), Note(self._options.shown(self._own.path), "path")
        )
        return 1

    def _say_unmended(self, text: str) -> None:
        self._face.say(Note(text), Command("To go on with it:", self._options.edit))
        if self._own.shipped is not None:
            self._face.say(Command("To go back to the shipped one:", f"{self._options.edit} --shipped"))
