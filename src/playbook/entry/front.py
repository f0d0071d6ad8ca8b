"""The front matter: `key: value` lines between two lines of three hyphens at the top of an entry.

It is flat, and it is the person's to edit: it is read leniently and changed line by line. YAML's own
readers and writers turn `0042` into 34 and `no` into False, drop comments and reorder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

Values: TypeAlias = Mapping[str, str | datetime | date | None]
"""What is to stand behind keys; None for a key that is to stand there no more."""

_OPENING = re.compile(r"---[ \t]*+\r?\n")
_CLOSING = re.compile(r"^---[ \t]*+(?:\r?\n|\Z)", re.MULTILINE)
_BLANK_LINE = re.compile(r"[ \t]*+(?:\r?\n|\Z)")

_KEY = re.compile(r"\w[\w.-]*+")
# A key with its value, and the indented lines beneath, which YAML's writers may go on in.
_FIELD = re.compile(
    rf"^([\"']?)({_KEY.pattern})\1[ \t]*+:[ \t]*+([^\n]*)\n"
    r"((?:(?:[ \t]*+\r?\n)*+[ \t]++(?!\r?\n)[^\n]*\n)*)",
    re.MULTILINE,
)
_TAG = re.compile(r"!!\w+[ \t]+")
_TEXT_BENEATH = r"([|>])[-+0-9]*[ \t]*(?:#.*)?"
_NO_MORE = r"#|-(?:[ \t]|\Z)|[\w.-]+:(?:[ \t]|\Z)"
"""How a line begins with which a bare value does not go on: a comment, and what is of a list or a table."""
_WHOLE = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:[\d:.]+(?:Z|[-+][\d:]+)?)?|open|done|closed"
"""What needs no second line: a day, a moment, a status. What is indented beneath it is somebody's note."""
_ESCAPED_END = r"(?<!\\)((?:\\\\)*)\\\n"
_ESCAPE = r"(?s)\\(?:x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8})|(.))"
_LAST = 0x10FFFF
_OF_YAML = dict(zip("0aevN_LP \t", "\0\a\x1b\v\x85\xa0\u2028\u2029 \t", strict=True))
"""What stands behind a backslash in YAML and not in JSON, with the character that it means."""
_DOUBLE_QUOTED = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"(?=[ \t]*+(?:#|\Z))')
_SINGLE_QUOTED = re.compile(r"'([^']*(?:''[^']*)*)'(?=[ \t]*+(?:#|\Z))")
_COMMENT = re.compile(r"(?:\A|(?<=[ \t]))#")
# What YAML reads as a list, a table, or a text of several lines.
_NESTED = re.compile(r"[\[{].*|[|>][-+0-9]*")

# Control characters and line separators that JSON lets stand, and surrogates that no file can hold.
# Those from U+DC80 to U+DCFF stand for a file's undecodable bytes, and go back to it as they came.
_ESCAPED = r"[\x7f-\x9f\u2028\u2029\ud800-\udc7f\udd00-\udfff]"


class Field(NamedTuple):
    """A key: offsets of its line, of its value, and of what is not indented beneath."""

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
        end: The offset behind the front matter; 0 if there is none, or if it never closes.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._under = self._closing = self.end = 0
        opening = _OPENING.match(text)
        if opening and (closing := _CLOSING.search(text, opening.end())):
            self._under = opening.end()
            self._closing, self.end = closing.span()

    @cached_property
    def fields(self) -> list[Field]:
        """Its keys as they stand, in order."""
        return [_field(found) for found in _FIELD.finditer(self._text, self._under, self._closing)]

    @cached_property
    def values(self) -> dict[str, str]:
        """The values that can be read, by key; of a key that stands twice, the first."""
        values: dict[str, str] = {}
        for _, key, rest, beneath in _FIELD.findall(self._text, self._under, self._closing):
            value, _length = _read(rest, beneath)
            if value is not None:
                values.setdefault(key, value)
        return values

    def changed(self, changes: Values, newline: str) -> str:
        """Return the text with these values in its front matter.

        Only the lines of keys whose value becomes another change, and they keep their comments. A new key
        goes to the end; a front matter is made where there is none.

        Args:
            changes: The new values; None takes every line of the key away, but for what is not its value.
            newline: What ends the lines that are added.

        Raises:
            ValueError: A key is none that could be read back.
        """
        text = self._text
        if not self.end:
            made = composed(changes, newline)
            return made + ("" if not made or _BLANK_LINE.match(text) else newline) + text
        added = ""
        edits: list[tuple[int, int, str]] = []
        for key, value in changes.items():
            standing = [field for field in self.fields if field.key == key]
            if value is None:
                edits += [(field.line, text.index("\n", field.end) + 1, "") for field in standing]
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


def _field(found: re.Match[str]) -> Field:
    _, key, rest, beneath = found.groups()
    (value, length), start = _read(rest, beneath), found.start(3)
    under = found.start(4) + len(beneath.removesuffix("\n").removesuffix("\r"))
    return Field(key, found.start(), start, under if length is None else start + length, found.end(), value)


# The same few values stand in many entries.
@lru_cache(maxsize=1024)
def _read(rest: str, beneath: str) -> tuple[str | None, int | None]:
    """Return the value of a key, and its length on the key's line; None where it goes on beneath."""
    rest = rest.removesuffix("\r")
    if beneath and (long := _long(rest, [line.strip(" \t\r") for line in beneath.split("\n")[:-1]])):
        return long, None
    return _value(rest)


def _long(rest: str, more: list[str]) -> str | None:
    """Return a value of several lines; None if the lines beneath are no part of it."""
    tag = _TAG.match(rest)
    rest = rest[tag.end() if tag else 0 :].rstrip(" \t")
    if beneath := re.fullmatch(_TEXT_BENEATH, rest):
        return ("\n".join(more) if beneath[1] == "|" else _folded(more)).strip("\n")
    if rest[:1] in ('"', "'") and rest:
        quoted = _DOUBLE_QUOTED if rest[0] == '"' else _SINGLE_QUOTED
        lines = "\n".join([rest, *more])
        whole = _folded((re.sub(_ESCAPED_END, r"\1", lines) if rest[0] == '"' else lines).split("\n"))
        return None if quoted.match(rest) or not quoted.match(whole) else _value(whole)[0]
    no_more = re.fullmatch(_WHOLE, rest) or _COMMENT.search(rest)
    if no_more or any(re.match(_NO_MORE, line) for line in more):
        return None
    return _value(_folded([rest, *more] if rest else more))[0]


def _folded(lines: list[str]) -> str:
    """Join lines as YAML does: by a space, and by a line end less than there are blank lines between."""
    return re.sub(r"\n(\n*)", lambda found: found[1] or " ", "\n".join(lines))


def _value(rest: str) -> tuple[str | None, int]:
    """Return the value at the beginning of the rest of a line, and its length as it is written there."""
    if rest.startswith("!!") and (tag := _TAG.match(rest)):
        value, length = _value(rest[tag.end() :])
        return value, tag.end() + length
    if rest.startswith('"') and (found := _DOUBLE_QUOTED.match(rest)):
        return _unescaped(found) if "\\" in found[1] else found[1], found.end()
    if rest.startswith("'") and (found := _SINGLE_QUOTED.match(rest)):
        return found[1].replace("''", "'"), found.end()
    comment = _COMMENT.search(rest) if "#" in rest else None
    bare = rest[: comment.start() if comment else None].rstrip(" \t")
    return (None if not bare or _NESTED.fullmatch(bare) else bare), len(bare)


def _unescaped(found: re.Match[str]) -> str:
    try:
        return str(json.loads(re.sub(_ESCAPE, _as_json, found[0]), strict=False))
    except ValueError:  # What is no escape.
        return found[1]


def _as_json(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or "0", 16)
    character = _OF_YAML.get(found[3]) if found[3] else chr(code) if code <= _LAST else None
    return found[0] if character is None else json.dumps(character)[1:-1]


def _changed(text: str, standing: list[Field], value: str | date) -> list[tuple[int, int, str]]:
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
    return re.sub(_ESCAPED, lambda found: f"\\u{ord(found[0]):04x}", quoted)
