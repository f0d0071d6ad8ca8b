"""One journal file as an entry: read once, and changed by making another.

Whatever changes it returns the whole new entry. What the person wrote stays where it is, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property

from playbook.entry import follow_ups
from playbook.entry.follow_ups import FollowUp
from playbook.entry.front import Values, composed
from playbook.entry.place import Place, ended, placed
from playbook.entry.text import ID, Answer, EntryText
from playbook.written import Written, on_one_line

_AN_ID = re.compile(ID)
_MARK = len("- ")
"""Where, in its line, the mark of an answer that is set aside stands."""


class Entry(EntryText):
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
    def begin(cls, front: Values, title: str, newline: str = "\n") -> Entry:
        """Return a new entry: a front matter and a title.

        Raises:
            ValueError: A key of the front matter is none that could be read back.
        """
        made = composed(front, newline)
        return cls(f"{made}{newline if made else ''}# {on_one_line(title)}{newline}")

    def _with(self, bare: str) -> Entry:
        return self if bare == self.bare else Entry(self.text.removesuffix(self.bare) + bare)

    def _with_lines(self, at: int, lines: Sequence[str], *, over: bool = False) -> Entry:
        """Return the entry with lines put in at the beginning of a line, or of the answer they go over."""
        rest = _marked(self.bare[at:]) if over else self.bare[at:]
        return self._with(ended(self, at) + "".join(line + self.newline for line in lines) + rest)

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
        lines = _lines(question, written, owns_body=owns_body)
        if counting := self.answer(question):
            return self._replaced(counting, written, lines, owns_body=owns_body)
        if asides := self.asides(question):
            return self._with_lines(asides[0].start, lines)
        return self._with(placed(self, place, lines))

    def put_over(self, question: str, written: Written, *, owns_body: bool, place: Place) -> Entry:
        """Return the entry with this answer, and the one that counted till now set aside directly beneath it.

        So a conflict loses nothing. The two are one if they say the same. Arguments and errors are those of
        `put`, which puts it where nothing counted.
        """
        counting = self.answer(question)
        if counting is None or _says(counting, written, owns_body=owns_body):
            return self.put(question, written, owns_body=owns_body, place=place)
        return self._with_lines(counting.start, _lines(question, written, owns_body=owns_body), over=True)

    def put_beneath(self, question: str, written: Written) -> Entry:
        """Return the entry with an answer set aside directly beneath the one that counts, which stays.

        Raises:
            ValueError: No answer of the id counts.
        """
        counting = self.answer(question)
        if not counting:
            raise ValueError(f"no answer to {question!r} counts")
        first, *body = _lines(question, written, owns_body=True)
        return self._with_lines(counting.after, [_marked(first), *body])

    def set_aside(self, *questions: str) -> Entry:
        """Return the entry with the answers of these ids that count set aside, by one character each."""
        marks = [answer.start + _MARK for question in questions if (answer := self.answer(question))]
        return self._with("~".join(_cut(self.bare, [(mark, mark) for mark in marks])))

    def taken_back(self, *questions: str) -> Entry:
        """Return the entry with the first answer of each of these ids that was set aside counting again.

        Nothing changes at an id of which another answer counts.
        """
        asides = [self.asides(question)[:1] for question in questions if not self.answer(question)]
        marks = [aside.start + _MARK for first in asides for aside in first]
        return self._with("".join(_cut(self.bare, [(mark, mark + 1) for mark in marks])))

    def _replaced(self, answer: Answer, written: Written, lines: Sequence[str], *, owns_body: bool) -> Entry:
        if _says(answer, written, owns_body=owns_body):
            return self
        first, *body = lines
        behind_the_id = first[answer.head_start - answer.start :]
        end = answer.end if owns_body else answer.head_end
        words = self.newline.join((behind_the_id, *_as_they_stand(answer, body)))
        return self._with(self.bare[: answer.head_start] + words + self.bare[end:])

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


def _cut(text: str, spans: Collection[tuple[int, int]]) -> Iterator[str]:
    """Yield the pieces of a text around some spans of it."""
    begun = 0
    for start, end in sorted(spans):
        yield text[begun:start]
        begun = end
    yield text[begun:]


def _marked(line: str) -> str:
    return f"{line[:_MARK]}~{line[_MARK:]}"


def _says(answer: Answer, written: Written, *, owns_body: bool) -> bool:
    return answer.written == written if owns_body else answer.head == written.head


def _as_they_stand(answer: Answer, lines: Sequence[str]) -> list[str]:
    """Return the lines of a new block: those that stand there already stay byte for byte."""
    now = list(lines)
    if not (lines and answer.block):
        return now
    from difflib import SequenceMatcher

    block = answer.block.replace("\r\n", "\n").split("\n")[1:]
    same = SequenceMatcher(None, answer.body.split("\n"), [line[2:] for line in lines])
    for there, here, length in same.get_matching_blocks():
        now[here : here + length] = block[there : there + length]
    return now


def _lines(question: str, written: Written, *, owns_body: bool) -> list[str]:
    if not _AN_ID.fullmatch(question):
        raise ValueError(f"{question!r} is not an id")
    if "\n" in written.head:
        raise ValueError(f"the head of {question!r} has several lines")
    if written.body and not owns_body:
        raise ValueError(f"{question!r} has a body, but would not own it")
    first = f"- {question}: {written.head}" if written.head else f"- {question}:"
    body = written.body.split("\n") if written.body else []
    return [first, *(f"  {line}" if line.strip(" \t") else "" for line in body)]
