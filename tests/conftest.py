from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from homes import Home

from playbook.catalogues.build import compile_all
from playbook.checking.playbooks import CheckedPlaybook, Playbooks
from playbook.language import CATALOGUES, speak
from playbook.shelf import shipped_folder

# Each run, and each of its workers, would compile all tests anew where the environment asks for that; and
# Hypothesis, which pytest compiles in its own way, and which is therefore loaded later.
sys.dont_write_bytecode = False

# A shell that starts the tests in the background has them, and all that they start, ignore Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)

_COLOUR_AND_SIZE = (
    "NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE COLORTERM COLORFGBG PROMPT_TOOLKIT_COLOR_DEPTH "
    "COLUMNS LINES VISUAL EDITOR TTY_COMPATIBLE TTY_INTERACTIVE "
    "DISPLAY WAYLAND_DISPLAY SSH_CONNECTION TMUX STY "
    # Compiling everything anew doubles the time that a walk takes to begin, and few people have these set.
    "PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED LANGUAGE"
)


def pytest_xdist_auto_num_workers() -> int:
    """Run one test more than there are cores: some of their time goes by in waiting for a terminal."""
    return 1 + (os.cpu_count() or 1)


_homes = count()


@pytest.fixture(autouse=True, scope="session")
def _shipped_playbooks_are_checked_once() -> Iterator[None]:
    """Looking over what is shipped takes most of the time of a `check`, and no test changes it."""
    found: dict[Path, CheckedPlaybook] = {}
    checked, folder = Playbooks.checked, shipped_folder()

    def once(playbooks: Playbooks, path: Path) -> CheckedPlaybook:
        if folder not in path.parents:
            return checked(playbooks, path)
        if path not in found:
            found[path] = checked(playbooks, path)
        return found[path]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Playbooks, "checked", once)
        yield


_MEMORY = Path("/dev/shm")  # noqa: S108 - what is made there is for nobody else to look into
_in_memory: list[Path] = []


def _is_roomy(folder: Path) -> bool:
    """Tell whether a folder has room for all that the tests write, and runs the programs among it."""
    is_ours = os.access(folder, os.W_OK) and not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return is_ours and shutil.disk_usage(folder).free > 2**30


def pytest_configure(config: pytest.Config) -> None:
    """Say how hard Hypothesis tries; once for all workers, compile the catalogues and find room for files."""
    from hypothesis import settings

    # A fifth of the usual number keeps the whole suite under two minutes; `--hypothesis-profile thorough` is
    # for whoever has more time. How long one example takes says nothing on a busy machine. In CI the examples
    # are the same each time, so that what fails there is the change; at a desk they are new ones.
    settings.register_profile("suite", max_examples=20, deadline=None, derandomize="CI" in os.environ)
    settings.register_profile("thorough", max_examples=1000, deadline=None)
    settings.load_profile("suite")
    if not hasattr(config, "workerinput"):
        compile_all(CATALOGUES)
        # In memory where there is some for it: a disk takes nine tenths of the time of a save.
        if "PYTEST_DEBUG_TEMPROOT" not in os.environ and _is_roomy(_MEMORY):
            _in_memory.append(Path(mkdtemp(prefix="pytest-", dir=_MEMORY)))
            os.environ["PYTEST_DEBUG_TEMPROOT"] = str(_in_memory[0])


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Give the memory back, unless somebody may want to look at what a failure left."""
    for folder in _in_memory if exitstatus != pytest.ExitCode.TESTS_FAILED else ():
        session.config.add_cleanup(partial(shutil.rmtree, folder, ignore_errors=True))


def pytest_collection_finish() -> None:
    """Look for garbage only in what a test makes, not each time in all that was loaded for all of them."""
    gc.freeze()


@pytest.fixture(autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep every test, and every process it starts, away from the person's own folders and habits."""
    # Each of the factory's own folders is numbered by a look at all that there are.
    folder = tmp_path_factory.getbasetemp() / f"person{next(_homes)}"
    folder.mkdir()
    speak("en")  # What runs in this process may have spoken another language before.
    for name in [*_COLOUR_AND_SIZE.split(), *(name for name in os.environ if name.startswith("LC_"))]:
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "HOME": str(folder),
        "PLAYBOOK_HOME": str(folder / "playbook"),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_DATA_HOME": str(folder / "data"),
        "XDG_STATE_HOME": str(folder / "state"),
        "LANG": "C.UTF-8",
        # Where somebody has installed it, so that what is to be typed next begins with its name.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)]),
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }.items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """A face that a test holds in this process takes the signals that end the tests."""
    ending = {"SIGINT", "SIGTERM", "SIGHUP"}  # Windows lacks one of them.
    before = {number: signal.getsignal(number) for number in signal.Signals if number.name in ending}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def home(own_folder: Path) -> Home:
    """The folder of `playbook`, which is not there yet."""
    return Home(own_folder / "playbook")
