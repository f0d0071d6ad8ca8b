"""Files in the folder of one's own playbooks whose names do not do what they were meant to."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from playbook.journal.naming import original_name
from playbook.language import _
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
        instead = _instead(path, ended["name"] or ended["loud"])
        said = _("this file gives no command: it has to end in small letters; {instead}", instead=instead)
        if end := ended["more"]:
            said = _(
                "this file gives no command: its name ends in `{end}`; {instead}", end=end, instead=instead
            )
        return about_file(said)
    if (original := original_name(path.name)) != path.name:
        instead = _instead(path, original.removesuffix(".toml"))
        said = _("this file gives no command: it has the name of a copy; {instead}", instead=instead)
        return about_file(said)
    if path.stem in COMMANDS:
        command = f"playbook {path.stem}"
        return about_file(_("`{command}` is a command already; give this file another name", command=command))
    if not NAME.fullmatch(path.stem):
        said = _("this file gives no command; a name is letters, digits, - and _, such as at-risk.toml")
        return about_file(said)
    small = file_key(path.stem)
    if small != path.stem and small in names:
        said = _(
            "this is another playbook than `{other}`, and walked with `playbook {name}`; to use it in place "
            "of that one, {instead}",
            other=small,
            name=path.stem,
            instead=_instead(path, small),
        )
        return about_file(said, warning=True)
    return None


def _instead(path: Path, name: str) -> str:
    """Say what to do with a file that was meant to have a name."""
    # Not by asking for it: some disks have no two files whose names differ in capitals alone.
    if (meant := path.with_name(f"{name}.toml")) in path.parent.iterdir():
        return _(
            "as {file} is there already, bring over what you want of this one, then delete it",
            file=meant.name,
        )
    return _("rename it to {file}", file=meant.name)
