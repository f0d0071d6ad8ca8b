"""What pydantic complains about, in words for somebody who edits a playbook."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from playbook.model.part import LARGEST, WORDS_PATTERN, Part
from playbook.model.playbook import Playbook, Step, Wait
from playbook.model.problem import Path, Problem
from playbook.model.spelling import did_you_mean, meant_by, nearest
from playbook.model.types import TYPES, From
from playbook.model.types.listed import ChoiceLabel
from playbook.model.types.scorecard import Band, Item
from playbook.reading.habits import unseen

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WORDS = {
    "string_type": 'this should be words in quotation marks: "…"',
    "int_type": "this should be a whole number, without quotation marks",
    "int_from_float": "this should be a whole number",
    "float_type": "this should be a number, without quotation marks",
    "finite_number": "this is not a number that I can keep",
    "bool_type": "this should be true or false, without quotation marks",
    "date_type": "this should be a day, such as 2026-12-01, without quotation marks",
    "list_type": "this should be a list, in square brackets",
    "tuple_type": "this should be a list, in square brackets",
    "string_too_long": "this name is too long; 60 characters are the most",
    "too_short": "there is nothing in this; it needs at least one",
}
_TABLES = ("dict_type", "dataclass_type", "model_attributes_type")
_UNKNOWN = "unexpected_keyword_argument"
_EXAMPLES = {
    "wait": '{ until = "callback_on" }',
    "when": '{ reason = "replaced" }',
    "choices": '{ yes = "Yes", no = "No" }',
    "items": '{ id = "pay", prompt = "They pay on time" }',
    "bands": '{ id = "low", from = 0, label = "Turn the page" }',
}
"""A table that would be right, by the key that it is the value of."""

_PARTS: dict[str, type[Part]] = {
    "step": Step,
    "wait": Wait,
    "default": From,
    "items": Item,
    "bands": Band,
    "choices": ChoiceLabel,
}


def slips_from(errors: list[ErrorDetails], parsed: Mapping[str, Any]) -> list[Problem]:
    """Turn pydantic's complaints about a playbook into ours, one for each place.

    Args:
        errors: The complaints.
        parsed: The playbook as its TOML says it.
    """
    slips: dict[Path, list[str]] = {}
    misspelt = _misspelt(errors, parsed)
    for error in errors:
        path = _path(error["loc"], parsed)
        if error["type"] == "too_short" and value_at(parsed, path):
            continue  # Its parts are broken, not missing; each has a complaint of its own.
        if error["type"] == "missing" and (_without(path, parsed), error["loc"][-1]) in misspelt:
            continue  # It is there under another name, which has a complaint of its own.
        path, message = _in_words(error, path, parsed)
        known = slips.setdefault(path, [])
        if message not in known:
            known.append(message)
    return [Problem(path, _joined(messages)) for path, messages in slips.items()]


def _misspelt(errors: list[ErrorDetails], parsed: Mapping[str, Any]) -> set[tuple[Path, str]]:
    """Return the keys that are said to be meant by unknown ones, each with the part that has it."""
    paths = [_path(error["loc"], parsed) for error in errors if error["type"] == _UNKNOWN]
    return {(path[:-1], nearest(str(path[-1]), _keys(path, parsed))) for path in paths}


def _joined(messages: list[str]) -> str:
    """Say alternatives as one sentence: `this should be a, or b`."""
    start, unmarked = "this should be ", ", without quotation marks"
    if len(messages) < 2 or not all(message.startswith(start) for message in messages):
        return "; ".join(messages)
    rests = [message.removeprefix(start) for message in messages]
    if all(rest.endswith(unmarked) for rest in rests):
        kinds = [rest.removesuffix(unmarked) for rest in rests]
        # A whole number is a number.
        kinds = [kind for kind in kinds if kind != "a whole number" or "a number" not in kinds]
        return f"{start}{' or '.join(kinds)}{unmarked}"
    return start + ", or ".join(rests)


def value_at(parsed: Any, path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    """Return what a playbook holds at a path, or None."""
    for name in path:
        try:
            parsed = parsed[name]
        except (KeyError, IndexError, TypeError):
            return None
    return parsed


def _path(loc: tuple[str | int, ...], parsed: Mapping[str, Any]) -> Path:
    """Return the path in the file for a complaint's, which also names alternatives and question types."""
    path: list[str | int] = []
    here: Any = parsed
    names = _without_kinds(loc)
    for position, name in enumerate(names):
        last = position == len(names) - 1
        within = isinstance(here, dict) and name in here
        within = within or (isinstance(here, list) and isinstance(name, int) and name < len(here))
        if within:
            here = here[name]
            path.append(name)
        elif last and isinstance(here, dict) and isinstance(name, str) and name.isidentifier():
            path.append(name)
    return tuple(path)


def _without_kinds(loc: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return a complaint's path without the kinds that pydantic names in it, which may be names of keys too.

    Such a kind stands behind a question's number (its type), behind `default` (`from` or `value`) and
    behind `when` (`any` or `all`).
    """
    names = loc[:4] + loc[5:] if loc[2:3] == ("question",) else loc
    start = 6 if names[4:5] == ("choices",) else 4 if names[2:3] == ("question",) else 2
    if names[start : start + 1] in (("default",), ("when",)):
        names = names[: start + 1] + names[start + 2 :]
    # What a map leads to is one value; behind its name stand the kinds that it is none of.
    return names[:7] if names[4:6] == ("default", "map") else names


def _in_words(error: ErrorDetails, path: Path, parsed: Mapping[str, Any]) -> tuple[Path, str]:
    kind, context = error["type"], error.get("ctx", {})
    match kind:
        case "missing":
            return _without(path, parsed), f"`{error['loc'][-1]}` is missing"
        case "unexpected_keyword_argument":
            return path, _unknown(path, parsed)
        case "union_tag_not_found":
            return _no_type(path, parsed)
        case "union_tag_invalid":
            tag = str(context["tag"])
            return (*path, "type"), f"there is no question type `{tag}`{_type_called(tag)}"
        case "string_pattern_mismatch":
            return path, _pattern(path, error["loc"][-1], context["pattern"], str(error["input"]))
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            return path, _limit(kind, context)
        case "literal_error":
            return path, _none_of(str(error["input"]), str(context["expected"]))
        case "value_error":
            return _refused(path, context["error"])
    if kind == "tuple_type" and path[-1:] in (("step",), ("question",)):
        heading = ".".join(name for name in path if isinstance(name, str))
        return path, f"this should be a list: each begins with [[{heading}]]"
    return path, _no_table(path, error["input"]) if kind in _TABLES else _plain(kind, error["msg"])


def _refused(path: Path, error: ValueError) -> tuple[Path, str]:
    path += getattr(error, "path", ())
    if path[-3:-1] in (("when", "not"), ("not",)):
        return path, f"`not` goes behind the question: {{ {path[-1]} = {{ not = … }} }}"
    return path, str(error)


def _plain(kind: str, said: str) -> str:
    return _WORDS.get(kind, said[0].lower() + said[1:])


def _unknown(path: Path, parsed: Mapping[str, Any]) -> str:
    """Say that there is no such key, and what it could be."""
    near = did_you_mean(str(path[-1]), _keys(path, parsed))
    listed = len(path) == 5 and value_at(parsed, (*path[:4], "type")) in ("choice", "choices")
    if listed and not near.endswith("?") and isinstance(value_at(parsed, path), str | dict):
        near = f"{near}; a choice goes below [step.question.choices]"
    return f"there is no key `{path[-1]}`{near}"


def _no_table(path: Path, found: object) -> str:
    """Say that this should be a table, with one that would be right."""
    names = [name for name in path if isinstance(name, str)]
    if names[-1:] == ["choices"] and isinstance(found, list) and found and isinstance(found[0], dict):
        return f"this heading has one bracket at each end: [{'.'.join(names)}]"
    example = _EXAMPLES.get(names[-1] if names else "")
    return (
        f"this should be a table, such as {example}" if example else "this should be a table: { key = value }"
    )


def _none_of(word: str, expected: str) -> str:
    near = meant_by(word, re.findall(r"'([^']*)'", expected))
    return f"this should be {expected}{near}"


def _no_type(path: Path, parsed: Mapping[str, Any]) -> tuple[Path, str]:
    for key in value_at(parsed, path) or ():
        if meant := meant_by(key, ["type"]):
            return (*path, key), f"there is no key `{key}`{meant}"
    return path, f"`type` is missing; it is one of {', '.join(TYPES)}"


def _type_called(tag: str) -> str:
    """Say which question type is meant by what people call it elsewhere, or by a slip of the pen."""
    word = re.sub(r"[\W_]", "", tag.lower())
    called = next((kind for kind, question in TYPES.items() if word in question.also_called), "")
    return f"; it is `{called}` here" if called else did_you_mean(tag, TYPES)


def _pattern(path: Path, last: str | int, pattern: str, found: str) -> str:
    if pattern == WORDS_PATTERN:
        return "this is empty; write a few words"
    if path[-1:] == ("language",):
        return 'this should be a language, such as "en" or "pt-BR"'
    if "carry_from" in path:
        return "this should be the name of a playbook, such as at-risk"
    if sign := unseen(found):
        return f"there is an invisible character in this name ({sign}): take it out"
    if path[-1:] == ("id",) or last == "[key]":
        return "this name should be small letters, digits and _, such as callback_on"
    return "this should be the id of a question, such as callback_on"


def _limit(kind: str, context: Mapping[str, Any]) -> str:
    if LARGEST in (context.get("lt"), -context.get("gt", 0)):
        return "this is not a number that I can keep"
    words = {
        "greater_than_equal": f"{context.get('ge')} or more",
        "greater_than": f"more than {context.get('gt')}",
        "less_than_equal": f"{context.get('le')} or less",
        "less_than": f"less than {context.get('lt')}",
    }
    return f"this should be {words[kind]}"


def _without(path: Path, parsed: Mapping[str, Any]) -> Path:
    """Return the part that lacks a key: what is missing has no place of its own."""
    return path if value_at(parsed, path) is not None else path[:-1]


def _keys(path: Path, parsed: Mapping[str, Any]) -> list[str]:
    """Return the keys that the part of a playbook at a path can have, but the last of the path."""
    part = [name for name in path[:-1] if isinstance(name, str)]
    if len(path) == 5 and path[2] == "question":
        kind = value_at(parsed, (*path[:4], "type"))
        model: type[Part] = TYPES[kind] if isinstance(kind, str) and kind in TYPES else Step
    else:
        key = part[-2] if len(part) > 1 and part[-2] == "choices" else part[-1] if part else ""
        model = _PARTS.get(key, Playbook)
    return model.key_names()
