"""Which entries are meant: the filters that the commands on the journal share, and what passes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from playbook.entry import ID, Entry
from playbook.errors import PlaybookError
from playbook.journal.folder import Found, Journal
from playbook.journal.naming import client_key
from playbook.journal.record import Record
from playbook.language import _
from playbook.model.spelling import did_you_mean
from playbook.query.clients import meant_client
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
        if self.since is None and self.until is None:
            return True
        day = record.started_on
        return day is not None and (self.since or date.min) <= day <= (self.until or date.max)

    def hold(self, record: Record, entry: Entry, questions: Questions) -> bool:
        """Tell whether an entry has the answers that it has to have.

        Args:
            record: Its record.
            entry: The entry.
            questions: The questions of the playbooks.
        """
        return all(
            (answer := entry.look_up(name)) is not None
            and questions.one(record.playbook, name).is_meant(answer.written, words)
            for name, words in self.where
        )

    @cached_property
    def _client_key(self) -> str | None:
        # Nobody is called nothing: a walk about no client is not found by an empty name.
        return client_key(self.client or "") or None


class Selection:
    """The entries of a journal that are meant.

    Args:
        journal: The journal.
        filters: Which entries are meant.
        questions: The questions of the playbooks.
        whole_names: Whether the beginning of a client's name is too little.

    Attributes:
        filters: Those; a client's name is the whole one once the beginning of it was looked up.
    """

    def __init__(
        self, journal: Journal, filters: Filters, questions: Questions, *, whole_names: bool = False
    ) -> None:
        self.journal = journal
        self.filters = filters
        self.questions = questions
        self._whole_names = whole_names

    def records(self) -> Iterator[Record]:
        """Yield the records of the entries, in the order of their files' names.

        Raises:
            BadFilter: A question that a filter names does not exist, or no answer to it is what it says.
            Nobody: A client or a playbook that it names does not.
        """
        return (record for record, _ in self.gathered(lambda _record, _entry: None))

    def gathered(self, what: Callable[[Record, Entry], Found]) -> Iterator[tuple[Record, Found]]:
        """Yield the records of the entries with what is wanted of each, in the order of their files' names.

        Raises:
            BadFilter: A question that a filter names does not exist, or no answer to it is what it says.
            Nobody: A client or a playbook that it names does not.
        """

        def wanted(record: Record, entry: Entry) -> list[Found]:
            return [what(record, entry)] if self._is_meant(record, entry) else []

        return self._checked(
            lambda: ((record, found) for record, every in self.journal.gathered(wanted) for found in every)
        )

    def entries(self, wanted: Callable[[Entry], bool] = lambda _: True) -> Iterator[tuple[Record, Entry]]:
        """Yield the records of the entries that are wanted with the whole of each, in the order of names.

        Raises:
            BadFilter: A question that a filter names does not exist, or no answer to it is what it says.
            Nobody: A client or a playbook that it names does not.
        """
        return self._checked(
            lambda: self.journal.entries(lambda *one: self._is_meant(*one) and wanted(one[1]))
        )

    def _is_meant(self, record: Record, entry: Entry) -> bool:
        return self.filters.take(record) and self.filters.hold(record, entry, self.questions)

    def _checked(self, read: Callable[[], Iterable[Found]]) -> Iterator[Found]:
        """Yield entries; where there are none, refuse what filters name that does not exist."""
        found = False
        for one in read():
            found = True
            yield one
        if found:
            return
        filters = self.filters
        shelf = self.questions.playbooks
        client = meant_client(
            self.journal.folder, filters.client, filters.playbook, shelf, whole=self._whole_names
        )
        for answer in filters.where:
            self.check_known(answer.question, "--where")
            self._check_value(answer)
        if client is not None and client_key(client) != client_key(filters.client or ""):
            self.filters = replace(filters, client=client)
            yield from read()

    def _check_value(self, where: Where) -> None:
        """Refuse an answer that a list or a scorecard cannot have, and that no entry has."""
        labels = self.questions.labels(where.question)
        # A scorecard is found by its points too.
        if not labels or where.words in labels or where.words.isdecimal():
            return
        filters = Filters(where=(where,))
        if self._any_entry(lambda record, entry: filters.hold(record, entry, self.questions)):
            return
        near = did_you_mean(where.words, labels)
        name, words = where.question, where.words
        said = _("--where: no answer to `{name}` is `{words}`{near}", name=name, words=words, near=near)
        raise BadFilter(said)

    def _any_entry(self, holds: Callable[[Record, Entry], bool]) -> bool:
        """Tell whether anything holds for any entry of the journal, selected or not."""
        return any(held for _record, held in Journal(self.journal.folder).gathered(holds))

    def check_known(self, question: str, option: str) -> None:
        """Refuse a question that neither a playbook on the shelf nor any entry knows.

        Raises:
            BadFilter: There is no such question.
        """
        shelf = set(self.questions.ids())
        if question in shelf or self._any_entry(lambda _record, entry: question in entry.ids):
            return
        # Far more than a dozen would only be listed where none is near.
        near = did_you_mean(question, sorted(shelf))
        said = _("{option}: there is no question `{name}`{near}", option=option, name=question, near=near)
        raise BadFilter(said)
