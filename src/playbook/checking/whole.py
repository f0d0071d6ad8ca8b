"""Everything there is, or the files that somebody names, looked over once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from playbook.checking.answers import Stale
from playbook.checking.checked import Checked, Report, about_the_file
from playbook.checking.config import check_config
from playbook.checking.copies import Named, doubled, leftovers
from playbook.checking.entries import CheckedEntry, Shelf, check_entry
from playbook.checking.playbooks import CheckedPlaybook, about_questions, check_playbook, playbook_files
from playbook.errors import PlaybookError
from playbook.journal.files import Unreadable, entry_names
from playbook.journal.folder import Journal
from playbook.model.types import Question
from playbook.reading.findings import Finding
from playbook.settings import Settings
from playbook.shelf import shelf


class NoSuchFile(PlaybookError):
    """A file that somebody named is not there, or is none that can be looked at."""

    status: ClassVar[int] = 2


class _Check:
    """One run: every playbook is read once, however many entries name it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shelved = shelf(settings)
        self._read: dict[Path, CheckedPlaybook] = {}
        self._questions: dict[str, Mapping[str, Question] | None] = {}
        self.shelf = Shelf(frozenset(self.shelved), self._questions_of)

    def playbook(self, path: Path) -> CheckedPlaybook:
        if path not in self._read:
            self._read[path] = check_playbook(path, self.settings)
        return self._read[path]

    def _questions_of(self, name: str) -> Mapping[str, Question] | None:
        if name not in self._questions:
            read = self.playbook(self.shelved[name].path).playbook
            self._questions[name] = (
                {question.id: question for _, question in read.questions()} if read else None
            )
        return self._questions[name]


def check_everything(settings: Settings) -> Report:
    """Look over the configuration, every playbook and every entry.

    Args:
        settings: Where they are.
    """
    check = _Check(settings)
    has_config = os.path.lexists(settings.config)
    config = [Checked(settings.config, check_config(settings.config))] if has_config else []
    found = {path: list(check.playbook(path).findings) for path in playbook_files(settings)}
    try:
        names, unread = entry_names(settings.journal), []
    except Unreadable as error:
        names, unread = [], [Checked(settings.journal, [about_the_file(error.message)])]
    entries, read = _entries(settings.journal, names, check.shelf)
    single, changed = _sorted_out(entries, read)
    for name in dict.fromkeys(playbook for playbook, *_ in changed):
        path = check.shelved[name].path
        said = [(key[1], _changed(places)) for key, places in changed.items() if key[0] == name]
        found[path] = sorted([*found[path], *about_questions(check.playbook(path).text, said)])
    copies: dict[Path, Finding] = dict(doubled(_walks(entries)))
    journal = [
        Checked(path, sorted([*entry.findings, *single[path], *([copies[path]] if path in copies else [])]))
        for path, entry in entries.items()
    ]
    playbooks = [Checked(path, findings) for path, findings in found.items()]
    files = [*config, *playbooks, *unread, *journal, *leftovers(settings)]
    return Report([file for file in files if file.findings], len(playbooks), len(journal), len(config))


def check_files(settings: Settings, paths: Sequence[Path]) -> Report:
    """Look over some files only: a playbook, the configuration or an entry each.

    Args:
        settings: Where everything is.
        paths: The files, as they were named.

    Raises:
        NoSuchFile: One of them is not there, or is none that can be looked at.
    """
    if refusals := [why for path in paths if (why := _refusal(path))]:
        raise NoSuchFile("\n".join(refusals), "Name playbooks (.toml), entries (.md) or config.toml.")
    check = _Check(settings)
    files: list[Checked] = []
    counts = {"playbook": 0, "entry": 0, "config": 0}
    for path in dict.fromkeys(paths):
        if path.suffix.lower() == ".md":
            counts["entry"] += 1
            files.append(Checked(path, _named_entry(path, check)))
        elif _is_same(path, settings.config):
            counts["config"] += 1
            files.append(Checked(path, check_config(path)))
        else:
            counts["playbook"] += 1
            files.append(Checked(path, check.playbook(_at_home(path, settings)).findings))
    found = [file for file in files if file.findings]
    return Report(found, counts["playbook"], counts["entry"], counts["config"])


def entries_unread(settings: Settings, name: str) -> int:
    """Tell how many entries hold answers that their playbook does not know or cannot read.

    Args:
        settings: Where everything is.
        name: The playbook, in which nothing is wrong.
    """
    shelf = _Check(settings).shelf
    paths = [record.path for record in Journal(settings.journal).records() if record.playbook == name]
    checked = (check_entry(path, shelf) for path in paths)
    return sum(1 for entry in checked if entry and entry.stale)


def _at_home(path: Path, settings: Settings) -> Path:
    """Give one of the person's own playbooks as the shelf knows it, however it was named."""
    inside = settings.playbooks / path.name
    return inside if _is_same(path, inside) else path


def _refusal(path: Path) -> str:
    """Say why a file cannot be looked at; empty if it can."""
    try:
        if path.is_dir():
            return f"{path} is a folder."
        if not path.is_file():
            return f"{path} is no file." if path.exists() else f"There is no file {path}."
    except (OSError, ValueError) as error:
        return f"{path} cannot be looked at: {getattr(error, 'strerror', None) or error}."
    if path.suffix.lower() not in (".toml", ".md"):
        return f"{path} is neither a playbook (.toml) nor an entry (.md)."
    return ""


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _named_entry(path: Path, check: _Check) -> list[Finding]:
    entry = check_entry(path, check.shelf)
    if entry is None:
        return [about_the_file("this is no entry: it does not begin with a front matter that has `playbook`")]
    findings = [*entry.findings, *(stale.finding for stale in entry.stale)]
    name = entry.named.playbook if entry.named else ""
    if name in check.shelved and check.shelf.questions(name) is None:
        message = (
            f"its playbook has something to mend, so its answers are not checked: playbook check {name}.toml"
        )
        findings.append(about_the_file(message, warning=True))
    return sorted(findings)


def _entries(
    folder: Path, names: Iterable[str], shelf: Shelf
) -> tuple[dict[Path, CheckedEntry], Counter[tuple[str, str]]]:
    """Give every entry of a journal, and how many answers to each question of each playbook are read."""
    entries: dict[Path, CheckedEntry] = {}
    read: Counter[tuple[str, str]] = Counter()
    for name in names:
        entry = check_entry(folder / name, shelf)
        if entry and entry.named:
            read.update((entry.named.playbook, question) for question in entry.read)
        if entry:
            entries[folder / name] = entry._replace(read=())
    return entries, read


_Key = tuple[str, str, str, bool]


def _sorted_out(
    entries: Mapping[Path, CheckedEntry], read: Mapping[tuple[str, str], int]
) -> tuple[dict[Path, list[Finding]], dict[_Key, list[tuple[Path, Stale]]]]:
    """Tell slips of single entries from what came of changing a playbook.

    The playbook has changed where several entries name the same question or choice that is not there,
    or where several answers to a question cannot be read, and none can.
    """
    alike: dict[_Key, list[tuple[Path, Stale]]] = {}
    for path, entry in entries.items():
        for stale in entry.stale:
            key = (stale.playbook, stale.id, stale.slug, stale.is_known)
            alike.setdefault(key, []).append((path, stale))
    single: dict[Path, list[Finding]] = {path: [] for path in entries}
    for key, places in list(alike.items()):
        playbook, question, slug, is_known = key
        if len(places) == 1 or (is_known and not slug and read.get((playbook, question))):
            for path, stale in alike.pop(key):
                single[path].append(stale.finding)
    return single, alike


def _changed(places: Sequence[tuple[Path, Stale]]) -> str:
    """Say of a playbook what entries hold that it does not know any more."""
    stale = places[0][1]
    if stale.slug:
        what = f"hold `{stale.slug}`, which is none of its choices any more"
    elif stale.is_known:
        what = "hold answers that it cannot read any more"
    else:
        what = "hold answers to a question that is not there any more"
    where = [f"{path.name}:{one.finding.line}" for path, one in places[:3]]
    more = [f"{len(places) - 3} more"] if len(places) > 3 else []
    ask = "did its type change?" if stale.is_known and not stale.slug else "did you rename it?"
    return f"{len(places)} entries {what}; {ask} They are {_listed([*where, *more])}"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _walks(entries: Mapping[Path, CheckedEntry]) -> Iterable[tuple[Path, Named]]:
    return [(path, entry.named) for path, entry in entries.items() if entry.named]
