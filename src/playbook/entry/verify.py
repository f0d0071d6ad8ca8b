"""The last look before an entry is saved: does everything else still read as it did?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from playbook.entry.entry import Entry
from playbook.entry.page import Answer, Page
from playbook.errors import PlaybookError
from playbook.written import Written


class DisloyalSave(PlaybookError):
    """A change to an entry would have changed more than it was meant to, or something else."""


def verify(
    before: Entry,
    after: Entry,
    changed: Mapping[str, Written],
    *,
    owning: Collection[str] = (),
    turned: Collection[str] = (),
    aside: Collection[str] = (),
) -> None:
    """Refuse a change that does not do what it says, and nothing else.

    Args:
        before: The entry as it stands in the file.
        after: The entry as it would be saved.
        changed: The answers that were put, by id.
        owning: The ids among them whose block belongs to the answer. Beneath the others are the
            person's notes, which must stand as they stood.
        turned: The ids whose answers may have been set aside or taken back, among them those put over
            an answer that counted.
        aside: The ids among the changed whose answer was set aside at once, since its condition has ended.

    Raises:
        DisloyalSave: An answer that was put does not read as given; or another one, counting or set
            aside, does not read as before.
    """
    for question in {*before.ids, *after.ids, *changed}:
        given = changed.get(question)
        if given is None and before.page.raw(question) == after.page.raw(question):
            continue
        old, new = _Lines(before.page, question), _Lines(after.page, question)
        if given is None:
            loyal = old.all(marks=question not in turned) == new.all(marks=question not in turned)
        else:
            # Of lines that are all set aside, none tells by itself that it was put.
            put = new.answers if question in aside else [new.counting]
            loyal = any(
                _put(old, new, line, given, owns_body=question in owning, over=question in turned)
                for line in put
                if line
            )
        if not loyal:
            raise DisloyalSave(
                f"Saving would have changed the answer to {question} in a way that was not meant.",
                "Nothing was written. Look at that answer in your editor, then carry on.",
            )


class _Lines:
    """The lines of an id in an entry, and which of them counts."""

    def __init__(self, page: Page, question: str) -> None:
        self.page = page
        self.answers = page.every(question)
        self.counting = page.counting(question)

    def all(self, *, marks: bool) -> Sequence[tuple[bool, str]]:
        """Give what stands on the lines and beneath; without `marks`, whether set aside or not."""
        return [self._behind(answer, marks=marks) for answer in self.answers]

    def but(self, line: Answer | None, *, marks: bool) -> Sequence[tuple[bool, str]]:
        """Give the same for all lines but one."""
        at = line.span if line else None
        return [self._behind(answer, marks=marks) for answer in self.answers if answer.span != at]

    def notes(self, line: Answer | None) -> str:
        """Give what stands beneath a line, as it stands."""
        return self.page.text[line.span.head_end : line.span.end] if line else ""

    def _behind(self, answer: Answer, *, marks: bool) -> tuple[bool, str]:
        return marks and answer.aside, self.page.text[answer.span.head : answer.span.end]


def _put(old: _Lines, new: _Lines, line: Answer, given: Written, *, owns_body: bool, over: bool) -> bool:
    """Tell whether a line of an id was put as given, and its others read as before."""
    if line.written.head != given.head or (owns_body and line.written.body != given.body):
        return False
    others, notes = new.but(line, marks=not over), new.notes(line)
    if old.but(old.counting, marks=not over) == others and (owns_body or notes == old.notes(old.counting)):
        return True
    return over and old.all(marks=False) == others and (owns_body or not notes)
