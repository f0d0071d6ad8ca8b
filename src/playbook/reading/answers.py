"""An answers file: flat TOML, a question's id and its answer a line."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from playbook.language import _, speaking
from playbook.model.context import Context
from playbook.model.playbook import Playbook, Step
from playbook.model.spelling import did_you_mean
from playbook.model.types import Question
from playbook.model.types.question import why_not
from playbook.reading.findings import MOST_OF_A_KIND, BrokenFile, Unopened
from playbook.reading.locations import places
from playbook.reading.toml import NotTomlError, parsed, read_text


class AnswersFile(dict[str, object]):
    """The answers of a file by question id, as TOML has them; None for one that is skipped.

    Args:
        shown: The file as it is named to the person.
        text: Its text.
        answers: Its answers.
    """

    def __init__(self, shown: str, text: str, answers: Mapping[str, object]) -> None:
        super().__init__(answers)
        self._shown = shown
        self._text = text

    def reach(self, playbook: Playbook, step: Step) -> bool:
        """Tell whether there is an answer of a step, or of one behind it."""
        behind = playbook.steps[playbook.steps.index(step) :]
        return any(question.id in self for later in behind for question in later.questions)

    def broken(self, name: str, message: str) -> BrokenFile:
        """Return the error for one answer of the file, with its line."""
        return _broken(self._shown, self._text, {name: message})


def read_answers(path: Path, shown: str, playbook: Playbook, context: Context) -> AnswersFile:
    """Read an answers file and check every answer of it.

    Args:
        path: The file.
        shown: The file as it is named to the person.
        playbook: The playbook that the answers are for.
        context: What is known before the walk: the day and the currency.

    Raises:
        Unopened: The file cannot be read, or is an entry.
        BrokenFile: It is no TOML, or an answer cannot be one; all of them are said at once.
    """
    try:
        text = read_text(path, shown)
        if text.startswith("---"):
            said = _("{path} is not an answers file: it begins as an entry of the journal does.", path=shown)
            hint = _("To make one of it: {command}", command="playbook answers NAME CLIENT > answers.toml")
            raise Unopened(said, hint)
        return _checked(text, shown, playbook, context)
    except NotTomlError as error:
        raise BrokenFile(shown, [error.finding], _hint(shown)) from None


@speaking("en")  # As all that only somebody who writes such a file sees.
def _checked(text: str, shown: str, playbook: Playbook, context: Context) -> AnswersFile:
    content = parsed(text)
    refusals = ((name, _refusal(playbook, name, raw, context)) for name, raw in content.items())
    if wrong := dict(islice((one for one in refusals if one[1]), MOST_OF_A_KIND)):
        raise _broken(shown, text, wrong)
    skipped = {name for name, raw in content.items() if _is_skipped(playbook.by_id[name], raw)}
    return AnswersFile(shown, text, content | dict.fromkeys(skipped))


def _refusal(playbook: Playbook, name: str, raw: object, context: Context) -> str:
    """Say why a line of the file is no answer; empty if it is one."""
    question = playbook.by_id.get(name)
    if question is None:
        return f"the playbook has no question `{name}`{did_you_mean(name, playbook.by_id)}"
    if not question.kept:
        return "this is only for reading and takes no answer"
    if question.sources:
        return "this one is worked out from other answers and takes none; take this line out"
    if _is_skipped(question, raw):
        return "this one cannot be skipped" if question.required else ""
    return why_not(lambda: question.native(raw, context))


def _is_skipped(question: Question, raw: object) -> bool:
    if raw == []:
        return question.type == "choices"  # None of several is as good as skipped.
    return isinstance(raw, dict) and list(raw) == ["skipped"] and raw["skipped"] is True


def _broken(shown: str, text: str, wrong: Mapping[str, str]) -> BrokenFile:
    where = places(text)
    findings = [where.finding((name,), message, where=f"`{name}`") for name, message in wrong.items()]
    return BrokenFile(shown, findings, _hint(shown))


def _hint(shown: str) -> str:
    return f"Fix {shown} and start again."
