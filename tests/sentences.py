"""Every sentence that reaches a person, with its place: to be read from top to bottom, aloud.

`python tests/sentences.py` lists those of the source, and those of the playbooks behind them; with arguments,
those of these files only.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

_SENTENCE = re.compile(r"[^\W\d_]{2,}[,;:]? [\w{`\"]|^[A-Z][a-z]+|[a-z]{2,}[.:?]$")
_PATTERN = re.compile(r"\(\?|\[\^|\\[sdwb]")


def of_source(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a module with their lines, what is filled in between braces.

    Docstrings are for whoever reads the source, but for those of commands, which are their help.
    """
    tree = ast.parse(path.read_text())
    # A string of its own is a docstring; the parts of an f-string are read with it.
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    silent |= {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    silent -= {id(first.value) for first in map(_help, ast.walk(tree)) if isinstance(first, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in silent:
            words = _words(node)
            if _SENTENCE.search(words) and not _PATTERN.search(words):
                yield node.lineno, words


def _help(node: ast.AST) -> ast.stmt | None:
    """Return the first statement of a command, which is its docstring."""
    if isinstance(node, ast.FunctionDef) and any(".command(" in ast.unparse(d) for d in node.decorator_list):
        return node.body[0]
    return None


def _words(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_words, node.values))
    if isinstance(node, ast.FormattedValue):
        return f"{{{ast.unparse(node.value)}}}"
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def of_playbook(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the sentences of a playbook with the lines that they begin on."""
    lines, last = path.read_text().splitlines(), 0
    for words in _values(tomllib.loads(path.read_text())):
        if _SENTENCE.search(words):
            first = words.partition("\n")[0]
            found = (at for at in (*range(last, len(lines)), *range(last)) if first in lines[at])
            last = next(found, last)
            yield last + 1, words


def _values(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _values(inner)


def main(*names: str) -> Iterator[str]:
    """Yield `file:line: sentence` for each sentence of these files, or of all."""
    paths = [Path(name).resolve() for name in names] or [
        *sorted(ROOT.glob("src/**/*.py")),
        *sorted(ROOT.glob("playbooks/en/*.toml")),
    ]
    for path in paths:
        for line, words in sorted(of_source(path) if path.suffix == ".py" else of_playbook(path)):
            yield f"{path.relative_to(ROOT)}:{line}: {' '.join(words.split())}\n"


if __name__ == "__main__":
    sys.stdout.writelines(main(*sys.argv[1:]))
