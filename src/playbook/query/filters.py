"""Which entries are meant: the filters that the commands on the journal share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import PlaybookError
from playbook.journal.files import decoded
from playbook.journal.head import day_of
from playbook.journal.naming import client_key
from playbook.journal.scan import ID, answer_lines, heads_of

if TYPE_CHECKING:
    from playbook.query.values import Value

_key = lru_cache(maxsize=4096)(client_key)


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
        from playbook.query.values import Value

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
