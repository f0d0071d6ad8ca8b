"""A playbook's file, read and checked whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from playbook.language import speaking
from playbook.model.playbook import Playbook
from playbook.reading.findings import MOST_OF_A_KIND, BrokenFile, Finding
from playbook.reading.toml import NotTomlError, parsed, read_text

if TYPE_CHECKING:
    from playbook.model.problem import Path, Problem


def read_playbook(path: FilePath, shown: str) -> Playbook:
    """Read a playbook from its file.

    Args:
        path: The file.
        shown: The file as it is named to the person.

    Raises:
        Unopened: The file cannot be read at all.
        BrokenFile: Something in it cannot be right; all of it is said at once, with lines.
    """
    return read_with_text(path, shown)[0]


def read_with_text(path: FilePath, shown: str) -> tuple[Playbook, str]:
    """Read a playbook from its file, and return its text as well; see `read_playbook`."""
    text = ""
    try:
        text = read_text(path, shown)
        playbook, findings = playbook_from(text)
    except NotTomlError as error:
        playbook, findings = None, [error.finding]
    if playbook is None or findings:
        raise BrokenFile(shown, findings, f"Fix {shown} and start again. Nothing was changed.")
    return playbook, text


def playbook_from(text: str) -> tuple[Playbook | None, list[Finding]]:
    """Read a playbook from the text of its file.

    Returns:
        The playbook, and what is wrong with it; None if it is too broken to be one.

    Raises:
        NotTomlError: The text is no TOML.
    """
    content = parsed(text)
    playbook, problems = _checked(content)
    if playbook is None or problems:
        return None, located(problems, content, text)
    return playbook.with_borrowed_choices(), []


@speaking("en")  # As all that only somebody who writes playbooks sees.
def _checked(content: dict[str, Any]) -> tuple[Playbook | None, list[Problem]]:
    """Return a playbook, and what is wrong with each of its parts and across those that are right."""
    from pydantic_core import ValidationError

    from playbook.model.checks import check
    from playbook.model.validation import read_part
    from playbook.reading.misplaced import take_out_misplaced

    problems, unread = take_out_misplaced(content), list[str]()
    try:
        playbook = read_part(Playbook, content)
    except ValidationError as error:
        from playbook.reading.complaints import slips_from

        problems += slips_from(error.errors(include_url=False), content)
    if problems:
        rest, unread = _without_broken(content, [problem.path for problem in problems])
        try:
            playbook = read_part(Playbook, rest)
        except ValidationError:
            return None, problems
    told = {problem for problem in problems if problem.path[-1:] == ("id",)}
    across = (problem for problem in check(playbook, unread) if problem not in told)
    return playbook, [*problems, *islice(across, MOST_OF_A_KIND)]


def _without_broken(content: dict[str, Any], paths: Sequence[Path]) -> tuple[dict[str, Any], list[str]]:
    """Take the broken parts out of a playbook, so that the others can be checked against each other.

    A broken question becomes one of free words, in the same place.

    Returns:
        The rest, and the ids of the questions that could not be read.
    """
    rest = {**content, "step": [_copied(step) for step in _listed(content.get("step"))]}
    unread: list[str] = []
    for path in paths:
        match path:
            case ("step", int(i), "question", int(j), *_):
                questions = rest["step"][i]["question"]
                name = questions[j].get("id") if isinstance(questions[j], dict) else None
                questions[j] = {"id": f"unread_{i}_{j}", "type": "text", "prompt": "?"}
                unread.append(questions[j]["id"])
                # A name with capitals is known by its small letters too: it is one slip, not two.
                unread += [name, name.lower()] if isinstance(name, str) else []
            case ("step", int(i), *key):
                _mended(rest["step"][i], key, {"id": f"unread_{i}", "title": "?"})
            case key:
                _mended(rest, list(key), {"title": "?", "summary": "?"})
    return rest, unread


def _listed(raw: object) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _copied(step: object) -> object:
    if not isinstance(step, dict):
        return {}
    return {**step, "question": list(_listed(step.get("question")))}


def _mended(part: dict[str, Any], key: Sequence[str | int], needed: dict[str, str]) -> None:
    if key:
        part.pop(str(key[0]), None)
    for name, words in needed.items():
        part.setdefault(name, words)


def located(
    slips: Iterable[Problem], content: dict[str, Any], text: str, *, warning: bool = False
) -> list[Finding]:
    """Find the line of each slip, but for more of them than anybody mends."""
    from playbook.reading.locations import places

    where = places(text)
    findings = (
        where.finding(
            slip.path, slip.message, words=slip.span, where=_part(slip.path, content), warning=warning
        )
        for slip in islice(slips, MOST_OF_A_KIND)
    )
    return list(dict.fromkeys(findings))


def _part(path: Path, content: dict[str, Any]) -> str:
    """Name the part of a playbook that a path leads into."""
    match path:
        case ("step", int(i), "question", int(j), *_):
            kind, part, number = "question", content["step"][i]["question"][j], j
        case ("step", int(i), *_):
            kind, part, number = "step", content["step"][i], i
        case _:
            return ""
    name = part.get("id") if isinstance(part, dict) else None
    return f"{kind} `{name}`" if isinstance(name, str) else f"{kind} {number + 1}"
