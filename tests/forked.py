"""`playbook` in a process of its own, forked from one that has loaded everything it may need.

Loading is most of what the command takes to start, and a suite starts it several hundred times. An import
does no work here, so nothing else is done before; and what it reads and writes, its signals and its end are
those of any process. Tests of what is loaded when, and a walk from end to end, start it from nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import runpy
import sys
import time
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.forkserver import ensure_running
from pathlib import Path

import playbook


@cache
def _ready() -> ForkServerContext:
    """Return where such processes come from; what they all need is listed once, by those who start them."""
    ready = multiprocessing.get_context("forkserver")
    ours = {module.name for module in pkgutil.walk_packages(playbook.__path__, "playbook.")}
    ready.set_forkserver_preload(
        [
            *("babel.dates", "babel.numbers", "encodings.utf_8_sig", "filelock", "icalendar"),
            *("prompt_toolkit", "pydantic", "rich.console", "tomli_w", "typer.main"),
            *sorted(ours - {"playbook.__main__"}),  # That is what each begins with.
            "forked",
            "warm",
        ]
    )
    # Where to load from: until Python 3.14 it is told in another way, to which it does not listen.
    os.environ["PYTHONPATH"], before = str(Path(__file__).parent), os.environ.get("PYTHONPATH")
    ensure_running()
    del os.environ["PYTHONPATH"]
    if before is not None:
        os.environ["PYTHONPATH"] = before
    return ready


def start(arguments: Sequence[str], environment: Mapping[str, str], *ends: Connection) -> ForkServerProcess:
    """Start `playbook`.

    Args:
        arguments: What stands behind `playbook` on the command line.
        environment: All of its environment. What the interpreter itself reads as it starts has no effect.
        ends: Its input, output and errors; or one, a terminal, for all of them. They are its own from now
            on, and closed here.
    """
    process = _ready().Process(target=_playbook, args=(arguments, environment, Path.cwd(), ends), daemon=True)
    process.start()
    for end in ends:
        end.close()
    return process


def _playbook(
    arguments: Sequence[str], environment: Mapping[str, str], folder: Path, ends: Sequence[Connection]
) -> None:
    if len(ends) == 1:
        os.login_tty(os.dup(ends[0].fileno()))
    else:
        for number, end in enumerate(ends):
            os.dup2(end.fileno(), number)
    for end in ends:
        end.close()
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, mode, closefd=False)  # noqa: SIM115 - they stay open, as the interpreter's own do
        for number, mode in enumerate(["r", "w", "w"])
    )
    sys.argv = ["playbook", *arguments]
    # The interpreter goes on from that of the tests, which may write none; ours is compiled once for all.
    sys.dont_write_bytecode = False
    runpy.run_module("playbook", run_name="__main__", alter_sys=True)
