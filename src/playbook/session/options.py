"""How a session is held, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playbook.frozen import frozen
from playbook.model.context import Context

if TYPE_CHECKING:
    from playbook.entry import Entry
    from playbook.model.context import Given
    from playbook.model.playbook import Playbook, Step
    from playbook.model.types.figures import FiguresQuestion
    from playbook.reading.answers import AnswersFile


class Ending(Enum):
    """How a session ended."""

    DONE = "done"
    RESTING = "resting"
    CLOSED = "closed"
    LEFT = "left"


class Outcome(NamedTuple):
    """How a session ended, and the exit status that tells it."""

    ending: Ending
    status: int = 0


@frozen
class Options:
    """How a session is held.

    Attributes:
        clock: Returns the moment it is, with its offset.
        me: The person's name; empty if none is configured.
        currency: The configured currency of amounts without one; empty if there is none.
        command: Returns what to type to go on, for a client or for none.
        export: Returns what to type to have what is due in a calendar; empty where nothing is kept.
        tick_off: Returns what to type to tick off what is due; empty where nothing is kept.
        shown: Returns a path as it is named to the person.
        look: Shows an entry to the person.
        new: Whether a new walk is wanted although one is open.
        pauses: Whether pauses are held; if not, they are skipped.
        dry_run: Whether no step waits, since nothing is written.
        answers: An answers file: what it holds is not asked. None if there is none.
        ask: The id of the one question to ask again; None to carry on.
        begun_in: Returns what is walked in the language that an entry was begun in, and goes on in that.
        figures: Returns the words for figures of the journal in a language; see `Context`.
        currencies: Returns the currencies of the journal; see `Context`.
        keep_name: Writes the person's name into a first configuration; None where there is one.
    """

    clock: Callable[[], datetime]
    me: str
    currency: str
    command: Callable[[str | None], str]
    export: Callable[[str | None], str] = lambda _: ""
    tick_off: Callable[[str | None], str] = lambda _: ""
    shown: Callable[[Path], Path] = lambda path: path
    look: Callable[[Path], None] = lambda _: None
    new: bool = False
    pauses: bool = True
    dry_run: bool = False
    answers: AnswersFile | None = None
    ask: str | None = None
    begun_in: Callable[[Playbook, Entry], Playbook] = lambda playbook, _entry: playbook
    figures: Callable[[str, FiguresQuestion, Given | None], str] = lambda _language, _question, _same: ""
    currencies: Callable[[], Iterable[str]] = tuple
    keep_name: Callable[[str], None] | None = None

    def context(self, language: str) -> Context:
        """Return what is known before a walk in a language."""
        return Context(
            today=self.clock().date(),
            me=self.me,
            currency=self.currency,
            figures=partial(self.figures, language),
            currencies=self.currencies,
            asked_for=self.ask or "",
        )

    def goes_beyond(self, playbook: Playbook, step: Step) -> bool:
        """Tell whether a step begins although it waits: answers reach it, or nothing is written."""
        return self.dry_run or (self.answers is not None and self.answers.reach(playbook, step))
