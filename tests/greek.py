"""A language in which every letter of a sentence is Greek, so that what was never translated can be seen.

Started as a program it is `playbook` with that language's catalogue, whose folder comes first.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

import playbook.language

TAG = "el"
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS = str.maketrans(_LATIN, "αβψδεφγηιξκλμνοπθρστυωςχζάΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΘΡΣΤΥΩΪΧΖΆ")


def greek(text: str) -> str:
    """Return a sentence in Greek letters; what stands in braces is filled in and stays."""
    parts = re.split(r"(\{[^}]*\})", text)
    return "".join(part if part.startswith("{") else part.translate(_LETTERS) for part in parts)


def write(folder: Path, sentences: frozenset[str | tuple[str, ...]]) -> None:
    """Write the catalogue of these sentences."""
    catalogue = Catalog(locale=TAG)
    for sentence in sentences:
        said = greek(sentence) if isinstance(sentence, str) else tuple(map(greek, sentence))
        catalogue.add(sentence, said)
    target = folder / TAG / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    playbook.language.CATALOGUES = Path(sys.argv.pop(1))
    sys.argv[0] = "playbook"

    from playbook.__main__ import run

    run()
