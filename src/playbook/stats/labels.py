"""The words of figures taken from a playbook rather than from entries.

Behind a choice in an entry stands what was read when it was made; but anybody may have added to it by hand,
a client's name as well. A picture that is shown around must not hold that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from playbook.stats.count import HANDS
from playbook.stats.figures import Figures
from playbook.stats.kinds import Count, Tally

Labels: TypeAlias = Mapping[str, Mapping[str, str]]
"""The label of each choice and each band, by its id, by the id of its question."""


def with_labels(figures: Figures, labels: Labels) -> Figures:
    """Give the same figures in the words of a playbook; what it does not know is called by its id.

    The changes that were wanted are left out, since they are nobody's words but the person's own.
    """
    revenue, guess, control = figures.revenue, figures.guess, figures.control
    bands = tuple(
        band._replace(label=_label(labels, "fit", band.key) if band.key else "") for band in revenue.bands
    )
    wrong = tuple(one._replace(label=_pair(labels, one.key)) for one in guess.wrong)
    hands = _counts(control.hands.rows, {**HANDS, **labels.get("control", {})})
    return figures._replace(
        reasons=_tally(figures.reasons, labels.get("reason", {})),
        control=control._replace(hands=control.hands._replace(rows=hands)),
        revenue=revenue._replace(bands=bands),
        guess=guess._replace(wrong=wrong),
        changes=(),
    )


def _label(labels: Labels, question: str, key: str) -> str:
    return labels.get(question, {}).get(key, key)


def _pair(labels: Labels, key: str) -> str:
    guessed, _, was = key.partition(">")
    return f"{_label(labels, 'my_guess', guessed)}, then {_label(labels, 'reason', was)}"


def _tally(tally: Tally, labels: Mapping[str, str]) -> Tally:
    return tally._replace(rows=_counts(tally.rows, labels))


def _counts(counts: Iterable[Count], labels: Mapping[str, str]) -> tuple[Count, ...]:
    return tuple(
        count._replace(label=labels.get(count.key, count.key), details=_counts(count.details, labels))
        for count in counts
    )
