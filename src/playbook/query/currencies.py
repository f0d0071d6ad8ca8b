"""The currencies that amounts in the journal are in."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.invalid import InvalidAnswer
from playbook.journal.folder import Journal
from playbook.model.types import money


def currencies(journal: Journal) -> Iterator[str]:
    """Yield the currency of each amount in the journal, that of the entry saved last first."""
    for entry in journal.latest_first():
        for answer in reversed(list(entry.answers.values())):
            head = answer.head
            try:
                amount = money.parse(head)
            except InvalidAnswer:
                continue
            if str(amount) == head:  # A text may begin with a number too.
                yield amount.currency
