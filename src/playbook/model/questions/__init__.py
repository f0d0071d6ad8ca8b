"""The question types, each in one place, found by the name that a playbook gives it."""

from typing import Annotated, TypeAlias, get_args

from pydantic import Field

from playbook.model.questions.choice import ChoiceQuestion
from playbook.model.questions.choices import ChoicesQuestion
from playbook.model.questions.confirm import ConfirmQuestion
from playbook.model.questions.day import DateQuestion
from playbook.model.questions.draft import DraftQuestion
from playbook.model.questions.money import MoneyQuestion
from playbook.model.questions.number import NumberQuestion
from playbook.model.questions.question import From, Path, Question, Slip
from playbook.model.questions.quiet import BreatheQuestion, FiguresQuestion, ScriptQuestion
from playbook.model.questions.scale import ScaleQuestion
from playbook.model.questions.scorecard import ScorecardQuestion
from playbook.model.questions.text import TextQuestion

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

__all__ = ["KEYS", "TYPES", "AnyQuestion", "DateQuestion", "From", "Path", "Question", "Slip"]
