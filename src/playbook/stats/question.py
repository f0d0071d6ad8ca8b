"""What a `figures` question shows in a walk: some figures, over a span, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from playbook.dates import months_later
from playbook.language import ngettext
from playbook.stats.answers import EntryAnswers
from playbook.stats.count import count
from playbook.stats.figure import Basis
from playbook.stats.panel import in_lines

_MONTHS = {"quarter": 3, "year": 12}


def in_words(
    entries: Iterable[EntryAnswers], basis: Basis, show: Sequence[str], over: str, least: int = 0
) -> str:
    """Count figures over a span, and say them; nothing where there is nothing to show.

    Args:
        entries: Entries of any playbook.
        basis: What they are counted against.
        show: The names of the figures.
        over: How far back: `quarter`, `year` or `all`.
        least: The fewest walks of which something is known; of fewer nothing is said.
    """
    if over in _MONTHS:
        since = months_later(basis.today, -_MONTHS[over])
        entries = (answers for answers in entries if answers.begun and answers.begun > since)
    counted = count(entries, basis, show)
    sentences = counted.sentences()
    told = {figure for figure, _ in sentences}
    rows = replace(counted, figures=tuple(figure for figure in counted.figures if figure not in told))
    panels, said = in_lines(rows.panels()), "\n\n".join(sentence for _, sentence in sentences)
    words = "\n\n".join(filter(None, (panels, said)))
    of_losses = any(figure.of_losses for figure in counted.figures)
    counting = (
        any(figure.is_known(answers) for figure in counted.figures)
        for answers in (counted.losses if of_losses else counted.entries)
    )
    if not words or sum(counting) < least:
        return ""
    if not panels or not of_losses:
        return words
    return f"{_lost(len(counted.losses), over)}\n\n{words}"


def _lost(n: int, over: str) -> str:
    if over == "quarter":
        return ngettext(
            "{n} client lost in the last three months.", "{n} clients lost in the last three months.", n
        )
    if over == "year":
        return ngettext(
            "{n} client lost in the last twelve months.", "{n} clients lost in the last twelve months.", n
        )
    return ngettext("{n} client lost so far.", "{n} clients lost so far.", n)
