"""`figures`: figures of the journal, to look at."""

from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.model.asking import Face, Reading
from playbook.model.context import Context, Given
from playbook.model.part import Examples, Id, Limits, part
from playbook.model.types.listed import Listed
from playbook.model.types.question import ReadOnly
from playbook.written import Written

FigureName = Literal[
    "reasons",
    "quarters",
    "control",
    "revenue",
    "income",
    "heard",
    "guess",
    "hindsight",
    "promises",
    "referrals",
    "stayed",
    "recovery",
    "kept",
    "fit",
    "runway",
    "days",
    "sting",
    "changes",
]
"""A figure of the journal, by its name."""


@part
class FiguresQuestion(ReadOnly):
    """Figures of the journal, to look at; it leaves no answer."""

    type: Literal["figures"]
    show: Annotated[tuple[FigureName, ...], Limits(min_length=1), Examples(["reasons", "control"])]
    """Which figures; they come in their own order."""
    over: Annotated[Literal["quarter", "year", "all"], Examples("quarter")] = "all"
    """How far back: three months, twelve months, or all there is."""
    same: Annotated[Id | None, Examples("reason")] = None
    """Only of walks in which that question has the same answer as here."""
    least: Annotated[Annotated[int, Limits(ge=1)] | None, Examples(3)] = None
    """The fewest walks of which they are shown; 1 if left out."""

    also_called: ClassVar = ("stats", "chart")
    what: ClassVar[str] = "Figures have"

    @override
    def is_empty(self, context: Context) -> bool:
        return not self._words(context)

    @override
    def ask(self, face: Face, context: Context, start: None, half: str | None) -> None:
        face.reading(Reading(**self.form(context), text=self._words(context)))

    def _words(self, context: Context) -> str:
        given = context.answers.get(self.same) if self.same else None
        return "" if self.same and given is None else context.figures(self, given)


def is_same(given: Given, head: str) -> bool:
    """Tell whether the line of an answer says the same as one; of a choice, whatever the detail."""
    question = given.question
    here, there = question.names(given.value), question.names_of(Written(head))
    if isinstance(question, Listed):
        return {name.partition(".")[0] for name in here} == {name.partition(".")[0] for name in there}
    return here == there
