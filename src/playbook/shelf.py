"""Which playbooks there are: the person's own, before the shipped ones."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import reason
from playbook.language import _, languages
from playbook.regular import read_regular
from playbook.settings import Settings
from playbook.text import visible

if TYPE_CHECKING:
    from playbook.model.playbook import Playbook

COMMANDS = (
    "due",
    "done",
    "drafts",
    "journal",
    "show",
    "grep",
    "stats",
    "export",
    "path",
    "edit",
    "new",
    "check",
    "schema",
    "answers",
)
"""The commands that are no playbook's, in the order of the help page; no playbook can have these names."""

NAME = re.compile(r"[A-Za-z0-9][\w-]*")
"""What a playbook can be called: a word that a command line takes as it is."""

_LINE = re.compile(r'^(title|summary|language)[ \t]*=[ \t]*"([^"\\]*)"', re.MULTILINE)
_ENOUGH = 8192
"""Bytes of a file within which its summary stands."""


def file_key(name: str) -> str:
    """Return what two names share that are the same file on some disks."""
    return unicodedata.normalize("NFC", name).casefold()


class Shelved(NamedTuple):
    """A playbook that can be walked.

    Attributes:
        name: Its name and its command.
        path: Its file.
        own: Whether it is the person's own rather than shipped.
    """

    name: str
    path: Path
    own: bool

    def summary(self) -> str:
        """Return its summary, for a list of commands, without reading the whole of it."""
        found = self._head()
        return visible(found.get("summary") or found.get("title", ""))

    def language(self) -> str:
        """Return the language that it says it is in, without reading the whole of it."""
        return self._head().get("language", "en")

    def _head(self) -> dict[str, str]:
        try:
            start = read_regular(self.path, _ENOUGH).decode("utf-8", "replace")
        except OSError:
            return {}
        return dict(_LINE.findall(start.partition("\n[[")[0]))

    def read(self, shown: str) -> Playbook:
        """Read and check it.

        Raises:
            PlaybookError: It cannot be read, or something in it cannot be right.
        """
        from playbook.reading.playbooks import read_playbook

        return read_playbook(self.path, shown)


def shipped_folder() -> Path:
    """Return the folder of the shipped playbooks: beside the package, or at the top of a checkout."""
    here = Path(__file__).resolve().parent
    beside = here / "playbooks"
    return beside if beside.is_dir() else here.parents[1] / "playbooks"


def shelf(settings: Settings) -> dict[str, Shelved]:
    """Return every playbook by its name, in alphabetical order."""
    found = shipped(settings)
    found.update(_shelved(settings.playbooks, own=True))
    return dict(sorted(found.items()))


def shipped(settings: Settings) -> dict[str, Shelved]:
    """Return the shipped playbooks by their names: in the person's language, else in English."""
    folder = shipped_folder()
    found: dict[str, Shelved] = {}
    for language in ("en", settings.language.partition("-")[0], settings.language):
        found.update(_shelved(folder / language, own=False))
    return found


def original(settings: Settings, shelved: Shelved) -> Path | None:
    """Return the file of the shipped playbook of a name, in the language of one's own if that is one."""
    language = shelved.language() if shelved.own else settings.language
    found = shipped(settings._replace(language=language)).get(shelved.name)
    return found.path if found else None


def in_language(settings: Settings, shelved: Shelved, language: str) -> Shelved:
    """Return a shipped playbook in the language that an entry was begun in; one's own is as it is."""
    if shelved.own or language not in languages():
        return shelved
    return shipped(settings._replace(language=language)).get(shelved.name, shelved)


def in_languages(settings: Settings, name: str) -> list[Path]:
    """Return the files of the shipped playbook of a name in every language."""
    everywhere = (shipped(settings._replace(language=tag)) for tag in languages())
    return [found[name].path for found in everywhere if name in found]


def _shelved(folder: Path, *, own: bool) -> dict[str, Shelved]:
    return {
        path.stem: Shelved(path.stem, path, own)
        for path in _files(folder)
        if NAME.fullmatch(path.stem) and path.stem not in COMMANDS
    }


def unread(settings: Settings) -> str:
    """Say why the person's own playbooks are left out; empty where they can be read, or there are none."""
    folder = settings.playbooks
    # Where nobody gets as far as to this folder, what is above it is told of elsewhere.
    if not os.path.lexists(folder):
        return ""
    try:
        os.listdir(folder)  # noqa: PTH208 - a Path's own lists nothing before it is asked to
    except OSError as error:
        return _(
            "Your playbooks in {folder} cannot be read, so they are left out: {why}.",
            folder=folder,
            why=reason(error),
        )
    return ""


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix == ".toml"]
    except OSError:
        return []
