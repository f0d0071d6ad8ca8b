"""The journal as the person's own tools read it: the real `grep`, over entries that walks have made."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from builders import (
    CHOICE,
    DATE,
    DRAFT,
    FRIDAY,
    MONDAY,
    NOW,
    TEXT,
    TUESDAY,
    Ask,
    asked,
    entry_file,
    playbook,
    sit,
    step,
)

from playbook.journal.entry_file import EntryFile, open_entry
from playbook.journal.folder import Journal
from playbook.model.leaving import Back, Left, Why
from playbook.model.types.choice import Chosen
from playbook.model.types.draft import Drafted

GREP = shutil.which("grep")
pytestmark = pytest.mark.skipif(GREP is None, reason="there is no grep here")

LOST = playbook(
    step("first", asked("their_words", TEXT), asked("call_on", DATE, follow_up="Call {client} back")),
    step(
        "why",
        asked("known", {"type": "confirm"}),
        asked("reason", CHOICE, when={"known": True}),
        asked("letter", DRAFT),
        wait={"until": "call_on"},
    ),
)
PRICE, RISE, NO_FIT = Chosen("price"), Chosen("price", "rise"), Chosen("fit")
LATER = Left(Why.FOR_LATER)
LIKE_OURS = """\
They said:
- reason: price — Price
- [ ] 2026-01-01 Call them all
status: "open"
## Follow-ups"""


def walked(folder: Path, client: str, *turns: tuple[str, object], days: int = 7) -> EntryFile:
    kept = entry_file(folder, client)
    sit(LOST, kept, *turns, now=NOW + timedelta(days))
    return kept


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """Entries of six clients, in every state, of people who write what looks like ours."""
    folder = tmp_path / "journal"
    ends = ("letter", Drafted(LIKE_OURS, MONDAY))
    begins = [("their_words", LIKE_OURS), ("call_on", None), ("known", True)]
    walked(folder, "Acme Studio", *begins, ("reason", RISE), ends)
    walked(folder, "Café Müller", *begins, ("reason", PRICE), ends)
    walked(folder, "株式会社", *begins, ("reason", NO_FIT), ends)
    walked(folder, "Passed", *begins, ("reason", None), ("letter", LATER))
    changed = [("letter", Back()), ("reason", Back()), ("known", False), ("letter", None)]
    walked(folder, "Set aside", *begins, ("reason", PRICE), *changed)
    walked(folder, "Waits", ("their_words", None), ("call_on", FRIDAY), days=0)
    walked(folder, "Sooner", ("their_words", None), ("call_on", TUESDAY), days=0)
    walked(folder, "Called", ("their_words", None), ("call_on", FRIDAY), ("known", False), ("letter", None))
    return folder


def grep(folder: Path, *arguments: str, locale: str = "C.UTF-8") -> list[str]:
    """Return the lines that `grep` finds, without the folder, sorted as by `sort`."""
    assert GREP is not None
    found = subprocess.run(  # noqa: S603 - the arguments stand in this file
        [GREP, *arguments, str(folder)], capture_output=True, check=False, env={"LC_ALL": locale}
    )
    assert (b"", True) == (found.stderr, found.returncode in (0, 1))
    return sorted(line.replace(f"{folder}/", "") for line in found.stdout.decode("utf-8").splitlines())


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_why_they_left_all_of_them(journal: Path, locale: str) -> None:
    assert [
        "2026-11-23_acme-studio_lost.md:- reason: price.rise — Price: After I raised it",
        "2026-11-23_cafe-muller_lost.md:- reason: price — Price",
        "2026-11-23_passed_lost.md:- reason: (skipped)",
        "2026-11-23_株式会社_lost.md:- reason: fit — No fit",
    ] == grep(journal, "-r", "^- reason:", locale=locale)


def test_everyone_who_left_over_price(journal: Path) -> None:
    assert [
        "2026-11-23_acme-studio_lost.md:- reason: price.rise — Price: After I raised it",
        "2026-11-23_cafe-muller_lost.md:- reason: price — Price",
    ] == grep(journal, "-r", "^- reason: price")


def test_what_is_due_in_order(journal: Path) -> None:
    assert ["- [ ] 2026-11-24 Call Sooner back", "- [ ] 2026-11-27 Call Waits back"] == grep(
        journal, "-rh", r"^- \[ \]"
    )


def test_walks_that_are_not_finished(journal: Path) -> None:
    unfinished = ["passed", "sooner", "waits"]

    assert [f"2026-11-23_{name}_lost.md" for name in unfinished] == grep(journal, "-rl", '^status: "open"')


def test_what_is_set_aside_is_found_by_its_mark(journal: Path) -> None:
    assert ["2026-11-23_set-aside_lost.md:- ~reason: price — Price"] == grep(journal, "-r", "^- ~reason:")


def test_what_was_ticked_is_found_too(journal: Path) -> None:
    assert ["- [x] 2026-11-27 Call Called back"] == grep(journal, "-rh", r"^- \[x\]")


def test_half_an_answer_is_found_as_such_and_its_words_are_no_answers(journal: Path) -> None:
    path = next(record.path for record in Journal(journal).records() if record.client == "Passed")
    half = Left(Why.FOR_LATER, LIKE_OURS)

    sit(LOST, open_entry(Journal(journal), path), ("letter", half), now=NOW + timedelta(7))

    assert ["2026-11-23_passed_lost.md:- letter: (unfinished)"] == grep(journal, "-r", "^- .*(unfinished)$")
    assert 4 == len(grep(journal, "-r", "^- reason:"))


def test_the_loser_of_a_conflict_is_not_found_among_what_counts(journal: Path) -> None:
    kept = entry_file(journal, "Conflict")

    def theirs(_: Ask) -> object:
        assert kept.path is not None
        kept.path.write_text(kept.path.read_text("utf-8") + "\n- reason: price — Price\n", "utf-8")
        return NO_FIT

    begins = [("their_words", None), ("call_on", None), ("known", True)]
    sit(LOST, kept, *begins, ("reason", theirs), ("letter", None), now=NOW + timedelta(7))

    assert ["2026-11-23_conflict_lost.md:- reason: fit — No fit"] == [
        line for line in grep(journal, "-r", "^- reason:") if "conflict" in line
    ]
    assert 2 == len(grep(journal, "-r", "^- reason: price"))


def test_a_name_can_neither_end_a_line_nor_begin_one(tmp_path: Path) -> None:
    client = 'x"\nstatus: "open"\n- reason: price\n- [ ] 2026-01-01 x'

    walked(tmp_path, client, ("their_words", None), ("call_on", None), ("known", False), ("letter", None))

    assert 1 == len(list(tmp_path.iterdir()))
    for pattern in ("^- reason:", r"^- \[ \]", '^status: "open"'):
        assert [] == grep(tmp_path, "-r", pattern)
