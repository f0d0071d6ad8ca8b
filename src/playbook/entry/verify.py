"""Verify, before an entry is saved, that an edit changed only the answers it was meant to change."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from playbook.entry.entry import Entry
from playbook.entry.text import Answer
from playbook.errors import PlaybookError
from playbook.language import N_, _
from playbook.written import Written

_CHANGED = N_("Saving would have changed the answer to {name} in a way that was not meant.")
_HINT = N_("Nothing was written. Look at that answer in your editor, then carry on.")


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
        owning: The ids among them whose block is their answer; beneath the others are notes, which must stay.
        turned: The ids whose answers may have been set aside, taken back, or put over another.
        aside: The ids among the changed whose answer was set aside at once.

    Raises:
        DisloyalSave: An answer that was put does not read as given; or another one, counting or set
            aside, does not read as before.
    """
    standing, now = before.reaches, after.reaches
    for question in {*standing, *now, *changed}:
        given = changed.get(question)
        if given is None and standing.get(question) == now.get(question):
            continue  # Nothing differs there, nor behind it.
        old, new, over = _Lines(before, question), _Lines(after, question), question in turned
        # Of lines that are all set aside, none tells by itself that it was put.
        put = new.answers if question in aside else [new.counting]
        if given is None:
            is_loyal = old.all(marks=not over) == new.all(marks=not over)
        else:
            owns = question in owning
            is_loyal = any(_put(old, new, line, given, owns_body=owns, over=over) for line in put if line)
        if not is_loyal:
            raise DisloyalSave(_(_CHANGED, name=question), _(_HINT))


class _Lines:
    """The lines of an id in an entry, and which of them counts."""

    def __init__(self, entry: Entry, question: str) -> None:
        self.answers = entry.lines_of(question)
        self.counting = entry.answer(question)

    def all(self, *, marks: bool) -> Sequence[tuple[bool, str]]:
        """Return what stands on the lines and beneath; without `marks`, whether set aside or not."""
        return self.but(None, marks=marks)

    def but(self, line: Answer | None, *, marks: bool) -> Sequence[tuple[bool, str]]:
        """Return the same for all lines but one."""
        return [
            (marks and answer.aside, answer.words)
            for answer in self.answers
            if not line or answer.start != line.start
        ]


def _put(old: _Lines, new: _Lines, line: Answer, given: Written, *, owns_body: bool, over: bool) -> bool:
    """Tell whether a line of an id was put as given, and its others read as before."""
    if line.head != given.head or (owns_body and line.body != given.body):
        return False
    others, notes = new.but(line, marks=not over), "" if owns_body else line.block
    standing = old.counting.block if old.counting and not owns_body else ""
    if old.but(old.counting, marks=not over) == others and notes == standing:
        return True
    return over and old.all(marks=False) == others and not notes
