"""How it went: what was heard, put right, asked for and won back, and what somebody wants to change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from typing_extensions import override

from playbook.dates import month_in_full
from playbook.language import N_, _
from playbook.stats.answers import AMENDS, HEARD, STAYING, EntryAnswers, stayed
from playbook.stats.figure import Basis, Entries, Figure
from playbook.stats.kinds import Share, median_number
from playbook.stats.panel import NOT_GIVEN, Cell, Number, PanelRow, in_figures, missing, part

_WENT = N_("How it went")
_MIDDLE = N_("Median")

_LOOK_BACK = timedelta(days=90)
"""How long after the call the walk asks how it ended."""

_MOST_CHANGES = 15

_PAID = ("invoice_paid", "invoice_paid_later")


def _is_heard(answers: EntryAnswers) -> bool:
    """Return whether the client said why, at the first try or at the second."""
    return answers.slug("call_outcome") in HEARD or answers.slug("second_outcome") in HEARD


class Heard(Figure):
    """How many clients said why."""

    name, title = "heard", _WENT
    questions = ("call_outcome", "second_outcome")

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        yield Share.of(map(_is_heard, entries)).number("why", _("They told you why"))


class Promises(Figure):
    """Promises broken, said or unsaid: where it is said what the client could expect; and those put right."""

    name, title = "promises", _WENT
    questions = ("promise", "offer", AMENDS, "callback_on", "call_again_on")

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        broken = [one for one in entries if one.is_given("promise")]
        yield Share(len(broken), len(entries)).number("broken", _("A promise was broken"))
        yield Share.of(map(_is_put_right, broken)).number("repaired", _("Of these, put right"))


def _is_put_right(answers: EntryAnswers) -> bool:
    """Tell whether what was owed was delivered: offered, and its follow-up ticked."""
    day = answers.day(AMENDS)
    if not day or answers.slug("offer") != "repair":
        return False
    ticks = [is_ticked for due, is_ticked in answers.boxes if due == day]
    # Of one day they stand in the order in which the walk asks for them, and a call comes before.
    calls = [answers.day(question) for question in ("callback_on", "call_again_on")].count(day)
    return any(ticks[calls : calls + 1])


class Referrals(Figure):
    """Favours asked, where the walk offers it: parted well enough, nothing unpaid, and they said why.

    Where an invoice stood in the way, it is offered once that is paid.
    """

    name, title = "referrals", _WENT
    questions = (
        *Heard.questions,
        *("terms", "loose_ends", *_PAID, "referral", "referral_later", "introductions"),
    )

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        offered = [
            one
            for one in entries
            if one.slug("terms") in ("good", "mixed")
            and ("invoice" not in one.choices("loose_ends") or any(map(one.says_yes, _PAID)))
            and _is_heard(one)
        ]
        asked = [one for one in offered if one.sent_on("referral") or one.sent_on("referral_later")]
        yield Share(len(asked), len(offered)).number("asked", _("You asked for an introduction"))
        came = [times for one in asked if (times := one.number("introductions")) is not None]
        total, n = sum(came, Decimal(0)), len(came)
        came_of_it = _("{total} from {n}", total=in_figures(total), n=n)
        row = PanelRow(_("Introductions that came of it"), came_of_it) if came else None
        yield Number(row, Cell("introductions", total, n))
        yield Number(cell=part(NOT_GIVEN, len(asked) - n, len(asked)))


class Stayed(Figure):
    """Clients who stayed after all, of those where it is decided."""

    name, title = "stayed", _WENT
    questions = STAYING
    of_losses = False

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        staying = [stayed(one) for one in entries if stayed(one) or one.slug("door_now") == "settled"]
        yield Share.of(staying).number("stays", _("They stayed after all"))
        is_open = sum(one.slug("door_now") == "open" and not stayed(one) for one in entries)
        yield missing("open", _("Still open whether they stay"), is_open, len(staying) + is_open)


class Recovery(Figure):
    """What came back, of the losses past their 90 days that say how it ended.

    The days count from the call, as in the walk, or from the news where no call was set.
    """

    name, title = "recovery", _WENT
    questions = ("callback_on", "outcome")

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        latest = entries.basis.today - _LOOK_BACK
        starts = ((one.day("callback_on") or one.begun, one) for one in entries)
        outcomes = [one.slug("outcome") for start, one in starts if start and start <= latest]
        came_back = Share.of(outcome in ("returned", "partial") for outcome in outcomes if outcome)
        yield came_back.number("came_back", _("Came back, after 90 days"))
        silent = outcomes.count("")
        yield missing(NOT_GIVEN, _("After 90 days, not looked at again"), silent, len(outcomes))


class KeptChanges(Figure):
    """Changes that were kept, of those looked at again, whichever walk they were named in."""

    name, title = "kept", _WENT
    questions = ("change_kept",)
    of_losses = False

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        replies = [one.says_yes("change_kept") for one in entries if one.slug("change_kept")]
        yield Share.of(replies).number("kept", _("You kept the change"))


class Fit(Figure):
    """How good a fit they were."""

    name, title = "fit", _MIDDLE
    questions = ("fit",)

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        points = [card.points for one in entries if (card := one.scored("fit"))]
        yield median_number("median", _("The fit, of 100"), points)


class Runway(Figure):
    """How many months the money lasts that is set aside; where it never ends stands apart."""

    name, title = "runway", _MIDDLE
    questions = ("runway",)
    # It says what somebody has.
    can_be_shared = False

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        found = [runway for one in entries if (runway := one.runway("runway"))]
        months = [runway.months for runway in found if runway.day]
        yield median_number("months", _("Months your money lasts"), months)
        yield missing("none", _("It doesn't run out"), len(found) - len(months), len(found))


class Days(Figure):
    """How long it took from the news to the call, once it was tried, and to the day the closing was sent."""

    name, title = "days", _MIDDLE
    questions = ("callback_on", "call_outcome", "closing")

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        tried = [one for one in entries if one.is_given("call_outcome")]
        call = _days((one.begun, one.day("callback_on")) for one in tried)
        yield median_number("call", _("Days from the news to the call"), call)
        closing = _days((one.begun, one.sent_on("closing")) for one in entries)
        yield median_number("closing", _("Days from the news to the closing"), closing)


def _days(spans: Iterable[tuple[date | None, date | None]]) -> list[int]:
    """Return the days of each span; those that run backwards, by a slip, are left out."""
    return [(end - start).days for start, end in spans if start and end and start <= end]


class Sting(Figure):
    """The change from the first sting to the one after 90 days; less is below zero."""

    name, title = "sting", _MIDDLE
    questions = ("sting", "sting_now")

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        stings = ((one.number("sting"), one.number("sting_now")) for one in entries)
        changes = [now - then for then, now in stings if then is not None and now is not None]
        yield median_number("change", _("The sting, after 90 days"), changes, _against_then)


def _against_then(change: Decimal) -> str:
    if not change:
        return _("the same")
    number = in_figures(abs(change))
    return _("{number} less", number=number) if change < 0 else _("{number} more", number=number)


class Changes(Figure):
    """The changes somebody wanted to make, in their words, whichever walk they were named in."""

    name, title = "changes", N_("Changes")
    # The one after a loss or another walk, the other in a review.
    questions = ("change", "rule")
    of_losses = False
    is_numbers = False
    can_be_shared = False

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        named = [
            (one.begun, one.head(question))
            for one in entries
            for question in self.questions
            if one.is_given(question) and one.head(question)
        ]
        named.sort(key=lambda change: change[0] or date.min)
        for day, words in named[-_MOST_CHANGES:]:
            yield Number(sentence=_wrote(day, words, entries.basis))


def _wrote(day: date | None, words: str, basis: Basis) -> str:
    if day is None:
        return _("Once you wrote: {words}", words=words)
    month = month_in_full(day, basis.today, basis.language)
    return _("In {month} you wrote: {words}", month=month, words=words)
