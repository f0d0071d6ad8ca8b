"""The front matter: `key: value` lines between two lines of three hyphens at the top of an entry.

It is flat, and it is the person's to edit: it is read leniently and changed line by line. YAML's own
readers and writers turn `0042` into 34 and `no` into False, drop comments and reorder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

_OPENING = re.compile(r"---[ \t]*+\r?\n")
_CLOSING = re.compile(r"^---[ \t]*+(?:\r?\n|\Z)", re.MULTILINE)
_BLANK_LINE = re.compile(r"[ \t]*+(?:\r?\n|\Z)")

_KEY = re.compile(r"\w[\w.-]*+")
_FIELD = re.compile(rf"^({_KEY.pattern})[ \t]*+:[ \t]*+([^\n]*)\n", re.MULTILINE)
_DOUBLE_QUOTED = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"(?=[ \t]*+(?:#|\Z))')
_SINGLE_QUOTED = re.compile(r"'([^']*(?:''[^']*)*)'(?=[ \t]*+(?:#|\Z))")
_COMMENT = re.compile(r"(?:\A|(?<=[ \t]))#")
# What YAML reads as a list, a table, or a text of several lines.
_NESTED = re.compile(r"[\[{].*|[|>][-+0-9]*")

# Control characters and line separators that JSON lets stand, and surrogates that no file can hold.
# Those from U+DC80 to U+DCFF stand for a file's undecodable bytes, and go back to it as they came.
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ud800-\udc7f\udd00-\udfff]")


class _Field(NamedTuple):
    """A line of a key: offsets of the line, of its value, and of the next line."""

    key: str
    line: int
    start: int
    end: int
    after: int
    value: str | None
    """None where there is no value, or none of the flat kind."""


def end_of_front(text: str) -> int:
    """Give the offset behind the front matter; 0 if there is none, or if it never closes."""
    closing = _closing(text)
    return closing.end() if closing else 0


def read_front(text: str) -> dict[str, str]:
    """Give the values that can be read, by key; of a key that stands twice, the first."""
    closing = _closing(text)
    values: dict[str, str] = {}
    for field in _fields(text, closing.start()) if closing else ():
        if field.value is not None:
            values.setdefault(field.key, field.value)
    return values


def composed(values: Mapping[str, str | datetime | date | None], newline: str) -> str:
    """Give a whole front matter; nothing at all if there are no values.

    Raises:
        ValueError: A key is none that could be read back.
    """
    lines = [_line(key, value) for key, value in values.items() if value is not None]
    return "".join(f"{line}{newline}" for line in ("---", *lines, "---")) if lines else ""


def with_front(text: str, changes: Mapping[str, str | datetime | date | None], newline: str) -> str:
    """Give the text with these values in its front matter.

    Only the lines of keys whose value becomes another change, and they keep their comments. A new key
    goes to the end; a front matter is made where there is none.

    Args:
        text: The text of an entry without its byte-order mark.
        changes: The new values; None takes every line of the key away.
        newline: What ends the lines that are added.

    Raises:
        ValueError: A key is none that could be read back.
    """
    closing = _closing(text)
    if not closing:
        made = composed(changes, newline)
        return made + ("" if not made or _BLANK_LINE.match(text) else newline) + text
    fields = list(_fields(text, closing.start()))
    added = ""
    edits: list[tuple[int, int, str]] = []
    for key, value in changes.items():
        standing = [field for field in fields if field.key == key]
        if value is None:
            edits += [(field.line, field.after, "") for field in standing]
        elif standing:
            edits += _changed(text, standing, value)
        else:
            added += _line(key, value) + newline
    edits.append((closing.start(), closing.start(), added))
    for start, end, words in sorted(edits, reverse=True):
        text = text[:start] + words + text[end:]
    return text


def _closing(text: str) -> re.Match[str] | None:
    opening = _OPENING.match(text)
    return _CLOSING.search(text, opening.end()) if opening else None


def _fields(text: str, closing: int) -> Iterator[_Field]:
    for found in _FIELD.finditer(text, text.index("\n") + 1, closing):
        key, rest = found.groups()
        value, length = _value(rest.removesuffix("\r"))
        start = found.start(2)
        yield _Field(key, found.start(), start, start + length, found.end(), value)


def _value(rest: str) -> tuple[str | None, int]:
    """Give the value at the beginning of the rest of a line, and its length as it is written there."""
    if found := _DOUBLE_QUOTED.match(rest):
        try:
            return json.loads(found[0], strict=False), found.end()
        except ValueError:  # Escapes that are YAML's and not JSON's.
            return found[1], found.end()
    if found := _SINGLE_QUOTED.match(rest):
        return found[1].replace("''", "'"), found.end()
    comment = _COMMENT.search(rest)
    bare = rest[: comment.start() if comment else None].rstrip(" \t")
    return (None if not bare or _NESTED.fullmatch(bare) else bare), len(bare)


def _changed(text: str, standing: list[_Field], value: str | date) -> list[tuple[int, int, str]]:
    """Give the edit, if one is needed, that makes this the value of a key that has these lines."""
    field = next((field for field in standing if field.value is not None), standing[0])
    if field.value == _plain(value):
        return []
    before = "" if text[field.start - 1] in " \t" else " "
    behind = " " if text[field.end] == "#" else ""
    return [(field.start, field.end, before + _quoted(value) + behind)]


def _line(key: str, value: str | date) -> str:
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} cannot be a key of the front matter")
    return f"{key}: {_quoted(value)}"


def _plain(value: str | date) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value if isinstance(value, str) else value.isoformat()


def _quoted(value: str | date) -> str:
    if not isinstance(value, str):
        return _plain(value)
    quoted = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
