"""An answers file: flat TOML, a question's id and its answer a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from playbook.model.context import Context
from playbook.model.invalid import InvalidAnswer
from playbook.model.playbook import Playbook, Step
from playbook.model.spelling import did_you_mean
from playbook.model.types import Question
from playbook.reading.findings import BrokenFile, Finding
from playbook.reading.locations import Places, places
from playbook.reading.toml import NotTomlError, parsed, read_text


def _is_skipped(question: Question, raw: object) -> bool:
    if raw == []:
        return question.type == "choices"  # None of several is as good as passed.
    return isinstance(raw, dict) and list(raw) == ["skipped"] and raw["skipped"] is True


class Answers(Mapping[str, object]):
    """The answers of a file by question id, as TOML has them; None for one that is passed.

    Args:
        shown: The file as it is named to the person.
        text: Its text.
        answers: Its answers.
    """

    def __init__(self, shown: str, text: str, answers: Mapping[str, object]) -> None:
        self._shown = shown
        self._text = text
        self._answers = answers

    def __getitem__(self, name: str) -> object:
        return self._answers[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._answers)

    def __len__(self) -> int:
        return len(self._answers)

    def reach(self, playbook: Playbook, step: Step) -> bool:
        """Tell whether there is an answer of a step, or of one behind it."""
        behind = playbook.steps[playbook.steps.index(step) :]
        return any(question.id in self for later in behind for question in later.questions)

    def broken(self, name: str, message: str) -> BrokenFile:
        """Give the error for one answer of the file, with its line."""
        return _broken(self._shown, [_about(places(self._text), name, message)])


def read_answers(path: Path, shown: str, playbook: Playbook, context: Context) -> Answers:
    """Read an answers file and check every answer of it.

    Args:
        path: The file.
        shown: The file as it is named to the person.
        playbook: The playbook that the answers are for.
        context: What is known before the walk: the day and the currency.

    Raises:
        Unopened: The file cannot be read.
        BrokenFile: It is no TOML, or an answer cannot be one; all of them are said at once.
    """
    try:
        text = read_text(path, shown)
        content = parsed(text)
    except NotTomlError as error:
        raise _broken(shown, [error.finding]) from None
    questions = {question.id: question for _, question in playbook.questions()}
    answers: dict[str, object] = {}
    findings, where = [], places(text)
    for name, raw in content.items():
        if name not in questions:
            message = f"the playbook has no question `{name}`{did_you_mean(name, questions)}"
            findings.append(_about(where, name, message))
        elif why := _refusal(questions[name], raw, context):
            findings.append(_about(where, name, why))
        else:
            answers[name] = None if _is_skipped(questions[name], raw) else raw
    if findings:
        raise _broken(shown, findings)
    return Answers(shown, text, answers)


def _refusal(question: Question, raw: object, context: Context) -> str:
    if not question.kept:
        return "this is only for reading and takes no answer"
    if _is_skipped(question, raw):
        return "this one cannot be passed" if question.required else ""
    try:
        question.native(raw, context)
    except InvalidAnswer as unreadable:
        return str(unreadable)
    return ""


def _about(where: Places, name: str, message: str) -> Finding:
    return where.finding((name,), message, where=f"`{name}`")


def _broken(shown: str, findings: list[Finding]) -> BrokenFile:
    return BrokenFile(shown, findings, f"Mend {shown} and start again.")
