"""A file that somebody wrote, as TOML; its complaints in our words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from playbook.reading.findings import Finding, Unopened

_LARGEST = 8 * 1024 * 1024
"""In bytes. Ten thousand questions fit; a disk image or an endless device does not."""

# What tomllib says, and what it means for somebody who has never heard of it. The first that fits.
_MEANINGS = [
    ("Invalid value", 'words need quotation marks: "…"; a number, a date, true and false need none'),
    ("Expected '=' after a key", "a line is `key = value`; the `=` is missing"),
    ("Unterminated string", "the quotation mark at its end is missing"),
    ("Illegal character '\\n'", "the quotation mark at the end of the line is missing"),
    (
        "Expected newline or end of document",
        "there is something behind the value that does not belong there",
    ),
    ("Cannot overwrite a value", "the same key is there twice"),
    ("Duplicate inline table key", "the same key is there twice"),
    ("Cannot declare", "the same table is there twice"),
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
    ("Unescaped '\\' in a string", 'a backslash is written as two: "\\\\"'),
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
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        message = "this is not UTF-8 text; save the file as UTF-8 in your editor"
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise NotTomlError(Finding(before.count(b"\n") + 1, column, "", message)) from None


def parsed(text: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        NotTomlError: It is none.
    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise NotTomlError(Finding(1, 1, "", "brackets are nested too deeply to be read")) from None
    except ValueError as error:
        raise NotTomlError(_finding(str(error), text)) from None


def _finding(complaint: str, text: str) -> Finding:
    found = re.fullmatch(r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", complaint)
    lines = text.split("\n")
    said = found[1] if found else complaint
    if found and found[2]:
        line, column = int(found[2]), int(found[3])
    elif found:
        line = max((number for number, source in enumerate(lines, 1) if source.strip()), default=1)
        column = len(lines[line - 1].rstrip()) or 1
    else:
        line, column = 1, 1
    # At a line's end the parser already stands on the next one.
    while line > 1 and column == 1 and not lines[line - 1].strip():
        line -= 1
        column = len(lines[line - 1].rstrip()) or 1
    meaning = next((meaning for start, meaning in _MEANINGS if said.startswith(start)), said)
    source = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    return Finding(line, column, "", f"this cannot be read: {meaning}", source)
