"""What somebody most likely meant where a text is no TOML.

tomllib says what it had expected; a person who has never heard of TOML is helped by what stands there
instead. Each rule looks at the place that tomllib names and gives a better message, sometimes at a better
place: where a text or a list begins rather than where the file ends.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from playbook.reading.outline import Outline, outlined

_ONE_LINE = "the } at its end is missing; a table in braces stands on one line"
_STRAIGHT = 'write straight quotation marks: "…"'
_CURLY = "“”„‟«»‘’‚‛"

_HEADING = re.compile(r"[ \t]*(\[{1,2})[ \t]*([A-Za-z_][\w.-]*)[ \t]*(\]{0,2})[ \t]*$")
_KEY = re.compile(r'[ \t]*[\w."-]+[ \t]*=')
_TRUTH = re.compile(r"(?:(true|yes|on)|false|no|off)(?=[ \t]*(?:[,\]}#]|$))", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<!\d)\d{1,20},\d{1,20}[ \t]*$")
_STEP = re.compile(r"^[ \t]*(\[\[?[ \t]*(step(?:\.[\w.]+)?)[ \t]*\]\]?)", re.MULTILINE)
_DOUBLE = ("step", "step.question")


class Meant(NamedTuple):
    """A better message.

    Attributes:
        at: The offset it is about.
        message: What is wrong and what would be right.
    """

    at: int
    message: str


class _Spot(NamedTuple):
    """Where tomllib stood.

    Attributes:
        complaint: What it said.
        text: The text.
        at: The offset where it stood.
        outline: The text's outline.
    """

    complaint: str
    text: str
    at: int
    outline: Outline

    @property
    def line(self) -> tuple[int, int]:
        """The first offset of its line, and the one of the line's end."""
        end = self.text.find("\n", self.at)
        return self.text.rfind("\n", 0, self.at) + 1, len(self.text) if end < 0 else end

    @property
    def before(self) -> str:
        """The line up to there."""
        return self.text[self.line[0] : self.at]

    @property
    def rest(self) -> str:
        """The line from there on."""
        return self.text[self.at : self.line[1]]

    @property
    def bare(self) -> str:
        """The line's outline from its beginning."""
        first, end = self.line
        return self.outline.text[first:end]

    @property
    def is_line_end(self) -> bool:
        """Whether nothing but a comment follows on the line."""
        return not self.outline.text[self.at : self.line[1]].strip()

    @property
    def previous(self) -> int:
        """The offset of the last character before it that is no blank and in no comment."""
        return max(0, len(self.outline.text[: self.at].rstrip()) - 1)

    def says(self, *starts: str) -> bool:
        """Tell whether tomllib's complaint begins with one of some words."""
        return self.complaint.startswith(starts)


def meant(complaint: str, text: str, at: int) -> Meant | None:
    """Say what was most likely meant; None where tomllib's complaint is as good as any.

    Args:
        complaint: What tomllib says.
        text: The text, its lines ended by line feeds alone.
        at: The offset where tomllib stood.
    """
    spot = _Spot(complaint, text, at, outlined(text))
    if spot.outline.unended is not None and spot.outline.unended < at:
        marks = text[spot.outline.unended : spot.outline.unended + 3]
        return Meant(spot.outline.unended, f"the text that begins here has no end: put {marks} behind it")
    if spot.says("Cannot"):
        return _without_step(spot) or _heading(spot)
    return _heading(spot) or _unended_list(spot) or _value(spot) or _within_brackets(spot) or _behind(spot)


def _without_step(spot: _Spot) -> Meant | None:
    """Find a question above the first step."""
    found = _STEP.search(spot.outline.text, 0, spot.at)
    if found and found[2] != "step":
        message = f"there is no step for this yet: put [[step]], with its id and title, above {found[1]}"
        return Meant(found.start(1), message)
    return None


def _unended_list(spot: _Spot) -> Meant | None:
    """Find a list that goes on into a heading, into a key of its own line, or to the end of the file."""
    first = spot.line[0]
    lists = [
        at for at in spot.outline.opened(spot.at) if at < first or not spot.outline.text[spot.at :].strip()
    ]
    if not lists or spot.text[lists[-1]] != "[":
        return None
    ends = not spot.outline.text[spot.at :].strip()
    if ends or _HEADING.match(spot.bare) or _KEY.match(spot.bare):
        return Meant(lists[-1], "the list that begins here has no end: the ] is missing")
    return None


def _heading(spot: _Spot) -> Meant | None:
    found = _HEADING.match(spot.bare)
    if not found or len(found[1]) == len(found[3]):
        return None
    name = found[2]
    number = 2 if name in _DOUBLE else 1 if name.startswith("step.question.") else len(found[1])
    brackets = "two brackets" if number == 2 else "one bracket"
    message = f"write this heading as {'[' * number}{name}{']' * number}, with {brackets} at each end"
    return Meant(spot.line[0] + found.start(1), message)


def _value(spot: _Spot) -> Meant | None:
    """Say what is wrong with what stands where a value should."""
    first = spot.rest[:1]
    if first and first in _CURLY and spot.says("Invalid value", "Invalid initial", "Invalid statement"):
        return Meant(spot.at, _STRAIGHT)
    if spot.says("Illegal character", "Unterminated") and spot.before.rstrip("\n ,]})").endswith(
        tuple(_CURLY)
    ):
        return Meant(spot.at, _STRAIGHT)
    if not spot.says("Invalid value"):
        return None
    truth = _TRUTH.match(spot.rest)
    if truth:
        return Meant(spot.at, f"write {'true' if truth[1] else 'false'}, in small letters and without marks")
    if first == "=":
        return Meant(spot.at, "there is one = too many; one is enough")
    if spot.text[spot.previous] == "," and first in (",", "]", "}"):
        return Meant(spot.at, "there is one comma too many")
    if spot.text[spot.previous] == "=" and (spot.is_line_end or first in (",", "]", "}")):
        return Meant(spot.previous, "the value is missing behind the =")
    return None


def _within_brackets(spot: _Spot) -> Meant | None:
    """Say what is wrong between the brackets of a list or a table."""
    stack = spot.outline.opened(spot.at)
    if not stack:
        return None
    is_list = spot.text[stack[-1]] == "["
    previous = spot.text[spot.previous]
    if not is_list and spot.is_line_end:
        return Meant(spot.at, _ONE_LINE)
    if not is_list and previous == "," and spot.rest.startswith("}"):
        return Meant(spot.previous, "there is one comma too many; none stands before the }")
    if not is_list and spot.says("Expected '='") and (found := _DECIMAL.search(spot.before[-60:])):
        return Meant(spot.at - len(found[0]), _pointed(found[0].strip()))
    if spot.says("Unclosed"):
        what = "the ] of its list" if is_list else "the } of its table"
        return _inner_marks(spot) or Meant(spot.previous, f"a comma is missing behind this, or {what}")
    return None


def _behind(spot: _Spot) -> Meant | None:
    """Say what is wrong with what stands behind a value."""
    if not spot.says("Expected newline"):
        return None
    if spot.rest.startswith(","):
        found = re.search(r"(?<!\d)\d{1,20}$", spot.before[-60:])
        decimals = re.match(r",\d{1,20}(?!\d)", spot.rest)
        if found and decimals:
            return Meant(spot.at, _pointed(found[0] + decimals[0]))
        return Meant(spot.at, "no comma stands at the end of a line; take it out")
    if _KEY.match(spot.rest):
        return Meant(spot.at, "each key stands on a line of its own")
    return _inner_marks(spot)


def _pointed(number: str) -> str:
    return f"a number has a decimal point, not a comma: {number.replace(',', '.')}"


def _inner_marks(spot: _Spot) -> Meant | None:
    """Find quotation marks within words: a word touches them on the wrong side, and more of them follow."""
    mark = spot.before[-1:]
    if mark == '"' and '"' in spot.rest:
        return Meant(spot.at - 1, 'a quotation mark within words is written as \\": "a \\"good\\" client"')
    if mark == "'" and "'" in spot.rest:
        return Meant(spot.at - 1, 'words with an apostrophe in them stand in double marks: "it\'s"')
    return None
