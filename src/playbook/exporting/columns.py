"""The columns of a playbook's questions, and how an entry's answers fill them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from playbook.exporting.answers import answers_of, body_of
from playbook.exporting.kinds import WORDS, Kind, Unfit, Value, is_none, is_plain, kind_of, words_of
from playbook.exporting.questions import questions_of
from playbook.journal.files import decoded
from playbook.journal.records import Content
from playbook.written import Written

HEAD = ("path", "playbook", "client", "status", "started", "updated")
"""The columns before those of the questions."""

BETWEEN = "\0"
"""What stands between two cells of a row that is kept; no cell holds it, for no kept text does."""
_MOST_KEPT = 16_384
"""Lines whose cells are remembered, for each playbook: so many that 10,000 entries stay within 45 MB."""


class Form(NamedTuple):
    """How a row is written.

    Attributes:
        key: Gives what stands before a cell, by the name of its column.
        cell: Writes a value.
        text: Writes a value that is a text, more quickly.
        between: What stands between two cells.
    """

    key: Callable[[str], str]
    cell: Callable[[Value], str]
    text: Callable[[str], str]
    between: str


class _Filling(NamedTuple):
    """How the answers to a question fill cells.

    Attributes:
        at: Where its cells stand among those of the other questions; None if the playbook has no such one.
        keys: What stands before each of its cells.
        kind: How its type does it.
        name: The name of its first column.
    """

    at: int | None
    keys: tuple[str, ...]
    kind: Kind
    name: str


# What comes of the line of an answer: how it fills cells; the cells of its question, as one text, which is
# empty where there is no answer; whether those are all of them, so that nothing beneath it matters; and
# whether it is an answer of its question's type. A plain tuple, for there are 200,000 of them in 10,000
# entries.
_Found: TypeAlias = tuple[_Filling, str, bool, bool]


class Columns:
    """The columns of a playbook's questions.

    Args:
        path: The file of the playbook; None if it is gone.
        form: How rows are written.

    Attributes:
        names: The names of the columns.
        nothing: The cells of each question where it has no answer.
        unfit: How many answers, of the entries so far, are none of their question's type.
    """

    def __init__(self, path: Path | None, form: Form) -> None:
        self.names: list[str] = []
        self.nothing: list[str] = []
        self.unfit = 0
        self._form = form
        self._fillings: dict[bytes, _Filling] = {}
        self._kept: dict[bytes, _Found] = {}
        taken = set(HEAD)
        for question in questions_of(path) if path else ():
            kind = kind_of(question)
            names = []
            for behind in kind.behind:
                name = question.id + behind
                while name in taken:
                    name += "_"
                taken.add(name)
                names.append(name)
            if names:
                filling = self._fillings[question.id.encode()] = self._filling(len(self.nothing), names, kind)
                self.nothing.append(BETWEEN.join([key + form.cell(None) for key in filling.keys]))
            self.names += names

    def _filling(self, at: int | None, names: Sequence[str], kind: Kind) -> _Filling:
        return _Filling(at, tuple(map(self._form.key, names)), kind, names[0])

    def filled(self, content: Content) -> tuple[list[str], dict[str, str]]:
        """Give the cells of an entry, and by their names those of questions that the playbook does not have.

        A cell has in front of it what stands there in a row; those of one question are one text, with
        `BETWEEN` between them, which is empty where it has no answer.
        """
        cells, extra, unfit = [""] * len(self.nothing), dict[str, str](), set[int]()
        kept = self._kept.get
        # From the last to the first: of several answers to a question the first counts.
        for line, beneath in reversed(answers_of(content)):
            filling, text, is_whole, is_fit = kept(line) or self._of_line(line, beneath)
            if not is_whole:
                text += BETWEEN + self._of_body(filling, beneath)
            at = filling.at
            if at is None:
                extra[filling.name] = text
                continue
            cells[at] = text
            if not is_fit:
                unfit.add(at)
            elif unfit:
                unfit.discard(at)
        self.unfit += len(unfit)
        return cells, {name: cell for name, cell in extra.items() if cell} if extra else extra

    def _of_line(self, line: bytes, beneath: bytes) -> _Found:
        """Give the cells that an answer fills; of most types, those that come of its line.

        Most answers are one of a few, so those of a line are remembered: to look them up takes a fifth of
        the time that reading it does. Words are new every time.
        """
        question, _, behind = line.partition(b":")
        filling = self._fillings.get(question) or self._unknown(question)
        head = decoded(behind).strip(" \t")
        if filling.kind is WORDS:
            # A third of all answers are words on one line, which need no more than being written.
            words = head if not beneath and is_plain(head) else words_of(Written(head, body_of(beneath)))
            if words is not None:
                return filling, filling.keys[0] + self._form.text(words), True, True
            return filling, "", True, True
        found = self._of_head(filling, head)
        if len(self._kept) < _MOST_KEPT:
            self._kept[line] = found
        return found

    def _unknown(self, question: bytes) -> _Filling:
        """Give how a question is filled that the playbook does not have, or not any more: as words."""
        name = question.decode()
        filling = self._filling(None, [f"{name}_" if name in HEAD else name], WORDS)
        self._fillings[question] = filling
        return filling

    def _of_head(self, filling: _Filling, head: str) -> _Found:
        kind = filling.kind
        if is_none(head):
            return filling, "", True, True
        try:
            values = kind.of_head(head)
        except Unfit:
            return filling, "", True, False
        is_whole = len(values) == len(filling.keys)
        return filling, self._written(filling.keys, values), is_whole, True

    def _of_body(self, filling: _Filling, beneath: bytes) -> str:
        """Give the last cells of a question, which come of what stands beneath its line."""
        values = filling.kind.of_body(body_of(beneath))
        return self._written(filling.keys[-len(values) :], values)

    def _written(self, keys: Sequence[str], values: Sequence[Value]) -> str:
        """Write cells, with what stands before each; those of what stands beneath a line come later."""
        cell = self._form.cell
        if len(values) == 1:
            value = values[0]
            return keys[0] + (self._form.text(value) if isinstance(value, str) else cell(value))
        return BETWEEN.join([key + cell(value) for key, value in zip(keys, values, strict=False)])
