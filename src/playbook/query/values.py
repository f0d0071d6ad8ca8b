"""Whether an answer is the one that is meant, told from the line it stands on alone."""

from __future__ import annotations

import re
from decimal import Decimal

from playbook.written import BEHIND, SKIPPED, UNFINISHED

_SLUG = r"[a-z][a-z0-9_]*"
_CHOICE = re.compile(rf"({_SLUG})(?:\.{_SLUG})?")
_CHOICES = re.compile(rf"{_SLUG}(?:, *{_SLUG})+")
_SCORECARD = re.compile(rf"(\d{{1,3}}) ({_SLUG})(?: — .*)?", re.ASCII)
_DRAFT = re.compile(r"(sent) \d{4}-\d\d-\d\d", re.ASCII)
_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(?: ?([A-Za-z]{3}))?", re.ASCII)


class Value:
    """What an answer should be, as somebody typed it.

    Without knowing the question's type: a choice is meant by its slug, with its detail or without; one of
    several choices by its own; a scorecard by its band or its points; a draft by its state; a number and
    an amount of money by what they amount to, the amount with its currency or without; anything else by
    all that stands on its line, whatever the case. `(skipped)` and `(unfinished)` mean just that.

    Args:
        words: Such as `price`, `price.rate_rise`, `7`, `1200`, `sent`, `yes`.
    """

    def __init__(self, words: str) -> None:
        self.words = " ".join(words.split()).casefold()
        self._number = _number(self.words)

    def is_in(self, head: str) -> bool:
        """Tell whether the answer that stands on a line is meant.

        Args:
            head: What stands on the line of the id, without blanks at its ends.
        """
        folded = head.casefold()
        if folded == self.words:
            return True
        if not self.words or head in (SKIPPED, UNFINISHED):
            return False
        if self._number is not None and (found := _number(folded)):
            return self._amounts_to(found)
        named = folded.partition(BEHIND)[0].strip()
        if named == self.words and _CHOICE.fullmatch(named):
            return True
        return self._is_part(named, folded)

    def _is_part(self, named: str, folded: str) -> bool:
        if found := _CHOICE.fullmatch(named):
            return found[1] == self.words
        if _CHOICES.fullmatch(named):
            return self.words in named.replace(" ", "").split(",")
        if found := _SCORECARD.fullmatch(folded):
            return self.words == found[2] or self._number == (Decimal(found[1]), None)
        found = _DRAFT.fullmatch(folded)
        return found is not None and found[1] == self.words

    def _amounts_to(self, found: tuple[Decimal, str | None]) -> bool:
        number, currency = found
        wanted, wanted_currency = self._number or (None, None)
        return number == wanted and wanted_currency in (None, currency)


def _number(folded: str) -> tuple[Decimal, str | None] | None:
    found = _NUMBER.fullmatch(folded)
    return (Decimal(found[1]), found[2]) if found else None
