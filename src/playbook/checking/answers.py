"""The answers of an entry against its playbook: what is read, what is not, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from playbook.entry import Answer, Entry
from playbook.model.spelling import meant_by
from playbook.model.types import Question
from playbook.model.types.listed import Listed
from playbook.model.types.question import why_not
from playbook.reading.findings import MOST_OF_A_KIND, Finding, Lines, shortened
from playbook.written import SKIPPED, UNFINISHED, Written, before_label

_GAP = r"[ \t\u00a0\u2000-\u200b\u202f\u3000]*+"
# An answer's line as somebody may write it by hand, and as editors and formatters make it.
_NEARLY = re.compile(
    rf"^(?P<lead>[ \t]*+(?:>[ \t]*+)*+)(?P<mark>[-*+–—−•]?|\d{{1,3}}[.)]){_GAP}"
    rf"(?P<box>(?:\[[ xX]?\])?){_GAP}(?P<aside>(?:\\?~)?){_GAP}[*_`]{{0,3}}"
    rf"(?P<name>[A-Za-z](?:[\w-]|\\_)*(?: (?:[\w-]|\\_)+){{0,7}}?)[*_`]{{0,3}}{_GAP}"
    rf"(?P<colon>[:：=])[*_`]*+{_GAP}(?P<rest>[^\r\n]*)",
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
        id: The question's id.
        slug: The choice that is not there; empty if it is not that.
        is_known: Whether there is such a question.
        finding: What to say of it in its entry.
    """

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


def check_answers(lines: Lines, entry: Entry, questions: Mapping[str, Question] | None) -> CheckedAnswers:
    """Find answers that do not count, or are none.

    Args:
        lines: The entry's text.
        entry: The entry.
        questions: The questions of its playbook by id; None if it cannot be read.
    """
    checked = CheckedAnswers([], [], [])
    for line in entry.lines:
        if len(checked.findings) + len(checked.stale) >= MOST_OF_A_KIND:
            break
        first, counts = entry.answers.get(line.id), entry.counts(line)
        if counts and questions is not None:
            question = questions.get(line.id)
            if question and not (why := _refusal(question, _written(question, line))):
                checked.read.append(question.id)
                checked.findings.extend(_misplaced(lines, line, question))
            elif question:
                stale = Stale(line.id, _missing_slug(question, line), True, _unread(lines, line, why))
                checked.stale.append(stale)
            else:
                meant = meant_by(line.id, questions) if len(checked.stale) < _MOST_GUESSES else ""
                unknown = _about_id(lines, line, f"the playbook has no question `{line.id}`{meant}")
                checked.stale.append(Stale(line.id, "", False, unknown))
        elif first and not counts and not line.aside and (questions is None or line.id in questions):
            message = (
                f"`{line.id}` is answered in line {lines.number(first.start)} already, and the first one "
                "counts; take one of the two out"
            )
            checked.findings.append(_about_id(lines, line, message))
    checked.findings.extend(islice(_nearly(lines, entry, questions or {}), MOST_OF_A_KIND))
    return checked


def _about_id(lines: Lines, line: Answer, message: str) -> Finding:
    return lines.finding(line.start + len("- "), message, length=len(line.id), warning=True)


def _unread(lines: Lines, line: Answer, why: str) -> Finding:
    words = line.head or line.id
    at = lines.text.index(words, line.head_start if line.head else line.start)
    message = f"{why} It does not count as it is."
    return lines.finding(at, message, where=f"answer `{line.id}`", length=len(words))


def _misplaced(lines: Lines, line: Answer, question: Question) -> Iterator[Finding]:
    word = next((word for word in (SKIPPED, UNFINISHED) if line.head.startswith(f"{word} ")), "")
    if word:
        yield _about_id(
            lines, line, f"this is read as an answer; `{word}` stands alone, with the words beneath"
        )
    elif line.head not in (SKIPPED, UNFINISHED) and (message := question.misplaced(line.written)):
        yield _about_id(lines, line, message)


def _written(question: Question, line: Answer) -> Written:
    """Return an answer as it stands; what is beneath only where it belongs to it."""
    return line.written if question.owns_body else Written(line.head)


def _refusal(question: Question, written: Written) -> str:
    """Say why what stands there is no answer, in the question's own words; empty if it is one."""
    if written.head in (SKIPPED, UNFINISHED):
        return ""
    why = why_not(lambda: question.read(written))
    return why if not why or why.endswith((".", "?")) else f"{why}."


def _missing_slug(question: Question, line: Answer) -> str:
    """Return the slug that a list no longer has; empty if it is not that."""
    if not isinstance(question, Listed):
        return ""
    slugs = [slug.strip() for slug in before_label(line.head).split(",")]
    return next((slug for slug in slugs if slug.partition(".")[0] not in question.listed), "")


def _nearly(lines: Lines, entry: Entry, questions: Mapping[str, Question]) -> Iterator[Finding]:
    """Find lines that are probably meant as answers and are not read as such."""
    answers = {line.start for line in entry.lines}
    for found in _NEARLY.finditer(lines.text, entry.body):
        name = re.sub(r"[ -]", "_", found["name"].lower().replace("\\", "")).strip("_")
        if name not in questions or found.start() in answers:
            continue
        owner = next((line for line in entry.lines if line.head_end < found.start() < line.end), None)
        is_indented = found["lead"].isspace() and bool(owner or len(found["lead"]) > 1)
        if is_indented and not _may_be_lost(found, owner, entry, questions):
            continue  # Somebody's own list, beneath an answer or in a text.
        is_listed = found["box"] or found["mark"][:1].isdigit()
        if is_listed and (found["name"] != name or name in entry.answers):
            continue  # Likewise: what is to be done, or first and second.
        is_prose = found["lead"] or found["name"] != name or found["colon"] == "="
        if not found["mark"] and is_prose and not is_indented:
            continue
        right = f"- {found['aside'][-1:]}{name}: {found['rest'].strip()}".rstrip()
        yield lines.finding(
            found.end("lead"),
            f"this is not read as the answer to `{name}`; write it as `{shortened(right, 60)}`",
            length=found.end("colon") - found.end("lead"),
            warning=is_indented or not found["mark"] or name in entry.answers,
        )
    for found in _NO_COLON.finditer(lines.text, entry.body):
        name, rest = found["name"], found["rest"].strip()
        if name in questions and name not in entry.answers and _reads(questions[name], rest):
            message = f"if this is the answer to `{name}`, write it as `- {name}: {shortened(rest, 60)}`"
            yield lines.finding(found.start("name"), message, length=len(name), warning=True)


def _may_be_lost(
    found: re.Match[str], owner: Answer | None, entry: Entry, questions: Mapping[str, Question]
) -> bool:
    """Tell whether an indented line may be an answer that was moved beneath another one: no other counts."""
    name, rest = found["name"].replace("\\", ""), found["rest"].strip()
    if name not in questions or name in entry.answers:
        return False
    if owner and owner.id in questions and questions[owner.id].type == "scorecard":
        return False
    return found["mark"] == "-" or _reads(questions[name], rest)


def _reads(question: Question, rest: str) -> bool:
    """Tell whether words can only be meant as an answer: a number, a choice, a day."""
    if rest.startswith((":", "=", "：")) or question.type == "text":
        return False
    return not _refusal(question, Written(rest))
