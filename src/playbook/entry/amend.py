"""Putting an answer into an entry, setting it aside, and taking it back.

Each function gives the whole new text. What the person wrote stays where it is, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from playbook.entry.page import ID, Answer, Page
from playbook.entry.place import Place, ended, placed
from playbook.written import Written

_AN_ID = re.compile(ID)
_MARK = len("- ")
"""Where, in its line, the mark of an answer that is set aside stands."""


def put(page: Page, question: str, written: Written, *, owns_body: bool, place: Place) -> str:
    """Return the text with this answer.

    An answer that counts is replaced where it stands. Else the new one goes directly above the first
    one of its id that was set aside; else to the place where it belongs.

    Args:
        page: The entry.
        question: The question's id.
        written: The answer.
        owns_body: Whether the block beneath the answer belongs to it. If not, that block is the
            person's notes and stays.
        place: Where a new answer goes.

    Raises:
        ValueError: The id is not in snake_case, the head has several lines, or there is a body that the
            answer would not own.
    """
    lines = _lines(question, written, owns_body=owns_body)
    if counting := page.answer(question):
        return _replaced(page, counting, written, owns_body=owns_body)
    if asides := page.asides(question):
        at = asides[0].start
        return page.bare[:at] + "".join(line + page.newline for line in lines) + page.bare[at:]
    return placed(page, place, lines)


def put_over(page: Page, question: str, written: Written, *, owns_body: bool, place: Place) -> str:
    """Return the text with this answer, and the one that counted till now set aside directly beneath it.

    So a conflict loses nothing. The two are one if they say the same. If nothing counted, the answer is
    put as `put` puts it. Arguments and errors are those of `put`.
    """
    lines = _lines(question, written, owns_body=owns_body)
    counting = page.answer(question)
    if not counting:
        return put(page, question, written, owns_body=owns_body, place=place)
    if _says(counting, written, owns_body=owns_body):
        return page.bare
    at = counting.start
    return page.bare[:at] + "".join(line + page.newline for line in lines) + _marked(page.bare[at:])


def put_beneath(page: Page, question: str, written: Written) -> str:
    """Return the text with an answer set aside directly beneath the one that counts, which stays.

    Raises:
        ValueError: No answer of the id counts.
    """
    counting = page.answer(question)
    if not counting:
        raise ValueError(f"no answer to {question!r} counts")
    first, *body = _lines(question, written, owns_body=True)
    at = counting.after
    beneath = "".join(line + page.newline for line in (_marked(first), *body))
    return ended(page, at) + beneath + page.bare[at:]


def set_aside(page: Page, questions: Collection[str]) -> str:
    """Return the text with the answers of these ids that count set aside where they stand."""
    counting = map(page.answer, questions)
    marks = [answer.start + _MARK for answer in counting if answer]
    return "~".join(_cut(page.bare, [(mark, mark) for mark in marks]))


def taken_back(page: Page, questions: Collection[str]) -> str:
    """Return the text with the first answer of each of these ids that was set aside counting again.

    Nothing changes at an id that has none, or of which another answer counts.
    """
    asides = [page.asides(question)[:1] for question in questions if not page.answer(question)]
    marks = [aside.start + _MARK for first in asides for aside in first]
    return "".join(_cut(page.bare, [(mark, mark + 1) for mark in marks]))


def _cut(text: str, spans: Collection[tuple[int, int]]) -> Iterator[str]:
    """Yield the pieces of a text around some spans of it."""
    begun = 0
    for start, end in sorted(spans):
        yield text[begun:start]
        begun = end
    yield text[begun:]


def _marked(line: str) -> str:
    return f"{line[:_MARK]}~{line[_MARK:]}"


def _says(answer: Answer, written: Written, *, owns_body: bool) -> bool:
    return answer.written == written if owns_body else answer.head == written.head


def _replaced(page: Page, answer: Answer, written: Written, *, owns_body: bool) -> str:
    if _says(answer, written, owns_body=owns_body):
        return page.bare
    first, *body = _lines(answer.id, written, owns_body=owns_body)
    behind_the_id = first[answer.head_start - answer.start :]
    end = answer.end if owns_body else answer.head_end
    if owns_body:
        body = _as_they_stand(answer, body)
    words = page.newline.join((behind_the_id, *body))
    return page.bare[: answer.head_start] + words + page.bare[end:]


def _as_they_stand(answer: Answer, lines: Sequence[str]) -> list[str]:
    """Return the lines of a new block: those that stand there already keep the indentation they have."""
    block = answer.block.replace("\r\n", "\n").split("\n")[1:]
    standing = dict(zip(answer.body.split("\n"), block, strict=False))
    return [line and standing.get(line[2:], line) for line in lines]


def _lines(question: str, written: Written, *, owns_body: bool) -> list[str]:
    if not _AN_ID.fullmatch(question):
        raise ValueError(f"{question!r} is not an id")
    if "\n" in written.head:
        raise ValueError(f"the head of {question!r} has several lines")
    if written.body and not owns_body:
        raise ValueError(f"{question!r} has a body, but would not own it")
    first = f"- {question}: {written.head}" if written.head else f"- {question}:"
    body = written.body.split("\n") if written.body else []
    return [first, *(f"  {line}" if line.strip(" \t") else "" for line in body)]
