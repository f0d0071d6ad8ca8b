"""Everything there is, or the files that somebody names, looked over once."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from playbook.checking.answers import Stale
from playbook.checking.entries import CheckedEntry, check_entry, copied, doubled, leftovers
from playbook.checking.misnamed import misnamed
from playbook.checking.playbooks import Playbooks
from playbook.errors import UsageError, reason
from playbook.journal.files import Unreadable, entry_names
from playbook.journal.folder import Journal
from playbook.language import _, speaking
from playbook.model.spelling import did_you_mean
from playbook.reading.findings import Finding, Unopened, about_file
from playbook.reading.locations import places
from playbook.reading.toml import NotTomlError, parsed, read_text
from playbook.settings import KEYS, Settings
from playbook.shelf import unread


class Checked(NamedTuple):
    """A file that was looked at, and what was found in it, in the order of its lines."""

    path: Path
    findings: Sequence[Finding]


class Report(NamedTuple):
    """What came of checking.

    Attributes:
        files: The files in which something was found, in order.
        looked_at: How many were looked at of each kind: `playbook`, `entry`, `config`.
    """

    files: Sequence[Checked]
    looked_at: Counter[str]

    @property
    def total(self) -> int:
        """How many findings there are."""
        return sum(len(file.findings) for file in self.files)

    @classmethod
    def of(cls, found: Mapping[Path, Iterable[Finding]], looked_at: Counter[str]) -> Report:
        """Return the report of what was found in each file."""
        files = (Checked(path, sorted(findings)) for path, findings in found.items())
        return cls([file for file in files if file.findings], looked_at)


@speaking("en")  # Likewise: see `_looked_over`.
def check_everything(settings: Settings) -> Report:
    """Look over the configuration, every playbook and every entry.

    Args:
        settings: Where they are.
    """
    playbooks = Playbooks(settings)
    config = {settings.config: check_config(settings.config)} if os.path.lexists(settings.config) else {}
    found = {path: list(playbooks.checked(path).findings) for path in playbooks.files()}
    journal: dict[Path, list[Finding]] = {}
    entries: dict[Path, CheckedEntry] = {}
    try:
        for name in entry_names(settings.journal):
            path = settings.journal / name
            if entry := check_entry(path, playbooks):
                entries[path], journal[path] = entry, entry.findings
    except Unreadable as error:
        journal[settings.journal] = [about_file(error.message)]
    if why := unread(settings):
        journal[settings.playbooks] = [about_file(why)]
    for playbook, messages in _changes(entries).items():
        found[playbooks.paths[playbook]] += playbooks.about_questions(playbook, messages)
    pairs = dict(doubled(entry.record for entry in entries.values() if entry.record))
    for path in entries:
        journal[path] += [pairs[path]] if path in pairs else copied(path.name)
    for path in Journal(settings.journal).in_folders():
        message = f"entries are read in {settings.journal.name} only, not in folders within it; move it there"
        journal[path] = [about_file(message, warning=True)]
    left = {path: [finding] for path, finding in leftovers(settings)}
    strays = dict(misnamed(settings.playbooks, playbooks.paths))
    astray = {path: [finding] for path, finding in strays.items() if path not in found}
    looked_at = Counter(playbook=len(found), entry=len(entries), config=len(config))
    return Report.of({**config, **found, **journal, **left, **astray}, looked_at)


def check_files(settings: Settings, paths: Sequence[Path]) -> Report:
    """Look over some files only: a playbook, the configuration or an entry each.

    Args:
        settings: Where everything is.
        paths: The files, as they were named.

    Raises:
        UsageError: One of them is not there, or is none that can be looked at.
    """
    if refusals := [why for path in paths if (why := _refusal(path))]:
        raise UsageError("\n".join(refusals), _("Name playbooks (.toml), entries (.md) or config.toml."))
    return _looked_over(settings, paths)


@speaking("en")  # As all that only somebody who writes playbooks sees.
def _looked_over(settings: Settings, paths: Sequence[Path]) -> Report:
    playbooks = Playbooks(settings)
    found: dict[Path, list[Finding]] = {}
    kinds: Counter[str] = Counter()
    for path in dict.fromkeys(paths):
        kind = "entry" if path.suffix.lower() == ".md" else "playbook"
        if kind == "entry":
            found[path] = _named_entry(path, playbooks)
        elif _is_same(path, settings.config):
            kind, found[path] = "config", check_config(path)
        else:
            # One of the person's own is known by its path in their folder.
            own = settings.playbooks / path.name
            found[path] = playbooks.checked(own if _is_same(path, own) else path).findings
        kinds[kind] += 1
    return Report.of(found, kinds)


def entries_unread(settings: Settings, name: str) -> int:
    """Count the entries that hold answers which their playbook does not know or cannot read.

    Args:
        settings: Where everything is.
        name: The playbook, in which nothing is wrong.
    """
    playbooks = Playbooks(settings)
    paths = (record.path for record in Journal(settings.journal).records() if record.playbook == name)
    return sum(1 for path in paths if (entry := check_entry(path, playbooks)) and entry.stale)


def _refusal(path: Path) -> str:
    """Say why a file cannot be looked at; empty if it can."""
    try:
        if path.is_dir():
            return _("{path} is a folder.", path=path)
        if not path.is_file():
            return (
                _("{path} is not a file.", path=path)
                if path.exists()
                else _("There is no file {path}.", path=path)
            )
    except (OSError, ValueError) as error:
        return _("{path} cannot be read: {why}.", path=path, why=reason(error))
    if path.suffix.lower() not in (".toml", ".md"):
        return _("{path} is neither a playbook (.toml) nor an entry (.md).", path=path)
    return ""


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _named_entry(path: Path, playbooks: Playbooks) -> list[Finding]:
    entry = check_entry(path, playbooks)
    if entry is None:
        return [about_file("this is not an entry: it does not begin with a front matter that has `playbook`")]
    findings = [*copied(path.name), *entry.findings, *(stale.finding for stale in entry.stale)]
    name = entry.record.playbook if entry.record else ""
    if name in playbooks.paths and playbooks.questions(name) is None:
        named = shlex.quote(str(playbooks.paths[name]))
        message = f"its playbook has a problem, so its answers are not checked: playbook check {named}"
        findings.append(about_file(message, warning=True))
    return findings


def _changes(entries: Mapping[Path, CheckedEntry]) -> dict[str, list[tuple[str, str]]]:
    """Tell slips of single entries, which are added to their findings, from what came of changing a playbook.

    The playbook has changed where several entries name the same question or choice that is not there,
    or where several answers to a question cannot be read, and none can.

    Returns:
        What to say of the questions of each playbook, with their ids.
    """
    alike: dict[tuple[str, str, str], list[tuple[Path, Stale]]] = {}
    read: Counter[tuple[str, str]] = Counter()
    for path, entry in entries.items():
        playbook = entry.record.playbook if entry.record else ""
        read.update((playbook, question) for question in entry.read)
        for stale in entry.stale:
            alike.setdefault((playbook, stale.id, stale.slug), []).append((path, stale))
    changes: dict[str, list[tuple[str, str]]] = {}
    for (playbook, question, slug), where in alike.items():
        if len(where) == 1 or (where[0][1].is_known and not slug and read[playbook, question]):
            for path, stale in where:
                entries[path].findings.append(stale.finding)
        else:
            changes.setdefault(playbook, []).append((question, _changed(where)))
    return changes


def _changed(where: Sequence[tuple[Path, Stale]]) -> str:
    """Say of a playbook what entries hold that it does not know any more."""
    stale = where[0][1]
    if stale.slug:
        what = f"hold `{stale.slug}`, which is not one of its choices any more"
    elif stale.is_known:
        what = "hold answers that it cannot read any more"
    else:
        what = "hold answers to a question that is not there any more"
    named = [f"{path.name}:{one.finding.line}" for path, one in where[:3]]
    named += [f"{len(where) - 3} more"] if len(where) > 3 else []
    ask = "did its type change?" if stale.is_known and not stale.slug else "did you rename it?"
    return f"{len(where)} entries {what}; {ask} They are {', '.join(named[:-1])} and {named[-1]}"


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
