"""The configuration: a walk leaves out what it does not understand there; here it is an error."""

from __future__ import annotations

from pathlib import Path

from playbook.language import _
from playbook.model.spelling import did_you_mean
from playbook.reading.findings import Finding, Unopened, about_file
from playbook.reading.locations import places
from playbook.reading.toml import NotTomlError, parsed, read_text
from playbook.settings import KEYS


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
        return _("there is no key `{key}`{near}", key=key, near=did_you_mean(key, KEYS))
    try:
        KEYS[key].read(value)
    except ValueError:
        return _("`{key}` should be {wanted}", key=key, wanted=_(KEYS[key].should_be))
    return ""
