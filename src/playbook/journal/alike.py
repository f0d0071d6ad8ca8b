"""The answers of many entries at once, where the same few lines stand in thousands of them.

Each different line is decoded once, and is the same object wherever it stands: comparing and counting them
then touches little memory, which is most of what counting costs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from playbook.journal.files import decoded
from playbook.journal.records import Content, Record
from playbook.journal.scan import answer_lines, heads_of


class _Decoded(dict[bytes, str]):
    """Lines as they stand in files, each decoded when it is first asked for."""

    def __missing__(self, line: bytes) -> str:
        text = self[line] = decoded(line.removesuffix(b"\r").strip(b" \t"))
        return text


def records_alike(contents: Iterable[Content], ids: Collection[str]) -> Iterator[Record]:
    """Give entries with their answers, as `Reading.records` does.

    Args:
        contents: The entries.
        ids: The questions whose answers are wanted.
    """
    lines = answer_lines(ids)
    find = lines.findall
    texts, names = _Decoded(), {name.encode(): name for name in ids}
    for name, front, body, raw in contents:
        if not body or raw.endswith(b"\r"):
            yield Record(name, front, heads_of(raw, body, lines))
            continue
        found = find(raw, body - 1)
        # The first line of an id counts, so it has to come last here.
        found.reverse()
        yield Record(name, front, {names[question]: texts[line] for question, line in found})
