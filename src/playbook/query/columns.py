"""The columns of a playbook's questions, and how an entry's answers fill them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from playbook.entry import Entry
from playbook.query.kinds import NO_ANSWER, WORDS, Kind, Unfit, Value, kind_of, words_of
from playbook.query.questions import questions_of

HEAD = ("path", "playbook", "client", "status", "started", "updated")
"""The columns before those of the questions."""

BETWEEN = "\0"
"""What stands between two cells of a row that is kept; no cell holds it, for no kept text does."""
UNFIT = "\1"
"""What the cells of an answer begin with that is none of its question's type; no other cell holds it."""


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
    """

    place: Place
    nothing: Cells
    read: Callable[[str], Cells]


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
        self._questions: dict[str, _Question] = {}
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
            asked = self._questions[question.id] = _question(len(self._questions), kind, names, form)
            self._nothing[asked.place] = asked.nothing
            self.names += names
        self._taken, self._form = taken, form

    def filled(self, entry: Entry) -> tuple[list[Cells], dict[str, Cells]]:
        """Give the cells of an entry, and by their names those of questions that the playbook does not have.

        Those of one question are in one piece, in the order of the questions.
        """
        cells = self._nothing.copy()
        for answer in entry.answers.values():
            place, _, read = self._questions.get(answer.id) or self._unknown(answer.id)
            cells[place] = read(answer.words.replace("\r\n", "\n"))
        given = list(cells.values())
        known = len(self._nothing)
        if len(given) == known:
            return given, {}
        extra = {str(name): cell for name, cell in list(cells.items())[known:] if cell}
        return given[:known], extra

    def _unknown(self, question: str) -> _Question:
        """Return how a question is filled that the playbook does not have, or not any more: as words."""
        name = question
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

    return _Question(place, nothing, read_words if kind is WORDS else read)
