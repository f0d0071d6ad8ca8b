"""Which entries are losses, and their answers question by question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeAlias, TypeVar

from playbook.stats.answers import SKIPPED, begun_on, slug

PLAYBOOK = "lost"

COUNTED = (
    *("sting", "callback_on", "monthly_value", "my_guess", "call_outcome", "second_outcome", "reason"),
    *("control", "loose_ends", "offer", "terms", "referral", "fit", "closing"),
    *("sting_now", "outcome", "introductions"),
)
"""The questions whose answers are counted."""

TEXTS = ("promise",)
"""Questions of which it is counted whether they have an answer, whatever that says."""

_ASKED = COUNTED + TEXTS

WISHES = ("change", "rule")
"""What somebody wanted to change: after a loss or another walk, and in a review."""


Answers: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]
"""Answers by question id, each as it stands on its line; of several to one question the last counts."""

Record: TypeAlias = tuple[Mapping[str, str], Answers]
"""An entry as far as figures look at it: its front matter, and its answers."""

Read = TypeVar("Read")


class Gathered(NamedTuple):
    """What is kept of some entries.

    Attributes:
        columns: For each question whose answers are counted, that of every loss, as it stands on its line.
        begun: The day on which each loss was begun, if that can be read.
        wishes: What somebody wanted to change, in any entry, each behind the day it was begun.
    """

    columns: Sequence[Sequence[str]]
    begun: Sequence[date | None]
    wishes: Sequence[tuple[date | None, str]]


def gathered(records: Iterable[Record], others: Collection[str] = ()) -> Gathered:
    """Go through entries for the losses.

    A reason alone makes no loss: another playbook may well ask for the reason of something else.

    Args:
        records: Entries of any playbook.
        others: Names of playbooks besides `lost` whose entries are losses too, where they hold a reason.
    """
    rows: list[tuple[str, ...]] = []
    days: list[date | None] = []
    wishes: list[tuple[date | None, str]] = []
    nothing = dict.fromkeys(_ASKED, SKIPPED)
    # All of an entry is taken while it is at hand: going through thousands of them again, once for
    # every question, takes three times as long.
    for front, said in records:
        answers = nothing.copy()
        answers.update(said)
        begun = begun_on(front.get("started", ""))
        if len(answers) > len(nothing):
            wishes += [(begun, answers[name]) for name in WISHES if name in answers]
        playbook = front.get("playbook")
        if playbook == PLAYBOOK or (playbook in others and slug(answers["reason"])):
            # In the order of the questions, whatever else there is behind them.
            rows.append(tuple(answers.values())[: len(_ASKED)])
            days.append(begun)
    return Gathered(list(zip(*rows, strict=True)) or [()] * len(_ASKED), days, wishes)


class Losses:
    """The entries about clients who left, however far they are; see `gathered`.

    Args:
        shares: What was gathered of them, share by share.

    Attributes:
        begun: The day on which each was begun, if that can be read.
        wishes: What somebody wanted to change, in any entry, each behind the day it was begun.
    """

    def __init__(self, shares: Iterable[Gathered]) -> None:
        columns, begun, wishes = zip(*shares, strict=True)
        self._columns: dict[str, Sequence[str]] = {
            name: list(chain.from_iterable(parts))
            for name, parts in zip(_ASKED, zip(*columns, strict=True), strict=True)
        }
        self.begun: list[date | None] = list(chain.from_iterable(begun))
        self.wishes: list[tuple[date | None, str]] = list(chain.from_iterable(wishes))

    def __len__(self) -> int:
        return len(self.begun)

    def lines(self, name: str) -> Sequence[str]:
        """Give the answer of every loss to a question, as it stands on its line."""
        return self._columns[name]

    def alike(self, *names: str) -> Iterable[tuple[tuple[str, ...], int]]:
        """Give every different set of answers to some questions, and how many losses have it.

        Thousands of entries have few different answers, so what is made of them is made a few times.
        """
        return Counter(zip(*map(self.lines, names), strict=True)).items()

    def read(self, name: str, read: Callable[[str], Read]) -> Iterator[Read]:
        """Give what is read of the answer of every loss to a question, in the order of the losses.

        Args:
            name: The question.
            read: Reads a line. Each different one is read once.
        """
        lines = self._columns[name]
        return map({line: read(line) for line in set(lines)}.__getitem__, lines)
