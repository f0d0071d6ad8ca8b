"""Playbooks as people write them, after checklists and surveys that are handed around, walked whole.

Each is walked in both faces with the same answers, and leaves the same entry.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from homes import Home, run
from terminal import ENTER, SPACE, Terminal

FOLDER = Path(__file__).parent / "examples"


class Turn(NamedTuple):
    """A question and its answer: what is typed, and in a terminal the labels that are taken in a list."""

    asked: str
    labels: tuple[str, ...]
    typed: str
    several: bool = False

    def put(self, terminal: Terminal) -> None:
        if not self.labels:
            terminal.answer(self.asked, self.typed.partition("\n")[0])
        elif not self.several:
            terminal.choose(self.asked, self.labels[0])
        else:
            terminal.expect_question(self.asked)
            for label in self.labels:
                terminal.point_at(label)
                terminal.send(SPACE)
                terminal.expect(f"● {label}")
            terminal.send(ENTER)


def words(asked: str, typed: str) -> Turn:
    return Turn(asked, (), typed)


def one(asked: str, label: str, slug: str) -> Turn:
    return Turn(asked, (label,), slug)


def some(asked: str, **labels: str) -> Turn:
    return Turn(asked, tuple(labels.values()), ", ".join(labels), several=True)


def all_of(name: str, asked: str) -> Turn:
    """Return a turn that marks every choice of a question, but for the one that says there is none."""
    steps = tomllib.loads((FOLDER / "offboarding.toml").read_text(encoding="utf-8"))["step"]
    (choices,) = (one["choices"] for step in steps for one in step["question"] if one["id"] == name)
    return some(asked, **{slug: one["label"] for slug, one in choices.items() if slug != "nothing"})


OFFBOARDING = (
    words("Which day is the last one with", "in 2 weeks"),
    all_of("work_left", "What is left of the work?"),
    all_of("money_left", "What is left of the money?"),
    all_of("files_left", "What is left to hand over?"),
    words("What else is to be handed over?", "The old laptop"),
    all_of("access_left", "What can you still get into"),
    all_of("after_left", "And afterwards?"),
)
POST_MORTEM = (
    words("When was it?", "10 days ago"),
    words("What happened, in a sentence?", "The mails went out twice"),
    one("How bad was it?", "Some of it did not work", "partly"),
    one("Some of it did not work", "For a few", "few"),
    words("How long did it last?", "45"),
    one("Who noticed it?", "Somebody else", "other"),
    words("Who was it?", "The postman"),
    words("What happened when?", "9:00 it began\n."),
    some("What had a part in it?", change="A change", load="More of something"),
    words("Ask why five times.", "Nobody had tried it\n."),
    words("What went well?", "It was quiet"),
    words("Where were you lucky?", "It was a Sunday"),
    some("What will you do?", test="A test", guide="A page"),
    words("When will you look whether it is done?", "in 6 weeks"),
    one("What would you like to do with it?", "Keep it for later", "later"),
)
CANCELLATION = (
    one("What is the main reason?", "They use something else now", "switched"),
    words("Which one?", "A notebook"),
    some("What else had a part in it?", hard="It was hard to use", other="Something else"),
    words("What else?", "The colours"),
    one("How often did they use it?", "Now and then", "seldom"),
    words("What did they pay in a month?", "12.50 EUR"),
    words("How content were they, all in all?", "7"),
    words("How likely would they recommend it?", "8"),
    words("What did they like best?", "The quiet"),
    words("What would have kept them?", "A smaller plan"),
    one("May you write to them", "Yes", "yes"),
    words("When will you write?", "in 2 months"),
)
WALKS = {"offboarding": OFFBOARDING, "post-mortem": POST_MORTEM, "cancellation": CANCELLATION}


def with_examples(home: Home) -> Home:
    for path in FOLDER.glob("*.toml"):
        home.add_playbook(path.stem, path.read_text(encoding="utf-8"))
    return home


def typed(home: Home, name: str, *lines: str) -> None:
    about = () if name == "post-mortem" else ("Acme",)
    ended = run("--home", str(home.folder), name, *about, "--plain", typed="\n".join([*lines, ""]))
    assert 0 == ended.returncode, ended.stderr


def test_each_is_right() -> None:
    ended = run("check", *map(str, sorted(FOLDER.glob("*.toml"))))

    assert (0, "") == (ended.returncode, ended.stdout)


@pytest.mark.parametrize("name", WALKS)
def test_both_faces_walk_it_whole_and_leave_the_same(name: str, home: Home, tmp_path: Path) -> None:
    plain = with_examples(Home(tmp_path / "plain"))
    typed(plain, name, *(turn.typed for turn in WALKS[name]))
    with_examples(home)
    with Terminal(name, *(() if name == "post-mortem" else ("Acme",))) as terminal:
        for turn in WALKS[name]:
            turn.put(terminal)
        assert 0 == terminal.status()

    bodies = [one.entry.read_text(encoding="utf-8").partition("---\n\n") for one in (plain, home)]
    assert bodies[0][2] == bodies[1][2]
    assert all('status: "done"' in front for front, _, _ in bodies)


def test_all_that_is_left_of_an_offboarding_is_due_and_goes_one_by_one(home: Home) -> None:
    with_examples(home)
    typed(home, "offboarding", *(turn.typed for turn in OFFBOARDING))
    left = run("due").stdout.splitlines()
    days = [line.split("\t")[0] for line in left]  # The twenty-five and something else.

    assert 26 == len(left) == len({line.split("\t")[2] for line in left})
    assert sorted(days) == days
    assert 15 < len(set(days))
    while left:
        assert 0 == run("done", "Acme", "--text", left.pop(0).split("\t")[2]).returncode
        assert left == run("due").stdout.splitlines()
    assert 26 == home.entry.read_text(encoding="utf-8").count("\n- [x] ")
