"""Questions that only show something, and leave no answer."""

from typing import ClassVar

from typing_extensions import override

from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.part import part
from playbook.model.types.codec import Value
from playbook.model.types.question import Question
from playbook.written import Written


@part
class ReadOnly(Question):
    """A question that only shows something; it leaves no answer."""

    kept: ClassVar[bool] = False
    fills: ClassVar[bool] = False

    what: ClassVar[str]
    """What it shows, as the beginning of a sentence."""

    @override
    def parse(self, written: Written) -> Value:
        raise InvalidAnswer(f"{self.what} no answer.")

    @override
    def native(self, raw: object, context: Context) -> Value:
        raise InvalidAnswer(f"{self.what} no answer; take this line out.")

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return f"{self.what[0].lower()}{self.what[1:]} no answer"
