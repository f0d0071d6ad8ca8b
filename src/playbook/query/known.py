"""Which questions there are, without reading playbooks as what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_LINE = re.compile(
    r"""^[ \t]*(?:\[\[?[ \t]*([\w. \t]+?)[ \t]*\]|id[ \t]*=[ \t]*["']([a-z][a-z0-9_]*)["'])""", re.M
)


def question_ids(paths: Iterable[Path]) -> list[str]:
    """Give the id of every question that stands in the files of playbooks, each once, in their order.

    A file with a slip in it is looked at like any other, and one that cannot be read has no questions.
    """
    ids: dict[str, None] = {}
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        section = ""
        for table, name in _LINE.findall(text):
            section = "".join(table.split()) or section
            if name and section == "step.question":
                ids.setdefault(name)
    return list(ids)
