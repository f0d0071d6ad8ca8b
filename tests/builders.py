"""What the tests of a walk are made of: small playbooks, walks, and a face that follows a script."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from typing_extensions import override

from playbook.entry import Entry
from playbook.faces.unattended import Unattended
from playbook.journal.entry_file import EntryFile
from playbook.journal.folder import Journal
from playbook.messages import Note, Said
from playbook.model.asking import Keep, Line, Pick
from playbook.model.checks import check
from playbook.model.context import Context
from playbook.model.playbook import Playbook
from playbook.model.types import Question
from playbook.model.validation import read_part
from playbook.money import Amount
from playbook.session.options import Options, Outcome
from playbook.session.record import record
from playbook.session.recovery import Recorded
from playbook.session.replies import replies_from
from playbook.session.session import Session
from playbook.walk import Answered, Asking, Reply, Walk

Table: TypeAlias = dict[str, Any]
"""A part of a playbook as its TOML file has it."""

MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY, FRIDAY = (MONDAY + timedelta(days) for days in (1, 2, 4))
NOW = datetime(2026, 11, 23, 9, 14, 3, tzinfo=timezone(timedelta(hours=1)))

SCALE: Table = {"type": "scale"}
TEXT: Table = {"type": "text"}
DATE: Table = {"type": "date"}
MONEY: Table = {"type": "money"}
RUNWAY: Table = {"type": "runway", "cushion": "cushion", "costs": "costs", "income": "income"}
SCRIPT: Table = {"type": "script", "text": "Say this."}
DRAFT: Table = {"type": "draft", "template": "Dear [name],"}
CHOICE: Table = {
    "type": "choice",
    "choices": {"price": {"label": "Price", "detail": {"rise": "After I raised it"}}, "fit": "No fit"},
}
SCORECARD: Table = {
    "type": "scorecard",
    "items": [{"id": "target", "prompt": "Target?"}, {"id": "pay", "prompt": "Pay?", "weight": 3}],
    "bands": [{"id": "low", "from": 0, "label": "Let go"}, {"id": "high", "from": 50, "label": "Keep"}],
}


def asked(name: str, kind: Table = SCALE, **keys: object) -> Table:
    """Return a question."""
    return {"id": name, "prompt": f"What of {name}?", **kind, **keys}


def step(name: str, *questions: Table, **keys: object) -> Table:
    """Return a step."""
    return {"id": name, "title": name.capitalize(), "question": list(questions), **keys}


def playbook(*steps: Table, **keys: object) -> Playbook:
    """Return a playbook that a file could hold."""
    content = {"title": "Losing a client", "summary": "One step at a time.", "step": list(steps), **keys}
    read = read_part(Playbook, content)
    assert [] == list(check(read))
    return read.with_borrowed_choices()


def euros(number: float) -> Amount:
    """Return an amount in the configured currency."""
    return Amount(Decimal(str(number)).quantize(Decimal("0.01")), "EUR")


def question_of(walked: Playbook, name: str) -> Question:
    found = walked.by_id.get(name)
    assert found is not None
    return found


def stop_of(walk: Walk, name: str) -> Asking:
    """Return the stop of a question whose condition holds."""
    assert name in walk.asked
    return walk.stop(name)


def walked(
    walked_playbook: Playbook,
    replies: Mapping[str, Reply | object] | None = None,
    *,
    today: date = MONDAY,
    started: date = MONDAY,
    begun: Sequence[str] = (),
    heard: Sequence[str] = (),
) -> Walk:
    """Return a walk; a reply that is none of the three kinds is an answer's value."""
    given = {name: as_reply(reply) for name, reply in (replies or {}).items()}
    known = Context(today=today, client="Acme Studio")
    return Walk(walked_playbook, given, known, started, frozenset(begun), frozenset(heard))


def exactly(reply: object) -> tuple[type, object]:
    """Return a reply with its type, since two of different types that hold the same words are equal."""
    return type(reply), reply


def as_reply(reply: object) -> Reply:
    """Return a reply; what is none of the three kinds is an answer's value."""
    return reply if isinstance(reply, Reply) else Answered(reply)


@dataclass
class Page:
    """An entry in memory, and what is recorded in it.

    Attributes:
        playbook: What is walked.
        entry: The entry as it stands.
        today: The day of the session.
        begun: Ids of steps that begin although their wait is not over.
        heard: Ids of scripts that were shown in this session.
    """

    playbook: Playbook
    entry: Entry = field(default_factory=lambda: Entry.begin(front(), "Acme Studio: Losing a client"))
    today: date = MONDAY
    begun: frozenset[str] = frozenset()
    heard: frozenset[str] = frozenset()

    @property
    def now(self) -> datetime:
        return NOW + (self.today - NOW.date())

    @property
    def walk(self) -> Walk:
        context = Context(today=self.today, client="Acme Studio", currency="EUR")
        replies = replies_from(self.entry, self.playbook)
        return Walk(self.playbook, replies, context, MONDAY, self.begun, self.heard)

    @property
    def known(self) -> Recorded:
        """The entry as a session knows it."""
        return Recorded.opened(self.entry, self.walk)

    def reply(self, name: str, reply: object, by_hand: Callable[[str], str] = str) -> str:
        """Record a reply, on top of what somebody did to the file by hand meanwhile; give the text."""
        fresh = Entry(by_hand(self.entry.text))
        recorded = record(self.known, fresh, stop_of(self.walk, name), as_reply(reply), self.now)
        self.entry = recorded.entry
        assert replies_from(self.entry, self.playbook) == recorded.walk.replies
        return self.entry.text

    def edit(self, by_hand: Callable[[str], str]) -> None:
        """Let somebody edit the file between two sessions."""
        self.entry = Entry(by_hand(self.entry.text))

    @property
    def lines(self) -> list[str]:
        """The lines of answers and of follow-ups, as they stand."""
        return [line for line in self.entry.text.split("\n") if line.startswith("- ")]


def front(client: str | None = "Acme Studio", **values: str) -> dict[str, str | datetime | date | None]:
    """Return the front matter of a new entry."""
    begun = {"playbook": "lost", "client": client, "language": "en", "status": "open"}
    return {**begun, "started": NOW, "updated": NOW, **values}


@dataclass(frozen=True)
class Ask:
    """What a face is given with a question: what stands in the field, and a way to keep half of it."""

    start: Any
    half: str | None = None
    keep: Keep = lambda _: None


class Script(Unattended):
    """A face that follows a script, and remembers what it was told.

    Args:
        turns: What will be asked, each with the reply: a value, None to pass, an error to raise, or a
            function that is given the `Ask` and does something before it replies. Questions go by their
            ids, other lists by `pick` (with a value or a label) and other lines by `line`. What is not in
            the script is a failure.
    """

    keys = ("Enter answers.",)

    def __init__(self, *turns: tuple[str, object]) -> None:
        super().__init__()
        self._turns = list(turns)
        self.asked: list[tuple[str, Ask]] = []
        self.said: list[Said] = []
        self.offered: list[Pick] = []

    @property
    def notes(self) -> list[str]:
        """The sentences that were said."""
        return [said.text for said in self.said if isinstance(said, Note)]

    @property
    def trouble(self) -> list[str]:
        """The sentences about what did not work."""
        return [said.text for said in self.said if isinstance(said, Note) and said.tone == "trouble"]

    @override
    def say(self, *said: Said) -> None:
        self.said += said

    @override
    def ask(self, question: Question, context: Context, start: Any, half: str | None, keep: Keep) -> Any:
        return self._next(question.id, Ask(start, half, keep))

    @override
    def pick(self, form: Pick) -> str | None:
        self.offered.append(form)
        picked = self._next("pick", Ask(form.start))
        values = [option.value for option in form.options if picked in (option.value, option.label)]
        assert picked is None or len(values) == 1
        return values[0] if values else None

    @override
    def line(self, form: Line) -> str | None:
        typed = self._next("line", Ask(form.start))
        return None if typed is None else str(typed)

    def _next(self, name: str, ask: Ask) -> object:
        assert self._turns, f"{name} was asked, and the script is at its end"
        self.asked.append((name, ask))
        expected, reply = self._turns.pop(0)
        assert expected == name
        if callable(reply):
            reply = reply(ask)
        if isinstance(reply, BaseException):
            raise reply
        return reply

    def assert_at_end(self) -> None:
        assert [] == self._turns


def entry_file(folder: Path, client: str | None = "Acme Studio", **values: str) -> EntryFile:
    """Return a new entry of a journal, which is a file once something is saved to it."""
    title = f"{client}: Losing a client" if client else "Losing a client"
    return EntryFile(Journal(folder), Entry.begin(front(client, **values), title))


def sit(
    walked_playbook: Playbook,
    file: EntryFile,
    *turns: tuple[str, object],
    now: datetime = NOW,
    **options: Any,  # noqa: ANN401 - the fields of Options
) -> tuple[Outcome, Script]:
    """Hold one session by a script, to its last line."""
    face = Script(*turns)
    held = Options(clock=lambda: now, me="", currency="EUR", command=lambda _: "playbook lost", **options)
    outcome = Session(walked_playbook, file, face, held).run()
    face.assert_at_end()
    return outcome, face
