"""From the journal to figures: for `playbook stats`, and for a walk that shows some."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from playbook.cli.context import CommandContext
from playbook.entry import Entry
from playbook.journal.folder import Journal
from playbook.journal.record import Record, day_of
from playbook.model.context import Given
from playbook.model.types.figures import FiguresQuestion, is_same
from playbook.query.selection import Selection
from playbook.stats.answers import AMENDS, PLAYBOOK, EntryAnswers
from playbook.stats.count import in_words, questions_of
from playbook.stats.figure import Basis


def basis(context: CommandContext, playbook: str | None = None) -> Basis:
    """Return what figures are counted against: the day, the income that is configured, a playbook's words.

    Args:
        context: What every command has at hand.
        playbook: The name of the playbook that has the labels; `lost` if left out.
    """
    questions = context.questions()

    def labels(question: str) -> Mapping[str, str]:
        found = questions.of(playbook or PLAYBOOK).get(question)
        return found.labels if found else {}

    income, currency = context.settings.monthly_income, context.settings.currency
    if income and not currency:
        currency = next(context.currencies()(), "")
    return Basis(context.today, currency, income, labels, context.settings.language)


def answers(journal: Journal | Selection, show: Collection[str], *others: str) -> Iterator[EntryAnswers]:
    """Yield of each entry what figures with these names look at, and the answers to other questions."""
    questions = questions_of(show) | {*others}

    def looked_at(record: Record, entry: Entry) -> EntryAnswers:
        heads, saved = entry.heads(questions), day_of(record.updated)
        boxes = [(box.day, box.done) for box in entry.follow_ups] if AMENDS in heads else []
        return EntryAnswers(record.playbook, record.started_on, heads, saved, boxes)

    return (found for _, found in journal.gathered(looked_at))


def figures_in_words(
    context: CommandContext, language: str, question: FiguresQuestion, same: Given | None
) -> str:
    """Return the words for figures that a walk shows.

    Args:
        context: What every command has at hand.
        language: The language of the walk.
        question: Which figures, over which span, of how many walks at least.
        same: The answer that the walks have in common with this one; None for any.
    """
    name = same.question.id if same else ""
    entries = answers(context.journal(), question.show, name)
    alike = (one for one in entries if same is None or is_same(same, one.head(name)))
    spoken = context._replace(settings=context.settings._replace(language=language))
    return in_words(alike, basis(spoken), question.show, question.over, question.least or 0)
