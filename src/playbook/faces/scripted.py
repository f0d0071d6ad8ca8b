"""The answers file as a face: what it holds is answered, and somebody else is asked for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from playbook.faces import Face, Keep
from playbook.messages import Note, Said
from playbook.model.asking import Left, Line, Pick, Why
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.types import Question
from playbook.model.types.question import Value
from playbook.reading.answers import Answers


class Scripted:
    """Answers from a file.

    Args:
        answers: The file, already checked against the playbook.
        other: Asked for what the file does not hold.
    """

    def __init__(self, answers: Answers, other: Face) -> None:
        self._answers = answers
        self._given: set[str] = set()
        self._other = other
        self.keys: Sequence[str] = other.keys

    def say(self, *said: Said) -> None:
        """See `Face.say`."""
        self._other.say(*said)

    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        """See `Face.ask`.

        Raises:
            BrokenFile: What the file holds is no answer as things are, such as a choice not offered.
        """
        if question.id not in self._answers or question.id in self._given:
            # Whoever comes back to what the file said wants to say something else.
            return self._other.ask(question, context, start, half, keep)
        self._given.add(question.id)
        raw = self._answers[question.id]
        if raw is None:
            return None
        try:
            value = question.native(raw, context)
            question.check(value, context)
        except InvalidAnswer as unreadable:
            raise self._answers.broken(question.id, str(unreadable)) from None
        return value

    def pick(self, form: Pick) -> str | None:
        """See `Face.pick`."""
        return self._other.pick(form)

    def line(self, form: Line) -> str | None:
        """See `Face.line`."""
        return self._other.line(form)


class Silent:
    """Says nothing, and has nobody to ask."""

    def __init__(self) -> None:
        self.keys: Sequence[str] = ()

    def say(self, *said: Said) -> None:
        """See `Face.say`."""

    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        """See `Face.ask`."""
        raise Left(Why.INPUT_ENDED)

    def pick(self, form: Pick) -> str | None:
        """See `Face.pick`."""
        raise Left(Why.INPUT_ENDED)

    def line(self, form: Line) -> str | None:
        """See `Face.line`."""
        raise Left(Why.INPUT_ENDED)


class Unattended(Silent):
    """Nobody is there: defaults are taken, what may be passed is passed, and the rest ends the walk.

    Args:
        face: Says what is said.
    """

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def say(self, *said: Said) -> None:
        """See `Face.say`."""
        self._face.say(*said)

    def ask(self, question: Question, context: Context, start: Value, half: str | None, keep: Keep) -> Value:
        """See `Face.ask`."""
        if start is None and question.required:
            prompt = context.filled(question.prompt)
            self.say(Note(f"It stops at “{prompt}” (`{question.id}`), which cannot be passed."))
            raise Left(Why.INPUT_ENDED)
        return start
