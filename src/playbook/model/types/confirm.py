"""`confirm`: yes or no."""

from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import _
from playbook.model.asking import Face, Option, Pick
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import Examples, part
from playbook.model.types.question import From, Question, default_of
from playbook.written import Written

_ANSWERS = {"yes": True, "no": False}


@part
class ConfirmQuestion(Question):
    """Yes or no."""

    type: Literal["confirm"]
    default: Annotated[bool | From | None, default_of(bool), Examples(False)] = None
    """What is offered first."""

    also_called: ClassVar = ("yesno", "boolean", "bool")

    @override
    def written(self, value: bool) -> Written:
        return Written("yes" if value else "no")

    @override
    def shown(self, value: bool, context: Context) -> str:
        return _("yes") if value else _("no")

    @override
    def parse(self, written: Written) -> bool:
        if written.head not in _ANSWERS:
            raise InvalidAnswer("Write yes or no.")
        return _ANSWERS[written.head]

    @override
    def native(self, raw: object, context: Context) -> bool:
        if isinstance(raw, bool):
            return raw
        if raw in ("yes", "no"):  # As a default's map may say it.
            return raw == "yes"
        raise InvalidAnswer("Write true or false, without quotation marks.")

    @override
    def as_native(self, value: bool) -> object:
        return value

    @override
    def example(self, context: Context) -> object:
        return True

    @override
    def matches(self, value: bool, wanted: Scalar) -> bool:
        return value is (_ANSWERS.get(wanted) if isinstance(wanted, str) else wanted)

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return "" if isinstance(wanted, bool) or wanted in _ANSWERS else "it is answered with true or false"

    @override
    def ask(self, face: Face, context: Context, start: bool | None, half: str | None) -> bool | None:
        picked = face.pick(
            Pick(
                **self.form(context),
                options=[Option("yes", _("Yes")), Option("no", _("No"))],
                start=None if start is None else self.written(start).head,
            )
        )
        return None if picked is None else _ANSWERS[picked]
