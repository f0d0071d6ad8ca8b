"""The text of an entry, and where its answers stand in it.

Nothing here changes anything. How the line of an answer is recognised is written here and nowhere else,
and so are two rules of the journal: lines end at a line feed, with or without a carriage return before it,
and nowhere else; and blanks are space and tab. So a form feed, a lone carriage return or a line separator
is an ordinary character of its line, and `str.splitlines` and `str.strip` without arguments are of no use.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence, Set
from functools import cached_property

from playbook.entry.front import Field, Front
from playbook.written import Written

BLANKS = " \t"
_MARK = "\ufeff"
"""The byte-order mark that some editors put before a file's first character."""

ID = r"[a-z][a-z0-9_]*"
"""An id in snake_case, as a regular expression."""

# The look back says "in column 0". Said by `^`, it would keep the search from jumping ahead.
_KEY_LINE = re.compile(rf"- (?<![^\n]- )(~?)({ID}):([^\n]*)")
# The lines that belong to the line above: blank ones and those that begin with a blank, up to the last
# that is not blank. Runs of blanks are matched possessively, so that each is walked once.
_BLOCK = re.compile(r"(?:(?:[ \t]*+\r?\n)*[ \t]++(?!\r?\n|\Z)[^\n]*(?:\n|\Z))*")
_INDENTATION = re.compile(r"^(?:  |\t| )", re.MULTILINE)
"""What we put before a line beneath an answer, and what formatters make of it."""
_BLANK_LINES = re.compile(r"^[ \t]+$", re.MULTILINE)
_BLANK_LINE = re.compile(r"[ \t]*+(?:\r?\n|\Z)")


class Answer:
    """A line of an id, and the block beneath it.

    It holds where its line was found and no more; what stands there is read when it is asked for, so that
    going through thousands of entries for one answer does not read the others.

    Args:
        found: The line.

    Attributes:
        id: The question's id.
        aside: Whether it is set aside (`- ~id:`).
    """

    __slots__ = ("_found", "aside", "id")

    def __init__(self, found: re.Match[str]) -> None:
        self._found = found
        self.id: str = found[2]
        self.aside = found[1] == "~"

    def __eq__(self, other: object) -> bool:
        """Wherever they stand: two that say the same are equal."""
        return isinstance(other, Answer) and self._says == other._says

    def __hash__(self) -> int:
        return hash(self._says)

    def __repr__(self) -> str:
        return f"Answer({self._found.string[self.start : self.end]!r})"

    @property
    def head(self) -> str:
        """What stands behind the id, without blanks at its ends."""
        return self._found.string[self.head_start : self.head_end].strip(BLANKS)

    @property
    def body(self) -> str:
        """The block beneath, without its indentation: line feeds end its lines, and blank ones are empty."""
        if not (block := self.block):
            return ""
        lines = block.replace("\r\n", "\n").split("\n", 1)[1]
        return _INDENTATION.sub("", _BLANK_LINES.sub("", lines))

    @property
    def written(self) -> Written:
        """The head and the body."""
        return Written(self.head, self.body)

    @property
    def _says(self) -> tuple[str, bool, Written]:
        return self.id, self.aside, self.written

    @property
    def words(self) -> str:
        """All that stands behind the id and beneath it, as it stands."""
        return self._found.string[self.head_start : self.end]

    @property
    def block(self) -> str:
        """What stands beneath, as it stands, with what ends the line of the id; empty if nothing does."""
        text, under = self._found.string, self._found.end() + 1
        after = end_of_block(text, under)
        return text[self.head_end : end_of_line(text, after)] if after > under else ""

    @property
    def is_indented_as_ours(self) -> bool:
        """Whether every line beneath begins as we begin one: another is somebody's, or was moved."""
        lines = self.block.split("\n")[1:]
        return all(line.startswith("  ") for line in lines if line.strip(BLANKS + "\r"))

    @property
    def start(self) -> int:
        """The offset of the hyphen in column 0."""
        return self._found.start()

    @property
    def head_start(self) -> int:
        """The offset behind the colon."""
        return self._found.start(3)

    @property
    def head_end(self) -> int:
        """The offset at which the line of the id ends, without what ends it."""
        text, end = self._found.string, self._found.end()
        # At the end of the file a carriage return ends nothing.
        return end - 1 if end < len(text) and text[end - 1] == "\r" else end

    @property
    def end(self) -> int:
        """The offset at which the block ends, or the line if there is none, without what ends it."""
        return end_of_line(self._found.string, self.after)

    @property
    def after(self) -> int:
        """The offset at which the next line begins, or the end of the text."""
        return end_of_block(self._found.string, self._found.end() + 1)


class EntryText:
    """The text of an entry, and what stands in it. Offsets are those into the text without a byte-order mark.

    Args:
        text: The text of the file.

    Attributes:
        text: The text of the file.
        bare: The text without the byte-order mark that some editors put before it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.bare = text.removeprefix(_MARK)
        self._front = Front(self.bare)

    @property
    def front(self) -> Mapping[str, str]:
        """The values of the front matter that can be read, by key; empty if there is none."""
        return self._front.values

    @property
    def fields(self) -> Sequence[Field]:
        """The keys of the front matter as they stand, in order, one that stands twice too."""
        return self._front.fields

    @property
    def body(self) -> int:
        """The offset at which the front matter has ended."""
        return self._front.end

    @cached_property
    def newline(self) -> str:
        """What ends the first line, and so every line that is added: a line feed if there is none."""
        first = self.bare.find("\n")
        return "\r\n" if first > 0 and self.bare[first - 1] == "\r" else "\n"

    @cached_property
    def _key_lines(self) -> list[re.Match[str]]:
        return list(_KEY_LINE.finditer(self.bare, self.body))

    @cached_property
    def _counting(self) -> dict[str, re.Match[str]]:
        counting: dict[str, re.Match[str]] = {}
        for found in self._key_lines:
            if not found[1]:
                counting.setdefault(found[2], found)
        return counting

    @cached_property
    def lines(self) -> Sequence[Answer]:
        """Every line of an id with the block beneath it, in order; what is set aside or a second one too."""
        return [Answer(found) for found in self._key_lines]

    @cached_property
    def reaches(self) -> Mapping[str, Sequence[str]]:
        """The lines of each id, the last first, with all that stands up to the next line of an id."""
        reaches: dict[str, list[str]] = {}
        end = len(self.bare)
        for found in reversed(self._key_lines):
            reaches.setdefault(found[2], []).append(self.bare[found.start() : end])
            end = found.start()
        return reaches

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Every id that stands in the entry, set aside or not, in the order of their first lines."""
        return tuple(dict.fromkeys(found[2] for found in self._key_lines))

    @property
    def counting(self) -> Set[str]:
        """The ids of the answers that count."""
        return self._counting.keys()

    @cached_property
    def answers(self) -> Mapping[str, Answer]:
        """The answers that count, by id: of each id, the first line that is not set aside."""
        return {question: Answer(found) for question, found in self._counting.items()}

    def answer(self, question: str) -> Answer | None:
        """Return the answer of that id that counts; None if there is none."""
        found = self._counting.get(question)
        return Answer(found) if found else None

    def look_up(self, question: str) -> Answer | None:
        """Return the same as `answer` without reading the other lines: for whoever wants but one."""
        line = f"- {question}:"
        at = self.bare.find(line, self.body)
        while at >= 0:
            if found := _KEY_LINE.match(self.bare, at):
                return Answer(found)
            at = self.bare.find(line, at + 1)
        return None

    def counts(self, line: Answer) -> bool:
        """Tell whether a line of an id is the one that counts."""
        found = self._counting.get(line.id)
        return found is not None and found.start() == line.start

    def heads(self, questions: Collection[str]) -> dict[str, str]:
        """Return what stands on the lines of the answers that count, of those to these questions."""
        heads: dict[str, str] = {}
        for aside, question, words in _KEY_LINE.findall(self.bare[self.body :].replace("\r\n", "\n")):
            if question in questions and not aside and question not in heads:
                heads[question] = words.strip(BLANKS)
        return heads

    def lines_of(self, question: str) -> Sequence[Answer]:
        """Return the lines of an id as they stand."""
        return [Answer(found) for found in self._key_lines if found[2] == question]

    def asides(self, question: str) -> tuple[Answer, ...]:
        """Return the answers of that id that are set aside, as they stand."""
        return tuple(line for line in self.lines_of(question) if line.aside)


def end_of_block(text: str, at: int) -> int:
    """Return the offset behind the lines that belong to the line before `at`, the beginning of a line."""
    found = _BLOCK.match(text, at)
    return found.end() if found else at


def is_blank_line(text: str, at: int) -> bool:
    """Tell whether the line that begins at `at` is blank; the end of the text is."""
    return _BLANK_LINE.match(text, at) is not None


def end_of_line(text: str, end: int) -> int:
    """Take what ends a line, if anything, off the offset at which the next line begins."""
    if not text.endswith("\n", 0, end):
        return end
    return end - 2 if text.endswith("\r\n", 0, end) else end - 1


def behind_the_words(text: str, start: int, end: int) -> int:
    """Return the offset behind the last line of `text[start:end]` that is not blank; `start` if all are.

    Both must be beginnings of lines, or the end of the text.
    """
    while end > start:
        line = text.rfind("\n", start, end - 1) + 1 or start
        if text[line:end].strip(BLANKS) not in ("", "\n", "\r\n"):
            return end
        end = line
    return start
