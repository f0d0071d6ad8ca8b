"""What the tool says, in every language: each sentence is there, none is stale, and each keeps its names."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract

import playbook
from playbook.catalogues.build import read
from playbook.language import CATALOGUES

PACKAGE = Path(playbook.__file__).parent
SOURCES = sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po"))
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
NAMES = re.compile(r"\{(\w*)[^}]*\}")


@cache
def said() -> frozenset[str | tuple[str, ...]]:
    """Return every sentence that stands in the code for the catalogues."""
    return frozenset(
        message if isinstance(message, str) else tuple(message)
        for path in PACKAGE.rglob("*.py")
        for _, message, _, _ in extract("python", BytesIO(path.read_bytes()), KEYWORDS)
    )


def test_no_sentence_stands_within_another_string_where_it_is_not_found() -> None:
    within = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in KEYWORDS
        if isinstance(inner.args[0], ast.Constant)
    ]

    assert [] == within


@pytest.fixture(params=SOURCES, ids=[path.parents[1].name for path in SOURCES])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return read(request.param)


def test_a_translation_fills_in_what_the_sentence_does(catalogue: Catalog) -> None:
    for message in catalogue:
        ids, forms = (
            [text] if isinstance(text, str) else list(text or ()) for text in (message.id, message.string)
        )
        names = [set(NAMES.findall(form)) for form in forms]

        # A form for one thing may do without the number.
        assert not message.id or all(found <= set(NAMES.findall(ids[-1])) for found in names), message.id
        assert not message.id or names[-1] == set(NAMES.findall(ids[-1])), message.id


def test_every_sentence_is_in_every_language_and_no_other(catalogue: Catalog) -> None:
    translated = {
        message.id if isinstance(message.id, str) else tuple(message.id)
        for message in catalogue
        if message.id and message.string and not message.fuzzy and all(message.string)
    }

    assert set() == said() - translated, "translate these: see CONTRIBUTING"
    assert set() == translated - said(), "these are not said any more: update the catalogue, see CONTRIBUTING"
    assert not catalogue.obsolete


SAID = re.compile(r"[A-Za-z’']{2,}[,:]? [A-Za-z’']{2,}")
"""What is a sentence rather than a key, a pattern or a format: two words beside each other."""
TYPED = re.compile(r"(-//.+//)?(playbook| --[a-z]+) [\w .-]*(//EN)?")
"""What is no sentence all the same: what is to be typed, and the name by which a calendar knows its maker."""

FOR_AUTHORS = {
    "authoring/versions": "Marks in a playbook's text.",
    "catalogues": "Nobody sees it.",
    "checking": "What only somebody who writes playbooks sees is English.",
    "language": "An example in its docstring.",
    "model/checks": "What only somebody who writes playbooks sees is English.",
    "model/conditions": "What only somebody who writes playbooks sees is English.",
    "model/doubles": "What only somebody who writes playbooks sees is English.",
    "reading": "What only somebody who writes playbooks sees is English.",
    "schema": "What only somebody who writes playbooks sees is English.",
    "stats/svg": "Markup; its words come from the figures.",
}
"""The rooms, and the files of one, whose sentences stay English."""
FOR_AUTHORS_TOO = {
    "A_DAY_OR_QUESTION",
    "Examples",
    "Problem",
    "_LIKE",
    "_from_slug",
    "_wrong_follow_up",
    "cannot_match",
    "check_offered",
    "misplaced",
    "native",
    "no_such",
    "opened",
    "parse",
    "problems",
    "what",
    "why_no_name",
    "written_as",
}
"""What is called, defined or set by these names in the rooms of the model says something to them too."""
NO_SENTENCES = {
    "FOLLOW_UPS": "A heading, as each language has it in its entries.",
    "NOT_GIVEN": "A key for programs.",
    "_CALLED": "What currencies are called when they are typed.",
    "_IN_FULL": "How each language writes a day.",
    "YOUR_NAME": "A blank of a letter, as each language has it in its entries.",
    "_NO_DATE": "A key for programs.",
    "_TITLE": "A line of a playbook.",
    "_OFTEN": "Codes of currencies.",
    "_WORDS": "What days are made of when they are typed.",
}
"""Tables whose words are not said to anybody."""


def _literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what is no docstring and no pattern and goes through no catalogue, each with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            # A bare ValueError is for whoever calls it, and nobody is shown its words.
            case ast.Call(
                func=ast.Name("_" | "N_" | "ngettext" | "ValueError") | ast.Attribute(ast.Name("re"))
            ) | ast.Expr(ast.Constant()):
                passed.update(ast.walk(node))
            case ast.Assign([ast.Name(name)]) if name in NO_SENTENCES:
                passed.update(ast.walk(node))
            case (
                ast.Call(func=ast.Name(name))
                | ast.FunctionDef(name=name)
                | ast.Assign([ast.Name(name)])
                | ast.AnnAssign(target=ast.Name(name))
            ) if name in FOR_AUTHORS_TOO and PACKAGE / "model" in path.parents:
                passed.update(ast.walk(node))
    for node in ast.walk(tree):
        match node:
            case ast.Constant(str(text)) if node not in passed:
                yield node.lineno, text


@pytest.mark.parametrize(
    "room",
    sorted(
        {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in PACKAGE.rglob("*.py")}
        - FOR_AUTHORS.keys()
    ),
)
def test_what_is_said_goes_through_the_catalogues(room: str) -> None:
    files = (
        [PACKAGE / f"{room}.py"]
        if (PACKAGE / f"{room}.py").is_file()
        else sorted((PACKAGE / room).rglob("*.py"))
    )
    said_to_all = [
        path for path in files if path.relative_to(PACKAGE).with_suffix("").as_posix() not in FOR_AUTHORS
    ]
    left = [
        f"{path.relative_to(PACKAGE)}:{line}: {text}"
        for path in said_to_all
        for line, text in _literals(path)
        if SAID.search(text) and not TYPED.fullmatch(text)
    ]

    assert [] == left
