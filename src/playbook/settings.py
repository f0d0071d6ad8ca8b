"""Where things are and how they are wanted: read once, at the edge, and handed on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook.language import N_, _, is_spoken, of_locale
from playbook.regular import NoFile, read_regular

if TYPE_CHECKING:
    from decimal import Decimal

HOME_VARIABLE = "PLAYBOOK_HOME"


class Settings(NamedTuple):
    """What holds for this run.

    Attributes:
        home: The person's folder; it may not exist yet.
        journal: The folder of the entries; it may not exist yet.
        name: The person's name, `{me}` in a playbook; empty if not configured.
        language: The language of the shipped playbooks, and of what the tool itself says.
        currency: The currency of amounts without one, as three letters; empty if not configured.
        monthly_income: Roughly what the person earns in a month, in their currency.
        plain: Whether the plain face is wanted.
        breathe: Whether pauses are wanted.
        unspoken: The language that was wanted, where it is English instead as there is no other; else empty.
        not_understood: What in the configuration could not be understood: sentences for `_` that say so of a
            `{file}`, each with what is `{what}` in it; of a file that the system refuses, its error.
    """

    home: Path
    journal: Path
    name: str = ""
    language: str = "en"
    currency: str = ""
    monthly_income: Decimal | None = None
    plain: bool = False
    breathe: bool = True
    unspoken: str = ""
    not_understood: tuple[tuple[str, str | OSError], ...] = ()

    @property
    def may_have_named_a_journal(self) -> tuple[tuple[str, str | OSError], ...]:
        """Those of `not_understood` that may have named another folder for the journal."""
        return tuple(one for one in self.not_understood if one[0] != _KEY or one[1] == "journal")

    @property
    def playbooks(self) -> Path:
        """The folder of the person's own playbooks."""
        return self.home / "playbooks"

    @property
    def config(self) -> Path:
        """The configuration's file."""
        return self.home / "config.toml"


def _words(raw: object) -> str:
    if not isinstance(raw, str) or set(raw) & set("\n\0"):
        raise ValueError
    return raw.strip()


def _language(raw: object) -> str:
    if not isinstance(raw, str) or not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", raw):
        raise ValueError
    return raw


def _flag(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise ValueError
    return raw


def _currency(raw: object) -> str:
    if not isinstance(raw, str) or not (len(raw) == 3 and raw.isascii() and raw.isalpha()):
        raise ValueError
    return raw.upper()


def _income(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not 0 <= raw < 10**15:
        raise ValueError
    from decimal import Decimal

    return Decimal(str(raw))


class _Key(NamedTuple):
    """A key of the configuration: how its value is read (ValueError: it cannot be), what it should be."""

    read: Callable[[object], Any]
    should_be: str


KEYS: Mapping[str, _Key] = {
    "name": _Key(_words, N_('words on one line in quotation marks, such as "Ada"')),
    "language": _Key(_language, N_('a language in quotation marks, such as "en" or "pt-BR"')),
    "currency": _Key(_currency, N_('three letters in quotation marks, such as "EUR"')),
    "monthly_income": _Key(_income, N_("a number without quotation marks, such as 5000")),
    "journal": _Key(_words, N_('a folder in quotation marks, such as "~/notes/journal"')),
    "plain": _Key(_flag, N_("true or false, without quotation marks")),
    "breathe": _Key(_flag, N_("true or false, without quotation marks")),
}
"""What the configuration may hold."""


_FIRST = N_("""\
# Your settings for playbook. It made this file once, with the name that you sign with; it is yours now,
# and never written to again. To use a setting, delete the # in front of it and change its value.
# To look for mistakes: playbook check

{name}
# {{me}} in the drafts.

# language = "en"
# "it", "pt" or "pt-PT" too; left out: as your computer has it.

# currency = "EUR"
# Of amounts without one; left out: the one you used last.

# monthly_income = 5000
# Roughly what you earn in a month.

# journal = "~/notes/journal"
# Another folder for the entries.

# plain = true
# Always line by line.

# breathe = false
# No pauses.
""")


def begin_config(path: Path, name: str) -> None:
    """Write the first configuration, with the person's name; one that is there stays as it is.

    Raises:
        PlaybookError: It cannot be written.
    """
    import tomli_w

    from playbook import durable

    durable.make_folder(path.parent)
    with durable.locked(path):
        if not os.path.lexists(path):
            durable.replace(path, _(_FIRST, name=tomli_w.dumps({"name": name}).strip()).encode())


def read_settings(
    home: str | None, environment: Mapping[str, str], user_home: Path, language: str | None = None
) -> Settings:
    """Read the settings; nothing is made by looking.

    Args:
        home: The folder named on the command line, if one was.
        environment: Where `PLAYBOOK_HOME` may name it, and the locale says the language.
        user_home: The person's home folder, for `~` and for where it is otherwise.
        language: The language named on the command line, if one was.
    """
    named = home or environment.get(HOME_VARIABLE)
    folder = _expanded(named, user_home).absolute() if named else user_home / "playbook"
    values, not_understood = _read_config(folder / "config.toml")
    journal = values.pop("journal", "")
    configured = values.pop("language", "")
    wanted = language or configured or of_locale(environment)
    return Settings(
        home=folder,
        journal=folder / _expanded(journal, user_home) if journal else folder / "journal",
        language=wanted if is_spoken(wanted) else "en",
        unspoken="" if is_spoken(wanted) else wanted,
        not_understood=tuple(not_understood),
        **values,
    )


def _expanded(name: str, user_home: Path) -> Path:
    return user_home / name[2:] if name.startswith("~/") else user_home if name == "~" else Path(name)


_LARGEST = 1024 * 1024
"""Bytes of a configuration; nobody has written one of that size."""


_KEY = N_("{file}: `{what}` is not understood, and is left out.")


def _read_config(path: Path) -> tuple[dict[str, Any], list[tuple[str, str | OSError]]]:
    try:
        content = read_regular(path, _LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return {}, []
    except NoFile:
        return {}, [(N_("{file}: it is not a file that can be read, so all of it is left out."), "")]
    except OSError as error:
        said = N_("{file}: the file cannot be read ({what}), so all of it is left out.")
        return {}, [(said, error)]
    # Most have no such file, and to import this and decimals takes as long as reading 500 entries.
    import tomllib

    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return {}, [(N_("{file}: it is not TOML, so all of it is left out: {what}."), str(error))]
    values: dict[str, Any] = {}
    not_understood: list[tuple[str, str | OSError]] = []
    for key, value in raw.items():
        try:
            values[key] = KEYS[key].read(value)
        except (KeyError, ValueError):
            not_understood.append((_KEY, key))
    return values, not_understood
