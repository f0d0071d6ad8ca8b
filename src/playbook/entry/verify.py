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
            loyal = _put(old, new, given, owns_body=question in owning, over=question in turned)
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

    def others(self, *, marks: bool) -> Sequence[tuple[bool, str]]:
        """Give the same for all lines but the one that counts."""
        at = self.counting.span if self.counting else None
        return [self._behind(answer, marks=marks) for answer in self.answers if answer.span != at]

    def notes(self) -> str:
        """Give what stands beneath the line that counts, as it stands."""
        if not self.counting:
            return ""
        return self.page.text[self.counting.span.head_end : self.counting.span.end]

    def _behind(self, answer: Answer, *, marks: bool) -> tuple[bool, str]:
        return marks and answer.aside, self.page.text[answer.span.head : answer.span.end]


def _put(old: _Lines, new: _Lines, given: Written, *, owns_body: bool, over: bool) -> bool:
    """Tell whether the line of an id that counts was put, and its others read as before."""
    now = new.counting
    if not now or now.written.head != given.head:
        return False
    if owns_body and now.written.body != given.body:
        return False
    others = new.others(marks=not over)
    if old.others(marks=not over) == others and (owns_body or new.notes() == old.notes()):
        return True
    return over and old.all(marks=False) == others and (owns_body or not new.notes())
