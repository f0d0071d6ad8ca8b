"""An entry's file: its bytes, its front matter, its follow-ups and its answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from playbook.checking.answers import Stale, check_answers
from playbook.checking.checked import about_the_file
from playbook.checking.copies import Named, copied, original_name
from playbook.checking.days import check_follow_ups
from playbook.checking.lines import MOST_OF_A_KIND, Lines
from playbook.entry import Entry
from playbook.journal.files import Unreadable, decoded, read
from playbook.journal.folder import read_record
from playbook.journal.naming import client_key
from playbook.journal.record import day_of
from playbook.model.spelling import did_you_mean
from playbook.model.types import Question
from playbook.reading.findings import Finding

_STATUSES = ("open", "done", "closed")
_OPENING = re.compile(r"---[ \t]*\r?\n")
_OUR_KEY = re.compile(r"^playbook[ \t]*:", re.MULTILINE)
_NAMED = re.compile(r"\d{4}-\d\d-\d\d_(?:.*_)?([A-Za-z0-9][\w-]*?)(?:-\d+)?\.md")
_UNDECODED = re.compile("[\udc80-\udcff]+")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?=[ \t\r\n]|\Z)", re.MULTILINE)
_MIDDLE = re.compile(r"^={7}(?=\r?\n|\r?\Z)", re.MULTILINE)
_LARGEST = 8 * 1024 * 1024
"""Bytes; a walk is saved and read at a larger size too, but it would be no walk."""
_NEAR_THE_TOP = 2000
"""Characters within which a front matter that never closes shows that it is ours."""


class Shelf(NamedTuple):
    """The playbooks that entries may name.

    Attributes:
        names: Their names.
        questions: Gives the questions of one by id; None if something in it cannot be right.
    """

    names: frozenset[str]
    questions: Callable[[str], Mapping[str, Question] | None]


class CheckedEntry(NamedTuple):
    """An entry that was looked at.

    Attributes:
        findings: What was found, but for what follows from a change of its playbook.
        stale: The answers that its playbook does not know or cannot read now.
        named: Which walk it is of; None if that cannot be told.
        read: The ids of the answers that are read.
    """

    findings: list[Finding]
    stale: list[Stale]
    named: Named | None
    read: Sequence[str] = ()


def check_entry(path: Path, shelf: Shelf) -> CheckedEntry | None:
    """Find everything in an entry's file; None for a file that is none of ours.

    Args:
        path: The file.
        shelf: The playbooks.
    """
    try:
        if not path.is_file():
            return None
        if path.stat().st_size > _LARGEST:
            if read_record(path) is None:
                return None
            message = "this is larger than an entry ever is (8 MB), and is not looked at any further"
            return CheckedEntry([about_the_file(message, warning=True)], [], None)
        text = decoded(read(path)).removeprefix("\ufeff")
    except Unreadable as error:
        return CheckedEntry([about_the_file(error.message.replace(str(path), path.name))], [], None)
    except OSError as error:
        return CheckedEntry([about_the_file(f"this cannot be read: {error.strerror}")], [], None)
    lines = Lines(text)
    entry = Entry.parse(text)
    body = entry.body
    copies = [copied(path.name)] if original_name(path.name) else []
    if "playbook" not in entry.front:
        lost = list(_without_playbook(path, lines, body, shelf))
        return CheckedEntry([*copies, *lost, *_bytes(lines)], [], None) if lost else None
    front = entry.front
    findings = [
        *copies,
        *_bytes(lines),
        *_front(lines, entry, body, shelf),
        *islice(check_follow_ups(lines, body), MOST_OF_A_KIND),
    ]
    known = shelf.questions(front["playbook"]) if front["playbook"] in shelf.names else None
    answers = check_answers(lines, entry, body, known)
    named = Named(front["playbook"], client_key(front.get("client", "")), front.get("started", ""))
    return CheckedEntry(sorted([*findings, *answers.findings]), answers.stale, named, answers.read)


def _without_playbook(path: Path, lines: Lines, body: int, shelf: Shelf) -> Iterator[Finding]:
    """Find why a file that should be an entry is none; other people's files are none of ours."""
    name = _NAMED.fullmatch(original_name(path.name) or path.name)
    is_named = bool(name and name[1] in shelf.names)
    if not body and _OPENING.match(lines.text):
        if is_named or _OUR_KEY.search(lines.text, 0, _NEAR_THE_TOP):
            yield lines.finding(
                0, "the front matter never ends; put a second line of three hyphens beneath its last key"
            )
    elif is_named:
        message = 'there is no `playbook` here, so this is not read as an entry; write playbook: "NAME"'
        yield lines.finding(0, message.replace("NAME", name[1] if name else "lost"))


def _bytes(lines: Lines) -> Iterator[Finding]:
    text = lines.text
    if nuls := text.count("\0"):
        number = f"; there are {nuls} in this file" if nuls > 1 else ""
        yield lines.finding(
            text.index("\0"),
            f"this is a NUL, which no text has: part of the file may be lost{number}. Take it out",
        )
    if found := _UNDECODED.search(text):
        message = "this is not UTF-8 text; it is kept as it is. Save the file as UTF-8 in your editor"
        yield lines.finding(found.start(), message, length=len(found[0]), warning=True)
    marks = list(islice(_CONFLICT.finditer(text), MOST_OF_A_KIND))
    for mark in sorted(
        [*marks, *(islice(_MIDDLE.finditer(text), MOST_OF_A_KIND) if marks else ())],
        key=lambda mark: mark.start(),
    ):
        message = "this is the mark of a merge that two versions went into; keep what is right of both"
        yield lines.finding(mark.start(), message, length=7)


def _front(lines: Lines, entry: Entry, body: int, shelf: Shelf) -> Iterator[Finding]:
    front = entry.front

    def about(key: str, message: str, *, warning: bool = False) -> Finding:
        found = re.compile(rf"^{key}[ \t]*:[ \t]*([^\r\n]*)", re.MULTILINE).search(lines.text, 0, body)
        at, length = (found.start(1), len(found[1].rstrip())) if found else (0, 1)
        return lines.finding(at, message, length=length, warning=warning)

    name = front["playbook"]
    if name not in shelf.names:
        near = did_you_mean(name, shelf.names) if len(name) <= 200 else ""
        near = near if near.endswith("?") else ""
        yield about("playbook", f"there is no playbook `{name}` any more{near}", warning=True)
    if front.get("status", "open") not in _STATUSES:
        yield about("status", f"`{front['status']}` is no status; it is open, done or closed")
    if "started" not in front:
        yield about(
            "started", "there is no `started`; write when it began, such as started: 2026-12-01", warning=True
        )
    for key in ("started", "updated", "waiting_until"):
        if key in front and day_of(front[key]) is None:
            yield about(key, f"`{front[key]}` is no day; write it as 2026-12-01")
