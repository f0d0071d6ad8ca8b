"""The person's own copy of a playbook, and what lies hidden beside it; the schema beside both.

It is the file itself that is edited, so that whatever ends the editor or us, what was saved is there. What it
was before lies beside it until the edit is over (`.lost.toml.before`); empty if there was none. Where an edit
is cut short, that file stays, and the next edit goes on with it; so it does once the shipped one is gone back
to. The shipped text that the copy was made from stays as long as the copy does (`.lost.toml.base`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playbook import durable
from playbook.authoring.versions import is_same
from playbook.errors import PlaybookError, reason
from playbook.language import _
from playbook.regular import NoFile, read_regular

SCHEMA_NAME = "playbook.schema.json"
"""The name that the first line of a playbook gives: `#:schema ./playbook.schema.json`."""


class CopyFailed(PlaybookError):
    """A file of a playbook could not be read, made or taken away."""


class OwnCopy:
    """A playbook of the person's own that is being edited.

    Attributes:
        path: Its file.
        shipped: The shipped playbook of that name as it is now; None if there is none.
        before: What it was before the edit; None if there was none.
        was_cut_short: Whether an earlier edit of it did not come to its end, and this one goes on with it.
    """

    def __init__(self, path: Path, shipped: Path | None) -> None:
        self.path = path
        self.before: bytes | None = None
        self.was_cut_short = False
        self.shipped = None if shipped is None else read(shipped)
        self._before = beside(path, "before")
        self._base = beside(path, "base")

    def begin(self) -> None:
        """Keep what it is now, and make it where there is none yet. Call it under `only_one`.

        Raises:
            PlaybookError: It cannot be read, or not be saved.
        """
        durable.make_folder(self.path.parent)
        is_there, is_kept = os.path.lexists(self.path), os.path.lexists(self._before)
        self.was_cut_short = is_kept and not self.is_put_away
        self.before = (read(self._before) or None) if is_kept else self.content
        if not is_kept:
            durable.replace(self._before, self.before or b"")
        if not is_there:
            if self.before is None:
                self.renew_base()
            self._make(self.before or self.shipped or b"")

    def _make(self, content: bytes) -> None:
        """Make the file, which is not there; never over another one."""
        with durable.locked(self.path):
            if os.path.lexists(self.path):
                raise CopyFailed(
                    _("Something else has just made {path}.", path=self.path),
                    _("Look at it, then try again."),
                )
            durable.replace(self.path, content)

    @property
    def content(self) -> bytes | None:
        """What is in the file now; None if it is gone.

        Raises:
            CopyFailed: It cannot be read.
        """
        return read(self.path)

    @property
    def base(self) -> bytes | None:
        """The shipped text that the copy was made from, or last merged with; None if nobody kept it.

        Raises:
            CopyFailed: It cannot be read.
        """
        return read(self._base)

    def renew_base(self) -> None:
        """Keep the shipped text as what the copy is made from.

        Raises:
            PlaybookError: It cannot be saved.
        """
        if self.shipped is not None:
            save(self._base, self.shipped)

    @property
    def is_behind(self) -> bool:
        """Whether the shipped one has changed since the copy was made from it."""
        known = (self.base, self.content)
        return None not in known and not any(is_same(self.shipped, one) for one in known)

    @property
    def is_put_away(self) -> bool:
        """Whether there is an earlier copy that is not in use, as after going back to the shipped one."""
        return not os.path.lexists(self.path) and bool(read(self._before))

    def put_away(self) -> None:
        """Go back to the shipped one; the copy is kept as what was before.

        Raises:
            PlaybookError: It cannot be saved, or not be taken away.
        """
        with durable.locked(self.path):
            durable.replace(self._before, self.content or b"")
            take_away(self.path)

    def forget(self) -> None:
        """Be rid of an earlier copy that is not in use.

        Raises:
            CopyFailed: It cannot be taken away.
        """
        take_away(self._before)

    @property
    def is_new(self) -> bool:
        """Whether there was none before the edit."""
        return self.before is None

    @property
    def is_changed(self) -> bool:
        """Whether it is another one than before the edit; a new one, than the shipped one."""
        return self.content != (self.shipped if self.is_new else self.before)

    def go_back(self) -> None:
        """Make it what it was before the edit, whether or not it is still there.

        Raises:
            PlaybookError: It cannot be saved, or not be taken away.
        """
        if self.before is not None:
            save(self.path, self.before)
        else:
            take_away(self.path)
            take_away(self._base)

    def end(self) -> None:
        """End the edit: what it was before goes.

        A new copy that nobody changed goes as well: it would hide what becomes of the shipped one.

        Raises:
            CopyFailed: It cannot be taken away; the next edit would find it there.
        """
        if self.is_new and not self.is_changed:
            self.go_back()
        take_away(self._before)


def put_schema(folder: Path, text: str) -> None:
    """Write the schema, which editors check a playbook by, into a folder of playbooks, unless it is there.

    Raises:
        PlaybookError: It cannot be saved.
    """
    path = folder / SCHEMA_NAME
    content = text.encode()
    try:
        if read_regular(path) == content:
            return
    except OSError:
        pass  # It is not there, or replacing it will say what is wrong.
    durable.make_folder(folder)
    save(path, content)


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Keep a second edit of the same playbook out until the block ends, however it ends.

    The lock is that of the hidden file beside the playbook, so nobody who saves the playbook waits for it.

    Raises:
        CopyFailed: It is being edited already.
    """
    with ExitStack() as held:
        try:
            held.enter_context(durable.locked(beside(path, "before"), timeout=0))
        except durable.Busy:
            raise CopyFailed(
                _("{path} is being edited already.", path=path), _("Close the other editor, then try again.")
            ) from None
        yield


def beside(path: Path, what: str) -> Path:
    """Return a hidden file beside a playbook."""
    return path.with_name(f".{path.name}.{what}")


def read(path: Path) -> bytes | None:
    """Read a file; None if there is none.

    Raises:
        CopyFailed: It cannot be read.
    """
    if not os.path.lexists(path):
        return None
    try:
        return read_regular(path)
    except NoFile:
        raise CopyFailed(_("{path} is not a file.", path=path), _("Move away what is there.")) from None
    except FileNotFoundError:
        message = _("{path} is a link, and what it leads to is gone.", path=path)
        raise CopyFailed(message, _("Put that back, or delete the link.")) from None
    except OSError as error:
        message = _("{path} cannot be read: {why}.", path=path, why=reason(error))
        raise CopyFailed(message, _("Check who may read it.")) from error


def save(path: Path, content: bytes) -> None:
    """Save a file.

    Raises:
        PlaybookError: It cannot be saved.
    """
    with durable.locked(path):
        durable.replace(path, content)


def take_away(path: Path) -> None:
    """Delete a file, if it is there.

    Raises:
        CopyFailed: It cannot be deleted.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        message = _("{path} could not be removed: {why}.", path=path, why=reason(error))
        raise CopyFailed(message, _("Delete it yourself.")) from error
