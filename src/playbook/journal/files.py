"""The bytes of an entry's file, and its text."""

from __future__ import annotations

from pathlib import Path

from playbook.errors import PlaybookError

_LARGEST = 64 * 1024 * 1024
"""Bytes; nobody has written a walk of that size."""


class Unreadable(PlaybookError):
    """An entry is there but cannot be read."""


def decoded(content: bytes) -> str:
    """Decode a file so that every byte survives, whatever its encoding."""
    return content.decode("utf-8", "surrogateescape")


def encoded(text: str) -> bytes:
    """Encode what `decoded` gave."""
    return text.encode("utf-8", "surrogateescape")


def read(path: Path) -> bytes:
    """Read the file of an entry.

    Raises:
        FileNotFoundError: It is gone.
        Unreadable: It cannot be read, or is far too large.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Unreadable(
            f"{path} cannot be read: {error.strerror}.", "Check who may read it, then carry on."
        ) from error
    if len(content) > _LARGEST:
        raise Unreadable(f"{path} is larger than an entry can be.", "Move it out of the journal.")
    return content
