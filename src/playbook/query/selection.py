"""The entries that are meant, for what the commands on the journal make of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from playbook.entry import Entry
from playbook.journal.folder import Journal
from playbook.journal.record import Record
from playbook.model.spelling import did_you_mean
from playbook.query.clients import check_named
from playbook.query.filters import BadFilter, Filters
from playbook.query.questions import Questions

_Found = TypeVar("_Found")


class Selection:
    """The entries of a journal that are meant.

    Args:
        journal: The journal.
        filters: Which entries are meant.
        questions: The questions of the playbooks.
    """

    def __init__(self, journal: Journal, filters: Filters, questions: Questions) -> None:
        self.journal = journal
        self.filters = filters
        self.questions = questions

    def records(self) -> Iterator[Record]:
        """Yield the records of the entries, in the order of their files' names.

        Raises:
            BadFilter: A question that a filter names does not exist.
            Nobody: A client or a playbook that it names does not.
        """
        if self.filters.where:
            return (record for record, _ in self.entries())
        return self._checked(record for record in self.journal.records() if self.filters.take(record))

    def entries(self) -> Iterator[tuple[Record, Entry]]:
        """Yield the records of the entries with the whole of each, in the order of their files' names.

        Raises:
            BadFilter: A question that a filter names does not exist.
            Nobody: A client or a playbook that it names does not.
        """
        filters, questions = self.filters, self.questions
        return self._checked(
            (record, entry)
            for record, entry in self.journal.entries()
            if filters.take(record) and filters.hold(record, entry, questions)
        )

    def _checked(self, entries: Iterable[_Found]) -> Iterator[_Found]:
        """Yield entries; where there are none, refuse what filters name that does not exist."""
        found = False
        for one in entries:
            found = True
            yield one
        if not found:
            check_named(
                self.journal.folder, self.filters.client, self.filters.playbook, self.questions.playbooks
            )
            for answer in self.filters.where:
                self.check_known(answer.question, "--where")

    def check_known(self, question: str, option: str) -> None:
        """Refuse a question that neither a playbook on the shelf nor any entry knows.

        Raises:
            BadFilter: There is no such question.
        """
        shelf = set(self.questions.ids())
        if question in shelf or any(
            question in entry.ids for _, entry in Journal(self.journal.folder).entries()
        ):
            return
        # Far more than a dozen would only be listed where none is near.
        raise BadFilter(f"{option}: there is no question `{question}`{did_you_mean(question, sorted(shelf))}")
