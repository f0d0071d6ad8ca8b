"""`scale`: a whole number between two ends."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import _
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import Examples, part
from playbook.model.problem import Problem
from playbook.model.types.number import Whole, whole
from playbook.model.types.question import From, default_of
from playbook.model.types.typed import Typed
from playbook.written import Written


@part
class ScaleQuestion(Typed):
    """A whole number between two ends that may have names."""

    type: Literal["scale"]
    min: Annotated[Whole, Examples(1)] = 0
    """The low end."""
    max: Annotated[Whole, Examples(5)] = 10
    """The high end."""
    low: Annotated[str, Examples("not at all")] = ""
    """What the low end means."""
    high: Annotated[str, Examples("very much")] = ""
    """What the high end means."""
    default: Annotated[int | From | None, default_of(int), Examples(3)] = None
    """What is in the field at first."""

    also_called: ClassVar = ("rating", "slider", "stars", "likert", "nps")
    measured: ClassVar[bool] = True

    @override
    def written(self, value: int) -> Written:
        return Written(str(value))

    @override
    def parse(self, written: Written) -> int:
        return whole(written.head)

    @override
    def read(self, written: Written) -> int:
        return self._within(self.parse(written))

    def _within(self, value: int) -> int:
        if not self.min <= value <= self.max:
            raise InvalidAnswer(self._what_to_type())
        return value

    def _what_to_type(self) -> str:
        return _("Type a whole number from {low} to {high}.", low=self.min, high=self.max)

    @override
    def native(self, raw: object, context: Context) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            range_ = f"from {self.min} to {self.max}"
            raise InvalidAnswer(f"Write a whole number {range_}, without quotation marks.")
        return self._within(raw)

    @override
    def as_native(self, value: int) -> object:
        return value

    @override
    def example(self, context: Context) -> object:
        return self.max

    @override
    def from_typed(self, text: str, context: Context) -> int:
        try:
            return self._within(whole(text.strip()))
        except InvalidAnswer:
            raise InvalidAnswer(self._what_to_type()) from None

    @override
    def hint(self, context: Context) -> str:
        low = f"{self.min}, {self.low}," if self.low else str(self.min)
        high = f"{self.max}, {self.high}" if self.high else str(self.max)
        return _("{low} to {high}", low=low, high=high)

    @override
    def matches(self, value: int, wanted: Scalar) -> bool:
        return value == wanted

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        if isinstance(wanted, bool) or not isinstance(wanted, int) or not self.min <= wanted <= self.max:
            return f"it is a whole number from {self.min} to {self.max}"
        return ""

    @override
    def measure(self, value: int) -> Decimal:
        return Decimal(value)

    @override
    def problems(self) -> Iterator[Problem]:
        if self.min >= self.max:
            yield Problem(("min",), f"`min` {self.min} should be below `max` {self.max}")
