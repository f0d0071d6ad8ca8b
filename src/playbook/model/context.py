"""What is known at a point of a walk: the answers so far, and whose walk it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook import dates
from playbook.language import in_files
from playbook.model.conditions import Table, When, tables
from playbook.model.texts import Slot, filled

if TYPE_CHECKING:
    from playbook.model.types.figures import FiguresQuestion
    from playbook.model.types.question import Question

NAMES = ("client", "me", "today")
"""What a text can name besides the answers."""

YOUR_NAME = {
    "en": "[your name]",
    "it": "[il tuo nome]",
    "pt": "[seu nome]",
    "pt-PT": "[o nome de quem escreve]",
}
"""The blank that a letter shows for `{me}` while no name is configured."""


class Given(NamedTuple):
    """An answer that counts, with the question it answers."""

    question: Question
    value: Any


def _no_figures(_question: FiguresQuestion, _same: Given | None) -> str:
    return ""


class Context(NamedTuple):
    """What is known when a question is asked.

    Attributes:
        today: The day of this session.
        client: The client's name; None in a walk about no client.
        me: The person's name as configured; empty if none is.
        currency: The configured currency of amounts without one, as three letters; empty if there is none.
        language: The playbook's language, for days in words.
        answers: The answers that count, by question id.
        figures: Returns the words for figures of the journal, as a question wants them, of walks that have an
            answer in common; empty where there is nothing to show. Read only when asked for.
        currencies: Returns the currencies of the amounts in the journal, the one used last first; read only
            when asked for.
        asked_for: The id of the one question that somebody asked for by its name; empty if none.
    """

    today: date
    client: str | None = None
    me: str = ""
    currency: str = ""
    language: str = "en"
    answers: Mapping[str, Given] = MappingProxyType({})
    figures: Callable[[FiguresQuestion, Given | None], str] = _no_figures
    currencies: Callable[[], Iterable[str]] = tuple
    asked_for: str = ""

    def holds(self, when: When | None) -> bool:
        """Tell whether a condition holds; no condition always does."""
        return when is None or any(map(self._hold, tables(when)))

    def _hold(self, table: Table) -> bool:
        return all(test.passes(self.answers.get(name)) for name, test in table.items())

    def filled(self, text: str) -> str:
        """Fill a text that is not a letter: every answer on one line."""
        return filled(text, lambda slot: " ".join(self._words(slot, "").split()))

    def letter(self, text: str, brackets: Mapping[int, str] = MappingProxyType({})) -> str:
        """Fill a letter: answers keep their lines, and a name that is not configured stays a blank.

        Args:
            text: The letter.
            brackets: What to put in the place of brackets that an answer brings in.
        """
        return filled(
            text.strip("\n"), lambda slot: self._words(slot, in_files(YOUR_NAME, self.language), brackets)
        )

    def in_full(self, day: date) -> str:
        """Say a day in full, in the playbook's language."""
        return dates.in_full(day, self.today, self.language)

    def _words(self, slot: Slot, no_name: str, brackets: Mapping[int, str] = MappingProxyType({})) -> str:
        """Return what fills a slot.

        Args:
            slot: The slot.
            no_name: What stands in for a name that is not configured, where the text says nothing.
            brackets: What to put in the place of brackets in the person's own words.
        """
        stand_in = no_name if slot.name == "me" and slot.words is None else slot.words or ""
        said = self._said(slot.name)
        return said.translate(brackets) if said else stand_in

    def _said(self, name: str) -> str:
        match name:
            case "client":
                return self.client or ""
            case "today":
                return self.in_full(self.today)
            case "me":
                return self.me
        given = self.answers.get(name)
        return given.question.shown(given.value, self) if given else ""
