"""How often each answer to a choice was given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from playbook.stats.answers import UNKNOWN, Chosen, chosen
from playbook.stats.kinds import Count, Tally
from playbook.stats.losses import Losses


def tally(found: Losses, name: str) -> Tally:
    """Count the answers to a choice, the most frequent first, with the labels that were read last."""
    counts: dict[str, int] = {}
    labels: dict[str, Chosen] = {}
    for line in dict.fromkeys(found.lines(name)[::-1]):
        if answer := chosen(line):
            labels.setdefault(_key(answer), answer)
    for line, times in Counter(found.lines(name)).items():
        if answer := chosen(line):
            counts[_key(answer)] = counts.get(_key(answer), 0) + times
    rows = _rows(counts, labels)
    unknown = sum(row.entries for row in rows if row.key == UNKNOWN)
    known = tuple(row for row in rows if row.key != UNKNOWN)
    return Tally(known, unknown, len(found) - sum(counts.values()))


def _key(answer: Chosen) -> str:
    return f"{answer.slug}.{answer.detail}" if answer.detail else answer.slug


def _rows(counts: Mapping[str, int], labels: Mapping[str, Chosen]) -> list[Count]:
    """Gather the finer choices under theirs."""
    details: dict[str, list[Count]] = {}
    totals: dict[str, int] = {}
    names: dict[str, str] = {}
    for key, answer in labels.items():
        totals[answer.slug] = totals.get(answer.slug, 0) + counts[key]
        # A label of its own says more than one that was cut off before a detail's.
        if not answer.detail or answer.slug not in names:
            names[answer.slug] = answer.label
        if answer.detail:
            details.setdefault(answer.slug, []).append(Count(key, answer.detail_label, counts[key]))
    return in_order(
        Count(slug, names[slug], entries, tuple(in_order(details.get(slug, ()))))
        for slug, entries in totals.items()
    )


def in_order(counts: Iterable[Count]) -> list[Count]:
    """Put the most frequent first, and equals in the order of their keys, so that it is always the same."""
    return sorted(counts, key=lambda row: (-row.entries, row.key))
