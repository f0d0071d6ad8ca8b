"""Going through the entries that are meant, for what the commands on the journal make of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from playbook.journal.records import Content, Reading, Record
from playbook.journal.scan import brief_front_of
from playbook.journal.scan import front_of as whole_front_of
from playbook.journal.shares import in_shares
from playbook.model.spelling import did_you_mean
from playbook.query.clients import check_named
from playbook.query.filters import BadFilter, Filters

if TYPE_CHECKING:
    from playbook.query.letters import Found, Look

# The marks between which the front matter of an entry stands that nobody has changed at its beginning.
_OPENING, _CLOSING = b'---\nplaybook: "', b"\n---\n"

LookedAt: TypeAlias = "tuple[Content, Found | None]"
"""An entry, and the lines in it that are worth a closer look; None for all of them."""

Result = TypeVar("Result")


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
            self._check_filters()

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
        in_turns: bool = False,
    ) -> Iterator[Result]:
        """Give what comes of work on the entries, in the order of their files' names.

        Args:
            work: Does it, with the entries and the lines in each that are worth a closer look. Half of many
                are worked on in another process; see `in_shares`.
            look: Gives these lines, from the bytes of a file; one without any is no longer of concern.
            in_brief: Whether `playbook` and `started` are all that is needed of the front matters.
            shared: Whether another process may have a share of the work.
            in_turns: Whether something comes of each entry, rather than of a share of them together.

        Raises:
            BadFilter: A question that a filter names does not exist.
            Nobody: A client or a playbook that it names does not.
        """

        def share(names: Sequence[str]) -> Iterator[Result | _Summary]:
            reading = Reading(self.reading.folder, names)
            through = _Through(self.filters, reading, look, in_brief=in_brief)
            yield from work(iter(through))
            yield _Summary(reading.passed_over, through.found)

        names, found = self.reading.names(), False
        for one in in_shares(names, share, in_turns=in_turns) if shared else share(names):
            if isinstance(one, _Summary):
                self.reading.passed_over += one.passed_over
                found = found or one.found
            else:
                yield one
        if not found:
            self._check_filters()

    def _check_filters(self) -> None:
        """Refuse what filters name that does not exist.

        Raises:
            BadFilter: A question does not.
            Nobody: A client that no entry is about, or a playbook that is neither there nor in any entry.
        """
        check_named(self.reading.folder, self.filters.client, self.filters.playbook, self._playbooks)
        for answer in self.filters.where:
            self.check_known(answer.question, "--where")

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


class _Summary(NamedTuple):
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
