"""An entry's file: its bytes, its front matter, its follow-ups and its answers; and what lies beside it.

Nobody meant to have copies of entries, nor what an interrupted save left behind.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from playbook.checking.answers import Stale, check_answers
from playbook.checking.playbooks import Playbooks
from playbook.entry import Entry, Field
from playbook.errors import reason
from playbook.journal.files import Unreadable, decoded, read
from playbook.journal.naming import copies, only_in, original_name
from playbook.journal.record import Record, day_of, moment_of
from playbook.model.spelling import meant_by
from playbook.reading.findings import MOST_OF_A_KIND, Finding, Lines, about_file
from playbook.settings import Settings

_KEYS = ("language", *Record._fields[1:])
_BENEATH = re.compile(r"\n[ \t]+([^ \t\r\n#][^\r\n]*)")
_STATUSES = ("open", "done", "closed")
_OPENING = re.compile(r"---[ \t]*\r?\n")
_OUR_KEY = re.compile(r"^playbook[ \t]*:", re.MULTILINE)
_NAMED = re.compile(r"\d{4}-\d\d-\d\d_(?:.*_)?([A-Za-z0-9][\w-]*?)(?:-\d+)?\.md")
_UNDECODED = re.compile("[\udc80-\udcff]+")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?=[ \t\r\n]|\Z)", re.MULTILINE)
_MIDDLE = re.compile(r"^={7}(?=\r?\n|\r?\Z)", re.MULTILINE)
_UPDATED = re.compile(r"^updated:[ \t]*(\d[^ \t\r\n]*)", re.MULTILINE)
# A follow-up with a day, as it is read or as somebody may write it by hand.
_FOLLOW_UP = re.compile(
    r"^(?![ \t]{2})(?:(?P<read>- \[[ xX]\][ \t]+)|[ \t]?[-*+][ \t]*+\[[ \t]*+[xX]?[ \t]*+\][ \t]*+)"
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})(?![^ \t\r\n])",
    re.MULTILINE | re.ASCII,
)
# A front matter of ours further down, as where one entry was put behind another.
_SECOND = re.compile(
    r"^---[ \t]*+\r?\n(?:(?!---|[\"']?playbook\b)(?:[\w\"'][\w.-]*+[\"']?[ \t]*+:|[ \t#])[^\n]*+\n){0,40}+"
    r"[\"']?playbook[\"']?[ \t]*+:",
    re.MULTILINE,
)
_NEAR_THE_TOP = 2000
"""Characters within which a front matter that never closes shows that it is ours."""


class CheckedEntry(NamedTuple):
    """An entry that was looked at.

    Attributes:
        findings: What was found, but for what follows from a change of its playbook.
        record: Which walk it is of; None if that cannot be told.
        stale: The answers that its playbook does not know or cannot read now.
        read: The ids of the answers that are read.
    """

    findings: list[Finding]
    record: Record | None = None
    stale: Sequence[Stale] = ()
    read: Sequence[str] = ()


def check_entry(path: Path, playbooks: Playbooks) -> CheckedEntry | None:
    """Find everything in an entry's file; None for a file that is none of ours.

    Args:
        path: The file.
        playbooks: The playbooks that it may be of.
    """
    try:
        if not path.is_file():
            return _no_file(path, playbooks)
        entry = Entry(decoded(read(path)))
    except Unreadable as error:
        return CheckedEntry([about_file(error.message.replace(str(path), path.name))])
    except OSError as error:
        return CheckedEntry([about_file(f"this cannot be read: {reason(error)}")])
    lines = Lines(entry.text.removeprefix("\ufeff"))
    findings = [*_bytes(lines)]
    record = Record.of(str(path), entry.front)
    if record is None:
        lost = list(_without_playbook(path, lines, entry, playbooks))
        return CheckedEntry([*findings, *lost]) if lost else None
    findings += _front(lines, entry, playbooks)
    if second := _SECOND.search(lines.text, entry.body):
        message = (
            "a second front matter begins here, and what stands beneath it is taken for the first one's; "
            "move it, with all that is its own, to a file of its own"
        )
        findings.append(lines.finding(second.start(), message, length=3))
        # What is beneath is looked at once it is where it belongs.
        entry = Entry(lines.text[: second.start()])
        lines = Lines(entry.text)
    findings += islice(_follow_ups(lines, entry), MOST_OF_A_KIND)
    # What only one language asks, as a form of address, is asked in its entries.
    questions = playbooks.questions(record.playbook, entry.front.get("language", ""))
    answers = check_answers(lines, entry, questions)
    return CheckedEntry([*findings, *answers.findings], record, answers.stale, answers.read)


def _no_file(path: Path, playbooks: Playbooks) -> CheckedEntry | None:
    """Find what stands in the place of an entry: a folder or a pipe, or a link that leads nowhere."""
    if not _playbook_named(path, playbooks):
        return None
    gone = path.is_symlink() and not path.exists()
    message = "this is a link, and what it leads to is gone" if gone else "this is not a file, so no entry"
    return CheckedEntry([about_file(f"{message}; move it out of the journal")])


def _playbook_named(path: Path, playbooks: Playbooks) -> str:
    """Return the playbook that the file of an entry is named for; empty for any other file."""
    named = _NAMED.fullmatch(original_name(path.name))
    return named[1] if named and named[1] in playbooks.paths else ""


def _without_playbook(path: Path, lines: Lines, entry: Entry, playbooks: Playbooks) -> Iterator[Finding]:
    """Find why a file that should be an entry is none; other people's files are none of ours."""
    name = _playbook_named(path, playbooks)
    if not entry.body and _OPENING.match(lines.text):
        if name or _OUR_KEY.search(lines.text, 0, _NEAR_THE_TOP):
            message = "the front matter never ends; put a second line of three hyphens beneath its last key"
            yield lines.finding(0, message)
    elif (front := _SECOND.search(lines.text, 0, _NEAR_THE_TOP)) and not entry.body:
        message = "the front matter is read in the first line only; move what stands above it beneath it"
        yield lines.finding(front.start(), message, length=3)
    elif name:
        message = "there is no `playbook` here, so this is not read as an entry; write playbook: "
        yield lines.finding(0, f'{message}"{name}"')


def _bytes(lines: Lines) -> Iterator[Finding]:
    text = lines.text
    if nuls := text.count("\0"):
        number = f"; there are {nuls} in this file" if nuls > 1 else ""
        message = f"this is a NUL, which no text has: part of the file may be lost{number}. Take it out"
        yield lines.finding(text.index("\0"), message)
    if found := _UNDECODED.search(text):
        message = "this is not UTF-8 text; it is kept as it is. Save the file as UTF-8 in your editor"
        yield lines.finding(found.start(), message, length=len(found[0]), warning=True)
    if _CONFLICT.search(text):
        kinds = (islice(kind.finditer(text), MOST_OF_A_KIND) for kind in (_CONFLICT, _MIDDLE))
        updated = sorted(_UPDATED.findall(text), key=moment_of)
        later = f". The later one was saved at {updated[-1]}" if len(updated) > 1 else ""
        for mark in chain.from_iterable(kinds):
            message = (
                f"this is the mark of a merge that two versions went into; keep what is right of both{later}"
            )
            yield lines.finding(mark.start(), message, length=7)


def _front(lines: Lines, entry: Entry, playbooks: Playbooks) -> Iterator[Finding]:
    front = entry.front

    def about(key: str, message: str, *, warning: bool = False) -> Finding:
        line = re.compile(rf"^{key}[ \t]*:[ \t]*([^\r\n]*)", re.MULTILINE)
        found = line.search(lines.text, 0, entry.body)
        at, length = (found.start(1), len(found[1].rstrip())) if found else (0, 1)
        return lines.finding(at, message, length=length, warning=warning)

    yield from _keys(lines, entry)
    name = front["playbook"]
    if name not in playbooks.paths:
        meant = meant_by(name, playbooks.paths) if len(name) <= 200 else ""
        yield about("playbook", f"there is no playbook `{name}` any more{meant}", warning=True)
    if front.get("status", "open") not in _STATUSES:
        yield about("status", f"`{front['status']}` is not a status; write open, done or closed")
    if "started" not in front:
        message = "there is no `started`; write when it began, such as started: 2026-12-01"
        yield about("started", message, warning=True)
    playbook = playbooks.playbook(name, front.get("language", ""))
    if playbook and playbook.subject == "client" and not front.get("client", "").strip():
        yield about("client", 'there is no `client`; write whom it is about, such as client: "Acme Studio"')
    for key in ("started", "updated", "waiting_until"):
        if key in front and day_of(front[key]) is None:
            yield about(key, f"`{front[key]}` is not a day; write it as 2026-12-01")


def _keys(lines: Lines, entry: Entry) -> Iterator[Finding]:
    """Find keys that stand twice, and lines beneath ours that are no part of their values."""
    first: dict[str, Field] = {}
    for field in entry.fields:
        at = field.line
        if field.value is not None and first.setdefault(field.key, field) is not field:
            number = lines.number(first[field.key].line)
            message = f"`{field.key}` is in line {number} already, and the first one counts; take one out"
            yield lines.finding(at, message, length=len(field.key), warning=True)
        elif field.key in _KEYS and (more := _BENEATH.search(lines.text, field.end, field.after)):
            message = (
                f"this is not read as part of `{field.key}`; write its value on one line, in double quotes"
            )
            yield lines.finding(more.start(1), message, length=len(more[1]), warning=True)


def _follow_ups(lines: Lines, entry: Entry) -> Iterator[Finding]:
    """Find follow-ups whose day is none, and lines that look like follow-ups and are not read as such."""
    for found in _FOLLOW_UP.finditer(lines.text, entry.body):
        day = found["day"]
        if not found["read"]:
            message = f"this is not read as a follow-up; begin the line with `- [ ] {day}`"
            yield lines.finding(found.start(), message, length=len(found[0]), warning=True)
        elif message := _no_day(day):
            yield lines.finding(found.start("day"), message, where="follow-up", length=len(day))


def _no_day(text: str) -> str:
    """Say why a text is no day as a journal has it; empty if it is one."""
    try:
        right = date(*map(int, text.split("-"))).isoformat()
    except ValueError:
        return f"there is no such day: {text}"
    return "" if right == text else f"write this day as {right}"


_LEFTOVER = re.compile(r"\.(?!syncthing\.)(?P<of>.+\.(?:md|toml)|(?P<cut>.+)\.[0-9a-f]{32})\.tmp")


def copied(name: str) -> Iterator[Finding]:
    """Find an entry whose file has the name of a copy."""
    if (original := original_name(name)) != name:
        message = (
            f"this looks like a copy that a sync program or a file manager made of {original}; "
            "keep what is missing there, then delete this one"
        )
        yield about_file(message, warning=True)


def doubled(records: Iterable[Record]) -> Iterator[tuple[Path, Finding]]:
    """Find the copies among entries, with the answers that only they hold."""
    for file, original in copies(records).items():
        try:
            copy, kept = (Entry(decoded(read(one))) for one in (file, original.file))
        except (FileNotFoundError, Unreadable):
            continue
        only = ", ".join(f"`{name}`" for name in only_in(copy, kept))
        keep = f"only it has an answer to {only}; bring that over, then" if only else "you can"
        message = f"this is a copy of {original.name} and counts nowhere; {keep} delete it"
        yield Path(file), about_file(message, warning=True)


def leftovers(settings: Settings) -> Iterator[tuple[Path, Finding]]:
    """Find what saves that were killed left behind."""
    for folder in dict.fromkeys((settings.home, settings.playbooks, settings.journal)):
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208 - names are all that is needed, ten times as fast
        except OSError:
            continue
        for name in names:
            if found := _LEFTOVER.fullmatch(name):
                of = f"{found['cut']}…" if found["cut"] else found["of"]
                message = (
                    f"a save of {of} was interrupted and left this; that file is whole. Open this one in "
                    "your editor if you miss something; it goes with the next save, or delete it"
                )
                yield folder / name, about_file(message, warning=True)
