"""The playbooks' files: what is wrong with them, and what in them can hardly be meant."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from playbook.checking.dead_ends import dead_ends
from playbook.checking.misnamed import wrong_name
from playbook.model.context import NAMES
from playbook.model.playbook import Playbook
from playbook.model.problem import Path as WayTo
from playbook.model.problem import Problem
from playbook.model.spelling import did_you_mean
from playbook.model.types import Question
from playbook.model.types.listed import Listed
from playbook.model.types.question import Text
from playbook.reading.findings import Finding, Unopened, about_file
from playbook.reading.locations import places
from playbook.reading.playbooks import located, playbook_from
from playbook.reading.toml import NotTomlError, parsed, read_text
from playbook.settings import Settings
from playbook.shelf import in_language, shelf, shipped_folder


class CheckedPlaybook(NamedTuple):
    """A playbook's file.

    Attributes:
        playbook: The playbook; None if it cannot be read.
        findings: What was found in its file.
        text: The text that it was read from.
    """

    playbook: Playbook | None
    findings: list[Finding]
    text: str = ""


class Playbooks:
    """The playbooks that there are, each read and checked once, however many entries are of it.

    Args:
        settings: Where the person's own playbooks are; only those need a name.

    Attributes:
        paths: The files of those that can be walked, by name.
    """

    def __init__(self, settings: Settings) -> None:
        self._own = settings.playbooks
        self._settings = settings
        self._shelf = shelf(settings)
        self.paths = {name: shelved.path for name, shelved in self._shelf.items()}
        self._checked: dict[Path, CheckedPlaybook] = {}
        self._in_language: dict[tuple[str, str], Path] = {}

    def files(self) -> Iterator[Path]:
        """Yield every playbook's file: the person's own, then the shipped ones in every language."""
        for folder in (self._own, *_listed(shipped_folder())):
            for path in _listed(folder):
                if path.suffix == ".toml" and not path.name.startswith("."):
                    yield path

    def questions(self, name: str, language: str = "") -> Mapping[str, Question] | None:
        """Return the questions of a playbook in a language by id; None if it is not there or unreadable."""
        playbook = self.playbook(name, language)
        return playbook.by_id if playbook else None

    def playbook(self, name: str, language: str = "") -> Playbook | None:
        """Return a playbook in a language; None if it is not there or unreadable."""
        if name not in self.paths:
            return None
        if (name, language) not in self._in_language:
            shelved = in_language(self._settings, self._shelf[name], language)
            self._in_language[name, language] = shelved.path
        return self.checked(self._in_language[name, language]).playbook

    def checked(self, path: Path) -> CheckedPlaybook:
        """Read a playbook and find everything in its file."""
        if path not in self._checked:
            self._checked[path] = self._check(path)
        return self._checked[path]

    def _check(self, path: Path) -> CheckedPlaybook:
        is_own = path.parent == self._own and os.path.isfile(path)  # noqa: PTH113 - a Path's own raises where nobody may look
        named = wrong_name(path, self.paths) if is_own else None
        findings = [named] if named else []
        try:
            text = read_text(path, path.name)
            playbook, wrong = playbook_from(text)
        except Unopened as error:
            return CheckedPlaybook(None, [*findings, about_file(error.message)])
        except NotTomlError as error:
            return CheckedPlaybook(None, [*findings, error.finding])
        if playbook is not None:
            odd = chain(self._carried_from_nowhere(playbook), foreign_braces(playbook))
            problems = [*odd, *dead_ends(playbook, places(text))]
            # Most have none, and need not be taken apart once more.
            wrong = located(problems, parsed(text), text, warning=True) if problems else []
        return CheckedPlaybook(playbook, [*findings, *wrong], text)

    def _carried_from_nowhere(self, playbook: Playbook) -> Iterator[Problem]:
        """Find playbooks to carry answers from that are not there; a walk goes on without them."""
        for number, name in enumerate(playbook.carry_from):
            if name not in self.paths:
                message = f"there is no playbook `{name}`{did_you_mean(name, self.paths)}"
                yield Problem(("carry_from", number), message)

    def about_questions(self, name: str, messages: Sequence[tuple[str, str]]) -> list[Finding]:
        """Return warnings about questions of a playbook, some of which may not be there any more.

        Args:
            name: The playbook, in which nothing is wrong.
            messages: What to say, each with the id of the question.
        """
        playbook, _, text = self.checked(self.paths[name])
        ways: dict[str, WayTo] = {
            one.id: (*path, "id")
            for path, question in (playbook.in_file() if playbook else ())
            for one in (question, *question.subquestions)
        }
        there = [Problem(ways[name], message) for name, message in messages if name in ways]
        gone = [
            about_file(message, where=f"`{name}`", warning=True)
            for name, message in messages
            if name not in ways
        ]
        return [*gone, *located(there, parsed(text), text, warning=True)]


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


_FOREIGN = re.compile(
    r"(?<!\{)\{\{[ \t]*(?P<doubled>[a-z]\w*)[ \t]*\}\}(?!\})|\$\{(?P<priced>[a-z]\w*)(?:\|[^{}]*)?\}"
)


def foreign_braces(playbook: Playbook) -> Iterator[Problem]:
    """Find `{{contact}}` and `${contact}` where `{contact}` is most likely meant."""
    for path, text in _texts(playbook):
        for found in _FOREIGN.finditer(text.words):
            name = found["doubled"] or found["priced"]
            question = playbook.by_id.get(name)
            # A dollar sign before a number says what it counts.
            if name in NAMES or (question and (found["doubled"] or not question.measured)):
                span = (found.start(), len(found[0]))
                shown = f"{{{name}}} with its braces" if found["doubled"] else "a $ and the answer"
                message = f"this shows {shown}; the answer alone is {{{name}}}, with one brace on each side"
                yield Problem((*path, *text.path), message, span)


def _texts(playbook: Playbook) -> Iterator[tuple[WayTo, Text]]:
    for i, step in enumerate(playbook.steps):
        yield ("step", i), Text(("guide",), step.guide)
    for path, question in playbook.in_file():
        yield from ((path, text) for text in question.texts())
        if isinstance(question, Listed) and question.choices_of is None:
            for slug, asked in question.asks.items():
                yield path, Text(("choices", slug, "ask"), asked.prompt)
