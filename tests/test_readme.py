"""The README and the reference show what is so: commands run, examples are right, links lead somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from homes import LOOKING, Home, run

from playbook.reading.playbooks import playbook_from
from playbook.settings import read_settings
from playbook.shelf import COMMANDS, shipped_folder

TOP = Path(__file__).parents[1]
README, REFERENCE = TOP / "README.md", TOP / "playbooks" / "README.md"
PAGES = {path: path.read_text(encoding="utf-8") for path in (README, REFERENCE)}
MAKE = "python3 -m venv .venv && .venv/bin/pip install"
DAY = re.compile(r"\d{4}-\d\d-\d\d(T[\d:+]+)?")
"""A day, as an entry writes it."""


def blocks(language: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", "\n".join(PAGES.values()), re.MULTILINE | re.DOTALL)
    return [block for of, block in found if of == language]


def block(holds: str, language: str = "") -> str:
    return next(block for block in blocks(language) if holds in block)


def shown() -> list[str]:
    """Return the lines that are to be typed, without what stands behind them to explain them."""
    lines = re.findall(r"^    (\S.*)$", "\n".join(PAGES.values()), re.MULTILINE)
    return [re.split(r"\s{3,}", line)[0] for line in lines]


def commands() -> list[list[str]]:
    """Return what stands behind `playbook` in every line that begins with it, and in cron's."""
    lines = [re.sub(r"^[\d* -]+\s+~/.local/bin/", "", line) for line in shown()]
    found = [shlex.split(line.partition(" > ")[0])[1:] for line in lines if line.startswith("playbook ")]
    return [list(one) for one in dict.fromkeys(map(tuple, found))]


@pytest.fixture
def losses(home: Home) -> Home:
    """A journal of two clients who left, one of them with a reason."""
    home.begin(
        "lost",
        "Nordwind",
        "- certainty: told_final — T\n- reason: price.rate_rise — Price: R\n- [ ] 2026-11-21 Call\n",
    )
    home.begin("lost", "Acme", "- certainty: told_final — T\n- reason: (skipped)\n")
    return home


def test_it_is_read_in_one_go() -> None:
    assert 300 >= PAGES[README].count("\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for to, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", PAGES[page]):
        path = (page.parent / to).resolve() if to else page
        headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)

        assert not anchor or anchor in {
            re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings
        }


def test_the_page_for_who_carries_on_names_files_that_are_there() -> None:
    page = (TOP / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    there = {f"/{path.as_posix()}" for path in [*TOP.glob("src/playbook/**/*.py"), *TOP.glob("tests/*.py")]}
    named = set(re.findall(r"[\w/]+\.py\b", page))

    assert 15 < len(named)
    assert [] == [name for name in named if not any(path.endswith(f"/{name}") for path in there)]


def test_the_first_command_and_the_command_of_the_tests_have_a_line_of_their_own() -> None:
    lines = shown()

    assert 1 == lines.count(f'{MAKE} . && .venv/bin/playbook lost "Acme Studio"')
    assert [f"{MAKE} -e '.[dev]' && .venv/bin/pytest"] == [line for line in lines if line.endswith("pytest")]


def test_every_command_is_told() -> None:
    told = set(
        re.findall(
            r"`playbook ([\w-]+)[^`]*`", PAGES[README].partition("| command |")[2].partition("\n\n")[0]
        )
    )

    assert {*COMMANDS, *(path.stem for path in (shipped_folder() / "en").glob("*.toml"))} == told


@pytest.mark.usefixtures("losses")
def test_every_command_that_is_shown_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in commands():
        # What would ask, or open an editor, is asked what it does; its options have to be right all the same.
        ended = run(*words, *(["--help"] if words[0] not in LOOKING or "~" in words[-1] else []))

        assert ended.returncode in (0, 1), (words, ended.stderr)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("grep -r '^- reason: [^(]'", ["nordwind_lost.md:- reason: price.rate_rise — Price: R"]),
        ("grep -r '^- reason: price'", ["nordwind_lost.md:- reason: price.rate_rise — Price: R"]),
        ("grep -rh '^- \\[ \\]'", ["- [ ] 2026-11-21 Call"]),
        ("grep -rl '^status: \"open\"'", ["acme_lost.md", "nordwind_lost.md"]),
    ],
)
@pytest.mark.skipif(shutil.which("grep") is None, reason="there is no grep here")
def test_a_line_of_grep_finds_what_it_says(losses: Home, line: str, found: list[str]) -> None:
    (typed,) = [one for one in shown() if one.startswith(line)]
    ended = subprocess.run(  # noqa: S602 - a line of the README, in a shell as people type it
        typed, shell=True, capture_output=True, encoding="utf-8", check=True
    )

    assert found == sorted(ended.stdout.replace(f"{losses.journal}/2026-11-20_", "").splitlines())


def test_a_walk_speaks_as_it_is_shown_and_leaves_what_is_shown(home: Home) -> None:
    typed = "2\n1\n\n\n7\nJo\nin 2 days\n-\n"
    ended = run("lost", "Acme Studio", "--plain", typed=typed)
    entry = DAY.sub("DAY", home.entry.read_text(encoding="utf-8")).splitlines()
    example = DAY.sub("DAY", block("heard_by", "markdown")).splitlines()
    left = iter(entry)

    assert 0 == ended.returncode
    assert block("Question: How did the news") in ended.stderr
    assert [] == [line for line in example if line not in left], "these are not there, or not in this order"


def test_the_examples_of_a_playbook_are_playbooks() -> None:
    assert [[], []] == [playbook_from(one)[1] for one in blocks("toml") if "[[step]]" in one]


def test_the_example_of_a_configuration_is_understood_whole(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(block("monthly_income", "toml"), encoding="utf-8")

    assert () == read_settings(str(tmp_path), {}, tmp_path).not_understood


def test_the_example_of_an_answers_file_is_toml() -> None:
    assert "email" == tomllib.loads(block("heard_by", "toml"))["heard_by"]
