"""A playbook with every type of question, and how each is answered."""

from __future__ import annotations

from dataclasses import dataclass

from terminal import SPACE, Ask

NAME = "every"

TOML = """
title = "Every type"
summary = "One question of every type."

[[step]]
id = "first"
title = "The first step"
guide = "Where it begins."

[[step.question]]
id = "words"
type = "text"
prompt = "What did they say?"

[[step.question]]
id = "story"
type = "text"
prompt = "What happened?"
multiline = true

[[step.question]]
id = "fruit"
type = "choice"
prompt = "Which fruit?"

[step.question.choices]
apple = "An apple"
pear = { label = "A pear", detail = { green = "A green one", brown = "A brown one" } }

[[step.question]]
id = "moods"
type = "choices"
prompt = "Which moods?"
choices = { calm = "Calm", cross = "Cross", glad = "Glad" }

[[step.question]]
id = "sure"
type = "confirm"
prompt = "Are you sure?"

[[step.question]]
id = "depth"
type = "scale"
prompt = "How deep?"
max = 20

[[step.question]]
id = "hours"
type = "number"
prompt = "How many hours?"
unit = "h"

[[step.question]]
id = "fee"
type = "money"
prompt = "How much money?"

[[step.question]]
id = "call_on"
type = "date"
prompt = "Which day?"
follow_up = "Call {client}"

[[step]]
id = "second"
title = "The second step"

[[step.question]]
id = "fit"
type = "scorecard"
prompt = "How well does it fit?"
max = 50
items = [
  { id = "width", prompt = "The width", weight = 2 },
  { id = "height", prompt = "The height" },
]
bands = [
  { id = "poor", from = 0, label = "Poor" },
  { id = "fine", from = 50, label = "Fine" },
]

[[step.question]]
id = "letter"
type = "draft"
prompt = "A letter"
template = "Dear {words|friend}, about [the matter]: yes."

[[step.question]]
id = "lines"
type = "script"
prompt = "Lines to say"
text = "Say that {fruit|something} was good."

[[step.question]]
id = "air"
type = "breathe"
prompt = "Some air"
inhale = 60

[[step.question]]
id = "last"
type = "text"
prompt = "Anything else?"
"""


@dataclass(frozen=True)
class Stop:
    """A question of that playbook.

    Attributes:
        name: Its id.
        asks: All that is asked for it, with the answers.
        written: How the answer stands in the entry; empty if it leaves none.
        typed: The same answer in the plain face, a line for each thing asked.
        native: The same answer in an answers file; empty if it leaves none.
    """

    name: str
    asks: tuple[Ask, ...]
    written: str
    typed: tuple[str, ...]
    native: str


LETTER = "Dear hello there, about [the matter]: yes."

STOPS = (
    Stop(
        "words",
        (Ask("What did they say?", "hello there", half="hel"),),
        "hello there",
        ("hello there",),
        '"hello there"',
    ),
    Stop(
        "story",
        (Ask("What happened?", "it began", half="it be"),),
        "it began",
        ("it began", "."),
        '"it began"',
    ),
    Stop(
        "fruit",
        (Ask("Which fruit?", "A pear", "pick"), Ask("A pear: which of these?", "A brown one", "pick")),
        "pear.brown — A pear: A brown one",
        ("pear", "2"),
        '"pear.brown"',
    ),
    Stop(
        "moods",
        (Ask("Which moods?", "Cross", "mark"),),
        "cross — Cross",
        ("2",),
        '["cross"]',
    ),
    Stop("sure", (Ask("Are you sure?", "No", "pick"),), "no", ("no",), "false"),
    Stop("depth", (Ask("How deep?", "17", half="1"),), "17", ("17",), "17"),
    Stop("hours", (Ask("How many hours?", "7.5", half="7."),), "7.5", ("7.5",), "7.5"),
    Stop("fee", (Ask("How much money?", "1200", half="12"),), "1200.00 EUR", ("1200",), "1200"),
    Stop(
        "call_on",
        (Ask("Which day?", "2031-03-04", half="2031-"),),
        "2031-03-04",
        ("2031-03-04",),
        "2031-03-04",
    ),
    Stop(
        "fit",
        (Ask("The width", "45", half="4"), Ask("The height", "30", half="3")),
        "80 fine — Fine\n- width: 45\n- height: 30",
        ("45", "30"),
        "{ width = 45, height = 30 }",
    ),
    Stop(
        "letter",
        (Ask("What will you do with it?", "Keep it for later", "pick"),),
        f"later\n{LETTER}",
        ("later",),
        '{ state = "later" }',
    ),
    Stop("lines", (Ask("When you have read it", "Go on", "pick"),), "", ("",), ""),
    Stop("air", (Ask("Some air", SPACE, "pause"),), "done", ("",), '"done"'),
    Stop("last", (Ask("Anything else?", "no more", half="no m"),), "no more", ("no more",), '"no more"'),
)


LINES = next(stop for stop in STOPS if stop.name == "lines")
"""The script, which leaves no answer and so comes again in the next sitting."""


def up_to(name: str) -> dict[str, str]:
    """Give the answers to every question before one, as they stand in the entry."""
    given: dict[str, str] = {}
    for stop in STOPS:
        if stop.name == name:
            break
        if stop.written:
            given[stop.name] = stop.written
    return given


ALL = up_to("the end")
"""The answers to all of them."""


def lines(given: dict[str, str]) -> str:
    """Give answers as the lines of an entry."""
    return "".join(f"- {name}: " + written.replace("\n", "\n  ") + "\n" for name, written in given.items())
