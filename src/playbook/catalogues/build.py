"""Compile the catalogues: while the wheel is built, for an editable install, and before the tests run.

A catalogue of a country, such as `pt_PT`, holds only what is said otherwise there; the rest comes from its
language's, so that one file is read when the tool starts.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface[Any]):
    """What Hatch runs before it gathers the files."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile them beside their sources."""
        compile_all(Path(self.root) / "src" / "playbook" / "catalogues")


def compile_all(folder: Path) -> None:
    """Compile every catalogue in a folder that is newer than what was made of it."""
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        used = [path for path in (source, _of_language(source)) if path.is_file()]
        if not target.exists() or target.stat().st_mtime < max(path.stat().st_mtime for path in used):
            # Put there whole, as others may be reading it, or making it as well.
            made = target.with_suffix(f".{os.getpid()}.mo")
            with made.open("wb") as file:
                write_mo(file, read(source))
            made.replace(target)


def read(source: Path) -> Catalog:
    """Read a catalogue, what it takes from its language's included."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parents[1].name)
    if _of_language(source).is_file() and _of_language(source) != source:
        for message in read(_of_language(source)):
            if message.id and not (catalogue.get(message.id) and catalogue[message.id].string):
                catalogue[message.id] = message
    return catalogue


def _of_language(source: Path) -> Path:
    tag = source.parents[1].name.partition("_")[0]
    return source.parents[2] / tag / "LC_MESSAGES" / source.name
