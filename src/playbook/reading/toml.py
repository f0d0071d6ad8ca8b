"""A file that somebody wrote, as TOML; its complaints in our words."""

from __future__ import annotations

import codecs
import re
import tomllib
from pathlib import Path
from typing import Any

from playbook.reading.findings import Finding, Unopened

_LARGEST = 8 * 1024 * 1024
"""In bytes. Ten thousand questions fit; a disk image or an endless device does not."""

_LONGEST_NUMBER = 256
"""Bits."""

_DEEP = 90
"""Brackets within brackets."""

_OPEN_MARK = "the quotation mark at the end of the line is missing"
_BACKSLASH = 'a backslash is written as two: "\\\\"'

# What tomllib says, and what it means for somebody who has never heard of it. The first that fits.
_MEANINGS = [
    ("Invalid value", 'words need quotation marks: "…"; a number, a date, true and false need none'),
    ("Expected '=' after a key", "a line is `key = value`; the `=` is missing"),
    ("Unterminated string", "the quotation mark at its end is missing"),
    ("Expected \"'''\"", "the quotation mark at its end is missing"),
    ('Expected "\'"', _OPEN_MARK),
    ("Found invalid character '\\n'", _OPEN_MARK),
    ("Illegal character '\\n'", _OPEN_MARK),
    ("Illegal character", "there is a control character in it; take it out"),
    ("Found invalid character", "there is a control character in it; take it out"),
    (
        "Expected newline or end of document",
        "there is something behind the value that does not belong there",
    ),
    ("Cannot overwrite a value", "the same key is there twice"),
    ("Duplicate inline table key", "the same key is there twice"),
    ("Cannot declare", "the same table is there twice"),
    ("Cannot redefine", "the same table is there twice"),
    (
        "Cannot mutate immutable namespace",
        "this table was closed by its } before; add to it inside the braces",
    ),
    ("Unclosed array", "the ] at its end is missing"),
    ("Unclosed inline table", "the } at its end is missing; a table in braces stands on one line"),
    (
        "Invalid initial character for a key part",
        "a key begins with a letter, or stands in quotation marks",
    ),
    ("Expected ']' at the end of a table", "the ] at the end of the heading is missing"),
    ("Expected ']]' at the end of an array", "the ]] at the end of the heading is missing"),
    ("Unescaped '\\' in a string", _BACKSLASH),
    ("Invalid hex value", _BACKSLASH),
    ("Escaped character is not a Unicode scalar value", "this escape is no character"),
    ("Invalid statement", "a line is `key = value`, or a heading in brackets"),
    ("Invalid date or datetime", "there is no such day"),
    ("Exceeds the limit", "this number is longer than any can be"),
]


class NotTomlError(Exception):
    """A text is not TOML.

    Args:
        finding: Where, and what is wrong.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_text(path: Path, shown: str) -> str:
    """Read a file that somebody wrote.

    Args:
        path: The file.
        shown: The file as it is named to the person.

    Raises:
        Unopened: It is not there, is no file, is too large or may not be read.
        NotTomlError: It is not text in UTF-8.
    """
    try:
        if path.is_dir():
            raise Unopened(f"{shown} is a folder.", "Name a file in it.")
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise Unopened(f"There is no file {shown}.", "Check the spelling of its path.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Unopened(f"{shown} cannot be read: {reason}.", "Check who may read it.") from error
    if len(content) > _LARGEST:
        raise Unopened(f"{shown} is larger than a playbook can be (8 MB).", "Is it the file you meant?")
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        *lines, line = content[: error.start].decode("utf-8").split("\n")
        message = "this is not UTF-8 text; save the file as UTF-8 in your editor"
        raise NotTomlError(Finding(len(lines) + 1, len(line) + 1, "", message)) from None


def parsed(text: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        NotTomlError: It is none.
    """
    try:
        content = tomllib.loads(text)
    except RecursionError:
        message = "brackets are nested too deeply to be read"
        raise NotTomlError(Finding(_deepest(text), 1, "", message)) from None
    except ValueError as error:
        raise NotTomlError(_finding(str(error), text)) from None
    if any(base in text for base in ("0x", "0o", "0b")):
        _refuse_endless_numbers(content, text)
    return content


def _refuse_endless_numbers(content: dict[str, Any], text: str) -> None:
    """Refuse a number so long that Python cannot say it: in a base other than ten, tomllib takes it."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), content)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), one) for key, one in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, number), one) for number, one in enumerate(value)]
        elif isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER:
            from playbook.reading.locations import places

            place = places(text).nearest(path)
            raise NotTomlError(_said("Exceeds the limit", place.line, place.column, text))


def _deepest(text: str) -> int:
    """Give the first line within more brackets than anybody opens, counted roughly."""
    depth = 0
    for number, line in enumerate(text.split("\n"), 1):
        depth += sum(map(line.count, "[{"))
        if depth > _DEEP:
            return number
        depth -= sum(map(line.count, "]}"))
    return 1


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


# Complaints that tomllib makes too late or without a place, and what to look for instead.
_ELSEWHERE = [
    (
        "Cannot",
        r"^[ \t]*\[(step(?:\.question)?)\][ \t]*(?:#.*)?\r?$",
        "`[{0}]` needs two brackets: `[[{0}]]`",
    ),
    ('Expected "\'"', r"^[^\"'#\n]*=[ \t]*()'(?!'')[^'\n]*$", ""),
    ("Exceeds the limit", r"(\d[\d_]{4000,})", ""),
]


def _finding(complaint: str, text: str) -> Finding:
    """Say where and what, given what tomllib says."""
    from playbook.reading.meant import meant

    found = _COMPLAINT.fullmatch(complaint)
    said = found[1] if found else complaint
    place = (int(found[2]), int(found[3])) if found and found[2] else None
    # tomllib counts a line feed with a carriage return before it as one character.
    plain = text.replace("\r\n", "\n")
    if better := meant(said, plain, _offset(plain, place) if found else 0):
        line, column = _line_and_column(plain, better.at)
        return _told(better.message, line, column, text)
    for start, pattern, message in _ELSEWHERE:
        elsewhere = re.search(pattern, text, re.MULTILINE) if said.startswith(start) else None
        if elsewhere:
            line, column = _line_and_column(text, elsewhere.start(1))
            return _said(message.format(elsewhere[1]) or complaint, line, column, text)
    return _placed(said, place if found else (1, 1), text)


_COMPLAINT = re.compile(r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")


def _offset(text: str, place: tuple[int, int] | None) -> int:
    """Give the offset of a line and a column; of None, that of the end."""
    if place is None:
        return len(text)
    line, column = place
    return sum(len(source) + 1 for source in text.split("\n")[: line - 1]) + column - 1


def _placed(said: str, place: tuple[int, int] | None, text: str) -> Finding:
    lines = text.split("\n")
    if place is None:
        line = max((number for number, source in enumerate(lines, 1) if source.strip()), default=1)
        column = len(lines[line - 1].rstrip()) or 1
    else:
        line, column = place
    # At a line's end the parser already stands on the next one.
    while line > 1 and column == 1 and not lines[line - 1].strip(" \t\r"):
        line -= 1
        column = len(lines[line - 1].rstrip()) or 1
    return _said(said, line, column, text)


def _said(said: str, line: int, column: int, text: str) -> Finding:
    meaning = next((meaning for start, meaning in _MEANINGS if said.startswith(start)), said)
    return _told(meaning, line, column, text)


def _told(message: str, line: int, column: int, text: str) -> Finding:
    source = text.split("\n")[line - 1].rstrip("\r")
    return Finding(line, column, "", f"this cannot be read: {message}", source)
