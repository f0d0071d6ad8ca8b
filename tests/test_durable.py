from __future__ import annotations

import errno
import itertools
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from playbook.durable import Busy, SaveFailed, locked, make_folder, replace

AS_ROOT = os.geteuid() == 0
NOBODY = 65534

SYSTEM_CALLS = "chmod chown close fchmod fchown fstat fsync lstat mkdir open rename replace stat unlink write"
"""Every function of `os` that a save could touch a file with; on macOS, fcntl.fcntl flushes."""

FLUSHING = "fcntl" if sys.platform == "darwin" else "fsync"


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    return folder


@pytest.fixture
def entry(journal: Path) -> Path:
    path = journal / "2026-11-22_acme-studio_lost.md"
    path.write_bytes(b"old")
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may look into; pytest's own are for one user only."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(  # noqa: S603 - the script stands in this file
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(script: str, *arguments: object) -> str:
    """Run a script in a process of its own and give what it printed."""
    out, problems = start(script, *arguments).communicate(timeout=30)
    assert not problems, problems
    return out.strip()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestReplacing:
    @given(content=st.binary())
    @example(content=b"")
    @example(content=b"line\r\nline\n\x00\x1a\xff")
    @example(content=bytes(3_000_000))
    def test_any_bytes_read_back(self, tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
        path = tmp_path_factory.getbasetemp() / "any-bytes.md"

        replace(path, content)

        assert content == path.read_bytes()

    @given(name=st.text(min_size=1).filter(lambda name: "/" not in name))
    @example(name=".")
    @example(name="..")
    @example(name="a\x00b")
    @example(name="\udcff")
    @example(name="\ud800")
    @example(name="é" * 127)
    @example(name="x" * 250)
    @example(name="x" * 251)
    @example(name="x" * 255)
    @example(name="x" * 256)
    @example(name="💔" * 63)
    def test_under_any_name_a_file_reads_back_or_is_refused_in_words(self, name: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            try:
                with locked(path):
                    replace(path, b"new")
            except SaveFailed:
                found = None
            else:
                found = path.read_bytes()

            # macOS refuses some characters besides, and counts other lengths.
            assert (b"new" if is_a_file_name(name) else None) == found or sys.platform == "darwin"
            assert (0 if found is None else 1) == len(names(Path(folder)))

    def test_a_new_file_is_for_its_owner_alone(self, journal: Path) -> None:
        before = os.umask(0)
        try:
            replace(journal / "new.md", b"new")
        finally:
            os.umask(before)

        assert 0o600 == mode(journal / "new.md")

    @pytest.mark.parametrize("kept", [0o600, 0o644, 0o664, 0o640, 0o400, 0o777])
    def test_a_file_keeps_its_mode(self, entry: Path, kept: int) -> None:
        entry.chmod(kept)

        replace(entry, b"new")

        assert (b"new", kept) == (entry.read_bytes(), mode(entry))

    def test_a_file_keeps_its_mode_whatever_the_mask(self, entry: Path) -> None:
        entry.chmod(0o666)
        before = os.umask(0o077)
        try:
            replace(entry, b"new")
        finally:
            os.umask(before)

        assert 0o666 == mode(entry)

    @pytest.mark.skipif(not AS_ROOT, reason="only root may give a file to somebody else")
    def test_a_file_keeps_its_owner_and_the_bits_that_a_change_of_owner_takes_off(self, entry: Path) -> None:
        os.chown(entry, NOBODY, NOBODY - 1)
        entry.chmod(0o4750)

        replace(entry, b"new")

        found = entry.stat()
        assert (NOBODY, NOBODY - 1, 0o4750) == (found.st_uid, found.st_gid, mode(entry))

    def test_a_mode_and_owner_that_may_not_be_given_do_not_stop_a_save(
        self, entry: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        entry.chmod(0o644)
        attributes = list(entry.stat())
        attributes[4:6] = user, group = attributes[4] + 1, attributes[5] + 1
        asked: list[tuple[int, ...]] = []

        def refuse(_descriptor: int, *wanted: int) -> None:
            asked.append(wanted)
            raise PermissionError(errno.EPERM, "Operation not permitted")

        with monkeypatch.context() as patch:
            patch.setattr(Path, "stat", lambda *_, **__: os.stat_result(attributes))
            patch.setattr(Path, "is_symlink", lambda _: False)
            patch.setattr(os, "fchown", refuse)
            patch.setattr(os, "fchmod", refuse)
            replace(entry, b"new")

        assert (b"new", 0o600) == (entry.read_bytes(), mode(entry))
        assert [(-1, group), (user, -1), (0o644,)] == asked

    @pytest.mark.parametrize("relative", [False, True])
    def test_a_link_stays_and_the_file_that_it_leads_to_is_replaced(
        self, tmp_path: Path, entry: Path, relative: bool
    ) -> None:
        first, second = tmp_path / "first.md", tmp_path / "second.md"
        first.symlink_to(Path("journal", entry.name) if relative else entry)
        second.symlink_to(first)

        replace(second, b"new")

        assert (True, True, False) == (first.is_symlink(), second.is_symlink(), entry.is_symlink())
        assert b"new" == entry.read_bytes()
        assert ["first.md", "journal", "second.md"] == names(tmp_path)

    def test_a_link_to_a_file_that_is_not_there_yet_makes_that_file(
        self, tmp_path: Path, journal: Path
    ) -> None:
        link = tmp_path / "link.md"
        link.symlink_to(journal / "later.md")

        replace(link, b"new")

        assert (True, b"new") == (link.is_symlink(), (journal / "later.md").read_bytes())

    def test_a_linked_folder_is_gone_through(self, tmp_path: Path, entry: Path) -> None:
        (tmp_path / "home").symlink_to("journal")

        replace(tmp_path / "home" / entry.name, b"new")

        assert (b"new", [entry.name]) == (entry.read_bytes(), names(entry.parent))

    @pytest.mark.parametrize("kind", ["file", "unreadable", "link", "dangling"])
    def test_what_a_killed_save_left_is_removed_and_never_written_through(
        self, tmp_path: Path, entry: Path, kind: str
    ) -> None:
        left = entry.with_name(f".{entry.name}.tmp")
        bystander = tmp_path / "bystander"
        if kind == "link":
            bystander.write_bytes(b"untouched")
        if kind in ("link", "dangling"):
            left.symlink_to(bystander)
        else:
            left.write_bytes(b"half of an ans")
            left.chmod(0o600 if kind == "file" else 0)

        replace(entry, b"new")

        assert (b"new", [entry.name]) == (entry.read_bytes(), names(entry.parent))
        assert (kind == "link") == bystander.exists()
        assert kind != "link" or bystander.read_bytes() == b"untouched"

    def test_two_long_names_never_share_a_temporary_file(
        self, journal: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: set[str] = set()
        real = os.replace

        def see(old: Path, new: Path) -> None:
            seen.add(Path(old).name)
            real(old, new)

        monkeypatch.setattr(os, "replace", see)
        for end in ("1.md", "2.md"):
            replace(journal / ("x" * 250 + end), b"new")

        assert 2 == len(seen)

    def test_short_writes_are_gone_on_with(self, entry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        real = os.write
        monkeypatch.setattr(os, "write", lambda descriptor, rest: real(descriptor, bytes(rest[:7])))

        replace(entry, bytes(range(256)))

        assert bytes(range(256)) == entry.read_bytes()

    def test_the_content_is_on_the_disk_before_the_name_changes_and_the_folder_after(
        self, entry: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = recorded(monkeypatch)

        replace(entry, b"seven b")

        assert [("flushed", 7), ("replaced", entry.name), ("flushed", "folder")] == seen


class TestKilled:
    SCRIPT = """
import fcntl, itertools, json, os, signal, sys
from pathlib import Path
import filelock, hashlib
from playbook.durable import locked, replace

folder, beginning, calls = Path(sys.argv[1]), sys.argv[2], sys.argv[3].split()
entry, left, link = folder / "entry.md", folder / ".entry.md.tmp", folder.parent / "link.md"
link.symlink_to(entry)
new = bytes(range(250)) * 40

def save():
    with locked(link, lock_folder=folder.parent / "locks"):
        replace(link, new)

def begin():
    entry.unlink(missing_ok=True)
    if beginning != "nothing there":
        entry.write_bytes(b"old")
        entry.chmod(0o640)
    if beginning == "leftover there":
        left.write_bytes(b"half an")

def state():
    content = entry.read_bytes() if entry.exists() else None
    return {
        "content": {b"old": "old", new: "new", None: "nothing"}.get(content, "torn"),
        "mode": entry.stat().st_mode & 0o7777 if content else None,
        "names": sorted(os.listdir(folder)),
        "link": link.is_symlink(),
    }

def die_at(n, after, pipe):
    counter = itertools.count(1)

    def deadly(name, real):
        def call(*arguments, **named):
            now = next(counter) == n
            if now:
                write(pipe, name.encode())
            if now and not after:
                kill(getpid(), signal.SIGKILL)
            if name == "write":
                arguments = arguments[0], bytes(arguments[1][:4000])
            try:
                return real(*arguments, **named)
            finally:
                if now:
                    kill(getpid(), signal.SIGKILL)
        return call

    write, kill, getpid = os.write, os.kill, os.getpid
    for name in calls:
        setattr(os, name, deadly(name, getattr(os, name)))
    fcntl.flock = deadly("flock", fcntl.flock)
    fcntl.fcntl = deadly("fcntl", fcntl.fcntl)

for n in itertools.count(1):
    for after in (False, True):
        begin()
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            die_at(n, after, writing)
            save()
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        os.close(writing)
        name = os.read(reading, 99).decode()
        os.close(reading)
        if status == 0:
            sys.exit()
        assert status == signal.SIGKILL, status
        found = state()
        save()
        print(json.dumps({"call": name, "after": after, "found": found, "then": state()}))
"""

    @pytest.mark.parametrize("beginning", ["nothing there", "old there", "leftover there"])
    def test_before_and_after_every_call_of_a_save_the_file_is_wholly_old_or_wholly_new(
        self, journal: Path, beginning: str
    ) -> None:
        lines = run(self.SCRIPT, journal, beginning, SYSTEM_CALLS).splitlines()
        killed = [json.loads(line) for line in lines]

        old = "nothing" if beginning == "nothing there" else "old"
        kept = 0o600 if beginning == "nothing there" else 0o640
        assert {"open", "flock", "write", FLUSHING, "replace", "close"} <= {kill["call"] for kill in killed}
        assert 2 < sum(kill["call"] == "write" and not kill["after"] for kill in killed)
        assert {old, "new"} == {kill["found"]["content"] for kill in killed}
        for kill in killed:
            found = kill["found"]
            assert {"entry.md", ".entry.md.tmp"} >= set(found["names"]), kill
            assert found["mode"] == {"new": kept, "old": 0o640, "nothing": None}[found["content"]], kill
            assert {"content": "new", "mode": kept, "names": ["entry.md"], "link": True} == kill["then"], kill


class TestFailing:
    DISK_FULL = """
import errno, os, resource, sys
from pathlib import Path
from playbook.durable import SaveFailed, locked, replace

entry, locks, said = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
real = os.write

def write(descriptor, content):
    try:
        return real(descriptor, content)
    except OSError as error:
        raise OSError(said, os.strerror(said)) from error

os.write = write
try:
    with locked(entry, lock_folder=locks):
        replace(entry, b"new" * 1000)
except SaveFailed as failed:
    print(failed.message, failed.hint, sep="\\n")
"""

    @pytest.mark.parametrize(
        ("said", "what", "hint"),
        [
            (errno.EFBIG, "it is larger than a file may be here", "Raise that limit, then try again."),
            (errno.ENOSPC, "the disk is full", "Free some space, then try again."),
            (
                errno.EDQUOT,
                "your share of the disk is used up",
                "Delete what you can spare, then try again.",
            ),
        ],
    )
    def test_a_disk_that_is_full_half_way_leaves_the_old_file_and_nothing_else(
        self, tmp_path: Path, entry: Path, said: int, what: str, hint: str
    ) -> None:
        printed = run(self.DISK_FULL, entry, tmp_path / "locks", said)

        assert [f"Could not save {entry}: {what}.", hint] == printed.splitlines()
        assert (b"old", [entry.name]) == (entry.read_bytes(), names(entry.parent))

        replace(entry, b"new" * 1000)

        assert b"new" * 1000 == entry.read_bytes()

    @pytest.mark.parametrize(
        ("place", "what"),
        [
            ("gone/entry.md", "its folder is not there"),
            ("file/entry.md", "there is a file where a folder should be"),
            ("folder", "what is there is not a file"),
            ("pipe", "what is there is not a file"),
            ("x" * 256, "the name is too long"),
            ("circle", "its links lead in a circle"),
            ("a\x00b.md", "the name holds a character that no file's name can hold"),
            ("a\ud800b.md", "the name holds a character that no file's name can hold"),
        ],
    )
    def test_where_no_file_can_be_is_told_and_stays_as_it_is(
        self, journal: Path, place: str, what: str
    ) -> None:
        (journal / "file").write_bytes(b"old")
        (journal / "folder").mkdir()
        (journal / "circle").symlink_to("circle")
        os.mkfifo(journal / "pipe")
        before = {path.name: path.lstat() for path in journal.iterdir()}

        failed = refused(journal / place)

        assert f"Could not save {journal / place}: {what}." == failed.message
        assert before == {path.name: path.lstat() for path in journal.iterdir()}

    def test_a_folder_in_the_place_of_the_temporary_file(self, entry: Path) -> None:
        entry.with_name(f".{entry.name}.tmp").mkdir()

        refused(entry)

        assert b"old" == entry.read_bytes()

    FORBIDDEN = """
import os, sys
from pathlib import Path
from playbook.durable import SaveFailed, replace

if os.geteuid() == 0:
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
try:
    replace(Path(sys.argv[1]), b"new")
except SaveFailed as failed:
    print(failed.message, failed.hint, sep="\\n")
"""

    def test_a_folder_that_one_may_not_write_to(self, open_folder: Path) -> None:
        entry = open_folder / "entry.md"
        entry.write_bytes(b"old")
        entry.chmod(0o666)
        open_folder.chmod(0o555)

        printed = run(self.FORBIDDEN, entry, NOBODY)
        open_folder.chmod(0o755)

        assert [
            f"Could not save {entry}: you have no permission there.",
            "Give yourself permission, or choose another folder with --home, then try again.",
        ] == printed.splitlines()
        assert (b"old", ["entry.md"]) == (entry.read_bytes(), names(open_folder))

    @pytest.mark.parametrize(
        ("said", "what"),
        [
            (errno.EROFS, "the disk can only be read"),
            (errno.EPERM, "you have no permission there"),
            (errno.EIO, "the disk reports a fault"),
            (errno.EMFILE, os.strerror(errno.EMFILE)),
        ],
    )
    def test_what_the_system_says_is_put_in_words(
        self, entry: Path, monkeypatch: pytest.MonkeyPatch, said: int, what: str
    ) -> None:
        break_call(monkeypatch, "open", OSError(said, os.strerror(said)))

        assert f"Could not save {entry}: {what}." == refused(entry).message

    @given(
        n=st.integers(1, 20),
        problem=st.sampled_from(sorted(errno.errorcode)) | st.sampled_from([KeyboardInterrupt, SystemExit]),
    )
    def test_whatever_fails_the_file_is_whole_nothing_is_left_and_the_next_save_works(
        self, tmp_path_factory: pytest.TempPathFactory, n: int, problem: int | type[BaseException]
    ) -> None:
        entry = tmp_path_factory.mktemp("any-failure") / "entry.md"
        entry.write_bytes(b"old")
        entry.chmod(0o644)

        raised: BaseException | None = None
        with pytest.MonkeyPatch.context() as patch:
            fail_at(patch, n, problem)
            try:
                replace(entry, b"new")
            except (SaveFailed, KeyboardInterrupt, SystemExit) as error:
                raised = error

        if isinstance(raised, SaveFailed):
            assert str(entry) in raised.message
            assert "" != raised.hint
            assert isinstance(raised.__cause__, OSError)
        elif raised is None:
            assert b"new" == entry.read_bytes()
        else:
            assert problem is type(raised)
        assert entry.read_bytes() in (b"old", b"new")
        assert [entry.name] == names(entry.parent)

        replace(entry, b"newer")

        assert b"newer" == entry.read_bytes()

    @pytest.mark.parametrize("call", ["open", "write", FLUSHING, "close", "replace"])
    def test_nothing_that_matters_fails_in_silence(
        self, entry: Path, monkeypatch: pytest.MonkeyPatch, call: str
    ) -> None:
        break_call(monkeypatch, call, OSError(errno.EIO, os.strerror(errno.EIO)))

        assert f"Could not save {entry}: the disk reports a fault." == refused(entry).message
        assert (b"old", [entry.name]) == (entry.read_bytes(), names(entry.parent))

    @pytest.mark.parametrize("call", ["write", FLUSHING, "close", "replace"])
    def test_a_save_that_is_interrupted_leaves_the_old_file_and_nothing_else(
        self, entry: Path, monkeypatch: pytest.MonkeyPatch, call: str
    ) -> None:
        break_call(monkeypatch, call, KeyboardInterrupt())

        with pytest.raises(KeyboardInterrupt):
            replace(entry, b"new")

        assert (b"old", [entry.name]) == (entry.read_bytes(), names(entry.parent))

    @pytest.mark.parametrize(
        ("said", "told"),
        [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EACCES, False), (errno.EIO, True)],
    )
    def test_a_folder_that_cannot_be_flushed_is_let_be_but_a_fault_is_told(
        self, entry: Path, monkeypatch: pytest.MonkeyPatch, said: int, told: bool
    ) -> None:
        real = os.open

        def fail_on_folders(path: Path, *rest: int) -> int:
            if Path(path).is_dir():
                raise OSError(said, os.strerror(said))
            return real(path, *rest)

        monkeypatch.setattr(os, "open", fail_on_folders)

        if told:
            refused(entry)
        else:
            replace(entry, b"new")

        assert b"new" == entry.read_bytes()


class TestLocking:
    COUNTING = """
import sys
from pathlib import Path
from playbook.durable import locked, replace

counter = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for _ in range(200):
    with locked(counter, timeout=60):
        replace(counter, b"%d" % (int(counter.read_bytes()) + 1))
"""

    def test_two_that_count_in_one_file_lose_nothing(self, journal: Path) -> None:
        counter = journal / "counter"
        counter.write_bytes(b"0")
        both = [start(self.COUNTING, counter) for _ in range(2)]
        for process in both:
            assert process.stdout is not None
            assert "ready\n" == process.stdout.readline()

        for process in both:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()

        assert [("", "")] * 2 == [process.communicate(timeout=60) for process in both]
        assert b"400" == counter.read_bytes()
        assert ["counter"] == names(journal)

    HOLDING = """
import sys, time
from pathlib import Path
from playbook.durable import locked

with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
    time.sleep(0.1)
"""

    @pytest.fixture
    def holder(self, tmp_path: Path, entry: Path) -> Iterator[subprocess.Popen[str]]:
        """Another process that holds the lock on the entry, taken through a link."""
        (tmp_path / "link.md").symlink_to(entry)
        with start(self.HOLDING, tmp_path / "link.md") as process:
            assert process.stdout is not None
            assert "held\n" == process.stdout.readline()
            yield process
            process.kill()

    def test_a_file_that_another_is_saving_is_busy_and_says_so(
        self, entry: Path, holder: subprocess.Popen[str]
    ) -> None:
        with pytest.raises(Busy) as busy, locked(entry, timeout=0.05):
            pytest.fail("two hold one lock")

        assert holder.poll() is None
        assert f"Another playbook has been saving {entry} for 0.05 seconds." == busy.value.message
        assert "Finish or close the other one, then try again." == busy.value.hint
        assert 1 == busy.value.status

    def test_other_files_are_not_busy(self, entry: Path, holder: subprocess.Popen[str]) -> None:
        with locked(entry.with_name("another.md"), timeout=0):
            assert holder.poll() is None

    def test_a_killed_holder_holds_nothing(self, entry: Path, holder: subprocess.Popen[str]) -> None:
        holder.kill()
        assert -signal.SIGKILL == holder.wait()

        with locked(entry, timeout=0):
            replace(entry, b"new")

    def test_one_that_waits_goes_on_as_soon_as_the_lock_is_free(
        self, entry: Path, holder: subprocess.Popen[str]
    ) -> None:
        assert holder.stdin is not None
        holder.stdin.write("let go\n")
        holder.stdin.flush()

        with locked(entry, timeout=30):
            replace(entry, b"new")

        assert b"new" == entry.read_bytes()

    def test_a_block_within_a_block_is_busy(self, entry: Path) -> None:
        with locked(entry), pytest.raises(Busy), locked(entry, timeout=0):
            pytest.fail("two hold one lock")

    def test_a_block_that_fails_gives_the_lock_back_and_its_own_error_on(self, entry: Path) -> None:
        with pytest.raises(OSError, match="mine"), locked(entry):
            raise OSError(errno.ENOSPC, "mine")

        with locked(entry, timeout=0):
            pass

    def test_locks_lie_in_a_private_cache_folder_and_nothing_else_is_made(self, tmp_path: Path) -> None:
        home = Path(os.environ["HOME"])
        before = os.umask(0)
        try:
            with locked(tmp_path / "not" / "there.md"):
                pass
        finally:
            os.umask(before)

        made = sorted(path for path in home.rglob("*"))
        assert made
        assert {0o700} == {mode(path) for path in made if path.is_dir()}
        assert [(0o600, ".lock", 0)] == [
            (mode(path), path.suffix, path.stat().st_size) for path in made if path.is_file()
        ]
        assert [] == names(tmp_path)

    @pytest.mark.parametrize("absent", [False, True])
    def test_a_lock_folder_may_be_given(self, tmp_path: Path, entry: Path, absent: bool) -> None:
        folder = tmp_path / "locks"
        if not absent:
            folder.mkdir()

        with locked(entry, lock_folder=folder):
            assert 1 == len(names(folder))

        assert [] == names(Path(os.environ["HOME"]))

    def test_a_lock_folder_that_cannot_be_made_gives_way_to_the_temporary_one(
        self, tmp_path: Path, entry: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        spare = temporary_folder(tmp_path, monkeypatch)

        with locked(entry, lock_folder=entry / "locks"):
            assert [1] == [len(names(folder)) for folder in spare.iterdir()]
            assert [0o700] == [mode(folder) for folder in spare.iterdir()]
            with pytest.raises(Busy), locked(entry, lock_folder=entry / "locks", timeout=0):
                pytest.fail("two hold one lock")

    def test_a_lock_folder_that_cannot_be_written_gives_way_to_the_temporary_one(
        self, tmp_path: Path, entry: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        spare = temporary_folder(tmp_path, monkeypatch)
        real = os.open

        def read_only(path: Path, *rest: int) -> int:
            if Path(path).is_relative_to(tmp_path / "locks"):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS))
            return real(path, *rest)

        (tmp_path / "locks").mkdir()
        monkeypatch.setattr(os, "open", read_only)

        with locked(entry, lock_folder=tmp_path / "locks"):
            assert [1] == [len(names(folder)) for folder in spare.iterdir()]

    def test_one_without_a_home_has_a_lock_all_the_same(
        self, tmp_path: Path, entry: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        spare = temporary_folder(tmp_path, monkeypatch)

        def homeless(*_: object, **__: object) -> Path:
            raise RuntimeError("could not determine the home directory")

        monkeypatch.setattr("platformdirs.user_cache_path", homeless)

        with locked(entry):
            assert [1] == [len(names(folder)) for folder in spare.iterdir()]

    @pytest.mark.parametrize("trap", ["link", "file", "of another"])
    def test_a_temporary_folder_set_up_by_somebody_else_is_not_trusted(
        self, tmp_path: Path, entry: Path, monkeypatch: pytest.MonkeyPatch, trap: str
    ) -> None:
        user = os.geteuid() + (trap == "of another")
        monkeypatch.setattr(os, "geteuid", lambda: user)
        folder = temporary_folder(tmp_path, monkeypatch) / f"playbook-{user}"
        if trap == "link":
            folder.symlink_to(entry.parent)
        elif trap == "file":
            folder.write_bytes(b"")
        else:
            folder.mkdir()

        with pytest.raises(SaveFailed) as failed, locked(entry, lock_folder=entry / "locks"):
            pytest.fail("a lock was taken there")

        assert (
            f"Could not keep a lock for {entry} in the temporary folder: "
            "you have no permission there." == failed.value.message
        )
        assert [entry.name] == names(entry.parent)


class TestMakingFolders:
    def test_every_folder_that_is_missing_is_made_for_its_owner_alone(self, tmp_path: Path) -> None:
        before = os.umask(0)
        try:
            make_folder(tmp_path / "a" / "b" / "c")
        finally:
            os.umask(before)

        assert [0o700] * 3 == [mode(tmp_path / path) for path in ("a", "a/b", "a/b/c")]

    def test_a_folder_that_is_there_stays_as_it_is(self, tmp_path: Path, journal: Path) -> None:
        journal.chmod(0o755)
        (tmp_path / "link").symlink_to("journal")

        make_folder(journal)
        make_folder(tmp_path / "link")

        assert (0o755, True) == (mode(journal), (tmp_path / "link").is_symlink())

    def test_the_folder_above_each_one_is_sent_to_the_disk(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = recorded(monkeypatch)

        make_folder(tmp_path / "a" / "b")
        make_folder(tmp_path / "a" / "b")

        assert [("flushed", "folder")] * 2 == seen

    def test_a_file_or_a_broken_link_in_the_place_of_a_folder_is_told(self, entry: Path) -> None:
        link = entry.with_name("link")
        link.symlink_to("disk-that-is-not-plugged-in")

        for path in (entry, entry / "below", link, link / "below"):
            with pytest.raises(SaveFailed) as failed:
                make_folder(path)

            message = f"Could not make the folder {path}: there is a file where a folder should be."
            assert message == failed.value.message

    def test_one_that_somebody_else_makes_at_the_same_moment_is_fine(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.mkdir

        def late(path: Path, mode: int) -> None:
            real(path, mode)
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

        monkeypatch.setattr(os, "mkdir", late)

        make_folder(tmp_path / "a" / "b")

        assert (tmp_path / "a" / "b").is_dir()


class TestImporting:
    def test_it_costs_nothing_and_needs_nothing_that_windows_lacks(self) -> None:
        heavy = "filelock platformdirs tempfile hashlib fcntl termios"

        found = run(
            "import sys, playbook.durable; print(*set(sys.argv[1].split()) & set(sys.modules))", heavy
        )

        assert "" == found

    def test_a_save_works_where_the_system_knows_none_of_the_unix_ways(self, entry: Path) -> None:
        script = """
import os, pathlib, sys
for name in "O_NOFOLLOW O_CLOEXEC O_DIRECTORY fchmod fchown geteuid getuid".split():
    delattr(os, name)
sys.modules["fcntl"] = sys.modules["termios"] = None
from playbook.durable import replace
replace(pathlib.Path(sys.argv[1]), b"new")
"""
        run(script, entry)

        assert b"new" == entry.read_bytes()


def refused(path: Path) -> SaveFailed:
    """Try to save, and give the error that says why it could not be."""
    with pytest.raises(SaveFailed) as failed:
        replace(path, b"new")
    assert failed.value.hint
    assert failed.value.__cause__ is not None
    return failed.value


def is_a_file_name(name: str) -> bool:
    try:
        return name not in (".", "..") and "\x00" not in name and len(os.fsencode(name)) <= 255
    except UnicodeEncodeError:
        return False


def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder stand in for the system's temporary one."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, object]]:
    """Return the list of what is flushed and replaced from now on, in order."""
    seen: list[tuple[str, object]] = []

    def flushed(real: Callable[..., object]) -> Callable[..., object]:
        def call(descriptor: int, *rest: object) -> object:
            found = os.fstat(descriptor)
            seen.append(("flushed", "folder" if stat.S_ISDIR(found.st_mode) else found.st_size))
            return real(descriptor, *rest)

        return call

    def replaced(old: Path, new: Path) -> None:
        seen.append(("replaced", Path(new).name))
        real_replace(old, new)

    real_replace = os.replace
    monkeypatch.setattr(os, "replace", replaced)
    if sys.platform == "darwin":
        import fcntl

        monkeypatch.setattr(fcntl, "fcntl", flushed(fcntl.fcntl))
    else:
        monkeypatch.setattr(os, "fsync", flushed(os.fsync))
    return seen


def break_call(monkeypatch: pytest.MonkeyPatch, name: str, error: BaseException) -> None:
    """Make every call of one function of `os` fail, or of the two that flush."""

    def fail(*_: object) -> None:
        raise error

    if name == "fcntl":
        monkeypatch.setattr("fcntl.fcntl", fail)
        name = "fsync"
    monkeypatch.setattr(os, name, fail)


def fail_at(patch: pytest.MonkeyPatch, n: int, problem: int | type[BaseException]) -> None:
    """Make the n-th call to the system fail; what fails to close is closed all the same."""
    counter = itertools.count(1)

    def failing(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if next(counter) != n:
                return real(*arguments, **named)
            if name == "close":
                real(*arguments)
            if isinstance(problem, int):
                raise OSError(problem, os.strerror(problem))
            raise problem

        return call

    for name in SYSTEM_CALLS.split():
        patch.setattr(os, name, failing(name, getattr(os, name)))
