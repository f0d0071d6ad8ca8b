"""Why they left and when, whose hands it was in, and whether it was guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from typing_extensions import override

from playbook.model.types.choice import Chosen
from playbook.stats.answers import UNKNOWN, Answers
from playbook.stats.figure import Figure
from playbook.stats.kinds import Share, Tally, bar, in_order, whole_bar
from playbook.stats.panel import NOT_GIVEN, Heading, Number, Row, missing, part

_HANDS = {"mine": "Mostly mine", "shared": "Some of each", "theirs": "Not mine"}
"""Whose hands it was in, with words for where no entry has any."""

_MOST_MISSES = 5
_MOST_QUARTERS = 12
"""Three years: what is further back is one row."""


@dataclass
class Reasons(Figure):
    """Why they left, with the finer reasons beneath each."""

    name, title = "reasons", "Why they left"
    questions = ("reason",)
    tally: Tally = field(default_factory=Tally)

    @override
    def add(self, answers: Answers) -> None:
        reason = answers.choice("reason")
        self.tally.add(reason)
        if reason:
            self.basis.labels.read("reason", reason, answers.label("reason"))

    @property
    @override
    def heading(self) -> Heading:
        return Heading(self.title, self.tally.known)

    @override
    def numbers(self) -> Iterator[Number]:
        yield from self.tally.answers(lambda key: self.basis.labels.of("reason", key))
        yield from self.tally.rest("I do not know")


@dataclass
class Quarters(Figure):
    """Losses by the quarter in which their walk began.

    Attributes:
        counts: How many, by the number of the quarter since the year 0.
        undated: How many have no date that can be read.
    """

    name, title = "quarters", "When"
    questions = ()
    counts: Counter[int] = field(default_factory=Counter)
    undated: int = 0

    @override
    def add(self, answers: Answers) -> None:
        if begun := answers.begun:
            self.counts[4 * begun.year + (begun.month - 1) // 3] += 1
        else:
            self.undated += 1

    @property
    @override
    def heading(self) -> Heading:
        return Heading(self.title, f"{self.counts.total() + self.undated} in all")

    @override
    def numbers(self) -> Iterator[Number]:
        n = self.counts.total() + self.undated
        shown = self._without_gaps()
        if earlier := sum(entries for quarter, entries in self.counts.items() if quarter not in shown):
            yield Number(Row("Earlier", str(earlier)))
        whole = whole_bar(map(self.counts.__getitem__, shown))
        for quarter in sorted({*self.counts, *shown}):
            year, place, entries = f"{quarter // 4:04}", quarter % 4 + 1, self.counts[quarter]
            key = f"{year}-Q{place}"
            yield Number(
                bar(f"{year}, quarter {place}", entries, whole) if quarter in shown else None,
                part(key, entries, n, key) if entries else None,
            )
        yield missing("(no date)", "Without a date", self.undated, n)

    def _without_gaps(self) -> range:
        """Return the last quarters, those without a loss too, from the first of them that has one."""
        if not self.counts:
            return range(0)
        last = max(self.counts)
        first = min(quarter for quarter in self.counts if quarter > last - _MOST_QUARTERS)
        return range(first, last + 1)


@dataclass
class Control(Figure):
    """Whose hands it was in.

    The walk does not ask it where the reason is unknown; those stand apart from those who skipped it.
    """

    name, title = "control", "Whose hands it was in"
    questions = ("control", "reason")
    hands: Tally = field(
        default_factory=lambda: Tally(Counter(dict.fromkeys(map(Chosen, _HANDS), 0)), ranked=False)
    )

    @override
    def add(self, answers: Answers) -> None:
        hand = answers.choice("control")
        if hand and hand.slug in _HANDS:
            self.hands.counts[Chosen(hand.slug) if hand.detail else hand] += 1
            self.basis.labels.read("control", hand, answers.label("control"))
        elif answers.slug("reason") == UNKNOWN:
            self.hands.unknown += 1
        else:
            self.hands.not_given += 1

    @property
    def partly_mine(self) -> Share:
        """Those mostly in one's own hands or shared, of those where it is known."""
        counts = self.hands.counts
        return Share(counts[Chosen("mine")] + counts[Chosen("shared")], self.hands.n)

    @property
    @override
    def heading(self) -> Heading:
        return Heading(self.title, self.hands.known)

    @override
    def numbers(self) -> Iterator[Number]:
        labels = self.basis.labels
        partly, cell, _ = self.partly_mine.number("mine_or_shared", "Mostly or partly mine")
        shown = [
            *self.hands.answers(lambda key: labels.of("control", key, _HANDS[key])),
            Number(partly and partly._replace(size=None)),
            *self.hands.rest("Reason not known"),
        ]
        # Where nothing is known there is nothing to see.
        yield from shown if partly else (number._replace(row=None) for number in shown)
        yield Number(cell=cell)


@dataclass
class Guess(Figure):
    """How often the guess before the call was the reason, whatever the detail.

    A guess or a reason of somebody who does not know is neither right nor wrong.

    Attributes:
        wrong: How often each guess was another reason: `price>value`.
        not_given: How many lack the one or the other.
    """

    name, title = "guess", "How it went"
    questions = ("my_guess", "reason")
    right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    unknown: int = 0
    not_given: int = 0

    @override
    def add(self, answers: Answers) -> None:
        guess, reason = answers.choice("my_guess"), answers.choice("reason")
        if not guess or not reason:
            self.not_given += 1
        elif UNKNOWN in (guess.slug, reason.slug):
            self.unknown += 1
        elif guess.slug == reason.slug:
            self.right += 1
        else:
            self.wrong[f"{guess.slug}>{reason.slug}"] += 1
            for question, chosen in (("my_guess", guess), ("reason", reason)):
                self.basis.labels.read(question, chosen, answers.label(question))

    @property
    def share(self) -> Share:
        """Guesses that name the reason, of those where both are known."""
        return Share(self.right, self.right + self.wrong.total())

    @override
    def numbers(self) -> Iterator[Number]:
        known = self.share.n
        yield self.share.number("right", "Your guess was the reason")
        misses = Heading("What you guessed, then what it was", f"{known} known")
        wrong, whole = in_order(self.wrong), whole_bar(self.wrong.values())
        for place, (pair, entries) in enumerate(wrong):
            label = self._called(pair)
            row = bar(label, entries, whole) if place < _MOST_MISSES else None
            yield Number(row, part(pair, entries, known, label), misses)
        if others := sum(entries for _, entries in wrong[_MOST_MISSES:]):
            yield Number(Row("Others", str(others)), heading=misses)
        n = known + self.unknown + self.not_given
        for number in (
            missing("unknown", "Guess or reason not known", self.unknown, n),
            missing(NOT_GIVEN, "Guess or reason not answered", self.not_given, n),
        ):
            yield number if known else number._replace(row=None)

    def _called(self, pair: str) -> str:
        guess, _, reason = pair.partition(">")
        labels = self.basis.labels
        return f"{labels.of('my_guess', guess)}, then {labels.of('reason', reason)}"
