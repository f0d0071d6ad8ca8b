"""`figures`: figures of the journal, to look at."""

from typing import Annotated, ClassVar, Literal

from annotated_types import MinLen
from typing_extensions import override

from playbook.model.asking import Face, Reading
from playbook.model.context import Context
from playbook.model.part import FromList, Key, part
from playbook.model.types.read_only import ReadOnly

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
    show: Annotated[
        tuple[FigureName, ...],
        FromList(),
        MinLen(1),
        Key("Which figures; they come in their own order.", (["reasons", "control"],)),
    ]
    over: Annotated[
        Literal["quarter", "year", "all"],
        Key("How far back: three months, twelve months, or all there is.", ("quarter",)),
    ] = "all"

    also_called: ClassVar = ("stats", "chart")
    what: ClassVar[str] = "Figures have"

    @override
    def ask(self, face: Face, context: Context, start: None, half: str | None) -> None:
        face.reading(Reading(**self.form(context), text=context.figures(self.show, self.over)))
