"""The question types, each in a file of its own, found by the name that a playbook gives it."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias, get_args

from playbook.model.part import OneOfKinds, is_id
from playbook.model.types.breathe import BreatheQuestion
from playbook.model.types.choice import ChoiceQuestion
from playbook.model.types.choices import ChoicesQuestion
from playbook.model.types.confirm import ConfirmQuestion
from playbook.model.types.date import DateQuestion
from playbook.model.types.draft import DraftQuestion
from playbook.model.types.figures import FiguresQuestion
from playbook.model.types.money import MoneyQuestion
from playbook.model.types.number import NumberQuestion
from playbook.model.types.question import From, Question
from playbook.model.types.runway import RunwayQuestion
from playbook.model.types.scale import ScaleQuestion
from playbook.model.types.scorecard import ScorecardQuestion
from playbook.model.types.script import ScriptQuestion
from playbook.model.types.text import TextQuestion

TYPES: dict[str, type[Question]] = {
    get_args(question.__annotations__["type"])[0]: question
    for question in (
        TextQuestion,
        ChoiceQuestion,
        ChoicesQuestion,
        ConfirmQuestion,
        ScaleQuestion,
        NumberQuestion,
        MoneyQuestion,
        DateQuestion,
        ScorecardQuestion,
        DraftQuestion,
        ScriptQuestion,
        FiguresQuestion,
        BreatheQuestion,
        RunwayQuestion,
    )
}
"""Every question type by its name."""


AnyQuestion: TypeAlias = Annotated[Question, OneOfKinds("type", TYPES)]
"""Any question; its `type` tells which."""

KEYS = frozenset(key for question in TYPES.values() for key in question.key_names())
"""Every key that a question of any type can have."""

LIST_KEYS = frozenset((*ChoiceQuestion.key_names(), *ChoicesQuestion.key_names()))
"""Every key that a question with choices can have; none of them can be the name of a choice."""


def question_in(raw: Mapping[str, Any]) -> Question | None:
    """Read a question from a table that nobody has checked; None if it is none, or leaves no answer.

    A type that cannot be told is free words.
    """
    name, kind = raw.get("id"), raw.get("type")
    if not is_id(name):
        return None
    question = TYPES.get(kind, TextQuestion) if isinstance(kind, str) else TextQuestion
    return question.unchecked(str(name), {**raw, "type": kind}) if question.kept else None


__all__ = ["KEYS", "LIST_KEYS", "TYPES", "AnyQuestion", "DateQuestion", "From", "Question"]
