"""Files in the folder of one's own playbooks whose names do not do what they were meant to."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from playbook.journal.copies import original_name
from playbook.reading.findings import Finding, about_file
from playbook.shelf import COMMANDS, NAME, file_key

_ENDED = re.compile(
    r"(?P<name>[^.].*)\.toml(?P<more>\.(?:txt|text|rtf|docx?|odt))|(?P<loud>[^.].*)\.TOML", re.I
)
"""What editors, word processors and mail programs make of the end of a name."""


def misnamed(folder: Path, names: Collection[str]) -> Iterator[tuple[Path, Finding]]:
    """Find every file in a folder of playbooks that has such a name.

    Args:
        folder: The folder; it need not be there.
        names: The playbooks that can be walked.
    """
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return
    for path in paths:
        is_file = os.path.isfile(path)  # noqa: PTH113 - a Path's own raises where nobody may look
        if is_file and (finding := wrong_name(path, names)):
            yield path, finding


def wrong_name(path: Path, names: Collection[str]) -> Finding | None:
    """Find what is wrong with the name of a file in the folder of one's own playbooks."""
    if path.suffix != ".toml":
        if not (ended := _ENDED.fullmatch(path.name)):
            return None
        what = f"its name ends in `{ended['more']}`" if ended["more"] else "it has to end in small letters"
        return about_file(
            f"this file gives no command: {what}; {_instead(path, ended['name'] or ended['loud'])}"
        )
    if (original := original_name(path.name)) != path.name:
        meant = original.removesuffix(".toml")
        return about_file(f"this file gives no command: it has the name of a copy; {_instead(path, meant)}")
    if path.stem in COMMANDS:
        return about_file(f"`playbook {path.stem}` is a command already; give this file another name")
    if not NAME.fullmatch(path.stem):
        message = "this file gives no command; a name is letters, digits, - and _, such as at-risk.toml"
        return about_file(message)
    small = file_key(path.stem)
    if small != path.stem and small in names:
        return about_file(
            f"this is another playbook than `{small}`, and walked with `playbook {path.stem}`; to use it "
            f"in place of that one, {_instead(path, small)}",
            warning=True,
        )
    return None


def _instead(path: Path, name: str) -> str:
    """Say what to do with a file that was meant to have a name."""
    # Not by asking for it: some disks have no two files whose names differ in capitals alone.
    if (meant := path.with_name(f"{name}.toml")) in path.parent.iterdir():
        return f"as {meant.name} is there already, bring over what you want of this one, then delete it"
    return f"rename it to {meant.name}"
