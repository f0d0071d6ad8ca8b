"""How it went: what was heard, put right, asked for and won back, and what somebody wants to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from typing_extensions import override

from playbook.stats.answers import Answers
from playbook.stats.figure import Figure
from playbook.stats.kinds import Median, Share
from playbook.stats.panel import NOT_GIVEN, Cell, Number, Row, missing, part, plainly

_WENT = "How it went"
_MIDDLE = "Half were above, half below"

_LOOK_BACK = timedelta(days=90)
"""How long after the call the walk asks how it ended."""

_HEARD = ("talked", "wrote")
"""Outcomes of a call in which the client said why."""

_MOST_CHANGES = 15


def _is_heard(answers: Answers) -> bool:
    """Return whether the client said why, at the first try or at the second."""
    return answers.slug("call_outcome") in _HEARD or answers.slug("second_outcome") in _HEARD


@dataclass
class Heard(Figure):
    """How many clients said why."""

    name, title = "heard", _WENT
    questions = ("call_outcome", "second_outcome")
    why: Share = field(default_factory=Share)

    @override
    def add(self, answers: Answers) -> None:
        self.why.add(_is_heard(answers))

    @override
    def numbers(self) -> Iterator[Number]:
        yield self.why.number("why", "They told you why")


@dataclass
class Promises(Figure):
    """Promises broken, said or unsaid.

    Attributes:
        broken: The losses that say what the client had a right to expect, of all.
        repaired: Those whose offer is to put it right, of them.
    """

    name, title = "promises", _WENT
    questions = ("promise", "offer")
    broken: Share = field(default_factory=Share)
    repaired: Share = field(default_factory=Share)

    @override
    def add(self, answers: Answers) -> None:
        is_broken = answers.is_given("promise")
        self.broken.add(is_broken)
        if is_broken:
            self.repaired.add(answers.slug("offer") == "repair")

    @override
    def numbers(self) -> Iterator[Number]:
        yield self.broken.number("broken", "A promise was broken")
        yield self.repaired.number("repaired", "Of these, put right")


@dataclass
class Referrals(Figure):
    """Favours asked, where the walk offers it: parted well enough, nothing unpaid, and they said why.

    Attributes:
        asked: Referrals sent, of those.
        introductions: How many introductions came of them.
        answered: For how many of those asked it is known.
    """

    name, title = "referrals", _WENT
    questions = (*Heard.questions, "terms", "loose_ends", "referral", "introductions")
    asked: Share = field(default_factory=Share)
    introductions: Decimal = Decimal(0)
    answered: int = 0

    @override
    def add(self, answers: Answers) -> None:
        is_good = answers.slug("terms") in ("good", "mixed")
        if not is_good or "invoice" in answers.choices("loose_ends") or not _is_heard(answers):
            return
        is_sent = answers.sent_on("referral") is not None
        self.asked.add(is_sent)
        came = answers.number("introductions")
        if is_sent and came is not None:
            self.answered += 1
            self.introductions += came

    @override
    def numbers(self) -> Iterator[Number]:
        yield self.asked.number("asked", "You asked for an introduction")
        came = f"{plainly(self.introductions)} from {self.answered}"
        row = Row("Introductions that came of it", came) if self.answered else None
        yield Number(row, Cell("introductions", self.introductions, self.answered))
        yield Number(cell=part(NOT_GIVEN, self.asked.part - self.answered, self.asked.part))


@dataclass
class Recovery(Figure):
    """What came back, of all losses past their 90 days, whether or not they say how it ended.

    The days count from the call, as in the walk, or from the news where no call was set.

    Attributes:
        came_back: Clients who returned, or some of whose work did.
        not_given: How many past their 90 days do not say how it ended.
    """

    name, title = "recovery", _WENT
    questions = ("callback_on", "outcome")
    came_back: Share = field(default_factory=Share)
    not_given: int = 0

    @override
    def add(self, answers: Answers) -> None:
        start = answers.day("callback_on") or answers.begun
        if start and start <= self.basis.today - _LOOK_BACK:
            outcome = answers.slug("outcome")
            self.came_back.add(outcome in ("returned", "partial"))
            self.not_given += not outcome

    @override
    def numbers(self) -> Iterator[Number]:
        yield self.came_back.number("came_back", "Came back, after 90 days")
        yield missing(NOT_GIVEN, "After 90 days, not looked back on", self.not_given, self.came_back.n)


@dataclass
class Fit(Figure):
    """How good a fit they were."""

    name, title = "fit", _MIDDLE
    questions = ("fit",)
    points: Median = field(default_factory=Median)

    @override
    def add(self, answers: Answers) -> None:
        if card := answers.scored("fit"):
            self.points.append(card.points)

    @override
    def numbers(self) -> Iterator[Number]:
        yield self.points.number("median", "The fit, of 100", plainly)


@dataclass
class Days(Figure):
    """How long it took from the news to the day set for the call, and to the day the closing was sent.

    Days that run backwards, by a slip, are left out.
    """

    name, title = "days", _MIDDLE
    questions = ("callback_on", "closing")
    call: Median = field(default_factory=Median)
    closing: Median = field(default_factory=Median)

    @override
    def add(self, answers: Answers) -> None:
        begun, called, closed = answers.begun, answers.day("callback_on"), answers.sent_on("closing")
        if begun and called and begun <= called:
            self.call.append((called - begun).days)
        if begun and closed and begun <= closed:
            self.closing.append((closed - begun).days)

    @override
    def numbers(self) -> Iterator[Number]:
        yield self.call.number("call", "Days from the news to the call", plainly)
        yield self.closing.number("closing", "Days from the news to the closing", plainly)


@dataclass
class Sting(Figure):
    """The change from the first sting to the one after 90 days; less is below zero."""

    name, title = "sting", _MIDDLE
    questions = ("sting", "sting_now")
    change: Median = field(default_factory=Median)

    @override
    def add(self, answers: Answers) -> None:
        before, after = answers.number("sting"), answers.number("sting_now")
        if before is not None and after is not None:
            self.change.append(after - before)

    @override
    def numbers(self) -> Iterator[Number]:
        yield self.change.number("change", "The sting, after 90 days", _against_then)


def _against_then(change: Decimal) -> str:
    if not change:
        return "the same"
    return f"{plainly(abs(change))} {'less' if change < 0 else 'more'}"


@dataclass
class Changes(Figure):
    """The changes somebody wanted to make, in their words, whichever walk they were named in."""

    name, title = "changes", "What you wanted to change"
    # The one after a loss or another walk, the other in a review.
    questions = ("change", "rule")
    of_losses = False
    is_numbers = False
    can_be_shared = False
    named: list[tuple[date | None, str]] = field(default_factory=list)

    @override
    def add(self, answers: Answers) -> None:
        for question in self.questions:
            if answers.is_given(question) and (words := answers.head(question)):
                self.named.append((answers.begun, words))

    @override
    def numbers(self) -> Iterator[Number]:
        last = sorted(self.named, key=lambda change: change[0] or date.min)[-_MOST_CHANGES:]
        yield from (Number(Row(str(day) if day else "No date", words)) for day, words in last)
