"""The columns of a playbook's questions, and how an entry's answers fill them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from playbook.journal.records import Content
from playbook.query.answers import answers_of
from playbook.query.kinds import NO_ANSWER, WORDS, Kind, Unfit, Value, kind_of, words_of
from playbook.query.questions import questions_of

HEAD = ("path", "playbook", "client", "status", "started", "updated")
"""The columns before those of the questions."""

BETWEEN = "\0"
"""What stands between two cells of a row that is kept; no cell holds it, for no kept text does."""
UNFIT = "\1"
"""What the cells of an answer begin with that is none of its question's type; no other cell holds it."""
_MOST_KEPT = 8192
"""Answers whose cells are remembered, for each playbook: 10,000 entries should take no more than 45 MB."""


class Form(NamedTuple):
    """How a row is written.

    Attributes:
        key: Gives what stands before a cell, by the name of its column.
        cell: Writes a value.
        text: Writes a value that is a text, more quickly.
        between: What stands between two cells, in UTF-8.
    """

    key: Callable[[str], str]
    cell: Callable[[Value], str]
    text: Callable[[str], str]
    between: bytes


Place: TypeAlias = int | str
"""Which question of a playbook, by its number among them; the name of its column if it has no such one."""
Cells: TypeAlias = str
"""All cells of a question, each with its key, and `BETWEEN` between them."""


class _Question(NamedTuple):
    """How the answers to a question fill cells.

    Attributes:
        place: The place of its cells.
        nothing: Its cells where there is no answer.
        read: Gives them for an answer: for all that stands behind its colon.
        comes_again: As its kind has it.
    """

    place: Place
    nothing: Cells
    read: Callable[[str], Cells]
    comes_again: bool


class Columns:
    """The columns of a playbook's questions.

    Args:
        path: The file of the playbook; None if it is gone.
        form: How rows are written.

    Attributes:
        names: The names of the columns.
    """

    def __init__(self, path: Path | None, form: Form) -> None:
        self.names: list[str] = []
        self._nothing: dict[Place, Cells] = {}
        questions: dict[bytes, _Question] = {}
        taken = set(HEAD)
        for question in questions_of(path) if path else ():
            kind = kind_of(question)
            if kind is None:
                continue
            names = []
            for behind in kind.behind:
                name = question.id + behind
                while name in taken:
                    name += "_"
                taken.add(name)
                names.append(name)
            asked = questions[question.id.encode()] = _question(len(questions), kind, names, form)
            self._nothing[asked.place] = asked.nothing
            self.names += names
        self._read = _Read(questions, taken, form).__getitem__

    def filled(self, content: Content) -> tuple[list[Cells], dict[str, Cells]]:
        """Give the cells of an entry, and by their names those of questions that the playbook does not have.

        Those of one question are in one piece, in the order of the questions.
        """
        answers = answers_of(content)
        # Of several answers to a question the first counts.
        answers.reverse()
        cells = self._nothing.copy()
        # Not a loop: it would take three times as long.
        cells.update(map(self._read, answers))
        given = list(cells.values())
        known = len(self._nothing)
        if len(given) == known:
            return given, {}
        extra = {str(name): cell for name, cell in list(cells.items())[known:] if cell}
        return given[:known], extra


class _Read(dict[bytes, tuple[Place, Cells]]):
    """Answers that were read before: to look one up takes a tenth of the time that reading it does.

    Args:
        questions: How the answers to each question fill cells, by its id.
        taken: The names of their columns, and those of the head.
        form: How cells are written.
    """

    def __init__(self, questions: dict[bytes, _Question], taken: Collection[str], form: Form) -> None:
        super().__init__()
        self._questions = questions
        self._taken = taken
        self._form = form

    def __missing__(self, answer: bytes) -> tuple[Place, Cells]:
        """Read an answer, and remember it if it is one of a few."""
        question, _, behind = answer.partition(b":")
        place, nothing, read, comes_again = self._questions.get(question) or self._unknown(question)
        found = place, cells = place, read(behind.decode("utf-8", "surrogateescape"))
        if (comes_again or cells is nothing) and len(self) < _MOST_KEPT and b"\n" not in behind:
            self[answer] = found
        return found

    def _unknown(self, question: bytes) -> _Question:
        """Give how a question is filled that the playbook does not have, or not any more: as words."""
        name = question.decode()
        while name in self._taken:
            name += "_"
        # An answer that says nothing makes no column.
        asked = self._questions[question] = _question(name, WORDS, [name], self._form, nothing="")
        return asked


def _question(
    place: Place, kind: Kind, names: Sequence[str], form: Form, nothing: Cells | None = None
) -> _Question:
    """Give how the answers to a question fill cells.

    Args:
        place: The place of its cells.
        kind: How its type fills them.
        names: The names of their columns.
        form: How they are written.
        nothing: Those where there is no answer; None for empty ones.
    """
    keys, text, cell = list(map(form.key, names)), form.text, form.cell
    if nothing is None:
        nothing = BETWEEN.join([key + cell(None) for key in keys])
    of_head, of_body, key = kind.of_head, kind.of_body, keys[0]

    def read_words(behind: str) -> Cells:
        words = words_of(behind)
        return nothing if words is None else key + text(words)

    def read(behind: str) -> Cells:
        head, _, beneath = behind.partition("\n")
        head = head.strip(" \t")
        if head in NO_ANSWER:
            return nothing
        try:
            values = of_head(head)
        except Unfit:
            return UNFIT + nothing
        if len(keys) == 1:
            (value,) = values
            return key + (text(value) if type(value) is str else cell(value))
        if of_body:
            values = (*values, *of_body(beneath))
        written = [text(one) if type(one) is str else cell(one) for one in values]
        return BETWEEN.join(map(str.__add__, keys, written))

    return _Question(place, nothing, read_words if kind is WORDS else read, kind.comes_again)
