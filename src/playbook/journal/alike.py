"""The answers of many entries at once, where the same few lines stand in thousands of them.

Each different line is read once, and what is read of it is the same object wherever it stands: comparing and
counting them then touches little memory, which is most of what counting costs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeAlias

from playbook.journal.files import decoded
from playbook.journal.records import Content
from playbook.journal.scan import answer_lines, heads_of

Answer: TypeAlias = tuple[str, str]
"""The id of a question, and what stands on the line of its answer."""


class _Read(dict[bytes, Answer]):
    """Lines as they stand in files, each read when it is first asked for."""

    def __missing__(self, line: bytes) -> Answer:
        question, _, head = line[2:].partition(b":")
        answer = self[line] = question.decode(), decoded(head.removesuffix(b"\r").strip(b" \t"))
        return answer


def answers_alike(
    contents: Iterable[Content], ids: Collection[str], texts: Collection[str] = ()
) -> Iterator[tuple[Mapping[str, str], Iterable[Answer]]]:
    """Give the front matter of entries with their answers, to be gone through once.

    Where several lines of an entry have the same id, the last of them here is the one that counts, as it
    is in whatever they are put into.

    Args:
        contents: The entries.
        ids: The questions whose answers are wanted.
        texts: Other questions, of which it is enough to know whether they have an answer: no two texts are
            the same, and to keep them all would take as long as all the rest. Of their lines only what
            stands in parentheses is given, such as `(skipped)`.
    """
    lines = answer_lines({*ids, *texts})
    # A hyphen is rarer than the end of a line, so that is looked for first; and a line in one piece is looked
    # up faster than its two parts.
    wanted = [*_by_letter(ids, r"[^\n]*"), *_by_letter(texts, r"[ \t]*+(?:\([^\n]*)?")]
    find = re.compile(rf"- (?<=\n- )(?:{'|'.join(wanted) or '(?!)'})".encode()).findall
    read = _Read().__getitem__
    for _, front, body, raw in contents:
        if not body or raw.endswith(b"\r"):
            yield front, heads_of(raw, body, lines).items()
            continue
        found = find(raw, body)
        found.reverse()
        yield front, map(read, found)


def _by_letter(ids: Collection[str], rest: str) -> Iterator[str]:
    """Give patterns for lines of some ids, one for each letter that ids begin with: these are soon tried."""
    for letter, names in groupby(sorted(ids), lambda name: name[0]):
        yield f"{letter}(?:{'|'.join(name[1:] for name in names)}):{rest}"
