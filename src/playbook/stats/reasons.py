"""Why they left and when, how much was in your hands, and whether it was guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from typing_extensions import override

from playbook.language import N_, _, ngettext
from playbook.model.types.choice import Chosen
from playbook.stats.answers import UNKNOWN, EntryAnswers
from playbook.stats.figure import Entries, Figure
from playbook.stats.kinds import Share, Tally, bar, in_order, whole_bar
from playbook.stats.panel import NOT_GIVEN, Heading, Number, PanelRow, missing, part, under

_HANDS = {"mine": N_("Most of it"), "shared": N_("Some of it"), "theirs": N_("None of it")}
"""How much was in your hands, with words for where no entry has any."""

_NO_DATE = "(no date)"
_MOST_MISSES = 5
_MOST_QUARTERS = 12
"""Three years: what is further back is one row."""


class Reasons(Figure):
    """Why they left, with the finer reasons beneath each."""

    name, title = "reasons", N_("Why they left")
    questions = ("reason",)

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        tally = Tally(one.choice("reason") for one in entries)
        heading = tally.heading(_(self.title))
        yield from under(heading, tally.answers(lambda key: entries.label("reason", key)))
        yield from under(heading, tally.rest(_("I don't know")))


class Quarters(Figure):
    """Losses by the quarter in which their walk began."""

    name, title = "quarters", N_("When")
    questions = ()

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        # By the number of the quarter since the year 0.
        counts = Counter(4 * day.year + (day.month - 1) // 3 for one in entries if (day := one.begun))
        n = len(entries)
        heading = Heading(_(self.title), _("{n} in all", n=n))
        shown = _without_gaps(counts)
        if earlier := sum(times for quarter, times in counts.items() if quarter not in shown):
            yield Number(PanelRow(_("Earlier"), str(earlier)), heading=heading)
        whole = whole_bar(map(counts.__getitem__, shown))
        for quarter in sorted({*counts, *shown}):
            year, place, times = f"{quarter // 4:04}", quarter % 4 + 1, counts[quarter]
            label = _("{year}, quarter {quarter}", year=year, quarter=place)
            row = bar(label, times, whole) if quarter in shown else None
            key = f"{year}-Q{place}"
            yield Number(row, part(key, times, n, key) if times else None, heading)
        yield missing(_NO_DATE, _("Without a date"), n - counts.total(), n)._replace(heading=heading)


def _without_gaps(quarters: Counter[int]) -> range:
    """Return the last quarters, those without a loss too, from the first of them that has one."""
    last = max(quarters, default=0)
    first = min((one for one in quarters if one > last - _MOST_QUARTERS), default=1)
    return range(first, last + 1)


class Control(Figure):
    """How much was in your hands.

    The walk does not ask it where the reason is unknown; those stand apart from those who skipped it.
    """

    name, title = "control", N_("How much was in your hands")
    questions = ("control", "reason")

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        hands = Tally(map(_hands, entries), tuple(_HANDS))
        both = Share(hands.counts["mine"] + hands.counts["shared"], hands.n)
        whole = both.number("mine_or_shared", _("Most or some of it"))
        shown = [
            *hands.answers(lambda key: entries.label("control", key, _(_HANDS[key]))),
            Number(whole.row and whole.row._replace(size=None)),
            *hands.rest(_("Reason not known")),
        ]
        yield from under(hands.heading(_(self.title)), shown, are_seen=whole.row is not None)
        yield Number(cell=whole.cell)


def _hands(answers: EntryAnswers) -> Chosen | None:
    hand = answers.slug("control")
    if hand not in _HANDS:
        hand = UNKNOWN if answers.slug("reason") == UNKNOWN else ""
    return Chosen(hand) if hand else None


class Guess(Figure):
    """How often the guess before the call was the reason, whatever the detail.

    A guess or a reason of somebody who does not know is neither right nor wrong.
    """

    name, title = "guess", N_("How it went")
    questions = ("my_guess", "reason")

    @override
    def is_known(self, answers: EntryAnswers) -> bool:
        return not {"", UNKNOWN} & {answers.slug(name) for name in self.questions}

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        unknown = not_given = 0
        wrong: dict[str, int] = {}
        guesses: Counter[str] = Counter()
        hits: Counter[str] = Counter()
        pairs = Counter((one.slug("my_guess"), one.slug("reason")) for one in entries)
        for (guess, reason), times in pairs.items():
            if not guess or not reason:
                not_given += times
                continue
            if UNKNOWN in (guess, reason):
                unknown += times
                continue
            guesses[guess] += times
            if guess == reason:
                hits[guess] += times
            else:
                wrong[f"{guess}>{reason}"] = times
        known = Share(hits.total(), guesses.total())
        yield known.number("right", _("Your guess was the reason"))
        yield from _misses(wrong, known.n, entries)
        rest = (
            missing("unknown", _("Guess or reason not known"), unknown, len(entries)),
            missing(NOT_GIVEN, _("Guess or reason not answered"), not_given, len(entries)),
        )
        yield from under(Heading(_(self.title)), rest, are_seen=known.n > 0)
        for guess, times in in_order(guesses)[:_MOST_MISSES]:
            said = _guessed(entries.label("my_guess", guess), times)
            yield Number(sentence=f"{said} {_came_true(hits[guess], times)}")


class Hindsight(Figure):
    """How often the reason is another one after ninety days, whatever the detail."""

    name, title = "hindsight", N_("How it went")
    questions = ("reason", "reason_now")

    @override
    def numbers(self, entries: Entries) -> Iterator[Number]:
        pairs = [(one.slug("reason"), now) for one in entries if (now := one.slug("reason_now"))]
        known = [then != now for then, now in pairs if then and UNKNOWN not in (then, now)]
        yield Share.of(known).number("changed", _("After 90 days you see another reason"))
        unknown = len(pairs) - len(known)
        yield missing("unknown", _("Reason not known, then or now"), unknown, len(pairs))


def _guessed(label: str, times: int) -> str:
    if times == 2:
        return _("You guessed “{label}” twice.", label=label)
    return ngettext("You guessed “{label}” once.", "You guessed “{label}” {n} times.", times, label=label)


def _came_true(hits: int, times: int) -> str:
    if not hits:
        return _("It was something else.") if times == 1 else _("It was something else each time.")
    if hits == times:
        return _("It was that.") if times == 1 else _("It was that each time.")
    return (
        _("It was that twice.")
        if hits == 2
        else ngettext("It was that once.", "It was that {n} times.", hits)
    )


def _misses(wrong: Mapping[str, int], known: int, entries: Entries) -> Iterator[Number]:
    """Yield the guesses that were wrong, each with the reason it was: `price>value`."""
    heading = Heading(_("What you guessed, then what it was"), _("{n} known", n=known))
    misses, whole = in_order(wrong), whole_bar(wrong.values())
    for place, (pair, times) in enumerate(misses):
        guess, _arrow, reason = pair.partition(">")
        label = _(
            "{guess}, then {reason}",
            guess=entries.label("my_guess", guess),
            reason=entries.label("reason", reason),
        )
        row = bar(label, times, whole) if place < _MOST_MISSES else None
        yield Number(row, part(pair, times, known, label), heading)
    if others := sum(times for _, times in misses[_MOST_MISSES:]):
        yield Number(PanelRow(_("Others"), str(others)), heading=heading)
