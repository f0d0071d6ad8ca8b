"""The front matter: `key: value` lines between two lines of three hyphens at the top of an entry.

It is flat, and it is the person's to edit: it is read leniently and changed line by line. YAML's own
readers and writers turn `0042` into 34 and `no` into False, drop comments and reorder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, TypeAlias

Values: TypeAlias = "Mapping[str, str | datetime | date | None]"
"""What is to stand behind keys; None for a key that is to stand there no more."""

_OPENING = re.compile(r"---[ \t]*+\r?\n")
_CLOSING = re.compile(r"^---[ \t]*+(?:\r?\n|\Z)", re.MULTILINE)
_BLANK_LINE = re.compile(r"[ \t]*+(?:\r?\n|\Z)")

_KEY = re.compile(r"\w[\w.-]*+")
_FIELD = re.compile(rf"^({_KEY.pattern})[ \t]*+:[ \t]*+([^\n]*)\n", re.MULTILINE)
# The same, with the quoted text apart that most values are.
_VALUE = re.compile(rf'^({_KEY.pattern})[ \t]*+:[ \t]*+(?:("[^"\\\n]*+")[ \t]*+\r?|([^\n]*))\n', re.MULTILINE)
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


class Front:
    """The front matter of an entry, as it stands there.

    Args:
        text: The text of the entry without its byte-order mark.

    Attributes:
        values: The values that can be read, by key; of a key that stands twice, the first.
        end: The offset behind the front matter; 0 if there is none, or if it never closes.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._under = self._closing = self.end = 0
        self.values: dict[str, str] = {}
        opening = _OPENING.match(text)
        if opening and (closing := _CLOSING.search(text, opening.end())):
            self._under = opening.end()
            self._closing, self.end = closing.span()
            for key, quoted, rest in _VALUE.findall(text, self._under, self._closing):
                value = quoted[1:-1] if quoted else _value(rest.removesuffix("\r"))[0]
                if value is not None:
                    self.values.setdefault(key, value)

    def changed(self, changes: Values, newline: str) -> str:
        """Return the text with these values in its front matter.

        Only the lines of keys whose value becomes another change, and they keep their comments. A new key
        goes to the end; a front matter is made where there is none.

        Args:
            changes: The new values; None takes every line of the key away.
            newline: What ends the lines that are added.

        Raises:
            ValueError: A key is none that could be read back.
        """
        text = self._text
        if not self.end:
            made = composed(changes, newline)
            return made + ("" if not made or _BLANK_LINE.match(text) else newline) + text
        fields = [_field(found) for found in _FIELD.finditer(text, self._under, self._closing)]
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
        edits.append((self._closing, self._closing, added))
        for start, end, words in sorted(edits, reverse=True):
            text = text[:start] + words + text[end:]
        return text


def composed(values: Values, newline: str) -> str:
    """Return a whole front matter; nothing at all if there are no values.

    Raises:
        ValueError: A key is none that could be read back.
    """
    lines = [_line(key, value) for key, value in values.items() if value is not None]
    return "".join(f"{line}{newline}" for line in ("---", *lines, "---")) if lines else ""


def _field(found: re.Match[str]) -> _Field:
    key, rest = found.groups()
    value, length = _value(rest.removesuffix("\r"))
    start = found.start(2)
    return _Field(key, found.start(), start, start + length, found.end(), value)


def _value(rest: str) -> tuple[str | None, int]:
    """Return the value at the beginning of the rest of a line, and its length as it is written there."""
    if rest.startswith('"') and (found := _DOUBLE_QUOTED.match(rest)):
        return _unescaped(found) if "\\" in found[1] else found[1], found.end()
    if rest.startswith("'") and (found := _SINGLE_QUOTED.match(rest)):
        return found[1].replace("''", "'"), found.end()
    comment = _COMMENT.search(rest) if "#" in rest else None
    bare = rest[: comment.start() if comment else None].rstrip(" \t")
    return (None if not bare or _NESTED.fullmatch(bare) else bare), len(bare)


def _unescaped(found: re.Match[str]) -> str:
    try:
        return str(json.loads(found[0], strict=False))
    except ValueError:  # Escapes that are YAML's and not JSON's.
        return found[1]


def _changed(text: str, standing: list[_Field], value: str | date) -> list[tuple[int, int, str]]:
    """Return the edit, if one is needed, that makes this the value of a key that has these lines."""
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
