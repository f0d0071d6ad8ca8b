"""The name beneath the person's letters: asked once where none is configured, and kept if they want that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from playbook.errors import PlaybookError
from playbook.language import _
from playbook.messages import Note, Row
from playbook.model.asking import Face, Line, Option, Pick
from playbook.model.leaving import Back, Left
from playbook.model.types import Question
from playbook.model.types.draft import DraftQuestion
from playbook.walk import Answered, Unfinished, Walk
from playbook.written import on_one_line


class Signature:
    """Asks for the name that letters are signed with, once in a session.

    Args:
        face: How it is put to the person.
        keep: Writes it into the configuration; None where that cannot be, or is theirs already.
    """

    def __init__(self, face: Face, keep: Callable[[str], None] | None) -> None:
        self._face = face
        self._keep = keep
        self._was_asked = False
        self._typed = ""
        self._unkept = ""

    def signed(self, question: Question, walk: Walk) -> Walk:
        """Return a walk with the name, asked for before the first letter that it stands beneath.

        Raises:
            Back: They go back.
            Left: They leave.
        """
        is_wanted = question.is_signed and _is_new(question, walk) and not walk.context.me
        # Lines of a file are written for what the playbook asks, and none of them is to be kept for good.
        if self._was_asked or not is_wanted or not self._face.has_terminal():
            return walk
        try:
            name = self._asked()
        except (Back, Left) as gone:
            self._typed = self._typed if gone.half is None else gone.half
            gone.half = None  # It is no half of the letter.
            raise
        self._was_asked = True
        return replace(walk, context=walk.context._replace(me=name))

    def unsaved(self, question: Question, walk: Walk) -> str | None:
        """Return a letter, signed, where the name that was given stands nowhere else yet; None if it does."""
        if not self._unkept or not isinstance(question, DraftQuestion) or not _is_new(question, walk):
            return None
        return question.letter(walk.informed._replace(me=self._unkept))

    def _asked(self) -> str:
        self._typed = self._unkept = name = on_one_line(self._face.line(_name(self._typed)) or "")
        if name and self._keep:
            try:
                if self._face.pick(_keeping(name)) == "yes":
                    self._keep(name)
                    self._unkept = ""
            except Back:
                return self._asked()  # It was mistyped, perhaps, and once kept it is only theirs to change.
            except PlaybookError as error:
                self._face.say(Note(error.message, "trouble"), Note(error.hint))
        if name:
            self._face.say(Row(_("You sign with"), name))
        return name


def _is_new(question: Question, walk: Walk) -> bool:
    return not isinstance(walk.replies.get(question.id), Answered | Unfinished)


def _name(start: str) -> Line:
    return Line(
        _("What name do you sign with?"),
        _("Your letters end with it. If you skip it, they end without a name."),
        start=start,
        leads_far=True,
    )


def _keeping(name: str) -> Pick:
    return Pick(
        _("Sign your later letters with {name} too?", name=name),
        _("It goes into your configuration, where you can change it."),
        required=True,
        leads_far=True,
        options=[Option("yes", _("Yes, keep it")), Option("no", _("No, only for today"))],
        start="yes",
        is_next=True,
    )
