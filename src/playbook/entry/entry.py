"""One journal file as an entry: read once, and changed by making another."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from playbook.entry import amend, follow_ups
from playbook.entry.follow_ups import FollowUp
from playbook.entry.front import Values, composed
from playbook.entry.page import Page
from playbook.entry.place import Place
from playbook.written import Written, on_one_line


class Entry(Page):
    """A journal file's text by question id.

    Any text is an entry. Nothing of it is ever lost: whatever is not the front matter's changed line, the
    changed answer or the changed follow-up stays byte for byte where it is. An entry itself never changes;
    what changes it returns another.

    Args:
        text: The text of the file, decoded as UTF-8 with `surrogateescape`, its line ends as they are.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Entry({self.text!r})"

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

    def _with(self, bare: str) -> Entry:
        return self if bare == self.bare else Entry(self.text.removesuffix(self.bare) + bare)

    def with_front(self, changes: Values) -> Entry:
        """Return the entry with these values in its front matter; None takes a key away.

        Only the lines of keys whose value becomes another change.

        Raises:
            ValueError: A key is none that could be read back.
        """
        return self._with(self._front.changed(changes, self.newline))

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
        return self._with(amend.put(self, question, written, owns_body=owns_body, place=place))

    def put_over(self, question: str, written: Written, *, owns_body: bool, place: Place) -> Entry:
        """Return the entry with this answer, and the one that counted set aside directly beneath it.

        So a conflict loses nothing. Arguments and errors are those of `put`.
        """
        return self._with(amend.put_over(self, question, written, owns_body=owns_body, place=place))

    def put_beneath(self, question: str, written: Written) -> Entry:
        """Return the entry with an answer set aside directly beneath the one that counts, which stays."""
        return self._with(amend.put_beneath(self, question, written))

    def set_aside(self, *questions: str) -> Entry:
        """Return the entry with the answers of these ids that count set aside, by one character each."""
        return self._with(amend.set_aside(self, questions))

    def taken_back(self, *questions: str) -> Entry:
        """Return the entry with the first answer of each of these ids that was set aside counting again.

        Nothing changes at an id of which another answer counts.
        """
        return self._with(amend.taken_back(self, questions))

    @cached_property
    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Every follow-up, as they stand."""
        return follow_ups.follow_ups(self)

    def with_follow_up(self, day: date, words: str) -> Entry:
        """Return the entry with one more follow-up, unless the same is there already, ticked or not."""
        return self._with(follow_ups.with_follow_up(self, day, words))

    def change_follow_up(self, old: tuple[date | None, str], new: tuple[date, str] | None) -> Entry:
        """Return the entry with the unticked follow-up of that day and words changed, or taken out.

        If there is none, the new one, if any, is added.
        """
        return self._with(follow_ups.changed(self, old, new))

    def tick(self, day: date | None, words: str) -> Entry:
        """Return the entry with the first unticked follow-up of that day and words ticked."""
        return self._with(follow_ups.ticked(self, day, words, done=True))

    def untick(self, day: date | None, words: str) -> Entry:
        """Return the entry with the first ticked follow-up of that day and words no longer ticked."""
        return self._with(follow_ups.ticked(self, day, words, done=False))
