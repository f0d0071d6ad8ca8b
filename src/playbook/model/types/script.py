"""`script`: words to have at hand, for a call, say."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from typing_extensions import override

from playbook.model.asking import Face, Reading
from playbook.model.context import Context
from playbook.model.part import Examples, Words, part
from playbook.model.types.question import ReadOnly, Text


@part
class ScriptQuestion(ReadOnly):
    """Words to have at hand, for a call, say; it leaves no answer."""

    type: Literal["script"]
    text: Annotated[Words, Examples("You were right to expect {promise|more}.")]
    """The words. {id|words} fills in an earlier answer."""

    also_called: ClassVar = ("note", "info", "statement")
    what: ClassVar[str] = "A script has"

    @override
    def texts(self) -> Iterator[Text]:
        yield from super().texts()
        yield Text(("text",), self.text)

    @override
    def ask(self, face: Face, context: Context, start: None, half: str | None) -> None:
        face.reading(Reading(**self.form(context), text=context.filled(self.text.strip("\n"))))
