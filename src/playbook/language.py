"""What the tool itself says, in the language of whoever reads it.

A sentence stands in the code in English, whole, with a name where something is filled in:

    _("{client} has no entry yet.", client=client)
    ngettext("{n} file is left out.", "{n} files are left out.", count)

Where one stands outside a function, `N_` marks it for the catalogue, and `_` translates it where it is
shown. The catalogues lie in `catalogues/`, a folder a language.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gettext import GNUTranslations

CATALOGUES = Path(__file__).with_name("catalogues")

_DOMAIN = "messages"
"""What the files of the catalogues are called: the name that Typer looks its own words up under."""

_spoken: GNUTranslations | None = None
"""The catalogue of the language that is spoken now; None for English."""


def _(sentence: str, /, **values: object) -> str:
    """Return a sentence in the language that is spoken now, with its values filled in."""
    said = _spoken.gettext(sentence) if _spoken and sentence else sentence
    return said.format_map(values) if values else said


def ngettext(one: str, several: str, n: int, /, **values: object) -> str:
    """Return the form of a sentence that a number asks for; `{n}` in it is that number."""
    said = _spoken.ngettext(one, several, n) if _spoken else one if n == 1 else several
    return said.format_map({"n": n, **values})


def N_(sentence: str) -> str:  # noqa: N802 - what Babel and everybody else calls it
    """Return a sentence as it is: it stands in the catalogue, and is translated where it is shown."""
    return sentence


def in_files(words: Mapping[str, str], language: str) -> str:
    """Return what an entry in a language calls something; no catalogue's, since every language is read."""
    return words.get(language) or words.get(language.partition("-")[0], words["en"])


def listed(names: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
    """Return some names as a sentence lists them: `a, b and c`, or `a, b or c`."""
    if len(names) < 2:
        return "".join(names)
    from babel.lists import format_list

    return format_list(names, style, _spoken.info()["language"] if _spoken else "en_GB")


def numeral(plain: str) -> str:
    """Return a number with the decimal mark that is usual in the language that is spoken."""
    if _spoken is None or "." not in plain:
        return plain
    from babel.numbers import get_decimal_symbol

    return plain.replace(".", get_decimal_symbol(_spoken.info()["language"]))


def speak(language: str) -> None:
    """Say everything in a language from now on; in English where there is no whole catalogue of it.

    Args:
        language: A BCP 47 tag, such as `pt-PT`.
    """
    global _spoken
    _spoken = _catalogue(language)
    if _spoken:
        import gettext

        # Typer's own words, such as the headings of a help page, come from the same catalogue.
        os.environ["LANGUAGE"] = _spoken.info()["language"]
        gettext.bindtextdomain(_DOMAIN, str(CATALOGUES))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in a language for as long as this holds; the programs that are started keep theirs."""
    global _spoken
    before, _spoken = _spoken, _catalogue(language)
    try:
        yield
    finally:
        _spoken = before


def _catalogue(language: str) -> GNUTranslations | None:
    found = next((tag for tag in _tags(language) if _file(tag).is_file()), None)
    if found is None:
        return None
    import gettext
    import struct

    try:
        with _file(found).open("rb") as file:
            return gettext.GNUTranslations(file)
    except (OSError, ValueError, LookupError, struct.error):  # Torn, as an installation that was cut short.
        return None


def of_locale(environment: Mapping[str, str]) -> str:
    """Return the language of the locale as a BCP 47 tag: `pt-BR` of `pt_BR.UTF-8`; English of none."""
    named = next((environment[key] for key in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(key)), "")
    tag = named.partition(".")[0].partition("@")[0].replace("_", "-")
    return "en" if tag in ("", "C", "POSIX") else tag


def is_spoken(language: str) -> bool:
    """Tell whether a language is English, or has a catalogue."""
    return language.partition("-")[0] == "en" or any((CATALOGUES / tag).is_dir() for tag in _tags(language))


def languages() -> list[str]:
    """Return the languages that there are, as BCP 47 names them."""
    return sorted(["en", *(path.parent.name.replace("_", "-") for path in CATALOGUES.glob("*/LC_MESSAGES"))])


def _tags(language: str) -> tuple[str, str]:
    """Return what the folder of a language may be called: with its country, or without."""
    return language.replace("-", "_"), language.partition("-")[0]


def _file(tag: str) -> Path:
    return CATALOGUES / tag / "LC_MESSAGES" / f"{_DOMAIN}.mo"
