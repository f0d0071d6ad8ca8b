"""Which entries are meant: the filters that the commands on the journal share."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from playbook.errors import PlaybookError
from playbook.journal.files import decoded
from playbook.journal.head import day_of
from playbook.journal.naming import client_key
from playbook.journal.records import Content, Reading, Record
from playbook.journal.scan import ID, answer_lines, brief_front_of, heads_of
from playbook.journal.scan import front_of as whole_front_of
from playbook.journal.shares import in_shares
from playbook.model.spelling import did_you_mean
from playbook.search.clients import check_named

if TYPE_CHECKING:
    from playbook.search.letters import Found, Look
    from playbook.search.values import Value

_key = lru_cache(maxsize=4096)(client_key)
# The marks between which the front matter of an entry stands that nobody has changed at its beginning.
_OPENING, _CLOSING = b'---\nplaybook: "', b"\n---\n"


LookedAt: TypeAlias = "tuple[Content, Found | None]"
"""An entry, and the lines in it that are worth a closer look; None for all of them."""

Result = TypeVar("Result")


class BadFilter(PlaybookError):
    """A filter cannot be one, or names a question that there is not."""

    status = 2


class Where(NamedTuple):
    """An answer that an entry has to have.

    Attributes:
        question: The question's id.
        value: What the answer has to be.
        may_be: Tells whether it may be that, from the bytes on its line.
        key: What stands before it there, with what ends the line above.
        lines: What finds the answers to that question.
    """

    question: str
    value: Value
    may_be: Callable[[bytes], bool]
    key: bytes
    lines: re.Pattern[bytes]

    @classmethod
    def parse(cls, text: str) -> Where:
        """Read `ID=VALUE`.

        Raises:
            BadFilter: It is not of that form.
        """
        from playbook.search.values import Value

        question, equals, words = text.partition("=")
        question = question.strip()
        if not equals or not re.fullmatch(ID, question):
            raise BadFilter(
                f"--where {text}: that is not a question and an answer.",
                "Write them as ID=VALUE, such as --where reason=price",
            )
        value = Value(words)

        # The same few answers stand in most entries, and to look at one takes 3 µs.
        @lru_cache(maxsize=4096)
        def may_be(head: bytes) -> bool:
            return value.is_in(decoded(head).strip(" \t\r"))

        return cls(question, value, may_be, f"\n- {question}:".encode(), answer_lines((question,)))

    def may_hold(self, raw: bytes) -> bool:
        """Tell whether any line of that id has the value, be it the one that counts or not."""
        key, at = self.key, 0
        while (at := raw.find(key, at)) >= 0:
            at += len(key)
            end = raw.find(b"\n", at)
            if self.may_be(raw[at : end if end >= 0 else None]):
                return True
        return False

    def holds(self, raw: bytes, body: int) -> bool:
        """Tell whether the answer that counts has the value."""
        head = heads_of(raw, body, self.lines).get(self.question)
        return head is not None and self.value.is_in(head)


class Filters(NamedTuple):
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

    def take(self, front: Mapping[str, str]) -> bool:
        """Tell whether the front matter of an entry is one that is meant."""
        if self.playbook is not None and front.get("playbook") != self.playbook:
            return False
        if self.status is not None and front.get("status", "open") != self.status:
            return False
        # Nobody is called nothing: a walk about no client is not found by an empty name.
        if self.client is not None and _key(front.get("client", "")) != (_key(self.client) or None):
            return False
        return (self.since is None and self.until is None) or self._began_within(front.get("started", ""))

    def _began_within(self, started: str) -> bool:
        day = day_of(started)
        if day is None:
            return False
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Selection:
    """The entries of a journal that are meant.

    Args:
        reading: What reads the journal.
        filters: Which entries are meant.
        questions: Gives the id of every question of every playbook there is; it is asked only where a
            filter finds nothing, to tell an answer that nobody gave from a question that does not exist.
        playbooks: Gives the names of the playbooks there are, likewise.
    """

    def __init__(
        self,
        reading: Reading,
        filters: Filters,
        questions: Callable[[], Collection[str]],
        playbooks: Callable[[], Collection[str]],
    ) -> None:
        self.reading = reading
        self.filters = filters
        self._questions = questions
        self._playbooks = playbooks

    def fronts(self) -> Iterator[Record]:
        """Give the entries without their answers, in the order of their files' names.

        Raises:
            BadFilter: A question that a filter names does not exist.
            Nobody: A client or a playbook that it names does not.
        """
        if self.filters.where:
            for content in self.entries():
                yield Record(content.name, content.front)
            return
        fronts = self.reading.fronts()
        if self.filters == Filters():
            yield from fronts
            return
        take, found = self.filters.take, False
        for one in fronts:
            if take(one.front):
                found = True
                yield one
        if not found:
            self.check_named()

    def entries(self) -> Iterator[Content]:
        """Give the entries with all that stands in them.

        Raises:
            BadFilter: A question that a filter names does not exist.
            Nobody: A client or a playbook that it names does not.
        """
        return self.worked_through(lambda entries: (content for content, _ in entries), shared=False)

    def worked_through(
        self,
        work: Callable[[Iterator[LookedAt]], Iterable[Result]],
        look: Look = lambda _: None,
        *,
        in_brief: bool = False,
        shared: bool = True,
    ) -> Iterator[Result]:
        """Give what comes of work on the entries, in the order of their files' names.

        Args:
            work: Does it, with the entries and the lines in each that are worth a closer look. Half of many
                are worked on in another process; see `in_shares`.
            look: Gives these lines, from the bytes of a file; one without any is no longer of concern.
            in_brief: Whether `playbook` and `started` are all that is needed of the front matters.
            shared: Whether another process may have a share of the work.

        Raises:
            BadFilter: A question that a filter names does not exist.
            Nobody: A client or a playbook that it names does not.
        """

        def share(names: Sequence[str]) -> Iterator[Result | _Gone]:
            reading = Reading(self.reading.folder, names)
            gone = _Through(self.filters, reading, look, in_brief=in_brief)
            yield from work(iter(gone))
            yield _Gone(reading.passed_over, gone.found)

        names, found = self.reading.names(), False
        for one in in_shares(names, share) if shared else share(names):
            if isinstance(one, _Gone):
                self.reading.passed_over += one.passed_over
                found = found or one.found
            else:
                yield one
        if not found:
            self.check_named()
            for one_of_them in self.filters.where:
                self.check_known(one_of_them.question, "--where")

    def check_named(self) -> None:
        """Refuse a client that no entry is about, and a playbook that is neither there nor in any entry.

        Raises:
            Nobody: There is no such client or playbook.
        """
        check_named(self.reading.folder, self.filters.client, self.filters.playbook, self._playbooks)

    def check_known(self, question: str, option: str) -> None:
        """Refuse a question that neither a playbook on the shelf nor any entry knows.

        Raises:
            BadFilter: There is no such question.
        """
        shelf = set(self._questions())
        if question in shelf:
            return
        line = re.compile(rf"\n- ~?{re.escape(question)}:".encode())
        if any(line.search(raw) for _, raw in Reading(self.reading.folder).contents()):
            return
        # Far more than a dozen would only be listed where none is near.
        raise BadFilter(f"{option}: there is no question `{question}`{did_you_mean(question, sorted(shelf))}")


class _Gone(NamedTuple):
    """What is known of files when they have been gone through.

    Attributes:
        passed_over: How many were no entries.
        found: Whether there were entries that are meant.
    """

    passed_over: int
    found: bool


class _Through:
    """Goes through files for the entries that are meant.

    Args:
        filters: Which are.
        reading: Reads the files, and counts those that are no entries.
        look: As `Selection.worked_through` has it.
        in_brief: Likewise.

    Attributes:
        found: Whether there were any, so far.
    """

    def __init__(self, filters: Filters, reading: Reading, look: Look, *, in_brief: bool) -> None:
        self._filters = filters
        self._reading = reading
        self._look = look
        self._in_brief = in_brief
        self.found = False

    def __iter__(self) -> Iterator[LookedAt]:
        take, where, look = self._filters.take, self._filters.where, self._look
        plain = self._filters == Filters()
        front_of = brief_front_of if self._in_brief and plain else whole_front_of
        for name, raw in self._reading.contents():
            lines = look(raw)
            if lines == [] or (where and not all(one.may_hold(raw) for one in where)):
                self._count(raw)
                continue
            front, body = front_of(raw)
            if "playbook" not in front:
                self._reading.passed_over += 1
            elif plain or (take(front) and all(one.holds(raw, body) for one in where)):
                self.found = True
                yield Content(name, front, body, raw), lines

    def _count(self, raw: bytes) -> None:
        """Count a file among those passed over if it is no entry; nearly all show it in their first line."""
        if raw.startswith(_OPENING) and raw.find(_CLOSING, 3) > 0:
            return
        if "playbook" not in whole_front_of(raw)[0]:
            self._reading.passed_over += 1
