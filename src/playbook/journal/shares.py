"""Work on many entries, half of it in a second process meanwhile.

With thousands of entries it is Python that takes the time, and one process of it uses one core. The second
one is made and spoken to by hand: what the standard library has for that takes as long to be there as reading
3,000 entries does, and a pipe is all there is to it. Where a system cannot fork, there is no second one.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

_MANY = 2000
"""Files; with fewer, nobody would notice."""

_OURS = 51
"""Of a hundred files, those that the first process has: what the other one makes has to be sent as well."""

Result = TypeVar("Result")


def in_shares(names: Sequence[str], work: Callable[[Sequence[str]], Iterable[Result]]) -> Iterator[Result]:
    """Give what comes of work on files, in the order of their names.

    Nothing may be left in the buffer of an output when this begins: both processes would write it.

    Args:
        names: The names of the files.
        work: Does it, with some of the names, and gives what can be pickled. Of what it changes in the
            process that it runs in, the other may see nothing.

    Raises:
        Exception: Whatever the work raises.
    """
    if len(names) < _MANY or not hasattr(os, "fork"):
        yield from work(names)
        return
    half = len(names) * _OURS // 100
    with _helper(work, names[half:]) as sent:
        yield from work(names[:half])
        yield from sent()


@contextmanager
def _helper(
    work: Callable[[Sequence[str]], Iterable[Result]], names: Sequence[str]
) -> Iterator[Callable[[], Iterable[Result]]]:
    """Have work done by another process, and give what to call for what came of it.

    If there can be no such process, or it came to an end before its work did, the work is done in this one.
    """
    import pickle

    # A Ctrl-C waits until each process is where it can answer it: while it forks, Python could only say so.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        reading, writing, helper = _fork()
    except OSError:  # So many processes or open files are too many.
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        yield lambda: work(names)
        return
    if not helper:
        # Ctrl-C reaches both, and is for the first one to answer.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        # Else it would wait for itself to read, were the first one gone.
        os.close(reading)
        _help(work, names, writing)
    os.close(writing)

    def sent() -> Iterable[Result]:
        try:
            results: list[Result] = pickle.load(pipe)  # noqa: S301 - of our own making
        except (EOFError, pickle.UnpicklingError):
            return work(names)
        return results

    with os.fdopen(reading, "rb") as pipe:
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            yield sent
        finally:
            # It is done, or nobody wants to know any more. Where whoever began this one ignores what becomes
            # of children, the system has seen to it already.
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(helper, signal.SIGKILL)
                os.waitpid(helper, 0)


def _fork() -> tuple[int, int, int]:
    """Make a pipe and a second process: give the two ends, and its number, which is 0 in it."""
    reading, writing = os.pipe()
    try:
        return reading, writing, os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise


def _help(work: Callable[[Sequence[str]], Iterable[Result]], names: Sequence[str], writing: int) -> None:
    """Be the other process: do the work, send what comes of it, and end."""
    import pickle

    try:
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(list(work(names)), pipe, pickle.HIGHEST_PROTOCOL)
    finally:
        # Whatever went wrong here goes wrong in the first process too, where it is done again and said.
        os._exit(0)
