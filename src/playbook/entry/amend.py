"""Putting an answer into an entry, setting it aside, and taking it back.

Each function gives the whole new text. What the person wrote stays where it is, byte for byte.
"""

from __future__ import annotations

import re

from playbook.entry.page import ID, Answer, Page
from playbook.entry.place import Place, placed
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
    if counting := page.counting.get(question):
        return _replaced(page, counting, written, owns_body=owns_body)
    if asides := page.asides(question):
        at = asides[0].start
        return page.text[:at] + "".join(line + page.newline for line in lines) + page.text[at:]
    return placed(page, place, lines)


def put_over(page: Page, question: str, written: Written, *, owns_body: bool, place: Place) -> str:
    """Return the text with this answer, and the one that counted till now set aside directly beneath it.

    So a conflict loses nothing. The two are one if they say the same. If nothing counted, the answer is
    put as `put` puts it. Arguments and errors are those of `put`.
    """
    lines = _lines(question, written, owns_body=owns_body)
    counting = page.counting.get(question)
    if not counting:
        return put(page, question, written, owns_body=owns_body, place=place)
    if _says(counting, written, owns_body=owns_body):
        return page.text
    at = counting.start
    return page.text[:at] + "".join(line + page.newline for line in lines) + _marked(page.text[at:])


def set_aside(page: Page, question: str) -> str:
    """Return the text with the answer that counts set aside where it stands; as it was if none does."""
    counting = page.counting.get(question)
    if not counting:
        return page.text
    return page.text[: counting.start] + _marked(page.text[counting.start :])


def taken_back(page: Page, question: str) -> str:
    """Return the text with the first answer of the id that was set aside counting again.

    Nothing changes if there is none, or if another answer of the id counts.
    """
    asides = page.asides(question)
    if not asides or page.counting.get(question):
        return page.text
    mark = asides[0].start + _MARK
    return page.text[:mark] + page.text[mark + 1 :]


def _marked(line: str) -> str:
    return f"{line[:_MARK]}~{line[_MARK:]}"


def _says(answer: Answer, written: Written, *, owns_body: bool) -> bool:
    return answer.written == written if owns_body else answer.head == written.head


def _replaced(page: Page, answer: Answer, written: Written, *, owns_body: bool) -> str:
    if _says(answer, written, owns_body=owns_body):
        return page.text
    first, *body = _lines(answer.id, written, owns_body=owns_body)
    behind_the_id = first[answer.head_start - answer.start :]
    end = answer.end if owns_body else answer.head_end
    words = page.newline.join((behind_the_id, *body))
    return page.text[: answer.head_start] + words + page.text[end:]


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
