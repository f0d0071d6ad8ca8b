"""`breathe`: a minute to breathe."""

from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.invalid import InvalidAnswer
from playbook.language import _
from playbook.model.asking import Face, Pause
from playbook.model.conditions import Scalar
from playbook.model.context import Context
from playbook.model.part import Examples, Limits, part
from playbook.model.types.number import Bound
from playbook.model.types.question import Question
from playbook.written import Written

DONE = "done"

_Seconds = Annotated[Bound, Limits(ge=0, le=60)]


@part
class BreatheQuestion(Question):
    """A paced pause. Any key ends it, and ending it early is as good as not."""

    type: Literal["breathe"]
    inhale: Annotated[_Seconds, Examples(4)] = 4
    """Seconds to breathe in."""
    top_up: Annotated[_Seconds, Examples(1)] = 1
    """Seconds for a second, short breath in."""
    exhale: Annotated[_Seconds, Examples(8)] = 8
    """Seconds to breathe out."""
    rounds: Annotated[int, Limits(ge=1, le=100), Examples(5)] = 5
    """How many times."""

    also_called: ClassVar = ("pause", "timer")
    fills: ClassVar[bool] = False
    carries: ClassVar[bool] = False
    is_pause: ClassVar[bool] = True

    @override
    def written(self, value: str) -> Written:
        return Written(DONE)

    @override
    def shown(self, value: str, context: Context) -> str:
        return _("done")

    @override
    def parse(self, written: Written) -> str:
        if written.head != DONE:
            raise InvalidAnswer("A pause is `done`.")
        return DONE

    @override
    def native(self, raw: object, context: Context) -> str:
        if raw != DONE:
            raise InvalidAnswer('Write "done".')
        return DONE

    @override
    def example(self, context: Context) -> object:
        return DONE

    @override
    def cannot_match(self, wanted: Scalar) -> str:
        return "" if wanted == DONE else 'a pause is "done" or skipped'

    @override
    def ask(self, face: Face, context: Context, start: str | None, half: str | None) -> str | None:
        paused = face.pause(
            Pause(
                **self.form(context),
                inhale=self.inhale,
                top_up=self.top_up,
                exhale=self.exhale,
                rounds=self.rounds,
            )
        )
        return DONE if paused else None
