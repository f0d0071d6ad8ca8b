"""The answers of an entry against its playbook: what is read, what is not, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from playbook.checking.lines import MOST_OF_A_KIND, Lines
from playbook.entry import Entry
from playbook.model.invalid import InvalidAnswer
from playbook.model.spelling import did_you_mean
from playbook.model.types import Question
from playbook.model.types.choice import ChoiceQuestion
from playbook.model.types.choices import ChoicesQuestion
from playbook.reading.findings import Finding
from playbook.written import SKIPPED, UNFINISHED, Written

_ANSWER = re.compile(r"^- (~?)([a-z][a-z0-9_]*):[ \t]*([^\n]*)", re.MULTILINE)
# An answer's line as somebody may write it by hand, and as some editors make it. Indented by two blanks
# it is the person's own.
_NEARLY = re.compile(
    r"^(?![ \t]{2})(?P<lead>[ \t]?)(?P<mark>[-*+–—−•]?)(?P<gap>[ \t]*+)(?P<aside>~?)[ \t]*+"
    r"(?P<name>[A-Za-z][\w-]*(?: [\w-]+){0,7}?)[ \t]*+(?P<colon>[:：=])[ \t]*+(?P<rest>[^\r\n]*)",
    re.MULTILINE,
)
_NO_COLON = re.compile(
    r"^(?![ \t]{2})[ \t]?[-*+–—−•][ \t]*(?P<name>[a-z][a-z0-9_]*)[ \t]+(?P<rest>[^\r\n]+)", re.MULTILINE
)

_MOST_GUESSES = 50
"""Unknown ids of one entry for which the nearest known one is looked up."""


class Stale(NamedTuple):
    """An answer that its playbook does not know, or cannot read now.

    Attributes:
        playbook: The name of the playbook.
        id: The question's id.
        slug: The choice that is not there; empty if it is not that.
        is_known: Whether there is such a question.
        finding: What to say of it in its entry.
    """

    playbook: str
    id: str
    slug: str
    is_known: bool
    finding: Finding


class CheckedAnswers(NamedTuple):
    """The answers of an entry.

    Attributes:
        findings: What is wrong in the entry itself.
        stale: The answers that the playbook does not know or cannot read now: if several entries have
            the same, it is the playbook that changed.
        read: The ids of those that are read.
    """

    findings: list[Finding]
    stale: list[Stale]
    read: list[str]


def check_answers(
    lines: Lines, entry: Entry, body: int, questions: Mapping[str, Question] | None
) -> CheckedAnswers:
    """Find answers that do not count, or are none.

    Args:
        lines: The entry's text.
        entry: The entry.
        body: The offset behind its front matter.
        questions: The questions of its playbook by id; None if it cannot be read.
    """
    findings: list[Finding] = []
    stale: list[Stale] = []
    read: list[str] = []
    counting: dict[str, int] = {}
    for found in _ANSWER.finditer(lines.text, body):
        aside, name, _ = found.groups()
        if aside:
            continue
        if len(findings) + len(stale) >= MOST_OF_A_KIND:
            break
        if name in counting:
            if questions is None or name in questions:
                findings.append(_second(lines, found, counting[name]))
            continue
        counting[name] = found.start()
        if questions is None:
            continue
        if one := _stale(lines, entry, questions, found, guessed=len(stale) < _MOST_GUESSES):
            stale.append(one)
        else:
            read.append(name)
    findings += islice(_nearly(lines, body, questions or {}, counting), MOST_OF_A_KIND)
    return CheckedAnswers(findings, stale, read)


def _stale(
    lines: Lines, entry: Entry, questions: Mapping[str, Question], found: re.Match[str], *, guessed: bool
) -> Stale | None:
    """Give an answer that its playbook does not know or cannot read; None if it can.

    Args:
        lines: The entry's text.
        entry: The entry.
        questions: The questions of its playbook, by id.
        found: The line of the answer.
        guessed: Whether to say which question may be meant, which takes a while.
    """
    _, name, rest = found.groups()
    playbook = entry.front["playbook"]
    question = questions.get(name)
    if question is None:
        message = f"the playbook has no question `{name}`{_near(name, questions) if guessed else ''}"
        finding = lines.finding(found.start(2), message, length=len(name), warning=True)
        return Stale(playbook, name, "", False, finding)
    written = _written(entry, question, name, rest)
    if why := _refusal(question, written):
        return Stale(playbook, name, _missing_slug(question, written), True, _unread(lines, found, why))
    return None


def _written(entry: Entry, question: Question, name: str, rest: str) -> Written:
    """Give an answer as it stands; what is beneath only where it belongs to it."""
    answer = entry.answer(name) if question.owns_body else None
    return answer.written if answer else Written(rest.removesuffix("\r").rstrip(" \t"))


def _unread(lines: Lines, found: re.Match[str], why: str) -> Finding:
    _, name, rest = found.groups()
    at, length = (found.start(3), len(rest.rstrip())) if rest.strip() else (found.start(2), len(name))
    return lines.finding(at, f"{why} It does not count as it is.", where=f"answer `{name}`", length=length)


def _near(name: str, questions: Mapping[str, Question]) -> str:
    near = did_you_mean(name, questions)
    return near if near.endswith("?") else ""


def _second(lines: Lines, found: re.Match[str], first: int) -> Finding:
    message = (
        f"`{found[2]}` is answered in line {lines.number(first)} already, and the first one counts; "
        "take one of the two out"
    )
    return lines.finding(found.start(2), message, length=len(found[2]), warning=True)


def _refusal(question: Question, written: Written) -> str:
    """Say why what stands there is no answer, in the question's own words; empty if it is one."""
    if written.head == UNFINISHED:
        return ""
    if written.head == SKIPPED:
        return ""
    try:
        question.read(written)
    except InvalidAnswer as unreadable:
        why = str(unreadable)
        return why if why.endswith((".", "?")) else f"{why}."
    return ""


def _missing_slug(question: Question, written: Written) -> str:
    """Give the slug that a list no longer has; empty if it is not that."""
    if not isinstance(question, ChoiceQuestion | ChoicesQuestion):
        return ""
    slugs = [slug.strip() for slug in written.head.partition(" — ")[0].split(",")]
    if isinstance(question, ChoiceQuestion):
        slugs = [written.head.partition(" — ")[0].strip()]
    return next((slug for slug in slugs if slug.partition(".")[0] not in question.listed), "")


def _nearly(
    lines: Lines, body: int, questions: Mapping[str, Question], counting: Mapping[str, int]
) -> Iterator[Finding]:
    """Find lines that are probably meant as answers and are not read as such."""
    for found in _NEARLY.finditer(lines.text, body):
        name = re.sub(r"[ -]", "_", found["name"].lower())
        if name not in questions or _ANSWER.match(lines.text, found.start()):
            continue
        if not found["mark"] and (found["lead"] or found["name"] != name or found["colon"] == "="):
            continue  # Somebody's prose.
        right = f"- {found['aside']}{name}: {found['rest'].strip()}".rstrip()
        message = f"this is not read as the answer to `{name}`; write it as `{_short(right)}`"
        yield lines.finding(
            found.start() + len(found["lead"]),
            message,
            length=found.end("colon") - found.start() - len(found["lead"]),
            warning=not found["mark"] or name in counting,
        )
    for found in _NO_COLON.finditer(lines.text, body):
        name, rest = found["name"], found["rest"].strip()
        if name in questions and name not in counting and _reads(questions[name], rest):
            message = f"if this is the answer to `{name}`, write it as `- {name}: {_short(rest)}`"
            yield lines.finding(found.start("name"), message, length=len(name), warning=True)


def _reads(question: Question, rest: str) -> bool:
    """Tell whether words can only be meant as an answer: a number, a choice, a day."""
    if rest.startswith((":", "=", "：")) or question.type == "text":
        return False
    return not _refusal(question, Written(rest))


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"
