"""Where a text is no TOML, and what was most likely meant.

tomllib says what it had expected; a person who has never heard of TOML is helped by what stands there
instead. Each rule looks at the place that tomllib names and gives a better message, sometimes at a better
place: where a text or a list begins rather than where the file ends.
"""

from __future__ import annotations

import re

from playbook.reading.findings import Finding, Lines
from playbook.reading.habits import habits
from playbook.reading.misplaced import twice
from playbook.reading.outline import Meant, Stop, outlined

_ONE_LINE = "the } at its end is missing; a table in braces goes on one line"
_OPEN_MARK = "the quotation mark at the end of the line is missing"
_STRAIGHT = 'write straight quotation marks: "…"'
_CURLY = tuple("“”„‟«»‘’‚‛")

# What tomllib says, and what it means for somebody who has never heard of it. The first that fits.
_MEANINGS: list[tuple[str | tuple[str, ...], str]] = [
    ("Invalid value", 'words need quotation marks: "…"; a number, a date, true and false need none'),
    ("Expected '=' after a key", "a line is `key = value`; the `=` is missing"),
    (("Unterminated string", "Expected \"'''\""), "the quotation mark at its end is missing"),
    (('Expected "\'"', "Found invalid character '\\n'", "Illegal character '\\n'"), _OPEN_MARK),
    (("Illegal character", "Found invalid"), "there is a control character in it; take it out"),
    ("Expected newline or", "there is something behind the value that does not belong there"),
    (("Cannot overwrite a value", "Duplicate inline table key"), "the same key appears twice"),
    (("Cannot declare", "Cannot redefine"), "the same table appears twice"),
    ("Cannot mutate", "this table was closed by its } before; add to it inside the braces"),
    ("Unclosed array", "the ] at its end is missing"),
    ("Unclosed inline table", _ONE_LINE),
    ("Invalid initial character for a key", "a key begins with a letter, or stands in quotation marks"),
    ("Expected ']' at the end of a table", "the ] at the end of the heading is missing"),
    ("Expected ']]' at the end of an array", "the ]] at the end of the heading is missing"),
    (("Unescaped '\\' in a string", "Invalid hex value"), 'a backslash is written as two: "\\\\"'),
    ("Escaped character is not a Unicode scalar value", "this escape is not a character"),
    ("Invalid statement", "a line is `key = value`, or a heading in brackets"),
    ("Invalid date or datetime", "there is no such day"),
    ("Exceeds the limit", "this number is longer than any can be"),
]

_COMPLAINT = re.compile(r"(?s)(.*) \(at (?:line (\d+), column (\d+)|end of document)\)")
_HEADING = re.compile(r"[ \t]*(\[{1,2})[ \t]*([A-Za-z_][\w.-]*(?:[ \t]+[\w.-]+)*)[ \t]*(\]{0,2})[ \t]*$")
_KEY = re.compile(r'[ \t]*[\w."-]+[ \t]*=')
_TRUTH = re.compile(r"(?:(true|yes|on)|false|no|off)(?=[ \t]*(?:[,\]}#]|$))", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<!\d)\d{1,20},\d{1,20}[ \t]*$")
_STEP = re.compile(r"^[ \t]*(\[\[?[ \t]*(step(?:\.[\w.]+)?)[ \t]*\]\]?)", re.MULTILINE)
_SINGLE = re.compile(r"^[ \t]*\[(step(?:\.question)?)\][ \t]*(?:#.*)?$", re.MULTILINE)
_OPEN_STRING = re.compile(r"^[^\"'#\n]*=[ \t]*('(?!'')[^'\n]*)$", re.MULTILINE)
_ENDLESS = re.compile(r"(?<![\d_])\d[\d_]{4000,}")

_MERGE = re.compile(r"^<{7}(?=[ \r\n])", re.MULTILINE)

_MOST_PARTS = 200
_DOTTED = re.compile(rf'(?<![\w"-])(?:[\w"-]+[ \t]*\.[ \t]*){{{_MOST_PARTS}}}')


def explained(complaint: str, text: str) -> Finding:
    """Say where a text is no TOML, and what is wrong there.

    Args:
        complaint: What tomllib says of it.
        text: The text.
    """
    # tomllib counts a line feed with a carriage return before it as one character.
    text = text.replace("\r\n", "\n")
    lines = Lines(text)
    found = _COMPLAINT.fullmatch(complaint)
    at = 0 if not found else lines.offset(int(found[2]), int(found[3])) if found[2] else len(text)
    at, message = next(_meant(Stop(found[1] if found else complaint, text, at)))
    word = re.compile(r"[\w-]*").match(text, at)
    return lines.finding(at, f"this cannot be read: {message}", length=len(word[0]) if word else 1)


def merged(text: str) -> Finding | None:
    """Find where a merge has left two versions, which may stand within words too."""
    found = _MERGE.search(text)
    message = (
        "here are two versions of a merge: keep one, and take out the lines of <<<<<<<, ======= and >>>>>>>"
    )
    return Lines(text).finding(found.start(), message, length=7) if found else None


def too_dotted(text: str) -> Finding | None:
    """Find a key of more parts than anybody writes; tomllib takes a time that grows with their square."""
    found = _DOTTED.search(outlined(text).text)
    return Lines(text).finding(found.start(), "this key has too many dots to be read") if found else None


def too_deep(text: str) -> Finding:
    """Say where brackets are nested too deeply: within more than anybody opens, counted roughly."""
    depth, at = 0, 0
    for line in text.split("\n"):
        depth += line.count("[") + line.count("{")
        if depth > 90:
            break
        depth -= line.count("]") + line.count("}")
        at += len(line) + 1
    return Lines(text).finding(at if depth > 90 else 0, "brackets are nested too deeply to be read")


def _meant(stop: Stop) -> Meant:
    if stop.unended is not None and stop.unended < stop.at:
        marks = stop.text[stop.unended : stop.unended + 3]
        yield stop.unended, f"the text that begins here has no end: put {marks} behind it"
    if stop.says("Cannot"):
        yield from _without_step(stop)
        yield from _heading(stop)
    else:
        yield from _heading(stop)
        yield from habits(stop)
        yield from _unended_list(stop)
        yield from _value(stop)
        yield from _within_brackets(stop)
        yield from _behind(stop)
    yield from _elsewhere(stop)
    yield from twice(stop)
    yield from _as_said(stop)


def _without_step(stop: Stop) -> Meant:
    """Find a question above the first step."""
    found = _STEP.search(stop.outline, 0, stop.at)
    if found and found[2] != "step":
        message = f"there is no step for this yet: put [[step]], with its id and title, above {found[1]}"
        yield found.start(1), message


def _heading(stop: Stop) -> Meant:
    found = _HEADING.match(stop.bare)
    if not found:
        return
    name = re.sub(r"[ \t.]+", ".", found[2])
    number = (
        2 if name in ("step", "step.question") else 1 if name.startswith("step.question.") else len(found[1])
    )
    heading = f"{'[' * number}{name}{']' * number}"
    if name != found[2]:
        yield stop.first + found.start(1), f"write this heading as {heading}, with a dot between its names"
    if len(found[1]) != len(found[3]):
        brackets = "two brackets" if number == 2 else "one bracket"
        yield stop.first + found.start(1), f"write this heading as {heading}, with {brackets} at each end"


def _unended_list(stop: Stop) -> Meant:
    """Find a list that goes on into a heading, into a key of its own line, or to the end of the file."""
    ends = not stop.outline[stop.at :].strip()
    before = [at for at in stop.opened if at < stop.first or ends]
    if (
        before
        and stop.text[before[-1]] == "["
        and (ends or _HEADING.match(stop.bare) or _KEY.match(stop.bare))
    ):
        yield before[-1], "the list that begins here has no end: the ] is missing"


def _value(stop: Stop) -> Meant:
    """Say what is wrong with what stands where a value should."""
    if stop.says("Invalid value", "Invalid initial", "Invalid statement") and stop.rest.startswith(_CURLY):
        yield stop.at, _STRAIGHT
    if stop.says("Illegal character", "Unterminated") and stop.before.rstrip("\n ,]})").endswith(_CURLY):
        yield stop.at, _STRAIGHT
    if not stop.says("Invalid value"):
        return
    previous, is_closed = stop.text[stop.previous], stop.rest.startswith((",", "]", "}"))
    if truth := _TRUTH.match(stop.rest):
        yield stop.at, f"write {'true' if truth[1] else 'false'}, in small letters and without marks"
    if stop.rest.startswith("="):
        yield stop.at, "there is one = too many; one is enough"
    if previous == "," and is_closed:
        yield stop.at, "there is one comma too many"
    if previous == "=" and (stop.is_line_end or is_closed):
        yield stop.previous, "the value is missing behind the ="


def _within_brackets(stop: Stop) -> Meant:
    """Say what is wrong between the brackets of a list or a table."""
    if not stop.opened:
        return
    is_table = stop.text[stop.opened[-1]] == "{"
    if is_table and stop.is_line_end:
        yield stop.at, _ONE_LINE
    if is_table and stop.text[stop.previous] == "," and stop.rest.startswith("}"):
        yield stop.previous, "there is one comma too many; there is none before the }"
    if is_table and stop.says("Expected '='") and (found := _DECIMAL.search(stop.before[-60:])):
        yield stop.at - len(found[0]), _pointed(found[0].strip())
    if stop.says("Unclosed"):
        yield from _inner_marks(stop)
        what = "the } of its table" if is_table else "the ] of its list"
        yield stop.previous, f"a comma is missing behind this, or {what}"


def _behind(stop: Stop) -> Meant:
    """Say what is wrong with what stands behind a value."""
    if not stop.says("Expected newline"):
        return
    found = re.search(r"(?<!\d)\d{1,20}$", stop.before[-60:])
    decimals = re.match(r",\d{1,20}(?!\d)", stop.rest)
    if found and decimals:
        yield stop.at, _pointed(found[0] + decimals[0])
    if stop.rest.startswith(","):
        yield stop.at, "a line does not end in a comma; take it out"
    if _KEY.match(stop.rest):
        yield stop.at, "each key goes on a line of its own"
    yield from _inner_marks(stop)


def _pointed(number: str) -> str:
    return f"a number has a decimal point, not a comma: {number.replace(',', '.')}"


def _inner_marks(stop: Stop) -> Meant:
    """Find quotation marks within words: a word touches them on the wrong side, and more of them follow."""
    mark = stop.before[-1:]
    if mark == '"' and mark in stop.rest:
        yield stop.at - 1, 'a quotation mark within words is written as \\": "a \\"good\\" client"'
    if mark == "'" and mark in stop.rest:
        yield stop.at - 1, 'words with an apostrophe in them go in double quotes: "it\'s"'


def _elsewhere(stop: Stop) -> Meant:
    """Find what tomllib complains of too late, or without a place."""
    if stop.says("Cannot") and (found := _SINGLE.search(stop.text)):
        yield found.start(1), f"`[{found[1]}]` needs two brackets: `[[{found[1]}]]`"
    if stop.says('Expected "\'"') and (found := _OPEN_STRING.search(stop.text)):
        yield found.start(1), _OPEN_MARK
    if stop.says("Exceeds the limit") and (found := _ENDLESS.search(stop.text)):
        yield found.start(), "this number is longer than any can be"


def _as_said(stop: Stop) -> Meant:
    """Say what tomllib says, where it says so; at a line's end it already stands on the next one."""
    is_behind = stop.at == len(stop.text) or (stop.at == stop.first and not stop.rest.strip(" \t\r"))
    at = max(len(stop.text[: stop.at].rstrip()) - 1, 0) if is_behind else stop.at
    yield at, next((meaning for starts, meaning in _MEANINGS if stop.said.startswith(starts)), stop.said)
