"""Work on many entries, about half of it in a second process meanwhile.

With thousands of entries it is Python that takes the time, and one process of it uses one core. The second
one is made and spoken to by hand: what the standard library has for that takes as long to be there as reading
3,000 entries does, and a pipe is all there is to it. Where a system cannot fork, there is no second one.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import BytesIO
from itertools import islice
from typing import BinaryIO, NoReturn, TypeAlias, TypeVar

_MANY = 2000
"""Files; with fewer, nobody would notice."""

_OURS = 51
"""Of a hundred files, those that the first process has: what the other one makes has to be sent as well."""

_TURN = 500
"""Files of a turn, of which each process has its share, where they take turns."""

_AT_ONCE = 16
"""Results that are sent together."""

_AHEAD = 512 * 1024
"""Bytes that wait to be sent, at most, before the process that makes them waits itself."""

Result = TypeVar("Result")
Work: TypeAlias = Callable[[Sequence[str]], Iterable[Result]]
"""Gives what comes of files with these names: the same for the same files, and able to be pickled."""


def in_shares(names: Sequence[str], work: Work[Result], *, in_turns: bool = False) -> Iterator[Result]:
    """Give what comes of work on files, in the order of their names.

    Args:
        names: The names of the files.
        work: Does it, with some of the names. What it changes in the process that it runs in, or writes to
            an output, may be lost.
        in_turns: Whether each process has a few hundred files, and then a few hundred more, rather than all
            of its share at once: where much comes of each file, neither has to wait for the other for long.

    Raises:
        Exception: Whatever the work raises.
    """
    if len(names) < _MANY or not hasattr(os, "fork"):
        yield from work(names)
        return
    shares = list(_shares_of(names, _TURN if in_turns else len(names)))
    with _child(work, [theirs for _, theirs in shares]) as pipe:
        for ours, theirs in shares:
            yield from work(ours)
            yield from _received(pipe, work, theirs)


def _shares_of(names: Sequence[str], turn: int) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    for begin in range(0, len(names), turn):
        some = names[begin : begin + turn]
        ours = len(some) * _OURS // 100
        yield some[:ours], some[ours:]


@contextmanager
def _child(work: Work[Result], shares: Iterable[Sequence[str]]) -> Iterator[BinaryIO]:
    """Have work done by a child of this process, and give what it sends; nothing if there can be no child."""
    # A Ctrl-C within `os.fork` is printed by Python and dropped; so it waits until both can answer it.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    child = 0
    try:
        pipe: BinaryIO = BytesIO()
        with suppress(OSError):  # So many processes or open files may be too many.
            reading, child = _begun(work, shares, mask)
            pipe = os.fdopen(reading, "rb")
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        with pipe:
            yield pipe
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if child:
            # It is done, or nobody wants to know any more.
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _begun(work: Work[Result], shares: Iterable[Sequence[str]], mask: Iterable[int]) -> tuple[int, int]:
    """Begin a child, and give what to read from it and its number.

    Raises:
        OSError: There can be none.
    """
    if signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN:
        # Its number would be free for another process as soon as it ends, and that one might be killed.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    reading, writing = os.pipe()
    try:
        os.close(os.dup(reading))  # Each of them needs another one, to read files.
        child = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if not child:
        _be_child(work, shares, reading, writing, mask)
    os.close(writing)
    return reading, child


def _be_child(
    work: Work[Result], shares: Iterable[Sequence[str]], reading: int, writing: int, mask: Iterable[int]
) -> NoReturn:
    """Do the work, send what comes of it, and end."""
    try:
        import pickle

        # Ctrl-C reaches both, and is for the first one to answer.
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        # Else it would wait for itself to read, and whoever reads the output for it, were the first one gone.
        os.close(reading)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for output in {1, 2} - {writing}:
            os.dup2(nowhere, output)
        if nowhere > 2:
            os.close(nowhere)
        waiting = bytearray()
        for names in shares:
            results = iter(work(names))
            # Behind the last results are none, which tells that these were all.
            while some := list(islice(results, _AT_ONCE)):
                waiting += pickle.dumps(some, pickle.HIGHEST_PROTOCOL)
                _send(writing, waiting)
            waiting += pickle.dumps([])
            _send(writing, waiting)
        _send(writing, waiting, ahead=0)
    finally:
        # What the first process misses it does itself, and says what may be wrong with it.
        os._exit(0)


def _send(pipe: int, waiting: bytearray, ahead: int = _AHEAD) -> None:
    """Send what waits: all but `ahead` bytes even if that takes a while, and these as the pipe has room."""
    if (over := len(waiting) - ahead) > 0:
        os.set_blocking(pipe, True)
        while over > 0:
            sent = os.write(pipe, waiting[:over])
            del waiting[:sent]
            over -= sent
    os.set_blocking(pipe, False)
    with suppress(BlockingIOError):
        del waiting[: os.write(pipe, waiting)]


def _received(pipe: BinaryIO, work: Work[Result], names: Sequence[str]) -> Iterator[Result]:
    """Give what a child sends of its work on some files, and do here what it does not get to."""
    import pickle

    count = 0
    while True:
        try:
            some: list[Result] = pickle.load(pipe)  # noqa: S301 - of our own making
        except (EOFError, pickle.UnpicklingError):
            yield from islice(work(names), count, None)
            return
        if not some:
            return
        count += len(some)
        yield from some
