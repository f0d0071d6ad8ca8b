"""A file that somebody wrote, as TOML."""

from __future__ import annotations

import codecs
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.errors import reason
from playbook.language import _
from playbook.reading.findings import Finding, Lines, Unopened
from playbook.regular import NoFile, read_regular

if TYPE_CHECKING:
    from playbook.model.problem import Path as WayTo

_LARGEST = 8 * 1024 * 1024
"""In bytes. Ten thousand questions fit; a disk image or an endless device does not."""

STANDARD_INPUT = Path("/dev/stdin")

_ON_PURPOSE = re.compile(r"/proc/|/dev/(?:fd/)?[^/]+\Z")
"""Where a pipe is meant: `/dev/stdin`, and what a shell makes of `<(…)`."""

_LONGEST_NUMBER = 256
"""Bits."""

_LONG_LINE = 400
"""Characters; a shorter line has no key that takes long to read."""


class NotTomlError(Exception):
    """A text is not TOML.

    Args:
        finding: Where, and what is wrong.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_text(path: Path, shown: str) -> str:
    """Read a file that somebody wrote.

    Args:
        path: The file.
        shown: The file as it is named to the person.

    Raises:
        Unopened: It is not there, is no file, is too large or may not be read.
        NotTomlError: It is not text in UTF-8.
    """
    try:
        if path.is_dir():
            raise Unopened(_("{path} is a folder.", path=shown), _("Name a file in it."))
        if _ON_PURPOSE.match(path.as_posix()):
            # What starts us may have put a socket there, which can be read and not be opened.
            with open(0, "rb", closefd=False) if path == STANDARD_INPUT else path.open("rb") as file:
                content = file.read(_LARGEST + 1)
        else:
            content = read_regular(path, _LARGEST + 1)
    except FileNotFoundError:
        raise Unopened(
            _("There is no file {path}.", path=shown), _("Check the spelling of its path.")
        ) from None
    except NoFile:
        hint = _("Move away what is there, or name a file.")
        raise Unopened(_("{path} is not a file.", path=shown), hint) from None
    except (OSError, ValueError) as error:
        said = _("{path} cannot be read: {why}.", path=shown, why=reason(error))
        raise Unopened(said, _("Check who may read it.")) from error
    if len(content) > _LARGEST:
        raise Unopened(
            _("{path} is too large: 8 MB is the most.", path=shown), _("Is it the file you meant?")
        )
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        readable = content[: error.start].decode("utf-8")
        message = "this is not UTF-8 text; save the file as UTF-8 in your editor"
        raise NotTomlError(Lines(readable).finding(len(readable), message)._replace(source="")) from None


def parsed(text: str) -> dict[str, Any]:
    """Parse TOML.

    Raises:
        NotTomlError: It is none.
    """
    try:
        if "<<<<<<<" in text or any(len(line) > _LONG_LINE for line in text.split("\n")):
            _refuse(text)
        content = tomllib.loads(text)
    except (RecursionError, ValueError) as error:
        # Imported only here: most files are right, and its patterns take a while to be made.
        from playbook.reading.syntax import explained, too_deep

        finding = too_deep(text) if isinstance(error, RecursionError) else explained(str(error), text)
        raise NotTomlError(finding) from None
    if any(base in text for base in ("0x", "0o", "0b")) and (path := _endless_number(content)):
        from playbook.reading.locations import places

        message = "this cannot be read: this number is longer than any can be"
        raise NotTomlError(places(text).finding(path, message))
    return content


def _refuse(text: str) -> None:
    """Refuse what a merge left undone, and a key of so many parts that tomllib takes long to read it."""
    from playbook.reading.syntax import merged, too_dotted

    if finding := merged(text) or too_dotted(text):
        raise NotTomlError(finding)


def _endless_number(content: dict[str, Any]) -> WayTo:
    """Return the way to a number too long for Python to say; in a base other than ten, tomllib takes it."""
    waiting: list[tuple[WayTo, Any]] = [((), content)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), one) for key, one in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, number), one) for number, one in enumerate(value)]
        elif isinstance(value, int) and value.bit_length() > _LONGEST_NUMBER:
            return path
    return ()
