"""The configuration: a walk leaves out what it does not understand there; here it is an error."""

from __future__ import annotations

from pathlib import Path

from playbook.model.spelling import did_you_mean
from playbook.reading.findings import Finding, Unopened, about_file
from playbook.reading.locations import places
from playbook.reading.toml import NotTomlError, parsed, read_text
from playbook.settings import KEYS

SHOULD_BE = {
    "name": 'words on one line in quotation marks, such as "Ada"',
    "language": 'a language in quotation marks, such as "en" or "pt-BR"',
    "currency": 'three letters in quotation marks, such as "EUR"',
    "monthly_income": "a number without quotation marks, such as 5000",
    "journal": 'a folder in quotation marks, such as "~/notes/journal"',
    "plain": "true or false, without quotation marks",
    "breathe": "true or false, without quotation marks",
}
"""What the value of each key should be."""


def check_config(path: Path) -> list[Finding]:
    """Find everything in the configuration that cannot be used.

    Args:
        path: Its file, which is there.
    """
    try:
        text = read_text(path, path.name)
        content = parsed(text)
    except Unopened as error:
        return [about_file(error.message)]
    except NotTomlError as error:
        return [error.finding]
    where = places(text)
    return sorted(
        where.finding((key,), message) for key, value in content.items() if (message := _wrong(key, value))
    )


def _wrong(key: str, value: object) -> str:
    """Say why a walk leaves a key out; empty if it does not."""
    if key not in KEYS:
        return f"there is no key `{key}`{did_you_mean(key, KEYS)}"
    try:
        KEYS[key](value)
    except ValueError:
        return f"`{key}` should be {SHOULD_BE[key]}"
    return ""
