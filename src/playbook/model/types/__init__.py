"""The question types, each in one place, found by the name that a playbook gives it."""

from typing import Annotated, TypeAlias, get_args

from pydantic import Field

from playbook.model.types.choice import ChoiceQuestion
from playbook.model.types.choices import ChoicesQuestion
from playbook.model.types.confirm import ConfirmQuestion
from playbook.model.types.date import DateQuestion
from playbook.model.types.draft import DraftQuestion
from playbook.model.types.money import MoneyQuestion
from playbook.model.types.number import NumberQuestion
from playbook.model.types.question import From, Path, Problem, Question
from playbook.model.types.quiet import BreatheQuestion, FiguresQuestion, ScriptQuestion
from playbook.model.types.scale import ScaleQuestion
from playbook.model.types.scorecard import ScorecardQuestion
from playbook.model.types.text import TextQuestion

AnyQuestion: TypeAlias = Annotated[
    TextQuestion
    | ChoiceQuestion
    | ChoicesQuestion
    | ConfirmQuestion
    | ScaleQuestion
    | NumberQuestion
    | MoneyQuestion
    | DateQuestion
    | ScorecardQuestion
    | DraftQuestion
    | ScriptQuestion
    | FiguresQuestion
    | BreatheQuestion,
    Field(discriminator="type"),
]
"""Any question; its `type` tells which."""

TYPES: dict[str, type[Question]] = {
    get_args(question.model_fields["type"].annotation)[0]: question
    for question in get_args(get_args(AnyQuestion)[0])
}
"""Every question type by its name."""

KEYS = frozenset(
    field.alias or name for question in TYPES.values() for name, field in question.model_fields.items()
)
"""Every key that a question of any type can have."""

__all__ = ["KEYS", "TYPES", "AnyQuestion", "DateQuestion", "From", "Path", "Problem", "Question"]
