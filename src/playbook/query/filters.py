"""Which entries are meant: the filters that the commands on the journal share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from playbook.entry import ID, Entry
from playbook.errors import PlaybookError
from playbook.journal.naming import client_key
from playbook.journal.record import Record
from playbook.language import _
from playbook.query.questions import Questions


class BadFilter(PlaybookError):
    """A filter cannot be one, or names a question that there is not."""

    status = 2


class Where(NamedTuple):
    """An answer that an entry has to have.

    Attributes:
        question: The question's id.
        words: What the answer has to be, folded and with single spaces; see `Question.is_meant`.
    """

    question: str
    words: str

    @classmethod
    def parse(cls, text: str) -> Where:
        """Read `ID=VALUE`.

        Raises:
            BadFilter: It is not of that form.
        """
        question, equals, words = text.partition("=")
        question = question.strip()
        if not equals or not re.fullmatch(ID, question):
            raise BadFilter(
                _("--where {text}: that is not a question and an answer.", text=text),
                _("Write them as ID=VALUE, such as --where reason=price"),
            )
        return cls(question, " ".join(words.split()).casefold())


@dataclass(frozen=True)
class Filters:
    """What an entry has to be like; all of it has to hold.

    Attributes:
        client: Its client, however typed.
        playbook: The name of its playbook.
        status: `open`, `done` or `closed`.
        since: The first day that its walk may have begun on.
        until: The last one.
        where: The answers it has to have.
    """

    client: str | None = None
    playbook: str | None = None
    status: str | None = None
    since: date | None = None
    until: date | None = None
    where: tuple[Where, ...] = ()

    def take(self, record: Record) -> bool:
        """Tell whether an entry is meant, as far as its record shows."""
        if self.playbook is not None and record.playbook != self.playbook:
            return False
        if self.status is not None and record.status != self.status:
            return False
        if self.client is not None and client_key(record.client) != self._client_key:
            return False
        return (self.since is None and self.until is None) or self._began_within(record.started_on)

    def hold(self, record: Record, entry: Entry, questions: Questions) -> bool:
        """Tell whether an entry has the answers that it has to have.

        Args:
            record: Its record.
            entry: The entry.
            questions: The questions of the playbooks.
        """
        return all(
            (answer := entry.answer(name)) is not None
            and questions.one(record.playbook, name).is_meant(answer.written, words)
            for name, words in self.where
        )

    @cached_property
    def _client_key(self) -> str | None:
        # Nobody is called nothing: a walk about no client is not found by an empty name.
        return client_key(self.client or "") or None

    def _began_within(self, day: date | None) -> bool:
        if day is None:
            return False
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)
