"""One file replaced so that it is wholly old or wholly new, whatever happens, and the lock around it.

A save writes a temporary file beside the target, sends it to the disk, puts it in the target's place
and sends the folder to the disk as well: renaming alone outlives a killed program, but not a power cut.
The lock is held for the moment of a save, never while somebody is thinking:

    with locked(path):
        replace(path, changed(path.read_bytes()))
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError, reason
from playbook.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

_POLL = 0.005  # Seconds between two tries for a lock that is held; a save takes about a thousandth.

# What the platform has of these. Without the last, Windows changes line ends.
_FLAGS = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"))

_NOT_SAVED = N_("Could not save {path}: {why}.")

_NOT_FLUSHED = {errno.EACCES, errno.EBADF, errno.EINVAL, errno.ENOTSUP}
"""Said by disks that know no flushing of folders, and by folders that may be written but not read."""

_ELSEWHERE = N_("Move it away, or choose another folder with --home, then try again.")
_ALLOW = N_("Give yourself permission, or choose another folder with --home, then try again.")
_HINTS = {
    errno.ENOSPC: N_("Free some space, then try again."),
    errno.EDQUOT: N_("Delete what you can spare, then try again."),
    errno.EFBIG: N_("Raise that limit, then try again."),
    errno.EROFS: N_("Make the disk writable, or choose another folder with --home, then try again."),
    errno.EACCES: _ALLOW,
    errno.EPERM: _ALLOW,
    errno.ENOENT: N_("Put the folder back, or choose another folder with --home, then try again."),
    errno.ENOTDIR: _ELSEWHERE,
    errno.EISDIR: _ELSEWHERE,
    errno.ENAMETOOLONG: N_("Choose a shorter name, then try again."),
    errno.ELOOP: N_("Fix the links, or choose another folder with --home, then try again."),
    errno.EIO: N_(
        "Copy what you have to another disk, or choose another folder with --home, then try again."
    ),
}
"""What to do next, by the system's number for what went wrong."""


class SaveFailed(PlaybookError):
    """A file could not be written, or a folder or a lock not made."""


class Busy(PlaybookError):
    """Another playbook held the lock on a file for longer than one was willing to wait."""


@contextmanager
def locked(path: Path, *, lock_folder: Path | None = None, timeout: float = 10.0) -> Iterator[None]:
    """Keep every other playbook from saving this file until the block ends.

    The lock ends with the process that holds it, however that ends. Its file never stands beside the
    journal: it lies in the user's cache folder, the same one in every session (a runtime folder is not:
    a job run by cron has none), or below the temporary folder where that cannot be written. It stays
    there, empty, for removing it could let two in. A block inside a block on the same file is `Busy`.

    Args:
        path: The file to be saved; it need not be there. All links to one file share its lock.
        lock_folder: Where the lock lies instead of in the cache folder.
        timeout: How long to wait for another playbook, in seconds.

    Raises:
        Busy: If another playbook still holds the lock after that time.
        SaveFailed: If there is nowhere to keep a lock.
    """
    descriptor = _taken(path, lock_folder, timeout)
    try:
        yield
    finally:
        # Closing gives the lock back. What is saved is saved, even if the disk complains about this.
        with suppress(OSError):
            os.close(descriptor)


def replace(path: Path, content: bytes) -> None:
    """Put the content in the place of a file, or of nothing, durably.

    At every moment the file is wholly old or wholly new, and once this returns, the new one outlasts a
    power cut. A link stays a link: the file that it leads to is replaced. A file keeps its mode, and
    its owner where that may be given; a new one is for its owner alone (0600). The folder must be
    there. Call it under `locked`: the temporary file always has the same name, so that one left by a
    killed save is known for what it is, and removed.

    Raises:
        SaveFailed: If it cannot be written. The old file is whole then (or the new one, where only the
            folder could not be sent to the disk), and no temporary file is left.
    """
    with _in_words(_NOT_SAVED, path):
        # A link among the folders leads to the right place by itself.
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        before = _present(target)
        temporary = target.parent / _temporary_name(target.name)
        try:
            _write_new(temporary, content, before)
            temporary.replace(target)
        except BaseException:  # Ctrl-C too: no temporary file is left.
            with suppress(OSError):
                temporary.unlink()
            raise
        _flush_folder(target.parent)


def make_folder(path: Path) -> None:
    """Make a folder and those above it that are missing, each for its owner alone (0700), durably.

    Call it before something is written, never in order to look. A folder that is there stays as it is.

    Raises:
        SaveFailed: If one of them cannot be made, or something else stands in its place.
    """
    with _in_words(N_("Could not make the folder {path}: {why}."), path):
        _make(path)


@contextmanager
def _in_words(failed: str, path: Path) -> Iterator[None]:
    """Turn what the system says into a `SaveFailed` for people.

    Args:
        failed: A sentence for `_` on a `{path}`, which says `{why}`.
        path: What it was about.
    """
    try:
        yield
    except OSError as error:
        # What is missing where something is to be written is never the file itself.
        why = _("its folder is not there") if error.errno == errno.ENOENT else reason(error)
        hint = _HINTS.get(error.errno or 0, N_("Sort that out, then try again."))
        raise SaveFailed(_(failed, path=path, why=why), _(hint)) from error
    except ValueError as error:  # A NUL, or half a character.
        why = _("the name holds a character that no file's name can hold")
        raise SaveFailed(_(failed, path=path, why=why), _("Choose another name.")) from error


def _present(target: Path) -> os.stat_result | None:
    """Look at the file to be replaced; None if it is not there yet."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    return found


def _temporary_name(name: str) -> str:
    """Return the one name that the temporary file of a target has; no two targets share theirs.

    A name may have 255 bytes on every common file system, and a character takes four at most.
    """
    fits = len(os.fsencode(name)) <= 255 - len("..tmp")
    return f".{name}.tmp" if fits else f".{name[:50]}.{_digest(name)}.tmp"


def _write_new(temporary: Path, content: bytes, before: os.stat_result | None) -> None:
    """Write a file that was not there and send it to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS
    try:
        descriptor = os.open(temporary, flags, 0o600)
    except FileExistsError as error:  # Left by a save that was killed, for nobody else has the lock.
        if temporary.is_dir() and not temporary.is_symlink():
            message = _("Nothing can be saved while the folder {path} is in the way.", path=temporary)
            raise SaveFailed(message, _("Move it away, then try again.")) from error
        temporary.unlink()
        descriptor = os.open(temporary, flags, 0o600)
    try:
        if before is not None:
            _keep_owner_and_mode(descriptor, before)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        _flush(descriptor)
    finally:
        os.close(descriptor)


def _keep_owner_and_mode(descriptor: int, before: os.stat_result) -> None:
    """Set owner and mode of the new file as the old one had them, where this user and this disk allow it.

    Where they do not, that is no reason to lose an answer. A change of owner takes bits off the mode,
    so it comes first.
    """
    now = os.fstat(descriptor)
    if (before.st_uid, before.st_gid) != (now.st_uid, now.st_gid) and hasattr(os, "fchown"):
        for owner, group in ((-1, before.st_gid), (before.st_uid, -1)):
            with suppress(OSError):
                os.fchown(descriptor, owner, group)
    if hasattr(os, "fchmod"):
        with suppress(OSError):
            os.fchmod(descriptor, stat.S_IMODE(before.st_mode))


def _flush(descriptor: int) -> None:
    """Send what was written to the disk itself; on macOS, fsync leaves it in the disk's own memory."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # Network disks know only fsync.
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _flush_folder(folder: Path) -> None:
    """Send the names in a folder to the disk, where the platform can."""
    if os.name == "nt":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            _flush(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _NOT_FLUSHED:
            raise


def _make(folder: Path) -> None:
    if folder.is_dir():
        return
    if folder.parent != folder:  # A drive that is not there is its own parent.
        _make(folder.parent)
    try:
        folder.mkdir(0o700)
    except FileExistsError as error:
        if not folder.is_dir():  # It is if somebody else was faster.
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error
    _flush_folder(folder.parent)


def _taken(path: Path, lock_folder: Path | None, timeout: float) -> int:
    """Take the lock on a file, in the first folder that can hold one; return its open descriptor."""
    import platformdirs

    with _in_words(_NOT_SAVED, path):
        name = _digest(os.path.realpath(path)) + ".lock"
    message = _(
        "Another playbook has been saving {path} for {seconds:g} seconds.", path=path, seconds=timeout
    )
    busy = Busy(message, _("Finish or close the other one, then try again."))
    # A RuntimeError says that nobody knows where this user's home is.
    with suppress(OSError, RuntimeError):
        folder = lock_folder or platformdirs.user_cache_path("playbook", appauthor=False) / "locks"
        _make(folder)
        return _wait_for(folder / name, timeout, busy)
    with _in_words(N_("Could not keep a lock for {path} in the temporary folder: {why}."), path):
        return _wait_for(_spare_lock_folder() / name, timeout, busy)


def _wait_for(lock: Path, timeout: float, busy: Busy) -> int:
    """Take one lock and return its open descriptor; raise OSError if that folder can hold none.

    FileLock does the same, but takes half as long as a whole save.
    """
    import filelock  # Here, for it costs more than most commands do.

    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | _FLAGS, 0o600)
    try:
        until = time.monotonic() + timeout
        while not filelock.lock_descriptor(descriptor, blocking=False):
            if time.monotonic() >= until:
                raise busy
            time.sleep(_POLL)
    except BaseException:  # Ctrl-C too: the lock is not kept.
        os.close(descriptor)
        raise
    return descriptor


def _spare_lock_folder() -> Path:
    """Make the folder of the locks below the temporary one, or raise OSError.

    Anybody can make anything of that name there: it must be a folder, no link, and this user's own.
    """
    import tempfile

    user = os.geteuid() if hasattr(os, "geteuid") else 0  # On Windows the folder is the user's own.
    folder = Path(tempfile.gettempdir(), f"playbook-{user}")
    with suppress(FileExistsError):
        folder.mkdir(0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != user:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    return folder


def _digest(text: str) -> str:
    import hashlib

    return hashlib.sha256(os.fsencode(text)).hexdigest()[:32]
