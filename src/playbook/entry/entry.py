"""One journal file as an entry: read once, and changed by making another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from playbook.entry import amend, follow_ups
from playbook.entry.boxes import FollowUp
from playbook.entry.front import Field, Values, composed
from playbook.entry.page import Answer, Page
from playbook.entry.place import Place
from playbook.written import Written, on_one_line

_MARK = "\ufeff"
"""The byte-order mark that some editors put before a file's first character."""


@dataclass(frozen=True)
class Entry:
    """A journal file's text by question id.

    Any text is an entry. Nothing is read before it is asked for, and nothing of the text is ever lost:
    whatever is not the front matter's changed line, the changed answer or the changed follow-up stays
    byte for byte where it is.

    Attributes:
        text: The text of the file, decoded as UTF-8 with `surrogateescape`, its line ends as they are.
    """

    text: str
    page: Page = field(init=False, repr=False, compare=False)
    """The text without its byte-order mark, and what stands in it; for this room only."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "page", Page(self.text.removeprefix(_MARK)))

    @classmethod
    def parse(cls, text: str) -> Entry:
        """Return the entry of a file's text."""
        return cls(text)

    @classmethod
    def begin(cls, front: Values, title: str, newline: str = "\n") -> Entry:
        """Return a new entry: a front matter and a title.

        Raises:
            ValueError: A key of the front matter is none that could be read back.
        """
        made = composed(front, newline)
        return cls(f"{made}{newline if made else ''}# {on_one_line(title)}{newline}")

    def _with(self, text: str) -> Entry:
        if text == self.page.text:
            return self
        return Entry(_MARK + text if self.text.startswith(_MARK) else text)

    @property
    def front(self) -> Mapping[str, str]:
        """The values of the front matter that can be read, by key; empty if there is none."""
        return MappingProxyType(self.page.front.values)

    @property
    def fields(self) -> Sequence[Field]:
        """The keys of the front matter as they stand, in order, one that stands twice too."""
        return self.page.front.fields

    @property
    def body(self) -> int:
        """The offset into the text, without its byte-order mark, at which the front matter has ended."""
        return self.page.body

    def with_front(self, changes: Values) -> Entry:
        """Return the entry with these values in its front matter; None takes a key away.

        Only the lines of keys whose value becomes another change.

        Raises:
            ValueError: A key is none that could be read back.
        """
        return self._with(self.page.front.changed(changes, self.page.newline))

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The answers that count, by id: of each id, the first line that is not set aside."""
        return MappingProxyType(self.page.answers)

    @property
    def lines(self) -> Sequence[Answer]:
        """Every line of an id with the block beneath it, in order; what is set aside or a second one too."""
        return self.page.lines

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that stands in the entry, set aside or not, in the order of their first lines."""
        return tuple(self.page.by_id)

    def answer(self, question: str) -> Answer | None:
        """Return the answer of that id that counts; None if there is none."""
        return self.page.answer(question)

    def counts(self, line: Answer) -> bool:
        """Tell whether a line of an id is the one that counts."""
        counting = self.answers.get(line.id)
        return counting is not None and counting.start == line.start

    def heads(self, questions: Iterable[str]) -> dict[str, str]:
        """Return what stands on the lines of the answers that count, of those to these questions."""
        return self.page.heads(questions)

    def asides(self, question: str) -> tuple[Answer, ...]:
        """Return the answers of that id that are set aside, as they stand."""
        return tuple(self.page.asides(question))

    def put(self, question: str, written: Written, *, owns_body: bool, place: Place) -> Entry:
        """Return the entry with this answer.

        An answer that counts is replaced where it stands. Else the new one goes directly above the
        first one of its id that was set aside; else to the end of its step's section.

        Args:
            question: The question's id.
            written: The answer.
            owns_body: Whether the block beneath the answer belongs to it. If not, that block is the
                person's notes and stays.
            place: Where a new answer goes.

        Raises:
            ValueError: The id is not in snake_case, the head has several lines, or there is a body that
                the answer would not own.
        """
        return self._with(amend.put(self.page, question, written, owns_body=owns_body, place=place))

    def put_over(self, question: str, written: Written, *, owns_body: bool, place: Place) -> Entry:
        """Return the entry with this answer, and the one that counted set aside directly beneath it.

        So a conflict loses nothing. Arguments and errors are those of `put`.
        """
        return self._with(amend.put_over(self.page, question, written, owns_body=owns_body, place=place))

    def put_beneath(self, question: str, written: Written) -> Entry:
        """Return the entry with an answer set aside directly beneath the one that counts, which stays."""
        return self._with(amend.put_beneath(self.page, question, written))

    def set_aside(self, *questions: str) -> Entry:
        """Return the entry with the answers of these ids that count set aside, by one character each."""
        return self._with(amend.set_aside(self.page, questions))

    def taken_back(self, *questions: str) -> Entry:
        """Return the entry with the first answer of each of these ids that was set aside counting again.

        Nothing changes at an id of which another answer counts.
        """
        return self._with(amend.taken_back(self.page, questions))

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Every follow-up, as they stand."""
        return follow_ups.follow_ups(self.page)

    def with_follow_up(self, day: date, words: str) -> Entry:
        """Return the entry with one more follow-up, unless the same is there already, ticked or not."""
        return self._with(follow_ups.with_follow_up(self.page, day, words))

    def change_follow_up(self, old: tuple[date | None, str], new: tuple[date, str] | None) -> Entry:
        """Return the entry with the unticked follow-up of that day and words changed, or taken out.

        If there is none, the new one, if any, is added.
        """
        return self._with(follow_ups.changed(self.page, old, new))

    def tick(self, day: date | None, words: str) -> Entry:
        """Return the entry with the first unticked follow-up of that day and words ticked."""
        return self._with(follow_ups.ticked(self.page, day, words, done=True))

    def untick(self, day: date | None, words: str) -> Entry:
        """Return the entry with the first ticked follow-up of that day and words no longer ticked."""
        return self._with(follow_ups.ticked(self.page, day, words, done=False))
