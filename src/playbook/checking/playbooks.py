"""A playbook's file: what is wrong with it, and what in it can hardly be meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from playbook.checking.checked import about_the_file
from playbook.checking.dead_ends import dead_ends
from playbook.model.playbook import Playbook
from playbook.model.spelling import did_you_mean
from playbook.model.types import Path as WayTo
from playbook.model.types import Problem
from playbook.reading.findings import Finding, Unopened
from playbook.reading.locations import places
from playbook.reading.playbooks import located, playbook_from
from playbook.reading.toml import NotTomlError, parsed, read_text
from playbook.settings import Settings
from playbook.shelf import COMMANDS, shelf, shipped_folder


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


def playbook_files(settings: Settings) -> Iterator[Path]:
    """Give every playbook's file: the person's own, then the shipped ones in every language."""
    shipped = shipped_folder()
    for folder in (settings.playbooks, *_listed(shipped)):
        for path in _listed(folder):
            if path.suffix == ".toml" and not path.name.startswith("."):
                yield path


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def check_playbook(path: Path, settings: Settings) -> CheckedPlaybook:
    """Read a playbook and find everything in its file.

    Args:
        path: Its file.
        settings: Where the person's own playbooks are; only those need a name.
    """
    named: list[Finding] = []
    try:
        named += _name_findings(path, settings)
        if path.exists() and not path.is_dir() and not path.is_file():
            return CheckedPlaybook(None, [*named, about_the_file("this is no file that can be read")])
        text = read_text(path, path.name)
        playbook, findings = playbook_from(text)
    except Unopened as error:
        return CheckedPlaybook(None, [*named, about_the_file(error.message)])
    except NotTomlError as error:
        return CheckedPlaybook(None, [*named, error.finding])
    except OSError as error:
        return CheckedPlaybook(None, [*named, about_the_file(f"this cannot be read: {error.strerror}")])
    if playbook is not None:
        slips = [*_carried_from_nowhere(playbook, settings), *dead_ends(playbook, places(text))]
        findings = located(slips, parsed(text), text, warning=True)
    return CheckedPlaybook(playbook, [*named, *sorted(findings)], text)


def _carried_from_nowhere(playbook: Playbook, settings: Settings) -> Iterator[Problem]:
    """Find playbooks to carry answers from that are not there; a walk goes on without them."""
    names = shelf(settings)
    for number, name in enumerate(playbook.carry_from):
        if name not in names:
            yield Problem(("carry_from", number), f"there is no playbook `{name}`{did_you_mean(name, names)}")


def about_questions(text: str, messages: Sequence[tuple[str, str]]) -> list[Finding]:
    """Give warnings about questions, some of which may not be there any more.

    Args:
        text: The text of a playbook in which nothing is wrong.
        messages: What to say, each with the id of the question.
    """
    content = parsed(text)
    paths: dict[str, WayTo] = {
        question["id"]: ("step", i, "question", j, "id")
        for i, step in enumerate(content["step"])
        for j, question in enumerate(step.get("question", ()))
    }
    there = [Problem(paths[name], message) for name, message in messages if name in paths]
    gone = [(name, message) for name, message in messages if name not in paths]
    return [
        *(about_the_file(message, warning=True)._replace(where=f"`{name}`") for name, message in gone),
        *located(there, content, text, warning=True),
    ]


def _name_findings(path: Path, settings: Settings) -> Iterator[Finding]:
    """Find a name that gives the playbook no command."""
    if path.parent != settings.playbooks or not path.is_file():
        return
    name = path.stem
    if name in COMMANDS:
        yield about_the_file(f"`playbook {name}` is a command already; give this file another name")
    elif name not in shelf(settings):
        message = "this file gives no command; a name is letters, digits, - and _, such as at-risk.toml"
        yield about_the_file(message)
